"""The blanks in the reports: all six, addressed to the operator, and the way to a request by telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton

from otklik.casework import blanks, profiles
from otklik.casework.blanks import blank_pdf
from otklik.register.records import Channel, Operator
from otklik.ui.intake.conversation import ConversationPage
from otklik.ui.main_window import REPORTS, MainWindow
from otklik.ui.papers.blanks_card import BlanksCard
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.reports.reports_page import ReportsPage
from otklik.ui.rooms import TALK
from tests.ui.window_tools import button, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office

LOOK = "Посмотреть и напечатать"


@pytest.fixture
def card(office: Office, qtbot: QtBot) -> BlanksCard:
    made = BlanksCard(office.tasks)
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show_operator(1)
    made.show()
    office.settle()
    return made


def looks(card: BlanksCard) -> list[QAbstractButton]:
    return [one for one in card.findChildren(QAbstractButton) if one.text() == LOOK and one.isVisible()]


def opened(card: BlanksCard, place: int) -> PaperDialog:
    looks(card)[place].click()
    (dialog,) = (one for one in card.findChildren(PaperDialog) if one.isVisible())
    return dialog


def test_each_blank_is_shown_as_it_is_printed(card: BlanksCard, office: Office, qtbot: QtBot) -> None:
    known = blanks.blanks()
    assert len(looks(card)) == len(known) == 6
    for place, blank in enumerate(known):
        assert blank.title in seen(card)
        assert looks(card)[place].accessibleName() == f"{LOOK}: {blank.title}"
        dialog = opened(card, place)
        qtbot.waitUntil(lambda: bool(dialog.pdf))  # noqa: B023 - waited for in this turn
        assert dialog.pdf == office.ask(lambda desk: blank_pdf(desk, 1, blank.id))  # noqa: B023 - asked in this turn
        dialog.reject()
        office.settle()


def test_a_profile_without_an_address_is_named(card: BlanksCard, office: Office) -> None:
    nameless = office.ask(lambda desk: profiles.save_operator(desk, Operator()).operator_id)
    card.show_operator(nameless)
    office.settle()
    dialog = opened(card, 0)
    office.settle()
    assert "Заполните" in seen(dialog)
    assert not button(dialog, "&Печать").isEnabled()


def test_whoever_is_on_the_telephone_is_talked_with(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(REPORTS)
    settle(qtbot, window)
    page = window.page(REPORTS)
    assert isinstance(page, ReportsPage)
    page.show_part("papers")
    button(page, "Заполнить по телефону").click()
    settle(qtbot, window)
    form = window.page(TALK)
    assert window.shown == TALK
    assert isinstance(form, ConversationPage)
    assert form.channel.chosen() is Channel.PHONE


def test_papers_are_those_of_the_operator_that_is_chosen(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(REPORTS)
    settle(qtbot, window)
    page = window.page(REPORTS)
    assert isinstance(page, ReportsPage)
    page.show_part("papers")
    assert "Бумаги оператора" not in seen(page)
    assert "Журнал ещё не печатали" in seen(page)
    window._tasks.act(lambda desk: profiles.save_operator(desk, Operator(name="ООО «Придуманное»")))
    settle(qtbot, window)
    assert "Бумаги оператора" in seen(page)
    page.papers.operator_box.setCurrentIndex(1)
    settle(qtbot, window)
    assert "Обращений для журнала пока нет." in seen(page)

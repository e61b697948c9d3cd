"""The journal on paper in the reports: looked at before it is made, made once, printed any number of times."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from otklik.casework import journal_papers, profiles, registering
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Subject
from otklik.ui.papers.journal_card import JournalCard
from otklik.ui.papers.journal_preview import JournalPreview
from otklik.ui.papers.paper_dialog import PaperDialog
from tests.invented import SOLE_PROPRIETOR
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from tests.ui.office import Office

PRINT, SEW, AGAIN = "Напечатать новые строки…", "Последний лист…", "Напечатать ещё раз"


@pytest.fixture
def card(office: Office, qtbot: QtBot) -> JournalCard:
    made = JournalCard(office.tasks)
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    made.show_operator(1)
    office.tasks.changed.connect(lambda _changes: made.show_operator(made._operator_id))  # as the page does
    office.settle()
    return made


def dialog_of(card: QWidget, qtbot: QtBot, kind: type[QDialog]) -> QDialog:
    """Return the dialog of a kind that is open now."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in card.findChildren(kind)))
    return next(one for one in card.findChildren(kind) if one.isVisible())


def looked_at(card: JournalCard, qtbot: QtBot, word: str) -> JournalPreview:
    """Press a button and return the sheets it shows before it makes them."""
    button(card, word).click()
    shown = dialog_of(card, qtbot, JournalPreview)
    assert isinstance(shown, JournalPreview)
    qtbot.waitUntil(lambda: shown.make_button.isEnabled() and shown.preview.page_count > 0)
    return shown


def made_by(card: JournalCard, qtbot: QtBot, word: str) -> PaperDialog:
    """Look at sheets, make them, and return them as they were kept."""
    looked_at(card, qtbot, word).make_button.click()
    kept = dialog_of(card, qtbot, PaperDialog)
    assert isinstance(kept, PaperDialog)
    qtbot.waitUntil(lambda: bool(kept.pdf))
    return kept


def one_more(desk: Desk) -> None:
    person = Subject(full_name="Тихонова Вера Ильинична")
    new = registering.NewCase(1, (Kind.ACCESS,), Channel.EMAIL, date(2026, 11, 20), person)
    registering.register_case(desk, new)


def test_looking_keeps_nothing(card: JournalCard, office: Office, qtbot: QtBot) -> None:
    assert "Журнал ещё не печатали: в нём 2 строки" in seen(card)
    assert not button(card, SEW).isEnabled()
    shown = looked_at(card, qtbot, PRINT)
    assert "Калинина Мария Петровна" in shown.preview.accessibleDescription().replace("\u00a0", " ")
    assert "Орлов" not in shown.preview.accessibleDescription()  # a claim is no request
    shown.reject()
    office.settle()
    assert office.ask(lambda desk: journal_papers.prints(desk, 1)) == ()
    assert len(office.ask(lambda desk: journal_papers.new_lines(desk, 1))) == 2


def test_sheets_are_made_once_and_printed_again_byte_for_byte(card: JournalCard, office: Office, qtbot: QtBot) -> None:
    kept = made_by(card, qtbot, PRINT)
    first = kept.pdf
    (paper,) = office.ask(lambda desk: journal_papers.prints(desk, 1))
    assert first == office.ask(lambda desk: journal_papers.reprint(desk, paper.id))
    kept.reject()
    office.settle()
    assert "После печати 21 ноября 2026 нового нет" in seen(card)
    assert "Печать № 1 готова и останется в списке ниже" in seen(card)
    assert not button(card, PRINT).isEnabled()
    head = office.ask(lambda desk: desk.register.journal.page(0, 9)[1].digest)
    for said in ("Лист 1", "строки 1–2", f"журнал {head[:4]} {head[4:8]}"):
        assert said in seen(card)
    office.ask(one_more)
    card.show_operator(1)
    office.settle()
    assert "1 новая строка после печати 21 ноября 2026" in seen(card)
    button(card, AGAIN).click()
    again = dialog_of(card, qtbot, PaperDialog)
    assert isinstance(again, PaperDialog)
    qtbot.waitUntil(lambda: bool(again.pdf))
    assert again.pdf == first
    assert "Журнал: лист 1" in again.windowTitle().replace("\u00a0", " ")


def test_the_last_sheet_vouches_for_each_sheet_once(card: JournalCard, office: Office, qtbot: QtBot) -> None:
    made_by(card, qtbot, PRINT).reject()
    office.settle()
    made_by(card, qtbot, SEW).reject()
    office.settle()
    assert not button(card, SEW).isEnabled()
    assert "Последний лист: лист 1" in seen(card)
    newest = office.ask(lambda desk: journal_papers.state(desk, 1)).prints[0]
    assert (newest.is_last_sheet, newest.first_sheet, newest.last_line) == (True, 1, 2)


def test_what_another_window_made_meanwhile_is_said(card: JournalCard, office: Office, qtbot: QtBot) -> None:
    shown = looked_at(card, qtbot, PRINT)
    office.ask(lambda desk: journal_papers.print_journal(desk, 1))
    shown.make_button.click()
    office.settle()
    qtbot.waitUntil(lambda: "нет ничего нового" in seen(card))
    assert len(office.ask(lambda desk: journal_papers.prints(desk, 1))) == 1


def test_a_long_list_shows_its_rest_when_asked(card: JournalCard, office: Office) -> None:
    for _ in range(7):
        office.ask(one_more)
        office.ask(lambda desk: journal_papers.print_journal(desk, 1))
    card.show_operator(1)
    office.settle()
    assert seen(card).count(AGAIN) == 5
    button(card, "Показать все").click()
    office.settle()
    assert seen(card).count(AGAIN) == 7
    assert "Показать все" not in seen(card)


def test_each_operator_has_his_own(card: JournalCard, office: Office, qtbot: QtBot) -> None:
    other = office.ask(lambda desk: profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id)
    made_by(card, qtbot, PRINT).reject()
    office.settle()
    card.show_operator(other)
    office.settle()
    assert "Обращений для журнала пока нет." in seen(card)
    assert AGAIN not in seen(card)
    assert "Печать № 1" not in seen(card)

"""The digits from the foot of a paper are compared with the journal, and the answer stands below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otklik.ui.papers.head_card import HeadCard
from tests.ui.window_tools import seen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office


@pytest.fixture
def card(office: Office, qtbot: QtBot) -> HeadCard:
    made = HeadCard(office.tasks)
    qtbot.addWidget(made)
    made.resize(900, 200)
    made.show()
    return made


def test_a_head_from_paper_leads_to_its_line(card: HeadCard, office: Office, qtbot: QtBot) -> None:
    assert not card.button.isEnabled()
    head = office.ask(lambda desk: desk.register.journal.page(0, 99)[1].digest)
    qtbot.keyClicks(card.field, f"{head[:4]} {head[4:8]} {head[8:12]} {head[12:16]}")
    assert card.button.isEnabled()
    card.button.click()
    office.settle()
    assert "Такая контрольная строка в журнале есть" in seen(card)
    card.field.clear()
    office.settle()
    assert "в журнале есть" not in seen(card)


def test_a_foreign_head_and_what_is_none_are_said(card: HeadCard, office: Office, qtbot: QtBot) -> None:
    qtbot.keyClicks(card.field, "0123456789abcdef\r")
    office.settle()
    assert "заново" in seen(card)
    card.field.setText("Калинина")
    card.button.click()
    office.settle()
    assert "как напечатано" in seen(card)

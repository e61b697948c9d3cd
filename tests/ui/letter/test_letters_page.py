"""The room of letters: a calm list, and the editor in its place."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from otklik.casework import answering, dispatching, profiles
from otklik.system.clock import FixedClock
from otklik.ui import theme
from otklik.ui.letter.letters_page import LettersPage
from otklik.ui.letter.letters_table import ABOUT, DATE, OPERATOR, STATE, LettersTable
from tests.invented import NOON
from tests.ui.office import OPERATOR as OPERATOR_PROFILE
from tests.ui.office import Office

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> LettersPage:
    made = LettersPage(office.tasks, FixedClock(NOON))
    qtbot.addWidget(made)
    office.tasks.changed.connect(made.refresh)
    made.resize(900, 640)
    made.show()
    return made


def write_letters(desk: Desk) -> list[int]:
    """A notice that is sent, a notice that is not, one that is void, and a draft."""
    ids = [answering.draft_letter(desk, 3, "withdrawal_done").letter_id for _ in range(4)]
    for letter_id in ids:
        letter = desk.register.letters.get(letter_id)
        answering.save_draft(desk, letter_id, letter.heading, "Обработка прекращена.")
    for letter_id in ids[:3]:
        answering.issue(desk, letter_id)
    dispatching.dispatch(desk, ids[0], "электронной почтой")
    answering.annul_letter(desk, ids[2], "ошибка в адресе")
    return ids


def rows(page: LettersPage) -> list[list[str]]:
    model = page.findChild(LettersTable).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_drafts_come_first_and_every_state_has_its_word(page: LettersPage, office: Office, qtbot: QtBot) -> None:
    office.ask(write_letters)
    page.refresh()
    qtbot.waitUntil(lambda: len(rows(page)) == 4)
    assert [(row[0], row[STATE]) for row in rows(page)] == [
        ("—", "черновик"),
        ("3/ПДн", "аннулировано"),
        ("2/ПДн", "выпущено"),
        ("1/ПДн", "отправлено"),
    ]
    day, about, who, _operator, case = rows(page)[3][1:6]
    assert (day, who, case) == ("21.11.2026", "Зимина Ольга Сергеевна", "№\u00a03")
    assert about.startswith("О прекращении обработки")


@pytest.mark.parametrize("width", [792, 900, 1200])
def test_whose_letter_it_is_stands_there_where_there_are_several_operators(
    page: LettersPage, office: Office, qtbot: QtBot, width: int
) -> None:
    page.resize(width, 640)
    table = page.findChild(LettersTable)
    office.ask(write_letters)
    page.refresh()
    qtbot.waitUntil(lambda: len(rows(page)) == 4)
    office.settle()
    assert table.isColumnHidden(OPERATOR), "the only operator goes without saying"
    office.ask(lambda desk: profiles.save_operator(desk, replace(OPERATOR_PROFILE, name="ООО «Придуманное»")))
    page.refresh()
    qtbot.waitUntil(lambda: not table.isColumnHidden(OPERATOR))
    assert {row[OPERATOR] for row in rows(page)} == {OPERATOR_PROFILE.name}
    assert table.columnWidth(ABOUT) >= 150
    assert table.columnWidth(DATE) - 16 >= QFontMetrics(theme.font()).horizontalAdvance("20.11.2026")
    assert table.horizontalHeader().length() <= table.viewport().width()


def test_without_letters_it_says_how_to_begin_one(page: LettersPage, office: Office) -> None:
    page.refresh()
    office.settle()
    assert not page.findChild(LettersTable).isVisible()


def test_enter_opens_a_letter_and_esc_goes_back_to_the_list(page: LettersPage, office: Office, qtbot: QtBot) -> None:
    office.ask(write_letters)
    page.refresh()
    qtbot.waitUntil(lambda: len(rows(page)) == 4)
    table = page.findChild(LettersTable)
    table.setFocus()
    table.selectRow(0)
    with qtbot.waitSignal(page.editor.letter_shown):
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.editor_shown
    qtbot.keyClick(page.editor, Qt.Key.Key_Escape)
    assert not page.editor_shown
    office.settle()


def test_a_letter_leads_to_its_case(page: LettersPage, office: Office, qtbot: QtBot) -> None:
    draft = office.ask(write_letters)[3]
    with qtbot.waitSignal(page.editor.letter_shown):
        page.open_letter(draft)
    with qtbot.waitSignal(page.case_wanted) as wanted:
        page.editor.case_wanted.emit(3)
    assert wanted.args == [3]
    office.settle()


def test_the_list_comes_without_qtpdf() -> None:
    probe = "import json, sys, otklik.ui.letter.letters_page; print(json.dumps(sorted(sys.modules)))"
    finished = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    heavy = {"PySide6.QtPdf", "PySide6.QtPrintSupport", "reportlab", "markdown_it", "jinja2"}
    assert heavy.isdisjoint(json.loads(finished.stdout))

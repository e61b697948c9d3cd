"""«Где искать» in the panel of a case, in the settings, and in the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from otklik.casework import answering, places
from otklik.law.kinds import Kind
from otklik.register.paper_records import CasePlace, Place, SearchOutcome
from otklik.ui.case.place_line import KEPT_AFTER, PlaceLine, PlaceMark
from otklik.ui.letter.letters_page import LettersPage
from otklik.ui.main_window import LETTERS, SETTINGS
from otklik.ui.rooms import show_places
from otklik.ui.settings.settings_page import SettingsPage
from tests.ui.window_tools import ask, button, case_of, open_panel, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

NAMES = ("1С", "почта", "камера")


@pytest.fixture
def listed(qtbot: QtBot, tasks: Tasks) -> None:
    """A list of three places."""
    ask(qtbot, tasks, lambda desk: places.save(desk, 1, tuple(Place(name=name) for name in NAMES)))


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow, tasks: Tasks, listed: None) -> CasePanel:
    """The panel of a request for access."""
    return open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)


def kept(qtbot: QtBot, tasks: Tasks, case_id: int) -> tuple[CasePlace, ...]:
    return ask(qtbot, tasks, lambda desk: places.of_case(desk, desk.register.cases.get(case_id)))


def lines(panel: CasePanel) -> list[PlaceLine]:
    return [line for line in panel.places.findChildren(PlaceLine) if line.isVisible()]


def test_space_goes_from_found_to_nothing_and_back_and_only_the_last_is_kept(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel
) -> None:
    assert panel.case_id is not None
    before = ask(qtbot, tasks, lambda desk: desk.register.journal.count())
    mark = lines(panel)[0].mark
    mark.setFocus()
    assert mark.accessibleName() == "1С: не проверено"
    qtbot.keyClick(mark, Qt.Key.Key_Space)
    assert mark.accessibleName() == "1С: нашли", "the answer is seen before it is kept"
    qtbot.keyClick(mark, Qt.Key.Key_Space)
    assert mark.accessibleName() == "1С: ничего нет"
    qtbot.wait(KEPT_AFTER + 50)
    settle(qtbot, window)
    row = kept(qtbot, tasks, panel.case_id)[0]
    assert (row.outcome, str(row.checked_on)) == (SearchOutcome.NOTHING, "2026-11-21")
    assert ask(qtbot, tasks, lambda desk: desk.register.journal.count()) == before + 1
    assert lines(panel)[0].mark is mark, "the line stays, and the focus with it"
    assert "проверено 1 из 3" in seen(panel.places)


def test_what_was_found_is_typed_and_kept_with_its_day(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel
) -> None:
    assert panel.case_id is not None
    line = lines(panel)[1]
    button(line, "нашли").click()
    line.note.insert("переписка о доставке")
    line.day.setFocus()
    line.day.selectAll()
    qtbot.keyClicks(line.day, "20.11.2026")
    qtbot.keyClick(line.day, Qt.Key.Key_Return)
    settle(qtbot, window)
    row = kept(qtbot, tasks, panel.case_id)[1]
    assert (row.outcome, row.note, str(row.checked_on)) == (
        SearchOutcome.FOUND,
        "переписка о доставке",
        "2026-11-20",
    )


def test_words_that_are_being_typed_are_not_lost_when_another_case_is_opened(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel
) -> None:
    case_id = panel.case_id
    assert case_id is not None
    button(lines(panel)[2], "нашли").click()
    lines(panel)[2].note.insert("запись за 3 ноября")
    open_panel(qtbot, window, case_of(qtbot, tasks, Kind.CLAIM).id)
    row = kept(qtbot, tasks, case_id)[2]
    assert (row.outcome, row.note) == (SearchOutcome.FOUND, "запись за 3 ноября")


def test_a_day_that_cannot_be_is_said_and_nothing_is_kept(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel
) -> None:
    assert panel.case_id is not None
    line = lines(panel)[0]
    button(line, "ничего нет").click()
    line.day.setText("01.01.2020")
    line.flush()
    settle(qtbot, window)
    assert "01.01.2020" in seen(panel.places)
    assert kept(qtbot, tasks, panel.case_id)[0].outcome is None
    assert lines(panel)[0].mark.accessibleName() == "1С: не проверено"


def test_a_place_of_this_case_alone_is_added_and_taken_off(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel
) -> None:
    assert panel.case_id is not None
    button(panel.places, "Ещё одно место, только для этого обращения").click()
    field = next(one for one in panel.places.findChildren(QLineEdit) if one.hasFocus())
    field.insert("сейф")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert [row.name for row in kept(qtbot, tasks, panel.case_id)] == [*NAMES, "сейф"]
    drop = next(b for b in lines(panel)[3].findChildren(QAbstractButton) if "Убрать" in b.accessibleName())
    drop.click()
    settle(qtbot, window)
    assert [row.name for row in kept(qtbot, tasks, panel.case_id)] == list(NAMES)


def test_the_list_is_begun_by_ticking_in_the_case(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)
    take = button(panel.places, "Добавить отмеченные")
    assert not take.isEnabled()
    for name in ("1С", "договоры на бумаге"):
        button(panel.places, name).click()
    take.click()
    settle(qtbot, window)
    assert [place.name for place in ask(qtbot, tasks, lambda desk: places.of_operator(desk, 1))] == [
        "1С",
        "договоры на бумаге",
    ]
    assert len(lines(panel)) == 2
    assert "Добавить отмеченные" not in seen(panel.places)


def test_a_case_without_a_search_shows_it_only_when_asked(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, listed: None
) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.CLAIM).id)
    assert not panel.places.isVisible()
    command = next(one for one in panel.commands() if one.id == "case.places")
    assert command.is_ready
    command.run()
    settle(qtbot, window)
    assert panel.places.isVisible()
    marks = [mark for mark in panel.places.findChildren(PlaceMark) if mark.isVisible()]
    assert marks[0].hasFocus()


def test_the_list_in_the_settings_is_ordered_renamed_and_added_to_by_keys(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, listed: None
) -> None:
    show_places(window)
    settle(qtbot, window)
    page = window.page(SETTINGS)
    assert isinstance(page, SettingsPage)
    card = page.places.card

    def names() -> list[str]:
        settle(qtbot, window)
        return [place.name for place in ask(qtbot, tasks, lambda desk: places.of_operator(desk, 1))]

    card.list.setFocus()
    card.list.setCurrentRow(0)
    qtbot.keyClick(card.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names() == ["почта", "1С", "камера"]
    card.list.item(1).setText("1С: Торговля")
    assert names() == ["почта", "1С: Торговля", "камера"]
    card._name.insert("сайт")
    qtbot.keyClick(card._name, Qt.Key.Key_Return)
    assert names() == ["почта", "1С: Торговля", "камера", "сайт"]
    card.list.setCurrentRow(0)
    qtbot.keyClick(card.list, Qt.Key.Key_Delete)
    assert names() == ["1С: Торговля", "камера", "сайт"]
    card.list.item(0).setText("камера")
    assert names() == ["1С: Торговля", "камера", "сайт"]
    assert "«камера» уже есть в списке" in seen(card)
    assert card.list.item(0).text() == "1С: Торговля", "what is kept is shown again"


def test_the_letter_says_what_is_not_looked_in_and_goes_on(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, listed: None
) -> None:
    case = case_of(qtbot, tasks, Kind.ACCESS)

    def begin(desk: Desk) -> int:
        place = places.find(desk, desk.register.cases.get(case.id), "1С")
        places.look(desk, place, places.Answer(SearchOutcome.NOTHING))
        return answering.draft_letter(desk, case.id, "access_answer").letter_id

    window.open_letter(ask(qtbot, tasks, begin))
    settle(qtbot, window)
    page = window.page(LETTERS)
    assert isinstance(page, LettersPage)
    assert page.editor.unlooked.sentence.startswith("Не проверено: почта, камера.")

    def look_in_the_rest(desk: Desk) -> object:
        for name in ("почта", "камера"):
            place = places.find(desk, desk.register.cases.get(case.id), name)
            done = places.look(desk, place, places.Answer(SearchOutcome.NOTHING))
        return done

    tasks.act(look_in_the_rest)
    settle(qtbot, window)
    assert not page.editor.unlooked.isVisible()

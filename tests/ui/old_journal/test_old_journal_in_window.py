"""The ways to the page for an old journal: from the register, the first page, the profile, by dropping a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QMenu

from otklik.casework import profiles
from otklik.system.clock import FixedClock
from otklik.ui.main_window import NEW_CASE, REGISTER, SETTINGS, TODAY, MainWindow
from otklik.ui.old_journal.journal_page import OldJournalPage
from otklik.ui.rooms import OLD_JOURNAL
from tests.intake.old_journal.tables import TITLES, delimited, journal
from tests.invented import NOON
from tests.ui.office import OPERATOR, Office
from tests.ui.window_tools import button, register_page, seen, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

BRING = "Перенести старый журнал…"


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    """A register with an operator and no case."""
    made = Office(qtbot, tmp_path, None)
    made.ask(lambda desk: profiles.save_operator(desk, OPERATOR))
    yield made
    made.tasks.close()


@pytest.fixture
def window(qtbot: QtBot, look: None, office: Office) -> Iterator[MainWindow]:
    made = MainWindow(office.tasks, FixedClock(NOON))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitSignal(made.ready):
        made.start("пустой")
        made.show()
    settle(qtbot, made)
    yield made
    made.hide()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "журнал.csv"
    made.write_bytes(delimited([TITLES, *journal(5)]))
    return made


def page(window: MainWindow) -> OldJournalPage:
    found = window.page(OLD_JOURNAL)
    assert isinstance(found, OldJournalPage)
    return found


def drop(window: MainWindow, path: Path) -> str:
    """Drop a file and return what the window said it would do with it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dragEnterEvent(event)  # type: ignore[arg-type]  # Qt makes a QDragEnterEvent of the same; its own is deprecated
    said = window._veil._sentence
    window.dropEvent(event)
    return said


def bring(qtbot: QtBot, window: MainWindow) -> None:
    """Go through to the end."""
    for _ in range(2):
        page(window).foot.go.click()
        qtbot.waitUntil(lambda: not page(window).running)
        settle(qtbot, window)


def test_the_first_page_of_an_empty_register_leads_to_it_and_it_leads_to_the_cases(
    qtbot: QtBot, window: MainWindow, file: Path
) -> None:
    assert window.shown == TODAY
    button(window, BRING).click()
    settle(qtbot, window)
    assert window.shown == OLD_JOURNAL
    page(window).read_file(str(file))
    settle(qtbot, window)
    bring(qtbot, window)
    page(window).done.open.click()
    settle(qtbot, window)
    assert window.shown == REGISTER
    assert "5 обращений" in seen(register_page(window))
    window.show_room(TODAY)
    settle(qtbot, window)
    assert BRING not in seen(window.page(TODAY))


def test_the_empty_register_and_its_menu_lead_to_it(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(REGISTER)
    settle(qtbot, window)
    button(register_page(window), BRING).click()
    assert window.shown == OLD_JOURNAL
    window.show_room(REGISTER)
    (menu,) = register_page(window).findChildren(QMenu)
    next(action for action in menu.actions() if action.text() == BRING).trigger()
    assert window.shown == OLD_JOURNAL


def test_a_register_that_finds_nothing_does_not_offer_it(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(REGISTER)
    register_page(window).show_text("нет такого")
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "Ничего не найдено" in seen(register_page(window)))
    assert BRING not in seen(register_page(window))


def test_the_profile_leads_to_it(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(SETTINGS)
    settle(qtbot, window)
    button(window.page(SETTINGS), BRING).click()
    assert window.shown == OLD_JOURNAL


def test_a_spreadsheet_dropped_on_the_register_is_an_old_journal(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    window.show_room(REGISTER)
    assert drop(window, file) == "Отпустите, и старый журнал будет прочитан"
    settle(qtbot, window)
    assert window.shown == OLD_JOURNAL
    assert "журнал.csv · 5 строк" in seen(page(window))
    assert drop(window, file) == "Отпустите, и старый журнал будет прочитан"
    settle(qtbot, window)
    assert page(window).step is page(window).columns


def test_a_letter_dropped_on_the_register_is_a_letter(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_bytes(b"From: a@example.ru\n\nText")
    window.show_room(REGISTER)
    assert "обращение" in drop(window, letter)
    settle(qtbot, window)
    assert window.shown == NEW_CASE


def test_what_was_begun_is_there_when_one_comes_back(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    window.bring_in_journal()
    page(window).read_file(str(file))
    settle(qtbot, window)
    window.show_room(TODAY)
    window.bring_in_journal()
    assert page(window).step is page(window).columns


def test_closing_stops_what_is_being_brought_in(
    qtbot: QtBot, window: MainWindow, office: Office, tmp_path: Path
) -> None:
    file = tmp_path / "длинный.csv"
    file.write_bytes(delimited([TITLES, *journal(400)]))
    window.bring_in_journal()
    page(window).read_file(str(file))
    settle(qtbot, window)
    page(window).foot.go.click()
    qtbot.waitUntil(lambda: not page(window).running)
    settle(qtbot, window)
    page(window).foot.go.click()
    office.tasks.closing.emit()
    qtbot.waitUntil(lambda: not page(window).running)
    assert office.ask(lambda desk: desk.register.cases.count()) == 0

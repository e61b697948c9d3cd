"""The folder for inspection in the window: asked where, made beside the window's work, stopped, and found again."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from otklik.casework import inspection
from otklik.system.clock import FixedClock
from otklik.system.errors import EnvironmentProblem
from otklik.ui.main_window import MainWindow
from otklik.ui.papers.folder_card import FolderCard
from otklik.ui.papers.folder_dialog import FolderDialog
from otklik.ui.papers.folder_maker import FolderMaker
from tests.invented import NOON
from tests.ui.window_tools import ask, button, open_panel, seen, settle

if TYPE_CHECKING:
    from pathlib import Path
    from threading import Event

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.tasks import Tasks
    from tests.ui.office import Office

FOLDER, ZIP = "Собрать папку…", "Собрать в один файл .zip…"


@pytest.fixture
def card(office: Office, qtbot: QtBot) -> FolderCard:
    made = FolderCard(office.tasks, FixedClock(NOON))
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show_operator(1)
    made.show()
    return made


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """An empty folder the user chooses."""
    made = tmp_path / "shelf"
    made.mkdir()
    return made


def choose(maker: FolderMaker, word: str, place: Path) -> None:
    """Press a button and choose a folder."""
    button(maker, word).click()
    (dialog,) = maker.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(place))
    dialog.close()


def finished(maker: FolderMaker, office: Office, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not maker.running)
    office.settle()


def test_a_period_becomes_a_folder_that_is_found_again(
    card: FolderCard, office: Office, qtbot: QtBot, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)) or True)
    choose(card.maker, FOLDER, shelf)
    assert not button(card, FOLDER).isEnabled()
    finished(card.maker, office, qtbot)
    made = shelf / "Папка для проверки 01.01.2026–21.11.2026"
    assert sorted(file.name for file in made.iterdir() if file.is_dir()) == [
        f"обращение-{number:04}" for number in (1, 2, 3)
    ]
    assert f"Папка собрана: {made} (3 обращения," in seen(card)
    button(card, "Открыть папку").click()
    assert [url.toLocalFile() for url in opened] == [str(made)]
    assert office.ask(lambda desk: desk.register.journal.page(0, 1)[0].act) == "folder_made"


def test_a_second_one_lies_beside_the_first(card: FolderCard, office: Office, qtbot: QtBot, shelf: Path) -> None:
    for _ in range(2):
        choose(card.maker, ZIP, shelf)
        finished(card.maker, office, qtbot)
    name = "Папка для проверки 01.01.2026–21.11.2026"
    assert sorted(file.name for file in shelf.iterdir()) == [f"{name} (2).zip", f"{name}.zip"]


def test_dates_that_make_no_period_are_said_in_place(card: FolderCard, shelf: Path) -> None:
    for first, last, said in (
        ("", "21.11.2026", "Укажите день."),
        ("22.11.2026", "21.11.2026", "Этот день раньше первого."),
        ("31.11.2026", "21.11.2026", "Такого дня нет"),
    ):
        card.first.setText(first)
        card.last.setText(last)
        button(card, FOLDER).click()
        assert said in seen(card)
        assert card.findChildren(QFileDialog) == []
    assert list(shelf.iterdir()) == []


def test_a_period_nobody_wrote_in_is_said(card: FolderCard, office: Office, qtbot: QtBot, shelf: Path) -> None:
    card.first.set_date(date(2025, 1, 1))
    card.last.set_date(date(2025, 12, 31))
    choose(card.maker, FOLDER, shelf)
    finished(card.maker, office, qtbot)
    assert "не поступало" in seen(card)
    assert list(shelf.iterdir()) == []
    assert button(card, FOLDER).isEnabled()


def held(monkeypatch: pytest.MonkeyPatch, go_on: Event, begun: Event) -> None:
    """Let the next file of a folder wait until it may go on, as a slow disk does."""
    write = inspection._write

    def slow(*facts: object) -> None:
        begun.set()
        go_on.wait(20)
        write(*facts)  # type: ignore[arg-type]  # as it was given

    monkeypatch.setattr(inspection, "_write", slow)


def test_the_window_reads_meanwhile_and_stopping_leaves_nothing(
    card: FolderCard, office: Office, qtbot: QtBot, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    go_on, begun = Event(), Event()
    held(monkeypatch, go_on, begun)
    choose(card.maker, FOLDER, shelf)
    qtbot.waitUntil(begun.is_set)
    assert office.ask(lambda desk: desk.register.cases.count()) == 3  # nobody waits for the folder
    qtbot.waitUntil(lambda: "Обращений: 0 из 3" in seen(card))
    assert [file.name.startswith(".otklik-") for file in shelf.iterdir()] == [True]
    button(card, "Отмена").click()
    qtbot.waitUntil(lambda: "Останавливаем…" in seen(card))
    go_on.set()
    finished(card.maker, office, qtbot)
    assert "Прервано: папка не собрана." in seen(card)
    assert list(shelf.iterdir()) == []
    assert office.ask(lambda desk: desk.register.journal.page(0, 1)[0].act) != "folder_made"


def test_closing_the_program_stops_it(
    card: FolderCard, office: Office, qtbot: QtBot, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from threading import Event

    go_on, begun = Event(), Event()
    held(monkeypatch, go_on, begun)
    choose(card.maker, FOLDER, shelf)
    qtbot.waitUntil(begun.is_set)
    office.tasks.closing.connect(go_on.set)
    office.tasks.close()
    assert list(shelf.iterdir()) == []


def test_a_disk_that_fills_up_leaves_nothing_and_says_so(
    card: FolderCard, office: Office, qtbot: QtBot, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_facts: object) -> None:
        raise OSError(28, "no room")

    monkeypatch.setattr(inspection, "_write", full)
    choose(card.maker, FOLDER, shelf)
    finished(card.maker, office, qtbot)
    assert "На диске нет места" in seen(card)
    assert list(shelf.iterdir()) == []


def test_a_place_that_is_gone_is_said(card: FolderCard, office: Office, qtbot: QtBot, shelf: Path) -> None:
    shutil.rmtree(shelf)
    choose(card.maker, FOLDER, shelf)
    finished(card.maker, office, qtbot)
    assert "Нет папки" in seen(card)


def test_a_folder_that_does_not_open_is_said(
    card: FolderCard, office: Office, qtbot: QtBot, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    choose(card.maker, ZIP, shelf)
    finished(card.maker, office, qtbot)
    button(card, "Открыть папку").click()
    assert str(EnvironmentProblem("The folder {folder} does not open. Look for it yourself.", folder=shelf)) in seen(
        card
    )


def test_a_case_is_gathered_from_its_menu(qtbot: QtBot, window: MainWindow, tasks: Tasks, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    closed = ask(qtbot, tasks, lambda desk: desk.register.cases.of_operator(1)[-1].id)
    for case_id in (5, closed):
        panel = open_panel(qtbot, window, case_id)
        assert panel._bar._menu["folder"].isVisible()
        panel._bar._menu["folder"].trigger()
        (dialog,) = (one for one in panel.findChildren(FolderDialog) if one.isVisible())
        number = _number(qtbot, tasks, case_id)
        assert f"Папка для проверки, обращение № {number}" in seen(dialog)
        choose(dialog.maker, FOLDER, shelf)
        qtbot.waitUntil(lambda: not dialog.maker.running)  # noqa: B023 - waited for in this turn
        assert "Не вошли в общий PDF" in seen(dialog)
        assert f"обращение-{number:04}/01-входящее.eml" in seen(dialog)
        assert (shelf / f"Папка для проверки № {number}" / "папка.pdf").is_file()
        dialog.reject()
        settle(qtbot, window)


def _number(qtbot: QtBot, tasks: Tasks, case_id: int) -> int:
    def read(desk: Desk) -> int:
        return desk.register.cases.get(case_id).number

    found = ask(qtbot, tasks, read)
    assert isinstance(found, int)
    return found

"""A training register: always marked, reminding of nothing, left by one click and thrown away by another."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from otklik.casework import answering, opening, reminding
from otklik.casework.demonstration import build_demo
from otklik.register.records import LetterState
from otklik.safety.keys import read_key_file
from otklik.system.clock import SystemClock
from otklik.system.errors import UserError
from otklik.system.preferences import Preferences
from otklik.ui import translation
from otklik.ui.main_window import LETTERS, REGISTER, SETTINGS, TODAY
from otklik.ui.welcome.beginning import TRAINING
from otklik.ui.widgets import Chip
from tests.ui.program_tools import at_rest, make_register, opened, running
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from otklik.app import Program
    from otklik.casework.desk import Desk
    from otklik.ui.main_window import MainWindow


@pytest.fixture
def data(tmp_path: Path, qapp: QApplication) -> Path:
    """A data folder with a training register in it."""
    translation.install(qapp, "ru")
    build_demo(tmp_path / "data" / TRAINING)
    return tmp_path / "data"


@pytest.fixture
def program(qtbot: QtBot, data: Path) -> Iterator[Program]:
    with running(data) as one:
        yield one


def open_training(qtbot: QtBot, program: Program, data: Path) -> MainWindow:
    program.begin(data / TRAINING / "demo.otklik", data / TRAINING / "demo.key")
    return opened(qtbot, program)


@pytest.fixture
def desk(data: Path) -> Iterator[Desk]:
    folder = data / TRAINING
    one = opening.open_for_work(folder / "demo.otklik", None, SystemClock(), read_key_file(folder / "demo.key"))
    yield one
    one.register.close()


def test_every_room_says_that_it_is_a_training_register(qtbot: QtBot, program: Program, data: Path) -> None:
    window = open_training(qtbot, program, data)
    for room in (TODAY, REGISTER, LETTERS, SETTINGS):
        window.show_room(room)
        at_rest(qtbot, program)
        assert [chip.text() for chip in window._sidebar.findChildren(Chip) if chip.isVisible()] == ["учебный"]
        assert "люди и письма в нём вымышлены" in seen(window)
    titles = {command.title for command in window.commands()}
    assert {"Начать свой реестр", "Удалить учебный реестр"} <= titles


def test_a_register_of_ones_own_is_not_marked(qtbot: QtBot, program: Program, data: Path) -> None:
    program.begin(make_register(data / "mine.otklik"), data / "mine.key")
    window = opened(qtbot, program)
    assert window.training is None
    assert not [chip for chip in window._sidebar.findChildren(Chip) if chip.isVisible()]
    assert "Удалить учебный реестр" not in {command.title for command in window.commands()}


def test_one_click_leads_to_the_first_question(qtbot: QtBot, program: Program, data: Path) -> None:
    window = open_training(qtbot, program, data)
    button(window, "Начать свой реестр").click()
    qtbot.waitUntil(lambda: program.welcome is not None and program.welcome.isVisible(), timeout=10_000)
    assert program.welcome is not None
    assert program.welcome.create_form.who.isVisible()
    assert (data / TRAINING / "demo.otklik").is_file()


def test_it_is_thrown_away_once_that_is_confirmed(qtbot: QtBot, program: Program, data: Path) -> None:
    window = open_training(qtbot, program, data)
    button(window, "Удалить учебный реестр").click()
    assert "Свой реестр останется" in seen(window)
    button(window, "Оставить").click()
    assert (data / TRAINING).exists()
    button(window, "Удалить учебный реестр").click()
    button(window, "Удалить").click()
    qtbot.waitUntil(lambda: program.welcome is not None and program.welcome.isVisible(), timeout=10_000)
    assert not (data / TRAINING).exists()
    assert Preferences.load(data).registers == ()


def test_whoever_has_his_own_register_comes_back_to_it(qtbot: QtBot, program: Program, data: Path) -> None:
    own = make_register(data / "mine.otklik")
    program.preferences.remember(own, own.with_suffix(".key"))
    window = open_training(qtbot, program, data)
    button(window, "Удалить учебный реестр").click()
    button(window, "Удалить").click()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not window, timeout=10_000)
    assert opened(qtbot, program).training is None
    assert not (data / TRAINING).exists()
    assert program.preferences.registers == (str(own),)


def test_one_that_lies_elsewhere_cannot_be_thrown_away_here(qtbot: QtBot, program: Program, data: Path) -> None:
    elsewhere = (data / TRAINING).rename(data.parent / "elsewhere")
    program.begin(elsewhere / "demo.otklik", elsewhere / "demo.key")
    window = opened(qtbot, program)
    assert "Удалить учебный реестр" not in seen(window)


def test_it_reminds_of_nothing(desk: Desk, tmp_path: Path) -> None:
    chosen = reminding.choices(desk)
    assert (chosen.notice, chosen.follow, chosen.file) == (False, False, None)
    with pytest.raises(UserError, match="ни о чём"):
        reminding.save_calendar(desk, tmp_path / "dates.ics")
    assert not (tmp_path / "dates.ics").exists()


def test_every_sheet_of_its_letters_is_marked(desk: Desk) -> None:
    letters = desk.register.letters.page(0, 50)
    issued = [answering.letter_pdf(desk, one.id) for one in letters if one.state is LetterState.ISSUED]
    pages = [list(PdfReader(io.BytesIO(pdf)).pages) for pdf in issued]
    assert any(len(sheets) > 1 for sheets in pages)
    for page in (sheet for sheets in pages for sheet in sheets):
        text = page.extract_text()
        assert "УЧЕБНОЕ" in text
        assert "не отправлять" in text
    draft = next(one for one in letters if one.state is LetterState.DRAFT)
    assert answering.prepare(desk, draft.id, draft.heading, draft.body).model.training

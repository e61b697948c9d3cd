"""What all tests of the window share."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from otklik.casework import opening
from otklik.register.store import Register
from otklik.ui import theme, translation
from otklik.ui.garbage import collect_on_main_thread
from otklik.ui.main_window import MainWindow
from otklik.ui.tasks import Tasks

from . import sample
from .office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from otklik.system.clock import FixedClock


@pytest.fixture(autouse=True)
def _collector(qapp: QApplication) -> None:
    """Free cycles of widgets on the main thread, as the program does."""
    collect_on_main_thread(qapp)


@pytest.fixture(scope="session")
def filled_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of `sample.py`, written once; tests open copies of it."""
    file = tmp_path_factory.mktemp("sample") / "sample.otklik"
    sample.fill(file)
    return file


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a demonstration, made once; tests work on copies of it."""
    from otklik.casework.demonstration import build_demo

    folder = tmp_path_factory.mktemp("demonstration")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OTKLIK_DATA_DIR", str(folder / "data"))
        build_demo(folder / "made")
    return folder / "made"


@pytest.fixture
def look(qapp: QApplication) -> None:
    """Dress the application in the light look and speak Russian, as the program does at start."""
    translation.install(qapp, "ru")
    theme.apply(qapp, theme.Scheme.LIGHT)


@pytest.fixture
def tasks(qtbot: QtBot, tmp_path: Path, filled_register: Path, clock: FixedClock) -> Iterator[Tasks]:
    """The threads of the window with a copy of the sample register open; a crash in the background fails the test."""
    file = tmp_path / "register.otklik"
    shutil.copyfile(filled_register, file)
    made = Tasks()
    crashes: list[Exception] = []
    made.crashed.connect(crashes.append)
    with_desk: list[object] = []
    made.open_desk(lambda: opening.begin(Register.open(file, sample.KEY), clock), with_desk.append)
    qtbot.waitUntil(lambda: bool(with_desk))
    yield made
    made.close()
    for error in crashes:
        raise error


@pytest.fixture
def window(qtbot: QtBot, look: None, tasks: Tasks, clock: FixedClock) -> Iterator[MainWindow]:
    """The window with the first page shown."""
    made = MainWindow(tasks, clock)
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitSignal(made.ready):
        made.start("ИП · основной реестр")
        made.show()
    yield made
    made.hide()


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    """A register behind a window, and the thread it is read on."""
    made = Office(qtbot, tmp_path)
    yield made
    made.tasks.close()

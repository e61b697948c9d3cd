"""How soon an act is seen at ten thousand cases: `pytest tests/benchmarks/test_acts.py -s`.

The real window at 1440×900. Timed is from the key or the click to the end of the first frame that shows a change: the
act itself, what it builds, and the painting; what is read in the background may come later. The pages have been made in
the seconds after the start, as the program does. The ratio is to painting the whole window once.
"""

from __future__ import annotations

import statistics
import time
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from otklik.casework import lists, opening
from otklik.register.case_query import CaseQuery
from otklik.register.store import Register
from otklik.system.clock import FixedClock
from otklik.ui import theme, translation
from otklik.ui.garbage import collect_on_main_thread
from otklik.ui.main_window import LETTERS, PEOPLE, REGISTER, REPORTS, SETTINGS, TODAY, MainWindow
from otklik.ui.palette.palette import Palette
from otklik.ui.tasks import Tasks
from otklik.ui.warming import Warming
from tests.benchmarks.many_cases import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

CASES = 10_000
SOON = 100.0
"""Milliseconds within which an act seems to be immediate."""

CLOCK = FixedClock(datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=3))))


class _Painted(QObject):
    """Tells whether anything of the window was painted since `begin`."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.seen = False
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Paint:
            self.seen = True
        return super().eventFilter(watched, event)


class Desk:
    """The window over many cases, and a watch."""

    def __init__(self, qtbot: QtBot, app: QApplication, path: Path) -> None:
        build(path, CASES).close()
        self._qtbot = qtbot
        self.tasks = Tasks()
        opened: list[object] = []
        self.tasks.open_desk(lambda: opening.begin(Register.open(path, bytes(32)), CLOCK), opened.append)
        qtbot.waitUntil(lambda: bool(opened), timeout=60_000)
        self.window = MainWindow(self.tasks, CLOCK)
        qtbot.addWidget(self.window)
        self.window.resize(1440, 900)
        with qtbot.waitSignal(self.window.ready, timeout=20_000):
            self.window.start("ИП · основной реестр")
            self.window.show()
        warming = Warming(self.tasks, self.window)
        with qtbot.waitSignal(warming.done, timeout=60_000):
            warming.begin()
        self._painted = _Painted(app)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._qtbot.waitUntil(lambda: self.tasks.pending == 0, timeout=30_000)
        self._qtbot.wait(300)

    def timed(self, act: Callable[[], object]) -> float:
        """Return the milliseconds from an act to the first frame painted after it."""
        self.settle()
        self._painted.seen = False
        begun = time.perf_counter()
        act()
        while not self._painted.seen:
            QCoreApplication.processEvents()
        return (time.perf_counter() - begun) * 1000

    def whole_frame(self) -> float:
        """Return the milliseconds of painting the whole window."""
        taken = []
        for _ in range(9):
            begun = time.perf_counter()
            self.window.grab()
            taken.append((time.perf_counter() - begun) * 1000)
        return statistics.median(taken)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    """The window at work."""
    collect_on_main_thread(qapp)
    translation.install(qapp, "ru")
    theme.apply(qapp, theme.Scheme.LIGHT)
    made = Desk(qtbot, qapp, tmp_path / "many.otklik")
    yield made
    made.window.hide()
    made.tasks.close()


def test_acts_are_seen_at_once(desk: Desk, qtbot: QtBot) -> None:
    window = desk.window
    cases = [row.id for row in _asked(desk, qtbot)]
    rooms = (REGISTER, LETTERS, PEOPLE, REPORTS, SETTINGS, TODAY)
    acts: list[tuple[str, Callable[[], object]]] = [
        *((f"room {number}", partial(window.go_to, number)) for number in rooms),
        ("a case", lambda: window.open_case(cases[0])),
        ("another case", lambda: window.open_case(cases[1])),
        ("a third case", lambda: window.open_case(cases[2])),
        ("back to Today", lambda: window.go_to(TODAY)),
        ("palette", window.offering.show_palette),
        ("a letter typed into the palette", lambda: window.findChild(Palette).field.setText("к")),
        ("the palette goes", lambda: qtbot.keyClick(window.findChild(Palette).field, Qt.Key.Key_Escape)),
        ("list of keys", window.offering.show_keys),
        ("it goes", window.offering.show_keys),
        ("new request", window.new_case),
        ("a talk", window.begin_talk),
        ("help", lambda: window.show_help("today")),
    ]
    frame = desk.whole_frame()
    taken = [(name, desk.timed(act)) for name, act in acts]
    print(f"\n{CASES} cases; the whole window is painted in {frame:.1f} ms")
    for name, spent in taken:
        if name:
            print(f"{spent:7.1f} ms  ×{spent / frame:5.1f}  {name}")
    assert max(spent for _name, spent in taken) < 4 * SOON, "far from immediate, on any machine"


def _asked(desk: Desk, qtbot: QtBot) -> tuple[lists.CaseRow, ...]:
    box: list[tuple[lists.CaseRow, ...]] = []
    desk.tasks.run(lambda one: lists.case_rows(one, CaseQuery(limit=3)), box.append)
    qtbot.waitUntil(lambda: bool(box))
    return box[0]

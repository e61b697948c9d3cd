"""How smoothly the register scrolls: `pytest tests/benchmarks/test_scrolling.py -s`.

The real page at 1440×900 over a hundred thousand invented cases: by wheel, by page and by dragging the bar. A frame is
all that the main thread does between two frames of the screen: rows that arrive are taken, cells are painted. The
figures stand beside a frame of the same table without rows, so that the ratio holds on any machine. It also times the
first visible change after typing, ordering and opening a case among ten thousand. Sixty frames a second leave 16 ms.
"""

from __future__ import annotations

import gc
import random
import statistics
import time
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent

from otklik.casework import opening
from otklik.register.store import Register
from otklik.system.clock import FixedClock
from otklik.ui import theme, translation
from otklik.ui.garbage import collect_on_main_thread
from otklik.ui.register.columns import Column
from otklik.ui.register.register_page import RegisterPage
from otklik.ui.register.searches import Search
from otklik.ui.tasks import Tasks
from tests.benchmarks.many_cases import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

CLOCK = FixedClock(datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=3))))
FRAME = 1 / 60
FRAMES = 400
TYPED = (
    ("калинин", "орехов", "зотов"),
    ("канал:почта", "канал:телефон", "канал:лично"),
    ("срок:неделя", "срок:месяц", "срок:завтра"),
    ("000123", "000456", "000789"),
    ("jnpsd", "ljcneg", "elfktybt"),
)
MANY, OFFICE = 100_000, 10_000
_WAITING = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
TRIES = 3
"""Who else works on the machine slows a run down; the best of these counts."""

AT_MOST = 16.0
"""Milliseconds of a frame at 60 a second."""


class Stage:
    """The register page over a register, as the window shows it.

    Args:
        qtbot: waits.
        path: where the register is built.
        number: of cases.
    """

    def __init__(self, qtbot: QtBot, path: Path, number: int) -> None:
        build(path, number).close()
        self._qtbot = qtbot
        self.tasks = Tasks()
        opened: list[object] = []
        self.tasks.open_desk(lambda: opening.begin(Register.open(path, bytes(32)), CLOCK), opened.append)
        qtbot.waitUntil(lambda: bool(opened), timeout=20_000)
        self.page = RegisterPage(self.tasks, CLOCK)
        qtbot.addWidget(self.page)
        self.page.resize(1440, 900)
        self.page.show()
        self.table = self.page.table
        self.settle()
        assert self.table.model().rowCount() == number

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self._qtbot.waitUntil(lambda: self.tasks.pending == 0, timeout=20_000)
        self._qtbot.wait(30)

    def frames(self, step: Callable[[int], None], number: int = FRAMES) -> list[float]:
        """Return how long the main thread worked in each frame, in milliseconds of its own time on a processor.

        Args:
            step: moves the table once; gets the number of the frame.
            number: of frames.
        """
        taken = []
        for frame in range(number):
            begun, worked = time.perf_counter(), time.thread_time()
            step(frame)
            QCoreApplication.processEvents()
            spent = time.perf_counter() - begun
            taken.append((time.thread_time() - worked) * 1000)
            time.sleep(max(0.0, FRAME - spent))
        return taken

    def close(self) -> None:
        """Let go of the register."""
        self.page.hide()
        self.tasks.close()


@pytest.fixture
def stage(qtbot: QtBot, qapp: QApplication, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Stage]:
    """The page over as many cases as the test asks for."""
    collect_on_main_thread(qapp)
    translation.install(qapp, "ru")
    theme.apply(qapp, theme.Scheme.LIGHT)
    made = Stage(qtbot, tmp_path / "many.otklik", request.param)
    yield made
    made.close()


def told(taken: Sequence[float]) -> str:
    """Return the middle, the hundredth slowest and the slowest."""
    return f"p50 {statistics.median(taken):5.1f}  p99 {p99(taken):5.1f}  max {max(taken):5.1f} ms"


def p99(taken: Sequence[float]) -> float:
    """Return what ninety-nine of a hundred frames stay under."""
    return sorted(taken)[int(len(taken) * 0.99)]


@pytest.mark.parametrize("stage", [MANY], indirect=True)
def test_a_hundred_thousand_cases_scroll_at_sixty_frames_a_second(stage: Stage) -> None:
    table = stage.table
    bar, chance = table.verticalScrollBar(), random.Random(3)  # noqa: S311 - the same way each time, no secret

    def wheel(_frame: int) -> None:
        place = QPointF(table.viewport().rect().center())
        event = QWheelEvent(
            place,
            QPointF(table.viewport().mapToGlobal(place.toPoint())),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QCoreApplication.sendEvent(table.viewport(), event)

    def by_page(_frame: int) -> None:
        bar.setValue(bar.value() + bar.pageStep())

    def drag(frame: int) -> None:
        bar.setValue(int(bar.maximum() * frame / FRAMES) + chance.randrange(2000))

    def repaint(_frame: int) -> None:
        table.viewport().update()

    gc.collect()
    taken = {}
    for name, step in (("wheel", wheel), ("page", by_page), ("drag", drag), ("repaint", repaint)):
        tries = []
        for _try in range(TRIES):
            bar.setValue(0)
            stage.settle()
            tries.append(stage.frames(step))
            if p99(tries[-1]) < AT_MOST:
                break
        taken[name] = min(tries, key=p99)
        stage.settle()
    stage.page._model.search(Search("ничего такого нет"))
    stage.settle()
    table.show()
    stage.page._stack.setCurrentWidget(table)
    empty = stage.frames(repaint)
    print(f"\nempty    {told(empty)}")
    for name, frames in taken.items():
        ratio = statistics.median(frames) / statistics.median(empty)
        print(f"{name:8} {told(frames)}   {ratio:5.1f} × an empty table's")
    for name, frames in taken.items():
        assert p99(frames) < AT_MOST, name


@pytest.mark.parametrize("stage", [OFFICE], indirect=True)
def test_every_act_shows_within_a_hundred_milliseconds(stage: Stage) -> None:
    page, model = stage.page, stage.page._model
    shown = _Painted(stage.table.viewport())
    taken: dict[str, list[float]] = {"type": [], "order": [], "open": []}
    for alike in TYPED:  # an order that was read is remembered, so each try has words of its own
        tries = []
        for word in alike:
            tries.append(_until_loaded(stage, partial(model.search, Search(word))))
            stage.settle()
        taken["type"].append(min(tries))
    model.search(Search())
    stage.settle()
    for column in (Column.WHO, Column.NUMBER, Column.KIND, Column.RECEIVED, Column.LEFT):
        taken["order"].append(_until_loaded(stage, partial(page.sort_by, column)))
        stage.settle()
    page.open_case(model.ids[0])
    stage.settle()
    for place in range(1, 12):
        begun = time.perf_counter()
        page.open_case(model.ids[place])
        shown.wait(stage)
        taken["open"].append((time.perf_counter() - begun) * 1000)
        stage.settle()
    print()
    for name, figures in taken.items():
        print(f"{name:6} " + " ".join(f"{one:5.0f}" for one in figures) + " ms")
        assert max(figures) < 100, name


class _Painted(QObject):
    """Notes when a widget is painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count paintings."""
        self.times += event.type() is QEvent.Type.Paint
        return False

    def wait(self, stage: Stage) -> None:
        """Wait for the next one."""
        before = self.times
        while self.times == before:
            QCoreApplication.processEvents(_WAITING)  # a busy loop would keep the register's thread from its work
        assert stage.page.isVisible()


def _until_loaded(stage: Stage, act: Callable[[], None]) -> float:
    """Return how long it takes until the answer to an act is painted, in milliseconds."""
    arrived: list[int] = []
    stage.page._model.loaded.connect(arrived.append)
    begun = time.perf_counter()
    act()
    while not arrived:
        QCoreApplication.processEvents(_WAITING)
    QCoreApplication.processEvents()
    spent = (time.perf_counter() - begun) * 1000
    stage.page._model.loaded.disconnect(arrived.append)
    return spent

"""The line at the foot of the first window: what is under way, how far it is, and a way to stop it."""

from __future__ import annotations

from threading import Event as Flag
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from otklik.ui.widgets import Caption, QuietButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.ui.tasks import Tasks

    Stoppable = Callable[[Callable[[int, int], None], Flag], Any]

T = TypeVar("T")


class Runner(QWidget):
    """Does one piece of work at a time beside the main thread; hidden while there is none.

    Signals:
        busy_changed: something is under way, or no longer.
        progressed: pages done and pages in all, sent from the thread that works.

    Args:
        tasks: where work is done.
        parent: owner.
    """

    busy_changed = Signal(bool)
    progressed = Signal(int, int)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._cancelled = Flag()
        self._words = Caption("")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far it is"))
        self._cancel = QuietButton(self.tr("Cancel"), small=True)
        self._cancel.clicked.connect(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._words)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        column.addLayout(row)
        self.progressed.connect(self._on_progress)
        tasks.closing.connect(self.stop)
        tasks.crashed.connect(self._on_crashed)
        self.hide()

    def start(
        self, work: Callable[[], T], done: Callable[[T], None], failed: Callable[[Exception], None], sentence: str
    ) -> None:
        """Do some work.

        Args:
            work: runs on a side thread; touches no widget.
            done: gets the result, on the main thread.
            failed: gets an `OtklikError`, on the main thread.
            sentence: what is under way.
        """
        self._begin(sentence, stoppable=False)
        self._tasks.run_aside(work, lambda result: self._end(done, result), lambda error: self._end(failed, error))

    def look(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Look something up quietly, while everything else can be used; arguments as of `start`."""
        self._tasks.run_aside(work, done, owner=self)

    def start_stoppable(
        self, work: Stoppable, done: Callable[[Any], None], failed: Callable[[Exception], None], sentence: str
    ) -> None:
        """Do long work that tells how far it is and can be stopped; arguments as of `start`.

        Args:
            work: gets what is told the progress, and what is set to stop it.
            done: as of `start`.
            failed: as of `start`.
            sentence: as of `start`.
        """
        self._begin(sentence, stoppable=True)
        cancelled = self._cancelled = Flag()
        self._tasks.run_aside(
            lambda: work(self.progressed.emit, cancelled),
            lambda result: self._end(done, result),
            lambda error: self._end(failed, error),
        )

    def stop(self) -> None:
        """Stop what is under way, where it can be stopped."""
        self._cancelled.set()
        self._cancel.setEnabled(False)

    def _begin(self, sentence: str, *, stoppable: bool) -> None:
        self._words.setText(sentence)
        self._bar.setRange(0, 0)
        self._bar.setVisible(stoppable)
        self._cancel.setVisible(stoppable)
        self._cancel.setEnabled(True)
        self.show()
        self.busy_changed.emit(True)
        if stoppable:
            self._cancel.setFocus()

    def _end(self, told: Callable[[Any], None], result: object) -> None:
        self.hide()
        self.busy_changed.emit(False)
        told(result)

    def _on_crashed(self, error: Exception) -> None:
        """Let the window be used again after a mistake of ours, and show the report."""
        from otklik.ui.messages import show_crash  # noqa: PLC0415 - hopefully never needed

        self.hide()
        self.busy_changed.emit(False)
        show_crash(error, self.window())

    def _on_progress(self, done: int, whole: int) -> None:
        self._bar.setRange(0, max(1, whole))
        self._bar.setValue(done)

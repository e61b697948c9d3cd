"""Does the same with many letters, one at a time, so that the thread of the database answers others in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from otklik.casework.desk import Desk
    from otklik.casework.lists import LetterRow
    from otklik.ui.tasks import Tasks


class LetterRunner(QObject):
    """Runs a piece of work for each letter.

    Signals:
        progressed: letters done and letters in all.
        finished: all are done, or it was stopped; carries the results so far (list) and whether it was stopped.
        failed: the work could not be done for a letter, and the rest was left; carries the error.

    Args:
        tasks: where the work is done.
        parent: owner; work that is under way when it goes is finished, what comes of it is dropped.
    """

    progressed = Signal(int, int)
    finished = Signal(list, bool)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._rows: Sequence[LetterRow] = ()
        self._work: Callable[[Desk, LetterRow], Any] | None = None
        self._enough: Callable[[Any], bool] = lambda _result: False
        self._results: list[Any] = []
        self._stopped = False
        tasks.crashed.connect(self._on_crashed)

    @property
    def running(self) -> bool:
        """Whether letters are being worked at."""
        return self._work is not None

    def start(
        self,
        rows: Sequence[LetterRow],
        work: Callable[[Desk, LetterRow], Any],
        enough: Callable[[Any], bool] = lambda _result: False,
    ) -> None:
        """Begin; nothing is done while other work is still running.

        Args:
            rows: the letters, at least one.
            work: does it for one letter, on the database's thread; must not touch widgets.
            enough: whether a result says that it makes no sense to go on.
        """
        if self.running or not rows:
            return
        self._rows, self._work, self._enough = rows, work, enough
        self._results, self._stopped = [], False
        self.progressed.emit(0, len(rows))
        self._next()

    def stop(self) -> None:
        """Begin no further letter."""
        self._stopped = True

    def _next(self) -> None:
        work, row = self._work, self._rows[len(self._results)]
        if work is not None:
            self._tasks.run(lambda desk: work(desk, row), self._on_done, self._on_failed, owner=self)

    def _on_done(self, result: Any) -> None:
        self._results.append(result)
        done, whole = len(self._results), len(self._rows)
        self.progressed.emit(done, whole)
        if self._enough(result):
            self._stopped = True
        if done < whole and not self._stopped:
            self._next()
            return
        self._work = None
        self.finished.emit(self._results, done < whole)

    def _on_failed(self, error: Exception) -> None:
        self._work = None
        self.failed.emit(error)

    def _on_crashed(self, _error: Exception) -> None:
        """Let go after a mistake of ours, here or elsewhere: the result may never come."""
        if self.running:
            self._work = None
            self.finished.emit(self._results, True)

"""Long work beside the desk: the desk begins it, a side thread does it, and the desk puts down what came of it.

self._beside = Beside(tasks, self)
self._beside.do(begin, safekeeping.record_copy, self._on_made, self._notice.show_error)
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event as Flag
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from otklik.casework.desk import Changes
from otklik.system.errors import OtklikError

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Desk
    from otklik.ui.tasks import Tasks

    Progress = Callable[[int, int], None]
    Work = Callable[[Progress, Flag], Any]

MISTAKE = "A mistake of the program got in the way. What is entered is stored."


@dataclass(frozen=True, slots=True)
class _Mistake:
    """An exception that is a bug of ours, on its way to the report; the work it belongs to has to end all the same."""

    error: Exception
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True, slots=True)
class _Errand:
    """One piece of work; arguments as of `Beside.do`."""

    record: Callable[[Desk, Any], Any] | None
    done: Callable[[Any], None]
    failed: Callable[[OtklikError], None]


class Beside(QObject):
    """One piece of long work at a time.

    Signals:
        progressed: how much is done and how much there is, sent from the side thread.

    Args:
        tasks: where all work is done; when it closes, the work is stopped.
        parent: owner; with it the work is stopped too, and nobody is told.
    """

    progressed = Signal(int, int)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._stop = Flag()
        self._running = False
        tasks.closing.connect(self.stop)
        self.destroyed.connect(self._stop.set)

    @property
    def running(self) -> bool:
        """Whether work is under way."""
        return self._running

    @property
    def stopped(self) -> bool:
        """Whether the work under way, or the last one, was told to stop."""
        return self._stop.is_set()

    def do(
        self,
        begin: Callable[[Desk], Work | None],
        record: Callable[[Desk, Any], Any] | None,
        done: Callable[[Any], None],
        failed: Callable[[OtklikError], None],
    ) -> None:
        """Begin a piece of work, if none is under way.

        Args:
            begin: returns on the database's thread what is done aside; `None` where there is nothing to do.
            record: puts down the result, an act on the database's thread; `None` where nothing is put down.
            done: gets what `record` returned, or the result itself; `None` where there was nothing to do.
            failed: gets the error, also where the work was stopped.
        """
        if self._running:
            return
        self._running = True
        self._stop.clear()
        errand = _Errand(record, done, failed)
        self._tasks.run(
            _guarded(begin), lambda work: self._on_begun(errand, work), lambda e: self._fail(errand, e), owner=self
        )

    def stop(self) -> None:
        """Stop the work soon; what it had begun to write is taken away."""
        self._stop.set()

    def _on_begun(self, errand: _Errand, work: Work | _Mistake | None) -> None:
        if work is None or isinstance(work, _Mistake):
            self._end(errand, work)
            return
        progress, stop = self.progressed.emit, self._stop
        self._tasks.run_aside(
            _guarded(lambda: work(progress, stop)),
            lambda result: self._on_worked(errand, result),
            lambda error: self._fail(errand, error),
            owner=self,
        )

    def _on_worked(self, errand: _Errand, result: object) -> None:
        record = errand.record
        if record is None or isinstance(result, _Mistake):
            self._end(errand, result)
            return
        self._tasks.act(
            _guarded(lambda desk: record(desk, result)),
            lambda put_down: self._end(errand, put_down),
            lambda error: self._fail(errand, error),
            owner=self,
        )

    def _end(self, errand: _Errand, result: object) -> None:
        if isinstance(result, _Mistake):
            self._fail(errand, OtklikError(MISTAKE))
            self._tasks.crashed.emit(result.error)
            return
        self._running = False
        errand.done(result)

    def _fail(self, errand: _Errand, error: Exception) -> None:
        self._running = False
        errand.failed(error if isinstance(error, OtklikError) else OtklikError(MISTAKE))


def _guarded(work: Callable[..., Any]) -> Callable[..., Any]:
    """Return the work with its bugs as a result, so that whoever waits for it is not left waiting."""

    def guarded(*arguments: object) -> Any:
        try:
            return work(*arguments)
        except OtklikError:
            raise
        except Exception as error:  # noqa: BLE001 - goes to the report on the main thread
            return _Mistake(error)

    return guarded

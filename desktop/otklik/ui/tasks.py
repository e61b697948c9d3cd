"""Work off the main thread: the one thread of the database, and a small pool for the rest.

The register may be touched from one thread only (SQLCipher raises elsewhere), so everything that needs the desk goes
through `Tasks.run` or `Tasks.act`; what needs no register (PDF pages, parsing of files) goes through `run_aside`.
Results come back on the main thread.

    tasks.run(lambda desk: lists.today_view(desk), self._show)
    tasks.act(lambda desk: duties.fulfil(desk, case_id, duty_id), failed=self._notice.show_error)
    tasks.run_aside(lambda: answering.render_preview(prepared), self._show_pdf)

While the window is locked the register is closed (`suspend`); whoever asks for it then waits, unknowing, for `resume`.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from otklik.casework.desk import Changes
from otklik.system.errors import OtklikError

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Desk

T = TypeVar("T")

BUSY_AFTER = 300
"""Milliseconds of waiting before the window says that it is busy; shorter waits only flicker."""

SIDE_WORKERS = 2


@dataclass(frozen=True, slots=True)
class _Outcome:
    """A finished piece of work on its way to the main thread."""

    result: Any
    error: Exception | None
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    owner: QObject | None
    act: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """Work that was asked for while the register is closed."""

    work: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    owner: QObject | None
    act: bool

    @property
    def wanted(self) -> bool:
        """Whether it is still to be done: an act is, whoever asked for it; reading only for one who lives."""
        return self.act or self.done is None or _alive(self.done, self.owner)


class Tasks(QObject):
    """Runs work in the background and brings the results back to the main thread.

    Signals:
        changed: an act is done; carries its `Changes`. Pages refresh from this and nothing else.
        busy_changed: work has been waited for longer than `BUSY_AFTER` ms, or no longer is.
        noticed: an `OtklikError` that nobody took by `failed`; carries it.
        misplaced: the file of the register was moved, deleted or replaced, so an act could not be stored; carries the
            error, after whoever asked for the act was told.
        crashed: an exception that is a bug of ours; carries it.
        damage_found: the register that is open was found damaged; sent once.
        closing: the program ends; long work has to stop now, `close` waits for it.
    """

    changed = Signal(object)
    busy_changed = Signal(bool)
    noticed = Signal(object)
    misplaced = Signal(object)
    crashed = Signal(object)
    damage_found = Signal()
    closing = Signal()
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._register_thread = ThreadPoolExecutor(1, "register")
        self._side_pool: ThreadPoolExecutor | None = None
        self._desk: Desk | None = None
        self._pending = 0
        self._closed = False
        self._damaged = False
        self._when_quiet: Callable[[], None] | None = None  # the register is to be closed; called when it is
        self._held: list[_Held] | None = None  # what waits for the register; a list while it is closed
        self._busy = False
        self._busy_timer = QTimer(self, singleShot=True, interval=BUSY_AFTER)
        self._busy_timer.timeout.connect(self._on_waited_long)
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    @property
    def pending(self) -> int:
        """How many pieces of work are under way; what waits for `resume` is not among them."""
        return self._pending

    @property
    def damaged(self) -> bool:
        """Whether the register that is open was found damaged, also before it was closed for a while."""
        return self._damaged

    @property
    def suspended(self) -> bool:
        """Whether the register is closed for a while."""
        return self._held is not None

    def open_desk(
        self,
        opener: Callable[[], Desk],
        done: Callable[[Desk], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Open a register on its thread; one that is open is closed first.

        Args:
            opener: opens the register and returns the desk; runs on the database's thread.
            done: gets the desk (to know it is open; it must not be used on the main thread).
            failed: gets the error when it cannot be opened.
        """
        self._when_quiet = self._held = None  # what waited for another register waits in vain
        self._damaged = False
        self._open(opener, done, failed)

    def suspend(self, done: Callable[[], None]) -> None:
        """Close the register for a while, as soon as nothing is under way: long work and what follows on it is not cut.

        Args:
            done: called when the file is closed and the desk with its key is let go.
        """
        self._when_quiet = done
        self._suspend_if_quiet()

    def resume(
        self,
        opener: Callable[[], Desk],
        done: Callable[[Desk], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Open the register again after `suspend`, then do what was asked for meanwhile.

        Args:
            opener: as of `open_desk`.
            done: gets the desk, before anything else is done with it.
            failed: gets the error when it cannot be opened; the register stays closed then.
        """

        def opened(desk: Desk) -> None:
            held, self._held = self._held or [], None
            if done is not None:
                done(desk)
            for one in held:
                if one.wanted:
                    self._submit(self._register_thread, one.work, one.done, one.failed, one.owner, act=one.act)

        self._open(opener, opened, failed)

    def run(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do work that reads the register.

        Args:
            work: gets the desk; runs on the database's thread, must not touch widgets.
            done: gets the result, on the main thread.
            failed: gets an `OtklikError`, on the main thread; without it `noticed` is sent. Other exceptions always go
                to `crashed`.
            owner: results for a deleted owner are dropped; a bound method of a QObject needs none.
        """
        self._submit_or_hold(_Held(lambda: work(self._opened()), done, failed, owner, act=False))

    def act(
        self,
        work: Callable[[Desk], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do an act of casework: as `run`, and what it changed is sent by `changed` before `done` is called.

        Args:
            work: gets the desk; returns `Changes`, or a result with `.changes`, or a tuple that begins with `Changes`.
            done: gets the result, on the main thread.
            failed: as in `run`.
            owner: as in `run`.
        """
        self._submit_or_hold(_Held(lambda: work(self._opened()), done, failed, owner, act=True))

    def run_aside(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Do work that needs no register, in the side pool.

        Args:
            work: runs on a thread of the pool; must not touch widgets or the desk.
            done: gets the result, on the main thread.
            failed: as in `run`.
            owner: as in `run`.
        """
        if self._side_pool is None:
            self._side_pool = ThreadPoolExecutor(SIDE_WORKERS, "aside")
        self._submit(self._side_pool, work, done, failed, owner)

    def note_damage(self) -> None:
        """Take the register that is open for damaged from now on; whoever tells how copies stand reads it again."""
        if self._damaged:
            return
        self._damaged = True
        if self._desk is not None:
            self._desk.damaged = True
        self.damage_found.emit()
        self.changed.emit(Changes(backups=True))

    def close(self) -> None:
        """Finish what was begun, close the register and stop the threads. Results that come after this are dropped."""
        if self._closed:
            return
        self._closed = True
        self.closing.emit()
        if self._side_pool is not None:  # first: a reader that is open still keeps side files from being cleared away
            self._side_pool.shutdown(wait=True, cancel_futures=True)
        self._register_thread.submit(self._close_desk)
        self._register_thread.shutdown(wait=True)

    def _open(
        self,
        opener: Callable[[], Desk],
        done: Callable[[Desk], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        def work() -> Desk:
            self._close_desk()
            desk = opener()
            desk.damaged = self._damaged
            self._desk = desk
            return desk

        self._submit(self._register_thread, work, done, failed, None)

    def _suspend_if_quiet(self) -> None:
        """Close the register if that is wanted and nothing is under way."""
        if self._when_quiet is None or self._pending:
            return
        done, self._when_quiet, self._held = self._when_quiet, None, []
        self._submit(self._register_thread, self._close_desk, lambda _nothing: done(), None, None)

    def _submit_or_hold(self, asked: _Held) -> None:
        if self._held is None:
            self._submit(self._register_thread, asked.work, asked.done, asked.failed, asked.owner, act=asked.act)
        else:
            self._held.append(asked)

    def _opened(self) -> Desk:
        """Return the desk; a call before a register is open is a mistake of ours."""
        if self._desk is None:
            raise RuntimeError("no register is open")
        return self._desk

    def _close_desk(self) -> None:
        """Close the register that is open; on the database's thread."""
        desk, self._desk = self._desk, None
        if desk is not None:
            desk.register.close()

    def _submit(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], T],
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
        owner: QObject | None,
        *,
        act: bool = False,
    ) -> None:
        if self._closed:
            return
        self._pending += 1
        if self._pending == 1:
            self._busy_timer.start()

        def job() -> None:
            result, error = None, None
            try:
                result = work()
            except Exception as caught:  # noqa: BLE001 - told apart on the main thread: notice or crash dialog
                error = caught
            if not self._closed:
                self._arrived.emit(_Outcome(result, error, done, failed, owner, act))

        pool.submit(job)

    def _on_arrived(self, outcome: _Outcome) -> None:
        self._pending -= 1
        if self._pending == 0:
            self._busy_timer.stop()
            self._set_busy(False)
        if self._closed:
            return
        try:
            self._hand_over(outcome)
        finally:
            self._suspend_if_quiet()

    def _hand_over(self, outcome: _Outcome) -> None:
        if outcome.error is not None:
            self._on_error(outcome.error, outcome)
            return
        if outcome.act:
            self.changed.emit(changes_of(outcome.result))
        if outcome.done is not None and _alive(outcome.done, outcome.owner):
            outcome.done(outcome.result)

    def _on_error(self, error: Exception, outcome: _Outcome) -> None:
        from otklik.register.problems import MOVED  # noqa: PLC0415 - start-up: loaded with the register

        if not isinstance(error, OtklikError):
            self.crashed.emit(error)
            return
        self._look_for_damage(error)
        if outcome.failed is None:
            self.noticed.emit(error)
        elif _alive(outcome.failed, outcome.owner):
            outcome.failed(error)
        if error.text == MOVED:
            self.misplaced.emit(error)

    def _look_for_damage(self, error: OtklikError) -> None:
        """Note where an error, whoever takes it, tells of a damaged register."""
        desk = self._desk
        if desk is not None and not self._damaged:
            from otklik.casework.copies.damage import tells_damage  # noqa: PLC0415 - start-up: nothing failed yet

            if tells_damage(error, desk):
                self.note_damage()

    def _on_waited_long(self) -> None:
        self._set_busy(True)

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)


def changes_of(result: object) -> Changes:
    """Return what an act changed, from any of the shapes acts hand back.

    Raises:
        TypeError: when the result carries no `Changes`; then the work was not an act.
    """
    if isinstance(result, tuple) and result:
        result = result[0]
    found = result if isinstance(result, Changes) else getattr(result, "changes", None)
    if not isinstance(found, Changes):
        raise TypeError(type(result).__name__)
    return found


def _alive(callback: Callable[[Any], None], owner: QObject | None) -> bool:
    """Return whether the one who waits for the result still lives in Qt."""
    waiting = owner if owner is not None else getattr(callback, "__self__", None)
    return not isinstance(waiting, QObject) or shiboken6.isValid(waiting)

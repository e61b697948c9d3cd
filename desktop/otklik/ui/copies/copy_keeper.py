"""Keeps copies while the window is open: by time, before it closes, in the second folder, and tests old ones anew.

Made when the first page stands, so that starting does not wait for it. The desk only begins a copy, which takes
milliseconds, and puts down what came of it: pages and acts do not wait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from otklik.casework.copies import rhythm, safekeeping
from otklik.casework.copies.folders import is_there
from otklik.casework.desk import Changes
from otklik.ui.beside import Beside
from otklik.ui.copies.closing_panel import ClosingPanel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from otklik.casework.copies.safekeeping import BackedUp
    from otklik.casework.desk import Desk
    from otklik.safety.folders import Brought
    from otklik.system.errors import OtklikError
    from otklik.ui.beside import Work
    from otklik.ui.tasks import Tasks

MINUTE = 60_000
"""Milliseconds."""

FIRST_AFTER = 3 * MINUTE
"""Until what the last session left undone is made up: whoever has just opened the register wants to work in it."""

LOOK_EVERY = 3 * MINUTE
"""Between two looks whether the second folder misses something: the stick may have been put in."""

TEST_EVERY = 20 * MINUTE
"""Between two looks whether an old copy waits to be tested again; one copy at a time."""

PANEL_AFTER = 400
"""Milliseconds of waiting after which the closing window says what it waits for."""


class CopyKeeper(QObject):
    """Makes the copies nobody has to think of.

    Signals:
        made: a copy the user asked for is made and checked; carries its file.
        failed: a copy could not be made; carries the sentence. Of automatic ones said once until one is made again.

    Args:
        tasks: where all work is done.
        window: what closes; the panel lies over it, and it owns the keeper.
        pages: what the user types in.
    """

    made = Signal(str)
    failed = Signal(str)

    def __init__(self, tasks: Tasks, window: QWidget, pages: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._window, self._pages = tasks, window, pages
        self._beside = Beside(tasks, self)
        self._is_copied = False  # the desk said so, and nothing was done since
        self._leave: Callable[[], object] | None = None  # goes on with closing
        self._is_last = False  # what is under way was begun for closing: nothing can be missing in that copy
        self._may_wait = False  # what is under way can be done some other time
        self._goes = False
        self._is_asking = False  # drives were asked and did not answer yet
        self._has_complained = False
        self._panel: ClosingPanel | None = None
        self._patience = QTimer(self, singleShot=True, interval=PANEL_AFTER)
        self._patience.timeout.connect(self._on_waited)
        self._copying = self._timer(FIRST_AFTER, self._on_copy_time)
        self._timer(LOOK_EVERY, self.make_up)
        self._timer(TEST_EVERY, self.test)
        tasks.changed.connect(self._on_changed)
        tasks.closing.connect(self.let_go)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.commitDataRequest.connect(self.let_go)  # the session ends, and waits for nobody

    def copy(self) -> None:
        """Make a copy, if something changed since the last one; of a damaged register none can be made."""
        if not self._tasks.damaged:
            self._when_drives_answer(self._copy)

    def make_now(self) -> None:
        """Make a copy because the user wants one; `made` or `failed` follows."""
        self._may_wait = False
        self._beside.do(_begin_by_hand, safekeeping.record_copy, self._on_made, self._on_not_made)

    def make_up(self) -> None:
        """Bring to the second folder what it missed, if it is there."""
        self._when_drives_answer(self._make_up)

    def test(self) -> None:
        """Test an old copy again, if one waits for it."""
        self._when_drives_answer(self._test)

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Return whether the window may close at once; else a copy is made first.

        Args:
            leave: goes on with closing; called when the copy is made, or the user does not wait for it.
        """
        if self._goes or self._tasks.suspended:
            return True
        self._have_drafts_kept()
        if self._tasks.damaged:
            self.let_go()
            return True
        if self._is_copied and not self._tasks.pending:
            self.let_go()
            return True
        if self._leave is not None:
            self.let_go()  # who closes once more does not wait for the copy
            return True
        self._leave = leave
        self._patience.start()
        if self._may_wait:
            self._beside.stop()
        self.copy()  # where one is under way, when that one is done
        return False

    def let_go(self, _manager: object = None) -> None:
        """Stop what is under way and keep no window open: what is entered is stored, the next start makes it up."""
        self._goes = True
        self._beside.stop()

    def stay(self) -> None:
        """Do not close; the copy goes on all the same."""
        self._leave = None
        self._patience.stop()
        if self._panel is not None:
            self._panel.hide()

    def _have_drafts_kept(self) -> None:
        """Have pages keep what is typed, as they do when they are hidden: it belongs to the copy."""
        focused = self._window.focusWidget()
        self._pages.hide()
        self._pages.show()
        if focused is not None:
            focused.setFocus()

    def _timer(self, after: int, work: Callable[[], None]) -> QTimer:
        timer = QTimer(self, interval=after)
        timer.timeout.connect(work)
        timer.start()
        return timer

    def _may_begin(self) -> bool:
        return not (self._goes or self._tasks.suspended or self._beside.running)

    def _when_drives_answer(self, begin: Callable[[], None]) -> None:
        """Begin when the folders of copies were looked at aside: a network drive may not answer for minutes."""

        def look(folders: tuple[Path, ...]) -> None:
            self._tasks.run_aside(lambda: [is_there(folder) for folder in folders], answered, owner=self)

        def answered(_found: object) -> None:
            self._is_asking = False
            if self._may_begin():
                begin() if self._leave is None else self._copy()

        if self._may_begin() and not self._is_asking:
            self._is_asking = True
            self._tasks.run(safekeeping.copy_folders, look, owner=self)

    def _copy(self) -> None:
        self._is_last, self._may_wait = self._leave is not None, False
        self._beside.do(_begin_if_due, safekeeping.record_copy, self._on_copied, self._on_failed)

    def _make_up(self) -> None:
        self._may_wait = True
        self._beside.do(safekeeping.make_up_beside, self._record_second, self._on_done, self._on_done)

    def _test(self) -> None:
        self._may_wait = True
        self._beside.do(_begin_test, safekeeping.record_tests, self._on_done, self._on_done)

    def _record_second(self, desk: Desk, brought: Brought) -> Changes:
        """Put down what was brought; that it was stopped for something nearer is no trouble to speak of."""
        return Changes() if self._beside.stopped else safekeeping.record_second(desk, brought)

    def _on_copy_time(self) -> None:
        self.copy()
        self._tasks.run(rhythm.minutes_between, self._on_minutes, owner=self)

    def _on_minutes(self, minutes: int) -> None:
        if self._copying.interval() != minutes * MINUTE:
            self._copying.start(minutes * MINUTE)

    def _on_changed(self, changes: Changes) -> None:
        if not changes.backups:  # what is put down about copies is nothing a copy is due for
            self._is_copied = False
        if changes.settings and self._copying.interval() != FIRST_AFTER:
            self._tasks.run(rhythm.minutes_between, self._on_minutes, owner=self)

    def _on_copied(self, made: BackedUp | None) -> None:
        self._has_complained = False
        self._is_copied = made is None
        if self._leave is not None and (made is None or self._is_last):
            self._go()
        else:
            self._on_done()

    def _on_failed(self, error: OtklikError) -> None:
        if self._goes:
            return
        if self._leave is not None and self._is_last:
            self._patience.stop()
            self._over_window().show_failed(str(error))
        elif not self._has_complained:
            self._has_complained = True
            self.failed.emit(str(error))
        self._tasks.act(lambda desk: safekeeping.record_failure(desk, str(error)))
        self._on_done()

    def _on_made(self, made: BackedUp) -> None:
        self.made.emit(str(made.backup.path))
        self._on_done()

    def _on_not_made(self, error: OtklikError) -> None:
        if not self._goes:
            self.failed.emit(str(error))
        self._on_done()

    def _on_done(self, _result: object = None) -> None:
        """Go on with closing, where that had to wait for what was under way."""
        if self._leave is not None and not self._is_last:
            self.copy()

    def _on_waited(self) -> None:
        self._over_window().show_running()

    def _over_window(self) -> ClosingPanel:
        """Return the panel, where the user can see it."""
        if self._panel is None:
            self._panel = ClosingPanel(self._window)
            self._panel.leave.connect(self._on_leave_wanted)
            self._panel.stay.connect(self.stay)
            self._beside.progressed.connect(self._panel.show_progress)
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        return self._panel

    def _on_leave_wanted(self) -> None:
        self._beside.stop()
        self._go()

    def _go(self) -> None:
        self._goes = True
        self._patience.stop()
        leave, self._leave = self._leave, None
        if leave is not None:
            leave()


def _begin_if_due(desk: Desk) -> Work | None:
    return safekeeping.back_up_beside(desk) if safekeeping.copy_due(desk) else None


def _begin_by_hand(desk: Desk) -> Work:
    return safekeeping.back_up_beside(desk, by_hand=True)


def _begin_test(desk: Desk) -> Work | None:
    test = safekeeping.retest_old(desk)
    return None if test is None else lambda _progress, stop: test(stop)

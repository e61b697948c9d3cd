"""The lock: everything of ours leaves the screen, the register is closed, and all of it comes back as it was."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from otklik.ui.lock.idle_watch import IdleWatch
from otklik.ui.lock.lock_window import LockWindow
from otklik.ui.lock.session_watch import SessionWatch
from otklik.ui.viewer_folder import ViewerFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Desk
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

KEY = "Ctrl+L"
MINUTE = 60_000
"""Milliseconds."""


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A window that was taken off the screen."""

    window: QWidget
    modality: Qt.WindowModality

    def come_back(self) -> None:
        if shiboken6.isValid(self.window):
            self.window.setWindowModality(self.modality)  # a dialog that was hidden has forgotten it
            self.window.show()


class Locking(QObject):
    """Locks and opens one main window.

    Signals:
        opened: the register is open again; carries its desk.
        sheet_wanted: the password is forgotten.
        left: the lock window was closed.

    Args:
        tasks: where the register is open.
        window: the main window.
        has_password: returns whether a password opens the key; called on a side thread.
        open_with: opens the register with a password (`None`: none is needed), on the database's thread.
        parent: owner.
    """

    opened = Signal(object)
    sheet_wanted = Signal()
    left = Signal()

    def __init__(
        self,
        tasks: Tasks,
        window: MainWindow,
        has_password: Callable[[], bool],
        open_with: Callable[[str | None], Desk],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._window = tasks, window
        self._has_password, self._open_with = has_password, open_with
        self._hidden: list[_Hidden] = []
        self._focus: QWidget | None = None
        self._state: object = None
        self._by_itself = self._is_back = False
        self._idle: IdleWatch | None = None
        self.lock_window: LockWindow | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusWindowChanged.connect(self._on_window)

    @property
    def locked(self) -> bool:
        """Whether the window is locked."""
        return self.lock_window is not None

    def watch(self, minutes: int) -> None:
        """Lock from now on by itself: with the session, with sleep, and when nobody types for a while.

        Args:
            minutes: how long nobody types; 0 for never.
        """
        if self._idle is None:
            application = QApplication.instance()
            if not isinstance(application, QApplication):
                raise TypeError(application)
            self._idle = IdleWatch(application, self)
            self._idle.idle.connect(self._on_idle)
            session = SessionWatch(self)
            session.left.connect(partial(self.lock, by_itself=True))
            session.back.connect(self.open_by_itself)
            session.begin(self._window)
        self._idle.set_time(minutes * MINUTE)

    def lock(self, *, by_itself: bool = False) -> None:
        """Hide everything at once, and close the register when what was begun is done.

        Args:
            by_itself: whether the session was locked; then a lock without a password opens when the user is back.
        """
        if self.lock_window is not None:
            if not by_itself:
                self.lock_window.show_up()
            return
        self._by_itself, self._is_back = by_itself, False
        self.lock_window = LockWindow(self._warning)
        self.lock_window.opening_wanted.connect(self._on_opening)
        self.lock_window.sheet_wanted.connect(self._on_sheet_wanted)
        self.lock_window.left.connect(self.left)
        self._focus = QApplication.focusWidget()
        middle = self._window.frameGeometry().center()
        self.lock_window.move(middle - self.lock_window.rect().center())
        self.lock_window.wait_for(self.tr("What was begun is being finished…"))
        self.lock_window.show_up()
        self._hide_all()  # what is hidden keeps its drafts
        ViewerFolder.clear_all()
        self._tasks.run(_state, self._on_state)
        self._tasks.suspend(self._on_suspended)

    def open_by_itself(self) -> None:
        """Open when the user is back, if no password is needed and nobody but the session locked."""
        self._is_back = True
        if self.lock_window is not None and self._by_itself and self._tasks.suspended:
            self._tasks.run_aside(self._has_password, self._on_kind, owner=self.lock_window)

    def open_by(self, opener: Callable[[], Desk]) -> None:
        """Open with something else than the password.

        Args:
            opener: opens the register; runs on the database's thread.
        """
        if self.lock_window is not None:
            self.lock_window.wait_for(self.tr("Opening…"))
            self._tasks.resume(opener, self._on_opened, self._on_failed)

    def end(self) -> None:
        """Take the lock window away for good: the main window goes."""
        window, self.lock_window = self.lock_window, None
        if window is not None:
            window.hide()
            window.deleteLater()

    def _on_sheet_wanted(self) -> None:
        self.sheet_wanted.emit()
        if self.lock_window is not None:
            self.lock_window.hide()

    def _on_state(self, state: object) -> None:
        self._state = state

    def _on_state_now(self, state: object) -> None:
        if state != self._state:
            self._window.read_again()

    def _on_suspended(self) -> None:
        self._hide_all()  # what long work had still to say
        self._tasks.run_aside(self._has_password, self._on_kind, owner=self.lock_window)

    def _on_kind(self, password: bool) -> None:
        if self.lock_window is None:
            return
        self.lock_window.ask(password=password)
        if self._by_itself and self._is_back and not password:
            self._on_opening("")

    def _on_idle(self) -> None:
        if self.lock_window is None:
            self._tasks.run_aside(self._has_password, self._on_idle_kind)

    def _on_idle_kind(self, password: bool) -> None:
        if password:
            self.lock()

    def _on_opening(self, password: str) -> None:
        asked = self.lock_window is not None and self.lock_window.asks_password
        self._tasks.resume(lambda: self._open_with(password if asked else None), self._on_opened, self._on_failed)

    def _on_opened(self, desk: Desk) -> None:
        for hidden in self._hidden:
            hidden.come_back()
        self._hidden = []
        self.end()
        self._window.activateWindow()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()
        self._tasks.run(_state, self._on_state_now)
        self.opened.emit(desk)

    def _on_failed(self, error: Exception) -> None:
        from otklik.safety.keys import PasswordNeeded  # noqa: PLC0415 - where a password is in use
        from otklik.safety.passwords import WrongPassword  # noqa: PLC0415 - the same

        if self.lock_window is None:
            return
        if isinstance(error, PasswordNeeded):  # it was set since, by another program
            self.lock_window.ask(password=True)
        self.lock_window.refuse(str(error), wrong=isinstance(error, WrongPassword))

    def _warning(self) -> str:
        """Return what closing the locked window would lose."""
        if not self._window.has_typed():
            return ""
        return self.tr("The request is not registered: open and register it, or close once more.")

    def _hide_all(self) -> None:
        """Take every window of ours off the screen; dialogs that are waited for are answered with no.

        Windows that show a secret do not come back (`paper_dialog.SECRET`, whose module is loaded where one is shown).
        """
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not self.lock_window]
        for window in sorted(shown, key=lambda one: one is self._window):
            if window.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip} or window.property("secret"):
                window.close()
            elif isinstance(window, QFileDialog) or window.inherits("QAbstractPrintDialog"):
                window.reject()  # type: ignore[attr-defined] # both are dialogs; importing the second costs start-up
            else:
                hidden = _Hidden(window, window.windowModality())
                self._hidden.insert(0, hidden) if window is self._window else self._hidden.append(hidden)
                window.hide()

    def _on_window(self) -> None:
        """Have the key of the lock work in dialogs as well, which keep it from the main window."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.findChild(QShortcut, KEY) is None:
            shortcut = QShortcut(QKeySequence(KEY), dialog, self.lock)
            shortcut.setObjectName(KEY)


def _state(desk: Desk) -> object:
    """Return what tells whether the register, or the day, is another one than before."""
    return desk.register.journal.head(), desk.clock.today()

"""Tells when the user leaves: his session is locked or the computer goes to sleep. Asks nobody, only listens.

Linux: the system's bus (logind: the session is locked, sleep begins) and the session's bus (the screen savers of the
desktops). Windows: messages of the session and of the power supply. macOS tells programs like ours nothing: there the
time without typing has to do. A bus or a service that is absent is no error.
"""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QCoreApplication, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

SCREEN_SAVERS = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
)
"""Interfaces of the session's bus that tell `ActiveChanged(bool)`."""

LOGIN = "org.freedesktop.login1"

# The stubs of QtDBus want bytes for a slot, QtDBus itself takes none.
_SLOTS: tuple[Any, Any, Any] = SLOT("onAway(bool)"), SLOT("onLock()"), SLOT("onUnlock()")

SESSION_CHANGE, POWER_BROADCAST = 0x02B1, 0x0218
"""Messages of Windows: WM_WTSSESSION_CHANGE, WM_POWERBROADCAST."""

_LEFT = {(SESSION_CHANGE, 7), (POWER_BROADCAST, 4)}  # WTS_SESSION_LOCK, PBT_APMSUSPEND
_BACK = {(SESSION_CHANGE, 8), (POWER_BROADCAST, 7), (POWER_BROADCAST, 18)}  # _UNLOCK, _RESUMESUSPEND, _RESUMEAUTOMATIC


class SessionWatch(QObject):
    """Listens from `begin` on.

    Signals:
        left: the session was locked, or sleep begins.
        back: the session was unlocked, or the computer woke.
    """

    left = Signal()
    back = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages: _WindowsMessages | None = None

    def begin(self, window: QWidget) -> None:
        """Listen.

        Args:
            window: Windows tells it of the session.
        """
        if sys.platform.startswith("linux"):
            self._listen_on_buses()
        elif sys.platform == "win32":
            self._messages = _WindowsMessages(self)
            application = QCoreApplication.instance()
            if application is not None:
                application.installNativeEventFilter(self._messages)
            _register_for_session(int(window.winId()))

    def tell(self, *, away: bool) -> None:
        """Send `left` or `back`."""
        (self.left if away else self.back).emit()

    def _listen_on_buses(self) -> None:
        """Connect to the signals. An empty name of the sender: whoever is the desktop's screen saver may tell."""
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 - on Linux, after the window stands

        away, lock, unlock = _SLOTS
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        if session.isConnected():
            for saver in SCREEN_SAVERS:
                session.connect("", "", saver, "ActiveChanged", self, away)
        if system.isConnected():
            system.connect(LOGIN, "", f"{LOGIN}.Manager", "PrepareForSleep", self, away)
            if number := os.environ.get("XDG_SESSION_ID"):
                place = session_path(number)
                system.connect(LOGIN, place, f"{LOGIN}.Session", "Lock", self, lock)
                system.connect(LOGIN, place, f"{LOGIN}.Session", "Unlock", self, unlock)

    @Slot(bool)
    def onAway(self, away: bool) -> None:
        """Take `ActiveChanged` and `PrepareForSleep`."""
        self.tell(away=away)

    @Slot()
    def onLock(self) -> None:
        """Take logind's `Lock`."""
        self.tell(away=True)

    @Slot()
    def onUnlock(self) -> None:
        """Take logind's `Unlock`."""
        self.tell(away=False)


def session_path(number: str) -> str:
    """Return the object of a session on the system's bus.

    Args:
        number: its id, as `XDG_SESSION_ID` has it. What names of objects do not take is written `_xx`, and so is a
            figure at the head (sd_bus_path_encode).
    """
    safe = re.sub(r"[^A-Za-z0-9]|^[0-9]", lambda found: "".join(f"_{byte:02x}" for byte in found[0].encode()), number)
    return f"/org/freedesktop/login1/session/{safe}"


def told(message: int, detail: int) -> bool | None:
    """Return whether a message of Windows says that the user left (`True`) or is back; `None`: it says neither.

    Args:
        message: its number.
        detail: its first parameter (wParam).
    """
    if (message, detail) in _LEFT:
        return True
    return False if (message, detail) in _BACK else None


class _WindowsMessages(QAbstractNativeEventFilter):
    """Reads the messages Windows sends to our windows."""

    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(self, kind: object, message: object) -> object:
        """Look at a message, and leave it to Qt."""
        if kind == b"windows_generic_MSG":
            from ctypes import wintypes  # noqa: PLC0415 - on Windows

            found = wintypes.MSG.from_address(int(message))  # type: ignore[call-overload] # Qt hands over its address
            away = told(found.message, found.wParam)
            if away is not None:
                self._watch.tell(away=away)
        return False, 0


def _register_for_session(window: int) -> None:
    """Have Windows tell a window of locking and unlocking; a refusal only leaves us without it."""
    import ctypes  # noqa: PLC0415 - on Windows

    this_session = 0
    ctypes.windll.wtsapi32.WTSRegisterSessionNotification(window, this_session)  # type: ignore[attr-defined, unused-ignore] # on Windows alone

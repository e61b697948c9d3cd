"""What the system tells of leaving and coming back is heard; what it does not have is no error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from otklik.ui.lock.session_watch import POWER_BROADCAST, SESSION_CHANGE, SessionWatch, session_path, told

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_HEARD = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtDBus import QDBusConnection, QDBusMessage
from PySide6.QtWidgets import QApplication, QWidget
from otklik.ui.lock.session_watch import SessionWatch, session_path

app, heard = QApplication([]), []
watch = SessionWatch()
watch.left.connect(lambda: heard.append("left"))
watch.back.connect(lambda: heard.append("back"))
watch.begin(QWidget())

bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, "the others")
bus.registerService("org.freedesktop.login1")

def tell(path, interface, name, *arguments):
    message = QDBusMessage.createSignal(path, interface, name)
    message.setArguments(list(arguments))
    bus.send(message)

for line in sys.stdin.read().splitlines():
    path, interface, name, *arguments = line.split()
    tell(path, interface, name, *[argument == "True" for argument in arguments])
QTimer.singleShot(400, app.quit)
app.exec()
print(*heard)
"""

_SLEEP = "/org/freedesktop/login1 org.freedesktop.login1.Manager PrepareForSleep"
_SAVERS = (
    "/org/gnome/ScreenSaver org.gnome.ScreenSaver ActiveChanged",
    "/ScreenSaver org.freedesktop.ScreenSaver ActiveChanged",
    "/org/cinnamon/ScreenSaver org.cinnamon.ScreenSaver ActiveChanged",
)


def heard(*lines: str) -> str:
    """Return what is heard of signals on a bus of its own that stands for the session's and the system's."""
    if not sys.platform.startswith("linux") or shutil.which("dbus-run-session") is None:
        pytest.skip("no dbus-run-session on this computer (Debian: apt-get install dbus)")
    script = 'DBUS_SYSTEM_BUS_ADDRESS="$DBUS_SESSION_BUS_ADDRESS" XDG_SESSION_ID=27 exec "$0" -c "$1"'
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script, sys.executable, _HEARD],
        input="\n".join(lines),
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_every_screen_saver_is_heard() -> None:
    lines = [f"{saver} {active}" for saver in _SAVERS for active in (True, False)]
    assert heard(*lines) == "left back left back left back"


def test_sleep_and_the_lock_of_this_session_are_heard_and_that_of_others_is_not() -> None:
    ours, others = session_path("27"), session_path("c3")
    lock = "org.freedesktop.login1.Session Lock"
    assert heard(f"{_SLEEP} True", f"{_SLEEP} False", f"{others} {lock}", f"{ours} {lock}") == "left back left"
    assert heard(f"{ours} org.freedesktop.login1.Session Unlock") == "back"


def test_a_system_without_buses_is_no_error(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtWidgets import QWidget

    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere")
    window = QWidget()
    qtbot.addWidget(window)
    SessionWatch(window).begin(window)


@pytest.mark.parametrize(
    ("number", "name"), [("2", "_32"), ("c1", "c1"), ("12", "_312"), ("a-b", "a_2db"), ("27", "_327")]
)
def test_the_name_of_a_session_on_the_bus(number: str, name: str) -> None:
    assert session_path(number) == f"/org/freedesktop/login1/session/{name}"


@pytest.mark.parametrize(
    ("message", "detail", "away"),
    [
        (SESSION_CHANGE, 7, True),
        (SESSION_CHANGE, 8, False),
        (SESSION_CHANGE, 5, None),
        (POWER_BROADCAST, 4, True),
        (POWER_BROADCAST, 7, False),
        (POWER_BROADCAST, 18, False),
        (POWER_BROADCAST, 10, None),
        (0x0200, 7, None),
    ],
)
def test_what_windows_tells(message: int, detail: int, away: bool | None) -> None:
    assert told(message, detail) is away

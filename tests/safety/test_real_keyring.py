"""A real password store, GNOME Keyring in a session bus of its own: set, read, locked, dismissed, silent, missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.source_tree import ROOT

NEEDED = [tool for tool in ("dbus-run-session", "gnome-keyring-daemon") if shutil.which(tool) is None]
pytestmark = pytest.mark.skipif(
    bool(NEEDED), reason=f"not installed: {', '.join(NEEDED)} (Debian: dbus, gnome-keyring)"
)

BEGIN = """
import sys, time
from pathlib import Path
import secretstorage
from otklik.casework import key_keeping, opening
from otklik.safety import key_stores, keys
from otklik.system.clock import SystemClock
from otklik.system.errors import EnvironmentProblem
here = Path(sys.argv[1])

def locked(name="default"):
    bus = secretstorage.dbus_init()
    collection = secretstorage.get_default_collection(bus)
    collection.lock()
    assert collection.is_locked()

def refused(work):
    began = time.monotonic()
    try:
        work()
    except EnvironmentProblem as error:
        print(f"{time.monotonic() - began:.1f} s: {error}", file=sys.stderr)
        return str(error)
    raise SystemExit("it was not refused")
"""

DAEMON = "printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "

# Stands in for the window that asks for the password of the keyring, and never says a word to anybody.
SILENT_PROMPTER = """
import sys
from jeepney import MessageType, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection
bus = open_dbus_connection(bus="SESSION")
bus.send_and_get_reply(message_bus.RequestName("org.gnome.keyring.SystemPrompter"))
print("ready", flush=True)
while True:
    message = bus.receive()
    if message.header.message_type == MessageType.method_call:
        bus.send(new_method_return(message))
"""

Session = Callable[..., str]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """Run a script in a session with a bus, and, where wanted, with an unlocked keyring; returns what it printed."""

    def run(script: str, *, daemon: bool = True, bus: bool = True) -> str:
        command = f'{DAEMON if daemon else ""}{sys.executable} -c "$0" "$1"'
        wrapped = [*(["dbus-run-session", "--"] if bus else []), "sh", "-c", command, BEGIN + script, str(tmp_path)]
        home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "share"), "XDG_RUNTIME_DIR": str(tmp_path)}
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "DISPLAY", "WAYLAND"))
        }
        done = subprocess.run(
            wrapped, cwd=ROOT, env={**kept, **home}, capture_output=True, text=True, check=False, timeout=90
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def test_a_key_is_kept_read_and_taken_out(session: Session) -> None:
    said = session("""
key, other = keys.new_key(), keys.new_key()
key_stores.store_key("a" * 32, key)
assert key_stores.find_key("a" * 32) == key
assert key_stores.find_key("b" * 32) is None
key_stores.store_key("a" * 32, other)                  # a copy of the register from before its key was exchanged
assert key_stores.find_key("a" * 32) == key
assert key_stores.find_key("a" * 32, other.__eq__) == other
key_stores.forget_key("a" * 32, key)
assert key_stores.find_key("a" * 32) == other
key_stores.forget_key("a" * 32, other)
key_stores.forget_key("a" * 32, other)
assert key_stores.find_key("a" * 32) is None
print(key_stores.keyring_name())
""")
    assert "SecretService" in said or "libsecret" in said


def test_a_register_lives_by_the_store(session: Session) -> None:
    """Made, opened again, its key exchanged, locked by a password, unlocked: by the store and nothing else."""
    session("""
path = here / "a.otklik"
desk = opening.make_register(path, None, SystemClock())
first = desk.register.key
assert key_keeping.rekey(desk, None).number == 2
desk.register.close()
desk = opening.open_for_work(path, None, SystemClock())
assert desk.register.key != first
key_keeping.set_password(desk, "лось поёт в тумане")
assert key_stores.find_key(desk.register.id) is None
key_keeping.remove_password(desk)
assert key_stores.find_key(desk.register.id) == desk.register.key
assert key_stores.find_key(desk.register.id, first.__eq__) != first
desk.register.close()
""")


def test_a_locked_store_whose_question_nobody_answers_is_said(session: Session) -> None:
    """Without a window to ask in, the daemon dismisses its question itself."""
    said = session("""
key = keys.new_key()
path = here / "a.otklik"
opening.make_register(path, None, SystemClock()).register.close()
locked()
print(refused(lambda: key_stores.find_key("a" * 32)))
print(refused(lambda: key_stores.store_key("a" * 32, key)))
print(refused(lambda: keys.key_for(path, None)))
""")
    assert said.count("Хранилище паролей заперто. Откройте его и повторите.") == 3


def test_a_question_that_is_never_answered_does_not_hang_for_ever(session: Session) -> None:
    said = session(f"""
import subprocess
asker = subprocess.Popen([sys.executable, "-c", '''{SILENT_PROMPTER}'''], stdout=subprocess.PIPE, text=True)
assert asker.stdout.readline() == "ready\\n"
key_stores.waiting.patience = 2.0
locked()
print(refused(lambda: key_stores.find_key("a" * 32)))
asker.kill()
""")
    assert "не отвечает" in said


def test_the_command_line_says_that_a_locked_store_is_silent_and_makes_nothing(session: Session) -> None:
    said = session(f"""
import subprocess
from otklik.cli import frame, main
opening.make_register(here / "a.otklik", None, SystemClock()).register.close()
asker = subprocess.Popen([sys.executable, "-c", '''{SILENT_PROMPTER}'''], stdout=subprocess.PIPE, text=True)
assert asker.stdout.readline() == "ready\\n"
sys.stderr = sys.stdout
frame.UNATTENDED = 3.0
locked()
began = time.monotonic()
assert main.run(["list", "--register", str(here / "a.otklik")]) == 1
assert main.run(["new", "--register", str(here / "b.otklik")]) == 1
assert not list(here.glob("b*"))
assert time.monotonic() - began < 10
frame.is_attended = lambda: True
key_stores.waiting = key_stores.Waiting(patience=4.0)
assert main.run(["verify", str(here / "a.otklik")]) == 1
asker.kill()
""")
    silent = "не отвечает. Возможно, его вопрос ждёт под другим окном"
    assert said.count(silent) == 3
    assert said.count("пока не отвечает: возможно, оно спрашивает свой пароль") == 1


def test_a_computer_without_a_store_names_the_key_file(session: Session) -> None:
    """No bus at all, as on a server or a bare desktop."""
    said = session(
        """
assert key_stores.keyring_name() is None
assert key_stores.find_key("a" * 32) is None
print(refused(lambda: key_stores.store_key("a" * 32, keys.new_key())))
print(refused(lambda: opening.make_register(here / "a.otklik", None, SystemClock())))
assert not (here / "a.otklik").exists()
""",
        daemon=False,
        bus=False,
    )
    assert said.count("Укажите файл ключа") == 2


def test_a_store_without_the_key_is_said(session: Session) -> None:
    said = session("""
opening.make_register(here / "a.otklik", here / "a.key", SystemClock()).register.close()
print(refused(lambda: keys.key_for(here / "a.otklik", None)))
""")
    assert "его нет" in said
    assert "Укажите файл ключа этого реестра" in said

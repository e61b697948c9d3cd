"""The key from the command line: told, locked, printed, tested, exchanged, saved; and asked for where it is locked."""

from __future__ import annotations

import io
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from otklik.register.store import Register
from otklik.safety import key_stores, passwords
from otklik.safety.keys import key_for, locked_key_path, read_key_file
from otklik.safety.recovery import groups_of
from tests import key_place

from .conftest import Said

Run = Callable[..., Said]

PASSWORD = "лось поёт в тумане"


@pytest.fixture(autouse=True)
def _store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Stand on a computer with a password store of the test's own, where unlocking takes no time."""
    monkeypatch.setattr(key_stores, "ALLOWED", ())
    monkeypatch.setattr(key_stores, "added_stores", [key_place.FileStore])
    monkeypatch.setenv(key_place.FILE, str(tmp_path / "store.json"))
    monkeypatch.setattr(passwords.lock_key, "__defaults__", (passwords.Cost(64, 1, 1),))
    (tmp_path / "password.txt").write_text(f"{PASSWORD}\n", "utf-8")


@pytest.fixture
def path(otklik: Run, tmp_path: Path) -> Path:
    """A register whose key lies in the password store."""
    assert otklik("new", "--register", tmp_path / "r.otklik").code == 0
    return tmp_path / "r.otklik"


@pytest.fixture
def call(otklik: Run, path: Path) -> Run:
    """Run a command on that register."""
    return lambda *arguments: otklik(*arguments, "--register", path)


@pytest.fixture
def lock(call: Run, tmp_path: Path) -> tuple[str, Path]:
    """Lock its key by the password, and return the option that opens it again."""
    said = call("key", "password", "--new", tmp_path / "password.txt")
    assert said.code == 0, said.err
    assert "лист восстановления" in said.out
    return "--password-file", tmp_path / "password.txt"


def test_where_the_key_lies(call: Run, otklik: Run, tmp_path: Path) -> None:
    said = call("key", "where")
    assert said.out.splitlines() == [
        "Ключ лежит в хранилище паролей: Хранилище.",
        "Реестр открывает лист восстановления № 1; его ещё ни разу не проверяли.",
    ]
    assert call("key", "where", "--json").json()["key"] == {"kind": "store", "name": "Хранилище", "file": None}
    where = ("--register", tmp_path / "f.otklik", "--key-file", tmp_path / "f.key")
    assert otklik("new", *where).code == 0
    assert "f.key" in otklik("key", "where", *where).out


def test_a_password_is_set_used_changed_and_taken_off(
    call: Run, path: Path, lock: tuple[str, Path], tmp_path: Path
) -> None:
    assert key_place.kept() == {}
    refused = call("list")
    assert refused.code == 1
    assert "--password-file" in refused.err
    assert call("list", *lock).code == 0
    assert call("key", "where", *lock, "--json").json()["key"]["kind"] == "password"
    (tmp_path / "new.txt").write_text("\ufeffсовсем другие слова", "utf-8")
    assert call("key", "password", "--new", tmp_path / "new.txt", *lock).code == 0
    wrong = call("list", *lock)
    assert wrong.code == 2
    assert "раскладку" in wrong.err
    assert call("key", "password", "--remove", "--password-file", tmp_path / "new.txt").out == "Пароль снят.\n"
    assert not locked_key_path(path).exists()
    assert call("list").code == 0


def test_copies_are_checked_and_restored_by_the_password(
    call: Run, otklik: Run, lock: tuple[str, Path], tmp_path: Path
) -> None:
    made = call("backup", *lock, "--json")
    assert made.code == 0, made.err
    copy = Path(made.json()["path"])
    assert otklik("verify", copy).code == 1
    assert otklik("verify", copy, *lock).code == 0


def test_nothing_is_restored_beside_a_locked_key_that_stayed_behind(
    call: Run, otklik: Run, path: Path, tmp_path: Path
) -> None:
    copy = call("backup", "--json").json()["path"]
    behind = locked_key_path(tmp_path / "z.otklik")
    behind.write_bytes(b"of a register that was moved away")
    refused = otklik("restore", copy, "--to", tmp_path / "z.otklik")
    assert refused.code == 2
    assert "z.otklik-key" in refused.err
    assert not (tmp_path / "z.otklik").exists()
    assert behind.read_bytes() == b"of a register that was moved away"


def test_the_sheet_as_pdf_is_told_apart_from_mistyped_digits(call: Run, otklik: Run, tmp_path: Path) -> None:
    copy = call("backup", "--json").json()["path"]
    assert call("key", "sheet", "--out", tmp_path / "sheet.pdf").code == 0
    said = otklik("restore", copy, "--to", tmp_path / "z.otklik", "--sheet-file", tmp_path / "sheet.pdf")
    assert said.code == 2
    assert "это PDF: наберите цифры" in said.err
    assert not (tmp_path / "z.otklik").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such rights there")
def test_secrets_that_others_may_read_are_said(call: Run, lock: tuple[str, Path]) -> None:
    lock[1].chmod(0o644)
    said = call("list", "--json", *lock)
    assert said.code == 0
    assert len(said.err.splitlines()) == 1
    assert "password.txt могут прочитать другие" in said.err
    assert said.json() == []
    lock[1].chmod(0o600)
    assert call("list", *lock).err == ""


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\t"])
def test_a_password_nobody_can_type_is_refused(sign: str) -> None:
    assert "нет на клавиатуре" in (passwords.weakness(f"{PASSWORD}{sign}") or "")


@pytest.mark.parametrize("content", [b"", b"\n", "пароль".encode("cp1251"), b"\xff"])
def test_a_file_without_a_password_is_named(call: Run, lock: tuple[str, Path], tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.txt").write_bytes(content)
    said = call("list", "--password-file", tmp_path / "bad.txt")
    assert said.code == 2
    assert "bad.txt" in said.err
    assert call("list", "--password-file", tmp_path / "none.txt").code == 1


def test_what_does_not_go_together_is_said(call: Run, tmp_path: Path) -> None:
    assert call("key", "password", "--remove", "--new", tmp_path / "password.txt").code == 2
    assert call("key", "password").code == 2  # nobody sits at a terminal
    (tmp_path / "weak.txt").write_text("qwertyuiop")
    weak = call("key", "password", "--new", tmp_path / "weak.txt")
    assert weak.code == 2
    assert "по клавиатуре" in weak.err


def test_another_key_and_its_sheet(call: Run, path: Path, tmp_path: Path) -> None:
    old = key_for(path, None)
    done = call("key", "rekey", "--json")
    assert done.code == 0, done.err
    assert done.json()["sheet"] == 2
    assert key_for(path, None) != old
    with Register.open(Path(done.json()["backup"]), old, writable=False) as copy:
        assert copy.key_history.current().number == 1
    assert "№ 2" in call("key", "where").out
    sheet = call("key", "sheet", "--out", tmp_path / "sheet.pdf", "--json")
    assert sheet.code == 0, sheet.err
    assert sheet.json()["sheet"] == 2
    content = (tmp_path / "sheet.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert call("key", "sheet", "--out", tmp_path / "sheet.pdf").code == 2
    assert (tmp_path / "sheet.pdf").read_bytes() == content


def test_a_locked_key_is_exchanged_by_its_password(call: Run, path: Path, lock: tuple[str, Path]) -> None:
    old = key_for(path, None, PASSWORD)
    assert call("key", "rekey").code == 1
    assert call("key", "rekey", *lock).code == 0
    assert key_for(path, None, PASSWORD) != old


@pytest.mark.parametrize("right", [True, False])
def test_the_sheet_is_tested(call: Run, path: Path, monkeypatch: pytest.MonkeyPatch, *, right: bool) -> None:
    key = key_for(path, None)
    with Register.open(path, key, writable=False) as register:
        groups = groups_of(key if right else bytes(32), register.id)
    from otklik.safety import recovery

    monkeypatch.setattr(recovery, "asked", lambda: (2, 7, 18))
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join([groups[1], groups[6], groups[17]]) + "\n"))
    said = call("key", "check")
    assert said.code == (0 if right else 2), said.err
    assert ("проверен 2" in call("key", "where").out) == right
    assert all(group not in said.out for group in groups)


def test_the_key_is_saved_as_a_file(call: Run, path: Path, tmp_path: Path) -> None:
    assert call("key", "save", "--out", tmp_path / "saved.key").code == 0
    assert read_key_file(tmp_path / "saved.key") == key_for(path, None)
    assert call("key", "save", "--out", tmp_path / "saved.key").code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_on_a_terminal_the_password_is_asked_for_and_not_shown(path: Path, lock: tuple[str, Path]) -> None:
    shown, code = _at_a_terminal(["list", "--register", str(path)], ["не тот пароль", PASSWORD])
    assert code == 0, shown
    assert shown.count("Пароль к r.otklik") == 2
    assert "раскладку" in shown
    assert "не тот" not in shown
    assert PASSWORD not in shown
    shown, code = _at_a_terminal(["list", "--register", str(path)], ["раз", "два", "три"])
    assert code == 2
    assert shown.count("Пароль к r.otklik") == 3


def _at_a_terminal(arguments: list[str], answers: list[str]) -> tuple[str, int]:
    """Run a command at a pseudo-terminal, type an answer at each question, and return what it showed."""
    import pty

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "otklik", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    shown, left, until = b"", list(answers), time.monotonic() + 60
    while time.monotonic() < until:
        if not select.select([ours], [], [], 0.1)[0]:
            if process.poll() is not None:
                break
            continue
        try:
            read = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not read:
            break
        shown += read
        asked = len(re.findall("Пароль к [^:]*: ", shown.decode("utf-8", "replace")))
        if left and asked > len(answers) - len(left):
            os.write(ours, f"{left.pop(0)}\n".encode())
    os.close(ours)
    return shown.decode("utf-8", "replace"), process.wait(10)

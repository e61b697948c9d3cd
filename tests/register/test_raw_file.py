"""The bytes of an open register: reading them costs nobody a lock."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from otklik.register.database_file import read_salt
from otklik.register.raw_file import RawFile
from otklik.register.store import Register

VISITOR = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 510, 0x40000000 + 2)
        print("free")
    except OSError:
        print("locked")
"""
"""Tries for the bytes on which SQLite holds its lock, as SQLite in another program would."""

pytestmark = pytest.mark.skipif(os.name != "posix", reason="only POSIX systems give up locks when a file is closed")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.otklik"


def visit(path: Path) -> str:
    """Return whether another program finds the file locked."""
    done = subprocess.run([sys.executable, "-B", "-c", VISITOR, path], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_reading_an_open_register_once_more_costs_no_lock(path: Path) -> None:
    with Register.create(path, bytes(range(32))) as register:
        register.settings.set("a", 1)
        read_salt(path)
        Register.open(path, register.key, writable=False).close()
        Register.open_beside(path, register.id, register.key).close()
        assert visit(path) == "locked"
        register.settings.set("b", 2)
    with Register.open(path, bytes(range(32))) as register:
        assert (register.settings.get("a"), register.settings.get("b")) == (1, 2)


def test_closing_the_file_by_oneself_costs_the_lock(path: Path) -> None:
    with Register.create(path, bytes(range(32))) as register:
        register.settings.set("a", 1)
        path.open("rb").close()
        assert visit(path) == "free"


def test_the_last_one_closes_the_file(path: Path) -> None:
    register = Register.create(path, bytes(range(32)))
    assert register.raw is not None
    kept = register.raw.hold_again()
    register.close()
    assert kept.read(0, 16) == path.read_bytes()[:16]
    assert RawFile.hold(path) is kept
    kept.release()
    kept.release()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(kept.descriptor)
    with RawFileHeld(path) as again:
        assert again is not kept


class RawFileHeld:
    """A held file for a `with` block."""

    def __init__(self, path: Path) -> None:
        self._file = RawFile.hold(path)

    def __enter__(self) -> RawFile:
        return self._file

    def __exit__(self, *_: object) -> None:
        self._file.release()

"""The file of a register exchanged for one under another key, while the register stays open."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from otklik.register import exchanging
from otklik.register.cipher import PAGE_BYTES, fits
from otklik.register.key_history import KeyGeneration
from otklik.register.problems import RegisterInUse
from otklik.register.records import Case
from otklik.register.store import Register
from otklik.system.errors import EnvironmentProblem

OTHER = bytes(range(1, 33))


def copied(register: Register, key: bytes = OTHER) -> Path:
    with exchanging.under_another_key(register, key, lambda done, total: None) as copy:
        return copy.path


def files(register: Register) -> set[str]:
    return {file.name for file in register.path.parent.iterdir()}


def test_the_register_goes_on_in_the_new_file(register: Register, new_case: Callable[..., Case], key: bytes) -> None:
    new_case()
    register_id, before = register.id, register.path.stat().st_ino
    register.exchange(copied(register), OTHER)
    assert register.key == OTHER
    assert register.path.stat().st_ino != before
    new_case()
    with register.atomic():
        register.settings.set("goes", "on")
    register.close()
    page = register.path.read_bytes()[:PAGE_BYTES]
    assert fits(page, OTHER)
    assert not fits(page, key)
    with Register.open(register.path, OTHER) as again:
        assert again.id == register_id
        assert again.cases.count() == 2
        assert again.settings.get("goes") == "on"
        assert again.database.value("PRAGMA journal_mode") == "wal"
        with pytest.raises(RegisterInUse):
            Register.open(register.path, OTHER)


def test_the_lock_is_held_throughout(register: Register) -> None:
    register.exchange(copied(register), OTHER)
    with pytest.raises(RegisterInUse):
        Register.open(register.path, OTHER)


def test_the_copy_is_one_file_for_the_owner_alone(register: Register, new_case: Callable[..., Case]) -> None:
    new_case()
    path = copied(register)
    assert [name for name in files(register) if name.startswith(path.name)] == [path.name]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600
    exchanging.discard(register.path)
    assert not path.exists()


def test_what_an_older_attempt_left_is_written_over(register: Register) -> None:
    left = exchanging.coming_file(register.path)
    for suffix in ("", "-wal", "-journal"):
        Path(f"{left}{suffix}").write_bytes(b"left behind" * 999)
    register.exchange(copied(register), OTHER)
    assert not [name for name in files(register) if ".new" in name]


def test_a_reader_keeps_the_file_where_it_is(register: Register, key: bytes) -> None:
    register.database.execute("PRAGMA busy_timeout = 20")
    with Register.open_beside(register.path, register.id, key) as reader:
        with pytest.raises(RegisterInUse):
            register.exchange(copied(register), OTHER)
        assert reader.cases.count() == 0
    assert register.key == key
    with register.atomic():
        register.settings.set("goes", "on")


def test_a_rename_that_is_refused_leaves_the_register_open(
    register: Register, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "refused")

    path = copied(register)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(EnvironmentProblem):
            register.exchange(path, OTHER)
    assert register.key == key
    with register.atomic():
        register.settings.set("goes", "on")
    assert register.settings.get("goes") == "on"


def test_copying_is_stopped_by_what_it_tells(register: Register) -> None:
    class Stop(Exception):  # noqa: N818 - no error
        pass

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        raise Stop

    with pytest.raises(Stop), exchanging.under_another_key(register, OTHER, stop):
        pass
    assert register.cases.count() == 0


def test_the_history_of_keys_begins_where_nothing_was_put_down(register: Register, key: bytes) -> None:
    history, made, today = register.key_history, date(2026, 1, 5), date(2026, 11, 21)
    assert history.current() == KeyGeneration()
    assert history.past() == ()
    history.sheet_checked(today, made, "1111")
    assert history.current() == KeyGeneration(1, made, "1111", today)
    assert history.begin_generation(today, "2222", key, date(2020, 1, 1), "0000") == 2
    assert history.current() == KeyGeneration(2, today, "2222")
    assert history.past() == (KeyGeneration(1, made, "1111", today, key),)
    assert history.begin_generation(today, "3333", OTHER, date(2020, 1, 1), "0000") == 3
    assert [past.number for past in history.past()] == [2, 1]
    history.sheet_checked(today, made, "4444")
    assert history.current() == KeyGeneration(3, today, "3333", today)


def test_a_first_key_without_a_line_gets_one_when_it_passes(register: Register, key: bytes) -> None:
    made = date(2026, 1, 5)
    assert register.key_history.begin_generation(date(2026, 11, 21), "2222", key, made, "1111") == 2
    assert register.key_history.past() == (KeyGeneration(1, made, "1111", None, key),)

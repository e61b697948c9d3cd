"""The key and its places: password, sheet, another key; and a computer switched off in the middle of it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest

from otklik.casework import journal, key_keeping, key_moves, opening
from otklik.casework.copies import safekeeping
from otklik.casework.desk import Desk
from otklik.register.store import Register
from otklik.safety import backup as backup_files
from otklik.safety import key_stores, passwords, recovery
from otklik.safety.backup import second_copy, verify
from otklik.safety.keys import (
    KeyKind,
    PasswordNeeded,
    WrongPassword,
    fitting_key,
    key_for,
    locked_key_path,
    read_key_file,
)
from otklik.system.clock import FixedClock
from otklik.system.errors import EnvironmentProblem, UserError
from tests import key_place
from tests.invented import NOON
from tests.source_tree import ROOT

PASSWORD = "лось поёт в тумане"


@pytest.fixture(autouse=True)
def _store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Stand on a computer with a password store of the test's own, where unlocking takes no time."""
    monkeypatch.setattr(key_stores, "ALLOWED", ())
    monkeypatch.setattr(key_stores, "added_stores", [key_place.FileStore])
    monkeypatch.setenv(key_place.FILE, str(tmp_path / "store.json"))
    monkeypatch.setattr(passwords, "COST", passwords.Cost(64, 1, 1))
    monkeypatch.setattr(passwords.lock_key, "__defaults__", (passwords.Cost(64, 1, 1),))
    key_place.FileStore.refuses = None
    yield
    key_place.FileStore.refuses = None


@dataclass
class Place:
    """A register whose key lies somewhere."""

    path: Path
    key_file: Path | None
    password: str | None

    def open(self) -> Desk:
        return opening.open_for_work(self.path, self.key_file, FixedClock(NOON), password=self.password)


@pytest.fixture(params=["store", "password", "file", "locked file"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """A register with its key in each of the places there are."""
    key_file = tmp_path / "a.key" if "file" in request.param else None
    password = PASSWORD if request.param in {"password", "locked file"} else None
    made = Place(tmp_path / "a.otklik", key_file, password)
    opening.make_register(made.path, key_file, FixedClock(NOON), password).register.close()
    return made


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Desk]:
    """A register whose key lies in the password store."""
    desk = opening.make_register(tmp_path / "a.otklik", None, FixedClock(NOON))
    yield desk
    desk.register.close()


def said(desk: Desk) -> list[str]:
    return [event.act for event in desk.register.journal.page(0, 50)][::-1]


def test_where_the_key_lies_is_told(place: Place, request: pytest.FixtureRequest) -> None:
    desk = place.open()
    found = key_keeping.where(desk, place.key_file)
    desk.register.close()
    expected = {
        "store": (KeyKind.STORE, "Хранилище", None),
        "password": (KeyKind.PASSWORD, "a.otklik-key", place.path.with_name("a.otklik-key")),
        "file": (KeyKind.FILE, "a.key", place.key_file),
        "locked file": (KeyKind.PASSWORD, "a.key", place.key_file),
    }
    assert (found.kind, found.name, found.file) == expected[request.node.callspec.params["place"]]


def test_a_password_takes_the_key_out_of_the_store(stored: Desk) -> None:
    path = stored.register.path
    changes = key_keeping.set_password(stored, PASSWORD)
    assert changes.settings
    assert key_place.kept() == {}
    assert locked_key_path(path).exists()
    assert stored.register.key.hex().encode() not in locked_key_path(path).read_bytes()
    stored.register.close()
    with pytest.raises(PasswordNeeded):
        opening.open_for_work(path, None, FixedClock(NOON))
    with pytest.raises(WrongPassword):
        opening.open_for_work(path, None, FixedClock(NOON), password="лось поёт в туманах")
    with opening.open_for_work(path, None, FixedClock(NOON), password=PASSWORD).register as register:
        assert "password_set" in [event.act for event in register.journal.page()]


def test_a_password_is_changed_and_taken_off(stored: Desk) -> None:
    register = stored.register
    key_keeping.set_password(stored, PASSWORD)
    key_keeping.set_password(stored, "совсем другие слова")
    with pytest.raises(WrongPassword):
        key_for(register.path, None, PASSWORD)
    assert key_for(register.path, None, "совсем другие слова") == register.key
    key_keeping.remove_password(stored)
    assert not locked_key_path(register.path).exists()
    assert key_for(register.path, None) == register.key
    assert said(stored)[-3:] == ["password_set", "password_set", "password_removed"]
    assert register.settings.get(key_moves.NOTE) is None


def test_a_key_file_is_locked_and_unlocked_in_its_place(tmp_path: Path) -> None:
    key_file = tmp_path / "a.key"
    desk = opening.make_register(tmp_path / "a.otklik", key_file, FixedClock(NOON))
    with desk.register:
        key_keeping.set_password(desk, PASSWORD, key_file)
        with pytest.raises(PasswordNeeded):
            read_key_file(key_file)
        assert read_key_file(key_file, PASSWORD) == desk.register.key
        assert not locked_key_path(desk.register.path).exists()
        key_keeping.remove_password(desk, key_file)
        assert read_key_file(key_file) == desk.register.key


def test_without_a_store_the_password_stays(stored: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    key_keeping.set_password(stored, PASSWORD)
    monkeypatch.setattr(key_stores, "added_stores", [])
    with pytest.raises(EnvironmentProblem) as caught:
        key_keeping.remove_password(stored)
    assert "хранилища паролей" in str(caught.value)
    assert key_for(stored.register.path, None, PASSWORD) == stored.register.key


def test_the_locked_key_of_another_register_is_neither_written_over_nor_taken_away(
    stored: Desk, tmp_path: Path
) -> None:
    locked = locked_key_path(stored.register.path)
    for content in (passwords.lock_key(bytes(32), PASSWORD, "ab" * 16), b"ab" * 32):
        locked.write_bytes(content)
        with pytest.raises(UserError, match="от другого реестра"):
            key_keeping.set_password(stored, PASSWORD)
        with pytest.raises(UserError, match="от другого реестра"):
            key_keeping.remove_password(stored)
        assert locked.read_bytes() == content
        assert stored.register.settings.get(key_moves.NOTE) is None
    locked.write_bytes(b"nobody's")
    key_keeping.set_password(stored, PASSWORD)
    assert read_key_file(locked, PASSWORD) == stored.register.key


@pytest.mark.parametrize("kind", ["store", "password", "file", "locked file"])
def test_a_register_whose_making_is_interrupted_leaves_neither_file_nor_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(opening, "begin", interrupted)
    key_file = tmp_path / "b.key" if "file" in kind else None
    password = PASSWORD if kind in {"password", "locked file"} else None
    with pytest.raises(KeyboardInterrupt):
        opening.make_register(tmp_path / "b.otklik", key_file, FixedClock(NOON), password)
    assert {file.name for file in tmp_path.iterdir()} <= {"b.otklik.lock", "store.json"}
    assert key_place.kept() == {}


def test_a_locked_store_is_heard_of_before_a_register_is_made(tmp_path: Path) -> None:
    key_place.FileStore.refuses = RuntimeError("locked")
    with pytest.raises(EnvironmentProblem, match="отвечает отказом"):
        opening.make_register(tmp_path / "b.otklik", None, FixedClock(NOON))
    assert list(tmp_path.iterdir()) == []


def test_a_weak_password_is_refused(stored: Desk) -> None:
    with pytest.raises(UserError, match="короткий"):
        key_keeping.set_password(stored, "кот")
    assert not locked_key_path(stored.register.path).exists()


def test_a_store_that_holds_on_is_said_and_emptied_at_the_next_opening(
    stored: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stored.register.path

    def refuse(*_: object) -> None:
        raise RuntimeError("busy")

    with monkeypatch.context() as patched:
        patched.setattr(key_place.FileStore, "delete_password", refuse)
        with pytest.raises(EnvironmentProblem, match="при следующем открытии"):
            key_keeping.set_password(stored, PASSWORD)
    stored.register.close()
    assert key_place.kept() != {}
    with opening.open_for_work(path, None, FixedClock(NOON), password=PASSWORD).register as register:
        assert key_place.kept() == {}
        assert [event.act for event in register.journal.page()].count("password_set") == 1


def test_the_locked_key_goes_with_the_copies_so_that_copy_and_password_suffice(stored: Desk, tmp_path: Path) -> None:
    first = safekeeping.back_up_now(stored).backup
    key_keeping.set_password(stored, PASSWORD)
    assert key_for(first.path, None, PASSWORD) == stored.register.key
    backup = safekeeping.back_up_now(stored).backup
    copy, elsewhere = backup.path, tmp_path / "another computer"
    elsewhere.mkdir()
    second_copy(backup, stored.register.key, elsewhere)
    with pytest.raises(PasswordNeeded):
        key_for(elsewhere / copy.name, None)
    assert key_for(elsewhere / copy.name, None, PASSWORD) == stored.register.key
    key_keeping.remove_password(stored)
    assert [file for file in copy.parent.iterdir() if "key" in file.suffix] == []


def test_another_key_opens_the_register_and_the_old_one_its_old_copies(place: Place) -> None:
    desk = place.open()
    old, register_id = desk.register.key, desk.register.id
    old_groups = recovery.groups_of(old, register_id)
    before = safekeeping.back_up_now(desk).backup.path
    told: list[tuple[int, int]] = []
    done = key_keeping.rekey(desk, place.key_file, place.password, lambda *pages: told.append(pages))
    assert done.number == 2
    assert told[-1] == (1, 1)
    new = desk.register.key
    assert new != old
    assert desk.register.id == register_id
    assert said(desk)[-1] == "key_changed"
    assert "№ 2" in journal.sentence(desk.register.journal.page()[0])
    desk.register.settings.set("goes", "on")  # the open register is the new file
    desk.register.close()

    again = place.open()
    assert again.register.key == new
    assert again.register.settings.get("goes") == "on"
    assert key_keeping.keys_for_copies(again) == (new, old)
    # The register opens its own old copies, whatever sheet they belong to.
    for copy in (before, done.copy):
        assert fitting_key(copy, key_keeping.keys_for_copies(again)) == old
        assert verify(copy, old).whole
    again.register.close()
    # The sheet printed before opens the copies, not the register.
    from_paper = recovery.key_from(old_groups, register_id)
    with pytest.raises(EnvironmentProblem):
        opening.open_for_work(place.path, None, FixedClock(NOON), from_paper)
    assert leftovers(place) == []


def leftovers(place: Place) -> list[str]:
    """Return what lies about that has no business there."""
    store = [account for account in key_place.kept() if account.endswith("/new")]
    return store + [
        file.name for file in place.path.parent.iterdir() if file.name.endswith((".new", "-wal", "-journal"))
    ]


def test_the_key_is_exchanged_again_and_again(place: Place) -> None:
    desk = place.open()
    keys = [desk.register.key]
    for number in (2, 3, 4):
        assert key_keeping.rekey(desk, place.key_file, place.password).number == number
        keys.insert(0, desk.register.key)
    assert key_keeping.keys_for_copies(desk) == tuple(keys)
    assert len(set(keys)) == 4
    assert desk.register.journal.verify().whole
    desk.register.close()
    assert len(key_place.kept()) == (1 if place.key_file is None and place.password is None else 0)


def test_a_locked_key_is_exchanged_with_the_right_password_only(stored: Desk) -> None:
    key_keeping.set_password(stored, PASSWORD)
    old = stored.register.key
    with pytest.raises(PasswordNeeded):
        key_keeping.rekey(stored, None)
    with pytest.raises(WrongPassword):
        key_keeping.rekey(stored, None, "не тот пароль")
    assert stored.register.key == old
    assert not safekeeping.backup_folder(stored).exists()


def test_the_exchange_can_be_stopped(stored: Desk) -> None:
    old, stop = stored.register.key, Event()

    def stop_in_the_second_copy(done: int, total: int) -> None:
        if done == total:
            stop.set()

    with pytest.raises(UserError, match="остановлен"):
        key_keeping.rekey(stored, None, None, stop_in_the_second_copy, stop)
    assert stored.register.key == old
    assert stored.register.settings.get(key_moves.NOTE) is None
    assert list(key_place.kept().values()) == [old.hex()]
    assert "key_changed" not in said(stored)


def test_a_register_that_is_read_keeps_its_key(stored: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    register, old = stored.register, stored.register.key
    register.database.execute("PRAGMA busy_timeout = 50")
    with Register.open_beside(register.path, register.id, old) as reader:
        with pytest.raises(EnvironmentProblem, match="сейчас кто-то читает"):
            key_keeping.rekey(stored, None)
        assert reader.cases.count() == 0
    assert register.key == old
    stored.register.settings.set("goes", "on")
    assert list(key_place.kept().values()) == [old.hex()]
    assert key_keeping.rekey(stored, None).number == 2


def test_a_store_that_refuses_leaves_the_key(stored: Desk) -> None:
    old = stored.register.key
    key_place.FileStore.refuses = RuntimeError("no bus")
    with pytest.raises(EnvironmentProblem):
        key_keeping.rekey(stored, None)
    key_place.FileStore.refuses = None
    path = stored.register.path
    assert stored.register.key == old
    stored.register.close()
    with opening.open_for_work(path, None, FixedClock(NOON)).register as register:
        assert register.settings.get(key_moves.NOTE) is None


def test_copies_of_one_register_keep_their_keys_side_by_side_in_the_store(stored: Desk, tmp_path: Path) -> None:
    copy = safekeeping.back_up_now(stored).backup.path
    old = stored.register.key
    key_keeping.rekey(stored, None)
    twin = backup_files.restore(copy, old, tmp_path / "twin.otklik")
    key_stores.store_key(stored.register.id, old)
    assert key_for(twin, None) == old
    assert key_for(stored.register.path, None) == stored.register.key
    key_stores.forget_key(stored.register.id, old)
    assert key_for(stored.register.path, None) == stored.register.key


def test_the_sheet_says_what_opens_the_register(stored: Desk) -> None:
    sheet = key_keeping.sheet_of(stored)
    assert recovery.key_from(sheet.groups, stored.register.id) == stored.register.key
    assert (sheet.number, sheet.register_id, sheet.register_name) == (1, stored.register.id, "a")
    key_keeping.rekey(stored, None)
    assert key_keeping.sheet_of(stored).number == 2


def test_the_sheet_is_tested_by_typing_groups_back(stored: Desk) -> None:
    groups = key_keeping.sheet_of(stored).groups
    state = key_keeping.sheet_state(stored)
    assert (state.number, state.made_on, state.checked_on) == (1, NOON.date(), None)
    with pytest.raises(UserError, match="группы: 3, 9"):
        key_keeping.check_sheet(stored, {1: groups[0], 3: "000000", 9: ""})
    assert key_keeping.sheet_state(stored).checked_on is None
    key_keeping.check_sheet(stored, {1: f"{groups[0][:3]} {groups[0][3:]}", 18: groups[17]})
    assert key_keeping.sheet_state(stored).checked_on == NOON.date()
    assert said(stored)[-1] == "sheet_checked"
    key_keeping.rekey(stored, None)
    state = key_keeping.sheet_state(stored)
    assert (state.number, state.checked_on) == (2, None)
    assert [past.checked_on for past in stored.register.key_history.past()] == [NOON.date()]


def test_no_key_ever_stands_in_the_journal(place: Place) -> None:
    desk = place.open()
    key_keeping.rekey(desk, place.key_file, place.password)
    key_keeping.check_sheet(desk, {5: key_keeping.sheet_of(desk).groups[4]})
    # Not the digests: among so many random digits a group may stand by chance.
    written = repr([(event.act, event.changes) for event in desk.register.journal.page(0, 100)])
    for key in key_keeping.keys_for_copies(desk):
        assert key.hex() not in written
        assert all(group not in written for group in recovery.groups_of(key, desk.register.id))
    desk.register.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a child process is made to die; needs fork")
def test_a_computer_switched_off_at_any_moment_leaves_a_register_that_opens(place: Place, tmp_path: Path) -> None:
    """Each child dies at another touch of a file, without a word; the register must open by itself after each."""
    arguments = [str(place.path), str(place.key_file or ""), place.password or ""]
    done = subprocess.run(
        [sys.executable, "-m", "tests.casework.crash_in_rekey", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    deaths, exchanged = map(int, done.stdout.split()[-2:])
    assert deaths > 30, "the moments were not found"
    assert 0 < exchanged < deaths, "some deaths before the exchange, some after it"
    desk = place.open()
    assert desk.register.journal.verify().whole
    desk.register.close()
    assert leftovers(place) == []

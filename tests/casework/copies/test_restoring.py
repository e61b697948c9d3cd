"""Restoring: whole or not at all, never over a file, nobody comes back who was erased, and copies wait."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

import pytest

from otklik.casework import anonymising, closing, journal, key_keeping, opening
from otklik.casework.copies import damage, restoring
from otklik.casework.copies import folders as copy_folders
from otklik.casework.copies import found as copies_found
from otklik.casework.copies.safekeeping import back_up_now
from otklik.register.problems import CORRUPT, NOT_A_DATABASE
from otklik.register.store import Register
from otklik.safety import key_stores, keys
from otklik.safety.backup import verify
from otklik.system.clock import FixedClock
from otklik.system.errors import EnvironmentProblem, OtklikError, UserError
from tests.casework.paper_cases import open_case
from tests.invented import NOON

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

SAMPLES = Path(__file__).parents[2] / "data" / "registers"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def copy(desk: Desk, operator_id: int, stick: Path) -> Path:
    """A copy of a register with one case."""
    open_case(desk, operator_id)
    return back_up_now(desk, stick).backup.path


@pytest.fixture(autouse=True)
def _no_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_stores, "ALLOWED", ())


def test_a_copy_becomes_a_register_that_says_where_it_came_from(
    desk: Desk, copy: Path, home: Path, clock: FixedClock
) -> None:
    told: list[tuple[int, int]] = []
    made = restoring.restore(
        copy, desk.register.key, home / "back.otklik", clock, progress=lambda done, whole: told.append((done, whole))
    )
    assert (made.path, made.cases, made.erased_again) == (home / "back.otklik", 1, 0)
    assert told
    assert told[-1][0] == told[-1][1]
    assert verify(made.path, made.key).whole
    with Register.open(made.path, made.key) as register:
        assert [journal.sentence(event) for event in register.journal.page(0, 1)] == [
            "Реестр восстановлен из копии от 21.11.2026"
        ]
    assert [file.name for file in home.iterdir() if not file.name.endswith((".lock", ".owner"))] == ["back.otklik"]


def test_copies_wait_until_somebody_has_looked(desk: Desk, copy: Path, home: Path, clock: FixedClock) -> None:
    assert not restoring.is_paused(desk)
    made = restoring.restore(copy, desk.register.key, home / "back.otklik", clock)
    back = opening.open_for_work(made.path, None, clock, made.key)
    try:
        assert restoring.is_paused(back)
        changes = restoring.looked_at(back)
        assert changes.settings
        assert changes.backups
        assert not restoring.is_paused(back)
        lines = back.register.journal.count()
        restoring.looked_at(back)
        assert back.register.journal.count() == lines, "looking twice is put on record once"
    finally:
        back.register.close()


def test_nothing_is_written_over_and_nothing_is_left_behind(
    desk: Desk, copy: Path, home: Path, clock: FixedClock
) -> None:
    target = home / "back.otklik"
    target.write_bytes(b"somebody's")
    with pytest.raises(UserError, match=r"back\.otklik"):
        restoring.restore(copy, desk.register.key, target, clock)
    assert target.read_bytes() == b"somebody's"
    target.unlink()
    stop = Flag()
    stop.set()
    with pytest.raises(UserError, match="остановлен"):
        restoring.restore(copy, desk.register.key, target, clock, cancelled=stop)
    with pytest.raises(EnvironmentProblem):
        restoring.restore(copy, bytes(32), target, clock)
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["back.otklik-key", "back.otklik-key.new"])
def test_a_locked_key_that_stayed_behind_keeps_its_name(
    desk: Desk, copy: Path, home: Path, clock: FixedClock, name: str
) -> None:
    (home / name).write_bytes(b"the only key of a register that was moved away")
    for make in (restoring.restore, restoring.collect):
        with pytest.raises(UserError, match=re.escape(name)):
            make(copy, desk.register.key, home / "back.otklik", clock)
    assert [file.name for file in home.iterdir()] == [name]
    assert (home / name).read_bytes() == b"the only key of a register that was moved away"


@pytest.mark.parametrize("place", [100, 5000, -5000])
def test_a_damaged_copy_is_not_restored(desk: Desk, copy: Path, home: Path, clock: FixedClock, place: int) -> None:
    content = bytearray(copy.read_bytes())
    content[place] ^= 1
    copy.write_bytes(content)
    with pytest.raises(EnvironmentProblem):
        restoring.restore(copy, desk.register.key, home / "back.otklik", clock)
    assert list(home.iterdir()) == []


def test_what_a_crash_left_behind_goes_with_the_next_restore(
    desk: Desk, copy: Path, home: Path, clock: FixedClock
) -> None:
    import os

    old, young = home / ".otklik-restore-old", home / ".otklik-restore-young"
    for place in (old, young):
        place.mkdir()
        (place / "back.otklik").write_bytes(b"half")
    long_ago = (NOON - timedelta(days=400)).timestamp()
    os.utime(old, (long_ago, long_ago))
    restoring.restore(copy, desk.register.key, home / "back.otklik", clock)
    assert not old.exists()
    assert young.exists(), "somebody may be at it"


def test_whoever_was_erased_since_stays_erased(
    desk: Desk, copy: Path, stick: Path, home: Path, clock: FixedClock
) -> None:
    """The copy knows her; the list of erased requests beside it knows that she is gone."""
    closing.annul_case(desk, 1, "ошибочно внесено")
    clock.moment = NOON.replace(year=2030)
    anonymising.anonymise(desk, (1,))
    lists = [file for file in desk.register.path.parent.iterdir() if file.name.endswith(".erased")]
    assert lists
    shutil.copy(lists[0], stick)
    made = restoring.restore(copy, desk.register.key, home / "back.otklik", clock)
    assert made.erased_again == 1
    with Register.open(made.path, made.key) as register:
        case = register.cases.get(1)
        assert case.anonymised_on
        assert not case.text
        assert register.journal.verify().whole


def test_a_list_of_erased_requests_that_cannot_be_read_stops_the_restore(
    desk: Desk, copy: Path, stick: Path, home: Path, clock: FixedClock
) -> None:
    (stick / f"otklik-{desk.register.id[:8]}.erased").mkdir()
    with pytest.raises(EnvironmentProblem, match="не читается"):
        restoring.restore(copy, desk.register.key, home / "back.otklik", clock)
    assert list(home.iterdir()) == []


def test_the_copies_of_all_folders_are_listed_newest_first_with_what_is_in_them(
    desk: Desk, copy: Path, stick: Path, tmp_path: Path, clock: FixedClock
) -> None:
    beside = tmp_path / copy_folders.BESIDE
    beside.mkdir(exist_ok=True)
    clock.moment = NOON + timedelta(hours=1)
    newer = back_up_now(desk, beside).backup.path
    (stick / "otklik-2026-11-21-130000.otklik-backup").write_text("no copy")
    key_file = tmp_path / "register.key"
    keys.write_key_file(key_file, desk.register.key)
    folders = copies_found.places([desk.register.path], [stick], tmp_path / "data")
    found = copies_found.copies(folders)
    assert [one.path for one in found] == [newer, copy]
    assert {one.cases for one in found} == {None}, "without a key nothing is known"
    told = copies_found.looked_into(found, [key_file])
    assert [(one.cases, one.last_number, one.sheet) for one in told] == [(1, 1, 1), (1, 1, 1)]


def test_a_copy_says_which_sheet_opens_it(desk: Desk, copy: Path, stick: Path) -> None:
    later = stick / copy.name.replace(".otklik-backup", "-key3.otklik-backup")
    copy.rename(later)
    found = copies_found.copy_at(later)
    assert found.sheet == 3
    with pytest.raises(UserError, match="лист восстановления № 3"):
        copies_found.look_into(found, bytes(32))


def test_a_locked_key_beside_the_copy_asks_for_its_password_only(desk: Desk, copy: Path) -> None:
    key_keeping.set_password(desk, "три слова подряд")
    shutil.copy(keys.locked_key_path(desk.register.path), copy.parent / f"otklik-{desk.register.id[:8]}.otklik-key")
    known = copies_found.known_key(copies_found.copy_at(copy))
    assert (known.key, known.needs_password, known.locked) == (None, True, None)
    assert keys.key_for(copy, None, "три слова подряд") == desk.register.key


def harm(path: Path, place: int = 9000, size: int = 3000) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        file.write(bytes(size))


def test_a_damaged_register_leads_to_its_last_good_copy(
    desk: Desk, copy: Path, stick: Path, operator_id: int, clock: FixedClock
) -> None:
    clock.moment = NOON + timedelta(hours=1)
    newer = back_up_now(desk, stick).backup.path
    open_case(desk, operator_id)
    path, key = desk.register.path, desk.register.key
    desk.register.close()
    harm(newer)
    harm(path, 4096 * 20)
    found = damage.look(path, key, [stick])
    assert found.copy is not None
    assert (found.copy.path, found.copy.cases, found.bad_copies) == (copy, 1, 1)
    assert found.missing in {1, None}
    assert damage.look(path, None, [stick]).copy is not None, "without a key the newest one is offered, unchecked"


@pytest.mark.parametrize(("place", "text"), [(100, NOT_A_DATABASE), (3, NOT_A_DATABASE)])
def test_a_damaged_head_is_told_from_a_missing_key(
    desk: Desk, copy: Path, stick: Path, tmp_path: Path, place: int, text: str
) -> None:
    path, key = desk.register.path, desk.register.key
    desk.register.close()
    harm(path, place, 1)
    error = EnvironmentProblem(text, file=path)
    key_file = tmp_path / "a.key"
    keys.write_key_file(key_file, key)
    assert damage.recognise(error, path, key, [stick])
    assert damage.recognise(error, path, None, [stick], [key_file])
    assert not damage.recognise(error, path, None, [stick]), "nobody knows the key: it may just be missing"
    assert not damage.recognise(error, path, bytes(32), [stick])


def test_another_register_without_its_key_is_not_called_damaged(
    desk: Desk, copy: Path, stick: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.otklik"
    Register.create(other, bytes(range(32))).close()
    error = EnvironmentProblem(NOT_A_DATABASE, file=other)
    assert not damage.recognise(error, other, desk.register.key, [stick])
    assert damage.recognise(EnvironmentProblem(CORRUPT, file=other), other, None, [stick])
    assert not damage.recognise(UserError("The file {file} holds no key", file=other), other, None, [stick])


def test_only_an_unclean_end_is_checked_and_damage_is_found(desk: Desk, operator_id: int, clock: FixedClock) -> None:
    assert damage.check_after_unclean(desk) is None
    open_case(desk, operator_id)
    path, key = desk.register.path, desk.register.key
    killed = path.with_name("killed.otklik")
    page = desk.register.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'template_copies'")
    for harmed in (False, True):
        for suffix in ("", "-wal"):  # as a kill leaves them
            shutil.copy(f"{path}{suffix}", f"{killed}{suffix}")
        if harmed:
            harm(killed, 4096 * (page - 1) + 50, 1)
        back = opening.open_for_work(killed, None, clock, key)
        try:
            check = damage.check_after_unclean(back)
            assert check is not None
            assert check() is not harmed
        finally:
            back.register.close()


def test_what_can_be_read_of_a_damaged_register_is_gathered(
    desk: Desk, copy: Path, home: Path, clock: FixedClock
) -> None:
    path, key = desk.register.path, desk.register.key
    desk.register.close()
    harm(path, 4096 * 40 + 100, 10)
    before = path.read_bytes()
    made, salvaged = restoring.collect(path, key, home / "gathered.otklik", clock)
    assert path.read_bytes() == before
    assert salvaged.path == made.path == home / "gathered.otklik"
    assert made.cases == 1
    back = opening.open_for_work(made.path, None, clock, key)
    try:
        assert restoring.is_paused(back)
        assert back.register.cases.get(1).received_on == date(2026, 11, 16)
    finally:
        back.register.close()


def test_every_problem_is_a_sentence(desk: Desk, home: Path, clock: FixedClock) -> None:
    for copy in (home / "missing.otklik-backup", home):
        with pytest.raises(OtklikError) as told:
            restoring.restore(copy, desk.register.key, home / "back.otklik", clock)
        assert str(told.value)


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_copy_of_an_older_program_is_restored_and_brought_up_to_date(
    home: Path, clock: FixedClock, version: int
) -> None:
    old = SAMPLES / f"v{version}.otklik"
    copy = home / "otklik-2026-11-20-194000.otklik-backup"
    shutil.copy(old, copy)
    key = keys.read_key_file(old.with_suffix(".key"))
    told = copies_found.look_into(copies_found.copy_at(copy), key)
    made = restoring.restore(copy, key, home / "back.otklik", clock)
    assert made.cases == told.cases
    assert made.cases
    assert verify(made.path, key).whole
    assert copy.read_bytes() == old.read_bytes()

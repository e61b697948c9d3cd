"""Backups: whole or not there at all; restored only into new files; no word of them readable."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event as Flag

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from otklik.register import problems
from otklik.register.cipher import PAGE_BYTES
from otklik.register.records import Subject
from otklik.register.store import Register
from otklik.safety import backup as backups
from otklik.safety import checking
from otklik.safety.backup import Backup, back_up, list_backups, restore, verify
from otklik.system.clock import FixedClock
from otklik.system.errors import EnvironmentProblem, OtklikError, UserError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "copies"
    made.mkdir()
    return made


@pytest.fixture
def made(full: Register, folder: Path, clock: FixedClock) -> Backup:
    return back_up(full, folder, clock.now())


def test_a_backup_is_one_private_file_that_opens_with_the_same_key(
    full: Register, made: Backup, folder: Path, key: bytes, clock: FixedClock
) -> None:
    assert list(folder.iterdir()) == [made.path]
    assert made.path.name == "otklik-2026-11-21-120000.otklik-backup"
    assert (made.made_at, made.cases, made.last_number) == (clock.now(), 1, 1)
    assert made.size == made.path.stat().st_size
    assert made.path.read_bytes()[:16].hex() == full.id
    if os.name == "posix":
        assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    found = verify(made.path, key)
    assert found.whole
    assert (found.cases, found.events, found.head) == (1, 1, full.journal.head())
    assert "1" in found.sentence
    assert list(folder.iterdir()) == [made.path], "checking leaves no side files"


def test_the_register_goes_on_while_and_after_it_is_copied(full: Register, folder: Path, clock: FixedClock) -> None:
    full.attachments.add(1, "large.bin", "application/octet-stream", os.urandom(6_000_000))
    seen: list[tuple[int, int]] = []
    back_up(full, folder, clock.now(), progress=lambda done, total: seen.append((done, total)))
    assert len(seen) > 2
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 1400
    full.subjects.add(Subject(full_name="Зотов Пётр"))
    assert verify(full.path, full.key).whole


def test_a_stopped_backup_leaves_nothing(full: Register, folder: Path, clock: FixedClock) -> None:
    full.attachments.add(1, "large.bin", "application/octet-stream", os.urandom(6_000_000))
    cancelled = Flag()
    with pytest.raises(UserError) as caught:
        back_up(full, folder, clock.now(), progress=lambda done, total: cancelled.set(), cancelled=cancelled)
    assert caught.value.text == backups.STOPPED
    assert list(folder.iterdir()) == []
    full.subjects.add(Subject(full_name="Зотов Пётр"))
    assert verify(full.path, full.key).whole


def test_what_a_crash_left_behind_goes_with_the_next_backup(full: Register, folder: Path, clock: FixedClock) -> None:
    """Halves of copies and of what lies beside them (lists of the erased, locked keys), and nothing else."""
    halves = [".otklik-ab12_z90.part", ".otklik-ab12_z90.part-wal", ".otklik-23rqkapo"]
    others = [".otklik-key", ".otklik-backup", "otklik-23rqkapo", ".otklik-of my own"]
    for name in (*halves, *others):
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (0, 0))
    (folder / ".otklik-young123").write_bytes(b"somebody may be at it")
    made = back_up(full, folder, clock.now())
    left = {path.name for path in folder.iterdir()}
    assert left == {*others, ".otklik-young123", made.path.name}


def test_two_backups_of_one_second_are_both_kept(full: Register, made: Backup, folder: Path, clock: FixedClock) -> None:
    second = back_up(full, folder, clock.now())
    assert second.path.name == "otklik-2026-11-21-120000-2.otklik-backup"
    assert len(list(folder.iterdir())) == 2


def test_backups_are_listed_newest_first(full: Register, made: Backup, folder: Path, clock: FixedClock) -> None:
    later = back_up(full, folder, clock.now() + timedelta(hours=1))
    with Register.create(folder.parent / "other.otklik", bytes(32)) as other:
        foreign = back_up(other, folder, clock.now())
    (folder / "otklik-2026-13-41-999999.otklik-backup").write_bytes(bytes(PAGE_BYTES))
    (folder / "otklik-2026-11-21-120000.otklik-backup.part").write_bytes(b"x")
    (folder / "otklik-2020-01-01-000000.otklik-backup").write_bytes(b"cut")
    (folder / "note.txt").write_text("x")
    found = list_backups(folder, full.id, full.key)
    assert [backup.path for backup in found] == [later.path, made.path]
    assert [(backup.cases, backup.last_number) for backup in found] == [(1, 1), (1, 1)]
    assert found[0].made_at.replace(tzinfo=None) == datetime(2026, 11, 21, 13, 0)  # noqa: DTZ001 - as in the name
    assert [backup.cases for backup in list_backups(folder, full.id)] == [None, None]
    assert {backup.path for backup in list_backups(folder)} == {later.path, made.path, foreign.path}
    assert list_backups(folder / "none") == ()


def test_a_restored_register_is_the_same_one(
    full: Register, made: Backup, tmp_path: Path, key: bytes, secrets: tuple[str, ...]
) -> None:
    before = made.path.read_bytes()
    target = tmp_path / "restored.otklik"
    assert restore(made.path, key, target) == target
    assert made.path.read_bytes() == before
    with Register.open(target, key) as again:
        assert again.id == full.id
        assert again.cases.get(1) == full.cases.get(1)
        assert again.letters.pdf(1) == full.letters.pdf(1)
        assert again.attachments.content(1) == full.attachments.content(1)
        assert again.journal.page() == full.journal.page()
        assert again.subjects.add(Subject(full_name="Зотов Пётр")).id == 2
        assert again.database.value("PRAGMA journal_mode") == "wal"
    assert sorted(file.name for file in tmp_path.iterdir() if file.is_file()) == [
        "restored.otklik",
        "restored.otklik.lock",
    ]


@pytest.mark.parametrize("name", ["taken.otklik", "taken.otklik-wal"])
def test_restoring_never_writes_over_anything(made: Backup, tmp_path: Path, key: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(b"somebody's")
    with pytest.raises(UserError) as caught:
        restore(made.path, key, tmp_path / "taken.otklik")
    assert name in str(caught.value)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == [name]
    assert (tmp_path / name).read_bytes() == b"somebody's"


def test_a_stopped_restore_leaves_nothing(made: Backup, folder: Path, tmp_path: Path, key: bytes) -> None:
    cancelled = Flag()
    cancelled.set()
    with pytest.raises(UserError):
        restore(made.path, key, folder / "new.otklik", cancelled=cancelled)
    assert list(folder.iterdir()) == [made.path]


def test_a_live_register_can_be_checked_and_restored_from(full: Register, tmp_path: Path) -> None:
    assert verify(full.path, full.key).whole
    restore(full.path, full.key, tmp_path / "copy.otklik")
    assert verify(tmp_path / "copy.otklik", full.key).cases == 1


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_backup_cut_short_is_found(made: Backup, folder: Path, key: bytes, share: float) -> None:
    content = made.path.read_bytes()
    made.path.write_bytes(content[: int(len(content) * share)])
    _is_refused(made.path, key)
    with pytest.raises(OtklikError):
        restore(made.path, key, folder / "new.otklik")
    assert list(folder.iterdir()) == [made.path]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_changed_bit_is_found(full: Register, made: Backup, key: bytes, place: float, bit: int) -> None:
    content = made.path.read_bytes()
    changed = bytearray(content)
    changed[int(len(content) * place)] ^= 1 << bit
    made.path.write_bytes(changed)
    try:
        _is_refused(made.path, key)
    finally:
        made.path.write_bytes(content)


def test_a_page_of_another_place_or_another_backup_is_found(
    full: Register, made: Backup, folder: Path, key: bytes, clock: FixedClock
) -> None:
    content = made.path.read_bytes()
    pages = [content[at : at + PAGE_BYTES] for at in range(0, len(content), PAGE_BYTES)]
    pages[3], pages[4] = pages[4], pages[3]
    made.path.write_bytes(b"".join(pages))
    _is_refused(made.path, key)


def _is_refused(path: Path, key: bytes) -> None:
    """See that a damaged file either cannot be opened or is not called whole."""
    try:
        found = verify(path, key)
    except EnvironmentProblem as error:
        assert error.text in {problems.NOT_A_DATABASE, problems.NO_REGISTER, problems.UNREACHABLE}  # noqa: PT017 - either
    else:
        assert not found.whole
        assert path.name in found.sentence


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (("DROP TRIGGER events_no_update", "UPDATE events SET act = 'x'"), checking.CHAIN_BROKEN),
        (("DROP TRIGGER letter_files_keep", "UPDATE letter_files SET content = x'00'"), checking.LETTER_CHANGED),
        (("PRAGMA foreign_keys = OFF", "UPDATE cases SET subject_id = 99"), checking.DAMAGED),
        (("DROP TRIGGER cases_keep_number", "UPDATE cases SET number = 7"), checking.DAMAGED),
    ],
)
def test_what_the_key_holder_changed_is_found(
    made: Backup, tmp_path: Path, key: bytes, statements: tuple[str, ...], said: str
) -> None:
    target = restore(made.path, key, tmp_path / "forged.otklik")
    with Register.open(target, key) as forged:
        for statement in statements:
            forged.database.execute(statement)
    found = verify(target, key)
    assert not found.whole
    assert found.sentence == EnvironmentProblem(said, file=target.name, line=1, number="1/ПДн").__str__()
    with pytest.raises(EnvironmentProblem):
        restore(target, key, tmp_path / "again.otklik")
    assert not (tmp_path / "again.otklik").exists()


def test_a_copy_that_fails_its_check_is_thrown_away(
    full: Register, folder: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    full.database.execute("DROP TRIGGER events_no_update")
    full.database.execute("UPDATE events SET act = 'x'")
    with pytest.raises(EnvironmentProblem) as caught:
        back_up(full, folder, clock.now())
    assert caught.value.text == backups.SOURCE_DAMAGED
    assert list(folder.iterdir()) == []


def test_a_wrong_key_is_said(made: Backup, folder: Path) -> None:
    for act in (lambda: verify(made.path, bytes(32)), lambda: restore(made.path, bytes(32), folder / "new.otklik")):
        with pytest.raises(EnvironmentProblem) as caught:
            act()
        assert caught.value.text == problems.NOT_A_DATABASE
    assert list(folder.iterdir()) == [made.path]


def test_an_act_under_way_is_not_copied(full: Register, folder: Path, clock: FixedClock) -> None:
    with full.atomic(), pytest.raises(ValueError, match="between acts"):
        back_up(full, folder, clock.now())


def test_a_folder_that_is_none_is_named(full: Register, made: Backup, folder: Path, clock: FixedClock) -> None:
    places = [folder / "none", made.path]
    if Path("/proc/self").is_dir():
        places.append(Path("/proc"))  # not even root may write there
    for place in places:
        with pytest.raises(EnvironmentProblem) as caught:
            back_up(full, place, clock.now())
        assert str(place) in str(caught.value)
        with pytest.raises(OtklikError):
            restore(made.path, full.key, place / "new.otklik")
    assert list(folder.iterdir()) == [made.path]


CUT = """
import resource, sys
from datetime import datetime, timezone
from pathlib import Path
from otklik.register.store import Register
from otklik.safety.backup import back_up, restore, list_backups
from otklik.system.errors import EnvironmentProblem
path, folder, made = map(Path, sys.argv[1:])
key = bytes(range(32))
with Register.open(path, key) as register:
    limit = path.stat().st_size // 2
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    for act in (
        lambda: back_up(register, folder, datetime.now(timezone.utc)),
        lambda: restore(made, key, folder / "new.otklik"),
    ):
        try:
            act()
        except EnvironmentProblem as error:
            print(error.text)
"""


@pytest.mark.skipif(os.name != "posix", reason="a size limit for files can be set on POSIX systems only")
def test_a_disk_that_takes_no_more_leaves_nothing(full: Register, made: Backup, tmp_path: Path, key: bytes) -> None:
    full.close()
    empty = tmp_path / "empty"
    empty.mkdir()
    before = full.path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-B", "-c", CUT, full.path, empty, made.path], capture_output=True, text=True, check=True
    )
    full_disk = "The disk is full: {file} was not written. Make room and try again."
    assert done.stdout.splitlines() == [full_disk] * 2
    assert done.stderr == ""
    assert list(empty.iterdir()) == []
    assert full.path.read_bytes() == before
    assert verify(full.path, key).whole


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of 64 KB, where that is allowed."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = (
        sys.platform == "linux"
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("a small disk can be mounted by root on Linux only")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk_leaves_nothing(full: Register, made: Backup, small_disk: Path, clock: FixedClock) -> None:
    for act in (
        lambda: back_up(full, small_disk, clock.now()),
        lambda: restore(made.path, full.key, small_disk / "new.otklik"),
    ):
        with pytest.raises(EnvironmentProblem) as caught:
            act()
        assert "нет места" in str(caught.value)
        assert list(small_disk.iterdir()) == []
    with pytest.raises(EnvironmentProblem) as caught:
        Register.create(small_disk / "new.otklik", full.key)
    assert "нет места" in str(caught.value)
    assert [file.name for file in small_disk.iterdir()] == ["new.otklik.lock"]


def test_no_word_of_what_is_stored_can_be_read_in_any_file(
    full: Register, made: Backup, tmp_path: Path, secrets: tuple[str, ...]
) -> None:
    restore(made.path, full.key, tmp_path / "restored.otklik")
    full.settings.set("folder", secrets[2] * 2)
    side_file = Path(f"{full.path}-wal")
    assert side_file.stat().st_size > 0
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert {full.path, side_file, made.path} < set(files)
    spellings = [
        spelling
        for word in secrets
        for form in (word, word.lower(), word.upper(), word.capitalize())
        for spelling in (form.encode(), form.encode("utf-16-le"), form.encode("cp1251", "ignore"))
    ]
    for file in files:
        content = file.read_bytes()
        assert [spelling for spelling in spellings if spelling in content] == [], file
        assert b"CREATE TABLE" not in content
        assert not any(word.lower() in file.name.lower() for word in secrets)
    assert full.key not in b"".join(file.read_bytes() for file in files)
    assert full.key.hex().encode() not in b"".join(file.read_bytes() for file in files)

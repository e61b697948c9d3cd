"""Copying byte for byte while others write: the copy is the moment it was begun at, whatever happens meanwhile."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from pathlib import Path
from threading import Event as Flag
from threading import Thread

import pytest

from otklik.register.cipher import PAGE_BYTES, connect
from otklik.register.problems import MOVED
from otklik.register.records import Subject
from otklik.register.store import Register
from otklik.safety import checking
from otklik.safety.backup import back_up, copy_snapshot, list_backups, restore, second_copy, take, verify
from otklik.system.clock import FixedClock
from otklik.system.errors import EnvironmentProblem, UserError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "copies"
    made.mkdir()
    return made


def rows(path: Path, key: bytes) -> dict[str, list[tuple[object, ...]]]:
    """Return everything a register holds, table by table."""
    with Register.open(path, key, writable=False) as register:
        database = register.database
        tables = [
            str(name)
            for (name,) in database.all(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'case_search%'"
            )
        ]
        return {table: database.all(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}  # noqa: S608 - its own


def test_heavy_writing_and_checkpoints_leave_the_copy_as_it_was_begun(
    full: Register, folder: Path, clock: FixedClock, key: bytes, tmp_path: Path
) -> None:
    full.attachments.add(1, "large.bin", "application/octet-stream", os.urandom(20_000_000))
    snapshot = take(full)
    assert snapshot.is_still
    before = rows(full.path, key)
    begun, made = Flag(), []

    def work() -> None:
        def hold(done: int, total: int) -> None:
            begun.set()

        made.append(copy_snapshot(snapshot, folder, clock.now(), progress=hold))

    thread = Thread(target=work)
    thread.start()
    assert begun.wait(10)
    written = 0
    while thread.is_alive() or written < 20:
        written += 1
        with full.atomic():
            full.subjects.add(Subject(full_name=f"Зотов {written}"))
            full.attachments.add(1, "more.bin", "application/octet-stream", os.urandom(300_000))
            full.journal.append(clock.now(), "file_added", case_id=1)
        full.database.all("PRAGMA wal_checkpoint(PASSIVE)")
    thread.join()
    assert rows(made[0].path, key) == before
    assert verify(made[0].path, key).whole
    assert rows(full.path, key) != before
    assert verify(full.path, key).whole
    later = back_up(full, folder, clock.now() + timedelta(hours=1))
    assert rows(later.path, key) == rows(full.path, key)


def test_no_checkpoint_writes_the_file_while_a_moment_is_kept(full: Register, clock: FixedClock) -> None:
    with take(full) as snapshot:
        assert snapshot.is_still
        before = _bytes(full)
        full.database.execute("PRAGMA busy_timeout = 0")
        for mode in ("PASSIVE", "FULL", "RESTART", "TRUNCATE"):
            full.subjects.add(Subject(full_name=f"Зотов {mode}"))
            (_, waiting, moved), *_ = full.database.all(f"PRAGMA wal_checkpoint({mode})")
            assert waiting > 0
            assert moved == 0
            assert _bytes(full) == before
    assert full.database.all("PRAGMA wal_checkpoint(TRUNCATE)") == [(0, 0, 0)]
    assert _bytes(full) != before


def _bytes(register: Register) -> bytes:
    assert register.raw is not None
    return register.raw.read(0, register.raw.size())


def test_beside_a_long_reader_the_copy_is_made_the_slower_way(
    full: Register, folder: Path, clock: FixedClock, key: bytes
) -> None:
    full.settings.set("a", "before the reader")
    reader = Register.open_beside(full.path, full.id, key)
    reader.database.execute("BEGIN")
    reader.cases.count()
    full.settings.set("a", "after the reader")
    snapshot = take(full)
    assert not snapshot.is_still
    full.settings.set("a", "after the moment")
    made = copy_snapshot(snapshot, folder, clock.now())
    reader.close()
    with Register.open(made.path, key, writable=False) as copy:
        assert copy.settings.get("a") == "after the reader"
    assert verify(made.path, key).whole


def test_a_reader_beside_another_writer_copies_what_lies_in_the_side_file_too(
    full: Register, folder: Path, clock: FixedClock, key: bytes
) -> None:
    full.settings.set("a", "in the side file")
    with Register.open(full.path, key, writable=False) as reader:
        made = back_up(reader, folder, clock.now())
    with Register.open(made.path, key, writable=False) as copy:
        assert copy.settings.get("a") == "in the side file"


def test_a_register_that_was_replaced_is_not_copied(full: Register, folder: Path, clock: FixedClock) -> None:
    full.path.rename(full.path.with_name("gone.otklik"))
    shutil.copyfile(full.path.with_name("gone.otklik"), full.path)
    with pytest.raises(EnvironmentProblem) as caught:
        back_up(full, folder, clock.now())
    assert caught.value.text == MOVED
    assert list(folder.iterdir()) == []


def test_a_copy_opens_from_a_folder_nothing_may_be_written_to(full: Register, folder: Path, clock: FixedClock) -> None:
    made = back_up(full, folder, clock.now())
    plain = connect(made.path, full.key, bytes.fromhex(full.id), writable=False)
    assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    plain.close()
    assert list(folder.iterdir()) == [made.path]


@pytest.mark.parametrize("more", [1, 100, PAGE_BYTES])
def test_what_was_put_behind_the_last_page_is_found(full: Register, folder: Path, clock: FixedClock, more: int) -> None:
    made = back_up(full, folder, clock.now())
    with made.path.open("ab") as file:
        file.write(bytes(more))
    assert not verify(made.path, full.key).whole


def test_a_changed_free_page_is_found(full: Register, folder: Path, clock: FixedClock) -> None:
    with full.atomic():
        full.database.execute("CREATE TABLE passing (content BLOB)")
        full.database.execute("INSERT INTO passing VALUES (zeroblob(200000))")
    full.database.execute("DROP TABLE passing")
    assert full.database.value("PRAGMA freelist_count") > 40
    made = back_up(full, folder, clock.now())
    content = made.path.read_bytes()
    for place in range(len(content) - PAGE_BYTES // 2, len(content) - 20 * PAGE_BYTES, -PAGE_BYTES):
        made.path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert not verify(made.path, full.key).whole


def test_a_file_that_is_not_the_one_that_was_stored_is_found(
    full: Register, folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    target = restore(back_up(full, folder, clock.now()).path, full.key, tmp_path / "forged.otklik")
    with Register.open(target, full.key) as forged:
        forged.database.execute("DROP TRIGGER attachments_keep")
        forged.database.execute("UPDATE attachments SET content = x'00'")
    found = verify(target, full.key)
    assert not found.whole
    assert found.sentence == str(EnvironmentProblem(checking.FILE_CHANGED, file=target.name, number=1))


def test_a_second_copy_has_the_same_name_and_is_checked(
    full: Register, folder: Path, clock: FixedClock, tmp_path: Path
) -> None:
    made = back_up(full, folder, clock.now())
    stick = tmp_path / "stick"
    stick.mkdir()
    again = second_copy(made, full.key, stick)
    assert again.path == stick / made.path.name
    assert rows(again.path, full.key) == rows(made.path, full.key)
    with pytest.raises(UserError):
        second_copy(made, full.key, stick)
    (stick / made.path.name).unlink()
    content = made.path.read_bytes()
    made.path.write_bytes(content[: len(content) // 2] + b"\x00" + content[len(content) // 2 + 1 :])
    with pytest.raises(EnvironmentProblem):
        second_copy(made, full.key, stick)
    assert list(stick.iterdir()) == []


def test_a_bad_copy_never_takes_the_place_of_a_good_one(full: Register, folder: Path, clock: FixedClock) -> None:
    good = back_up(full, folder, clock.now())
    content = good.path.read_bytes()
    full.database.execute("DROP TRIGGER events_no_update")
    full.database.execute("UPDATE events SET act = 'x'")
    with pytest.raises(EnvironmentProblem):
        back_up(full, folder, clock.now())
    assert {file: file.read_bytes() for file in folder.iterdir()} == {good.path: content}


def test_names_tell_which_sheet_opens_a_copy(full: Register, folder: Path, clock: FixedClock, key: bytes) -> None:
    full.database.execute("INSERT INTO keys VALUES (1, '2026-01-01', 'a', NULL, ?)", (bytes(32),))
    full.database.execute("INSERT INTO keys VALUES (2, '2026-11-01', 'b', NULL, NULL)")
    made, again = (back_up(full, folder, clock.now()) for _ in range(2))
    assert made.path.name == "otklik-2026-11-21-120000-key2.otklik-backup"
    assert again.path.name == "otklik-2026-11-21-120000-2-key2.otklik-backup"
    older = folder / "otklik-2026-11-20-120000.otklik-backup"
    shutil.copyfile(made.path, older)
    listed = list_backups(folder, full.id, key, {1: bytes(32), 2: key})
    assert [(backup.path, backup.generation, backup.cases) for backup in listed] == [
        (again.path, 2, 1),
        (made.path, 2, 1),
        (older, 1, None),
    ]


def test_of_many_copies_of_one_second_the_last_one_is_listed_first(
    full: Register, folder: Path, clock: FixedClock
) -> None:
    for number in range(1, 12):
        end = "" if number == 1 else f"-{number}"
        shutil.copyfile(full.path, folder / f"otklik-2026-11-21-120000{end}.otklik-backup")
    names = [backup.path.name for backup in list_backups(folder, full.id)]
    assert names[0] == "otklik-2026-11-21-120000-11.otklik-backup"
    assert names[-1] == "otklik-2026-11-21-120000.otklik-backup"

"""When a copy is due, what is thinned, the second folder, what was found bad, and the copy before a migration."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event as Flag

import pytest

from otklik.casework import opening
from otklik.casework.copies import folders, listing, safekeeping
from otklik.casework.copies.making import RESTORED_FROM
from otklik.casework.desk import Desk
from otklik.casework.lists import LAST_BACKUP
from otklik.register.cipher import connect
from otklik.register.records import Subject
from otklik.register.store import Register
from otklik.safety import checking, places, testing
from otklik.safety.backup import list_backups
from otklik.system.clock import FixedClock
from otklik.system.errors import EnvironmentProblem, UserError
from tests.invented import NOON

OLD_REGISTERS = Path(__file__).parents[2] / "data" / "registers"


def automatic(desk: Desk) -> safekeeping.BackedUp:
    """Make a copy as the window does: begun at the desk, made elsewhere, put down at the desk."""
    return safekeeping.record_copy(desk, safekeeping.back_up_beside(desk)())


def wall(moment: datetime | None) -> datetime | None:
    """Return a moment as the clock on the wall shows it: all a name tells."""
    return moment and moment.replace(tzinfo=None)


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("*.otklik-backup"))


@pytest.fixture
def folder(desk: Desk) -> Path:
    return safekeeping.backup_folder(desk)


def test_a_copy_is_due_when_something_changed_and_not_for_copies_themselves(desk: Desk) -> None:
    assert safekeeping.copy_due(desk)
    lines = desk.register.journal.count()
    automatic(desk)
    assert not safekeeping.copy_due(desk)
    assert desk.register.journal.count() == lines, "an automatic copy leaves no line"
    desk.register.subjects.add(Subject(full_name="Зотов Пётр"))
    assert safekeeping.copy_due(desk)
    safekeeping.back_up_now(desk)
    assert desk.register.journal.count() == lines + 1, "one made by hand does"
    assert not safekeeping.copy_due(desk)
    safekeeping.record_failure(desk, "Нет места.")
    safekeeping.record_tests(desk, ())
    assert not safekeeping.copy_due(desk)


def test_what_changes_while_a_copy_is_made_makes_the_next_one_due(desk: Desk) -> None:
    work = safekeeping.back_up_beside(desk)
    desk.register.settings.set("meanwhile", "x")
    safekeeping.record_copy(desk, work())
    assert safekeeping.copy_due(desk)
    automatic(desk)
    assert not safekeeping.copy_due(desk)


def test_the_next_session_knows_whether_something_changed_in_the_last_one(desk: Desk, clock: FixedClock) -> None:
    path, key = desk.register.path, desk.register.key
    automatic(desk)
    desk.register.close()
    again = opening.open_for_work(path, None, clock, key)
    assert not safekeeping.copy_due(again)
    again.register.journal.append(clock.now(), "key_saved")
    again.register.close()
    again = opening.open_for_work(path, None, clock, key)
    assert safekeeping.copy_due(again)
    again.register.close()


def test_a_copy_is_due_when_the_last_one_is_gone(desk: Desk) -> None:
    automatic(desk).backup.path.unlink()
    assert safekeeping.copy_due(desk)


def test_a_restored_register_nobody_looked_at_makes_no_copies_and_thins_none(desk: Desk, folder: Path) -> None:
    first = automatic(desk).backup.path
    for day in ("02", "03"):
        for hour in ("09", "10"):
            shutil.copyfile(first, folder / f"otklik-2026-01-{day}-{hour}0000.otklik-backup")
    desk.register.settings.set(RESTORED_FROM, "x")
    desk.register.subjects.add(Subject(full_name="Зотов Пётр"))
    assert not safekeeping.copy_due(desk)
    assert safekeeping.health(desk).paused
    automatic(desk)
    assert len(names(folder)) == 6
    desk.register.settings.set(RESTORED_FROM, None)
    assert safekeeping.copy_due(desk)


def test_a_good_copy_thins_the_folder_and_leaves_others_alone(desk: Desk, folder: Path, tmp_path: Path) -> None:
    first = automatic(desk).backup.path
    for hour in range(10, 20):
        shutil.copyfile(first, folder / f"otklik-2026-01-02-{hour}0000.otklik-backup")
    with Register.create(tmp_path / "other.otklik", bytes(32)) as other:
        other.close()
        for hour in (9, 10):
            shutil.copyfile(other.path, folder / f"otklik-2025-01-02-{hour:02}0000.otklik-backup")
    (folder / "photo.jpg").write_bytes(b"x")
    bad = folder / "otklik-2026-01-02-190000.otklik-backup"
    bad.write_bytes(bad.read_bytes()[:-4096])
    safekeeping.record_tests(desk, (safekeeping.Tested(bad, "Файл повреждён."),))
    work = safekeeping.back_up_beside(desk)
    made = work()
    assert len(made.removed) == 8
    left = names(folder)
    assert "otklik-2026-01-02-180000.otklik-backup" in left, "the last good one of its day, not the bad one"
    assert bad.name in left
    assert (folder / "photo.jpg").exists()
    assert len([name for name in left if "2025-01-02" in name]) == 2
    assert made.backup.path.name in left


def test_nothing_is_thinned_where_the_copy_fails_or_goes_elsewhere(desk: Desk, folder: Path, tmp_path: Path) -> None:
    first = automatic(desk).backup.path
    for hour in (9, 10):
        shutil.copyfile(first, folder / f"otklik-2026-01-02-{hour:02}0000.otklik-backup")
    stopped = Flag()
    stopped.set()
    with pytest.raises(UserError):
        safekeeping.back_up_beside(desk)(None, stopped)
    assert len(names(folder)) == 3
    (tmp_path / "once").mkdir()
    safekeeping.back_up_now(desk, tmp_path / "once")
    assert len(names(folder)) == 3


def test_copies_never_go_to_the_registers_own_folder(desk: Desk) -> None:
    own = desk.register.path.parent
    for act in (
        lambda: safekeeping.back_up_now(desk, own),
        lambda: safekeeping.set_backup_folder(desk, own / "x" / ".."),
        lambda: safekeeping.set_second_folder(desk, own),
    ):
        with pytest.raises(UserError) as caught:
            act()
        assert caught.value.text == places.OWN_FOLDER
    assert names(own) == []


def test_a_chosen_folder_that_is_not_there_is_never_made(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    safekeeping.set_backup_folder(desk, stick / "copies")
    for missing in (stick, stick / "copies"):
        with pytest.raises(EnvironmentProblem) as caught:
            automatic(desk)
        assert caught.value.text == folders.NO_FOLDER
        assert not missing.exists()
        missing.mkdir()
    automatic(desk)
    assert len(names(stick / "copies")) == 1


def test_the_second_folder_gets_each_copy_and_what_it_missed(desk: Desk, clock: FixedClock, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    safekeeping.set_second_folder(desk, stick)
    automatic(desk)
    found = safekeeping.health(desk)
    assert (found.second, found.second_is_here, found.second_at, found.second_since) == (stick, False, None, NOON)
    assert safekeeping.make_up_beside(desk) is None, "not there"
    stick.mkdir()
    work = safekeeping.make_up_beside(desk)
    assert work is not None
    safekeeping.record_second(desk, work(None, None))
    assert names(stick) == names(safekeeping.backup_folder(desk))
    assert wall(safekeeping.health(desk).second_at) == wall(NOON)
    assert safekeeping.make_up_beside(desk) is None, "nothing missing"
    assert not safekeeping.copy_due(desk)
    for days in range(1, 4):
        stick.rename(tmp_path / "pocket")
        clock.moment = NOON + timedelta(days=days)
        desk.register.settings.set("day", days)
        automatic(desk)
        (tmp_path / "pocket").rename(stick)
    assert wall(safekeeping.health(desk).second_at) == wall(NOON)
    desk.register.settings.set("day", 4)
    clock.moment += timedelta(minutes=1)
    automatic(desk)
    assert names(stick) == names(safekeeping.backup_folder(desk)), "one made while it is there brings the missed ones"
    assert wall(safekeeping.health(desk).second_at) == wall(clock.moment)
    assert safekeeping.copy_folders(desk) == (safekeeping.backup_folder(desk), stick)
    safekeeping.set_second_folder(desk, None)
    assert safekeeping.health(desk).second is None


def test_trouble_with_the_second_folder_spoils_nothing(desk: Desk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    safekeeping.set_second_folder(desk, stick)
    stick.mkdir()
    made = safekeeping.back_up_beside(desk)()
    (stick / made.backup.path.name).unlink()
    content = made.backup.path.read_bytes()
    made.backup.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    work = safekeeping.make_up_beside(desk)
    assert work is not None
    brought = work(None, None)
    assert brought.made == ()
    safekeeping.record_second(desk, brought)
    assert [copy.path for copy in safekeeping.health(desk).unreadable] == [made.backup.path]
    assert names(stick) == []


def _truncated(content: bytes) -> bytes:
    return content[: len(content) // 2 // 4096 * 4096]


def _changed_at(place: int) -> Callable[[bytes], bytes]:
    return lambda content: content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]


SPOILT = {"15": _truncated, "16": _changed_at(40), "17": _changed_at(9 * 4096 + 100)}
"""Day of November, and what befell its later copy: cut off, damaged in its head, damaged in the middle."""


def _spoil_later_ones(good: Path, folder: Path) -> tuple[list[str], list[str]]:
    """Lay for three past days a good copy of the morning and a bad one of the evening; return their names."""
    folder.mkdir(exist_ok=True)
    content, kept, bad = good.read_bytes(), [], []
    for day, spoil in SPOILT.items():
        kept.append(f"otklik-2026-11-{day}-100000.otklik-backup")
        bad.append(f"otklik-2026-11-{day}-180000.otklik-backup")
        (folder / kept[-1]).write_bytes(content)
        (folder / f"otklik-2026-11-{day}-090000.otklik-backup").write_bytes(content)
        (folder / bad[-1]).write_bytes(spoil(content))
    return kept, bad


def test_a_bad_copy_displaces_no_good_one_of_its_day(desk: Desk, folder: Path, tmp_path: Path) -> None:
    first = automatic(desk).backup.path
    stick = tmp_path / "stick"
    kept, bad = _spoil_later_ones(first, folder)
    _spoil_later_ones(first, stick)
    safekeeping.set_second_folder(desk, stick)
    automatic(desk)
    for place in (folder, stick):
        left = [name for name in names(place) if not name.startswith("otklik-2026-11-21")]
        assert left == sorted([*kept, *bad]), "the good ones stay, and no bad one is deleted silently"
    told = [copy.path for copy in safekeeping.health(desk).unreadable]
    assert sorted(told) == sorted(place / name for place in (folder, stick) for name in bad)
    for name in kept:
        assert checking.verify(folder / name, desk.register.key).whole


def test_without_time_to_test_nothing_is_thinned_but_for_what_is_known(
    desk: Desk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = automatic(desk).backup.path
    kept, bad = _spoil_later_ones(first, folder)
    before = names(folder)
    monkeypatch.setattr(testing.Trial.__init__, "__defaults__", (None, -1.0))
    automatic(desk)
    assert set(names(folder)) > set(before)
    found = (testing.try_copy(folder / name, desk.register.key) for name in (bad[2], kept[2]))
    safekeeping.record_tests(desk, tuple(one for one in found if one is not None))
    automatic(desk)
    assert [name for name in before if name not in names(folder)] == ["otklik-2026-11-17-090000.otklik-backup"]


def test_a_tested_copy_that_changed_counts_as_untested(desk: Desk, folder: Path) -> None:
    copy = automatic(desk).backup.path

    def listed() -> tuple[date | None, bool, bool]:
        (one,) = listing.list_beside(desk)()
        return one.checked_on, one.changed, bool(one.finding)

    assert listed() == (NOON.date(), False, False)
    copy.write_bytes(_changed_at(9000)(copy.read_bytes()))
    assert listed() == (None, True, False)
    work = safekeeping.retest_old(desk)
    assert work is not None, "it is not waited for a month"
    safekeeping.record_tests(desk, work(None))
    assert listed() == (NOON.date(), False, True)
    desk.register.settings.set("copies_tested", {})
    assert listed() == (None, False, False)


def test_old_copies_are_tested_again_and_bad_ones_told(desk: Desk, folder: Path, clock: FixedClock) -> None:
    good, bad = (automatic(desk).backup.path for _ in range(2))
    assert safekeeping.retest_old(desk) is None
    assert safekeeping.health(desk).oldest_test == NOON.date()
    content = bad.read_bytes()
    bad.write_bytes(content[:9000] + bytes([content[9000] ^ 1]) + content[9001:])
    clock.moment = NOON + timedelta(days=30)
    for expected in (1, 1):
        work = safekeeping.retest_old(desk)
        assert work is not None
        found = work(None)
        assert len(found) == expected
        safekeeping.record_tests(desk, found)
    assert safekeeping.retest_old(desk) is None
    told = safekeeping.health(desk)
    assert [(copy.path, wall(copy.made_at)) for copy in told.unreadable] == [(bad, wall(NOON))]
    assert told.unreadable[0].reason == str(EnvironmentProblem(checking.DAMAGED, file=bad.name))
    assert told.oldest_test == date(2026, 12, 21)
    assert not safekeeping.copy_due(desk)
    bad.unlink()
    assert safekeeping.health(desk).unreadable == ()
    safekeeping.record_tests(desk, ())
    assert set(desk.register.settings.get("copies_tested")) == {str(good)}


def test_copies_of_a_past_key_are_listed_and_tested(desk: Desk, folder: Path, clock: FixedClock) -> None:
    past = bytes(range(32))
    automatic(desk)
    older = folder / "otklik-2026-10-01-100000.otklik-backup"
    older.touch()
    target = connect(older, past, bytes.fromhex(desk.register.id), writable=True)
    desk.register.database.connection.backup(target, pages=-1, progress=None)
    target.execute("PRAGMA journal_mode = DELETE").fetchall()
    target.close()
    desk.register.key_history.begin_generation(NOON.date(), "b", past, date(2026, 1, 1), "a")
    made = automatic(desk).backup
    assert made.generation == 2
    listed = safekeeping.backups(desk)
    assert [(copy.generation, copy.cases) for copy in listed if copy.path in {made.path, older}] == [(2, 0), (1, 0)]
    clock.moment = NOON + timedelta(days=30)
    work = safekeeping.retest_old(desk)
    assert work is not None
    assert [found.path for found in work(None)] == [older]


def test_health_tells_of_the_last_copy_of_failures_and_of_the_sheet(desk: Desk, clock: FixedClock) -> None:
    fresh = safekeeping.health(desk)
    assert (fresh.checked_at, fresh.failed, fresh.second, fresh.unreadable) == (None, "", None, ())
    assert fresh.sheet_untested_since == NOON.date()
    safekeeping.record_failure(desk, "Нет места.")
    assert safekeeping.health(desk).failed == "Нет места."
    made = automatic(desk).backup
    assert wall(safekeeping.health(desk).checked_at) == wall(NOON)
    assert safekeeping.health(desk).failed == ""
    made.path.unlink()
    assert safekeeping.health(desk).checked_at is None, "a copy that is gone is none"
    desk.register.key_history.sheet_checked(NOON.date(), NOON.date(), "a")
    assert safekeeping.health(desk).sheet_untested_since is None


def test_a_nightly_copy_of_another_program_counts(desk: Desk, clock: FixedClock) -> None:
    with Register.open(desk.register.path, desk.register.key, writable=False) as reader:
        clock.moment += timedelta(hours=11)
        safekeeping.back_up_reading(replace(desk, register=reader))
    assert wall(safekeeping.health(desk).checked_at) == wall(clock.moment)
    assert desk.register.settings.get(LAST_BACKUP) is None


def test_before_a_risky_act_there_is_a_copy_that_holds_everything(desk: Desk, folder: Path) -> None:
    first = safekeeping.before_risky(desk)
    assert safekeeping.before_risky(desk) == first, "nothing changed since"
    desk.register.subjects.add(Subject(full_name="Зотов Пётр"))
    second = safekeeping.before_risky(desk)
    assert second.path != first.path
    assert len(names(folder)) == 2


def test_a_copy_elsewhere_is_no_safety_copy(desk: Desk, folder: Path, tmp_path: Path) -> None:
    once = tmp_path / "once"
    once.mkdir()
    safekeeping.back_up_now(desk, once)
    assert safekeeping.copy_due(desk)
    assert safekeeping.before_risky(desk).path.parent == folder
    assert (safekeeping.kept_copies(desk), safekeeping.are_elsewhere(desk)) == (1, True)


def test_a_damaged_copy_is_no_safety_copy(desk: Desk, folder: Path) -> None:
    first = safekeeping.before_risky(desk).path
    first.write_bytes(_changed_at(9000)(first.read_bytes()))
    second = safekeeping.before_risky(desk).path
    assert second != first
    assert checking.verify(second, desk.register.key).whole
    assert [copy.path for copy in safekeeping.health(desk).unreadable] == [first]


@pytest.mark.parametrize("chosen", [None, "reachable", "unreachable"])
def test_an_older_register_is_copied_before_it_is_brought_up_to_date(
    tmp_path: Path, clock: FixedClock, chosen: str | None
) -> None:
    path, key = _old_register(tmp_path, chosen)
    desk = opening.open_for_work(path, None, clock, key)
    desk.register.close()
    folder = tmp_path / "chosen" if chosen == "reachable" else tmp_path / "old" / "Резервные копии"
    (made,) = list_backups(folder)
    assert checking.verify(made.path, key).whole
    with Register.open(made.path, key, writable=False, as_it_is=True) as copy:
        assert copy.database.value("PRAGMA user_version") < 4


def test_without_a_copy_an_older_register_stays_as_it_is(tmp_path: Path, clock: FixedClock) -> None:
    path, key = _old_register(tmp_path, None)
    (path.parent / "Резервные копии").write_bytes(b"no folder")
    with pytest.raises(EnvironmentProblem):
        opening.open_for_work(path, None, clock, key)
    with Register.open(path, key, writable=False, as_it_is=True) as still:
        assert still.database.value("PRAGMA user_version") < 4


def _old_register(tmp_path: Path, chosen: str | None) -> tuple[Path, bytes]:
    """Lay a register of an earlier version into a folder of its own."""
    source = OLD_REGISTERS / "v1.otklik"
    key = bytes.fromhex(source.with_suffix(".key").read_text().strip())
    path = tmp_path / "old" / "a.otklik"
    path.parent.mkdir()
    shutil.copyfile(source, path)
    if chosen is not None:
        if chosen == "reachable":
            (tmp_path / "chosen").mkdir()
        with Register.open(path, key, writable=False, as_it_is=True) as register:
            register_id = register.id
        plain = connect(path, key, bytes.fromhex(register_id), writable=True)
        values = ("backup_folder", json.dumps(str(tmp_path / "chosen")))
        plain.execute("INSERT OR REPLACE INTO settings VALUES (?, ?)", values)
        plain.close()
    return path, key


def test_the_moment_a_copy_was_made_is_local_time(desk: Desk) -> None:
    made = automatic(desk).backup
    (listed,) = safekeeping.backups(desk)
    assert made.made_at.replace(tzinfo=None) == listed.made_at.replace(tzinfo=None) == datetime(2026, 11, 21, 12, 0)  # noqa: DTZ001 - as in the name

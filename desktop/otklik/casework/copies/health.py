"""How the copies stand: the last good ones here and there, those found bad, and the monthly test of old ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from otklik.casework.copies.folders import (
    SECOND,
    about_copies,
    backup_folder,
    copy_folders,
    is_there,
    keys_by_number,
    second_folder,
)
from otklik.casework.copies.tested import bad_now, is_changed, known_tests, put_down, tested_on
from otklik.casework.desk import Changes
from otklik.casework.lists import LAST_BACKUP
from otklik.safety.copies import Backup, list_backups, made_at
from otklik.safety.testing import Tested, Trial, try_copy

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

FAILED = "backup_failed"
"""Setting that holds why the last automatic copy could not be made; nothing where it was."""

TEST_AFTER = timedelta(days=30)
"""How long a tested copy is taken to be good."""


@dataclass(frozen=True, slots=True)
class BadCopy:
    """A copy that was found bad.

    Attributes:
        path: the file.
        made_at: when it was made.
        reason: what is wrong, as a sentence.
    """

    path: Path
    made_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Health:
    """How the copies stand.

    Attributes:
        checked_at: when the last checked copy was made; `None` where there is none.
        second: the second folder; `None` where none was chosen.
        second_at: when the newest copy there was made; `None` where none was ever brought.
        second_since: when the second folder was chosen.
        second_is_removable: whether it lies on a stick.
        second_is_here: whether it is there now.
        second_problem: why the last copy could not be brought there; empty where it could.
        paused: whether automatic copies wait, because a restored register was not looked at yet.
        failed: why the last automatic copy could not be made; empty where it was.
        unreadable: copies that were found bad and still lie there, newest first.
        oldest_test: the longest ago a copy was tested; `None` where there is no copy.
        damaged: whether the register itself was found damaged in this session.
        sheet_untested_since: since when the recovery sheet waits to be tested; `None` where it was.
    """

    checked_at: datetime | None = None
    second: Path | None = None
    second_at: datetime | None = None
    second_since: datetime | None = None
    second_is_removable: bool = False
    second_is_here: bool = False
    second_problem: str = ""
    paused: bool = False
    failed: str = ""
    unreadable: tuple[BadCopy, ...] = ()
    oldest_test: date | None = None
    sheet_untested_since: date | None = None
    damaged: bool = False


def health(desk: Desk) -> Health:
    """Return how the copies stand, by what is put down and by what lies in the folders."""
    return health_beside(desk)()


def health_beside(desk: Desk) -> Callable[[], Health]:
    """Return what tells on any thread how the copies stand: the desk must not wait for a drive that does not answer."""
    settings = desk.register.settings
    folder, second = backup_folder(desk), second_folder(desk)
    known, tests = settings.get(SECOND) or {}, known_tests(desk)
    recorded, file = _moment(settings.get(LAST_BACKUP)), settings.get("last_backup_file")
    paused, failed = bool(settings.get("restored_from")), settings.get(FAILED) or ""
    untested, register_id, damaged = _sheet_untested_since(desk), desk.register.id, desk.damaged

    def work() -> Health:
        bad = bad_now(tests)
        spoilt = {one.path for one in bad}
        good = [backup for backup in list_backups(folder, register_id) if backup.path not in spoilt]
        return Health(
            checked_at=_checked_at(folder, recorded, file, good),
            second=second,
            second_at=_moment(known.get("newest")),
            second_since=_moment(known.get("since")),
            second_is_removable=bool(known.get("removable")),
            second_is_here=second is not None and is_there(second),
            second_problem=known.get("problem") or "",
            paused=paused,
            failed=failed,
            unreadable=_unreadable(bad),
            oldest_test=min((tested_on(backup, tests) for backup in good), default=None),
            sheet_untested_since=untested,
            damaged=damaged,
        )

    return work


def _unreadable(bad: tuple[Tested, ...]) -> tuple[BadCopy, ...]:
    """Return the copies that were found bad and still lie there, newest first."""
    lying = [BadCopy(one.path, moment, one.reason) for one in bad if (moment := made_at(one.path))]
    return tuple(sorted(lying, key=lambda copy: copy.made_at, reverse=True))


def retest_old(desk: Desk, few: int = 1) -> Callable[[Flag | None], tuple[Tested, ...]] | None:
    """Return what tests copies again on any thread, changed ones first, then the longest untested.

    `record_tests` puts it down.

    Args:
        desk: the desk.
        few: how many at most.

    Returns:
        `None` where every copy that can be reached was tested within `TEST_AFTER`, and none has changed since.
    """
    known, keys, today = known_tests(desk), keys_by_number(desk), desk.clock.today()
    trial = Trial(known, keys)
    waiting = [
        (date.min if is_changed(backup, known) else tested_on(backup, known), backup)
        for folder in copy_folders(desk)
        for backup in list_backups(folder, desk.register.id)
        if backup.generation in keys and not trial.is_bad(backup)
    ]
    due = sorted((on, str(backup.path), backup) for on, backup in waiting if today - on >= TEST_AFTER)
    chosen = [(backup.path, keys[backup.generation]) for _, _, backup in due[:few]]
    return partial(try_all, chosen) if chosen else None


def record_tests(desk: Desk, found: tuple[Tested, ...]) -> Changes:
    """Put down which copies were tested, and forget those that lie there no more."""
    with about_copies(desk):
        put_down(desk, found, forget_gone=True)
    return Changes(backups=True)


def try_all(chosen: list[tuple[Path, bytes]], cancelled: Flag | None) -> tuple[Tested, ...]:
    """Return what testing copies finds, each with the key that opens it; one that cannot be reached is left out.

    Args:
        chosen: the files and their keys.
        cancelled: set it to stop.
    """
    found = []
    for path, key in chosen:
        if cancelled is not None and cancelled.is_set():
            break
        one = try_copy(path, key, cancelled)
        if one is not None:
            found.append(one)
    return tuple(found)


def _checked_at(folder: Path, recorded: datetime | None, file: str | None, good: list[Backup]) -> datetime | None:
    """Return when the last checked copy was made; a copy gets its name only after its check."""
    if is_there(folder) and not (file and Path(file).is_file()):
        recorded = None
    return max((*(backup.made_at for backup in good[:1]), *([recorded] if recorded else [])), default=None)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _sheet_untested_since(desk: Desk) -> date | None:
    """Return the day the key in use was made, while nobody has tested its recovery sheet."""
    current = desk.register.key_history.current()
    if current.checked_on is not None:
        return None
    if current.made_on is not None:
        return current.made_on
    first = desk.register.journal.page(desk.register.journal.count() - 1, 1)
    return first[0].at.date() if first else None

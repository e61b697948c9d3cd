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
    keys_by_number,
    second_folder,
)
from otklik.casework.desk import Changes
from otklik.casework.lists import LAST_BACKUP
from otklik.register.problems import CORRUPT, NO_REGISTER, NOT_A_DATABASE
from otklik.safety.copies import Backup, list_backups, made_at
from otklik.system.errors import EnvironmentProblem

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

TESTED = "copies_tested"
"""Setting that holds of each copy, by its path, when it was tested again, and what is wrong with it if anything is."""

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


@dataclass(frozen=True, slots=True)
class Tested:
    """What testing a copy again found; the reason is empty where it is good."""

    path: Path
    reason: str


def health(desk: Desk) -> Health:
    """Return how the copies stand, by what is put down and by what lies in the folders."""
    return health_beside(desk)()


def health_beside(desk: Desk) -> Callable[[], Health]:
    """Return what tells on any thread how the copies stand: the desk must not wait for a drive that does not answer."""
    settings = desk.register.settings
    folder, second = backup_folder(desk), second_folder(desk)
    known, tested, bad = settings.get(SECOND) or {}, settings.get(TESTED) or {}, bad_copies(desk)
    recorded, file = _moment(settings.get(LAST_BACKUP)), settings.get("last_backup_file")
    paused, failed = bool(settings.get("restored_from")), settings.get(FAILED) or ""
    untested, register_id = _sheet_untested_since(desk), desk.register.id

    def work() -> Health:
        good = [backup for backup in list_backups(folder, register_id) if backup.path not in bad]
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
            oldest_test=min((tested_on(backup, tested) for backup in good), default=None),
            sheet_untested_since=untested,
        )

    return work


def _unreadable(bad: dict[Path, str]) -> tuple[BadCopy, ...]:
    """Return the copies that were found bad and still lie there, newest first."""
    lying = [BadCopy(path, moment, why) for path, why in bad.items() if path.is_file() and (moment := made_at(path))]
    return tuple(sorted(lying, key=lambda copy: copy.made_at, reverse=True))


def is_there(folder: Path) -> bool:
    """Tell whether a folder is there and may be looked into; on a drive that does not answer this takes long."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def bad_copies(desk: Desk) -> dict[Path, str]:
    """Return the copies that were found bad, and what is wrong with each."""
    tested = desk.register.settings.get(TESTED) or {}
    return {Path(path): found["reason"] for path, found in tested.items() if found["reason"]}


def retest_old(desk: Desk, few: int = 1) -> Callable[[Flag | None], tuple[Tested, ...]] | None:
    """Return what tests old copies again on any thread, the longest untested first; `record_tests` puts it down.

    Args:
        desk: the desk.
        few: how many at most.

    Returns:
        `None` where every copy that can be reached was tested within `TEST_AFTER`.
    """
    tested, keys, today = desk.register.settings.get(TESTED) or {}, keys_by_number(desk), desk.clock.today()
    waiting = [
        (tested_on(backup, tested), backup)
        for folder in copy_folders(desk)
        for backup in list_backups(folder, desk.register.id)
        if backup.generation in keys and not (tested.get(str(backup.path)) or {}).get("reason")
    ]
    due = sorted((on, str(backup.path), backup) for on, backup in waiting if today - on >= TEST_AFTER)
    chosen = [(backup.path, keys[backup.generation]) for _, _, backup in due[:few]]
    return partial(test, chosen) if chosen else None


def record_tests(desk: Desk, found: tuple[Tested, ...]) -> Changes:
    """Put down which copies were tested, and forget those that lie there no more."""
    tested: dict[str, dict[str, str]] = desk.register.settings.get(TESTED) or {}
    today = desk.clock.today().isoformat()
    tested |= {str(one.path): {"on": today, "reason": one.reason} for one in found}
    left = {path: told for path, told in tested.items() if not _is_gone(Path(path))}
    with about_copies(desk):
        desk.register.settings.set(TESTED, left)
    return Changes(backups=True)


def test(chosen: list[tuple[Path, bytes]], cancelled: Flag | None) -> tuple[Tested, ...]:
    """Return what testing copies finds, each with the key that opens it; one that cannot be reached is left out.

    Args:
        chosen: the files and their keys.
        cancelled: set it to stop before the next one.
    """
    from otklik.safety.checking import verify  # noqa: PLC0415 - asked once a month

    found = []
    for path, key in chosen:
        if cancelled is not None and cancelled.is_set():
            break
        try:
            checked = verify(path, key)
        except EnvironmentProblem as error:
            if error.text in {CORRUPT, NO_REGISTER, NOT_A_DATABASE}:
                found.append(Tested(path, str(error)))
            continue  # else it cannot be reached now, which says nothing about it
        found.append(Tested(path, "" if checked.whole else checked.sentence))
    return tuple(found)


def tested_on(backup: Backup, tested: dict[str, dict[str, str]]) -> date:
    """Return when a copy was tested last; it was when it was made."""
    known = tested.get(str(backup.path))
    return date.fromisoformat(known["on"]) if known else backup.made_at.date()


def _is_gone(path: Path) -> bool:
    """Tell whether a copy lies there no more; of a folder that is not there now that is not known."""
    return is_there(path.parent) and not path.exists()


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

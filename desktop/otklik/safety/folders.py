"""Folders of copies: thinned after a good copy, and one kept like another."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Event as Flag

from otklik.safety.backup import Progress, second_copy
from otklik.safety.copies import Backup, list_backups
from otklik.safety.testing import Tested, Trial
from otklik.safety.thinning import surplus
from otklik.system.errors import OtklikError


@dataclass(frozen=True, slots=True)
class Brought:
    """What was brought to the second folder.

    Attributes:
        made: names of the copies that are there now and were not before, newest first.
        newest: when the newest copy there was made; `None` where there is none.
        removed: names of the copies that were thinned there.
        problem: why not all of it could be brought; empty where all was.
        tested: what was tested meanwhile.
    """

    made: tuple[str, ...] = ()
    newest: datetime | None = None
    removed: tuple[str, ...] = ()
    problem: str = ""
    tested: tuple[Tested, ...] = ()


def thin(folder: Path, register_id: str, today: date, trial: Trial) -> tuple[str, ...]:
    """Delete the copies of a register that need not be kept; call it after a good copy was made there, and only then.

    A copy goes only for one that is good: known to be, or tested now. Copies of other registers, and those found bad,
    are left alone.

    Args:
        folder: the folder.
        register_id: of which register.
        today: the local date.
        trial: tells which copies are good.

    Returns:
        The names of what was deleted.
    """
    removed = []
    for backup in surplus(_not_bad(folder, register_id, trial), today, trial.is_good):
        with suppress(OSError):  # what is open elsewhere goes the next time
            backup.path.unlink()
            removed.append(backup.path.name)
    return tuple(removed)


def missing_there(first: Path, second: Path, register_id: str, today: date, trial: Trial) -> list[Backup]:
    """Return the copies newer than all in the second folder that would stay there, newest first. None is tested.

    Args:
        first: the folder copies are made in.
        second: the other one.
        register_id: of which register.
        today: the local date.
        trial: tells which copies are known to be bad.
    """
    there = _not_bad(second, register_id, trial)
    names = {backup.path.name for backup in list_backups(second)}
    since = there[-1].made_at if there else None
    new = [
        backup
        for backup in _not_bad(first, register_id, trial)
        if backup.path.name not in names and (since is None or backup.made_at >= since)
    ]
    gone = surplus(sorted([*there, *new], key=lambda backup: backup.made_at), today)
    return [backup for backup in reversed(new) if backup not in gone]


def bring(
    first: Path,
    second: Path,
    register_id: str,
    keys: Mapping[int, bytes],
    today: date,
    trial: Trial,
    *,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Brought:
    """Bring to the second folder what it missed, each copy checked there, then thin it.

    What goes wrong is told, not raised: a stick that is pulled out must not spoil what was done before.

    Args:
        first: the folder copies are made in.
        second: the other one; it is there.
        register_id: of which register.
        keys: the keys of the register by their number.
        today: the local date.
        trial: tells which copies are good.
        progress: told pages done and pages in all of the copy under way.
        cancelled: set it to stop.
    """
    made: list[str] = []
    trouble = ""
    for backup in _sound_missing(first, second, register_id, today, trial):
        key = keys.get(backup.generation)
        if key is None:
            continue
        try:
            brought = second_copy(backup, key, second, progress=progress, cancelled=cancelled)
        except OtklikError as error:
            trouble = str(error)
            break
        trial.put_down(brought.path)
        made.append(backup.path.name)
    removed = thin(second, register_id, today, trial) if made else ()
    there = _not_bad(second, register_id, trial)
    return Brought(tuple(made), there[-1].made_at if there else None, removed, trouble, tuple(trial.found.values()))


def _sound_missing(first: Path, second: Path, register_id: str, today: date, trial: Trial) -> list[Backup]:
    """Return what the second folder misses, as far as there is time without what is bad: another copy comes for it."""
    while True:
        missing = missing_there(first, second, register_id, today, trial)
        for backup in missing:
            trial.is_good(backup)
        if not any(trial.is_bad(backup) for backup in missing):
            return missing


def _not_bad(folder: Path, register_id: str, trial: Trial) -> list[Backup]:
    """Return the copies of a register that were not found bad, oldest first."""
    return [backup for backup in reversed(list_backups(folder, register_id)) if not trial.is_bad(backup)]

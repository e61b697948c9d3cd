"""Copies as files: their names, what is known of each, and the list of a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from otklik.register.database_file import read_salt
from otklik.register.store import Register
from otklik.system.errors import EnvironmentProblem, OtklikError

SUFFIX = ".otklik-backup"
"""How the name of a backup ends."""

_NAME = re.compile(r"otklik-(\d{4}-\d{2}-\d{2}-\d{6})(?:-(\d{1,6}))?(?:-key(\d{1,6}))?" + re.escape(SUFFIX))
_STAMP = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup file.

    Attributes:
        path: the file.
        made_at: local time it was made, from its name.
        cases: how many cases it holds; `None` where it was not opened.
        last_number: number of the last case; `None` where it was not opened.
        size: bytes.
        generation: number of the key and of the recovery sheet that open it.
    """

    path: Path
    made_at: datetime
    cases: int | None
    last_number: int | None
    size: int
    generation: int = 1


def free_name(folder: Path, now: datetime, generation: int = 1) -> Path:
    """Return a name with the time that is not taken yet; from the second key on it tells which sheet opens the copy.

    Args:
        folder: where the copy goes.
        now: local time.
        generation: number of the key.
    """
    stem, end = f"otklik-{now.strftime(_STAMP)}", f"-key{generation}{SUFFIX}" if generation > 1 else SUFFIX
    path, again = folder / f"{stem}{end}", 1
    while path.exists():
        again += 1
        path = folder / f"{stem}-{again}{end}"
    return path


def made_at(path: Path) -> datetime | None:
    """Return when a copy was made, in local time, from its name; `None` where it is not named as we name copies."""
    match = _NAME.fullmatch(path.name)
    try:
        return datetime.strptime(match[1], _STAMP).astimezone() if match else None
    except (ValueError, OverflowError):
        return None


def list_backups(
    folder: Path, register_id: str | None = None, key: bytes | None = None, past: Mapping[int, bytes] | None = None
) -> tuple[Backup, ...]:
    """Return the backups of a folder, newest first.

    Args:
        folder: where to look; a missing folder has none.
        register_id: only backups of this register.
        key: opens them to tell how many cases each holds; without it that is not known.
        past: keys the register had before, by their number.
    """
    try:
        files = [file for file in folder.iterdir() if _NAME.fullmatch(file.name) and file.is_file()]
    except OSError:
        return ()
    found = [backup for file in files if (backup := _listed(file, register_id, key, past or {})) is not None]
    return tuple(sorted(found, key=_order, reverse=True))


def _order(backup: Backup) -> tuple[datetime, int]:
    """Return what puts copies in the order they were made, several of one second too."""
    match = _NAME.fullmatch(backup.path.name)
    return backup.made_at, int(match[2] or 1) if match else 0


def _listed(file: Path, register_id: str | None, key: bytes | None, past: Mapping[int, bytes]) -> Backup | None:
    """Return what is known of a backup, or `None` where it is not one of the register or cannot be read."""
    match, moment = _NAME.fullmatch(file.name), made_at(file)
    if match is None or moment is None:
        return None
    try:
        salt, size = read_salt(file), file.stat().st_size
    except (OSError, EnvironmentProblem):
        return None
    if register_id is not None and salt.hex() != register_id:
        return None
    generation = int(match[3] or 1)
    cases = _cases_of(file, past.get(generation, key)) if key is not None else None
    return Backup(file, moment, cases, cases, size, generation)


def _cases_of(file: Path, key: bytes | None) -> int | None:
    if key is None:
        return None
    try:
        with Register.open(file, key, writable=False, as_it_is=True) as register:
            return register.cases.count()
    except OtklikError:
        return None  # damaged or of another key: it is listed all the same, checking it says what is wrong

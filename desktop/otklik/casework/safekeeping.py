"""Backups as acts: make one, list them, choose where they lie, restore into a new file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.lists import LAST_BACKUP
from otklik.register.records import Change
from otklik.safety.backup import Backup, back_up, list_backups, restore
from otklik.safety.keys import write_key_file
from otklik.system.files import private_folder

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

FOLDER = "backup_folder"
"""Setting that holds the folder of backups."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made and checked."""

    changes: Changes
    backup: Backup


def backup_folder(desk: Desk) -> Path:
    """Return the folder backups go to: the user's choice, else «Резервные копии» beside the register."""
    chosen = desk.register.settings.get(FOLDER)
    return Path(chosen) if chosen else desk.register.path.parent / "Резервные копии"


def set_backup_folder(desk: Desk, folder: Path) -> Changes:
    """Choose the folder of backups; it is made when the first backup goes there."""
    with desk.register.atomic():
        old = desk.register.settings.get(FOLDER)
        desk.register.settings.set(FOLDER, str(folder))
        journal.write(desk, "setting_changed", changes=(Change(FOLDER, old, str(folder)),))
    return Changes(settings=True)


def back_up_now(
    desk: Desk,
    folder: Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Flag | None = None,
) -> BackedUp:
    """Make a backup, check it, and put it on record.

    Args:
        desk: the desk.
        folder: where to; the chosen folder where not given.
        progress: told pages done and pages in all.
        cancelled: set it to stop; nothing is left behind.

    Raises:
        EnvironmentProblem: the folder cannot be written, the disk is full, or the copy failed its check.
    """
    target = private_folder(folder or backup_folder(desk))
    backup = back_up(desk.register, target, desk.clock.now(), progress=progress, cancelled=cancelled)
    with desk.register.atomic():
        desk.register.settings.set(LAST_BACKUP, backup.made_at.isoformat())
        journal.write(desk, "backup_made", changes=journal.facts(cases=backup.cases, size=backup.size))
    return BackedUp(Changes(backups=True, settings=True), backup)


def back_up_beside(desk: Desk, folder: Path | None = None) -> Backup:
    """Make a backup of a register another program has open for writing; that program's journal is not touched.

    Raises:
        EnvironmentProblem: as `back_up_now`.
    """
    return back_up(desk.register, private_folder(folder or backup_folder(desk)), desk.clock.now())


def backups(desk: Desk) -> tuple[Backup, ...]:
    """Return the backups of this register in its folder, newest first."""
    folder = backup_folder(desk)
    return tuple(list_backups(folder, desk.register.id, desk.register.key)) if folder.is_dir() else ()


def restore_backup(backup: Path, key: bytes, target: Path) -> Path:
    """Restore a backup into a new register file and return its path.

    Raises:
        UserError: the target exists already.
        EnvironmentProblem: the backup is damaged, the key is another, or the target cannot be written.
    """
    return restore(backup, key, target)


def export_key(desk: Desk, path: Path) -> Changes:
    """Write the key of the register into a file for its owner alone, and put that on record.

    Raises:
        UserError: there is such a file already.
        EnvironmentProblem: it cannot be written.
    """
    write_key_file(path, desk.register.key)
    with desk.register.atomic():
        journal.write(desk, "key_saved")
    return Changes()

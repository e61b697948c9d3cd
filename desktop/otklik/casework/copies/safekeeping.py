"""Backups as acts: make one, list them, choose where they lie, restore into a new file.

One door to `copy_folders` (where), `copy_making` (when and how) and `copy_health` (how they stand).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.copies.folders import (
    FOLDER,
    backup_folder,
    copy_folders,
    keys_by_number,
    second_folder,
    set_backup_folder,
    set_second_folder,
)
from otklik.casework.copies.health import BadCopy, Health, health, health_beside, record_tests, retest_old
from otklik.casework.copies.making import (
    ELSEWHERE,
    BackedUp,
    CopyWork,
    MadeCopy,
    back_up_beside,
    back_up_now,
    back_up_reading,
    before_migrating,
    before_risky,
    copy_due,
    make_up_beside,
    record_copy,
    record_failure,
    record_second,
)
from otklik.casework.desk import Changes
from otklik.safety.backup import Backup, list_backups
from otklik.safety.keys import write_key_file
from otklik.safety.testing import Tested

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

__all__ = [
    "FOLDER",
    "BackedUp",
    "BadCopy",
    "CopyWork",
    "Health",
    "MadeCopy",
    "Tested",
    "are_elsewhere",
    "back_up_beside",
    "back_up_now",
    "back_up_reading",
    "backup_folder",
    "backups",
    "before_migrating",
    "before_risky",
    "copy_due",
    "copy_folders",
    "export_key",
    "health",
    "health_beside",
    "kept_copies",
    "make_up_beside",
    "record_copy",
    "record_failure",
    "record_second",
    "record_tests",
    "retest_old",
    "second_folder",
    "set_backup_folder",
    "set_second_folder",
]


def backups(desk: Desk) -> tuple[Backup, ...]:
    """Return the backups of this register in its folder, newest first."""
    folder = backup_folder(desk)
    return list_backups(folder, desk.register.id, desk.register.key, keys_by_number(desk))


def kept_copies(desk: Desk) -> int:
    """Return how many copies lie in the folders where they are kept and thinned, as far as these can be reached."""
    return sum(len(list_backups(folder, desk.register.id)) for folder in copy_folders(desk))


def are_elsewhere(desk: Desk) -> bool:
    """Tell whether copies were made into other folders: those are not thinned."""
    return bool(desk.register.settings.get(ELSEWHERE))


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

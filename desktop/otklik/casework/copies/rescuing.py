"""A register whose file was moved, deleted or replaced while it is open: what the program still holds is saved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from otklik.casework.copies.folders import backup_folder, ready
from otklik.safety.backup import Backup, back_up_open
from otklik.safety.places import refuse_own_folder

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


def save_what_is_open(desk: Desk, folder: Path | None = None) -> Backup:
    """Make a checked copy from the open file itself, up to the last act that was stored.

    Nothing can be put on record: there is no file any more to write that into.

    Args:
        desk: the desk, between two acts.
        folder: where to; where not given, the chosen folder. The one beside the register is made if it went with it.

    Raises:
        UserError: the folder is that of the register itself.
        EnvironmentProblem: the folder cannot be written, the disk is full, or the copy failed its check.
    """
    register = desk.register
    folder = folder or backup_folder(desk)
    refuse_own_folder(folder, register.path)
    return back_up_open(register, ready(folder, register.path), desk.clock.now())

"""Where copies of the register go: a folder, and a second one on another disk or a stick."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.register.records import Change
from otklik.safety.places import Worry, refuse_own_folder, worries

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

FOLDER = "backup_folder"
"""Setting that holds the folder of backups."""

SECOND = "second_folder"
"""Setting that holds the second folder: its path, since when, whether it is removable, and the newest copy there."""

BESIDE = "Резервные копии"
"""Folder of copies beside the register, where nobody chose another one."""


def backup_folder(desk: Desk) -> Path:
    """Return the folder backups go to: the user's choice, else «Резервные копии» beside the register."""
    chosen = desk.register.settings.get(FOLDER)
    return Path(chosen) if chosen else desk.register.path.parent / BESIDE


def set_backup_folder(desk: Desk, folder: Path) -> Changes:
    """Choose the folder of backups; it is made when the first backup goes there.

    Raises:
        UserError: it is the folder of the register itself.
    """
    refuse_own_folder(folder, desk.register.path)
    with desk.register.atomic():
        old = desk.register.settings.get(FOLDER)
        desk.register.settings.set(FOLDER, str(folder))
        journal.write(desk, "setting_changed", changes=(Change(FOLDER, old, str(folder)),))
    return Changes(settings=True)


def second_folder(desk: Desk) -> Path | None:
    """Return the second folder, whether it is there now or not; `None` where none was chosen."""
    known = desk.register.settings.get(SECOND)
    return Path(known["path"]) if known else None


def set_second_folder(desk: Desk, folder: Path | None) -> Changes:
    """Choose the second folder, to which every automatic copy is brought while it is there; `None` for none any more.

    Raises:
        UserError: it is the folder of the register itself.
    """
    if folder is not None:
        refuse_own_folder(folder, desk.register.path)
    with desk.register.atomic():
        old = second_folder(desk)
        chosen = folder and {
            "path": str(folder),
            "since": desk.clock.now().isoformat(),
            "removable": Worry.REMOVABLE in worries(folder),
            "newest": None,
        }
        desk.register.settings.set(SECOND, chosen)
        change = Change(SECOND, str(old) if old else None, str(folder) if folder else None)
        journal.write(desk, "setting_changed", changes=(change,))
    return Changes(settings=True, backups=True)


def copy_folders(desk: Desk) -> tuple[Path, ...]:
    """Return the folders copies go to, the second one too, whether they are there now or not."""
    second = second_folder(desk)
    return (backup_folder(desk),) if second is None else (backup_folder(desk), second)


def keys_by_number(desk: Desk) -> dict[int, bytes]:
    """Return the keys of the register by their number, past ones too: they open its older copies."""
    history = desk.register.key_history
    past = {generation.number: generation.key for generation in history.past() if generation.key is not None}
    return past | {history.current().number: desk.register.key}


@contextmanager
def about_copies(desk: Desk) -> Iterator[None]:
    """Make everything inside one transaction that is about copies alone: no copy becomes due for it."""
    connection = desk.register.database.connection
    before = connection.total_changes
    with desk.register.atomic():
        yield
    desk.own_changes += connection.total_changes - before

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
from otklik.system.errors import EnvironmentProblem
from otklik.system.files import private_folder

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

FOLDER = "backup_folder"
"""Setting that holds the folder of backups."""

SECOND = "second_folder"
"""Setting that holds the second folder: its path, since when, whether it is removable, and the newest copy there."""

BESIDE = "Резервные копии"
"""Folder of copies beside the register, where nobody chose another one."""


NO_FOLDER = "There is no folder {folder}, so no copy was made. Put the stick in, make the folder, or name another one."


def own_folder(register: Path) -> Path:
    """Return the folder of copies beside a register: the one that is made where it is not there."""
    return register.parent / BESIDE


def ready(folder: Path, register: Path) -> Path:
    """Return a folder for copies, which has to be there: on a stick that is not put in none must be made.

    Only the folder beside the register is made.

    Raises:
        EnvironmentProblem: it is not there, or cannot be made.
    """
    if folder.resolve() == own_folder(register).resolve():
        return private_folder(folder)
    if not is_there(folder):
        raise EnvironmentProblem(NO_FOLDER, folder=folder)
    return folder


def is_there(folder: Path) -> bool:
    """Tell whether a folder is there and may be looked into; on a drive that does not answer this takes long."""
    try:
        return folder.is_dir()
    except OSError:
        return False


def is_kept(desk: Desk, folder: Path) -> bool:
    """Tell whether a folder is one of those copies are kept and thinned in."""
    return folder.resolve() in {kept.resolve() for kept in copy_folders(desk)}


def backup_folder(desk: Desk) -> Path:
    """Return the folder backups go to: the user's choice, else «Резервные копии» beside the register."""
    chosen = desk.register.settings.get(FOLDER)
    return Path(chosen) if chosen else own_folder(desk.register.path)


def set_backup_folder(desk: Desk, folder: Path) -> Changes:
    """Choose the folder of backups; it has to be there whenever one is made.

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

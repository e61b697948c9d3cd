"""The list of copies: what each holds, when it was tested, and testing or restoring one of them beside the desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from otklik.casework.copies import restoring
from otklik.casework.copies.folders import backup_folder, copy_folders, keys_by_number
from otklik.casework.copies.health import try_all
from otklik.casework.copies.tested import Known, known_tests
from otklik.safety.copies import Backup, list_backups
from otklik.safety.testing import Tested, stamp_of
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.copies.restoring import Restored
    from otklik.casework.desk import Desk
    from otklik.safety.backup import Progress

NO_KEY = "This copy is opened by recovery sheet № {number}, and this register does not have that key. Restore it from the first window."  # noqa: E501 - one sentence
UNREACHABLE = "The copy {file} cannot be read now. See whether its disk is there, and check it again."


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A copy in the list.

    Attributes:
        backup: the copy.
        checked_on: when it was tested last; `None` where it was not, or is not the same file any more.
        finding: what is wrong with it; empty where nothing is known to be.
        changed: whether it is another file than the one that was tested.
    """

    backup: Backup
    checked_on: date | None
    finding: str = ""
    changed: bool = False


def list_beside(desk: Desk) -> Callable[[], tuple[KnownCopy, ...]]:
    """Return what reads the list on any thread, newest copy first: each file is opened to tell what it holds."""
    folder, register_id, key = backup_folder(desk), desk.register.id, desk.register.key
    keys, known = keys_by_number(desk), known_tests(desk)

    def work() -> tuple[KnownCopy, ...]:
        return tuple(_known(backup, known) for backup in list_backups(folder, register_id, key, keys))

    return work


def _known(backup: Backup, known: Known) -> KnownCopy:
    """Return a copy with what is known of the file as it is now."""
    one = known.get(backup.path)
    if one is None:
        return KnownCopy(backup, None)
    if one.holds(stamp_of(backup.path)):
        return KnownCopy(backup, one.on, one.reason)
    return KnownCopy(backup, None, changed=one.stamp is not None)


def check_beside(desk: Desk, copy: Backup) -> Callable[[Flag | None], tuple[Tested, ...]]:
    """Return what tests one copy on any thread; `record_tests` puts it down.

    Raises:
        UserError: the register does not have its key; when called: the copy cannot be reached now.
    """
    key = _key_of(desk, copy)

    def work(cancelled: Flag | None = None) -> tuple[Tested, ...]:
        found = try_all([(copy.path, key)], cancelled)
        if not found and not (cancelled is not None and cancelled.is_set()):
            raise UserError(UNREACHABLE, file=copy.path.name)
        return found

    return work


def restore_beside(desk: Desk, copy: Backup, target: Path) -> Callable[[Progress | None, Flag | None], Restored]:
    """Return what restores a copy into a new file on any thread; the register that is open stays as it is.

    Raises:
        UserError: the register does not have its key; when called: as `restoring.restore`.
    """
    key, clock, folders = _key_of(desk, copy), desk.clock, copy_folders(desk)

    def work(progress: Progress | None = None, cancelled: Flag | None = None) -> Restored:
        return restoring.restore(copy.path, key, target, clock, ledgers=folders, progress=progress, cancelled=cancelled)

    return work


def _key_of(desk: Desk, copy: Backup) -> bytes:
    key = keys_by_number(desk).get(copy.generation)
    if key is None:
        raise UserError(NO_KEY, number=copy.generation)
    return key

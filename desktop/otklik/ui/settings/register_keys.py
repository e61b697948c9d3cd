"""What the first window does with files and keys: make, check, restore. Runs on a side thread; touches no widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.register.records import Operator
    from otklik.system.clock import Clock


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """A register that opens.

    Attributes:
        path: its file.
        key: its key, 32 bytes.
        key_file: the file the key is in; `None` where the password store has it.
    """

    path: Path
    key: bytes
    key_file: Path | None = None


def store_name() -> str:
    """Return the name of the password store of this computer, empty where it has none that is trusted."""
    from otklik.safety.key_stores import keyring_name  # noqa: PLC0415 - loaded beside the window, not before it

    return keyring_name() or ""


def make(path: Path, key_file: Path | None, clock: Clock, operator: Operator) -> OpenRegister:
    """Make a register with its first operator and close it again.

    Raises:
        OtklikError: the operator's name cannot be printed, or as `casework.opening.make_register`.
    """
    from otklik.casework import opening, profiles  # noqa: PLC0415 - as above
    from otklik.system.files import private_folder  # noqa: PLC0415 - as above

    profiles.refuse_name(operator)  # before anything lies on the disk
    private_folder(path.parent)
    desk = opening.make_register(path, key_file, clock)
    try:
        profiles.save_operator(desk, operator)
        return OpenRegister(path, desk.register.key, key_file)
    finally:
        desk.register.close()


def check(path: Path, key_file: Path | None, clock: Clock) -> OpenRegister:
    """See that a register opens, and close it again.

    Raises:
        OtklikError: as `casework.opening.open_for_work`.
    """
    from otklik.casework import opening  # noqa: PLC0415 - as above

    desk = opening.open_for_work(path, key_file, clock)
    try:
        return OpenRegister(path, desk.register.key, key_file)
    finally:
        desk.register.close()


def restore(backup: Path, key_file: Path | None, target: Path) -> OpenRegister:
    """Restore a backup into a new register.

    Raises:
        OtklikError: there is no key, or as `casework.safekeeping.restore_backup`.
    """
    from otklik.casework import safekeeping  # noqa: PLC0415 - as above
    from otklik.safety.keys import key_for  # noqa: PLC0415 - as above

    key = key_for(backup, key_file)
    return OpenRegister(safekeeping.restore_backup(backup, key, target), key, key_file)

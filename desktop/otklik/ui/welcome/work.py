"""What the first window does with files and keys. Runs on a side thread and touches no widget.

Everything is imported where it is needed: the window stands before the register's rooms are loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from threading import Event as Flag

    from otklik.casework.copies.damage import Damage
    from otklik.casework.copies.found import FoundCopy, KnownKey
    from otklik.safety.salvage.salvage import Salvaged
    from otklik.system.clock import Clock
    from otklik.system.errors import OtklikError
    from otklik.system.preferences import Preferences


@dataclass(frozen=True, slots=True)
class KeyWish:
    """Where a key shall lie: locked by a password, in a file, or where neither is given in the password store.

    Attributes:
        password: locks the key; its file lies beside the register.
        key_file: holds the key as it is.
    """

    password: str | None = None
    key_file: Path | None = None


@dataclass(frozen=True, slots=True)
class OpenRegister:
    """A register that opens.

    Attributes:
        path: its file.
        key: its key, 32 bytes.
        key_file: the file the key is in, where the user named one.
        homeless: whether nothing on this computer has the key yet, so that it would not open the next time.
    """

    path: Path
    key: bytes
    key_file: Path | None = None
    homeless: bool = False


def store_name() -> str:
    """Return the name of the password store of this computer, empty where it has none that is trusted."""
    from otklik.safety.key_stores import keyring_name  # noqa: PLC0415 - see above

    return keyring_name() or ""


def check(path: Path, key_file: Path | None, password: str | None, clock: Clock) -> OpenRegister:
    """See that a register opens, and close it again.

    Raises:
        PasswordNeeded: its key is locked by a password and none is given.
        OtklikError: as `casework.opening.open_for_work`.
    """
    from otklik.safety.keys import key_for  # noqa: PLC0415 - see above

    return check_key(path, key_for(path, key_file, password), clock, key_file)


def check_key(path: Path, key: bytes, clock: Clock, key_file: Path | None = None) -> OpenRegister:
    """See that a register opens with a key, and close it again.

    Raises:
        OtklikError: as `casework.opening.open_for_work`.
    """
    from otklik.casework import opening  # noqa: PLC0415 - see above

    opening.open_for_work(path, None, clock, key).register.close()
    return OpenRegister(path, key, key_file)


def check_sheet(path: Path, groups: Sequence[str], clock: Clock) -> OpenRegister:
    """See that a register opens by its recovery sheet, and close it again.

    Raises:
        UserError: the groups are mistyped, of another register, or of an older sheet of this one.
        OtklikError: as `casework.opening.open_for_work`.
    """
    from otklik.register.database_file import read_salt  # noqa: PLC0415 - see above
    from otklik.register.problems import NOT_A_DATABASE  # noqa: PLC0415 - see above
    from otklik.safety.recovery import key_from  # noqa: PLC0415 - see above
    from otklik.system.errors import EnvironmentProblem, UserError  # noqa: PLC0415 - see above

    key = key_from(groups, read_salt(path).hex())
    try:
        return check_key(path, key, clock)
    except EnvironmentProblem as error:
        if error.text == NOT_A_DATABASE:
            raise UserError(
                "This is a sheet of this register, but not its latest one: the key was changed since. "
                "Take the sheet with the highest number."
            ) from error
        raise


def settle(ready: OpenRegister, wish: KeyWish, clock: Clock) -> OpenRegister:
    """Put the key of a register where it shall lie on this computer from now on.

    Raises:
        OtklikError: the password store refuses, or a file cannot be written.
    """
    from otklik.casework import key_keeping, opening  # noqa: PLC0415 - see above

    desk = opening.open_for_work(ready.path, None, clock, ready.key)
    try:
        if wish.password is not None:
            key_keeping.set_password(desk, wish.password)
        else:
            key_keeping.remove_password(desk)
    finally:
        desk.register.close()
    return OpenRegister(ready.path, ready.key)


def refusal(path: Path) -> str:
    """Return in a sentence why no register can be made there, empty where one can."""
    from otklik.safety.keys import refuse_taken  # noqa: PLC0415 - see above
    from otklik.system.errors import UserError  # noqa: PLC0415 - see above

    try:
        refuse_taken(path)
    except UserError as error:
        return str(error)
    return ""


def place_warning(path: Path) -> str:
    """Return in a sentence what speaks against a register lying there, empty where nothing does."""
    from otklik.safety.places import OF_REGISTER, worries  # noqa: PLC0415 - see above
    from otklik.system.words import say  # noqa: PLC0415 - see above

    return next((say(OF_REGISTER[worry]) for worry in worries(path) if worry in OF_REGISTER), "")


def folders(preferences: Preferences, data: Path, register: Path | None = None) -> tuple[Path, ...]:
    """Return the folders where copies may lie.

    Args:
        preferences: registers opened lately, and folders of copies.
        data: the data folder.
        register: the one it is about, which was perhaps never opened here.
    """
    from otklik.casework.copies.found import places  # noqa: PLC0415 - see above

    remembered = [Path(folder) for folder in preferences.copy_folders]
    registers = [Path(path) for path in preferences.registers]
    return places([register, *registers] if register else registers, remembered, data)


def locked_key_of(register: Path) -> tuple[Path, ...]:
    """Return the locked key beside a register, where there is one."""
    from otklik.safety.keys import locked_key_path  # noqa: PLC0415 - see above

    file = locked_key_path(register)
    return (file,) if file.is_file() else ()


def find_copies(places: tuple[Path, ...], key_files: Iterable[Path]) -> tuple[FoundCopy, ...]:
    """Return the copies in the folders, newest first, with what is in them where their keys are here."""
    from otklik.casework.copies.found import copies, looked_into  # noqa: PLC0415 - see above

    return looked_into(copies(places), key_files)


@dataclass(frozen=True, slots=True)
class Looked:
    """A copy that was chosen, and what this computer has of its key."""

    copy: FoundCopy
    known: KnownKey


def look_at_copy(path: Path, key: bytes | None, key_files: Iterable[Path]) -> Looked:
    """Return what is known of a copy.

    Args:
        path: the copy, or any register.
        key: its key, where it is known already.
        key_files: key files this computer remembers.

    Raises:
        EnvironmentProblem: it cannot be read, is no register or is damaged.
    """
    from otklik.casework.copies.found import KnownKey, copy_at, known_key, look_into  # noqa: PLC0415 - see above

    copy = copy_at(path)
    known = known_key(copy, key_files)
    if known.key is None and key is not None:
        known = KnownKey(key)
    return Looked(look_into(copy, known.key) if known.key is not None else copy, known)


def open_copy(copy: FoundCopy, key: bytes) -> tuple[FoundCopy, bytes]:
    """Return the copy with what is in it, and its key.

    Raises:
        UserError: the key is another one; the sentence says which recovery sheet opens the copy.
        EnvironmentProblem: the copy is damaged.
    """
    from otklik.casework.copies.found import look_into  # noqa: PLC0415 - see above

    return look_into(copy, key), key


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be restored.

    Attributes:
        copy: the copy.
        key: its key, 32 bytes.
        target: the new file.
        wish: where the key shall lie on this computer; `None` where it lies somewhere already.
        key_file: that file, where it is one.
        ledgers: folders where lists of erased cases may lie.
    """

    copy: Path
    key: bytes
    target: Path
    wish: KeyWish | None = None
    key_file: Path | None = None
    ledgers: tuple[Path, ...] = ()


def restore(wanted: Wanted, clock: Clock, progress: Callable[[int, int], None], cancelled: Flag) -> OpenRegister:
    """Restore a copy into a new register, and put its key in its place.

    Raises:
        OtklikError: as `casework.copies.restoring.restore`, or the key could not be put there; then nothing is left.
    """
    from otklik.casework.copies import restoring  # noqa: PLC0415 - see above
    from otklik.safety.keys import locked_key_path  # noqa: PLC0415 - see above
    from otklik.system.files import private_folder  # noqa: PLC0415 - see above

    private_folder(wanted.target.parent)
    made = restoring.restore(
        wanted.copy, wanted.key, wanted.target, clock, ledgers=wanted.ledgers, progress=progress, cancelled=cancelled
    )
    ready = OpenRegister(made.path, made.key, wanted.key_file)
    if wanted.wish is None:
        return _at_home(ready)
    try:
        return settle(ready, wanted.wish, clock)
    except BaseException:
        made.path.unlink(missing_ok=True)  # made a moment ago; with its key nowhere it is only in the way
        locked_key_path(made.path).unlink(missing_ok=True)  # none lay there before: `restoring` saw to that
        raise


def look_at_damage(
    path: Path, key: bytes | None, key_file: Path | None, places: tuple[Path, ...], key_files: Iterable[Path]
) -> Damage:
    """Return what there is to go on with after a register was found damaged."""
    from otklik.casework.copies import damage  # noqa: PLC0415 - see above

    found = damage.look(path, key, places, key_files)
    return replace(found, key_file=key_file)


def is_damaged(
    error: OtklikError,
    path: Path,
    key_file: Path | None,
    password: str | None,
    places: tuple[Path, ...],
    key_files: Iterable[Path],
) -> bool:
    """Tell whether a register that did not open is damaged; arguments as of `casework.copies.damage.recognise`."""
    from otklik.casework.copies import damage  # noqa: PLC0415 - see above

    return damage.recognise(error, path, key_here(path, key_file, password), places, key_files)


def collect(
    damage: Damage,
    target: Path,
    clock: Clock,
    ledgers: tuple[Path, ...],
    progress: Callable[[int, int], None],
    cancelled: Flag,
) -> tuple[OpenRegister, Salvaged]:
    """Gather what can still be read of a damaged register into a new one; its key stays where it is.

    Raises:
        OtklikError: nothing can be read, or the new file cannot be written.
    """
    from otklik.casework.copies import restoring  # noqa: PLC0415 - see above

    if damage.key is None:
        raise ValueError("nothing can be read without the key")
    made, salvaged = restoring.collect(
        damage.path,
        damage.key,
        target,
        clock,
        register_id=damage.copy.register_id if damage.copy else None,
        ledgers=ledgers,
        progress=progress,
        cancelled=cancelled,
    )
    return _at_home(OpenRegister(made.path, made.key, damage.key_file)), salvaged


def _at_home(ready: OpenRegister) -> OpenRegister:
    """Return the register with the truth about whether this computer has its key without asking anybody."""
    homeless = key_here(ready.path, ready.key_file, None) != ready.key
    return replace(ready, key_file=None if homeless else ready.key_file, homeless=homeless)


def key_here(path: Path, key_file: Path | None, password: str | None) -> bytes | None:
    """Return the key this computer has for a register, fitting or not."""
    from contextlib import suppress  # noqa: PLC0415 - see above

    from otklik.safety.keys import key_for  # noqa: PLC0415 - see above
    from otklik.system.errors import OtklikError  # noqa: PLC0415 - see above

    with suppress(OtklikError):
        return key_for(path, key_file, password)
    return None

"""The key of a register: made, kept in one of three places, and found again.

It lies in the system's password store, in a file locked by a password, or in a plain key file. A key file the user
names comes first, then a locked key beside the register, then the password store; a register with a password has no
key in the store. While a key is exchanged the new one lies beside the old one under another name, and whichever opens
the file is taken: an exchange that was cut off leaves a register that opens as ever.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path

from otklik.register.cipher import KEY_BYTES, PAGE_BYTES, SALT_BYTES, fits
from otklik.register.database_file import read_salt, refuse_existing
from otklik.register.raw_file import RawFile
from otklik.safety import passwords
from otklik.safety.key_stores import NO_STORE, find_key, key_from_text, keyring_name
from otklik.safety.passwords import is_locked_key, register_of, unlock_key
from otklik.system.errors import EnvironmentProblem, OtklikError, UserError
from otklik.system.files import atomic_write, read_file, true_path

LOCKED_SUFFIX = ".otklik-key"
"""How the name of a locked key ends."""

_REGISTER_SUFFIX = ".otklik"
_COMING_SUFFIX = ".new"
_LARGEST_KEY_FILE = 2**20

_NO_KEY = (
    "There is no key for {file}: the password store {store} does not have it, and no key file is named. "
    "Name the key file of this register."
)
_NO_KEY_AT_ALL = (
    "There is no key for {file}: this computer has no password store, and no key file is named. "
    "Name the key file of this register."
)
_BAD_KEY_FILE = "The file {file} holds no key: it must be 64 digits 0–9, a–f. Name the right key file."
_KEY_FILE_EXISTS = "There is already a file {file}. A key is never written over another one: choose another name."
_KEY_BESIDE = (
    "Beside it already lies {file}, a locked key of another register or of an earlier one. "
    "It would be written over: choose another name."
)
_LOCKED = "{file} is locked by a password. Type the password; without it only the recovery sheet opens the register."
_OF_ANOTHER = (
    "The locked key {file} belongs to another register. Put the right one in its place, or move this one away."
)


WrongPassword = passwords.WrongPassword
"""Raised where the password does not open the key."""


class PasswordNeeded(EnvironmentProblem):
    """The key is locked by a password, and none was given."""


class KeyKind(Enum):
    """Where a key may lie."""

    STORE = "store"
    PASSWORD = "password"  # noqa: S105 - the name of a place
    FILE = "file"


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where the key of a register lies.

    Attributes:
        kind: in the password store, in a file locked by a password, or in a plain key file.
        name: what the place is called: the name of the store, empty where there is none; else the name of the file.
        file: the file; `None` for the store.
    """

    kind: KeyKind
    name: str
    file: Path | None = None


def new_key() -> bytes:
    """Return a new key: 32 random bytes from the system."""
    return secrets.token_bytes(KEY_BYTES)


def read_key_file(path: Path, password: str | None = None) -> bytes:
    """Return the key of a key file: 64 hexadecimal digits with any spaces between them, or a key locked by a password.

    Args:
        path: the file.
        password: opens a locked one; takes a second then.

    Raises:
        EnvironmentProblem: the file cannot be read.
        UserError: it holds no key.
        PasswordNeeded: it is locked, and no password is given.
        WrongPassword: the password does not open it.
    """
    content = read_file(path, _LARGEST_KEY_FILE)
    if is_locked_key(content):
        if password is None:
            raise PasswordNeeded(_LOCKED, file=path)
        return unlock_key(content, password)
    try:
        return key_from_text(content.decode("ascii"))
    except ValueError as error:  # UnicodeDecodeError is one too
        raise UserError(_BAD_KEY_FILE, file=path) from error


def write_key_file(path: Path, key: bytes) -> None:
    """Write a key file that only its owner may read (0600).

    Raises:
        UserError: a file of this name exists; a lost key cannot be brought back.
        EnvironmentProblem: the folder is missing or read-only, or the disk is full.
    """
    if path.exists():
        raise UserError(_KEY_FILE_EXISTS, file=path)
    atomic_write(path, plain_key(key))


def plain_key(key: bytes) -> bytes:
    """Return the content of a plain key file."""
    return f"{key.hex()}\n".encode("ascii")


def refuse_taken(path: Path) -> None:
    """See that a register may be made there: neither it nor a locked key that would be written over lies there.

    Raises:
        UserError: a file of this name, a forgotten side file or a locked key beside it exists.
    """
    refuse_existing(path)
    _refuse_keys(locked_key_path(path), _KEY_BESIDE)


def refuse_key_of_another(file: Path, register_id: str, key: bytes) -> None:
    """See that a file about to be written over or taken away holds no key but that of the register.

    A locked key that is damaged beyond reading counts as nobody's.

    Args:
        file: the locked key beside the register; it need not exist.
        register_id: the id of the register.
        key: its key; a plain one of another register counts too.

    Raises:
        UserError: it belongs to another register.
        EnvironmentProblem: it cannot be read.
    """
    content = read_file(file, _LARGEST_KEY_FILE) if file.exists() else b""
    another = False
    with suppress(UserError, ValueError):
        if is_locked_key(content):
            another = register_of(content) != register_id
        else:
            another = key_from_text(content.decode("ascii")) != key
    if another:
        raise UserError(_OF_ANOTHER, file=file)


def ready_for_new_key(path: Path, key_file: Path | None, password: str | None = None) -> None:
    """See that a new register and its key will have a place, before either is made.

    Args:
        path: the register to be.
        key_file: where its key is to go; the password store where not given.
        password: what is to lock the key, in the key file or beside the register.

    Raises:
        UserError: the register, a locked key beside it, or the key file exists already, or the password is too weak.
        EnvironmentProblem: no key file is named and there is no password store.
    """
    refuse_taken(path)
    if key_file is not None:
        _refuse_keys(key_file, _KEY_FILE_EXISTS)
    if password is not None:
        if (weak := passwords.weakness(password)) is not None:
            raise UserError(weak)
    elif key_file is None and keyring_name() is None:
        raise EnvironmentProblem(NO_STORE)


def locked_key_path(path: Path) -> Path:
    """Return where the key of a register lies when a password locks it: `a.otklik-key` beside `a.otklik`."""
    path = true_path(path)
    stem = path.name.removesuffix(_REGISTER_SUFFIX)
    return path.with_name(f"{stem}{LOCKED_SUFFIX}")


def carried_key_path(folder: Path, register_id: str, number: int) -> Path:
    """Return where a locked key lies in a folder of copies, so that copy and password suffice on any computer.

    Args:
        folder: the folder of copies.
        register_id: the id of the register.
        number: generation of the key; the name tells it from the second one on, as those of the copies do.
    """
    again = f"-key{number}" if number > 1 else ""
    return folder / f"otklik-{register_id[:8]}{again}{LOCKED_SUFFIX}"


def carry_locked_key(locked: Path, folder: Path, register_id: str, number: int) -> None:
    """Lay a locked key into a folder of copies, or take it away there where there is none any more.

    Never fails: a copy without it is as good as ever, it only needs the sheet or the password's file from elsewhere.

    Args:
        locked: the locked key, beside the register (`locked_key_path`) or in another folder of copies.
        folder: an existing folder of copies.
        register_id: the id of the register.
        number: generation of its key.
    """
    carried = carried_key_path(folder, register_id, number)
    with suppress(OtklikError, OSError):
        if not locked.exists():
            carried.unlink(missing_ok=True)
            return
        content = read_file(locked, _LARGEST_KEY_FILE)
        if not carried.exists() or read_file(carried, _LARGEST_KEY_FILE) != content:
            atomic_write(carried, content)


def coming_key_path(key_file: Path) -> Path:
    """Return where the new key lies while it is exchanged, beside the file that holds the old one."""
    return key_file.with_name(f"{key_file.name}{_COMING_SUFFIX}")


def key_place(path: Path, key_file: Path | None) -> KeyPlace:
    """Return where the key of a register lies.

    Args:
        path: the register.
        key_file: the key file the user names, plain or locked.
    """
    locked = locked_key_path(path)
    if key_file is not None:
        return KeyPlace(KeyKind.PASSWORD if _is_locked(key_file) else KeyKind.FILE, key_file.name, key_file)
    if locked.exists():
        return KeyPlace(KeyKind.PASSWORD, locked.name, locked)
    return KeyPlace(KeyKind.STORE, keyring_name() or "")


def key_for(path: Path, key_file: Path | None, password: str | None = None) -> bytes:
    """Return the key of a register or of a copy, from the place it lies in.

    It is looked for in the key file where one is named, else in the locked key beside the register, else in the
    password store, else in the locked key that lies in a folder of copies. Writes nothing.

    Args:
        path: the register or the copy.
        key_file: a key file the user names, plain or locked.
        password: opens a locked key; takes a second then.

    Raises:
        UserError: the key file holds no key, or the locked key belongs to another register.
        PasswordNeeded: the key is locked, and no password is given.
        WrongPassword: the password does not open it.
        EnvironmentProblem: there is no key; the sentence says what to do.
    """
    page = _first_page(path)
    if key_file is not None:
        return _from_files(page, _with_coming(key_file), password)
    beside = _with_coming(locked_key_path(path))
    if any(file.exists() for file in beside):
        return _from_files(page, beside, password)
    register_id = read_salt(path).hex()
    problem: OtklikError | None = None
    key: bytes | None = None
    try:
        key = find_key(register_id, partial(fits, page))
    except EnvironmentProblem as error:
        problem = error
    if key is not None and fits(page, key):
        return key
    carried = sorted(path.parent.glob(f"otklik-{register_id[:8]}*{LOCKED_SUFFIX}"), reverse=True)
    if carried:
        return _from_files(page, carried, password)
    if problem is not None:
        raise problem
    if key is None:
        store = keyring_name()
        raise EnvironmentProblem(_NO_KEY if store else _NO_KEY_AT_ALL, file=path, store=store or "")
    return key


def fitting_key(path: Path, keys: Iterable[bytes]) -> bytes | None:
    """Return the first of the keys that opens a register or a copy, or `None`; arguments as of `key_for`."""
    page = _first_page(path)
    return next((key for key in keys if fits(page, key)), None)


def _from_files(page: bytes, files: Sequence[Path], password: str | None) -> bytes:
    """Return the first key that fits; where none does, that of the first file, so that opening says what is wrong.

    Raises:
        OtklikError: what the first file has to say, where no file has a key that fits.
    """
    first: bytes | OtklikError | None = None
    for file in files:
        key: bytes | OtklikError
        try:
            _refuse_another(page, file)
            key = read_key_file(file, password)
        except PasswordNeeded:
            raise
        except OtklikError as error:
            key = error
        if isinstance(key, bytes) and fits(page, key):
            return key
        first = first or key
    if isinstance(first, bytes):
        return first
    raise first or ValueError("no file to take a key from")


def _refuse_keys(file: Path, sentence: str) -> None:
    """See that neither the file of a key nor that of the one to follow it exists."""
    for taken in (file, coming_key_path(file)):
        if taken.exists():
            raise UserError(sentence, file=taken)


def _with_coming(key_file: Path) -> list[Path]:
    """Return the file of a key and, where it is being exchanged, that of the new one."""
    coming = coming_key_path(key_file)
    return [key_file, coming] if coming.exists() else [key_file]


def _refuse_another(page: bytes, file: Path) -> None:
    """See that a locked key belongs to the register, before a second is spent on its password.

    Raises:
        UserError: it belongs to another one.
    """
    content = read_file(file, _LARGEST_KEY_FILE)
    if page and is_locked_key(content) and bytes.fromhex(register_of(content)) != page[:SALT_BYTES]:
        raise UserError(_OF_ANOTHER, file=file)


def _is_locked(file: Path) -> bool:
    with suppress(OtklikError):
        return is_locked_key(read_file(file, _LARGEST_KEY_FILE))
    return False


def _first_page(path: Path) -> bytes:
    """Return the first page of a file; empty where there is none to read, which opening then says better."""
    try:
        raw = RawFile.hold(path)
    except OSError:
        return b""
    try:
        return raw.read(0, PAGE_BYTES)
    except OSError:
        return b""
    finally:
        raw.release()

"""The key of a register: made, kept in the system's password store or in a file, and found again.

Only password stores of the system itself are trusted. keyring would also take one that forgets everything, one that
writes plain text, or whatever a configuration file names; so its own choice is not asked.
"""

from __future__ import annotations

import importlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.register.cipher import KEY_BYTES
from otklik.register.store import read_salt, refuse_existing
from otklik.system.errors import EnvironmentProblem, OtklikError, UserError
from otklik.system.files import atomic_write, read_file

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Отклик"
"""Under what name the password store lists our keys; the account is the id of the register."""

ALLOWED = (
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.libsecret", "Keyring"),
)
"""Module and class of every password store we trust."""

added_stores: list[type[KeyringBackend]] = []
"""Further password stores; empty in the program, for tests to add one of their own."""

_NO_STORE = (
    "This computer has no password store that Отклик trusts. Name a key file instead, "
    "or install one, e.g. GNOME Keyring or KWallet."
)
_LOCKED = "The password store is locked. Unlock it and try again."
_REFUSED = "The password store {store} refuses: {reason}. Unlock it, or name a key file."
_NO_KEY = (
    "There is no key for {file}: the password store {store} does not have it, and no key file is named. "
    "Name the key file of this register."
)
_NO_KEY_AT_ALL = (
    "There is no key for {file}: this computer has no password store, and no key file is named. "
    "Name the key file of this register."
)
_BAD_KEY_FILE = "The file {file} holds no key: it must be 64 digits 0–9, a–f. Name the right key file."
_BAD_STORED_KEY = "The password store holds something else in the place of the key. Name a key file."
_KEY_FILE_EXISTS = "There is already a file {file}. A key is never written over another one: choose another name."
_LARGEST_KEY_FILE = 2**20
_KEY_DIGITS = 2 * KEY_BYTES


def new_key() -> bytes:
    """Return a new key: 32 random bytes from the system."""
    return secrets.token_bytes(KEY_BYTES)


def read_key_file(path: Path) -> bytes:
    """Return the key of a key file: 64 hexadecimal digits; spaces and line breaks between them do not matter.

    Raises:
        EnvironmentProblem: the file cannot be read.
        UserError: it holds no key.
    """
    try:
        return _key_from_text(read_file(path, _LARGEST_KEY_FILE).decode("ascii"))
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
    atomic_write(path, f"{key.hex()}\n".encode("ascii"))


def ready_for_new_key(path: Path, key_file: Path | None) -> None:
    """See that a new register and its key will have a place, before either is made.

    Args:
        path: the register to be.
        key_file: where its key is to go; the password store where not given.

    Raises:
        UserError: the register or the key file exists already.
        EnvironmentProblem: no key file is named and there is no password store.
    """
    refuse_existing(path)
    if key_file is not None and key_file.exists():
        raise UserError(_KEY_FILE_EXISTS, file=key_file)
    if key_file is None and keyring_name() is None:
        raise EnvironmentProblem(_NO_STORE)


def keyring_name() -> str | None:
    """Return the name of the password store that keeps our keys, or `None` where there is none we trust."""
    best = _best_store()
    return None if best is None else _name_of(best)


def store_key(register_id: str, key: bytes) -> None:
    """Put the key of a register into the password store, and see that it comes back.

    May wait for the user where the store asks for his password: never call it on the thread of the window.

    Raises:
        EnvironmentProblem: there is no password store, or it is locked or refuses.
    """
    store = _best_store()
    if store is None:
        raise EnvironmentProblem(_NO_STORE)
    with _sentences(store):
        store.set_password(SERVICE, register_id, key.hex())
        kept = store.get_password(SERVICE, register_id)
    if kept != key.hex():
        raise EnvironmentProblem(_REFUSED, store=_name_of(store), reason="—")


def find_key(register_id: str) -> bytes | None:
    """Return the key of a register from the password store, or `None` where it has none.

    May wait for the user as `store_key` does.

    Raises:
        EnvironmentProblem: the store is locked or refuses, or keeps something that is no key.
    """
    problem: OtklikError | None = None
    for store in _stores():
        try:
            with _sentences(store):
                kept = store.get_password(SERVICE, register_id)
        except EnvironmentProblem as error:
            problem = problem or error
            continue
        if kept is not None:
            try:
                return _key_from_text(kept)
            except ValueError as error:
                raise EnvironmentProblem(_BAD_STORED_KEY) from error
    if problem is not None:
        raise problem
    return None


def key_for(path: Path, key_file: Path | None) -> bytes:
    """Return the key of a register or backup: from the key file where one is named, else from the password store.

    Raises:
        UserError: the key file holds no key.
        EnvironmentProblem: neither has it; the sentence says what to do.
    """
    if key_file is not None:
        return read_key_file(key_file)
    key = find_key(read_salt(path).hex())
    if key is None:
        store = keyring_name()
        raise EnvironmentProblem(_NO_KEY if store else _NO_KEY_AT_ALL, file=path, store=store or "")
    return key


def _key_from_text(text: str) -> bytes:
    """Return the key written as 64 hexadecimal digits.

    Raises:
        ValueError: it is anything else.
    """
    digits = "".join(text.split())
    if len(digits) != _KEY_DIGITS:
        raise ValueError(len(digits))
    return bytes.fromhex(digits)


def _best_store() -> KeyringBackend | None:
    return next(iter(_stores()), None)


def _stores() -> list[KeyringBackend]:
    """Return the trusted password stores that work here, the best first."""
    working = [(kind.priority, kind) for kind in _trusted() if kind.viable]
    stores = []
    for _, kind in sorted(working, key=lambda pair: pair[0], reverse=True):
        store = kind()
        if hasattr(kind, "persist"):
            # Windows would carry the key to every computer of a domain profile; it stays on this one.
            store.persist = "local machine"  # type: ignore[attr-defined] # only the Windows store has it
        stores.append(store)
    return stores


def _trusted() -> Iterator[type[KeyringBackend]]:
    """Yield the classes of trusted stores whose modules are there.

    The modules are named here and imported one by one: a frozen program finds no plug-ins, and a foreign plug-in never
    gets a word in.
    """
    yield from added_stores
    for module, name in ALLOWED:
        try:
            yield getattr(importlib.import_module(module), name)
        except ImportError:
            continue  # it belongs to another system


def _name_of(store: KeyringBackend) -> str:
    return str(store.name)


@contextmanager
def _sentences(store: KeyringBackend) -> Iterator[None]:
    """Turn what a password store raises into a sentence. Each has errors of its own besides those of keyring."""
    from keyring.errors import KeyringLocked  # noqa: PLC0415 - keyring is imported only where a store is asked

    try:
        yield
    except KeyringLocked as error:
        raise EnvironmentProblem(_LOCKED) from error
    except Exception as error:
        raise EnvironmentProblem(_REFUSED, store=_name_of(store), reason=type(error).__name__) from error

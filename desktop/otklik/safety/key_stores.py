"""The password stores of the system, and the keys of registers in them.

Only password stores of the system itself are trusted. keyring would also take one that forgets everything, one that
writes plain text, or whatever a configuration file names; so its own choice is not asked.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any

from otklik.register.cipher import KEY_BYTES
from otklik.system.errors import EnvironmentProblem, OtklikError

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


@dataclass
class Waiting:
    """How a store is waited for that does not answer at once: it may be asking the user for its password.

    Attributes:
        patience: seconds until it is given up; it must not hang for ever.
        tell: told once, after two seconds, the name of the store that is waited for.
    """

    patience: float = 180.0
    tell: Callable[[str], None] | None = None


waiting = Waiting()
"""How stores are waited for in this process; the command line has less patience than the window."""

_SLOW = 2.0
_NO_PATIENCE = 1.0

NO_STORE = (
    "This computer has no password store that Отклик trusts. Name a key file instead, "
    "or install one, e.g. GNOME Keyring or KWallet."
)
_LOCKED = "The password store is locked. Unlock it and try again."
_SILENT = (
    "The password store {store} does not answer. Perhaps its own question waits behind another window: "
    "answer it and try again, or name a key file."
)
_REFUSED = "The password store {store} refuses: {reason}. Unlock it, or name a key file."
_BAD_STORED_KEY = "The password store holds something else in the place of the key. Name a key file."
_FULL = (
    "The password store {store} holds the keys of several other copies of this register already. "
    "Keep this one's key in a file, or take the others out of the store."
)

_COMING = "/new"
_PLACES = ("", "/2", "/3")
"""Where the keys of one id may lie: copies of a register from before and after an exchange of its key differ in it."""


def keyring_name() -> str | None:
    """Return the name of the password store that keeps our keys, or `None` where there is none we trust."""
    best = _best_store()
    return None if best is None else _name_of(best)


def store_key(register_id: str, key: bytes) -> None:
    """Put the key of a register into the password store, and see that it comes back.

    The key of another copy of the register, from before or after its key was exchanged, keeps its place. May wait for
    the user where the store asks for his password: never call it on the thread of the window.

    Raises:
        EnvironmentProblem: there is no password store, or it is locked, refuses or does not answer.
    """
    store = _writing_store()
    for place in _PLACES:
        if _get(store, f"{register_id}{place}") in {None, key.hex()}:
            _set(store, f"{register_id}{place}", key)
            return
    raise EnvironmentProblem(_FULL, store=_name_of(store))


def see_it_answers(register_id: str) -> None:
    """See that the password store takes a key and gives it back, before a register is made that needs it.

    A locked store asks for its password now. May wait for the user as `store_key` does.

    Args:
        register_id: an id nobody has; nothing is left under it.

    Raises:
        EnvironmentProblem: as of `store_key`.
    """
    store = _writing_store()
    _set(store, f"{register_id}{_COMING}", bytes(KEY_BYTES))
    _drop(store, f"{register_id}{_COMING}")


def find_key(register_id: str, fits: Callable[[bytes], bool] = lambda _: True) -> bytes | None:
    """Return the key of a register from the password store, or `None` where it has none.

    May wait for the user as `store_key` does.

    Args:
        register_id: the id of the register, 32 hexadecimal digits.
        fits: tells whether a key opens the file in question.

    Returns:
        The first key that fits; where none does, the first there is, so that opening says what is wrong.

    Raises:
        EnvironmentProblem: the store is locked, refuses or does not answer, or keeps something that is no key.
    """
    first: bytes | None = None
    for key in _kept_keys(register_id):
        if fits(key):
            return key
        first = first or key
    return first


def store_coming_key(register_id: str, key: bytes) -> None:
    """Put the key a register is about to get into the password store, beside the one it has.

    Raises:
        EnvironmentProblem: as of `store_key`.
    """
    _set(_writing_store(), f"{register_id}{_COMING}", key)


def adopt_coming_key(register_id: str, old: bytes, new: bytes) -> None:
    """Put the new key of a register into the place of the old one, in every store that has the old one.

    Raises:
        EnvironmentProblem: as of `store_key`.
    """
    for store, place in _places_of(register_id, old):
        _set(store, place, new)
    if not list(_places_of(register_id, new)):
        store_key(register_id, new)
    forget_coming_key(register_id)


def forget_coming_key(register_id: str) -> None:
    """Take out of the password stores the key a register was about to get.

    Raises:
        EnvironmentProblem: as of `store_key`.
    """
    for store in _stores():
        _drop(store, f"{register_id}{_COMING}")


def forget_key(register_id: str, key: bytes) -> None:
    """Take the key of a register out of every password store; the keys of its other copies stay.

    Raises:
        EnvironmentProblem: as of `store_key`.
    """
    for store, place in list(_places_of(register_id, key)):
        _drop(store, place)


def key_from_text(text: str) -> bytes:
    """Return the key written as 64 hexadecimal digits; spaces and line breaks between them do not matter.

    Raises:
        ValueError: it is anything else.
    """
    digits = "".join(text.split())
    if len(digits) != 2 * KEY_BYTES:
        raise ValueError(len(digits))
    return bytes.fromhex(digits)


def _kept_keys(register_id: str) -> Iterator[bytes]:
    """Yield the keys kept for an id, the likeliest first; a store that refuses is heard of where no other has any."""
    problem: OtklikError | None = None
    found = False
    for store in _stores():
        for place in (*_PLACES[:1], _COMING, *_PLACES[1:]):
            try:
                kept = _get(store, f"{register_id}{place}")
            except EnvironmentProblem as error:
                problem = problem or error
                break
            if kept is None:
                continue
            found = True
            try:
                yield key_from_text(kept)
            except ValueError as error:
                raise EnvironmentProblem(_BAD_STORED_KEY) from error
    if problem is not None and not found:
        raise problem


def _places_of(register_id: str, key: bytes) -> Iterator[tuple[KeyringBackend, str]]:
    """Yield each store and account that keeps this very key; a coming key does not count."""
    for store in _stores():
        for place in _PLACES:
            if _get(store, f"{register_id}{place}") == key.hex():
                yield store, f"{register_id}{place}"


def _get(store: KeyringBackend, account: str) -> str | None:
    kept = _ask(store, lambda: store.get_password(SERVICE, account))
    return None if kept is None else str(kept)


def _set(store: KeyringBackend, account: str, key: bytes) -> None:
    _ask(store, lambda: store.set_password(SERVICE, account, key.hex()))
    if _get(store, account) != key.hex():
        raise EnvironmentProblem(_REFUSED, store=_name_of(store), reason="—")


def _drop(store: KeyringBackend, account: str) -> None:
    if _get(store, account) is not None:
        _ask(store, lambda: store.delete_password(SERVICE, account))


def _ask(store: KeyringBackend, work: Callable[[], Any]) -> Any:
    """Let a store work, for a while, and turn what it raises into a sentence; each has errors of its own.

    It works on a thread of its own, which is left behind where the store never answers. A caller with little patience
    is not made to wait as long again for the next question, nor for the next store.
    """
    from keyring.errors import KeyringLocked  # noqa: PLC0415 - keyring is imported only where a store is asked

    answers: list[Any] = []
    refusals: list[Exception] = []

    def ask() -> None:
        try:
            answers.append(work())
        except Exception as error:  # noqa: BLE001 - any error of any store; it becomes a sentence below
            refusals.append(error)

    asking = Thread(target=ask, name="password store", daemon=True)
    asking.start()
    if waiting.tell is not None:
        asking.join(min(_SLOW, waiting.patience))
        if asking.is_alive():
            waiting.tell(_name_of(store))
            waiting.tell = None
    asking.join(waiting.patience)
    if answers:
        return answers[0]
    if not refusals:
        if waiting.patience < Waiting.patience:
            waiting.patience = min(waiting.patience, _NO_PATIENCE)
        raise EnvironmentProblem(_SILENT, store=_name_of(store))
    error = refusals[0]
    if isinstance(error, KeyringLocked):
        raise EnvironmentProblem(_LOCKED) from error
    raise EnvironmentProblem(_REFUSED, store=_name_of(store), reason=type(error).__name__) from error


def _writing_store() -> KeyringBackend:
    store = _best_store()
    if store is None:
        raise EnvironmentProblem(NO_STORE)
    return store


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

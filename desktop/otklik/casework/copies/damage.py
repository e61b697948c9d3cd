"""A register that is damaged: found out, and what there is to go on with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from otklik.casework.copies.found import FoundCopy, copies, known_key, look_into
from otklik.casework.desk import Desk
from otklik.register.database_file import read_salt
from otklik.register.problems import (
    CORRUPT,
    DISK_REFUSES,
    MISSING,
    NOT_A_DATABASE,
    READ_ONLY,
    STALE_CHANGES,
    TOO_NEW,
    UNREACHABLE,
    RegisterInUse,
)
from otklik.register.store import Register
from otklik.safety.backup import SOURCE_DAMAGED, verify
from otklik.safety.keys import PasswordNeeded
from otklik.safety.soundness import is_sound
from otklik.system.errors import OtklikError, UserError

_SOUND = {MISSING, TOO_NEW, READ_ONLY, UNREACHABLE, DISK_REFUSES, STALE_CHANGES}
"""What keeps a register closed without anything being wrong with it."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What is known of a damaged register.

    Attributes:
        path: the file; nobody changes it.
        key: its key, 32 bytes; `None` where this computer does not have it.
        copy: the newest copy that is whole; without its key the newest one, not checked; `None` where there is none.
        cases: how many cases the damaged file still tells of; `None` where it tells nothing.
        bad_copies: how many newer copies did not pass their check.
        key_file: the key file that was named for it.
    """

    path: Path
    key: bytes | None = None
    copy: FoundCopy | None = None
    cases: int | None = None
    bad_copies: int = 0
    key_file: Path | None = None

    @property
    def missing(self) -> int | None:
        """How many cases the copy lacks; `None` where that cannot be told."""
        if self.cases is None or self.copy is None or self.copy.cases is None:
            return None
        return max(0, self.cases - self.copy.cases)


def recognise(
    error: OtklikError, path: Path, key: bytes | None, folders: Iterable[Path], key_files: Iterable[Path] = ()
) -> bool:
    """Tell whether a register that did not open is damaged, and not merely without its key.

    It is where SQLite says so, and where a copy of the same register opens with the key and the register does not.

    Args:
        error: why it did not open.
        path: the register.
        key: the key that was tried, where there was one.
        folders: where its copies may lie.
        key_files: key files this computer remembers.
    """
    if error.text == CORRUPT:
        return True
    if error.text in _SOUND or isinstance(error, UserError | PasswordNeeded | RegisterInUse):
        return False
    return any(_opens(copy, key) or known_key(copy, key_files).key for copy in _copies_of(path, folders))


def tells_damage(error: OtklikError, desk: Desk) -> bool:
    """Tell whether an error says that the register that is open is damaged, and not a copy or another file.

    Args:
        error: what reading, an act or a copy ended in.
        desk: of the register that is open.
    """
    if error.text in {CORRUPT, NOT_A_DATABASE}:
        return error.values.get("file") == desk.register.path
    return error.text == SOURCE_DAMAGED


def look(path: Path, key: bytes | None, folders: Iterable[Path], key_files: Iterable[Path] = ()) -> Damage:
    """Return what there is to go on with. Every page of the newest copies is checked until one is whole.

    Args:
        path: the damaged register.
        key: its key, where it is known.
        folders: where its copies may lie.
        key_files: key files this computer remembers.
    """
    found = _copies_of(path, folders)
    if key is None:
        key = next((known.key for copy in found[:1] if (known := known_key(copy, key_files)).key is not None), None)
    if key is None:
        return Damage(path, None, found[0] if found else None)
    bad = 0
    for copy in found:
        with suppress(OtklikError):
            if verify(copy.path, key).whole:
                return Damage(path, key, look_into(copy, key), _cases_of(path, key), bad)
        bad += 1
    return Damage(path, key, None, _cases_of(path, key), bad)


def check_after_unclean(desk: Desk) -> Callable[[], bool] | None:
    """Return what checks a register whose last end was not clean, `None` where it was.

    The check runs on the thread that calls it, beside the desk; it returns whether the register is whole.
    """
    register = desk.register
    if not register.unclean:
        return None
    path, register_id, key = register.path, register.id, register.key

    def check() -> bool:
        with Register.open_beside(path, register_id, key) as reader:
            return is_sound(reader)

    return check


def _copies_of(path: Path, folders: Iterable[Path]) -> tuple[FoundCopy, ...]:
    """Return the copies of a register, newest first.

    Where the head of the file is damaged its id is too: then those count whose id is nearly the same, and where nothing
    is left of the head, those in the folder beside the file.
    """
    found = copies(folders)
    salt = b""
    with suppress(OtklikError):
        salt = read_salt(path)
    if salt.strip(b"\0\xff"):
        exact = tuple(copy for copy in found if copy.register_id == salt.hex())
        return exact or tuple(copy for copy in found if _is_near(salt, bytes.fromhex(copy.register_id)))
    here = path.parent.resolve()
    return tuple(copy for copy in found if here in copy.path.resolve().parents)


def _is_near(one: bytes, other: bytes) -> bool:
    """Tell whether most bytes of two ids are the same; no two registers come so near by chance."""
    return sum(a == b for a, b in zip(one, other, strict=True)) > len(one) // 2


def _opens(copy: FoundCopy, key: bytes | None) -> bool:
    if key is None:
        return False
    with suppress(OtklikError):
        look_into(copy, key)
        return True
    return False


def _cases_of(path: Path, key: bytes) -> int | None:
    """Return how many cases a damaged register tells of, where it still tells."""
    with suppress(OtklikError), Register.open(path, key, writable=False, as_it_is=True) as register:
        return register.cases.count()
    return None

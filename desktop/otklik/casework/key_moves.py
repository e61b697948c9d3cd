"""How a key changes its place so that a computer switched off at any moment leaves a register that opens.

A move begins with a note in the register. The new place is filled before the old one is emptied, and opening takes
whichever key fits (`safety.keys`). Where a move was cut off, the next opening finds the note and finishes it, or takes
back what did not come to pass.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from otklik.casework import journal
from otklik.register import exchanging
from otklik.safety import key_stores
from otklik.safety.keys import KeyKind, KeyPlace, coming_key_path, key_place, plain_key, read_key_file
from otklik.safety.passwords import lock_key
from otklik.system.errors import EnvironmentProblem, OtklikError
from otklik.system.files import atomic_write, read_file, sync_folder, write_problem

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Desk
    from otklik.register.records import Change
    from otklik.register.store import Register

NOTE = "key_moving"
"""Setting that holds what is being done with the key: `act`, `kind` of place, and what tells whether it was done."""

EXCHANGED, PASSWORD_SET, PASSWORD_REMOVED = "key_changed", "password_set", "password_removed"
"""The moves, as the journal calls them."""


def begin(desk: Desk, act: str, place: KeyPlace, sha256: str = "") -> None:
    """Put down that a move has begun.

    Args:
        desk: the desk.
        act: which one.
        place: where the key lies.
        sha256: digest of the locked key about to be written.
    """
    with desk.register.atomic():
        desk.register.settings.set(NOTE, {"act": act, "kind": place.kind.value, "sha256": sha256})


def passed(register: Register) -> None:
    """Put down, in the file that has the new key, that its key has to take the place of the old one."""
    register.settings.set(NOTE, {**register.settings.get(NOTE), "passed": True})


def end(desk: Desk, act: str | None = None, changes: tuple[Change, ...] = ()) -> None:
    """Put down that no move is under way any more, and write its line in the journal where an act is named."""
    with desk.register.atomic():
        desk.register.settings.set(NOTE, None)
        if act is not None:
            journal.write(desk, act, changes=changes)


def settle(desk: Desk, key_file: Path | None) -> None:
    """Finish a move that was cut off, or take it back; where a place cannot be reached, the next opening does it.

    Args:
        desk: the desk of a register open for writing.
        key_file: the key file it was opened with, if any.
    """
    note = desk.register.settings.get(NOTE)
    if not isinstance(note, dict):
        return
    exchanging.discard(desk.register.path)
    try:
        place = key_place(desk.register.path, key_file)
        if note.get("act") == EXCHANGED and note.get("kind") != place.kind.value:
            return  # opened by the sheet, or by a key file from elsewhere: the place itself is not at hand
        end(desk, _settled(desk.register, place, note))
    except (OtklikError, OSError):
        return


def _settled(register: Register, place: KeyPlace, note: dict[str, Any]) -> str | None:
    """Settle a move and return the act that came to pass and has no line in the journal yet."""
    in_store = key_place(register.path, None).kind is KeyKind.PASSWORD and place.kind is KeyKind.PASSWORD
    match note.get("act"):
        case "key_changed" if note.get("passed"):
            adopt(register, place)
        case "key_changed":
            _drop(register, place)
        case "password_set" if place.file is not None and digest_of(place.file) == note.get("sha256"):
            if in_store:
                key_stores.forget_key(register.id, register.key)
            return PASSWORD_SET
        case "password_removed" if place.kind is not KeyKind.PASSWORD:
            return PASSWORD_REMOVED
        case "password_removed" if in_store:
            key_stores.forget_key(register.id, register.key)
    return None


def lay_beside(register: Register, place: KeyPlace, key: bytes, password: str | None) -> None:
    """Lay the key a register is about to get beside the one it has.

    Args:
        register: the open register.
        place: where its key lies.
        key: the new key.
        password: locks the new key where the old one is locked.

    Raises:
        EnvironmentProblem: the place takes nothing.
    """
    if place.file is None:
        key_stores.store_key(register.id, register.key)  # an opening by the sheet may have left it out
        key_stores.store_coming_key(register.id, key)
        return
    coming = coming_key_path(place.file)
    locked = place.kind is KeyKind.PASSWORD and password is not None
    atomic_write(coming, lock_key(key, password, register.id) if locked and password else plain_key(key))
    sync_folder(coming.parent)
    if read_key_file(coming, password) != key:
        raise EnvironmentProblem("The file {file} does not give back what was written. Try another disk.", file=coming)


def adopt(register: Register, place: KeyPlace) -> None:
    """Let the new key take the place of the old one.

    Raises:
        EnvironmentProblem: the place takes nothing; the new key stays where it lies, and opens the register from there.
    """
    if place.file is None:
        past = register.key_history.past()
        key_stores.adopt_coming_key(register.id, past[0].key or b"" if past else b"", register.key)
        return
    coming = coming_key_path(place.file)
    try:
        if coming.exists():
            coming.replace(place.file)
            sync_folder(coming.parent)
    except OSError as error:
        raise write_problem(place.file, error) from error


def _drop(register: Register, place: KeyPlace) -> None:
    """Take away a new key that never came into use.

    Raises:
        OtklikError, OSError: the place takes nothing.
    """
    if place.file is None:
        key_stores.forget_coming_key(register.id)
    else:
        coming_key_path(place.file).unlink(missing_ok=True)


def digest_of(file: Path) -> str:
    """Return the SHA-256 of a file, empty where there is none to read."""
    try:
        return hashlib.sha256(read_file(file)).hexdigest()
    except OtklikError:
        return ""

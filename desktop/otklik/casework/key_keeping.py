"""The key as the clerk meets it: where it lies, the password, the recovery sheet, and another key for the register."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from otklik.casework import journal, key_moves, opening
from otklik.casework.copies import safekeeping
from otklik.casework.desk import Changes
from otklik.register import exchanging
from otklik.safety import key_stores, recovery
from otklik.safety.backup import verify
from otklik.safety.keys import (
    KeyKind,
    KeyPlace,
    PasswordNeeded,
    carry_locked_key,
    coming_key_path,
    fitting_key,
    key_place,
    locked_key_path,
    new_key,
    plain_key,
    read_key_file,
    refuse_key_of_another,
)
from otklik.safety.passwords import lock_key, weakness
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.files import atomic_write, read_file, sync_folder

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.letters.recovery_sheet import RecoverySheet
    from otklik.register.store import Register

_NO_MATCH = "These groups are not those of sheet № {number}: {groups}. Compare them with the paper, digit by digit."
_ANOTHER_KEY = "The file {file} holds another key than the one this register is open with. Name the right key file."
_STILL_STORED = (
    "The password is set, but the password store still holds the key: {reason} "
    "It is taken out when the register is opened the next time."
)
_NOT_READ_BACK = "The file {file} does not give back what was written. Try another disk; nothing was changed."
_STOPPED = "The exchange of the key was stopped. The register is as it was."
_NOT_WHOLE = (
    "The register under the new key did not pass its check and was thrown away. It is as it was. Try another disk."
)
_LOCKED = "The key is locked by a password. Type it once more: it locks the new key too."


@dataclass(frozen=True, slots=True)
class SheetState:
    """What is known of the recovery sheet.

    Attributes:
        number: the sheet that opens the register now; it is the generation of the key.
        made_on: the day that key was made.
        checked_on: the day the sheet was last tested by typing groups back; `None` for never.
    """

    number: int
    made_on: date
    checked_on: date | None


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """A register that has another key.

    Attributes:
        changes: for the views.
        number: the sheet that opens it now.
        copy: the copy that was made before; the sheet with the number before opens it.
    """

    changes: Changes
    number: int
    copy: Path


def where(desk: Desk, key_file: Path | None) -> KeyPlace:
    """Return where the key of the register lies.

    Args:
        desk: the desk.
        key_file: the key file it was opened with, if any.
    """
    return key_place(desk.register.path, key_file)


def set_password(desk: Desk, password: str, key_file: Path | None = None) -> Changes:
    """Lock the key by a password, or by another one than before. Takes a few seconds.

    The locked key lies beside the register from then on, and in no password store; a plain key file becomes a locked
    one. There is no way back without the password or the recovery sheet.

    Args:
        desk: the desk.
        password: what has to be typed from now on.
        key_file: the key file it was opened with, if any.

    Raises:
        UserError: the password is too weak, or the locked key of another register lies in the way.
        EnvironmentProblem: the file cannot be written; or the password store does not let go of the key, which the
            sentence says.
    """
    if (weak := weakness(password)) is not None:
        raise UserError(weak)
    register = desk.register
    file = key_file or locked_key_path(register.path)
    refuse_key_of_another(file, register.id, register.key)
    content = lock_key(register.key, password, register.id)
    key_moves.begin(
        desk, key_moves.PASSWORD_SET, key_place(register.path, key_file), hashlib.sha256(content).hexdigest()
    )
    try:
        _write_over(file, content, password, register.key)
    except BaseException:
        key_moves.settle(desk, key_file)
        raise
    if key_file is None:
        try:
            key_stores.forget_key(register.id, register.key)
        except EnvironmentProblem as error:
            raise EnvironmentProblem(_STILL_STORED, reason=str(error)) from error
    key_moves.end(desk, key_moves.PASSWORD_SET)
    _carry(desk)
    return Changes(settings=True)


def remove_password(desk: Desk, key_file: Path | None = None) -> Changes:
    """Put the key back into the password store, where no password of its own locks it; a key file becomes a plain one.

    Args:
        desk: the desk.
        key_file: the key file it was opened with, if any.

    Raises:
        UserError: the locked key beside the register belongs to another one.
        EnvironmentProblem: there is no password store, or it refuses: then the password stays.
    """
    register = desk.register
    refuse_key_of_another(key_file or locked_key_path(register.path), register.id, register.key)
    place = key_place(register.path, key_file)
    key_moves.begin(desk, key_moves.PASSWORD_REMOVED, place)
    try:
        if key_file is not None:
            _write_over(key_file, plain_key(register.key), None, register.key)
        else:
            key_stores.store_key(register.id, register.key)
            locked_key_path(register.path).unlink(missing_ok=True)
    except BaseException:
        key_moves.settle(desk, key_file)
        raise
    key_moves.end(desk, key_moves.PASSWORD_REMOVED if place.kind is KeyKind.PASSWORD else None)
    _carry(desk)
    return Changes(settings=True)


def check_password(desk: Desk, key_file: Path | None, password: str) -> None:
    """See that somebody knows the password, before the key itself is shown to him. Takes a second.

    Args:
        desk: the desk.
        key_file: the key file it was opened with, if any.
        password: as typed.

    Raises:
        UserError: it is wrong, or the file holds another key.
        EnvironmentProblem: the file cannot be read.
    """
    file = key_place(desk.register.path, key_file).file
    if file is not None and read_key_file(file, password) != desk.register.key:
        raise UserError(_ANOTHER_KEY, file=file)


def rekey(
    desk: Desk,
    key_file: Path | None,
    password: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Flag | None = None,
) -> Rekeyed:
    """Give the register another key. A checked copy is made before; it keeps the old key, as all older copies do.

    The recovery sheet has to be printed anew: the old one opens the copies made so far, not the register. The register
    remembers its past keys and opens its own old copies itself (`keys_for_copies`).

    Args:
        desk: the desk.
        key_file: the key file it was opened with, if any.
        password: the password in use, where the key is locked; it locks the new key too.
        progress: told pages done and pages in all, of the copy first, then of the register under the new key.
        cancelled: set it to stop; the register is as it was then.

    Raises:
        PasswordNeeded: the key is locked, and no password is given.
        UserError: the password is wrong, the key file holds another key, or it was cancelled.
        EnvironmentProblem: a place takes nothing, the disk is full, or somebody reads the register; nothing is changed.
    """
    from otklik.casework import anonymising  # noqa: PLC0415 - it asks this module for the keys

    register = desk.register
    place = key_place(register.path, key_file)
    _see_key_in_place(register, place, password)
    copy = safekeeping.before_risky(desk, progress, cancelled).path
    key = new_key()
    key_moves.begin(desk, key_moves.EXCHANGED, place)
    try:
        key_moves.lay_beside(register, place, key, password)
        _exchange(desk, key, _Step(progress, cancelled))
    except BaseException:
        if fitting_key(register.path, [key]) is None:  # the file itself tells how far the exchange came
            key_moves.settle(desk, key_file)
        raise
    key_moves.settle(desk, key_file)
    _carry(desk)
    anonymising.extend(desk)
    return Rekeyed(Changes(settings=True, backups=True), register.key_history.current().number, copy)


def keys_for_copies(desk: Desk) -> tuple[bytes, ...]:
    """Return the keys that open the copies of this register: its own first, then the past ones, newest first."""
    past = (generation.key for generation in desk.register.key_history.past())
    return (desk.register.key, *(key for key in past if key is not None))


def sheet_of(desk: Desk) -> RecoverySheet:
    """Return what the recovery sheet of the register says: its key among it."""
    from otklik.letters.recovery_sheet import RecoverySheet  # noqa: PLC0415 - brings fonts, and opening does without

    register = desk.register
    groups = recovery.groups_of(register.key, register.id)
    return RecoverySheet(
        register_name=opening.name_of(desk),
        register_id=register.id,
        number=register.key_history.current().number,
        made_on=desk.clock.today(),
        groups=groups,
        fingerprint=recovery.fingerprint(register.key),
        qr_text=recovery.qr_text(groups, register.id),
    )


def sheet_state(desk: Desk) -> SheetState:
    """Return which recovery sheet opens the register, and when it was last tested."""
    current = desk.register.key_history.current()
    return SheetState(current.number, current.made_on or _first_day(desk), current.checked_on)


def check_sheet(desk: Desk, answers: Mapping[int, str]) -> Changes:
    """Compare groups typed from the paper with the sheet, and put it on record where they fit.

    Args:
        desk: the desk.
        answers: what was typed, by the number of the group (from 1).

    Raises:
        UserError: groups do not fit; the sentence names them.
    """
    if not answers:
        raise ValueError("nothing was typed")
    register = desk.register
    groups = recovery.groups_of(register.key, register.id)
    wrong = [number for number, typed in sorted(answers.items()) if recovery.digits_in(typed) != groups[number - 1]]
    state = sheet_state(desk)
    if wrong:
        raise UserError(_NO_MATCH, number=state.number, groups=", ".join(map(str, wrong)))
    with register.atomic():
        register.key_history.sheet_checked(desk.clock.today(), state.made_on, recovery.fingerprint(register.key))
        journal.write(desk, "sheet_checked", changes=journal.facts(number=state.number))
    return Changes(settings=True)


class _Step:
    """What happens between two portions of pages: progress is told, and a wish to stop is heard."""

    def __init__(self, progress: Callable[[int, int], None] | None, cancelled: Flag | None) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def __call__(self, done: int, total: int) -> None:
        if self._cancelled is not None and self._cancelled.is_set():
            raise UserError(_STOPPED)
        if self._progress is not None:
            self._progress(done, total)


def _exchange(desk: Desk, key: bytes, step: _Step) -> None:
    """Make the register anew under another key, check it, and let it take the old one's place."""
    register, today = desk.register, desk.clock.today()
    with exchanging.under_another_key(register, key, step) as copy:
        signs = recovery.fingerprint(key), recovery.fingerprint(register.key)
        with copy.atomic():
            number = copy.key_history.begin_generation(today, signs[0], register.key, _first_day(desk), signs[1])
            key_moves.passed(copy)
            journal.write(replace(desk, register=copy), key_moves.EXCHANGED, changes=journal.facts(number=number))
        expected = (register.cases.count(), register.journal.count() + 1, copy.journal.head())
    found = verify(copy.path, key)
    if not found.whole or (found.cases, found.events, found.head) != expected:
        raise EnvironmentProblem(_NOT_WHOLE)
    step(1, 1)
    register.exchange(copy.path, key)


def _see_key_in_place(register: Register, place: KeyPlace, password: str | None) -> None:
    """See that the key of the register lies where it is believed to, and that the password is the right one."""
    if place.file is None:
        return
    coming = coming_key_path(place.file)
    if coming.exists() and read_key_file(coming, password) == register.key:
        key_moves.adopt(register, place)  # left from an exchange that was cut off, and would be written over
    if place.kind is KeyKind.PASSWORD and password is None:
        raise PasswordNeeded(_LOCKED)
    if read_key_file(place.file, password) != register.key:
        raise UserError(_ANOTHER_KEY, file=place.file)


def _write_over(file: Path, content: bytes, password: str | None, key: bytes) -> None:
    """Write the file of a key, plain or locked, and see that the key comes back; else the file is as it was."""
    old = read_file(file) if file.exists() else None
    atomic_write(file, content)
    sync_folder(file.parent)
    if read_key_file(file, password) != key:
        if old is None:
            file.unlink()
        else:
            atomic_write(file, old)
        raise EnvironmentProblem(_NOT_READ_BACK, file=file)


def _carry(desk: Desk) -> None:
    """Lay the locked key into the folder of copies, or take it away there, as the register now has it."""
    register, folder = desk.register, safekeeping.backup_folder(desk)
    if folder.is_dir():
        locked, number = locked_key_path(register.path), register.key_history.current().number
        carry_locked_key(locked, folder, register.id, number)


def _first_day(desk: Desk) -> date:
    """Return the day the key in use was made: as it was put down, else that of the first line of the journal."""
    register = desk.register
    made_on = register.key_history.current().made_on
    if made_on is not None:
        return made_on
    first = register.journal.page(register.journal.count() - 1, 1)
    return first[0].at.date() if first else desk.clock.today()

"""Copies of the register: when one is due, how it is made beside the desk, and what is put down about it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.copies.folders import (
    FOLDER,
    SECOND,
    about_copies,
    backup_folder,
    is_kept,
    keys_by_number,
    own_folder,
    ready,
    second_folder,
)
from otklik.casework.copies.health import FAILED, record_tests
from otklik.casework.copies.tested import known_tests, put_down
from otklik.casework.desk import Changes
from otklik.casework.lists import LAST_BACKUP
from otklik.safety import ledger
from otklik.safety.backup import Backup, Progress, back_up, copy_snapshot, take
from otklik.safety.folders import Brought, bring, missing_there, thin
from otklik.safety.keys import carry_locked_key, locked_key_path
from otklik.safety.places import refuse_own_folder
from otklik.safety.testing import Tested, Trial, stamp_of, try_copy
from otklik.system.errors import EnvironmentProblem

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.store import Register
    from otklik.system.clock import Clock

LAST_FILE = "last_backup_file"
"""Setting that holds where the last checked backup lies."""

LAST_STATE = "last_backup_state"
"""Setting that holds what the register held then: its last line of the journal, the last change to a draft."""

RESTORED_FROM = "restored_from"
"""Setting of a restored register nobody has looked at yet: its automatic copies wait."""

ELSEWHERE = "copied_elsewhere"
"""Setting that holds when a copy was last made in a folder where none is thinned; nothing where that never was."""

_ABOUT_COPIES = ("backup_made",)
"""Acts that change nothing a copy would be due for."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A backup that was made and checked."""

    changes: Changes
    backup: Backup


@dataclass(frozen=True, slots=True)
class MadeCopy:
    """What was done beside the desk, to be put down by `record_copy`.

    Attributes:
        backup: the copy.
        removed: names of older copies that were thinned.
        brought: what was brought to the second folder; `None` where there is none, or it is not there.
        tested: what was tested meanwhile, the copy itself among it.
        is_elsewhere: whether it lies where no copies are kept: nobody counts on it, and nobody takes it away.
        state: what the register held when the copy was begun.
        changes: rows of the session changed until then.
        by_hand: whether the user asked for it: then the journal tells.
    """

    backup: Backup
    removed: tuple[str, ...] = ()
    brought: Brought | None = None
    tested: tuple[Tested, ...] = ()
    is_elsewhere: bool = False
    state: list[object] = field(default_factory=list)
    changes: int = 0
    by_hand: bool = False


class CopyWork:
    """A copy that was begun: the moment is kept, what is left needs no desk. Called once, or dropped.

    Args:
        desk: the desk, between two acts.
        folder: where to; the chosen folder where not given.
        by_hand: whether the user asked for it.

    Raises:
        UserError: the folder is that of the register itself.
        EnvironmentProblem: the register was moved.
    """

    def __init__(self, desk: Desk, folder: Path | None, *, by_hand: bool) -> None:
        register, chosen = desk.register, backup_folder(desk)
        self._folder = (folder or chosen).absolute()  # where the copy lies is put down
        refuse_own_folder(self._folder, register.path)
        # A folder named for once is the user's own: nothing is deleted there.
        self._is_ours = self._folder.resolve() == chosen.resolve()
        self._is_elsewhere = not is_kept(desk, self._folder)
        self._second = second_folder(desk) if self._is_ours else None
        self._is_paused = bool(register.settings.get(RESTORED_FROM))
        self._keys, self._known = keys_by_number(desk), known_tests(desk)
        self._now = desk.clock.now()
        self._by_hand = by_hand
        self._state, self._changes = state_of(desk), _changed_rows(desk)
        self._snapshot = take(register)

    def __call__(self, progress: Progress | None = None, cancelled: Flag | None = None) -> MadeCopy:
        """Make and check the copy, thin the folder, and bring what the second folder misses. On any thread.

        Args:
            progress: told pages done and pages in all.
            cancelled: set it to stop; nothing is left behind.

        Raises:
            UserError: it was cancelled.
            EnvironmentProblem: the folder cannot be written, the disk is full, or the copy failed its check.
        """
        snapshot, today = self._snapshot, self._now.date()
        with snapshot:
            folder = ready(self._folder, snapshot.path)
            backup = copy_snapshot(snapshot, folder, self._now, progress=progress, cancelled=cancelled)
        trial = Trial(self._known, self._keys, cancelled)
        trial.put_down(backup.path)
        removed: tuple[str, ...] = ()
        if self._is_ours:
            _carry(snapshot.path, folder, snapshot.id, snapshot.generation)
            if not self._is_paused:  # a register nobody looked at yet takes no older copy away
                removed = thin(folder, snapshot.id, today, trial)
        brought = None
        if self._second is not None and self._second.is_dir():
            brought = bring(
                folder, self._second, snapshot.id, self._keys, today, trial, progress=progress, cancelled=cancelled
            )
            _carry(snapshot.path, self._second, snapshot.id, snapshot.generation)
        tested = tuple(trial.found.values())
        return MadeCopy(backup, removed, brought, tested, self._is_elsewhere, self._state, self._changes, self._by_hand)

    def drop(self) -> None:
        """Let the moment go without a copy."""
        self._snapshot.close()


def back_up_beside(desk: Desk, folder: Path | None = None, *, by_hand: bool = False) -> CopyWork:
    """Begin a copy, in milliseconds; what is returned makes it on another thread, and `record_copy` puts it down.

    Args:
        desk: the desk, between two acts.
        folder: where to; the chosen folder where not given.
        by_hand: whether the user asked for it: then the journal tells.

    Raises:
        UserError: the folder is that of the register itself.
        EnvironmentProblem: the register was moved.
    """
    return CopyWork(desk, folder, by_hand=by_hand)


def back_up_now(
    desk: Desk,
    folder: Path | None = None,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
    *,
    by_hand: bool = True,
) -> BackedUp:
    """Make a backup, check it, and put it on record, all of it on the register's thread.

    Args:
        desk: the desk.
        folder: where to; the chosen folder where not given.
        progress: told pages done and pages in all.
        cancelled: set it to stop; nothing is left behind.
        by_hand: whether the user asked for it.

    Raises:
        UserError: it was cancelled, or the folder is that of the register itself.
        EnvironmentProblem: the folder cannot be written, the disk is full, or the copy failed its check.
    """
    return record_copy(desk, back_up_beside(desk, folder, by_hand=by_hand)(progress, cancelled))


def back_up_reading(desk: Desk, folder: Path | None = None) -> MadeCopy:
    """Make a backup of a register another program has open for writing; nothing is put on record there.

    Raises:
        UserError: the folder is that of the register itself.
        EnvironmentProblem: as `back_up_now`.
    """
    return back_up_beside(desk, folder)()


def record_copy(desk: Desk, made: MadeCopy) -> BackedUp:
    """Put down that a copy was made and checked; an automatic one leaves no line in the journal."""
    settings, backup = desk.register.settings, made.backup
    with about_copies(desk):
        if made.is_elsewhere:
            settings.set(ELSEWHERE, backup.made_at.isoformat())
        else:
            settings.set(LAST_BACKUP, backup.made_at.isoformat())
            settings.set(LAST_FILE, str(backup.path))
            settings.set(LAST_STATE, made.state)
            settings.set(FAILED, None)
        put_down(desk, made.tested)
        if made.brought is not None:
            _put_second(desk, made.brought)
        if made.by_hand:
            journal.write(desk, "backup_made", changes=journal.facts(cases=backup.cases, size=backup.size))
    if not made.is_elsewhere:
        desk.copied_changes = made.changes
    return BackedUp(Changes(backups=True, settings=True), backup)


def record_failure(desk: Desk, sentence: str) -> Changes:
    """Put down why an automatic copy could not be made; the next good one takes it away."""
    with about_copies(desk):
        desk.register.settings.set(FAILED, sentence)
    return Changes(backups=True)


def copy_due(desk: Desk) -> bool:
    """Tell whether an automatic copy should be made: something changed since the last good one, or that one is gone.

    While a restored register was not looked at, none is made: it might push good copies out.
    """
    if desk.register.settings.get(RESTORED_FROM):
        return False
    return not _is_copied(desk)


def before_risky(desk: Desk, progress: Progress | None = None, cancelled: Flag | None = None) -> Backup:
    """Return a good copy that holds everything, before an act that cannot be undone: a new one where one is needed.

    It lies in a folder where copies are kept, and is the file that passed its check, or passes it now.

    Args:
        desk: the desk, between two acts.
        progress: told pages done and pages in all.
        cancelled: set it to stop.

    Raises:
        UserError: it was cancelled.
        EnvironmentProblem: as `back_up_now`; then the act must not be done.
    """
    last = _last_file(desk)
    if last is not None and _is_copied(desk) and _is_good(desk, last, cancelled):
        made_at = datetime.fromisoformat(desk.register.settings.get(LAST_BACKUP))
        cases = desk.register.cases.count()
        number = desk.register.key_history.current().number
        return Backup(last, made_at, cases, cases, last.stat().st_size, number)
    return back_up_now(desk, None, progress, cancelled, by_hand=False).backup


def before_migrating(register: Register, clock: Clock) -> Backup:
    """Make a copy of an older register before it is brought up to date.

    Where the chosen folder cannot be reached, the copy goes beside the register.

    Args:
        register: the register as it was.
        clock: tells the time for the name.

    Raises:
        EnvironmentProblem: as `back_up_now`; then the register must stay as it is.
    """
    beside = own_folder(register.path)
    chosen = register.settings.get(FOLDER)
    if chosen and Path(chosen) != beside:
        with suppress(EnvironmentProblem):
            return back_up(register, ready(Path(chosen), register.path), clock.now())
    return back_up(register, ready(beside, register.path), clock.now())


def make_up_beside(desk: Desk) -> Callable[[Progress | None, Flag | None], Brought] | None:
    """Return what brings to the second folder the copies it missed, on any thread; `record_second` puts it down.

    Returns:
        `None` where there is no second folder, it is not there, it misses nothing, or a restored register waits.
    """
    register, second = desk.register, second_folder(desk)
    if second is None or register.settings.get(RESTORED_FROM) or not second.is_dir():
        return None
    first, known, today, keys = backup_folder(desk), known_tests(desk), desk.clock.today(), keys_by_number(desk)
    if not missing_there(first, second, register.id, today, Trial(known, keys)):
        return None
    number = register.key_history.current().number
    path, register_id = register.path, register.id

    def work(progress: Progress | None = None, cancelled: Flag | None = None) -> Brought:
        _carry(path, second, register_id, number)
        trial = Trial(known, keys, cancelled)
        return bring(first, second, register_id, keys, today, trial, progress=progress, cancelled=cancelled)

    return work


def record_second(desk: Desk, brought: Brought) -> Changes:
    """Put down what was brought to the second folder."""
    with about_copies(desk):
        put_down(desk, brought.tested)
        _put_second(desk, brought)
    return Changes(backups=True)


def state_of(desk: Desk) -> list[object]:
    """Return what tells whether the register holds something a copy does not."""
    return [desk.register.journal.last_but(_ABOUT_COPIES), desk.register.letters.newest_draft_change()]


def _put_second(desk: Desk, brought: Brought) -> None:
    known = desk.register.settings.get(SECOND)
    if known:
        newest = brought.newest.isoformat() if brought.newest else None
        desk.register.settings.set(SECOND, known | {"newest": newest, "problem": brought.problem})


def _is_copied(desk: Desk) -> bool:
    """Tell whether the last good copy is there and holds everything."""
    if _last_file(desk) is None or _changed_rows(desk) > (desk.copied_changes or 0):
        return False
    if desk.register.unclean and desk.copied_changes is None:
        return False  # the session that ended badly may have changed what leaves no trace
    return bool(desk.register.settings.get(LAST_STATE) == state_of(desk))


def _last_file(desk: Desk) -> Path | None:
    """Return where the last copy lies, if it still does, in a folder where copies are kept."""
    known = desk.register.settings.get(LAST_FILE)
    if not known:
        return None
    places = (Path(known), backup_folder(desk) / Path(known).name)
    return next((file for file in places if file.is_file() and is_kept(desk, file.parent)), None)


def _is_good(desk: Desk, file: Path, cancelled: Flag | None) -> bool:
    """Tell whether a copy passed its check and is unchanged, or passes it now; a bad one is put down."""
    known = known_tests(desk).get(file)
    if known is not None and known.holds(stamp_of(file)):
        return not known.reason
    tested = try_copy(file, desk.register.key, cancelled)
    if tested is not None:
        record_tests(desk, (tested,))
    return tested is not None and not tested.reason


def _changed_rows(desk: Desk) -> int:
    """Return how many rows the session has changed, what is about copies left out."""
    return desk.register.database.connection.total_changes - desk.own_changes


def _carry(register: Path, folder: Path, register_id: str, number: int) -> None:
    """Lay into a folder of copies what a restore needs besides the copy: the list of erased cases, the locked key."""
    ledger.add((register.parent, folder), register_id, ())
    carry_locked_key(locked_key_path(register), folder, register_id, number)

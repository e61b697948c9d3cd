"""Anonymise cases whose storage term is over, and see that no old copy brings anybody back.

Before the first case a copy is made and checked. Then each case is a transaction of its own, with its line of the
journal; its entry stands in the list of erased cases before the transaction is committed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from otklik.casework import journal, retention
from otklik.casework.copies import safekeeping
from otklik.casework.copies.folders import copy_folders
from otklik.casework.desk import Changes
from otklik.casework.erased import UNSWEPT, sweep
from otklik.casework.key_keeping import keys_for_copies
from otklik.safety import ledger
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from threading import Event as Flag

    from otklik.casework.desk import Desk
    from otklik.register.erasing import Erased


@dataclass(frozen=True, slots=True)
class Anonymised:
    """Cases that were anonymised.

    Attributes:
        changes: for the views.
        numbers: of the cases.
        copies: how many copies made before still hold them, in the folders where copies are thinned.
        elsewhere: whether copies were made into other folders too: those stay until somebody deletes them.
        gone_by: about the day the last of these copies goes by itself.
        unlisted: folders whose list of erased cases could not be brought up to date; it is with the next copy there.
        swept: whether nothing of them is left in the file. If not there was no room to write it anew; `sweep` does it.
    """

    changes: Changes
    numbers: tuple[int, ...]
    copies: int
    gone_by: date
    unlisted: tuple[Path, ...] = ()
    swept: bool = True
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the list of erased cases did to a restored register.

    Attributes:
        changes: for the views.
        cases: row ids of the cases that were erased again.
        unread: lines of the lists this program does not understand.
        unreachable: folders whose list is there and could not be read.
    """

    changes: Changes
    cases: frozenset[int] = frozenset()
    unread: int = 0
    unreachable: tuple[Path, ...] = ()


def anonymise(
    desk: Desk,
    case_ids: Iterable[int],
    progress: Callable[[int, int], None] | None = None,
    cancelled: Flag | None = None,
) -> Anonymised:
    """Take everything about people out of cases, for good.

    Args:
        desk: the desk.
        case_ids: cases whose term is over.
        progress: told how many cases are done and how many there are.
        cancelled: set it to stop; cases that are done stay so.

    Raises:
        UserError: one of them has to be kept; nothing is done then.
        EnvironmentProblem: no copy can be made before, or the list or the register cannot be written.
    """
    chosen = tuple(dict.fromkeys(case_ids))
    _refuse_kept(desk, chosen)
    if not chosen:
        return Anonymised(Changes(), (), 0, desk.clock.today())
    safekeeping.before_risky(desk, cancelled=cancelled)
    done: list[tuple[int, Erased]] = []
    missed: tuple[Path, ...] = ()
    try:
        for place, case_id in enumerate(chosen):
            if progress is not None:
                progress(place, len(chosen))
            if cancelled is not None and cancelled.is_set():
                break
            erased, missed = _erase(desk, case_id, "case_anonymised", places(desk), desk.register.path.parent)
            done.append((case_id, erased))
    finally:
        swept = sweep(desk) if done else True
    if progress is not None:
        progress(len(chosen), len(chosen))
    return Anonymised(
        _changes(done),
        tuple(desk.register.cases.get(case_id).number for case_id, _erased in done),
        safekeeping.kept_copies(desk),
        copies_gone_by(desk.clock.today()),
        missed,
        swept,
        safekeeping.are_elsewhere(desk),
    )


def extend(desk: Desk) -> tuple[Path, ...]:
    """Bring the lists of all folders up to date with the register: after an exchange of the key, and with each copy.

    Returns:
        The folders whose list could not be brought up to date.
    """
    makers = [ledger.under(key) for key in keys_for_copies(desk)]
    gone = [(case_id, digest) for case_id, digest, done in desk.register.erasing.first_digests() if done]
    if not gone:
        return ()
    return ledger.add(places(desk), desk.register.id, (make(*case) for case in gone for make in makers))


def replay(desk: Desk, folders: Iterable[Path]) -> Replayed:
    """Erase again whoever was erased after this copy of the register was made, whatever keeps him in it.

    Args:
        desk: the desk of a register that was restored.
        folders: where lists of erased cases may lie: of the copy, of the register, of the second folder.
    """
    register = desk.register
    searched = tuple(dict.fromkeys((*folders, *(folder for folder in copy_folders(desk) if folder.is_dir()))))
    book = ledger.read(searched, register.id)
    if not book.entries:
        return Replayed(Changes(), unread=book.unread, unreachable=book.unreachable)
    makers = [ledger.under(key) for key in keys_for_copies(desk)]
    erased = []
    for case_id, digest, done in register.erasing.first_digests():
        if not done and any(make(case_id, digest) in book.entries for make in makers):
            erased.append((case_id, _erase(desk, case_id, "erased_again", searched)[0]))
    if erased:
        sweep(desk)
    cases = frozenset(case_id for case_id, _erased in erased)
    return Replayed(_changes(erased), cases, book.unread, book.unreachable)


def places(desk: Desk) -> tuple[Path, ...]:
    """Return the folders lists of erased cases lie in: that of the register, and those of its copies."""
    return tuple(dict.fromkeys((desk.register.path.parent, *copy_folders(desk))))


def copies_gone_by(today: date) -> date:
    """Return about when the last copy of today or before goes by itself, where one is made every day.

    The rule of thinning is asked itself: the copy of today is followed by one a day from the next month on, the case
    in which it stays longest.
    """
    from otklik.safety.thinning import surplus  # noqa: PLC0415 - asked after an act only

    begins = retention.after_months(today.replace(day=1), 1)
    copies = [_Made(datetime(today.year, today.month, today.day, 12).astimezone())]
    for number in range(800):
        copies.append(_Made(datetime.combine(begins, datetime.min.time()).astimezone() + timedelta(days=number)))
        now = copies[-1].made_at.date()
        if number > 300 and any(copy is copies[0] for copy in surplus(copies, now)):
            return now
    return retention.after_months(today, 24)


@dataclass(frozen=True, slots=True)
class _Made:
    """A copy that might be."""

    made_at: datetime


def _refuse_kept(desk: Desk, case_ids: tuple[int, ...]) -> None:
    for case_id in case_ids:
        found = retention.candidate(desk, case_id)
        if found.obstacles:
            raise UserError(
                "Case № {number} has to be kept. {reasons}", number=found.number, reasons=" ".join(found.obstacles)
            )


def _erase(
    desk: Desk, case_id: int, act: str, folders: tuple[Path, ...], must: Path | None = None
) -> tuple[Erased, tuple[Path, ...]]:
    """Anonymise one case; return what was taken out, and the folders whose list could not be written."""
    register = desk.register
    digest = register.erasing.first_digest(case_id)
    entries = [ledger.under(key)(case_id, digest) for key in keys_for_copies(desk)]
    listed = False
    try:
        with register.atomic():
            erased = register.erasing.anonymise_case(case_id, desk.clock.today())
            facts = journal.facts(files=str(erased.files), letters=str(erased.letters), papers=str(erased.papers))
            journal.write(desk, act, case_id=case_id, changes=facts)
            register.settings.set(UNSWEPT, value=True)
            listed = True
            missed = ledger.add(folders, register.id, entries, must=must)
    except BaseException:
        if listed and register.cases.get(case_id).anonymised_on is None:
            ledger.withdraw(folders, register.id, entries)
        raise
    return erased, missed


def _changes(done: list[tuple[int, Erased]]) -> Changes:
    return Changes(
        cases=frozenset(case_id for case_id, _erased in done),
        subjects=frozenset(erased.subject_id for _case_id, erased in done),
        operators=frozenset(erased.operator_id for _case_id, erased in done),
        backups=bool(done),
        settings=bool(done),
    )

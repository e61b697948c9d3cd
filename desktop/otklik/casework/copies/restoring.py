"""Restore a copy into a new register, and hold back new copies until somebody has looked at it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from otklik.casework import journal, opening
from otklik.casework.copies.found import copy_at
from otklik.casework.copies.making import RESTORED_FROM
from otklik.casework.desk import Changes, Desk
from otklik.register.store import Register
from otklik.safety.backup import restore as copy_back
from otklik.safety.keys import refuse_taken
from otklik.system.clock import Clock, SystemClock
from otklik.system.errors import EnvironmentProblem
from otklik.system.files import write_problem

if TYPE_CHECKING:
    from otklik.safety.salvage.salvage import Salvaged

LEFT_BEHIND = 3600
"""Seconds after which a half-restored register is surely nobody's."""

_UNREADABLE_LIST = (
    "The list of erased requests in {folder} cannot be read, so the copy might bring somebody back. "
    "Make the file readable, or copy the backup to another folder, and restore it from there."
)
_PREFIX = ".otklik-restore-"


@dataclass(frozen=True, slots=True)
class Restored:
    """A register that was restored.

    Attributes:
        path: the new file.
        key: its key, 32 bytes.
        made_at: when the copy was made.
        cases: how many cases it holds.
        last_number: number of the newest case; `None` where there is none.
        last_received_on: the day that one was received.
        erased_again: how many people had been erased since the copy was made, and are erased here as well.
    """

    path: Path
    key: bytes
    made_at: datetime
    cases: int
    last_number: int | None = None
    last_received_on: date | None = None
    erased_again: int = 0


def restore(
    copy: Path,
    key: bytes,
    target: Path,
    clock: Clock,
    *,
    ledgers: Iterable[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Flag | None = None,
) -> Restored:
    """Restore a copy into a new register. The copy and every other file stay as they are.

    The register is made whole under another name: checked, brought up to date, with nobody in it who was erased after
    the copy was made, and with its automatic copies held back. Then it takes its own name.

    Args:
        copy: the copy, or any register.
        key: its 32 bytes; they open the restored register too.
        target: the new file.
        clock: tells the time of the journal line.
        ledgers: further folders where lists of erased cases may lie; those of copy and target are looked into anyway.
        progress: told pages done and pages in all.
        cancelled: set it to stop; nothing is left behind.

    Raises:
        UserError: the target or a locked key beside it exists, or it was cancelled.
        EnvironmentProblem: the copy is damaged or the key is another, or the target cannot be written.
    """
    made_at = copy_at(copy).made_at
    refuse_taken(target)
    with _workshop(target) as work:
        copy_back(copy, key, work, progress=progress, cancelled=cancelled)
        held = _take_over(work, key, clock, copy, made_at, ledgers=(copy.parent, target.parent, *ledgers))
        refuse_taken(target)
        work.rename(target)
    return Restored(target, key, made_at, *held)


def collect(
    damaged: Path,
    key: bytes,
    target: Path,
    clock: Clock,
    *,
    register_id: str | None = None,
    ledgers: Iterable[Path] = (),
    progress: Callable[[int, int], None] | None = None,
    cancelled: Flag | None = None,
) -> tuple[Restored, Salvaged]:
    """Gather what can still be read of a damaged register into a new one; otherwise as `restore`.

    Args:
        damaged: the damaged register; it stays as it is.
        key: its 32 bytes.
        target: the new file.
        clock: as of `restore`.
        register_id: the id it had, where its head may be damaged: that of any of its copies.
        ledgers: as of `restore`.
        progress: as of `restore`.
        cancelled: as of `restore`.

    Raises:
        UserError: as `restore`.
        EnvironmentProblem: nothing can be read, or the target cannot be written.
    """
    from otklik.safety.salvage.salvage import salvage  # noqa: PLC0415 - hardly anybody ever needs it

    refuse_taken(target)
    with _workshop(target) as work:
        salvaged = salvage(damaged, key, work, progress, cancelled, register_id)
        now = clock.now()
        held = _take_over(work, key, clock, damaged, None, ledgers=(damaged.parent, target.parent, *ledgers))
        refuse_taken(target)
        work.rename(target)
    return Restored(target, key, now, *held), replace(salvaged, path=target)


def _take_over(
    work: Path, key: bytes, clock: Clock, source: Path, made_at: datetime | None, *, ledgers: tuple[Path, ...]
) -> tuple[int, int | None, date | None, int]:
    """Make a register of what was copied: up to date, without whom was erased since, its copies held back.

    Returns:
        How many cases it holds, number and day of the newest one, and how many of them were erased again.
    """
    with Register.open(work, key) as register:
        desk = opening.desk_of(register, clock)
        erased = _erase_again(desk, tuple(dict.fromkeys(ledgers)))
        with register.atomic():
            cases = register.cases.count()
            newest = register.cases.by_number(cases)
            register.settings.set(RESTORED_FROM, source.name)
            if made_at is not None:  # gathering has put a line of its own into the journal
                journal.write(desk, "register_restored", changes=journal.facts(on=made_at.date(), cases=cases))
    if newest is None:
        return cases, None, None, erased
    return cases, newest.number, newest.received_on, erased


def is_paused(desk: Desk) -> bool:
    """Tell whether the register was restored and nobody has looked at it yet: automatic copies wait until then."""
    return bool(desk.register.settings.get(RESTORED_FROM))


def looked_at(desk: Desk) -> Changes:
    """Put on record that somebody looked at a restored register and found everything there: copies go on."""
    with desk.register.atomic():
        if not is_paused(desk):
            return Changes()
        desk.register.settings.set(RESTORED_FROM, None)
        journal.write(desk, "restored_looked_at")
    return Changes(settings=True, backups=True)


def _erase_again(desk: Desk, folders: tuple[Path, ...]) -> int:
    """Erase whoever was erased after the copy was made; return how many cases that were.

    Raises:
        EnvironmentProblem: there is a list of erased cases that cannot be read: somebody might come back unnoticed.
    """
    from otklik.casework import anonymising  # noqa: PLC0415 - needed by nothing else here

    done = anonymising.replay(desk, folders)
    if done.unreachable:
        raise EnvironmentProblem(_UNREADABLE_LIST, folder=done.unreachable[0])
    return len(done.cases)


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """Give a place beside the target for the register that is not whole yet; it is gone afterwards."""
    _sweep(target.parent)
    try:
        place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=target.parent))
    except OSError as error:
        raise write_problem(target, error) from error
    try:
        yield place / target.name
    except OSError as error:
        raise write_problem(target, error) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _sweep(folder: Path) -> None:
    """Take away what a restore left behind that was cut off by a crash; one that is under way now is younger."""
    now = SystemClock().now().timestamp()
    for place in folder.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if now - place.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(place, ignore_errors=True)

"""The register written to a file for other programs: a list as XLSX, CSV or PDF, or all of it as JSON.

Who took data out, how much and when stands in the journal: what is gathered by a reader is handed over by an act.

    gathered = gather(opening.beside(desk)(), CaseQuery(), "xlsx", target, progress, cancelled)
    exported = deliver(desk, gathered)
"""

from __future__ import annotations

import secrets
import shutil
import weakref
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING, TypeAlias

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.opening import STANDS_ON
from otklik.register.case_query import CaseQuery
from otklik.system.errors import UserError
from otklik.system.files import atomic_file, private_folder, write_problem
from otklik.system.words import in_russian

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.letters.reports.list_model import Listing, Row

Progress: TypeAlias = Callable[[int, int], None]

FORMATS = ("xlsx", "csv", "json", "pdf")
"""What the register is written as; all of them hold names and addresses."""

MOST_ON_PAPER = 20_000
"""Cases a PDF may list: nobody prints more, and all of it is held in memory."""

_STOPPED = "Stopped: the file was not written."
_TELL_EVERY = 20  # cases


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written.

    Attributes:
        path: the file.
        cases: how many cases are in it.
    """

    changes: Changes
    path: Path
    cases: int


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Gathered:
    """A file that is made and waits to be handed over; where nobody does that, it goes away with this.

    Attributes:
        register_id: the register it was made from.
        made: the file, in a hidden folder of its own beside the target.
        target: where it is to lie.
        form: one of `FORMATS`.
        cases: how many cases are in it.
        whole: whether these are all cases of the register.
    """

    register_id: str
    made: Path
    target: Path
    form: str
    cases: int
    whole: bool

    def drop(self) -> None:
        """Take everything away that was not handed over."""
        shutil.rmtree(self.made.parent, ignore_errors=True)


def gather(
    desk: Desk,
    wanted: CaseQuery | tuple[int, ...],
    form: str,
    target: Path,
    progress: Progress | None = None,
    cancelled: Flag | None = None,
) -> Gathered:
    """Write cases to a file that is not handed over yet. Changes nothing in the register.

    Args:
        desk: the desk; a reader's does.
        wanted: which cases: what a query finds, in its order and whatever its page, or row ids.
        form: one of `FORMATS`.
        target: where the file is to lie.
        progress: told cases done and cases in all.
        cancelled: set it to stop; nothing is left behind.

    Raises:
        UserError: there are no such cases, too many for a PDF, or it was stopped.
        EnvironmentProblem: nothing can be written there, or the disk is full.
    """
    if not target.parent.is_dir():
        raise write_problem(target, FileNotFoundError(2, "no such folder"))
    workshop = private_folder(target.parent / f".otklik-{secrets.token_hex(4)}", target)
    try:
        with nullcontext() if desk.register.writable else desk.register.atomic():  # a reader sees one moment throughout
            ids = _ids(desk, wanted, form)
            made = workshop / f"register.{form}"
            _write(desk, ids, form, (made, target), _steps(ids, progress, cancelled))
            whole = len(ids) == desk.register.cases.count()
    except BaseException:
        shutil.rmtree(workshop, ignore_errors=True)
        raise
    gathered = Gathered(desk.register.id, made, target, form, len(ids), whole)
    weakref.finalize(gathered, shutil.rmtree, workshop, ignore_errors=True)
    return gathered


def deliver(desk: Desk, gathered: Gathered) -> Exported:
    """Put a file in its place, over one that lies there, and put on record that it was made.

    Raises:
        UserError: another register lies on the desk; nothing is left of the file.
        EnvironmentProblem: it cannot lie there; nothing is left.
    """
    try:
        if gathered.register_id != desk.register.id:
            raise UserError(_STOPPED)
        with desk.register.atomic():
            if desk.register.writable:
                facts = journal.facts(format=gathered.form.upper(), cases=gathered.cases)
                journal.write(desk, "register_exported" if gathered.whole else "cases_exported", changes=facts)
            gathered.made.replace(gathered.target)
    except OSError as error:
        raise write_problem(gathered.target, error) from error
    finally:
        gathered.drop()
    return Exported(Changes(), gathered.target, gathered.cases)


def file_name(desk_day: str, form: str) -> str:
    """Return the name the register is offered by; nobody is named in it.

    Args:
        desk_day: the day, ISO.
        form: one of `FORMATS`.
    """
    return f"Реестр обращений {desk_day}.{form}"


def _ids(desk: Desk, wanted: CaseQuery | tuple[int, ...], form: str) -> tuple[int, ...]:
    from otklik.casework.case_order import case_ids  # noqa: PLC0415 - it reads what is not needed to be imported

    found = tuple(case_ids(desk, wanted)) if isinstance(wanted, CaseQuery) else wanted
    if not found:
        raise UserError("There are no such requests: nothing to write.")
    if form == "pdf" and len(found) > MOST_ON_PAPER:
        raise UserError(
            "A PDF holds up to {most} requests. Choose another format, or a part of the register.", most=MOST_ON_PAPER
        )
    return found


def _steps(ids: tuple[int, ...], progress: Progress | None, cancelled: Flag | None) -> Iterator[int]:
    """Yield the ids one by one; tell how far it is, and stop where somebody wants to."""
    for done, case_id in enumerate(ids):
        if cancelled is not None and cancelled.is_set():
            raise UserError(_STOPPED)
        if progress is not None and done % _TELL_EVERY == 0:
            progress(done, len(ids))
        yield case_id
    if progress is not None:
        progress(len(ids), len(ids))


def _write(desk: Desk, ids: tuple[int, ...], form: str, places: tuple[Path, Path], steps: Iterator[int]) -> None:
    """Write the file in the first place; a failure names the second, where it is to lie."""
    if form not in FORMATS:
        raise ValueError(form)
    made, named = places
    with atomic_file(made, named) as target:
        if form == "json":
            from otklik.casework.export_json import write_json  # noqa: PLC0415 - one of four formats

            write_json(target, desk, steps)
            return
        listing = _listing(desk, len(ids), steps)
        if form == "csv":
            from otklik.letters.reports.list_csv import write_csv  # noqa: PLC0415 - one of four formats

            write_csv(target, listing)
        elif form == "xlsx":
            from otklik.letters.reports.list_book import write_book  # noqa: PLC0415 - openpyxl is loaded to write

            write_book(target, listing, made.parent)
        else:
            from otklik.letters.reports.list_page import write_pages  # noqa: PLC0415 - reportlab is loaded to draw

            write_pages(target, listing)


def _listing(desk: Desk, count: int, steps: Iterator[int]) -> Listing:
    from otklik.casework import export_rows  # noqa: PLC0415 - letters are loaded when a paper is made
    from otklik.letters.reports.list_model import Listing  # noqa: PLC0415 - the same

    operators = {one.id: one.name for one in desk.register.operators.all()}

    def rows() -> Iterator[Row]:
        for case_id in steps:
            yield export_rows.row(desk, case_id, operators)

    today = desk.clock.today()
    is_training = bool(desk.register.settings.get(STANDS_ON))
    training = in_russian("Training register: the people and the requests in it are invented")
    named = list(filter(None, operators.values())) if len(operators) == 1 else []
    return Listing(
        title=in_russian("Training register of requests" if is_training else "Register of requests"),
        about=(
            *named,
            in_russian("Requests: {number}, as of {day}", number=count, day=f"{today:%d.%m.%Y}"),
            *((training,) if is_training else ()),
        ),
        columns=export_rows.columns(),
        rows=rows(),
        made_on=today,
        chain_head=desk.register.journal.head(),
    )

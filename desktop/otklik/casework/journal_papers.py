"""The «Журнал учёта обращений субъектов персональных данных» as paper: only new lines, on sheets numbered on and on.

One journal for each operator. A line that was printed never changes: what became known of its case later is a line of
its own that refers to it («к № 12»). Each print begins a new sheet and is kept as it was made.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.journal_rows import belongs, cells_of
from otklik.register.paper_records import Paper, PaperKind
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from otklik.casework.desk import Desk
    from otklik.letters.journal_sheets import JournalSheets, LastSheet
    from otklik.letters.paper_parts import Made

TITLE = "Журнал учёта обращений субъектов персональных данных"
_SEWN = "Лист-заверитель журнала учёта обращений"


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A line of the journal as it would be printed now.

    Attributes:
        number: № п/п.
        case_id, case_number: whose line it is.
        continues: № п/п of the first line of the case, where one is printed already; else `None`.
        cells: the columns between № п/п and the last signature; of a continuing line only what changed.
    """

    number: int
    case_id: int
    case_number: int
    continues: int | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """Sheets that were made and kept.

    Attributes:
        number: of the print.
        first_sheet, last_sheet: its sheets, both included.
        first_line, last_line: its lines, both included.
    """

    changes: Changes
    paper_id: int
    number: int
    first_sheet: int
    last_sheet: int
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True)
class EarlierPrint:
    """Sheets that were made before.

    Attributes:
        paper_id: by which they are had once more.
        number: of the print.
        made_on: day of the print.
        first_sheet, last_sheet: its sheets, or those a last sheet vouches for, both included.
        first_line, last_line: the lines on them.
        is_last_sheet: whether it is the sheet «прошито, пронумеровано».
        chain_head: hex head of the register's journal that is printed on it.
    """

    paper_id: int
    number: int
    made_on: date
    first_sheet: int
    last_sheet: int
    first_line: int
    last_line: int
    is_last_sheet: bool
    chain_head: str


@dataclass(frozen=True, slots=True)
class JournalState:
    """How the journal of an operator stands on paper.

    Attributes:
        new: how many lines were not printed yet.
        unsewn: how many sheets no last sheet vouches for yet.
        prints: what was made, newest first.
    """

    new: int
    unsewn: int
    prints: tuple[EarlierPrint, ...]


@dataclass(slots=True)
class _Printed:
    """What the prints so far hold.

    Attributes:
        cases: by case the № п/п of its first line and the digests of what was last printed of it.
        line, sheet, seq: the last line, sheet and line of the register's journal that was printed.
        sewn_line, sewn_sheet: the last ones that were sewn.
    """

    cases: dict[int, tuple[int, list[str]]]
    line: int = 0
    sheet: int = 0
    seq: int = 0
    sewn_line: int = 0
    sewn_sheet: int = 0


def new_lines(desk: Desk, operator_id: int) -> tuple[JournalRow, ...]:
    """Return the lines that were not printed yet, in the order they will be: by number of the case."""
    return tuple(row for row, _digests in _new(desk, operator_id, _so_far(desk, operator_id)))


def state(desk: Desk, operator_id: int) -> JournalState:
    """Return how many lines are new, and what was printed before."""
    before = _so_far(desk, operator_id)
    made = tuple(_earlier(paper) for paper in reversed(prints(desk, operator_id)))
    return JournalState(len(_new(desk, operator_id, before)), before.sheet - before.sewn_sheet, made)


def preview(desk: Desk, operator_id: int) -> Callable[[], bytes]:
    """Return what draws the sheets `print_journal` would make now; it needs no register. Nothing is kept.

    Raises:
        UserError: there is nothing new.
    """
    before = _so_far(desk, operator_id)
    sheets = _sheets(desk, operator_id, before, _new(desk, operator_id, before))

    def draw() -> bytes:
        from otklik.letters.journal_sheets import render_sheets  # noqa: PLC0415 - reportlab is loaded to draw

        return render_sheets(sheets).pdf

    return draw


def print_journal(desk: Desk, operator_id: int) -> Printed:
    """Make the sheets of all new lines and keep them; the same line is never printed by this again.

    Raises:
        UserError: there is nothing new.
    """
    from otklik.letters.journal_sheets import render_sheets  # noqa: PLC0415 - letters are loaded when a paper is made

    register = desk.register
    with register.atomic():
        before = _so_far(desk, operator_id)
        new = _new(desk, operator_id, before)
        sheets = _sheets(desk, operator_id, before, new)
        made = render_sheets(sheets)
        spans = _spans(before.line + 1, before.line + len(new), before.sheet + 1, before.sheet + made.pages)
        rows = [[row.number, row.case_id, row.continues or row.number, digests] for row, digests in new]
        seqs = (before.seq + 1, register.journal.count())
        paper = _keep(desk, operator_id, TITLE, made, spans | {"rows": rows, "chain_head": sheets.chain_head}, seqs)
        _put_on_record(desk, "journal_printed", paper, spans)
    return _printed(operator_id, paper, spans)


def closing_sheet(desk: Desk, operator_id: int) -> Printed:
    """Make the last sheet («прошито, пронумеровано») of all sheets since the one before, and keep it.

    Returns:
        The sheets and lines it vouches for; it has no number among them itself.

    Raises:
        UserError: no sheet was printed since.
    """
    from otklik.letters.journal_sheets import render_last_sheet  # noqa: PLC0415 - letters are loaded when a paper is made

    with desk.register.atomic():
        last = _last(desk, operator_id)
        made = render_last_sheet(last)
        spans = _spans(last.first_line, last.last_line, last.first_sheet, last.last_sheet)
        paper = _keep(desk, operator_id, _SEWN, made, spans | {"sewn": True, "chain_head": last.chain_head})
        _put_on_record(desk, "journal_sewn", paper, spans)
    return _printed(operator_id, paper, spans)


def preview_closing(desk: Desk, operator_id: int) -> Callable[[], bytes]:
    """Return what draws the sheet `closing_sheet` would make now, as `preview`.

    Raises:
        UserError: no sheet was printed since the one before.
    """
    last = _last(desk, operator_id)

    def draw() -> bytes:
        from otklik.letters.journal_sheets import render_last_sheet  # noqa: PLC0415 - reportlab is loaded to draw

        return render_last_sheet(last).pdf

    return draw


def prints(desk: Desk, operator_id: int) -> tuple[Paper, ...]:
    """Return the prints of an operator's journal, oldest first, last sheets among them."""
    return desk.register.papers.of_operator(operator_id, PaperKind.JOURNAL)


def reprint(desk: Desk, paper_id: int) -> bytes:
    """Return sheets once more exactly as they were made, byte for byte.

    Raises:
        UserError: the paper is no print of the journal.
    """
    if desk.register.papers.get(paper_id).kind is not PaperKind.JOURNAL:
        raise UserError("This paper is no sheet of the journal.")
    return desk.register.papers.content(paper_id)


def _so_far(desk: Desk, operator_id: int) -> _Printed:
    found = _Printed({})
    for paper in prints(desk, operator_id):
        facts = json.loads(paper.facts)
        if facts.get("sewn"):
            found.sewn_line, found.sewn_sheet = facts["last_line"], facts["last_sheet"]
            continue
        for _number, case_id, first, digests in facts["rows"]:
            found.cases[case_id] = (first, digests)
        found.line, found.sheet, found.seq = facts["last_line"], facts["last_sheet"], paper.last_seq or 0
    return found


def _sheets(desk: Desk, operator_id: int, before: _Printed, new: list[tuple[JournalRow, list[str]]]) -> JournalSheets:
    """Return the sheets of all new lines as they would be printed now."""
    from otklik.letters.fields import operator_title  # noqa: PLC0415 - letters are loaded when a paper is made
    from otklik.letters.journal_sheets import JournalSheets, SheetLine  # noqa: PLC0415 - the same

    if not new:
        raise UserError("Nothing is new since the journal was printed last.")
    return JournalSheets(
        operator=operator_title(desk.register.operators.get(operator_id)),
        lines=tuple(SheetLine(row.number, row.cells) for row, _digests in new),
        first_sheet=before.sheet + 1,
        made_on=desk.clock.today(),
        chain_head=desk.register.journal.head(),
    )


def _last(desk: Desk, operator_id: int) -> LastSheet:
    """Return the last sheet as it would be made now."""
    from otklik.letters.fields import operator_title  # noqa: PLC0415 - letters are loaded when a paper is made
    from otklik.letters.journal_sheets import LastSheet  # noqa: PLC0415 - the same

    before = _so_far(desk, operator_id)
    if before.sheet == before.sewn_sheet:
        raise UserError("No sheet of the journal was printed since the last ones were sewn. Print it first.")
    return LastSheet(
        operator=operator_title(desk.register.operators.get(operator_id)),
        made_on=desk.clock.today(),
        chain_head=desk.register.journal.head(),
        **_spans(before.sewn_line + 1, before.line, before.sewn_sheet + 1, before.sheet),
    )


def _earlier(paper: Paper) -> EarlierPrint:
    facts = json.loads(paper.facts)
    spans = {name: facts[name] for name in ("first_sheet", "last_sheet", "first_line", "last_line")}
    sewn, chain_head = bool(facts.get("sewn")), facts.get("chain_head", "")
    return EarlierPrint(paper.id, paper.number, paper.made_on, is_last_sheet=sewn, chain_head=chain_head, **spans)


def _new(desk: Desk, operator_id: int, before: _Printed) -> list[tuple[JournalRow, list[str]]]:
    """Return each new line with the digests of all cells of its case, by which the next print sees what changed."""
    found: list[tuple[JournalRow, list[str]]] = []
    for case_id in desk.register.cases.ids_received(operator_id):
        case = desk.register.cases.get(case_id)
        first, old = before.cases.get(case_id, (None, []))
        if case.anonymised_on is not None or (first is None and not belongs(case)):
            continue
        cells = cells_of(desk, case)
        digests = [hashlib.sha256(cell.encode()).hexdigest()[:16] for cell in cells]
        if digests == old:
            continue
        number = before.line + len(found) + 1
        shown = cells if first is None else _changed(first, case.number, cells, digests, old)
        found.append((JournalRow(number, case_id, case.number, first, shown), digests))
    return found


def _changed(first: int, case_number: int, cells: tuple[str, ...], now: list[str], old: list[str]) -> tuple[str, ...]:
    """Return the cells of a continuing line: to which line it belongs, and what is different."""
    shown = [cell or "—" if digest != was else "" for cell, digest, was in zip(cells, now, old, strict=True)]
    shown[0] = f"к № {first}\n{shown[0] or f'вх. № {case_number}'}"
    return tuple(shown)


def _spans(first_line: int, last_line: int, first_sheet: int, last_sheet: int) -> dict[str, int]:
    return {"first_line": first_line, "last_line": last_line, "first_sheet": first_sheet, "last_sheet": last_sheet}


def _keep(
    desk: Desk,
    operator_id: int,
    title: str,
    made: Made,
    facts: dict[str, Any],
    seqs: tuple[int | None, int | None] = (None, None),
) -> Paper:
    papers = desk.register.papers
    return papers.add(
        Paper(
            operator_id=operator_id,
            kind=PaperKind.JOURNAL,
            number=papers.next_number(operator_id, PaperKind.JOURNAL),
            made_on=desk.clock.today(),
            title=title,
            sheets=made.pages,
            facts=json.dumps(facts),
            first_seq=seqs[0],
            last_seq=seqs[1],
        ),
        made.pdf,
    )


def _put_on_record(desk: Desk, act: str, paper: Paper, spans: dict[str, int]) -> None:
    lines, sheets = (_from_to(spans[f"first_{what}"], spans[f"last_{what}"]) for what in ("line", "sheet"))
    facts = journal.facts(number=paper.number, lines=lines, sheets=sheets, sha256=paper.sha256)
    journal.write(desk, act, changes=facts)


def _from_to(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def _printed(operator_id: int, paper: Paper, spans: dict[str, int]) -> Printed:
    return Printed(Changes(operators=frozenset({operator_id})), paper.id, paper.number, **spans)

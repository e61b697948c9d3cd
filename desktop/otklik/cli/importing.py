"""`otklik import`: bring in the journal kept before this program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from otklik.cli.cases import operator_id_of
from otklik.cli.frame import Command, Options, open_desk, russian, show
from otklik.system.errors import UserError
from otklik.system.files import read_file
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.importing import BroughtIn, Report, ReportLine
    from otklik.intake.old_journal.columns import Column, Mapping
    from otklik.intake.old_journal.sheets import Sheet


@click.command(cls=Command, name="import", short_help="Bring in the journal kept before.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--operator", "operator_id", type=int, help="Whose letters they were, where there are several.")
@click.option("--sheet", "name", default="", help="Name of the worksheet; else the one that looks like a journal.")
@click.option("--column", "columns", multiple=True, metavar="TITLE=MEANING",
              help="What a column means, where it is not understood; may stand several times.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only say what would become of each row.")
@click.pass_obj
def import_journal(
    options: Options, file: Path, operator_id: int | None, name: str, columns: tuple[str, ...], *, dry_run: bool
) -> None:
    """Bring in the rows of FILE (.xlsx, .csv) that are new: all of them, or none.

    Rows that came in before stay out, so a file may be brought in again when it has grown.
    """
    from otklik.casework.importing import bring_in, look_over  # noqa: PLC0415 - only here
    from otklik.intake.old_journal.columns import propose  # noqa: PLC0415 - tables are read only here
    from otklik.intake.old_journal.sheets import MAX_BYTES, read_sheet  # noqa: PLC0415 - the same

    sheet = read_sheet(file.name, read_file(file, MAX_BYTES), name)
    mapping = propose(sheet).said(_said(columns))
    with open_desk(options, writable=not dry_run) as desk:
        operator = operator_id_of(desk, operator_id)
        brought: BroughtIn | None = None
        if dry_run:
            report = look_over(desk, sheet, mapping, operator)
        else:
            brought = bring_in(desk, sheet, mapping, operator)
            report = brought.report
    numbers = brought.numbers if brought else {}
    show(
        options,
        _as_row(sheet, mapping, report, numbers, brought),
        lambda: "\n".join(_as_text(sheet, mapping, report, numbers, brought)),
    )


def _said(columns: tuple[str, ...]) -> dict[str, Column]:
    """Return what the user says of columns, by their titles.

    Raises:
        UserError: it is not TITLE=MEANING, or there is no such meaning.
    """
    from otklik.intake.old_journal.columns import Column  # noqa: PLC0415 - only here

    said: dict[str, Column] = {}
    for text in columns:
        title, sign, meaning = text.rpartition("=")
        if not sign or meaning.strip() not in set(Column):
            raise UserError("“{column}” is not TITLE=MEANING. Meanings: {meanings}.", column=text,
                            meanings=", ".join(Column))  # fmt: skip
        said[title.strip()] = Column(meaning.strip())
    return said


def _as_row(
    sheet: Sheet, mapping: Mapping, report: Report, numbers: dict[int, int], brought: BroughtIn | None
) -> dict[str, Any]:
    from otklik.casework.importing import RowState  # noqa: PLC0415 - only here

    return {
        "file": sheet.file,
        "sheet": sheet.name,
        "other_sheets": sheet.others,
        "header_row": sheet.header_row,
        "columns": [
            {"title": proposal.title, "meaning": proposal.column, "sure": proposal.sure, "reason": proposal.reason}
            for proposal in mapping.proposals
        ],
        "problems": sheet.problems,
        "warnings": report.warnings,
        "counts": {state.value: report.count(state) for state in RowState},
        "added": brought.added if brought else 0,
        "skipped": brought.skipped if brought else 0,
        "rows": [_line(line, numbers) for line in report.lines],
    }


def _line(line: ReportLine, numbers: dict[int, int]) -> dict[str, Any]:
    row = line.row
    return {
        "row": row.number,
        "state": line.state,
        "sentences": line.sentences,
        "number": numbers.get(row.number),
        "like": line.case_number,
        "received": row.received_on,
        "name": row.name,
        "kinds": row.kinds,
        "channel": row.channel,
        "answered": row.answered_on,
        "outgoing_number": row.outgoing_number,
    }


def _as_text(
    sheet: Sheet, mapping: Mapping, report: Report, numbers: dict[int, int], brought: BroughtIn | None
) -> list[str]:
    from otklik.casework.importing import RowState  # noqa: PLC0415 - only here
    from otklik.intake.old_journal.columns import label  # noqa: PLC0415 - only here

    states = {
        RowState.NEW: say("new"),
        RowState.DOUBTFUL: say("look at it"),
        RowState.DOUBLE: say("there already"),
        RowState.CANNOT: say("cannot come in"),
    }
    lines = [f"{sheet.file}: {sheet.name}".rstrip(": ")]
    lines += [f"  {proposal.title}: {label(proposal.column)}" for proposal in mapping.proposals]
    if sheet.others:
        lines.append("! " + say("The file has several sheets. “{name}” is read; the others: {others}.", name=sheet.name,
                                others=", ".join(sheet.others)))  # fmt: skip
    lines += [f"! {sentence}" for sentence in (*sheet.problems, *report.warnings)]
    for line in report.lines:
        number = numbers.get(line.row.number)
        head = f"{line.row.number}. {states[line.state]}" + (f", № {number}" if number else "")
        told = " ".join((f"{russian(line.row.received_on)} {line.row.name}".rstrip() + ".", *line.sentences))
        lines.append(f"{head}: {told}")
    if brought is not None:
        return [
            *lines,
            say("Brought in: {added}; stayed out: {skipped}.", added=brought.added, skipped=brought.skipped),
        ]
    comes = report.count(RowState.NEW, RowState.DOUBTFUL)
    return [
        *lines,
        say("Would come in: {number} of {total}. Nothing is stored.", number=comes, total=len(report.lines)),
    ]

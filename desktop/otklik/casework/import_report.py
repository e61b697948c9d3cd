"""What became of each row of an old journal, as a table to keep or to go through with a colleague."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from otklik.casework.importing import RowState
from otklik.system.spreadsheets import harmless
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Collection

    from otklik.casework.importing import Report, ReportLine


def state_word(state: RowState) -> str:
    """Return what a state of a row is called, in the language in use."""
    return {
        RowState.NEW: say("new"),
        RowState.DOUBTFUL: say("look at it"),
        RowState.DOUBLE: say("there already"),
        RowState.CANNOT: say("cannot come in"),
    }[state]


def report_csv(report: Report, without: Collection[int] = ()) -> bytes:
    """Return a report as CSV the way Excel opens it in Russia: semicolons, UTF-8 with its mark.

    Args:
        report: the report.
        without: numbers of the rows that are left out by hand.
    """
    text = io.StringIO(newline="")
    table = csv.writer(text, delimiter=";")
    table.writerow([say(title) for title in ("Row", "What becomes of it", "Received", "Who writes", "Why")])
    for line in report.lines:
        table.writerow(_cells(line, left_out=line.row.number in without))
    return text.getvalue().encode("utf-8-sig")


def _cells(line: ReportLine, *, left_out: bool) -> list[str]:
    received = line.row.received_on
    return [
        str(line.row.number),
        say("left out") if left_out else state_word(line.state),
        f"{received:%d.%m.%Y}" if received else "",
        harmless(line.row.name),
        harmless(" ".join(line.sentences)),
    ]

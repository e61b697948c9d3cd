"""Lines of the journal for paper: always in Russian, whatever language the screen speaks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.system.words import in_russian

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.letters.extract import LogLine
    from otklik.letters.paper_parts import Made
    from otklik.register.records import Event


def log_lines(desk: Desk, case_id: int) -> tuple[LogLine, ...]:
    """Return the lines of the journal about a case, oldest first."""
    from otklik.letters.extract import LogLine  # noqa: PLC0415 - letters are loaded when a paper is made

    return tuple(
        LogLine(event.seq, event.at, journal.sentence(_for_paper(event), in_russian), event.digest)
        for event in desk.register.journal.of_case(case_id)
    )


def _for_paper(event: Event) -> Event:
    """Return a line without the name of a file or of a place of one case alone: it may name somebody.

    Paper forgets nothing.
    """
    if event.act == "file_added":
        return replace(event, changes=())
    if event.act.startswith("place_") and not any(one.field == "listed" and one.new == "yes" for one in event.changes):
        return replace(event, changes=tuple(one for one in event.changes if one.field != "place"))
    return event


def case_extract(desk: Desk, case_id: int) -> Made:
    """Return «Выписка из журнала» of a case as PDF/A with the number of its pages."""
    from otklik.letters.extract import Extract, render_extract  # noqa: PLC0415 - letters are loaded when a paper is made
    from otklik.letters.fields import operator_title  # noqa: PLC0415 - the same

    case = desk.register.cases.get(case_id)
    return render_extract(
        Extract(
            heading=f"обращение № {case.number}",
            operator=operator_title(desk.register.operators.get(case.operator_id)),
            lines=log_lines(desk, case_id),
            made_on=desk.clock.today(),
            chain_head=desk.register.journal.head(),
        )
    )

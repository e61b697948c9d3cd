"""`otklik list`: the cases that words of the search find."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from otklik.casework import asking, lists
from otklik.cli.frame import Command, Options, complain, open_desk, russian, show
from otklik.register.case_query import CaseQuery, Column, Sort
from otklik.register.records import CaseStatus
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.views import CaseRow


@click.command("list", cls=Command, short_help="List the open cases, nearest date first.")
@click.argument("words", nargs=-1)
@click.option("--due-within", type=click.IntRange(0, 3650), help="Only what is due within N working days.")
@click.option("--all", "everything", is_flag=True, help="Closed and annulled cases too.")
@click.option("--text", default="", help="The same as WORDS.")
@click.option("--sort", "column", type=click.Choice([column.value for column in Column]), default=Column.LEFT.value)
@click.option("--descending", is_flag=True, help="The last first.")
@click.pass_obj
def list_cases(
    options: Options,
    words: tuple[str, ...],
    due_within: int | None,
    *,
    everything: bool,
    text: str,
    column: str,
    descending: bool,
) -> None:
    """List the cases WORDS find, nearest date first: «срок:неделя вид:отзыв», "due:week kind:withdrawal", a name.

    Put what begins with a minus in one pair of quotes with another word, or behind --.
    """
    with open_desk(options, writable=False) as desk:
        until = None
        if due_within is not None:
            today = desk.clock.today()
            until = desk.calendar.add_working_days(today, due_within) if due_within else today
        base = CaseQuery(
            status=None if everything else CaseStatus.OPEN,
            due_until=until,
            sort=Sort(Column(column), descending),
            limit=1_000_000,
        )
        asked = asking.ask(desk, " ".join((*words, text)).strip(), base)
        rows = lists.case_rows(desk, asked.query)
    if asked.retyped:
        complain(say("Searched for: {words}", words=asked.retyped))
    for problem in asked.problems:
        complain(problem)
    show(options, rows, lambda: "\n".join(_line(row) for row in rows) or say("No cases."))


def _line(row: CaseRow) -> str:
    return (
        f"№ {row.number}  {row.title}  {say('received')} {russian(row.received_on)}  "
        f"{say('by law')} {dated(row.law_due_on, row.due_provisional)}  "
        f"{say('by policy')} {dated(row.policy_due_on, row.policy_provisional)}"
        + ("" if row.status is CaseStatus.OPEN else f"  {say(row.status.value)}")
    )


def dated(day: date | None, provisional: bool) -> str:
    """Return a date, marked where it may still move because a decree on days off is not known."""
    return f"{russian(day)} ({say('provisional')})" if day and provisional else russian(day)

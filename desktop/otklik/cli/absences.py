"""`otklik absence`: when nobody will be there to answer, and what falls due meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from otklik.casework import absence as planner
from otklik.cli.frame import DAY, Command, Options, duty_title, open_desk, russian, show
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.absence import AbsencePlan, DueThen


@click.command("absence", cls=Command, short_help="Plan an absence; without options list what is planned.")
@click.option("--from", "first", type=DAY, help="Its first day.")
@click.option("--to", "last", type=DAY, help="Its last day.")
@click.option("--word", default="", help="What it is, in a word or two.")
@click.option("--remove", "is_off", is_flag=True, help="Take out the one that begins on --from.")
@click.pass_obj
def absence(options: Options, first: date | None, last: date | None, word: str, *, is_off: bool) -> None:
    """Plan an absence, and show what falls due in each that is planned and by when it has to be done."""
    if is_off and (first is None or last is not None or word):
        raise UserError("Take an absence out by its first day alone: otklik absence --from DAY --remove.")
    if not is_off and (first is None) != (last is None):
        raise UserError("Say both days of the absence: otklik absence --from DAY --to DAY.")
    if not is_off and first is None and word:
        raise UserError("Say both days of the absence: otklik absence --from DAY --to DAY.")
    with open_desk(options, writable=first is not None) as desk:
        if first is not None and is_off:
            planner.remove(desk, first)
        elif first is not None and last is not None:
            planner.plan(desk, planner.Absence(first, last, word))
        found = planner.plans(desk)
    show(options, [_as_row(one) for one in found], lambda: _as_lines(found))


def _as_row(plan: AbsencePlan) -> dict[str, object]:
    return {
        "from": plan.absence.first,
        "to": plan.absence.last,
        "word": plan.absence.word,
        "leave_by": plan.leave_by,
        "inside": [_due_row(one) for one in plan.inside],
        "after": [_due_row(one) for one in plan.after],
        "overdue": [_due_row(one) for one in plan.overdue],
    }


def _due_row(due: DueThen) -> dict[str, object]:
    return {"number": due.number, "day": due.day, "duty": duty_title(due.duty), "basis": due.duty.basis}


def _as_lines(found: tuple[AbsencePlan, ...]) -> str:
    if not found:
        return say("No absence is planned.")
    lines = []
    for plan in found:
        days = f"{russian(plan.absence.first)}–{russian(plan.absence.last)}"
        lines.append(f"{days}  {plan.absence.word}".rstrip())
        if plan.overdue:
            lines.append("  " + say("Overdue already:"))
        lines.extend(_due_line(one) for one in plan.overdue)
        if plan.inside and plan.leave_by:
            lines.append("  " + say("To be done by {day}, the last working day before it:", day=russian(plan.leave_by)))
        elif plan.inside:
            lines.append("  " + say("Due meanwhile:"))
        lines.extend(_due_line(one) for one in plan.inside)
        if plan.after:
            lines.append("  " + say("Due on the first working days behind it:"))
        lines.extend(_due_line(one) for one in plan.after)
        if not (plan.overdue or plan.inside or plan.after):
            lines.append("  " + say("Nothing falls due."))
    return "\n".join(lines)


def _due_line(due: DueThen) -> str:
    return f"    № {due.number}  {russian(due.day)}  {duty_title(due.duty)} ({due.duty.basis})"

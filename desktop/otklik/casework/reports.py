"""What the reports page asks: the figures of a period, and whether the journal is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from otklik.casework.opening import STANDS_ON
from otklik.casework.report_figures import CaseFigures, Counted, Period, case_figures, count, shifted
from otklik.register.figures import case_facts, months_received

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.journal import ChainReport


@dataclass(frozen=True, slots=True)
class Report:
    """The report of a period.

    Attributes:
        counted: its figures.
        today: the day it is made.
        operator: whose cases, as a letter names him; empty where there are several operators.
        operators: how many operators it is about.
        is_training: whether the register is the training one, with invented people.
        chain_head: hex head of the journal.
    """

    counted: Counted
    today: date
    operator: str
    operators: int
    is_training: bool
    chain_head: str


def report(desk: Desk, period: Period, operator_id: int | None = None) -> Report:
    """Return the report of a period. Nothing in it names anybody but the operator.

    Args:
        desk: the desk.
        period: the days of receipt.
        operator_id: whose cases; all operators' where not given.
    """
    from otklik.letters.fields import operator_title  # noqa: PLC0415 - letters are loaded when a paper is made

    register, today = desk.register, desk.clock.today()
    known = [one for one in register.operators.all() if operator_id in {None, one.id}]
    before = _cases(desk, period.year_before(today), operator_id)
    return Report(
        counted=count(period, _cases(desk, period, operator_id), before),
        today=today,
        operator=operator_title(known[0]) if len(known) == 1 else "",
        operators=len(known),
        is_training=bool(register.settings.get(STANDS_ON)),
        chain_head=register.journal.head(),
    )


def _cases(desk: Desk, period: Period, operator_id: int | None) -> tuple[CaseFigures, ...]:
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - letters are loaded when a paper is made

    templates, today, calendar = load_templates(), desk.clock.today(), desk.calendar

    def result_of(template: str) -> str:
        return templates[template].outcome if template in templates else ""

    found = case_facts(desk.register.database, period.first, period.last, operator_id)
    return tuple(case_figures(case, today, calendar, result_of) for case in found)


def months(desk: Desk) -> tuple[date, ...]:
    """Return the first days of all months from the first with a case to the last, or to today's."""
    this = desk.clock.today().replace(day=1)
    earliest, latest = months_received(desk.register.database) or (this, this)
    end, found = max(latest, this), [earliest]
    while found[-1] < end:
        found.append(shifted(found[-1], 1))
    return tuple(found)


def check_journal(desk: Desk) -> ChainReport:
    """Check the whole chain of the journal; may take a while for a long one."""
    return desk.register.journal.verify()


def journal_length(desk: Desk) -> int:
    """Return how many lines the journal has."""
    return desk.register.journal.count()

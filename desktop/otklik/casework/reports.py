"""What the reports page asks: the figures of a period, and whether the journal is whole."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from otklik.register.figures import Figures, figures

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.journal import ChainReport


def period_figures(desk: Desk, first: date, last: date) -> Figures:
    """Return how many cases were received in the period, and how they were answered.

    Args:
        desk: the desk.
        first: first day of the period.
        last: last day of it.
    """
    return figures(desk.register.database, first, last, desk.clock.today())


def check_journal(desk: Desk) -> ChainReport:
    """Check the whole chain of the journal; may take a while for a long one."""
    return desk.register.journal.verify()


def journal_length(desk: Desk) -> int:
    """Return how many lines the journal has."""
    return desk.register.journal.count()

"""The sentence on top of the first page, and the quiet line under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.views import Urgency
from otklik.ui import dates, phrases
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from otklik.casework.next_step import NextStep
    from otklik.casework.views import CaseRow, TodayView


def headline(view: TodayView, steps: dict[int, NextStep]) -> str:
    """Return the sentence: what is overdue and what ends today first, else that nothing burns and what is nearest.

    Args:
        view: the first page.
        steps: by case id what comes next in it.
    """
    pressing = []
    if view.overdue_count:
        pressing.append(translated("%n request(s) overdue", view.overdue_count))
    if view.ending_count:
        pressing.append(translated("The last day for %n request(s)", view.ending_count))
    if pressing:
        return phrases.firm(". ".join(pressing))
    if not view.open_count:
        return translated("No open requests")
    coming = nearest(view)
    calm = translated("Nothing is burning today")
    if coming is None or coming.due_on is None:
        return calm
    answered = coming.id in steps and (duty := steps[coming.id].duty) is not None and phrases.is_answered(duty)
    when = translated("The nearest answer: {date}") if answered else translated("The nearest date: {date}")
    return f"{calm}. {when.format(date=dates.near(coming.due_on, view.today))}"


def role(view: TodayView) -> str:
    """Return the role of the sentence: the last day and what is overdue are loud."""
    return "big_overdue" if view.overdue_count else "big_soon" if view.ending_count else "title"


def lead(view: TodayView) -> str:
    """Return the quiet line: which day it is, and what the nearest date is about."""
    weekday = dates.weekday(view.today)
    today = f"{weekday[:1].upper()}{weekday[1:]}, {dates.day_month(view.today)}."
    coming = nearest(view)
    if coming is None or coming.due_on is None:
        return today
    text = (
        translated("The nearest date is {weekday}, {date}, provisionally: {case}.")
        if coming.due_provisional
        else translated("The nearest date is {weekday}, {date}: {case}.")
    )
    about = text.format(
        weekday=dates.weekday(coming.due_on),
        date=phrases.due_moment(dates.near(coming.due_on, view.today), coming.due_at),
        case=f"{phrases.case_name(coming.number, coming.kinds).lower()}, {phrases.kind_word(coming.kinds[0])}",
    )
    return f"{today} {about}"


def nearest(view: TodayView) -> CaseRow | None:
    """Return the first case that is not overdue, of those that are shown."""
    return next((row for row in view.next_cases if row.remaining.urgency is not Urgency.OVERDUE), None)

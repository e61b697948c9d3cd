"""A report in words: what its figures are called and what they mean; the same for screen, paper and spreadsheet."""

from __future__ import annotations

from datetime import date as date_type
from typing import TYPE_CHECKING

from otklik.casework.report_figures import Cause, Part, Result
from otklik.law.kinds import Kind
from otklik.law.naming import kind_heading, kind_title
from otklik.letters.reports.model import Cell, Fact, Legend, Point, ReportPaper, Stack, Table
from otklik.register.records import Channel
from otklik.system.words import in_russian, language, say

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from otklik.casework.report_figures import Counted, Figures, Period, Spread
    from otklik.casework.reports import Report

    Speak = Callable[..., str]

NBSP = "\u00a0"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SHORT = ("Jan", "Feb", "Mar", "Apr", "May.", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_CHANNELS = {
    Channel.EMAIL: "Through e-mail",
    Channel.LETTER: "By post or courier",
    Channel.IN_PERSON: "In person",
    Channel.PHONE: "By telephone",
    Channel.ACCOUNT: "Through the account on the site",
    Channel.OWN: "Nobody wrote: found by the operator",
}

_RESULTS = {
    Result.SATISFIED: "Satisfied",
    Result.PARTIAL: "Satisfied in part",
    Result.REFUSED: "Refused",
    Result.ANSWERED: "Answered on the merits",
    Result.NOT_OURS: "Meant for somebody else",
    Result.NO_LETTER: "Closed without a letter",
    Result.OPEN: "Not closed yet",
}

_CAUSES = {
    Cause.NOT_DONE: "Not done to this day",
    Cause.SENT_LATE: "The letter was ready in time and left later",
    Cause.REGISTERED_LATE: "Registered later than on the next working day",
    Cause.NOT_EXTENDED: "The term could have been extended, and was not",
    Cause.TOOK_LONGER: "The answer took longer than the term",
}

_REMARKS = (
    (
        "In time: everything the law or a contract asks for was done no later than on its last day. Where they give no "
        "term, that of the policy counts."
    ),
    "Late: something was done after its last day, or is not done and the day has passed.",
    "Waiting: something is still to be done, and its last day has not passed.",
    (
        "Days to the answer run from the day after receipt to the day the answer left or the last thing it had to do "
        "was done. The median: half of the answers took no longer."
    ),
    "Cases entered by mistake and annulled are not counted; those that were anonymised are.",
)


def month_name(month: date, speak: Speak = say) -> str:
    """Return «ноябрь 2026»."""
    return f"{speak(_MONTHS[month.month - 1])}{NBSP}{month.year}"


def month_short(month: date, speak: Speak = say) -> str:
    """Return «ноя»."""
    return speak(_SHORT[month.month - 1]).rstrip(".")


def period_name(period: Period, speak: Speak = say) -> str:
    """Return «ноябрь 2026», «2026 год», or «апрель 2026 — март 2027»."""
    if period.is_month:
        return month_name(period.first, speak)
    if period.is_year:
        return speak("the year {year}", year=period.first.year)
    return f"{month_name(period.first, speak)} — {month_name(period.last, speak)}"


def result_name(result: Result, speak: Speak = say) -> str:
    """Return how a case ended, in words."""
    return speak(_RESULTS[result])


def cause_name(cause: Cause, speak: Speak = say) -> str:
    """Return why a case is late, in words."""
    return speak(_CAUSES[cause])


def channel_name(channel: Channel, speak: Speak = say) -> str:
    """Return the way a case came, in words."""
    return speak(_CHANNELS[channel])


def in_words(report: Report, speak: Speak = say) -> ReportPaper:
    """Return a report in words.

    Args:
        report: the figures.
        speak: `say` for the language in use, `in_russian` for paper.
    """
    counted, spoken = report.counted, "ru" if speak is in_russian else language()
    period = counted.period
    first, last = (f"{day:%d.%m.%Y}" for day in (period.first, period.last))
    return ReportPaper(
        title=speak("Report on requests: {period}", period=period_name(period, speak)),
        period=speak(
            "Received from {first} to {last}; as of {today}", first=first, last=last, today=f"{report.today:%d.%m.%Y}"
        ),
        operator=report.operator or speak("All operators of the register: {number}", number=report.operators),
        training=speak("Training register: the people and the requests in it are invented")
        if report.is_training
        else "",
        facts=_facts(counted, speak),
        remarks=(*(speak(remark) for remark in _REMARKS), *_before_remark(report, speak)),
        legend=_legend(speak),
        charts=(
            speak("Requests by month of receipt"),
            speak("What is demanded"),
            speak("Working days to the answer, by day of receipt"),
        ),
        months=tuple(_month_stack(part, speak) for part in counted.months),
        kinds=tuple(_kind_stack(part, spoken) for part in counted.kinds),
        points=tuple(
            Point(str(case.id), _number(case.number), case.received_on, case.working or 0, case.term)
            for case in counted.answered
        ),
        month_labels=tuple((month, month_short(month, speak)) for month in period.months),
        tables=_tables(counted, speak, spoken),
        made_on=report.today,
        chain_head=report.chain_head,
        comma=spoken == "ru",
    )


def _legend(speak: Speak) -> Legend:
    return Legend(
        in_time=speak("in time"),
        late=speak("after the term"),
        waiting=speak("waiting"),
        term=speak("the term it had"),
        answer=speak("answered in the term"),
        late_answer=speak("answered later"),
    )


def _before_remark(report: Report, speak: Speak) -> tuple[str, ...]:
    if not report.counted.before.received:
        return ()
    period = report.counted.period.year_before(report.today)
    first, last = (f"{day:%d.%m.%Y}" for day in (period.first, period.last))
    said = speak(
        "“A year before” is from {first} to {last}: as many days as have passed by now.", first=first, last=last
    )
    return (said,)


def _facts(counted: Counted, speak: Speak) -> tuple[Fact, ...]:
    now, before = counted.figures, counted.before

    def fact(name: str, word: str, of: Callable[[Figures], int | float | None], *, bad: bool = False) -> Fact:
        value, was = of(now), of(before)
        said = f"{was:.1f}".replace(".", ",") if isinstance(was, float) else str(was)
        compared = speak("a year before {number}", number=said) if before.received and was is not None else ""
        return Fact(name, value, word, compared, bad and bool(value))

    return (
        fact("received", speak("received"), lambda figures: figures.received),
        fact("in_time", speak("in time"), lambda figures: figures.in_time),
        fact("late", speak("after the term"), lambda figures: figures.late, bad=True),
        fact("waiting", speak("waiting"), lambda figures: figures.waiting),
        fact("mean", speak("working days to the answer on average"), lambda figures: _mean(figures.working)),
        fact("median", speak("the median of working days"), lambda figures: _middle(figures.working)),
    )


def _month_stack(part: Part, speak: Speak) -> Stack:
    month, figures = part.what, part.figures
    if not isinstance(month, date_type):
        raise TypeError(month)
    label, name = month_short(month, speak), month_name(month, speak)
    return Stack(month.isoformat(), label, name, figures.in_time, figures.late, figures.waiting)


def _kind_stack(part: Part, spoken: str) -> Stack:
    kind, figures = Kind(str(part.what)), part.figures
    title = kind_title(kind, spoken)
    return Stack(kind.value, title, kind_heading(kind, spoken), figures.in_time, figures.late, figures.waiting)


def _tables(counted: Counted, speak: Speak, spoken: str) -> tuple[Table, ...]:
    columns = (speak("Received in all"), speak("In time"), speak("After the term"), speak("Waiting in all"))
    days = (
        speak("Working days on average"),
        speak("Median of working days"),
        speak("Calendar days on average"),
        speak("Median of calendar days"),
    )
    nothing = speak("Nothing was received in this period.")
    months = tuple(
        (month_name(part.what, speak), *_row(part.figures))
        for part in counted.months
        if isinstance(part.what, date_type)
    )
    kinds = tuple((kind_heading(Kind(str(part.what)), spoken), *_row(part.figures)) for part in counted.kinds)
    channels = tuple((channel_name(Channel(str(part.what)), speak), *_row(part.figures)) for part in counted.channels)
    total = (speak("In all"), *_row(counted.figures))
    monthly = (
        Table(
            "months",
            speak("By month"),
            speak("A request stands in the month it was received."),
            (speak("Month of receipt"), *columns, *days),
            (*months, total),
        ),
    )
    return (
        *(monthly if months else ()),
        Table(
            "kinds",
            speak("By demand"),
            speak("A request with two demands stands in both rows."),
            (speak("Demand"), *columns, *days),
            kinds,
            nothing,
        ),
        Table("channels", speak("By the way it came"), "", (speak("Way"), *columns, *days), channels, nothing),
        *_counts(counted, speak, nothing),
    )


def _counts(counted: Counted, speak: Speak, nothing: str) -> tuple[Table, ...]:
    """Return the tables that only count: how cases ended, why they are late, which took longest."""
    cases = speak("Requests in all")
    return (
        Table(
            "results",
            speak("How it ended"),
            speak("By the last letter that decides the matter."),
            (speak("Result"), cases),
            tuple((result_name(one, speak), number) for one, number in counted.results),
            nothing,
        ),
        Table(
            "causes",
            speak("Why late"),
            speak("Read from the dates of the case: the first reason that fits."),
            (speak("Reason"), cases),
            tuple((cause_name(one, speak), number) for one, number in counted.causes),
            speak("Nothing is late."),
        ),
        Table(
            "longest",
            speak("The longest answers"),
            "",
            (speak("Request"), speak("Day of receipt"), speak("Working days"), speak("Working days of the term")),
            tuple(
                (_number(one.number), f"{one.received_on:%d.%m.%Y}", one.working, one.term) for one in counted.longest
            ),
            speak("Nothing is answered yet."),
        ),
    )


def _row(figures: Figures) -> tuple[Cell, ...]:
    return (
        *(figures.received, figures.in_time, figures.late, figures.waiting),
        *(_mean(figures.working), _middle(figures.working), _mean(figures.calendar), _middle(figures.calendar)),
    )


def _mean(spread: Spread | None) -> float | None:
    return None if spread is None else round(spread.mean, 1)


def _middle(spread: Spread | None) -> float | None:
    return None if spread is None else float(spread.middle)


def _number(number: int) -> str:
    return f"№{NBSP}{number}"

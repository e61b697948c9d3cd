"""What is said of the days of a term: on the day itself, as its sentence, and of all of them together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otklik.casework.views import DayKind, StripDay
from otklik.ui import dates
from otklik.ui.phrases import firm
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Sequence

_ARTICLE = re.compile(r"(?P<law>ТК|ГК|ЗК|АПК) ст\. (?P<number>\d+)")
_DECREE = re.compile(r"ПП от .+ № (?P<number>\d+)")
_REGION = "регион: "
_EUROPEAN = re.compile(r"Регламент (?P<number>\d+)/")


def short_ground(day: StripDay) -> str:
    """Return the ground as it stands on the day itself: «сб», «ТК 112», «ПП 1466», «рег.»; empty for none."""
    ground = day.ground
    if is_weekend(day):
        return dates.weekday_short(day.day).lower()
    if found := _ARTICLE.match(ground):
        return f"{found['law']} {found['number']}"
    if found := _DECREE.match(ground):
        return f"ПП {found['number']}"
    if found := _EUROPEAN.match(ground):
        return f"ЕС {found['number']}"
    if ground.startswith(_REGION):
        return translated("reg.")
    return translated("off") if ground else ""


def full_ground(day: StripDay) -> str:
    """Return the ground as it stands inside a sentence: «сб», but «ПП от 24.09.2025 № 1466»."""
    return dates.weekday_short(day.day).lower() if is_weekend(day) else firm(day.ground)


def is_weekend(day: StripDay) -> bool:
    """Return whether a day is off only because it is a Saturday or a Sunday: its ground is the weekday, «Сб»."""
    return len(day.ground) == 2


def works_on_day_off(day: StripDay) -> bool:
    """Return whether a day of a term in working days counts though it is a Saturday or a Sunday."""
    return day.number is not None and day.day.isoweekday() > 5


def day_sentence(day: StripDay, *, working: bool, safe: bool = False) -> str:
    """Return what a day is: «пятница, 13 ноября: день 1».

    Args:
        day: the day.
        working: whether the term is counted in working days.
        safe: whether it is the safe day, before the last one.
    """
    what = _what(day)
    if working and works_on_day_off(day):
        what = translated("{what}, {day}").format(what=what, day=_working_day_off(day))
    if safe:
        what = translated("{what}, the safe day").format(what=what)
    if day.is_last:
        what = translated("{what}, the last day").format(what=what)
    if day.is_today:
        what = translated("{what}, today").format(what=what)
    return f"{dates.weekday(day.day)}, {dates.day_month(day.day)}: {what}"


def _what(day: StripDay) -> str:
    match day.kind:
        case DayKind.START:
            return translated("the term starts, this day is not counted")
        case DayKind.SKIPPED:
            return translated("not counted ({ground})").format(ground=full_ground(day))
        case DayKind.EXTENSION:
            return firm(translated("day {number} of the possible extension").format(number=day.number))
        case _ if day.number is None:
            return translated("the end moves to this day ({ground})").format(ground=full_ground(day))
        case _:
            return firm(translated("day {number}").format(number=day.number))


def _working_day_off(day: StripDay) -> str:
    return translated("a working Saturday") if day.day.isoweekday() == 6 else translated("a working Sunday")


def summary(days: Sequence[StripDay], *, working: bool) -> str:
    """Return the sentence under the strip: what was left out and why, and which day off is a working one.

    Args:
        days: the days of the term.
        working: whether the term is counted in working days.
    """
    end = next((index for index, day in enumerate(days) if day.is_last), len(days) - 1)
    term = days[: end + 1]
    skipped = [day for day in term if day.kind is DayKind.SKIPPED]
    if not days:
        return ""
    said = [translated("Every day counts.")]
    moved = [] if working else [day for day in term if day.number is None and day.kind is not DayKind.START]
    if moved:
        said.append(_moved_end(moved))
    elif skipped:
        grounds = ", ".join(dict.fromkeys(full_ground(day) for day in skipped))
        said = [firm(translated("%n day(s) left out: {grounds}.", len(skipped))).format(grounds=grounds)]
    if working:
        said += [
            firm(translated("{date} counts: {day}.")).format(date=dates.day_month(day.day), day=_working_day_off(day))
            for day in term
            if works_on_day_off(day)
        ]
    return " ".join(said)


def _moved_end(moved: Sequence[StripDay]) -> str:
    """Return that a term which ends on a day off goes on until a working day, and why.

    Args:
        moved: the days after the term's own end, the last of them the working day.
    """
    grounds = ", ".join(dict.fromkeys(full_ground(day) for day in moved))
    sentence = firm(translated("It ends on a day off, so the end moves to {date} ({grounds})."))
    return sentence.format(date=dates.day_month(moved[-1].day), grounds=grounds)

"""`otklik calendar`, `decree`, `day-off` and `rules`: the working calendar, the user's part of it, and new rules."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import click

from otklik.cli.frame import DAY, Command, Options, open_desk, russian, show
from otklik.system.errors import UserError
from otklik.system.words import language, say

if TYPE_CHECKING:
    from otklik.casework.moves import CaseMoves, DutyMove
    from otklik.law.calendar import WorkCalendar
    from otklik.law.daysoff import Decree

Pairs = tuple[tuple[date, date], ...]


@click.command(cls=Command, short_help="Show the working calendar of a year.")
@click.argument("year", type=int)
@click.pass_obj
def calendar(options: Options, year: int) -> None:
    """Show the working calendar of YEAR: how many working days, which weekdays off, which weekend days worked.

    With --register the decrees and days off entered there count too.
    """
    if options.register is None:
        from otklik.law.calendar import WorkCalendar  # noqa: PLC0415 - read only when asked

        found = WorkCalendar.load()
    else:
        with open_desk(options, writable=False) as desk:
            found = desk.calendar
    row = _year(found, year)
    show(options, row, lambda: _year_in_words(found, year))


def _year(found: WorkCalendar, year: int) -> dict[str, object]:
    summary, decree = found.federal.year(year), found.decree(year)
    return {
        "year": summary.year,
        "working_days": summary.working_days,
        "non_working_weekdays": summary.non_working_weekdays,
        "working_weekends": summary.working_weekends,
        "official": summary.official,
        "decree": {"number": decree.number, "signed": decree.signed, "transfers": decree.transfers} if decree else None,
        "grounds": [{"day": day, "ground": found.ground(day)} for day in summary.non_working_weekdays],
        "presidential": _grounds(found.presidential(year)),
        "regional": _grounds({day: name for day, name in found.data.regional.items() if day.year == year}),
    }


def _grounds(days: dict[date, str]) -> list[dict[str, object]]:
    return [{"day": day, "ground": ground} for day, ground in sorted(days.items())]


def _year_in_words(found: WorkCalendar, year: int) -> str:
    summary, decree = found.federal.year(year), found.decree(year)
    sentence = say("{year}: {days} working days", year=year, days=summary.working_days)
    remark = decree.ground if decree else say("provisional: the decree on days off is not known yet")
    worked, off = summary.working_weekends, summary.non_working_weekdays
    lines = [
        f"{sentence} — {remark}",
        say("weekdays off: {days}", days=", ".join(map(russian, off)) or "—"),
        say("weekend days worked: {days}", days=", ".join(map(russian, worked)) or "—"),
    ]
    regional = sorted(day for day in found.data.regional if day.year == year)
    if regional:
        days = "; ".join(f"{russian(day)} {found.ground(day)}" for day in regional)
        lines.append(say("days off of the region, in the last day only: {days}", days=days))
    if named := found.presidential(year):
        lines.append(say("declared non-working by the President, counted as working days:"))
        for ground, group in groupby(sorted(named.items()), key=lambda item: item[1]):
            days_of = [day for day, _ in group]
            ends = dict.fromkeys((russian(days_of[0]), russian(days_of[-1])))
            lines.append(f"  {'–'.join(ends)}  {ground}")
    return "\n".join(lines)


@click.command(cls=Command, short_help="Enter the decree on days off of a year.")
@click.argument("year", type=int)
@click.option("--number", default="", help="Its number.")
@click.option("--signed", type=DAY, help="Its date.")
@click.option(
    "--move", "moves", type=(DAY, DAY), multiple=True, metavar="FROM TO", help="A transfer; as many as it has."
)
@click.option("--working-days", type=int, help="Published sum of working days of the year; checked.")
@click.option("--dry-run", is_flag=True, help="Only show what would move.")
@click.option("--remove", is_flag=True, help="Take the decree entered for YEAR out again.")
@click.pass_obj
def decree(
    options: Options,
    /,
    year: int,
    number: str,
    signed: date | None,
    moves: Pairs,
    working_days: int | None,
    *,
    dry_run: bool,
    remove: bool,
) -> None:
    """Enter the Government's decree on the days off of YEAR, and count the open duties anew."""
    from otklik.casework import calendars  # noqa: PLC0415 - only where a register is opened
    from otklik.law.daysoff import Decree  # noqa: PLC0415 - the same

    if remove and (number or signed or moves or working_days or dry_run):
        raise UserError("Take a decree out by its year alone: otklik decree YEAR --remove.")
    if remove:
        with open_desk(options) as desk:
            entry = calendars.own_decree(desk, year)
            if entry is None:
                raise UserError("No decree on {year} was entered.", year=year)
            moved = calendars.remove_override(desk, entry.id).moved
        _tell(options, {"year": year, "decree": None}, moved, stored=True)
        return
    if signed is None:
        raise UserError("Say when the decree was signed: --signed.")
    typed = Decree(year, number, signed, moves, working_days)
    with open_desk(options, writable=not dry_run) as desk:
        moved = calendars.preview_decree(desk, typed) if dry_run else calendars.enter_decree(desk, typed).moved
    _tell(options, {"year": year, "decree": _decree_row(typed)}, moved, stored=not dry_run)


def _decree_row(typed: Decree) -> dict[str, object]:
    return {
        "number": typed.number,
        "signed": typed.signed,
        "transfers": typed.transfers,
        "working_days": typed.working_days,
    }


@click.command("day-off", cls=Command, short_help="Enter a day off of the region.")
@click.argument("day", type=DAY, metavar="DATE")
@click.option("--ground", default="", help="What it is called.")
@click.option("--remove", is_flag=True, help="Take it out again.")
@click.pass_obj
def day_off(options: Options, day: date, ground: str, *, remove: bool) -> None:
    """Enter DATE as a day off of the region: it lengthens the last day of a term, never the safe one."""
    from otklik.casework import calendars  # noqa: PLC0415 - only where a register is opened

    with open_desk(options) as desk:
        if remove:
            entry = next((entry for entry in calendars.regional_days(desk) if entry.day == day), None)
            if entry is None:
                raise UserError("{day} was not entered as a day off of the region.", day=russian(day))
            moved = calendars.remove_override(desk, entry.id).moved
        else:
            moved = calendars.add_regional_day(desk, day, ground).moved
    _tell(options, {"day": day, "ground": None if remove else ground}, moved, stored=True)


def _tell(options: Options, what: dict[str, object], moved: tuple[CaseMoves, ...], *, stored: bool) -> None:
    """Say what moved, or would."""
    lines = [say("Stored.") if stored else say("Nothing is stored.")]
    lines += _lines(moved, stored=stored) or [say("No date of an open case moves.")]
    show(options, what | {"stored": stored, "moved": _rows(moved)}, lambda: "\n".join(lines))


def _rows(cases: tuple[CaseMoves, ...]) -> list[dict[str, object]]:
    return [{"number": case.number, "moves": case.moves} for case in cases]


def _lines(cases: tuple[CaseMoves, ...], *, stored: bool) -> list[str]:
    return [f"№ {case.number}  {_move(move, stored=stored)}" for case in cases for move in case.moves]


def _move(move: DutyMove, *, stored: bool) -> str:
    title = move.title if language() == "ru" else move.title_en
    if move.old is None:
        return say("{duty}: new, by {new}", duty=title, new=russian(move.new))
    if move.new is None:
        return say("{duty}: no longer owed, was {old}", duty=title, old=russian(move.old))
    days = {"old": russian(move.old), "new": russian(move.new)}
    return say("{duty}: was {old}, is {new}" if stored else "{duty}: was {old}, will be {new}", duty=title, **days)


@click.command(cls=Command, short_help="Show the edition of the rules and what it would change.")
@click.option("--adopt", is_flag=True, help="Count all open cases by it.")
@click.pass_obj
def rules(options: Options, *, adopt: bool) -> None:
    """Show by which rules new cases are counted, and what they would change in the open ones."""
    from otklik.casework import editions  # noqa: PLC0415 - only where a register is opened

    with open_desk(options, writable=adopt) as desk:
        preview = editions.adopt(desk).preview if adopt else editions.pending(desk)
    row = {"edition": preview.new, "older": preview.old, "adopted": adopt, "pending": _rows(preview.cases)}
    lines = [say("Rules: {edition}", edition=preview.new)]
    if not preview.cases:
        lines.append(say("All open cases are counted by them."))
    else:
        numbers = ", ".join(f"№ {number}" for number in sorted(case.number for case in preview.cases))
        lines.append(say("Counted by them now: {cases}" if adopt else "Counted by older rules: {cases}", cases=numbers))
        lines += _lines(preview.changed, stored=adopt) or [say("No date and no duty changes.")]
    show(options, row, lambda: "\n".join(lines))

"""`otklik report`: the figures of a year, of twelve months or of one, as a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.casework.report_figures import Period
from otklik.casework.report_files import FORMATS, as_json, render
from otklik.cli.cases import operator_id_of
from otklik.cli.frame import Command, Options, open_desk, refuse_to_overwrite, show
from otklik.system.errors import UserError
from otklik.system.files import atomic_write
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.report_figures import Figures

_YEARS = range(2000, 2101)


@click.command(cls=Command, short_help="Write the report of a period.")
@click.option("--year", type=int, help="The year; the one running where not given.")
@click.option("--month", type=int, help="One month of it, 1 to 12; the whole year where not given.")
@click.option("--from", "start", metavar="YYYY-MM", help="Twelve months from this one on, in the place of a year.")
@click.option("--operator", "operator_id", type=int, help="Whose cases; all operators' where not given.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="pdf", show_default=True, help="Of the file.")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", required=True,
              help="The file; one that is there is not written over.")  # fmt: skip
@click.pass_obj
def report(
    options: Options,
    *,
    year: int | None,
    month: int | None,
    start: str | None,
    operator_id: int | None,
    form: str,
    file: Path,
) -> None:
    """Write how many requests came, how they were answered and how long that took, to FILE.

    The file names nobody but the operator. What it says is in Russian, whatever --lang: it is a paper.
    """
    from otklik.casework import reports  # noqa: PLC0415 - only here

    refuse_to_overwrite(file)
    with open_desk(options, writable=False) as desk:
        period = _period(year, month, start, desk.clock.today())
        if operator_id is not None:
            operator_id_of(desk, operator_id)
        made = reports.report(desk, period, operator_id)
    atomic_write(file, render(made, form))
    show(options, {"file": file} | as_json(made), lambda: _sentence(file, made.counted.figures))


def _period(year: int | None, month: int | None, start: str | None, today: date) -> Period:
    """Return the days that are meant.

    Raises:
        UserError: they cannot be meant.
    """
    if start is not None:
        if year is not None or month is not None:
            raise UserError("Name a year, or the month twelve months begin with; not both.")
        return Period.twelve_months(_month(start))
    first = _first_of(today.year if year is None else year, 1 if month is None else month)
    return Period.twelve_months(first) if month is None else Period.month(first)


def _month(text: str) -> date:
    year, _dash, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(text) <= len("2026-11")):
        raise UserError("Write the month like 2026-11.")
    return _first_of(int(year), int(month))


def _first_of(year: int, month: int) -> date:
    if year not in _YEARS:
        raise UserError("There is no report of {year}: name a year from {first} to {last}.", year=year,
                        first=_YEARS[0], last=_YEARS[-1])  # fmt: skip
    if not 1 <= month <= 12:
        raise UserError("There is no month {month}: name one from 1 to 12.", month=month)
    return date(year, month, 1)


def _sentence(file: Path, figures: Figures) -> str:
    return say("The report is written: {file}. Received: {received}, in time: {in_time}, late: {late}.", file=file,
               received=figures.received, in_time=figures.in_time, late=figures.late)  # fmt: skip

"""`otklik due`: the law without a register."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from otklik.cli.frame import DAY, Command, Options, open_desk, refuse_to_overwrite, russian, show
from otklik.cli.terms import TIME, contract_of, contract_options
from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind, Regime
from otklik.law.naming import addressees, proof_words
from otklik.law.terms import CaseFacts, Duty, PolicyTerm, Term, Unit, checked_days
from otklik.system.clock import SystemClock
from otklik.system.errors import UserError
from otklik.system.files import atomic_write
from otklik.system.words import language, plural, say

if TYPE_CHECKING:
    from otklik.law.calendar import WorkCalendar


@click.command(cls=Command, short_help="Count the duties a demand starts.")
@click.argument("kinds", nargs=-1, required=True, metavar="KIND…")
@click.option("--received", type=DAY, required=True, help="Day of receipt.")
@click.option("--regime", type=click.Choice([regime.value for regime in Regime]), default=Regime.RUSSIAN.value)
@click.option("--policy-days", type=int, default=30, help="Policy term in working days.")
@click.option("--policy-clause", default="", help="Clause of the policy.")
@click.option("--extended", is_flag=True, help="Show extended terms as the last day.")
@click.option("--proof", type=DAY, help="Day the proof was submitted.")
@click.option("--detected", type=DAY, help="Day unlawful processing was confirmed.")
@click.option("--dispatched", type=DAY, help="Day a claim was sent.")
@click.option("--ground", type=click.Choice([ground.value for ground in ErasureGround]), help="Ground of erasure.")
@click.option("--claimant", type=click.Choice([claimant.value for claimant in Claimant]))
@click.option("--matter", type=click.Choice([matter.value for matter in ClaimMatter]))
@click.option("--unlawful/--lawful", default=None, help="Whether unlawful processing is alleged.")
@click.option("--at", type=TIME, help="Time of the event, for terms in hours.")
@click.option("--impossible", is_flag=True, help="The data cannot be destroyed in the first term.")
@contract_options
@click.option("--explain", is_flag=True, help="Show every day of the count.")
@click.option("--sheet", type=click.Path(path_type=Path), help="Write the count of each duty as a page of this PDF.")
@click.pass_obj
def due(options: Options, /, kinds: tuple[str, ...], received: date, sheet: Path | None, **given: Any) -> None:
    """Count the duties of KIND… from the day of receipt."""
    from otklik.law.calendar import WorkCalendar  # noqa: PLC0415 - read only when counted
    from otklik.law.duties import count_duties  # noqa: PLC0415 - the same

    refuse_to_overwrite(sheet)
    if options.register is None:
        calendar = WorkCalendar.load()
    else:  # with the decrees and days off entered there
        with open_desk(options, writable=False) as desk:
            calendar = desk.calendar
    duties = count_duties(_facts(kinds, received, given), calendar)
    rows = [_row(duty, extended=bool(given["extended"])) for duty in duties]
    if given["explain"]:
        from otklik.law.explanation import explain  # noqa: PLC0415 - the same
        from otklik.law.rules import RuleSet  # noqa: PLC0415 - the same

        rules, regime = RuleSet.load(), Regime(given["regime"])
        for row, duty in zip(rows, duties, strict=True):
            counting = rules.counting(duty.kind, duty.duty, duty.term, regime)
            row["days"] = explain(duty.trigger_on, duty.term, calendar, duty.extension, counting)
    if sheet is not None:
        _write_sheets(sheet, duties, calendar, Regime(given["regime"]))
    lines = [_line(duty, row) for duty, row in zip(duties, rows, strict=True)]
    show(options, rows, lambda: "\n".join([*lines, *([str(sheet)] if sheet else [])]))


def _write_sheets(file: Path, duties: tuple[Duty, ...], calendar: WorkCalendar, regime: Regime) -> None:
    """Write the count sheet of each duty, a page each, in the order they are shown."""
    from otklik.casework import count_sheets  # noqa: PLC0415 - only where a paper is asked for

    today = SystemClock().today()
    sheets = [count_sheets.sheet_of(duty, calendar, today, regime) for duty in duties]
    atomic_write(file, count_sheets.render_all(sheets))


def _check(received: date, given: dict[str, Any]) -> None:
    """See that the days hang together, as registering a case does."""
    if given["dispatched"] and given["dispatched"] > received:
        raise UserError("The claim cannot have been sent after it was received. Check the dates.")
    for day in (given["proof"], given["detected"]):
        if day and day < received:
            raise UserError("{day} lies before the receipt. Check the dates.", day=f"{day:%d.%m.%Y}")


def _facts(kinds: tuple[str, ...], received: date, given: dict[str, Any]) -> CaseFacts:
    _check(received, given)
    ground, claimant, matter = given["ground"], given["claimant"], given["matter"]
    return CaseFacts(
        kinds=tuple(dict.fromkeys(parse_kind(kind) for kind in kinds)),
        received=received,
        policy=PolicyTerm(
            Term(checked_days(given["policy_days"]), Unit.WORKING_DAYS), str(given["policy_clause"]) or None
        ),
        regime=Regime(given["regime"]),
        proof_on=_day(given["proof"]),
        detected_on=_day(given["detected"]),
        dispatched_on=_day(given["dispatched"]),
        erasure_ground=ErasureGround(ground) if ground else None,
        claimant=Claimant(claimant) if claimant else None,
        claim_matter=ClaimMatter(matter) if matter else None,
        alleges_unlawful=None if given["unlawful"] is None else bool(given["unlawful"]),
        destruction_impossible=bool(given["impossible"]),
        contract=contract_of(given),
        received_at=given["at"],
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def parse_kind(text: str) -> Kind:
    """Return the kind by its id.

    Raises:
        UserError: there is no such kind; the sentence lists all.
    """
    try:
        return Kind(text)
    except ValueError:
        raise UserError("There is no kind “{kind}”. Kinds: {kinds}.", kind=text, kinds=", ".join(Kind)) from None


def _row(duty: Duty, *, extended: bool) -> dict[str, object]:
    deadline = duty.deadline
    moved = deadline.extended_latest if extended else None
    return {
        "kind": duty.kind,
        "duty": duty.duty,
        "title": duty.title if language() == "ru" else duty.title_en,
        "basis": duty.basis,
        "reading": duty.reading,
        "term": {"number": duty.term.number, "unit": duty.term.unit},
        "trigger": duty.trigger,
        "trigger_on": duty.trigger_on,
        "safe": moved or deadline.safe,
        "latest": moved or deadline.latest,
        "extended_latest": deadline.extended_latest,
        "provisional": deadline.provisional,
        "at": deadline.at,
        "to": addressees(duty.to, language()),
        "proof": proof_words(duty.proof, language()),
        "condition": duty.condition if language() == "ru" else duty.condition_en,
    }


def _line(duty: Duty, row: dict[str, object]) -> str:
    latest, safe = row["latest"], row["safe"]
    parts = [f"{_or_dash(latest)}  {row['title']} · {duty.basis} · {term_text(duty.term)}"]
    if duty.deadline.at:
        parts.append(say("until {time} by the clock on the wall", time=f"{duty.deadline.at:%H:%M}"))
    if safe != latest:
        parts.append(say("safe: by {day}", day=_or_dash(safe)))
    if duty.deadline.extended_latest:
        parts.append(say("may be extended until {day}", day=russian(duty.deadline.extended_latest)))
    if duty.deadline.provisional:
        parts.append(say("provisional: the decree on days off is not known yet"))
    if row["condition"]:
        parts.append(str(row["condition"]))
    line = "; ".join(parts)
    days = row.get("days")
    if isinstance(days, tuple | list):
        line += "".join(f"\n    {russian(day.day)}  {day.number or day.ground}" for day in days)
    return line


def _or_dash(day: object) -> str:
    return russian(day if isinstance(day, date) else None)


def term_text(term: Term) -> str:
    """Return a term in words: «10 рабочих дней», «at once»."""
    if term.unit is Unit.AT_ONCE:
        return say("at once")
    if term.unit is Unit.NAMED_DAY:
        return say("the day named in the letter")
    if term.unit is Unit.DAY_OF_NEXT_MONTH:
        return say("by day {number} of the next month", number=term.number)
    if language() != "ru":
        return f"{term.number} {term.unit.value.replace('_', ' ')}"
    forms = {
        Unit.WORKING_DAYS: ("рабочий день", "рабочих дня", "рабочих дней"),
        Unit.CALENDAR_DAYS: ("календарный день", "календарных дня", "календарных дней"),
        Unit.MONTHS: ("месяц", "месяца", "месяцев"),
        Unit.HOURS: ("час", "часа", "часов"),
    }[term.unit]
    return f"{term.number} {plural(term.number, *forms)}"

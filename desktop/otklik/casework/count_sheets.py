"""The «Справка о расчёте срока»: a duty of a case, or of the command line, put into the paper that explains its day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otklik.casework.counting import main_duty, notice_of
from otklik.casework.duties import duty_of_case
from otklik.casework.readings import other_readings
from otklik.law.counting import due_after, ground_off, runs_in_days
from otklik.law.explanation import explain
from otklik.law.kinds import Addressee, Kind, Proof, Reading, Regime, Trigger
from otklik.law.naming import addressees, kind_heading, proof_words
from otklik.law.rules import RuleSet
from otklik.law.terms import Deadline, Duty
from otklik.system.errors import UserError
from otklik.system.words import in_russian

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from otklik.casework.desk import Desk
    from otklik.law.calendar import WorkCalendar
    from otklik.letters.count_sheet import CountSheet
    from otklik.register.records import Case, DutyRecord

_TRIGGERS = {
    Trigger.RECEIPT: "получено",
    Trigger.PROOF: "представлены сведения",
    Trigger.DETECTION: "выявлено",
    Trigger.DISPATCH: "отправлено",
    Trigger.NAMED: "назван день",
}
_READINGS = {
    Reading.ANALOGY: "Норма применена по аналогии: прямо об этом случае закон не говорит",
    Reading.PRACTICE: "Закон срока здесь не называет: это добрая практика, а не обязанность по закону",
    Reading.CONTRACT: "Это срок договора",
    Reading.POLICY: "Это срок политики оператора; сроков закона он не заменяет",
}
_DISPATCH_UNKNOWN = "день отправки не указан"
"""How a condition begins where a term that runs from dispatch had to be counted from receipt."""


def count_sheet(desk: Desk, case_id: int, duty_record_id: int) -> CountSheet:
    """Return the paper of one duty of a case, as it stands in the register now.

    Args:
        desk: the desk.
        case_id: the case.
        duty_record_id: the duty.

    Raises:
        UserError: the case has no such duty any more.
    """
    from otklik.letters.fields import operator_title  # noqa: PLC0415 - letters are loaded when one is written

    case = desk.register.cases.get(case_id)
    record = duty_of_case(desk, case_id, duty_record_id)
    sheet = sheet_of(_duty(record, case), desk.calendar, desk.clock.today(), case.regime)
    notice = notice_of(record, desk.register.letters.of_case(case_id))
    others = other_readings(case, record, desk.calendar, in_russian)
    sheet = replace(
        sheet,
        extended_on=record.extended_on,
        extended_to=record.extended_to,
        notice_sent_on=notice.dispatched_on if notice else None,
        readings=(*sheet.readings, *(other.sentence for other in others if other.day != record.latest)),
    )
    sheet = _as_counted_today(sheet, record, desk.calendar)
    known = max(sheet.latest, record.extended_to or record.extended_latest or sheet.latest)
    return replace(
        sheet,
        days=tuple(day for day in sheet.days if day.day <= known),
        operator=operator_title(desk.register.operators.get(case.operator_id)),
        case_number=case.number,
        edition=case.rules_edition or sheet.edition,
        received_on=case.received_on,
        noticed_on=case.noticed_on,
        registered_on=case.registered_on,
        chain_head=desk.register.journal.head(),
    )


def _as_counted_today(sheet: CountSheet, record: DutyRecord, calendar: WorkCalendar) -> CountSheet:
    """Return the paper with the days of its drawing, where a duty done long ago was counted by another calendar."""
    if record.term is None or not sheet.days or sheet.latest == sheet.first_latest or sheet.is_extended:
        return sheet
    now = due_after(record.term, record.trigger_on, calendar, None, sheet.counting)
    before = f"В реестре стоит {sheet.latest:%d.%m.%Y}: день посчитан раньше, по прежнему календарю или правилам."
    return replace(sheet, safe=now.safe, latest=now.latest, readings=(*sheet.readings, before))


def nearest_sheet(desk: Desk, case_id: int) -> CountSheet:
    """Return the paper of the duty the panel shows: the nearest open one.

    Raises:
        UserError: nothing is open in the case.
    """
    nearest = main_duty(desk.register.duties.of_case(case_id))
    if nearest is None:
        raise UserError("Nothing is open in the case. Name the duty.")
    return count_sheet(desk, case_id, nearest.id)


def sheet_of(duty: Duty, calendar: WorkCalendar, made_on: date, regime: Regime = Regime.RUSSIAN) -> CountSheet:
    """Return the paper of a duty that belongs to no case.

    Args:
        duty: the duty, counted.
        calendar: the calendar it was counted by.
        made_on: the date of the paper.
        regime: under which law the case stands.

    Raises:
        UserError: the days lie outside the calendar.
    """
    from otklik.letters.count_sheet import CountSheet, YearSum  # noqa: PLC0415 - letters are loaded when one is written
    from otklik.letters.count_words import term_words  # noqa: PLC0415 - the same

    rules, deadline = RuleSet.load(), duty.deadline
    counting = rules.counting(duty.kind, duty.duty, duty.term, regime)
    days = explain(duty.trigger_on, duty.term, calendar, duty.extension, counting)
    last = max((day.day for day in days if day.number and not day.extension), default=deadline.latest)
    years = range(duty.trigger_on.year, max(day.day for day in days).year + 1)
    return CountSheet(
        title=duty.title,
        kind=kind_heading(duty.kind, "ru"),
        basis=duty.basis,
        reading=duty.reading,
        term=term_words(duty.term),
        unit=duty.term.unit,
        counting=counting,
        trigger=_trigger(duty),
        trigger_on=duty.trigger_on,
        days=days if runs_in_days(duty.term) else (),
        safe=deadline.safe,
        latest=deadline.latest,
        at=deadline.at,
        extension=term_words(duty.extension) if duty.extension else "",
        extended_latest=deadline.extended_latest,
        end_ground=ground_off(last, calendar, counting) if runs_in_days(duty.term) else "",
        provisional=deadline.provisional,
        # The sums a decree stands for are those without days off of a region, which stand among the days left out.
        years=tuple(YearSum(year, calendar.federal.year(year).working_days, calendar.decree(year)) for year in years),
        edition=rules.edition,
        to=addressees(duty.to, "ru"),
        proof=proof_words(duty.proof, "ru"),
        readings=_readings(duty),
        made_on=made_on,
    )


def render(sheet: CountSheet) -> bytes:
    """Return the paper as PDF/A. Needs no register: runs beside the database's thread."""
    return render_all((sheet,))


def render_all(sheets: Sequence[CountSheet]) -> bytes:
    """Return several papers in one PDF/A file, each on a page of its own; at least one."""
    from otklik.letters.count_sheet import render_count_sheets  # noqa: PLC0415 - reportlab is loaded when it is drawn

    return render_count_sheets(sheets)


def _duty(record: DutyRecord, case: Case) -> Duty:
    """Return a stored duty as the law counts it; what the register does not keep comes from its rule."""
    if record.term is None:  # every duty of a case was counted from a term
        raise AssertionError
    rule = RuleSet.load().find(record.kind, record.duty, record.term, case.regime)
    return Duty(
        kind=record.kind,
        duty=record.duty,
        title=record.title,
        title_en=record.title_en,
        basis=record.basis,
        reading=record.reading,
        term=record.term,
        trigger=record.trigger,
        trigger_on=record.trigger_on,
        deadline=Deadline(record.safe, record.latest, record.extended_latest, record.provisional, record.ends_at),
        condition=record.condition,
        closed_by=record.closed_by,
        extension=rule.extension if rule and record.extended_latest else None,
        to=rule.to if rule else ((Addressee.CLAIMANT if record.kind is Kind.CLAIM else Addressee.SUBJECT),),
        proof=rule.proof if rule else Proof.LETTER,
    )


def _trigger(duty: Duty) -> str:
    """Return the event in words; an occasion has no letter that could be received."""
    if duty.trigger is Trigger.DISPATCH and _DISPATCH_UNKNOWN in (duty.condition or ""):
        return _TRIGGERS[Trigger.RECEIPT]
    return _TRIGGERS.get(duty.trigger) or ("выявлено" if duty.kind is Kind.INCIDENT else "наступило")


def _readings(duty: Duty) -> tuple[str, ...]:
    """Return what has to be known before the paper is relied on, as whole sentences."""
    condition = duty.condition or ""
    if condition.startswith("если"):
        condition = f"Обязанность есть, {condition}"
    return tuple(f"{text[0].upper()}{text[1:]}." for text in (_READINGS.get(duty.reading, ""), condition) if text)

"""Reminders that work with the program closed: a calendar file (RFC 5545) with one event for each open duty.

The file goes to a phone or to Outlook, so it holds numbers of cases, duties of the law and dates, never a person. Days
and alarms are local and without a zone: a last day is a date where the operator is.

An event keeps its UID for ever, so importing the file once more moves it; what is no longer owed goes out cancelled,
so importing takes it away. What vanished without a trace in the register is known from the file written before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from otklik.casework.counting import shown_day
from otklik.law.kinds import Kind, Reading
from otklik.law.terms import Unit
from otklik.register.records import CaseStatus
from otklik.system.errors import UserError
from otklik.system.files import atomic_write, read_file
from otklik.system.words import language, plural, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from icalendar import Alarm, Component, Event

    from otklik.casework.desk import Desk
    from otklik.law.calendar import WorkCalendar
    from otklik.register.records import Case, DutyRecord

HOURS = (24, 12, 4, 1)
"""Hours before the end at which a term in hours sounds."""

STEPS = (5, 2, 1, 0)
"""Working days before the day of an event on which it sounds (peers.md §5 no. 21)."""

ALARM_AT = time(9)
"""Time of day of the alarms, by the clock on the wall."""

KEPT_DAYS = 30
"""Days for which a past date that is no longer owed is still taken back."""

LARGEST_FILE = 64 * 2**20
"""Size in bytes beyond which a file is none of ours."""

_NUMBER = "№\u00a0"

_OF_THE_MOMENT = (b"DTSTAMP", b"LAST-MODIFIED", b"SEQUENCE")


_FOLD = b"\r\n "
_BLOCK = re.compile(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", re.DOTALL)
_UID = re.compile(rb"^UID:(.+)\r$", re.MULTILINE)
_SEQUENCE = re.compile(rb"^SEQUENCE:(\d+)\r$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Reminder:
    """One duty as it stands in the calendar.

    Attributes:
        case: its case.
        duty: the duty.
        day: the day of the event: the safe day, or the last day by ГК ст. 193 once the safe one has passed; the last
            day of a term in hours.
        owed: whether it is still owed; else the event is taken back.
        edition: grows with every act that may have changed it.
    """

    case: Case
    duty: DutyRecord
    day: date
    owed: bool
    edition: int

    @property
    def ends(self) -> datetime | None:
        """The local moment a term in hours ends; `None` of all other terms."""
        return datetime.combine(self.day, self.duty.ends_at) if self.duty.ends_at else None


@dataclass(frozen=True, slots=True)
class Written:
    """A calendar file that is up to date.

    Attributes:
        file: where it lies.
        duties: how many duties it reminds of.
        next_on: the next of their days, today included; `None` where there is none.
    """

    file: Path
    duties: int
    next_on: date | None


def reminders(desk: Desk) -> tuple[Reminder, ...]:
    """Return what the calendar holds: every open duty, and what is to be taken back, by case and duty."""
    register, today = desk.register, desk.clock.today()
    oldest = today - timedelta(days=KEPT_DAYS)
    common = register.journal.last_about(None)  # the calendar or a setting may concern every case
    cases: dict[int, Case] = {}
    found = []
    for duty in register.duties.to_remind(oldest):
        case = cases.get(duty.case_id) or register.cases.get(duty.case_id)
        cases[case.id] = case
        day = duty.latest if duty.ends_at else shown_day(duty.safe, duty.latest, today)
        owed = case.status is CaseStatus.OPEN and duty.done_on is None
        if owed or day >= oldest:
            # The day moves from the safe one to the last one by itself, without an act that would count.
            edition = 2 * max(common, register.journal.last_about(case.id)) + (day != duty.safe)
            found.append(Reminder(case, duty, day, owed, edition))
    return tuple(found)


def calendar_file(desk: Desk, before: bytes = b"") -> bytes:
    """Return the calendar as a file to import.

    Args:
        desk: the desk.
        before: the file written before, where there is one: what stays the same stays so to the byte, what it told and
            nobody owes any more is taken back, and no edition number falls, not even after a restored backup.

    Raises:
        UserError: the file before is none of this register.
    """
    return _file(desk, reminders(desk), before)


def write_calendar(desk: Desk, file: Path) -> Written:
    """Write the calendar to a file, over the one written there before.

    Raises:
        UserError: a file of that name is there and is none of this register's calendars.
        EnvironmentProblem: it cannot be read or written.
    """
    before = read_file(file, LARGEST_FILE) if file.exists() else b""
    known = reminders(desk)
    try:
        content = _file(desk, known, before)
    except UserError as error:
        raise UserError("{file} holds no reminders of this register. Choose another name.", file=file) from error
    if content != before:  # a folder that is shared with a phone is not sent anew for nothing
        atomic_write(file, content)
    owed = [reminder for reminder in known if reminder.owed]
    coming = [reminder.day for reminder in owed if reminder.day >= desk.clock.today()]
    return Written(file, len(owed), min(coming, default=None))


def alarm_days(day: date, since: date, calendar: WorkCalendar) -> dict[int, date]:
    """Return the days an event sounds on by the working days left: 0 is the day itself, be it working or not.

    Args:
        day: the day of the event.
        since: first day it may sound: the event the term runs from.
        calendar: the working calendar.
    """
    found = {0: day} if day >= since else {}
    before = day
    for step in range(1, max(STEPS) + 1):
        before -= timedelta(days=1)
        while before >= since and not calendar.is_working(before):
            before -= timedelta(days=1)
        if before < since:
            break
        if step in STEPS:
            found[step] = before
    return found


def _file(desk: Desk, known: Iterable[Reminder], before: bytes) -> bytes:
    from icalendar import Calendar  # noqa: PLC0415 - loaded where a calendar is written, not at start

    told = _told(before, desk.register.id)
    now = desk.clock.now().astimezone(UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//Otklik//Otklik//RU")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("uid", _calendar_id(desk.register.id))
    calendar.add("x-wr-calname", say("Otklik: dates"))
    head, end, rest = calendar.to_ical().partition(b"END:VCALENDAR")
    events = []
    for reminder in known:
        event = _event(desk, reminder, now)
        earlier = told.pop(str(event["UID"]), None)
        if reminder.owed or earlier is not None:  # nothing is taken back that was never told
            events.append(_settled(event, earlier))
    oldest = desk.clock.today() - timedelta(days=KEPT_DAYS)
    events += [_taken_back(vanished, now, oldest) for vanished in told.values()]
    return b"".join((head, *events, end, rest))


def _calendar_id(register_id: str) -> str:
    return f"{register_id}@otklik"


def _told(before: bytes, register_id: str) -> dict[str, bytes]:
    """Return the events of the file written before by their UID, as they stand there: reading them costs time.

    Raises:
        UserError: it is no calendar of this register.
    """
    if before and f"UID:{_calendar_id(register_id)}".encode() not in before.partition(b"BEGIN:VEVENT")[0]:
        raise UserError("This holds no reminders of this register.")
    blocks = {_UID.search(block.replace(_FOLD, b"")): block for block in _BLOCK.findall(before)}
    return {found[1].decode(): block for found, block in blocks.items() if found}


def _event(desk: Desk, reminder: Reminder, now: datetime) -> Event:
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", f"{desk.register.id}-{reminder.case.number}-{reminder.duty.duty}@otklik")
    event.add("sequence", reminder.edition)
    event.add("dtstamp", now)
    event.add("last-modified", now)
    if reminder.ends:
        event.add("dtstart", reminder.ends)
    else:
        event.add("dtstart", reminder.day)
        event.add("dtend", reminder.day + timedelta(days=1))
    what = _what(reminder)
    event.add("summary", _summary(reminder, what))
    event.add("description", "\n".join(_lines(reminder)))
    event.add("categories", [say("Otklik")])
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if reminder.owed else "CANCELLED")
    if reminder.owed:
        for hours in _hours_before(reminder):
            event.add_component(_alarm(_hours_left(hours, what), -timedelta(hours=hours)))
        for step, trigger in _triggers(reminder, desk.calendar).items():
            event.add_component(_alarm(_left(step, what), trigger))
    return event


def _alarm(sentence: str, trigger: timedelta) -> Alarm:
    from icalendar import Alarm  # noqa: PLC0415 - as above

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", sentence)
    alarm.add("trigger", trigger)
    return alarm


def _triggers(reminder: Reminder, calendar: WorkCalendar) -> dict[int, timedelta]:
    """Return when an event of a whole day sounds, counted from its start, by the working days left."""
    if reminder.ends:
        return {}
    days = alarm_days(reminder.day, max(reminder.case.received_on, reminder.duty.trigger_on), calendar)
    start = datetime.combine(reminder.day, time())
    return {step: datetime.combine(day, ALARM_AT) - start for step, day in days.items()}


def _hours_before(reminder: Reminder) -> tuple[int, ...]:
    """Return how many hours before its end a term in hours sounds; no day off and no night stops it."""
    term = reminder.duty.term
    return tuple(hours for hours in HOURS if reminder.ends and term and hours < term.number)


def _hours_left(hours: int, what: str) -> str:
    if language() != "ru":
        return f"{what} — {hours} h left"
    return (
        f"{what} — {plural(hours, 'остался', 'осталось', 'осталось')} {hours} {plural(hours, 'час', 'часа', 'часов')}"
    )


def _what(reminder: Reminder) -> str:
    """Return «Обращение № 31: дать сведения или мотивированный отказ»; the typed title of the case may hold a name."""
    duty = reminder.duty
    title = duty.title if language() == "ru" else duty.title_en or duty.title
    is_claim = reminder.case.kinds[:1] == (Kind.CLAIM,)
    case = say("Claim № {number}" if is_claim else "Request № {number}", number=reminder.case.number)
    return f"{case.replace('№ ', _NUMBER)}: {title[:1].lower()}{title[1:]}"


def _summary(reminder: Reminder, what: str) -> str:
    if not reminder.owed:
        return say("{what} — no longer due", what=what)  # for calendars that show what is cancelled
    if reminder.ends:
        return say("{what} — the term ends", what=what)
    if reminder.duty.term and reminder.duty.term.unit is Unit.AT_ONCE:
        return say("{what} — at once", what=what)
    if reminder.day != reminder.duty.latest:
        return say("{what} — better by this day", what=what)
    return say("{what} — the last day", what=what)


def _left(step: int, what: str) -> str:
    match step:
        case 0:
            return say("{what} — today", what=what)
        case 1:
            return say("{what} — 1 working day left", what=what)
        case 2:
            return say("{what} — 2 working days left", what=what)
        case _:
            return say("{what} — 5 working days left", what=what)


def _lines(reminder: Reminder) -> list[str]:
    """Return what the event says below its title: on what the duty rests, and all its dates."""
    duty, case = reminder.duty, reminder.case
    lines = [say("On the ground of: {basis}", basis=duty.basis)]
    condition = duty.condition if language() == "ru" else duty.condition_en
    if condition:
        lines.append(say("Owed {condition}.", condition=condition))
    if reminder.ends:
        lines.append(say("Until {time} on {day}.", time=f"{reminder.ends:%H:%M}", day=_dotted(duty.latest)))
    elif duty.safe == duty.latest:
        lines.append(say("The last day is {day}.", day=_dotted(duty.latest)))
    else:
        lines.append(
            say(
                "Safe until {safe}, at the very last until {latest}.",
                safe=_dotted(duty.safe),
                latest=_dotted(duty.latest),
            )
        )
    if duty.provisional:
        lines.append(say("Provisional: the decree on days off is not published for the whole term."))
    if case.policy_due_on and duty.reading is not Reading.POLICY:
        lines.append(say("By the policy: until {day}.", day=_dotted(case.policy_due_on)))
    if reminder.owed:
        lines.append(say("Only an act takes the reminder away: when it is done, mark it in Otklik."))
    return lines


def _dotted(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _settled(event: Event, told: bytes | None) -> bytes:
    """Return the event as it was told before where nothing in it changed, else with a number above the one told."""
    made: bytes = event.to_ical()
    if told is None:
        return made
    if _content(made) == _content(told):
        return told
    number = _SEQUENCE.search(told)
    _replace(event, "sequence", max(event.decoded("sequence"), int(number[1]) + 1 if number else 0))
    return bytes(event.to_ical())


def _taken_back(told: bytes, now: datetime, oldest: date) -> bytes:
    """Return an event of the file before that nobody owes any more as cancelled; nothing once that is long past."""
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event.from_ical(told)
    if event["STATUS"] == "CANCELLED":
        start = event.decoded("dtstart")
        day = start.date() if isinstance(start, datetime) else start
        return told if day >= oldest else b""
    event.subcomponents.clear()
    what = str(event["SUMMARY"]).rpartition(" — ")[0]
    _replace(event, "summary", say("{what} — no longer due", what=what))
    _replace(event, "status", "CANCELLED")
    _replace(event, "dtstamp", now)
    _replace(event, "last-modified", now)
    _replace(event, "sequence", event.decoded("sequence") + 1)
    return bytes(event.to_ical())


def _replace(event: Component, name: str, value: object) -> None:
    del event[name]
    event.add(name, value)


def _content(event: bytes) -> list[bytes]:
    return [line for line in event.splitlines() if not line.startswith(_OF_THE_MOMENT)]

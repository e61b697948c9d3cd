"""What the screens and the command line read: plain values, made in one go on the database's thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from otklik.casework.kept_papers import KeptPaper
from otklik.casework.repeats import Repeat
from otklik.law.kinds import Kind
from otklik.register.paper_records import CasePlace
from otklik.register.records import (
    Attachment,
    Case,
    CaseStatus,
    Channel,
    DutyRecord,
    Letter,
    Operator,
    Representative,
    Subject,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from otklik.casework.next_step import NextStep


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act that can be undone.

    Attributes:
        case_id: the case it was done in.
        line: its last line of the journal.
        at: when it was done.
        sentence: what was done, as the journal says it.
    """

    case_id: int
    line: int
    at: datetime
    sentence: str


class Urgency(StrEnum):
    """How near a date is: overdue, within 5 working days, later, done, or no date at all."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"
    DONE = "done"
    NONE = "none"


SOON_DAYS = 5
"""Working days from which a date counts as soon (peers.md §2B)."""


@dataclass(frozen=True, slots=True)
class Remaining:
    """How far a date is.

    Attributes:
        days: working days left; 0 on the day itself; negative when overdue.
        urgency: the class of it.
        hours: full hours left by the clock on the wall, negative when overdue; `None` unless the term runs by the hour.
        on_day_off: whether the day is still to come, but no working day is left before it (`days` is 0 then too).
    """

    days: int
    urgency: Urgency
    hours: int | None = None
    on_day_off: bool = False


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One line of the register table.

    Attributes:
        due_on: the nearest date: the safe day, or the last day once the safe one has passed; `None` when closed.
        law_due_on: the same where it stands in the law; `None` where only the policy term is left.
        policy_due_on: the safe day of the policy's term; `None` of an occasion.
        due_at: time of day at which a term in hours ends; else `None`.
        due_provisional, policy_provisional: whether that day may still move, because a decree is not known.
        sent_on: the day the last letter of it was sent; `None` while none was.
        outgoing: number of its last issued letter; empty where there is none.
    """

    id: int
    number: int
    title: str
    kinds: tuple[Kind, ...]
    subject: str
    operator: str
    received_on: date
    due_on: date | None
    law_due_on: date | None
    due_duty: str
    policy_due_on: date | None
    status: CaseStatus
    remaining: Remaining
    due_at: time | None = None
    due_provisional: bool = False
    policy_provisional: bool = False
    channel: Channel = Channel.EMAIL
    sent_on: date | None = None
    outgoing: str = ""


@dataclass(frozen=True, slots=True)
class OtherReading:
    """Another way to read the law: the last day it gives, and the sentence that says why and what speaks against it."""

    day: date
    sentence: str


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One line of the checklist of a case.

    Attributes:
        day: the day to show: the safe day, or the last day by ГК ст. 193 once the safe one has passed.
        strip: the days of its term.
        readings: what else may be read out of the law, with the day it gives; the day shown is the safe one.
    """

    duty: DutyRecord
    day: date
    remaining: Remaining
    strip: tuple[StripDay, ...] = ()
    readings: tuple[OtherReading, ...] = ()


class DayKind(StrEnum):
    """What a day is in the strip: the receipt day, a counted day, a skipped one, or a day of the possible extension."""

    START = "start"
    COUNTED = "counted"
    SKIPPED = "skipped"
    EXTENSION = "extension"


@dataclass(frozen=True, slots=True)
class StripDay:
    """One day of the «Лента срока».

    Attributes:
        day: the date.
        kind: what it is in the count.
        number: its number in the count (1…n, or 1…5 of the extension); `None` where not counted.
        ground: why it is skipped («Сб», «Вс», «ТК ст. 112», «ПП от 24.09.2025 № 1466»); empty where counted.
        is_today: whether it is today.
        is_last: whether it is the last day of the term.
    """

    day: date
    kind: DayKind
    number: int | None
    ground: str
    is_today: bool
    is_last: bool


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One event as a sentence."""

    at: datetime
    sentence: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with all that its panel shows.

    Attributes:
        main_duty: the open duty that leads the case (`counting.main_duty`), as a line of `duties`, or `None`.
        strip: the days of the main duty's term.
        no_extension: why no open duty may be extended now, one sentence; empty where one may (the norm has it, once,
            before the end).
        can_postpone: whether destruction may be put off by ст. 21 ч. 6, because an open duty is one of ч. 3–5.1.
        days_gone: working days of the term that were over when the case was registered.
        registered_late: whether it was registered later than on the next working day after receipt.
        linked: the cases of the same paper or event, by number.
        notice_waiting: a notice of extension that is issued and not sent yet: until then the old day rules.
        questions: ids of what the panel should ask, because duties depend on it: `erasure_ground`, `claimant`,
            `claim_matter`, `dispatched_on`, `alleges_unlawful`, `received_at`, `detected_on`, `late_reason`.
        papers: what is kept besides letters: acts of destruction, and notes that annul them, as they were made.
        places: where the data were looked for, or have to be yet (`places.of_case`).
        needs_search: whether the demand can be answered only once they were.
        repeat: the request this open one repeats too soon, and whether it may be refused; `None` where it does not.
        undoable: the last act in it, where it can be undone.
        step: the one thing to do next.
        file_days: the day each file was put in, by its id.
    """

    case: Case
    operator: Operator
    subject: Subject
    representative: Representative | None
    duties: tuple[DutyRow, ...]
    main_duty: DutyRow | None
    strip: tuple[StripDay, ...]
    no_extension: str
    can_postpone: bool
    days_gone: int
    registered_late: bool
    linked: tuple[Case, ...]
    notice_waiting: Letter | None
    questions: tuple[str, ...]
    letters: tuple[Letter, ...]
    attachments: tuple[Attachment, ...]
    journal: tuple[JournalLine, ...]
    papers: tuple[KeptPaper, ...]
    places: tuple[CasePlace, ...]
    needs_search: bool
    repeat: Repeat | None
    undoable: Undoable | None
    step: NextStep
    file_days: Mapping[int, date]

    @property
    def can_extend(self) -> bool:
        """Whether an open duty may be extended now."""
        return not self.no_extension


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day on which open cases are due: the most urgent class among them, and how many they are."""

    day: date
    urgency: Urgency
    cases: int


@dataclass(frozen=True, slots=True)
class TodayView:
    """The first screen.

    Attributes:
        today: the date it was made on.
        next_cases: open cases, nearest date and hour first, at most 8.
        due_days: days until the end of the next 30 working days (today and days off included) on which something is
            due.
        last_due: the day the last open case is due; `None` where nothing has a day.
        drafts: letters not issued yet with their cases, newest first, at most 5.
        last_backup: when the last verified backup was made; `None` if never.
        open_count, overdue_count, ending_count, soon_count, draft_count: figures for the sidebar and the headline;
            what ends today counts as ending and as soon, what was over by the hour as overdue alone.
    """

    today: date
    next_cases: tuple[CaseRow, ...]
    due_days: tuple[DueDay, ...]
    last_due: date | None
    drafts: tuple[tuple[Letter, Case], ...]
    last_backup: datetime | None
    open_count: int
    overdue_count: int
    ending_count: int
    soon_count: int
    draft_count: int

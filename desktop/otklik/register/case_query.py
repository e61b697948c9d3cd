"""What part of the register is wanted, and in what order: the one question screens, exports and commands ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from otklik.law.kinds import Kind
from otklik.register.records import CaseStatus, Channel


class Column(StrEnum):
    """What cases are sorted by. Where something is missing (no date, a closed case) the case comes last either way.

    `left` is the order of the register: what burns first, then the closed ones, newest first.
    """

    LEFT = "left"
    NUMBER = "number"
    KIND = "kind"
    WHO = "who"
    RECEIVED = "received"
    LAW = "law"
    POLICY = "policy"
    STATUS = "status"
    CHANNEL = "channel"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a list: a column and its direction; cases alike in it go by their number."""

    column: Column = Column.LEFT
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both ends included; `None` leaves an end open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """What part of the register is wanted. What is not said is not asked; all that is said must hold.

    Attributes:
        text: words typed by the user: any pieces of number, names, titles, text, e-mail, telephone.
        phrase: the same as one piece, spaces and all.
        status: only cases that stand so.
        operator_id: only cases of one operator.
        due_until: only open cases whose nearest duty is due on this day or before.
        kinds, channels, operators: only cases of one of these; empty for any.
        numbers: only cases of these numbers.
        received: only cases received then.
        due: only open cases whose date is then, as it is shown on the day `seen_on`: the safe day, or the last one
            once the safe one has passed.
        seen_on: the day `due` is looked at from; the first of its days where not given.
        overdue_at: only open cases whose last day, or hour, is over at this moment by the clock on the wall.
        no_date: only open cases with nothing due.
        person: a piece of the name of the person or of who writes for him.
        email, phone: a piece of their e-mail address, of their telephone number.
        sent: whether a letter of the case has been sent.
        drafted: whether a letter of the case is a draft.
        identity: whether it was checked who wrote.
        also: what must hold besides.
        either: of these one at least must hold.
        without: what must not hold.
        sort: in what order.
        offset, limit: which page.
    """

    text: str = ""
    phrase: str = ""
    status: CaseStatus | None = None
    operator_id: int | None = None
    due_until: date | None = None
    kinds: tuple[Kind, ...] = ()
    channels: tuple[Channel, ...] = ()
    operators: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    received: Days | None = None
    due: Days | None = None
    seen_on: date | None = None
    overdue_at: datetime | None = None
    no_date: bool = False
    person: str = ""
    email: str = ""
    phone: str = ""
    sent: bool | None = None
    drafted: bool | None = None
    identity: bool | None = None
    also: tuple[CaseQuery, ...] = ()
    either: tuple[CaseQuery, ...] = ()
    without: tuple[CaseQuery, ...] = ()
    sort: Sort = Sort()
    offset: int = 0
    limit: int = 200

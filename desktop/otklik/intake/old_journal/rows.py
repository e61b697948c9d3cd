"""From a row of a table to a letter that came in then: each field with its value, or with what is amiss."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from otklik.intake.old_journal.cells import (
    address_after,
    channel,
    contacts,
    folded,
    is_done,
    is_empty,
    kinds,
    person,
    text_of,
)
from otklik.intake.old_journal.columns import Column, Mapping
from otklik.intake.old_journal.days import DayRead, months_first, read_day
from otklik.intake.old_journal.sheets import Cell, Row, Sheet
from otklik.law.kinds import Kind
from otklik.register.records import Channel
from otklik.system.words import say

LAW_BEGAN = dt.date(2007, 1, 26)
"""152-ФЗ came into force (ст. 25 ч. 1); a letter received before was none under it."""

OLDEST = dt.date(2000, 1, 1)
"""No journal of personal data is older; an earlier day is a slip."""

_DAYS = (Column.RECEIVED_ON, Column.INCOMING_DATE, Column.ANSWER_DUE, Column.ANSWERED_ON, Column.CLOSED)

Demands = Callable[[str], tuple[Kind, ...]]
"""Tells the demands in a running text."""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """A row as read.

    Attributes:
        number: of the row in the file.
        received_on: `None` where it could not be read; then `problems` says why.
        name, is_organisation, email, phone, address: who writes.
        representative: the name of who writes for him.
        kinds: the demands; `other` where the words do not say.
        kind_words: the words of the old journal for them.
        own_number: the number the operator gave the letter; incoming_number, incoming_date: the writer's own.
        answer_due: the day the old journal held for the last one.
        answered_on, outgoing_number: when and under which number it was answered; `None` and '' where it was not.
        result: what was answered or decided, in the words of the old journal.
        closed_on: the day it was marked as done, where the journal says one.
        done: whether a mark says that it is done; `None` where none does.
        text: all cells of the row, «Столбец: значение», one line each, so that nothing is lost.
        problems: by column, why the row cannot be brought in.
        doubts: by column, why somebody should look at it once it is.
    """

    number: int
    received_on: dt.date | None = None
    received_at: dt.time | None = None
    name: str = ""
    is_organisation: bool = False
    email: str = ""
    phone: str = ""
    address: str = ""
    representative: str = ""
    kinds: tuple[Kind, ...] = ()
    kind_words: str = ""
    channel: Channel | None = None
    own_number: str = ""
    incoming_number: str = ""
    incoming_date: dt.date | None = None
    answer_due: dt.date | None = None
    answered_on: dt.date | None = None
    outgoing_number: str = ""
    result: str = ""
    closed_on: dt.date | None = None
    done: bool | None = None
    text: str = ""
    problems: dict[Column, str] = field(default_factory=dict)
    doubts: dict[Column, str] = field(default_factory=dict)

    @property
    def received(self) -> dt.date:
        """The day of receipt of a row that can be brought in.

        Raises:
            ValueError: it could not be read.
        """
        if self.received_on is None:
            raise ValueError(self.number)
        return self.received_on


def read_rows(sheet: Sheet, mapping: Mapping, today: dt.date, demands: Demands | None = None) -> Iterator[JournalRow]:
    """Yield the rows of a sheet one by one, so that whoever reads may stop at any.

    Args:
        sheet: the table.
        mapping: what its columns mean.
        today: no letter was received or answered after it.
        demands: tells the demands in running text; by default the rules incoming letters are read by.
    """
    reader = _Reader(sheet, mapping, today, demands or _guessed)
    for row in sheet.rows:
        yield reader.read(row)


def _guessed(text: str) -> tuple[Kind, ...]:
    from otklik.intake.demands.kinds import find_kinds  # noqa: PLC0415 - rules are compiled only when a text is read
    from otklik.intake.demands.rules import book  # noqa: PLC0415 - the same
    from otklik.intake.demands.words import Words  # noqa: PLC0415 - the same

    rules = book()
    return tuple(found.kind for found in find_kinds(rules.marked(Words(text)), rules))


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(self, sheet: Sheet, mapping: Mapping, today: dt.date, demands: Demands) -> None:
        self._titles = sheet.titles
        self._mapping = mapping
        self._today = today
        self._demands = demands
        self._known: dict[str, tuple[Kind, ...]] = {}
        self._months_first = {
            place for column in _DAYS for place in mapping.places(column)
            if months_first(row.cells[place] for row in sheet.rows)
        }  # fmt: skip

    def read(self, row: Row) -> JournalRow:
        """Return one row."""
        values: dict[str, object] = {}
        problems: dict[Column, str] = {}
        doubts: dict[Column, str] = {}
        self._receipt(row, values, problems, doubts)
        self._people(row, values, problems, doubts)
        self._asked(row, values, doubts)
        self._answer(row, values, problems, doubts)
        text = "\n".join(f"{title}: {said}" for title, cell in zip(self._titles, row.cells, strict=True)
                         if (said := text_of(cell)))  # fmt: skip
        return JournalRow(row.number, text=text, problems=problems, doubts=doubts, **values)  # type: ignore[arg-type]  # fields by name

    def _text(self, row: Row, column: Column) -> str:
        """Return what stands in the columns of a meaning, '' where they stand for nothing."""
        found = (text_of(row.cells[place]) for place in self._mapping.places(column))
        return "\n".join(text for text in found if not is_empty(text))

    def _day(self, row: Row, column: Column) -> DayRead:
        place = self._mapping.place(column)
        if place is None:
            return DayRead()
        cell: Cell = row.cells[place]
        if isinstance(cell, str) and is_empty(cell):
            return DayRead()
        return read_day(cell, self._today, month_first=place in self._months_first)

    def _receipt(
        self, row: Row, values: dict[str, object], problems: dict[Column, str], doubts: dict[Column, str]
    ) -> None:
        read = self._day(row, Column.RECEIVED_ON)
        own = self._text(row, Column.OWN_NUMBER)
        numbered = read_day(own, self._today) if own else DayRead()
        if read.day is None and not read.problem and numbered.day:
            read = DayRead(numbered.day, doubt=numbered.doubt)
        if problem := _misdated(read, self._today):
            problems[Column.RECEIVED_ON] = problem
        if read.day is None or problem:
            return
        if doubt := read.doubt or _too_old(read.day):
            doubts[Column.RECEIVED_ON] = doubt
        hour = self._text(row, Column.RECEIVED_AT)
        at = read_day(f"01.01.2001 {hour}", self._today).hour if hour else read.hour
        written = self._day(row, Column.INCOMING_DATE)
        number = self._text(row, Column.INCOMING_NUMBER)
        inside = read_day(number, self._today) if number else DayRead()
        dated = written.day or inside.day
        if written.problem:
            doubts[Column.INCOMING_DATE] = written.problem
        elif dated and dated > read.day:
            doubts[Column.INCOMING_DATE] = say("The writer's own date {day} lies after the receipt and is left out.",
                                               day=f"{dated:%d.%m.%Y}")  # fmt: skip
            dated = None
        values |= {
            "received_on": read.day,
            "received_at": None if read.day == self._today else at,
            "own_number": _number(numbered.rest if numbered.day else own or read.rest),
            "incoming_number": _number(inside.rest if inside.day else number),
            "incoming_date": dated,
        }

    def _people(
        self, row: Row, values: dict[str, object], problems: dict[Column, str], doubts: dict[Column, str]
    ) -> None:
        said = self._text(row, Column.NAME)
        found = person(said)
        if not found.name:
            problems[Column.NAME] = (
                say("Nobody is named.") if not said else say("“{words}” is no name.", words=said[:80])
            )
        elif not found.is_whole:
            doubts[Column.NAME] = say("The name is a single word: “{words}”.", words=found.name)
        beside = contacts("\n".join(filter(None, (self._text(row, Column.CONTACT), said.removeprefix(found.name)))))
        email, phone = self._text(row, Column.EMAIL), self._text(row, Column.PHONE)
        address = self._text(row, Column.ADDRESS)
        values |= {
            "name": found.name,
            "is_organisation": found.is_organisation,
            "email": contacts(email).email or contacts(phone).email or beside.email or contacts(address).email,
            "phone": contacts(phone).phone
            or ("" if contacts(phone).email else phone[:60])
            or contacts(email).phone
            or beside.phone,
            "address": " ".join(address.split())
            or contacts(self._text(row, Column.CONTACT)).address
            or address_after(said),
            "representative": person(self._text(row, Column.REPRESENTATIVE)).name,
        }

    def _asked(self, row: Row, values: dict[str, object], doubts: dict[Column, str]) -> None:
        words, summary = self._text(row, Column.KIND), self._text(row, Column.SUMMARY)
        short = words or (summary if len(summary) < 80 else "")
        found, is_whole = kinds(short) if short else ((), False)
        if not is_whole:
            found = tuple(dict.fromkeys((*found, *self._recall(f"{words}\n{summary}".strip()))))
        name = folded(str(values.get("name", "")))
        if values.get("is_organisation") and ("роскомнадзор" in name or name.startswith("ркн")) and len(found) < 2:
            found = (Kind.RKN_INQUIRY,)
        if not found:
            doubts[Column.KIND] = (
                say("What is asked is not recognised: “{words}”.", words=(words or summary)[:80])
                if words or summary
                else say("The row does not say what is asked.")
            )
        way = self._text(row, Column.CHANNEL)
        came = channel(way) if way else None
        if way and came is None:
            doubts[Column.CHANNEL] = say("How it came in is not recognised: “{words}”.", words=way[:80])
        values |= {"kinds": found or (Kind.OTHER,), "kind_words": folded(words or summary), "channel": came}

    def _recall(self, text: str) -> tuple[Kind, ...]:
        """Return the demands of a running text; journals say the same words again and again."""
        if text and text not in self._known:
            self._known[text] = self._demands(text)
        return self._known.get(text, ())

    def _answer(
        self, row: Row, values: dict[str, object], problems: dict[Column, str], doubts: dict[Column, str]
    ) -> None:
        read, due, marked = (
            self._day(row, column) for column in (Column.ANSWERED_ON, Column.ANSWER_DUE, Column.CLOSED)
        )
        number, result = self._text(row, Column.OUTGOING_NUMBER), self._text(row, Column.RESULT)
        inside = read_day(number, self._today) if number else DayRead()
        told = read_day(result, self._today) if result else DayRead()
        answered = read.day or inside.day
        if read.doubt:
            doubts[Column.ANSWERED_ON] = read.doubt
        if answered is None and told.day is not None and not read.problem:
            answered = told.day
            doubts[Column.RESULT] = say("“{words}” is read as {day}; compare it.", words=result[:80],
                                        day=f"{told.day:%d.%m.%Y}")  # fmt: skip
        mark = self._text(row, Column.CLOSED)
        done = is_done(mark) if mark else None
        received = values.get("received_on")
        for column, day in ((Column.ANSWERED_ON, answered), (Column.CLOSED, marked.day)):
            if day is not None and (problem := _out_of_order(day, received, self._today)):
                problems[column] = problem
        if answered is None and (read.problem or done or (result and is_done(result))):
            doubts[Column.ANSWERED_ON] = read.problem or say(
                "The journal says it is done, but not when: the case comes in open."
            )
        values |= {
            "answer_due": due.day,
            "answered_on": answered,
            "outgoing_number": _number(inside.rest if inside.day else number or (read.rest if read.day else "")),
            "result": result,
            "closed_on": marked.day,
            "done": done,
        }


def _misdated(read: DayRead, today: dt.date) -> str:
    """Return why a day of receipt cannot be taken; '' where it can."""
    if read.day is None:
        return read.problem or say("The day of receipt is missing.")
    if read.day > today:
        return say("The day of receipt {day} has not come yet.", day=f"{read.day:%d.%m.%Y}")
    if read.day < OLDEST:
        return say("The day of receipt {day} cannot be meant.", day=f"{read.day:%d.%m.%Y}")
    return ""


def _too_old(day: dt.date) -> str:
    if day >= LAW_BEGAN:
        return ""
    return say("{day} lies before the law on personal data came into force.", day=f"{day:%d.%m.%Y}")


def _out_of_order(day: dt.date, received: object, today: dt.date) -> str:
    """Return why a day of answering cannot be taken; '' where it can."""
    if day > today:
        return say("The day of the answer {day} has not come yet.", day=f"{day:%d.%m.%Y}")
    if isinstance(received, dt.date) and day < received:
        return say("The day of the answer {day} lies before the receipt.", day=f"{day:%d.%m.%Y}")
    return ""


_BEFORE_NUMBER = re.compile(
    r"(?:(?:вх|исх|рег|номер)[а-я]{0,10}(?=[ .:№\d])|[№#.: ]|n(?=[ .]?\d)|no(?=[ .]))+", re.IGNORECASE
)


def _number(text: str) -> str:
    """Return a number without the words before it («исх. № 15» is 15)."""
    text = " ".join(text.split())
    before = _BEFORE_NUMBER.match(text)
    return (text[before.end() :] if before and before.end() < len(text) else text)[:100]

"""Cases as rows of a list for other programs: who wrote, what he wants, how it stands, how it was answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.casework.erased import shown
from otklik.casework.report_words import channel_name
from otklik.law.naming import kind_title
from otklik.letters.reports.list_model import Column, Row, Value
from otklik.register.records import CaseStatus, LetterState
from otklik.system.words import in_russian

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.records import Case, Letter, Representative, Subject

_STATUS = {CaseStatus.OPEN: "Open case", CaseStatus.CLOSED: "Closed case", CaseStatus.ANNULLED: "Annulled case"}


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a row is made of; `letter` is the last one that was issued and is not void."""

    case: Case
    subject: Subject
    representative: Representative | None
    letter: Letter | None
    operator: str

    @property
    def writer(self) -> Subject | Representative:
        """Whose addresses count: the representative's, where one wrote."""
        return self.representative or self.subject


@dataclass(frozen=True, slots=True)
class _Field:
    """A column and what stands in it."""

    column: Column
    value: Callable[[_Ground], Value]


def columns() -> tuple[Column, ...]:
    """Return the columns of the list, with their Russian headings."""
    return tuple(field.column for field in _fields())


def row(desk: Desk, case_id: int, operators: dict[int, str]) -> Row:
    """Return a case as a row.

    Args:
        desk: the desk.
        case_id: the case.
        operators: names of the operators by id.
    """
    register = desk.register
    case = register.cases.get(case_id)
    letters = [letter for letter in register.letters.of_case(case_id) if letter.state is LetterState.ISSUED]
    ground = _Ground(
        case=case,
        subject=shown(register.subjects.get(case.subject_id)),
        representative=(
            None if case.representative_id is None else shown(register.representatives.get(case.representative_id))
        ),
        letter=letters[-1] if letters else None,
        operator=operators.get(case.operator_id, ""),
    )
    return tuple(field.value(ground) for field in _FIELDS)


def _fields() -> tuple[_Field, ...]:
    return tuple(
        _Field(
            Column(field.column.id, in_russian(field.column.title), field.column.letters, field.column.paper),
            field.value,
        )
        for field in _FIELDS
    )


def _kinds(ground: _Ground) -> str:
    return ", ".join(kind_title(kind, "ru") for kind in ground.case.kinds)


def _answer(ground: _Ground) -> str:
    return ground.letter.number if ground.letter else ""


_FIELDS: tuple[_Field, ...] = (
    _Field(Column("number", "№", 7, 10), lambda ground: ground.case.number),
    _Field(Column("received_on", "Came on", 12, 18), lambda ground: ground.case.received_on),
    _Field(Column("channel", "How it came", 22), lambda ground: channel_name(ground.case.channel, in_russian)),
    _Field(Column("subject", "Person", 32, 48), lambda ground: ground.subject.full_name),
    _Field(
        Column("representative", "Representative of the person", 28),
        lambda ground: ground.representative.full_name if ground.representative else None,
    ),
    _Field(Column("email", "E-mail address", 24), lambda ground: ground.writer.email or None),
    _Field(Column("phone", "Telephone number", 18), lambda ground: ground.writer.phone or None),
    _Field(Column("address", "Postal address", 36), lambda ground: ground.writer.address or None),
    _Field(Column("kinds", "What is wanted", 26, 40), _kinds),
    _Field(Column("title", "Name of the case", 36), lambda ground: ground.case.title),
    _Field(Column("incoming_number", "Number of the writer", 16), lambda ground: ground.case.incoming_number or None),
    _Field(Column("status", "Standing", 14, 20), lambda ground: in_russian(_STATUS[ground.case.status])),
    _Field(Column("due_on", "Due on", 12, 18), lambda ground: ground.case.due_on),
    _Field(Column("policy_due_on", "Due by the policy", 14), lambda ground: ground.case.policy_due_on),
    _Field(Column("answer_number", "Outgoing number", 16, 20), _answer),
    _Field(
        Column("answered_on", "Answer left on", 13, 18),
        lambda ground: ground.letter.dispatched_on if ground.letter else None,
    ),
    _Field(Column("closed_on", "Closed on", 12, 18), lambda ground: ground.case.closed_on),
    _Field(
        Column("outcome", "Outcome or reason", 30, 40), lambda ground: ground.case.outcome or ground.case.reason or None
    ),
    _Field(Column("operator", "Operator of the case", 30), lambda ground: ground.operator),
)
"""The columns in order; their headings are said in Russian when they are written."""

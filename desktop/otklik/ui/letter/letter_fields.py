"""Where a merge field gets its value from: the operator's profile, the card of the person, or the letter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otklik.casework.answering import LetterView
    from otklik.register.records import Operator, Subject


class Place(StrEnum):
    """Where a value is kept."""

    PROFILE = "profile"
    PERSON = "person"
    LETTER = "letter"


class Shape(StrEnum):
    """How a value is asked for: a line, a longer text, phrases one a line, yes or no, or in the profile itself."""

    LINE = "line"
    TEXT = "text"
    PHRASES = "phrases"
    YES_NO = "yes_no"
    ELSEWHERE = "elsewhere"


_LETTERHEAD = "operator."

_PROFILE = {
    "оператор.форма": ("form", Shape.ELSEWHERE),
    "оператор.наименование": ("name", Shape.LINE),
    "оператор.адрес": ("address", Shape.LINE),
    "оператор.инн": ("inn", Shape.LINE),
    "оператор.кпп": ("kpp", Shape.LINE),
    "оператор.огрн": ("ogrn", Shape.LINE),
    "оператор.телефон": ("phones", Shape.PHRASES),
    "оператор.почта": ("emails", Shape.PHRASES),
    "оператор.сайт": ("sites", Shape.PHRASES),
    "оператор.лицо": ("first_person", Shape.ELSEWHERE),
    "оператор.должность": ("signer_position", Shape.LINE),
    "оператор.подписант": ("signer_name", Shape.LINE),
    "цели_обработки": ("purposes", Shape.PHRASES),
    "правовые_основания": ("legal_grounds", Shape.PHRASES),
    "категории_данных": ("data_categories", Shape.PHRASES),
    "источники_данных": ("sources", Shape.PHRASES),
    "получатели_данных": ("recipients", Shape.PHRASES),
    "обработчики_данных": ("processors", Shape.PHRASES),
    "способы_обработки": ("methods", Shape.PHRASES),
    "меры_защиты": ("measures", Shape.PHRASES),
    "срок_хранения": ("storage_term", Shape.LINE),
    "место_базы_данных": ("database_location", Shape.LINE),
    "трансграничная_передача": ("cross_border", Shape.YES_NO),
    "автоматические_решения": ("automated_decisions", Shape.YES_NO),
}
"""Fields of the profile by their name in letters: the attribute of `Operator` and how it is asked for."""

_PERSON = {"заявитель.адрес": "address", "заявитель.почта": "email", "заявитель.телефон": "phone"}
"""Fields of the person's card; they are asked for as a line."""


@dataclass(frozen=True, slots=True)
class FieldQuestion:
    """What to ask to fill a field.

    Attributes:
        name: the field's name in the letter.
        label: its name for people.
        place: where the answer is kept.
        attribute: name of the attribute there; empty for a field of the letter alone.
        shape: how to ask.
        value: what is known, phrases one a line.
        choices: usual answers to take and change.
    """

    name: str
    label: str
    place: Place
    attribute: str
    shape: Shape
    value: str = ""
    choices: tuple[str, ...] = ()


def question_for(name: str, label: str, view: LetterView) -> FieldQuestion:
    """Return what to ask to fill a field of a letter.

    Args:
        name: the field's name in the letter, or `operator.<attribute>` for a gap of the letterhead.
        label: its name for people.
        view: the letter.
    """
    if name.startswith(_LETTERHEAD):
        attribute = name.removeprefix(_LETTERHEAD)
        shape = next((shape for known, shape in _PROFILE.values() if known == attribute), Shape.ELSEWHERE)
        return FieldQuestion(name, label, Place.PROFILE, attribute, shape, _text_of(view.operator, attribute))
    if name in _PROFILE:
        attribute, shape = _PROFILE[name]
        return FieldQuestion(name, label, Place.PROFILE, attribute, shape, _text_of(view.operator, attribute))
    if name in _PERSON and view.case.representative_id is None:
        attribute = _PERSON[name]
        return FieldQuestion(name, label, Place.PERSON, attribute, Shape.LINE, str(getattr(view.subject, attribute)))
    from otklik.letters.fields import choices  # noqa: PLC0415 - letters are loaded when one is opened

    usual = choices(name, view.operator)
    return FieldQuestion(name, label, Place.LETTER, "", Shape.TEXT, view.fields.get(name, ""), usual)


def phrases_of(text: str) -> tuple[str, ...]:
    """Return the phrases typed one a line, without the marks of a list and the stops between them."""
    lines = (line.strip().lstrip("-•–— ").rstrip(" ;") for line in text.splitlines())
    return tuple(line for line in lines if line)


def with_fact(operator: Operator, question: FieldQuestion, answer: str | bool) -> Operator:
    """Return the profile with the answer in its place."""
    value: object = answer
    if question.shape is Shape.PHRASES:
        value = phrases_of(str(answer))
    elif isinstance(answer, str):
        value = " ".join(answer.split())
    return replace(operator, **{question.attribute: value})  # type: ignore[arg-type]  # attribute and shape are of _PROFILE


def with_person(subject: Subject, question: FieldQuestion, answer: str) -> Subject:
    """Return the person's card with the answer in its place."""
    return replace(subject, **{question.attribute: " ".join(answer.split())})  # type: ignore[arg-type]  # all are text


def _text_of(operator: Operator, attribute: str) -> str:
    value = getattr(operator, attribute)
    return "\n".join(value) if isinstance(value, tuple) else str(value or "")

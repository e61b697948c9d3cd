"""A letter as a value: everything a page needs, and nothing that has to be looked up any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.letters import fields as known
from otklik.letters.declension import signature_name
from otklik.letters.merge import PLACEHOLDER, Missing, fill, fill_line
from otklik.letters.wording import short_date
from otklik.register.records import Operator, OperatorForm

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from otklik.letters.fields import FieldValue
    from otklik.register.records import Case, Letter, Representative, Subject

_COMPANY = "Общество с ограниченной ответственностью"


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the letterhead; `strong` for the name of the operator."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class LetterModel:
    """A letter ready to be set, requisite by requisite (ГОСТ Р 7.0.97).

    Texts may hold open fields `{{ имя }}`; they are listed in `missing` and keep the letter from being issued.

    Attributes:
        letterhead: the lines of the corner letterhead (requisites 05, 08).
        date, number: «26.11.2026» and «27/ПДн» (10, 11); empty while a draft.
        reference: «На № 31 от 12.11.2026» (12).
        addressee: name in the dative first, then the postal address or e-mail (15).
        heading: «О …» (17).
        salutation: «Уважаемая Анна Сергеевна!»; may be empty.
        body: Markdown (18).
        closing: «С уважением,».
        position, signer: of the signature (22): position in full and «И. О. Фамилия».
        executor: who prepared the letter, with phone (25); may be empty.
        chain_head: short head of the journal's chain, for the foot of the sheet; empty while a draft.
        issued_on: date of the letter; `None` while a draft.
        author: who the file says wrote it: the operator.
        missing: the empty fields, in the order of the sheet.
        draft: whether empty fields are shown red instead of refused.
    """

    letterhead: tuple[HeadLine, ...]
    date: str
    number: str
    reference: str
    addressee: tuple[str, ...]
    heading: str
    salutation: str
    body: str
    closing: str
    position: str
    signer: str
    executor: str
    chain_head: str
    issued_on: datetime.date | None
    author: str
    missing: tuple[Missing, ...]
    draft: bool


def compose(
    operator: Operator,
    subject: Subject,
    representative: Representative | None,
    case: Case,
    letter: Letter,
    fields: Mapping[str, FieldValue],
    *,
    number: str = "",
    issued_on: datetime.date | None = None,
    chain_head: str = "",
) -> LetterModel:
    """Put a letter together from its records.

    Args:
        operator: who sends it.
        subject: whose data it is about.
        representative: who gets it in his stead.
        case: what it answers.
        letter: heading and body, drafted or edited.
        fields: values of `letter_fields`, for the fields still open in heading and body.
        number: outgoing number «27/ПДн»; empty for a draft.
        issued_on: date of the letter; `None` for a draft.
        chain_head: hex head of the journal's chain; the first 16 digits are printed.
    """
    filled = fill(letter.body, fields)
    head = _letterhead(operator)
    addressee = _addressee(subject, representative, case, fields)
    heading = fill_line(letter.heading, fields) or _open("письмо.заголовок")
    position = known.position(operator) or _open("оператор.должность")
    signer = signature_name(known.signer(operator)) or _open("оператор.подписант")
    sheet = "\n".join([*(line.text for line in head), *addressee, heading, filled.markdown, position, signer])
    return LetterModel(
        letterhead=head,
        date=short_date(issued_on) if issued_on else "",
        number=number,
        reference=_reference(case),
        addressee=addressee,
        heading=heading,
        salutation=known.greeting(subject, representative),
        body=filled.markdown,
        closing="С уважением,",
        position=position,
        signer=signer,
        executor=operator.executor,
        chain_head=_grouped(chain_head[:16]),
        issued_on=issued_on,
        author=known.operator_title(operator),
        missing=_missing_in(sheet),
        draft=issued_on is None,
    )


def _letterhead(operator: Operator) -> tuple[HeadLine, ...]:
    reach = [", ".join(operator.phones), ", ".join(filter(None, (*operator.emails[:1], *operator.sites[:1])))]
    alone = operator.form is OperatorForm.SOLE_PROPRIETOR
    codes = {"ОГРНИП" if alone else "ОГРН": operator.ogrn, "ИНН": operator.inn, "КПП": "" if alone else operator.kpp}
    requisites = ", ".join(f"{name} {code}" for name, code in codes.items() if code)
    small = [operator.address, f"тел. {reach[0]}" if reach[0] else "", reach[1], requisites]
    return (*_operator_name(operator), *(HeadLine(line) for line in small if line))


def _operator_name(operator: Operator) -> tuple[HeadLine, ...]:
    """Return the name as a letterhead has it: form in full, then the name itself."""
    if not operator.name:
        return (HeadLine(_open("оператор.наименование"), strong=True),)
    if operator.form is OperatorForm.SOLE_PROPRIETOR:
        surname, _, rest = operator.name.partition(" ")
        lines = (known.SOLE_PROPRIETOR, surname.upper(), rest)
    elif operator.form is OperatorForm.COMPANY and operator.name.startswith("ООО "):
        lines = (_COMPANY, operator.name.removeprefix("ООО ").strip(), "")
    else:
        lines = (operator.name, "" if operator.form else _open("оператор.форма"), "")
    return tuple(HeadLine(line, strong=True) for line in lines if line)


def _addressee(
    subject: Subject, representative: Representative | None, case: Case, fields: Mapping[str, FieldValue]
) -> tuple[str, ...]:
    name = str(fields.get("заявитель.инициалы", "")) or _open("заявитель.фио")
    source = representative or subject
    lines = [name, source.address or source.email]
    if not lines[1]:
        lines[1] = _open("заявитель.адрес") if known.needs_address(case) else ""
    return tuple(line for line in lines if line)


def _reference(case: Case) -> str:
    """Return «На № … от …»: the writer's own number, or ours where he gave none, and the date of his letter."""
    day = case.incoming_date or case.received_on
    number = case.incoming_number or (str(case.number) if case.number else "б/н")
    return f"На № {number} от {short_date(day)}"


def _open(name: str) -> str:
    return f"{{{{ {name} }}}}"


def _missing_in(sheet: str) -> tuple[Missing, ...]:
    names = dict.fromkeys(match[1].replace("\\", "") for match in PLACEHOLDER.finditer(sheet))
    return tuple(Missing(name, known.label(name)) for name in names)


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))

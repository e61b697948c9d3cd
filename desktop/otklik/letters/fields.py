"""The merge fields of letters: their Russian names, their labels, and their values for one case.

A field is a text or a list of phrases; an empty one is «not filled in» and stays visible in the letter until somebody
fills it. The fields `письмо.*` belong to one letter alone: the clerk writes them.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any

from otklik.law.kinds import LAWFUL, Kind
from otklik.letters.claim_fields import claim_fields
from otklik.letters.corrected import Remembered, decline_name, decline_subject, nobody
from otklik.letters.data_fields import arrival, third_parties, whose_data
from otklik.letters.declension import Declined
from otklik.letters.sums import write_sum
from otklik.letters.wording import long_date, sentence
from otklik.register.records import Channel, Gender, OperatorForm
from otklik.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from otklik.register.records import Case, DutyRecord, Operator, Representative, Subject

SOLE_PROPRIETOR = "Индивидуальный предприниматель"
FieldValue = str | tuple[str, ...]
Fields = dict[str, FieldValue]


@cache
def labels() -> dict[str, str]:
    """Return what the screen calls each known field, by its name."""
    return dict(_known()["labels"])


@cache
def optional() -> frozenset[str]:
    """Return the fields a letter may leave without: while one is empty, the paragraph it stands in is not printed."""
    return frozenset(_known()["optional"])


@cache
def sentences() -> frozenset[str]:
    """Return the fields that are sentences of their own where they stand alone in their paragraph."""
    return frozenset(_known()["sentences"])


@cache
def inventories() -> frozenset[str]:
    """Return the fields that are printed as an inventory of documents: a table with the sheets of each."""
    return frozenset(_known()["inventories"])


def own_value(name: str, text: str) -> FieldValue:
    """Return what the clerk gave for a field of one letter as the letter has it: a sum in words, several lines a list.

    Args:
        name: name of the field: «письмо.сумма».
        text: as he typed it; the entries of a list stand a line each or are divided by «;».

    Raises:
        UserError: a sum is expected, and it is none.
    """
    if name in _known()["sums"] and text.strip():
        return write_sum(text)
    if name in _known()["lists"]:
        entries = tuple(entry for line in re.split(r"[;\n]", text) if (entry := line.strip().lstrip("-–—•").strip()))
        return entries if len(entries) != 1 or name in inventories() else entries[0]
    return text


def typed_value(name: str, text: str) -> str:
    """Return what the clerk typed into the place of a field as the text of the letter takes it, a line each of a list.

    Raises:
        UserError: a sum is expected, and it is none.
    """
    value = own_value(name, text)
    if isinstance(value, str):
        return value
    marks = [f"{place}." if name in inventories() else "–" for place in range(1, len(value) + 1)]
    lines = [f"{mark} {line.rstrip(' ;,')}" for mark, line in zip(marks, value, strict=True)]
    return ";\n".join(lines).removesuffix(".") + "."


def introduction(name: str) -> tuple[str, str] | None:
    """Return what leads into a list that stands alone, and what is said of nobody; `None` for most lists."""
    found = _known()["introductions"].get(name)
    return (found["lead"], found["nobody"]) if found else None


def choices(name: str, operator: Operator | None = None) -> tuple[str, ...]:
    """Return the usual values of a field, for the clerk to take and change; empty where there are none.

    Args:
        name: of the field.
        operator: whose letter it is: where his profile names who has the data, nothing says that nobody has them.
    """
    usual = tuple(_known()["choices"].get(name, ()))
    return third_parties(operator, usual) if operator and name == "письмо.третьи_лица" else usual


def label(name: str) -> str:
    """Return the label of a field; a name nobody knows is quoted as it stands."""
    return labels().get(name, f"неизвестное поле «{name}»")


def letter_fields(
    operator: Operator,
    subject: Subject,
    representative: Representative | None,
    case: Case,
    duties: Sequence[DutyRecord] = (),
    *,
    today: date,
    own: Mapping[str, str] | None = None,
    remembered: Remembered = nobody,
) -> Fields:
    """Return every field of a letter by its Russian name, e.g. `заявитель.дательный`; empty means not filled in.

    Args:
        operator: whose letter it is.
        subject: whose data it is about.
        representative: who writes for him, if somebody does; then he is the addressee (`заявитель.*`).
        case: the case that is answered.
        duties: its duties, for the dates by law and by policy.
        today: the date where the operator is.
        own: values of `письмо.*` known beforehand, e.g. reason and new date of an extension.
        remembered: tells how a name was put right for everybody of that name.

    Raises:
        UserError: a value given for a sum is none.
    """
    fields: Fields = dict.fromkeys(labels(), "")
    fields |= _of_operator(operator, remembered)
    fields |= _of_processing(operator)
    fields |= _of_people(subject, representative, remembered)
    fields |= _of_case(case, duties)
    fields |= arrival(case)
    fields |= whose_data(str(fields["субъект.родительный"]), represented=representative is not None)
    fields |= claim_fields(case, duties, today)
    fields["заявитель.приветствие"] = greeting(subject, representative, case, remembered)
    fields["сегодня"] = long_date(today)
    return fields | {name: own_value(name, value) for name, value in (own or {}).items()}


def addressee(
    subject: Subject, representative: Representative | None, remembered: Remembered = nobody
) -> Declined | None:
    """Return the declined name of who gets the letter; `None` for an organisation, whose name is not declined."""
    if representative is not None:
        return decline_name(representative.full_name, None, remembered)
    return None if subject.organisation else decline_subject(subject, remembered)


def needs_address(case: Case) -> bool:
    """Tell whether the answer leaves by post or e-mail; an answer given in person or in an account needs no address."""
    return case.channel not in {Channel.IN_PERSON, Channel.ACCOUNT}


def operator_name(operator: Operator) -> str:
    """Return the bare name of the operator; of an ИП without the words that say he is one."""
    name = operator.name.strip()
    if operator.form is OperatorForm.SOLE_PROPRIETOR:
        return re.sub(rf"^(?:ИП|{SOLE_PROPRIETOR})\s+", "", name, flags=re.IGNORECASE)
    return name


def operator_title(operator: Operator) -> str:
    """Return the operator as a text names him: «Индивидуальный предприниматель Фамилия Имя Отчество», «ООО «…»».

    Within a sentence `merge.fill` writes it with a small letter.
    """
    name = operator_name(operator)
    return f"{SOLE_PROPRIETOR} {name}" if name and operator.form is OperatorForm.SOLE_PROPRIETOR else name


def signer(operator: Operator) -> str:
    """Return the full name of who signs: an ИП signs himself."""
    return operator_name(operator) if operator.form is OperatorForm.SOLE_PROPRIETOR else operator.signer_name


def position(operator: Operator) -> str:
    """Return the position in the signature line."""
    return SOLE_PROPRIETOR if operator.form is OperatorForm.SOLE_PROPRIETOR else operator.signer_position


def _of_operator(operator: Operator, remembered: Remembered) -> Fields:
    signs = signer(operator)
    return {
        "оператор.форма": operator.form.value if operator.form else "",
        "оператор.наименование": operator_title(operator),
        "оператор.адрес": operator.address,
        "оператор.инн": operator.inn,
        "оператор.кпп": operator.kpp,
        "оператор.огрн": operator.ogrn,
        "оператор.телефон": ", ".join(operator.phones),
        "оператор.почта": operator.emails[0] if operator.emails else "",
        "оператор.сайт": operator.sites[0] if operator.sites else "",
        "оператор.лицо": operator.first_person,
        "оператор.пол": _gender_letter(decline_name(signs, None, remembered).gender) if signs else "",
        "оператор.должность": position(operator),
        "оператор.подписант": signs,
        "оператор.номер_в_реестре": operator.rkn_number,
    }


def _of_processing(operator: Operator) -> Fields:
    abroad = {None: "", True: "осуществляется", False: "не осуществляется и не планируется"}
    alone = {None: "", True: "принимаются", False: "не принимаются"}
    return {
        "цели_обработки": operator.purposes,
        "правовые_основания": operator.legal_grounds,
        "категории_данных": operator.data_categories,
        "источники_данных": operator.sources,
        "получатели_данных": operator.recipients,
        "обработчики_данных": operator.processors,
        "способы_обработки": operator.methods,
        "меры_защиты": operator.measures,
        "срок_хранения": sentence(operator.storage_term),
        "место_базы_данных": operator.database_location,
        "трансграничная_передача": abroad[operator.cross_border],
        "автоматические_решения": alone[operator.automated_decisions],
    }


def _of_people(subject: Subject, representative: Representative | None, remembered: Remembered) -> Fields:
    owner = addressee(subject, None, remembered)
    writer = addressee(subject, representative, remembered)
    source = representative or subject
    return {
        "субъект.фио": owner.nominative if owner else subject.full_name,
        "субъект.родительный": owner.genitive if owner else subject.full_name,
        "субъект.дательный": owner.dative if owner else subject.full_name,
        "представитель.фио": representative.full_name if representative else "",
        "представитель.полномочия": representative.authority if representative else "",
        "заявитель.фио": writer.nominative if writer else subject.full_name,
        "заявитель.родительный": writer.genitive if writer else subject.full_name,
        "заявитель.дательный": writer.dative if writer else subject.full_name,
        "заявитель.инициалы": writer.initials_dative if writer else subject.dative or subject.full_name,
        "заявитель.пол": _gender_letter(writer.gender) if writer else "",
        "заявитель.адрес": source.address,
        "заявитель.почта": source.email,
        "заявитель.телефон": source.phone,
    }


def greeting(
    subject: Subject, representative: Representative | None, case: Case, remembered: Remembered = nobody
) -> str:
    """Return the salutation with its mark: «Уважаемая Анна Сергеевна!»; an organisation is greeted in the plural.

    An authority is not greeted: a letter to it begins with the matter.
    """
    writer = addressee(subject, representative, remembered)
    if writer is None:
        return "" if Kind.RKN_INQUIRY in case.kinds else "Уважаемые господа!"
    return f"{writer.salutation}!" if writer.nominative else ""


def _of_case(case: Case, duties: Sequence[DutyRecord]) -> Fields:
    return {
        "обращение.номер": str(case.number) if case.number else "",
        "обращение.получено": long_date(case.received_on),
        "обращение.исходящий_номер": case.incoming_number,
        "обращение.исходящая_дата": long_date(case.incoming_date) if case.incoming_date else "",
        "обращение.виды": tuple(kind.value for kind in case.kinds),
        "обращение.основание_уничтожения": case.erasure_ground.value if case.erasure_ground else "",
        "обращение.заявитель_претензии": case.claimant.value if case.claimant else "",
        "обращение.предмет_претензии": case.claim_matter.value if case.claim_matter else "",
        "срок.по_закону": _answer_by_law(duties),
        "срок.по_политике": long_date(case.policy_due_on) if case.policy_due_on else "",
    }


def _answer_by_law(duties: Sequence[DutyRecord]) -> str:
    """Return the day an answer is owed by at the latest; empty where only policy, practice or the writer names one.

    What holds in any case goes before what hangs on a question nobody has answered yet.
    """
    lawful = [duty for duty in duties if duty.reading in LAWFUL]
    for closed_by in ("answer", "refusal"):
        closing = [duty for duty in lawful if closed_by in duty.closed_by]
        sure = [duty for duty in closing if duty.condition is None]
        if closing:
            return long_date(min(duty.safe for duty in sure or closing))
    return ""


def _gender_letter(gender: Gender | None) -> str:
    return {Gender.MALE: "м", Gender.FEMALE: "ж", None: ""}[gender]


@cache
def _known() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resource("letters/ru/fields.toml").read_text("utf-8"))

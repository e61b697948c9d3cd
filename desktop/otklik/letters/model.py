"""A letter as a value: everything a page needs, and nothing that has to be looked up any more."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.letters import fields as known
from otklik.letters.declension import signature_name
from otklik.letters.merge import OPEN_FIELD, Missing, as_line, fill, fill_line, open_field, settle
from otklik.letters.wording import join_words, short_date
from otklik.register.paper_records import ImageKind
from otklik.register.records import LetterheadForm, Operator, OperatorForm

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from otklik.letters.fields import FieldValue
    from otklik.register.paper_records import Enclosure
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

    Where a field is empty the body holds `{{ имя }}` and the other texts the mark of `merge.open_field`; these fields
    are listed in `missing` and keep the letter from being issued.

    Attributes:
        letterhead: the lines of the letterhead (requisites 05, 08).
        date, number: «26.11.2026» and «27/ПДн» (10, 11); empty while a draft.
        reference: «На № 15-А от 12.11.2026» (12).
        addressee: name in the dative first, then the postal address or e-mail (15).
        heading: «О …» (17).
        salutation: «Уважаемая Анна Сергеевна!»; may be empty.
        body: Markdown (18).
        closing: «С уважением,»; empty where an authority is written to, as the salutation is.
        position, signer: of the signature (22): position in full and «И. О. Фамилия».
        executor: who prepared the letter, with phone (25); may be empty.
        chain_head: short head of the journal's chain, for the foot of the sheet; empty while a draft.
        issued_on: date of the letter; `None` while a draft.
        author: who the file says wrote it: the operator.
        missing: the empty fields, in the order of the sheet.
        draft: whether empty fields are shown red instead of refused.
        training: whether its people are invented: each sheet says so, so that none is posted by mistake.
        letterhead_form: in the corner or across the sheet.
        enclosures: «Выгрузка данных на 2 л. в 1 экз.», without «Приложение:» and numbers (19).
        logo, signature, seal: the operator's images as PNG; empty where there is none.
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
    letterhead_form: LetterheadForm = LetterheadForm.CORNER
    enclosures: tuple[str, ...] = ()
    logo: bytes = b""
    signature: bytes = b""
    seal: bytes = b""
    training: bool = False

    @property
    def text(self) -> str:
        """What the letter says, requisite by requisite, a line each; the body as its Markdown."""
        lines = [
            *(line.text for line in self.letterhead),
            *(self.date, self.number, self.reference, *self.addressee, self.heading, self.salutation, self.body),
            *(*self.enclosures, self.closing, self.position, self.signer, self.executor),
        ]
        return unicodedata.normalize("NFC", "\n".join(lines))

    @property
    def digest(self) -> str:
        """Hex SHA-256 of `text` in UTF-8: what the QR code carries (31).

        A PDF cannot hold the SHA-256 of itself. The journal line of issuing keeps both, so the sheet leads to the line
        by this digest and from there to the file by its own.
        """
        return hashlib.sha256(self.text.encode()).hexdigest()


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
    enclosures: Sequence[Enclosure] = (),
    images: Mapping[ImageKind, bytes] | None = None,
    drafted: str | None = None,
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
        enclosures: what is enclosed, in order.
        images: the operator's logo, signature and seal, as far as there are such.
        drafted: the text its template makes, where the letter may have been edited since; see `merge.settle`.
    """
    images = images or {}
    filled = fill(settle(letter.body, fields, drafted), fields)
    head = _letterhead(operator)
    addressee = _addressee(subject, representative, case, fields)
    heading = fill_line(letter.heading, fields) or open_field("письмо.заголовок")
    position = as_line(known.position(operator)) or open_field("оператор.должность")
    signer = as_line(signature_name(known.signer(operator))) or open_field("оператор.подписант")
    salutation = as_line(str(fields.get("заявитель.приветствие", "")))
    above = "\n".join([*(line.text for line in head), *addressee, heading])
    return LetterModel(
        letterhead=head,
        date=short_date(issued_on) if issued_on else "",
        number=number,
        reference=_reference(case),
        addressee=addressee,
        heading=heading,
        salutation=salutation,
        body=filled.markdown,
        closing="С уважением," if salutation or not subject.organisation else "",
        position=position,
        signer=signer,
        executor=as_line(operator.executor),
        chain_head=_grouped(chain_head[:16]),
        issued_on=issued_on,
        author=as_line(known.operator_title(operator)),
        missing=_missing(_names(above), tuple(map(_no_longer_optional, filled.missing)), _names(position + signer)),
        draft=issued_on is None,
        letterhead_form=operator.letterhead,
        enclosures=tuple(map(enclosure_line, enclosures)),
        logo=images.get(ImageKind.LOGO, b""),
        signature=images.get(ImageKind.SIGNATURE, b""),
        seal=images.get(ImageKind.SEAL, b""),
    )


def enclosure_line(enclosure: Enclosure) -> str:
    """Return «Выгрузка данных на 2 л. в 1 экз.»; what is bound or not on paper has no number of sheets (19)."""
    sheets = f"на {enclosure.sheets} л." if enclosure.sheets else ""
    return join_words(" ".join(filter(None, (as_line(enclosure.title), sheets, f"в {enclosure.copies} экз."))))


def _letterhead(operator: Operator) -> tuple[HeadLine, ...]:
    """Return the lines of the letterhead: the name, the address, how to reach it, its codes."""
    net = ", ".join(filter(None, (*operator.emails[:1], *operator.sites[:1])))
    alone = operator.form is OperatorForm.SOLE_PROPRIETOR
    codes = {
        "ОКПО": operator.okpo,
        "ОГРНИП" if alone else "ОГРН": operator.ogrn,
        "ИНН": operator.inn,
        "КПП": "" if alone else operator.kpp,
    }
    requisites = ", ".join(f"{name} {code}" for name, code in codes.items() if code)
    phones = f"тел. {', '.join(operator.phones)}" if operator.phones else ""
    if operator.letterhead is LetterheadForm.CORNER:
        small = [operator.address, phones, net, requisites]
    else:
        small = [operator.address, ", ".join(filter(None, (phones, net))), requisites]
    return (*_operator_name(operator), *(HeadLine(as_line(line)) for line in small if line))


def _operator_name(operator: Operator) -> tuple[HeadLine, ...]:
    """Return the name as a letterhead has it: form in full, then the name itself."""
    name = as_line(known.operator_name(operator))
    if not name:
        return (HeadLine(open_field("оператор.наименование"), strong=True),)
    if operator.form is OperatorForm.SOLE_PROPRIETOR:
        surname, _, rest = name.partition(" ")
        own = (surname.upper(), rest) if operator.letterhead is LetterheadForm.CORNER else (name, "")
        lines = (known.SOLE_PROPRIETOR, *own)
    elif operator.form is OperatorForm.COMPANY and name.startswith(("ООО ", _COMPANY)):
        lines = (_COMPANY, name.removeprefix("ООО ").removeprefix(_COMPANY).strip(), "")
    else:
        lines = (name, "" if operator.form else open_field("оператор.форма"), "")
    return tuple(HeadLine(line, strong=True) for line in lines if line)


def _addressee(
    subject: Subject, representative: Representative | None, case: Case, fields: Mapping[str, FieldValue]
) -> tuple[str, ...]:
    name = as_line(str(fields.get("заявитель.инициалы", ""))) or open_field("заявитель.фио")
    source = representative or subject
    lines = [name, as_line(source.address or source.email)]
    if not lines[1]:
        lines[1] = open_field("заявитель.адрес") if known.needs_address(case) else ""
    return tuple(line for line in lines if line)


def _reference(case: Case) -> str:
    """Return requisite 12, «На № … от …»: number and date the writer himself gave his letter.

    Our own number never stands here: it belongs to our books, is unknown to him, and the text of the letter names it.
    A letter without a number is «б/н»; one without a date is told by the day it came.
    """
    number = as_line(case.incoming_number)
    if case.incoming_date:
        return f"На № {number or 'б/н'} от {short_date(case.incoming_date)}"
    came = short_date(case.received_on)
    return f"На № {number}, получено {came}" if number else f"На обращение, полученное {came}"


def _names(text: str) -> tuple[Missing, ...]:
    return tuple(Missing(name, known.label(name)) for name in OPEN_FIELD.findall(text))


def _no_longer_optional(one: Missing) -> Missing:
    """Say why an empty field that could be left empty cannot any more: its paragraph holds words of the clerk."""
    if one.name not in known.optional():
        return one
    return Missing(one.name, f"{one.label.partition(' (')[0]} (абзац изменён: заполните поле или удалите его)")


def _missing(*groups: tuple[Missing, ...]) -> tuple[Missing, ...]:
    return tuple(dict.fromkeys(one for group in groups for one in group))


def _grouped(digits: str) -> str:
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))

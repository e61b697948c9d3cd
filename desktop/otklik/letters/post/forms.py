"""What the papers for the post say, as values; whoever has them needs no register any more to print.

What is printed is Russian; `problems` are sentences in the language in use and are shown, never printed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from otklik.letters.post.addresses import PostalAddress

Problems = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Party:
    """Sender or addressee.

    Attributes:
        name: as the paper has it: of a person who is written to, in the dative.
        address: the postal address in the order of the Post.
        phone: for the list ф. 103; may be empty.
    """

    name: str
    address: PostalAddress = field(default_factory=PostalAddress)
    phone: str = ""


class EnvelopeSize(StrEnum):
    """An envelope of ГОСТ Р 51506-99, address side, with its long edge below."""

    DL = "DL"
    C6 = "C6"
    C5 = "C5"
    C4 = "C4"

    @property
    def width(self) -> int:
        """Width in millimetres."""
        return {"DL": 220, "C6": 162, "C5": 229, "C4": 324}[self.value]

    @property
    def height(self) -> int:
        """Height in millimetres."""
        return {"DL": 110, "C6": 114, "C5": 162, "C4": 229}[self.value]


@dataclass(frozen=True, slots=True)
class Envelope:
    """The address side of an envelope.

    Attributes:
        mark: a line above the addressee: «Заказное с уведомлением»; may be empty.
        made_on: the date the file gives as its own.
        subject: what the file is about, without names: «письмо № 27/ПДн».
    """

    size: EnvelopeSize
    sender: Party
    addressee: Party
    mark: str
    made_on: date
    subject: str = ""
    problems: Problems = ()


class LabelFormat(StrEnum):
    """A sheet A4 of labels: how many across and down."""

    SHEET_3X8 = "3x8"
    SHEET_2X7 = "2x7"


LABELS_ON_SHEET = {LabelFormat.SHEET_3X8: 24, LabelFormat.SHEET_2X7: 14}


@dataclass(frozen=True, slots=True)
class Labels:
    """Address labels.

    Attributes:
        start: the first label to print on, from 1, row by row: a sheet half used is used up.
    """

    format: LabelFormat
    addressees: tuple[Party, ...]
    made_on: date
    start: int = 1
    problems: Problems = ()


@dataclass(frozen=True, slots=True)
class InventoryRow:
    """A thing in the envelope.

    Attributes:
        value: declared value in roubles; `None` prints a dash.
    """

    title: str
    count: int
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Inventory:
    """Опись вложения ф. 107.

    Attributes:
        kind: what it lies in, after «в»: «ценное письмо».
    """

    addressee: Party
    sender: Party
    rows: tuple[InventoryRow, ...]
    made_on: date
    kind: str = "ценное письмо"
    subject: str = ""
    problems: Problems = ()

    @property
    def count(self) -> int:
        """How many things there are in all."""
        return sum(row.count for row in self.rows)

    @property
    def value(self) -> Decimal | None:
        """The declared value of all; `None` where none is declared."""
        values = [row.value for row in self.rows if row.value is not None]
        return sum(values, Decimal()) if values else None


@dataclass(frozen=True, slots=True)
class Posted:
    """A line of the list ф. 103.

    Attributes:
        tracking: ШПИ; empty where the Post gives it.
        value: declared value in roubles; `None` of a registered letter.
        note: «с уведомлением»; may be empty.
    """

    addressee: Party
    tracking: str = ""
    value: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class List103:
    """Список внутренних почтовых отправлений ф. 103.

    Attributes:
        number: number of the list; empty leaves a line for it.
        kind, category: «Письмо», «Заказное».
    """

    sender: Party
    items: tuple[Posted, ...]
    made_on: date
    number: str = ""
    kind: str = "Письмо"
    category: str = "Заказное"
    problems: Problems = ()

    @property
    def value(self) -> Decimal | None:
        """The declared value of all; `None` where none is declared."""
        values = [item.value for item in self.items if item.value is not None]
        return sum(values, Decimal()) if values else None


@dataclass(frozen=True, slots=True)
class Notice119:
    """Уведомление о вручении ф. 119.

    Attributes:
        kind, category: of what is delivered: «письмо», «заказное».
        registered: whether the notice itself comes back registered (заказное уведомление) or as a plain one.
        tracking: ШПИ of the letter; empty while the Post has not given it.
    """

    sender: Party
    addressee: Party
    made_on: date
    kind: str = "письмо"
    category: str = "заказное"
    registered: bool = True
    tracking: str = ""
    subject: str = ""
    problems: Problems = ()

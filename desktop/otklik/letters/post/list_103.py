"""Список внутренних почтовых отправлений ф. 103: A4 across, one line for each letter handed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.letters.post.numbers import items, roubles
from otklik.letters.post.pen import Pen, fit
from otklik.letters.post.table import Column, Table
from otklik.letters.wording import long_date

if TYPE_CHECKING:
    from otklik.letters.post.forms import List103, Posted

_WIDTH, _HEIGHT = 297.0, 210.0
_LEFT, _RIGHT = 14.0, _WIDTH - 12.0
_TOP, _FOOT = 12.0, _HEIGHT - 10.0
_NEXT_TOP = 20.0
_SIGNATURES = 52.0
_COLUMNS = (
    Column("№ п/п", 11, "center"),
    Column("Адресат (Ф. И. О. или наименование), адрес, телефон", 101),
    Column("Почтовый идентификатор (ШПИ)", 39, "center"),
    Column("Вес, кг", 17, "right"),
    Column("Сумма объявленной ценности, руб.", 32, "right"),
    Column("Сумма платы за пересылку, руб.", 31, "right"),
    Column("Примечание", 40),
)


def draw(posted: List103, title: str) -> bytes:
    """Return the list; it goes on overleaf where it is long, and the total stands on the last sheet."""
    pen = Pen(title, posted.sender.name, posted.made_on, _WIDTH, _HEIGHT)
    table = Table(_COLUMNS, 9)
    top = _head(pen, posted)
    rows = [_cells(number, item) for number, item in enumerate(posted.items, 1)]
    room = _FOOT - max(top, _NEXT_TOP) - 4
    pages = table.pages(rows, room, room - _SIGNATURES)
    for number, page in enumerate(pages, 1):
        if number > 1:
            pen.next_page()
            top = _NEXT_TOP
            pen.text(_LEFT, _TOP + 3, f"Список{_number(posted)} от {long_date(posted.made_on)}", 9)
        if len(pages) > 1:
            pen.text(_RIGHT, _FOOT + 3, f"Лист {number} из {len(pages)}", 8, align="right")
        foot = table.draw(pen, _LEFT, top, page)
    _totals(pen, posted, foot)
    return pen.finish()


def _number(posted: List103) -> str:
    return f" № {posted.number}" if posted.number else " № ______"


def _head(pen: Pen, posted: List103) -> float:
    middle = (_LEFT + _RIGHT) / 2
    pen.text(_RIGHT, _TOP + 3, "ф. 103", 9, align="right")
    pen.text(middle, _TOP + 6, f"СПИСОК{_number(posted)}", 14, bold=True, align="center")
    pen.text(middle, _TOP + 11.5, f"внутренних почтовых отправлений от {long_date(posted.made_on)}", 11, align="center")
    y = _TOP + 17.0
    sender = ", ".join(filter(None, (posted.sender.name, posted.sender.address.line, posted.sender.phone)))
    facts = (
        ("Вид и категория РПО", f"{posted.kind}, {posted.category.lower()}"),
        ("Отправитель", sender),
        ("Наименование и индекс места приёма", ""),
    )
    for label, value in facts:
        said = fit([value], _RIGHT - _LEFT - 67, 14, 10)
        pen.text(_LEFT, y + 3.8, label, 10)
        y = max(pen.lines(_LEFT + 67, y + 0.3, said.lines, said.size, said.leading), y + 4.7)
        pen.rule(_LEFT + 66, y + 0.4, _RIGHT, y + 0.4, 0.4)
        y += 1.2
    return y + 2.5


def _cells(number: int, item: Posted) -> tuple[str, ...]:
    party = item.addressee
    whom = ", ".join(filter(None, (party.name, party.address.line, party.phone)))
    return (str(number), whom, item.tracking, "", roubles(item.value), "", item.note)


def _totals(pen: Pen, posted: List103, y: float) -> None:
    pen.text(_LEFT, y + 7, f"Итого: {items(len(posted.items))}", 10, bold=True)
    pen.text(_LEFT, y + 13.5, f"Общая сумма объявленной ценности, руб.: {roubles(posted.value)}", 10)
    pen.text(_LEFT + 120, y + 13.5, "Общая сумма платы за пересылку, руб.:", 10)
    pen.rule(_LEFT + 190, y + 14.5, _RIGHT, y + 14.5, 0.4)
    for x, label in ((_LEFT, "Сдал (отправитель)"), (_LEFT + 120, "Принял (работник связи)")):
        pen.text(x, y + 25, label, 10)
        pen.rule(x + 44, y + 26, x + 106, y + 26, 0.4)
        pen.caption(x + 75, y + 29, "(должность, подпись, фамилия)", align="center")
    pen.box(_RIGHT - 34, y + 19, 34, 30, 0.4)
    for place, line in enumerate(("(оттиск", "календарного", "штемпеля)")):
        pen.caption(_RIGHT - 17, y + 31 + place * 3.2, line, align="center")

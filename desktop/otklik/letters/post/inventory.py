"""Опись вложения ф. 107: two identical copies side by side on A4, one for the envelope and one for the sender."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from otklik.letters.post.numbers import roubles
from otklik.letters.post.pen import POINT, Pen, fit
from otklik.letters.post.table import Column, Row, Table

if TYPE_CHECKING:
    from otklik.letters.post.forms import Inventory

_WIDTH, _HEIGHT = 297.0, 210.0
_HALF = _WIDTH / 2
_LEFT, _RIGHT = 12.0, _HALF - 10.0  # inside of a copy
_TOP, _FOOT = 11.0, _HEIGHT - 9.0
_TEXT = _RIGHT - _LEFT
_SIGNATURES = 46.0
_TOTALS = 9.0
_COLUMNS = (
    Column("№ п/п", 10, "center"),
    Column("Наименование предметов", 68.5),
    Column("Количество предметов", 21, "center"),
    Column("Объявленная ценность, руб.", 27, "right"),
)
_LABEL = 14.0
_SPREAD = 1.44  # room for the ruled lines
_NOTE = "Только к отправлению с объявленной ценностью; подаётся открытым. Исправления не допускаются."


def draw(inventory: Inventory, title: str) -> bytes:
    """Return the inventory; what does not fit on a sheet goes on on the next, in two copies as well."""
    pen = Pen(title, inventory.sender.name, inventory.made_on, _WIDTH, _HEIGHT)
    table = Table(_COLUMNS, 9.5)
    head = _Head(inventory)
    room = _FOOT - _SIGNATURES - _TOP - head.height
    rows = [
        (str(number), row.title, str(row.count), roubles(row.value)) for number, row in enumerate(inventory.rows, 1)
    ]
    pages = table.pages(rows, room, room - _TOTALS)
    for number, page in enumerate(pages, 1):
        if number > 1:
            pen.next_page()
        sheet = f"Лист {number} из {len(pages)}" if len(pages) > 1 else ""
        for left in (0.0, _HALF):
            _copy(pen, left, inventory, head, table, page, sheet, last=number == len(pages))
        _cut_line(pen)
    return pen.finish()


class _Head:
    """Title and addressee, as high as they need."""

    def __init__(self, inventory: Inventory) -> None:
        self._kind = fit([inventory.kind], _TEXT - 24, 6, 11)
        said = (("Кому", inventory.addressee.name), ("Куда", inventory.addressee.address.line))
        self._blocks = [(label, fit([text], _TEXT - _LABEL, 24, 11, spread=_SPREAD)) for label, text in said]
        self.height = 20.5 + sum(len(block.lines) * block.leading * POINT + 1.4 for _label, block in self._blocks)

    def draw(self, pen: Pen, left: float, sheet: str) -> float:
        """Draw it and return where it ends."""
        x, right, middle = left + _LEFT, left + _RIGHT, left + (_LEFT + _RIGHT) / 2
        pen.text(right, _TOP + 3, "ф. 107", 9, align="right")
        pen.text(x, _TOP + 3, sheet, 9)
        pen.text(middle, _TOP + 7, "ОПИСЬ", 14, bold=True, align="center")
        pen.text(x, _TOP + 15, "вложения в", 11)
        pen.lines(x + 24, _TOP + 15.2 - self._kind.size * POINT, self._kind.lines, self._kind.size, self._kind.leading)
        pen.rule(x + 22, _TOP + 16, right, _TOP + 16, 0.4)
        y = _TOP + 18.5
        for label, block in self._blocks:
            step = block.leading * POINT
            pen.text(x, y + 0.74 * step, label, min(11, block.size + 2))
            for line in block.lines:
                pen.text(x + _LABEL, y + 0.74 * step, line, block.size)
                y += step
                pen.rule(x + _LABEL - 1, y - 0.06 * step, right, y - 0.06 * step, 0.4)
            y += 1.4
        return y + 2


def _copy(
    pen: Pen, left: float, inventory: Inventory, head: _Head, table: Table, page: list[Row], sheet: str, *, last: bool
) -> None:
    x, right = left + _LEFT, left + _RIGHT
    top = head.draw(pen, left, sheet)
    least = _FOOT - _SIGNATURES - _TOTALS - top - 0.5
    foot = table.draw(pen, x, top, page, least)
    if last:
        pen.text(x, foot + 5.6, "Общий итог предметов и объявленной ценности", 9.5, bold=True)
        pen.text(right - 27 - 10.5, foot + 5.6, str(inventory.count), 9.5, bold=True, align="center")
        pen.text(right - 1.2, foot + 5.6, roubles(inventory.value), 9.5, bold=True, align="right")
        pen.rule(x, foot + 7.4, right, foot + 7.4, 0.4)
    _signatures(pen, x, right)


def _signatures(pen: Pen, x: float, right: float) -> None:
    y = _FOOT - _SIGNATURES + 10
    pen.text(x, y, "Отправитель", 10)
    pen.rule(x + 24, y + 1, right - 44, y + 1, 0.4)
    pen.caption(x + 24 + (right - 44 - x - 24) / 2, y + 3.8, "(подпись)", align="center")
    y += 13
    pen.text(x, y, "Проверил", 10)
    pen.rule(x + 24, y + 1, right - 44, y + 1, 0.4)
    pen.caption(x + 24 + (right - 44 - x - 24) / 2, y + 3.8, "(должность, подпись почтового работника)", align="center")
    top = _FOOT - _SIGNATURES + 3
    pen.canvas.setDash([1 * mm, 0.8 * mm])
    pen.box(right - 36, top, 36, 33, 0.4)
    pen.canvas.setDash()
    for place, line in enumerate(("(оттиск календарного", "почтового штемпеля", "места приёма)")):
        pen.caption(right - 18, top + 13 + place * 3.2, line, align="center")
    note = fit([_NOTE], right - x, 7, 7)
    pen.lines(x, _FOOT - 5, note.lines, note.size, 7 * 1.25)


def _cut_line(pen: Pen) -> None:
    pen.caption(_HALF, 6, "линия отреза", align="center")
    pen.canvas.setDash([1.6 * mm, 1.2 * mm])
    pen.rule(_HALF, 8, _HALF, _HEIGHT - 5, 0.4)
    pen.canvas.setDash()

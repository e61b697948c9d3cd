"""Уведомление о вручении ф. 119: both sides of the card on one sheet A4, filled in as far as the sender fills it in.

The front is the address the notice comes back to; the back says what was sent to whom, and the Post says there who got
it and when. Where the Post gives its own card, the sheet is what to copy from.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportlab.lib.units import mm

from otklik.letters.post import envelope
from otklik.letters.post.pen import POINT, Pen, fit

if TYPE_CHECKING:
    from otklik.letters.post.forms import Notice119

_WIDTH, _HEIGHT = 210.0, 297.0
CARD_WIDTH, CARD_HEIGHT = 148.0, 105.0
_LEFT = (_WIDTH - CARD_WIDTH) / 2
_FRONT, _BACK = 30.0, 30.0 + CARD_HEIGHT
_SPREAD = 1.5
_INSIDE = 6.0


def draw(notice: Notice119, title: str) -> bytes:
    """Return the sheet: front above, back below, folded along the line between them."""
    pen = Pen(title, notice.sender.name, notice.made_on, _WIDTH, _HEIGHT)
    pen.caption(_WIDTH / 2, 22, "Вырежьте по рамке, согните по пунктиру и склейте.", align="center", size=8)
    pen.box(_LEFT, _FRONT, CARD_WIDTH, 2 * CARD_HEIGHT, 0.5)
    pen.canvas.setDash([1.6 * mm, 1.2 * mm])
    pen.rule(_LEFT, _BACK, _LEFT + CARD_WIDTH, _BACK, 0.4)
    pen.canvas.setDash()
    _front(pen, notice)
    _back(pen, notice)
    return pen.finish()


def _front(pen: Pen, notice: Notice119) -> None:
    x, right, y = _LEFT + _INSIDE, _LEFT + CARD_WIDTH - _INSIDE, _FRONT
    pen.text(right, y + 8, "ф. 119", 9, align="right")
    pen.text(x, y + 13, "УВЕДОМЛЕНИЕ О ВРУЧЕНИИ", 13, bold=True)
    for place, (label, ticked) in enumerate((("простое", not notice.registered), ("заказное", notice.registered))):
        _choice(pen, x + place * 26, y + 21, label, ticked=ticked)
    pen.box(right - 46, y + 12, 46, 17, 0.4)
    pen.caption(right - 23, y + 21, "(место для ШПИ уведомления)", align="center")
    party = notice.sender
    top = y + 33
    pen.text(x, top, "Подлежит возврату отправителю:", 9)
    top = _line(pen, x, top + 2, right, "Кому", party.name, room=13)
    top = _line(pen, x, top, right, "Куда", ", ".join(party.address.lines), room=19)
    envelope.draw_stencil(pen, x + 2, y + CARD_HEIGHT - 22, party.address.index)
    pen.caption(x + 2, y + CARD_HEIGHT - 3.5, "Индекс отправителя")
    pen.text(right, y + CARD_HEIGHT - 6, party.address.index, 13, bold=True, align="right")
    _stamp(pen, right - 34, y + CARD_HEIGHT - 37, 34, 25, ("(календарный штемпель", "места вручения)"))


def _back(pen: Pen, notice: Notice119) -> None:
    x, right, y = _LEFT + _INSIDE, _LEFT + CARD_WIDTH - _INSIDE, _BACK
    top = _line(pen, x, y + 4, right, "Вид и категория", f"{notice.kind}, {notice.category}", room=7, label_wide=32)
    top = _line(pen, x, top, right, "ШПИ", notice.tracking, room=7, label_wide=32)
    top = _line(pen, x, top, right, "Кому", notice.addressee.name, room=13)
    top = _line(pen, x, top, right, "Куда", notice.addressee.address.line, room=17)
    top += 2
    pen.rule(_LEFT, top, _LEFT + CARD_WIDTH, top, 0.8)
    pen.caption(x, top + 4, "Заполняет почта", size=7)
    choices = ("лично", "по доверенности", "законному представителю")
    pen.text(x, top + 10, "Вручено", 9)
    left = x + 18.0
    for label, wide in zip(choices, (18, 34, 44), strict=True):
        _choice(pen, left, top + 10, label)
        left += wide
    foot = y + CARD_HEIGHT - 5
    for place, label in enumerate(("Получил (фамилия)", "Подпись получателя", "Дата вручения", "Подпись работника")):
        row = top + 17.5 + place * (foot - top - 18.5) / 3
        pen.text(x, row, label, 9)
        pen.rule(x + 34, row + 1, right - 40, row + 1, 0.4)
    _stamp(pen, right - 34, foot - 27, 34, 25, ("(календарный штемпель", "места приёма)"))


def _line(
    pen: Pen, x: float, y: float, right: float, label: str, value: str, *, room: float, label_wide: float = 14
) -> float:
    """Write a value on ruled lines behind its label and return where the last one ends."""
    said = fit([value], right - x - label_wide, room, 10, spread=_SPREAD)
    step = said.leading * POINT
    pen.text(x, y + 0.72 * step, label, min(9, said.size))
    for line in said.lines:
        pen.text(x + label_wide, y + 0.72 * step, line, said.size)
        y += step
        pen.rule(x + label_wide, y - 0.04 * step, right, y - 0.04 * step, 0.4)
    return y + 0.6


def _choice(pen: Pen, x: float, y: float, label: str, *, ticked: bool = False) -> None:
    pen.box(x, y - 3, 3.2, 3.2, 0.5)
    if ticked:
        pen.rule(x + 0.5, y - 2.5, x + 2.7, y - 0.3, 1)
        pen.rule(x + 0.5, y - 0.3, x + 2.7, y - 2.5, 1)
    pen.text(x + 4.8, y - 0.2, label, 9)


def _stamp(pen: Pen, x: float, y: float, width: float, height: float, caption: tuple[str, ...]) -> None:
    pen.canvas.setDash([1 * mm, 0.8 * mm])
    pen.box(x, y, width, height, 0.4)
    pen.canvas.setDash()
    for place, line in enumerate(caption):
        pen.caption(x + width / 2, y + height / 2 + place * 3, line, align="center", size=6)

"""The page of the «Лист восстановления»: one A4 sheet, to be read by somebody in a hurry years later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Spacer

from otklik.letters import fonts
from otklik.letters import paper_parts as parts
from otklik.letters.count_page import printable
from otklik.letters.pictures import draw_code
from otklik.letters.recovery_sheet import HEADING
from otklik.letters.structure import Element, artifact
from otklik.letters.tagged import Grid, Tagged
from otklik.letters.wording import NBSP, long_date, short_date

if TYPE_CHECKING:
    from otklik.letters.recovery_sheet import RecoverySheet

SHORT_ID = 8
"""Hexadecimal digits of a register's id that are printed."""

_MARGINS = parts.Margins(22 * mm, 18 * mm, 16 * mm, 18 * mm)
_WIDTH = A4[0] - _MARGINS.left - _MARGINS.right
_COLUMNS = 3
_QR_SIDE = 40 * mm
_LONG, _LONGEST = 90, 300  # signs of a name: set smaller, cut

_OPENS = (
    "Этими цифрами открывается реестр и все его копии, сделанные до замены ключа. "
    "У кого есть этот лист и копия реестра, тот прочитает в ней всё."
)
_STEPS = (
    "Установите «Отклик» на любой компьютер. Прежний компьютер и прежние пароли не нужны.",
    "Возьмите копию реестра (файл .otklik-backup) или сам реестр (файл .otklik).",
    "В первом окне программы выберите восстановление из копии и укажите этот файл.",
    "Выберите «Лист восстановления» и наберите 18 групп по порядку. Опечатка видна сразу.",
    "Посмотрите, на месте ли последние обращения. Сама копия останется такой, как была.",
)
_KEEP = (
    "В сейфе или другом запертом месте, отдельно от копий реестра и от компьютера. Не фотографируйте лист "
    "и не пересылайте его: по снимку реестр откроется так же, как по бумаге."
)
_LOST = (
    "Замените ключ: в настройках, в разделе «Ключ». Напечатайте новый лист, а этот уничтожьте, когда не останется "
    "копий, которые открываются только им."
)
_NO_OTHER = "Без этого листа и без пароля реестр не откроет никто, и разработчики программы тоже."


def build(facts: RecoverySheet) -> bytes:
    """Return the page as PDF/A-1b."""
    title = f"{HEADING} № {facts.number}"

    def frame(canvas: Any, _page: int, _total: int) -> None:
        left = f"{title} · реестр {facts.register_id[:SHORT_ID]}"
        parts.foot(canvas, A4, _MARGINS, left, f"напечатан {short_date(facts.made_on)}")

    described = parts.file_facts(title, "", facts.made_on)  # who keeps the register is no matter for the file's facts
    return parts.make(lambda: _story(facts, title), size=A4, margins=_MARGINS, facts=described, frame=frame).pdf


def _story(facts: RecoverySheet, title: str) -> list[Any]:
    name = _shortened(facts.register_name)
    size = 12.5 if len(name) <= _LONG else 9.5
    body = parts.style(10.5, 14.2, serif=True)
    return [
        parts.title(title, parts.style(23, 28, bold=True, serif=True)),
        parts.text(name, parts.style(size, 1.3 * size, serif=True, spaceAfter=2.5 * mm)),
        parts.text(_signs(facts), parts.style(9.5, 13, textColor=parts.DIM, spaceAfter=4 * mm)),
        parts.text(_OPENS, parts.style(10.5, 14.2, serif=True, spaceAfter=5 * mm)),
        _Groups(facts),
        Spacer(0, 7 * mm),
        _heading("Как восстановить"),
        *_steps(),
        Spacer(0, 4.5 * mm),
        _heading("Где хранить лист"),
        parts.text(_KEEP, body),
        Spacer(0, 4.5 * mm),
        _heading("Если лист потерян или его видели чужие"),
        parts.text(_LOST, body),
        Spacer(0, 4.5 * mm),
        parts.text(_NO_OTHER, parts.style(10.5, 14.2, bold=True, serif=True)),
        Spacer(0, 6 * mm),
        _Checked(),
    ]


def _shortened(name: str) -> str:
    name = " ".join(printable(name).split())
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"


def _signs(facts: RecoverySheet) -> str:
    sign = facts.fingerprint.replace(" ", NBSP)
    id_ = facts.register_id[:SHORT_ID]
    return f"Напечатан {long_date(facts.made_on)} · номер реестра {id_} · отпечаток ключа {sign}"


def _heading(words: str) -> Any:
    return parts.title(words, parts.style(12, 16, bold=True, spaceAfter=1 * mm), 2)


def _steps() -> list[Any]:
    form = parts.style(10.5, 14.2, serif=True, leftIndent=6 * mm, spaceAfter=1 * mm)
    form.bulletFontName, form.bulletFontSize = fonts.sans(bold=True), 9.5
    listed = Element("L")
    steps = []
    for number, words in enumerate(_STEPS, 1):
        row = Element("LI", listed)
        step = parts.text(words, form, f"{number}.")
        step.label, step.element = Element("Lbl", row), Element("LBody", row)
        steps.append(step)
    return steps


class _Groups(Tagged):
    """The groups in rows of three with their numbers, and the QR code at their right."""

    role = "Div"
    _STEP = 9 * mm

    def __init__(self, facts: RecoverySheet) -> None:
        super().__init__()
        self._qr_text = facts.qr_text
        self._caption = parts.text("Эти же цифры для сканера", parts.style(7.5, 10, textColor=parts.DIM))
        number = parts.style(9.5, 12, textColor=parts.DIM, alignment=TA_RIGHT)
        group = parts.style(21, 25, bold=True)
        cells = [
            cell
            for place, digits in enumerate(facts.groups, 1)
            for cell in (parts.text(str(place), number), parts.text(digits, group))
        ]
        rows = [cells[start : start + 2 * _COLUMNS] for start in range(0, len(cells), 2 * _COLUMNS)]
        wide = (_WIDTH - _QR_SIDE - self._STEP) / _COLUMNS
        ruled = [  # no line between a number and its group
            ("LINEABOVE", (0, 0), (-1, -1), 0.5, parts.LINE),
            ("BOX", (0, 0), (-1, -1), 0.5, parts.LINE),
            *(("LINEAFTER", (place, 0), (place, -1), 0.5, parts.LINE) for place in (1, 3)),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
        self._grid = Grid(rows, [9 * mm, wide - 9 * mm] * _COLUMNS, style=ruled)
        self._grid.heads, self._grid.sides = 0, 1

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Return the room it takes in a room of so many points."""
        self._wide = width
        self._high = self._grid.wrap(width - _QR_SIDE - self._STEP, height)[1]
        self._caption_high = self._caption.wrap(_QR_SIDE, height)[1]
        return width, self._high

    def draw(self) -> None:
        """Draw both."""
        self._grid.drawOn(self.canv, 0, 0)
        left, low = self._wide - _QR_SIDE, self._high - _QR_SIDE
        code = Element("Figure", alt=f"QR-код: {self._qr_text}")
        draw_code(self.canv, (self._qr_text,), (left, low, _QR_SIDE), code)
        self._caption.drawOn(self.canv, left, low - 2 * mm - self._caption_high)


class _Checked(Tagged):
    """The line for whoever types three groups back: which, when, and his hand."""

    role = "P"
    _PLACES = ((0, "Проверен: набраны группы", 74), (76, "дата", 108), (110, "подпись", 170))

    def wrap(self, width: float, height: float) -> tuple[float, float]:  # noqa: ARG002 - what platypus hands over
        """Return the room it takes in a room of so many points."""
        return width, 9 * mm

    def draw(self) -> None:
        """Draw the words, and lines for what is written by hand."""
        pen = self.canv
        pen.setFillColor(parts.INK)
        pen.setFont(fonts.named(), 10)
        for start, words, _end in self._PLACES:
            pen.drawString(start * mm, 3 * mm, f"{words} ")
        with artifact(pen):
            pen.setStrokeColor(parts.INK)
            pen.setLineWidth(0.5)
            for start, words, end in self._PLACES:
                begins = start * mm + fonts.font(fonts.REGULAR).stringWidth(words, 10) + 2 * mm
                pen.line(begins, 2.2 * mm, end * mm, 2.2 * mm)

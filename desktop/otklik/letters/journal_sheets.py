"""«Журнал учёта обращений субъектов персональных данных» as sheets that can be sewn: A4 across, numbered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from otklik.letters import fonts
from otklik.letters.wording import NBSP, short_date

if TYPE_CHECKING:
    from datetime import date

    from otklik.letters.paper_parts import Made

HEADING = "Журнал учёта обращений субъектов персональных данных"
COLUMNS: tuple[tuple[str, float], ...] = (
    ("№ п/п", 10),
    ("Вх. №, дата получения", 22),
    ("Сведения о запрашивающем лице", 37),
    ("Краткое содержание обращения", 35),
    ("Цель получения информации, норма", 29),
    ("Срок", 18),
    ("Отметка о передаче или отказе", 39),
    ("Дата передачи или отказа, исх. №, ШПИ", 29),
    ("Подпись запрашивающего лица или реквизиты запроса", 26),
    ("Подпись ответственного", 23),
)
"""Title and width in mm of each column; together as wide as the sheet without its margins."""

CELLS = len(COLUMNS) - 2
"""How many columns a line brings itself: not its number, and not the last, where somebody signs."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of the journal as it is printed.

    Attributes:
        number: № п/п, without gaps over all sheets.
        cells: the columns between the first and the last, in order.
    """

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JournalSheets:
    """The sheets of one print.

    Attributes:
        operator: whose journal it is.
        lines: in order; at least one.
        first_sheet: number of the first sheet; the others follow.
        made_on: day of the print.
        chain_head: hex head of the register's journal, for the foot of each sheet.
    """

    operator: str
    lines: tuple[SheetLine, ...]
    first_sheet: int
    made_on: date
    chain_head: str


@dataclass(frozen=True, slots=True)
class LastSheet:
    """The sheet that says how many sheets were sewn.

    Attributes:
        operator: whose journal it is.
        first_sheet, last_sheet: the sewn sheets, both included.
        first_line, last_line: the lines on them.
        made_on, chain_head: as of the sheets.
    """

    operator: str
    first_sheet: int
    last_sheet: int
    first_line: int
    last_line: int
    made_on: date
    chain_head: str


def render_sheets(sheets: JournalSheets) -> Made:
    """Return the sheets as PDF/A-1b and how many they are; the same values always give the same bytes."""
    with fonts.RENDERING:
        from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415 - brings reportlab, and start-up counts

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

        def frame(canvas: Any, page: int, total: int) -> None:  # noqa: ARG001 - how many there are stands on the last
            _frame(canvas, sheets, sheets.first_sheet + page - 1)

        title = f"{HEADING}, листы с {sheets.first_sheet}"
        return parts.make(
            lambda: [_table(sheets)],
            size=landscape(A4),
            margins=_margins(),
            facts=parts.file_facts(title, sheets.operator, sheets.made_on),
            frame=frame,
        )


def render_last_sheet(last: LastSheet) -> Made:
    """Return the last sheet («прошито, пронумеровано») as PDF/A-1b; it has no number itself."""
    with fonts.RENDERING:
        from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415 - brings reportlab, and start-up counts

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

        def frame(canvas: Any, page: int, total: int) -> None:  # noqa: ARG001 - one sheet without a number
            _frame(canvas, last, None)

        return parts.make(
            lambda: _last(last),
            size=landscape(A4),
            margins=_margins(),
            facts=parts.file_facts(f"{HEADING}: лист-заверитель", last.operator, last.made_on),
            frame=frame,
        )


def _margins() -> Any:
    from reportlab.lib.units import mm  # noqa: PLC0415 - brings reportlab, and start-up counts

    from otklik.letters.paper_parts import Margins  # noqa: PLC0415 - the same

    return Margins(20 * mm, 9 * mm, 22 * mm, 15 * mm)  # the left one is sewn


def _frame(canvas: Any, sheets: JournalSheets | LastSheet, sheet: int | None) -> None:
    """Draw head and foot of a sheet: the title, whose journal, the number of the sheet, the head of the chain."""
    from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.lib.units import mm  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    size, margins = landscape(A4), _margins()
    wide = size[0] - margins.left - margins.right
    canvas.setFillColor(parts.INK)
    canvas.setFont(fonts.named(bold=True), 13)
    canvas.drawString(margins.left, size[1] - 13 * mm, HEADING)
    name = parts.text(sheets.operator, parts.style(8.5, textColor=parts.DIM))
    name.wrap(wide, 5 * mm)
    name.drawOn(canvas, margins.left, size[1] - 18 * mm)
    if sheet is not None:
        canvas.setFillColor(parts.INK)
        canvas.setFont(fonts.named(bold=True), 13)
        canvas.drawRightString(size[0] - margins.right, size[1] - 13 * mm, f"Лист{NBSP}{sheet}")
    left = f"журнал {parts.short_head(sheets.chain_head)}"
    parts.foot(canvas, size, margins, left, f"напечатано {short_date(sheets.made_on)}")


def _table(sheets: JournalSheets) -> Any:
    from reportlab.lib.enums import TA_CENTER  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.lib.units import mm  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    head = parts.style(7, 8.5, bold=True, alignment=TA_CENTER)
    place = parts.style(6.5, 8, alignment=TA_CENTER, textColor=parts.DIM)
    cell = parts.style(7.8, 9.6)
    rows = [
        [parts.text(title, head) for title, _width in COLUMNS],
        [parts.text(str(number), place) for number in range(1, len(COLUMNS) + 1)],
    ]
    widths = [width * mm for _title, width in COLUMNS]
    for line in sheets.lines:
        cells = (str(line.number), *line.cells, "")
        rows.append([parts.text(parts.fitted(*one, cell), cell) for one in zip(cells, widths, strict=True)])
    above = [("VALIGN", (0, 0), (-1, 1), "MIDDLE"), ("LINEBELOW", (0, 1), (-1, 1), 0.9, parts.INK)]
    return parts.table(rows, widths, head=2, lines=above)


def _last(last: LastSheet) -> list[Any]:
    from reportlab.lib.enums import TA_CENTER  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.lib.units import mm  # noqa: PLC0415 - the same
    from reportlab.platypus import Indenter, Spacer  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    count = last.last_sheet - last.first_sheet + 1
    said = parts.style(15, 24, serif=True, alignment=TA_CENTER, spaceAfter=4 * mm)
    which = parts.style(10.5, 15, serif=True, alignment=TA_CENTER, spaceAfter=8 * mm)
    sewn = f"Прошито, пронумеровано и скреплено подписью\n{parts.sheets_in_words(count)}"
    sheets = _span("лист", "листы", last.first_sheet, last.last_sheet)
    held = f"{sheets}, {_span('запись', 'записи', last.first_line, last.last_line)}"
    return [
        Spacer(0, 34 * mm),
        parts.title(sewn, said),
        parts.text(held, which),
        Indenter(left=45 * mm, right=45 * mm),
        *parts.signatures([("", "")]),
        Spacer(0, 8 * mm),
        parts.text("«____» ______________ 20____ г.\u2003М. П. (при наличии)", parts.style(10.5, 15, serif=True)),
    ]


def _span(one: str, several: str, first: int, last: int) -> str:
    """Return «лист 4», or «листы с 4 по 6»."""
    return f"{one}{NBSP}{first}" if first == last else f"{several} с{NBSP}{first} по{NBSP}{last}"

"""«Отчёт об обращениях» as paper: figures, charts and tables on A4, PDF/A; it names nobody but the operator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Spacer

from otklik.letters import fonts
from otklik.letters import paper_parts as parts
from otklik.letters.reports import charts
from otklik.letters.reports.drawing import Tone
from otklik.letters.reports.paper_chart import INKS, Chart
from otklik.letters.structure import Element, tagged
from otklik.letters.tagged import Grid, Tagged
from otklik.letters.wording import NBSP, short_date

if TYPE_CHECKING:
    from otklik.letters.paper_parts import Made
    from otklik.letters.reports.model import Fact, ReportPaper, Table

MARGINS = parts.Margins(20 * mm, 15 * mm, 18 * mm, 20 * mm)
WIDE = A4[0] - MARGINS.left - MARGINS.right
_ROW_OF_FACTS = 3
_FACT_HIGH = 19 * mm
_ROW, _KEEP = 5.8 * mm, 110 * mm  # of a table; one of up to so many points is not parted


def render(paper: ReportPaper) -> Made:
    """Return the report as PDF/A-1b and how many pages it has; the same report always makes the same bytes."""

    def frame(canvas: Any, page: int, total: int) -> None:
        _frame(canvas, paper, page, total)

    with fonts.RENDERING:
        facts = parts.file_facts(paper.title, paper.operator, paper.made_on)
        return parts.make(lambda: _story(paper), size=A4, margins=MARGINS, facts=facts, frame=frame)


def _frame(canvas: Any, paper: ReportPaper, page: int, total: int) -> None:
    left = f"журнал {parts.short_head(paper.chain_head)}, {short_date(paper.made_on)}"
    parts.foot(canvas, A4, MARGINS, left, f"стр.{NBSP}{page} из{NBSP}{total}")
    if paper.training:
        canvas.setFillColor(parts.GAP)
        canvas.setFont(fonts.sans(bold=True), 9)
        canvas.drawString(MARGINS.left, A4[1] - 12 * mm, paper.training)


def _story(paper: ReportPaper) -> list[Any]:
    quiet = parts.style(9.5, 13, textColor=parts.DIM)
    story: list[Any] = [
        parts.title(paper.title, parts.style(17, 21, bold=True, spaceAfter=2 * mm)),
        parts.text(paper.operator, parts.style(10.5, 14)),
        parts.text(paper.period, quiet),
        Spacer(0, 6 * mm),
        Facts(paper),
        Spacer(0, 3 * mm),
    ]
    if any(stack.total for stack in paper.kinds):
        if paper.months:
            story += _chart(paper.charts[0], Chart(charts.months_chart(paper, WIDE / mm)))
        if paper.points:
            story += _chart(paper.charts[2], Chart(charts.days_chart(paper, WIDE / mm)))
        story += _chart(paper.charts[1], Chart(charts.kinds_chart(paper, WIDE / mm)))
    for table in paper.tables:
        story += _table(paper, table)
    story += [*_heading("Что значат слова", 30 * mm)]
    story += [parts.text(remark, parts.style(8.5, 11.5, spaceAfter=1.2 * mm)) for remark in paper.remarks]
    return story


def _heading(title: str, keep: float) -> list[Any]:
    form = parts.style(11.5, 15, bold=True, spaceBefore=5 * mm, spaceAfter=1.5 * mm)
    return [CondPageBreak(keep), parts.title(title, form, 2)]


def _chart(title: str, chart: Chart) -> list[Any]:
    _wide, high = chart.wrap(0, 0)
    return [*_heading(title, high + 14 * mm), chart]


def _table(paper: ReportPaper, table: Table) -> list[Any]:
    story = _heading(table.title, min(_KEEP, 24 * mm + len(table.rows) * _ROW))
    quiet = parts.style(8.5, 11.5, textColor=parts.DIM, spaceAfter=1.5 * mm)
    if not table.rows:
        return [*story, parts.text(table.nothing, quiet)]
    if table.note:
        story.append(parts.text(table.note, quiet))
    head, cell = parts.style(6.8, 8.4, textColor=parts.DIM), parts.style(8.5, 10.5)
    right, strong = {"alignment": TA_RIGHT}, parts.style(8.5, 10.5, bold=True)
    figures, heads = parts.style(8.5, 10.5, **right), parts.style(6.8, 8.4, textColor=parts.DIM, **right)
    widths = _widths(table)
    rows = [[parts.text(name, heads if place else head) for place, name in enumerate(table.head)]]
    for row in table.rows:
        first = strong if table.id == "months" and row is table.rows[-1] else cell
        words = parts.text(parts.fitted(str(row[0]), widths[0], first), first)
        rows.append([words, *(parts.text(paper.said(value), figures) for value in row[1:])])
    grid = Grid(rows, widths, style=_RULES, repeatRows=1)
    grid.heads = grid.sides = 1
    return [*story, grid]


_RULES = [
    ("VALIGN", (0, 0), (-1, -1), "BOTTOM"),
    ("LINEBELOW", (0, 0), (-1, -1), 0.5, INKS[Tone.LINE]),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, parts.INK),
    ("LEFTPADDING", (0, 0), (0, -1), 0),
    ("LEFTPADDING", (1, 0), (-1, -1), 2),
    ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ("TOPPADDING", (0, 0), (-1, -1), 2.5),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
]


def _widths(table: Table) -> list[float]:
    columns = len(table.head) - 1
    short = (16 if columns > 3 else 32) * mm
    return [WIDE - columns * short, *[short] * columns]


class Facts(Tagged):
    """The figures of the period, large, three in a row.

    Args:
        paper: the report.
    """

    role = "Div"

    def __init__(self, paper: ReportPaper) -> None:
        super().__init__()
        self._paper = paper

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Return the room it takes in points."""
        rows = -(-len(self._paper.facts) // _ROW_OF_FACTS)
        self.width, self.height = width, rows * _FACT_HIGH
        return self.width, self.height

    def draw(self) -> None:
        """Draw the figures, each a paragraph."""
        for place, fact in enumerate(self._paper.facts):
            row, column = divmod(place, _ROW_OF_FACTS)
            with tagged(self.canv, Element("P")):
                self._draw_one(fact, column * self.width / _ROW_OF_FACTS, self.height - row * _FACT_HIGH)

    def _draw_one(self, fact: Fact, left: float, top: float) -> None:
        pen = self.canv
        pen.setFillColor(parts.GAP if fact.is_bad else parts.INK)
        pen.setFont(fonts.sans(bold=True), 20)
        pen.drawString(left, top - 7 * mm, self._paper.said(fact.value))
        pen.setFillColor(parts.INK)
        pen.setFont(fonts.sans(), 9)
        pen.drawString(left, top - 11.5 * mm, f" {fact.word}".strip())
        if fact.before:
            pen.setFillColor(parts.DIM)
            pen.setFont(fonts.sans(), 8)
            pen.drawString(left, top - 15 * mm, fact.before)

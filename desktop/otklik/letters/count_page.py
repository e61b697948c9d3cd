"""The page of the «Справка о расчёте срока»: one A4 sheet; only where words are very long, a second one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.lib.enums import TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, NextPageTemplate, PageBreak, PageTemplate, Spacer
from reportlab.platypus.paraparser import ParaFrag

from otklik.letters import count_words, fonts
from otklik.letters.count_calendar import ACCENT, DIM, INK, LINE, Legend, SmallMonths, Weeks, calendar
from otklik.letters.count_sheet import HEADING
from otklik.letters.structure import PAGINATION, Element, artifact, heading, tagged
from otklik.letters.styles import HEIGHT, LEFT, RIGHT, TEXT_WIDTH, WIDTH
from otklik.letters.tagged import Line, Tagged, Text
from otklik.letters.wording import join_words, long_date, short_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from otklik.letters.count_sheet import CountSheet

_TOP, _BOTTOM = 15 * mm, 17 * mm
_ROOM = HEIGHT - _TOP - _BOTTOM
_LABEL = 33 * mm
_SCALES = (1.0, 0.95, 0.9, 0.85)  # how much smaller the words may be set so that all stands on one page


def printable(text: str) -> str:
    """Return the text tidied; signs our fonts lack stand as their code, because the paper must not fail for one."""
    text = fonts.tidy(text)
    lacking = {sign for name in (fonts.REGULAR, fonts.SANS) for sign in fonts.lacking(text, name)}
    return text.translate({ord(sign): f"(U+{ord(sign):04X})" for sign in lacking})


def build(target: object, sheets: Sequence[CountSheet], canvas: Callable[..., Any]) -> None:
    """Lay the papers out and write them.

    Args:
        target: a binary file.
        sheets: the papers, each beginning a page.
        canvas: makes the canvas.
    """
    document = BaseDocTemplate(target, pagesize=A4)
    frame = Frame(LEFT, _BOTTOM, TEXT_WIDTH, _ROOM, 0, 0, 0, 0)
    story: list[Any] = []
    for place, sheet in enumerate(sheets):
        document.addPageTemplates(PageTemplate(str(place), [frame], onPage=_Foot(sheet)))
        if place:
            story += [NextPageTemplate(str(place)), PageBreak()]
        story += _fitting(sheet)
    document.build(story, canvasmaker=canvas)


class _Foot:
    """What stands at the foot of each page of a paper."""

    def __init__(self, sheet: CountSheet) -> None:
        number = "" if sheet.case_number is None else f", обращение № {sheet.case_number}"
        self._left = join_words(f"{HEADING}{number}")
        self._right = join_words(f"посчитано программой «Отклик» {short_date(sheet.made_on)}")

    def __call__(self, canvas: Any, _document: object) -> None:
        with artifact(canvas, PAGINATION):
            canvas.saveState()
            canvas.setStrokeColor(LINE)
            canvas.setLineWidth(0.5)
            canvas.line(LEFT, 13.5 * mm, WIDTH - RIGHT, 13.5 * mm)
            canvas.setFillColor(DIM)
            canvas.setFont(fonts.sans(), 7)
            canvas.drawString(LEFT, 10 * mm, self._left)
            canvas.drawRightString(WIDTH - RIGHT, 10 * mm, self._right)
            canvas.restoreState()


def _fitting(sheet: CountSheet) -> list[Any]:
    """Return the paper so large that it fills one page; where it cannot, as it flows over to the next."""
    for scale in _SCALES:
        story = _Paper(sheet, scale).story()
        drawn = [part for part in story if isinstance(part, Weeks | SmallMonths)]
        least, most = sum(part.least for part in drawn), sum(part.most for part in drawn)
        room = _ROOM - 1 - sum(_height(part) for part in story if not isinstance(part, Weeks | SmallMonths))
        if least <= room:
            share = min(1.0, (room - least) / (most - least)) if drawn else 0.0
            for part in drawn:
                part.take(part.least + share * (part.most - part.least))
            return story
    return _Paper(sheet, 1.0).story()


def _height(part: Any) -> float:
    return float(part.wrap(TEXT_WIDTH, _ROOM)[1] + part.getSpaceBefore() + part.getSpaceAfter())


class _Paper:
    """One paper at one size of its words.

    Args:
        sheet: what it says.
        scale: 1 or a little less.
    """

    def __init__(self, sheet: CountSheet, scale: float) -> None:
        self._sheet, self._scale = sheet, scale

    def story(self) -> list[Any]:
        """Return the flowables, top to bottom."""
        return [*self._head(), *self._answer(), *self._days(), *self._steps(), Spacer(0, 3 * mm), _Signature()]

    def _head(self) -> list[Any]:
        sheet = self._sheet
        small = self._style(8.5, 11, color=DIM)
        number = "" if sheet.case_number is None else f"Обращение № {sheet.case_number}, "
        dated = f"{number}справка от {long_date(sheet.made_on)}"
        made = _text(dated[:1].upper() + dated[1:], self._style(8.5, 11, color=DIM, alignment=TA_RIGHT))
        what = f"{sheet.kind} · {sheet.basis}" if sheet.kind else sheet.basis
        return [
            _Sides(_text(sheet.operator, small), made),
            Spacer(0, 3.5 * mm),
            _text(HEADING, self._style(20, 24, bold=True, serif=True), level=1),
            Spacer(0, 1 * mm),
            _text(sheet.title, self._style(12.5, 16, serif=True)),
            _text(what, self._style(8.5, 11.5, color=DIM)),
            Spacer(0, 3 * mm),
        ]

    def _answer(self) -> list[Any]:
        sheet = self._sheet
        lines: list[Any] = [_Big(count_words.answer(sheet))]
        safe, why = count_words.safe_answer(sheet), count_words.why_two_days(sheet)
        if sheet.provisional:
            lines.append(_text("ПРЕДВАРИТЕЛЬНО", self._style(13, 17, bold=True)))
            lines.append(_text(count_words.provisional_reason(sheet), self._style(8.5, 11.5)))
        if safe:
            lines.append(_text(safe, self._style(13, 17, bold=True, serif=True)))
            lines.append(_text(why, self._style(8.5, 11.5, color=INK)))
        if sheet.is_extended:
            first = f"Срок продлён; первоначально — до {long_date(sheet.first_latest)}"
            lines.append(_text(first, self._style(9.5, 13)))
        return [_Boxed(lines), Spacer(0, 4 * mm)]

    def _days(self) -> list[Any]:
        drawn = calendar(self._sheet)
        if drawn:
            return [*drawn, Spacer(0, 1.2 * mm), Legend(self._sheet), Spacer(0, 3 * mm)]
        words = count_words.instead_of_days(self._sheet)
        return [_text(words, self._style(12, 16, serif=True)), Spacer(0, 5 * mm)] if words else []

    def _steps(self) -> list[Any]:
        style = self._style(9.5, 12.4, serif=True, leftIndent=_LABEL)
        style.bulletFontName, style.bulletFontSize, style.bulletColor = fonts.sans(bold=True), 8.5 * self._scale, ACCENT
        steps: list[Any] = [_text("Как считали", self._style(11, 15, bold=True), level=2), Spacer(0, 0.8 * mm)]
        listed = Element("L")
        for label, text in count_words.rows(self._sheet):
            steps.append(Line(width="100%", thickness=0.4, color=LINE, spaceBefore=0, spaceAfter=1.1 * mm))
            step = _text(text, style, label)
            row = Element("LI", listed)
            step.label, step.element = Element("Lbl", row), Element("LBody", row)
            steps.append(step)
            steps.append(Spacer(0, 1.1 * mm * self._scale))
        return steps

    def _style(self, size: float, leading: float, *, bold: bool = False, serif: bool = False, **facts: Any) -> Any:
        name = fonts.named(bold=bold) if serif else fonts.sans(bold=bold)
        color = facts.pop("color", INK)
        base = {"alignment": TA_LEFT, "splitLongWords": 1, "allowWidows": 0, "allowOrphans": 0, "textColor": color}
        size, leading = size * self._scale, leading * self._scale
        return ParagraphStyle("", fontName=name, fontSize=size, leading=leading, **base | facts)


def _text(text: str, style: Any, label: str | None = None, *, level: int = 0) -> Any:
    """Return a paragraph handed over as a fragment: no markup is parsed, so nothing can be injected.

    Args:
        text: what it says.
        style: how it is set.
        label: what stands at its left.
        level: of a heading, from 1; 0 for a paragraph.
    """
    facts = {"fontName": style.fontName, "fontSize": style.fontSize, "textColor": style.textColor}
    fragment = ParaFrag(text=join_words(printable(text)), rise=0, us_lines=[], link=[], **facts)
    paragraph = Text(None, style, bulletText=label, frags=[fragment])
    if level:
        paragraph.element = heading(level, text)
    return paragraph


class _Sides(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """One text at the left and one at the right of a line."""

    def __init__(self, left: Any, right: Any) -> None:
        super().__init__()
        self._left, self._right = left, right

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._split = 0.56 * width
        self._right_wide = width - self._split - 5 * mm
        self._high = max(self._left.wrap(self._split, height)[1], self._right.wrap(self._right_wide, height)[1])
        return width, self._high

    def draw(self) -> None:
        self._left.drawOn(self.canv, 0, self._high - self._left.height)
        self._right.drawOn(self.canv, self._split + 5 * mm, self._high - self._right.height)


class _Big(Tagged):
    """The answer, as large as one line allows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._words = join_words(text)

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        wide = fonts.font(fonts.BOLD).stringWidth(self._words, 1)
        self._size = min(22, width / wide)
        return width, 1.32 * self._size

    def draw(self) -> None:
        self.canv.setFillColor(INK)
        self.canv.setFont(fonts.named(bold=True), self._size)
        self.canv.drawString(0, 0.38 * self._size, self._words)


class _Boxed(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """Lines between two strong rules, with a bar at the left: the answer must be found at a glance."""

    def __init__(self, lines: list[Any]) -> None:
        super().__init__()
        self._lines = lines

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self._wide = width
        self._high = sum(line.wrap(width - 11 * mm, height)[1] for line in self._lines) + 5 * mm
        return width, self._high

    def draw(self) -> None:
        pen = self.canv
        with artifact(pen):
            pen.setStrokeColor(INK)
            pen.setLineWidth(0.8)
            pen.rect(0, 0, self._wide, self._high)
            pen.setFillColor(ACCENT)
            pen.rect(0, 0, 2.2 * mm, self._high, stroke=0, fill=1)
        top = self._high - 2.3 * mm
        for line in self._lines:
            high = line.wrap(self._wide - 11 * mm, self._high)[1]
            top -= high
            line.drawOn(pen, 6.5 * mm, top)


class _Signature(Flowable):  # type: ignore[misc]  # reportlab ships no types
    """The line for the hand of who made the paper."""

    _PLACES = (("Составил (должность)", 0, 58), ("подпись", 63, 97), ("И. О. Фамилия", 102, 141), ("дата", 146, 170))

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        return width, 12 * mm

    def draw(self) -> None:
        pen = self.canv
        pen.setStrokeColor(INK)
        pen.setLineWidth(0.5)
        pen.setFillColor(DIM)
        pen.setFont(fonts.sans(), 7)
        for name, left, right in self._PLACES:
            with artifact(pen):
                pen.line(left * mm, 3.6 * mm, right * mm, 3.6 * mm)
            with tagged(pen, Element("P")):
                pen.drawString(left * mm, 0.6 * mm, name)

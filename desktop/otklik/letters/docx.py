"""A letter as DOCX for whoever has to edit it in a word processor: the same requisites, marked as a copy on each sheet.

The letter itself is the PDF. The pictures of signature and seal stay there: in a file everybody can change they would
sign what nobody signed.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Mm, Pt, RGBColor

from otklik.letters.blocks import Heading, Item, Paragraph, Rule, Span, Table, line_spans, plain, read_blocks
from otklik.letters.wording import join_words, short_date
from otklik.register.records import LetterheadForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from otklik.letters.blocks import Block, Spans
    from otklik.letters.model import LetterModel

FONT = "PT Serif"
WIDTH, HEIGHT = Mm(210), Mm(297)
LEFT, RIGHT, TOP, BOTTOM = Mm(25), Mm(15), Mm(20), Mm(22)
"""The sheet of `styles`, which is not asked for it: it would bring reportlab along."""
_TEXT = Length(WIDTH - LEFT - RIGHT)
_LINE, _WIDE_LINE, _ADDRESSEE = Mm(80), Mm(120), Mm(95)
_INDENT, _STEP = Cm(1.25), Cm(0.6)
_NUMBERED_STEP = Cm(0.75)  # room for «10.» and a gap
_ENCLOSED = Mm(27.6)  # «Приложение: » in PT Serif of 12 points
_ACROSS = (_TEXT - _WIDE_LINE) // 2  # left and right of a longitudinal letterhead
_GREY, _RED = RGBColor(0x60, 0x60, 0x60), RGBColor(0xB3, 0x38, 0x2C)
_LEVELS = 9
_CELL_MARGIN = 108  # twentieths of a point at the left of a cell, by which Word moves a table out of the text
_LONGEST_WEIGHT, _LEAST_WEIGHT = 60, 12  # characters a column of a table counts for
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LEFT, _RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
_CENTER, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


def copy_mark(model: LetterModel, *, annulled: bool = False, same: bool = True) -> str:
    """Return the line at the top of each sheet that says what the file is.

    Args:
        model: the letter.
        annulled: whether it is annulled.
        same: whether the copy says what the issued PDF says.
    """
    if model.issued_on is None:
        return "Проект письма для правки: не выпущен, номера и даты нет."
    letter = f"письмо № {model.number} от {short_date(model.issued_on)}"
    mark = f"Копия для правки. {'Аннулированное' if annulled else 'Выпущенное'} {letter} — файл PDF."
    return mark if same else f"{mark} Сведения в копии взяты заново и отличаются от выпущенных."


def render_docx(model: LetterModel, mark: str) -> bytes:
    """Return a letter as DOCX.

    Args:
        model: the letter; empty fields of a draft are marked in it.
        mark: what the file is, for the top of each sheet: see `copy_mark`.
    """
    return _Writer(model, mark).write()


class _Writer:
    """Writes one letter, top to bottom."""

    def __init__(self, model: LetterModel, mark: str) -> None:
        self._model, self._mark = model, mark
        self._document: Any = Document()
        self._lists = _Lists(self._document)

    def write(self) -> bytes:
        """Return the file."""
        _set_styles(self._document)
        self._describe()
        self._sheet()
        self._head()
        self._subject()
        for block in read_blocks(self._model.body):
            self._block(block)
        self._enclosures()
        self._signature()
        target = io.BytesIO()
        self._document.save(target)
        return target.getvalue()

    def _describe(self) -> None:
        """Say what the file is, in place of what the empty file of python-docx says of itself."""
        model, facts = self._model, self._document.core_properties
        facts.title = _clean(f"{model.heading} № {model.number}" if model.number else model.heading)
        facts.author = facts.last_modified_by = _clean(model.author)
        facts.comments, facts.language = _clean(self._mark), "ru-RU"
        if model.issued_on:
            facts.created = facts.modified = datetime.combine(model.issued_on, time(), UTC).replace(tzinfo=None)
        related = self._document.part.package.rels
        for key in [key for key, one in related.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del related[key]

    def _sheet(self) -> None:
        """Set the sheet: the mark on each, the page number from the second on."""
        section = self._document.sections[0]
        section.page_width, section.page_height = WIDTH, HEIGHT
        section.left_margin, section.right_margin = LEFT, RIGHT
        section.top_margin, section.bottom_margin = TOP, BOTTOM
        section.header_distance = section.footer_distance = Mm(8)
        section.different_first_page_header_footer = True
        further = section.header.paragraphs[0]
        _page_number(further)
        for header in (section.first_page_header.paragraphs[0], section.header.add_paragraph()):
            _say(header, (Span(self._mark),), align=_CENTER, size=8, colour=_GREY)
        further.alignment = _CENTER

    def _head(self) -> None:
        model = self._model
        number = f"{model.date} № {model.number}" if model.date else "____________ № ____________"
        own = [join_words(number), model.reference]
        above = Pt(9)  # of the date; across the sheet the addressee stands on its level
        corner = model.letterhead_form is LetterheadForm.CORNER
        if not corner:
            self._letterhead(self._document, 13, (_ACROSS, _ACROSS))
            self._rule()
        left, right = self._columns(_ADDRESSEE)
        if corner:
            self._letterhead(left, 10.5, (0, _ADDRESSEE - _LINE))
        for index, line in enumerate(own):
            paragraph = left.add_paragraph()
            _say(paragraph, line_spans(line), align=_CENTER if corner else _LEFT, size=11)
            paragraph.paragraph_format.right_indent = Length(_ADDRESSEE - _LINE)
            paragraph.paragraph_format.space_before = Pt(0) if index else above
        for index, line in enumerate(model.addressee):
            paragraph = right.add_paragraph()
            _say(paragraph, line_spans(line), align=_LEFT)
            paragraph.paragraph_format.space_before = Pt(0) if index or corner else above
        for cell in (left, right):
            _drop_first(cell)

    def _letterhead(self, place: Any, size: float, indents: tuple[int, int]) -> None:
        """Write the letterhead, strong lines first; indents are left and right."""
        model, lines = self._model, []
        if model.logo:
            paragraph = place.add_paragraph()
            paragraph.add_run().add_picture(io.BytesIO(model.logo), height=Mm(16))
            _name_picture(paragraph, "Логотип")
            lines.append(paragraph)
        for line in sorted(model.letterhead, key=lambda one: not one.strong):
            paragraph = place.add_paragraph()
            spans = tuple(Span(one.text, bold=line.strong, missing=one.missing) for one in line_spans(line.text))
            _say(paragraph, spans, size=size if line.strong else 9)
            lines.append(paragraph)
        for paragraph in lines:
            paragraph.alignment = _CENTER
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = map(Length, indents)

    def _subject(self) -> None:
        model = self._model
        corner = model.letterhead_form is LetterheadForm.CORNER
        subject = self._document.add_paragraph(style="Heading 1")
        _say(subject, line_spans(model.heading))
        subject.paragraph_format.right_indent = Length(_TEXT - (_LINE if corner else _WIDE_LINE))
        if model.salutation:
            salutation = self._document.add_paragraph()
            _say(salutation, (Span(join_words(model.salutation)),), align=_CENTER)
            salutation.paragraph_format.space_before, salutation.paragraph_format.space_after = Pt(16), Pt(10)

    def _block(self, block: Block) -> None:
        if not isinstance(block, Item):
            self._lists.end()
        match block:
            case Paragraph(spans, quoted):
                paragraph = self._document.add_paragraph(style="Body Text")
                _say(paragraph, spans)
                if quoted:
                    paragraph.alignment, paragraph.paragraph_format.first_line_indent = _LEFT, 0
                    paragraph.paragraph_format.left_indent = Length(_INDENT + (quoted - 1) * _STEP)
            case Heading(spans):
                _say(self._document.add_paragraph(style="Heading 2"), spans)
            case Item():
                paragraph = self._document.add_paragraph(style="List Paragraph")
                _say(paragraph, block.spans)
                self._lists.place(paragraph, block)
            case Table(rows):
                self._table(rows)
            case Rule():
                self._rule()

    def _table(self, rows: Sequence[Sequence[Spans]]) -> None:
        columns = max(map(len, rows))
        table = self._document.add_table(len(rows), columns, style="Table Grid")
        table.autofit = False
        edge = _add(table._tbl.tblPr, "tblInd", w=_CELL_MARGIN, type="dxa")  # noqa: SLF001 - python-docx has no name for it
        table._tbl.tblPr.insert_element_before(edge, "w:tblBorders", "w:tblLayout", "w:tblLook")  # noqa: SLF001 - the same
        weights = [
            max(_LEAST_WEIGHT, *(min(len(plain(row[place])), _LONGEST_WEIGHT) for row in rows if place < len(row)))
            for place in range(columns)
        ]
        _set_widths(table, [_TEXT * weight // sum(weights) for weight in weights])
        for number, (row, made) in enumerate(zip(rows, table.rows, strict=True)):
            for place, cell in enumerate(made.cells):
                spans = row[place] if place < len(row) else ()
                head = tuple(Span(one.text, bold=True, missing=one.missing) for one in spans) if number == 0 else spans
                _say(cell.paragraphs[0], head, align=_LEFT, size=11)
                around = cell.paragraphs[0].paragraph_format
                around.space_before = around.space_after = Pt(2)
            if number == 0:
                made._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no name for it
        self._document.add_paragraph().paragraph_format.line_spacing = Pt(8)

    def _rule(self) -> None:
        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(8)
        borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "1"), ("color", "000000")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no name for borders
        properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")

    def _enclosures(self) -> None:
        lines = self._model.enclosures
        self._lists.end()
        if not lines:
            return
        first = self._document.add_paragraph()
        first.paragraph_format.space_before = Pt(12)
        if len(lines) == 1:
            _say(first, (Span(f"Приложение:\t{join_words(lines[0])}"),), align=_LEFT)
            first.paragraph_format.left_indent, first.paragraph_format.first_line_indent = _ENCLOSED, Length(-_ENCLOSED)
            return
        _say(first, (Span("Приложение:"),), align=_LEFT)
        first.paragraph_format.keep_with_next = True
        for number, line in enumerate(lines, 1):
            paragraph = self._document.add_paragraph(style="List Paragraph")
            spans = line_spans(join_words(line))
            _say(paragraph, spans)
            self._lists.place(paragraph, Item(f"{number}.", 1, spans))

    def _signature(self) -> None:
        model = self._model
        closing = self._document.add_paragraph(style="Body Text")
        _say(closing, (Span(model.closing),), align=_LEFT)
        for paragraph in self._document.paragraphs[-2:]:  # no signature on a sheet without a line of the letter
            paragraph.paragraph_format.keep_with_next = True
        left, right = self._columns(_LINE)
        _say(left.paragraphs[0], line_spans(model.position), align=_LEFT)
        _say(right.paragraphs[0], line_spans(join_words(model.signer)), align=_RIGHT)
        for cell in (left, right):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            cell.paragraphs[0].paragraph_format.space_before = Pt(31)
        if model.executor:
            executor = self._document.add_paragraph()
            _say(executor, (Span(model.executor),), align=_LEFT, size=9)
            executor.paragraph_format.space_before = Pt(24)

    def _columns(self, first: int) -> tuple[Any, Any]:
        """Return two cells beside each other without lines or margins; the first is so wide."""
        table = self._document.add_table(1, 2)
        table.autofit = False
        margins = OxmlElement("w:tblCellMar")
        for side in ("left", "right"):
            margin = OxmlElement(f"w:{side}")
            margin.set(qn("w:w"), "0")
            margin.set(qn("w:type"), "dxa")
            margins.append(margin)
        properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no name for margins
        properties.insert_element_before(margins, "w:tblLook")
        left, right = table.rows[0].cells
        _set_widths(table, (first, _TEXT - first))
        return left, right


class _Lists:
    """The lists of a document: dashes, and numbers that begin anew with each list."""

    def __init__(self, document: Any) -> None:
        self._numbering = document.part.numbering_part.element
        self._dashes = self._new(self._levels("bullet", "–", _STEP))
        self._numbers = self._levels("decimal", "%{level}.", _NUMBERED_STEP)
        self._open: dict[int, tuple[int, int]] = {}  # by depth: the list and its last number

    def end(self) -> None:
        """End all lists that are open."""
        self._open.clear()

    def place(self, paragraph: Any, item: Item) -> None:
        """Give an item its mark and its indent."""
        depth = min(item.depth, _LEVELS)
        self._open = {deep: one for deep, one in self._open.items() if deep <= depth}
        if not item.mark:
            paragraph.paragraph_format.left_indent = Length(_INDENT + depth * _STEP)
            return
        if not item.mark[:-1].isdigit():
            self._open.pop(depth, None)
            self._mark(paragraph, self._dashes, depth)
            return
        number = int(item.mark[:-1])
        row, last = self._open.get(depth, (0, 0))
        if not row or number != last + 1:
            row = self._new(self._numbers, start=(depth, number))
        self._open[depth] = (row, number)
        self._mark(paragraph, row, depth)

    @staticmethod
    def _mark(paragraph: Any, row: int, depth: int) -> None:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001 - python-docx has no name for it
        properties.get_or_add_ilvl().val = depth - 1
        properties.get_or_add_numId().val = row

    def _levels(self, form: str, text: str, hanging: Length) -> int:
        """Add the definition of a kind of list and return its number; `hanging` is the room for a mark."""
        known = [int(one.get(qn("w:abstractNumId"))) for one in self._numbering.findall(qn("w:abstractNum"))]
        kind, number = OxmlElement("w:abstractNum"), max(known, default=-1) + 1
        kind.set(qn("w:abstractNumId"), str(number))
        _add(kind, "multiLevelType", val="multilevel")
        for level in range(_LEVELS):
            one = _add(kind, "lvl", ilvl=level)
            _add(one, "start", val=1)
            _add(one, "numFmt", val=form)
            _add(one, "lvlText", val=text.replace("{level}", str(level + 1)))
            _add(one, "lvlJc", val="left")
            left = Length(_INDENT + level * _STEP + hanging)
            _add(_add(one, "pPr"), "ind", left=round(left.twips), hanging=round(hanging.twips))
        self._numbering.insert(len(known), kind)
        return number

    def _new(self, kind: int, start: tuple[int, int] | None = None) -> int:
        """Add a list of a kind and return its number; `start` is the depth and the number it begins with."""
        row = self._numbering.add_num(kind)
        if start:
            row.add_lvlOverride(ilvl=start[0] - 1).add_startOverride(start[1])
        return int(row.numId)


def _add(parent: Any, name: str, **values: object) -> Any:
    """Add an element of WordprocessingML with these attributes."""
    element = OxmlElement(f"w:{name}")
    for key, value in values.items():
        element.set(qn(f"w:{key}"), str(value))
    parent.append(element)
    return element


def _set_styles(document: Any) -> None:
    """Make the styles of the empty file ours: PT Serif, black, Russian."""
    styles = document.styles
    sizes = {"Normal": 12, "Body Text": 12, "List Paragraph": 12, "Heading 1": 12, "Heading 2": 12, "Header": 8}
    for name, size in sizes.items():
        style = styles[name]
        style.font.size, style.font.italic = Pt(size), False
        style.font.bold = name == "Heading 2"
        style.font.color.rgb = RGBColor(0, 0, 0)
        _set_font(style.element.get_or_add_rPr())
        form = style.paragraph_format
        form.space_before = form.space_after = Pt(0)
        form.line_spacing = 1.0
    _set_font(styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}"))
    for language in styles.element.iter(qn("w:lang")):
        for kind in ("val", "eastAsia"):
            language.set(qn(f"w:{kind}"), "ru-RU")
    tabs = document.settings.element.find(qn("w:defaultTabStop"))
    hyphenation = OxmlElement("w:autoHyphenation")  # as in the PDF: justified lines without it are full of holes
    tabs.addnext(hyphenation)
    body, heading = styles["Body Text"].paragraph_format, styles["Heading 2"].paragraph_format
    body.alignment, body.first_line_indent = _JUSTIFY, _INDENT
    heading.first_line_indent = _INDENT
    for form in (body, heading):
        form.space_before = form.space_after = Pt(4)
    styles["Heading 1"].paragraph_format.space_before = Pt(20)
    styles["List Paragraph"].paragraph_format.space_after = Pt(2)


def _set_font(properties: Any) -> None:
    """Name PT Serif for every script, in place of the fonts of a theme."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _say(
    paragraph: Any,
    spans: Iterable[Span],
    *,
    align: WD_ALIGN_PARAGRAPH | None = None,
    size: float | None = None,
    colour: RGBColor | None = None,
) -> None:
    """Write spans into a paragraph; an empty field is red on yellow."""
    if align is not None:
        paragraph.alignment = align
    for span in spans:
        run = paragraph.add_run(_clean(span.text))
        run.bold, run.italic = span.bold or None, span.italic or None
        if size is not None:
            run.font.size = Pt(size)
        if span.missing:
            run.font.color.rgb, run.font.highlight_color = _RED, WD_COLOR_INDEX.YELLOW
        elif colour is not None:
            run.font.color.rgb = colour
        if span.line_break:
            run.add_break()


def _clean(text: str) -> str:
    """Replace what XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _set_widths(table: Any, widths: Sequence[int]) -> None:
    """Set the widths of columns, for Word, which asks the cells, and for LibreOffice, which asks the columns."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(width)
        for cell in column.cells:
            cell.width = Length(width)


def _drop_first(cell: Any) -> None:
    """Take the empty paragraph away a new cell begins with."""
    first = cell.paragraphs[0]._p  # noqa: SLF001 - python-docx has no name for it
    if len(cell.paragraphs) > 1:
        first.getparent().remove(first)


def _page_number(paragraph: Any) -> None:
    field = _add(paragraph._p, "fldSimple", instr="PAGE")  # noqa: SLF001 - python-docx has no name for fields
    run = _add(field, "r")
    _add(run, "t").text = "2"


def _name_picture(paragraph: Any, words: str) -> None:
    """Say what a picture shows, for whoever does not see it."""
    for picture in paragraph._p.iter(qn("wp:docPr")):  # noqa: SLF001 - python-docx has no name for it
        picture.set("descr", words)

"""Blocks of a letter in a QTextDocument and back: the look of paragraphs, headings and lists, and fields as objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QFont,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextList,
    QTextListFormat,
)

from otklik.ui import theme
from otklik.ui.letter.markdown_text import Block, Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PILL = int(QTextFormat.ObjectTypes.UserObject) + 1
"""Object type of a merge field in the document."""

NAME = int(QTextFormat.Property.UserProperty) + 1
"""Property of a merge field that holds its name."""

BOLD = 600
INDENT = 22.0
_OBJECT = "\ufffc"
_LINE_HEIGHT = 138.0
_HEADING_STEPS = (5, 2, 1, 0, 0, 0)


def prepare(document: QTextDocument) -> None:
    """Give an empty document its font and indents."""
    document.setDefaultFont(theme.font())
    document.setIndentWidth(INDENT)


def insert_blocks(cursor: QTextCursor, blocks: Iterable[Block]) -> None:
    """Insert blocks at the cursor; the first goes into the block where it stands when that one is empty."""
    cursor.beginEditBlock()
    open_lists: list[QTextList] = []
    for index, block in enumerate(blocks):
        if index or cursor.block().length() > 1:
            cursor.insertBlock(block_format(block.heading), char_format(block.heading))
        else:
            cursor.setBlockFormat(block_format(block.heading))
            cursor.setBlockCharFormat(char_format(block.heading))
        if block.depth:
            _put_in_list(cursor, block, open_lists)
        else:
            open_lists.clear()
        insert_pieces(cursor, block)
    cursor.endEditBlock()


def _put_in_list(cursor: QTextCursor, block: Block, open_lists: list[QTextList]) -> None:
    """Add the block at the cursor to the list that goes on at its depth, or begin one."""
    del open_lists[block.depth :]
    if len(open_lists) == block.depth and is_ordered(open_lists[-1]) == block.ordered:
        open_lists[-1].add(cursor.block())
    else:
        del open_lists[block.depth - 1 :]
        open_lists.append(cursor.createList(list_format(block.depth, ordered=block.ordered, start=block.start)))
    cursor.setBlockFormat(item_format(cursor.blockFormat()))


def insert_pieces(cursor: QTextCursor, block: Block) -> None:
    """Insert the text of a block at the cursor, fields as objects."""
    for piece in block.pieces:
        form = char_format(block.heading, bold=piece.bold, italic=piece.italic)
        if piece.field:
            form.setObjectType(PILL)
            form.setProperty(NAME, piece.text)
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBottom)
        cursor.insertText(_OBJECT if piece.field else piece.text, form)


def read_blocks(document: QTextDocument, start: int, end: int) -> Iterator[Block]:
    """Yield the blocks between two positions of a document."""
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        heading = block.blockFormat().headingLevel()
        pieces = tuple(_pieces(block, start, end, heading))
        if (items := text_list(block)) is not None:
            yield Block(pieces, 0, max(1, items.format().indent()), is_ordered(items), items.format().start())
        else:
            yield Block(pieces, heading)
        block = block.next()


def _pieces(block: QTextBlock, start: int, end: int, heading: int) -> Iterator[Piece]:
    for position, text, form in fragments(block):
        chosen = text[max(0, start - position) : max(0, end - position)]
        bold = form.fontWeight() >= BOLD and not heading
        if form.objectType() == PILL:
            for _ in chosen:
                yield Piece(str(form.property(NAME)), bold, form.fontItalic(), field=True)
        elif chosen:
            yield Piece(chosen, bold, form.fontItalic())


def fragments(block: QTextBlock) -> Iterator[tuple[int, str, QTextCharFormat]]:
    """Yield position, text and format of the runs of a block."""
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        if fragment.isValid():
            yield fragment.position(), fragment.text(), fragment.charFormat()
        iterator += 1


def text_list(block: QTextBlock) -> QTextList | None:
    """Return the list a block belongs to, if any (Qt's type hints forget that there may be none)."""
    items: QTextList | None = block.textList()
    return items


def is_ordered(items: QTextList) -> bool:
    """Return whether a list is numbered."""
    return items.format().style() is QTextListFormat.Style.ListDecimal


def block_format(heading: int = 0) -> QTextBlockFormat:
    """Return the format of a paragraph, or of a heading of the level."""
    form = QTextBlockFormat()
    form.setLineHeight(_LINE_HEIGHT, int(QTextBlockFormat.LineHeightTypes.ProportionalHeight.value))
    form.setBottomMargin(6 if heading else 10)
    form.setTopMargin(12 if heading else 10)
    form.setHeadingLevel(heading)
    return form


def item_format(form: QTextBlockFormat) -> QTextBlockFormat:
    """Return the format with the closer lines of a list."""
    form.setTopMargin(0)
    form.setBottomMargin(3)
    return form


def char_format(heading: int = 0, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
    """Return the format of characters in ordinary text or in a heading of the level."""
    form = QTextCharFormat()
    font = theme.font(theme.base_size() + (_HEADING_STEPS[heading - 1] if heading else 0))
    font.setWeight(QFont.Weight(BOLD) if heading or bold else QFont.Weight.Normal)
    font.setItalic(italic)
    form.setFont(font)
    return form


def list_format(depth: int, *, ordered: bool, start: int = 1) -> QTextListFormat:
    """Return the format of a list at the depth, from 1."""
    form = QTextListFormat()
    form.setStyle(QTextListFormat.Style.ListDecimal if ordered else QTextListFormat.Style.ListDisc)
    form.setIndent(depth)
    form.setStart(start)
    return form

"""The text of a letter as people know it: headings, lists and bold as they look, merge fields as small pills.

The widget takes and gives Markdown; its user never sees any. A pill is one character of the document (an inline
object), so it is selected, moved, deleted and brought back by undo as a whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from otklik.ui import theme
from otklik.ui.intake.dropped import carries_files
from otklik.ui.letter.letter_document import (
    BOLD,
    NAME,
    PILL,
    block_format,
    char_format,
    fragments,
    insert_blocks,
    insert_pieces,
    is_ordered,
    item_format,
    list_format,
    prepare,
    read_blocks,
    text_list,
)
from otklik.ui.letter.markdown_text import LINE_BREAK, Block, NotPlainError, Piece, parse, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MARKDOWN = "text/markdown"


class _Pills(QPyTextObject):
    """Draws the merge fields: red with the name of what is missing, blue with the value that is known."""

    def __init__(self, view: FieldText) -> None:
        super().__init__(view)
        self._view = view

    def intrinsicSize(self, _document: QTextDocument, _position: int, form: QTextFormat) -> QSizeF:
        """Return the size of a pill: its words and a little room around them."""
        metrics = QFontMetricsF(self._font(form))
        width = metrics.horizontalAdvance(self._words(form, metrics)) + 14
        return QSizeF(width, metrics.height() + 2)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, _document: QTextDocument, _position: int, form: QTextFormat
    ) -> None:
        """Draw a pill."""
        name = str(form.property(NAME))
        filled = bool(self._view.value_of(name))
        font = self._font(form)
        metrics = QFontMetricsF(font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(rect)
        box = rect.adjusted(1, 0, -1, 0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent_on" if filled else "overdue_on"))
        painter.drawRoundedRect(box, 5, 5)
        if name == self._view.active_field:
            painter.setPen(theme.color("accent" if filled else "overdue"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(theme.color("accent" if filled else "overdue"))
        painter.setFont(font)
        baseline = QPointF(rect.left() + 7, rect.top() + 1 + metrics.ascent())
        painter.drawText(baseline, self._words(form, metrics))
        painter.restore()

    def _font(self, form: QTextFormat) -> QFont:
        return QFont(form.toCharFormat().font()) if form.toCharFormat().font().pixelSize() > 0 else self._view.font()

    def _words(self, form: QTextFormat, metrics: QFontMetricsF) -> str:
        room = max(80.0, self._view.viewport().width() - 60.0)
        return metrics.elidedText(self._view.words_of(str(form.property(NAME))), Qt.TextElideMode.ElideRight, room)


class FieldText(QTextEdit):
    """A formatted text with merge fields.

    Signals:
        field_clicked: a pill was clicked, or chosen by F2; carries its name and its place in viewport coordinates.
        edited: the user changed the text (not sent while a text is being loaded).

    Args:
        parent: owner.
    """

    field_clicked = Signal(str, QRect)
    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._loading = False
        self.active_field = ""
        self._pills = _Pills(self)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("bare", True)
        self.document().setDocumentMargin(0)
        # Lines end at the same place whether there is a scroll bar or not.
        self.setViewportMargins(0, 0, 16, 0)
        self.document().documentLayout().registerHandler(PILL, self._pills)
        self.document().contentsChanged.connect(self._on_contents_changed)
        self.viewport().setMouseTracking(True)

    def set_fields(self, values: Mapping[str, str], labels: Mapping[str, str]) -> None:
        """Tell what is known about the fields; the pills follow.

        Args:
            values: values by field name; empty or absent means «not filled in».
            labels: names for people by field name; else the field's own name without underscores.
        """
        if dict(values) == self._values and dict(labels) == self._labels:
            return
        self._values, self._labels = dict(values), dict(labels)
        self.document().markContentsDirty(0, self.document().characterCount())
        self.viewport().update()

    def value_of(self, name: str) -> str:
        """Return the known value of a field, empty when there is none."""
        return self._values.get(name, "").strip()

    def words_of(self, name: str) -> str:
        """Return what the pill says: the value, or else the name of the field for people."""
        lines = (" ".join(line.split()) for line in self.value_of(name).splitlines())
        return "; ".join(line for line in lines if line) or self.label_of(name)

    def label_of(self, name: str) -> str:
        """Return the name of a field for people."""
        return self._labels.get(name) or name.rsplit(".", 1)[-1].replace("_", " ")

    def empty_fields(self) -> tuple[str, ...]:
        """Return the names of the fields in the text that have no value, each once, in their order."""
        return tuple(dict.fromkeys(name for _, name in self._places() if not self.value_of(name)))

    def set_active_field(self, name: str) -> None:
        """Outline the pills of a field while it is being filled; an empty name outlines none."""
        self.active_field = name
        self.viewport().update()

    def show_field(self, name: str) -> None:
        """Scroll to the first pill of a field and send `field_clicked` for it."""
        for position, found in self._places():
            if found == name:
                cursor = self.textCursor()
                cursor.setPosition(position)
                self.setTextCursor(cursor)
                self.ensureCursorVisible()
                self.field_clicked.emit(name, self._pill_rect(position))
                return

    def replace_field(self, name: str, text: str) -> None:
        """Put text in the place of all pills of a field, as one step of undo."""
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for position, found in reversed(list(self._places())):
            if found == name:
                cursor.setPosition(position)
                cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
                form = QTextCharFormat()
                form.setFontWeight(cursor.charFormat().fontWeight())
                form.setFontItalic(cursor.charFormat().fontItalic())
                cursor.insertText(text.strip().replace("\n", LINE_BREAK), form)
        cursor.endEditBlock()

    def _places(self) -> Iterator[tuple[int, str]]:
        """Yield position and name of every pill."""
        block = self.document().begin()
        while block.isValid():
            for start, text, form in fragments(block):
                if form.objectType() == PILL:
                    for offset in range(len(text)):
                        yield start + offset, str(form.property(NAME))
            block = block.next()

    def _pill_rect(self, position: int) -> QRect:
        """Return where a pill stands, in viewport coordinates."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        left = self.cursorRect(cursor)
        cursor.setPosition(position + 1)
        right = self.cursorRect(cursor)
        return left.united(right) if right.left() > left.left() else left

    def _field_at(self, point: QPointF) -> str:
        """Return the name of the field under a point of the viewport, empty when there is none."""
        scrolled = point + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        form = self.document().documentLayout().formatAt(scrolled)
        return str(form.property(NAME)) if form.objectType() == PILL else ""

    def _field_at_cursor(self) -> tuple[int, str] | None:
        """Return position and name of the pill that is selected or beside the caret."""
        cursor = self.textCursor()
        near = range(cursor.selectionStart() - 1, max(cursor.selectionEnd(), cursor.selectionStart() + 1))
        return next(((position, name) for position, name in self._places() if position in near), None)

    def set_markdown(self, markdown: str) -> None:
        """Show a text; the undo history starts anew.

        Raises:
            NotPlainError: the text has something this view cannot hold; what was shown stays.
        """
        blocks = parse(markdown)
        self._loading = True
        document = self.document()
        document.setUndoRedoEnabled(False)
        document.clear()
        prepare(document)
        insert_blocks(QTextCursor(document), blocks)
        document.setUndoRedoEnabled(True)
        document.setModified(False)
        self._loading = False
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def markdown(self) -> str:
        """Return the text as Markdown."""
        return write(read_blocks(self.document(), 0, self.document().characterCount()))

    def toggle_bold(self) -> None:
        """Make the selection bold, or no longer."""
        form = QTextCharFormat()
        form.setFontWeight(QFont.Weight.Normal if self.is_bold() else QFont.Weight(BOLD))
        self.textCursor().mergeCharFormat(form)
        self.mergeCurrentCharFormat(form)

    def is_bold(self) -> bool:
        """Return whether the text at the caret is bold."""
        return self.currentCharFormat().fontWeight() >= BOLD

    def heading(self) -> int:
        """Return the heading level at the caret, 0 for ordinary text."""
        return self.textCursor().blockFormat().headingLevel()

    def toggle_heading(self) -> None:
        """Make the paragraphs of the selection headings, or no longer."""
        level = 0 if self.heading() else 2
        cursor = self.textCursor()
        cursor.beginEditBlock()
        for block in self._selected_blocks():
            if (items := text_list(block)) is not None:
                items.remove(block)
            self._restyle(block, level)
        cursor.endEditBlock()
        self.setCurrentCharFormat(char_format(level))

    def list_kind(self) -> bool | None:
        """Return whether the list at the caret is numbered; `None` outside lists."""
        items = text_list(self.textCursor().block())
        return None if items is None else is_ordered(items)

    def toggle_list(self, *, ordered: bool) -> None:
        """Make the paragraphs of the selection a list of the kind, or ordinary text when they are one."""
        leave = self.list_kind() is ordered
        cursor = self.textCursor()
        cursor.beginEditBlock()
        blocks = list(self._selected_blocks())
        for block in blocks:
            if (items := text_list(block)) is not None:
                items.remove(block)
            self._restyle(block, 0)
        if not leave:
            made = QTextCursor(blocks[0]).createList(list_format(1, ordered=ordered))
            for block in blocks:
                made.add(block)
                QTextCursor(block).setBlockFormat(item_format(block.blockFormat()))
        cursor.endEditBlock()

    def _selected_blocks(self) -> Iterator[QTextBlock]:
        cursor = self.textCursor()
        block = self.document().findBlock(cursor.selectionStart())
        while block.isValid() and block.position() <= cursor.selectionEnd():
            yield block
            block = block.next()

    def _restyle(self, block: QTextBlock, heading: int) -> None:
        """Give a block the look of a heading or of ordinary text; bold words of ordinary text stay bold."""
        was_heading = block.blockFormat().headingLevel() > 0
        cursor = QTextCursor(block)
        cursor.setBlockFormat(block_format(heading))
        cursor.setBlockCharFormat(char_format(heading))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        if heading or was_heading:
            form = QTextCharFormat()
            form.setFontWeight(char_format(heading).fontWeight())
            form.setProperty(QTextFormat.Property.FontPixelSize, char_format(heading).font().pixelSize())
            cursor.mergeCharFormat(form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+B, F2 for the field at the caret; Enter leaves a heading and an empty item of a list."""
        if event.key() == Qt.Key.Key_F2:
            self._fill_by_key()
        elif self.isReadOnly():
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_B and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.toggle_bold()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._new_paragraph(event)
        else:
            super().keyPressEvent(event)

    def _fill_by_key(self) -> None:
        here = self._field_at_cursor()
        empty = self.empty_fields()
        if here is not None:
            self.field_clicked.emit(here[1], self._pill_rect(here[0]))
        elif empty:
            self.show_field(empty[0])

    def _new_paragraph(self, event: QKeyEvent) -> None:
        cursor = self.textCursor()
        items = text_list(cursor.block())
        if items is not None and cursor.block().length() == 1:
            items.remove(cursor.block())
            cursor.setBlockFormat(block_format(0))
            return
        was_heading = cursor.blockFormat().headingLevel() > 0 and cursor.atBlockEnd()
        super().keyPressEvent(event)
        if was_heading:
            cursor = self.textCursor()
            cursor.setBlockFormat(block_format(0))
            cursor.setBlockCharFormat(char_format(0))
            self.setCurrentCharFormat(char_format(0))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a pill and its whole words as a tooltip."""
        super().mouseMoveEvent(event)
        name = self._field_at(event.position())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if name else Qt.CursorShape.IBeamCursor)
        self.viewport().setToolTip(self.words_of(name) if name else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Send `field_clicked` for a click on a pill."""
        super().mouseReleaseEvent(event)
        name = self._field_at(event.position())
        chosen = self.textCursor().selectionEnd() - self.textCursor().selectionStart()
        if name and event.button() == Qt.MouseButton.LeftButton and chosen <= 1:
            point = event.position().toPoint()
            rects = [self._pill_rect(place) for place, found in self._places() if found == name]
            nearest = min(rects, key=lambda rect: (rect.center() - point).manhattanLength())
            self.field_clicked.emit(name, nearest)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy as plain text for others, and as Markdown for ourselves."""
        cursor = self.textCursor()
        blocks = tuple(read_blocks(self.document(), cursor.selectionStart(), cursor.selectionEnd()))
        data = QMimeData()
        data.setText("\n".join(_plain(block) for block in blocks))
        data.setData(MARKDOWN, write(blocks).encode())
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text only: pictures and foreign styles have no place in a letter, and files belong to the window."""
        return source.hasText() and not _are_files(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert our own copy with its formatting, anything else as plain paragraphs; no path of a file."""
        if not self.canInsertFromMimeData(source):
            return
        cursor = self.textCursor()
        blocks = _pasted(source)
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        if len(blocks) == 1:
            # A few words go into the sentence where the caret stands, not into a paragraph of their own.
            insert_pieces(cursor, Block(blocks[0].pieces, cursor.blockFormat().headingLevel()))
        else:
            insert_blocks(cursor, blocks)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _on_contents_changed(self) -> None:
        # Qt tells of changes of looks as well; only those of the text make a document «modified».
        if self.document().isModified():
            self.document().setModified(False)
            if not self._loading:
                self.edited.emit()


def _plain(block: Block) -> str:
    """Return the text of a block without formatting."""
    words = (f"{{{{ {piece.text} }}}}" if piece.field else piece.text for piece in block.pieces)
    return "".join(words).replace(LINE_BREAK, "\n")


def _are_files(source: QMimeData) -> bool:
    """Return whether it is files or messages; a word processor's words have a picture too, a browser's an address."""
    places = any(url.scheme() not in {"http", "https", "mailto"} for url in source.urls())
    return places or (carries_files(source) and not source.hasImage())


def _pasted(source: QMimeData) -> tuple[Block, ...]:
    """Return what is pasted: our own copy with its formatting, anything else line by line as plain paragraphs."""
    if source.hasFormat(MARKDOWN):
        try:
            return parse(bytes(source.data(MARKDOWN).data()).decode("utf-8", "replace"))
        except NotPlainError:
            pass  # some other program's Markdown with things we cannot hold: its plain text will do
    return tuple(Block((Piece(line),)) for line in source.text().splitlines() if line.strip())

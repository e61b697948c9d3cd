"""The text of a template as it is written: Markdown with fields and conditions, coloured, its lines numbered.

The letter editor's formatted text is not used here on purpose. A condition may open within a sentence and close three
paragraphs on, and its line breaks mean something to Jinja2; the formatted view knows paragraphs only and would re-wrap
and escape them. So the text is shown as it is, fields and conditions stand out, and the page beside it shows the rest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from otklik.ui import theme
from otklik.ui.letter.markdown_text import FIELD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent, QResizeEvent

MOST = 200_000
"""Characters up to which something is pasted; far more than any letter, and little enough to be shown at once."""

_CONDITION = re.compile(r"\{%.*?%\}|\{#.*?#\}")
_EXPRESSION = re.compile(r"\{\{.*?\}\}")
_BOLD = re.compile(r"\*\*(?=\S).+?\*\*")
_GAP = 14


class _Colours(QSyntaxHighlighter):
    """Colours fields, conditions and headings. A field nobody knows is underlined with a wave as well."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.known: Mapping[str, str] = {}

    def highlightBlock(self, text: str) -> None:
        """Colour one line."""
        if text.startswith("#"):
            self.setFormat(0, len(text), _bold())
        for match in _BOLD.finditer(text):
            self.setFormat(match.start(), match.end() - match.start(), _bold())
        for pattern in (_EXPRESSION, _CONDITION):
            for match in pattern.finditer(text):
                self.setFormat(match.start(), match.end() - match.start(), _form("dim", "sunk"))
        for match in FIELD.finditer(text):
            role = "accent" if match[1] in self.known else "overdue"
            form = _form(role, f"{role}_on")
            if match[1] not in self.known:
                form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
                form.setUnderlineColor(theme.color("overdue"))
            self.setFormat(match.start(), match.end() - match.start(), form)


def _bold() -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontWeight(600)
    return form


def _form(ink: str, ground: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(theme.color(ink))
    form.setBackground(theme.color(ground))
    return form


class _Numbers(QWidget):
    """The numbers of the lines, left of the text; the line with a mistake has a mark."""

    def __init__(self, text: TemplateText) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        """Return the width of the largest number."""
        return QSize(self._text.numbers_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the numbers beside the lines that are seen."""
        painter = QPainter(self)
        painter.setFont(theme.font(theme.CAPTION))
        for line, top, high in self._text.seen_lines(event.rect()):
            wrong = line == self._text.wrong_line
            painter.setPen(theme.color("overdue" if wrong else "faint"))
            place = QRect(0, top, self.width() - _GAP, high)
            words = f"! {line}" if wrong else str(line)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


class TemplateText(QPlainTextEdit):
    """Edits the text of a template.

    Signals:
        edited: the user changed the text.
        refused: what was pasted is too much to be shown and was left out.

    Args:
        parent: owner.
    """

    edited = Signal()
    refused = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wrong_line = 0
        self.setProperty("bare", True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Text of the template"))
        self.setAccessibleDescription(self.tr("Fields stand in double braces, conditions in {% %}."))
        self._colours = _Colours(self.document())
        self._numbers = _Numbers(self)
        self.textChanged.connect(self._on_changed)
        self.blockCountChanged.connect(lambda _count: self._fit())
        self.updateRequest.connect(self._on_update)
        self._fit()

    def load(self, text: str) -> None:
        """Show another text; not told as an edit."""
        self.blockSignals(True)
        self.setPlainText(text)
        self.document().setModified(False)
        self.blockSignals(False)
        self.set_wrong_line(0)
        self._fit()
        self.viewport().update()

    def set_known(self, labels: Mapping[str, str]) -> None:
        """Tell which fields there are and what they are called."""
        self._colours.known = labels
        self._colours.rehighlight()
        self.document().setModified(False)

    def set_wrong_line(self, line: int) -> None:
        """Mark a line that has a mistake, from 1; 0 for none."""
        self.wrong_line = line
        selections = []
        if 0 < line <= self.blockCount():
            selection = QTextEdit.ExtraSelection()
            selection.format.setBackground(theme.color("overdue_on"))
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selection.cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
            selection.cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            selections.append(selection)
        self.setExtraSelections(selections)
        self._numbers.update()

    def show_line(self, line: int) -> None:
        """Put the caret at the beginning of a line, from 1."""
        self.setTextCursor(QTextCursor(self.document().findBlockByNumber(min(line, self.blockCount()) - 1)))
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def insert(self, text: str) -> None:
        """Put a text at the caret, in place of what is selected, as one step of undo."""
        self.insertPlainText(text)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def numbers_width(self) -> int:
        """Return the width the numbers take, in pixels."""
        digits = max(2, len(str(self.blockCount())))
        return QFontMetrics(theme.font(theme.CAPTION)).horizontalAdvance("! " + "0" * digits) + _GAP

    def seen_lines(self, area: QRect) -> list[tuple[int, int, int]]:
        """Return number, top and height in pixels of the first row of each line that is seen in an area."""
        found = []
        block = self.firstVisibleBlock()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if place.top() > area.bottom():
                break
            high = block.layout().lineAt(0).height() if block.layout().lineCount() else place.height()
            found.append((block.blockNumber() + 1, round(place.top()), round(high)))
            block = block.next()
        return found

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, and not more than can be shown."""
        if len(source.text()) + self.document().characterCount() > MOST:
            self.refused.emit()
        else:
            self.insertPlainText(source.text())

    def event(self, event: QEvent) -> bool:
        """Tell under the mouse what a field is."""
        if isinstance(event, QHelpEvent):
            words = self._words_at(self.cursorForPosition(self.viewport().mapFromGlobal(event.globalPos())))
            if words:
                QToolTip.showText(event.globalPos(), words, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _words_at(self, cursor: QTextCursor) -> str:
        for match in FIELD.finditer(cursor.block().text()):
            if match.start() <= cursor.positionInBlock() <= match.end():
                return self._colours.known.get(match[1], self.tr("There is no such field."))
        return ""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the text."""
        super().resizeEvent(event)
        area = self.contentsRect()
        self._numbers.setGeometry(area.left(), area.top(), self.numbers_width(), area.height())

    def changeEvent(self, event: QEvent) -> None:
        """Colour anew when the look changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "_colours"):
            self._colours.rehighlight()
            self.set_wrong_line(self.wrong_line)

    def _on_changed(self) -> None:
        # The colours count as changes too, but not as modifications.
        if self.document().isModified():
            self.document().setModified(False)
            self.edited.emit()

    def _on_update(self, area: QRect, down: int) -> None:
        if down:
            self._numbers.scroll(0, down)
        else:
            self._numbers.update(0, area.y(), self._numbers.width(), area.height())

    def _fit(self) -> None:
        self.setViewportMargins(self.numbers_width(), 0, 0, 0)
        area = self.contentsRect()
        self._numbers.setGeometry(area.left(), area.top(), self.numbers_width(), area.height())

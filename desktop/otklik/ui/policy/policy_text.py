"""The text of the policy: read at ease, with the words marked that values were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from otklik.ui import theme
from otklik.ui.policy import policy_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

    from otklik.intake.policy.facts import Quote

MOST_SHOWN = 300_000
"""Characters that are laid out; policies are a tenth of it. Words behind them are quoted beside the text only."""

_LINE_HEIGHT = 140.0
_BETWEEN = 7.0
_BLANK_LINE = 8.0
_MOST_PARAGRAPHS = 5_000
"""Paragraphs up to which blank lines are lowered; beyond that it is no policy, and Qt takes long."""
_UNSEEN = 0.5
"""Points of letters that take no room."""
_ABOVE = 0.3
"""How far down in the window, as a part of its height, the words stand that are led to."""


class PolicyText(QTextEdit):
    """The text with its marks; nothing in it can be changed.

    Signals:
        pressed: somebody pressed the mouse on the text; carries the offset in characters.

    Args:
        parent: owner.
    """

    pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self._is_wide = False
        self._quotes: tuple[Quote, ...] = ()
        self._lit: tuple[Quote, ...] = ()
        self.setReadOnly(True)
        self.setAcceptDrops(False)  # the window takes what is dropped
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(self.tr("Text of the policy"))
        self.setProperty("bare", True)
        self.document().setDocumentMargin(16)
        self.document().setDefaultFont(theme.font(theme.base_size() + 1))

    def show_text(self, text: str, quotes: Iterable[Quote]) -> None:
        """Show another text.

        Args:
            text: the text; of a very long one the beginning.
            quotes: the words to mark.
        """
        self._text = text[:MOST_SHOWN]
        self._is_wide = max(self._text, default="") > "\uffff"
        self._quotes, self._lit = tuple(quotes), ()
        self.setPlainText(self._text)
        whole = QTextCursor(self.document())
        whole.select(QTextCursor.SelectionType.Document)
        paragraph = QTextBlockFormat()
        paragraph.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        paragraph.setBottomMargin(_BETWEEN)
        whole.mergeBlockFormat(paragraph)
        self._lower_blank_lines()
        self._hide_markup()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark()

    def light(self, quotes: tuple[Quote, ...], first: int = 0) -> None:
        """Let some of the words stand out and lead to them.

        Args:
            quotes: which; none puts all others out.
            first: which of them to lead to.
        """
        self._lit = quotes
        self._mark()
        if quotes:
            self._lead_to(quotes[first % len(quotes)])

    def lit(self) -> tuple[str, ...]:
        """Return the words that stand out."""
        return tuple(cursor.selectedText() for quote in self._lit if (cursor := self._cursor(quote)) is not None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where it was pressed, unless words are being selected."""
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self.pressed.emit(self._offset(self.cursorForPosition(event.position().toPoint()).position()))

    def changeEvent(self, event: QEvent) -> None:
        """Mark anew in the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._quotes:
            self._mark()

    def _lower_blank_lines(self) -> None:
        """Let blank lines part paragraphs without tearing them apart."""
        low = QTextBlockFormat()
        low.setLineHeight(_BLANK_LINE, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        low.setBottomMargin(0)
        if self.document().blockCount() > _MOST_PARAGRAPHS:
            return
        together = QTextCursor(self.document())
        together.beginEditBlock()
        block = self.document().begin()
        while block.isValid():
            if not block.text().strip():
                QTextCursor(block).mergeBlockFormat(low)
            block = block.next()
        together.endEditBlock()

    def _hide_markup(self) -> None:
        """Leave signs of Markdown in their places, for the quotes, and let nobody see them."""
        unseen = QTextCharFormat()
        unseen.setFontPointSize(_UNSEEN)
        unseen.setForeground(Qt.GlobalColor.transparent)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        for start, end in policy_words.markup(self._text)[:_MOST_PARAGRAPHS]:
            cursor.setPosition(self._position(start))
            cursor.setPosition(self._position(end), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(unseen)
        cursor.endEditBlock()

    def _mark(self) -> None:
        marks = [*self._marked(self._quotes, _quiet()), *self._marked(self._lit, _loud())]
        self.setExtraSelections(marks)

    def _marked(self, quotes: Iterable[Quote], look: QTextCharFormat) -> list[QTextEdit.ExtraSelection]:
        made = []
        for quote in quotes:
            if (cursor := self._cursor(quote)) is not None:
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = cursor, look  # type: ignore[attr-defined,unused-ignore]  # fields
                made.append(selection)
        return made

    def _cursor(self, quote: Quote) -> QTextCursor | None:
        if not 0 <= quote.start < quote.end <= len(self._text):
            return None
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._position(quote.start))
        cursor.setPosition(self._position(quote.end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _lead_to(self, quote: Quote) -> None:
        cursor = self._cursor(quote)
        if cursor is None:
            return
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(cursor).top() - round(self.viewport().height() * _ABOVE))

    def _position(self, offset: int) -> int:
        """Return where Qt has a character: it counts those beyond the first plane twice."""
        if not self._is_wide:
            return offset
        return len(self._text[:offset].encode("utf-16-le", "surrogatepass")) // 2

    def _offset(self, position: int) -> int:
        """Return the character at a position of Qt."""
        if not self._is_wide:
            return position
        units = self._text.encode("utf-16-le", "surrogatepass")[: 2 * position]
        return len(units.decode("utf-16-le", "replace"))


def _quiet() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(theme.color("accent_on"))
    return look


def _loud() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setBackground(theme.color("accent"))
    look.setForeground(theme.color("on_accent"))
    return look

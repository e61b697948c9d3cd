"""The text of a letter, with the words that speak for each demand underlined and numbered at the edge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from otklik.ui import theme
from otklik.ui.intake.dropped import carries_files
from otklik.ui.widgets.text import restyle

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from otklik.intake.letter import Place

MOST_SHOWN = 100_000
"""Characters of a letter that are laid out; a text beyond it is kept whole and cannot be edited here."""

_ENDLESS_WORD = re.compile(r"\S{5000}")
"""What Qt lays out by the square of its length: a text is shown up to the end of it."""

MOST_PLACES = 60
"""Underlined places of one kind; a letter that repeats itself oftener is understood."""

_EDGE = 30
"""Pixels at the left for the numbers."""

LINES = (
    (QTextCharFormat.UnderlineStyle.SingleUnderline, Qt.PenStyle.SolidLine),
    (QTextCharFormat.UnderlineStyle.DashUnderline, Qt.PenStyle.DashLine),
    (QTextCharFormat.UnderlineStyle.DotLine, Qt.PenStyle.DotLine),
    (QTextCharFormat.UnderlineStyle.DashDotLine, Qt.PenStyle.DashDotLine),
    (QTextCharFormat.UnderlineStyle.DashDotDotLine, Qt.PenStyle.DashDotDotLine),
)
"""Underlines, one for each kind in turn, as a text and as a painter knows them; the number tells the rest apart."""


class LetterText(QPlainTextEdit):
    """The text: read and selected as it came, edited when asked for.

    Signals:
        edited: the user changed the text.
        files_pasted: files or a picture were pasted into it; carries the `QMimeData`.

    Args:
        parent: owner.
    """

    edited = Signal()
    files_pasted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = self._shown = ""
        self._loading = self._changed = False
        self._marked: list[tuple[QTextCursor, ...]] = []
        self._lit = -1
        self._numbers = _Numbers(self)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)  # the window takes what is dropped: a path is no text of a letter
        self.textChanged.connect(self._on_text_changed)
        self.updateRequest.connect(lambda _rect, _scrolled: self._numbers.update())
        self._show_numbers()

    def show_text(self, text: str, *, editable: bool) -> None:
        """Show another text, without marks.

        Args:
            text: the text; of a very long one the beginning.
            editable: whether it can be typed in at once.
        """
        self._loading, self._changed = True, False
        self._whole = text
        self.mark(())
        self._shown = _shown_of(text)
        self.setPlainText(self._shown)
        self._set_editable(editable)
        self._loading = False
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def letter_text(self) -> str:
        """Return the text as it stands: as it came, unless somebody changed it."""
        return (self.toPlainText() if self._changed else self._whole).strip()

    @property
    def is_cut(self) -> bool:
        """Whether only the beginning is shown."""
        return len(self._whole) > len(self._shown)

    def mark(self, marks: Sequence[Sequence[Place]]) -> None:
        """Underline words, and number them at the edge.

        Args:
            marks: for each demand in its order the places that speak for it, in characters of the text on screen.
        """
        starts = _positions(self.toPlainText() if self._changed else self._shown)
        self._marked = [tuple(self._cursors(places, starts)) for places in marks]
        self._lit = -1
        self._underline()
        self._show_numbers()

    def light(self, index: int) -> None:
        """Let the words of one demand stand out; -1 for none."""
        if index != self._lit:
            self._lit = index
            self._underline()

    def lead_to(self, index: int) -> None:
        """Scroll to the first words of a demand."""
        cursors = self._marked[index] if 0 <= index < len(self._marked) else ()
        if cursors:
            cursor = QTextCursor(cursors[0])
            cursor.setPosition(cursor.selectionStart())
            self.setTextCursor(cursor)
            self.centerCursor()

    def marks(self) -> tuple[tuple[str, ...], ...]:
        """Return the underlined words, by demand."""
        return tuple(tuple(cursor.selectedText() for cursor in cursors) for cursors in self._marked)

    def set_editable(self) -> None:
        """Let it be edited from now on; what is underlined stays underlined."""
        self._set_editable(True)
        self.setFocus()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take files and pictures too: they go to the request, not into the text."""
        return carries_files(source) or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Hand files and pictures over, paste text."""
        if carries_files(source):
            self.files_pasted.emit(source)
        else:
            super().insertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers at the edge."""
        super().resizeEvent(event)
        self._place_numbers()

    def changeEvent(self, event: QEvent) -> None:
        """Underline anew in the colours of another look."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._marked:
            self._underline()

    def numbers_at(self) -> Iterator[tuple[int, str]]:
        """Yield the middle of each line on screen where marked words begin, and the numbers of their demands."""
        lines: dict[int, set[int]] = {}
        height = self.viewport().height()
        for number, cursors in enumerate(self._marked, 1):
            for cursor in cursors:
                start = QTextCursor(cursor)
                start.setPosition(cursor.selectionStart())
                line = self.cursorRect(start)
                if line.bottom() >= 0 and line.top() <= height:
                    lines.setdefault(line.center().y(), set()).add(number)
        for middle, numbers in lines.items():
            yield middle, " ".join(str(number) for number in sorted(numbers))

    def _set_editable(self, editable: bool) -> None:
        """Take typing or not; a letter that is read stands on the sheet without a frame."""
        self.setReadOnly(self.is_cut or not editable)
        self.setProperty("bare", self.isReadOnly())
        restyle(self)
        QCoreApplication.sendEvent(self, QEvent(QEvent.Type.StyleChange))  # else the room of the frame stays
        self._place_numbers()

    def _place_numbers(self) -> None:
        area = self.contentsRect()
        self._numbers.setGeometry(QRect(area.left(), area.top(), self._numbers.width(), area.height()))

    def _cursors(self, places: Sequence[Place], starts: list[int]) -> Iterator[QTextCursor]:
        last = len(starts) - 1
        for place in places[:MOST_PLACES]:
            if 0 <= place.start < place.end and place.start < last:
                cursor = QTextCursor(self.document())
                cursor.setPosition(starts[place.start])
                cursor.setPosition(starts[min(place.end, last)], QTextCursor.MoveMode.KeepAnchor)
                yield cursor

    def _underline(self) -> None:
        found = []
        for index, cursors in enumerate(self._marked):
            for cursor in cursors:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = cursor
                selection.format = _format(index, lit=index == self._lit)
                found.append(selection)
        self.setExtraSelections(found)

    def _show_numbers(self) -> None:
        wanted = any(self._marked)
        width = _EDGE if wanted else 0
        self._numbers.setVisible(wanted)
        self._numbers.setFixedWidth(width)
        self.setViewportMargins(width, 0, 0, 0)
        self._numbers.update()

    def _on_text_changed(self) -> None:
        if not self._loading:
            self._changed = True
            self.edited.emit()


class _Numbers(QWidget):
    """The numbers of the demands beside the lines where their words begin."""

    def __init__(self, text: LetterText) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        """Return its width."""
        return QSize(_EDGE, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them."""
        painter = QPainter(self)
        painter.setFont(theme.font(theme.MARK, 600))
        painter.setPen(theme.color("accent"))
        down = self._text.viewport().geometry().top() - self.geometry().top()
        for middle, numbers in self._text.numbers_at():
            painter.drawText(
                QRect(0, middle + down - 9, self.width() - 8, 18),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                numbers,
            )


class Mark(QWidget):
    """The number of a demand over its underline, as they stand in the letter.

    Args:
        index: which demand, from 0.
        parent: owner.
    """

    def __init__(self, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._index = index
        self.setFixedSize(theme.px(24), theme.px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setPen(theme.color("accent"))
        painter.setFont(theme.font(theme.CAPTION, 600))
        painter.drawText(QRect(0, 0, 24, 15), Qt.AlignmentFlag.AlignCenter, str(self._index + 1))
        painter.setPen(QPen(theme.color("accent"), 1.4, LINES[self._index % len(LINES)][1]))
        painter.drawLine(QPoint(1, 17), QPoint(23, 17))


def _shown_of(text: str) -> str:
    """Return what of a text is laid out."""
    endless = _ENDLESS_WORD.search(text[:MOST_SHOWN])
    return text[: endless.end() if endless else MOST_SHOWN]


def _format(index: int, *, lit: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setUnderlineStyle(LINES[index % len(LINES)][0])
    made.setUnderlineColor(theme.color("accent"))
    if lit:
        made.setBackground(QColor(theme.color("accent_on")))
        made.setFontWeight(QFont.Weight.Normal)
        made.setProperty(QTextFormat.Property.FullWidthSelection, False)
    return made


def _positions(text: str) -> list[int]:
    """Return for each character of a text, and for its end, where Qt has it: it counts UTF-16 and joins CR and LF."""
    positions, at = [], 0
    for index, character in enumerate(text):
        positions.append(at)
        if character == "\r" and text[index + 1 : index + 2] == "\n":
            continue
        at += 2 if ord(character) > 0xFFFF else 1
    positions.append(at)
    return positions

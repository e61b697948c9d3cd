"""Words on the screen: labels by role, and chips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy

from otklik.ui.typography import bound, breakable

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QResizeEvent
    from PySide6.QtWidgets import QWidget


COMFORTABLE = 480
"""Pixels up to which wrapping text asks for one line."""


def restyle(widget: QWidget) -> None:
    """Make the stylesheet look again at a widget whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


class Label(QLabel):
    """Text in one of the roles of the stylesheet. Always plain text: what people wrote to us is never read as HTML.

    Args:
        text: what to show.
        role: "", `title`, `case_title`, `big`, `big_overdue`, `small`, `lead`, `heading`, `caption`, `medium`,
            `strong`, `strong_overdue`, `soon`, `overdue`, `done`, `error`.
        wrap: whether long text breaks into lines.
        parent: owner.
    """

    def __init__(self, text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        if wrap:
            self.setWordWrap(True)
        self._said = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text; its lines do not end after a preposition, nor between a number and what it counts."""
        self._said = text
        shown = bound(text)
        super().setText(breakable(shown) if self.wordWrap() else shown)

    def text(self) -> str:
        """Return the text as it was given."""
        return self._said

    def sizeHint(self) -> QSize:
        """Ask, where text may wrap, for one line up to a comfortable length, and the height that goes with it."""
        if not self.wordWrap():
            return super().sizeHint()
        self.ensurePolished()
        lines = self.text().splitlines()
        longest = max((self.fontMetrics().horizontalAdvance(line) for line in lines), default=0) + 2
        width = min(longest, COMFORTABLE) + self.contentsMargins().left() + self.contentsMargins().right()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Need, where text may wrap, one line; how many it gets to be is a matter of `heightForWidth`."""
        return QSize(1, self.fontMetrics().height()) if self.wordWrap() else super().minimumSizeHint()

    def set_role(self, role: str) -> None:
        """Change the role, e.g. when a date becomes overdue."""
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)


class Title(Label):
    """The title of a screen, 26 px."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, "title", wrap=True, parent=parent)


class Heading(Label):
    """The heading of a card or a section, small and firm."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text, "heading", parent=parent)


class Caption(Label):
    """A quiet remark, 12 px."""

    def __init__(self, text: str = "", *, wrap: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(text, "caption", wrap=wrap, parent=parent)


class ElidedLabel(Label):
    """A line that ends in «…» where there is no room; the tooltip then holds all of it.

    Args:
        text: what to show.
        role: as of `Label`.
        parent: owner.
    """

    def __init__(self, text: str = "", role: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__("", role, parent=parent)
        self._whole = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self.setText(self._whole)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """Ask for next to no width: eliding takes care of the rest."""
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for the width of the whole text."""
        width = self.fontMetrics().horizontalAdvance(self._whole) + 2
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the text anew."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.contentsRect().width())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class Chip(QLabel):
    """A word on a coloured ground. The word carries the meaning, the colour only helps.

    Args:
        text: the word.
        role: `quiet`, `accent`, `overdue`, `soon` or `done`.
        parent: owner.
    """

    def __init__(self, text: str = "", role: str = "quiet", *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("role", role)

    def show_state(self, text: str, role: str) -> None:
        """Show another word and colour."""
        self.setText(text)
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)


def in_lines(text: str, width: int, font: QFont) -> str:
    """Break a text between its words, for a button: buttons do not wrap of themselves.

    Args:
        text: the text.
        width: room for a line in pixels.
        font: what it is written in.
    """
    metrics = QFontMetrics(font)
    lines: list[str] = []
    for word in text.split(" "):
        if lines and metrics.horizontalAdvance(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "\n".join(lines)

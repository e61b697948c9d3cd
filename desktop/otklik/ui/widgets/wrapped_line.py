"""A field of one sentence that wraps instead of running out of sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MOST_LINES = 3


class WrappedLine(QPlainTextEdit):
    """One sentence on as many lines as it needs, up to three; Enter goes on to the next field.

    Signals:
        edited: the user changed the text.

    Args:
        parent: owner.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loading = False
        self.setProperty("bare", True)
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.textChanged.connect(self._on_text_changed)

    def text(self) -> str:
        """Return the sentence, on one line."""
        return " ".join(part for part in self.toPlainText().split("\n") if part)

    def set_text(self, text: str) -> None:
        """Show another sentence; not told as an edit."""
        self._loading = True
        self.setPlainText(" ".join(text.splitlines()))
        self._loading = False

    def sizeHint(self) -> QSize:
        """Ask for the height of the lines there are."""
        lines = min(_MOST_LINES, max(1, round(self.document().size().height())))
        return QSize(200, lines * self.fontMetrics().lineSpacing() + 4)

    def minimumSizeHint(self) -> QSize:
        """Take any width."""
        return QSize(60, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on to the next field on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste on one line."""
        self.insertPlainText(" ".join(source.text().split("\n")))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where the lines break anew."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _on_text_changed(self) -> None:
        self.updateGeometry()
        if not self._loading:
            self.edited.emit()

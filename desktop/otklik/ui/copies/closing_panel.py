"""What lies over the window while a copy is made before it closes: how far it is, and the two ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from otklik.ui import theme
from otklik.ui.widgets import Caption, Label, QuietButton, Sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QPaintEvent

_WIDTH = 460


class ClosingPanel(QWidget):
    """A small sheet in the middle of the window, hidden until it is wanted. Esc stays.

    Signals:
        leave: close without the copy.
        stay: do not close.

    Args:
        parent: the window it lies over.
    """

    leave = Signal()
    stay = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self._sentence = Label("", "strong", wrap=True)
        self._remark = Caption("")
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How far the backup is"))
        self._leave = QuietButton(self.tr("Close without a copy"))
        self._stay = QuietButton(self.tr("Do not close"))
        for button in (self._leave, self._stay):
            button.wrap_words()
        self._leave.clicked.connect(self.leave)
        self._stay.clicked.connect(self.stay)
        sheet = Sheet(24, 12)
        sheet.setFixedWidth(theme.px(_WIDTH))
        for part in (self._sentence, self._progress, self._remark):
            sheet.body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._leave)
        row.addWidget(self._stay)
        sheet.body.addSpacing(4)
        sheet.body.addLayout(row)
        column = QVBoxLayout(self)
        column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignCenter)
        parent.installEventFilter(self)
        self.hide()

    def show_running(self) -> None:
        """Say that the copy is being made; how far it is follows by `show_progress`."""
        self._progress.setRange(0, 0)
        self._progress.show()
        self._say(
            self.tr("Making a copy before closing…"),
            self.tr("Everything entered is stored already. The window closes by itself when the copy is checked."),
        )
        self._stay.setFocus()

    def show_progress(self, done: int, whole: int) -> None:
        """Say how far the copy is, in pages."""
        self._progress.setRange(0, 0 if done >= whole else whole)
        self._progress.setValue(done)

    def show_failed(self, sentence: str) -> None:
        """Say why there is no copy; the user decides what follows."""
        self._progress.hide()
        self._say(self.tr("No copy was made"), sentence)
        self._stay.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep lying over the whole window."""
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Stay on Esc; no other key goes through to the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.stay.emit()
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002 - Qt's name
        """Keep Tab on the panel: what lies under it is of no use now."""
        del next
        (self._stay if self._leave.hasFocus() else self._leave).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Let the window fade."""
        ground = theme.color("ground")
        ground.setAlphaF(0.86)
        QPainter(self).fillRect(self.rect(), ground)

    def _say(self, sentence: str, remark: str) -> None:
        self._sentence.setText(sentence)
        self._remark.setText(remark)
        self.setAccessibleName(sentence)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()

"""Where a file is asked for: a place to drop it, a button to choose it, and what is said of reading it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from otklik.ui import icons
from otklik.ui.documents import begin_in
from otklik.ui.widgets.buttons import PrimaryButton
from otklik.ui.widgets.notice import Notice
from otklik.ui.widgets.sheet import Sheet
from otklik.ui.widgets.text import Caption, Label


class FilePlace(QWidget):
    """A notice over a dashed card. What is dropped is taken by the window; the button asks by a dialog.

    Signals:
        chosen: carries the path.

    Attributes:
        notice: what is said of the file.
        button: chooses one.

    Args:
        sentence: the invitation to drop it.
        kinds: which files are read, in words.
        filters: of the dialog, as Qt writes them: «Policies (*.txt *.md)».
        parent: owner.
    """

    chosen = Signal(str)

    def __init__(self, sentence: str, kinds: str, filters: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filters = filters
        self.notice = Notice()
        self.button = PrimaryButton(self.tr("Choose a file…"))
        self.button.clicked.connect(self._on_choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.notice)
        sheet = Sheet(28, 8, dashed=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        sheet.body.addWidget(icons.IconMark("drop", "dim", 28), 0, middle)
        sheet.body.addWidget(Label(sentence, "strong"), 0, middle)
        sheet.body.addWidget(Caption(kinds, wrap=False), 0, middle)
        sheet.body.addSpacing(8)
        sheet.body.addWidget(self.button, 0, middle)
        column.addWidget(sheet)

    def say_reading(self, sentence: str) -> None:
        """Say that a file is being read; none can be chosen meanwhile."""
        self.button.setEnabled(False)
        self.notice.say(sentence)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong; another file may be chosen."""
        self.button.setEnabled(True)
        self.notice.show_error(error)

    def begin(self) -> None:
        """Ask anew."""
        self.button.setEnabled(True)
        self.notice.clear()

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.button.text(), begin_in())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self._filters)
        dialog.fileSelected.connect(self.chosen)
        dialog.open()

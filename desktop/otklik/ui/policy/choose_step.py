"""Which policy: a file that is dropped or chosen, or pasted text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPlainTextEdit, QWidget

from otklik.intake.documents.reading import SUFFIXES
from otklik.ui import icons
from otklik.ui.widgets import Caption, Heading, Label, Notice, Page, PrimaryButton, QuietButton, Sheet

_TEXT_LINES = 9


class ChooseStep(Page):
    """Asks for the policy.

    Signals:
        file_chosen: carries the path.
        text_given: carries the pasted text.

    Args:
        parent: owner.
    """

    file_chosen = Signal(str)
    text_given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), 16, readable=760, parent=parent)
        self.notice = Notice()
        self.choose = PrimaryButton(self.tr("Choose a file…"))
        self.choose.clicked.connect(self._on_choose)
        self._text = _PolicyField(self.tr("Paste the text here: Ctrl+V"))
        self._text.setAccessibleName(self.tr("Text of the policy"))
        self._text.textChanged.connect(self._fit)
        self.read = QuietButton(self.tr("Read the text"))
        self.read.clicked.connect(lambda: self.text_given.emit(self._text.toPlainText()))
        self._busy = False
        self.body.addWidget(
            Label(
                self.tr(
                    "Show us the policy from your site: most of the profile stands in it. You will see each value "
                    "beside the words it was read from, and decide yourself what to take."
                ),
                wrap=True,
            )
        )
        self.body.addWidget(self.notice)
        self.body.addWidget(self._drop_place())
        self.body.addWidget(self._paste_place())
        self.body.addWidget(
            Caption(
                self.tr("The policy is read on this computer; it is sent nowhere. Its text is kept in the register.")
            )
        )
        self.body.addStretch(1)
        self._fit()

    def begin(self) -> None:
        """Ask anew."""
        self._text.clear()
        self.notice.clear()
        self.set_busy(False)
        self.choose.setFocus()

    def set_busy(self, busy: bool) -> None:
        """Say that a policy is being read, or no longer."""
        self._busy = busy
        if busy:
            self.notice.say(self.tr("Reading the policy…"))
        self._fit()

    def show_error(self, error: Exception) -> None:
        """Say what went wrong."""
        self.set_busy(False)
        self.notice.show_error(error)

    def _drop_place(self) -> QWidget:
        place = Sheet(28, 6, dashed=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        place.body.addWidget(icons.IconMark("drop", "dim", 28), 0, middle)
        sentence = Label(self.tr("Drop the policy here"), "strong")
        place.body.addWidget(sentence, 0, middle)
        kinds = Caption(self.tr("Text, HTML, Word or PDF: {kinds}").format(kinds=", ".join(SUFFIXES)), wrap=False)
        place.body.addWidget(kinds, 0, middle)
        place.body.addSpacing(8)
        place.body.addWidget(self.choose, 0, middle)
        return place

    def _paste_place(self) -> QWidget:
        place = Sheet(20, 8)
        place.body.addWidget(Heading(self.tr("Or paste its text")))
        place.body.addWidget(self._text)
        row = QHBoxLayout()
        row.addWidget(self.read)
        row.addStretch(1)
        place.body.addLayout(row)
        return place

    def _fit(self) -> None:
        self.choose.setEnabled(not self._busy)
        self._text.setEnabled(not self._busy)
        self.read.setEnabled(not self._busy and bool(self._text.toPlainText().strip()))

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.choose.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Policies ({kinds})").format(kinds=" ".join(f"*{one}" for one in SUFFIXES)))
        dialog.fileSelected.connect(self.file_chosen)
        dialog.open()


class _PolicyField(QPlainTextEdit):
    """Takes pasted text; what is dropped goes to the window.

    Args:
        hint: what to show while it is empty.
    """

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setFixedHeight(_TEXT_LINES * self.fontMetrics().lineSpacing() + 24)

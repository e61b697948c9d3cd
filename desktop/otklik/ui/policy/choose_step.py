"""Which policy: a file that is dropped or chosen, or pasted text."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from otklik.intake.documents.reading import SUFFIXES
from otklik.ui.widgets import Caption, FilePlace, Heading, Label, Page, QuietButton, Sheet

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
        self.place = FilePlace(
            self.tr("Drop the policy here"),
            self.tr("Text, HTML, Word or PDF: {kinds}").format(kinds=", ".join(SUFFIXES)),
            self.tr("Policies ({kinds})").format(kinds=" ".join(f"*{one}" for one in SUFFIXES)),
        )
        self.place.chosen.connect(self.file_chosen)
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
        self.body.addWidget(self.place)
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
        self.end_reading()
        self.place.button.setFocus()

    def show_reading(self) -> None:
        """Say that a policy is being read."""
        self._busy = True
        self.place.say_reading(self.tr("Reading the policy…"))
        self._fit()

    def end_reading(self) -> None:
        """Take another policy again."""
        self._busy = False
        self.place.begin()
        self._fit()

    def show_error(self, error: Exception) -> None:
        """Say what went wrong."""
        self.end_reading()
        self.place.show_error(error)

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
        self._text.setEnabled(not self._busy)
        self.read.setEnabled(not self._busy and bool(self._text.toPlainText().strip()))


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

"""The foot of the page: what is done next, and how far it is while it is done."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import phrases
from otklik.ui.batch.batch_panels import BatchProgress
from otklik.ui.widgets import Caption, PrimaryButton, QuietButton, Rule


class Foot(QWidget):
    """Buttons of the step on screen, or the progress in their place.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.go = PrimaryButton("")
        self.back = QuietButton(self.tr("Back"))
        self.back.setToolTip(self.tr("Back (Esc)"))
        self.save = QuietButton(self.tr("Save the report…"))
        self._remark = Caption("")
        self.progress = BatchProgress()
        self._waits = Caption("")
        self._buttons, self._running = QWidget(), QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(36, 12, 36, 16)
        row.setSpacing(8)
        for button in (self.go, self.back, self.save):
            row.addWidget(button)
        row.addSpacing(8)
        row.addWidget(self._remark, 1)
        column.addWidget(self._buttons)
        under = QVBoxLayout(self._running)
        under.setContentsMargins(36, 12, 36, 12)
        under.setSpacing(8)
        under.addWidget(self.progress)
        under.addWidget(self._waits)
        column.addWidget(self._running)
        self._running.hide()
        self.hide()

    def offer(self, word: str, *, ready: bool, remark: str) -> None:
        """Offer what is done next.

        Args:
            word: of the button.
            ready: whether it can be done now.
            remark: why not, or what it does.
        """
        self.go.setText(phrases.firm(word))
        self.go.setEnabled(ready)
        self._remark.setText(remark)
        self.save.hide()
        self.show()

    def offer_bringing_in(self, number: int) -> None:
        """Offer to bring so many requests in."""
        word = self.tr("Bring in %n request(s)", "", number) if number else self.tr("Bring in")
        remark = self.tr("A copy of the register is made first.") if number else ""
        self.offer(word, ready=bool(number), remark=remark)
        self.save.show()

    def begin(self, sentence: str, remark: str) -> None:
        """Show that something is being done; arguments as of `BatchProgress.begin`, and a remark under it."""
        self._buttons.hide()
        self._running.show()
        self._waits.setText(remark)
        self._waits.setVisible(bool(remark))
        self.progress.begin(sentence)

    def show_progress(self, done: int, whole: int) -> None:
        """Show how far it is, in hundredths: bringing in goes over the rows twice."""
        self.progress.show_progress(done * 100 // max(1, whole), 100)

    def end(self) -> None:
        """Offer the buttons again."""
        self._running.hide()
        self._buttons.show()

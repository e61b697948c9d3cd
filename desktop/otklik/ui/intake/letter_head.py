"""The head of a letter: from whom, to whom, about what, and what the day of receipt rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from otklik.ui import dates
from otklik.ui.widgets import Caption, Label
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from datetime import date

    from otklik.intake.letter import IncomingLetter

_WORDS_WIDTH = 62


class LetterHead(QWidget):
    """Quiet lines over the text; only those the letter fills.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._lines: dict[str, tuple[Caption, Label]] = {}
        words = {
            "from": self.tr("From"),
            "to": self.tr("To"),
            "subject": self.tr("Subject"),
            "received": self.tr("Received"),
        }
        for row, (name, word) in enumerate(words.items()):
            caption = Caption(word, wrap=False)
            caption.setFixedWidth(_WORDS_WIDTH)
            value = ElidedLabel("", "medium" if name == "subject" else "small")
            self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._lines[name] = (caption, value)
        self._rests_on = Caption("")
        self._grid.addWidget(self._rests_on, len(words), 1)

    def show_letter(self, letter: IncomingLetter, received: date | None) -> None:
        """Show the head of a letter.

        Args:
            letter: the letter.
            received: the day of receipt that is proposed; `None` where the letter says none.
        """
        sender = letter.sender_name
        if letter.sender_address:
            sender = f"{sender} <{letter.sender_address}>" if sender else letter.sender_address
        if letter.reply_to:
            sender = self.tr("{sender}, answers to {address}").format(sender=sender, address=letter.reply_to)
        day = dates.dotted(received) if received is not None else ""
        for name, text in (("from", sender), ("to", letter.to), ("subject", letter.subject), ("received", day)):
            caption, value = self._lines[name]
            caption.setVisible(bool(text.strip()))
            value.setVisible(bool(text.strip()))
            value.set_text(text)  # type: ignore[attr-defined]  # an ElidedLabel, kept as a Label
        grounds = self._grounds(letter)
        self._rests_on.setText(grounds)
        self._rests_on.setToolTip(letter.received_words[:600])
        self._rests_on.setVisible(bool(grounds))
        self.setVisible(bool(sender or letter.to or letter.subject or day))

    def _grounds(self, letter: IncomingLetter) -> str:
        """Return what the day of receipt rests on, and the sender's own date beside it."""
        if letter.date is None:
            return ""
        own = dates.dotted(letter.sent_on) if letter.sent_on is not None else ""
        if not letter.received_words:
            return self.tr("By the sender's own date: no mail server put its mark on it.") if own else ""
        said = self.tr("By the mark of the mail server that took it.")
        if own:
            said = f"{said} {self.tr('The sender wrote {date}.').format(date=own)}"
        return said

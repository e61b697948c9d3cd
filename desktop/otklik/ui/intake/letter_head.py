"""The head of a letter: from whom, to whom, about what, and what the day of receipt rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from otklik.ui import dates, theme
from otklik.ui.widgets import Caption, Label
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QResizeEvent

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
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._captions: dict[str, Caption] = {}
        self._values = {"from": ElidedLabel("", "small"), "to": ElidedLabel("", "small")}
        self._values["subject"] = ElidedLabel("", "medium")
        self._received = Label("", "small", wrap=True)
        words = {
            "from": self.tr("From"),
            "to": self.tr("To"),
            "subject": self.tr("Subject"),
            "received": self.tr("Received"),
        }
        for row, (name, word) in enumerate(words.items()):
            caption = Caption(word, wrap=False)
            caption.setMinimumWidth(theme.px(_WORDS_WIDTH))
            value = self._received if name == "received" else self._values[name]
            self._grid.addWidget(caption, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1)
            self._captions[name] = caption

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
        texts = {"from": sender, "to": letter.to, "subject": letter.subject}
        for name, text in texts.items():
            self._values[name].set_text(text)
            self._show(name, bool(text.strip()))
        day = dates.dotted(received) if received is not None else ""
        self._received.setText(" ".join(part for part in (day, self._grounds(letter)) if part))
        self._received.setToolTip(letter.received_words[:600])
        self._show("received", bool(day))
        self.setVisible(bool(day or any(texts.values())))
        self._keep_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep all lines whole: where there is little room, the text gives way."""
        super().resizeEvent(event)
        self._keep_height()

    def _keep_height(self) -> None:
        self._grid.invalidate()
        self.setMinimumHeight(max(0, self._grid.heightForWidth(self.width())))

    def _show(self, name: str, shown: bool) -> None:
        self._captions[name].setVisible(shown)
        (self._received if name == "received" else self._values[name]).setVisible(shown)

    def _grounds(self, letter: IncomingLetter) -> str:
        """Return what the day of receipt rests on, and the sender's own date beside it."""
        if letter.date is None:
            return ""
        own = dates.dotted(letter.sent_on) if letter.sent_on is not None else ""
        if not letter.received_words:
            return self.tr("by the sender's own date, without a mark of a mail server") if own else ""
        if not own or letter.sent_on == letter.date:
            return self.tr("by the mark of the mail server")
        return self.tr("by the mark of the mail server; the sender wrote {date}").format(date=own)

"""«Как ушло»: the form that marks a letter as sent, with its tracking number and receipts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.casework.dispatching import is_electronic
from otklik.register.records import Channel
from otklik.ui import phrases
from otklik.ui.post.post_receipts import Receipt, ReceiptRow, ReceiptSheet
from otklik.ui.post.tracking_field import TrackingField
from otklik.ui.widgets import (
    Caption,
    DateField,
    FormRows,
    Heading,
    Notice,
    PrimaryButton,
    QuietButton,
    clear_layout,
)
from otklik.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from otklik.casework.registering import NewFile
    from otklik.ui.tasks import Tasks


class DispatchForm(ReceiptSheet):
    """Asks how a letter left: way, day, tracking number, receipts.

    Signals:
        given: it left; carries way (text), day (date), tracking number (text), receipts (tuple of `NewFile`).
        way_changed: another way is chosen or typed; carries it.

    Args:
        tasks: where receipts are read.
        parent: owner.
    """

    given = Signal(str, date, str, object)
    way_changed = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._receipts: list[Receipt] = []
        self._way = ChoiceBox()
        self._way.setEditable(True)
        self._way.addItems(phrases.dispatch_ways())
        self._day = DateField()
        self._tracking = TrackingField()
        self._notice = Notice(closable=True)
        self._rows = QVBoxLayout()
        self._lay_out()
        self.watch(self._way.lineEdit(), self._day, self._tracking)
        self._way.currentTextChanged.connect(self._show_what_fits)
        self._way.currentTextChanged.connect(self.way_changed)
        self.taken.connect(self._on_taken)
        self.refused.connect(self._notice.show_error)

    def begin(self, today: date, way: str) -> None:
        """Begin anew, for another letter.

        Args:
            today: offered as the day of dispatch.
            way: how it will probably leave.
        """
        self._day.set_date(today)
        self._way.setCurrentText(way)
        self._tracking.clear()
        self._notice.clear()
        self._receipts = []
        self._show_receipts()
        self._show_what_fits()

    @property
    def way(self) -> str:
        """How it leaves, in a few words."""
        return self._way.currentText().strip()

    def receipts(self) -> tuple[NewFile, ...]:
        """Return the receipts to keep with the letter."""
        return tuple(receipt.file for receipt in self._receipts)

    def usual_way(self, channel: Channel) -> str:
        """Return the way an answer usually takes to the letter's channel."""
        usual = {Channel.EMAIL: 0, Channel.LETTER: 2, Channel.IN_PERSON: 3, Channel.PHONE: 1, Channel.ACCOUNT: 4}
        return phrases.dispatch_ways()[usual.get(channel, 1)]

    def _lay_out(self) -> None:
        self.body.addWidget(Heading(self.tr("How it left")))
        self._fields = rows = FormRows(12)
        rows.add_row(self.tr("&Way"), self._way)
        rows.add_row(self.tr("&Day"), self._day)
        rows.add_row(self.tr("&Tracking number"), self._tracking)
        self.body.addWidget(rows)
        self.body.addWidget(self._tracking.verdict)
        self.body.addWidget(self._notice)
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self._attach = QuietButton(self.tr("Attach the &receipt…"), small=True)
        self._attach.clicked.connect(self.choose)
        self.body.addWidget(self._attach)
        self._or_drop = Caption(self.tr("Or drop its photograph or PDF here, or paste it: Ctrl+V."))
        self.body.addWidget(self._or_drop)
        done = PrimaryButton(self.tr("Mark as sent"), small=True)
        done.clicked.connect(self._on_given)
        self.body.addSpacing(2)
        self.body.addWidget(done)
        self.body.addWidget(
            Caption(
                self.tr(
                    "What the letter fulfils is ticked off on that day. Handed to the post before 24:00 is in time."
                )
            )
        )

    def _has_number(self) -> bool:
        """Return whether what leaves so can be tracked: not what is sent by wire or handed over."""
        _mail, _registered, _listed, *by_hand = phrases.dispatch_ways()
        return not is_electronic(self.way) and self.way not in by_hand

    def _show_what_fits(self) -> None:
        """Ask for a number only where there is one, and for a receipt only where somebody gives one."""
        number = self._has_number()
        self._fields.show_row(self._tracking, number)
        if not number:
            self._tracking.verdict.hide()
        given = not is_electronic(self.way) and self.way != phrases.dispatch_ways()[-1]
        for part in (self._attach, self._or_drop):
            part.setVisible(given)

    def _on_taken(self, receipt: Receipt) -> None:
        self._notice.clear()
        self._receipts.append(receipt)
        self._show_receipts()

    def _show_receipts(self) -> None:
        clear_layout(self._rows)
        for position, receipt in enumerate(self._receipts):
            row = ReceiptRow(receipt.file.name, len(receipt.file.content), receipt.picture)
            row.add_removal(lambda position=position: self._take_out(position))  # type: ignore[misc]  # binds the loop's place
            self._rows.addWidget(row)

    def _take_out(self, position: int) -> None:
        del self._receipts[position]
        self._show_receipts()

    def _on_given(self) -> None:
        day = self._day.date()
        if not self._day.check() or day is None:
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        number = self._has_number()
        if number and not self._tracking.check():
            return
        self.given.emit(self.way, day, self._tracking.number() if number else "", self.receipts())

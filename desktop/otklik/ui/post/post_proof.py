"""«Как ушло» after a letter left: way and number, receipts, what it closed in time, how it arrived."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from otklik.casework.proving import Outcome
from otklik.law.kinds import Reading
from otklik.ui import dates, icons, phrases
from otklik.ui.case.case_forms import InlineForm
from otklik.ui.post.post_receipts import ReceiptRow, ReceiptSheet, small_picture
from otklik.ui.post.tracking_field import TrackingField
from otklik.ui.widgets import Caption, DateField, FlowLayout, Heading, Label, LinkButton, Notice, clear_layout

if TYPE_CHECKING:
    from otklik.casework.proving import Proof
    from otklik.register.records import Attachment, DutyRecord, Letter
    from otklik.ui.tasks import Tasks


class ProofPart(ReceiptSheet):
    """What is known of a letter that left; what comes later is added here.

    Signals:
        tracking_given: the tracking number was typed; carries it.
        receipt_given: a receipt came later; carries `NewFile`.
        arrived: how it ended; carries `Outcome` and the day.
        opened: a receipt is to be opened; carries the id of the file and its name.
        unfolded: something was opened that should be seen; carries the widget.

    Args:
        tasks: where receipts are read and drawn.
        parent: owner.
    """

    tracking_given = Signal(str)
    receipt_given = Signal(object)
    arrived = Signal(object, date)
    opened = Signal(int, str)
    unfolded = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(tasks, parent)
        self._pictures: dict[int, QImage] = {}
        self._today = date.min
        self._lines = QVBoxLayout()
        self._notice = Notice(closable=True)
        self._links = QWidget()
        self._add_tracking = LinkButton("")
        self._attach = LinkButton(self.tr("Attach a receipt…"))
        self._add_arrival = LinkButton("")
        self._tracking = TrackingField()
        self._tracking_form = self._make_tracking_form()
        self._arrival_day = DateField()
        self._outcomes = QButtonGroup(self)
        self._arrival_form = self._make_arrival_form()
        self._lay_out()
        self.watch(self._tracking, self._arrival_day)
        self.taken.connect(lambda receipt: self.receipt_given.emit(receipt.file))
        self.refused.connect(self._notice.show_error)

    def show_proof(self, letter: Letter, proof: Proof, today: date, *, another: bool) -> None:
        """Show what is known.

        Args:
            letter: the letter.
            proof: what proves that it left.
            today: the date.
            another: whether another letter was shown before; then open forms close.
        """
        self._today = today
        self._notice.clear()
        clear_layout(self._lines)
        when = dates.near(letter.dispatched_on, today) if letter.dispatched_on else ""
        self._lines.addWidget(Label(", ".join(filter(None, (when, letter.dispatch_way))), "medium", wrap=True))
        if letter.tracking:
            number = Label(phrases.firm(self.tr("Tracking number {number}").format(number=letter.tracking)), wrap=True)
            number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._lines.addWidget(number)
        for duty in _worth_telling(proof.fulfilled):
            self._lines.addWidget(self._in_time(duty, by_post=proof.by_post))
        if proof.remark:
            self._lines.addWidget(_marked("info", "soon", proof.remark)[0])
        for receipt in proof.receipts:
            self._lines.addWidget(self._receipt(receipt))
        self._show_arrival(proof)
        self._add_tracking.setText(
            self.tr("Correct the tracking number…") if letter.tracking else self.tr("Add the tracking number…")
        )
        if another or not self._tracking_form.isVisible():
            self._tracking.setText(letter.tracking)
            self._tracking.verdict.hide()
        if another or not self._arrival_form.isVisible():
            self._arrival_day.set_date(today)
        if another:
            self.close_forms()

    def show_error(self, error: Exception) -> None:
        """Say in place what could not be done."""
        self._notice.show_error(error)

    def close_forms(self) -> None:
        """Close what was open for typing."""
        self._tracking_form.hide()
        self._arrival_form.hide()
        self._links.show()

    def _lay_out(self) -> None:
        self.body.addWidget(Heading(self.tr("How it left")))
        self._lines.setSpacing(8)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._notice)
        line = FlowLayout(self._links, gap=12)
        for link, act in (
            (self._add_tracking, self._on_tracking_opened),
            (self._attach, self.choose),
            (self._add_arrival, self._on_arrival_opened),
        ):
            link.clicked.connect(act)
            line.addWidget(link)
        self.body.addWidget(self._links)
        self.body.addWidget(self._tracking_form)
        self.body.addWidget(self._arrival_form)

    def _make_tracking_form(self) -> InlineForm:
        form = InlineForm(self.tr("The number the Post tracks it by"), "", self.tr("Keep the number"))
        form.rows.add_row(self.tr("&Tracking number"), self._tracking)
        form.rows.add_widget(self._tracking.verdict)
        form.button.clicked.connect(self._on_tracking_given)
        self._tracking.returnPressed.connect(self._on_tracking_given)
        form.cancelled.connect(self.close_forms)
        form.hide()
        return form

    def _make_arrival_form(self) -> InlineForm:
        form = InlineForm(
            self.tr("How it arrived"),
            self.tr(
                "By the notice of delivery or the tracking on the site of the Post. Attach the notice as a receipt."
            ),
            self.tr("Put it on record"),
        )
        choice = QWidget()
        line = QHBoxLayout(choice)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        for number, word in enumerate((self.tr("delivered"), self.tr("came back"))):
            button = QRadioButton(word)
            button.setChecked(not number)
            self._outcomes.addButton(button, number)
            line.addWidget(button)
        line.addStretch(1)
        form.rows.add_widget(choice)
        form.rows.add_row(self.tr("Da&y"), self._arrival_day)
        form.button.clicked.connect(self._on_arrival_given)
        form.cancelled.connect(self.close_forms)
        form.hide()
        return form

    def _in_time(self, duty: DutyRecord, *, by_post: bool) -> QWidget:
        """Return the quiet line that says whether a duty was closed in time, with the article."""
        title, last = phrases.duty_title(duty), dates.near(duty.latest, self._today)
        late = duty.done_on is not None and duty.done_on > duty.latest
        if late:
            words = self.tr("Late: “{duty}” was due by {day}.")
        elif by_post:
            words = self.tr(
                "In time: “{duty}” was due by {day}; what the post takes before 24:00 of the last day is in time "
                "(ГК art. 194 p. 2)."
            )
        else:
            words = self.tr("In time: “{duty}” was due by {day}.")
        icon, role = ("warning", "overdue") if late else ("check", "done")
        line, said = _marked(icon, role, words.format(duty=title, day=last))
        if late:
            said.set_role("error")
        return line

    def _receipt(self, receipt: Attachment) -> ReceiptRow:
        row = ReceiptRow(receipt.name, receipt.size, self._pictures.get(receipt.id, QImage()))
        row.add_open(partial(self.opened.emit, receipt.id, receipt.name))
        if receipt.id not in self._pictures:
            self._tasks.run(
                lambda desk: desk.register.attachments.content(receipt.id),
                partial(self._draw, receipt.id, receipt.media_type, row),
                owner=row,
            )
        return row

    def _draw(self, file_id: int, media_type: str, row: ReceiptRow, content: bytes) -> None:
        self._tasks.run_aside(
            partial(small_picture, content, media_type), partial(self._on_drawn, file_id, row), owner=row
        )

    def _on_drawn(self, file_id: int, row: ReceiptRow, picture: QImage) -> None:
        self._pictures[file_id] = picture
        row.thumbnail.show_picture(picture)

    def _show_arrival(self, proof: Proof) -> None:
        arrival = proof.delivery
        self._add_arrival.setText(self.tr("Correct how it arrived…") if arrival else self.tr("Delivered or came back…"))
        self._add_arrival.setVisible(proof.by_post or arrival is not None)
        if arrival is None:
            return
        day = dates.near(arrival.on, self._today) if arrival.on else "…"
        delivered = arrival.outcome is Outcome.DELIVERED
        words = self.tr("Delivered on {day}") if delivered else self.tr("Came back undelivered on {day}")
        self._lines.addWidget(Label(words.format(day=day), "done" if delivered else "soon", wrap=True))

    def _on_tracking_opened(self) -> None:
        self.close_forms()
        self._links.hide()
        self._tracking_form.show()
        self._tracking.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tracking.selectAll()
        self.unfolded.emit(self._tracking_form)

    def _on_arrival_opened(self) -> None:
        self.close_forms()
        self._links.hide()
        self._arrival_form.show()
        self._arrival_day.setFocus(Qt.FocusReason.OtherFocusReason)
        self.unfolded.emit(self._arrival_form)

    def _on_tracking_given(self) -> None:
        if self._tracking.check():
            self.tracking_given.emit(self._tracking.number())

    def _on_arrival_given(self) -> None:
        day = self._arrival_day.date()
        if not self._arrival_day.check() or day is None:
            self._arrival_day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.arrived.emit(Outcome.RETURNED if self._outcomes.checkedId() else Outcome.DELIVERED, day)


def _marked(icon: str, role: str, words: str) -> tuple[QWidget, Caption]:
    """Return a quiet line with an icon before it, and its words."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    across.addWidget(icons.IconMark(icon, role, 16), 0, Qt.AlignmentFlag.AlignTop)
    said = Caption(phrases.firm(words))
    across.addWidget(said, 1)
    return line, said


def _worth_telling(duties: tuple[DutyRecord, ...]) -> tuple[DutyRecord, ...]:
    """Return the duties of the law; the operator's own policy is told only where there is nothing else."""
    lawful = tuple(duty for duty in duties if duty.reading is not Reading.POLICY)
    return lawful or duties

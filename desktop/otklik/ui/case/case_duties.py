"""What is owed in a case, as a checklist: each duty with its day, its ground and how much time is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from otklik.law.kinds import Reading
from otklik.law.terms import Unit
from otklik.register.records import CaseStatus
from otklik.ui import dates, phrases, provisional, theme
from otklik.ui.case.case_sections import Section
from otklik.ui.case.step_words import asks_for_act
from otklik.ui.widgets import Caption, Chip, Label, LinkButton, Rule, clear_layout

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QFocusEvent, QMouseEvent, QPaintEvent

    from otklik.casework.views import CaseView, DutyRow

NARROWEST_CHIP = 96
"""Pixels; the chips of a list are all as wide as the widest."""


class DutiesSection(Section):
    """The checklist of what is owed. The duty whose term is shown above stands on the ground of a selection.

    Signals:
        chosen: the term of a duty is to be shown; carries the id of its record.
        ticked: a duty is done; carries the id of its record.
        unticked: it is not done after all; carries the id and the title.
        policy_ticked: the policy's own term is to be closed, that is the case.
        act_wanted: an act of destruction is to be made.
    """

    chosen = Signal(int)
    ticked = Signal(int)
    unticked = Signal(int, str)
    policy_ticked = Signal()
    act_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("What has to be done"))
        self._rows: dict[int, _DutyLine] = {}
        self._marked = 0

    def show_view(self, view: CaseView) -> None:
        """Show the duties with their dates."""
        focused = self.focusWidget()
        keep = focused.property("duty") if focused is not None and focused.hasFocus() else None
        clear_layout(self.lines)
        self._rows.clear()
        for row in view.duties:
            self.lines.addWidget(Rule())
            self._rows[row.duty.id] = line = self._line(row, view)
            self.lines.addWidget(line)
        chips = [line.chip for line in self._rows.values()]
        width = max((chip.sizeHint().width() for chip in chips), default=0)
        for chip in chips:
            chip.setFixedWidth(max(width, NARROWEST_CHIP))
        self.mark(self._marked)
        if keep in self._rows:
            self._rows[keep].box.setFocus()

    def focus_duty(self, duty_id: int) -> QWidget | None:
        """Put the focus on the box of a duty, and return it; `None` where the list has none such."""
        line = self._rows.get(duty_id)
        if line is None:
            return None
        line.box.setFocus(Qt.FocusReason.OtherFocusReason)
        return line.box

    def mark(self, duty_id: int) -> None:
        """Mark the duty whose term is shown, where there are several."""
        self._marked = duty_id
        for line_of, line in self._rows.items():
            line.set_marked(line_of == duty_id and len(self._rows) > 1)

    def _line(self, row: DutyRow, view: CaseView) -> _DutyLine:
        line = _DutyLine(row)
        if view.case.status is not CaseStatus.OPEN:
            line.set_closed()
        elif asks_for_act(row.duty):
            line.offer(self.tr("Make the act…"), self.act_wanted)
        line.box.clicked.connect(lambda checked: self._on_clicked(line.box, row, checked))
        line.chosen.connect(self.chosen)
        return line

    def _on_clicked(self, box: QCheckBox, row: DutyRow, checked: bool) -> None:
        duty = row.duty
        if duty.reading is Reading.POLICY and checked:
            box.setChecked(False)
            self.policy_ticked.emit()
        elif checked:
            self.ticked.emit(duty.id)
        else:
            box.setChecked(True)
            self.unticked.emit(duty.id, phrases.duty_title(duty))


class _DutyLine(QWidget):
    """One duty. A click on it, or the focus on its box, shows its term.

    Signals:
        chosen: its term is to be shown; carries the id of its record.
    """

    chosen = Signal(int)

    def __init__(self, row: DutyRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row, self._marked = row, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(self.tr("Show how its term is counted"))
        across = QHBoxLayout(self)
        across.setContentsMargins(8, 8, 8, 8)
        across.setSpacing(12)
        self.box = self._box()
        across.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        self._column = self._words()
        across.addLayout(self._column, 1)
        across.addLayout(self._day(), 0)
        self.chip = Chip(phrases.left_chip(row.remaining), phrases.ROLE_OF[row.remaining.urgency])
        across.addWidget(self.chip)

    def offer(self, word: str, wanted: SignalInstance) -> None:
        """Put a link to what comes next under its words."""
        link = LinkButton(word)
        link.setAccessibleName(f"{word} {phrases.duty_title(self._row.duty)}")
        link.clicked.connect(wanted)
        self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def set_closed(self) -> None:
        """Let nothing be ticked any more; the line itself takes the focus then, so that its term can be looked at."""
        self.box.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.box.accessibleName())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show its term."""
        super().focusInEvent(event)
        self.chosen.emit(self._row.duty.id)

    def set_marked(self, marked: bool) -> None:
        """Put the ground of a selection under it, or take it away."""
        self._marked = marked
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show its term."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(self._row.duty.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show its term when the box gets the focus."""
        if event.type() is QEvent.Type.FocusIn:
            self.chosen.emit(self._row.duty.id)
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint that ground."""
        if self._marked:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_on"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 2, 0, -2), 8, 8)

    def _box(self) -> QCheckBox:
        duty = self._row.duty
        box = QCheckBox()
        box.setChecked(duty.done_on is not None)
        box.setProperty("done", True)
        box.setProperty("duty", duty.id)
        left = phrases.left_sentence(self._row.remaining)
        day = phrases.due_moment(dates.day_month(duty.done_on or self._row.day), None if duty.done_on else duty.ends_at)
        parts = (phrases.duty_title(duty), day, left, self._other_day(), self._provisional())
        box.setAccessibleName(", ".join(part for part in parts if part))
        box.installEventFilter(self)
        return box

    def _words(self) -> QVBoxLayout:
        duty = self._row.duty
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(phrases.duty_title(duty), "lead" if duty.done_on else "", wrap=True))
        remark = " · ".join(part for part in (phrases.grounds(duty), phrases.duty_condition(duty)) if part)
        for text in (remark, self._other_day()):
            if text:
                words.addWidget(Caption(phrases.firm(text)))
        return words

    def _day(self) -> QVBoxLayout:
        duty = self._row.duty
        column = QVBoxLayout()
        column.setSpacing(1)
        at = None if duty.done_on else duty.ends_at
        day = Label(dates.day_month_short(duty.done_on or self._row.day), "lead" if duty.done_on else "")
        captions = [part for part in (dates.time_at(at) if at else "", self._provisional()) if part]
        column.addStretch(1)
        for label in (day, *(Caption(text, wrap=False) for text in captions)):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            column.addWidget(label)
        column.addStretch(1)
        return column

    def _provisional(self) -> str:
        duty = self._row.duty
        return provisional.word() if duty.provisional and duty.done_on is None else ""

    def _other_day(self) -> str:
        """Return the safe and the latest day in one sentence, where they differ; empty where there is one day only."""
        duty = self._row.duty
        if duty.done_on is not None or duty.safe == duty.latest or duty.term is None or duty.term.unit is Unit.HOURS:
            return ""
        safe, latest = dates.day_month(duty.safe), dates.day_month(duty.latest)
        if duty.term.unit is Unit.WORKING_DAYS:
            return self.tr("until {safe}, with the days off of the region — {latest}").format(safe=safe, latest=latest)
        return self.tr("until {safe}, by ГК ст. 193 — {latest}").format(safe=safe, latest=latest)

"""One place of «Где искать»: what came of looking in it, in words, and the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from otklik.casework.places import Answer
from otklik.register.paper_records import CasePlace, SearchOutcome
from otklik.ui import dates, theme
from otklik.ui.widgets import DateField, IconButton, Label, LinkButton
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QHideEvent, QPaintEvent

KEPT_AFTER = 1000
"""Milliseconds of pause after which an answer is kept: whoever cycles through them means the last one."""

_NEXT = {
    None: SearchOutcome.FOUND,
    SearchOutcome.FOUND: SearchOutcome.NOTHING,
    SearchOutcome.NOTHING: None,
}


class PlaceMark(QAbstractButton):
    """What came of a place as a sign: an empty box, a tick, a dash. Space and a click go on to the next.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._outcome: SearchOutcome | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_outcome(self, outcome: SearchOutcome | None, name: str) -> None:
        """Show what came of a place.

        Args:
            outcome: that.
            name: place and outcome in words, for screen readers.
        """
        self._outcome = outcome
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for the box and the ring of keyboard focus."""
        return QSize(theme.px(24), theme.px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and its sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(17)
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        role = {None: "sheet", SearchOutcome.FOUND: "done", SearchOutcome.NOTHING: "sunk"}[self._outcome]
        edge = "accent" if self.underMouse() else "done" if self._outcome is SearchOutcome.FOUND else "faint"
        painter.setBrush(theme.color(role))
        painter.setPen(QPen(theme.color(edge), 1))
        painter.drawRoundedRect(box, 5, 5)
        self._draw_sign(painter, box)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(box.adjusted(-2.5, -2.5, 2.5, 2.5), 7, 7)

    def _draw_sign(self, painter: QPainter, box: QRectF) -> None:
        colour = theme.color("sheet" if self._outcome is SearchOutcome.FOUND else "dim")
        painter.setPen(
            QPen(colour, max(1.8, theme.px(18) / 10), c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        )

        def at(x: float, y: float) -> QPointF:
            return QPointF(box.left() + box.width() * x, box.top() + box.height() * y)

        if self._outcome is SearchOutcome.FOUND:
            painter.drawPolyline([at(0.25, 0.53), at(0.43, 0.71), at(0.76, 0.32)])
        elif self._outcome is SearchOutcome.NOTHING:
            painter.drawLine(at(0.28, 0.5), at(0.72, 0.5))


class PlaceLine(QWidget):
    """A place with its answer. What is changed is kept after a pause, or when the line is left.

    Signals:
        answered: carries the `CasePlace` as it was shown, and the `Answer`.
        dropped: it is to be taken off this case; carries the `CasePlace`.

    Args:
        place: what is shown.
        today: the date.
        open_: whether it may be answered.
        parent: owner.
    """

    answered = Signal(object, object)
    dropped = Signal(object)

    def __init__(self, place: CasePlace, today: date, *, open_: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._today, self._open = place, today, open_
        self._outcome = place.outcome
        self._touched = False
        self.mark = PlaceMark()
        self._name = ElidedLabel(place.name)
        self.note = QLineEdit()
        self.day = DateField()
        self._found = LinkButton(self.tr("found it"))
        self._nothing = LinkButton(self.tr("nothing there"))
        self._said = ElidedLabel("", "lead")
        self._on_day = Label("", "lead")
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER)
        self._timer.timeout.connect(self._on_pause)
        self._lay_out()
        self._connect()
        self.show_place(place)

    @property
    def key(self) -> tuple[int | None, int]:
        """What tells it apart from others of its case: of the list, or of the case alone."""
        return self._place.place_id, 0 if self._place.place_id else self._place.id

    def show_place(self, place: CasePlace) -> None:
        """Show the place as it is kept; what is being typed stays."""
        if self._touched:
            self._place = place
            return
        self._place, self._outcome = place, place.outcome
        self._name.set_text(place.name)
        if self.note.text() != place.note:
            self.note.setText(place.note)
            self.note.setCursorPosition(0)
        self.day.set_date(place.checked_on)
        self._show_outcome()

    def reset(self) -> None:
        """Show again what is kept: it could not be changed."""
        self._timer.stop()
        self._touched = False
        self.show_place(self._place)

    def flush(self) -> None:
        """Keep what was changed now."""
        self._timer.stop()
        if not self._touched or not self.day.check():
            return
        self._touched = False
        answer = Answer(self._outcome, self.note.text().strip(), self.day.date())
        same = (self._place.outcome, self._place.note, self._place.checked_on)
        if (answer.outcome, answer.note if answer.outcome is SearchOutcome.FOUND else "", answer.on) != same:
            self.answered.emit(self._place, answer)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was changed when something else is shown."""
        self.flush()
        super().hideEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what was changed when the line is left."""
        if event.type() is QEvent.Type.FocusOut:
            QTimer.singleShot(0, self, self._on_focus_left)
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.setMinimumHeight(theme.px(40))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(12)
        row.addWidget(self.mark)
        row.addSpacing(8)  # the words stand under those of the duties
        row.addWidget(self._name, 2)
        self.note.setPlaceholderText(self.tr("what was found"))
        self.note.setMaxLength(2000)
        self.day.setFixedWidth(theme.px(104))
        for part in (self.note, self._said):
            row.addWidget(part, 3)
        # They repeat what the mark does by keys: not in the order of Tab, or a list of twelve would take thirty-six.
        for link in (self._found, self._nothing):
            link.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(link)
        row.addWidget(self.day)
        row.addWidget(self._on_day)
        self._drop = IconButton("close", self.tr("Take “{place}” off this request").format(place=self._place.name))
        self._drop.setVisible(False)
        row.addWidget(self._drop)

    def _connect(self) -> None:
        self.mark.clicked.connect(lambda: self._choose(_NEXT[self._outcome]))
        self._found.clicked.connect(self._on_found)
        self._nothing.clicked.connect(lambda: self._choose(SearchOutcome.NOTHING))
        self._drop.clicked.connect(lambda: self.dropped.emit(self._place))
        self.note.textEdited.connect(self._on_touched)
        self.note.returnPressed.connect(self.flush)
        self.day.textEdited.connect(self._on_touched)
        self.day.returnPressed.connect(self.flush)
        for part in (self.mark, self.note, self.day):
            part.installEventFilter(self)

    def _choose(self, outcome: SearchOutcome | None) -> None:
        self._outcome, self._touched = outcome, True
        if outcome is not None and self.day.date() is None:
            self.day.set_date(self._today)
        elif outcome is None:
            self.day.set_date(None)
        self._show_outcome()
        self._timer.start()

    def _on_found(self) -> None:
        self._choose(SearchOutcome.FOUND)
        self._timer.stop()  # the words come first; the line is kept when it is left
        self.note.setFocus()

    def _on_touched(self) -> None:
        self._touched = True
        self._timer.stop()

    def _on_pause(self) -> None:
        if not self.note.hasFocus():
            self.flush()

    def _on_focus_left(self) -> None:
        if not any(part.hasFocus() for part in (self.mark, self.note, self.day)):
            self.flush()

    def _show_outcome(self) -> None:
        outcome, place = self._outcome, self._place
        words = {
            None: self.tr("not looked in yet"),
            SearchOutcome.FOUND: self.tr("found it"),
            SearchOutcome.NOTHING: self.tr("nothing there"),
        }
        self.mark.show_outcome(outcome, f"{place.name}: {words[outcome]}")
        self.mark.setEnabled(self._open)
        found = outcome is SearchOutcome.FOUND
        self.note.setAccessibleName(self.tr("What was found in “{place}”").format(place=place.name))
        self.day.setAccessibleName(self.tr("Day somebody looked in “{place}”").format(place=place.name))
        self.note.setVisible(found and self._open)
        self.day.setVisible(outcome is not None and self._open)
        self._said.set_text(place.note or words[outcome] if found else words[outcome])
        self._said.setVisible(outcome is SearchOutcome.NOTHING or not self._open)
        self._row.setStretchFactor(self._said, 3 if found else 0)  # two words leave the room to the name
        self.note.setToolTip(self.note.text())
        self._on_day.setText(dates.day_month_short(place.checked_on) if place.checked_on else "")
        self._on_day.setVisible(not self._open)
        for link in (self._found, self._nothing):
            link.setVisible(outcome is None and self._open)
        self._drop.setVisible(self._open and place.place_id is None and place.id != 0 and outcome is None)

"""The form for a decree of the Government on days off: what it says, what that would move, and then it is kept."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otklik.casework import calendars
from otklik.law.daysoff import Decree
from otklik.ui import phrases, theme
from otklik.ui.moves_list import MovesList
from otklik.ui.widgets import (
    Caption,
    DateField,
    FormRows,
    Heading,
    IconButton,
    Label,
    LinkButton,
    Notice,
    PrimaryButton,
    QuietButton,
    Sheet,
)

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.calendars import Recounted
    from otklik.casework.moves import CaseMoves
    from otklik.register.paper_records import CalendarOverride
    from otklik.ui.tasks import Tasks

MOST_TRANSFERS = 12
_DAY_WIDTH = 132


class TransferRow(QWidget):
    """One transfer: from which day off to which day.

    Signals:
        changed: one of the days reads differently.
        removed: it is to go.

    Args:
        place: its number from 1, for the names of its fields.
        parent: owner.
    """

    changed = Signal()
    removed = Signal()

    def __init__(self, place: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.source, self.target = DateField(), DateField()
        self.source.setAccessibleName(self.tr("Transfer {number}: from the day off").format(number=place))
        self.target.setAccessibleName(self.tr("Transfer {number}: to the day").format(number=place))
        self.remove = IconButton("close", self.tr("Remove transfer {number}").format(number=place))
        self.remove.clicked.connect(self.removed)
        self._mistakes: dict[DateField, str] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for field, word in ((self.source, self.tr("from")), (self.target, self.tr("to the day"))):
            field.setFixedWidth(theme.px(_DAY_WIDTH))
            field.date_changed.connect(lambda _day: self.changed.emit())
            field.mistake_changed.connect(partial(self._on_mistake, field))
            label = Label(word, "caption")
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
        row.addWidget(self.remove)
        self._mistake = Label("", "error", wrap=True)
        row.addWidget(self._mistake, 1)

    def days(self) -> tuple[date, date] | None:
        """Return the transfer; `None` where it is not typed whole."""
        source, target = self.source.date(), self.target.date()
        return None if source is None or target is None else (source, target)

    def wrong(self) -> DateField | None:
        """Say what is wrong with it, and return the field that is; `None` where it is whole or not typed at all."""
        for field, other in ((self.source, self.target), (self.target, self.source)):
            if not field.check():
                return field
            if not field.text() and other.text():
                self._on_mistake(field, self.tr("A transfer has two days: from which and to which."))
                return field
        return None

    def _on_mistake(self, field: DateField, sentence: str) -> None:
        """Say what is wrong with one field, or nothing; the other one may be wrong still."""
        self._mistakes[field] = sentence
        if not (self.source.text() or self.target.text()):
            self._mistakes.clear()
        self._mistake.setText(next((said for said in self._mistakes.values() if said), ""))


class DecreeForm(Sheet):
    """Asks for a decree, shows what it would move, and keeps it.

    Signals:
        kept: the decree is stored; carries what was recounted.
        left: the form is no longer wanted.
        answered: there is something to read at the foot of the form; carries the widget to bring into view.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    kept = Signal(object)
    left = Signal()
    answered = Signal(QWidget)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(24, 12, parent=parent)
        self._tasks = tasks
        self._today: date | None = None
        self._asked: Decree | None = None
        self._checked: Decree | None = None
        self._year, self._number, self._sum = QLineEdit(), QLineEdit(), QLineEdit()
        self._signed = DateField()
        self._fields = FormRows(12)
        self._rows = QVBoxLayout()
        self._transfers: list[TransferRow] = []
        self._notice = Notice()
        self._result = Label("", "medium", wrap=True)
        self._moves = MovesList()
        self._look = PrimaryButton(self.tr("Show what changes"))
        self._keep = PrimaryButton(self.tr("Save the decree"))
        self._lay_out()

    def begin(self, year: int, today: date, entry: CalendarOverride | None = None) -> None:
        """Begin with an empty form for a year, or with what was entered for it before.

        Args:
            year: the year of the decree.
            today: decides how dates are written.
            entry: what the user entered before.
        """
        self._today = today
        self._year.setText(str(year))
        self._number.setText(entry.number if entry else "")
        self._signed.set_date(entry.signed if entry else None)
        self._sum.setText(str(entry.working_days) if entry and entry.working_days else "")
        for row in tuple(self._transfers):
            self._drop(row)
        for source, target in calendars.decree_of(entry).transfers if entry else ():
            row = self._add_transfer()
            row.source.set_date(source)
            row.target.set_date(target)
        while len(self._transfers) < 2:
            self._add_transfer()
        for field in (self._year, self._number, self._signed):
            self._fields.set_mistake(field)
        self._on_changed()

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty."""
        empty = (field for field in (self._number, self._signed) if not field.text())
        next(empty, self._year).setFocus()

    def _lay_out(self) -> None:
        self._year.setValidator(QIntValidator(1, 9999, self))
        self._sum.setValidator(QIntValidator(1, 366, self))
        self.body.addWidget(Heading(self.tr("Decree on days off")))
        intro = self.tr(
            "The Government publishes the decree on the official portal of legal information, as a rule in September. "
            "Enter all its transfers: dates of open requests are counted anew and the journal says what moved."
        )
        self.body.addWidget(Caption(intro))
        self._fields.add_pair((self.tr("Year"), self._year), (self.tr("Number of the decree"), self._number))
        sum_label = self.tr("Working days in the year, if published")
        self._fields.add_pair((self.tr("Date of the decree"), self._signed), (sum_label, self._sum))
        self.body.addWidget(self._fields)
        self.body.addWidget(Label(self.tr("Days off that are moved"), "caption"))
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self._more = LinkButton(self.tr("One more transfer"))
        self._more.clicked.connect(self._on_more)
        self.body.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._result)
        self.body.addWidget(self._moves)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self._cancel = QuietButton(self.tr("Cancel"))
        self._cancel.clicked.connect(self.left)
        self._look.clicked.connect(self._on_look)
        self._keep.clicked.connect(self._on_keep)
        for button in (self._look, self._keep, self._cancel):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        for field in (self._year, self._number, self._sum):
            field.textChanged.connect(partial(self._on_typed, field))
        self._signed.date_changed.connect(lambda _day: self._on_changed())

    def _add_transfer(self) -> TransferRow:
        row = TransferRow(len(self._transfers) + 1)
        row.changed.connect(self._on_changed)
        row.removed.connect(lambda: self._drop(row))
        self._transfers.append(row)
        self._rows.addWidget(row)
        self._more.setEnabled(len(self._transfers) < MOST_TRANSFERS)
        self._order_tabs()
        return row

    def _order_tabs(self) -> None:
        """Let Tab go the way the eye goes: rows that come later stand before the buttons."""
        rows = [part for row in self._transfers for part in (row.source, row.target, row.remove)]
        fields = [self._year, self._number, self._signed, self._sum]
        order = [*fields, *rows, self._more, self._look, self._keep, self._cancel]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _on_more(self) -> None:
        self._add_transfer().source.setFocus()

    def _drop(self, row: TransferRow) -> None:
        self._transfers.remove(row)
        self._rows.removeWidget(row)
        row.hide()
        row.deleteLater()
        self._more.setEnabled(True)
        self._on_changed()

    def _on_changed(self) -> None:
        """Forget what was looked at and complained of: it was about another decree."""
        self._notice.clear()
        self._asked = self._checked = None
        self._result.hide()
        self._moves.hide()
        self._look.show()
        self._keep.hide()

    def _on_typed(self, field: QLineEdit, _text: str) -> None:
        self._fields.set_mistake(field)
        self._on_changed()

    def _first_wrong(self) -> QWidget | None:
        """Say what is wrong with the first field that is not right, and return that field."""
        missing = (
            (self._year, self.tr("Enter the year of the decree.")),
            (self._number, self.tr("Enter the number of the decree, as in “№ 1187”.")),
            (self._signed, self.tr("Enter the date of the decree.")),
        )
        for field, sentence in missing:
            if not field.text().strip():
                self._fields.set_mistake(field, sentence)
                return field
        if not self._signed.check():
            return self._signed
        return next((field for field in (row.wrong() for row in self._transfers) if field is not None), None)

    def _typed(self) -> Decree | None:
        """Return what is typed, or complain of the first field that is not right and go there."""
        wrong, signed = self._first_wrong(), self._signed.date()
        if wrong is not None or signed is None:
            (wrong or self._signed).setFocus()
            return None
        pairs = tuple(pair for pair in (row.days() for row in self._transfers) if pair is not None)
        days = int(self._sum.text()) if self._sum.text() else None
        return Decree(int(self._year.text()), self._number.text(), signed, pairs, days)

    def _on_look(self) -> None:
        typed = self._typed()
        if typed is None:
            return
        self._notice.clear()
        self._asked = typed
        self._tasks.run(
            lambda desk: calendars.preview_decree(desk, typed),
            partial(self._on_previewed, typed),
            self._on_wrong,
            owner=self,
        )

    def _on_previewed(self, typed: Decree, moved: tuple[CaseMoves, ...]) -> None:
        if typed is not self._asked:
            return  # the form reads otherwise by now
        self._checked = typed
        number = calendars.count_of(moved)
        self._result.setText(
            phrases.firm(self.tr("%n date(s) will move:", "", number))
            if number
            else self.tr("No date of an open request will move.")
        )
        self._result.show()
        if self._today is not None:
            self._moves.show_moves(moved, self._today)
        self._moves.setVisible(bool(number))
        self._look.hide()
        self._keep.show()
        self._keep.setFocus()
        self.answered.emit(self._keep)

    def _on_wrong(self, error: Exception) -> None:
        self._notice.show_error(error)
        self.answered.emit(self._notice)

    def _on_keep(self) -> None:
        typed = self._checked
        if typed is not None:
            self._tasks.act(
                lambda desk: calendars.enter_decree(desk, typed), self._on_kept, self._notice.show_error, owner=self
            )

    def _on_kept(self, done: Recounted) -> None:
        self._on_changed()
        self.kept.emit(done)

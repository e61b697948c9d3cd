"""Small forms that open inside the case panel instead of dialogs: reason, identity, person, what the count rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from otklik.law.kinds import DEMANDS, OCCASIONS, Kind
from otklik.ui import dates, phrases
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.help.help_link import HelpLink
from otklik.ui.translation import translated
from otklik.ui.widgets import (
    Caption,
    DateField,
    FlowLayout,
    FormRows,
    Label,
    LinkButton,
    PrimaryButton,
    QuietButton,
    Sheet,
    ToggleChip,
)
from otklik.ui.widgets.text import in_lines
from otklik.ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from otklik.casework.suggesting import TemplateChoice
    from otklik.register.records import Case, Subject


OCCASIONS_IN_ORDER = tuple(kind for kind in Kind if kind in OCCASIONS)
"""What happens without a letter, in the order of the screens."""

_AROUND_TITLE = 64
"""Pixels of a form of templates beside the title of one: its own edges, and those of the button."""


class InlineForm(Sheet):
    """A sunk sheet with a heading, a remark, fields, and two buttons. Escape leaves it.

    Signals:
        cancelled: the user does not want it after all.

    Args:
        heading: what it is about.
        remark: what will happen, one or two sentences.
        button: word of the button that does it.
        danger: whether the button is red.
        parent: owner.
    """

    cancelled = Signal()

    help_topic = ""
    """Page of the help that tells more; a link to it stands behind the buttons."""

    def __init__(
        self, heading: str, remark: str, button: str, *, danger: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(16, 8, sunk=True, parent=parent)
        self.heading = Label(heading, "strong", wrap=True)
        self.body.addWidget(self.heading)
        if remark:
            self.body.addWidget(Caption(phrases.firm(remark)))
        self.rows = FormRows(12)
        self.body.addWidget(self.rows)
        self.button = PrimaryButton(button)
        if danger:
            self.button.setProperty("danger", True)
        self.leave = QuietButton(self.tr("Cancel"))
        self.leave.clicked.connect(self.cancelled)
        buttons = QWidget()
        line = FlowLayout(buttons, gap=8)
        line.addWidget(self.button)
        line.addWidget(self.leave)
        if self.help_topic:
            line.addWidget(HelpLink(self.help_topic))
        self.body.addSpacing(2)
        self.body.addWidget(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class ReasonForm(InlineForm):
    """Asks for a reason, which goes into the journal or the notice.

    Signals:
        given: carries the reason.

    Args:
        heading: what it is about.
        remark: what will happen.
        label: name of the field.
        button: word of the button.
        suggestions: reasons that are common; a click fills the field.
        required: whether it may stay empty.
        danger: whether the button is red.
        parent: owner.
    """

    given = Signal(str)

    def __init__(
        self,
        heading: str,
        remark: str,
        label: str,
        button: str,
        suggestions: tuple[str, ...] = (),
        *,
        required: bool = True,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(heading, remark, button, danger=danger, parent=parent)
        self._required = required
        self.field = QLineEdit()
        self.rows.add_row(label, self.field)
        if suggestions:
            holder = QWidget()
            flow = FlowLayout(holder)
            for word in suggestions:
                chip = ToggleChip(word)
                chip.setCheckable(False)
                chip.clicked.connect(lambda _checked=False, text=word: self.field.setText(text))
                flow.addWidget(chip)
            self.rows.add_widget(holder)
        self.field.returnPressed.connect(self._on_given)
        self.button.clicked.connect(self._on_given)

    def _on_given(self) -> None:
        reason = self.field.text().strip()
        if self._required and not reason:
            self.show_mistake(self.tr("Without a reason this cannot be done."))
            return
        self.given.emit(reason)

    def show_mistake(self, sentence: str) -> None:
        """Say under the reason why it was not taken, and put the caret there."""
        self.rows.set_mistake(self.field, sentence)
        self.field.setFocus()


class ExtensionForm(ReasonForm):
    """Asks why a term is extended, and by how many working days: the most the norm allows unless fewer are chosen.

    Signals:
        extended: carries the reason and the number of working days.

    Args:
        until: the last day by the number of working days, from 1.
        parent: owner.
    """

    extended = Signal(str, int)

    help_topic = "extending"

    def __init__(self, until: dict[int, date], parent: QWidget | None = None) -> None:
        super().__init__(
            "",
            translated(
                "The law allows it once. A notice with the reason is issued at once "
                "and has to be sent before the term ends."
            ),
            translated("Reason, as the notice will state it"),
            translated("Extend and issue the notice"),
            parent=parent,
        )
        self._until = until
        self.days = ChoiceChips(tuple((number, str(number)) for number in until))
        self.days.choose(max(until))
        self.days.changed.connect(self._on_days)
        self.rows.add_row(self.tr("By how many working days"), self.days)
        self.rows.show_row(self.days, len(until) > 1)
        self.given.connect(lambda reason: self.extended.emit(reason, self.days.chosen()))
        self._on_days()

    def _on_days(self) -> None:
        if self.days.chosen() is None:  # the one that is on was clicked again
            self.days.choose(max(self._until))
        until = dates.day_month(self._until[self.days.chosen()])
        self.heading.setText(self.tr("Extend the term until {date}").format(date=until))


class IdentityForm(InlineForm):
    """Asks what was shown and on which day.

    Signals:
        given: carries the note and the day.
    """

    given = Signal(str, object)

    help_topic = "identity"

    def __init__(self, today: date, heading: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, "", button, parent=parent)
        self._note = QLineEdit()
        self._note.setPlaceholderText(self.tr("passport shown"))
        self._day = DateField(today)
        self.rows.add_row(
            self.tr("What was shown"), self._note, self.tr("Only the fact: do not write down numbers of documents.")
        )
        self.rows.add_row(self.tr("Day"), self._day)
        self.field = self._note
        self._note.returnPressed.connect(self._on_given)
        self.button.clicked.connect(self._on_given)

    def _on_given(self) -> None:
        if self._day.check():
            self.given.emit(self._note.text().strip(), self._day.date())


class PersonForm(InlineForm):
    """Puts the details of the person right.

    Signals:
        given: carries the `Subject`.
    """

    given = Signal(object)

    def __init__(self, subject: Subject, heading: str, remark: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, remark, button, parent=parent)
        self._subject = subject
        self.field = QLineEdit(subject.full_name)
        self._email, self._phone = QLineEdit(subject.email), QLineEdit(subject.phone)
        self._address, self._dative = QLineEdit(subject.address), QLineEdit(subject.dative)
        self.rows.add_row(self.tr("Surname, name, patronymic or organisation"), self.field)
        self.rows.add_pair((self.tr("E-mail"), self._email), (self.tr("Telephone"), self._phone))
        self.rows.add_row(self.tr("Postal address"), self._address)
        self.rows.add_row(
            self.tr("To whom on letters"),
            self._dative,
            self.tr("Like «Калинину И. П.»; leave it empty and the name is declined by itself."),
        )
        self.button.clicked.connect(self._on_given)

    def _on_given(self) -> None:
        self.given.emit(
            replace(
                self._subject,
                full_name=self.field.text().strip(),
                email=self._email.text().strip(),
                phone=self._phone.text().strip(),
                address=self._address.text().strip(),
                dative=self._dative.text().strip(),
            )
        )


class AmendForm(InlineForm):
    """Puts right what the count rests on: the days of receipt and notice, the hour of an incident, and the kinds.

    Signals:
        given: carries the new values by field of the case.
    """

    given = Signal(object)

    def __init__(self, case: Case, heading: str, remark: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(heading, remark, button, parent=parent)
        self.field, self.noticed = DateField(case.received_on), DateField(case.noticed_on)
        self._case = case
        event = OCCASIONS.issuperset(case.kinds)
        if event:
            self.rows.add_row(self.tr("Day it happened or was found"), self.field)
            self.field.setMaximumWidth(150)
        else:
            self.rows.add_pair((self.tr("Received"), self.field), (self.tr("Noticed"), self.noticed))
        self._at = TimeField(case.received_at)
        self._at.setMaximumWidth(150)
        self.rows.add_row(self.tr("Time it was found"), self._at)
        self.rows.show_row(self._at, Kind.INCIDENT in case.kinds)
        self._named = DateField(case.named_on, ahead=True)
        self._named.setMaximumWidth(150)
        self.rows.add_row(self.tr("The letter asks to answer by"), self._named)
        self.rows.show_row(self._named, not event)
        offered = OCCASIONS_IN_ORDER if event else DEMANDS
        rest = tuple(kind for kind in case.kinds if kind not in offered)
        self._kinds = KindChips(case.kinds, of=(*offered, *rest))
        self.rows.add_row(self.tr("What happened") if event else self.tr("What is demanded"), self._kinds)
        self.field.date_changed.connect(self._on_received)
        self.button.clicked.connect(self._on_given)

    def _on_received(self, day: object) -> None:
        """Keep the day of notice beside the day of receipt where both were one."""
        if self._case.noticed_on == self._case.received_on:
            self.noticed.set_date(day)  # type: ignore[arg-type]  # a date or None, through Qt's signal

    def _on_given(self) -> None:
        if not all((self.field.check(), self.noticed.check(), self._at.check(), self._named.check())):
            return
        if not self._kinds.kinds():
            self.rows.set_mistake(self._kinds, self.tr("Choose at least one kind of demand."))
            return
        case, received = self._case, self.field.date()
        if received is None:
            self.rows.set_mistake(self.field, self.tr("Say when it was received."))
            return
        answers: dict[str, object] = {"received_on": received, "kinds": self._kinds.kinds()}
        if case.noticed_on != case.received_on or self.noticed.date() != case.noticed_on:
            answers["noticed_on"] = self.noticed.date() or received
        if self._named.date() != case.named_on:
            answers["named_on"] = self._named.date()
        if Kind.INCIDENT in self._kinds.kinds():
            answers["received_at"] = self._at.time()
        self.given.emit(answers)


class NoExtensionForm(InlineForm):
    """Says why a term cannot be extended now, and which norms allow it at all. There is nothing to fill in.

    Args:
        reason: why not, one sentence.
        parent: owner.
    """

    def __init__(self, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(
            reason,
            translated(
                "152-ФЗ allows an extension by ст. 14 ч. 3, ст. 20 ч. 1–2 and 4, ст. 21 ч. 5.1: once, "
                "by at most 5 working days, before the term ends, by a notice that gives the reason."
            ),
            translated("Understood"),
            parent=parent,
        )
        self.button.clicked.connect(self.cancelled)
        self.leave.hide()


class KindChips(QWidget):
    """Kinds as chips that can be on or off: all demands, unless others are given.

    Signals:
        changed: another set is on.

    Args:
        on: kinds that are on at first, in the order of the letter.
        of: the kinds there are to choose from.
        parent: owner.
    """

    changed = Signal()

    def __init__(
        self, on: tuple[Kind, ...] = (), *, of: tuple[Kind, ...] = DEMANDS, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._order: list[Kind] = []
        flow = FlowLayout(self)
        self._chips: dict[Kind, ToggleChip] = {}
        for kind in of:
            chip = ToggleChip(phrases.kind_word(kind))
            chip.toggled.connect(lambda checked, which=kind: self._on_toggled(which, checked))
            self._chips[kind] = chip
            flow.addWidget(chip)
        self.set_kinds(on)

    def kinds(self) -> tuple[Kind, ...]:
        """Return the kinds that are on, in the order they were chosen."""
        return tuple(self._order)

    def set_kinds(self, kinds: tuple[Kind, ...]) -> None:
        """Switch exactly these on; what is not among the chips is passed over."""
        for kind, chip in self._chips.items():
            if kind not in kinds:
                chip.setChecked(False)
        for kind in kinds:
            if kind in self._chips:
                self._chips[kind].setChecked(True)

    def _on_toggled(self, kind: Kind, checked: bool) -> None:
        if checked:
            self._order.append(kind)
        else:
            self._order.remove(kind)
        self.changed.emit()


class TemplateForm(Sheet):
    """Offers the templates for a case, those that answer its demands first.

    Signals:
        chosen: carries the id of the template.
        cancelled: the user does not want one after all.
    """

    chosen = Signal(str)
    cancelled = Signal()

    def __init__(self, choices: tuple[TemplateChoice, ...], parent: QWidget | None = None) -> None:
        super().__init__(16, 8, sunk=True, parent=parent)
        self.body.addWidget(Label(self.tr("Which letter?"), "strong"))
        column = QVBoxLayout()
        column.setSpacing(12)
        self.first: QWidget = self
        self._titles: list[tuple[QuietButton, str]] = []
        for choice in choices:
            line = QVBoxLayout()
            line.setSpacing(4)
            button = QuietButton(choice.title, small=True)
            button.setAccessibleName(choice.title)
            button.setMinimumWidth(1)  # a long title goes on in a second line instead of making the panel wider
            self._titles.append((button, choice.title))
            if choice is choices[0]:
                self.first = button
            button.clicked.connect(lambda _checked=False, template=choice.id: self.chosen.emit(template))
            line.addWidget(button, alignment=Qt.AlignmentFlag.AlignLeft)
            line.addWidget(Caption(phrases.firm(choice.why)))
            column.addLayout(line)
        self.body.addLayout(column)
        leave = LinkButton(self.tr("Cancel"))
        leave.clicked.connect(self.cancelled)
        self.body.addWidget(leave)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the titles where the form ends."""
        super().resizeEvent(event)
        for button, title in self._titles:
            button.ensurePolished()
            button.setText(in_lines(title, self.width() - _AROUND_TITLE, button.font()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

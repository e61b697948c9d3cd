"""How the name of a person stands in letters: looked at, put right, kept for him alone or for everybody of the name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QLineEdit, QWidget

from otklik.casework import naming_people
from otklik.casework.case_checks import MAX_NAME
from otklik.register.records import Gender
from otklik.system.errors import UserError
from otklik.ui import theme
from otklik.ui.widgets import Caption, FormRows, Label, LinkButton, Notice, PrimaryButton, QuietButton, ToggleChip
from otklik.ui.widgets.floating import FloatingPanel

if TYPE_CHECKING:
    from otklik.casework.desk import Changes, Desk
    from otklik.casework.naming_people import NameView
    from otklik.letters.declension import Declined
    from otklik.ui.tasks import Tasks

WIDTH = 480

SHOW_AFTER = 200
"""Milliseconds of pause in typing after which the forms are made anew."""


class NamePanel(FloatingPanel):
    """Asks how a name is declined. What the program thinks stands in the fields; what is typed there goes before it.

    Signals:
        kept: a correction was kept or taken back; letters show the name otherwise now.

    Args:
        tasks: where the forms are made and kept.
        parent: the widget it floats over.
    """

    kept = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent, theme.px(WIDTH))
        self._tasks = tasks
        self._view: NameView | None = None
        self._name, self._dative, self._genitive = QLineEdit(), QLineEdit(), QLineEdit()
        self._typed: set[QLineEdit] = set()
        self._male, self._female = ToggleChip(self.tr("male")), ToggleChip(self.tr("female"))
        self._greeting = Label("", wrap=True)
        self._everybody = QCheckBox(self.tr("The same for everybody of this name"))
        self._about = Caption("")
        self._back = LinkButton("")
        self._notice = Notice(role="overdue")
        self._timer = QTimer(self, singleShot=True, interval=SHOW_AFTER)
        self._turn = 0
        self._stale = False
        self._lay_out()
        self._connect()

    def ask(self, view: NameView, place: QRect) -> None:
        """Show how a name is declined.

        Args:
            view: the name.
            place: what the panel stands by, in coordinates of the parent.
        """
        self._show(view)
        self.float_at(place)
        self._name.setFocus(Qt.FocusReason.PopupFocusReason)
        self._name.setCursorPosition(0)

    def _show(self, view: NameView) -> None:
        self._view, self._typed, self._stale = view, set(), False
        self._turn += 1  # forms still being made for another name are not shown
        own = view.subject_id is not None
        self._name.setText(view.full_name)
        self._name.setReadOnly(not own)
        for chip, gender in ((self._male, Gender.MALE), (self._female, Gender.FEMALE)):
            self._genders.setExclusive(False)
            chip.setChecked(view.declined.gender is gender)
            self._genders.setExclusive(True)
        self._fill(view.declined)
        self._everybody.setVisible(own)
        self._everybody.setChecked(view.remembered is not None and not view.corrected)
        self._about.setText(self._state(view))
        self._back.setText(self.tr("Take the correction back") if view.corrected else self.tr("Forget it"))
        self._back.setVisible(view.corrected or view.remembered is not None)
        self._notice.clear()

    def _state(self, view: NameView) -> str:
        if view.corrected:
            return self.tr("You put this name right for this person.")
        if view.remembered is not None:
            return self.tr("This is remembered for everybody of this name.")
        if view.subject_id is None:
            return self.tr("Kept for everybody of this name.")
        if view.declined.sure:
            return self.tr("The name is declined by the rules.")
        return self.tr("The program is not sure: the name can be declined in more than one way. Check the forms.")

    def _fill(self, declined: Declined) -> None:
        """Show the forms; a field the user typed into keeps what he typed."""
        for field, text in ((self._dative, declined.dative), (self._genitive, declined.genitive)):
            if field not in self._typed:
                field.setText(text)
                field.setCursorPosition(0)
        self._greeting.setText(f"{declined.salutation}!")

    def _lay_out(self) -> None:
        self.body.addWidget(Label(self.tr("The name in letters"), "strong"))
        self.body.addWidget(self._about)
        rows = FormRows(8)
        rows.add_row(self.tr("&Full name"), self._name)
        self._genders = QButtonGroup(self)
        chips = QWidget()
        line = QHBoxLayout(chips)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for chip in (self._male, self._female):
            self._genders.addButton(chip)
            line.addWidget(chip)
        line.addStretch(1)
        rows.add_row(self.tr("Gender"), chips)
        rows.add_row(self.tr("To &whom"), self._dative)
        rows.add_row(self.tr("&Of whom"), self._genitive)
        rows.add_row(self.tr("Greeting"), self._greeting)
        self.body.addWidget(rows)
        self.body.addWidget(self._everybody)
        self.body.addWidget(self._notice)
        row = QHBoxLayout()
        row.setSpacing(8)
        keep, close = PrimaryButton(self.tr("Keep the forms"), small=True), QuietButton(self.tr("Not now"), small=True)
        keep.clicked.connect(self._on_keep)
        close.clicked.connect(self.close_panel)
        row.addWidget(keep)
        row.addWidget(close)
        row.addStretch(1)
        row.addWidget(self._back)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self._timer.timeout.connect(self._decline)
        self._name.textEdited.connect(self._decline_soon)
        for field in (self._dative, self._genitive):
            field.textEdited.connect(partial(self._on_typed, field))
        for field in (self._name, self._dative, self._genitive):
            field.setMaxLength(MAX_NAME)
            field.returnPressed.connect(self._on_keep)
        self._genders.idClicked.connect(lambda _id: self._decline())
        self._back.clicked.connect(self._on_back)

    def _on_typed(self, field: QLineEdit, text: str) -> None:
        """Keep a form as it is typed; a field made empty is declined by the program again."""
        if text.strip():
            self._typed.add(field)
        else:
            self._typed.discard(field)
        self._decline_soon()

    def _decline_soon(self) -> None:
        self._stale = True
        self._timer.start()

    def _gender(self) -> Gender | None:
        if self._female.isChecked():
            return Gender.FEMALE
        return Gender.MALE if self._male.isChecked() else None

    def _decline(self) -> None:
        """Make the forms anew, in the background; only the last ones asked for are shown."""
        self._turn += 1
        self._stale = True
        name, gender, forms = self._name.text(), self._gender(), self._forms_typed()
        self._tasks.run_aside(
            lambda: naming_people.decline_as(name, gender=gender, **forms),
            partial(self._on_declined, self._turn),
            owner=self,
        )

    def _forms_typed(self) -> dict[str, str]:
        fields = {"dative": self._dative, "genitive": self._genitive}
        return {name: field.text() for name, field in fields.items() if field in self._typed}

    def _on_declined(self, turn: int, declined: Declined) -> None:
        if turn == self._turn:
            self._stale = self._timer.isActive()
            self._fill(declined)

    def _on_keep(self) -> None:
        view = self._view
        if view is None:
            return
        name, gender, everybody = self._name.text().strip(), self._gender(), self._everybody.isChecked()
        typed, stale, subject_id = self._forms_typed(), self._stale, view.subject_id
        forms = {"dative": self._dative.text(), "genitive": self._genitive.text()}

        def work(desk: Desk) -> Changes:
            if not name:
                raise UserError("The name is empty.")
            if stale:
                made = naming_people.decline_as(name, gender=gender, **typed)
                forms.update({"dative": made.dative, "genitive": made.genitive} | typed)
            if subject_id is None:
                return naming_people.remember_name(desk, name, gender=gender, **forms)
            return naming_people.correct_name(
                desk, subject_id, full_name=name, gender=gender, for_everybody=everybody, **forms
            )

        self._tasks.act(work, self._on_kept, self._show_error, owner=self)

    def _on_back(self) -> None:
        view = self._view
        if view is None:
            return
        subject_id, form = view.subject_id, view.remembered
        if view.corrected and subject_id is not None:
            self._tasks.act(lambda desk: naming_people.correct_name(desk, subject_id), self._on_kept, self._show_error)
        elif form is not None:
            self._tasks.act(lambda desk: naming_people.forget_name(desk, form.id), self._on_kept, self._show_error)

    def _on_kept(self, _changes: Changes) -> None:
        self.close_panel()
        self.kept.emit()

    def _show_error(self, error: Exception) -> None:
        self._notice.show_error(error)
        self.adjustSize()
        self.stay_inside()

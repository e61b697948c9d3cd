"""Begins a register: who keeps it, where it lies, where its key lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit

from otklik.register.records import Operator, OperatorForm
from otklik.system.clock import SystemClock
from otklik.system.errors import UserError
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.welcome import work
from otklik.ui.welcome.key_choice import KeyChoice
from otklik.ui.welcome.path_field import PathField, free_path
from otklik.ui.welcome.welcome_form import WelcomeForm
from otklik.ui.widgets import Notice

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from otklik.ui.welcome.runner import Runner

FIRST_NAME = "register"
LOOK_AFTER = 400
"""Milliseconds after the last key until a place that was typed is looked at."""


class CreateForm(WelcomeForm):
    """Begins a register.

    Args:
        folder: where new registers are offered.
        runner: does its work.
        parent: owner.
    """

    def __init__(self, folder: Path, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("", runner, parent)
        self.title = self.tr("Begin a new register")
        self._store: str | None = None
        self.form = ChoiceChips(
            (
                (OperatorForm.SOLE_PROPRIETOR, self.tr("sole proprietor (ИП)")),
                (OperatorForm.COMPANY, self.tr("company (ООО)")),
            )
        )
        self.form.choose(OperatorForm.SOLE_PROPRIETOR)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Surname Name Patronymic, or ООО «Name»"))
        self.file = PathField(
            self.tr("File of the register"),
            self.tr("Where shall the register lie?"),
            self.tr("Registers (*.otklik)"),
            saving=True,
        )
        self.file.set_path(free_path(folder / f"{FIRST_NAME}.otklik"))
        self.place = PlaceNotice(self.file)
        self.key = KeyChoice(free_path(folder / f"{FIRST_NAME}.key"))
        self.rows.add_row(self.tr("Who keeps the register"), self.form)
        self.add_field(self.tr("Name as on letters"), self.name, self.tr("Can be changed later in the settings."))
        self.add_field(self.tr("Where the register lies"), self.file)
        self.rows.add_widget(self.place)
        self.rows.add_row(self.tr("How the register is locked: it is encrypted, and its key lies in"), self.key)
        self.name.returnPressed.connect(self.submit)
        self.key.submitted.connect(self.submit)
        self.setFocusProxy(self.name)
        self._button = self.add_button(self.tr("Begin the register"), self.submit)
        self._button.setEnabled(False)

    def show_store(self, name: str) -> None:
        """Offer the places for the key.

        Args:
            name: the password store of this computer; empty where it has none.
        """
        self._store = name
        self._button.setEnabled(True)
        self.key.show_store(name)

    def submit(self) -> None:
        """Make the register, or say what is not filled in."""
        path = self.file.path()
        named = self.demand(self.name, bool(self.name.text().strip()), self.tr("Write the name: letters need it."))
        placed = self.demand(self.file, path is not None, self.tr("Choose a place for the register."))
        if not named or not placed or path is None or (wish := self.key.wish()) is None:
            return
        form, name = self.form.chosen(), " ".join(self.name.text().split())
        person = form.usual_person if form else Operator().first_person
        operator = Operator(form=form, name=name, first_person=person)
        self.runner.start(
            lambda: work.make(path, wish, SystemClock(), operator),
            self.ready.emit,
            self._on_failed,
            self.tr("The register is being made…"),
        )

    def _on_failed(self, error: Exception) -> None:
        """Say at the name why it was not taken; anything else belongs to no field."""
        if isinstance(error, UserError) and error.values.get("field") == "name":
            self.demand(self.name, False, str(error))
        else:
            self.failed.emit(error)


class PlaceNotice(Notice):
    """Warns where a register would lie badly: on a network drive, or in a folder a cloud program copies away.

    Args:
        field: the field with the path.
        parent: owner.
    """

    def __init__(self, field: PathField, parent: QWidget | None = None) -> None:
        super().__init__("", "soon", parent=parent)
        self._field = field
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AFTER)
        self._timer.timeout.connect(self.look)
        field.changed.connect(self._timer.start)
        self.look()

    def look(self) -> None:
        """Look at the place that stands in the field."""
        path = self._field.path()
        self.say(work.place_warning(path) if path is not None else "", "soon")

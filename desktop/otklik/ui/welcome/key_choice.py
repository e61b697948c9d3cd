"""Where the key of a register shall lie: the password store, a password, or a file."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.welcome.path_field import PathField
from otklik.ui.welcome.welcome_form import add_field, demand
from otklik.ui.welcome.work import KeyWish
from otklik.ui.widgets import Caption, FormRows
from otklik.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from pathlib import Path


class Place(StrEnum):
    """Where a key may lie."""

    STORE = "store"
    PASSWORD = "password"  # noqa: S105 - a word, not a password
    FILE = "file"


class KeyChoice(QWidget):
    """Asks where a key shall lie; what belongs to the answer unfolds below it.

    Signals:
        changed: another place was chosen.
        submitted: Enter was pressed in the last field.

    Args:
        key_file: where a key file is offered; none can be chosen where not given.
        parent: owner.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, key_file: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_be_file = key_file is not None
        self._store = ""
        self._chips: ChoiceChips | None = None
        self._rows = FormRows(12)
        self._chips_place = QVBoxLayout()
        self._words = Caption("")
        self.password = PasswordField(
            self.tr("The password"),
            hint=self.tr("Three or four words that do not belong together are strong and easy to remember."),
        )
        self.again = PasswordField(self.tr("Password once more"))
        self.key_file = PathField(
            self.tr("Key file"), self.tr("Save the key to which file?"), self.tr("Keys (*.key)"), saving=True
        )
        self.key_file.set_path(key_file)
        self._arrange()
        self.show_store("")

    def show_store(self, name: str) -> None:
        """Offer what this computer has, the password store first where there is one.

        Args:
            name: the password store of this computer; empty where it has none.
        """
        self._store = name
        choices: list[tuple[object, str]] = [(Place.PASSWORD, self.tr("a password"))]
        if name:
            choices.insert(0, (Place.STORE, self.tr("the password store of the computer")))
        if self._may_be_file:
            choices.append((Place.FILE, self.tr("a key file")))
        if self._chips is not None:
            self._chips.hide()
            self._chips.deleteLater()
        self._chips = ChoiceChips(tuple(choices), needed=True)
        self._chips.setAccessibleName(self.tr("Where the key lies"))
        self._chips.choose(choices[0][0])
        self._chips.changed.connect(self._show_place)
        self._chips.setVisible(len(choices) > 1)
        self._chips_place.addWidget(self._chips)
        self._show_place()

    def choose(self, place: Place) -> None:
        """Choose a place; one that is not offered is not chosen."""
        if self._chips is not None:
            self._chips.choose(place)
            self._show_place()

    def place(self) -> Place:
        """Return the place that is chosen."""
        return Place(self._chips.chosen()) if self._chips is not None else Place.PASSWORD

    def wish(self) -> KeyWish | None:
        """Return what is wanted; `None` where something is missing, which is said at its field then."""
        place = self.place()
        if place is Place.STORE:
            return KeyWish()
        if place is Place.FILE:
            file = self.key_file.path()
            sentence = self.tr("Choose a place for the key.")
            return KeyWish(key_file=file) if demand(self._rows, self.key_file, file is not None, sentence) else None
        from otklik.safety.passwords import weakness  # noqa: PLC0415 - only where somebody chooses a password

        typed = self.password.text()
        weak = weakness(typed) if typed else self.tr("Think of a password: it opens the register each time.")
        if not demand(self._rows, self.password, not weak, weak or ""):
            self.password.advise("")
            return None
        sentence = self.tr("The two passwords differ. Type the same one once more.")
        return KeyWish(password=typed) if demand(self._rows, self.again, self.again.text() == typed, sentence) else None

    def clear(self) -> None:
        """Forget the passwords."""
        self.password.clear()
        self.again.clear()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._chips_place)
        column.addWidget(self._words)
        column.addSpacing(2)
        column.addWidget(self._rows)
        add_field(self._rows, self.tr("The password"), self.password)
        add_field(self._rows, self.tr("Password once more"), self.again)
        add_field(self._rows, self.tr("Key file"), self.key_file)
        self.password.changed.connect(self._show_weakness)
        self.password.submitted.connect(self.again.setFocus)
        self.again.submitted.connect(self.submitted)
        self.key_file.line.returnPressed.connect(self.submitted)

    def _show_place(self) -> None:
        place = self.place()
        words = {
            Place.STORE: self.tr(
                "The register opens by itself once you are logged in to this computer: its key lies in {store}."
            ).format(store=self._store),
            Place.PASSWORD: self.tr(
                "The register asks for the password each time it opens. "
                "Nobody can find out a forgotten one; then only the recovery sheet opens the register."
            ),
            Place.FILE: self.tr(
                "Whoever has the register and the key file reads everything. "
                "Best on a memory stick, apart from the register."
            ),
        }
        self._words.setText(words[place])
        for field in (self.password, self.again):
            self._rows.show_row(field, place is Place.PASSWORD)
        self._rows.show_row(self.key_file, place is Place.FILE)
        self._rows.setVisible(place is not Place.STORE)
        self._show_weakness()
        if self._chips is not None:
            hand_focus_to(self, {Place.PASSWORD: self.password, Place.FILE: self.key_file}.get(place, self._chips))
        self.changed.emit()

    def _show_weakness(self) -> None:
        """Say while it is typed why a password will not be taken, without scolding an empty field."""
        typed = self.password.text()
        sentence = ""
        if typed and self.place() is Place.PASSWORD:
            from otklik.safety.passwords import weakness  # noqa: PLC0415 - only where somebody chooses a password

            sentence = weakness(typed) or ""
        self.password.advise(sentence)

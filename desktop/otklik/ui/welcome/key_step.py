"""Where the register and its key lie: asked only where a password has to be thought of, or where somebody wants to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui.reading_order import hand_focus_to
from otklik.ui.welcome import work
from otklik.ui.welcome.key_choice import KeyChoice
from otklik.ui.welcome.path_field import PathField, free_path
from otklik.ui.welcome.welcome_form import add_field, demand
from otklik.ui.widgets import FormRows, Notice

if TYPE_CHECKING:
    from pathlib import Path

LOOK_AFTER = 400
"""Milliseconds after the last key until a place that was typed is looked at."""


class KeyStep(QWidget):
    """Asks for the key's place and the register's.

    Signals:
        submitted: Enter was pressed in the last field.

    Args:
        register: where the register is offered.
        parent: owner.
    """

    submitted = Signal()

    def __init__(self, register: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        register = free_path(register)
        self.key = KeyChoice(free_path(register.with_suffix(".key")))
        self.key.submitted.connect(self.submitted)
        self.file = PathField(
            self.tr("File of the register"),
            self.tr("Where shall the register lie?"),
            self.tr("Registers (*.otklik)"),
            saving=True,
        )
        self.file.set_path(register)
        self.place = PlaceNotice(self.file)
        self._rows = FormRows(12)
        self._rows.add_row(self.tr("How the register is locked: it is encrypted, and its key lies in"), self.key)
        add_field(self._rows, self.tr("Where the register lies"), self.file)
        self._rows.add_widget(self.place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._rows)
        hand_focus_to(self, self.key)

    def register(self) -> Path | None:
        """Return where the register shall lie; `None` where nothing is in the field, which is said there."""
        path = self.file.path()
        demand(self._rows, self.file, path is not None, self.tr("Choose a place for the register."))
        return path


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

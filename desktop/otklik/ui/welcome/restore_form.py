"""Restores a copy into a new register in three steps: which copy, what opens it, into which file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from otklik.system.clock import SystemClock
from otklik.ui import dates, phrases
from otklik.ui.welcome import work
from otklik.ui.welcome.copy_table import CopyTable
from otklik.ui.welcome.create_form import FIRST_NAME
from otklik.ui.welcome.key_choice import KeyChoice
from otklik.ui.welcome.key_source import KeySource
from otklik.ui.welcome.key_step import PlaceNotice
from otklik.ui.welcome.path_field import PathField, free_path, key_files_of
from otklik.ui.welcome.welcome_form import WelcomeForm, demand
from otklik.ui.widgets import Caption, FormRows, Label, LinkButton, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.copies.found import FoundCopy, KnownKey
    from otklik.system.preferences import Preferences
    from otklik.ui.welcome.runner import Runner

_COPY, _KEY, _TARGET = range(3)


class RestoreForm(WelcomeForm):
    """Restores a copy into a new register.

    Attributes:
        lost: the register that is damaged or gone, where it is known which: its copies are looked for beside it too.

    Args:
        preferences: registers opened lately, their key files and folders of copies.
        folder: the data folder; the new register is offered there where no other place is known.
        runner: does its work.
        parent: owner.
    """

    def __init__(self, preferences: Preferences, folder: Path, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("", runner, parent)
        self.title = self.tr("Restore a register from a backup")
        self._preferences, self._folder = preferences, folder
        self.lost: Path | None = None
        self._copy: FoundCopy | None = None
        self._known: KnownKey | None = None
        self._key: bytes | None = None
        self._key_file: Path | None = None
        self._step_words = Caption("")
        self._none = Caption(
            self.tr("No copies were found. Put in the memory stick with the copies and look again, or name the file.")
        )
        self.table = CopyTable()
        self._copy_words = (Label("", "strong", wrap=True), Label("", "strong", wrap=True))
        self._sheet_words = Caption("")
        self.source = KeySource()
        self.target = PathField(
            self.tr("File of the register"),
            self.tr("Restore into which new file?"),
            self.tr("Registers (*.otklik)"),
            saving=True,
        )
        self.place = PlaceNotice(self.target)
        self.key = KeyChoice()
        self._target_rows = FormRows(12)
        self._steps: tuple[QWidget, ...] = ()
        self._step = _COPY
        self._lay_out()
        self.table.row_entered.connect(lambda _index: self.take_copy())
        self.table.doubleClicked.connect(lambda _index: self.take_copy())
        self.source.submitted.connect(self.take_key)
        self.key.submitted.connect(self.submit)

    def begin(self) -> None:
        """Look for copies and show the first step."""
        self._go(_COPY)
        self.look()

    def go_back(self) -> bool:
        """Go a step back; the key is not asked for again where it was found by itself."""
        if self._step == _COPY:
            return False
        asked = self._step == _TARGET and self._known is not None and self._known.key is None
        self._go(_KEY if asked else _COPY)
        return True

    def show_store(self, name: str) -> None:
        """Offer the places for the key; arguments as of `KeyChoice.show_store`."""
        self.key.show_store(name)

    def look(self) -> None:
        """Look for copies, first at their names, then into those whose keys are here."""
        places, files = partial(work.folders, self._preferences, self._folder, self.lost), self._key_files()
        self.runner.start(
            lambda: work.find_copies(places(), files), self._on_found, self.failed.emit, self.tr("Looking for copies…")
        )

    def choose_file(self) -> None:
        """Ask for a copy that was not found by itself."""
        chosen, _filter = QFileDialog.getOpenFileName(
            self,
            self.tr("Which backup?"),
            str(self._folder),
            self.tr("Backups (*.otklik-backup);;Registers (*.otklik);;All files (*)"),
        )
        if chosen:
            self.show_file(Path(chosen))

    def show_file(self, path: Path, key: bytes | None = None) -> None:
        """Go on with a copy that is named.

        Args:
            path: the copy, or any register.
            key: its key, where it is known already.
        """
        files = self._key_files()
        self.runner.start(
            lambda: work.look_at_copy(path, key, files),
            self._on_looked,
            self.failed.emit,
            self.tr("Looking at the copy…"),
        )

    def take_copy(self) -> None:
        """Go on with the copy that is chosen."""
        copy = self.table.chosen()
        if copy is not None:
            self.show_file(copy.path)

    def take_key(self) -> None:
        """Go on with the key that was given, once it opens the copy."""
        copy, reader = self._copy, self.source.reader()
        if copy is None or reader is None:
            return
        self._key_file = self.source.file()
        self.runner.start(
            lambda: work.open_copy(copy, reader()),
            self._on_key,
            lambda error: self.source.show_mistake(str(error)),
            self.tr("The key is being tried…"),
        )

    def submit(self) -> None:
        """Restore, or say what is not filled in."""
        copy, key, target = self._copy, self._key, self.target.path()
        placed = self.target_demand(target is not None, self.tr("Choose a place for the register."))
        if copy is None or key is None or target is None or not placed:
            return
        if not self.target_demand(not (refusal := work.refusal(target)), refusal):
            return
        wish = None if self._is_key_at_home() else self.key.wish()
        if wish is None and not self._is_key_at_home():
            return
        folders = work.folders(self._preferences, self._folder, self.lost)
        wanted = work.Wanted(copy.path, key, target, wish, self._key_file, folders)
        self.runner.start_stoppable(
            lambda progress, cancelled: work.restore(wanted, SystemClock(), progress, cancelled),
            self._on_restored,
            self.failed.emit,
            self.tr("The copy is being checked and restored…"),
        )

    def target_demand(self, filled: bool, sentence: str) -> bool:
        """Show or take away a mistake at the new file; return whether there is none."""
        return demand(self._target_rows, self.target, filled, sentence)

    def _key_files(self) -> tuple[Path, ...]:
        """Return the key files this computer remembers, and the locked one beside the register that is lost."""
        remembered = tuple(key_files_of(self._preferences))
        return remembered if self.lost is None else (*remembered, *work.locked_key_of(self.lost))

    def _is_key_at_home(self) -> bool:
        """Tell whether this computer has the key already, so that nobody has to say where it shall lie."""
        return self._key_file is not None or (self._known is not None and self._known.key is not None)

    def _lay_out(self) -> None:
        self.rows.hide()
        self.column.addWidget(self._step_words)
        self._steps = (self._copy_step(), self._key_step(), self._target_step())
        for step in self._steps:
            self.column.addWidget(step)

    def _copy_step(self) -> QWidget:
        step, column = _step()
        column.addWidget(self._none)
        column.addWidget(self.table)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._next = PrimaryButton(self.tr("Go on"))
        self._next.clicked.connect(self.take_copy)
        other = QuietButton(self.tr("Another file…"))
        other.clicked.connect(self.choose_file)
        again = LinkButton(self.tr("Look again"))
        again.clicked.connect(self.look)
        for button in (self._next, other, again):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return step

    def _key_step(self) -> QWidget:
        step, column = _step()
        column.addWidget(self._copy_words[0])
        column.addWidget(self._sheet_words)
        column.addWidget(self.source)
        column.addWidget(_button(self.tr("Go on"), self.take_key))
        return step

    def _target_step(self) -> QWidget:
        step, column = _step()
        column.addWidget(self._copy_words[1])
        column.addWidget(self._target_rows)
        self._target_rows.add_row(
            self.tr("Into which new file"), self.target, self.tr("No file is ever written over; the old one stays.")
        )
        self.target.changed.connect(lambda: self._target_rows.set_mistake(self.target))
        self._target_rows.add_widget(self.place)
        self._target_rows.add_row(self.tr("On this computer the key will lie in"), self.key)
        column.addWidget(_button(self.tr("Check and restore"), self.submit))
        return step

    def _go(self, step: int) -> None:
        self._step = step
        for number, widget in enumerate(self._steps):
            widget.setVisible(number == step)
        words = {
            _COPY: self.tr("Step 1 of 3. Which copy? Usually the newest one."),
            _KEY: self.tr("Step 2 of 3. What opens the copy?"),
            _TARGET: self.tr("Step 3 of 3. Where shall the restored register lie?"),
        }
        self._step_words.setText(words[step])
        focus = {_COPY: self.table, _KEY: self.source, _TARGET: self.target}[step]
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_found(self, copies: tuple[FoundCopy, ...]) -> None:
        self._none.setVisible(not copies)
        self.table.setVisible(bool(copies))
        self._next.setEnabled(bool(copies))
        self.table.show_copies(copies, SystemClock().today())
        if copies and self._step == _COPY:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_looked(self, looked: work.Looked) -> None:
        self._copy, self._known = looked.copy, looked.known
        self._key, self._key_file = looked.known.key, looked.known.file
        self._tell_copy()
        if self._key is not None:
            self._offer_target()
            return
        self.ask_key()

    def ask_key(self) -> None:
        """Ask what opens the copy that was taken."""
        if self._copy is None or self._known is None:
            return
        sheet = self.tr("Recovery sheet № {number} opens it.").format(number=self._copy.sheet)
        self._sheet_words.setText(phrases.firm(sheet))
        self.source.begin(self._copy, self._known)
        self._go(_KEY)

    def _on_key(self, opened: tuple[FoundCopy, bytes]) -> None:
        self._copy, self._key = opened
        self.source.clear()  # the key is not left standing in a window
        self._tell_copy()
        self._offer_target()

    def _offer_target(self) -> None:
        registers = [Path(path) for path in self._preferences.registers if path not in self._preferences.demonstrations]
        if self.lost is not None:
            registers.insert(0, self.lost)
        home = next((path for path in registers if path.parent.is_dir()), self._folder / f"{FIRST_NAME}.otklik")
        if self._copy is not None:
            name = f"{home.stem} {self._copy.made_at:%Y-%m-%d}.otklik" if home.exists() else home.name
            self.target.set_path(free_path(home.with_name(name)))
        self._target_rows.show_row(self.key, not self._is_key_at_home())
        self._go(_TARGET)

    def _tell_copy(self) -> None:
        copy = self._copy
        if copy is None:
            return
        when = self.tr("The copy of {when}").format(when=dates.moment_near(copy.made_at, SystemClock().today()))
        parts = [when]
        if copy.cases is not None:
            parts.append(phrases.firm(self.tr("%n request(s)", "", copy.cases)))
        if copy.last_number:
            parts.append(self.tr("the last one {number}").format(number=phrases.number(copy.last_number)))
        for label in self._copy_words:
            label.setText(" · ".join(parts))

    def _on_restored(self, ready: work.OpenRegister) -> None:
        self.key.clear()
        self._key = None
        self.ready.emit(ready)


def _step() -> tuple[QWidget, QVBoxLayout]:
    """Return a step and its column."""
    step = QWidget()
    column = QVBoxLayout(step)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return step, column


def _button(word: str, action: Callable[[], None]) -> PrimaryButton:
    button = PrimaryButton(word)
    button.clicked.connect(action)
    return button

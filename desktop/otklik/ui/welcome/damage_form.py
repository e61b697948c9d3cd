"""A register is damaged: what happened in calm words, the last good copy, and what can still be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.system.clock import SystemClock
from otklik.ui import dates, phrases
from otklik.ui.drawings import Drawing
from otklik.ui.help.help_link import HelpLink
from otklik.ui.welcome import work
from otklik.ui.welcome.path_field import free_path, key_files_of
from otklik.ui.welcome.welcome_form import WelcomeForm
from otklik.ui.widgets import Caption, Heading, Label, PrimaryButton, QuietButton, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from otklik.casework.copies.damage import Damage
    from otklik.safety.salvage.salvage import Salvaged
    from otklik.system.preferences import Preferences
    from otklik.ui.welcome.runner import Runner


class DamageForm(WelcomeForm):
    """What there is to go on with after a register was found damaged.

    Signals:
        copy_wanted: a copy is to be restored; carries it (`None`: it is still to be chosen) and its key, if known.

    Args:
        preferences: registers opened lately, their key files and folders of copies.
        folder: the data folder.
        runner: does its work.
        parent: owner.
    """

    copy_wanted = Signal(object, object)

    def __init__(self, preferences: Preferences, folder: Path, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("", runner, parent)
        self.title = self.tr("The register is damaged")
        self._preferences, self._folder = preferences, folder
        self._damage: Damage | None = None
        self._gathered: work.OpenRegister | None = None
        self._words = Label("", wrap=True)
        self._copy = Label("", "strong", wrap=True)
        self._missing = Caption("")
        self.restore_button = PrimaryButton(self.tr("Restore it into a new file"))
        self._other = QuietButton(self.tr("Another copy…"))
        self.collect_button = QuietButton(self.tr("Gather what can be read"))
        self._collected = Label("", wrap=True)
        self._open = PrimaryButton(self.tr("Open the gathered register"))
        self._lay_out()
        self.restore_button.clicked.connect(self._on_restore)
        self._other.clicked.connect(lambda: self.copy_wanted.emit(None, None))
        self.collect_button.clicked.connect(self.collect)
        self._open.clicked.connect(self._on_open)

    def begin(self, path: Path, key_file: Path | None, find_key: Callable[[], bytes | None]) -> None:
        """Look what there is.

        Args:
            path: the damaged register.
            key_file: its key file, where one is named.
            find_key: returns its key where this computer has it; called on a side thread.
        """
        self._damage, self._gathered = None, None
        self._words.setText(
            self.tr(
                "The file {file} can no longer be read as it was written: the disk failed, the power went off, or a "
                "program meddled with it. It is not your fault, and nothing is decided yet: "
                "the file stays as it is, whatever you choose here."
            ).format(file=path.name)
        )
        self._show_copy(None)
        for part in (self._collected, self._open, self.restore_button, self.collect_button):
            part.hide()
        self._copy.setText(self.tr("Looking for the last good copy…"))
        preferences, folder, files = self._preferences, self._folder, key_files_of(self._preferences)
        self.runner.start(
            lambda: work.look_at_damage(path, find_key(), key_file, work.folders(preferences, folder, path), files),
            self.show_damage,
            self.failed.emit,
            self.tr("The copies are being checked, the newest first…"),
        )

    def show_damage(self, damage: Damage) -> None:
        """Show what there is."""
        self._damage = damage
        self._show_copy(damage)
        self.restore_button.setVisible(damage.copy is not None)
        self._other.setText(self.tr("Another copy…") if damage.copy else self.tr("Choose a copy…"))
        self.collect_button.setVisible(damage.key is not None)
        first = self.restore_button if damage.copy else self._other
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def collect(self) -> None:
        """Gather what can still be read into a new register beside the damaged one."""
        damage = self._damage
        if damage is None or damage.key is None:
            return
        target = free_path(damage.path.with_stem(self.tr("{name} gathered").format(name=damage.path.stem)))
        folders = work.folders(self._preferences, self._folder, damage.path)
        self.runner.start_stoppable(
            lambda progress, cancelled: work.collect(damage, target, SystemClock(), folders, progress, cancelled),
            self._on_collected,
            self.failed.emit,
            self.tr("Everything that can be read is being gathered…"),
        )

    def _lay_out(self) -> None:
        self.rows.hide()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._words, 1)
        head.addWidget(Drawing("restore"), 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(head)
        card = Sheet(20, 8, sunk=True)
        card.body.addWidget(Heading(self.tr("The last good copy")))
        card.body.addWidget(self._copy)
        card.body.addWidget(self._missing)
        card.body.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.restore_button)
        row.addWidget(self._other)
        row.addStretch(1)
        row.addWidget(HelpLink("trouble"))
        card.body.addLayout(row)
        self.column.addWidget(card)
        second = QWidget()
        column = QVBoxLayout(second)
        column.setContentsMargins(20, 4, 20, 0)
        column.setSpacing(8)
        column.addWidget(
            Caption(
                self.tr(
                    "The second way: whatever the damaged file still gives is written into a new register. "
                    "Where there is a good copy, begin with the copy."
                )
            )
        )
        column.addWidget(self.collect_button)
        column.addWidget(self._collected)
        column.addWidget(self._open)
        self.column.addWidget(second)

    def _show_copy(self, damage: Damage | None) -> None:
        copy = damage.copy if damage else None
        if damage is None or copy is None:
            self._copy.setText(self.tr("No good copy was found here. Put in the memory stick, or name the file."))
            self._missing.setText("")
            self._missing.setVisible(False)
            return
        parts = [dates.moment_near(copy.made_at, SystemClock().today())]
        if copy.cases is not None:
            parts.append(phrases.firm(self.tr("%n request(s)", "", copy.cases)))
        if copy.last_number:
            parts.append(self.tr("the last one {number}").format(number=phrases.number(copy.last_number)))
        said = " · ".join(parts)
        self._copy.setText(said[:1].upper() + said[1:])
        self._missing.setText(self._what_is_missing(damage))
        self._missing.setVisible(True)

    def _what_is_missing(self, damage: Damage) -> str:
        if damage.key is None:
            return self.tr("It is not checked yet: its key is asked for in the next step.")
        said = self.tr("The copy is whole. What was put down after it was made is not in it.")
        if damage.missing:
            missing = self.tr("%n request(s) registered later", "", damage.missing)
            said = self.tr("The copy is whole. Not in it: {missing}.").format(missing=phrases.firm(missing))
        if damage.bad_copies:
            said += " " + self.tr("Newer copies that are damaged as well: {count}.").format(count=damage.bad_copies)
        return said

    def _on_restore(self) -> None:
        if self._damage is not None:
            self.copy_wanted.emit(self._damage.copy, self._damage.key)

    def _on_collected(self, result: tuple[work.OpenRegister, Salvaged]) -> None:
        self._gathered, salvaged = result
        name = self._damage.path.name if self._damage else ""
        self._collected.setText(salvaged.sentence(name))
        self._collected.show()
        self._open.show()
        self.collect_button.hide()
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_open(self) -> None:
        if self._gathered is not None:
            self.ready.emit(self._gathered)

"""The second question: where copies go. The first folder is said; a stick that is put in is offered by its name."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.documents import documents
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.settings.backup_folders import Worries
from otklik.ui.welcome import beginning
from otklik.ui.widgets import Caption, Label, LinkButton, ToggleChip

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from otklik.ui.welcome.runner import Runner

_LOOK_EVERY = 2500
"""Milliseconds between two looks for a stick that was put in meanwhile."""

_OTHER = "other"


class CopiesStep(QWidget):
    """Asks for a second folder of copies.

    Signals:
        other_wanted: the register or its key shall lie elsewhere.

    Args:
        runner: looks for sticks.
        parent: owner.
    """

    other_wanted = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._register = Path()
        self._folder: Path | None = None
        self._sticks: tuple[Path, ...] = ()
        self._first = Label("", wrap=True)
        self.chips = ChoiceChips(())
        self._chips_place = QVBoxLayout()
        self._chosen = Label("", wrap=True)
        self._remarks = Worries()
        self._mistake = Label("", "error", wrap=True)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._lay_out()
        self.offer(())
        self._show_chosen()

    def show_register(self, register: Path) -> None:
        """Say where the copies of a register go by themselves."""
        self._register = register
        self._first.setText(
            self.tr("The program makes copies by itself and puts them beside the register:\n{folder}").format(
                folder=beginning.first_folder(register)
            )
        )

    def folder(self) -> Path | None:
        """Return the second folder; `None` while none is chosen."""
        return self._folder

    def is_answered(self) -> bool:
        """Return whether a folder is chosen; where none is, that is said."""
        self._say("" if self._folder else self.tr("Choose a folder, or pass this question over for now."))
        return self._folder is not None

    def take_folder(self, folder: Path) -> None:
        """Take a folder that was chosen, once it is known whether copies can lie there."""
        self._runner.look(partial(beginning.look_at_folder, folder, self._register), self._on_looked)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sticks, now and from now on."""
        super().showEvent(event)
        self._look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no longer."""
        super().hideEvent(event)
        self._timer.stop()

    def _lay_out(self) -> None:
        other = LinkButton(self.tr("Another place for the register, or another lock…"))
        other.clicked.connect(self.other_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._first)
        column.addWidget(
            Label(
                self.tr("A second folder on a memory stick or another disk saves you when the whole computer is gone."),
                wrap=True,
            )
        )
        column.addSpacing(2)
        column.addLayout(self._chips_place)
        column.addWidget(self._chosen)
        column.addWidget(self._remarks)
        column.addWidget(self._mistake)
        column.addWidget(Caption(self.tr("Copies are encrypted: whoever finds the stick reads nothing on it.")))
        column.addWidget(other)
        self._remarks.hide()
        self._mistake.hide()

    def _look(self) -> None:
        self._runner.look(beginning.sticks, self._on_sticks)

    def _on_sticks(self, sticks: tuple[Path, ...]) -> None:
        if sticks != self._sticks:
            self.offer(sticks)

    def offer(self, sticks: tuple[Path, ...]) -> None:
        """Offer the sticks that are in the computer, and any other folder."""
        self._sticks = sticks
        words = self.tr("Stick «{name}»")
        choices: list[tuple[object, str]] = [(stick, words.format(name=stick.name or stick)) for stick in sticks]
        had_focus = self.chips.isAncestorOf(focus) if (focus := self.focusWidget()) else False
        self.chips.hide()
        self.chips.deleteLater()
        self.chips = ChoiceChips((*choices, (_OTHER, self.tr("Choose a folder…"))), needed=True)
        self.chips.setAccessibleName(self.tr("Second folder"))
        self.chips.changed.connect(self._on_chosen)
        self._chips_place.addWidget(self.chips)
        hand_focus_to(self, self.chips.findChildren(ToggleChip)[0])
        self._mark()
        if had_focus:
            self.setFocus()

    def _on_chosen(self) -> None:
        chosen = self.chips.chosen()
        if isinstance(chosen, Path):
            self.take_folder(chosen / beginning.ON_STICK)
            return
        self._mark()
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Which second folder shall get the copies?"), str(documents())
        )
        if folder:
            self.take_folder(Path(folder))

    def _on_looked(self, looked: beginning.Folder) -> None:
        self._say(looked.refusal)
        if not looked.refusal:
            self._folder = looked.path
            self._remarks.show_worries(looked.worries)
        self._mark()
        self._show_chosen()

    def _mark(self) -> None:
        """Mark what is chosen."""
        folder = self._folder
        of_stick = folder.parent if folder is not None and folder.parent in self._sticks else None
        self.chips.choose(of_stick or (_OTHER if folder is not None else None))

    def _show_chosen(self) -> None:
        words = self.tr("The newest copy goes here too, whenever the folder can be reached:\n{folder}")
        self._chosen.setText(words.format(folder=self._folder) if self._folder else "")
        self._chosen.setVisible(self._folder is not None)

    def _say(self, sentence: str) -> None:
        self._mistake.setText(sentence)
        self._mistake.setVisible(bool(sentence))

"""The cards of the two folders copies go to, and of how often copies are made and how long they are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework.copies import rhythm
from otklik.safety.places import OF_COPIES, Worry
from otklik.safety.thinning import RULE
from otklik.system.words import say
from otklik.ui import dates, icons, phrases
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.widgets import Caption, Heading, Label, LinkButton, QuietButton, Sheet, clear_layout

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.copies.safekeeping import Health


def documents() -> str:
    """Return the folder where people look for their files."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


class Worries(QWidget):
    """What speaks against a folder, a line each."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def show_worries(self, worries: tuple[Worry, ...], mistake: str = "") -> None:
        """Show what is to be known of a place.

        Args:
            worries: as `safety.places` found.
            mistake: why another place was refused.
        """
        clear_layout(self._lines)
        if mistake:
            self._add("warning", "overdue", Label(mistake, "error", wrap=True))
        for worry in worries:
            if worry in OF_COPIES:
                self._add("info", "dim", Caption(say(OF_COPIES[worry])))
        self.setVisible(self._lines.count() > 0)

    def _add(self, icon: str, role: str, label: Label) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(icons.IconMark(icon, role, 16), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        self._lines.addLayout(row)


class FolderCard(Sheet):
    """Where copies go.

    Signals:
        chosen: another folder; carries its path.

    Args:
        parent: owner.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(24, 8, parent=parent)
        self._worries: tuple[Worry, ...] = ()
        self._path = Label("", wrap=True)
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remarks = Worries()
        change = QuietButton(self.tr("Another folder…"), small=True)
        change.clicked.connect(self._on_change)
        self.body.addWidget(Heading(self.tr("Where backups go")))
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._path, 1)
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)
        self.body.addWidget(self._remarks)

    def show_folder(self, folder: Path, worries: tuple[Worry, ...]) -> None:
        """Show the folder with what speaks against it."""
        self._worries = worries
        self._path.setText(str(folder))
        self._remarks.show_worries(worries)

    def refuse(self, error: Exception) -> None:
        """Say why the chosen folder was not taken."""
        self._remarks.show_worries(self._worries, str(error))

    def _on_change(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where shall backups go?"), self._path.text())
        if folder:
            self.chosen.emit(folder)


class SecondFolderCard(Sheet):
    """A second folder, on a memory stick or another disk, that gets the newest copy whenever it is there.

    Signals:
        chosen: another folder; carries its path, empty for none.

    Args:
        parent: owner.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(24, 8, parent=parent)
        self._worries: tuple[Worry, ...] = ()
        self._path, self._state = Label("", wrap=True), Caption("")
        self._path.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._remarks = Worries()
        self._choose = QuietButton("", small=True)
        self._choose.clicked.connect(self._on_choose)
        self._end = LinkButton(self.tr("Copy there no longer"))
        self._end.clicked.connect(lambda: self.chosen.emit(""))
        self.body.addWidget(Heading(self.tr("Second folder")))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._path)
        words.addWidget(self._state)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addLayout(words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._end, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons.addWidget(self._choose, 0, Qt.AlignmentFlag.AlignVCenter)
        upper = QVBoxLayout()
        upper.addLayout(buttons)
        upper.addStretch(1)
        row.addLayout(upper)
        self.body.addLayout(row)
        self.body.addWidget(self._remarks)

    def show_folder(self, health: Health, worries: tuple[Worry, ...], today: date) -> None:
        """Show the folder.

        Args:
            health: how the copies stand.
            worries: what speaks against the folder.
            today: the date.
        """
        self._worries = worries
        self._remarks.show_worries(worries)
        self._end.setVisible(health.second is not None)
        self._choose.setText(self.tr("Choose a folder…") if health.second is None else self.tr("Another folder…"))
        if health.second is None:
            self._path.setText(self.tr("None: one fire or thief takes the computer and its copies at once"))
            self._state.setText(
                self.tr(
                    "Choose a folder on a memory stick: whenever it is put in, the newest copy goes there by itself."
                )
            )
            return
        self._path.setText(str(health.second))
        self._state.setText(phrases.firm(f"{self._place(health)} {self._last(health, today)}"))

    def refuse(self, error: Exception) -> None:
        """Say why the chosen folder was not taken."""
        self._remarks.show_worries(self._worries, str(error))

    def _place(self, health: Health) -> str:
        if health.second_is_here:
            return self.tr("It can be reached now.")
        return self.tr("It is not there now: the copy goes there by itself when it is back.")

    def _last(self, health: Health, today: date) -> str:
        if health.second_at is None:
            return self.tr("No copy went there yet.")
        when = dates.ago(health.second_at.date(), today)
        return self.tr("The last copy there: {when}.").format(when=when)

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.tr("Which second folder shall get the copies?"), documents()
        )
        if folder:
            self.chosen.emit(folder)


class RhythmCard(Sheet):
    """How often copies are made, and how long they are kept.

    Signals:
        chosen: other minutes between two copies.

    Args:
        parent: owner.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(24, 10, parent=parent)
        self._every = ChoiceChips(
            tuple((minutes, phrases.firm(self.tr("%n minute(s)", "", minutes))) for minutes in rhythm.CHOICES),
            needed=True,
        )
        self._every.setAccessibleName(self.tr("A copy every so many minutes"))
        self._every.changed.connect(lambda: self.chosen.emit(self._every.chosen()))
        self.body.addWidget(Heading(self.tr("How often, and how long they are kept")))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Label(self.tr("While you work, every")), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._every, 1)
        self.body.addLayout(row)
        self.body.addWidget(
            Caption(
                self.tr(
                    "And when the window closes, and before everything risky; never while nothing changed. "
                    "Old copies are tested again once a month."
                )
            )
        )
        self.body.addWidget(Caption(say(RULE)))

    def show_minutes(self, minutes: int) -> None:
        """Show how often copies are made."""
        self._every.choose(minutes)

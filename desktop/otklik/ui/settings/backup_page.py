"""Backups: the last one in words, a new one with progress and cancel, the list, and restoring."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from otklik.casework import lists, safekeeping
from otklik.ui import backup_state, dates, icons, phrases
from otklik.ui.widgets import (
    Caption,
    Heading,
    Label,
    LinkButton,
    Notice,
    Page,
    PrimaryButton,
    QuietButton,
    Rule,
    Sheet,
    clear_layout,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from otklik.casework.desk import Changes, Desk
    from otklik.casework.safekeeping import BackedUp
    from otklik.safety.backup import Backup
    from otklik.ui.tasks import Tasks

SHOW_PROGRESS_AFTER = 400
"""Milliseconds after which a backup shows how far it is; most are done before."""

_LISTED = 30
_WIDTH = 860


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What the page shows.

    Attributes:
        folder: where backups go.
        same_disk: whether that is the disk of the register.
        last: when the last checked backup was made; `None` if never.
        backups: what lies in the folder, newest first.
        today: the date.
        register: the register's file, for names of new files.
    """

    folder: Path
    same_disk: bool
    last: datetime | None
    backups: tuple[Backup, ...]
    today: date
    register: Path


def gather(desk: Desk) -> BackupFacts:
    """Read what the page shows; on the database's thread."""
    folder = safekeeping.backup_folder(desk)
    return BackupFacts(
        folder,
        _same_disk(folder, desk.register.path),
        lists.today_view(desk).last_backup,
        safekeeping.backups(desk)[:_LISTED],
        desk.clock.today(),
        desk.register.path,
    )


def _same_disk(folder: Path, register: Path) -> bool:
    """Tell whether two places lie on one disk; a folder that is not there yet counts by its parent."""
    there = next((place for place in (folder, *folder.parents) if place.exists()), register.parent)
    try:
        return there.stat().st_dev == register.stat().st_dev
    except OSError:
        return False


class BackupPage(Page):
    """The backups of the register.

    Signals:
        progressed: pages done and pages in all, sent from the database's thread.
        register_wanted: open the register that was restored; carries its path.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    progressed = Signal(int, int)
    register_wanted = Signal(str)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), parent=parent)
        self._tasks = tasks
        self._facts: BackupFacts | None = None
        self._cancelled = Flag()
        self._running = False
        self._state = QHBoxLayout()
        self._make = PrimaryButton(self.tr("Make a backup now"))
        self._elsewhere = QuietButton(self.tr("Copy to another disk…"))
        self._progress = QProgressBar()
        self._cancel = QuietButton(self.tr("Cancel"), small=True)
        self._running_row = self._make_running_row()
        self._notice = Notice(closable=True)
        self._folder = Label("", wrap=True)
        self._disk = Caption("")
        self._list = QVBoxLayout()
        self._late = QTimer(self, singleShot=True, interval=SHOW_PROGRESS_AFTER)
        self._late.timeout.connect(lambda: self._running_row.setVisible(self._running))
        self.progressed.connect(self._on_progressed)
        for card in (self._state_card(), self._folder_card(), self._list_card()):
            card.setMaximumWidth(_WIDTH)
            self.body.addWidget(card)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the page anew."""
        if changes is None or changes.backups or changes.settings:
            self._tasks.run(gather, self.show_facts)

    def show_facts(self, facts: BackupFacts) -> None:
        """Show what was read."""
        self._facts = facts
        clear_layout(self._state)
        state = backup_state.of(facts.last, facts.today)
        self._state.addWidget(icons.IconMark(state.icon, state.role, 22), 0, Qt.AlignmentFlag.AlignVCenter)
        self._state.addWidget(Label(state.sentence, "case_title", wrap=True), 1)
        self._folder.setText(str(facts.folder))
        self._disk.setVisible(facts.same_disk)
        self._show_list(facts)

    def _state_card(self) -> Sheet:
        card = Sheet(24, 12)
        self._state.setSpacing(10)
        card.body.addLayout(self._state)
        card.body.addWidget(
            Caption(
                self.tr(
                    "A backup is a whole copy of the register, encrypted with the same key. "
                    "It is opened and checked before it counts."
                )
            )
        )
        card.body.addWidget(self._notice)
        row = QHBoxLayout()
        row.setSpacing(8)
        self._make.clicked.connect(lambda: self._back_up(None))
        self._elsewhere.clicked.connect(self._on_elsewhere)
        row.addWidget(self._make)
        row.addWidget(self._elsewhere)
        row.addStretch(1)
        card.body.addLayout(row)
        card.body.addWidget(self._running_row)
        return card

    def _make_running_row(self) -> QWidget:
        widget = QWidget()
        row = QHBoxLayout(widget)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How far the backup is"))
        self._cancel.clicked.connect(self._on_cancel)
        row.addWidget(self._progress, 1)
        row.addWidget(self._cancel)
        widget.hide()
        return widget

    def _folder_card(self) -> Sheet:
        card = Sheet(24, 6)
        card.body.addWidget(Heading(self.tr("Where backups go")))
        row = QHBoxLayout()
        self._folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self._folder, 1)
        change = QuietButton(self.tr("Another folder…"), small=True)
        change.clicked.connect(self._on_folder)
        row.addWidget(change, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        self._disk.setText(
            self.tr(
                "This is the disk of the register itself. If it breaks, both are gone: "
                "copy to another disk now and then."
            )
        )
        card.body.addWidget(self._disk)
        return card

    def _list_card(self) -> Sheet:
        card = Sheet(0, 0)
        heading = Heading(self.tr("Copies"))
        heading.setContentsMargins(24, 16, 24, 12)
        card.body.addWidget(heading)
        self._list.setSpacing(0)
        card.body.addLayout(self._list)
        return card

    def _show_list(self, facts: BackupFacts) -> None:
        clear_layout(self._list)
        if not facts.backups:
            empty = Caption(self.tr("There are no backups in this folder yet."))
            empty.setContentsMargins(24, 0, 24, 16)
            self._list.addWidget(empty)
        for backup in facts.backups:
            self._list.addWidget(Rule())
            self._list.addWidget(self._line(backup, facts.today))

    def _line(self, backup: Backup, today: date) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(24, 8, 16, 8)
        row.setSpacing(16)
        when = dates.moment_near(backup.made_at, today)
        moment = Label(when[:1].upper() + when[1:], "medium")
        moment.setMinimumWidth(190)
        row.addWidget(moment)
        cases = "" if backup.cases is None else phrases.firm(self.tr("%n request(s)", "", backup.cases))
        row.addWidget(Caption(cases, wrap=False), 1)
        row.addWidget(Caption(phrases.file_size(backup.size), wrap=False))
        restore = LinkButton(self.tr("Restore into a new file…"))
        restore.setAccessibleName(self.tr("Restore the backup of {when} into a new file").format(when=when))
        restore.clicked.connect(partial(self._on_restore, backup))
        row.addWidget(restore)
        return line

    def _on_elsewhere(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Copy to which folder?"), _home())
        if folder:
            self._back_up(Path(folder))

    def _back_up(self, folder: Path | None) -> None:
        if self._running:
            return
        self._cancelled = cancelled = Flag()
        self._begin()
        self._tasks.act(
            lambda desk: safekeeping.back_up_now(desk, folder, self.progressed.emit, cancelled),
            self._on_backed_up,
            self._on_failed,
            owner=self,
        )

    def _begin(self) -> None:
        self._running = True
        self._notice.clear()
        self._make.setEnabled(False)
        self._elsewhere.setEnabled(False)
        self._cancel.setEnabled(True)
        self._progress.setRange(0, 0)
        self._late.start()

    def _end(self) -> None:
        self._running = False
        self._late.stop()
        self._running_row.hide()
        self._make.setEnabled(True)
        self._elsewhere.setEnabled(True)

    def _on_progressed(self, done: int, whole: int) -> None:
        self._progress.setRange(0, max(1, whole))
        self._progress.setValue(done)

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._cancelled.set()

    def _on_backed_up(self, made: BackedUp) -> None:
        self._end()
        self._notice.say(self.tr("The backup is made and checked: {file}").format(file=made.backup.path), "done")

    def _on_failed(self, error: Exception) -> None:
        self._end()
        # What the user stopped himself is no fault.
        self._notice.say(str(error), "accent" if self._cancelled.is_set() else "overdue")

    def _on_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Where shall backups go?"), self._folder.text())
        if folder:
            self._tasks.act(
                lambda desk: safekeeping.set_backup_folder(desk, Path(folder)),
                None,
                self._notice.show_error,
                owner=self,
            )

    def _on_restore(self, backup: Backup) -> None:
        if self._facts is None or self._running:
            return
        name = f"{self._facts.register.stem} {backup.made_at:%Y-%m-%d}.otklik"
        offered = str(self._facts.register.with_name(name))
        chosen, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Restore into which new file?"), offered, self.tr("Registers (*.otklik)")
        )
        if chosen:
            self._begin()
            self._tasks.run(
                lambda desk: safekeeping.restore_backup(backup.path, desk.register.key, Path(chosen)),
                self._on_restored,
                self._on_failed,
            )

    def _on_restored(self, file: Path) -> None:
        self._end()
        self._notice.say(
            self.tr("Restored and checked: {file}. The register that is open stays as it is.").format(file=file),
            "done",
            (self.tr("Open the restored one"), partial(self.register_wanted.emit, str(file))),
        )


def _home() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

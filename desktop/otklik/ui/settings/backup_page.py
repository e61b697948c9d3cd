"""Backups: how they stand in words, where they go, how often, and the list of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from otklik.casework.copies import listing, restoring, rhythm, safekeeping
from otklik.casework.desk import Changes
from otklik.safety.places import Worry, worries
from otklik.ui.beside import Beside
from otklik.ui.copies import backup_state
from otklik.ui.copies.backup_state import Wish
from otklik.ui.settings.backup_card import BackupCard
from otklik.ui.settings.backup_folders import FolderCard, RhythmCard, SecondFolderCard, documents
from otklik.ui.settings.backup_list import BackupList
from otklik.ui.widgets import Page
from otklik.ui.widgets.layouts import READABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from otklik.casework.copies.listing import KnownCopy
    from otklik.casework.copies.restoring import Restored
    from otklik.casework.copies.safekeeping import BackedUp, Health, Tested
    from otklik.casework.desk import Desk
    from otklik.safety.copies import Backup
    from otklik.ui.beside import Work
    from otklik.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What the page shows.

    Attributes:
        folder: where copies go.
        minutes: minutes between two copies.
        sheet: number of the recovery sheet in use.
        today: the date.
        register: the register's file, for names of new files.
        look: tells how the copies stand and what speaks against the two folders, on any thread.
        list_copies: reads the list of copies, on any thread.
    """

    folder: Path
    minutes: int
    sheet: int
    today: date
    register: Path
    look: Callable[[], Places]
    list_copies: Callable[[], tuple[KnownCopy, ...]]


@dataclass(frozen=True, slots=True)
class Places:
    """What is told of the two folders.

    Attributes:
        health: how the copies stand.
        worries: what speaks against the folder of copies.
        second_worries: what speaks against the second one.
    """

    health: Health
    worries: tuple[Worry, ...]
    second_worries: tuple[Worry, ...]


def gather(desk: Desk) -> BackupFacts:
    """Read what the page shows; on the database's thread. Drives are left for other threads: they may not answer."""
    path, folder, health_of = desk.register.path, safekeeping.backup_folder(desk), safekeeping.health_beside(desk)

    def look() -> Places:
        health = health_of()
        return Places(health, worries(folder, path), worries(health.second, path) if health.second else ())

    return BackupFacts(
        folder,
        rhythm.minutes_between(desk),
        desk.register.key_history.current().number,
        desk.clock.today(),
        path,
        look,
        listing.list_beside(desk),
    )


class BackupPage(Page):
    """The backups of the register.

    Signals:
        register_wanted: open the register that was restored; carries its path.
        sheet_wanted: show the recovery sheet.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    help_topic = "copies"

    register_wanted = Signal(str)
    sheet_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), readable=READABLE, parent=parent)
        self._tasks = tasks
        self._register = Path()
        self._beside = Beside(tasks, self)
        self.state, self.folder, self.second = BackupCard(), FolderCard(), SecondFolderCard()
        self.rhythm, self.list = RhythmCard(), BackupList()
        for card in (self.state, self.folder, self.second, self.rhythm, self.list):
            self.body.addWidget(card)
        self.body.addStretch(1)
        self._beside.progressed.connect(self.state.show_progress)
        self.state.cancelled.connect(self._beside.stop)
        self.state.make_wanted.connect(lambda: self._make(None))
        self.state.elsewhere_wanted.connect(self._on_elsewhere)
        self.state.wished.connect(self._on_wished)
        self.folder.chosen.connect(
            lambda path: self._choose(lambda desk: safekeeping.set_backup_folder(desk, Path(path)), self.folder.refuse)
        )
        self.second.chosen.connect(self._on_second)
        self.rhythm.chosen.connect(lambda minutes: self._choose(lambda desk: rhythm.set_minutes_between(desk, minutes)))
        self.list.check_wanted.connect(self._on_check)
        self.list.restore_wanted.connect(self._on_restore)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the page anew."""
        if changes is None or changes.backups or changes.settings:
            self._tasks.run(gather, self.show_facts)

    def show_facts(self, facts: BackupFacts) -> None:
        """Show what was read; what the drives tell follows."""
        self._register = facts.register
        self.rhythm.show_minutes(facts.minutes)
        self._tasks.run_aside(facts.look, partial(self._show_places, facts), owner=self)
        self._tasks.run_aside(
            facts.list_copies, lambda copies: self.list.show_copies(copies, facts.sheet, facts.today), owner=self
        )

    def _show_places(self, facts: BackupFacts, places: Places) -> None:
        self.state.show_states(backup_state.of(places.health, facts.today))
        self.folder.show_folder(facts.folder, places.worries)
        self.second.show_folder(places.health, places.second_worries, facts.today)

    def _choose(self, act: Callable[[Desk], Changes], refuse: Callable[[Exception], None] | None = None) -> None:
        self._tasks.act(act, None, refuse or self.state.notice.show_error, owner=self)

    def _on_second(self, path: str) -> None:
        self._choose(lambda desk: safekeeping.set_second_folder(desk, Path(path) if path else None), self.second.refuse)

    def _on_wished(self, wish: Wish) -> None:
        if wish is Wish.SHEET:
            self.sheet_wanted.emit()
        else:
            self._choose(restoring.looked_at)

    def _on_elsewhere(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Copy to which folder?"), documents())
        if folder:
            self._make(Path(folder))

    def _make(self, folder: Path | None) -> None:
        self._do(
            self.tr("Making and checking a copy…"),
            lambda desk: safekeeping.back_up_beside(desk, folder, by_hand=True),
            safekeeping.record_copy,
            self._on_made,
        )

    def _do(
        self,
        doing: str,
        begin: Callable[[Desk], Work],
        record: Callable[[Desk, Any], object] | None,
        done: Callable[[Any], None],
    ) -> None:
        """Do something beside the desk, with its progress on the first card."""
        if not self._beside.running:
            self.state.begin(doing)
            self.list.set_busy(True)
            self._beside.do(begin, record, done, self._on_failed)

    def _end(self) -> None:
        self.state.end()
        self.list.set_busy(False)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        # What the user stopped himself is no fault.
        self.state.notice.say(str(error), "accent" if self._beside.stopped else "overdue")

    def _on_made(self, made: BackedUp) -> None:
        self._end()
        self.state.notice.say(self.tr("The backup is made and checked: {file}").format(file=made.backup.path), "done")

    def _on_check(self, copy: KnownCopy) -> None:
        def begin(desk: Desk) -> Work:
            check = listing.check_beside(desk, copy.backup)
            return lambda _progress, stop: check(stop)

        def record(desk: Desk, found: tuple[Tested, ...]) -> tuple[Changes, tuple[Tested, ...]]:
            return safekeeping.record_tests(desk, found), found

        self._do(self.tr("Checking the copy…"), begin, record, self._on_checked)

    def _on_checked(self, result: tuple[Changes, tuple[Tested, ...]]) -> None:
        self._end()
        for found in result[1]:
            if not found.reason:  # else it stands above and in the list
                self.state.notice.say(self.tr("The copy is whole: {file}").format(file=found.path.name), "done")

    def _on_restore(self, copy: KnownCopy) -> None:
        backup: Backup = copy.backup
        offered = self._register.with_name(f"{self._register.stem} {backup.made_at:%Y-%m-%d}.otklik")
        chosen, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Restore into which new file?"), str(offered), self.tr("Registers (*.otklik)")
        )
        if chosen:
            self._do(
                self.tr("Restoring and checking…"),
                lambda desk: listing.restore_beside(desk, backup, Path(chosen)),
                None,
                self._on_restored,
            )

    def _on_restored(self, restored: Restored) -> None:
        self._end()
        self.state.notice.say(
            self.tr("Restored and checked: {file}. The register that is open stays as it is.").format(
                file=restored.path
            ),
            "done",
            (self.tr("Open the restored one"), partial(self.register_wanted.emit, str(restored.path))),
        )

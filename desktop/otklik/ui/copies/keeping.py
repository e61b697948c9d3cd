"""What the window has to do with copies: it keeps them once it stands, and is not closed before the last one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from otklik.ui.copies.backup_state import Wish
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from otklik.safety.backup import Backup
    from otklik.ui.copies.copy_keeper import CopyKeeper
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks


class Keeping(QObject):
    """The keeper of copies of one window, made when it is first needed.

    Args:
        tasks: where all work is done.
        window: the window.
        pages: what is hidden first when it closes.
    """

    def __init__(self, tasks: Tasks, window: MainWindow, pages: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._window, self._pages = tasks, window, pages
        self._keeper: CopyKeeper | None = None
        tasks.misplaced.connect(self._on_misplaced)

    def begin(self) -> CopyKeeper:
        """Return the keeper; it keeps copies from now on."""
        if self._keeper is None:
            from otklik.ui.copies.copy_keeper import CopyKeeper  # noqa: PLC0415 - start-up: the first page stands before

            self._keeper = CopyKeeper(self._tasks, self._window, self._pages)
            self._keeper.made.connect(self._on_made)
            self._keeper.failed.connect(self._on_failed)
        return self._keeper

    def make_now(self) -> None:
        """Make a copy because the user wants one."""
        self.begin().make_now()

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Return whether the window may close at once; arguments as of `CopyKeeper.may_leave`."""
        return self._keeper is None or self._keeper.may_leave(leave)

    def fulfil(self, wish: Wish) -> None:
        """Do what the button of a sentence about the copies is for."""
        if wish is Wish.DAMAGE:
            self._tasks.run(lambda desk: desk.register.key, self._window.damage_found.emit, owner=self._window)
        elif wish is Wish.SHEET:
            self._window.show_key()
        elif wish is Wish.DETAILS:
            self._window.show_backups()
        else:
            from otklik.casework.copies import restoring  # noqa: PLC0415 - start-up: hardly ever is a register restored

            self._tasks.act(restoring.looked_at)

    def _on_misplaced(self, error: Exception) -> None:
        """Say that nothing is stored any more, and offer to save what is open."""
        self._window.notify(str(error), "overdue", (translated("Save a copy now"), self._save_what_is_open))

    def _save_what_is_open(self, folder: Path | None = None) -> None:
        from otklik.casework.copies import rescuing  # noqa: PLC0415 - start-up: hardly ever does a file vanish

        self._window.notify(translated("Saving a copy of the open register…"))
        self._tasks.run(
            lambda desk: rescuing.save_what_is_open(desk, folder), self._on_saved, self._on_not_saved, owner=self
        )

    def _on_saved(self, backup: Backup) -> None:
        sentence = translated(
            "The copy is saved and checked, everything stored is in it: {file}. Close the program and restore it."
        )
        self._window.notify(sentence.format(file=backup.path), "done")

    def _on_not_saved(self, error: Exception) -> None:
        sentence = translated("The copy could not be saved. {reason}").format(reason=error)
        self._window.notify(sentence, "overdue", (translated("Choose a folder…"), self._choose_folder))

    def _choose_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415 - start-up: asked for here alone

        folder = QFileDialog.getExistingDirectory(self._window, translated("Copy to which folder?"))
        if folder:
            self._save_what_is_open(Path(folder))

    def _on_made(self, file: str) -> None:
        self._window.notify(translated("The backup is made and checked: {file}").format(file=file), "done")

    def _on_failed(self, sentence: str) -> None:
        self._window.notify(
            translated("No copy was made. {reason}").format(reason=sentence),
            "overdue",
            (translated("Backups"), self._window.show_backups),
        )

"""Makes a folder for inspection: asks where, shows how far it is, says where it lies and what is not joined."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from otklik.system.errors import EnvironmentProblem, UserError
from otklik.ui import phrases
from otklik.ui.widgets import Caption, Notice, QuietButton

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.inspection import Folder, Gathered, Progress
    from otklik.ui.tasks import Tasks

SHOW_PROGRESS_AFTER = 300
"""Milliseconds after which it is shown how far a folder is; that of one case is done before."""

_LOOK_EVERY = 100
_NAMED = 6
"""Files that are not joined and are named one by one; the contents of the folder name them all."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A folder that is wanted.

    Attributes:
        name: its name without ending; nothing personal.
        gather: makes it at a reader's desk, in the side pool.
    """

    name: str
    gather: Callable[[Desk, Path, Progress, Flag], Gathered]


@dataclass(slots=True)
class _Run:
    """A folder under way; the side pool writes here how far it is, and the window looks."""

    done: int = 0
    whole: int = 0
    cancelled: Flag = field(default_factory=Flag)

    def tell(self, done: int, whole: int) -> None:
        """Keep how far it is."""
        self.done, self.whole = done, whole


class FolderMaker(QWidget):
    """The buttons that make a folder, and everything that is said about it.

    Signals:
        running_changed: a folder is under way now, or no longer.

    Args:
        tasks: where it is made; the register's own thread does nothing but hand it over.
        wanted: returns what is wanted; `None` where something is still to be mended, which is said in place.
        parent: owner.
    """

    running_changed = Signal(bool)

    def __init__(self, tasks: Tasks, wanted: Callable[[], Wanted | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._wanted = tasks, wanted
        self._run: _Run | None = None
        self.folder_button = QuietButton(self.tr("Gather a folder…"))
        self.zip_button = QuietButton(self.tr("Gather one .zip file…"))
        self.cancel_button = QuietButton(self.tr("Cancel"), small=True)
        self._said = Caption("", wrap=False)
        self._bar = QProgressBar()
        self._progress = QWidget()
        self._notice = Notice(closable=True)
        self._beside = Caption("")
        self._late = QTimer(self, singleShot=True, interval=SHOW_PROGRESS_AFTER)
        self._look = QTimer(self, interval=_LOOK_EVERY)
        self._lay_out()
        self.folder_button.clicked.connect(lambda: self._ask_where(""))
        self.zip_button.clicked.connect(lambda: self._ask_where(".zip"))
        self.cancel_button.clicked.connect(self.cancel)
        self._notice.closed.connect(self._beside.hide)
        self._late.timeout.connect(self._show_progress)
        self._look.timeout.connect(self._show_progress)
        tasks.closing.connect(self.cancel)

    @property
    def running(self) -> bool:
        """Whether a folder is under way."""
        return self._run is not None

    def cancel(self) -> None:
        """Stop; nothing is left behind."""
        if self._run is not None:
            self._run.cancelled.set()
            self.cancel_button.setEnabled(False)

    def clear(self) -> None:
        """Say nothing any more of the folder made last."""
        self._notice.clear()
        self._beside.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.folder_button)
        buttons.addWidget(self.zip_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the folder is"))
        row.addWidget(self._said)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel_button)
        column.addWidget(self._progress)
        column.addWidget(self._notice)
        self._beside.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self._beside)
        self._progress.hide()
        self._beside.hide()

    def _ask_where(self, ending: str) -> None:
        """Ask for the folder it is to lie in; the window goes on meanwhile."""
        wanted = self._wanted()
        if wanted is None or self.running:
            return
        dialog = QFileDialog(self, self.tr("Where shall the folder for inspection lie?"), _home())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda place: self._start(wanted, Path(place), ending))
        dialog.open()

    def _start(self, wanted: Wanted, place: Path, ending: str) -> None:
        """Gather at a desk of its own: whoever reads the register meanwhile does not wait for this."""
        from otklik.casework import opening  # noqa: PLC0415 - start-up: not needed before a folder is made

        self._run = run = _Run()
        # A widget that is gone hears nothing: its run stops, and the folder nobody takes goes away.
        self.destroyed.connect(run.cancelled.set)
        target = _free(place, wanted.name, ending)
        self._begin()

        def gather_aside(open_desk: Callable[[], Desk]) -> None:
            def work() -> Gathered:
                desk = open_desk()
                try:
                    return wanted.gather(desk, target, run.tell, run.cancelled)
                finally:
                    desk.register.close()

            self._tasks.run_aside(work, self._on_gathered, self._on_failed, owner=self)

        self._tasks.run(opening.beside, gather_aside, self._on_failed, owner=self)

    def _begin(self) -> None:
        self.clear()
        for button in (self.folder_button, self.zip_button):
            button.setEnabled(False)
        self.cancel_button.setEnabled(True)
        self._late.start()
        self.running_changed.emit(True)

    def _end(self) -> None:
        had_focus = self.cancel_button.hasFocus()
        self._run = None
        self._late.stop()
        self._look.stop()
        self._progress.hide()
        for button in (self.folder_button, self.zip_button):
            button.setEnabled(True)
        if had_focus:
            self.folder_button.setFocus()
        self.running_changed.emit(False)

    def _show_progress(self) -> None:
        if self._run is None:
            return
        if not self._look.isActive():
            self._look.start()
        done, whole = self._run.done, self._run.whole
        joining = done >= whole
        self._bar.setRange(0, 0 if joining else whole)
        self._bar.setValue(done)
        if self._run.cancelled.is_set():
            said = self.tr("Stopping…")
        elif whole and joining:
            said = self.tr("Joining the pages…")
        else:
            said = self.tr("Requests: {done} of {whole}").format(done=done, whole=whole) if whole else ""
        self._said.setText(phrases.firm(said))
        self._progress.show()

    def _on_gathered(self, gathered: Gathered) -> None:
        from otklik.casework import inspection  # noqa: PLC0415 - as above

        if self._run is not None and self._run.cancelled.is_set():
            gathered.drop()
            self._on_failed(UserError("Stopped: the folder was not made."))
            return
        self._tasks.act(
            lambda desk: inspection.deliver(desk, gathered), self._on_delivered, self._on_failed, owner=self
        )

    def _on_delivered(self, folder: Folder) -> None:
        self._end()
        sentence = self.tr("The folder is made: {path}").format(path=folder.path)
        cases = self.tr("%n request(s)", "", folder.cases)
        files = self.tr("%n file(s)", "", len(folder.files))
        self._notice.say(
            phrases.firm(f"{sentence} ({cases}, {files})"),
            "done",
            (self.tr("Open the folder"), lambda: self._open(folder.path)),
        )
        named = ", ".join(folder.beside[:_NAMED])
        if len(folder.beside) > _NAMED:
            named = self.tr("{files} and others, named in the contents").format(files=named)
        said = self.tr("Not in the joined PDF, they lie beside as they came: {files}.").format(files=named)
        self._beside.setText(said)
        self._beside.setVisible(bool(folder.beside))

    def _on_failed(self, error: Exception) -> None:
        stopped = self._run is not None and self._run.cancelled.is_set()
        self._end()
        # What the user stopped himself is no fault.
        self._notice.say(str(error), "accent" if stopped else "overdue")

    def _open(self, path: Path) -> None:
        """Show it in the system's file manager: the folder itself, or the one the file lies in."""
        place = path if path.is_dir() else path.parent
        if not place.is_dir() or not QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))):
            self._notice.show_error(
                EnvironmentProblem("The folder {folder} does not open. Look for it yourself.", folder=place)
            )


def _free(place: Path, name: str, ending: str) -> Path:
    """Return a path that nothing lies under yet: «… (2)» beside what was made before."""
    names = (f"{name}{ending}" if number == 1 else f"{name} ({number}){ending}" for number in count(1))
    # Not `Path.exists`: it raises for a place nobody may look into, which is said when the folder is made.
    return next(path for path in (place / candidate for candidate in names) if not os.path.lexists(path))


def _home() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)

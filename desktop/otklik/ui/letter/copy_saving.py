"""A copy of a letter for a word processor, saved where the user says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from otklik.system.files import atomic_write
from otklik.ui.papers.pdf_acts import letter_name

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.register.records import Letter
    from otklik.ui.tasks import Tasks


class CopySaving(QObject):
    """Saves a letter as DOCX, marked on each sheet as a copy.

    Signals:
        saved: carries the sentence that says so.
        failed: it could not be made or written; carries the error.

    Args:
        tasks: where the copy is made.
        window: the widget the dialog belongs to.
    """

    saved = Signal(str)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks, self._window = tasks, window

    def save(self, letter: Letter) -> None:
        """Ask where to save a copy and do so; nothing happens where the user changes his mind.

        Args:
            letter: a draft or an issued letter; only its number goes into the name of the file.
        """
        name = letter_name(letter.number) if letter.number else self.tr("Letter, draft")
        dialog = QFileDialog(self._window, self.tr("Save the copy"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Word document (*.docx)"))
        dialog.setDefaultSuffix("docx")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(self.tr("{name}, copy for editing").format(name=name) + ".docx")
        dialog.fileSelected.connect(lambda chosen: self.write(letter.id, Path(chosen)))
        dialog.open()

    def write(self, letter_id: int, file: Path) -> None:
        """Write a copy of a letter into a file, in the background."""

        def work(desk: Desk) -> None:
            from otklik.casework.copying import letter_docx  # noqa: PLC0415 - on the database's thread

            atomic_write(file, letter_docx(desk, letter_id))

        sentence = self.tr("Saved: {file}").format(file=file)
        self._tasks.run(work, lambda _done: self.saved.emit(sentence), self.failed.emit, owner=self)

"""Writes a report where the user says, beside the desk: it is drawn of figures that are read already."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from otklik.casework import report_files
from otklik.system.files import atomic_write
from otklik.ui import phrases

if TYPE_CHECKING:
    from otklik.casework.reports import Report
    from otklik.ui.tasks import Tasks
    from otklik.ui.widgets import Notice

FILTERS = {"pdf": "PDF (*.pdf)", "xlsx": "XLSX (*.xlsx)", "csv": "CSV (*.csv)", "json": "JSON (*.json)"}


class ReportSaving(QObject):
    """Asks where a report is to lie, and writes it.

    Args:
        tasks: where it is drawn.
        notice: where it is said that it is done, or why not.
        parent: the page.
    """

    def __init__(self, tasks: Tasks, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self._tasks, self._notice, self._page = tasks, notice, parent

    def ask(self, report: Report, form: str) -> None:
        """Ask where; the window goes on meanwhile.

        Args:
            report: what is written.
            form: `pdf` or `xlsx`.
        """
        name = report_files.file_name(report.counted.period, form)
        dialog = ask_file(self._page, self.tr("Save the report"), name, form)
        dialog.fileSelected.connect(lambda place: self.write(report, form, Path(place)))
        dialog.open()

    def write(self, report: Report, form: str, path: Path) -> None:
        """Write a report to a file."""

        def work() -> Path:
            atomic_write(path, report_files.render(report, form))
            return path

        self._tasks.run_aside(work, self._on_written, self._notice.show_error, owner=self)

    def _on_written(self, path: Path) -> None:
        said = self.tr("The report is saved: {path}. There are no names in it.").format(path=path)
        self._notice.say(phrases.firm(said), "done", (self.tr("Open the file"), lambda: open_file(path)))


def ask_file(parent: QWidget, title: str, name: str, form: str) -> QFileDialog:
    """Return the question where a file of a form is to lie, in the folder of documents; who asks opens it.

    Args:
        parent: the window.
        title: of the question.
        name: proposed; nobody is named in it.
        form: the ending, a key of `FILTERS`.
    """
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, title, home, FILTERS[form])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(form)
    dialog.selectFile(name)
    return dialog


def open_file(path: Path) -> None:
    """Show a file in the program the system has for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

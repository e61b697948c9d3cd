"""What is done with any PDF that is shown: print it, open it in the system's viewer, save it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from otklik.system.files import atomic_write
from otklik.ui.documents import documents
from otklik.ui.translation import translated
from otklik.ui.viewer_folder import ViewerFolder

if TYPE_CHECKING:
    from otklik.ui.printing import Printed


class PdfActs(QObject):
    """Prints, opens and saves PDFs. Every act returns the sentence that says what came of it.

    Names of files carry no personal data; «/» in an outgoing number becomes «-».

    Signals:
        printed: something was printed, on paper or into a file.

    Args:
        window: the widget dialogs belong to; files handed to the viewer live as long as the main window it stands in.
    """

    printed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def print_out(self, pdf: bytes, name: str) -> str:
        """Ask for the printer and print, every page in its own size.

        Args:
            pdf: the file.
            name: name of the job, and of the file where it is printed into one; without ending.

        Raises:
            EnvironmentProblem: the printer does not answer, or the file cannot be written.
        """
        from otklik.ui.printing import ask_and_print  # noqa: PLC0415 - QtPdf and QtPrintSupport are loaded to print

        printed = ask_and_print(pdf, _file_name(name), self._window)
        if printed is not None:
            self.printed.emit()
        return self._where(printed)

    def open_in_viewer(self, pdf: bytes, name: str) -> None:
        """Open it in the system's viewer; arguments as of `print_out`.

        Raises:
            EnvironmentProblem: it cannot be written, or there is no viewer.
        """
        self.open_file(pdf, f"{_file_name(name)}.pdf")

    def open_file(self, content: bytes, name: str) -> None:
        """Open a file of another kind in the system's viewer.

        Args:
            content: the file.
            name: its name with ending, one that `viewer_name` let pass.

        Raises:
            EnvironmentProblem: it cannot be written, or there is no viewer.
        """
        viewer_folder_of(self._window).show(name, content)

    def save(self, pdf: bytes, name: str) -> str:
        """Ask where to save it and do so; arguments as of `print_out`. Empty where the user changed his mind.

        Raises:
            EnvironmentProblem: it cannot be written.
        """
        chosen, _filter = QFileDialog.getSaveFileName(
            self._window, self.tr("Save the PDF"), str(documents() / f"{_file_name(name)}.pdf"), self.tr("PDF (*.pdf)")
        )
        if not chosen:
            return ""
        atomic_write(Path(chosen), pdf)
        return self.tr("Saved: {file}").format(file=chosen)

    def _where(self, printed: Printed | None) -> str:
        if printed is None:
            return self.tr("Not printed: press “Print” when you are ready.")
        return printed.sentence()


def letter_name(number: str, *, void: bool = False) -> str:
    """Return the name of a letter for files and printers: its number and nothing personal.

    Args:
        number: its outgoing number.
        void: whether it is annulled; then the name says so.
    """
    name = translated("Letter {number} (void)") if void else translated("Letter {number}")
    return _file_name(name.format(number=number))


def _file_name(name: str) -> str:
    return name.replace("/", "-")


class _Folder(QObject):
    """The folder of a main window for files in the viewer; goes away with the window, not with a dialog of it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.files = ViewerFolder()
        self.destroyed.connect(partial(ViewerFolder.clear, self.files))


def viewer_folder_of(widget: QWidget) -> ViewerFolder:
    """Return the folder for files in the viewer of the main window a widget stands in."""
    top = widget.window()
    while (owner := top.parentWidget()) is not None:
        top = owner.window()
    found = top.findChild(_Folder) or _Folder(top)
    return found.files

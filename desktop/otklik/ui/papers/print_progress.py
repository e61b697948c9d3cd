"""Prints beside the main thread while a small window says how far it is and can stop it."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from otklik.ui import theme
from otklik.ui.batch.batch_panels import BatchProgress
from otklik.ui.printing import print_pdfs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtPrintSupport import QPrinter


class PrintProgress(QDialog):
    """How far a job is; Esc and closing stop it.

    Signals:
        progressed: pages done and pages in all, sent from the thread that prints.
        ended: nothing more is printed, sent from there.

    Args:
        parent: the window that waits.
    """

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.stop = Event()
        self.setWindowTitle(self.tr("Printing"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        self._panel = BatchProgress()
        self._panel.setMinimumWidth(theme.px(460))
        self._panel.stop_wanted.connect(self.stop.set)
        self._panel.begin(self.tr("Printing: page {done} of {whole}"))
        column.addWidget(self._panel)
        self.progressed.connect(self._panel.show_progress)

    def reject(self) -> None:
        """Stop, and stay until what was begun is printed."""
        self.stop.set()


def print_beside(contents: Sequence[bytes], printer: QPrinter, parent: QWidget | None = None) -> int:
    """Print as `printing.print_pdfs` does, and return when it is done; the windows are drawn and answer meanwhile.

    Args:
        contents: the PDFs.
        printer: where to print.
        parent: the window that waits.

    Raises:
        EnvironmentProblem: as `print_pdfs`.
    """
    progress, loop = PrintProgress(parent), QEventLoop()
    pages: list[int] = []
    failed: list[Exception] = []

    def work() -> None:
        try:
            pages.append(print_pdfs(contents, printer, progress.progressed.emit, progress.stop))
        except Exception as error:  # noqa: BLE001 - raised again on the main thread
            failed.append(error)
        finally:
            progress.ended.emit()

    progress.ended.connect(loop.quit, Qt.ConnectionType.QueuedConnection)
    thread = Thread(target=work, name="printing")
    thread.start()
    progress.show()
    loop.exec()
    progress.stop.set()  # the program is being left: no further page
    thread.join()
    progress.done(0)
    progress.deleteLater()
    if failed:
        raise failed[0]
    return pages[0]

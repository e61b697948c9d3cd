"""Letters on paper: a PDF is drawn page for page, sharp and in its exact size.

Loaded when a letter is printed or shown, never at start: QtPdf and QtPrintSupport together cost as much as the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMarginsF,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
)
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

from otklik.system.errors import EnvironmentProblem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

LEAST_DPI = 300
MOST_DPI = 600
"""Resolution of a printed page: below 300 letters look ragged, above 600 no office printer shows a difference."""

_POINTS_PER_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a letter was printed.

    Attributes:
        file: the PDF the user had it printed into; `None` where it went to paper.
    """

    file: Path | None = None


class PdfFile:
    """A PDF in memory that QtPdf can draw. Belongs to the thread that made it.

    Args:
        content: the bytes of the file.

    Raises:
        EnvironmentProblem: the bytes are no PDF.
    """

    def __init__(self, content: bytes) -> None:
        self._bytes = QByteArray(content)
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document = QPdfDocument()
        self.document.load(self._buffer)
        if self.document.error() is not QPdfDocument.Error.None_ or self.document.pageCount() == 0:
            raise EnvironmentProblem("The PDF of the letter cannot be shown: it is damaged.")

    @property
    def pages(self) -> int:
        """How many pages there are."""
        count: int = self.document.pageCount()
        return count

    def size(self, page: int) -> QSizeF:
        """Return the size of a page in points of 1/72 inch."""
        size: QSizeF = self.document.pagePointSize(page)
        return size

    def draw(self, page: int, size: QSize) -> QImage:
        """Return a page as a picture on white ground.

        Args:
            page: from 0.
            size: size of the picture in pixels.
        """
        image = self.document.render(page, size)
        painter = QPainter(image)
        # QtPdf leaves the paper transparent. White goes in behind the text: no second picture of this size is needed.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
        painter.fillRect(image.rect(), 0xFFFFFFFF)
        painter.end()
        image.reinterpretAsFormat(QImage.Format.Format_RGB32)
        return image

    def text(self, page: int) -> str:
        """Return the text of a page, for screen readers."""
        text: str = self.document.getAllText(page).text()
        return text

    def close(self) -> None:
        """Let the file go."""
        self.document.close()
        self._buffer.close()


def print_pdf(content: bytes, printer: QPrinter) -> int:
    """Print a PDF so that every page has its exact size on paper; return the number of printed pages.

    The page is laid on the whole sheet: margins are the letter's own, nothing is scaled to the printer's.

    Args:
        content: the PDF.
        printer: where to print; its page range, copies and order are respected.

    Raises:
        EnvironmentProblem: the printer does not take the job, or the bytes are no PDF.
    """
    pdf = PdfFile(content)
    try:
        _lay_out(printer, pdf.size(0))
        painter = QPainter()
        if not painter.begin(printer):
            raise _refusal(printer)
        pages = _pages_wanted(printer, pdf.pages)
        for position, page in enumerate(pages):
            if position:
                printer.newPage()
            _print_page(painter, printer, pdf, page)
        painter.end()
        return len(pages)
    finally:
        pdf.close()


def file_of(printer: QPrinter) -> Path | None:
    """Return the file a printer prints into; `None` where it prints on paper."""
    name = printer.outputFileName()
    return Path(name) if name and printer.outputFormat() is QPrinter.OutputFormat.PdfFormat else None


def _refusal(printer: QPrinter) -> EnvironmentProblem:
    file = file_of(printer)
    if file is not None:
        return EnvironmentProblem("The file {file} cannot be written: choose another folder or name.", file=file)
    return EnvironmentProblem("The printer does not answer. Check that it is on and connected, then print again.")


def _lay_out(printer: QPrinter, points: QSizeF) -> None:
    """Set paper and orientation by the page of the PDF, with no margins of the printer's."""
    landscape = points.width() > points.height()
    upright = points.transposed() if landscape else points
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    orientation = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(paper, orientation, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


def _pages_wanted(printer: QPrinter, count: int) -> list[int]:
    """Return the pages to print in their order, copies included where the printer makes none itself."""
    first, last = 1, count
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage() > 0:
        first, last = printer.fromPage(), min(printer.toPage() or count, count)
    pages = list(range(first - 1, last))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return pages * copies
    return [page for page in pages for _ in range(copies)]


def _print_page(painter: QPainter, printer: QPrinter, pdf: PdfFile, page: int) -> None:
    """Draw a page at the top left corner of the sheet in its exact size."""
    points = pdf.size(page)
    dpi = min(max(printer.resolution(), LEAST_DPI), MOST_DPI)
    image = pdf.draw(page, (points * dpi / _POINTS_PER_INCH).toSize())
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.drawImage(QRectF(QPointF(0, 0), points * printer.resolution() / _POINTS_PER_INCH), image)


def ask_and_print(content: bytes, name: str, parent: QWidget | None = None) -> Printed | None:
    """Ask for the printer by the system's own dialog and print.

    Args:
        content: the PDF.
        name: name of the job in the printer's queue, and of the file where it is printed into one; no personal data,
            and nothing that a file's name must not have.
        parent: window the dialog belongs to.

    Returns:
        Where it was printed; `None` when the user changed his mind.

    Raises:
        EnvironmentProblem: as `print_pdf`.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    pdf = PdfFile(content)
    pages, points = pdf.pages, pdf.size(0)
    pdf.close()
    _lay_out(printer, points)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
    try:
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return None
    finally:
        dialog.deleteLater()
    print_pdf(content, printer)
    return Printed(file_of(printer))

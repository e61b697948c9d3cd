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
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

from otklik.system.errors import EnvironmentProblem
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from threading import Event

    from PySide6.QtWidgets import QWidget

LEAST_DPI = 300
MOST_DPI = 600
"""Resolution of a printed page: below 300 letters look ragged, above 600 no office printer shows a difference."""

_POINTS_PER_INCH = 72.0
_MM_PER_POINT = 25.4 / _POINTS_PER_INCH

_HAIR = 1.5
"""Points by which pages may differ and still be of one size."""

_EDGE = 8.0
"""Points of a page that may lie beyond the paper: no letter has ink so near to its edge."""


@dataclass(frozen=True, slots=True)
class Printed:
    """Where a letter was printed.

    Attributes:
        file: the PDF the user had it printed into; `None` where it went to paper.
        waits: whether the printer is stopped, so that the job waits in its queue.
    """

    file: Path | None = None
    waits: bool = False

    def sentence(self) -> str:
        """Return where it is, for the one who waits for the paper."""
        if self.file is not None:
            return translated("Printed into the file {file}").format(file=self.file)
        if self.waits:
            return translated("The printer is stopped: what is to be printed waits in its queue.")
        return translated("Sent to the printer.")


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


def print_pdf(
    content: bytes, printer: QPrinter, progress: Callable[[int, int], None] | None = None, stop: Event | None = None
) -> int:
    """Print one PDF; else as `print_pdfs`."""
    return print_pdfs((content,), printer, progress, stop)


def print_pdfs(
    contents: Sequence[bytes],
    printer: QPrinter,
    progress: Callable[[int, int], None] | None = None,
    stop: Event | None = None,
) -> int:
    """Print PDFs one after the other so that every page has its exact size on paper; return how many were printed.

    The page is laid on the whole sheet: margins are the letter's own, nothing is scaled to the printer's. All of it is
    one job; a file keeps the size of each page, while a printer takes pages of another size as a job of their own,
    because one job knows one paper. Where sheets are printed on both sides each PDF begins on a sheet of its own.

    Any thread may print, but one PDF after the other.

    Args:
        contents: the PDFs.
        printer: where to print; its page range (of all pages together), copies, order and sides are respected.
        progress: told pages done and pages in all, after each.
        stop: set it to stop before the next PDF, of one alone before the next page; what was drawn by then is printed.

    Raises:
        EnvironmentProblem: the printer does not take the job or has no such paper, or the bytes are no PDF.
    """
    pages = _pages_wanted(printer, [_count(content) for content in contents])
    job = _Job(contents, printer)
    try:
        for done, (number, page) in enumerate(pages):
            between = len(contents) == 1 or done == 0 or number != pages[done - 1][0]
            if stop is not None and stop.is_set() and between:
                return done
            job.draw(number, page)
            if progress is not None:
                progress(done + 1, len(pages))
    finally:
        job.close()
    return len(pages)


class _Job:
    """Pages on their way to paper; one file is open at a time.

    Args:
        contents: the PDFs.
        printer: where they go.
    """

    def __init__(self, contents: Sequence[bytes], printer: QPrinter) -> None:
        self._contents, self._printer = contents, printer
        self._painter = QPainter()
        self._number = -1
        self._pdf: PdfFile | None = None
        self._size = QSizeF()

    def draw(self, number: int, page: int | None) -> None:
        """Draw a page of a PDF on the next sheet; no page leaves it blank."""
        if number != self._number or self._pdf is None:
            self._let_go()
            self._number, self._pdf = number, PdfFile(self._contents[number])
        self._turn_to(self._pdf.size(page) if page is not None else self._size)
        if page is not None:
            _print_page(self._painter, self._printer, self._pdf, page)

    def close(self) -> None:
        """Hand over to the printer what was drawn."""
        self._let_go()
        if self._painter.isActive():
            self._painter.end()

    def _turn_to(self, size: QSizeF) -> None:
        """Begin a page of a size; a printer's paper cannot change within a job, a file's can."""
        same = _alike(size, self._size)
        self._size = size
        if self._painter.isActive() and (same or file_of(self._printer) is not None):
            if not same:
                _lay_out(self._printer, size)
            self._printer.newPage()
            return
        if self._painter.isActive():
            self._painter.end()
        _lay_out(self._printer, size)
        _check_paper(self._printer, size)
        if not self._painter.begin(self._printer):
            raise _refusal(self._printer)

    def _let_go(self) -> None:
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None


def file_of(printer: QPrinter) -> Path | None:
    """Return the file a printer prints into; `None` where it prints on paper."""
    name = printer.outputFileName()
    return Path(name) if name and printer.outputFormat() is QPrinter.OutputFormat.PdfFormat else None


def _count(content: bytes) -> int:
    pdf = PdfFile(content)
    pages = pdf.pages
    pdf.close()
    return pages


def _alike(one: QSizeF, two: QSizeF) -> bool:
    """Return whether two sizes are one paper, as far as a printer can tell."""
    return max(abs(one.width() - two.width()), abs(one.height() - two.height())) < _HAIR


def _check_paper(printer: QPrinter, points: QSizeF) -> None:
    """Refuse a page that the printer would cut off: a driver without such a paper silently keeps its own."""
    paper = printer.pageLayout().fullRectPoints().size()
    if file_of(printer) is None and (
        paper.width() < points.width() - _EDGE or paper.height() < points.height() - _EDGE
    ):
        raise EnvironmentProblem(
            "The printer has no paper of {width} × {height} mm. Choose another printer, or save the PDF.",
            width=round(points.width() * _MM_PER_POINT),
            height=round(points.height() * _MM_PER_POINT),
        )


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


def _pages_wanted(printer: QPrinter, counts: Sequence[int]) -> list[tuple[int, int | None]]:
    """Return what to print in its order, copies included where the printer makes none itself.

    Args:
        printer: whose settings rule.
        counts: how many pages each PDF has.

    Returns:
        for each side the number of its PDF and of the page in it, both from 0; no page for a blank back.
    """
    everything = [(number, page) for number, count in enumerate(counts) for page in range(count)]
    if printer.printRange() is QPrinter.PrintRange.PageRange and not printer.pageRanges().isEmpty():
        ranges = printer.pageRanges()
        everything = [side for position, side in enumerate(everything, 1) if ranges.contains(position)]
    sides: list[tuple[int, int | None]] = []
    for number, page in everything:
        if sides and sides[-1][0] != number and len(sides) % 2 and printer.duplex() != QPrinter.DuplexMode.DuplexNone:
            sides.append((sides[-1][0], None))
        sides.append((number, page))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        sides.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(1, printer.copyCount())
    if printer.collateCopies():
        return sides * copies
    return [side for side in sides for _ in range(copies)]


def _print_page(painter: QPainter, printer: QPrinter, pdf: PdfFile, page: int) -> None:
    """Draw a page at the top left corner of the sheet in its exact size."""
    points = pdf.size(page)
    dpi = min(max(printer.resolution(), LEAST_DPI), MOST_DPI)
    image = pdf.draw(page, (points * dpi / _POINTS_PER_INCH).toSize())
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    painter.drawImage(QRectF(QPointF(0, 0), points * printer.resolution() / _POINTS_PER_INCH), image)


def where_printed(printer: QPrinter) -> Printed:
    """Return where a job went that was handed over just now."""
    file = file_of(printer)
    stopped = file is None and QPrinterInfo(printer).state() is QPrinter.PrinterState.Error
    return Printed(file, waits=stopped)


def ask_for_printer(contents: Sequence[bytes], name: str, parent: QWidget | None = None) -> QPrinter | None:
    """Ask for the printer by the system's own dialog; `None` when the user changed his mind.

    Args:
        contents: the PDFs that are to be printed by `print_pdfs`.
        name: name of the job in the printer's queue, and of the file where it is printed into one; no personal data,
            and nothing that a file's name must not have.
        parent: window the dialog belongs to.

    Raises:
        EnvironmentProblem: the bytes are no PDF.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    first = PdfFile(contents[0])
    points = first.size(0)
    first.close()
    pages = sum(_count(content) for content in contents)
    _lay_out(printer, points)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, pages > 1)
    try:
        return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None
    finally:
        dialog.deleteLater()


def ask_and_print(content: bytes, name: str, parent: QWidget | None = None) -> Printed | None:
    """Ask for the printer and print; `None` when the user changed his mind. Arguments and errors as of the two."""
    from otklik.ui.papers.print_progress import print_beside  # noqa: PLC0415 - it prints by this module

    printer = ask_for_printer((content,), name, parent)
    if printer is None:
        return None
    print_beside((content,), printer, parent)
    return where_printed(printer)

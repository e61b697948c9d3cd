"""A printed page is the PDF's page: its size, its black, nothing scaled."""

from __future__ import annotations

import io
from threading import Event
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QPageRanges
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from otklik.system.errors import EnvironmentProblem
from otklik.ui.papers.print_progress import PrintProgress, print_beside
from otklik.ui.printing import PdfFile, print_pdf, print_pdfs
from otklik.ui.tasks import Tasks

from .pdf_samples import sample_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot


@pytest.fixture
def printer(qtbot: QtBot, tmp_path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setResolution(300)
    made.setOutputFileName(str(tmp_path / "paper.pdf"))
    return made


def black_box(image: QImage) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of the square at the left below, by its middle lines."""
    height, width = image.height(), image.width()
    row = [image.pixelColor(x, height * 5 // 6).lightness() < 128 for x in range(width)]
    left, right = row.index(True), width - row[::-1].index(True)
    column = [image.pixelColor((left + right) // 2, y).lightness() < 128 for y in range(height // 2, height)]
    return left, height // 2 + column.index(True), right, height - column[::-1].index(True)


def test_every_page_comes_out_in_its_exact_size_and_place(printer: QPrinter, tmp_path: Path) -> None:
    assert print_pdf(sample_pdf(3), printer) == 3
    with pikepdf.open(tmp_path / "paper.pdf") as paper:
        assert len(paper.pages) == 3
        assert [round(float(n)) for n in paper.pages[0].mediabox] == [0, 0, 595, 842]
    printed = PdfFile((tmp_path / "paper.pdf").read_bytes()).draw(2, QSize(1240, 1754))
    # One inch is 150 pixels: the square stands one inch from the edges and is two inches wide, on paper as in the PDF.
    assert black_box(printed) == pytest.approx((150, 1754 - 450, 450, 1754 - 150), abs=2)


def test_letters_are_printed_sharp(printer: QPrinter, tmp_path: Path) -> None:
    print_pdf(sample_pdf(1), printer)
    with pikepdf.open(tmp_path / "paper.pdf") as paper:
        images = list(paper.pages[0].get_images().values())
        assert len(images) == 1
        assert round(int(images[0].Width) / (595.2756 / 72)) >= 300
        assert "/SMask" not in images[0]
        assert images[0].Filter == "/FlateDecode"


def test_only_the_wanted_pages_are_printed(printer: QPrinter, tmp_path: Path) -> None:
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(2, 3)
    assert print_pdf(sample_pdf(4), printer) == 2
    printed = PdfFile((tmp_path / "paper.pdf").read_bytes())
    assert printed.pages == 2


def test_a_wide_page_lies_on_its_side(printer: QPrinter, tmp_path: Path) -> None:
    print_pdf(sample_pdf(1, (841.8898, 595.2756)), printer)
    with pikepdf.open(tmp_path / "paper.pdf") as paper:
        box = [float(n) for n in paper.pages[0].mediabox]
        assert box[2] > box[3]


def boxes(file: Path) -> list[list[int]]:
    """Return width and height of each page of a file, in points."""
    with pikepdf.open(file) as paper:
        return [[round(float(n)) for n in page.mediabox[2:]] for page in paper.pages]


def test_letters_and_envelopes_in_one_file_keep_their_sizes(printer: QPrinter, tmp_path: Path) -> None:
    envelope = (623.6, 311.8)
    assert print_pdfs((sample_pdf(2), sample_pdf(1, envelope), sample_pdf(1)), printer) == 4
    assert boxes(tmp_path / "paper.pdf") == [[595, 842], [595, 842], [624, 312], [595, 842]]
    printed = PdfFile((tmp_path / "paper.pdf").read_bytes())
    for page, height in ((2, 312), (3, 842)):
        image = printed.draw(page, QSize(624 if page == 2 else 595, height))
        inside = [(75, height - 75), (213, height - 75), (75, height - 213), (213, height - 213)]
        outside = [(69, height - 75), (219, height - 75), (75, height - 69), (213, height - 219)]
        assert [image.pixelColor(*spot).lightness() < 128 for spot in inside + outside] == [True] * 4 + [False] * 4


def bars(file: Path) -> list[int]:
    """Return how wide the bar of each page is: pages of `marked` are told apart by it."""
    printed = PdfFile(file.read_bytes())
    found = []
    for page in range(printed.pages):
        image = printed.draw(page, QSize(200, 150))
        row = [image.pixelColor(x, 75).lightness() < 128 for x in range(200)]
        found.append(round(sum(row) / 10))
    return found


def marked(*widths: int) -> bytes:
    """Return a PDF with a page for each width: a black bar so many times ten points wide."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(200, 150), invariant=1)
    for width in widths:
        canvas.rect(20, 50, width * 10, 50, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_ranges_copies_and_order_are_those_of_the_dialog(printer: QPrinter, tmp_path: Path) -> None:
    letters = (marked(1, 2), marked(3))
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    print_pdfs(letters, printer)
    assert bars(tmp_path / "paper.pdf") == [1, 2, 3, 1, 2, 3]
    printer.setCollateCopies(False)
    print_pdfs(letters, printer)
    assert bars(tmp_path / "paper.pdf") == [1, 1, 2, 2, 3, 3]
    printer.setCopyCount(1)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    print_pdfs(letters, printer)
    assert bars(tmp_path / "paper.pdf") == [3, 2, 1]
    printer.setPageOrder(QPrinter.PageOrder.FirstPageFirst)
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setPageRanges(QPageRanges.fromString("1,3"))
    assert print_pdfs(letters, printer) == 2
    assert bars(tmp_path / "paper.pdf") == [1, 3]


def test_it_tells_how_far_it_is_and_stops_before_the_next_letter(printer: QPrinter, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    stop = Event()

    def progress(done: int, whole: int) -> None:
        told.append((done, whole))
        stop.set()

    assert print_pdfs((marked(1, 2), marked(3)), printer, progress, stop) == 2
    assert told == [(1, 3), (2, 3)]
    assert bars(tmp_path / "paper.pdf") == [1, 2]
    assert print_pdfs((marked(1, 2),), printer, progress, stop) == 0


def test_printing_leaves_the_window_alone(printer: QPrinter, tmp_path: Path, qtbot: QtBot) -> None:
    tasks = Tasks()
    done: list[int] = []
    tasks.run_aside(lambda: print_pdfs((marked(1), marked(2)), printer), done.append)
    qtbot.waitUntil(lambda: bool(done))
    tasks.close()
    assert bars(tmp_path / "paper.pdf") == [1, 2]


def test_the_window_answers_while_it_is_printed_and_a_long_job_can_be_stopped(
    printer: QPrinter, tmp_path: Path, qtbot: QtBot, look: None
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    titles: list[str] = []

    def press_stop() -> None:
        progress = window.findChild(PrintProgress)
        assert progress is not None
        titles.append(progress.windowTitle())
        progress.progressed.connect(lambda *_pages: progress.reject())

    QTimer.singleShot(0, press_stop)
    printed = print_beside((sample_pdf(60),), printer, window)  # long enough for any machine to answer in between
    assert titles == ["Печать"]
    assert 0 < printed < 60
    assert len(boxes(tmp_path / "paper.pdf")) == printed
    assert print_beside((marked(1, 2), marked(3)), printer, window) == 3
    printer.setOutputFileName(str(tmp_path / "paper2.pdf"))
    with pytest.raises(EnvironmentProblem, match="повреждён"):
        print_beside((b"%PDF-1.4 nothing",), printer, window)


def test_what_is_no_pdf_is_refused_with_a_sentence(printer: QPrinter) -> None:
    with pytest.raises(EnvironmentProblem, match="повреждён"):
        print_pdf(b"%PDF-1.4 nothing", printer)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_file_that_cannot_be_written_is_named(printer: QPrinter, tmp_path: Path) -> None:
    printer.setOutputFileName(str(tmp_path / "no folder" / "paper.pdf"))
    with pytest.raises(EnvironmentProblem, match=r"no folder/paper\.pdf нельзя записать"):
        print_pdf(sample_pdf(1), printer)

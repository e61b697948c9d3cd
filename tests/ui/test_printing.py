"""A printed page is the PDF's page: its size, its black, nothing scaled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pikepdf
import pytest
from PySide6.QtCore import QSize
from PySide6.QtPrintSupport import QPrinter

from otklik.system.errors import EnvironmentProblem
from otklik.ui.printing import PdfFile, print_pdf

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


def test_what_is_no_pdf_is_refused_with_a_sentence(printer: QPrinter) -> None:
    with pytest.raises(EnvironmentProblem, match="повреждён"):
        print_pdf(b"%PDF-1.4 nothing", printer)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_file_that_cannot_be_written_is_named(printer: QPrinter, tmp_path: Path) -> None:
    printer.setOutputFileName(str(tmp_path / "no folder" / "paper.pdf"))
    with pytest.raises(EnvironmentProblem, match=r"no folder/paper\.pdf нельзя записать"):
        print_pdf(sample_pdf(1), printer)

"""A printed page is the PDF's page: its size, its black, nothing scaled; a viewer's file is for its owner alone."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PySide6.QtCore import QLockFile, QSize
from PySide6.QtGui import QDesktopServices
from PySide6.QtPrintSupport import QPrinter

from otklik.system.errors import EnvironmentProblem
from otklik.ui.printing import PdfFile, ViewerFolder, print_pdf

from .pdf_samples import sample_pdf

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot


@pytest.fixture
def printer(qtbot: QtBot, tmp_path: Path) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
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
        assert int(images[0].Width) / (595.2756 / 72) >= 300
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


def test_a_file_for_the_viewer_is_private_and_goes_with_the_window(tmp_path: Path) -> None:
    folder = ViewerFolder(tmp_path)
    path = folder.put("Письмо 27/ПДн.pdf", b"one")
    assert path.name == "Письмо 27-ПДн.pdf"
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert folder.put("Письмо 27/ПДн.pdf", b"two").read_bytes() == b"two"
    folder.clear()
    assert list(tmp_path.iterdir()) == []


def test_the_next_start_clears_what_a_crash_left_but_not_what_is_open(tmp_path: Path) -> None:
    crashed, living, fresh = tmp_path / "otklik-view-1", ViewerFolder(tmp_path), ViewerFolder(tmp_path)
    crashed.mkdir()
    (crashed / "Письмо.pdf").write_bytes(b"left")
    kept = living.put("Письмо.pdf", b"open")
    assert fresh.clear_left_over() == 1
    assert not crashed.exists()
    assert kept.read_bytes() == b"open"
    living.clear()


def test_without_a_viewer_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url.toLocalFile())))
    folder = ViewerFolder(tmp_path)
    with pytest.raises(EnvironmentProblem, match="Сохраните"):
        folder.show("Письмо.pdf", b"pdf")
    assert opened[0].endswith("Письмо.pdf")
    folder.clear()


def test_the_lock_of_a_living_window_is_respected(tmp_path: Path) -> None:
    (tmp_path / "otklik-view-2").mkdir()
    lock = QLockFile(str(tmp_path / "otklik-view-2" / ".lock"))
    assert lock.tryLock(0)
    assert ViewerFolder(tmp_path).clear_left_over() == 0
    lock.unlock()
    assert ViewerFolder(tmp_path).clear_left_over() == 1

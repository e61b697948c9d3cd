"""Through a real print queue: what leaves the program is what lies in the tray, on the right paper and both sides.

The jobs are printed by a process of its own (`PRINT`), which asks the server of the test and no other: libcups learns
the name of its server once. There Qt finds CUPS by its plugin `printsupport/libcupsprintersupport.so` as ever; the
platform `offscreen` makes no difference to it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageStat

from otklik.letters.model import HeadLine, LetterModel
from otklik.letters.post.addresses import read_address
from otklik.letters.post.forms import Envelope, EnvelopeSize, Party
from otklik.letters.post.render import render_envelope
from otklik.letters.render import render
from tests.source_tree import ROOT

from .cups_queue import PrintServer, why_not
from .pdf_samples import sample_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())

PRINT = """
import json, sys
from pathlib import Path
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from otklik.system.errors import OtklikError
from otklik.ui import translation
from otklik.ui.printing import print_pdfs, where_printed

app = QApplication([])
translation.install(app, "ru")
told = []
for job in json.loads(sys.argv[1]):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(job["queue"])
    printer.setDocName(job["name"])
    printer.setCopyCount(job["copies"])
    printer.setDuplex(QPrinter.DuplexMode[job["duplex"]])
    if job["dpi"]:
        printer.setResolution(job["dpi"])
    try:
        pages = print_pdfs([Path(file).read_bytes() for file in job["files"]], printer)
        told.append([pages, where_printed(printer).sentence()])
    except OtklikError as error:
        told.append([0, str(error)])
print(json.dumps(told))
"""


@dataclass(frozen=True, slots=True)
class Order:
    """What to print: files, and the settings of the dialog; 0 dpi is what the printer has (1200)."""

    name: str
    files: tuple[Path, ...]
    queue: str = ""
    copies: int = 1
    duplex: str = "DuplexNone"
    dpi: int = 300


@pytest.fixture(scope="module")
def server() -> Iterator[PrintServer]:
    # Not in pytest's own folder: that is closed to the user whom CUPS runs its filters as.
    with tempfile.TemporaryDirectory(prefix="otklik-cups-") as folder, ExitStack() as stack:
        try:
            running = stack.enter_context(PrintServer(Path(folder)).running())
        except RuntimeError as trouble:
            pytest.skip(f"a print server of our own does not start here: {trouble}")
        yield running


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A letter of two pages, an envelope, a sheet, two sheets."""
    folder = tmp_path_factory.mktemp("papers")
    contents = {"letter": render(letter()), "envelope": render_envelope(envelope()), "sheet": sample_pdf(1)}
    contents["sheets"] = sample_pdf(2)
    for name, content in contents.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return {name: folder / f"{name}.pdf" for name in contents}


def letter() -> LetterModel:
    body = "\n\n".join(
        f"{number}. Сведения об обработке Ваших персональных данных предоставляются на основании статьи 14 "
        "Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» в доступной форме, и в них не содержатся "
        "персональные данные, относящиеся к другим субъектам персональных данных."
        for number in range(1, 15)
    )
    return LetterModel(
        letterhead=(HeadLine("Индивидуальный предприниматель", strong=True), HeadLine("Орлов Пётр Ильич")),
        date="21.11.2026",
        number="27/ПДн",
        reference="На № 15-А от 12.11.2026",
        addressee=("Калининой М. П.", "ул. Новая, д. 3, г. Город, 190000"),
        heading="О предоставлении сведений",
        salutation="Уважаемая Мария Петровна!",
        body=body,
        closing="С уважением,",
        position="Индивидуальный предприниматель",
        signer="П. И. Орлов",
        executor="",
        chain_head="",
        issued_on=date(2026, 11, 21),
        author="ИП Орлов Пётр Ильич",
        missing=(),
        draft=False,
    )


def envelope() -> Envelope:
    sender = Party("ИП Орлов Пётр Ильич", read_address("190000, г. Город, ул. Старая, д. 1"))
    addressee = Party("Калининой Марии Петровне", read_address("101000, г. Москва, ул. Новая, д. 3"))
    return Envelope(EnvelopeSize.DL, sender, addressee, "Заказное", date(2026, 11, 21))


def print_orders(server: PrintServer, *orders: Order) -> list[list[Any]]:
    """Print in a process of its own; return pages and sentence of each."""
    jobs = [
        {
            "queue": order.queue or server.queue,
            "name": order.name,
            "files": [str(file) for file in order.files],
            "copies": order.copies,
            "duplex": order.duplex,
            "dpi": order.dpi,
        }
        for order in orders
    ]
    told: list[list[Any]] = run_beside(server, PRINT, json.dumps(jobs))
    return told


def run_beside(server: PrintServer, program: str, *arguments: str) -> Any:
    """Run a program that prints to the server, and return what it tells."""
    finished = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=server.environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert not finished.returncode, finished.stderr
    return json.loads(finished.stdout)


def sizes(paper: Path) -> list[tuple[int, int]]:
    """Return width and height of each page in points."""
    with pikepdf.open(paper) as file:
        return [(round(float(page.mediabox[2])), round(float(page.mediabox[3]))) for page in file.pages]


def pictures(file: Path, dpi: int, folder: Path) -> list[Image.Image]:
    """Return the pages as grey pictures, drawn by poppler."""
    folder.mkdir()
    subprocess.run(["pdftoppm", "-gray", "-r", str(dpi), str(file), str(folder / "page")], check=True)
    return [Image.open(page).convert("L") for page in sorted(folder.iterdir())]


def assert_same_ink(printed: Image.Image, meant: Image.Image) -> None:
    """The ink of two pictures of 300 dpi stands in one place, to a third of a millimetre, and is as much."""
    slack = 4
    assert printed.size == pytest.approx(meant.size, abs=slack)
    printed = printed.resize(meant.size)
    both = (printed, meant)
    boxes = [one.point([255 if value < 128 else 0 for value in range(256)]).getbbox() for one in both]
    assert boxes[0] == pytest.approx(boxes[1], abs=slack)
    ink = [255 - ImageStat.Stat(one).mean[0] for one in both]
    assert ink[1] > 0.5, "the page is not empty"
    assert ink[0] == pytest.approx(ink[1], rel=0.1)
    # Two pages of one letter differ by more than all their ink; seen from afar the same one does not by half of it.
    afar = ImageChops.difference(*(one.reduce(6) for one in both))
    assert ImageStat.Stat(afar).mean[0] < ink[1] / 2


def test_a_letter_comes_out_of_the_printer_as_it_is(
    server: PrintServer, papers: dict[str, Path], tmp_path: Path
) -> None:
    assert sizes(papers["letter"]) == [(595, 842)] * 2
    told = print_orders(server, Order("Письмо 27-ПДн", (papers["letter"],)))
    assert told == [[2, "Отправлено на принтер."]]
    job = server.job("Письмо 27-ПДн")
    assert (job.pages, job.media, job.sides, job.copies) == (2, "A4", "one-sided", 1)
    assert sizes(job.paper) == [(595, 842)] * 2
    printed = pictures(job.paper, 300, tmp_path / "printed")
    for paper, page in zip(printed, pictures(papers["letter"], 300, tmp_path / "meant"), strict=True):
        assert_same_ink(paper, page)


def test_each_paper_gets_what_the_dialog_says(server: PrintServer, papers: dict[str, Path], tmp_path: Path) -> None:
    told = print_orders(
        server,
        Order("envelope", (papers["envelope"],)),
        Order("copies", (papers["sheet"],), copies=3),
        Order("sides", (papers["sheet"], papers["sheets"]), duplex="DuplexLongSide"),
    )
    assert [pages for pages, _sentence in told] == [1, 1, 4], "the second letter begins on a sheet of its own"
    sent = server.job("envelope")
    assert sorted(sizes(sent.paper)[0]) == [312, 624]
    lying, meant = (
        pictures(sent.paper, 300, tmp_path / "sent")[0],
        pictures(papers["envelope"], 300, tmp_path / "meant")[0],
    )
    upright = [lying] if lying.width > lying.height else [lying.rotate(angle, expand=True) for angle in (90, 270)]
    ink = [ImageStat.Stat(ImageChops.difference(one.resize(meant.size), meant)).mean[0] for one in upright]
    assert_same_ink(upright[ink.index(min(ink))], meant)
    copies = server.job("copies")
    assert (copies.copies, len(sizes(copies.paper))) == (3, 3)
    sides = server.job("sides")
    assert (sides.sides, sizes(sides.paper)) == ("two-sided-long-edge", [(595, 842)] * 4)
    blank = pictures(sides.paper, 50, tmp_path / "sides")
    assert [round(255 - ImageStat.Stat(page).mean[0]) > 0 for page in blank] == [True, False, True, True]


ASK = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton, QSpinBox
from otklik.ui.printing import ask_and_print

queue, name, file = sys.argv[1:]
app = QApplication([])

def fill_in():
    dialog = next(widget for widget in app.topLevelWidgets() if isinstance(widget, QPrintDialog))
    dialog.printer().setResolution(300)
    dialog.findChild(QComboBox, "printers").setCurrentText(queue)
    dialog.findChild(QSpinBox, "copies").setValue(2)
    dialog.findChild(QRadioButton, "duplexLong").setChecked(True)
    dialog.findChild(QRadioButton, "printRange").setChecked(True)
    dialog.findChild(QSpinBox, "from").setValue(2)
    dialog.findChild(QSpinBox, "to").setValue(2)
    dialog.accept()

QTimer.singleShot(0, fill_in)
print(json.dumps(ask_and_print(Path(file).read_bytes(), name).sentence()))
"""


def test_what_is_chosen_in_the_dialog_of_the_system_reaches_the_printer(
    server: PrintServer, papers: dict[str, Path], tmp_path: Path
) -> None:
    run_beside(server, ASK, server.queue, "chosen", str(papers["letter"]))
    job = server.job("chosen")
    assert (job.sides, job.copies) == ("two-sided-long-edge", 2)
    # Two sheets, the second page of the letter on each; backs may come out blank.
    printed = [page for page in pictures(job.paper, 300, tmp_path / "printed") if ImageStat.Stat(page).mean[0] < 254.9]
    assert len(printed) == 2
    assert_same_ink(printed[0], pictures(papers["letter"], 300, tmp_path / "meant")[1])


def test_papers_of_two_sizes_are_two_jobs(server: PrintServer, papers: dict[str, Path]) -> None:
    told = print_orders(server, Order("both", (papers["sheet"], papers["envelope"])))
    assert told[0][0] == 2
    assert sorted(sorted(sizes(job.paper)[0]) for job in server.jobs("both", 2)) == [[312, 624], [595, 842]]


def test_what_does_not_lie_in_the_printer_is_refused(server: PrintServer, papers: dict[str, Path]) -> None:
    order = Order("wide", (papers["envelope"],), queue=server.narrow)
    told = print_orders(server, order, replace(order, name="narrow", files=(papers["sheet"],)))
    assert "У принтера нет бумаги 220 × 110 мм" in told[0][1]
    assert told[1] == [1, "Отправлено на принтер."]
    assert server.job("narrow").media == "A4"


def test_a_printer_that_is_stopped_keeps_the_letter_waiting(server: PrintServer, papers: dict[str, Path]) -> None:
    server.pause(on=True)
    told = print_orders(server, Order("later", (papers["sheet"],), dpi=0))
    assert "ждёт" in told[0][1]
    assert server.waiting() == 1
    server.pause(on=False)
    assert server.job("later").pages == 1

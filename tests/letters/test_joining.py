"""Papers joined into one file: each page bears its number, a void one says so, whichever way it is turned."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING

import pikepdf
import pytest

from otklik.letters.incoming_text import render_text
from otklik.letters.joining import JoinedPart, count_pages, join
from tests.finished_pdf import text_of
from tests.ui.pdf_samples import sample_pdf

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 21)


def turned(angle: int | None, box: tuple[int, int, int, int] = (0, 0, 300, 200), **facts: object) -> bytes:
    """Return a page as a scanner makes it, turned by so many degrees."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 200))
    page.obj.MediaBox = list(box)
    if angle is not None:
        page.obj.Rotate = angle
    if facts.get("bare"):
        del page.obj["/Contents"]
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def joined(folder: Path, content: bytes, *, void: str = "") -> bytes:
    file = folder / "one.pdf"
    file.write_bytes(content)
    assert count_pages(content, own=False) == 1
    contents = render_text("Содержание", "", "Скан", "Оператор", DAY).pdf
    return join(contents, [JoinedPart(file, "Скан", "Обращение", own=False, void=void)], DAY)


def place_of(pdf: bytes, word: str) -> tuple[float, float]:
    """Return the right and upper edge of a word on the last page as it is seen, from its upper left corner."""
    said = text_of(pdf, "-bbox", "-f", "2", "-l", "2")
    found = re.search(rf'xMin="[\d.-]+" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="[\d.-]+">{word}<', said)
    assert found, said
    return float(found[2]), float(found[1])


@pytest.mark.parametrize("angle", [None, 0, 90, 180, 270, 450, -90])
@pytest.mark.parametrize("box", [(0, 0, 300, 200), (-50, 100, 250, 300)], ids=["usual", "shifted"])
def test_the_number_stands_in_the_upper_right_corner_however_a_page_is_turned(
    tmp_path: Path, angle: int | None, box: tuple[int, int, int, int]
) -> None:
    pdf = joined(tmp_path, turned(angle, box), void="АННУЛИРОВАНО")
    wide = 200 if (angle or 0) % 180 else 300
    for word, most in (("2", 20), ("АННУЛИРОВАНО", 60)):
        right, top = place_of(pdf, word)
        assert wide - most < right < wide
        assert 0 < top < 25


def test_the_contents_bear_none_and_a_paper_that_stands_is_not_void(tmp_path: Path) -> None:
    pdf = joined(tmp_path, turned(0))
    assert "с. 1" not in text_of(pdf)
    assert "с. 2" in text_of(pdf)
    assert "АННУЛИРОВАНО" not in text_of(pdf)


def test_a_page_without_content_takes_its_number(tmp_path: Path) -> None:
    assert "с. 2" in text_of(joined(tmp_path, turned(0, bare=True)))


def test_what_stands_on_a_page_is_not_touched(tmp_path: Path) -> None:
    content = sample_pdf(1, (300.0, 200.0))
    pdf = joined(tmp_path, content)
    with pikepdf.open(io.BytesIO(pdf)) as file, pikepdf.open(io.BytesIO(content)) as before:
        streams = [part.read_bytes() for part in file.pages[1].Contents]
        own = before.pages[0].Contents
        parts = own if isinstance(own, pikepdf.Array) else [own]
        assert [part.read_bytes() for part in parts] == streams[1:-1]
        assert streams[0] == b"q\n"
        assert streams[-1].startswith(b"\nQ q")

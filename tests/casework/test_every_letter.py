"""Every shipped letter as people get it: valid, whole, and saying word for word what the letter says."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf
import pytest

from otklik.casework import opening
from otklik.letters.blocks import Heading, Item, Paragraph, Rule, Table, plain, read_blocks
from otklik.register.store import Register
from otklik.safety.keys import new_key
from otklik.system import words
from otklik.system.clock import FixedClock
from tests.finished_pdf import expect_archive
from tests.invented import NOON
from tests.tagged_pdf import read_tree

from .every_letter import CASES, IssuedLetter, issue_every_letter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otklik.letters.blocks import Block
    from otklik.letters.model import LetterModel


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> list[IssuedLetter]:
    """All letters, issued once."""
    words.set_language("ru")
    register = Register.create(tmp_path_factory.mktemp("every") / "register.otklik", new_key())
    clock = FixedClock(NOON)
    made = list(issue_every_letter(opening.begin(register, clock), clock))
    register.close()
    return made


def test_all_are_there(letters: list[IssuedLetter]) -> None:
    assert [(one.template, one.voice, one.person) for one in letters] == CASES


def test_all_are_archive_pdf(letters: list[IssuedLetter], tmp_path: Path) -> None:
    expect_archive(tmp_path, *(one.pdf for one in letters))


def test_all_are_tagged_and_say_what_they_are(letters: list[IssuedLetter]) -> None:
    for one in letters:
        root = read_tree(one.pdf)  # checks language and structure on its way
        assert [node.text for node in root.of("H1")] == [one.model.heading], one.name
        with pikepdf.open(io.BytesIO(one.pdf)) as file:
            assert str(file.docinfo.Title) == f"{one.model.heading} № {one.model.number}", one.name


def test_all_fonts_are_embedded_and_cut_down(letters: list[IssuedLetter]) -> None:
    for one in letters:
        with pikepdf.open(io.BytesIO(one.pdf)) as file:
            for font in (font for page in file.pages for font in page.Resources.Font.values()):
                assert re.match(r"/[A-Z]{6}\+PT", str(font.BaseFont)), one.name
                assert "/FontFile2" in font.FontDescriptor, one.name


def test_what_is_read_from_the_file_is_what_the_letter_says(letters: list[IssuedLetter]) -> None:
    for one in letters:
        said = re.compile(_pattern(one.model))
        shown = _shown(one.pdf)
        assert said.fullmatch(shown), f"{one.name}:\n{shown}\n\n{said.pattern}"


def _shown(pdf: bytes) -> str:
    """Return the words of a file in the order they were written, without white space.

    A word parted at the end of a line is whole again; numbers of pages are left out.
    """
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    first, *further = done.stdout.decode().removesuffix("\f").split("\f")
    pages = [first, *(re.sub(rf"\A{number}\n", "", page) for number, page in enumerate(further, 2))]
    return re.sub(r"\s", "", "".join(pages).replace("-\n", ""))


def _pattern(model: LetterModel) -> str:
    """Return what has to be read from the file, as a regular expression without white space."""
    head = [*(line.text for line in model.letterhead), f"{model.date} № {model.number}", model.reference]
    above = [*head, *model.addressee, model.heading, model.salutation]
    enclosed = _enclosed(model.enclosures)
    below = [*enclosed, model.closing, model.position, model.signer, model.executor]
    return (
        "".join((*map(_exactly, above), *_body(read_blocks(model.body)), *map(_exactly, below))) + r"журнал[\da-f]{16}"
    )


def _exactly(text: str) -> str:
    return re.escape(re.sub(r"\s", "", text))


def _enclosed(lines: tuple[str, ...]) -> list[str]:
    if len(lines) < 2:
        return [f"Приложение: {line}" for line in lines]
    return ["Приложение:", *(f"{number}. {line}" for number, line in enumerate(lines, 1))]


def _body(content: tuple[Block, ...]) -> Iterator[str]:
    """Yield the parts of the text; a heading may run in, which brings a full stop and a capital behind it."""
    for above, block in pairwise((None, *content)):
        match block:
            case Heading(spans):
                yield _exactly(plain(spans)) + r"\.?"
            case Paragraph(spans):
                first, rest = plain(spans)[:1], plain(spans)[1:]
                yield f"(?i:{re.escape(first)}){_exactly(rest)}" + (r"\.?" if isinstance(above, Heading) else "")
            case Item(mark, _depth, spans):
                yield _exactly(mark + plain(spans))
            case Table(rows):
                yield from (_exactly(plain(cell)) for row in rows for cell in row)
            case Rule() | None:
                pass

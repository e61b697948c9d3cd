"""Text of a PDF: lines joined to paragraphs, without the numbers and running heads of its pages."""

from __future__ import annotations

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import PyPdfError

from otklik.intake.documents.reading import MAX_CHARS, SCAN, without_invisible
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from pypdf import PageObject

MAX_SECONDS = 3.5
"""How long the text of a PDF may take; a policy takes a tenth of it."""
MAX_PAGES = 400
_LIMITS = Configuration(
    maximum_declared_stream_length=30_000_000,
    array_based_stream_maximum_output_length=4_000_000,
    lzw_maximum_output_length=4_000_000,
    run_length_maximum_output_length=4_000_000,
    zlib_maximum_output_length=8_000_000,
    zlib_maximum_recovery_input_length=200_000,
    stream_decoding_work_maximum_length=30_000_000,
    stream_parsing_work_maximum_count=200_000,
    page_tree_maximum_entries=20_000,
    page_tree_maximum_page_entries=50_000,
    xform_maximum_invocations_per_extraction=300,
)
# What a broken file makes pypdf raise beside its own errors.
_BROKEN = (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, RecursionError)
_MORE_BROKEN = (*_BROKEN, OSError, EOFError, ArithmeticError, NotImplementedError, LookupError, StopIteration)

_PAGE_NUMBER = re.compile(
    r"\s*(?:(?:стр(?:аница)?|с|лист|page|p)\s?\.?\s?)?[-–—]?\s?\d{1,4}\s?[-–—]?(?:\s?(?:из|of|/)\s?\d{1,4})?\s*",
    re.IGNORECASE,
)
_HYPHENATED = re.compile(r"[а-яёa-z][-\u00ad\u2010]$", re.IGNORECASE)
_BEGINS_ANEW = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,3}){0,4}[.)]\s|\d{1,2}(?:\.\d{1,3}){1,4}\s|[-–—•·●▪*]\s|[а-яa-z]\)\s|(?:статья|раздел|глава)\s)",
    re.IGNORECASE,
)
_REQUISITE = re.compile(
    r"(?:(?:\w+\s)?адрес\w*|тел\w*|инн|огрн\w*|кпп|e-?mail|(?:электронная\s)?почта|сайт|факс|р/с)\b", re.IGNORECASE
)


class _OutOfTimeError(Exception):
    """The time for one document is used up."""


def read_pdf(shown: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a PDF and what could not be read of it.

    Args:
        shown: the file's name, for sentences.
        content: its bytes.

    Raises:
        UserError: it is broken, encrypted, or a scan without text.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the file
    deadline = time.monotonic() + MAX_SECONDS
    with apply_configuration(_LIMITS):
        reader, count = _opened(shown, content)
        pages, unread = _pages(reader, count, deadline)
    if not any(page.strip() for page in pages):
        raise UserError(SCAN, file=shown)
    problems = (
        (say("{count} page(s) of the PDF could not be read; compare with the original.", count=unread),)
        if unread
        else ()
    )
    return _joined([_lines(page) for page in pages]), problems


def _opened(shown: str, content: bytes) -> tuple[PdfReader, int]:
    """Return the reader and the number of pages.

    Raises:
        UserError: the file is broken or needs a password.
    """
    try:
        reader = PdfReader(io.BytesIO(content))
        locked = reader.is_encrypted and not reader.decrypt("")
        if not locked:
            return reader, len(reader.pages)
    except _MORE_BROKEN as error:
        raise UserError(
            "{file} is damaged or no PDF. Save it again, or copy its text and paste it.", file=shown
        ) from error
    raise UserError(
        "{file} is protected by a password. Save it without one, or copy its text and paste it.", file=shown
    )


def _pages(reader: PdfReader, count: int, deadline: float) -> tuple[list[str], int]:
    """Return the text of each page that can be read in time, and how many cannot."""
    pages: list[str] = []
    size = 0
    for number in range(min(count, MAX_PAGES)):
        try:
            text = _page_text(reader.pages[number], deadline)
        except _OutOfTimeError:
            return pages, count - sum(1 for page in pages if page)
        except _MORE_BROKEN:
            text = ""
        pages.append(without_invisible(text))
        size += len(text)
        if size > MAX_CHARS:
            break
    empty = sum(1 for page in pages if not page)
    return pages, empty + count - len(pages)


def _page_text(page: PageObject, deadline: float) -> str:
    """Return the text of a page.

    Raises:
        _OutOfTimeError: the deadline passed while it was read.
    """

    def look_at_clock(*_anything: object) -> None:
        if time.monotonic() > deadline:
            raise _OutOfTimeError

    look_at_clock()
    return page.extract_text(visitor_operand_before=look_at_clock)


def _lines(page: str) -> list[str]:
    return [line.rstrip() for line in page.split("\n")]


def _joined(pages: Sequence[list[str]]) -> str:
    """Return the pages as one text: no numbers of pages, running heads once, lines of a paragraph in one."""
    heads = _running_heads(pages)
    lines: list[str] = []
    seen: set[str] = set()
    for page in pages:
        kept = _without_margins(page, heads, seen)
        lines.extend(kept)
    return _paragraphs(lines).strip("\n")


def _edges(page: Sequence[str]) -> list[int]:
    """Return the places of the first two and last two lines with words."""
    filled = [place for place, line in enumerate(page) if line.strip()]
    return sorted({*filled[:2], *filled[-2:]})


def _masked(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _running_heads(pages: Sequence[list[str]]) -> frozenset[str]:
    """Return the lines, figures masked, that stand at an edge of most pages."""
    counted = Counter(masked for page in pages for masked in {_masked(page[place]) for place in _edges(page)})
    enough = max(2, (len(pages) + 1) // 2)
    return frozenset(masked for masked, times in counted.items() if times >= enough and len(pages) > 1)


def _without_margins(page: list[str], heads: frozenset[str], seen: set[str]) -> list[str]:
    """Return a page without its number, and without running heads that stood before."""
    dropped = set()
    for place in _edges(page):
        masked = _masked(page[place])
        if _PAGE_NUMBER.fullmatch(page[place]) or (masked in heads and masked in seen):
            dropped.add(place)
        elif masked in heads:
            seen.add(masked)
    kept = [line for place, line in enumerate(page) if place not in dropped]
    filled = [place for place, line in enumerate(kept) if line.strip()]
    # Empty lines at an edge would part a paragraph that goes on over the page.
    return kept[filled[0] : filled[-1] + 1] if filled else []


def _paragraphs(lines: list[str]) -> str:
    """Return the lines with those of one paragraph joined: a full line goes on in the next."""
    lengths = sorted(len(line) for line in lines if line.strip())
    full = lengths[len(lengths) * 9 // 10] * 0.94 if lengths else 0
    text: list[str] = []
    before = ""
    for line in lines:
        words = " ".join(line.split())
        if not _goes_on(before, words, full):
            text.append(words)
        elif _HYPHENATED.search(before) and words[0].islower():
            text[-1] = text[-1][:-1] + words
        else:
            text[-1] += words if before.endswith("@") else f" {words}"
        before = line.strip()
    return "\n".join(text)


def _goes_on(before: str, words: str, full: float) -> bool:
    """Return whether a line goes on in the next: its first word had no room left, or it cannot begin a sentence."""
    if not before or not words or _BEGINS_ANEW.match(words):
        return False
    if before[-1] in ".;:" and _REQUISITE.match(words):
        return False
    if before.endswith("@"):
        return True
    first = words.split(maxsplit=1)[0]
    had_room = len(before) + 1 + len(first) <= full
    return not had_room or (words[0].islower() and before[-1] not in ".;:!?" and len(before) * 2 > full)

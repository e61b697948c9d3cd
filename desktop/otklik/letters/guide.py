"""The guide as a paper: cover, contents, a page after another; what leads to another page names its number."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from otklik.letters import fonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

_LINK = re.compile(r"\[([^\[\]]{1,200})\]\(([^()\s]{1,200})\)")
_MOST_PASSES = 5


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page of the help.

    Attributes:
        topic: its id, by which other pages lead to it.
        title: its heading.
        group: the chapter it stands in.
        body: Markdown; `[words](topic)` leads to another page.
        picture: PNG of the screen it tells of, without transparency; empty for none.
    """

    topic: str
    title: str
    group: str
    body: str
    picture: bytes = b""


@dataclass(frozen=True, slots=True)
class Guide:
    """What is printed.

    Attributes:
        title: name of the paper.
        lead: what it is, under the title of the cover; without it there is neither cover nor contents.
        edition: small print of the cover, line by line.
        contents: heading of the contents.
        page: what stands before the number of a page: «с.».
        shows: what a picture shows, with a place for the `{title}` of its page.
        pages: in order, those of a group together.
        made_on: date of the file.
        language: of the text, as `ru-RU`.
    """

    title: str
    lead: str
    edition: tuple[str, ...]
    contents: str
    page: str
    shows: str
    pages: tuple[GuidePage, ...]
    made_on: date
    language: str


def render_guide(guide: Guide) -> bytes:
    """Return the guide as PDF/A-1b; the same guide always gives the same bytes."""
    with fonts.RENDERING:
        numbers: dict[str, int] = {}
        for _attempt in range(_MOST_PASSES):  # a longer number may move a line, and a line a page
            pdf, found = _lay_out(guide, numbers)
            if found == numbers:
                break
            numbers = found
        return pdf


def _lay_out(guide: Guide, numbers: Mapping[str, int]) -> tuple[bytes, dict[str, int]]:
    """Return the paper with these numbers of pages in it, and the numbers its pages have."""
    from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.lib.units import mm  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same
    from otklik.letters.guide_parts import Parts  # noqa: PLC0415 - the same

    margins = parts.Margins(25 * mm, 20 * mm, 20 * mm, 20 * mm)
    width = A4[0] - margins.left - margins.right
    found: dict[str, int] = {}

    def story() -> list[Any]:
        made = Parts(guide.shows, width)
        front = [*made.cover(guide.title, guide.lead, guide.edition), *_contents(guide, made, numbers)]
        return [*(front if guide.lead else ()), *_chapters(guide, made, numbers, found)]

    def frame(canvas: Any, page: int, total: int) -> None:
        if page > 1 or not guide.lead:
            parts.foot(canvas, A4, margins, guide.title, f"{page} / {total}")

    facts = parts.file_facts(guide.title, "", guide.made_on) | {"language": guide.language}
    return parts.make(story, size=A4, margins=margins, facts=facts, frame=frame).pdf, found


def _contents(guide: Guide, made: Any, numbers: Mapping[str, int]) -> Iterator[Any]:
    yield made.new_page()
    yield made.chapter(guide.contents)
    for group, pages in groupby(guide.pages, attrgetter("group")):
        yield made.group(group)
        yield made.lines([(page.title, str(numbers.get(page.topic, ""))) for page in pages])


def _chapters(guide: Guide, made: Any, numbers: Mapping[str, int], found: dict[str, int]) -> Iterator[Any]:
    for group, pages in groupby(guide.pages, attrgetter("group")):
        if guide.lead:
            yield made.new_page()
            yield made.chapter(group)
        for page in pages:
            picture = made.picture(page.picture, page.title) if page.picture else None
            yield from made.topic(page.title, page.topic, found, picture)
            yield from made.body(_referring(page.body, guide, numbers), picture)


def _referring(body: str, guide: Guide, numbers: Mapping[str, int]) -> str:
    """Return the text with the number of a page behind what leads there; lines that only lead to a screen go."""

    def said(link: re.Match[str]) -> str:
        number = numbers.get(link[2])
        return f"{link[1]} ({guide.page}\u00a0{number})" if number else link[1]

    kept = (line for line in body.splitlines() if not re.fullmatch(r"\[[^\[\]]*\]\(otklik:[^()]*\)", line.strip()))
    return _LINK.sub(said, "\n".join(kept))

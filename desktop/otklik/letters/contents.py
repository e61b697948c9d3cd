"""The contents of a folder for inspection: what it holds, on which page, under which name and SHA-256."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from otklik.letters import fonts
from otklik.letters.wording import short_date

if TYPE_CHECKING:
    from datetime import date

    from otklik.letters.paper_parts import Made

HEADING = "Папка для проверки"


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A file of the folder.

    Attributes:
        group: the heading it stands under: «Обращение № 31».
        title: what it is.
        file: its name in the folder.
        sha256: hex digest of the file.
        pages: how many pages it has in this volume; 0 where it lies beside, because it is no PDF that can be joined.
    """

    group: str
    title: str
    file: str
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of one volume.

    Attributes:
        subject: what the folder is about: «обращения, полученные с … по …».
        operator: whose folder it is.
        volume, volumes: which volume of how many.
        lines: in order, those of a group together.
        made_on: day of the folder.
        chain_head: hex head of the register's journal on that day.
    """

    subject: str
    operator: str
    volume: int
    volumes: int
    lines: tuple[ContentsLine, ...]
    made_on: date
    chain_head: str


def render_contents(contents: Contents) -> Made:
    """Return the contents as PDF/A-1b; the page numbers in it count its own pages first."""
    own = 1
    while True:
        made = _render(contents, own)
        if made.pages <= own:  # more pages never make it shorter: this ends
            return made
        own = made.pages


def _render(contents: Contents, own: int) -> Made:
    with fonts.RENDERING:
        from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - brings reportlab, and start-up counts
        from reportlab.lib.units import mm  # noqa: PLC0415 - the same

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

        margins = parts.Margins(20 * mm, 12 * mm, 16 * mm, 18 * mm)

        def story() -> list[Any]:
            volume = f"Том {contents.volume} из {contents.volumes}" if contents.volumes > 1 else ""
            about = "\n".join(filter(None, (contents.subject, volume)))
            return [
                parts.title(HEADING, parts.style(20, 26, bold=True, serif=True)),
                parts.text(about, parts.style(12, 16, serif=True)),
                parts.text(contents.operator, parts.style(9, 12, textColor=parts.DIM, spaceAfter=10)),
                _table(contents, own, A4[0] - margins.left - margins.right),
            ]

        def frame(canvas: Any, page: int, total: int) -> None:
            left = f"{HEADING} · журнал {parts.short_head(contents.chain_head)}"
            right = f"составлена {short_date(contents.made_on)} · содержание, лист {page} из {total}"
            parts.foot(canvas, A4, margins, left, right)

        facts = parts.file_facts(f"{HEADING}: {contents.subject}", contents.operator, contents.made_on)
        return parts.make(story, size=A4, margins=margins, facts=facts, frame=frame)


def _table(contents: Contents, own: int, width: float) -> Any:
    from reportlab.lib.enums import TA_RIGHT  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.lib.units import mm  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    head, cell = parts.style(7.5, 10, bold=True), parts.style(9.5, 12)
    small, group = parts.style(6.5, 8.5, textColor=parts.DIM), parts.style(9.5, 12, bold=True)
    figure = parts.style(9.5, 12, alignment=TA_RIGHT)
    titles = ("№", "Документ", "Стр.", "Файл и SHA-256")
    widths = [10 * mm, width - 105 * mm, 13 * mm, 82 * mm]
    rows = [[parts.text(title, head) for title in titles]]
    merged, page, number = [], own + 1, 0
    for heading, lines in groupby(contents.lines, attrgetter("group")):
        merged += [("SPAN", (0, len(rows)), (-1, len(rows))), ("NOSPLIT", (0, len(rows)), (0, len(rows) + 1))]
        rows.append([parts.text(heading, group), *(parts.text("", cell) for _ in titles[1:])])
        for line in lines:
            number += 1
            rows.append(
                [
                    parts.text(str(number), cell),
                    parts.text(line.title, cell),
                    parts.text(str(page) if line.pages else "файл", figure),
                    [
                        parts.text(parts.fitted(line.file, widths[-1], cell, "/"), cell),
                        parts.text(_broken(line.sha256), small),
                    ],
                ]
            )
            page += line.pages
    return parts.table(rows, widths, head=1, lines=merged)


def _broken(digest: str) -> str:
    """Return a digest on two lines."""
    return f"{digest[:32]}\n{digest[32:]}"

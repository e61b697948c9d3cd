"""Lines of the journal on paper: the table of an extract, and «Выписка из журнала» as PDF/A-1b."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from otklik.letters import fonts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from otklik.letters.paper_parts import Made

TITLE = "Выписка из журнала"


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the journal as it is printed.

    Attributes:
        seq: its place in the chain.
        at: local time.
        sentence: what happened, in Russian.
        digest: hex digest that chains it; its first 16 digits are printed.
    """

    seq: int
    at: datetime
    sentence: str
    digest: str


@dataclass(frozen=True, slots=True)
class Extract:
    """What an extract says.

    Attributes:
        heading: what the lines are about: «Обращение № 31».
        operator: whose journal it is.
        lines: oldest first.
        made_on: the date of the paper.
        chain_head: hex head of the journal's chain on that day.
    """

    heading: str
    operator: str
    lines: tuple[LogLine, ...]
    made_on: date
    chain_head: str


def render_extract(extract: Extract) -> Made:
    """Return the extract as PDF/A-1b with the number of its pages; the same values always give the same bytes."""
    with fonts.RENDERING:
        from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - brings reportlab, and start-up counts
        from reportlab.lib.units import mm  # noqa: PLC0415 - the same

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same
        from otklik.letters.wording import short_date  # noqa: PLC0415 - with them

        margins = parts.Margins(20 * mm, 12 * mm, 16 * mm, 18 * mm)

        def story() -> list[Any]:
            return [
                parts.title(TITLE, parts.style(17, 22, bold=True, serif=True)),
                parts.text(extract.heading, parts.style(11.5, 15, serif=True)),
                parts.text(extract.operator, parts.style(8.5, 12, textColor=parts.DIM, spaceAfter=8)),
                log_table(extract.lines, A4[0] - margins.left - margins.right),
                parts.text(chain_note(extract.chain_head), parts.style(8, 11, textColor=parts.DIM, spaceBefore=8)),
            ]

        def frame(canvas: Any, page: int, total: int) -> None:
            left = f"{TITLE}: {extract.heading}"
            right = f"составлена {short_date(extract.made_on)} · лист {page} из {total}"
            parts.foot(canvas, A4, margins, left, right)

        facts = parts.file_facts(f"{TITLE}: {extract.heading}", extract.operator, extract.made_on)
        return parts.make(story, size=A4, margins=margins, facts=facts, frame=frame)


def log_table(lines: Sequence[LogLine], width: float) -> Any:
    """Return the lines as a table that goes over pages.

    Args:
        lines: in the order they are printed.
        width: of the table, in points.
    """
    from reportlab.lib.units import mm  # noqa: PLC0415 - brings reportlab, and start-up counts

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    head, cell, mono = parts.style(7.5, 10, bold=True), parts.style(8.5, 11), parts.style(7, 9.5, textColor=parts.DIM)
    widths = [15 * mm, 27 * mm, width - 82 * mm, 40 * mm]
    write = partial(parts.text, form=head)
    rows: list[list[Any]] = [[write("Запись"), write("Дата и время"), write("Что сделано"), write("Отпечаток SHA-256")]]
    rows += [
        [
            parts.text(str(line.seq), cell),
            parts.text(f"{line.at:%d.%m.%Y %H:%M:%S}", cell),
            parts.text(line.sentence, cell),
            parts.text(parts.short_head(line.digest), mono),
        ]
        for line in lines
    ]
    return parts.table(rows, widths, head=1)


def chain_note(chain_head: str) -> str:
    """Return the sentence on the chain that stands under an extract."""
    from otklik.letters.paper_parts import short_head  # noqa: PLC0415 - brings reportlab, and start-up counts

    return (
        "Каждая запись журнала содержит отпечаток предыдущей; напечатаны первые 16 знаков отпечатков. "
        f"Последняя запись журнала на день составления: {short_head(chain_head)}."
    )

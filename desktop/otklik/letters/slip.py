"""«Расписка о приёме обращения»: what somebody is handed who came in person, or hears on the telephone; PDF/A-1b."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from otklik.letters import fonts
from otklik.letters.wording import NBSP, capital, long_date

if TYPE_CHECKING:
    from datetime import date, time

    from otklik.letters.paper_parts import Made

_RUNS = (
    "Срок считается со дня обращения и не останавливается, пока подтверждается личность или уточняются сведения. "
    "Если Вы обратитесь снова, назовите номер обращения."
)
_LONGEST_TEXT, _MOST_LINES = 700, 12
"""Characters and lines of the demand that are printed: the slip is one sheet, the case keeps the whole text."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What the slip says.

    Attributes:
        number: of the case in the register.
        operator, operator_address, contacts: who took it, and how to reach him (telephones, e-mail).
        signer: (position, name) of who took it.
        received_on, received_at: when; the time is `None` where it is not kept.
        way: how it came, in words.
        person: who asks.
        spokesman, authority: who spoke for him and by what; may be empty.
        demands: what is demanded, one phrase each.
        text: the demand in the words of who made it; may be empty.
        papers: how many papers were handed over with it.
        lacks: what still has to be brought, one phrase each.
        due: what will be done and by when, as (what, when).
        in_person: whether he stands there and signs too.
        made_on: the date of the paper.
        chain_head: hex head of the journal's chain.
    """

    number: int
    operator: str
    operator_address: str
    contacts: str
    signer: tuple[str, str]
    received_on: date
    received_at: time | None
    way: str
    person: str
    spokesman: str
    authority: str
    demands: tuple[str, ...]
    text: str
    papers: int
    lacks: tuple[str, ...]
    due: tuple[tuple[str, str], ...]
    in_person: bool
    made_on: date
    chain_head: str


def render_slip(slip: Slip) -> Made:
    """Return the slip as PDF/A-1b with the number of its sheets; the same values always give the same bytes."""
    with fonts.RENDERING:
        from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - brings reportlab, and start-up counts

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same
        from otklik.letters.act import MARGINS  # noqa: PLC0415 - the same

        margins = parts.Margins(*MARGINS)
        width = A4[0] - margins.left - margins.right

        def frame(canvas: Any, page: int, total: int) -> None:
            left = f"Расписка к обращению № {slip.number} · журнал {parts.short_head(slip.chain_head)}"
            parts.foot(canvas, A4, margins, left, f"лист {page} из {total}")

        facts = parts.file_facts(f"Расписка о приёме обращения № {slip.number}", slip.operator, slip.made_on)
        return parts.make(lambda: _story(slip, width), size=A4, margins=margins, facts=facts, frame=frame)


def _story(slip: Slip, width: float) -> list[Any]:
    from reportlab.lib.units import mm  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.platypus import KeepTogether  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same
    from otklik.letters.act import facts_table, head  # noqa: PLC0415 - the same

    title = f"РАСПИСКА\nо приёме обращения № {slip.number}"
    heading = parts.style(11, 15, bold=True, serif=True, spaceBefore=6 * mm, spaceAfter=2 * mm)
    body = parts.style(10.5, 14, serif=True, spaceBefore=4 * mm, spaceAfter=6 * mm)
    hands = [(capital(slip.signer[0]), slip.signer[1])]
    if slip.in_person:
        hands.append(("Заявитель", slip.spokesman or slip.person))
    return [
        *head(slip.operator, slip.operator_address, title, long_date(slip.received_on)),
        facts_table(_facts(slip), width),
        KeepTogether([parts.title("Когда Вам ответят", heading, 2), facts_table(list(slip.due), width)]),
        KeepTogether([parts.text(_RUNS, body), *parts.signatures(hands)]),
    ]


def _facts(slip: Slip) -> list[tuple[str, str]]:
    """Return the rows of the table: what is not known is left out."""
    hour = f", {slip.received_at:%H:%M}" if slip.received_at else ""
    rows = [
        ("Принято", f"{long_date(slip.received_on)}{hour}, {slip.way}"),
        ("От кого", slip.person),
        ("Представитель", ", ".join(filter(None, (slip.spokesman, slip.authority)))),
        ("Что заявлено", "\n".join(capital(demand) for demand in slip.demands)),
        ("Словами заявителя", _shortened(slip.text)),
        ("Передано документов", str(slip.papers) if slip.papers else ""),
        ("Просим дополнить", "\n".join(slip.lacks)),
        ("Справки", slip.contacts),
    ]
    return [(name, said) for name, said in rows if said.strip()]


def _shortened(text: str) -> str:
    """Return the text on as many lines as it has, without empty ones, cut at a word where it is too long."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    said = "\n".join(lines[:_MOST_LINES])
    if len(said) > _LONGEST_TEXT:
        said = said[:_LONGEST_TEXT].rsplit(None, 1)[0]
    return said if len(said) == len("\n".join(lines)) else f"{said}{NBSP}…"

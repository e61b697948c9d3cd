"""«Отметка об аннулировании акта»: one sheet that is kept beside an act of destruction made by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from otklik.letters import fonts
from otklik.letters.wording import capital, long_date, short_date

if TYPE_CHECKING:
    from datetime import date

    from otklik.letters.paper_parts import Made

_KEPT = (
    "Акт и выгрузка из журнала, составленная вместе с ним, не подтверждают уничтожение персональных данных. Номер акта "
    "повторно не используется. Отметка хранится вместе с актом."
)


@dataclass(frozen=True, slots=True)
class ActNote:
    """What the note says.

    Attributes:
        number, made_on, sha256, keep_until: of the act; the digest is that of its file.
        case_number: the case in the register it belongs to.
        operator, operator_address: whose act it is.
        signer: (position, name) of who signs.
        annulled_on, reason: when and why it was annulled.
        opened: titles of the duties that are open again.
        chain_head: hex head of the journal's chain.
    """

    number: int
    made_on: date
    sha256: str
    keep_until: date | None
    case_number: int
    operator: str
    operator_address: str
    signer: tuple[str, str]
    annulled_on: date
    reason: str
    opened: tuple[str, ...]
    chain_head: str


def render_note(note: ActNote) -> Made:
    """Return the note as PDF/A-1b with the number of its sheets; the same values always give the same bytes."""
    with fonts.RENDERING:
        from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - brings reportlab, and start-up counts

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same
        from otklik.letters.act import MARGINS  # noqa: PLC0415 - the same

        margins = parts.Margins(*MARGINS)
        width = A4[0] - margins.left - margins.right

        def frame(canvas: Any, page: int, total: int) -> None:
            left = f"Отметка к акту № {note.number} · журнал {parts.short_head(note.chain_head)}"
            until = f"хранить до {short_date(note.keep_until)} · " if note.keep_until else ""
            parts.foot(canvas, A4, margins, left, f"{until}лист {page} из {total}")

        facts = parts.file_facts(f"Отметка об аннулировании акта № {note.number}", note.operator, note.annulled_on)
        return parts.make(lambda: _story(note, width), size=A4, margins=margins, facts=facts, frame=frame)


def _story(note: ActNote, width: float) -> list[Any]:
    from reportlab.lib.units import mm  # noqa: PLC0415 - brings reportlab, and start-up counts

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same
    from otklik.letters.act import facts_table, head  # noqa: PLC0415 - the same

    title = f"ОТМЕТКА\nоб аннулировании акта № {note.number}"
    dated = f"{long_date(note.annulled_on)}, обращение № {note.case_number}"
    groups = [note.sha256[start : start + 8] for start in range(0, len(note.sha256), 8)]
    digest = "\n".join((" ".join(groups[:4]), " ".join(groups[4:])))
    rows = [
        ("Акт", f"Акт об уничтожении персональных данных № {note.number} от {long_date(note.made_on)}"),
        ("Файл акта, отпечаток SHA-256", digest),
        ("Аннулирован", long_date(note.annulled_on)),
        ("Причина", note.reason),
    ]
    if note.opened:
        rows.append(("Снова не исполнено", "\n".join(note.opened)))
    body = parts.style(10.5, 14, serif=True, spaceBefore=4 * mm, spaceAfter=6 * mm)
    position, name = note.signer
    return [
        *head(note.operator, note.operator_address, title, dated),
        facts_table(rows, width),
        parts.text(_KEPT, body),
        *parts.signatures([(capital(position), name)]),
    ]

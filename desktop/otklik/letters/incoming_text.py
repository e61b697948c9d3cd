"""The text of a letter that came, on paper: PDF/A-1b for a folder, where nothing but text was kept or it is e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from otklik.letters import fonts

if TYPE_CHECKING:
    from datetime import date

    from otklik.letters.paper_parts import Made


def render_text(heading: str, about: str, content: str, operator: str, made_on: date) -> Made:
    """Return a text as it was received, line by line, with the number of its pages.

    Args:
        heading: «Обращение № 31: текст».
        about: when and how it came.
        content: the text; signs our fonts lack stand as their code.
        operator: whose paper it is.
        made_on: the date of the paper.
    """
    with fonts.RENDERING:
        from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - brings reportlab, and start-up counts
        from reportlab.lib.units import mm  # noqa: PLC0415 - the same

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

        margins = parts.Margins(25 * mm, 15 * mm, 18 * mm, 18 * mm)

        def story() -> list[Any]:
            body = parts.style(11, 14.5, serif=True)
            return [
                parts.title(heading, parts.style(16, 21, bold=True, serif=True)),
                parts.text(about, parts.style(8.5, 12, textColor=parts.DIM, spaceAfter=10)),
                *(parts.text(line or " ", body) for line in content.splitlines()),
            ]

        def frame(canvas: Any, page: int, total: int) -> None:
            parts.foot(canvas, A4, margins, heading, f"лист {page} из {total}")

        facts = parts.file_facts(heading, operator, made_on)
        return parts.make(story, size=A4, margins=margins, facts=facts, frame=frame)

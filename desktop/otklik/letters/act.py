"""«Акт об уничтожении персональных данных» with its log export, by order of Роскомнадзор № 179 of 28.10.2022."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from otklik.letters import fonts
from otklik.letters.extract import chain_note, log_table
from otklik.letters.wording import capital, long_date, short_date

if TYPE_CHECKING:
    from datetime import date

    from otklik.letters.extract import LogLine
    from otklik.letters.paper_parts import Made

HEADING = "Акт об уничтожении персональных данных"
EXPORT = "Выгрузка из журнала регистрации событий"
WHOSE = "журнал программы «Отклик», в которой оператор ведёт реестр обращений"
"""Whose journal it is: ours. The system the data were in may keep another one, and nobody shall take ours for that."""

MARGINS = (70.9, 42.5, 51.0, 56.7)
"""White around the text of an act and of what is kept beside it, in points: left 25 mm, right 15, top 18, bottom 20."""

_EMPTY = "не заполнено"
_SHORT = 8  # media that stand on one sheet with the hands
_GROUND = (
    "Составлен в подтверждение уничтожения персональных данных (часть 7 статьи 21 Федерального закона от 27 июля "
    "2006 г. № 152-ФЗ «О персональных данных») по Требованиям, утверждённым приказом Роскомнадзора от 28 октября "
    "2022 г. № 179."
)
_OWN_LOG = (
    "Ниже приведены события этого обращения, записанные программой «Отклик». Это не журнал информационной системы, в "
    "которой были данные. Если она сама ведёт журнал регистрации событий, выгрузка из него прилагается к акту вместе с "
    "этой."
)


@dataclass(frozen=True, slots=True)
class ActPaper:
    """Everything the act says, in Russian; the letters are those of п. 3 of the Requirements.

    What is empty is drawn red, as in the draft of a letter: an act that is made has no gaps.

    Attributes:
        number, made_on: of the act.
        case_number: the case in the register it belongs to.
        operator, operator_address: а).
        processors: б) name and address of each who processes on the operator's behalf; empty where nobody does.
        subjects: в) whose data they were.
        destroyers: г) (position, name) of each who destroyed the data; he signs.
        categories: д).
        media: е) (name, sheets) of each medium of paper; empty where there was none.
        systems: ж) information systems; empty where all was on paper.
        way, reason, destroyed_on: з), и), к).
        log_lacks: what the log itself cannot show and the act says instead (п. 6); empty for nothing.
        keep_until: last day of the three years (п. 8).
        log: the lines of our own journal for the export; printed where there is a system.
        chain_head: hex head of the journal's chain.
    """

    number: int
    made_on: date
    case_number: int
    operator: str
    operator_address: str
    processors: tuple[tuple[str, str], ...]
    subjects: tuple[str, ...]
    destroyers: tuple[tuple[str, str], ...]
    categories: tuple[str, ...]
    media: tuple[tuple[str, int], ...]
    systems: tuple[str, ...]
    way: str
    reason: str
    destroyed_on: date | None
    log_lacks: str
    keep_until: date | None
    log: tuple[LogLine, ...]
    chain_head: str


def render_act(paper: ActPaper) -> Made:
    """Return the act as PDF/A-1b with the number of its sheets; the same values always give the same bytes.

    Where data lay in an information system, the log export begins a sheet of its own behind the act.
    """
    with fonts.RENDERING:
        from reportlab.lib.pagesizes import A4  # noqa: PLC0415 - brings reportlab, and start-up counts
        from reportlab.platypus import PageBreak  # noqa: PLC0415 - the same

        from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

        margins = parts.Margins(*MARGINS)
        width = A4[0] - margins.left - margins.right

        def story() -> list[Any]:
            act = _act(paper, width)
            return [*act, PageBreak(), *_export(paper, width)] if paper.systems else act

        def frame(canvas: Any, page: int, total: int) -> None:
            left = f"Акт № {paper.number} от {short_date(paper.made_on)} · журнал {parts.short_head(paper.chain_head)}"
            until = f"хранить до {short_date(paper.keep_until)} · " if paper.keep_until else ""
            parts.foot(canvas, A4, margins, left, f"{until}лист {page} из {total}")

        facts = parts.file_facts(f"{HEADING} № {paper.number}", paper.operator, paper.made_on)
        return parts.make(story, size=A4, margins=margins, facts=facts, frame=frame)


def head(operator: str, address: str, title: str, dated: str) -> list[Any]:
    """Return what stands over an act and over what is kept beside it: whose it is, what it is, and of which day."""
    from reportlab.lib.enums import TA_CENTER  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.lib.units import mm  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    return [
        parts.text(operator, parts.style(11, 14, bold=True, serif=True)),
        parts.text(address, parts.style(9, 12, textColor=parts.DIM)),
        parts.title(title, parts.style(15, 20, bold=True, serif=True, alignment=TA_CENTER, spaceBefore=6 * mm)),
        parts.text(dated, parts.style(11, 15, serif=True, alignment=TA_CENTER, spaceAfter=4 * mm)),
    ]


def facts_table(rows: list[tuple[str, str]], width: float, *, below: float = 0.0) -> Any:
    """Return a table of facts: what it is at the left, what is said at the right, red where nothing is said yet.

    Args:
        rows: of the table.
        width: of the table, in points.
        below: as of `paper_parts.table`.
    """
    from reportlab.lib.units import mm  # noqa: PLC0415 - brings reportlab, and start-up counts

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    name, value = parts.style(9, 12, textColor=parts.DIM), parts.style(11, 14.5, serif=True)
    gap = parts.style(11, 14.5, serif=True, textColor=parts.GAP)
    cells = [
        [parts.text(title, name), parts.text(said, value) if said.strip() else parts.text(_EMPTY, gap)]
        for title, said in rows
    ]
    return parts.table(cells, [50 * mm, width - 50 * mm], below=below)


def _act(paper: ActPaper, width: float) -> list[Any]:
    from reportlab.lib.units import mm  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.platypus import KeepTogether  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    title = f"АКТ № {paper.number}\nоб уничтожении персональных данных"
    dated = f"{long_date(paper.made_on)}, обращение № {paper.case_number}"
    hands = _hands(paper)
    # Hands never stand on a sheet alone: the last rows go along with them, a short list goes along whole.
    below = sum(part.getSpaceBefore() + part.wrap(width, 0)[1] for part in hands)
    short, long = 0 < len(paper.media) <= _SHORT, len(paper.media) > _SHORT
    rows = [(f"{name}\n{_point(letter)}", said) for letter, name, said in _rows(paper)]
    return [
        *head(paper.operator, paper.operator_address, title, dated),
        parts.text(_GROUND, parts.style(10.5, 14, serif=True, spaceAfter=4 * mm)),
        facts_table(rows, width, below=0.0 if paper.media else below),
        *(_media(paper, width, below) if long else ()),
        KeepTogether([*(_media(paper, width, 0.0) if short else ()), *hands]),
    ]


def _hands(paper: ActPaper) -> list[Any]:
    """Return who destroyed the data, with room for the hand of each."""
    from reportlab.lib.units import mm  # noqa: PLC0415 - brings reportlab, and start-up counts

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    closing = parts.style(11, 14, bold=True, serif=True, spaceBefore=6 * mm)
    gap = parts.style(11, 14.5, serif=True, textColor=parts.GAP)
    signed = parts.signatures([(capital(position), name) for position, name in paper.destroyers])
    return [parts.title("Данные уничтожили, пункт 3 «г»", closing, 2), *(signed or [parts.text(_EMPTY, gap)])]


def _rows(paper: ActPaper) -> list[tuple[str, str, str]]:
    """Return (letter of п. 3, what it is, what is said); a row the law asks of nobody here is left out."""
    rows = [("а", "Оператор", f"{paper.operator}\n{paper.operator_address}")]
    if paper.processors:
        lines = "\n".join(f"{name}\n{address}" for name, address in paper.processors)
        rows.append(("б", "Обрабатывал данные по поручению оператора", lines))
    rows.append(("в", "Чьи данные уничтожены", "\n".join(paper.subjects)))
    rows.append(("д", "Категории уничтоженных данных", "; ".join(paper.categories)))
    if paper.systems or not paper.media:
        rows.append(("ж", "Информационная система персональных данных", "\n".join(paper.systems)))
    rows.append(("з", "Способ уничтожения", paper.way))
    rows.append(("и", "Причина уничтожения", paper.reason))
    rows.append(("к", "Дата уничтожения", long_date(paper.destroyed_on) if paper.destroyed_on else ""))
    if paper.log_lacks:
        rows.append(("6", "Чего нет в выгрузке из журнала", paper.log_lacks))
    return rows


def _point(letter: str) -> str:
    return "пункт 6" if letter == "6" else f"пункт 3 «{letter}»"


def _media(paper: ActPaper, width: float, below: float) -> list[Any]:
    from reportlab.lib.enums import TA_RIGHT  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.lib.units import mm  # noqa: PLC0415 - the same
    from reportlab.platypus import CondPageBreak  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    heading = parts.style(11, 14, bold=True, serif=True, spaceBefore=6 * mm, spaceAfter=2 * mm)
    head, cell = parts.style(9, 12, textColor=parts.DIM), parts.style(10.5, 14, serif=True)
    figure = parts.style(10.5, 14, serif=True, alignment=TA_RIGHT)
    gap = parts.style(10.5, 14, serif=True, textColor=parts.GAP)
    rows = [[parts.text("№", head), parts.text("Наименование носителя", head), parts.text("Листов", head)]]
    rows += [
        [
            parts.text(str(place), cell),
            parts.text(name, cell) if name else parts.text(_EMPTY, gap),
            parts.text(str(sheets), figure) if sheets else parts.text("—", gap),
        ]
        for place, (name, sheets) in enumerate(paper.media, 1)
    ]
    total = sum(sheets for _name, sheets in paper.media)
    rows.append([parts.text("", cell), parts.text("Всего", cell), parts.text(str(total), figure)])
    table = parts.table(rows, [12 * mm, width - 34 * mm, 22 * mm], head=1, below=below)
    title = parts.title("Уничтоженные материальные носители, пункт 3 «е»", heading, 2)
    return [CondPageBreak(45 * mm), title, table] if below else [title, table]


def _export(paper: ActPaper, width: float) -> list[Any]:
    """Return the log export: its five facts by п. 5, and the lines themselves."""
    from reportlab.lib.units import mm  # noqa: PLC0415 - brings reportlab, and start-up counts
    from reportlab.platypus import CondPageBreak  # noqa: PLC0415 - the same

    from otklik.letters import paper_parts as parts  # noqa: PLC0415 - the same

    facts = (
        ("а", "Субъект", "\n".join(paper.subjects)),
        ("б", "Категории уничтоженных данных", "; ".join(paper.categories)),
        ("в", "Информационная система, в которой были данные", "\n".join(paper.systems)),
        ("г", "Причина уничтожения", paper.reason),
        ("д", "Дата уничтожения", long_date(paper.destroyed_on) if paper.destroyed_on else ""),
    )
    note = parts.style(8, 11, textColor=parts.DIM, spaceBefore=3 * mm)
    return [
        parts.title(EXPORT, parts.style(14, 18, bold=True, serif=True)),
        parts.text(
            f"{WHOSE}\nк акту № {paper.number} от {long_date(paper.made_on)}",
            parts.style(11, 15, serif=True, spaceAfter=4 * mm),
        ),
        facts_table([(f"{title}\nпункт 5 «{letter}»", said) for letter, title, said in facts], width),
        parts.text(_OWN_LOG, parts.style(10.5, 14, serif=True, spaceBefore=4 * mm)),
        CondPageBreak(45 * mm),
        parts.title(
            f"Записи журнала об обращении № {paper.case_number}",
            parts.style(11, 14, bold=True, serif=True, spaceBefore=6 * mm, spaceAfter=2 * mm),
            2,
        ),
        log_table(paper.log, width),
        parts.text(chain_note(paper.chain_head), note),
    ]

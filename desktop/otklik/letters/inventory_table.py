"""The inventory of documents inside a letter: a numbered table with the sheets of each, made of plain lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otklik.letters.wording import NBSP, capital
from otklik.system.words import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SHEETS = re.compile(
    r"^(?P<title>.+?)[\s,;:—–-]*\s(?:на\s)?(?P<sheets>\d{1,4})\s?(?:л\b\.?|лист\w*)\s*$", re.IGNORECASE
)


def inventory_table(lines: Sequence[str], escape: Callable[[str], str]) -> str:
    """Return the documents as a Markdown table: number, title, sheets; with a sum where all sheets are known.

    Args:
        lines: a document each, with its sheets last: «Политика обработки персональных данных, 6 л.».
        escape: makes a value Markdown that prints exactly that value.
    """
    rows = [_row(line) for line in lines]
    table = ["| № | Наименование документа | Листов |", "|-|-|-|"]
    table += [f"| {place} | {escape(title)} | {sheets or '—'} |" for place, (title, sheets) in enumerate(rows, 1)]
    if len(rows) > 1 and all(sheets for _title, sheets in rows):
        documents = f"{len(rows)}{NBSP}{plural(len(rows), 'документ', 'документа', 'документов')}"
        table.append(f"|   | Итого: {documents} | {sum(sheets for _title, sheets in rows)} |")
    return "\n" + "\n".join(table) + "\n"


def _row(line: str) -> tuple[str, int]:
    found = _SHEETS.match(line)
    title, sheets = (found["title"], int(found["sheets"])) if found else (line, 0)
    return capital(title.rstrip(" .,;")), sheets

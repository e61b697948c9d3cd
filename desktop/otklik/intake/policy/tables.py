"""Rows of tables in a policy: by tabs or by strokes."""

from __future__ import annotations

from collections.abc import Iterator

from otklik.intake.policy.wording import Span


def rows(plain: str) -> Iterator[list[Span]]:
    """Yield the cells of each line as places in the text; none for a line that is no row.

    Args:
        plain: `Policy.plain`.
    """
    at = 0
    for line in plain.split("\n"):
        yield _cells(line, at)
        at += len(line) + 1


def _cells(line: str, at: int) -> list[Span]:
    """Return the cells of a line, by tabs or by strokes.

    Args:
        line: the line.
        at: its place in the policy.
    """
    mark = "\t" if "\t" in line else "|" if line.lstrip().startswith("|") else ""
    cells = []
    for cell in line.split(mark) if mark else ():
        if cell.strip():
            cells.append((at, at + len(cell)))
        at += len(cell) + 1
    return cells

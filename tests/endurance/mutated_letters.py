"""Letters for `mutated_input`: e-mails and files as real programs write them, from invented people."""

from __future__ import annotations

import re

from otklik.intake.reading import read_letter
from tests.intake import samples


def corpus() -> list[tuple[str, bytes]]:
    """Return whole letters of every kind that is read."""
    return samples.letters()


def read(name: str, content: bytes) -> str:
    """Read a letter and see that nothing of it is lost or unsafe."""
    letter = read_letter(name, content)
    assert letter.original is content
    names = [file.name for file in letter.attachments]
    assert all(name and not re.search(r"[/\\\x00-\x1f]|^\.\.?$", name) for name in names), names
    assert len({name.casefold() for name in names}) == len(names), names
    assert all(isinstance(problem, str) and problem for problem in letter.problems)
    return "read as a picture" if letter.is_picture else "read"

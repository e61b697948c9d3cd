"""To whom a letter goes: to who wrote, or to whom its own first lines name.

A letter to somebody else (who got the data, a processor, Roskomnadzor) begins with «Кому: …» and «Куда: …», a line
each. The clerk sees and edits them as text; on the sheet they stand in the addressee block. Nobody is greeted then and
no letter of his is referred to.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import TYPE_CHECKING

from otklik.letters.merge import PLACEHOLDER, fill_line
from otklik.register.records import Channel

if TYPE_CHECKING:
    from otklik.letters.model import LetterModel
    from otklik.register.records import Case

_LINE = re.compile(r"\s*(?:Кому|Куда):[ \t]*(?P<said>[^\n]*)(?:\n|\Z)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_PERSON = frozenset({"заявитель.фио", "заявитель.адрес"})


def readdress(model: LetterModel, case: Case) -> LetterModel:
    """Return a letter addressed to whom its first lines name; as it is where they name nobody.

    Of a case nobody wrote about the letter refers to no paper.

    Args:
        model: the letter as `model.compose` makes it, addressed to the person.
        case: the case it belongs to.
    """
    lines, body = split(model.body)
    addressee = tuple(filter(None, map(_printed, lines)))
    if not addressee:
        return replace(model, reference="") if case.channel is Channel.OWN else model
    used = {match[1].replace("\\", "") for match in PLACEHOLDER.finditer(body)}
    missing = tuple(gap for gap in model.missing if gap.name not in _PERSON - used)
    return replace(model, addressee=addressee, salutation="", closing="", reference="", body=body, missing=missing)


def split(body: str) -> tuple[tuple[str, ...], str]:
    """Return what stands after «Кому:» and «Куда:» at the head of a text, and the text without these lines."""
    lines = []
    while found := _LINE.match(body):
        lines.append(found["said"].strip())
        body = body[found.end() :]
    return tuple(lines), body.lstrip("\n") if lines else body


def _printed(markdown: str) -> str:
    """Return a line of Markdown as it is printed, its empty fields marked."""
    return unescape(_ESCAPED.sub(r"\1", fill_line(markdown, {})))

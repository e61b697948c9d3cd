"""Where a line of Russian must not end, at one place for all words on the screen.

A preposition or a conjunction belongs to the word behind it, a particle and a dash to the word before, «№», «ст.» and a
number to what they count (Мильчин, «Справочник издателя и автора», §§ 2.5 and 16).
"""

from __future__ import annotations

import re

from otklik.ui.dates import NBSP

_SMALL = "а|без|в|во|для|до|за|и|из|или|к|ко|на|не|ни|но|о|об|от|по|под|при|с|со|у|что|я"
_TO_NEXT = re.compile(rf"(?<![\w-])((?:{_SMALL})|№|ст\.|ч\.|п\.) (?=\S)", re.IGNORECASE)
_NUMBER = re.compile(r"(\d) (?=[а-яё])")
_TO_LAST = re.compile(r" (?=(?:—|бы|же|ли)(?![\w-]))")
_ENDLESS = re.compile(r"[^\s\u200b]{60,}")
"""A word no line holds: a slip of the keyboard, or a name pasted without its spaces."""


def breakable(text: str) -> str:
    """Return the text with places to break in words that are longer than any line."""
    return _ENDLESS.sub(lambda found: "\u200b".join(found[0]), text)


def bound(text: str) -> str:
    """Return the text with no-break spaces where a line must not end; texts of other languages stay as they are.

    Args:
        text: plain text.
    """
    text = _TO_NEXT.sub(rf"\1{NBSP}", text)
    return _TO_LAST.sub(NBSP, _NUMBER.sub(rf"\1{NBSP}", text))

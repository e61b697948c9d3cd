"""The text of a policy without what stands in the way of reading it, and the way back to the text as written."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

_DROPPED = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+|\\*{2,3}|`+|(?<=[а-яё])-\n(?=[а-яё])")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_BLANKS = dict.fromkeys(
    map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\v\f"),
    " ",
)
_PLAIN = {
    **dict.fromkeys(map(ord, "«»“”„‟″❝❞＂"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    ord("|"): "\t",
    ord("ё"): "е",
    ord("Ё"): "е",
}


class View:
    """Two views of a text with the same offsets.

    Attributes:
        words: the text without emphasis marks, soft hyphens and comments, every blank a space.
        plain: the same, lower case, ё as е, quotation marks as «"», dashes as «-», the bars of a table as tabs.
    """

    def __init__(self, text: str) -> None:
        text = _COMMENT.sub(lambda comment: re.sub(r"[^\n]", " ", comment.group()), text)
        pieces: list[str] = []
        self._starts: list[int] = [0]
        self._shifts: list[int] = [0]
        at = length = 0
        for dropped in _DROPPED.finditer(text):
            pieces.append(text[at : dropped.start()])
            length += dropped.start() - at
            at = dropped.end()
            self._starts.append(length)
            self._shifts.append(at - length)
        pieces.append(text[at:])
        self.words = "".join(pieces).translate(_BLANKS)
        lowered = self.words.lower()
        if len(lowered) != len(self.words):
            lowered = "".join(small if len(small := letter.lower()) == 1 else letter for letter in self.words)
        self.plain = lowered.translate(_PLAIN)

    def original(self, offset: int) -> int:
        """Return the place in the text as written of a place in the views."""
        return offset + self._shifts[bisect_right(self._starts, offset) - 1]

    def shown(self, offset: int) -> int:
        """Return the place in the views of a place in the text as written; of what was dropped, the place behind it."""
        index = max(0, bisect_right(self._originals, offset) - 1)
        at = offset - self._shifts[index]
        return min(at, self._starts[index + 1]) if index + 1 < len(self._starts) else min(at, len(self.plain))

    @cached_property
    def _originals(self) -> list[int]:
        return [start + shift for start, shift in zip(self._starts, self._shifts, strict=True)]

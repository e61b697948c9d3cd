"""A text as words in sentences: what all rules of incoming letters are read against.

Every word keeps its place in the text; for comparing it is folded (`fold`). Everything here is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_JOINED = "'’`´\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
_WORD = re.compile(rf"[^\W_]++(?:[{_JOINED}]++(?:[^\W_]++)?+)*+")
_DROPPED = re.compile("['’`´\u00ad\u200b-\u200d\u2060\ufeff]")
_CYRILLIC = re.compile("[а-яё]")
_LATIN = re.compile("[a-z]")
_TWINS = str.maketrans("aceopxyukmtbh", "асеорхуикмтвн")
"""Latin letters that look like Russian ones: from bad keyboards and from senders who hide from filters."""

_BLANK_LINE = re.compile(r"\n[ \t\r]*+\n")
_BULLET = re.compile(r"\n[ \t]*+[-–—•*·●▪◦]")
_FULL_STOP = re.compile("[!?…;]")
_SHORT_LINE = 48
"""Characters of a line that ends early: a heading or a greeting, not a wrapped sentence."""

_ABBREVIATIONS = frozenset(
    (
        *(
            "ст",
            "стст",
            "ч",
            "чч",
            "п",
            "пп",
            "абз",
            "г",
            "гг",
            "ул",
            "д",
            "кв",
            "корп",
            "стр",
            "обл",
            "пос",
            "р",
            "тел",
        ),
        *("руб", "коп", "тыс", "млн", "им", "т", "др", "пр", "см", "рис", "гр", "исх", "вх"),
        *("e", "g", "no", "mr", "mrs", "ms", "dr", "art", "st", "ltd", "inc", "co", "vs", "etc"),
    )
)


@cache
def _spelled(word: str) -> str:
    plain = _DROPPED.sub("", unicodedata.normalize("NFC", word).lower()).replace("ё", "е")
    if _LATIN.search(plain) and _CYRILLIC.search(plain):
        plain = plain.translate(_TWINS)
    return plain


def fold(word: str) -> str:
    """Return the word as it is compared: small letters, ё as е, no soft hyphens, no Latin twins in a Russian word."""
    return _spelled(word) if len(word) < 40 else ""


class Words:
    """The words of a text with their places and sentences.

    Args:
        text: the text; offsets are those of its characters.

    Attributes:
        folded: the words as they are compared; a word longer than any in a dictionary is empty.
        starts, ends: where each stands in the text.
        sentence: the number of the sentence each belongs to; items of a list are sentences.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sentence: list[int] = []
        for found in _WORD.finditer(text):
            self._add(found.group(), found.start(), found.end())

    def _add(self, word: str, start: int, end: int) -> None:
        number = self.sentence[-1] if self.sentence else 0
        if self.folded and self._ends_before(word, start, end):
            number += 1
        self.folded.append(fold(word))
        self.starts.append(start)
        self.ends.append(end)
        self.sentence.append(number)

    def _ends_before(self, word: str, start: int, end: int) -> bool:
        """Return whether a sentence ends between the last word and this one."""
        between = self.text[self.ends[-1] : start]
        if _FULL_STOP.search(between) or _BLANK_LINE.search(between) or _BULLET.search(between):
            return True
        is_low = word[0].islower()
        if "\n" in between:
            if len(word) < 3 and self.text[end : end + 1] in {".", ")"} and not self.text[end + 1 : end + 2].isdigit():
                return True  # «1)», «а.»: an item of a list
            if not is_low and (self._line_is_short() or "." in between):
                return True
        return "." in between and self._is_full_stop(between, is_low=is_low)

    def _is_full_stop(self, between: str, *, is_low: bool) -> bool:
        last = self.folded[-1]
        if between == "." or last in _ABBREVIATIONS or (len(last) == 1 and last.isalpha()):
            return False
        return not is_low

    def _line_is_short(self) -> bool:
        end = self.ends[-1]
        begin = self.text.rfind("\n", max(0, end - _SHORT_LINE), end)
        return begin >= 0 or end < _SHORT_LINE

    def __len__(self) -> int:
        return len(self.folded)

    def before(self, place: int) -> str:
        """Return what stands between a word and the one before it."""
        return self.text[self.ends[place - 1] if place else 0 : self.starts[place]]

    def quote(self, first: int, last: int) -> str:
        """Return the words from the first to the last as written, on one line."""
        return " ".join(self.text[self.starts[first] : self.ends[last]].split())

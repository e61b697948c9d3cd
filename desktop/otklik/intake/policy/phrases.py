"""Pieces of a policy as phrases of a profile: without marks at their ends, beginning with a small letter."""

from __future__ import annotations

import re

from otklik.intake.policy.wording import Span

_ENDS = " \t\n.;,:-|"
_BROKEN = re.compile(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])")
"""Where a word was parted at the end of a line."""
_LETTERS = re.compile(r"[^\W\d_]{2}")


def trimmed(text: str, start: int, end: int, longest: int) -> Span | None:
    """Return a place without marks and blanks at its ends; `None` where no phrase is left.

    Args:
        text: the text, as in `Policy.plain`.
        start: where the place begins.
        end: where it ends.
        longest: characters a phrase may have.
    """
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    is_phrase = start < end and end - start <= longest and _LETTERS.search(text, start, end) is not None
    return (start, end) if is_phrase else None


def lowered(words: str) -> str:
    """Return words in one line with a small first letter unless it opens an abbreviation; capitals become small.

    Args:
        words: the words as in `Policy.words`.
    """
    words = " ".join(_BROKEN.sub("", words).split())
    if words.isupper() and " " in words:
        return words.lower()
    first = words.split(" ", 1)[0]
    letters = [letter for letter in first if letter.isalpha()]
    is_kept = any(letter.isupper() for letter in letters[1:]) or (len(letters) == 1 and "." in first)
    return words if is_kept else words[:1].lower() + words[1:]

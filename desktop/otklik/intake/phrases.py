"""The little language of phrases in `resources/intake/ru.toml`, made into regular expressions."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GAP = r"(?:[^\w.!?]{1,4}\w++){0,6}?"
_BETWEEN = r"\W{1,4}"
_PIECE = re.compile(r"\([^)]*\)|\S+")
_IGNORED_BEFORE = re.compile(
    r"\bне\s+(?:(?:прошу|просим|требую|хочу|хотел\w*|надо|нужно|собираюсь|планирую)\s+)?$", re.IGNORECASE
)
_LONGEST_EVIDENCE = 160


def folded(text: str) -> str:
    """Return the text with ё as е, every character in its place."""
    return text.replace("ё", "е").replace("Ё", "Е")


def compile_phrase(phrase: str) -> re.Pattern[str]:
    """Return the expression for one phrase, to be used on folded text.

    Args:
        phrase: words, stems, groups, gaps and optional words, as the head of the data file describes them.
    """
    pattern, is_open = "", False
    for piece in _PIECE.findall(folded(phrase)):
        if piece == "~":
            pattern += _GAP
            continue
        is_optional = piece.startswith("?")
        word = _word(piece.removeprefix("?"))
        if is_optional:
            pattern += f"(?:{_BETWEEN}{word})?" if is_open else f"(?:{word}{_BETWEEN})?"
        else:
            pattern += f"{_BETWEEN}{word}" if is_open else word
            is_open = True
    return re.compile(rf"\b{pattern}", re.IGNORECASE)


class Phrases:
    """Phrases that mean the same, with those that take the meaning back.

    Args:
        words: phrases that are evidence.
        unless: phrases at whose places the evidence does not count.
    """

    def __init__(self, words: Sequence[str], unless: Sequence[str] = ()) -> None:
        self._words = [(compile_phrase(phrase), phrase.startswith("не ")) for phrase in words]
        self._unless = [compile_phrase(phrase) for phrase in unless]

    def find(self, text: str) -> tuple[int, str] | None:
        """Return the place and the words of the first evidence in the text, `None` where there is none.

        Args:
            text: the text as written; its own letters are quoted.
        """
        plain = folded(text)
        taken_back = [match.span() for phrase in self._unless for match in phrase.finditer(plain)]
        found: list[tuple[int, str]] = []
        for phrase, may_deny in self._words:
            for match in phrase.finditer(plain):
                start, end = match.span()
                is_denied = not may_deny and _IGNORED_BEFORE.search(plain[max(0, start - 24) : start])
                if not is_denied and not any(start < other_end and other < end for other, other_end in taken_back):
                    found.append((start, " ".join(text[start:end].split())[:_LONGEST_EVIDENCE]))
                    break
        return min(found, default=None)


def _word(token: str) -> str:
    """Return the expression of one word, stem or group."""
    alternatives = token[1:-1].split("|") if token.startswith("(") else [token]
    return "(?:" + "|".join(_alternative(word) for word in alternatives) + ")"


def _alternative(word: str) -> str:
    """Return the expression of one alternative, which may be several words."""
    pieces = [
        re.escape(piece.removesuffix("*")) + (r"\w*+" if piece.endswith("*") else r"(?!\w)") for piece in word.split()
    ]
    return _BETWEEN.join(pieces)

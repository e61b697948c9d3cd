"""Words typed in the other keyboard layout: «jnpsd» is «отзыв», «вгу» is «due»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from otklik.casework.search_words import field_of

_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~' + "@#$^&/?|"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ" + '"№;:?.,/'
"""The keys of a US keyboard and what the Russian layout has on each."""

_FIGURES = re.compile(r"[./,:\-–—]*\d[\d./,:\-–—]*")


@dataclass(frozen=True, slots=True)
class _Layout:
    """The layout that was meant.

    Attributes:
        keys: what each key of the other one has in it.
        colons: the colon of either, by the keys of the other.
        own: a letter of its script: what has one was typed in it.
    """

    keys: dict[int, int]
    colons: str
    own: re.Pattern[str]


_MEANT = (
    _Layout(str.maketrans(_LATIN, _RUSSIAN), ":^", re.compile("[а-яё]", re.IGNORECASE)),
    _Layout(str.maketrans(_RUSSIAN, _LATIN), ":Ж", re.compile("[a-z]", re.IGNORECASE)),
)


def retyped(text: str) -> tuple[str, ...]:
    """Return what somebody may have meant who typed in the wrong layout: in Russian, then in English.

    Fields that are known as they stand stay, and so do figures.

    Args:
        text: as it was typed.
    """
    found = ("".join(_word(part, meant) for part in re.split(r"(\s+)", text)) for meant in _MEANT)
    return tuple(one for one in dict.fromkeys(found) if one != text)


def _word(word: str, meant: _Layout) -> str:
    """Return a word in the layout that was meant; of a field only what needs it."""
    minus, bare = ("-", word[1:]) if word.startswith("-") else ("", word)
    for colon in meant.colons:
        head, found, tail = bare.partition(colon)
        name = next((one for one in (head, head.translate(meant.keys)) if found and field_of(one)), None)
        if name is not None:
            return f"{minus}{name}:{_bare(tail, meant)}"
    return minus + _bare(bare, meant)


def _bare(word: str, meant: _Layout) -> str:
    if _FIGURES.fullmatch(word):
        return word.replace("/", ".")
    return word if meant.own.search(word) else word.translate(meant.keys)

"""Search: how text is folded so that any piece of a name, number or letter is found.

The index is FTS5 with the trigram tokenizer: it finds any piece of three letters or more. Case and ё/е make no
difference.
"""

from __future__ import annotations

import re

from otklik.register.database import storable

SHORTEST = 3
"""Letters a trigram index needs."""

_NOT_A_DIGIT = re.compile(r"\D+")
_NEXT_NUMBER = re.compile(r"[,;/]|доб|ext|\n", re.IGNORECASE)
_SHORTEST_PHONE = 7
_SPELLED_PHONE = re.compile(r"(?<!\S)[+(]?\d[\d ()+.–-]{8,22}\d(?!\S)")
_OWN_DIGITS = 10  # of a telephone in Russia, behind the +7 or 8 that is spelled or left out


def fold(text: str) -> str:
    """Return the text as it is compared: lower case, ё as е, single spaces. A NUL would end a query early."""
    return " ".join(storable(text).casefold().replace("ё", "е").replace("\0", " ").split())


def digits(phone: str) -> str:
    """Return the digits of a telephone number, so that it is found however it was spelled."""
    return _NOT_A_DIGIT.sub("", phone)


def phone_key(phone: str) -> str:
    """Return the digits a telephone number is compared by: with the country's code, Russia's where none is given.

    Of several numbers the first counts, an extension behind it does not; fewer than seven digits are no number.

    Args:
        phone: as it was typed.
    """
    first = _NEXT_NUMBER.split(phone.strip(), maxsplit=1)[0]
    found = digits(first)
    if len(found) == 11 and found.startswith("8") and not first.lstrip().startswith("+"):
        found = f"7{found[1:]}"
    elif len(found) == 10:
        found = f"7{found}"
    return found if len(found) >= _SHORTEST_PHONE else ""


def phone_piece(phone: str) -> str:
    """Return the digits a telephone is found by however it was stored: of Russia without the 7 or 8 in front."""
    found = digits(phone)
    return found[1:] if len(found) == _OWN_DIGITS + 1 and found[0] in "78" else found


def like(text: str, *, folded: bool = True) -> str:
    r"""Return the pattern that finds a text anywhere; use with `LIKE ? ESCAPE '\'`.

    Args:
        text: what to find.
        folded: whether what is searched is folded; else it is found only as it is typed.
    """
    escaped = re.sub(r"([\\%_])", r"\\\1", fold(text) if folded else storable(text).replace("\0", " ").strip())
    return f"%{escaped}%"


def match(text: str) -> str | None:
    """Return the FTS5 query for what the user typed, or `None` where it is too short for the index.

    Every word must occur, in any order; a word shorter than three letters is looked for together with its neighbour
    («Иванов И» finds «Иванов Игорь»). A telephone number is found however it is spelled.
    """
    folded = fold(text).replace("№", " ")
    phones = [one[0] for one in _SPELLED_PHONE.finditer(folded) if len(phone_piece(one[0])) == _OWN_DIGITS]
    for phone in phones:
        folded = folded.replace(phone, " ")
    words: list[str] = []
    for word in folded.split():
        if words and (len(word) < SHORTEST or len(words[-1]) < SHORTEST):
            words[-1] += f" {word}"
        else:
            words.append(word)
    if (words and len(words[0]) < SHORTEST) or not (words or phones):
        return None
    spelled = (f'({_quoted(phone)} OR people : "{phone_piece(phone)}")' for phone in phones)
    return " AND ".join((*map(_quoted, words), *spelled))


def verbatim(text: str) -> str | None:
    """Return the FTS5 query for a text as one piece, or `None` where it is too short for the index."""
    folded = fold(text)
    return _quoted(folded) if len(folded) >= SHORTEST else None


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'

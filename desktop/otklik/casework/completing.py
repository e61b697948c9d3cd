"""What may come next in the search field: fields, and the values of the field the cursor stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from otklik.casework.search_words import FIELDS, GROUPS, field_hint, field_name, field_names, field_of, offered
from otklik.law.kinds import Kind
from otklik.law.naming import kind_heading, kind_title
from otklik.register.search import fold
from otklik.system.words import language


@dataclass(frozen=True, slots=True)
class Completion:
    """One line of the list beneath the search field.

    Attributes:
        start, end: the characters of the text it takes the place of.
        text: what stands there then: «срок:», «неделя».
        hint: what it is for, a phrase; may be empty.
    """

    start: int
    end: int
    text: str
    hint: str


def completions(text: str, cursor: int, operators: tuple[tuple[int, str], ...] = ()) -> tuple[Completion, ...]:
    """Return what may come where the cursor stands; nothing where it stands in quotes or in a word of no field.

    Args:
        text: as it is typed.
        cursor: how many characters stand before it.
        operators: row id and name of each, for `оператор:`; it is offered where there are several.
    """
    before = text[:cursor]
    if before.count('"') % 2 or before.count("«") != before.count("»"):
        return ()
    start = max((place + 1 for place, sign in enumerate(before) if sign.isspace()), default=0)
    start += before.startswith("-", start)
    end = next((place for place in range(cursor, len(text)) if text[place].isspace()), len(text))
    name, colon, value = before[start:].partition(":")
    if not colon:
        if ":" in text[cursor:end]:  # its field stands there already
            return ()
        return tuple(_fields(start, end, name, several=len(operators) > 1))
    field = field_of(name)
    if field is None:
        return ()
    begun = value.rpartition(",")[2]
    stop = next((place for place in range(cursor, end) if text[place] == ","), end)
    return tuple(
        Completion(cursor - len(begun), stop, f'"{word}"' if " " in word else word, hint)
        for word, hint in _fitting(fold(begun), tuple(_values(field, operators)))
    )


def _fitting(begun: str, values: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return the values whose word begins so, and where there are none those with a word that does, or a piece."""
    for fits in (str.startswith, lambda name, piece: f" {piece}" in f" {name}", str.__contains__):
        found = tuple((word, hint) for word, hint in values if any(fits(fold(name), begun) for name in (word, hint)))
        if found:
            return found
    return ()


def _fields(start: int, end: int, begun: str, *, several: bool) -> Iterator[Completion]:
    typed = fold(begun)
    for field in FIELDS:
        if any(name.startswith(typed) for name in field_names(field)) and (several or field != "operator"):
            yield Completion(start, end, f"{field_name(field)}:", field_hint(field))


def _values(field: str, operators: tuple[tuple[int, str], ...]) -> Iterator[tuple[str, str]]:
    """Yield the values of a field: the word, and what it is."""
    if field == "kind":
        for kind in Kind:
            yield kind_title(kind, language()), kind_heading(kind, language())
    elif field == "operator":
        for _, name in operators:
            yield name, ""
    elif field in GROUPS:
        for word in offered(GROUPS[field]).values():
            yield word, ""

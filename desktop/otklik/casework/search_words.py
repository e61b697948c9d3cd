"""The words of the search field, `resources/search`: its fields and what may stand behind them, in both languages."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from otklik.register.search import fold
from otklik.system.files import read_file
from otklik.system.paths import resource
from otklik.system.words import LANGUAGES, language

FIELDS = (
    "due", "kind", "channel", "received", "status", "who", "number", "email", "phone", "operator", "sent", "draft",
    "identity",
)  # fmt: skip
"""Ids of the fields, in the order they are offered."""

GROUPS = {
    "due": "due", "received": "received", "channel": "channel", "status": "status", "sent": "truth", "draft": "truth",
    "identity": "truth",
}  # fmt: skip
"""Fields with words of their own, and the table these stand in."""

SHORTEST_PIECE = 2
"""Letters of a word that must be typed before it is taken for the word."""


def field_of(name: str) -> str | None:
    """Return the id of a field by one of its names, in any language; `None` where there is none of this name."""
    return _names().get(fold(name))


def field_name(field: str) -> str:
    """Return what a field is called in the language in use."""
    return str(_table(language())["fields"][field][0])


def field_names(field: str) -> tuple[str, ...]:
    """Return all names of a field, in every language."""
    return tuple(name for name, known in _names().items() if known == field)


def field_hint(field: str) -> str:
    """Return what a field is for, a phrase in the language in use."""
    return str(_table(language())["hints"][field])


def offered(group: str) -> dict[str, str]:
    """Return the values of a group, the word that is offered for each in the language in use."""
    return {value: words[0] for value, words in _table(language())[group].items()}


def understood(group: str, word: str) -> tuple[str, ...]:
    """Return the values of a group a word may mean: the one it names, else all it is the beginning of.

    Args:
        group: a table of the words: `due`, `channel`, `months`…
        word: as it was typed; no more than a letter is the beginning of nothing yet.
    """
    typed = fold(word)
    known = [(value, one) for name in LANGUAGES for value, words in _table(name)[group].items() for one in words]
    exact = {value for value, one in known if one == typed}
    begun = {value for value, one in known if len(typed) >= SHORTEST_PIECE and one.startswith(typed)}
    return tuple(sorted(exact or begun))


def is_named(group: str, words: str) -> bool:
    """Tell whether these words are the whole name of a value of a group, in any language."""
    typed = fold(words)
    return any(typed in names for name in LANGUAGES for names in _table(name)[group].values())


def is_begun(group: str, word: str) -> bool:
    """Tell whether a word may still become one of a group as it is typed on."""
    typed = fold(word)
    return any(one.startswith(typed) for name in LANGUAGES for words in _table(name)[group].values() for one in words)


@cache
def _names() -> dict[str, str]:
    return {
        name: field
        for one in LANGUAGES
        for field, names in _table(one)["fields"].items()
        for name in names
    }  # fmt: skip


@cache
def _table(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(read_file(resource(f"search/{name}.toml")).decode())

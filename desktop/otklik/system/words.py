"""Sentences of the Qt-free rooms in the user's language, and Russian plural forms.

The English sentence in the code is the key; `resources/i18n/ru` holds its Russian counterpart. The window has Qt's own
translation for its labels and uses these only for what comes up from below.
"""

from __future__ import annotations

import tomllib
from functools import cache

from otklik.system.paths import resource

_language = "ru"
LANGUAGES = ("ru", "en")


def set_language(language: str) -> None:
    """Choose the language of all sentences, `ru` or `en`.

    Raises:
        ValueError: for any other language.
    """
    global _language  # noqa: PLW0603 - one language a process, as Qt has it
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language


def language() -> str:
    """Return the language in use, `ru` or `en`."""
    return _language


def say(text: str, **values: object) -> str:
    """Return the sentence in the language in use with its `{named}` places filled."""
    if _language == "ru":
        return in_russian(text, **values)
    return text.format(**values) if values else text


def in_russian(text: str, **values: object) -> str:
    """Return the sentence in Russian whatever language is in use: what is printed for others is always Russian."""
    sentence = catalogue().get(text, text)
    return sentence.format(**values) if values else sentence


@cache
def catalogue() -> dict[str, str]:
    """Return the Russian sentences by their English text, all files of `resources/i18n/ru` together."""
    sentences: dict[str, str] = {}
    for file in sorted(resource("i18n/ru").glob("*.toml")):
        sentences |= tomllib.loads(file.read_text("utf-8"))
    return sentences


def plural(number: int, one: str, few: str, many: str) -> str:
    """Return the Russian plural form that goes with the number: 1 день, 2 дня, 5 дней, 11 дней, 21 день."""
    tens, units = abs(number) % 100, abs(number) % 10
    if 11 <= tens <= 14:
        return many
    return one if units == 1 else few if 2 <= units <= 4 else many

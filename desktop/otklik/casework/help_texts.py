"""The help: pages of Markdown in `resources/help`, their order in `contents.toml`, the same topics in both languages.

A page begins with its facts between two lines of `+++` (TOML: `title`, and `words`, by which the search finds it too);
below stands plain Markdown. It links to another page by its topic, `[Кто пишет](identity)`, and to a room of the window
by `otklik:room/register`. Terms are not written but taken from the rules of the law: `{term:answer_access}`,
`{extension:answer_access}`; a page can so never name another one than the program counts by.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from otklik.law.kinds import Regime
from otklik.law.rules import RuleSet
from otklik.law.terms import Term, Unit
from otklik.system.paths import resource
from otklik.system.words import language, plural

if TYPE_CHECKING:
    from pathlib import Path

_FIELD = re.compile(r"\{(term|extension):([a-z_]+)\}")
_NBSP = "\u00a0"
_HOLDS = re.compile(r"(\b(?:ст|ч|п|ф|art|p|f)\.|№) (?=\d)|(?<=\d) (?=%|ч\.|p\.)| (?=\*[ ,.;])")
_UNITS = {
    Unit.WORKING_DAYS: (("рабочий день", "рабочих дня", "рабочих дней"), ("working day", "working days")),
    Unit.CALENDAR_DAYS: (
        ("календарный день", "календарных дня", "календарных дней"),
        ("calendar day", "calendar days"),
    ),
    Unit.MONTHS: (("месяц", "месяца", "месяцев"), ("month", "months")),
    Unit.HOURS: (("час", "часа", "часов"), ("hour", "hours")),
}

FENCE = "+++\n"


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of the help.

    Attributes:
        topic: its id, the name of its file without ending.
        title: its heading.
        group: the heading it stands under in the contents.
        words: other words people look for it by.
        body: Markdown without the title.
    """

    topic: str
    title: str
    group: str
    words: tuple[str, ...]
    body: str


def pages(lang: str = "") -> tuple[HelpPage, ...]:
    """Return all pages in the order of the contents.

    Args:
        lang: `ru` or `en`; the language in use where not given.
    """
    return _pages(lang or language())


@cache
def _pages(lang: str) -> tuple[HelpPage, ...]:
    contents = tomllib.loads(resource("help/contents.toml").read_text("utf-8"))
    return tuple(_read(topic, group[lang], lang) for group in contents["groups"] for topic in group["topics"])


def page(topic: str, lang: str = "") -> HelpPage | None:
    """Return a page by its topic, or nothing where there is none.

    Args:
        topic: its id.
        lang: `ru` or `en`; the language in use where not given.
    """
    return next((one for one in pages(lang) if one.topic == topic), None)


@cache
def _title(topic: str, lang: str) -> str:
    file = resource(f"help/{lang}/{topic}.md")
    return str(_facts(file)[0]["title"]) if file.is_file() else ""


def title_of(topic: str, lang: str = "") -> str:
    """Return the title of a page, without reading the others; empty where there is none.

    Args:
        topic: its id.
        lang: `ru` or `en`; the language in use where not given.
    """
    return _title(topic, lang or language())


def _read(topic: str, group: str, lang: str) -> HelpPage:
    known, body = _facts(resource(f"help/{lang}/{topic}.md"))
    return HelpPage(topic, known["title"], group, tuple(known.get("words", ())), _filled(body.strip(), lang))


def _facts(file: Path) -> tuple[dict[str, Any], str]:
    """Return the facts at the head of a page, and what stands below."""
    _before, facts, body = file.read_text("utf-8").split(FENCE, 2)
    return tomllib.loads(facts), body


def _filled(text: str, lang: str) -> str:
    """Return the text with its fields filled from the rules, and no line ending between «ст.» and its number.

    Raises:
        KeyError: the rules know no such duty, or no extension of it.
    """

    def filled(field: re.Match[str]) -> str:
        term = _terms()[field[2], field[1]]
        russian, english = _UNITS[term.unit]
        unit = plural(term.number, *russian) if lang == "ru" else english[term.number != 1]
        return f"{term.number}{_NBSP}{unit}"

    return _HOLDS.sub(lambda held: f"{held[1] or ''}{_NBSP}", _FIELD.sub(filled, text))


@cache
def _terms() -> dict[tuple[str, str], Term]:
    """Return the terms and extensions of the duties in force, by the id of the duty and which of the two it is."""
    found: dict[tuple[str, str], Term] = {}
    for rule in RuleSet.load().rules:
        if rule.valid_to is None and Regime.RUSSIAN in rule.regimes:
            found.setdefault((rule.duty, "term"), rule.term)
            if rule.extension is not None:
                found.setdefault((rule.duty, "extension"), rule.extension)
    return found

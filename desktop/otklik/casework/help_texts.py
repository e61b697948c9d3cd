"""The help: pages of Markdown in `resources/help`, their order in `contents.toml`, the same topics in both languages.

A page begins with its facts between two lines of `+++` (TOML: `title`, and `words`, by which the search finds it too);
below stands plain Markdown. It links to another page by its topic, `[Кто пишет](identity)`, and to a room of the window
by `otklik:room/register`.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from otklik.system.paths import resource
from otklik.system.words import language

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


def _read(topic: str, group: str, lang: str) -> HelpPage:
    text = resource(f"help/{lang}/{topic}.md").read_text("utf-8")
    _before, facts, body = text.split(FENCE, 2)
    known = tomllib.loads(facts)
    return HelpPage(topic, known["title"], group, tuple(known.get("words", ())), body.strip())

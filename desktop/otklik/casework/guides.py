"""The help on paper: the whole guide, or one of its pages. Needs no register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik import __version__
from otklik.casework import help_texts
from otklik.law.rules import RuleSet
from otklik.system.clock import SystemClock
from otklik.system.errors import UserError
from otklik.system.files import read_file
from otklik.system.words import language, say

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date
    from pathlib import Path

_PICTURES = {
    "today": "today",
    "register": "register",
    "new-request": "new-case",
    "case": "case",
    "letter": "letter",
    "templates": "templates",
    "posting": "letter-posted",
    "destroying": "act",
    "people": "people",
    "reports": "reports",
    "old-journal": "old-journal-rows",
    "policy": "policy",
    "copies": "backups",
    "key": "key",
    "storage": "storage",
    "reminders": "reminders",
    "lock": "lock",
    "trouble": "damage",
    "law-days": "calendar",
    "first-run": "welcome",
    "new-computer": "restore-copy",
}
"""Which picture of a screen belongs to which page; `NAME-light.png` as `ui.pictures` takes them."""

_LANGUAGES = {"ru": "ru-RU", "en": "en-GB"}


def guide_pdf(topics: Collection[str] = (), pictures: Path | None = None, day: date | None = None) -> bytes:
    """Return the guide as PDF/A-1b in the language in use.

    Args:
        topics: the pages wanted; all of them, with cover and contents, where none is named.
        pictures: folder of pictures of the screens; those that are there are shown.
        day: date of the file; today where not given.

    Raises:
        UserError: there is no such folder, no picture of a screen in it, or one that is no PNG.
    """
    from otklik.letters.guide import Guide, GuidePage, render_guide  # noqa: PLC0415 - letters are loaded to print

    if pictures is not None and not pictures.is_dir():
        raise UserError("There is no folder {folder}. Make it or choose another.", folder=pictures)
    if pictures is not None and not any(_file(topic, pictures).is_file() for topic in _PICTURES):
        raise UserError(
            "There are no pictures of the screens in {folder}: they are called like {name}.",
            folder=pictures,
            name=_file("today", pictures).name,
        )
    made_on = day or SystemClock().today()
    pages = tuple(
        GuidePage(page.topic, page.title, page.group, page.body, _picture(page.topic, pictures))
        for page in help_texts.pages()
        if not topics or page.topic in topics
    )
    edition = (
        say("Version {version}", version=__version__),
        say("Terms by: {edition}", edition=RuleSet.load().edition),
        say("Made on {day}", day=f"{made_on:%d.%m.%Y}"),
    )
    return render_guide(
        Guide(
            title=say("Guide to Otklik"),
            lead="" if topics else say("How to take in a request, answer it in time and keep the proof."),
            edition=edition,
            contents=say("Contents"),
            page=say("p."),
            shows=say("Screen of the program: {title}"),
            pages=pages,
            made_on=made_on,
            language=_LANGUAGES[language()],
        )
    )


def _picture(topic: str, folder: Path | None) -> bytes:
    """Return the picture of a page as it goes on paper, nothing where there is none."""
    from otklik.casework.images import cleaned  # noqa: PLC0415 - brings Pillow, and a guide is made rarely

    if folder is None or topic not in _PICTURES:
        return b""
    file = _file(topic, folder)
    return cleaned(read_file(file), whole=True) if file.is_file() else b""


def _file(topic: str, folder: Path) -> Path:
    return folder / f"{_PICTURES[topic]}-light.png"

"""What the cells of an old journal say besides days: people and how to reach them, what is asked, how it came in.

All words are data: `resources/intake/journal.toml`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from otklik.intake.old_journal.columns import data
from otklik.intake.old_journal.sheets import Cell
from otklik.law.kinds import Kind
from otklik.register.records import Channel

LONGEST_NAME = 300
"""Characters of a name; what follows is no name."""

_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\d+])(?:\+ ?\d|8|7)?[ (-]{0,2}\d{3}\)?[ -]{0,2}\d{2,3}[ -]?\d{2}[ -]?\d{2}(?!\d)")
_BEFORE_PHONE = re.compile(
    r"(?<![^\W_])(?:тел(?:ефон)?|моб(?:ильный)?|сот(?:овый)?|phone|tel|e-?mail|эл\. ?почта|почта)(?![^\W_])[.:]*",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"(?<!\d)\d{6}(?!\d)|(?<![^\W_])(?:г|гор|ул|пр|просп|пер|обл|респ|край|р-н|пос|дер|д|кв|село|город|улица|шоссе|наб)"
    r"(?:\.|(?= ))"
)
_NAME_ENDS = re.compile(
    r"[,;:\n(\[\d]|(?<![^\W_])(?:тел|моб|адрес|прож|зарег|паспорт|e-?mail|г\.|гор\.|ул\.|обл\.|по довер|представ|в лице"
    r"|в интересах|от имени)",
    re.IGNORECASE,
)
_NAME_BEGINS = re.compile(
    r"^(?:(?:от|гр|гр-н|гр-ка|гр-на|гражданин|гражданка|г-н|г-жа|господин|госпожа|субъект(?: пдн)?|заявитель|клиент)"
    r"(?![^\W_])[.:]? ?){1,3}",
    re.IGNORECASE,
)
_INITIALS = r"[А-ЯЁA-Z]\. ?(?:[А-ЯЁA-Z]\.?)?"
_SURNAME_FIRST = re.compile(rf"([^\W\d_][\w'’-]*) ({_INITIALS})")
_SURNAME_LAST = re.compile(rf"({_INITIALS}) ?([^\W\d_][\w'’-]+)")
_INITIAL = re.compile(r"[^\W\d_]")
_LETTERS = re.compile(r"[^\W\d_]")
_CUT = re.compile(r"[;,/\n+]| и (?=[а-яё])|(?:^|(?<=\s))\d[.)] ?")

_ASKS = re.compile(r"^(?:прос[иья]\w{0,3}|прошу|требу\w{1,3}|хочет|хотят|просьба|требование)[ :]{1,2}")
"""«Прошу», «просит»: what is asked stands behind it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who stands in a cell.

    Attributes:
        name: as the register writes names («Иванов И. И.», «Иванова Анна Петровна»); '' where there is none.
        is_organisation: whether it is a firm or an authority.
        is_whole: whether the name is more than a single word.
    """

    name: str = ""
    is_organisation: bool = False
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class Contacts:
    """How somebody can be reached, as a cell says it; '' where it does not."""

    email: str = ""
    phone: str = ""
    address: str = ""


def text_of(cell: Cell) -> str:
    """Return a cell as it reads in the table; days and hours as they are written in Russia."""
    if isinstance(cell, dt.datetime):
        return f"{cell:%d.%m.%Y %H:%M}" if cell.time() > dt.time.min else f"{cell:%d.%m.%Y}"
    if isinstance(cell, dt.date):
        return f"{cell:%d.%m.%Y}"
    return f"{cell:%H:%M}" if isinstance(cell, dt.time) else str(cell)


def is_empty(text: str) -> bool:
    """Return whether a text stands for nothing: «-», «нет», «б/н»."""
    return not text.strip() or folded(text) in _words("empty")


def folded(text: str) -> str:
    """Return the text as cells are compared: lower case, ё as е, single spaces, no full stop at the end."""
    return " ".join(text.casefold().replace("ё", "е").split()).strip(" .")


def person(text: str) -> Person:
    """Return who stands in a cell, without what follows the name."""
    text = _NAME_BEGINS.sub("", " ".join(text.split(" ")).strip())
    if is_empty(text) or not _LETTERS.search(text):
        return Person()
    if set(re.findall(r"\w+", text[:LONGEST_NAME].casefold())) & _organisations():
        name = re.split(r"[;\n]|, ?(?:инн|огрн|адрес|тел)", text, maxsplit=1, flags=re.IGNORECASE)[0]
        return Person(" ".join(name.split())[:LONGEST_NAME], is_organisation=True, is_whole=True)
    end = _NAME_ENDS.search(text)
    name = " ".join((text[: end.start()] if end else text).split()).strip(" -–—.,") if not end or end.start() else ""
    if end is None and text.rstrip().endswith("."):
        name += "."
    name = _ordered(_spelled(name[:LONGEST_NAME]))
    return Person(name, is_whole=" " in name)


def _spelled(name: str) -> str:
    """Return a name in capitals as names are written; mixed spelling is the writer's own."""
    letters = [letter for letter in name if letter.isalpha()]
    words = name.split(" ")
    longest = max(words, key=len, default="")
    if not letters or not (longest.isupper() or name.islower()) or len(longest) < 3:
        return name
    return " ".join(
        word
        if "." in word and len(word) < 6 and word.isupper()
        else "-".join(part.capitalize() for part in word.split("-"))
        for word in words
    )


def _ordered(name: str) -> str:
    """Return a name with initials in the order of the register: «И.И. Иванов» is «Иванов И. И.»."""
    if last := _SURNAME_LAST.fullmatch(name):
        surname, initials = last.group(2), last.group(1)
    elif first := _SURNAME_FIRST.fullmatch(name):
        surname, initials = first.groups()
    else:
        return name
    return " ".join([surname, *(f"{letter}." for letter in _INITIAL.findall(initials))])


def contacts(text: str) -> Contacts:
    """Return address, telephone and e-mail from a cell that holds them in any order."""
    email = _EMAIL.search(text)
    rest = text.replace(email.group(), " ") if email else text
    phone = _PHONE.search(rest)
    if phone:
        rest = rest[: phone.start()] + " " + rest[phone.end() :]
    rest = " ".join(_BEFORE_PHONE.sub(" ", rest).split()).strip(" ,;:.")
    address = rest if _PLACE.search(rest) else ""
    return Contacts(email.group().rstrip(".") if email else "", phone.group().strip() if phone else "", address)


def address_after(text: str) -> str:
    """Return the address behind a name in one cell: «Иванов И. И., 101000, г. Москва, …»; '' where there is none."""
    _, _, rest = text.replace("\n", ",").partition(",")
    return contacts(rest).address


def channel(text: str) -> Channel | None:
    """Return how a letter came in, `None` where the words do not say."""
    found = _labelled("channels", folded(text))
    return Channel(found) if found else None


def kinds(text: str) -> tuple[tuple[Kind, ...], bool]:
    """Return the demands that short words name («доступ, удаление»), and whether every one of them was understood."""
    whole = folded(text)
    if found := _labelled("kinds", whole, exact=True):
        return (Kind(found),), True
    pieces = [_ASKS.sub("", piece.strip(' .()«»"')) for piece in _CUT.split(whole)]
    pieces = [piece for piece in pieces if piece]
    known = [_labelled("kinds", piece) for piece in pieces]
    return tuple(dict.fromkeys(Kind(kind) for kind in known if kind)), bool(known) and all(known)


def is_done(text: str) -> bool | None:
    """Return whether a mark says that the case is done; `None` where it does not say."""
    whole = folded(text)
    if _fits(whole, _marks("no")):
        return False
    return True if _fits(whole, _marks("yes")) else None


def _labelled(table: str, text: str, *, exact: bool = False) -> str:
    """Return whose words fit a folded text, the longest words first; '' where none do."""
    for words, name in _labels(table):
        if text == words.rstrip("*") or (not exact and words.endswith("*") and text.startswith(words[:-1])):
            return name
    return ""


def _fits(text: str, marks: tuple[str, ...]) -> bool:
    return any(text.startswith(mark[:-1]) if mark.endswith("*") else text == mark for mark in marks)


@cache
def _labels(table: str) -> tuple[tuple[str, str], ...]:
    entries: dict[str, Any] = data()[table]
    found = ((folded(label), name) for name, labels in entries.items() for label in labels)
    return tuple(sorted(found, key=lambda item: -len(item[0])))


@cache
def _marks(name: str) -> tuple[str, ...]:
    return tuple(folded(word) or word for word in data()["words"][name])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(folded(word) for word in data()["words"][name])


@cache
def _organisations() -> frozenset[str]:
    return frozenset(data()["organisations"]["words"])

"""Days in every spelling people use in a Russian table. What is not certain is said, never guessed in silence.

The day comes first («01/02/2026» is the first of February) unless the column shows that months do.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from otklik.intake.old_journal.sheets import Cell
from otklik.system.words import say

LONGEST = 300
"""Characters of a cell among which a day is looked for."""

FIRST_SERIAL, LAST_SERIAL = 36526, 73050
"""Excel's numbers of the days from 1 January 2000 to the end of 2099."""

_EPOCH = dt.date(1899, 12, 30)

_DASH = r"[-‐‑–—]"
_SIGN = rf"(?:[.,/\\]|{_DASH})"
_NUMERIC = re.compile(
    rf"(?<!\d)(?<!\d[.,/\\-])(\d{{1,2}}) ?({_SIGN}|[ ]) ?(\d{{1,2}}) ?(?:{_SIGN}|[ ]) ?(\d{{4}}|\d{{2}})(?!\d)"
)
_ISO = re.compile(rf"(?<!\d)(?<!\d[.,/\\-])(\d{{4}}) ?{_SIGN} ?(\d{{1,2}}) ?{_SIGN} ?(\d{{1,2}})(?!\d)")
_IN_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})[»\"”')]{{0,2}} ?(?:{_DASH}? ?(?:го|ого|ое|е|st|nd|rd|th)(?![^\W\d_]))?"
    rf"(?: |[./_]|{_DASH}){{0,3}}([^\W\d_]{{1,9}})(?:[ .,/_'’]|{_DASH}){{0,3}}((?:\d{{4}}|\d{{2}})(?!\d))?"
)
_MONTH_FIRST = re.compile(r"(?<![^\W_])([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? ((?:\d{4}|\d{2})(?!\d))")
_MONTH_ALONE = re.compile(r"(?<![^\W_])([^\W\d_]{3,9})\.?,? ?(\d{4})(?!\d)")
_HOUR = re.compile(
    r"(?<![\d:.,])(?:t|в |at )? ?(\d{1,2})(?::|-|\.| ?ч\.? ?)(\d{2})(?:(?::|\.)\d{2}(?:\.\d{1,6})?)?(?!\.?\d)"
)
_SOLID = re.compile(r"\d{5}(?:[.,]\d{1,12})?|\d{6}|\d{8}")
_UNCERTAIN = re.compile(r"\?|~|≈|(?<![^\W_])(?:до|после|около|примерно|прибл|ориент|не позднее)(?![^\W_])")
_AROUND = re.compile(r"(?<![^\W_])(?:от|г|гг|год|года|году|в)(?![^\W_])\.?", re.IGNORECASE)

_MONTHS = (
    ("январь", "января", "январе", "january", "i"),
    ("февраль", "февраля", "феврале", "february", "ii"),
    ("март", "марта", "марте", "march", "iii"),
    ("апрель", "апреля", "апреле", "april", "iv"),
    ("май", "мая", "мае", "may", "v"),
    ("июнь", "июня", "июне", "june", "vi"),
    ("июль", "июля", "июле", "july", "vii"),
    ("август", "августа", "августе", "august", "viii"),
    ("сентябрь", "сентября", "сентябре", "september", "ix"),
    ("октябрь", "октября", "октябре", "october", "x"),
    ("ноябрь", "ноября", "ноябре", "november", "xi"),
    ("декабрь", "декабря", "декабре", "december", "xii"),
)
_ORDINALS = (
    *("перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат", "двенадцат"),
    *("тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат", "девятнадцат", "двадцат"),
)
_SPELLED = re.compile(r"(?:(двадцать|тридцать) )?(?<![^\W_])([а-я]{3,12}?)(ое|ого|ье|ьего)(?= [а-я])")


@dataclass(frozen=True, slots=True)
class DayRead:
    """What a cell says of a day.

    Attributes:
        day: the day; `None` where the cell is empty or holds none.
        hour: the time of day beside it.
        doubt: why somebody should look at it, a sentence in the language in use; empty where it is certain.
        problem: why no day could be read from a cell that is not empty, a sentence.
        rest: what else the cell holds, such as the number in «№ 15 от 01.02.2026».
    """

    day: dt.date | None = None
    hour: dt.time | None = None
    doubt: str = ""
    problem: str = ""
    rest: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    day: dt.date | None
    start: int
    end: int
    doubt: str = ""
    problem: str = ""


def read_day(cell: Cell, today: dt.date, *, month_first: bool = False) -> DayRead:
    """Return the day in a cell.

    Args:
        cell: as the sheet holds it.
        today: decides the century of years in two figures.
        month_first: whether other cells of the column show that months come before days there («02/13/2026»).
    """
    if isinstance(cell, dt.datetime):
        return DayRead(cell.date(), cell.time().replace(second=0, microsecond=0) if cell.time() > dt.time.min else None)
    if isinstance(cell, dt.date):
        return DayRead(cell)
    if isinstance(cell, dt.time):
        return DayRead(problem=say("“{words}” is an hour without a day.", words=f"{cell:%H:%M}"))
    text = " ".join(str(cell)[:LONGEST].replace("ё", "е").split())
    if not text:
        return DayRead()
    if _SOLID.fullmatch(text):
        return _solid(text, today)
    return _written(text, today, month_first=month_first)


def months_first(cells: Iterator[Cell]) -> bool:
    """Return whether a column shows that months come before days: some day written with strokes is none otherwise."""
    for cell in cells:
        match = _NUMERIC.search(cell[:LONGEST]) if isinstance(cell, str) else None
        if match and match.group(2) == "/" and int(match.group(1)) <= 12 < int(match.group(3)) <= 31:
            return True
    return False


def _solid(text: str, today: dt.date) -> DayRead:
    """Read a cell of figures alone: Excel's number of a day, or a day without signs between."""
    whole, _, part = text.replace(",", ".").partition(".")
    if len(whole) == 5:
        if not FIRST_SERIAL <= int(whole) <= LAST_SERIAL:
            return _none(text)
        minutes = round(float(f"0.{part or 0}") * 24 * 60)
        hour = dt.time(minutes // 60, minutes % 60) if 0 < minutes < 24 * 60 else None
        return DayRead(_EPOCH + dt.timedelta(days=int(whole)), hour)
    if len(whole) == 8:
        by_year = _day(int(text[:4]), int(text[4:6]), int(text[6:])) if "1990" <= text[:4] <= "2099" else None
        by_day = _day(int(text[4:]), int(text[2:4]), int(text[:2])) if "1990" <= text[4:] <= "2099" else None
        if (by_year is None) is not (by_day is None):
            return DayRead(by_year or by_day)
        return _none(text)
    day = _day(_year(text[4:], today), int(text[2:4]), int(text[:2]))
    return _none(text) if day is None else DayRead(day, doubt=_read_as(text, day))


def _written(shown: str, today: dt.date, *, month_first: bool) -> DayRead:
    text = _spelled(shown.lower())
    if len(text) != len(shown):
        shown = text
    found = _all(text, today, month_first=month_first)
    if not found:
        if (alone := _MONTH_ALONE.search(text)) and _month(alone.group(1)):
            return DayRead(problem=say("“{words}” names a month without a day.", words=shown))
        return _none(shown)
    first = next((one for one in found if one.day), found[0])
    before, after = shown[: first.start], shown[first.end :]
    hour = _HOUR.search(after.lower()) if len(after.lower()) == len(after) else None
    time = _time(hour) if hour else None
    if hour and time:
        after = after[: hour.start()] + after[hour.end() :]
    rest = f"{before} | {after}"
    doubt = first.doubt
    if first.day and any(
        one.day and one.day != first.day for one in _all(rest.lower(), today, month_first=month_first)
    ):
        doubt = say("Several days stand here; {day} is taken.", day=f"{first.day:%d.%m.%Y}")
    elif first.day and not doubt and _UNCERTAIN.search(rest.lower()):
        doubt = _read_as(shown, first.day)
    left = " ".join(_AROUND.sub(" ", rest.replace(" | ", " ")).split()).strip(" ,.;:()«»\"'-–—")
    return DayRead(first.day, time, doubt, first.problem, left)


def _all(text: str, today: dt.date, *, month_first: bool) -> list[_Found]:
    """Return every day written in a text, in its order; where two ways of reading overlap, the surer one."""
    taken: list[_Found] = []
    for read in (_iso, _numeric, _words, _english):
        for one in read(text, today, month_first):
            if all(one.end <= other.start or one.start >= other.end for other in taken):
                taken.append(one)
    return sorted(taken, key=lambda one: one.start)


def _iso(text: str, _today: dt.date, _month_first: bool) -> Iterator[_Found]:
    for match in _ISO.finditer(text):
        year, month, day = (int(piece) for piece in match.groups())
        yield _of(_day(year, month, day), match)


def _numeric(text: str, today: dt.date, month_first: bool) -> Iterator[_Found]:
    for match in _NUMERIC.finditer(text):
        first, sign, second, year = int(match.group(1)), match.group(2), int(match.group(3)), match.group(4)
        whole = _year(year, today)
        day, turned = _day(whole, second, first), _day(whole, first, second)
        if sign == " " and day is None:
            continue
        if sign == "/" and day != turned and (day is None or (turned and month_first)):
            taken = turned if turned and (month_first or day is None) else day
            yield _Found(taken, *match.span(), doubt=_read_as(match.group(), taken) if taken else "",
                         problem="" if taken else _impossible(match.group()))  # fmt: skip
        else:
            found = _of(day, match)
            is_old = len(year) == 2 and day is not None and day.year < 2000
            yield _Found(day, *match.span(), doubt=_read_as(match.group(), day)) if is_old and day else found


def _words(text: str, today: dt.date, _month_first: bool) -> Iterator[_Found]:
    for match in _IN_WORDS.finditer(text):
        month = _month(match.group(2))
        if not month:
            continue
        if match.group(3) is None:
            yield _Found(None, *match.span(), problem=say("“{words}” names no year.", words=match.group().strip()))
        else:
            yield _of(_day(_year(match.group(3), today), month, int(match.group(1))), match)


def _english(text: str, today: dt.date, _month_first: bool) -> Iterator[_Found]:
    for match in _MONTH_FIRST.finditer(text):
        if month := _month(match.group(1)):
            yield _of(_day(_year(match.group(3), today), month, int(match.group(2))), match)


def _of(day: dt.date | None, match: re.Match[str]) -> _Found:
    return _Found(day, *match.span(), problem="" if day else _impossible(match.group()))


def _impossible(text: str) -> str:
    return say("There is no such day: “{words}”.", words=text)


def _none(text: str) -> DayRead:
    return DayRead(problem=say("No day can be read from “{words}”.", words=text[:80]), rest=text)


def _read_as(text: str, day: dt.date) -> str:
    return say("“{words}” is read as {day}; compare it.", words=text[:80], day=f"{day:%d.%m.%Y}")


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _year(text: str, today: dt.date) -> int:
    """Return the whole year: of two figures that of this century until next year, else that of the last."""
    if len(text) == 4:
        return int(text)
    return 2000 + int(text) if int(text) <= today.year % 100 + 1 else 1900 + int(text)


def _month(word: str) -> int:
    """Return the month a word or its beginning names, 0 where it names none."""
    for number, names in enumerate(_MONTHS, 1):
        if word == names[-1] or (len(word) > 2 and any(name.startswith(word) for name in names[:-1])):
            return number
    return 9 if word in {"сент", "sept"} else 0


def _time(match: re.Match[str]) -> dt.time | None:
    hour, minute = int(match.group(1)), int(match.group(2))
    return dt.time(hour, minute) if hour < 24 and minute < 60 else None


def _spelled(text: str) -> str:
    """Return the text with days spelled out («двадцать первое марта») in figures."""

    def figures(match: re.Match[str]) -> str:
        tens = {"двадцать": 20, "тридцать": 30}.get(match.group(1) or "", 0)
        stem = match.group(2)
        if stem == "тридцат" and not tens:
            return "30"
        number = _ORDINALS.index(stem) + 1 if stem in _ORDINALS else 0
        return str(tens + number) if number > 0 and (not tens or number < 10) else match.group()

    return _SPELLED.sub(figures, text)

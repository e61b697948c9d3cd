"""Lengths of time as people write them: «30 (тридцать) рабочих дней», «в десятидневный срок», «within one month»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from otklik.law.terms import LONGEST_TERM, Unit

_WORKING = re.compile(r"рабоч(?:ий|его|их|ему|им|ие)$|раб$|business$|working$", re.IGNORECASE)
_CALENDAR = re.compile(r"календарн(?:ый|ого|ых|ому|ым|ые)$|кал$|календ$|calendar$", re.IGNORECASE)
_FILLER = re.compile(r"(?:полн|последующ|следующ|последовательн)(?:ый|ого|ых|ие)$|full$|consecutive$", re.IGNORECASE)
_TOKEN = re.compile(r"\d++|[^\W\d_]++|[^\w\s]")
_LETTERS_OF_A_NUMBER = frozenset({"ти", "и", "х", "ми", "го", "ый", "й", "е", "ёх", "ех", "ух", "ю", "th"})
_DASHES = frozenset("-–—‑")

_NOUNS = {
    Unit.CALENDAR_DAYS: (
        "день",
        "дня",
        "дней",
        "дн",
        "дню",
        "дни",
        "днями",
        "дневный",
        "дневной",
        "дневного",
        "дневном",
        "day",
        "days",
    ),
    Unit.MONTHS: ("месяц", "месяца", "месяцев", "месячный", "месячного", "month", "months"),
    Unit.HOURS: ("час", "часа", "часов", "часовой", "часового", "hour", "hours"),
}
_WEEKS = frozenset({"неделя", "недели", "недель", "неделю", "недельный", "недельного", "week", "weeks"})
_UNITS = {noun: unit for unit, nouns in _NOUNS.items() for noun in nouns}

_WORDS: dict[str, int] = {}
for _value, _forms in (
    (1, "один одна одного одной одну одному one"),
    (2, "два две двух двум двумя two"),
    (3, "три трех трем тремя three"),
    (4, "четыре четырех четырем four"),
    (5, "пять пяти пятью five"),
    (6, "шесть шести шестью six"),
    (7, "семь семи семью seven"),
    (8, "восемь восьми восемью eight"),
    (9, "девять девяти девятью nine"),
    (10, "десять десяти десятью ten"),
    (11, "одиннадцать одиннадцати eleven"),
    (12, "двенадцать двенадцати twelve"),
    (13, "тринадцать тринадцати thirteen"),
    (14, "четырнадцать четырнадцати fourteen"),
    (15, "пятнадцать пятнадцати fifteen"),
    (16, "шестнадцать шестнадцати sixteen"),
    (17, "семнадцать семнадцати seventeen"),
    (18, "восемнадцать восемнадцати eighteen"),
    (19, "девятнадцать девятнадцати nineteen"),
    (20, "двадцать двадцати twenty"),
    (30, "тридцать тридцати thirty"),
    (40, "сорок сорока forty"),
    (50, "пятьдесят пятидесяти fifty"),
    (60, "шестьдесят шестидесяти sixty"),
    (70, "семьдесят семидесяти seventy"),
    (80, "восемьдесят восьмидесяти eighty"),
    (90, "девяносто девяноста ninety"),
    (100, "сто ста hundred"),
):
    _WORDS |= dict.fromkeys(_forms.split(), _value)
_SINGLE = frozenset({"месяца", "месяц", "месячный", "недели", "недельный", "month", "week"})
_STEMS = {form: number for form, number in _WORDS.items() if form.endswith(("и", "х", "а", "о"))}
_COMPOUND = re.compile(r"([а-я]{2,20}?)(дневн|недельн|месячн|часов)(?:ый|ого|ом|ому)$")
_COMPOUND_UNITS = {"дневн": Unit.CALENDAR_DAYS, "месячн": Unit.MONTHS, "часов": Unit.HOURS}

_LONGEST_NUMBER = 6
"""Figures a length may have; longer ones number something."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in a text.

    Attributes:
        numbers: how many; two where digits and words disagree («30 (двадцать)»), the greater of a range alone.
        unit: of what.
        start, end: its place.
    """

    numbers: tuple[int, ...]
    unit: Unit
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    end: int


def durations(text: str) -> list[Duration]:
    """Return the lengths of time the text names, in its order; those longer than a year are left out.

    Args:
        text: any text; places count from its beginning.
    """
    return list(_durations(text))


@lru_cache(maxsize=16384)
def _durations(text: str) -> tuple[Duration, ...]:
    tokens = [_Token(match[0].lower().replace("ё", "е"), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    return tuple(_read(tokens))


def _read(tokens: list[_Token]) -> Iterator[Duration]:
    at = 0
    while at < len(tokens):
        found = _compound(tokens, at) or _counted(tokens, at)
        if found is None:
            at += 1
            continue
        duration, at = found
        if all(0 < number <= LONGEST_TERM for number in duration.numbers):
            yield duration


def _compound(tokens: list[_Token], at: int) -> tuple[Duration, int] | None:
    """Return «десятидневный», «месячный» at this place, with where reading goes on."""
    word = tokens[at].word
    match = _COMPOUND.match(word)
    if match and match[1] in _STEMS:
        number, noun = _STEMS[match[1]], match[2]
    elif word in {"месячный", "месячного", "недельный", "недельного"} and not _is_number(tokens, at - 1):
        number, noun = 1, word[:-2]
    else:
        return None
    unit = _COMPOUND_UNITS.get(noun, Unit.CALENDAR_DAYS)
    number *= 7 if noun == "недельн" else 1
    return Duration((number,), unit, tokens[at].start, tokens[at].end), at + 1


def _counted(tokens: list[_Token], at: int) -> tuple[Duration, int] | None:
    """Return «30 (тридцать) рабочих дней» at this place, with where reading goes on."""
    numbers, after = _numbers(tokens, at)
    if not numbers:
        return _bare_month(tokens, at)
    unit, after = _unit(tokens, after)
    if unit is None:
        return None
    again, behind = _in_brackets(tokens, after)
    if again:
        numbers, after = (*numbers, *again), behind
    if tokens[after - 1].word in _WEEKS:
        numbers = tuple(number * 7 for number in numbers)
    return Duration(tuple(dict.fromkeys(numbers)), unit, tokens[at].start, tokens[after - 1].end), after


def _bare_month(tokens: list[_Token], at: int) -> tuple[Duration, int] | None:
    """Return «в течение месяца», «within a month», with where reading goes on."""
    before = tokens[at - 1].word if at else ""
    if tokens[at].word not in _SINGLE or before not in {"течение", "течении", "a", "позднее"}:
        return None
    is_week = tokens[at].word in _WEEKS
    duration = Duration(
        (7 if is_week else 1,),
        Unit.CALENDAR_DAYS if is_week else _UNITS[tokens[at].word],
        tokens[at].start,
        tokens[at].end,
    )
    return duration, at + 1


def _numbers(tokens: list[_Token], at: int) -> tuple[tuple[int, ...], int]:
    """Return the number at this place in digits and in words, with where reading goes on."""
    number, after = _number(tokens, at)
    if number is None:
        return (), at
    if after + 1 < len(tokens) and tokens[after].word in _DASHES:
        upper, behind = _number(tokens, after + 1)
        if upper is not None:
            number, after = max(number, upper), behind
    again, behind = _in_brackets(tokens, after)
    return ((number, *again), behind) if again else ((number,), after)


def _in_brackets(tokens: list[_Token], at: int) -> tuple[tuple[int, ...], int]:
    if at < len(tokens) and tokens[at].word == "(":
        number, after = _number(tokens, at + 1)
        if number is not None and after < len(tokens) and tokens[after].word == ")":
            return (number,), after + 1
    return (), at


def _number(tokens: list[_Token], at: int) -> tuple[int | None, int]:
    """Return the number at this place, «10», «10-ти», «двадцати одного», with where reading goes on."""
    if at >= len(tokens):
        return None, at
    word = tokens[at].word
    if word.isdecimal():
        is_number = len(word) <= _LONGEST_NUMBER and (at == 0 or not _continues(tokens, at))
        return (int(word) if is_number else None), _past_ending(tokens, at + 1)
    total, after = 0, at
    while after < len(tokens) and tokens[after].word in _WORDS and (total % 10 == 0 or after == at):
        total, after = total + _WORDS[tokens[after].word], after + 1
    return (total or None), after


def _continues(tokens: list[_Token], at: int) -> bool:
    """Tell whether digits are the rest of another number: «9.10», «1/30», «№ 30»."""
    before = tokens[at - 1]
    if before.word == "№":
        return True
    is_joined = before.end == tokens[at].start and before.word in {".", "/", ",", ":"}
    return is_joined and at > 1 and tokens[at - 2].word.isdecimal()


def _past_ending(tokens: list[_Token], at: int) -> int:
    """Return the place behind the letters that end a number in digits: «10-ти», «10ти», «30-дневный» keeps its noun."""
    after = at + 1 if at < len(tokens) and tokens[at].word in _DASHES else at
    if after < len(tokens) and tokens[after].word in _LETTERS_OF_A_NUMBER:
        return after + 1
    return after if after < len(tokens) and tokens[after].word in _UNITS else at


def _unit(tokens: list[_Token], at: int) -> tuple[Unit | None, int]:
    """Return the unit at this place, «рабочих дней», «рабочих», «месяцев», with where reading goes on."""
    special: Unit | None = None
    after, last = at, at
    while after < len(tokens) and after < at + 6:
        word = tokens[after].word
        if word in _UNITS or word in _WEEKS:
            unit = _UNITS.get(word, Unit.CALENDAR_DAYS)
            special_after, behind = _said_after(tokens, after + 1)
            if unit is Unit.CALENDAR_DAYS and word not in _WEEKS:
                return special or special_after or unit, behind if special_after else after + 1
            return unit, after + 1
        if _WORKING.match(word):
            special, last = Unit.WORKING_DAYS, after + 1
        elif _CALENDAR.match(word):
            special, last = Unit.CALENDAR_DAYS, after + 1
        elif not (word in {"(", ")"} or (word == "." and special) or _FILLER.match(word)):
            break
        after += 1
    return special, last


def _said_after(tokens: list[_Token], at: int) -> tuple[Unit | None, int]:
    """Return the unit said behind the noun: «30 дней (рабочих)»."""
    behind = at + 1 if at < len(tokens) and tokens[at].word == "(" else at
    if behind < len(tokens):
        closes = behind + 1 < len(tokens) and tokens[behind + 1].word == ")" and behind > at
        past = behind + (2 if closes else 1)
        if tokens[behind].word == "рабочих":
            return Unit.WORKING_DAYS, past
        if tokens[behind].word == "календарных":
            return Unit.CALENDAR_DAYS, past
    return None, at


def _is_number(tokens: list[_Token], at: int) -> bool:
    return at >= 0 and (tokens[at].word.isdecimal() or tokens[at].word in _WORDS or tokens[at].word in _DASHES)

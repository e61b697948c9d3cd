"""The term a writer sets himself for the answer or the act: noted, not obeyed.

Only a number or a day counts: «в установленный законом срок», «срочно» and «до пятницы» are none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from otklik.intake.demands.numerals import JOINED, MONTH_NAME, WORDS, folded, month
from otklik.intake.demands.phrases import Marked
from otklik.intake.demands.rules import Book
from otklik.intake.demands.words import Words
from otklik.intake.letter import NamedTerm, Place
from otklik.law.terms import LONGEST_TERM, Term, Unit

_NUMERAL = "|".join(sorted(WORDS, key=len, reverse=True))
_BEGINNING = "|".join(sorted(JOINED, key=len, reverse=True))
_NUMBER = rf"(?P<number>\d{{1,3}}|{_NUMERAL})(?:-?(?:ти|х|и|ми))?(?: {{0,2}}\([^()\n]{{1,40}}\))?"
_UNIT = (
    r"(?P<unit>(?:полных |последовательных )?(?P<kind>рабоч\w{1,4}|календарн\w{1,4}|working|business"
    r"|calendar)?[ \n]{0,2}"
    r"(?P<of>дн(?:ей|я|и)|день|суток|сутки|недел[июья]|недель|месяц(?:а|ев)?|час(?:а|ов)?|days?|weeks?"
    r"|months?|hours?)"
    r"(?:[ \n]рабоч\w{1,4}|[ \n]календарн\w{1,4})?)\b"
)
_LENGTH = re.compile(
    rf"\b(?P<lead>в[ \n]течени[еи]|в[ \n]срок(?:[ \n]до)?|не[ \n]позд?(?:не[ей]|же)(?:[ \n]чем)?(?:[ \n]через)?"
    rf"|не[ \n]более(?:[ \n]чем)?|в[ \n]пределах|в"
    rf"|даю(?:[ \n]вам)?|у[ \n]вас(?:[ \n]есть)?|срок\w{{0,3}}[^.\n—–:]{{0,60}}[—–:-]|жду(?:[ \n]ответа?)?"
    rf"|срок(?:[ \n](?:по[ \n]закону|ответа|исполнения|на[ \n][а-я]{{3,12}}|даю|вам|такой)){{0,3}}"
    rf"|(?:в[ \n]срок,[ \n])?не[ \n]превышающ\w{{2,3}}|(?:максимум|сделайте(?:[ \n]это)?|уложитесь|управьтесь)[ \n]за"
    rf"|если[ \n]через|(?:отводит|отведено|дает|дано)(?:[ \n](?:вам|на[ \n]это|на[ \n]ответ)){{0,2}}"
    rf"|на[ \n](?:это|ответ|все|исполнение|удаление|все[ \n]про[ \n]все)(?:[ \n](?:у[ \n]вас|вам|даю)){{0,2}}"
    rf"|within|in|no[ \n]later[ \n]than|you[ \n]have"
    rf"|at[ \n]most|give[ \n]you)[ \n]{{1,3}}(?:(?:чем|срок|следующих|ближайших|the"
    rf"|next)[ \n])?(?:{_NUMBER}[ \n]{{0,3}})?{_UNIT}"
)
_ADJECTIVE = re.compile(
    rf"\b(?:в[ \n]{{1,3}})?(?P<number>\d{{1,3}}|{_BEGINNING})[ –-]{{0,2}}(?:ти|х)?[ –-]?"
    rf"(?P<of>дневн|недельн|месячн|часов|суточн)\w{{2,3}}[ \n](?P<kind>(?:рабочий|календарный)?)[ \n]?срок"
)
_A_MONTH = re.compile(r"\bв[ \n](?P<of>месячн|недельн|суточн)\w{2,3}[ \n]срок")
_AT_ONCE = re.compile(
    r"\b(?:немедленно|немедля|незамедлительно|сегодня же|immediately|at once|right now"
    r"|without delay|right away|сию минуту|сей же час|тотчас же|прямо сейчас"
    r"|сразу же|(?:делайте|сделайте)(?: это)? сразу"
    r"|asap|this minute)\b"
)
_DAY = re.compile(
    rf"\b(?:до|к|не[ \n]позд?(?:не[ей]|же)|по|by|before|until|no[ \n]later[ \n]than"
    rf"|on[ \n]or[ \n]before)[ \n]{{1,3}}(?:the )?"
    rf"(?:\d{{1,2}}(?:[.:]\d\d)?[ \n](?:час\w{{0,2}}|ч\.?)[ \n](?:\d\d[ \n]мин\w{{0,3}}[ \n])?)?(?:"
    rf"(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})[./](?P<y>\d{{4}}|\d{{2}})\b"
    rf"|(?P<y2>\d{{4}})-(?P<m2>\d{{2}})-(?P<d2>\d{{2}})\b"
    rf"|[«\"]?(?P<d3>\d{{1,2}})(?:st|nd|rd|th"
    rf"|-?го)?[»\"]?[ \n]{{1,3}}(?:of )?(?P<m3>{MONTH_NAME})\b(?:,?[ \n]{{1,3}}(?P<y3>\d{{4}}))?"
    rf"|(?P<m4>{MONTH_NAME})[ \n](?P<d4>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?[ \n]{{1,3}}(?P<y4>\d{{4}}))?"
    rf"|(?P<d5>\d{{1,2}})\.(?P<m5>\d{{2}})(?![.\d]))"
)
_END = re.compile(
    r"\b(?:до|к|by|before|until)[ \n](?:the[ \n])?(?:конца|концу|end[ \n]of)[ \n]"
    r"(?:этого[ \n]|текущего[ \n]|the[ \n]|this[ \n])?(?P<of>месяца|года|month|year)\b"
)
_UNITS = {
    "дн": Unit.CALENDAR_DAYS, "де": Unit.CALENDAR_DAYS, "da": Unit.CALENDAR_DAYS, "су": Unit.HOURS, "ча": Unit.HOURS,
    "ho": Unit.HOURS, "ме": Unit.MONTHS, "mo": Unit.MONTHS, "не": Unit.CALENDAR_DAYS, "we": Unit.CALENDAR_DAYS,
}  # fmt: skip
_TIMES = {"су": 24, "не": 7, "we": 7}


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    term: Term | None = None
    day: date | None = None


def find_term(marked: Marked, book: Book, written_on: date | None) -> NamedTerm | None:
    """Return the term the writer sets, the first one where he demands something; `None` where he sets none.

    Args:
        marked: his own words.
        book: the rules.
        written_on: the day of the letter; a day without a year is the next one after it.
    """
    text = marked.words.text
    plain = folded(text)
    sentences = _demanding(marked, book)
    found = [
        one
        for one in (*_lengths(plain), *_days(plain, written_on), *_ends(plain, written_on), *_at_once(plain))
        if _sentence_at(marked.words, one.start) in sentences
    ]
    if not found:
        return None
    first = min(found, key=lambda one: (one.term is not None and one.term.unit is Unit.AT_ONCE, one.start))
    same = [one for one in found if (one.term, one.day) == (first.term, first.day)]
    words = " ".join(text[first.start : first.end].split())
    return NamedTerm(words, first.term, first.day, tuple(Place(one.start, one.end) for one in same))


def _demanding(marked: Marked, book: Book) -> set[int]:
    """Return the sentences in which something is asked of the reader, not told of the past or of a contract."""
    sentence = marked.words.sentence
    asked = {sentence[match.first] for match in book["term_demands"].find(marked)}
    return asked - {sentence[match.first] for match in book["no_terms"].find(marked)}


def _sentence_at(words: Words, offset: int) -> int:
    place = max(bisect_right(words.starts, offset) - 1, 0)
    return words.sentence[place] if words.sentence else -1


def _lengths(plain: str) -> Iterator[_Found]:
    for match in _LENGTH.finditer(plain):
        number = _number(match["number"]) if match["number"] else 1
        at_hour = match["of"].startswith("час") and number % 24
        bare = (match["lead"] in {"в", "in"} and (not match["number"] or at_hour)) or (
            at_hour and match["lead"].endswith("до")
        )
        if term := None if bare else _term(number, match["of"], match["unit"]):
            yield _Found(match.start(), match.end(), term)
    for match in _ADJECTIVE.finditer(plain):
        number = JOINED[match["number"]] if match["number"] in JOINED else int(match["number"])
        if term := _term(number, match["of"], match["kind"]):
            yield _Found(match.start(), match.end(), term)
    for match in _A_MONTH.finditer(plain):
        if term := _term(1, match["of"], ""):
            yield _Found(match.start(), match.end(), term)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else WORDS[word]


def _term(number: int, of: str, unit: str) -> Term | None:
    kind, times = _UNITS[of[:2]], _TIMES.get(of[:2], 1)
    if kind is Unit.CALENDAR_DAYS and re.search("рабоч|working|business", unit):
        kind = Unit.WORKING_DAYS
    return Term(number * times, kind) if 0 < number * times <= LONGEST_TERM else None


def _days(plain: str, written_on: date | None) -> Iterator[_Found]:
    for match in _DAY.finditer(plain):
        named = {name.rstrip("2345"): value for name, value in match.groupdict().items() if value}
        number = int(named["m"]) if named["m"].isdigit() else month(named["m"])
        year = int(named["y"]) if "y" in named else None
        day = _day(int(named["d"]), number, year + 2000 if year and year < 100 else year, written_on)
        if day is not None and (written_on is None or day >= written_on):
            yield _Found(match.start(), match.end(), None, day)


def _ends(plain: str, written_on: date | None) -> Iterator[_Found]:
    """Yield «до конца месяца», «by the end of the year»; without the day of the letter nobody knows which."""
    if written_on is None:
        return
    for match in _END.finditer(plain):
        number = written_on.month if match["of"] in {"месяца", "month"} else 12
        last = monthrange(written_on.year, number)[1]
        yield _Found(match.start(), match.end(), None, date(written_on.year, number, last))


def _day(day: int, number: int, year: int | None, written_on: date | None) -> date | None:
    try:
        if year is not None:
            return date(year, number, day)
        if written_on is None:
            return None
        this_year = date(written_on.year, number, day)
        return this_year if this_year >= written_on else date(written_on.year + 1, number, day)
    except ValueError:
        return None


def _at_once(plain: str) -> Iterator[_Found]:
    for match in _AT_ONCE.finditer(plain):
        yield _Found(match.start(), match.end(), Term(0, Unit.AT_ONCE))

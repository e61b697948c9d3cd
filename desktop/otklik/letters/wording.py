"""How things are written in a Russian letter: dates, and spaces that must not break at the end of a line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
NBSP = "\u00a0"
_ANY_MONTH = "|".join(_MONTHS)
_UNITS = "рабоч|календарн|дн|день|час(?:а|ов)?\\b|месяц|лет|год|г\\.|руб|коп|₽|%|л\\.|экз"
_FORMS = "ООО|ОАО|ЗАО|ПАО|АО|НАО|ИП|АНО|НКО|ТСЖ|ТСН|СНТ|ФГУП|ГУП|МУП|ФГБУ|ГБУ|МБУ"

# A word of the first kind holds on to whatever follows it.
_HOLDS_NEXT = re.compile(
    rf"""(
        [№§]
      | \bр\.(?=\sп\.)
      | (?<!\d\s)\b[гГ]\.(?=\s[А-ЯЁ])
      | \b[дДсСпПчЧ]\.(?=\s[\dА-ЯЁ№])
      | \b(?:дом|квартира|корпус|строение|помещение|офис|комната|кабинет|этаж|литера)(?=\s[\dА-ЯЁ])
      | \b(?:(?:под)?пункт(?:[аеуы]|о[мв]|ам|ами|ах)?|част(?:[иь]ю?|ей|ям|ями|ях))(?=\s\d)
      | \b(?:стать(?:[яиюе]|ёй|ей|ям|ями|ях)|статей|абзац(?:[аеуы]|ем|ев)?)(?=\s\d)
      | \bт\.(?=\s[депкч]\.)
      | \b(?:ст|пп|абз|гл|ул|кв|эт|корп|стр|оф|пер|тел|наб|пр|инд)\.(?=\s[\dА-ЯЁа-яё№+])
      | \b[АВИКОСУЯавикосуя](?=\s[\wА-Яа-я«])
      | \b[А-ЯЁ]\.(?=\s[А-ЯЁ])
      | \b(?:{_FORMS})(?=\s[«„"А-ЯЁ]\S{{0,15}}(?:\s|$))
      | \bрабоч(?:их|ий|его)(?=\sд)
      | \b(?:ИНН|КПП|ОГРН|ОГРНИП|ОКПО|БИК|СНИЛС)(?=\s\d)
    )[ ]""",
    re.VERBOSE,
)
# And these hold on to what stands before them.
_HOLDS_PREVIOUS = re.compile(
    rf"""[ ](?=
        [—–-](?:\s|$)
      | (?<=\d\s)(?:{_ANY_MONTH}|{_UNITS})
      | (?<=\d\s)\d{{3}}(?!\d|\.\d)
      | (?<=\d\s)(?:ст|ч|пп|п|абз)\.\s?\d
      | (?<=[а-яё]\s)[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?(?:[\s,;:)]|$)
    )""",
    re.VERBOSE,
)

# What has grown so long that lines would gape: the short word at its head lets go.
_LONG_HOLD = re.compile(rf"(?<!\S)([АВИКОСУЯавикосуя]){NBSP}(?=\S*{NBSP}\S)(?=(?:\S|{NBSP}){{16}})")

# Where a long word may be parted: by syllables, three letters at least on either line, nothing torn from ь, ъ and й, no
# consonant of a root left with a prefix (пере-смотр, по-следний). Only words in small letters: names, numbers and
# addresses of any kind are never parted.
_VOWEL, _CONSONANT = "[аеёиоуыэюя]", "[бвгджзклмнпрстфхцчшщ]"
_ONSET = "(?:[бвгдзжкпстфх][рлв]|с[клмнпт])"  # two consonants that begin a syllable well
_SKY = "к(?:ий|ая|ое|ие|ого|ому|им|ими|их|ой|ую|ом)$"
_LONG_WORD = re.compile(r"(?<![\w.@/-])[а-яё]{8,}(?![\w@/-])")
_SEAM = re.compile(
    rf"""(?<=[а-яё]{{3}})(?:
        (?<=[йьъ])(?=[а-яё]{{2}})
      | (?<={_VOWEL})(?={_VOWEL}[а-яё])
      | (?<={_VOWEL}{_CONSONANT})(?={_CONSONANT}{_VOWEL})
      | (?<={_CONSONANT}{_VOWEL})(?={_CONSONANT}{_VOWEL})
      | (?<={_VOWEL}{_CONSONANT})(?={_ONSET}{_VOWEL})
      | (?<={_VOWEL}{_CONSONANT}{{2}})(?={_CONSONANT}{_VOWEL})
      | (?<={_VOWEL}{_CONSONANT}{{2}})(?={_ONSET}{_VOWEL})
      | (?<={_VOWEL})(?=с{_SKY})
      | (?:(?<=^при)|(?<=^про)|(?<=^пре)|(?<=^ото)|(?<=^пере))(?=[бвгзкпстхчшщ]{_CONSONANT})
    )(?=[а-яё]{{3}})(?!{_CONSONANT}+[ьъй]*$)
    (?!(?<=с)тв|(?<=ст)в|(?<=[бпвфгкдт])[рл])  # соответ-ствии, напра-вить: such pairs begin a syllable
    (?!(?<=с){_SKY}|(?<={_CONSONANT}с)[кт])
    (?<!^по[бвгзкпстхчшщ])(?<!^на[бвгзкпстхчшщ])(?<!^за[бвгдзкпстхчшщ])(?<!^со[бвгдзкпстхчшщ])
    (?<!^до[бвгдзкпстхчшщ])(?<!^не[бвгдзкпстхчшщ])(?<!^вы[бвгдзкпстхчшщ])
    (?<!^под{_CONSONANT})(?<!^над{_CONSONANT})(?<!^рас{_CONSONANT})(?<!^раз{_CONSONANT})
    (?<!^вос{_CONSONANT})(?<!^воз{_CONSONANT})(?<!^без{_CONSONANT})(?<!^бес{_CONSONANT})
    (?<!^ото{_CONSONANT})(?<!^от{_CONSONANT})(?<!^об{_CONSONANT})(?<!^пред{_CONSONANT})
    (?<!^при[бвгзкпстхчшщ])(?<!^про[бвгзкпстхчшщ])(?<!^пре[бвгзкпстхчшщ])(?<!^пере[бвгзкпстхчшщ])""",
    re.VERBOSE,
)
SOFT_HYPHEN = "\u00ad"
_SHORT_END = re.compile(r"(?<=[^\s\u00a0])[ ](?=[^\s\u00a0]{1,6}$)")

_LAST_INDEX = re.compile(r", (?=\d{6}$)")
_TOGETHER = 30  # characters of two words that always find room on a line

_FIRST_LETTER = re.compile(r"^[«„\"(]*[^\W\d_]")
_MEANT_SO = re.compile(r"\S*[@/\\]|\S*[^\W\d_]\.[^\W_]|[^\W\d_]*[A-ZА-ЯЁ]")
_ENDS_SENTENCE = re.compile(r"[.!?…:][»“\")]?$")


def long_date(day: date) -> str:
    """Return «26 ноября 2026 г.»."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} г."


def short_date(day: date) -> str:
    """Return «26.11.2026»."""
    return f"{day:%d.%m.%Y}"


def sentence(phrase: str) -> str:
    """Make a phrase a sentence: a capital first and a full stop last; nothing stays nothing."""
    phrase = capital(phrase.strip().rstrip(" ,;"))
    return phrase if not phrase or _ENDS_SENTENCE.search(phrase) else f"{phrase}."


def capital(text: str) -> str:
    """Make the first letter large, but not that of «iPhone» and of addresses of the net, which are meant so."""
    return text if _MEANT_SO.match(text) else _FIRST_LETTER.sub(lambda letter: letter[0].title(), text, count=1)


def join_words(text: str) -> str:
    """Put no-break spaces where a Russian line must not break: № 31, ст. 14, И. О. Фамилия, 26 ноября, 2026 г."""
    return _LONG_HOLD.sub(r"\1 ", _HOLDS_PREVIOUS.sub(NBSP, _HOLDS_NEXT.sub(rf"\1{NBSP}", text)))


def break_at_commas(text: str, longest: int = 34) -> str:
    """Let a line of an address break only at its commas: «г. Тверь», «ИНН 6731…», «дом 5» stay whole.

    An index at the end does not stand on a line of its own.

    Args:
        text: parts divided by commas.
        longest: parts longer than this many characters may break inside as well.
    """
    parts = text.split(", ")
    held = ", ".join(part.replace(" ", NBSP) if len(part) <= longest else join_words(part) for part in parts)
    return _LAST_INDEX.sub(f",{NBSP}", held) if len(parts) > 1 and len(parts[-2]) + 8 <= longest else held


def hold_last(text: str) -> str:
    """Tie the last word of a heading to the one before it: it does not stand on a line of its own."""
    head, space, last = text.rpartition(" ")
    return f"{head}{NBSP}{last}" if space and len(head.rpartition(" ")[2]) + len(last) < _TOGETHER else text


def hold_end(text: str) -> str:
    """Tie a short last word to the one before it, so that it does not make a line of its own."""
    return _SHORT_END.sub(NBSP, text)


def hyphenate(text: str) -> str:
    """Put soft hyphens into long words, so that justified lines do not gape.

    The last word stays whole: reportlab loses the space behind a parted word where its run of text ends.
    """
    head, space, _ = text.rstrip().rpartition(" ")
    return _LONG_WORD.sub(lambda word: _parted(word[0]), head) + text[len(head) :] if space else text


@lru_cache(maxsize=1024)
def _parted(word: str) -> str:
    return _SEAM.sub(SOFT_HYPHEN, word)

"""How things are written in a Russian letter: dates, and spaces that must not break at the end of a line."""

from __future__ import annotations

import re
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
_NBSP = "\u00a0"
_ANY_MONTH = "|".join(_MONTHS)
_UNITS = "рабоч|календарн|дн|день|час|месяц|лет|год|г\\.|руб|₽|%|л\\.|экз"

# A word of the first kind holds on to whatever follows it.
_HOLDS_NEXT = re.compile(
    r"""(
        [№§]
      | \bр\.(?=\sп\.)
      | (?<!\d\s)\b[гГ]\.(?=\s[А-ЯЁ])
      | \b[дДсСпПчЧ]\.(?=\s[\dА-ЯЁ№])
      | \b(?:дом|квартира|корпус|строение|помещение|офис|комната|кабинет|этаж|литера)(?=\s[\dА-ЯЁ])
      | \b(?:ООО|АО|ПАО|ИП)(?=\s[«А-ЯЁ])
      | \b(?:ст|пп|абз|гл|ул|кв|эт|корп|стр|оф|пер|тел|наб|пр|инд)\.(?=\s[\dА-ЯЁа-яё№+])
      | \b(?:част[иь]ю?|стать(?:[ияею]|ёй|ей)|пункт[ауе]?|форм[аеуы]|приказ[ае]?)(?=\s\d)
      | \b[АВИКОСУЯавикосуя](?=\s[\wА-Яа-я«])
      | \b[А-ЯЁ]\.(?=\s[А-ЯЁ])
      | \bрабоч(?:их|ий|его)(?=\sд)
    )[ ]""",
    re.VERBOSE,
)
# And these hold on to what stands before them.
_HOLDS_PREVIOUS = re.compile(
    rf"""[ ](?=
        [—–](?:\s|$)
      | (?<=\d\s)(?:{_ANY_MONTH}|{_UNITS})
      | (?<=\d\s)\d{{3}}(?!\d|\.\d)
      | (?<=[а-яё]\s)[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?(?:[\s,;:)]|$)
    )""",
    re.VERBOSE,
)


def long_date(day: date) -> str:
    """Return «26 ноября 2026 г.»."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year} г."


def short_date(day: date) -> str:
    """Return «26.11.2026»."""
    return f"{day:%d.%m.%Y}"


def join_words(text: str) -> str:
    """Put no-break spaces where a Russian line must not break: № 31, ст. 14, И. О. Фамилия, 26 ноября, 2026 г."""
    return _HOLDS_PREVIOUS.sub(_NBSP, _HOLDS_NEXT.sub(rf"\1{_NBSP}", text))


def break_at_commas(text: str, longest: int = 34) -> str:
    """Let a line of an address break only at its commas: «г. Тверь», «ИНН 6731…», «дом 5» stay whole.

    Args:
        text: parts divided by commas.
        longest: parts longer than this many characters may break inside as well.
    """
    parts = text.split(", ")
    return ", ".join(part.replace(" ", _NBSP) if len(part) <= longest else join_words(part) for part in parts)

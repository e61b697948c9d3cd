"""Sums of money as a letter writes them: in digits and in words, with roubles and kopecks."""

from __future__ import annotations

import re

from otklik.letters.wording import NBSP
from otklik.system.errors import UserError
from otklik.system.words import plural

_SUM = re.compile(
    r"""(?P<roubles>\d{1,3}(?:\s\d{3})+|\d+)
        (?:[.,](?P<fraction>\d{1,2}))?
        \s*(?:₽|р\.|руб\w*\.?)?
        (?:\s*(?P<kopecks>\d{1,2})\s*(?:коп\w*\.?|к\.))?""",
    re.VERBOSE | re.IGNORECASE,
)
_MOST = 10**12
"""In roubles; a claim on this desk is smaller."""

_UNITS = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_TEENS = (
    *("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать"),
    *("семнадцать", "восемнадцать", "девятнадцать"),
)
_TENS = (
    *("", "", "двадцать", "тридцать", "сорок", "пятьдесят", "шестьдесят", "семьдесят", "восемьдесят"),
    "девяносто",
)
_HUNDREDS = (
    *("", "сто", "двести", "триста", "четыреста", "пятьсот", "шестьсот", "семьсот", "восемьсот"),
    "девятьсот",
)
_GROUPS = (
    ("миллиард", "миллиарда", "миллиардов"),
    ("миллион", "миллиона", "миллионов"),
    ("тысяча", "тысячи", "тысяч"),
    ("", "", ""),
)


def write_sum(text: str) -> str:
    """Return a sum as a letter has it: «14 500 (четырнадцать тысяч пятьсот) рублей 50 копеек».

    Args:
        text: as people type it: «14500», «14 500,50», «14 500 руб. 50 коп.», «4 800 ₽».

    Raises:
        UserError: it is no sum, or not to be told from another one («14.500»).
    """
    roubles, rest = divmod(read_sum(text), 100)
    digits = f"{roubles:,}".replace(",", NBSP)
    return (
        f"{digits}{NBSP}({in_words(roubles)}) {plural(roubles, 'рубль', 'рубля', 'рублей')}"
        f" {rest:02}{NBSP}{plural(rest, 'копейка', 'копейки', 'копеек')}"
    )


def read_sum(text: str) -> int:
    """Return a sum in kopecks; arguments and errors as of `write_sum`."""
    kopecks = _kopecks(" ".join(text.replace(NBSP, " ").split()))
    if kopecks is None or not 0 < kopecks < _MOST * 100:
        raise UserError("“{typed}” is not a sum. Write roubles and kopecks in digits: 14 500,50.", typed=text)
    return kopecks


def _kopecks(text: str) -> int | None:
    found = _SUM.fullmatch(text)
    if not found or (found["fraction"] and found["kopecks"]):
        return None
    roubles = int(re.sub(r"\s", "", found["roubles"]))
    part = found["kopecks"] or (found["fraction"] or "0").ljust(2, "0")
    return roubles * 100 + int(part)


def in_words(number: int) -> str:
    """Return a number in words, nominative and masculine: «одна тысяча двадцать один».

    Args:
        number: from 0 to 999 999 999 999.
    """
    if not number:
        return "ноль"
    said: list[str] = []
    for place, forms in enumerate(_GROUPS):
        group = number // 1000 ** (len(_GROUPS) - 1 - place) % 1000
        if group:
            said += [*_group(group, feminine=forms[0] == "тысяча"), plural(group, *forms)]
    return " ".join(filter(None, said))


def _group(group: int, *, feminine: bool) -> list[str]:
    """Return a number below a thousand in words; thousands are counted in the feminine."""
    hundreds, rest = divmod(group, 100)
    if 10 <= rest < 20:
        return [_HUNDREDS[hundreds], _TEENS[rest - 10]]
    units = _UNITS[rest % 10]
    if feminine:
        units = {"один": "одна", "два": "две"}.get(units, units)
    return [_HUNDREDS[hundreds], _TENS[rest // 10], units]

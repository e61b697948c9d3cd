"""Sums of money in a text, in kopecks: «14 500 руб. 50 коп.», «14,5 тыс. рублей», «500 (пятьсот) рублей»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from otklik.intake.demands.numerals import folded

_MOST = 10**13
"""Kopecks of the largest sum that can be meant."""

_SUM = re.compile(
    r"(?<![\w.,])(?P<whole>\d{1,3}(?:[ '’.]\d{3}){1,4}(?!\d)|\d{1,12})(?:[.,](?P<part>\d{1,2})(?!\d))?"
    r"[ \n]{0,2}(?P<scale>тыс(?:яч[аи]?|\.)?|т\.|млн\.?|миллион(?:а|ов)?)?"
    r"[ \n]{0,2}(?:\([^()\n]{1,120}(?:\n[^()\n]{1,120})?\))?[ \n]{0,2}(?P<scale2>тыс(?:яч[аи]?|\.)?)?[ \n]{0,2}"
    r"(?P<coin>руб(?:л\w{1,3}|\.)?|р\.|₽|rub(?:les?|\.)?|roubles?|rur)(?!\w)"
    r"(?:[ \n,и]{0,3}(?P<kopecks>\d{1,2})[ \n]?(?:\([^()\n]{1,40}\)[ \n]?)?коп(?:е\w{1,3})?)?"
)
_LATER_KOPECKS = re.compile(r"[ \n]{0,2}\([^()\n]{1,120}\)[ \n]{0,2}(?P<kopecks>\d{1,2})[ \n]?коп(?:е\w{1,3})?")
_SCALES = {"т": 1000, "м": 1_000_000}


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum where it stands.

    Attributes:
        kopecks: its value.
        start, end: its words in the text.
    """

    kopecks: int
    start: int
    end: int


def find_sums(text: str) -> list[Sum]:
    """Return the sums in roubles a text states, in its order.

    Args:
        text: any text.
    """
    plain = folded(text)
    found: list[Sum] = []
    for match in _SUM.finditer(plain):
        kopecks, end = match["kopecks"], match.end()
        if kopecks is None and (later := _LATER_KOPECKS.match(plain, end)):
            kopecks, end = later["kopecks"], later.end()
        value = int(re.sub(r"\D", "", match["whole"])) * 100
        if match["part"]:
            value += int(match["part"].ljust(2, "0"))
        if scale := match["scale"] or match["scale2"]:
            value *= _SCALES[scale[0]]
        value += int(kopecks or 0)
        if 0 < value < _MOST:
            found.append(Sum(value, match.start(), end))
    return found

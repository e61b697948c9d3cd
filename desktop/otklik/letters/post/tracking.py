"""Tracking numbers of the post: the 14 digits of the Russian Post (ШПИ), and S10 of the Universal Postal Union.

Both have a check digit, so a mistyped digit is told before anybody looks for the letter. Whoever keeps a number does
not refuse it for that: what stands on the receipt is what counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from otklik.system.words import say

_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_S10 = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_BLANKS = re.compile(r"[\s\-\u2010-\u2015().]+")
# Typed in Russian on a Russian keyboard: letters that look like those of S10.
_LATIN = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")


class TrackingKind(StrEnum):
    """What a tracking number is."""

    NONE = "none"
    RUSSIAN = "russian"
    S10 = "s10"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TrackingCheck:
    """A tracking number as it was understood.

    Attributes:
        kind: which system of numbers it belongs to.
        number: as it is stored: without blanks, letters large and Latin; of an unknown kind as typed.
        problem: a sentence of warning in the language in use; empty where nothing is wrong.
    """

    kind: TrackingKind
    number: str
    problem: str = ""


def check_tracking(text: str) -> TrackingCheck:
    """Return a tracking number as it is stored, and what seems wrong with it.

    A ШПИ has 14 digits, the last of which completes the sum of the others, weighted 3 and 1 by turns, to a multiple of
    ten. S10 has two letters, eight digits, a check digit and two letters of the country (UPU standard S10).

    Args:
        text: as typed or pasted; blanks, hyphens and brackets in it are passed over.
    """
    number = _BLANKS.sub("", text).upper().translate(_LATIN)
    if not number:
        return TrackingCheck(TrackingKind.NONE, "")
    if number.isascii() and number.isdigit() and len(number) == 14:
        fits = russian_check_digit(number[:13]) == number[13]
        return TrackingCheck(TrackingKind.RUSSIAN, number, "" if fits else _mistyped())
    if _S10.fullmatch(number):
        fits = s10_check_digit(number[2:10]) == number[10]
        return TrackingCheck(TrackingKind.S10, number, "" if fits else _mistyped())
    problem = say("A tracking number has 14 digits, or two letters, nine digits and two letters. Check the receipt.")
    return TrackingCheck(TrackingKind.UNKNOWN, " ".join(text.split()), problem)


def russian_check_digit(digits: str) -> str:
    """Return the 14th digit of a ШПИ.

    Args:
        digits: the first 13.
    """
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(digits))
    return str(-total % 10)


def s10_check_digit(digits: str) -> str:
    """Return the check digit of an S10 number.

    Args:
        digits: the eight of its serial number.
    """
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(_S10_WEIGHTS, digits, strict=True)) % 11
    return str({10: 0, 11: 5}.get(rest, rest))


def _mistyped() -> str:
    return say("The check digit of the tracking number does not fit: compare it with the receipt.")

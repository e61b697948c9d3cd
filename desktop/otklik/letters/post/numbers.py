"""Counts and sums as postal forms have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.letters.sums import in_words
from otklik.letters.wording import NBSP
from otklik.system.words import plural

if TYPE_CHECKING:
    from decimal import Decimal


def items(count: int) -> str:
    """Return how many items there are: «21 (двадцать одно) отправление».

    Args:
        count: at least one.
    """
    words = in_words(count)
    if words.split()[-1] == "один":
        words = f"{words.removesuffix('один')}одно"
    return f"{count} ({words}) {plural(count, 'отправление', 'отправления', 'отправлений')}"


def roubles(value: Decimal | None) -> str:
    """Return a sum as «1 200,00»; a dash where there is none."""
    if value is None:
        return "—"
    return f"{value:,.2f}".replace(",", NBSP).replace(".", ",")

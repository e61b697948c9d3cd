"""The six-digit stencil of the index («кодовый штамп»): digits of nine strokes that sorting machines read.

Seven bars stand above in equal steps: the first with a second, thinner one under it begins the stencil, the others
stand above the digits. Layout by ГОСТ Р 51506-99, appendix Д; lengths are in millimetres.
"""

from __future__ import annotations

from typing import NamedTuple

DIGIT_WIDTH, DIGIT_HEIGHT = 5.0, 10.0
STEP = 9.0
BAR_WIDTH, BAR_HEIGHT = 7.0, 2.0
SECOND_BAR_HEIGHT = 1.0
BAR_GAP = 1.2
"""Between the two bars that begin the stencil."""
DIGIT_GAP = 2.2
"""Between the bars and the digits."""
STROKE = 0.9
WIDTH = 6 * STEP + BAR_WIDTH
HEIGHT = BAR_HEIGHT + DIGIT_GAP + DIGIT_HEIGHT
LENGTH = 6


class Stroke(NamedTuple):
    """A stroke of a digit: its ends, from the lower left corner of the digit, upwards."""

    x1: float
    y1: float
    x2: float
    y2: float


_HALF = DIGIT_HEIGHT / 2
STROKES = {
    "top": Stroke(0, DIGIT_HEIGHT, DIGIT_WIDTH, DIGIT_HEIGHT),
    "middle": Stroke(0, _HALF, DIGIT_WIDTH, _HALF),
    "bottom": Stroke(0, 0, DIGIT_WIDTH, 0),
    "upper left": Stroke(0, _HALF, 0, DIGIT_HEIGHT),
    "upper right": Stroke(DIGIT_WIDTH, _HALF, DIGIT_WIDTH, DIGIT_HEIGHT),
    "lower left": Stroke(0, 0, 0, _HALF),
    "lower right": Stroke(DIGIT_WIDTH, 0, DIGIT_WIDTH, _HALF),
    "upper slant": Stroke(0, _HALF, DIGIT_WIDTH, DIGIT_HEIGHT),
    "lower slant": Stroke(0, 0, DIGIT_WIDTH, _HALF),
}
"""The nine strokes a digit is made of."""

DIGITS = {
    "0": ("top", "upper left", "upper right", "lower left", "lower right", "bottom"),
    "1": ("upper slant", "upper right", "lower right"),
    "2": ("top", "upper right", "lower slant", "bottom"),
    "3": ("top", "upper slant", "middle", "lower slant"),
    "4": ("upper left", "middle", "upper right", "lower right"),
    "5": ("top", "upper left", "middle", "lower right", "bottom"),
    "6": ("upper slant", "middle", "lower left", "lower right", "bottom"),
    "7": ("top", "upper slant", "lower left"),
    "8": ("top", "upper left", "upper right", "middle", "lower left", "lower right", "bottom"),
    "9": ("top", "upper left", "upper right", "middle", "lower slant"),
}
"""The strokes of each digit, as the specimen of the Post has them."""


def strokes(index: str) -> tuple[tuple[Stroke, ...], ...]:
    """Return the strokes of the six digits; of a blank stencil none.

    Args:
        index: six digits, or nothing.
    """
    return tuple(tuple(STROKES[name] for name in DIGITS[digit]) for digit in index)


def digit_left(place: int) -> float:
    """Return where a digit begins, from the left end of the stencil.

    Args:
        place: from 0 to 5.
    """
    return (place + 1) * STEP + (BAR_WIDTH - DIGIT_WIDTH) / 2

"""The stencil of the index: the strokes of each digit as drawn on the page, read back from the file."""

from __future__ import annotations

import io
import re
from datetime import date
from itertools import pairwise

import pikepdf
import pytest

from otklik.letters.post import stencil
from otklik.letters.post.addresses import PostalAddress
from otklik.letters.post.forms import Envelope, EnvelopeSize, Party
from otklik.letters.post.render import render_envelope

MM = 72 / 25.4
DAY = date(2026, 11, 26)
Line = tuple[float, float, float, float]

# The specimen of the Post, drawn by hand: corners and middles of a digit, a b over c d over e f.
SPECIMEN = {
    "0": "ab bd df fe ec ca",
    "1": "cb bd df",
    "2": "ab bd de ef",
    "3": "ab bc cd de",
    "4": "ac cd bd df",
    "5": "ab ac cd df fe",
    "6": "bc cd df fe ec",
    "7": "ab bc ce",
    "8": "ab bd df fe ec ca cd",
    "9": "ab bd dc ca de",
}
CORNERS = {"a": (0, 10), "b": (5, 10), "c": (0, 5), "d": (5, 5), "e": (0, 0), "f": (5, 0)}


def drawn_lines(pdf: bytes) -> list[tuple[float, bool, Line]]:
    """Return every line of the page: its width in mm, whether it is dotted, and its ends in mm."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        found, width, dotted, start = [], 0.0, False, (0.0, 0.0)
        for operands, operator in pikepdf.parse_content_stream(file.pages[0]):
            numbers = [float(one) for one in operands] if str(operator) in {"w", "m", "l"} else []
            match str(operator):
                case "w":
                    width = numbers[0] / MM
                case "d":
                    dotted = len(operands[0]) > 0
                case "m":
                    start = (numbers[0] / MM, numbers[1] / MM)
                case "l":
                    found.append((width, dotted, (*start, numbers[0] / MM, numbers[1] / MM)))
    return found


def envelope(index: str, size: EnvelopeSize = EnvelopeSize.DL) -> bytes:
    sender = Party("ИП Ветров Арсений Павлович", PostalAddress(("г. Москва",), "101000"))
    return render_envelope(Envelope(size, sender, Party("Калинину И. П.", PostalAddress((), index)), "", DAY))


def strokes_on(pdf: bytes, *, dotted: bool) -> list[set[frozenset[tuple[int, int]]]]:
    """Return the strokes of each place of the stencil, from its own lower left corner."""
    wide = 0.35 if dotted else stencil.STROKE
    lines = [ends for width, dots, ends in drawn_lines(pdf) if abs(width - wide) < 0.01 and dots is dotted]
    if not lines:
        return []
    low = min(min(y1, y2) for _, y1, _, y2 in lines)
    dots = [ends for _, dots, ends in drawn_lines(pdf) if dots]
    left = min(min(x1, x2) for x1, _, x2, _ in dots)
    places: list[set[frozenset[tuple[int, int]]]] = [set() for _ in range(6)]
    for x1, y1, x2, y2 in lines:
        place = int((min(x1, x2) - left + 0.1) // stencil.STEP)
        origin = left + place * stencil.STEP
        low_here = low if dotted else min(min(y1, y2) for _, y1, _, y2 in dots)
        ends = frozenset((round(x - origin), round(y - low_here)) for x, y in ((x1, y1), (x2, y2)))
        places[place].add(ends)
    return places


def specimen(digit: str) -> set[frozenset[tuple[int, int]]]:
    return {frozenset((CORNERS[one], CORNERS[other])) for one, other in SPECIMEN[digit].split()}


@pytest.mark.parametrize("digit", SPECIMEN)
def test_each_digit_is_drawn_as_the_specimen_has_it(digit: str) -> None:
    assert strokes_on(envelope(digit * 6), dotted=False) == [specimen(digit)] * 6


@pytest.mark.parametrize("size", EnvelopeSize)
def test_the_index_is_drawn_in_order_on_every_envelope(size: EnvelopeSize) -> None:
    assert strokes_on(envelope("170394", size), dotted=False) == [specimen(digit) for digit in "170394"]


def test_a_blank_stencil_has_nine_dotted_strokes_in_each_place_and_nothing_else() -> None:
    blank = envelope("")
    assert strokes_on(blank, dotted=False) == []
    every = {frozenset((CORNERS[a], CORNERS[b])) for a, b in ("ab", "ac", "bd", "cd", "ce", "df", "ef", "bc", "de")}
    assert strokes_on(blank, dotted=True) == [every] * 6


def test_seven_bars_in_equal_steps_and_a_thinner_one_under_the_first() -> None:
    with pikepdf.open(io.BytesIO(envelope("170034"))) as file:
        content = pikepdf.parse_content_stream(file.pages[0])
        boxes = [[float(one) / MM for one in operands] for operands, operator in content if str(operator) == "re"]
    bars = [box for box in boxes if abs(abs(box[2]) - stencil.BAR_WIDTH) < 0.01]
    assert [round(abs(high), 2) for *_, high in bars] == [2.0] * 7 + [1.0]
    lefts = [left for left, *_ in bars]
    steps = [round(after - before, 2) for before, after in pairwise(lefts[:7])]
    assert steps == [stencil.STEP] * 6
    assert lefts[7] == pytest.approx(lefts[0])


def test_digits_that_differ_look_different() -> None:
    assert len({frozenset(names) for names in stencil.DIGITS.values()}) == 10
    assert re.fullmatch("[0-9]{10}", "".join(stencil.DIGITS))

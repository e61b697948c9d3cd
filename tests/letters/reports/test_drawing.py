"""The drawing model: hatching stays in its box, axes end where the figures do."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.letters.reports.drawing import Box, Stroke, Tone, hatched, shortened, ticks

size = st.floats(0.1, 200, allow_nan=False)


@given(size, size, size, size)
def test_hatching_stays_in_its_box(x: float, y: float, width: float, height: float) -> None:
    parts = list(hatched(Box(x, y, width, height), Tone.LATE))
    assert isinstance(parts[-1], Box)
    for line in parts[:-1]:
        assert isinstance(line, Stroke)
        for at, up in ((line.x1, line.y1), (line.x2, line.y2)):
            assert x - 1e-6 <= at <= x + width + 1e-6
            assert y - 1e-6 <= up <= y + height + 1e-6
        assert line.x2 - line.x1 == pytest.approx(line.y2 - line.y1, abs=1e-6), "all lines are parallel"


@given(st.integers(0, 10_000_000))
def test_an_axis_begins_at_nothing_and_ends_at_a_round_number(highest: int) -> None:
    marks = ticks(highest)
    assert marks[0] == 0
    assert marks[-1] >= max(1, highest)
    assert len(marks) <= 7
    steps = {after - before for before, after in pairwise(marks)}
    assert len(steps) == 1
    assert str(steps.pop()).rstrip("0") in {"1", "2", "5"}


@given(st.text(max_size=80), st.floats(1, 100))
def test_a_label_that_fits_stays_whole(text: str, room: float) -> None:
    cut = shortened(text, 8, room)
    assert cut == text or cut.endswith("…")

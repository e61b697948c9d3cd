"""At large text no window cuts a word off, and nothing lies where nobody gets at it.

Text of 100 % has no walk of its own: what fits at 150 % in the smallest window fits there smaller, and words twice as
long are walked at 100 % in `test_stretched_words`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otklik.ui import theme
from otklik.ui.pictures import stage
from tests.source_tree import expect_none

from .cut_words import cut_words
from .every_window import LOW, ROOMY, every_window

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

_LEAST_WINDOWS = 80


@pytest.mark.parametrize(("percent", "size"), [(150, LOW), (200, ROOMY)])
def test_nothing_is_cut_off(
    qapp: QApplication,
    demonstration: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    percent: int,
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(stage, "QUIET", 12)
    cut: dict[str, list[str]] = {}
    seen = 0
    for name, window in every_window(qapp, demonstration, tmp_path, percent=percent, size=size):
        seen += 1
        if window.width() > ROOMY[0] or window.height() > ROOMY[1]:
            cut.setdefault(f"{type(window).__name__} is larger than the screen", []).append(name)
        for said in cut_words(window):
            cut.setdefault(said, []).append(name)
    assert seen >= _LEAST_WINDOWS
    expect_none(f"{said} @ {', '.join(names[:3])}" for said, names in cut.items())


def test_lengths_grow_with_the_text(qapp: QApplication, look: None) -> None:
    small = theme.px(100), theme.font().pixelSize(), theme.stylesheet()
    theme.apply(qapp, theme.Scheme.LIGHT, 200)
    try:
        assert theme.px(100) == 2 * small[0]
        assert theme.font().pixelSize() == 2 * small[1]
        assert theme.stylesheet() != small[2]
        theme.apply(qapp, theme.Scheme.LIGHT, 400)
        assert theme.scale() == theme.LARGEST_SCALE
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT, 100)

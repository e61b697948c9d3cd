"""Words twice as long as ours, as another language may have them, still find room in every window."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otklik.system import words
from otklik.ui.pictures import stage
from tests.source_tree import expect_none

from .cut_words import cut_words
from .every_window import every_window

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QApplication

_PIECES = re.compile(r"(\{[^}]*\}|%L?\d|%n)|([A-Za-zА-Яа-яЁё]+)")


def twice_as_long(said: str | list[str]) -> str | list[str]:
    """Return a sentence with every word said twice without a space; places to fill stay as they are."""
    if isinstance(said, list):
        return [str(twice_as_long(form)) for form in said]
    return _PIECES.sub(lambda found: found[1] or found[2] + found[2].lower(), said)


def test_words_are_stretched_and_places_kept() -> None:
    assert twice_as_long("Ещё {number} из %n") == "Ещёещё {number} изиз %n"


def test_long_words_are_not_cut_off(
    qapp: QApplication, demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stretched = {english: twice_as_long(said) for english, said in words.catalogue().items()}
    monkeypatch.setattr(words, "catalogue", lambda: stretched)
    monkeypatch.setattr(stage, "QUIET", 12)
    cut: dict[str, list[str]] = {}
    for name, window in every_window(qapp, demonstration, tmp_path):
        for said in cut_words(window):
            cut.setdefault(said, []).append(name)
    expect_none(f"{said} @ {', '.join(names[:3])}" for said, names in cut.items())

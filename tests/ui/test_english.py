"""An English window says everything in English; Russian are data, letters and articles of the law."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget

from otklik.system import words
from otklik.ui import translation
from otklik.ui.pictures import stage
from tests.source_tree import expect_none

from .every_window import every_window, parts, where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest
    from PySide6.QtWidgets import QApplication

_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_PLACE = re.compile(r"\\\{[^}]*\\\}|%L?\d|%n")

_NAMES = {"Русский", "ИНН", "КПП", "ОКПО", "ООО", "ИП"}
"""What is Russian in every language: itself, and the abbreviations of Russian law."""

_DATA = (
    "PlaceLine",
    "PlaceSuggestions",
    "LettersSection",
    "JournalSection",
    "JournalTab",
    "IncomingFiles",
    "LackTicks",
)
"""Parts that show what somebody named, headings of letters and what goes into them, which are Russian."""


def _said(part: QWidget) -> Iterator[str]:
    yield from (part.accessibleName(), part.accessibleDescription(), part.toolTip())
    if isinstance(part, QLabel | QAbstractButton):
        yield part.text()
    if isinstance(part, QLineEdit):
        yield part.placeholderText()


def _russian_sentences() -> re.Pattern[str]:
    """Return what finds a sentence of our Russian catalogue, whatever stands in its places."""
    told = {form for said in words.catalogue().values() for form in ([said] if isinstance(said, str) else said)}
    whole = {said for said in told if _CYRILLIC.search(said)} - _NAMES
    ways = sorted(_PLACE.sub(".{0,80}", re.escape(said.replace("\u00a0", " "))) for said in whole)
    return re.compile("|".join(f"(?:{way})" for way in ways if len(_CYRILLIC.findall(way)) > 2))


def test_no_sentence_of_ours_stays_russian(
    qapp: QApplication, demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = _russian_sentences()
    monkeypatch.setattr(stage, "QUIET", 12)
    found: dict[str, list[str]] = {}
    for name, window in every_window(qapp, demonstration, tmp_path, language="en"):
        shown = (part for part in parts(window) if not any(data in where(part) for data in _DATA))
        for part in shown:
            for said in _said(part):
                plain = said.replace("\u00a0", " ").strip()
                if _CYRILLIC.search(plain) and ours.fullmatch(plain):
                    found.setdefault(f"{where(part)}: {plain}", []).append(name)
    expect_none(f"{said} @ {', '.join(names[:3])}" for said, names in found.items())


def test_english_numbers_have_two_forms_and_russian_three(qapp: QApplication) -> None:
    told = {"ru": ("1\u00a0обращение", "2\u00a0обращения", "5\u00a0обращений"), "en": ("1 request", "2 requests")}
    numbers = {"ru": (1, 2, 5), "en": (1, 2)}
    for language, forms in told.items():
        translation.install(qapp, language)
        said = tuple(translation.translated("%n request(s)", number) for number in numbers[language])
        assert tuple(one.replace("\u00a0", " ") for one in said) == tuple(one.replace("\u00a0", " ") for one in forms)
    translation.install(qapp, "ru")

"""The numbers Word draws before paragraphs of a list: they stand nowhere in its text (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


class _Level:
    """How one level of a list is numbered: the figure it starts with, its format and its pattern («%1.%2.»)."""

    def __init__(self, element: Any) -> None:
        self.start = _number(element, "w:start", 1)
        self.format = _value(element, "w:numFmt", "decimal")
        self.pattern = _value(element, "w:lvlText", "")


class Numbering:
    """Counts the paragraphs of all lists of a document, in the order in which they are asked for.

    Args:
        document: the document whose paragraphs are counted.
    """

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract_of: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._styles = _list_styles(document)
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is not None and hasattr(part, "element"):
            self._read(part.element)

    def mark_of(self, paragraph: Any) -> str:
        """Return what Word draws before a paragraph: «9.2.», «а)», «-» for a bullet; empty where it is in no list.

        Args:
            paragraph: the `w:p` element; each is to be asked for once, in the order of the text.
        """
        place = self._place_of(paragraph)
        if place is None:
            return ""
        list_id, level_number = place
        abstract = self._abstract_of.get(list_id, "")
        level = self._levels.get(abstract, {}).get(level_number)
        if level is None or level.format == "none":
            return ""
        if level.format == "bullet":
            return "-"
        counts = self._counted(list_id, abstract, level_number)
        return _PLACE.sub(lambda found: self._figure(abstract, counts, int(found.group(1)) - 1), level.pattern).strip()

    def _counted(self, list_id: str, abstract: str, level_number: int) -> list[int | None]:
        """Count one more paragraph of that level and return how far all levels are."""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for number, start in self._restarts.get(list_id, {}).items():
                counts[number] = start - 1
        level = self._levels[abstract][level_number]
        current = counts[level_number]
        counts[level_number] = level.start if current is None else current + 1
        counts[level_number + 1 :] = [None] * (_LEVELS - level_number - 1)
        return counts

    def _figure(self, abstract: str, counts: list[int | None], number: int) -> str:
        """Return the figure of one level as its format writes it."""
        level = self._levels[abstract].get(number)
        count = counts[number]
        if count is None:
            count = level.start if level else 1
        return _written(count, level.format if level else "decimal")

    def _place_of(self, paragraph: Any) -> tuple[str, int] | None:
        """Return the list a paragraph stands in and its level, by itself or by its style."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return None
        style = self._styles.get(_value(properties, "w:pStyle", ""))
        own = properties.find(qn("w:numPr"))
        if own is None:
            return style
        list_id = _value(own, "w:numId", "") or (style[0] if style else "")
        level = _number(own, "w:ilvl", style[1] if style else 0)
        return (list_id, level) if list_id not in {"", "0"} and 0 <= level < _LEVELS else None

    def _read(self, numbering: Any) -> None:
        """Read the lists of the document."""
        for abstract in numbering.findall(qn("w:abstractNum")):
            levels = {
                int(level.get(qn("w:ilvl"), "0")): _Level(level)
                for level in abstract.findall(qn("w:lvl"))
                if level.get(qn("w:ilvl"), "0").isdigit()
            }
            self._levels[abstract.get(qn("w:abstractNumId"), "")] = levels
        for one in numbering.findall(qn("w:num")):
            list_id = one.get(qn("w:numId"), "")
            self._abstract_of[list_id] = _value(one, "w:abstractNumId", "")
            self._restarts[list_id] = {
                int(override.get(qn("w:ilvl"), "0")): _number(override, "w:startOverride", 1)
                for override in one.findall(qn("w:lvlOverride"))
                if override.find(qn("w:startOverride")) is not None and override.get(qn("w:ilvl"), "0") in "012345678"
            }


def _list_styles(document: WordDocument) -> dict[str, tuple[str, int]]:
    """Return the styles that put their paragraphs in a list, with list and level."""
    styles: dict[str, tuple[str, int]] = {}
    for style in document.styles.element.findall(qn("w:style")):
        properties = style.find(qn("w:pPr"))
        own = properties.find(qn("w:numPr")) if properties is not None else None
        if own is not None and _value(own, "w:numId", "0") != "0":
            styles[style.get(qn("w:styleId"), "")] = (_value(own, "w:numId", ""), _number(own, "w:ilvl", 0))
    return styles


def _value(element: Any, name: str, otherwise: str) -> str:
    child = element.find(qn(name))
    return otherwise if child is None else str(child.get(qn("w:val"), otherwise))


def _number(element: Any, name: str, otherwise: int) -> int:
    value = _value(element, name, "")
    return int(value) if value.isdecimal() and len(value) < 6 else otherwise


def _written(count: int, form: str) -> str:
    """Return a count in one of Word's formats; unknown ones in figures."""
    if form.endswith("Roman") and 0 < count < 300:
        return _roman(count) if form.startswith("upper") else _roman(count).lower()
    letters = _RUSSIAN if form.startswith("russian") else _LATIN if form.endswith("Letter") else ""
    if letters and count > 0:
        letter = letters[(count - 1) % len(letters)] * min(9, 1 + (count - 1) // len(letters))
        return letter.upper() if form.endswith("Upper") or form.startswith("upper") else letter
    return f"{count:02d}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    figures = ""
    for value, letters in _ROMAN:
        figures += letters * (count // value)
        count %= value
    return figures

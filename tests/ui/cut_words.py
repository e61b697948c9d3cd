"""Finds words a window has no room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from .every_window import is_scrolled, parts, where

if TYPE_CHECKING:
    from collections.abc import Iterator

SLACK = 3
"""Pixels of rounding."""

ARROW = 40
"""Pixels of a box of choices beside its words."""


def cut_words(window: QWidget) -> list[str]:
    """Return what has less room than its words need, lies outside of what holds it, or cannot be scrolled to."""
    found = [said for part in parts(window) for said in (*_words(part), *_place(window, part))]
    return sorted(set(found))


def _words(part: QWidget) -> Iterator[str]:
    if isinstance(part, QLabel):
        yield from _label(part)
    elif isinstance(part, QAbstractButton):
        yield from _button(part)
    elif isinstance(part, QComboBox):
        needed = part.fontMetrics().horizontalAdvance(part.currentText()) + ARROW
        if not part.toolTip() and part.width() < needed:
            yield f"{where(part)}: {part.width()} < {needed}: {part.currentText()}"
    elif isinstance(part, QLineEdit):
        if part.height() < part.fontMetrics().height():
            yield f"{where(part)}: {part.height()} high"
    elif isinstance(part, QHeaderView):
        yield from _headings(part)


def _label(label: QLabel) -> Iterator[str]:
    said = label.text()
    if not said or (said.endswith("…") and label.toolTip()):
        return
    width, height = label.width(), label.height()
    if not label.wordWrap():
        asked = label.sizeHint()
        if width < asked.width() - SLACK or height < asked.height() - SLACK:
            yield f"{where(label)}: {width}×{height} < {asked.width()}×{asked.height()}: {said}"
        return
    if height < label.heightForWidth(width) - SLACK:
        yield f"{where(label)}: {height} < {label.heightForWidth(width)} high: {said}"
    longest = max((label.fontMetrics().horizontalAdvance(word) for word in said.split() if "/" not in word), default=0)
    if label.contentsRect().width() < longest - SLACK:
        yield f"{where(label)}: {label.contentsRect().width()} < {longest}: {said}"


def _button(button: QAbstractButton) -> Iterator[str]:
    if not button.text() or (type(button).__name__ == "ChipButton" and button.toolTip()):
        return
    whole = isinstance(button, QCheckBox | QRadioButton)
    asked = button.sizeHint() if whole else button.minimumSizeHint()
    if button.width() < asked.width() - SLACK or button.height() < asked.height() - SLACK:
        yield (
            f"{where(button)}: {button.width()}×{button.height()} < {asked.width()}×{asked.height()}: {button.text()}"
        )


def _headings(header: QHeaderView) -> Iterator[str]:
    if header.orientation() is not Qt.Orientation.Horizontal or header.model() is None:
        return
    wraps = bool(header.defaultAlignment() & Qt.TextFlag.TextWordWrap)
    for section in range(header.count()):
        said = str(header.model().headerData(section, Qt.Orientation.Horizontal) or "")
        words = said.split() if wraps else [said]
        needed = max((header.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        told = header.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        if not header.isSectionHidden(section) and header.sectionSize(section) < needed and not told:
            yield f"{where(header)}: {header.sectionSize(section)} < {needed}: {said}"


def _place(window: QWidget, part: QWidget) -> Iterator[str]:
    holder = part.parentWidget()
    if part is window or holder is None or part.isWindow() or part.size().isEmpty():
        return
    if is_scrolled(part):
        area = holder.parentWidget()
        hidden = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        assert isinstance(area, QAbstractScrollArea)
        if area.horizontalScrollBarPolicy() is hidden and part.width() > holder.width() + SLACK:
            yield f"{where(part)}: {part.width()} wide in {holder.width()}, and nothing scrolls"
    elif not holder.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK).contains(part.geometry()):
        yield f"{where(part)}: {part.geometry().getRect()} in {holder.rect().getRect()}"

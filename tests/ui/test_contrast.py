"""What the stylesheet writes can be read in both looks, nothing is told by colour alone, and the focus is seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from otklik.casework.views import Remaining, Urgency
from otklik.system.paths import resource
from otklik.ui import phrases, theme
from otklik.ui.widgets import LinkButton, PrimaryButton, QuietButton, ToggleChip
from tests.source_tree import expect_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

READABLE = 4.5
GROUNDS = ("ground", "sheet", "sunk", "hover")
"""What may lie under words whose rule of the stylesheet names no ground."""

# What cannot be used now may be faint (WCAG 2.2, 1.4.3 leaves it out). A placeholder is faint as well, which 1.4.3 does
# not leave out: it says nothing that the label above the field or the name of the field does not say.
FAINT = re.compile(r":disabled")


def luminance(name: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    colour = QColor(name)
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def inks() -> Iterator[tuple[str, str, str]]:
    """Yield selector, ink and ground of each rule that colours words."""
    sheet = re.sub(r"/\*.*?\*/", "", resource("themes/style.qss").read_text("utf-8"), flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        if ink := re.search(r"(?<![-\w])color: @(\w+)", body):
            ground = re.search(r"background: @(\w+)", body)
            for token in (ground[1],) if ground else GROUNDS:
                yield selector.strip(), ink[1], token


@pytest.mark.parametrize("dark", [False, True])
def test_every_ink_of_the_stylesheet_can_be_read_on_its_ground(dark: bool) -> None:
    tokens = theme.tokens(dark=dark)
    pairs = [pair for pair in inks() if not FAINT.search(pair[0])]
    assert len(pairs) > 50
    expect_none(
        f"{selector}: {ink} on {ground}"
        for selector, ink, ground in pairs
        if contrast(tokens[ink], tokens[ground]) < READABLE
    )


def test_chips_differ_by_word_where_no_colour_is_seen(look: None) -> None:
    words = {
        urgency: phrases.left_chip(Remaining(days, urgency))
        for urgency, days in ((Urgency.OVERDUE, -2), (Urgency.SOON, 2), (Urgency.DONE, 0), (Urgency.NONE, 0))
    }
    assert all(words.values())
    assert len(set(words.values())) == len(words)


@pytest.mark.parametrize(
    "make",
    [
        lambda: PrimaryButton("Далее"),
        lambda: QuietButton("Далее"),
        lambda: LinkButton("Далее"),
        lambda: ToggleChip("Далее"),
        lambda: QCheckBox("Далее"),
        lambda: QRadioButton("Далее"),
        QLineEdit,
        QPlainTextEdit,
        QComboBox,
        QSpinBox,
        QToolButton,
    ],
    ids=lambda make: getattr(make, "__name__", ""),
)
def test_the_focus_is_seen(qtbot: QtBot, look: None, make: Callable[[], QWidget]) -> None:
    window, part, other = QWidget(), make(), QLineEdit()
    qtbot.addWidget(window)
    if isinstance(part, QLineEdit | QPlainTextEdit):
        part.setReadOnly(True)  # no caret: the frame alone has to tell
    column = QVBoxLayout(window)
    column.addWidget(part)
    column.addWidget(other)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    other.setFocus()
    away = part.grab().toImage()
    part.setFocus(Qt.FocusReason.TabFocusReason)
    assert part.hasFocus()
    assert part.grab().toImage() != away

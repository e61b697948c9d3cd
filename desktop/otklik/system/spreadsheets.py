"""What keeps text from strangers from being calculated by a spreadsheet program."""

from __future__ import annotations

import re

_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of what is read (Unicode UAX #9): a cell would show another text than it holds."""

_BEGINNINGS = frozenset("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula: with an apostrophe before = + - @ and controls."""
    return f"'{text}" if text[:1] in _BEGINNINGS else text


def straight(text: str) -> str:
    """Return a text without the signs that turn its direction."""
    return _TURNING.sub("", text)

"""What keeps text from strangers from being calculated by a spreadsheet program."""

from __future__ import annotations

_BEGINNINGS = frozenset("=+-@\t\r\n＝＋－＠")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula: with an apostrophe before = + - @ and controls."""
    return f"'{text}" if text[:1] in _BEGINNINGS else text

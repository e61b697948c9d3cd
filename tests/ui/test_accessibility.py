"""Every window by the keyboard and for screen readers: names, roles, no trap on the way of Tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QWidget

from otklik.ui.pictures import stage
from tests.source_tree import expect_none

from .every_window import every_window, is_stop, parts, where

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

_WALKED = {"today", "register", "letters", "people", "reports", "settings", "backups", "welcome"}
"""Windows in which Tab is pressed at each stop: their contents do not change as the focus goes about."""


def _inside(part: QWidget) -> bool:
    """Return whether a box of choices or numbers speaks for this line of text."""
    return isinstance(part.parentWidget(), QComboBox | QSpinBox)


def _nameless(window: QWidget) -> list[str]:
    found = []
    for part in filter(is_stop, parts(window)):
        face = QAccessible.queryAccessibleInterface(part)
        name = face.text(QAccessible.Text.Name).strip() if face is not None else ""
        if not _inside(part) and (not name or name == type(part).__name__):
            found.append(f"{where(part)} has no name")
    return found


def _roleless(window: QWidget) -> list[str]:
    """Return what has words but no role a screen reader could name."""
    nothing = {QAccessible.Role.NoRole, QAccessible.Role.Client}
    found = []
    for part in filter(is_stop, parts(window)):
        face = QAccessible.queryAccessibleInterface(part)
        told = part.accessibleDescription() or part.accessibleName()
        if face is None or (face.role() in nothing and not told and not _inside(part)):
            found.append(f"{where(part)} has no role and no words")
    return found


def _traps(window: QWidget) -> list[str]:
    """Return where Tab goes nowhere, or Shift+Tab does not come back from."""
    window.activateWindow()
    found = []
    for part in filter(is_stop, parts(window)):
        part.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not part:
            continue  # something else stands for it
        QTest.keyClick(part, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        if after is None or after is part or not after.isVisible():
            found.append(f"Tab does not leave {where(part)}")
            continue
        QTest.keyClick(after, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        if QApplication.focusWidget() is after:
            found.append(f"Shift+Tab does not leave {where(after)}")
    return found


def test_everything_has_a_name(
    qapp: QApplication, demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "QUIET", 12)
    wrong: dict[str, list[str]] = {}
    for name, window in every_window(qapp, demonstration, tmp_path):
        said = _nameless(window) + _roleless(window)
        if name in _WALKED:
            said += _traps(window)
        for one in said:
            wrong.setdefault(one, []).append(name)
    expect_none(f"{said} @ {', '.join(names[:3])}" for said, names in wrong.items())

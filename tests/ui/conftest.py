"""What all tests of the window share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otklik.ui.garbage import collect_on_main_thread

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _collector(qapp: QApplication) -> None:
    """Free cycles of widgets on the main thread, as the program does."""
    collect_on_main_thread(qapp)

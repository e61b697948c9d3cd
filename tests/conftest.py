"""What all tests share: nothing of the user is touched, the day is fixed, the language is Russian."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import hypothesis
import pytest

from otklik.casework import opening
from otklik.register.store import Register
from otklik.safety.keys import new_key
from otklik.system import words
from otklik.system.clock import FixedClock
from tests.invented import NOON

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from otklik.casework.desk import Desk

# Before any QApplication is made; a developer may look with QT_QPA_PLATFORM=xcb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# A loaded machine is no fault of ours; where CI runs, the same examples each time, so that a failure can be repeated.
hypothesis.settings.register_profile("otklik", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("otklik")


@pytest.fixture(autouse=True)
def _own_data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Send all files of the program to the folder of the test."""
    monkeypatch.setenv("OTKLIK_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture(autouse=True)
def _russian() -> Iterator[None]:
    """Speak Russian, and do so again after a test that spoke English."""
    words.set_language("ru")
    yield
    words.set_language("ru")


@pytest.fixture
def clock() -> FixedClock:
    """Stand on Saturday, 21 November 2026, 12:00 in Moscow."""
    return FixedClock(NOON)


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """The desk of an empty register, a real encrypted file."""
    register = Register.create(tmp_path / "register.otklik", new_key())
    yield opening.begin(register, clock)
    register.close()

"""An operator who can send letters."""

from __future__ import annotations

import pytest

from otklik.casework import profiles
from otklik.casework.desk import Desk
from tests.invented import SOLE_PROPRIETOR


@pytest.fixture
def operator_id(desk: Desk) -> int:
    """A sole proprietor whose profile is complete."""
    return profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id

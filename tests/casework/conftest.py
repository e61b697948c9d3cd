"""An operator who can send letters."""

from __future__ import annotations

import pytest

from otklik.casework import profiles
from otklik.casework.desk import Desk
from tests.invented import SOLE_PROPRIETOR

from .journal_watch import watch


@pytest.fixture(autouse=True)
def _every_act_leaves_a_line(request: pytest.FixtureRequest) -> None:
    """See that no act of any test here changes the register without a line in the journal."""
    if "desk" in request.fixturenames:
        watch(request.getfixturevalue("desk").register.database)


@pytest.fixture
def operator_id(desk: Desk) -> int:
    """A sole proprietor whose profile is complete."""
    return profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id

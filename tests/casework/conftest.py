"""An operator who can send letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest

from otklik.casework import profiles
from otklik.casework.desk import Desk
from otklik.casework.journal import sentence
from otklik.register.cipher import MisuseError
from otklik.system import words
from tests.invented import SOLE_PROPRIETOR

from .journal_watch import inner_words, watch

MOST_LINES = 1000
"""Lines of a journal that are read for words of the program."""


@pytest.fixture(autouse=True)
def _every_act_leaves_a_line(request: pytest.FixtureRequest) -> Iterator[None]:
    """See that no act of any test here changes the register without a line in the journal, in words for people."""
    if "desk" not in request.fixturenames:
        yield
        return
    desk = request.getfixturevalue("desk")
    watch(desk.register.database)
    yield
    words.set_language("ru")  # as it was before the test: in English an inner word may be an ordinary one
    with suppress(MisuseError):  # a test may have closed it
        for event in desk.register.journal.page(0, MOST_LINES):
            assert not inner_words(event), sentence(event)


@pytest.fixture
def operator_id(desk: Desk) -> int:
    """A sole proprietor whose profile is complete."""
    return profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id

"""The journal names what was put right in words, in both languages."""

from __future__ import annotations

import pytest

from otklik.casework import journal
from otklik.casework.registering import ANSWERS
from otklik.register.records import Change, Event
from otklik.system import words
from tests.invented import NOON


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_every_circumstance_has_a_name(language: str, name: str) -> None:
    words.set_language(language)
    event = Event(seq=1, at=NOON, act="case_amended", changes=(Change(name, None, "x"),))
    said = journal.sentence(event)
    assert "field:" not in said
    assert "_" not in said
    assert (name.replace("_", " ") in said) is (language == "en")

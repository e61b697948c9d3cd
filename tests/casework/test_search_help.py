"""What the help says can be typed into the search field is understood as it stands there."""

from __future__ import annotations

import re

import pytest

from otklik.casework.asking import read
from otklik.law.calendar import WorkCalendar
from otklik.system.paths import resource
from tests.invented import NOON

CELL = re.compile(r"^\| [^|]+ \| ([^|]+:[^|]+) \|$", re.MULTILINE)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_example_of_the_help_is_understood(language: str) -> None:
    examples = CELL.findall(resource(f"help/{language}/search.md").read_text("utf-8"))
    assert len(examples) > 10
    for typed in examples:
        asked = read(typed, NOON.replace(tzinfo=None), WorkCalendar.load())
        assert (asked.problems, asked.unfinished, asked.query.text) == ((), (), ""), typed

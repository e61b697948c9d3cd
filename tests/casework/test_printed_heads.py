"""The head of the journal on paper leads to its line, or shows that there is none."""

from __future__ import annotations

import pytest

from otklik.casework import printed_heads
from otklik.casework.desk import Desk
from otklik.register.journal import BEGINNING
from otklik.system.errors import UserError

from .paper_cases import issue_letter, open_case


@pytest.fixture
def heads(desk: Desk, operator_id: int) -> list[str]:
    """The heads of a journal, line by line."""
    case_id = open_case(desk, operator_id)
    issue_letter(desk, case_id)
    return [event.digest for event in reversed(desk.register.journal.page(0, 99))]


def test_each_head_leads_to_its_line(desk: Desk, heads: list[str]) -> None:
    for line, head in enumerate(heads, 1):
        for typed in (head, head[:16], head[:8].upper(), f"журнал {head[:8]}\u00a0{head[8:16]}"):
            found = printed_heads.find(desk.register, typed)
            assert (found.line, found.known, found.former) == (line, True, False)
        assert f"строка {line} из {len(heads)}" in found.sentence
        assert "21.11.2026 12:00" in found.sentence


def test_cyrillic_letters_are_taken_for_what_they_look_like(desk: Desk, heads: list[str]) -> None:
    typed = heads[-1][:16].translate(str.maketrans("ace", "асе"))
    assert printed_heads.find(desk.register, typed).line == len(heads)


def test_a_head_of_another_register_or_of_an_older_journal_is_told(desk: Desk, heads: list[str]) -> None:
    found = printed_heads.find(desk.register, "0123 4567 89ab cdef")
    assert (found.line, found.known) == (None, False)
    assert "заново" in found.sentence
    register = desk.register.database
    for (name,) in register.all("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        register.execute(f'DROP TRIGGER "{name}"')
    register.execute("UPDATE events SET digest = ? WHERE seq = 1", ("7" * 64,))
    assert not printed_heads.find(desk.register, heads[0][:16]).known


def test_the_head_of_an_empty_journal_is_known(desk: Desk) -> None:
    assert printed_heads.find(desk.register, BEGINNING[:16]).line == 0


@pytest.mark.parametrize(
    "typed", ["", "   ", "3f9c", "журнал", "3f9c 1a20 77be d04x", "g" * 16, "1" * 65, "*" * 16, "'" * 9]
)
def test_what_is_no_head_is_said(desk: Desk, typed: str) -> None:
    with pytest.raises(UserError) as caught:
        printed_heads.find(desk.register, typed)
    assert "как напечатано" in str(caught.value)

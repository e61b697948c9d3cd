"""Letters are found by number, heading, person and case, and by how far they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from otklik.casework import answering, dispatching, lists, profiles, registering
from otklik.law.kinds import Kind
from otklik.register.letters import Stage
from otklik.register.records import Subject
from tests.casework.test_acts import new_case
from tests.invented import SOLE_PROPRIETOR

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


@pytest.fixture
def letters(desk: Desk) -> list[int]:
    """A letter that is sent, one that is not, one that is annulled, and a draft, each to somebody else."""
    operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
    made = []
    for name in ("Зимина Ольга Сергеевна", "Ёлкин Пётр Ильич", "Орлов Пётр Ильич", "Калинина Мария Петровна"):
        person = Subject(full_name=name, address="г. Город")
        new = replace(new_case(operator_id, Kind.CONSENT_WITHDRAWAL), subject=person)
        case_id = registering.register_case(desk, new).case_id
        letter_id = answering.draft_letter(desk, case_id, "withdrawal_done").letter_id
        answering.save_draft(desk, letter_id, "О прекращении 100 % обработки", "Прекращено.")
        made.append(letter_id)
    for letter_id in made[:3]:
        answering.issue(desk, letter_id)
    dispatching.dispatch(desk, made[0], "лично")
    answering.annul_letter(desk, made[2], "ошибка")
    return made


def found(desk: Desk, text: str = "", stage: Stage | None = None) -> list[str]:
    return [row.subject.split()[0] for row in lists.letter_rows(desk, 0, 100, text, stage)]


def test_by_any_piece_that_people_remember(desk: Desk, letters: list[int]) -> None:
    everybody = ["Калинина", "Орлов", "Ёлкин", "Зимина"]
    assert found(desk) == everybody
    assert found(desk, "2/ПДн") == ["Ёлкин"]
    assert found(desk, "елкин") == ["Ёлкин"]
    assert found(desk, "пётр ИЛЬИЧ") == ["Орлов", "Ёлкин"]
    assert found(desk, "прекращении") == found(desk, "О прекр") == everybody
    assert found(desk, "№ 4") == ["Калинина"]
    assert found(desk, "100 %") == everybody
    assert found(desk, "10_ %") == found(desk, "нет такого") == []


def test_by_how_far_they_are(desk: Desk, letters: list[int]) -> None:
    assert found(desk, stage=Stage.DRAFT) == ["Калинина"]
    assert found(desk, stage=Stage.UNSENT) == ["Ёлкин"]
    assert found(desk, stage=Stage.SENT) == ["Зимина"]
    assert found(desk, "зимина", Stage.DRAFT) == []

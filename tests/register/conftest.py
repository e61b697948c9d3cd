"""A register of invented people, made anew for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from otklik.law.kinds import Kind
from otklik.register.records import Case, Operator, Subject
from otklik.register.store import Register

DAY = date(2026, 11, 20)


@pytest.fixture
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def register(tmp_path: Path, key: bytes) -> Iterator[Register]:
    with Register.create(tmp_path / "a.otklik", key) as opened:
        yield opened


@pytest.fixture
def new_case(register: Register) -> Callable[..., Case]:
    """Store a case of an invented person: `name`, `email` and `phone` are the person's, other fields the case's."""

    def store(name: str = "Калинин Игорь Петрович", email: str = "", phone: str = "", **fields: object) -> Case:
        operators = register.operators.all() or (register.operators.add(Operator(name="Орехова Анна Львовна")),)
        subject = register.subjects.add(Subject(full_name=name, email=email, phone=phone))
        case = Case(
            operator_id=operators[0].id,
            subject_id=subject.id,
            kinds=(Kind.ACCESS,),
            received_on=DAY,
            noticed_on=DAY,
            registered_on=DAY,
            title="Запрос сведений об обработке",
        )
        return register.cases.add(replace(case, **fields))

    return store

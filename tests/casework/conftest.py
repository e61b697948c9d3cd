"""A real encrypted register on a fixed day, and an operator who can send letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from otklik.casework import opening, profiles
from otklik.casework.desk import Desk
from otklik.register.records import Operator, OperatorForm
from otklik.register.store import Register
from otklik.safety.keys import new_key
from otklik.system.clock import FixedClock

MOSCOW = timezone(timedelta(hours=3))

FULL_PROFILE = Operator(
    form=OperatorForm.SOLE_PROPRIETOR,
    name="Ветров Арсений Павлович",
    inn="990000000075",
    ogrn="399990000000012",
    address="101000, г. Москва, ул. Придуманная, д. 1",
    emails=("vetrov@example.ru",),
    phones=("+7 900 000-00-01",),
    policy_clause="9.2",
    purposes=("исполнение договора",),
    legal_grounds=("договор с субъектом",),
    methods=("автоматизированная обработка",),
    data_categories=("фамилия, имя, отчество", "номер телефона"),
    sources=("от самого субъекта",),
    recipients=("нет",),
    processors=("нет",),
    storage_term="три года после окончания договора",
    cross_border=False,
    database_location="Российская Федерация, г. Москва",
    measures=("назначен ответственный", "ограничен доступ"),
    automated_decisions=False,
)


@pytest.fixture
def clock() -> FixedClock:
    """Saturday, 21 November 2026, noon in Moscow."""
    return FixedClock(datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW))


@pytest.fixture
def desk(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """The desk of an empty register."""
    register = Register.create(tmp_path / "register.otklik", new_key())
    yield opening.begin(register, clock)
    register.close()


@pytest.fixture
def operator_id(desk: Desk) -> int:
    """A sole proprietor whose profile is complete."""
    return profiles.save_operator(desk, FULL_PROFILE).operator_id

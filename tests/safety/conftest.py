"""A register with a case of an invented person, an issued letter, a file and a journal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from otklik.law.kinds import Kind
from otklik.register.records import Case, Change, Letter, Operator, Subject
from otklik.register.store import Register
from otklik.system.clock import FixedClock

DAY = date(2026, 11, 20)
WORDS = ("Шереметьевская", "zabyvchivyi@primer.example", "Пятигорск", "ромашковое", "kvitantsiya", "Требую")
"""Words that are stored by `full` and must not be read in any file."""


@pytest.fixture
def key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def secrets() -> tuple[str, ...]:
    """Return words that stand in the register, in every table that holds any."""
    return WORDS


@pytest.fixture
def full(tmp_path: Path, key: bytes, clock: FixedClock) -> Iterator[Register]:
    """Open a register in which something is stored everywhere."""
    folder = tmp_path / "register"
    folder.mkdir()
    name, email, address, purpose, file, demand = WORDS
    pdf = b"%PDF-1.4 " + name.encode() * 50
    with Register.create(folder / "a.otklik", key) as register:
        with register.atomic():
            operator = register.operators.add(Operator(name="Орехова Анна", purposes=(purpose,), address=address))
            subject = register.subjects.add(Subject(full_name=f"{name} Вера Ивановна", email=email, address=address))
            case = register.cases.add(
                Case(
                    operator_id=operator.id, subject_id=subject.id, kinds=(Kind.ERASURE,), received_on=DAY,
                    noticed_on=DAY, registered_on=DAY, title=f"{demand} удалить",
                    text=f"{demand} удалить мои данные. " * 40,
                )
            )  # fmt: skip
            register.attachments.add(case.id, f"{file}.txt", "text/plain", (f"{file} {address} " * 500).encode())
            draft = register.letters.add(Letter(case_id=case.id, operator_id=operator.id, body=f"Уважаемая {name}"))
            register.letters.issue(replace(draft, issued_on=DAY), "1/ПДн", pdf, hashlib.sha256(pdf).hexdigest())
            changes = (Change("full_name", None, f"{name} Вера"), Change("email", "", email))
            register.journal.append(clock.now(), "case_registered", case_id=case.id, changes=changes)
            register.settings.set("folder", address)
        yield register

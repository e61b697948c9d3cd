"""Registers of older programs, taken through every migration since with their rows whole."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from otklik.law.kinds import Kind, Trigger
from otklik.register.records import CaseStatus
from otklik.register.schema import VERSION
from otklik.register.store import Register
from otklik.safety.backup import verify
from otklik.safety.keys import read_key_file
from otklik.system.errors import UserError

SAMPLES = Path(__file__).parents[1] / "data" / "registers"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A register as the first version of the program wrote it, side files and all."""
    for file in SAMPLES.glob("v1.otklik*"):
        shutil.copy(file, tmp_path)
    return tmp_path / "v1.otklik"


@pytest.fixture
def first_key() -> bytes:
    return read_key_file(SAMPLES / "v1.key")


def test_register_of_the_first_version_keeps_every_row(first: Path, first_key: bytes) -> None:
    with Register.open(first, first_key) as register:
        assert register.database.value("PRAGMA user_version") == VERSION
        cases = [register.cases.get(case_id) for case_id in register.cases.open_ids()]
        assert [(case.number, case.kinds) for case in sorted(cases, key=lambda case: case.number)] == [
            (1, (Kind.ACCESS,)),
            (2, (Kind.CLAIM,)),
            (3, (Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING)),
        ]
        extended = register.duties.of_case(register.cases.by_number(1).id)[0]  # type: ignore[union-attr]  # listed above
        assert (extended.extended_to, extended.latest) == (date(2026, 12, 3), date(2026, 12, 3))
        assert len(register.letters.of_case(extended.case_id)) == 1
        assert register.subjects.get(cases[0].subject_id).full_name
        assert register.operators.all()[0].policy_clause == "9.2"


def test_new_columns_of_old_cases_say_that_nothing_is_known(first: Path, first_key: bytes) -> None:
    with Register.open(first, first_key) as register:
        for case_id in register.cases.open_ids():
            case = register.cases.get(case_id)
            assert case.status is CaseStatus.OPEN
            assert (case.received_at, case.late_reason, case.linked_to, case.destruction_obstacle) == (
                None,
                "",
                None,
                "",
            )
            assert (case.contract_term, case.contract_trigger) == (None, Trigger.RECEIPT)
            assert not case.due_provisional
            assert {record.ends_at for record in register.duties.of_case(case_id)} == {None}
        assert register.overrides.all() == ()


def test_register_taken_along_is_whole(first: Path, first_key: bytes) -> None:
    Register.open(first, first_key).close()
    assert verify(first, first_key).whole


def test_an_older_register_is_handed_over_before_it_changes(first: Path, first_key: bytes) -> None:
    seen: list[tuple[int, int]] = []

    def look(old: Register) -> None:
        seen.append((old.database.value("PRAGMA user_version"), old.journal.count()))

    with Register.open(first, first_key, before_migrating=look) as register:
        lines = register.journal.count()
    assert seen == [(1, lines)]
    Register.open(first, first_key, before_migrating=look).close()
    assert len(seen) == 1  # nothing to bring up to date any more


def test_whoever_objects_before_a_migration_leaves_the_file_as_it_was(first: Path, first_key: bytes) -> None:
    def object_to_it(_old: Register) -> None:
        raise UserError("no")

    with pytest.raises(UserError):
        Register.open(first, first_key, before_migrating=object_to_it)
    with Register.open(first, first_key, writable=False, as_it_is=True) as old:
        assert old.database.value("PRAGMA user_version") == 1
        assert old.journal.verify().whole

"""`otklik retention`, `anonymise`, `hold`, `identity-paper`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from otklik.casework import opening, profiles
from otklik.casework.desk import Desk
from otklik.register.records import Subject
from otklik.register.store import Register
from otklik.safety.keys import new_key, write_key_file
from otklik.system.clock import FixedClock
from tests.invented import NOON, SOLE_PROPRIETOR
from tests.told_cases import NAMES, answered_case, told_case

from .conftest import Said

if TYPE_CHECKING:
    from pathlib import Path

Otklik = Callable[..., Said]


@pytest.fixture
def there(tmp_path: Path) -> tuple[str, ...]:
    """Options that name a register: case 1 was closed years ago, case 2 is open."""
    path, key_file, key = tmp_path / "a.otklik", tmp_path / "a.key", new_key()
    write_key_file(key_file, key)
    with Register.create(path, key) as register:
        desk: Desk = opening.begin(register, FixedClock(NOON.replace(year=2021)))
        operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
        answered_case(desk, operator_id)
        told_case(desk, operator_id, Subject(full_name="Калинина Ирина Олеговна"), None)
    return ("--register", str(path), "--key-file", str(key_file))


def test_what_is_due_is_listed_with_what_keeps_it(otklik: Otklik, there: tuple[str, ...]) -> None:
    found = otklik("retention", "--json", *there).json()
    assert (found["months"], found["paper_days"]) == (36, 30)
    assert [(row["number"], row["kept_until"], row["ready"]) for row in found["cases"]] == [(1, "2024-11-21", True)]
    said = otklik("retention", *there)
    assert "№ 1  21.11.2024" in said.out
    assert not [name for name in NAMES if name in said.out]


def test_the_terms_are_set_and_kept(otklik: Otklik, there: tuple[str, ...]) -> None:
    assert otklik("retention", "--months", 180, "--paper-days", 5, "--json", *there).json()["cases"] == []
    found = otklik("retention", "--json", *there).json()
    assert (found["months"], found["paper_days"]) == (180, 5)
    assert otklik("retention", "--months", 5, *there).code == 2


def test_due_cases_are_anonymised_and_shown_so(otklik: Otklik, there: tuple[str, ...]) -> None:
    assert otklik("anonymise", *there).code == 2
    assert otklik("anonymise", "1", "--due", *there).code == 2
    done = otklik("anonymise", "--due", *there)
    assert (done.code, done.err) == (0, "")
    assert "Обезличено: № 1" in done.out
    for command in (("show", "1"), ("list", "--all"), ("letters",)):
        said = otklik(*command, *there)
        assert (said.code, said.err) == (0, "")
        assert not [name for name in NAMES if name in said.out]
    assert "обезличено" in otklik("show", "1", *there).out
    assert otklik("anonymise", "--due", *there).out.strip() == "Срок хранения ни у чего не истёк."
    assert otklik("verify", there[1], *there).code == 0


def test_an_open_case_is_refused_with_the_reason(otklik: Otklik, there: tuple[str, ...]) -> None:
    said = otklik("anonymise", "2", *there)
    assert (said.code, said.err.strip()) == (2, "Обращение № 2 нужно хранить. Оно открыто.")


def test_a_held_case_waits(otklik: Otklik, there: tuple[str, ...]) -> None:
    until = date.today().replace(year=date.today().year + 1, day=1)  # noqa: DTZ011 - the command asks the system's clock
    assert otklik("hold", "1", "--until", until.isoformat(), "--reason", "спор в суде", *there).code == 0
    assert otklik("anonymise", "--due", "--json", *there).json()["numbers"] == []
    (row,) = otklik("retention", "--json", *there).json()["cases"]
    assert row["obstacles"] == [f"Вы храните его до {until:%d.%m.%Y}: спор в суде."]
    assert otklik("hold", "1", *there).code == 2
    assert otklik("hold", "1", "--release", *there).code == 0
    assert otklik("anonymise", "1", "--json", *there).json()["numbers"] == [1]


def test_a_copy_of_a_passport_is_marked_and_erased(otklik: Otklik, there: tuple[str, ...]) -> None:
    assert otklik("identity-paper", "1", "паспорт.jpg", *there).code == 0
    assert otklik("identity-paper", "1", "нет такого.jpg", *there).code == 2
    (paper,) = otklik("retention", "--json", *there).json()["papers"]
    assert (paper["number"], paper["is_over"]) == (1, True)
    found = otklik("retention", "--erase-papers", "--json", *there).json()
    assert (found["erased_papers"], found["papers"]) == (1, [])
    assert otklik("identity-paper", "1", "паспорт.jpg", *there).code == 2

"""A new set of rules shows what it would change, and changes it when told; on a register of an older program."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from otklik.casework import editions, lists, opening, registering
from otklik.law.kinds import Kind
from otklik.law.rules import RuleSet
from otklik.register.records import Channel, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otklik.casework.desk import Desk
    from otklik.system.clock import FixedClock

SAMPLES = Path(__file__).parents[1] / "data" / "registers"


@pytest.fixture
def old(tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """The desk of a register whose cases were counted by rules 2026.1."""
    for file in SAMPLES.glob("v1.*"):
        shutil.copy(file, tmp_path)
    (tmp_path / "v1.key").chmod(0o600)
    opened = opening.open_for_work(tmp_path / "v1.otklik", tmp_path / "v1.key", clock)
    yield opened
    opened.register.close()


def editions_of(desk: Desk) -> set[str]:
    return {desk.register.cases.get(case_id).rules_edition for case_id in desk.register.cases.open_ids()}


def test_opening_leaves_the_rules_of_open_cases_alone(old: Desk) -> None:
    assert {edition[-6:] for edition in editions_of(old)} == {"2026.1"}
    preview = editions.pending(old)
    assert [edition[-6:] for edition in preview.old] == ["2026.1"]
    assert preview.new == RuleSet.load().edition
    assert sorted(case.number for case in preview.cases) == [1, 2, 3]


def test_looking_changes_nothing(old: Desk) -> None:
    lines = len(lists.journal_lines(old))
    editions.pending(old)
    assert len(lists.journal_lines(old)) == lines
    assert {edition[-6:] for edition in editions_of(old)} == {"2026.1"}


def test_what_comes_goes_and_moves_is_shown_then_adopted_and_journaled(old: Desk) -> None:
    """An older edition with a duty more, a duty less and another term: as if the rules had changed so since."""
    case = old.register.cases.by_number(3)
    assert case is not None
    records = old.register.duties.of_case(case.id)
    first, rest = records[0], records[1:]
    gone = replace(first, id=0, duty="of_old", title="Прежняя обязанность", title_en="An old duty")
    moved = replace(rest[0], latest=date(2026, 12, 31), safe=date(2026, 12, 30))
    old.register.duties.replace(case.id, (gone, moved, *rest[1:]))

    found = next(one for one in editions.pending(old).cases if one.number == 3)
    kinds = {(move.duty, move.old is None, move.new is None) for move in found.moves}
    assert kinds == {(first.duty, True, False), ("of_old", False, True), (moved.duty, False, False)}

    done = editions.adopt(old)
    assert case.id in done.changes.cases
    assert editions_of(old) == {RuleSet.load().edition}
    assert editions.pending(old).cases == ()
    said = [line.sentence for line in lists.case_view(old, case.id).journal]
    assert any(sentence.startswith("Обращение пересчитано по новым правилам") for sentence in said)
    assert any(f"добавлено «{first.title}»" in sentence for sentence in said)
    assert any("больше не требуется «Прежняя обязанность»" in sentence for sentence in said)
    assert any("было 31.12.2026" in sentence for sentence in said)


def test_an_extension_survives_the_new_rules(old: Desk) -> None:
    editions.adopt(old)
    case = old.register.cases.by_number(1)
    assert case is not None
    extended = next(duty for duty in old.register.duties.of_case(case.id) if duty.extended_to)
    assert extended.latest == date(2026, 12, 3)


def test_new_cases_are_counted_by_the_new_rules_at_once(old: Desk) -> None:
    new = registering.NewCase(
        operator_id=1,
        kinds=(Kind.ACCESS,),
        channel=Channel.EMAIL,
        received_on=date(2026, 11, 20),
        subject=Subject(full_name="Орлов Пётр Ильич", email="other@example.ru"),
    )
    made = registering.register_case(old, new)
    assert old.register.cases.get(made.case_id).rules_edition == RuleSet.load().edition
    assert made.number not in {case.number for case in editions.pending(old).cases}


def test_adopting_twice_writes_nothing_more(old: Desk) -> None:
    editions.adopt(old)
    lines = len(lists.journal_lines(old))
    assert editions.adopt(old).changes.cases == frozenset()
    assert len(lists.journal_lines(old)) == lines

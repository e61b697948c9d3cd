"""Numbers of papers that are lost with a damaged register are not given again, and what annuls them holds on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from otklik.casework import destroying, journal_papers, opening
from otklik.casework.journal import facts
from otklik.casework.kept_papers import acts_of
from otklik.register.paper_records import Paper, PaperKind
from otklik.register.store import Register
from otklik.safety.salvage.blanks import EMPTY
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError
from tests.invented import NOON
from tests.safety.damaged_register import DAY, KEY, Sound, damage, fill, pages_of, rebuilt

LISTS = ("processors", "subjects", "destroyers", "categories", "media", "systems")
TEXTS = {"way": "", "reason": "", "log_lacks": "", "destroyed_on": DAY.isoformat()}
FORM = dict.fromkeys(LISTS, ()) | TEXTS | {"operator": {}}


def add(register: Register, act: str, kind: PaperKind, said: dict[str, object], told: dict[str, object]) -> Paper:
    """Make a paper of three sheets as the program does, and put it on record."""
    case_id = None if kind is PaperKind.JOURNAL else 1
    number, text = register.papers.next_number(1, kind), json.dumps(said)
    paper = Paper(operator_id=1, case_id=case_id, kind=kind, number=number, made_on=DAY, title="Бумага", facts=text)
    paper = register.papers.add(paper, os.urandom(9_000))
    changes = facts(**({"number": number} | told), sha256=paper.sha256)
    register.journal.append(NOON, act, case_id=case_id, changes=changes)
    return paper


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    path = tmp_path_factory.mktemp("papers") / "a.otklik"
    with Register.create(path, KEY) as register, register.atomic():
        fill(register)
        act = {"form": FORM, "closed": []}
        made = [add(register, "act_made", PaperKind.ACT, act, {"on": DAY}) for _ in range(3)]
        note = {"act": made[1].id, "reason": "Ошибка"}
        add(register, "act_annulled", PaperKind.ANNULMENT, note, {"number": 2, "reason": "Ошибка"})
        spans = {"first_line": 1, "last_line": 7, "first_sheet": 1, "last_sheet": 2, "rows": []}
        add(register, "journal_printed", PaperKind.JOURNAL, spans, {"lines": "1–7", "sheets": "1–2"})
    return Sound(path)


def lost_rows(sound: Sound, kinds: set[PaperKind]) -> set[int]:
    return {
        page
        for (table, row), pages in sound.rows.items()
        if table == "papers" and {PaperKind(value) for value in row if value in set(PaperKind)} & kinds
        for page in pages
    }


@pytest.mark.parametrize(
    "kinds", [set(PaperKind), {PaperKind.ACT}, {PaperKind.ANNULMENT}], ids=["all", "acts", "notes"]
)
def test_numbers_of_lost_papers_are_not_given_again(sound: Sound, kinds: set[PaperKind], tmp_path: Path) -> None:
    path, _ = damage(sound, tmp_path, lambda number: number in lost_rows(sound, kinds))
    made, target = rebuilt(path)
    assert made.lost["papers"] >= 1
    with Register.open(target, KEY) as register:
        desk = opening.desk_of(register, FixedClock(NOON))
        assert [row.number for row in destroying.acts_of_operator(desk, 1)] == [1, 2, 3]
        assert [act.void_reason for act in acts_of(desk, 1)] == ["", "Ошибка", ""], "what was annulled stays so"
        assert {kind: register.papers.next_number(1, kind) for kind in PaperKind} == {
            PaperKind.ACT: 4,
            PaperKind.ANNULMENT: 2,
            PaperKind.JOURNAL: 2,
        }
        assert {row.destroyed_on for row in destroying.acts_of_operator(desk, 1)} == {DAY}
        assert journal_papers.prints(desk, 1)[0].last_seq in {None, register.journal.count() - 2}
        lost = [paper for paper in register.papers.of_case(1) if paper.sha256 == EMPTY]
        assert lost
        for paper in lost:
            with pytest.raises(UserError):
                register.papers.content(paper.id)
        assert [print_.last_line for print_ in journal_papers.state(desk, 1).prints] == [7]


def test_papers_that_are_there_stay_as_they_are(sound: Sound, tmp_path: Path) -> None:
    path, _ = damage(sound, tmp_path, lambda number: number in pages_of(sound, "letters"))
    made, target = rebuilt(path)
    assert "papers" not in made.lost
    with Register.open(sound.path, KEY, writable=False) as old, Register.open(target, KEY, writable=False) as new:
        assert new.database.all("SELECT * FROM papers") == old.database.all("SELECT * FROM papers")

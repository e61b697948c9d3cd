"""An act of destruction made by mistake: void, kept, numbered, and what it proved owed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from otklik.casework import annulling_acts, closing, destroying, duties, kept_papers, lists
from otklik.casework.destroying import DestructionForm
from otklik.casework.journal_rows import cells_of
from otklik.law.kinds import Kind
from otklik.register.paper_records import PaperKind
from otklik.system.errors import UserError
from tests.finished_pdf import expect_archive, text_of

from .paper_cases import PERSON, open_case

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Desk

SYSTEM = "«1С:Управление нашей фирмой»"
REASON = "названа не та система"


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    return open_case(desk, operator_id, Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING)


def whole(desk: Desk, case_id: int) -> DestructionForm:
    return replace(destroying.destruction_form(desk, case_id), systems=(SYSTEM,), way="удалены")


def done(desk: Desk, case_id: int) -> dict[str, date | None]:
    return {row.duty.duty: row.duty.done_on for row in lists.case_view(desk, case_id).duties}


def test_an_annulled_act_is_kept_void_and_its_duties_are_open(desk: Desk, case_id: int, tmp_path: Path) -> None:
    before = done(desk, case_id)
    made = destroying.destroy(desk, case_id, whole(desk, case_id))
    pdf, lines = desk.register.papers.content(made.paper_id), desk.register.journal.count()
    annulled = annulling_acts.annul_act(desk, made.paper_id, f"  {REASON} ")
    assert (annulled.number, set(annulled.opened)) == (1, set(made.closed))
    assert annulled.changes.cases == {case_id}
    assert done(desk, case_id) == before
    assert desk.register.papers.content(made.paper_id) == pdf
    (act, note) = kept_papers.papers_of_case(desk, case_id)
    assert (act.paper.id, act.void_on, act.void_reason) == (made.paper_id, date(2026, 11, 21), REASON)
    assert (note.paper.kind, note.void_on) == (PaperKind.ANNULMENT, None)
    assert note.paper.keep_until == made.keep_until
    assert desk.register.journal.count() == lines + 1
    (line, *_) = lists.case_view(desk, case_id).journal
    assert line.sentence == f"Акт об уничтожении № 1 аннулирован: {REASON}"
    assert desk.register.journal.verify().whole
    text = text_of(desk.register.papers.content(note.paper.id)).replace("\u00a0", " ")
    for said in ("ОТМЕТКА", "об аннулировании акта № 1", REASON, "Ветров Арсений Павлович", *annulled.opened):
        assert said in text, said
    assert act.paper.sha256 in text.replace(" ", "").replace("\n", "")
    assert PERSON.full_name not in text
    expect_archive(tmp_path, desk.register.papers.content(note.paper.id))


def test_the_next_act_begins_with_what_the_void_one_said_under_the_next_number(desk: Desk, case_id: int) -> None:
    form = replace(whole(desk, case_id), log_lacks="имя того, кто удалял", destroyed_on=date(2026, 11, 20))
    first = destroying.destroy(desk, case_id, form)
    annulling_acts.annul_act(desk, first.paper_id, REASON)
    again = destroying.destruction_form(desk, case_id)
    assert again == form
    second = destroying.destroy(desk, case_id, replace(again, systems=("Журнал заказов",)))
    assert (second.number, set(second.closed)) == (2, set(first.closed))
    assert [row.void_on for row in destroying.acts_of_case(desk, case_id)] == [date(2026, 11, 21), None]
    mark = cells_of(desk, desk.register.cases.get(case_id))[5].splitlines()
    assert f"данные уничтожены, акт № 1 от 21.11.2026, аннулирован: {REASON}" in mark
    assert "данные уничтожены, акт № 2 от 21.11.2026" in mark
    assert destroying.destruction_form(desk, case_id).destroyed_on == date(2026, 11, 21), "a form of its own again"


def test_a_reason_that_cannot_be_printed_is_refused(desk: Desk, case_id: int) -> None:
    made = destroying.destroy(desk, case_id, whole(desk, case_id))
    with pytest.raises(UserError, match="Причина: есть знаки, которые нельзя напечатать: 😀") as refused:
        annulling_acts.annul_act(desk, made.paper_id, "не та система 😀")
    assert refused.value.values["field"] == "reason"
    assert [one.void_on for one in kept_papers.papers_of_case(desk, case_id)] == [None]


def test_what_was_done_otherwise_since_stays_done(desk: Desk, case_id: int) -> None:
    made = destroying.destroy(desk, case_id, whole(desk, case_id))
    records = {record.duty: record.id for record in desk.register.duties.of_case(case_id)}
    duties.reopen(desk, case_id, records["stop_processing"], "отметили не то")
    records = {record.duty: record.id for record in desk.register.duties.of_case(case_id)}
    duties.fulfil(desk, case_id, records["stop_processing"], date(2026, 11, 17))
    annulled = annulling_acts.annul_act(desk, made.paper_id, REASON)
    assert len(annulled.opened) == len(made.closed) - 1
    assert done(desk, case_id)["stop_processing"] == date(2026, 11, 17)


def test_an_act_is_annulled_once_with_a_reason_and_while_its_case_is_open(
    desk: Desk, operator_id: int, case_id: int
) -> None:
    made = destroying.destroy(desk, case_id, whole(desk, case_id))
    with pytest.raises(UserError, match="Укажите причину"):
        annulling_acts.annul_act(desk, made.paper_id, "  ")
    note = annulling_acts.annul_act(desk, made.paper_id, REASON).note_id
    lines = desk.register.journal.count()
    with pytest.raises(UserError, match="Акт № 1 уже аннулирован"):
        annulling_acts.annul_act(desk, made.paper_id, REASON)
    with pytest.raises(UserError, match="не акт"):
        annulling_acts.annul_act(desk, note, REASON)
    other = open_case(desk, operator_id)
    late = destroying.destroy(desk, other, whole(desk, other))
    for row in lists.case_view(desk, other).duties:
        if row.duty.done_on is None and row.duty.duty != "policy_term":
            duties.fulfil(desk, other, row.duty.id)
    closing.close_case(desk, other, "удовлетворено")
    with pytest.raises(UserError, match="закрыто"):
        annulling_acts.annul_act(desk, late.paper_id, REASON)
    assert len(desk.register.papers.of_case(case_id)) == 2
    assert desk.register.journal.count() > lines

"""The journal of requests as paper: every line once, in order, on sheets numbered on and on, and nothing lost."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.casework import answering, closing, destroying, dispatching, opening, profiles, registering
from otklik.casework import journal_papers as papers
from otklik.casework.journal_rows import cells_of
from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.letters.journal_sheets import CELLS
from otklik.register.paper_records import PaperKind
from otklik.register.records import CaseStatus, Channel, Subject
from otklik.register.store import Register
from otklik.safety.keys import new_key
from otklik.system import words
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError
from tests.finished_pdf import expect_archive, text_of
from tests.invented import NOON, SOLE_PROPRIETOR

from .paper_cases import PERSON, issue_letter, open_case

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


def test_a_line_says_what_is_known_when_it_is_printed(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS, received=date(2026, 11, 12))
    (row,) = papers.new_lines(desk, operator_id)
    assert (row.number, row.case_number, row.continues, len(row.cells)) == (1, 1, None, CELLS)
    incoming, who, what, purpose, term, mark, given_on, requisites = row.cells
    assert incoming == "№ 1\n12.11.2026\nэлектронная почта"
    assert who == f"{PERSON.full_name}\n{PERSON.address}"
    assert what == "Запрос сведений об обработке"
    assert "152-ФЗ ст. 14 ч. 3" in purpose
    assert term == "26.11.2026\nпо закону"
    assert (mark, given_on, requisites) == ("", "", "")
    letter = issue_letter(desk, case_id, "refusal")
    dispatching.dispatch(desk, letter, "заказным письмом", tracking="80080000000014")
    closing.close_case(desk, case_id, "отказано")
    (row,) = papers.new_lines(desk, operator_id)
    assert "исх. № 1/ПДн: О рассмотрении обращения, отказ" in row.cells[5]
    assert "закрыто 21.11.2026: отказано" in row.cells[5]
    assert "21.11.2026, исх. № 1/ПДн, заказным письмом, ШПИ 80080000000014" in row.cells[6]


def test_what_changed_after_the_print_is_a_line_of_its_own(desk: Desk, operator_id: int) -> None:
    first, second = open_case(desk, operator_id), open_case(desk, operator_id, Kind.ACCESS)
    papers.print_journal(desk, operator_id)
    form = destroying.destruction_form(desk, first)
    full = {"systems": ("1С",), "way": "удалено"}
    destroying.destroy(desk, first, _with(form, full))
    (row,) = papers.new_lines(desk, operator_id)
    assert (row.number, row.case_id, row.continues) == (3, first, 1)
    assert row.cells[0] == "к № 1\nвх. № 1"
    assert row.cells[5] == "данные уничтожены, акт № 1 от 21.11.2026"
    assert [cell for place, cell in enumerate(row.cells) if place not in {0, 5}] == [""] * 6
    papers.print_journal(desk, operator_id)
    answering.annul_letter(desk, issue_letter(desk, second), "опечатка")
    (row,) = papers.new_lines(desk, operator_id)
    assert (row.number, row.continues) == (4, 2)
    assert "аннулировано: опечатка" in row.cells[5]


def _with(form: destroying.DestructionForm, facts: dict[str, tuple[str, ...] | str]) -> destroying.DestructionForm:
    from dataclasses import replace

    return replace(form, **facts)  # type: ignore[arg-type]  # fields of DestructionForm


def test_nothing_new_is_refused_and_nothing_stored(desk: Desk, operator_id: int) -> None:
    with pytest.raises(UserError, match="нет ничего нового"):
        papers.print_journal(desk, operator_id)
    open_case(desk, operator_id)
    papers.print_journal(desk, operator_id)
    before = desk.register.journal.count()
    with pytest.raises(UserError, match="нет ничего нового"):
        papers.print_journal(desk, operator_id)
    assert desk.register.journal.count() == before
    assert len(papers.prints(desk, operator_id)) == 1


def test_each_operator_has_a_journal_of_his_own(desk: Desk, operator_id: int) -> None:
    other = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
    open_case(desk, operator_id)
    open_case(desk, other)
    open_case(desk, operator_id)
    assert [row.case_number for row in papers.new_lines(desk, operator_id)] == [1, 3]
    assert [(row.number, row.case_number) for row in papers.new_lines(desk, other)] == [(1, 2)]
    assert papers.print_journal(desk, operator_id).number == papers.print_journal(desk, other).number == 1


def test_claims_and_occasions_are_no_requests_until_they_are(desk: Desk, operator_id: int) -> None:
    claim = registering.register_case(
        desk,
        registering.NewCase(
            operator_id,
            (Kind.CLAIM,),
            Channel.LETTER,
            date(2026, 11, 20),
            PERSON,
            claimant=Claimant.CONSUMER,
            claim_matter=ClaimMatter.MONEY,
        ),
    )
    registering.register_case(
        desk, registering.NewCase(operator_id, (Kind.INCIDENT,), Channel.OWN, date(2026, 11, 20), Subject())
    )
    assert papers.new_lines(desk, operator_id) == ()
    registering.answer_question(desk, claim.case_id, kinds=(Kind.CLAIM, Kind.ACCESS))
    assert [row.case_number for row in papers.new_lines(desk, operator_id)] == [1]


def test_the_sheets_bear_title_number_lines_and_the_head_of_the_chain(
    desk: Desk, operator_id: int, tmp_path: Path
) -> None:
    for _ in range(12):
        open_case(desk, operator_id, Kind.ACCESS)
    head = desk.register.journal.head()
    first = papers.print_journal(desk, operator_id)
    open_case(desk, operator_id, Kind.ACCESS)
    second = papers.print_journal(desk, operator_id)
    assert second.first_sheet == first.last_sheet + 1
    assert (second.first_line, second.last_line) == (13, 13)
    pdf = papers.reprint(desk, first.paper_id)
    text = text_of(pdf, "-layout").replace("\u00a0", " ")
    for said in ("Журнал учёта обращений субъектов персональных данных", "Лист 1", SOLE_PROPRIETOR.name, "№ п/п"):
        assert said in text
    assert f"журнал {head[:4]} {head[4:8]} {head[8:12]} {head[12:16]}" in text
    assert text.count(f"журнал {head[:4]}") == first.last_sheet == desk.register.papers.get(first.paper_id).sheets
    again = text_of(papers.reprint(desk, second.paper_id)).replace("\u00a0", " ")
    assert f"Лист {second.first_sheet}" in again
    expect_archive(tmp_path, pdf, papers.reprint(desk, papers.closing_sheet(desk, operator_id).paper_id))


def test_the_last_sheet_counts_in_words_and_vouches_for_each_sheet_once(desk: Desk, operator_id: int) -> None:
    with pytest.raises(UserError, match="не печатали"):
        papers.closing_sheet(desk, operator_id)
    open_case(desk, operator_id)
    papers.print_journal(desk, operator_id)
    sewn = papers.closing_sheet(desk, operator_id)
    text = text_of(papers.reprint(desk, sewn.paper_id)).replace("\u00a0", " ")
    assert "Прошито, пронумеровано и скреплено подписью 1 (один) лист лист 1, запись 1" in text
    with pytest.raises(UserError, match="не печатали"):
        papers.closing_sheet(desk, operator_id)
    for _ in range(2):
        open_case(desk, operator_id)
        papers.print_journal(desk, operator_id)
    sewn = papers.closing_sheet(desk, operator_id)
    assert (sewn.first_sheet, sewn.last_sheet, sewn.first_line, sewn.last_line) == (2, 3, 2, 3)
    text = text_of(papers.reprint(desk, sewn.paper_id)).replace("\u00a0", " ")
    assert "2 (два) листа листы с 2 по 3, записи с 2 по 3" in text


def test_a_print_is_kept_byte_for_byte_and_stands_in_the_journal(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id)
    made = papers.print_journal(desk, operator_id)
    before = papers.reprint(desk, made.paper_id)
    closing.annul_case(desk, case_id, "по ошибке")
    assert papers.reprint(desk, made.paper_id) == before
    paper = desk.register.papers.get(made.paper_id)
    assert (paper.first_seq, paper.last_seq) == (1, 3)
    assert desk.register.journal.page(0, 9)[1].act == "journal_printed"
    act = destroying.destroy  # another kind of paper is no sheet
    case_id = open_case(desk, operator_id)
    form = _with(destroying.destruction_form(desk, case_id), {"systems": ("1С",), "way": "удалено"})
    with pytest.raises(UserError, match="не лист журнала"):
        papers.reprint(desk, act(desk, case_id, form).paper_id)


def test_what_is_looked_at_is_what_is_made_and_looking_keeps_nothing(desk: Desk, operator_id: int) -> None:
    with pytest.raises(UserError, match="нет ничего нового"):
        papers.preview(desk, operator_id)
    open_case(desk, operator_id)
    events = desk.register.journal.count()
    draw = papers.preview(desk, operator_id)
    assert papers.state(desk, operator_id) == papers.JournalState(1, 0, ())
    assert desk.register.journal.count() == events
    made = papers.print_journal(desk, operator_id)
    assert draw() == papers.reprint(desk, made.paper_id)
    draw = papers.preview_closing(desk, operator_id)
    sewn = papers.closing_sheet(desk, operator_id)
    assert draw() == papers.reprint(desk, sewn.paper_id)
    with pytest.raises(UserError, match="не печатали"):
        papers.preview_closing(desk, operator_id)


def test_the_state_names_what_was_printed_and_what_is_new(desk: Desk, operator_id: int) -> None:
    open_case(desk, operator_id)
    heads = [desk.register.journal.head()]
    papers.print_journal(desk, operator_id)
    assert papers.state(desk, operator_id).unsewn == 1
    heads.append(desk.register.journal.head())
    papers.closing_sheet(desk, operator_id)
    open_case(desk, operator_id)
    state = papers.state(desk, operator_id)
    assert (state.new, state.unsewn) == (1, 0)
    assert [(made.number, made.is_last_sheet, made.last_line) for made in state.prints] == [(2, True, 1), (1, False, 1)]
    assert [made.chain_head for made in state.prints] == heads[::-1]


def test_lines_are_russian_whatever_the_window_speaks(desk: Desk, operator_id: int) -> None:
    open_case(desk, operator_id)
    russian = papers.new_lines(desk, operator_id)
    words.set_language("en")
    assert papers.new_lines(desk, operator_id) == russian


def test_a_line_higher_than_a_sheet_goes_on_overleaf_whole(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ACCESS, person=Subject(full_name="Щ" * 300, address="г. Тверь"))
    for _ in range(40):
        issue_letter(desk, case_id)
    made = papers.print_journal(desk, operator_id)
    text = text_of(papers.reprint(desk, made.paper_id)).replace("\u00a0", " ")
    assert made.last_sheet > 1
    assert text.count("Щ") == 300
    assert all(f"исх. № {number}/ПДн" in text for number in range(1, 41))


def test_no_line_is_divided_that_fits_a_sheet_and_no_sheet_has_two_heads(desk: Desk, operator_id: int) -> None:
    address = "678230, Республика Саха (Якутия), Верхневилюйский улус, с. Придуманное, ул. Новая, д. 3"
    for number in range(1, 14):
        person = Subject(full_name=f"Придуманная Анна {'Очень ' * number}Длинная", address=f"{address}, кв. {number}")
        open_case(desk, operator_id, Kind.ACCESS, person=person)
    made = papers.print_journal(desk, operator_id)
    pdf = papers.reprint(desk, made.paper_id)
    assert made.last_sheet > 2
    for sheet in range(1, made.last_sheet + 1):
        text = text_of(pdf, "-f", str(sheet), "-l", str(sheet)).replace("\u00a0", " ")
        assert text.count("№ п/п") == 1
        assert text.count("Придуманная Анна") == text.count(", кв.") == text.count("защита прав")


def test_a_word_wider_than_its_column_breaks_behind_its_signs(desk: Desk, operator_id: int) -> None:
    person = Subject(full_name="Константинопольская-Преображенская Анна", address="г. Тверь")
    open_case(desk, operator_id, Kind.ACCESS, person=person)
    text = text_of(papers.reprint(desk, papers.print_journal(desk, operator_id).paper_id), "-layout")
    assert "Константинопольская- " in text
    assert " Преображенская Анна" in text


def test_demands_are_named_once(desk: Desk, operator_id: int) -> None:
    open_case(desk, operator_id, Kind.ACCESS, Kind.ERASURE)
    (row,) = papers.new_lines(desk, operator_id)
    assert row.cells[2] == "Запрос сведений об обработке; Требование об уничтожении данных"


ACTS = st.lists(
    st.tuples(
        st.sampled_from(("open", "open", "claim", "letter", "send", "amend", "annul", "print", "print", "sew")),
        st.integers(0, 9),
    ),
    min_size=4,
    max_size=24,
)


@settings(max_examples=25)
@given(acts=ACTS)
def test_every_line_is_printed_once_in_order_and_nothing_is_lost(acts: Sequence[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        register = Register.create(Path(folder, "register.otklik"), new_key())
        try:
            desk = opening.begin(register, FixedClock(NOON))
            operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
            printed: list[papers.JournalRow] = []
            for act, choice in acts:
                _do(desk, operator_id, act, choice, printed)
            _do(desk, operator_id, "print", 0, printed)
            assert papers.new_lines(desk, operator_id) == ()
            _expect_whole(desk, operator_id, printed)
        finally:
            register.close()


def _do(desk: Desk, operator_id: int, act: str, choice: int, printed: list[papers.JournalRow]) -> None:
    """Do something that may be refused, as a clerk may try anything."""
    cases = [desk.register.cases.get(one) for one in desk.register.cases.ids_received(operator_id)]
    case = cases[choice % len(cases)] if cases else None
    rows = papers.new_lines(desk, operator_id)
    try:
        match act:
            case "open" | "claim":
                open_case(desk, operator_id, Kind.ACCESS if act == "open" else Kind.CLAIM)
            case "print":
                papers.print_journal(desk, operator_id)
                printed += rows
            case "sew":
                papers.closing_sheet(desk, operator_id)
            case _ if case is None or case.status is not CaseStatus.OPEN:
                return
            case "letter":
                issue_letter(desk, case.id)
            case "send":
                letter = next(one for one in desk.register.letters.of_case(case.id) if one.dispatched_on is None)
                dispatching.dispatch(desk, letter.id, "почтой")
            case "amend":
                registering.answer_question(desk, case.id, received_on=date(2026, 11, 16) - timedelta(days=choice))
            case "annul":
                closing.annul_case(desk, case.id, "по ошибке")
    except (UserError, StopIteration):
        return


def _expect_whole(desk: Desk, operator_id: int, printed: list[papers.JournalRow]) -> None:
    assert [row.number for row in printed] == list(range(1, len(printed) + 1))
    shown: dict[int, tuple[int, list[str]]] = {}
    for row in printed:
        if row.continues is None:
            assert row.case_id not in shown
            shown[row.case_id] = (row.number, list(row.cells))
            continue
        first, cells = shown[row.case_id]
        assert row.continues == first
        assert row.cells[0].startswith(f"к № {first}\n")
        for place, cell in enumerate(row.cells):
            changed = cell.partition("\n")[2] if place == 0 else cell
            if changed and not changed.startswith("вх. №"):
                cells[place] = "" if changed == "—" else changed
    wanted = {
        case_id: list(cells_of(desk, case))
        for case_id in desk.register.cases.ids_received(operator_id)
        if Kind.ACCESS in (case := desk.register.cases.get(case_id)).kinds
    }
    assert {case_id: cells for case_id, (_first, cells) in shown.items()} == wanted
    line = sheet = sewn = seq = 0
    for paper in desk.register.papers.of_operator(operator_id, PaperKind.JOURNAL):
        facts = json.loads(paper.facts)
        if facts.get("sewn"):
            assert (facts["first_sheet"], facts["last_sheet"]) == (sewn + 1, sheet)
            sewn = sheet
            continue
        assert (facts["first_line"], facts["first_sheet"], paper.first_seq) == (line + 1, sheet + 1, seq + 1)
        assert facts["last_sheet"] - facts["first_sheet"] + 1 == paper.sheets
        assert len(facts["rows"]) == facts["last_line"] - facts["first_line"] + 1
        line, sheet, seq = facts["last_line"], facts["last_sheet"], paper.last_seq or 0
    assert line == len(printed)

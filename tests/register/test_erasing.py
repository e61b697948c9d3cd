"""After a case is anonymised nothing of its people is left in the file, and the file is as sound as before."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from otklik.casework import answering, journal_papers, naming_people, profiles, registering
from otklik.casework.lists import case_view
from otklik.law.kinds import Kind
from otklik.register.case_query import CaseQuery
from otklik.register.cipher import IntegrityError
from otklik.register.paper_records import PaperKind
from otklik.register.records import AttachmentRole, Case, CaseStatus, Change, LetterState, Operator, Subject
from otklik.register.store import Register
from otklik.safety.backup import verify
from otklik.system.errors import UserError
from tests.invented import NOON, SOLE_PROPRIETOR
from tests.raw_pages import pages_of
from tests.told_cases import NAMES, PERSON, WRITER, answered_case, told_case

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Desk

DAY = date(2029, 11, 24)


@pytest.fixture
def operator_id(desk: Desk) -> int:
    return profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id


def erase(desk: Desk, case_id: int) -> None:
    """Anonymise a case and sweep up behind it."""
    desk.register.erasing.anonymise_case(case_id, DAY)
    desk.register.erasing.sweep()


def logical_text(register: Register, tmp_path: Path) -> bytes:
    """Return the register as `sqlcipher_export` writes it in the clear."""
    plain = tmp_path / "plain.sqlite"
    register.database.execute(f"ATTACH '{plain}' AS plain KEY ''")
    register.database.all("SELECT sqlcipher_export('plain')")
    register.database.execute("DETACH plain")
    return plain.read_bytes()


def left_of(content: bytes, names: tuple[str, ...] = NAMES) -> list[str]:
    return [name for name in names if name.encode() in content or name.encode("utf-16-le") in content]


def test_nothing_of_anybody_is_left_anywhere_in_the_file(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = answered_case(desk, operator_id)
    register = desk.register
    register.database.all("PRAGMA wal_checkpoint(TRUNCATE)")
    assert set(left_of(pages_of(register.path, register.key))) >= {"Щегловит", "Хрящиков", "scheglovitova", "Бздыхов"}
    erase(desk, case_id)
    assert left_of(logical_text(register, tmp_path)) == []
    assert left_of(pages_of(register.path, register.key)) == []
    assert register.path.with_name(f"{register.path.name}-wal").stat().st_size == 0


def test_nobody_is_left_between_the_rows_of_a_full_register(tmp_path: Path, key: bytes) -> None:
    # Deleted rows are overwritten, but pages that SQLite rebuilds keep pieces of them: only a register with many rows
    # of all sizes shows that.
    chance, people = random.Random(4), range(120)  # noqa: S311 - sizes of rows, the same each time
    with Register.create(tmp_path / "full.otklik", key) as register:
        operator = register.operators.add(Operator(name="Орехова Анна Львовна"))
        for number in people:
            _crowd_case(register, operator.id, f"Щегол{number}Х", chance)
        gone = set(chance.sample(list(people), 60))
        for number in gone:
            register.erasing.anonymise_case(number + 1, DAY)
        register.erasing.sweep()
        raw = pages_of(register.path, key)
    there = {number for number in people if f"Щегол{number}Х".encode() in raw}
    assert there == set(people) - gone


def _crowd_case(register: Register, operator_id: int, name: str, chance: random.Random) -> None:
    with register.atomic():
        subject = register.subjects.add(Subject(full_name=name, address=f"{name} " * chance.randint(1, 30)))
        case = register.cases.add(
            Case(
                operator_id=operator_id,
                subject_id=subject.id,
                kinds=(Kind.ACCESS,),
                received_on=DAY,
                noticed_on=DAY,
                registered_on=DAY,
                text=f"{name} просит. " * chance.choice([1, 3, 30, 300]),
                status=CaseStatus.CLOSED,
                closed_on=DAY,
            )
        )
        for _ in range(chance.randint(0, 2)):
            content = f"{name} ".encode() * chance.choice([1, 10, 1000])
            register.attachments.add(case.id, f"{name}.txt", "text/plain", content)
        for _ in range(chance.randint(1, 6)):
            change = Change("text", name * chance.randint(1, 30), name)
            register.journal.append(NOON, "case_amended", case_id=case.id, changes=(change,))


def test_numbers_dates_kinds_duties_and_digests_stay(desk: Desk, operator_id: int) -> None:
    case_id = answered_case(desk, operator_id)
    register = desk.register
    before, duties = register.cases.get(case_id), register.duties.of_case(case_id)
    letters, files, papers = (
        part.of_case(case_id) for part in (register.letters, register.attachments, register.papers)
    )
    chain = register.journal.verify()
    erase(desk, case_id)
    after = register.cases.get(case_id)
    assert replace(after, title="", anonymised_on=None) == replace(
        before, title="", text="", text_key="", late_reason="", identity_note="", outcome=""
    )
    assert (after.title, after.anonymised_on, after.incoming_number) == (
        "Отзыв согласия на обработку данных",
        DAY,
        "17-П",
    )
    assert register.duties.of_case(case_id) == duties
    assert register.letters.of_case(case_id) == tuple(
        replace(letter, heading="", body="", tracking="", dispatch_way="") for letter in letters
    )
    assert register.attachments.of_case(case_id) == tuple(replace(file, name="", expired_on=DAY) for file in files)
    assert [(paper.number, paper.sha256, paper.expired_on) for paper in register.papers.of_case(case_id)] == [
        (paper.number, paper.sha256, DAY) for paper in papers
    ]
    assert register.journal.verify() == chain
    assert register.journal.of_case(case_id)


def test_the_register_is_whole_afterwards(desk: Desk, operator_id: int) -> None:
    case_id = answered_case(desk, operator_id)
    told_case(desk, operator_id, replace(PERSON, full_name="Калинина Ирина Олеговна", email=""))
    erase(desk, case_id)
    desk.register.close()
    found = verify(desk.register.path, desk.register.key)
    assert (found.whole, found.cases) == (True, 2)


def test_what_is_erased_is_no_longer_had(desk: Desk, operator_id: int) -> None:
    case_id = answered_case(desk, operator_id)
    register = desk.register
    (letter,) = register.letters.of_case(case_id)
    file, *_ = register.attachments.of_case(case_id)
    (act,) = register.papers.of_case(case_id)
    (sheets,) = register.papers.of_operator(operator_id, PaperKind.JOURNAL)
    erase(desk, case_id)
    for read in (
        lambda: register.letters.pdf(letter.id),
        lambda: register.attachments.content(file.id),
        lambda: register.papers.content(act.id),
        lambda: register.papers.content(sheets.id),
    ):
        with pytest.raises(UserError, match=r"стёрто без возможности восстановить 24\.11\.2029"):
            read()


def test_a_person_with_another_case_stays_but_not_as_a_link(desk: Desk, operator_id: int) -> None:
    first = answered_case(desk, operator_id)
    register = desk.register
    person = register.cases.get(first).subject_id
    second = told_case(desk, operator_id, register.subjects.get(person), writer=None)
    assert register.cases.get(second).subject_id == person
    erase(desk, first)
    stand_in = register.cases.get(first).subject_id
    assert stand_in != person
    assert register.subjects.get(stand_in) == Subject(id=stand_in, anonymised_on=DAY)
    assert register.subjects.get(person).full_name == PERSON.full_name
    assert [case.id for case in register.cases.of_subject(person)] == [second]
    assert register.name_forms.of(PERSON.full_name) is not None
    assert not left_of(pages_of(register.path, register.key), ("Хрящиков", "довольна"))
    erase(desk, second)
    assert register.cases.get(second).subject_id == person
    assert left_of(pages_of(register.path, register.key)) == []
    assert register.name_forms.all() == ()


def test_all_a_person_was_ever_known_by_goes(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    # Lines on changes of a person name no case where they come from his own page, or from his next letter.
    case_id = told_case(desk, operator_id, writer=None)
    subject = desk.register.subjects.get(desk.register.cases.get(case_id).subject_id)
    naming_people.correct_name(desk, subject.id, full_name="Щегловитая Ярославна Цезаревна")
    naming_people.correct_name(desk, subject.id, full_name="Жукоедова Фаина Эдуардовна", for_everybody=True)
    registering.update_subject(
        desk,
        case_id,
        replace(desk.register.subjects.get(subject.id), email="new@example.ru", address="г. Великие Луки"),
    )
    other = told_case(desk, operator_id, Subject(full_name="Калинина Ирина Олеговна", email="k@example.ru"), None)
    kalinina = desk.register.subjects.get(desk.register.cases.get(other).subject_id)
    registering.update_subject(desk, other, replace(kalinina, address="г. Псков, ул. Ясная, д. 2"))
    erase(desk, case_id)
    assert left_of(logical_text(desk.register, tmp_path), (*NAMES, "Великие Луки", "new@example.ru")) == []
    assert any(change.new == "г. Псков, ул. Ясная, д. 2" for change in _changes(desk, "subject_changed"))


def _changes(desk: Desk, act: str) -> list[Change]:
    return [change for event in desk.register.journal.page(0, 500) if event.act == act for change in event.changes]


def test_the_case_is_found_by_its_number_and_by_nothing_else(desk: Desk, operator_id: int) -> None:
    case_id = answered_case(desk, operator_id)
    told_case(desk, operator_id, Subject(full_name="Калинина Ирина Олеговна"), None)
    erase(desk, case_id)
    cases = desk.register.cases
    for text in ("Щегловитова", "scheglovitova", "Хрящикова", "9001234567", "Жукоедова", "щег"):
        assert cases.page(CaseQuery(text=text)) == []
        assert cases.page(CaseQuery(phrase=text)) == cases.page(CaseQuery(person=text)) == []
        assert cases.page(CaseQuery(email=text)) == []
    assert cases.page(CaseQuery(phone="9001234567")) == cases.page(CaseQuery(phone="90")) == []
    assert [found.id for found in cases.page(CaseQuery(text="17-П"))] == [2, case_id]
    assert [found.id for found in cases.page(CaseQuery(text="1"))] == [case_id]
    pieces = {
        term
        for table in ("row",)
        for term in _vocabulary(desk.register, table)
        if any(piece in term for piece in ("щег", "гло", "яро", "хря", "жук"))
    }
    assert pieces == set()


def _vocabulary(register: Register, kind: str) -> set[str]:
    register.database.execute(f"CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, case_search, {kind})")
    words = {term for (term,) in register.database.all("SELECT term FROM temp.words")}
    register.database.execute("DROP TABLE temp.words")
    return words


def test_prints_that_name_the_case_go_and_the_journal_goes_on(desk: Desk, operator_id: int) -> None:
    case_id = answered_case(desk, operator_id)
    erase(desk, case_id)
    assert journal_papers.new_lines(desk, operator_id) == ()
    told_case(desk, operator_id, Subject(full_name="Калинина Ирина Олеговна"), None)
    printed = journal_papers.print_journal(desk, operator_id)
    assert (printed.first_line, printed.last_line) == (2, 2)
    assert desk.register.papers.content(printed.paper_id)


def test_a_print_goes_with_the_first_of_its_cases_and_forgets_each(desk: Desk, operator_id: int) -> None:
    first = told_case(desk, operator_id, writer=None)
    second = told_case(desk, operator_id, Subject(full_name="Калинина Ирина Олеговна"), None)
    journal_papers.print_journal(desk, operator_id)
    erase(desk, first)
    (sheets,) = desk.register.papers.of_operator(operator_id, PaperKind.JOURNAL)
    assert sheets.expired_on == DAY
    assert len(journal_papers.new_lines(desk, operator_id)) == 0
    desk.register.erasing.anonymise_case(second, date(2030, 1, 1))
    (sheets,) = desk.register.papers.of_operator(operator_id, PaperKind.JOURNAL)
    assert sheets.expired_on == DAY
    assert "[]" in sheets.facts


def test_an_open_case_of_an_old_copy_is_closed_by_it(desk: Desk, operator_id: int) -> None:
    case_id = told_case(desk, operator_id)
    answering.draft_letter(desk, case_id, "access_answer")
    erase(desk, case_id)
    case = desk.register.cases.get(case_id)
    assert (case.status, case.closed_on, case.due_on) == (CaseStatus.CLOSED, DAY, None)
    assert desk.register.letters.of_case(case_id) == ()
    assert desk.register.cases.count(CaseStatus.OPEN) == 0
    assert case_view(desk, case_id).case == case


def test_it_is_done_once(desk: Desk, operator_id: int) -> None:
    case_id = told_case(desk, operator_id)
    erase(desk, case_id)
    with pytest.raises(ValueError, match=str(case_id)):
        erase(desk, case_id)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases SET text = 'снова'",
        "UPDATE cases SET anonymised_on = NULL",
        "UPDATE subjects SET full_name = 'снова'",
        "UPDATE representatives SET full_name = 'снова'",
        "UPDATE letters SET body = 'снова'",
        "UPDATE papers SET content = x'00'",
        "UPDATE papers SET expired_on = NULL",
        "UPDATE attachments SET name = 'снова'",
        "UPDATE enclosures SET title = 'снова'",
        "INSERT INTO attachments (case_id, name, media_type, size, sha256, role, content) VALUES (1,'','',0,'','',x'')",
        "INSERT INTO letter_files SELECT id, x'00' FROM letters LIMIT 1",
        "INSERT INTO event_values VALUES (1, 0, x'00', 'снова', NULL, NULL)",
    ],
)
def test_nothing_comes_back_whatever_program_writes(desk: Desk, operator_id: int, statement: str) -> None:
    case_id = answered_case(desk, operator_id)
    erase(desk, case_id)
    with pytest.raises(IntegrityError):
        desk.register.database.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE letters SET heading = '', body = ''",
        "DELETE FROM letter_files",
        "UPDATE enclosures SET title = ''",
        "UPDATE papers SET content = x'', expired_on = '2029-01-01' WHERE kind = 'act'",
        "UPDATE attachments SET content = x''",
        "UPDATE attachments SET content = x'00', expired_on = '2029-01-01'",
        "UPDATE attachments SET sha256 = '', content = x'', expired_on = '2029-01-01'",
    ],
)
def test_nothing_of_a_living_case_is_emptied(desk: Desk, operator_id: int, statement: str) -> None:
    answered_case(desk, operator_id)
    with pytest.raises(IntegrityError):
        desk.register.database.execute(statement)


def test_annulled_letters_and_acts_lose_their_reasons(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    from otklik.casework import annulling_acts, closing, destroying

    case_id = told_case(desk, operator_id)
    letter = _letter(desk, case_id)
    answering.annul_letter(desk, letter, f"не той {PERSON.full_name}")
    form = destroying.destruction_form(desk, case_id)
    made = destroying.destroy(desk, case_id, replace(form, systems=("«1С»",), way="удалено"))
    annulling_acts.annul_act(desk, made.paper_id, f"перепутали {PERSON.full_name}")
    closing.annul_case(desk, case_id, f"дубль: {PERSON.full_name}")
    erase(desk, case_id)
    assert left_of(logical_text(desk.register, tmp_path)) == []
    (kept,) = [one for one in case_view(desk, case_id).papers if one.paper.kind is PaperKind.ACT]
    assert (kept.void_on, kept.void_reason) == (desk.clock.today(), "")
    assert [one.state for one in desk.register.letters.of_case(case_id)] == [LetterState.ANNULLED]
    assert destroying.acts_of_case(desk, case_id)[0].categories == ()


def _letter(desk: Desk, case_id: int) -> int:
    from tests.told_cases import issued_letter

    return issued_letter(desk, case_id, f"О {PERSON.full_name}", "Рассмотрено.\n")


def test_one_file_is_emptied_for_good(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = told_case(desk, operator_id, Subject(full_name="Калинина Ирина Олеговна"), None)
    content = "паспорт Щегловитовой".encode()
    registering.add_file(desk, case_id, registering.NewFile("паспорт Щегловитовой.jpg", "image/jpeg", content))
    file = desk.register.attachments.of_case(case_id)[-1]
    desk.register.attachments.set_role(file.id, AttachmentRole.IDENTITY_PAPER)
    desk.register.erasing.expire_file(file.id, DAY)
    desk.register.erasing.sweep()
    expired = desk.register.attachments.get(file.id)
    assert expired == replace(file, name="", role=AttachmentRole.IDENTITY_PAPER, expired_on=DAY)
    assert left_of(pages_of(desk.register.path, desk.register.key)) == []
    assert left_of(logical_text(desk.register, tmp_path)) == []
    assert desk.register.journal.verify().whole
    assert [change.new for change in _changes(desk, "file_added") if change.field == "size"] == [str(len(content))]


def test_the_representative_of_two_cases_stays_with_the_other(desk: Desk, operator_id: int) -> None:
    first = told_case(desk, operator_id)
    second = told_case(desk, operator_id)
    register = desk.register
    writer = register.cases.get(first).representative_id
    register.cases.save(replace(register.cases.get(second), representative_id=writer))
    erase(desk, first)
    assert register.representatives.get(writer or 0).full_name == WRITER.full_name
    stand_in = register.representatives.get(register.cases.get(first).representative_id or 0)
    assert (stand_in.full_name, stand_in.anonymised_on) == ("", DAY)

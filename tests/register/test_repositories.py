"""People, duties, letters, files and settings: what goes in comes out, and what must not change does not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from otklik.law.kinds import Kind, Reading, Trigger
from otklik.law.terms import Term, Unit
from otklik.register.case_query import CaseQuery
from otklik.register.cipher import IntegrityError
from otklik.register.records import (
    AttachmentRole,
    Case,
    Change,
    Channel,
    DutyRecord,
    Gender,
    Letter,
    LetterState,
    Operator,
    OperatorForm,
    Representative,
    Subject,
)
from otklik.register.store import Register

DAY = date(2026, 11, 20)
NewCase = Callable[..., Case]


def test_an_operator_comes_back_whole(register: Register) -> None:
    full = register.operators.add(
        Operator(
            form=OperatorForm.SOLE_PROPRIETOR, name="Орехова Анна Львовна", inn="0123", kpp="", ogrn="1", address="а",
            emails=("a@primer.example", "b@primer.example"), phones=("+7 900 000-00-00",), sites=("primer.example",),
            first_person="я", policy_days=15, policy_clause="9.2", rights=(Kind.ACCESS, Kind.CLAIM),
            channels=(Channel.EMAIL,), purposes=("доставка; учёт", "«договор»"), data_categories=("имя",),
            cross_border=False, automated_decisions=None,
        )
    )  # fmt: skip
    assert register.operators.get(full.id) == full
    changed = replace(full, cross_border=None, purposes=(), form=None)
    register.operators.save(changed)
    assert register.operators.all() == (changed,)
    empty = register.operators.add(Operator())
    assert register.operators.get(empty.id) == replace(Operator(), id=empty.id)


def test_a_person_is_known_by_name_and_address(register: Register) -> None:
    add = register.subjects.add
    one = add(Subject(full_name="Семёнов  Пётр", gender=Gender.MALE, email="Petr@Primer.example", organisation=False))
    namesake = add(Subject(full_name="Семенов Петр"))
    assert register.subjects.get(one.id) == one
    assert register.subjects.find("семенов пётр", "petr@primer.EXAMPLE") == one
    assert register.subjects.find("Семёнов Пётр", "") == namesake
    assert register.subjects.find("Семёнов Пётр", "other@primer.example") is None
    assert register.subjects.find("Семёнов", "petr@primer.example") is None


def test_people_are_listed_by_name_with_their_cases(register: Register, new_case: NewCase) -> None:
    case = new_case(name="Ёлкин Яков", phone="+7 900 123-45-67")
    register.cases.add(replace(case, id=0, received_on=date(2026, 12, 1)))
    alone = register.subjects.add(Subject(full_name="Абрамова Ева", email="eva@primer.example"))
    subject = register.subjects.get(case.subject_id)
    assert register.subjects.page() == ((alone, 0, None), (subject, 2, date(2026, 12, 1)))
    assert register.subjects.page("лкин") == ((subject, 2, date(2026, 12, 1)),)
    assert [found.id for found, _, _ in register.subjects.page("EVA@")] == [alone.id]
    assert [found.id for found, _, _ in register.subjects.page("123-45")] == [subject.id]
    assert register.subjects.page("%") == ()
    assert [found.id for found, _, _ in register.subjects.page(offset=1, limit=1)] == [subject.id]
    assert [found.received_on.month for found in register.cases.of_subject(subject.id)] == [12, 11]


def test_a_representative_comes_back(register: Register) -> None:
    one = register.representatives.add(Representative(full_name="Лаптева Нина", authority="доверенность от 01.02.2026"))
    register.representatives.save(replace(one, phone="1"))
    assert register.representatives.get(one.id) == replace(one, phone="1")


@pytest.mark.parametrize("room", ["operators", "subjects", "representatives", "duties", "letters", "attachments"])
def test_what_is_not_there_is_said(register: Register, room: str) -> None:
    with pytest.raises(LookupError):
        getattr(register, room).get(404)


def _duty(name: str, **fields: object) -> DutyRecord:
    plain = DutyRecord(
        kind=Kind.ACCESS, duty=name, title="Ответить", title_en="Answer", basis="152-ФЗ ст. 20 ч. 1",
        reading=Reading.TEXT, term=Term(10, Unit.WORKING_DAYS), trigger=Trigger.RECEIPT, trigger_on=DAY,
        safe=DAY, latest=DAY, closed_by=("answer", "refusal"),
    )  # fmt: skip
    return replace(plain, **fields)


def test_a_new_count_keeps_the_ids_of_duties_that_stay(register: Register, new_case: NewCase) -> None:
    case, other = new_case(), new_case()
    kept = register.duties.replace(other.id, [_duty("answer_access")])
    first = register.duties.replace(case.id, [_duty("answer_access"), _duty("policy_term", term=None)])
    assert register.duties.of_case(case.id) == first
    second = register.duties.replace(
        case.id, [_duty("policy_term"), _duty("block", condition="если"), _duty("answer_access", done_on=DAY)]
    )
    assert register.duties.of_case(case.id) == second
    assert [record.id for record in second] == [first[1].id, second[1].id, first[0].id]
    register.duties.replace(case.id, [second[1]])
    assert register.duties.of_case(case.id) == (second[1],)
    assert register.duties.of_case(other.id) == kept
    register.duties.save(replace(second[1], done_on=DAY, done_by="block"))
    assert register.duties.get(second[1].id).done_by == "block"
    added = register.duties.add(_duty("later", case_id=case.id))
    assert register.duties.of_case(case.id)[-1] == added


def _draft(register: Register, case: Case, **fields: object) -> Letter:
    draft = Letter(
        case_id=case.id, operator_id=case.operator_id, template="access_answer", heading="О сведениях",
        body="{{ имя }}",         changed_at=datetime(2026, 11, 20, 12, tzinfo=UTC),
    )  # fmt: skip
    return register.letters.add(replace(draft, **fields))


def _issue(register: Register, letter: Letter, day: date = DAY, pdf: bytes = b"%PDF-1.4 x") -> Letter:
    number = f"{register.letters.next_number(letter.operator_id, day.year)}/ПДн"
    return register.letters.issue(replace(letter, issued_on=day), number, pdf, hashlib.sha256(pdf).hexdigest())


def test_a_letter_from_draft_to_dispatch(register: Register, new_case: NewCase) -> None:
    case = new_case()
    draft = _draft(register, case)
    assert register.letters.get(draft.id) == draft
    register.letters.save(replace(draft, body="Готово"))
    issued = _issue(register, replace(draft, body="Готово"))
    assert issued.state is LetterState.ISSUED
    assert issued.number == "1/ПДн"
    assert register.letters.get(issued.id) == issued
    assert register.letters.pdf(issued.id) == b"%PDF-1.4 x"
    sent = replace(issued, dispatched_on=DAY, dispatch_way="почта", tracking="80000000000000")
    register.letters.save(sent)
    void = replace(sent, state=LetterState.ANNULLED, reason="ошибка в адресе")
    register.letters.save(void)
    assert register.letters.of_case(case.id) == (void,)
    assert register.letters.pdf(issued.id) == b"%PDF-1.4 x"
    assert register.letters.next_number(case.operator_id, 2026) == 2


@pytest.mark.parametrize(
    "change",
    [{"body": "иное"}, {"heading": "иное"}, {"number": "9/ПДн"}, {"issued_on": date(2026, 1, 1)}, {"sha256": "0"},
     {"state": LetterState.DRAFT, "number": "", "issued_on": None}],
)  # fmt: skip
def test_an_issued_letter_never_changes(register: Register, new_case: NewCase, change: dict[str, object]) -> None:
    issued = _issue(register, _draft(register, new_case()))
    with pytest.raises(IntegrityError):
        register.letters.save(replace(issued, **change))
    assert register.letters.get(issued.id) == issued


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM letters",
        "DELETE FROM letter_files",
        "UPDATE letter_files SET content = x'00'",
        "INSERT OR REPLACE INTO letter_files SELECT letter_id, x'00' FROM letter_files",
        (
            "INSERT OR REPLACE INTO letters (id, case_id, operator_id, template, heading, body, state, number, sha256, "
            "dispatch_way, tracking, reason) SELECT id, case_id, operator_id, '', '', '', 'draft', '', '', '', '', '' "
            "FROM letters"
        ),
        "UPDATE letters SET serial = serial + 1",
    ],
)
def test_the_file_itself_keeps_issued_letters(register: Register, new_case: NewCase, statement: str) -> None:
    issued = _issue(register, _draft(register, new_case()))
    with pytest.raises(IntegrityError):
        register.database.execute(statement)
    assert register.letters.pdf(issued.id) == b"%PDF-1.4 x"


def test_outgoing_numbers_have_no_gaps_for_each_operator_and_year(register: Register, new_case: NewCase) -> None:
    case = new_case()
    other = register.cases.add(replace(case, id=0, operator_id=register.operators.add(Operator()).id))
    assert _issue(register, _draft(register, case)).number == "1/ПДн"

    def failing() -> None:
        with register.atomic():
            _issue(register, _draft(register, case))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        failing()
    assert _issue(register, _draft(register, case)).number == "2/ПДн"
    assert _issue(register, _draft(register, case), date(2027, 1, 11)).number == "1/ПДн"
    assert _issue(register, _draft(register, other)).number == "1/ПДн"
    assert register.letters.next_number(case.operator_id, 2026) == 3


def test_only_a_dated_draft_with_its_own_pdf_is_issued(register: Register, new_case: NewCase) -> None:
    draft = _draft(register, new_case())
    digest = hashlib.sha256(b"x").hexdigest()
    with pytest.raises(ValueError, match="dated draft"):
        register.letters.issue(draft, "1/ПДн", b"x", digest)
    with pytest.raises(ValueError, match="digest"):
        register.letters.issue(replace(draft, issued_on=DAY), "1/ПДн", b"y", digest)
    issued = _issue(register, draft)
    with pytest.raises(ValueError, match="dated draft"):
        register.letters.issue(issued, "2/ПДн", b"x", digest)
    assert register.letters.get(draft.id) == issued


def test_letters_are_listed_drafts_first_then_newest(register: Register, new_case: NewCase) -> None:
    case = new_case()
    old = _issue(register, _draft(register, case), date(2026, 10, 1))
    new = _issue(register, _draft(register, case), date(2026, 11, 1))
    early = _draft(register, case, changed_at=datetime(2026, 11, 19, tzinfo=UTC))
    late = _draft(register, case, changed_at=datetime(2026, 11, 20, tzinfo=UTC))
    assert register.letters.page() == (late, early, new, old)
    assert register.letters.page(1, 2) == (early, new)
    assert register.letters.drafts() == (late, early)
    assert register.letters.drafts(1) == (late,)
    assert (register.letters.count_drafts(), register.letters.count()) == (2, 4)


def test_a_draft_can_be_discarded_and_its_id_is_not_used_again(register: Register, new_case: NewCase) -> None:
    case = new_case()
    draft = _draft(register, case)
    register.letters.discard(draft.id)
    assert register.letters.of_case(case.id) == ()
    assert _draft(register, case).id > draft.id
    issued = _issue(register, _draft(register, case))
    for gone in (draft.id, issued.id):
        with pytest.raises(LookupError):
            register.letters.discard(gone)
    with pytest.raises(LookupError):
        register.letters.pdf(draft.id)


def test_a_missing_or_changed_pdf_is_found(register: Register, new_case: NewCase) -> None:
    case = new_case()
    _issue(register, _draft(register, case))
    assert register.letters.changed_pdf() is None
    register.database.execute("DROP TRIGGER letter_files_keep")
    register.database.execute("UPDATE letter_files SET content = ?", (b"forged",))
    assert register.letters.changed_pdf() == "1/ПДн"


def test_files_are_kept_inside_and_never_change(register: Register, new_case: NewCase) -> None:
    case = new_case()
    content = bytes(range(256)) * 1000
    kept = register.attachments.add(case.id, "письмо.eml", "message/rfc822", content, AttachmentRole.ORIGINAL)
    empty = register.attachments.add(case.id, "пусто.txt", "text/plain", b"")
    assert register.attachments.of_case(case.id) == (kept, empty)
    assert register.attachments.get(kept.id) == kept
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert kept.size == len(content)
    assert register.attachments.content(kept.id) == content
    assert register.attachments.content(empty.id) == b""
    with pytest.raises(LookupError):
        register.attachments.content(404)
    with pytest.raises(IntegrityError):
        register.database.execute("UPDATE attachments SET content = x'00'")


def test_half_characters_stop_nothing(register: Register, new_case: NewCase) -> None:
    """A file name in another encoding comes from the system as such."""
    case = new_case(name="Зотов\udcff", text="текст \ud800", incoming_number="\udc80")
    kept = register.attachments.add(case.id, "\udcef\udcf0.txt", "text/\udcff", b"x")
    register.settings.set("folder", "/\udcff")
    register.operators.add(Operator(name="О\udcff", purposes=("п\udcff",)))
    event = register.journal.append(datetime(2026, 11, 20, tzinfo=UTC), "x", changes=(Change("a", None, "н\udcff"),))
    assert register.cases.get(case.id).text == "текст ?"
    assert register.attachments.get(kept.id) == kept
    assert kept.name == "??.txt"
    assert register.settings.get("folder") == "/?"
    assert register.journal.page() == (event,)
    assert register.journal.verify().whole
    assert register.cases.page(CaseQuery(text="зотов\udcff"))[0].id == case.id


@pytest.mark.parametrize("value", ["текст", "", 7, True, ["a", 1], None, {"a": "б"}])
def test_settings_keep_their_type(register: Register, value: object) -> None:
    assert register.settings.get("name", "default") == "default"
    register.settings.set("name", "before")
    register.settings.set("name", value)
    assert register.settings.get("name", "default") == value

"""Anonymising: what is due goes, what is kept stays, and no old copy brings anybody back."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.casework import (
    anonymising,
    answering,
    closing,
    copying,
    duties,
    inspection,
    journal,
    journal_papers,
    key_keeping,
    lists,
    mailing,
    opening,
    profiles,
    proving,
    reports,
    retention,
)
from otklik.casework.copies import safekeeping
from otklik.casework.extracts import case_extract
from otklik.casework.report_figures import Period
from otklik.law.kinds import Reading
from otklik.register.case_query import CaseQuery
from otklik.register.paper_records import PaperKind
from otklik.register.records import CaseStatus, Subject
from otklik.register.store import Register
from otklik.safety import ledger
from otklik.safety.backup import restore, verify
from otklik.safety.keys import new_key, write_key_file
from otklik.system.clock import FixedClock
from otklik.system.errors import EnvironmentProblem, UserError
from tests.invented import NOON, SOLE_PROPRIETOR
from tests.raw_pages import pages_of
from tests.told_cases import NAMES, PERSON, answered_case, stand_on, told_case

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

DUE = date(2029, 11, 24)
OTHER = Subject(full_name="Калинина Ирина Олеговна", email="kalinina@example.ru", address="г. Псков, ул. Ясная, д. 2")


@pytest.fixture
def due_case(desk: Desk, operator_id: int) -> int:
    """A case that tells all there is to tell, and whose term is over today."""
    case_id = answered_case(desk, operator_id)
    stand_on(desk, DUE)
    return case_id


def book(desk: Desk) -> frozenset[str]:
    """Return what all lists of a register say."""
    return ledger.read(anonymising.places(desk), desk.register.id).entries


def test_what_is_due_goes_and_its_entry_stands_in_every_list(desk: Desk, due_case: int) -> None:
    told: list[tuple[int, int]] = []
    done = anonymising.anonymise(desk, [due_case], lambda number, total: told.append((number, total)))
    assert (done.numbers, done.swept, done.unlisted) == ((1,), True, ())
    assert due_case in done.changes.cases
    assert told == [(0, 1), (1, 1)]
    assert desk.register.cases.get(due_case).anonymised_on == DUE
    assert not [name for name in NAMES if name.encode() in pages_of(desk.register.path, desk.register.key)]
    for folder in (desk.register.path.parent, safekeeping.backup_folder(desk)):
        assert len(ledger.read([folder], desk.register.id).entries) == 1
    last = desk.register.journal.of_case(due_case)[-1]
    assert last.act == "case_anonymised"
    assert {change.field: change.new for change in last.changes} == {"files": "2", "letters": "1", "papers": "1"}


def test_a_checked_copy_is_made_before(desk: Desk, due_case: int) -> None:
    anonymising.anonymise(desk, [due_case])
    newest = safekeeping.backups(desk)[0]
    assert verify(newest.path, desk.register.key).whole
    with Register.open(newest.path, desk.register.key, writable=False) as copy:
        assert copy.cases.get(due_case).anonymised_on is None


def test_without_a_copy_nothing_is_erased(desk: Desk, due_case: int, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    safekeeping.set_backup_folder(desk, tmp_path / "file" / "folder")
    with pytest.raises(EnvironmentProblem):
        anonymising.anonymise(desk, [due_case])
    assert desk.register.cases.get(due_case).anonymised_on is None
    assert book(desk) == frozenset()


def test_one_that_has_to_be_kept_stops_all(desk: Desk, operator_id: int, due_case: int) -> None:
    still_open = told_case(desk, operator_id, OTHER, None)
    with pytest.raises(UserError, match=r"Обращение № 2 нужно хранить\. Оно открыто\."):
        anonymising.anonymise(desk, [due_case, still_open])
    assert desk.register.cases.get(due_case).anonymised_on is None
    assert safekeeping.backups(desk) == ()


def test_nothing_chosen_does_nothing(desk: Desk) -> None:
    lines = desk.register.journal.count()
    assert anonymising.anonymise(desk, []).numbers == ()
    assert desk.register.journal.count() == lines


def test_stopped_half_way_keeps_what_is_done(desk: Desk, operator_id: int) -> None:
    cases = [_closed(desk, operator_id, f"Щегловитова Ярослава {name}") for name in ("Первая", "Вторая", "Третья")]
    stand_on(desk, DUE)
    flag = Event()
    done = anonymising.anonymise(desk, cases, lambda number, _total: flag.set() if number == 1 else None, flag)
    assert done.numbers == (1,)
    assert [desk.register.cases.get(case_id).anonymised_on for case_id in cases] == [DUE, None, None]
    raw = pages_of(desk.register.path, desk.register.key)
    assert [name.encode() in raw for name in ("Первая", "Вторая")] == [False, True]


def _closed(desk: Desk, operator_id: int, name: str) -> int:
    case_id = told_case(desk, operator_id, Subject(full_name=name), None)
    _close(desk, case_id)
    return case_id


def _close(desk: Desk, case_id: int) -> None:
    for record in desk.register.duties.of_case(case_id):
        if record.done_on is None and record.reading is not Reading.POLICY:
            duties.fulfil(desk, case_id, record.id)
    closing.close_case(desk, case_id)


def test_a_case_that_could_not_be_erased_is_not_in_the_list(
    desk: Desk, due_case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The disk fills up as the transaction is committed: the list was written before.
    real = desk.register.database.execute

    def full(sql: str, values: object = ()) -> object:
        if sql == "COMMIT" and desk.register.cases.get(due_case).anonymised_on is not None:
            raise EnvironmentProblem("The disk is full: the last change was not written.")
        return real(sql, values)  # type: ignore[arg-type] # passed on as it came

    monkeypatch.setattr(desk.register.database, "execute", full)
    with pytest.raises(EnvironmentProblem):
        anonymising.anonymise(desk, [due_case])
    assert desk.register.cases.get(due_case).anonymised_on is None
    assert book(desk) == frozenset()
    monkeypatch.undo()
    assert anonymising.anonymise(desk, [due_case]).numbers == (1,)


def test_no_room_to_write_the_file_anew_is_told_and_made_up_for(
    desk: Desk, due_case: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise EnvironmentProblem("The disk is full: the last change was not written.")

    monkeypatch.setattr(desk.register.erasing, "sweep", full)
    assert not anonymising.anonymise(desk, [due_case]).swept
    assert desk.register.cases.get(due_case).anonymised_on == DUE
    monkeypatch.undo()
    assert anonymising.sweep(desk)
    assert not [name for name in NAMES if name.encode() in pages_of(desk.register.path, desk.register.key)]


def test_a_restored_copy_brings_nobody_back(desk: Desk, operator_id: int, due_case: int, tmp_path: Path) -> None:
    living = told_case(desk, operator_id, OTHER, None)
    anonymising.anonymise(desk, [due_case])
    copy = safekeeping.backups(desk)[0].path
    with _restored(copy, desk.register.key, tmp_path / "new.otklik") as restored:
        assert restored.register.subjects.page("Щегловитова")
        lines = restored.register.journal.count()
        found = anonymising.replay(restored, [copy.parent])
        assert (found.cases, found.unread, found.unreachable) == ({due_case}, 0, ())
        assert restored.register.cases.get(due_case).anonymised_on == DUE
        assert restored.register.cases.get(living).anonymised_on is None
        assert restored.register.subjects.page("Щегловитова") == ()
        assert [event.act for event in restored.register.journal.page(0, 2)] == ["file_swept", "erased_again"]
        assert restored.register.journal.count() == lines + 2
        assert not [name for name in NAMES if name.encode() in pages_of(tmp_path / "new.otklik", desk.register.key)]
        assert anonymising.replay(restored, [copy.parent]).cases == frozenset()
    assert verify(tmp_path / "new.otklik", desk.register.key).whole


def test_erased_people_stay_erased_though_the_copy_knows_them_as_open_or_held(
    desk: Desk, operator_id: int, tmp_path: Path
) -> None:
    case_id = told_case(desk, operator_id, PERSON, None)
    answering.draft_letter(desk, case_id, "access_answer")
    retention.hold(desk, case_id, date(2033, 1, 1), "спор в суде")
    early = safekeeping.back_up_now(desk).backup.path
    retention.release(desk, case_id)
    for letter in desk.register.letters.of_case(case_id):
        answering.discard_draft(desk, letter.id)
    _close(desk, case_id)
    stand_on(desk, DUE)
    anonymising.anonymise(desk, [case_id])
    with _restored(early, desk.register.key, tmp_path / "new.otklik") as restored:
        assert restored.register.cases.count(CaseStatus.OPEN) == 1
        assert anonymising.replay(restored, [early.parent]).cases == {case_id}
        assert restored.register.cases.count(CaseStatus.OPEN) == 0
        assert not [name for name in NAMES if name.encode() in pages_of(tmp_path / "new.otklik", desk.register.key)]
        assert lists.today_view(restored).open_count == 0


def test_numbers_given_once_more_after_a_restore_hit_nobody_else(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    early = safekeeping.back_up_now(desk).backup.path
    first = answered_case(desk, operator_id)
    stand_on(desk, DUE)
    anonymising.anonymise(desk, [first])
    with _restored(early, desk.register.key, tmp_path / "new.otklik") as restored:
        assert anonymising.replay(restored, [early.parent]).cases == frozenset()
        other = told_case(restored, operator_id, OTHER, None)
        assert other == first  # the same id once more, and another person
        assert anonymising.replay(restored, [early.parent]).cases == frozenset()
        assert restored.register.subjects.page("Калинина")


def test_the_list_of_another_register_erases_nobody(
    desk: Desk, operator_id: int, due_case: int, tmp_path: Path
) -> None:
    anonymising.anonymise(desk, [due_case])
    with Register.create(tmp_path / "other.otklik", new_key()) as register:
        other = opening.begin(register, FixedClock(NOON))
        mine = profiles.save_operator(other, SOLE_PROPRIETOR).operator_id
        told_case(other, mine, OTHER, None)
        theirs = ledger.ledger_path(desk.register.path.parent, desk.register.id)
        shutil.copy(theirs, ledger.ledger_path(tmp_path, register.id))
        assert anonymising.replay(other, [tmp_path]).cases == frozenset()


def test_lists_are_brought_together_with_the_register(desk: Desk, due_case: int) -> None:
    anonymising.anonymise(desk, [due_case])
    before = book(desk)
    for folder in anonymising.places(desk):
        ledger.ledger_path(folder, desk.register.id).unlink()
    assert book(desk) == frozenset()
    assert anonymising.extend(desk) == ()
    assert book(desk) == before


def test_an_exchange_of_the_key_adds_its_own_lines(tmp_path: Path) -> None:
    key, key_file = new_key(), tmp_path / "a.key"
    write_key_file(key_file, key)
    with Register.create(tmp_path / "a.otklik", key) as register:
        desk = opening.begin(register, FixedClock(NOON))
        case_id = answered_case(desk, profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id)
        stand_on(desk, DUE)
        anonymising.anonymise(desk, [case_id])
        key_keeping.rekey(desk, key_file)
        assert len(book(desk)) == 2


def test_the_second_folder_takes_the_list_too_or_is_named(desk: Desk, due_case: int, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    safekeeping.set_second_folder(desk, stick)
    stick.rmdir()
    assert anonymising.anonymise(desk, [due_case]).unlisted == (stick,)
    stick.mkdir()
    assert anonymising.extend(desk) == ()
    assert ledger.read([stick], desk.register.id).entries == book(desk)


def test_a_register_nobody_was_erased_from_has_no_list(desk: Desk, operator_id: int) -> None:
    told_case(desk, operator_id)
    assert anonymising.extend(desk) == ()
    assert not ledger.ledger_path(desk.register.path.parent, desk.register.id).exists()


def test_after_another_key_old_copies_bring_nobody_back_either(desk: Desk, due_case: int, tmp_path: Path) -> None:
    # The past key stands in the register, so each erased case has a line for it, which the old copy understands.
    old = desk.register.key
    early = safekeeping.back_up_now(desk).backup.path
    with desk.register.atomic():
        past = new_key()
        desk.register.key_history.begin_generation(DUE, "", past, DUE, "")
    anonymising.anonymise(desk, [due_case])
    assert len(book(desk)) == 2
    with _restored(early, old, tmp_path / "new.otklik") as restored:
        assert anonymising.replay(restored, [early.parent]).cases == {due_case}


class _restored:  # noqa: N801 - a context manager read as a word
    """A desk at a register restored from a copy."""

    def __init__(self, copy: Path, key: bytes, target: Path) -> None:
        self._copy, self._key, self._target = copy, key, target

    def __enter__(self) -> Desk:
        restore(self._copy, self._key, self._target)
        self._register = Register.open(self._target, self._key)
        return opening.desk_of(self._register, FixedClock(NOON.replace(year=2029, month=11, day=24)))

    def __exit__(self, *_error: object) -> None:
        self._register.close()


def test_every_list_and_paper_goes_on_with_an_anonymised_case(
    desk: Desk, operator_id: int, due_case: int, tmp_path: Path
) -> None:
    anonymising.anonymise(desk, [due_case])
    shown = "обезличено 24.11.2029"
    (row,) = lists.case_rows(desk, CaseQuery())
    view = lists.case_view(desk, due_case)
    assert (row.subject, view.subject.full_name) == (shown, shown)
    assert view.representative is not None
    assert view.representative.full_name == shown
    assert view.journal[0].sentence.startswith("Обезличено")
    assert [one.subject for one in lists.letter_rows(desk)] == [shown]
    assert lists.people_rows(desk) == ()
    assert lists.journal_lines(desk)
    assert lists.today_view(desk).open_count == 0
    assert reports.report(desk, Period.month(date(2026, 11, 1))).counted
    assert case_extract(desk, due_case).pdf.startswith(b"%PDF")
    assert journal_papers.state(desk, operator_id).new == 0
    (letter,) = view.letters
    assert answering.open_letter(desk, letter.id).subject.full_name == shown
    assert proving.proof_of(desk, letter.id).receipts == ()
    made = inspection.folder_of_case(desk, due_case, tmp_path / "folder")
    assert not [name for name in NAMES for file in tmp_path.rglob("*.pdf") if name.encode() in file.read_bytes()]
    assert made
    for act in (
        lambda: answering.letter_pdf(desk, letter.id),
        lambda: copying.letter_docx(desk, letter.id),
        lambda: mailing.set_post_address(desk, letter.id, "г. Псков"),
        lambda: mailing.lacks_address(desk, letter.id),
        lambda: proving.note_tracking(desk, letter.id, "80080000000014"),
        lambda: journal_papers.reprint(desk, desk.register.papers.of_operator(operator_id, PaperKind.JOURNAL)[0].id),
        lambda: anonymising.anonymise(desk, [due_case]),
    ):
        with pytest.raises(UserError):
            act()
    for event in desk.register.journal.of_case(due_case):
        assert journal.sentence(event)


def test_old_copies_go_by_themselves_after_a_year_or_so() -> None:
    for day in (date(2026, 11, 21), date(2028, 2, 29), date(2027, 1, 31), date(2027, 1, 1)):
        gone = anonymising.copies_gone_by(day)
        assert timedelta(days=365) < gone - day < timedelta(days=460)


@given(data=st.data())
@settings(max_examples=12)
def test_only_what_may_go_goes_whoever_is_linked_to_whom(data: st.DataObject) -> None:
    people = ["Щегловитова Ярослава", "Хрящикова Фаина", "Жукоедова Ульяна", "Бздыхова Эмма"]
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder, "a.otklik"), new_key()) as register:
        desk = opening.begin(register, FixedClock(NOON))
        operator = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
        fates: dict[int, tuple[str, str]] = {}
        for _ in range(data.draw(st.integers(1, 6))):
            person = data.draw(st.sampled_from(people))
            case_id = told_case(desk, operator, Subject(full_name=person), None)
            fate = data.draw(st.sampled_from(["open", "closed", "held", "annulled"]))
            if fates and data.draw(st.booleans()):
                first = data.draw(st.sampled_from(sorted(fates)))
                register.cases.save(
                    replace(register.cases.get(case_id), linked_to=register.cases.get(first).linked_to or first)
                )
            if fate in {"closed", "held"}:
                _close(desk, case_id)
            if fate == "held":
                retention.hold(desk, case_id, date(2035, 1, 1), "спор")
            if fate == "annulled":
                closing.annul_case(desk, case_id, "дубль")
            fates[case_id] = (person, fate)
        stand_on(desk, DUE)
        ready = [one.case_id for one in retention.due(desk) if one.ready]
        for case_id, (_person, fate) in fates.items():
            waits = any(one.status is CaseStatus.OPEN for one in register.cases.linked(register.cases.get(case_id)))
            assert (case_id in ready) == (fate in {"closed", "annulled"} and not waits)
        anonymising.anonymise(desk, ready)
        left = {person for case_id, (person, _fate) in fates.items() if case_id not in ready}
        register.database.all("PRAGMA wal_checkpoint(TRUNCATE)")
        raw = pages_of(register.path, register.key)
        assert {person for person, _fate in fates.values() if person.split()[0].encode() in raw} == left
        assert {subject.full_name for subject, _number, _last in register.subjects.page()} == left
        for case_id, (person, _fate) in fates.items():
            subject = register.subjects.get(register.cases.get(case_id).subject_id)
            assert subject.full_name == ("" if case_id in ready else person)
        assert register.journal.verify().whole
        assert register.database.all("PRAGMA foreign_key_check") == []

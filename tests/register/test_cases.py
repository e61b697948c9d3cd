"""Cases: numbers, order, search, counts."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind, Regime
from otklik.register import case_conditions
from otklik.register.case_query import CaseQuery
from otklik.register.cipher import IntegrityError
from otklik.register.records import Case, CaseStatus, Channel, Operator, Representative, Subject
from otklik.register.store import Register

NewCase = Callable[..., Case]
DAY = date(2026, 11, 20)


def _numbers(register: Register, **query: object) -> list[int]:
    return [listing.number for listing in register.cases.page(CaseQuery(**query))]


def test_every_field_of_a_case_comes_back(register: Register, new_case: NewCase) -> None:
    representative = register.representatives.add(Representative(full_name="Лаптева Нина", authority="доверенность"))
    full = new_case(
        representative_id=representative.id,
        kinds=(Kind.ERASURE, Kind.ACCESS),
        channel=Channel.IN_PERSON,
        incoming_number="12/а",
        incoming_date=DAY - timedelta(days=3),
        text="Прошу удалить.\n\x00Ё «кавычки» '; DROP TABLE cases --",
        regime=Regime.GDPR,
        proof_on=DAY,
        detected_on=DAY,
        dispatched_on=DAY,
        erasure_ground=ErasureGround.UNLAWFUL,
        claimant=Claimant.CONSUMER,
        claim_matter=ClaimMatter.MONEY,
        alleges_unlawful=False,
        identity_confirmed_on=DAY,
        identity_note="паспорт",
        rules_edition="2026.1",
        due_on=DAY,
        due_latest=DAY,
        due_duty="ответить",
        policy_due_on=DAY,
    )
    assert register.cases.get(full.id) == full
    assert register.cases.by_number(full.number) == full
    changed = replace(full, kinds=(Kind.ACCESS,), alleges_unlawful=None, status=CaseStatus.CLOSED, closed_on=DAY)
    register.cases.save(changed)
    assert register.cases.get(full.id) == changed


def test_what_is_not_there_is_said(register: Register, new_case: NewCase) -> None:
    assert register.cases.by_number(1) is None
    with pytest.raises(LookupError):
        register.cases.get(1)
    case = new_case()
    with pytest.raises(LookupError):
        register.cases.save(replace(case, id=77))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(["kept", "failed", "failed inside", "annulled", "wrong person"]), max_size=12))
def test_numbers_have_no_gaps_whatever_fails(outcomes: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "a.otklik", bytes(32)) as register:
        operator = register.operators.add(Operator(name="Орехова Анна"))
        person = register.subjects.add(Subject(full_name="Зотов Пётр"))
        plain = Case(operator_id=operator.id, subject_id=person.id, received_on=DAY, noticed_on=DAY, registered_on=DAY)
        given_out = []

        def act(outcome: str) -> None:
            with register.atomic():
                case = register.cases.add(replace(plain, subject_id=404 if outcome == "wrong person" else person.id))
                if outcome == "failed inside":
                    with register.atomic():
                        raise ZeroDivisionError
                if outcome == "failed":
                    raise ZeroDivisionError
                if outcome == "annulled":
                    register.cases.save(replace(case, status=CaseStatus.ANNULLED))
                given_out.append(case.number)

        for outcome in outcomes:
            try:
                act(outcome)
            except (ZeroDivisionError, IntegrityError):
                continue
        assert given_out == list(range(1, len(given_out) + 1))
        assert register.cases.count() == len(given_out)
        assert register.cases.count(CaseStatus.ANNULLED) == outcomes.count("annulled")


@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM cases", "UPDATE cases SET number = 9", "UPDATE cases SET status = 'lost'", "DELETE FROM operators"],
)
def test_the_file_itself_keeps_numbers_and_cases(register: Register, new_case: NewCase, statement: str) -> None:
    case = new_case()
    with pytest.raises(IntegrityError):
        register.database.execute(statement)
    assert register.cases.get(case.id) == case


def test_the_file_itself_refuses_a_number_out_of_turn(register: Register, new_case: NewCase) -> None:
    case = new_case()
    columns = [column for column in register.cases._table.columns if column not in {"id", "number"}]
    listed = ", ".join(columns)
    with pytest.raises(IntegrityError, match="gaps"):
        register.database.execute(
            f"INSERT INTO cases (number, {listed}) SELECT 5, {listed} FROM cases WHERE id = ?",  # noqa: S608 - test
            (case.id,),
        )


CASES = st.lists(
    st.tuples(st.sampled_from(CaseStatus), st.none() | st.integers(0, 5), st.integers(0, 1)), min_size=1, max_size=14
)


@settings(max_examples=40, deadline=None)
@given(CASES, st.none() | st.sampled_from(CaseStatus), st.none() | st.integers(0, 1), st.none() | st.integers(0, 5))
def test_pages_and_counts_agree_with_a_plain_list(
    made: list[tuple[CaseStatus, int | None, int]],
    status: CaseStatus | None,
    operator: int | None,
    due: int | None,
) -> None:
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "a.otklik", bytes(32)) as register:
        operators = [register.operators.add(Operator(name=f"Оператор {number}")) for number in range(2)]
        person = register.subjects.add(Subject(full_name="Зотов Пётр"))
        stored = []
        for at, days, owner in made:
            due_on = DAY + timedelta(days=days) if days is not None and at is CaseStatus.OPEN else None
            fresh = Case(
                operator_id=operators[owner].id, subject_id=person.id, received_on=DAY, noticed_on=DAY,
                registered_on=DAY, kinds=(Kind.CLAIM, Kind.ACCESS), title="Претензия о возврате",
            )  # fmt: skip
            case = replace(register.cases.add(fresh), status=at, due_on=due_on, due_latest=due_on)
            register.cases.save(case)
            stored.append(case)
        until = DAY + timedelta(days=due) if due is not None else None
        owner_id = operators[operator].id if operator is not None else None
        wanted = [
            case
            for case in stored
            if (status is None or case.status is status)
            and (owner_id is None or case.operator_id == owner_id)
            and (until is None or (case.due_on is not None and case.due_on <= until))
        ]
        wanted.sort(key=lambda case: (1, -case.number) if case.status is not CaseStatus.OPEN else (0, case.number))
        wanted.sort(key=lambda case: (0, case.due_on or date.max) if case.status is CaseStatus.OPEN else (1, date.min))
        for text in ("", "прете зотов"):
            query = CaseQuery(text=text, status=status, operator_id=owner_id, due_until=until)
            found = register.cases.page(query)
            assert [listing.id for listing in found] == [case.id for case in wanted]
            assert register.cases.count_of(query) == len(wanted)
            assert register.cases.page(replace(query, offset=1, limit=2)) == found[1:3]
            assert all(listing.kinds == (Kind.CLAIM, Kind.ACCESS) for listing in found)
        for one in CaseStatus:
            assert register.cases.count(one) == sum(case.status is one for case in stored)
        still = [case for case in stored if case.due_on is not None]
        assert register.cases.count_overdue(datetime.combine(DAY, time()) + timedelta(days=3)) == sum(
            case.due_on is not None and case.due_on < DAY + timedelta(days=3) for case in still
        )
        assert register.cases.count_due(DAY + timedelta(days=1), DAY + timedelta(days=3)) == sum(
            case.due_on is not None and 1 <= (case.due_on - DAY).days <= 3 for case in still
        )
        days_due = Counter(case.due_on for case in still if case.due_on and 1 <= (case.due_on - DAY).days <= 3)
        assert register.cases.due_days(DAY + timedelta(days=1), DAY + timedelta(days=3)) == days_due
        assert register.cases.last_due_day() == max((case.due_on for case in still if case.due_on), default=None)


def test_a_case_can_change_its_operator_and_the_sums_follow(register: Register, new_case: NewCase) -> None:
    case = new_case()
    other = register.operators.add(Operator(name="Второй"))
    register.cases.save(replace(case, operator_id=other.id))
    assert register.cases.count_of(CaseQuery(operator_id=case.operator_id)) == 0
    assert register.cases.count_of(CaseQuery(operator_id=other.id)) == 1
    assert [found.id for found in register.cases.of_operator(other.id)] == [case.id]
    assert register.cases.of_operator(other.id, CaseStatus.CLOSED) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("семен", True),
        ("СЕМЁНОВА", True),
        ("мёно", True),
        ("семёнова ма", True),
        ("Мария Семёнова", True),
        ("семёнова сведений", True),
        ("семёнова удаление", False),
        ("maria@primer", True),
        ("9161112233", True),
        ("111-22-33", True),
        ("рассылк", True),
        ("12/а-77", True),
        ("№ 1", True),
        ("1", True),
        ("2", False),
        ("се", True),
        ("ме", False),
        ("Нина", True),
        ('"', False),
        ("* OR text:", False),
        ("%%%", False),
        ("\\_", False),
        ("   ", True),
        ("\x00\x00\x00", True),
    ],
)
def test_search_finds_any_piece(register: Register, new_case: NewCase, text: str, found: bool) -> None:
    helper = register.representatives.add(Representative(full_name="Лаптева Нина Сергеевна"))
    new_case(
        name="Семёнова Мария Ильинична",
        email="Maria@primer.example",
        phone="+7 (916) 111-22-33",
        text="Прекратите рассылку.",
        incoming_number="12/А-77",
        representative_id=helper.id,
    )
    assert _numbers(register, text=text) == ([1] if found else [])
    assert register.cases.count_of(CaseQuery(text=text)) == int(found)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=12), needle=st.text(max_size=6))
def test_whatever_is_typed_into_the_search_is_text(text: str, needle: str) -> None:
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "a.otklik", bytes(32)) as register:
        operator = register.operators.add(Operator())
        person = register.subjects.add(Subject(full_name="Зотов"))
        clean = text.encode("utf-8", "ignore").decode()
        register.cases.add(Case(operator_id=operator.id, subject_id=person.id, text=clean))
        found = register.cases.page(CaseQuery(text=needle.encode("utf-8", "ignore").decode()))
        assert len(found) <= 1


def test_a_corrected_name_is_found_and_the_old_one_no_more(register: Register, new_case: NewCase) -> None:
    helper = register.representatives.add(Representative(full_name="Мельник Олег"))
    case = new_case(name="Ершоф Семён", representative_id=helper.id)
    subject = register.subjects.get(case.subject_id)
    register.subjects.save(replace(subject, full_name="Ершов Семён"))
    register.representatives.save(replace(helper, full_name="Мельничук Олег"))
    assert _numbers(register, text="ершоф") == []
    assert _numbers(register, text="ершов") == [1]
    assert _numbers(register, text="мельничук") == [1]
    register.cases.save(replace(case, text="удалить снимки"))
    assert _numbers(register, text="снимки ершов") == [1]


def test_many_hits_come_in_the_same_order_as_few(
    register: Register, new_case: NewCase, monkeypatch: pytest.MonkeyPatch
) -> None:
    for days in (3, 1, 2):
        new_case(due_on=DAY + timedelta(days=days))
    few = _numbers(register, text="запрос")
    monkeypatch.setattr(case_conditions, "FEW", 2)
    assert _numbers(register, text="запрос") == few == [2, 3, 1]


@pytest.mark.parametrize(
    "query",
    [
        CaseQuery(),
        CaseQuery(status=CaseStatus.OPEN),
        CaseQuery(status=CaseStatus.CLOSED),
        CaseQuery(status=CaseStatus.ANNULLED),
        CaseQuery(operator_id=1),
        CaseQuery(due_until=DAY),
    ],
)
def test_no_page_sorts_or_scans_the_cases(register: Register, query: CaseQuery) -> None:
    """What keeps a million cases as quick as ten: every page walks an index that is in order already."""
    chosen = case_conditions.selection(register.database, query)
    plan = register.database.all(
        f"EXPLAIN QUERY PLAN SELECT c.id {chosen.source} ORDER BY {chosen.order} LIMIT 200", chosen.values
    )
    steps = " ".join(step[3] for step in plan)
    assert "USING" in steps
    assert "INDEX cases_" in steps
    assert "TEMP B-TREE" not in steps


def test_a_term_in_hours_is_over_with_its_hour(register: Register, new_case: NewCase) -> None:
    new_case(due_on=DAY, due_latest=DAY, due_at=time(17, 40))
    new_case(due_on=DAY, due_latest=DAY)
    new_case(due_on=DAY - timedelta(days=1), due_latest=DAY + timedelta(days=1))
    counted = [
        (register.cases.count_overdue(moment), register.cases.count_ending(moment))
        for moment in (
            datetime.combine(DAY, time(17, 40)),
            datetime.combine(DAY, time(17, 40, 0, 1)),
            datetime.combine(DAY + timedelta(days=1), time()),
        )
    ]
    assert counted == [(0, 2), (1, 1), (2, 1)]


def test_cases_of_other_rules_are_counted_as_they_are_listed(register: Register, new_case: Callable[..., Case]) -> None:
    for edition in ("2026.1", "2026.2", "2026.1"):
        new_case(rules_edition=edition)
    new_case(rules_edition="2026.1", status=CaseStatus.CLOSED)
    for edition, older in (("2026.2", 2), ("2026.1", 1), ("2027.1", 3)):
        assert register.cases.count_of_other_editions(edition) == older
        assert len(register.cases.open_of_other_editions(edition)) == older

"""Lists of cases: every order and every condition, beside a plain list that is filtered and sorted by hand."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.law.kinds import Kind
from otklik.law.naming import kind_title
from otklik.register import case_conditions, letter_numbers
from otklik.register.case_query import CaseQuery, Column, Days, Sort
from otklik.register.records import Case, CaseStatus, Channel, Letter, LetterState, Operator, Representative, Subject
from otklik.register.store import Register

NewCase = Callable[..., Case]
DAY = date(2026, 11, 20)
NAMES = ("Зотов Пётр", "Абрикосова Ёлка", "Ежов Лев")


def _found(register: Register, **query: object) -> list[int]:
    return [listing.number for listing in register.cases.page(CaseQuery(**query))]


MADE = st.lists(
    st.tuples(
        st.sampled_from(CaseStatus),
        st.none() | st.integers(0, 4),
        st.integers(0, 2),
        st.sampled_from(Channel),
        st.sampled_from([Kind.CLAIM, Kind.ACCESS, Kind.ERASURE]),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)
DAYS = st.builds(
    Days,
    st.none() | st.integers(-2, 4).map(lambda days: DAY + timedelta(days)),
    st.none() | st.integers(-2, 4).map(lambda days: DAY + timedelta(days)),
)
PARTS = st.builds(
    CaseQuery,
    text=st.sampled_from(["", "зотов", "ежов лев"]),
    status=st.none() | st.sampled_from(CaseStatus),
    kinds=st.lists(st.sampled_from([Kind.CLAIM, Kind.ACCESS]), max_size=2).map(tuple),
    channels=st.lists(st.sampled_from(Channel), max_size=3).map(tuple),
    numbers=st.just(()) | st.just((1, 3)),
    received=st.none() | DAYS,
    due=st.none() | DAYS,
    seen_on=st.just(DAY),
    identity=st.none() | st.booleans(),
)
QUERIES = st.builds(
    replace,
    PARTS,
    also=st.just(()) | PARTS.map(lambda part: (part,)),
    either=st.just(()) | st.tuples(PARTS, PARTS),
    without=st.just(()) | PARTS.map(lambda part: (part,)),
    sort=st.builds(Sort, st.sampled_from(Column), st.booleans()),
)


def _within(days: Days | None, day: date | None) -> bool:
    if days is None:
        return True
    return day is not None and (days.first or date.min) <= day <= (days.last or date.max)


def _holds(query: CaseQuery, case: Case, name: str) -> bool:
    shown = None
    if case.status is CaseStatus.OPEN and case.due_on is not None and case.due_latest is not None:
        shown = case.due_on if case.due_on >= DAY else case.due_latest
    plain = (
        all(word in name.casefold() for word in query.text.split()),
        query.status in {None, case.status},
        not query.kinds or case.kinds[0] in query.kinds,
        not query.channels or case.channel in query.channels,
        not query.numbers or case.number in query.numbers,
        _within(query.received, case.received_on),
        _within(query.due, shown),
        query.identity in {None, case.identity_confirmed_on is not None},
    )
    return (
        all(plain)
        and all(_holds(part, case, name) for part in query.also)
        and (not query.either or any(_holds(part, case, name) for part in query.either))
        and not any(_says(part) and _holds(part, case, name) for part in query.without)
    )


def _says(part: CaseQuery) -> bool:
    """Tell whether a part asks anything: a «not» of nothing leaves nothing out."""
    return replace(part, seen_on=None) != CaseQuery()


def _key(column: Column, case: Case, name: str) -> object:
    """Return what a case is sorted by; `None` comes last either way."""
    is_open = case.status is CaseStatus.OPEN
    titles = sorted(Kind, key=lambda kind: kind_title(kind, "ru"))
    return {
        Column.LEFT: case.due_on if is_open else None,
        Column.NUMBER: case.number,
        Column.KIND: titles.index(case.kinds[0]),
        Column.WHO: name.casefold().replace("ё", "е"),
        Column.RECEIVED: case.received_on,
        Column.LAW: case.due_on,
        Column.POLICY: case.policy_due_on,
        Column.STATUS: list(CaseStatus).index(case.status),
        Column.CHANNEL: list(Channel).index(case.channel),
        Column.OPERATOR: "",
    }[column]


@settings(max_examples=80, deadline=None)
@given(MADE, st.lists(QUERIES, min_size=1, max_size=6))
def test_every_query_agrees_with_a_plain_list(
    made: list[tuple[CaseStatus, int | None, int, Channel, Kind, bool]], queries: list[CaseQuery]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Register.create(Path(folder) / "a.otklik", bytes(32)) as register:
        operator = register.operators.add(Operator(name="Орехова Анна"))
        people = [register.subjects.add(Subject(full_name=name)) for name in NAMES]
        stored: dict[int, tuple[Case, str]] = {}
        for status, days, person, channel, kind, checked in made:
            due = DAY + timedelta(days - 2) if days is not None and status is CaseStatus.OPEN else None
            case = register.cases.add(
                Case(
                    operator_id=operator.id, subject_id=people[person].id, kinds=(kind,), channel=channel,
                    received_on=DAY + timedelta(days or 0), noticed_on=DAY, registered_on=DAY, status=status,
                    due_on=due, due_latest=due and due + timedelta(1), due_by_law=True,
                    policy_due_on=DAY + timedelta(days) if days else None,
                    identity_confirmed_on=DAY if checked else None,
                )
            )  # fmt: skip
            stored[case.id] = (case, NAMES[person])
        for query in queries:
            wanted = {case_id for case_id, (case, name) in stored.items() if _holds(query, case, name)}
            order = [listing.id for listing in register.cases.page(query)]
            assert set(order) == wanted
            assert len(order) == len(wanted) == register.cases.count_of(query)
            keys = [_key(query.sort.column, *stored[case_id]) for case_id in order]
            said = [key for key in keys if key is not None]
            assert keys[: len(said)] == said == sorted(said, reverse=query.sort.descending)
            assert [listing.id for listing in register.cases.page(replace(query, offset=1, limit=2))] == order[1:3]
            assert [register.cases.place_of(query, case_id) for case_id in order] == list(range(len(order)))


@pytest.mark.parametrize("column", [Column.LEFT, Column.NUMBER, Column.RECEIVED, Column.LAW, Column.POLICY])
@pytest.mark.parametrize("status", [None, *CaseStatus])
@pytest.mark.parametrize("descending", [False, True])
def test_an_order_with_an_index_is_walked(
    register: Register, column: Column, status: CaseStatus | None, descending: bool
) -> None:
    chosen = case_conditions.selection(register.database, CaseQuery(status=status, sort=Sort(column, descending)))
    plan = register.database.all(
        f"EXPLAIN QUERY PLAN SELECT c.id {chosen.source} ORDER BY {chosen.order} LIMIT 100 OFFSET 500", chosen.values
    )
    steps = " ".join(step[3] for step in plan)
    assert "COVERING INDEX" in steps
    assert ("TEMP B-TREE" not in steps) == chosen.walks == ((column, descending) != (Column.LEFT, True))


@pytest.mark.parametrize("column", Column)
def test_no_list_reads_the_letters(register: Register, column: Column) -> None:
    """The rows of cases hold their letters: a list of row ids is made from indexes alone."""
    query = CaseQuery(
        text="запрос", status=CaseStatus.OPEN, channels=(Channel.EMAIL,), kinds=(Kind.CLAIM,), sent=True,
        identity=False, received=Days(DAY, DAY), person="зот", sort=Sort(column),
    )  # fmt: skip
    register.cases.page(query)
    for asked in (
        query,
        CaseQuery(text="запрос", sort=Sort(column)),
        CaseQuery(kinds=(Kind.CLAIM,), sort=Sort(column)),
    ):
        chosen = case_conditions.selection(register.database, asked)
        plan = register.database.all(
            f"EXPLAIN QUERY PLAN SELECT c.id {chosen.source} ORDER BY {chosen.order}", chosen.values
        )
        assert not [step[3] for step in plan if step[3].startswith("SCAN c ") and "COVERING" not in step[3]]


def test_an_order_is_read_anew_after_any_change(register: Register, new_case: NewCase) -> None:
    query = CaseQuery(text="запрос")
    new_case()
    assert register.cases.count_of(query) == 1
    case = new_case()
    assert register.cases.count_of(query) == 2
    register.cases.save(replace(case, title="Претензия"))
    assert register.cases.count_of(query) == 1


def test_what_another_window_writes_is_seen(register: Register, new_case: NewCase) -> None:
    new_case()
    with Register.open(register.path, register.key, writable=False) as beside:
        query = CaseQuery(text="запрос")
        assert beside.cases.count_of(query) == 1
        new_case()
        assert beside.cases.count_of(query) == 2


def test_an_order_read_before_an_undo_is_not_remembered(register: Register, new_case: NewCase) -> None:
    query = CaseQuery(text="запрос")

    def act() -> None:
        with register.atomic():
            new_case()
            assert register.cases.count_of(query) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()
    assert register.cases.count_of(query) == 0


def test_overdue_is_told_by_the_hour_too(register: Register, new_case: NewCase) -> None:
    new_case(due_on=DAY, due_latest=DAY, due_at=time(17, 40))
    new_case(due_on=DAY, due_latest=DAY)
    new_case(due_on=None)
    new_case(status=CaseStatus.CLOSED)
    late = datetime.combine(DAY, time(18, 0))
    assert _found(register, overdue_at=late) == [1]
    assert _found(register, overdue_at=late + timedelta(days=1)) == [1, 2]
    assert _found(register, no_date=True) == [3]


def test_people_are_found_by_a_piece_of_what_is_known(register: Register, new_case: NewCase) -> None:
    helper = register.representatives.add(
        Representative(full_name="Лаптева Нина", email="nina@example.com", phone="+7 495 000-00-17")
    )
    new_case(name="Семёнова Мария", email="Maria@example.ru", phone="8 (495) 000-00-13", text="nina@example.com")
    new_case(name="Зотов Пётр", representative_id=helper.id)
    assert _found(register, person="семен") == [1]
    assert _found(register, person="лапт") == [2]
    assert _found(register, person="зо") == [2]
    assert _found(register, email="MARIA@") == [1]
    assert _found(register, email="nina@example.com") == [2]
    assert _found(register, phone="+7 495 000-00-13") == _found(register, phone="84950000013") == [1]
    assert _found(register, phone="00-17") == [2]
    assert _found(register, phone="95") == [1]
    assert _found(register, phrase="мария maria@") == [1]
    assert _found(register, phrase="maria семёнова") == []


def test_letters_of_a_case_are_asked_and_shown(register: Register, new_case: NewCase) -> None:
    case, other = new_case(), new_case()
    letter = register.letters.add(Letter(case_id=case.id, operator_id=case.operator_id, template="answer"))
    assert _found(register, drafted=True) == [case.number]
    assert _found(register, drafted=False) == [other.number]
    issued = replace(letter, state=LetterState.ISSUED, number="1/2026", issued_on=DAY, sha256="00")
    register.database.execute(
        "UPDATE letters SET state = 'issued', number = ?, issued_on = ?, year = 2026, serial = 1 WHERE id = ?",
        (issued.number, DAY.isoformat(), letter.id),
    )
    assert _found(register, sent=True) == []
    register.database.execute("UPDATE letters SET dispatched_on = ? WHERE id = ?", (DAY.isoformat(), letter.id))
    assert _found(register, sent=True) == [case.number]
    assert _found(register, sent=False) == [other.number]
    (listing,) = register.cases.page(CaseQuery(numbers=(case.number,)))
    assert (listing.sent_on, listing.outgoing, listing.channel) == (DAY, "1/2026", Channel.EMAIL)


@pytest.mark.parametrize("stored", ["+7 495 000-00-13", "84950000013", "8 (495) 000 00 13", "4950000013"])
@pytest.mark.parametrize(
    "typed",
    ["+74950000013", "84950000013", "8 495 000 00 13", "4950000013", "+7 (495) 000-00-13", "калинин +74950000013"],
)
def test_a_telephone_is_found_however_it_is_spelled(
    register: Register, new_case: NewCase, stored: str, typed: str
) -> None:
    new_case(phone=stored)
    new_case(phone="+7 495 000-00-31")
    assert _found(register, text=typed) == [1]
    assert typed[0] == "к" or _found(register, phone=typed) == [1]


def _issued(register: Register, case: Case, number: str, tracking: str) -> None:
    draft = register.letters.add(Letter(case_id=case.id, operator_id=case.operator_id, template="answer"))
    serial = register.letters.next_number(case.operator_id, DAY.year)
    assert number.startswith(f"{serial}/")
    letter = register.letters.issue(replace(draft, issued_on=DAY), number, b"pdf", hashlib.sha256(b"pdf").hexdigest())
    register.letters.save(replace(letter, dispatched_on=DAY, tracking=tracking))


def test_a_case_is_found_by_the_numbers_of_its_letters(register: Register, new_case: NewCase) -> None:
    cases = [new_case(), new_case(), new_case("Зотов Пётр")]
    _issued(register, cases[1], "1/ПДн", "80080512345678")
    _issued(register, cases[2], "2/П", "RA123456789RU")
    for typed in ("1/ПДн", "1/пдн", "№1/ПДн", "80080512345678", "800805 12 34567 8", "80080512", "калинин 1/п"):
        assert _found(register, text=typed) == [2], typed
    for typed in ("2/П", "ra123456789ru", "RA1234", "зотов 2/п"):
        assert _found(register, text=typed) == [3], typed
    register.cases.save(replace(cases[0], text="счёт 123 от 456 числа"))
    assert _found(register, text="123 456") == [1]
    assert _found(register, text="зотов 1/п") == _found(register, text="3/П") == []
    plan = register.database.all("EXPLAIN QUERY PLAN " + letter_numbers._BY_TRACKING, ("8", "9", 1))
    assert "COVERING INDEX" in plan[0][3]


def test_nothing_personal_finds_an_anonymised_case(register: Register, new_case: NewCase) -> None:
    case = new_case(phone="+7 495 000-00-13", status=CaseStatus.CLOSED)
    _issued(register, case, "1/ПДн", "80080512345678")
    asked = [{"text": "80080512345678"}, {"text": "84950000013"}, {"phone": "4950000013"}, {"person": "ин"}]
    assert [_found(register, **one) for one in asked] == [[1]] * 4
    register.erasing.anonymise_case(case.id, DAY)
    assert [_found(register, **one) for one in asked] == [[]] * 4
    assert _found(register, text="1/пдн") == [1]


def test_two_letters_in_the_middle_of_a_name_are_found(register: Register, new_case: NewCase) -> None:
    new_case("Калинин Игорь")
    new_case("Зотов Пётр")
    assert _found(register, person="Ин") == [1]
    assert _found(register, person="ЁТ") == [2]
    assert _found(register, person="З") == [2]
    assert _found(register, person="%_") == []

"""What is typed into the search: fields, days, not, or, phrases, the other keyboard layout, what is not understood."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.casework import lists, opening, profiles, registering
from otklik.casework.asking import LONGEST, ask, completions, read
from otklik.casework.desk import Desk
from otklik.casework.layouts import retyped
from otklik.law.calendar import WorkCalendar
from otklik.law.kinds import Kind
from otklik.register.case_query import CaseQuery, Column, Days, Sort
from otklik.register.records import CaseStatus, Channel, Operator, Subject
from otklik.register.search import fold
from otklik.register.store import Register
from otklik.system.clock import FixedClock
from otklik.system.words import set_language
from tests.invented import NOON

TODAY = date(2026, 11, 21)
NOW = NOON.replace(tzinfo=None)
CALENDAR = WorkCalendar.load()

RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё"
KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~'
TO_KEYS = str.maketrans(RUSSIAN + RUSSIAN.upper(), KEYS + SHIFTED)


def _part(text: str) -> CaseQuery:
    """Return the one thing a text asks for."""
    asked = read(text, NOW, CALENDAR, ((1, "Ветров Арсений"), (2, "ООО «Придумка»")))
    assert asked.problems == ()
    (part,) = asked.query.also
    return part


def _day(days: int) -> date:
    return TODAY + timedelta(days)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("срок:сегодня", TODAY, TODAY),
        ("срок:завтра", _day(1), _day(1)),
        ("срок:неделя", TODAY, _day(6)),
        ("срок:нед", TODAY, _day(6)),
        ("срок: неделя", TODAY, _day(6)),
        ("СРОК:Неделя", TODAY, _day(6)),
        ("due:week", TODAY, _day(6)),
        ("срок:месяц", TODAY, _day(29)),
        ("срок:5", TODAY, date(2026, 11, 27)),
        ("срок:0", TODAY, TODAY),
        ("срок:до 30.11", None, date(2026, 11, 30)),
        ("срок:«до 30.11»", None, date(2026, 11, 30)),
        ("due:until 2026-11-30", None, date(2026, 11, 30)),
        ("срок:с 01.12", date(2026, 12, 1), None),
        ("срок:с 01.12 по 15.12", date(2026, 12, 1), date(2026, 12, 15)),
        ("срок:01.12-15.12", date(2026, 12, 1), date(2026, 12, 15)),
        ("срок:25.12-10.01", date(2026, 12, 25), date(2027, 1, 10)),
        ("срок:15.01", date(2027, 1, 15), date(2027, 1, 15)),
        ("срок:декабрь", date(2026, 12, 1), date(2026, 12, 31)),
        ("срок:30 ноября", date(2026, 11, 30), date(2026, 11, 30)),
        ("срок :неделя", TODAY, _day(6)),
        ("срок : неделя", TODAY, _day(6)),
        ("срок:5 дней", TODAY, _day(5)),
        ("срок:5 календарных дней", TODAY, _day(5)),
        ("срок:5 рабочих дней", TODAY, date(2026, 11, 27)),
        ("due:5 working days", TODAY, date(2026, 11, 27)),
        ("срок:2 недели", TODAY, _day(13)),
        ("срок:декабрь 2026", date(2026, 12, 1), date(2026, 12, 31)),
        ("срок:до декабря", None, date(2026, 11, 30)),
        ("срок:по декабрь", None, date(2026, 12, 31)),
        ("срок:с декабря", date(2026, 12, 1), None),
        ("due:until december", None, date(2026, 11, 30)),
        ("due:until 30.11", None, date(2026, 11, 30)),
        ("срок:с 25 декабря по 10 января", date(2026, 12, 25), date(2027, 1, 10)),
        ("срок:30 ноября 2027", date(2027, 11, 30), date(2027, 11, 30)),
    ],
)
def test_days_of_a_term(text: str, first: date | None, last: date | None) -> None:
    assert _part(text) == CaseQuery(due=Days(first, last), seen_on=TODAY)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("получено:ноябрь", date(2026, 11, 1), date(2026, 11, 30)),
        ("получено:декабрь", date(2025, 12, 1), date(2025, 12, 31)),
        ("получено:2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("получено:11.2026", date(2026, 11, 1), date(2026, 11, 30)),
        ("получено:вчера", _day(-1), _day(-1)),
        ("received:week", _day(-6), TODAY),
        ("получено:01.11-15.11", date(2026, 11, 1), date(2026, 11, 15)),
        ("получено:2026-11-01–2026-11-15", date(2026, 11, 1), date(2026, 11, 15)),
        ("получено:25.12-10.01", date(2025, 12, 25), date(2026, 1, 10)),
        ("получено:29.02", date(2024, 2, 29), date(2024, 2, 29)),
        ("получено:01.11.26", date(2026, 11, 1), date(2026, 11, 1)),
        ("получено:ноябрь 2026", date(2026, 11, 1), date(2026, 11, 30)),
        ("получено:ноябрь 2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("получено: ноябрь 2025 года", date(2025, 11, 1), date(2025, 11, 30)),
        ("received:november 2025", date(2025, 11, 1), date(2025, 11, 30)),
        ("получено:2025 год", date(2025, 1, 1), date(2025, 12, 31)),
        ("получено:до ноября", None, date(2026, 10, 31)),
        ("получено:до ноября 2025", None, date(2025, 10, 31)),
        ("получено:до 2026", None, date(2025, 12, 31)),
        ("получено:по ноябрь", None, date(2026, 11, 30)),
        ("получено:с ноября", date(2026, 11, 1), None),
        ("получено:с сентября до ноября", date(2026, 9, 1), date(2026, 10, 31)),
        ("получено:с сентября по ноябрь 2025", date(2025, 9, 1), date(2025, 11, 30)),
        ("получено:01.09 - 15.09", date(2026, 9, 1), date(2026, 9, 15)),
        ("получено:01.09 -15.09", date(2026, 9, 1), date(2026, 9, 15)),
        ("получено:01.09 – 15.09", date(2026, 9, 1), date(2026, 9, 15)),
        ("получено:с 1 сентября по 15 сентября", date(2026, 9, 1), date(2026, 9, 15)),
        ("получено:с 1 по 15 сентября", date(2026, 9, 1), date(2026, 9, 15)),
        ("получено:1 сентября - 15 сентября", date(2026, 9, 1), date(2026, 9, 15)),
        ("получено:1-15 сентября", date(2026, 9, 1), date(2026, 9, 15)),
        ("получено:3 дня", _day(-2), TODAY),
    ],
)
def test_days_of_receipt_lie_behind(text: str, first: date | None, last: date | None) -> None:
    assert _part(text) == CaseQuery(received=Days(first, last))


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("вид:отзыв", CaseQuery(kinds=(Kind.CONSENT_WITHDRAWAL,))),
        ("kind:withdrawal", CaseQuery(kinds=(Kind.CONSENT_WITHDRAWAL,))),
        ("вид:возражение", CaseQuery(kinds=(Kind.OBJECTION,))),
        ("вид:ребенка", CaseQuery(kinds=(Kind.CHILD_DATA,))),
        ("канал:почта", CaseQuery(channels=(Channel.EMAIL,))),
        ("channel:mail", CaseQuery(channels=(Channel.EMAIL,))),
        ('channel:"in person"', CaseQuery(channels=(Channel.IN_PERSON,))),
        ("оператор:ветров", CaseQuery(operators=(1,))),
        ("кто:иван", CaseQuery(person="иван")),
        ('кто:"иванов иван"', CaseQuery(person="иванов иван")),
        ("№:51", CaseQuery(numbers=(51,))),
        ("номер:№51", CaseQuery(numbers=(51,))),
        ("почта:example.ru", CaseQuery(email="example.ru")),
        ("телефон:495", CaseQuery(phone="495")),
        ("телефон:8 495 000-00-13", CaseQuery(phone="8 495 000-00-13")),
        ("отправлено:да", CaseQuery(sent=True)),
        ("черновик:да", CaseQuery(drafted=True)),
        ("личность:нет", CaseQuery(identity=False)),
        ("срок:нет", CaseQuery(no_date=True)),
        ("срок:просрочено", CaseQuery(overdue_at=NOW)),
        ("номер:7,8", CaseQuery(either=(CaseQuery(numbers=(7,)), CaseQuery(numbers=(8,))))),
        ("вид:отзыв согласия", CaseQuery(kinds=(Kind.CONSENT_WITHDRAWAL,))),
        ('"прошу удалить"', CaseQuery(phrase="прошу удалить")),
    ],
)
def test_each_field(text: str, part: CaseQuery) -> None:
    assert _part(text) == part


@pytest.mark.parametrize(
    "text",
    [
        "канал:лично,телефон",
        "канал:лично, телефон",
        "канал: лично , телефон",
        'канал:"лично",телефон',
        "канал :лично, телефон,",
    ],
)
def test_alternatives_may_stand_apart(text: str) -> None:
    either = (CaseQuery(channels=(Channel.IN_PERSON,)), CaseQuery(channels=(Channel.PHONE,)))
    assert _part(text) == CaseQuery(either=either)


def test_a_value_ends_where_it_is_understood() -> None:
    asked = read("Калинин вид: отзыв, доступ Игорь срок:неделя по договору состояние:в работе 77", NOW, CALENDAR)
    assert asked.problems == asked.unfinished == ()
    assert asked.query.text == ""
    assert asked.query.status is CaseStatus.OPEN
    kinds = (CaseQuery(kinds=(Kind.CONSENT_WITHDRAWAL,)), CaseQuery(kinds=(Kind.ACCESS,)))
    assert asked.query.also[0] == CaseQuery(either=kinds)
    assert asked.query.also[1] == CaseQuery(due=Days(TODAY, _day(6)), seen_on=TODAY)
    assert asked.query.also[2].either[0].text == "Калинин Игорь по договору 77"


def test_words_and_fields_stand_in_any_order() -> None:
    asked = read("Калинин срок:неделя -вид:претензия  Игорь -спам состояние:закрыто", NOW, CALENDAR)
    assert asked.query == CaseQuery(
        text="Калинин Игорь",
        status=CaseStatus.CLOSED,
        also=(CaseQuery(due=Days(TODAY, _day(6)), seen_on=TODAY),),
        without=(CaseQuery(kinds=(Kind.CLAIM,)), CaseQuery(phrase="спам")),
    )
    marked = [(span.field, "Калинин срок:неделя"[span.start : span.end]) for span in asked.spans]
    assert marked[0] == ("due", "срок:неделя")


@pytest.mark.parametrize(
    "text",
    [
        "вид:",
        "-вид:",
        "срок:н",
        "срок:30.",
        "состояние:",
        "кто:",
        '"',
        '""',
        "вид:,",
        "№:",
        "срок:01.12 -",
        "получено:с",
        "получено:с 1 сентября по",
    ],
)
def test_what_is_half_typed_asks_nothing_and_is_no_problem(text: str) -> None:
    asked = read(text, NOW, CALENDAR)
    assert (asked.query, asked.problems) == (CaseQuery(), ())
    assert not any(span.understood for span in asked.spans)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("скор:неделя", "«скор:»"),
        ("вид:абракадабра", "«абракадабра»"),
        ("срок:45.99", "«45.99»"),
        ("срок:15.12-01.12.2026", "«15.12-01.12.2026»"),
        ("состояние:мимо", "«мимо»"),
        ("номер:семь", "«семь»"),
        ("телефон:нету", "«нету»"),
        ("оператор:никто", "«никто»"),
    ],
)
def test_what_is_not_understood_is_said_and_the_rest_works(text: str, said: str) -> None:
    asked = read(f"Калинин {text}", NOW, CALENDAR, ((1, "Ветров"),))
    (problem,) = asked.problems
    assert said in problem
    assert asked.query == CaseQuery(text="Калинин")


@pytest.mark.parametrize("text", ["http://example.ru", "12:30", "a:", ":", "-", "12/а-77", "maria@example.ru"])
def test_a_colon_alone_makes_no_field(text: str) -> None:
    assert read(text, NOW, CALENDAR).query == CaseQuery(text=text)


PIECES = ["срок:", "вид", "-", '",', "«", "»", "до", "по", "30.11", "2026", "неделя", "№", "№:", "с 1"]


@settings(deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_whatever_is_typed_is_read(text: str) -> None:
    asked = read(text, NOW, CALENDAR)
    for span in asked.spans:
        assert 0 <= span.start < span.end <= len(text)
    for cursor in range(len(text) + 1):
        for one in completions(text, cursor):
            assert 0 <= one.start <= one.end <= len(text)
    for meant in retyped(text):
        read(meant, NOW, CALENDAR)


def test_a_letter_that_was_pasted_is_no_search(desk: Desk, kalinin: int) -> None:
    pasted = "слово " * 100_000
    assert len(read(pasted, NOW, CALENDAR).query.text) <= LONGEST
    (problem,) = ask(desk, pasted).problems
    assert str(LONGEST) in problem


@pytest.fixture
def kalinin(desk: Desk, operator_id: int) -> int:
    """A case of an invented person."""
    subject = Subject(full_name="Калинин Ёж Хъбжэюевич", email="ivan@example.ru")
    new = registering.NewCase(operator_id, (Kind.CONSENT_WITHDRAWAL,), Channel.EMAIL, TODAY, subject, text="Отзываю.")
    return registering.register_case(desk, new).case_id


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jnpsd", "отзыв"),
        ("Rfkbyby", "Калинин"),
        ("`; [],;'.tdbx", "ёж хъбжэюевич"),
        ("dbl:jnpsd", "вид:отзыв"),
        ("dbl^jnpsd Rfkbyby", "вид:отзыв Калинин"),
        ("вид:jnpsd", "вид:отзыв"),
        ("лштвЖцшервкфцфд", "kind:withdrawal"),
        ('шмфт"учфьздуюкг', "ivan@example.ru"),
        ("rjulf:ytltkz", ""),
        ("Калинин", ""),
        ("скор:неделя", ""),
    ],
)
def test_the_wrong_layout_is_read_as_it_was_meant(desk: Desk, kalinin: int, typed: str, meant: str) -> None:
    asked = ask(desk, typed)
    assert asked.retyped == meant
    found = [row.id for row in lists.case_rows(desk, asked.query)]
    assert found == [kalinin]
    assert not (meant and asked.problems)


@given(st.text(alphabet=RUSSIAN + RUSSIAN.upper(), min_size=1, max_size=12))
def test_any_word_typed_in_the_wrong_layout_comes_back(word: str) -> None:
    typed = word.translate(TO_KEYS)
    meant = retyped(typed)[0]
    head, colon, _ = meant.partition(":")
    assert meant == word or (colon and fold(word).startswith(fold(head)))


@pytest.fixture(scope="module")
def one_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk for many examples: a register each would take minutes."""
    with Register.create(tmp_path_factory.mktemp("one") / "a.otklik", bytes(32)) as register:
        yield opening.begin(register, FixedClock(NOON))


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="абвгежзийклмнопрстуфхцчшщъыьэюя", min_size=3, max_size=10))
def test_any_name_typed_in_the_wrong_layout_is_found(one_desk: Desk, word: str) -> None:
    register = one_desk.register
    if not register.operators.all():
        owner = profiles.save_operator(one_desk, Operator(name="Ветров")).operator_id
        kinds = (Kind.ACCESS,)
        new = registering.NewCase(owner, kinds, Channel.EMAIL, TODAY, Subject(full_name="Зотов"))
        registering.register_case(one_desk, new)
    case = register.cases.by_number(1)
    assert case is not None
    register.subjects.save(replace(register.subjects.get(case.subject_id), full_name=word))
    asked = ask(one_desk, word.translate(TO_KEYS))
    assert [row.id for row in lists.case_rows(one_desk, asked.query)] == [case.id]
    assert asked.retyped == word


@pytest.mark.parametrize(
    ("typed", "said"), [("вид:чушь", "«чушь»"), ("kind:rubbish", "«rubbish»"), ("dbl:xeim", "«dbl:»")]
)
def test_what_is_not_understood_is_told_as_it_was_typed(desk: Desk, kalinin: int, typed: str, said: str) -> None:
    asked = ask(desk, typed)
    assert asked.retyped == ""
    assert said in asked.problems[0]


def test_the_other_layout_wins_only_by_finding_something(desk: Desk, kalinin: int) -> None:
    asked = ask(desk, "dbl:ghtntypbz")  # «вид:претензия», and there is none
    assert asked.retyped == ""
    assert asked.problems


def test_a_view_goes_on_beneath_what_is_typed(desk: Desk, kalinin: int) -> None:
    view = CaseQuery(status=CaseStatus.OPEN, sort=Sort(Column.WHO), limit=50)
    asked = ask(desk, "калинин", view)
    assert asked.query == replace(view, text="калинин")
    assert ask(desk, "состояние:закрыто", view).query.status is CaseStatus.CLOSED
    assert ask(desk, "", view).query == view
    assert lists.case_place(desk, asked.query, kalinin) == 0
    assert lists.case_place(desk, ask(desk, "состояние:закрыто", view).query, kalinin) is None


def test_operators_are_found_by_name(desk: Desk, kalinin: int) -> None:
    profiles.save_operator(desk, Operator(name="ООО «Придумка»"))
    assert lists.case_count(desk, ask(desk, "оператор:ветров").query) == 1
    assert lists.case_count(desk, ask(desk, "оператор:придумка").query) == 0


def test_what_may_come_next() -> None:
    assert [one.text for one in completions("ср", 2)] == ["срок:"]
    assert [one.text for one in completions("du", 2)] == ["срок:"]
    assert "оператор:" not in {one.text for one in completions("", 0)}
    assert "оператор:" in {one.text for one in completions("", 0, ((1, "А"), (2, "Б")))}
    (one,) = [one for one in completions("Калинин -вид:отз", 16) if one.text.startswith('"отзыв')]
    assert (one.start, one.end, one.text) == (13, 16, '"отзыв согласия"')
    assert [one.text for one in completions("состояние:от,за", 15)] == ["закрыто"]
    assert [one.text for one in completions("срок:неделя", 2)] == []
    assert completions('"в кав', 6) == completions("12:", 3) == ()
    set_language("en")
    assert [one.text for one in completions("ср", 2)] == ["due:"]

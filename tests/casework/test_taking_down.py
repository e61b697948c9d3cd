"""What is taken down by telephone or at the counter, and what is said to who speaks."""

from __future__ import annotations

from datetime import date, time

import pytest

from otklik.casework import lists
from otklik.casework.desk import Desk
from otklik.casework.registering import NewCase
from otklik.casework.taking_down import take_down, words_aloud
from otklik.intake.demands.spoken import lacks_spoken
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Subject
from otklik.system.errors import UserError

DAY = date(2026, 11, 20)


def spoken(operator_id: int, *kinds: Kind, **more: object) -> NewCase:
    given: dict[str, object] = {"subject": Subject(full_name="Ёлкин Пётр Ильич"), "received_at": time(10, 5)}
    return NewCase(operator_id=operator_id, kinds=kinds, channel=Channel.PHONE, received_on=DAY, **(given | more))  # type: ignore[arg-type]  # fields by name


def test_the_case_and_who_speaks_are_put_on_record_together(desk: Desk, operator_id: int) -> None:
    made = take_down(desk, spoken(operator_id, Kind.ACCESS), "совпали номер договора и дата рождения")
    case = desk.register.cases.get(made.case_id)
    assert (case.received_on, case.received_at) == (DAY, time(10, 5))
    assert (case.identity_confirmed_on, case.identity_note) == (DAY, "совпали номер договора и дата рождения")
    acts = [event.act for event in desk.register.journal.of_case(made.case_id)]
    assert acts == ["case_registered", "identity_confirmed"]


def test_nobody_is_confirmed_where_nothing_was_checked_and_nothing_is_stored_where_something_is_wrong(
    desk: Desk, operator_id: int
) -> None:
    case_id = take_down(desk, spoken(operator_id, Kind.ACCESS), " ").case_id
    assert desk.register.cases.get(case_id).identity_confirmed_on is None
    with pytest.raises(UserError):
        take_down(desk, spoken(operator_id, Kind.ACCESS, subject=Subject()), "предъявлен документ")
    assert desk.register.cases.count() == 1


def words(desk: Desk, operator_id: int, *kinds: Kind, today: date = DAY) -> str:
    made = take_down(desk, spoken(operator_id, *kinds))
    duties = [row.duty for row in lists.case_view(desk, made.case_id).duties]
    return words_aloud(made.number, DAY, duties, today, "{:%d.%m}".format)


def test_what_is_said_names_the_number_the_day_and_that_the_term_runs(desk: Desk, operator_id: int) -> None:
    assert words(desk, operator_id, Kind.ACCESS) == (
        "Ваше обращение записано под № 1. Ответим не позднее 04.12. Срок идёт с сегодняшнего дня."
    )
    assert words(desk, operator_id, Kind.CLAIM, today=date(2026, 11, 21)).endswith("Срок идёт с 20.11.")
    calls = words(desk, operator_id, Kind.MARKETING_OPT_OUT)
    assert "Сделаем сразу: прекратить рассылку и звонки." in calls


def test_before_it_is_written_down_there_is_no_number(desk: Desk, operator_id: int) -> None:
    assert words_aloud(0, DAY, (), DAY, str) == "Записываю ваше обращение."


@pytest.mark.parametrize("kind", [Kind.MARKETING_OPT_OUT, Kind.CONSENT_WITHDRAWAL, Kind.CLAIM])
def test_only_requests_of_art_14_lack_anything(kind: Kind) -> None:
    assert lacks_spoken({kind}, identified=False, related=False, signed=False, authorised=False) == ()


def test_what_is_there_is_not_asked_for() -> None:
    every = lacks_spoken({Kind.ACCESS}, identified=False, related=False, signed=False, authorised=False)
    assert len(every) == 5
    assert lacks_spoken({Kind.ACCESS}, identified=True, related=True, signed=False, authorised=True) == ("подпись",)
    assert lacks_spoken({Kind.ACCESS}, identified=True, related=True, signed=True, authorised=True) == ()

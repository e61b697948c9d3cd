"""From a letter as read to a case: what the letter says goes in where the clerk says nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from otklik.casework import answering, registering
from otklik.casework.desk import Desk
from otklik.casework.receiving import case_from_letter, named_day
from otklik.intake.demands.guessing import with_guess
from otklik.intake.letter import IncomingLetter, NamedTerm
from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind
from otklik.law.terms import Term, Unit
from otklik.register.records import Subject

RECEIVED = date(2026, 11, 20)


def new_case(desk: Desk, operator_id: int, text: str, **by_hand: object) -> registering.NewCase:
    letter = with_guess(IncomingLetter("letter.txt", text=text, date=RECEIVED, original=text.encode()))
    given = {"operator_id": operator_id, "subject": Subject(), **by_hand}
    return case_from_letter(letter, given, RECEIVED, desk.calendar)


def test_who_writes_for_another_becomes_the_representative(desk: Desk, operator_id: int) -> None:
    text = (
        "Я, Котова Полина Вадимовна, действуя в интересах моего сына Котова Захара Ильича, прошу удалить его данные.\n"
        "Мой телефон +7 495 000-00-22."
    )
    new = new_case(desk, operator_id, text)
    assert new.representative is not None
    assert (new.representative.full_name, new.representative.authority) == ("Котова Полина Вадимовна", "мать")
    assert new.representative.phone == "+7 495 000-00-22"
    assert (new.subject.full_name, new.subject.phone) == ("Котов Захар Ильич", "")


def test_a_claim_brings_its_sum_and_its_term(desk: Desk, operator_id: int) -> None:
    text = "ПРЕТЕНЗИЯ. Я потребитель и прошу вернуть 14 500 руб. 50 коп. в течение 10 рабочих дней."
    new = new_case(desk, operator_id, text)
    assert (new.claim_amount, new.claimant, new.claim_matter) == (1_450_050, Claimant.CONSUMER, ClaimMatter.MONEY)
    assert new.named_on == date(2026, 12, 4)
    assert new_case(desk, operator_id, text, claim_amount=100, named_on=RECEIVED).claim_amount == 100


@pytest.mark.parametrize(
    ("term", "day", "expected"),
    [
        (Term(10, Unit.WORKING_DAYS), None, date(2026, 12, 4)),
        (Term(24, Unit.HOURS), None, date(2026, 11, 21)),
        (Term(0, Unit.AT_ONCE), None, None),
        (None, date(2026, 12, 1), date(2026, 12, 1)),
        (None, date(2026, 11, 1), None),
    ],
)
def test_the_day_a_named_term_ends(desk: Desk, term: Term | None, day: date | None, expected: date | None) -> None:
    assert named_day(NamedTerm("как сказано", term, day), RECEIVED, desk.calendar) == expected


def test_what_a_request_lacks_stands_ready_in_the_letter_that_asks_for_it(desk: Desk, operator_id: int) -> None:
    new = new_case(desk, operator_id, "Прошу сообщить, какие мои данные вы храните.\nПетрова Анна Ильинична")
    assert "подпись" in new.lacks
    case_id = registering.register_case(desk, new).case_id
    letter_id = answering.draft_letter(desk, case_id, "details_request").letter_id
    body = desk.register.letters.get(letter_id).body
    for label in new.lacks:
        assert label in body
    assert "не приостанавливает срок" in body


@pytest.mark.parametrize(
    ("asked", "promised"),
    [
        (
            "Прошу сообщить, какие мои данные вы храните, и удалить их, если они получены незаконно.",
            "4 декабря 2026 г.",
        ),
        ("Отзываю согласие на обработку моих данных.", "18 декабря 2026 г."),
    ],
)
def test_a_letter_promises_the_day_of_the_law_and_not_the_one_the_writer_names(
    desk: Desk, operator_id: int, asked: str, promised: str
) -> None:
    new = new_case(desk, operator_id, f"{asked} Ответ жду в течение 5 дней.\nПетрова Анна Ильинична")
    assert new.named_on == date(2026, 11, 25)
    letter_id = answering.draft_letter(desk, registering.register_case(desk, new).case_id, "details_request").letter_id
    assert f"не позднее {promised}" in desk.register.letters.get(letter_id).body


def test_where_the_law_gives_no_day_a_letter_promises_none(desk: Desk, operator_id: int) -> None:
    new = new_case(
        desk, operator_id, "Спасибо.\nПетрова Анна Ильинична", kinds=(Kind.OTHER,), named_on=date(2026, 11, 25)
    )
    case_id = registering.register_case(desk, new).case_id
    body = desk.register.letters.get(answering.draft_letter(desk, case_id, "details_request").letter_id).body
    assert "не позднее" not in body


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("Отзываю своё согласие на обработку данных и прошу удалить мои данные.", ErasureGround.WITHDRAWAL),
        ("Прошу удалить мои данные.", None),
        ("Отзываю согласие на обработку данных. Если они получены незаконно, прошу их удалить.", None),
    ],
)
def test_consent_taken_back_in_the_same_letter_is_the_ground_of_erasure(
    desk: Desk, operator_id: int, text: str, ground: ErasureGround | None
) -> None:
    new = new_case(desk, operator_id, text)
    assert Kind.ERASURE in new.kinds
    assert new.erasure_ground is ground
    by_hand = new_case(desk, operator_id, text, erasure_ground=ErasureGround.NEEDLESS)
    assert by_hand.erasure_ground is ErasureGround.NEEDLESS
    assert new_case(desk, operator_id, text, kinds=(Kind.ACCESS,)).erasure_ground is None

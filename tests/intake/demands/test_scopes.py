"""Conditions, threats, denials and parts: the same words demand something here and nothing there."""

from __future__ import annotations

import pytest

from tests.intake.told_letters import kinds_of, told


@pytest.mark.parametrize(
    "text",
    [
        "Я не отзываю согласие.",
        "Данные не удаляйте, они мне нужны.",
        "Удалять данные не нужно.",
        "Прошу мои данные не удалять.",
        "Согласие я отзывать не собираюсь.",
        "Если вы не удалите данные до пятницы, я обращусь в суд.",
        "Верните звонок, иначе пожалуюсь в Роскомнадзор.",
        "Буду вынужден подать жалобу на незаконную обработку данных.",
        "Можно ли отозвать согласие на обработку позже?",
        "Как удалить аккаунт?",
        "Вы обещали удалить данные?",
    ],
)
def test_what_is_denied_threatened_or_asked_is_no_demand(text: str) -> None:
    assert kinds_of(text) == ()


def test_a_threat_leaves_the_demand_before_it() -> None:
    assert kinds_of("Удалите мои данные, иначе подам жалобу в Роскомнадзор.") == ("erasure",)
    assert kinds_of("Если данные не удалите, обращусь в суд, прошу прислать копию моих данных.") == ("access",)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Если ведёте обработку — прекратите обработку моих данных.", "Если ведёте обработку"),
        ("Удалите мои данные, если они у вас ещё есть.", "если они у вас ещё есть"),
        ("Если вы их храните, прошу удалить мои данные.", "Если вы их храните"),
        ("Удалите мои данные, если можно.", ""),
        ("Удалите мои данные.", ""),
        ("Please delete my data if you still store it.", "if you still store it"),
    ],
)
def test_a_condition_is_told_with_its_demand(text: str, condition: str) -> None:
    (found,) = told(text).kinds
    assert found.condition == condition


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Удалите все мои данные, кроме договора.", "кроме договора"),
        ("Прошу удалить данные за исключением счетов и актов.", "за исключением счетов и актов"),
        ("Прошу удалить только номер телефона.", "только номер телефона"),
        ("Удалите не только номер телефона, но и адрес.", ""),
        ("Удалите мои данные.", ""),
        ("Please delete all my data except the invoices.", "except the invoices"),
    ],
)
def test_a_part_is_told_with_its_demand(text: str, part: str) -> None:
    (found,) = told(text).kinds
    assert found.part == part

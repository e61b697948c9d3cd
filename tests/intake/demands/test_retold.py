"""Words that only tell of demands, beside the same words that make them."""

from __future__ import annotations

import pytest

from tests.intake.told_letters import kinds_of

ERASE = "Удалите мои данные."


@pytest.mark.parametrize(
    "told",
    [
        "Оператор обязан удалить данные по требованию гражданина.",
        "Подруга потребовала у салона удалить её фото.",
        "В мае я просила удалить анкету. Вы всё удалили.",
        "Сколько времени занимает удаление аккаунта?",
        "Из статьи: «Прошу удалить мои персональные данные».",
    ],
)
def test_what_is_told_demands_nothing_and_hides_no_demand_beside_it(told: str) -> None:
    assert kinds_of(told) == ()
    assert kinds_of(f"{told} {ERASE}") == ("erasure",)


def test_an_earlier_demand_counts_where_it_was_not_met() -> None:
    assert "erasure" in kinds_of("В мае я просила удалить мою анкету. Вы до сих пор этого не сделали.")


def test_a_settled_claim_is_none() -> None:
    assert kinds_of("Отзываю претензию от 3 мая: деньги 5 000 рублей пришли.") == ()
    assert kinds_of("Претензия от 3 мая не рассмотрена. Верните 5 000 рублей.") == ("claim",)


def test_the_title_of_an_offer_demands_nothing() -> None:
    offer = "Предлагаем услуги по приведению сайта в соответствие с законом."
    assert kinds_of(offer, subject="Ваш сайт нарушает закон о персональных данных") == ()

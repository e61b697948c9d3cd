"""Sums, claimants and matters of claims; in doubt nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.demands.sums import find_sums
from otklik.law.kinds import Claimant, ClaimMatter, Kind
from tests.intake.told_letters import told


@pytest.mark.parametrize(
    ("words", "kopecks"),
    [
        ("14 500 руб. 50 коп.", 1_450_050),
        ("14500,50 руб.", 1_450_050),
        ("14\u00a0500 рублей", 1_450_000),
        ("14,5 тыс. рублей", 1_450_000),
        ("14500 (четырнадцать тысяч пятьсот) рублей", 1_450_000),
        ("14 500 (четырнадцать тысяч пятьсот) рублей 05 копеек", 1_450_005),
        ("407 580 (четыреста семь тысяч пятьсот восемьдесят) руб. 60 коп", 40_758_060),
        ("1,2 млн руб.", 120_000_000),
        ("3000 ₽", 300_000),
        ("900р.", 90_000),
        ("500 rubles", 50_000),
    ],
)
def test_sums_are_read_however_they_are_written(words: str, kopecks: int) -> None:
    (found,) = find_sums(f"Верните {words}!")
    assert found.kopecks == kopecks


@pytest.mark.parametrize("text", ["14 500", "№ 17 от 12.11.2026", "пункт 5 руководства", "0 руб.", "рублей"])
def test_other_numbers_are_no_sums(text: str) -> None:
    assert find_sums(text) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Претензия. Товар стоимостью 20 000 рублей не работает. Требую вернуть 15 000 рублей.", 1_500_000),
        ("Претензия. Прошу вернуть 10 000 руб., неустойку 2 000 руб., итого 12 000 руб.", 1_200_000),
        ("Претензия. С меня дважды списали 1 290 рублей. Верните деньги.", 129_000),
        ("Претензия. Верните 10 000 руб. и 3 000 руб. расходов.", None),
        ("Претензия. Я оплатил 10 000 рублей. Верните часть денег.", None),
        ("Претензия. Пришлите мастера.", None),
        ("Претензия. Верните деньги, иначе взыщу в суде 100 000 рублей.", None),
    ],
)
def test_the_sum_that_is_demanded_is_told_or_none(text: str, amount: int | None) -> None:
    claim = told(text).claim
    assert claim is not None
    assert claim.amount == amount


@pytest.mark.parametrize(
    ("text", "claimant", "matter"),
    [
        ("Претензия. Как потребитель требую вернуть деньги.", Claimant.CONSUMER, ClaimMatter.MONEY),
        ("ПРЕТЕНЗИЯ (ч. 5 ст. 4 АПК РФ). Требуем возвратить аванс.", Claimant.BUSINESS, ClaimMatter.MONEY),
        ("Претензия. Мне нахамили, требую извинений.", Claimant.CONSUMER, ClaimMatter.OTHER),
        ("Претензия. Требуем извинений.", None, ClaimMatter.OTHER),
    ],
)
def test_who_claims_and_what(text: str, claimant: Claimant | None, matter: ClaimMatter) -> None:
    claim = told(text).claim
    assert claim is not None
    assert (claim.claimant, claim.matter) == (claimant, matter)


def test_several_sums_without_a_total_are_all_told() -> None:
    claim = told(
        "Претензия. Оплачено 45 000 руб. Требую вернуть уплаченную сумму 45 000 (сорок пять тысяч) рублей 00 копеек "
        "и неустойку 12 500,50 руб. в течение 10 дней."
    ).claim
    assert claim is not None
    assert claim.amount is None
    assert claim.amount_words == "45 000 (сорок пять тысяч) рублей 00 копеек; 12 500,50 руб."


def test_a_sole_trader_claims_under_his_name() -> None:
    found = told("Претензия. Требую вернуть 500 руб.\n\nИП Дроздов Сергей Петрович\nтел. +7 495 000-00-13")
    assert (found.subject_name, found.writer.is_organisation) == ("ИП Дроздов Сергей Петрович", True)


@pytest.mark.parametrize(
    ("text", "amount", "condition"),
    [
        (
            "Перестаньте мне звонить. Если удалите сегодня — претензий не имею, иначе требую 10 000 руб. компенсации.",
            1_000_000,
            "Если удалите сегодня — претензий не имею, иначе",
        ),
        ("Удалите номер. В противном случае прошу выплатить 5 000 руб.", 500_000, "В противном случае"),
    ],
)
def test_a_claim_for_the_other_case_hangs_on_a_condition(text: str, amount: int, condition: str) -> None:
    found = told(text)
    (guessed,) = [one for one in found.kinds if one.kind is Kind.CLAIM]
    assert guessed.condition == condition
    assert found.claim is not None
    assert found.claim.amount == amount


def test_other_letters_claim_nothing() -> None:
    assert told("Прошу удалить мои данные. Я заплатила вам 500 рублей.").claim is None


@given(st.integers(1, 10**9), st.integers(0, 99))
def test_any_sum_in_digits_is_read(roubles: int, kopecks: int) -> None:
    (found,) = find_sums(f"Верните {roubles:,} руб. {kopecks:02} коп.".replace(",", " "))
    assert found.kopecks == roubles * 100 + kopecks

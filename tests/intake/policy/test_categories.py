"""Categories of data in the operator's own words, and tools of others."""

from __future__ import annotations

import pytest

from otklik.intake.policy.reader import read_policy_text


def listed(field: str, text: str) -> list[str]:
    found = read_policy_text("policy.txt", text).values.get(field)
    return list(found.value) if found else []


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            (
                "Перечень персональных данных, на обработку которых даётся "
                "согласие:\n\n- a) Ф. И. О.;\n- b) контактный телефон;\n- c) IP-адрес."
            ),
            ["Ф. И. О.", "контактный телефон", "IP-адрес"],
        ),
        (
            "Мы собираем ваше имя, номер телефона и адрес электронной почты.",
            ["имя", "номер телефона", "адрес электронной почты"],
        ),
        ("Оператор обрабатывает: фамилию, имя, дату рождения.", ["фамилия", "имя", "дата рождения"]),
        ("Сервис запрашивает адрес электронной почты и номер телефона.", ["адрес электронной почты", "номер телефона"]),
        (
            "Категории персональных данных:\n— фамилия, имя, отчество;\n— СНИЛС.",
            ["фамилия, имя, отчество", "СНИЛС"],
        ),
        (
            "| Персональные данные | Цель |\n|---|---|\n| имя | договор |\n| телефон | связь |",
            ["имя", "телефон"],
        ),
    ],
)
def test_categories_are_read(text: str, items: list[str]) -> None:
    assert listed("data_categories", text) == items


@pytest.mark.parametrize(
    "text",
    [
        "К персональным данным можно отнести: ФИО, дату и место рождения, адрес, доходы.",
        "Персональные данные – любая информация, относящаяся к физическому лицу.",
        "Мы не собираем паспортные данные, номера карт и адреса.",
        "Сервис сохраняет неличные сведения: IP-адрес, версию браузера.",
        "Персональные данные обрабатываются в следующих целях:\n- регистрация на сайте;\n- отправка писем.",
        "Перечень персональных данных:\n- ______;\n- [указать].",
        "Обработка включает сбор, запись, хранение, уточнение.",
        "",
    ],
)
def test_what_is_not_collected_is_left_alone(text: str) -> None:
    assert listed("data_categories", text) == []


@pytest.mark.parametrize(
    ("text", "tools"),
    [
        ("Мы используем Google Analytics и Яндекс Метрику.", ["Google Analytics", "Яндекс.Метрика"]),
        ("На сайте работает Yandex.Metrica.", ["Яндекс.Метрика"]),
        ("Мы не используем Google Analytics.", []),
        ("Сайт посвящён анализу и метрикам.", []),
    ],
)
def test_tools_are_named_in_one_spelling(text: str, tools: list[str]) -> None:
    assert sorted(listed("third_party_tools", text)) == sorted(tools)

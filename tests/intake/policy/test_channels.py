"""Ways in which people may send demands, and addresses that are named for something else."""

from __future__ import annotations

import pytest

from otklik.intake.policy.reader import read_policy_text


def channels(text: str) -> set[str]:
    found = read_policy_text("policy.txt", text).values.get("request_channels")
    return set(found.value) if found else set()


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("Запрос о персональных данных направляется на адрес privacy@operator.example.ru.", "email"),
        ("Вы можете отозвать согласие, написав на электронную почту Оператора.", "email"),
        ("Согласие отзывается письменным заявлением по юридическому адресу Оператора.", "letter"),
        ("Запросы субъектов принимаются заказным письмом или по электронной почте.", "letter email"),
        ("Чтобы удалить данные, позвоните по телефону +7 495 000-00-13.", "phone"),
        ("Изменить персональные данные можно в личном кабинете.", "account"),
        ("Запрос о своих данных можно подать при личном обращении в офис Оператора.", "in_person"),
        (
            "Письменный запрос о персональных данных отправьте на privacy@operator.example.ru.",
            "email",
        ),
        (
            (
                "По вопросам обработки персональных данных обращайтесь по контактам, указанным в "
                "разделе «Контакты».\n\n"
                "Контакты\n\nprivacy@operator.example.ru\n\nТелефон: +7 495 000-00-13"
            ),
            "email phone",
        ),
    ],
)
def test_ways_are_read(text: str, ways: str) -> None:
    assert channels(text) == set(ways.split())


@pytest.mark.parametrize(
    "text",
    [
        "Телефон: +7 495 000-00-13\nE-mail: shop@operator.example.ru",
        "При регистрации Сервис запрашивает адрес электронной почты и номер телефона.",
        "Мы используем электронную почту, чтобы присылать новости о данных.",
        "По электронной почте мы запросы о данных не принимаем.",
        "Претензия направляется заказным письмом.",
        "По вопросам доставки пишите на shop@operator.example.ru, данные заказа сохранятся.",
        "Об изменениях Политики мы сообщим по электронной почте.",
        "Роскомнадзор принимает обращения о персональных данных по адресу rsoc@authority.example.ru.",
        "",
    ],
)
def test_what_is_no_way_for_demands_is_left_alone(text: str) -> None:
    assert channels(text) == set()

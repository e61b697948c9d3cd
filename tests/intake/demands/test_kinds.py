"""Kinds on invented letters: the right demand with the words it rests on, and silence where the words do not say."""

from __future__ import annotations

import pytest

from otklik.law.kinds import DEMANDS
from tests.intake.told_letters import kinds_of, told

# What is said, and every kind it is a demand of, in the order of the words.
LETTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Прошу сообщить, какие персональные данные обо мне вы храните.", ("access",)),
    ("Предоставьте, пожалуйста, информацию об обработке моих персональных данных.", ("access",)),
    ("Откуда у вас мой номер? Я вам его не давала.", ("access",)),
    ("Хочу ознакомиться со своими персональными данными в вашем офисе.", ("access",)),
    ("На основании ч. 7 ст. 14 закона 152-ФЗ прошу ответить в срок.", ("access",)),
    ("В договоре неверно указана моя фамилия, исправьте её.", ("rectification",)),
    ("Прошу внести изменения в мои данные: я сменила фамилию.", ("rectification",)),
    ("Прошу уточнить мои персональные данные, паспорт теперь новый.", ("rectification",)),
    ("Прошу заблокировать мои данные на время проверки.", ("blocking",)),
    ("Приостановите обработку до ответа из банка.", ("blocking",)),
    ("Удалите, пожалуйста, мой аккаунт и все данные.", ("erasure",)),
    ("Прошу уничтожить мои персональные данные.", ("erasure",)),
    ("Уберите меня из вашей базы!", ("erasure",)),
    ("Отзываю своё согласие на обработку персональных данных.", ("consent_withdrawal",)),
    ("Прошу считать согласие на обработку данных отозванным.", ("consent_withdrawal",)),
    ("Требую прекратить обработку моих персональных данных.", ("stop_processing",)),
    ("Согласно ч. 5.1 ст. 21 Закона жду исполнения в срок.", ("stop_processing",)),
    ("Больше не звоните мне с предложениями.", ("marketing_opt_out",)),
    ("Отпишите меня от рассылки.", ("marketing_opt_out",)),
    ("Хватит уже слать мне рекламу, перестаньте!", ("marketing_opt_out",)),
    ("Уберите мою фотографию с вашего сайта.", ("dissemination_stop",)),
    ("Прекратите распространение моих данных в телеграм-канале.", ("dissemination_stop",)),
    ("Возражаю: решение по заявке принято автоматически, алгоритм отказал мне.", ("automated_objection",)),
    ("Возражаю против обработки моих данных в целях аналитики.", ("objection",)),
    ("Прошу ограничить обработку моих данных.", ("restriction",)),
    ("Выгрузите мои данные в формате JSON.", ("portability",)),
    ("Прошу передать мои данные другому оператору в машиночитаемом виде.", ("portability",)),
    ("Мой сын зарегистрировался у вас без спроса, ему девять лет.", ("child_data",)),
    ("Прошу переслать моё обращение по принадлежности.", ("not_our_data",)),
    ("Жалоба. Ваш сотрудник мне нагрубил.", ("complaint",)),
    ("Вы незаконно используете мой телефон.", ("complaint",)),
    ("Управление Роскомнадзора просит представить сведения о принятых мерах.", ("rkn_inquiry",)),
    ("ПРЕТЕНЗИЯ. Услуга не оказана.", ("claim",)),
    ("Верните мне деньги за неработающую подписку.", ("claim",)),
    ("Прокуратура района просит представить сведения о принятых мерах.", ("other",)),
    (
        "Отзываю согласие и прошу удалить мои данные. И не пишите мне больше.",
        ("consent_withdrawal", "erasure", "marketing_opt_out"),
    ),
)

# Nothing is demanded here, whatever words are used.
SILENT = (
    "Спасибо за быстрый ответ, всё получил.",
    "Не прошу удалить мои данные, а спрашиваю, где ваш офис.",
    "Претензий не имею.",
    "У меня нет претензий к мастеру.",
    "Мне известно, что я вправе отозвать согласие на обработку данных.",
    "Если не ответите, я напишу жалобу в Роскомнадзор.",
    "Подскажите, как работает ваш тариф.",
    "Вы удалили мой комментарий, и правильно.",
    "Дочерняя компания заключит договор в декабре.",
    "Не беспокойтесь, я подожду.",
    "Обработка древесины, оптом.",
    "",
)


ENGLISH = (
    ("Please send me a copy of all personal data you hold about me.", ("access",)),
    ("Where did you get my phone number?", ("access",)),
    ("I withdraw my consent to the processing of my personal data.", ("consent_withdrawal",)),
    ("Please delete my account and all my data.", ("erasure",)),
    ("Stop calling me.", ("marketing_opt_out",)),
    ("Please unsubscribe me, and do not email me again.", ("marketing_opt_out",)),
    ("My surname is misspelled in your records, please correct it.", ("rectification",)),
    ("Please stop processing my data.", ("stop_processing",)),
    ("I object to the use of my data for profiling.", ("objection",)),
    ("Please restrict the processing of my data until this is settled.", ("restriction",)),
    ("Please export my data in JSON.", ("portability",)),
    ("Please remove my photo from your website.", ("dissemination_stop",)),
    ("I am not withdrawing my consent. Where is my parcel?", ()),
    ("Please do not delete my data.", ()),
    ("If you do not answer, I will complain to the regulator.", ()),
    ("Thank you, everything is fine.", ()),
)


@pytest.mark.parametrize(("text", "kinds"), [*LETTERS, *ENGLISH])
def test_demands_are_recognised(text: str, kinds: tuple[str, ...]) -> None:
    found = told(text).kinds
    assert tuple(guessed.kind.value for guessed in found) == kinds
    for guessed in found:
        place = guessed.places[0]
        assert " ".join(text[place.start : place.end].split()) == guessed.evidence


@pytest.mark.parametrize("text", SILENT)
def test_other_words_are_no_demand(text: str) -> None:
    assert kinds_of(text) == ()


def test_every_kind_can_be_recognised() -> None:
    assert {kind for _text, kinds in LETTERS for kind in kinds} == {kind.value for kind in DEMANDS}


def test_all_places_that_speak_for_a_kind_are_told() -> None:
    text = "Удалите мои данные. Договор закончен, прошу уничтожить анкету."
    (found,) = told(text).kinds
    assert [text[place.start : place.end] for place in found.places] == [
        "Удалите мои данные",
        "прошу уничтожить анкету",
    ]


def test_the_subject_line_counts_but_not_that_of_an_answer() -> None:
    (found,) = told("Добрый день, см. вложение.", subject="Отзыв согласия").kinds
    assert (found.kind.value, found.evidence, found.places) == ("consent_withdrawal", "Отзыв согласия", ())
    assert kinds_of("Спасибо, получила.", subject="Re: Отзыв согласия") == ()


def test_the_authority_is_known_by_its_address() -> None:
    assert kinds_of("Просим ознакомиться.", sender_address="info@99.rkn.gov.ru") == ("rkn_inquiry",)
    assert kinds_of("Просим ознакомиться.", sender_address="info@notrkn.example.ru") == ()


def test_who_is_named_in_an_inquiry_demands_nothing_by_it() -> None:
    text = (
        "Управление Роскомнадзора по Тихой области просит представить пояснения по обращению гражданки А., "
        "требовавшей удалить её данные, и сведения об обработке её персональных данных."
    )
    assert kinds_of(text) == ("rkn_inquiry",)


def test_a_machine_demands_nothing() -> None:
    text = "Your message could not be delivered: «Удалите мои данные»."
    assert kinds_of(text, sender_address="mailer-daemon@example.com") == ()
    notice = "Это автоматическое уведомление, отвечать на него не нужно. Чтобы отозвать согласие, напишите."
    assert kinds_of(notice) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Если вы получили это письмо по ошибке, удалите его и все копии данных.",
        "Вы можете отписаться от рассылки по ссылке ниже.",
        "Спасибо.\n-- \nЧтобы отписаться, нажмите здесь. Удалите мои данные",
        "[ ] Удалите мои данные\n[ ] Отзыв согласия на обработку",
    ],
)
def test_small_print_is_no_demand(text: str) -> None:
    assert kinds_of(text) == ()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Прошу прислать все данные, которые у вас есть обо мне.", {"access"}),
        ("Пришлите все мои персональные данные.", {"access"}),
        (
            "Прошу уточнить её персональные данные: фамилия изменена на Дроздову — и заблокировать их на время.",
            {"rectification", "blocking"},
        ),
        ("Прошу удалить его данные и фото с вашего сайта.", {"erasure", "dissemination_stop"}),
        ("Прошу удалить моё фото с вашего сайта.", {"dissemination_stop"}),
    ],
)
def test_plain_demands_are_recognised(text: str, kinds: set[str]) -> None:
    assert set(kinds_of(text)) == kinds


def test_where_the_data_are_not_ours_all_else_is_in_doubt() -> None:
    text = (
        "Я оставила номер на сайте окон через ваш виджет, теперь они мне звонят. "
        "Перестаньте мне звонить, удалите номер +7 495 000-00-13."
    )
    found = told(text)
    assert [(one.kind.value, one.doubtful) for one in found.kinds] == [
        ("not_our_data", False),
        ("marketing_opt_out", True),
        ("erasure", True),
    ]
    assert found.missing == ()
    assert not any(one.doubtful for one in told("Перестаньте мне звонить, удалите мой номер.").kinds)

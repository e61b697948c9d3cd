"""What laymen type into the help, in their own words: each leads to the right page among the first three."""

from __future__ import annotations

import pytest

from otklik.casework.help_search import search

RUSSIAN = (
    ("просрочил", "trouble"),
    ("просрочил ответ", "trouble"),
    ("нечаянно удалил", "trouble"),
    ("SHA-256", "law-proof"),
    ("отпечаток", "law-proof"),
    ("отпечаток файла", "case"),
    ("дедлайн", "duties"),
    ("сколько дней на ответ", "law-access"),
    ("правила 2026", "duties"),
    ("не успеваю ответить", "extending"),
    ("отсрочка", "extending"),
    ("как отменить", "case"),
    ("ошибка в письме", "issuing"),
    ("потерял лист", "key"),
    ("не помню пароль", "key"),
    ("другой замок", "lock"),
    ("мелкие буквы", "accessibility"),
    ("сменить язык", "accessibility"),
    ("как отправить", "posting"),
    ("без подписи", "identity"),
    ("не знаю кто пишет", "identity"),
    ("пришло письмо", "new-request"),
    ("поменять имя", "people"),
    ("опечатка в фамилии", "people"),
    ("каникулы", "today"),
    ("отпуск", "today"),
    ("пришла проверка", "rkn"),
    ("где лежат данные", "places"),
    ("для директора", "reports"),
    ("передать бухгалтеру", "exports"),
    ("поменять реквизиты", "profile"),
    ("можно не отвечать", "law-refusal"),
    ("накажут", "law-fines"),
    ("закрыть по политике", "case"),
)

ENGLISH = (
    ("deadline", "duties"),
    ("due date", "duties"),
    ("missed the deadline", "trouble"),
    ("deleted by mistake", "trouble"),
    ("accidentally deleted", "trouble"),
    ("sha-256", "law-proof"),
    ("fingerprint of a file", "case"),
    ("how many days", "law-access"),
    ("more time", "extending"),
    ("undo", "case"),
    ("mistake in a letter", "issuing"),
    ("forgot the password", "key"),
    ("lost sheet", "key"),
    ("another lock", "lock"),
    ("font size", "accessibility"),
    ("dark theme", "accessibility"),
    ("how to send", "posting"),
    ("no signature", "identity"),
    ("a letter came", "new-request"),
    ("change a name", "people"),
    ("vacation", "today"),
    ("inspectors came", "rkn"),
    ("where data lie", "places"),
    ("for the boss", "reports"),
    ("spreadsheet", "exports"),
    ("company details", "profile"),
    ("usb stick", "copies"),
    ("fine", "law-fines"),
)


@pytest.mark.parametrize(
    ("lang", "query", "topic"),
    [("ru", *question) for question in RUSSIAN] + [("en", *question) for question in ENGLISH],
)
def test_the_words_of_a_layman_lead_to_the_page(lang: str, query: str, topic: str) -> None:
    found = [hit.page.topic for hit in search(query, lang)]
    assert topic in found[:3], found[:5]


def test_there_are_sixty_of_them() -> None:
    assert len(RUSSIAN) + len(ENGLISH) >= 60

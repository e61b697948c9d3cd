"""An invented policy and what a careful reader finds in it, for tests of what is done with the facts."""

from __future__ import annotations

from typing import Any

from otklik.casework.policies import ReadPolicy
from otklik.intake.policy.facts import Conflict, Contradiction, Found, PolicyFacts, PromisedTerm, Quote
from otklik.law.terms import Unit

TEXT = """Политика в отношении персональных данных

1. Общие положения
1.1. Оператор — ООО «Маяк Звонки», ИНН 9900012076.
1.2. Адрес для писем: 101000, г. Москва, ул. Придуманная, д. 7.
1.3. В приложении к договору указан ИНН 9900051188.

2. Цели и состав
2.1. Данные обрабатываются в целях: исполнения договора; ответа на обращения.
2.2. Трансграничная передача не осуществляется.
2.3. Несовершеннолетние пользуются сайтом с согласия родителей.

3. Обращения
3.1. Обращения принимаются по адресу pdn@mayak.example.ru.
3.2. Оператор отвечает на претензию в течение 20 (двадцати) календарных дней.
3.3. Оператор сообщает сведения субъекту в течение 30 дней с даты запроса.
3.4. Оператор вправе отказать в повторном запросе.
"""

CLAUSES = {"1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "3.4"}


def quote(words: str) -> Quote:
    """Return the place of words in the text."""
    start = TEXT.index(words)
    return Quote(words, start, start + len(words))


def found(value: Any, *words: str) -> Found[Any]:
    """Return a value with the words that state it."""
    return Found(value, tuple(quote(one) for one in words))


FACTS = PolicyFacts(
    name="policy.txt",
    text=TEXT,
    values={
        "operator_name": found("ООО «Маяк Звонки»", "ООО «Маяк Звонки»"),
        "operator_form": found("ООО", "ООО «Маяк Звонки»"),
        "address": found("101000, г. Москва, ул. Придуманная, д. 7", "101000, г. Москва, ул. Придуманная, д. 7"),
        "emails": found(("pdn@mayak.example.ru",), "pdn@mayak.example.ru"),
        "purposes": found(("исполнение договора", "ответ на обращения"), "исполнения договора", "ответа на обращения"),
        "cross_border": found(False, "Трансграничная передача не осуществляется"),
        "claim_term": found(
            PromisedTerm(20, Unit.CALENDAR_DAYS, "3.2"),
            "Оператор отвечает на претензию в течение 20 (двадцати) календарных дней",
        ),
        "request_channels": found(("email",), "Обращения принимаются по адресу pdn@mayak.example.ru"),
        "refusal_grounds": found(("repeated_or_systematic",), "отказать в повторном запросе"),
        "minors_clause": found(True, "Несовершеннолетние пользуются сайтом с согласия родителей"),
        "identity_check": found(True, "Обращения принимаются"),
    },
    conflicts=(Conflict("inn", (found("9900012076", "ИНН 9900012076"), found("9900051188", "ИНН 9900051188"))),),
    contradictions=(
        Contradiction(
            "request_term_too_long",
            "Политика обещает ответ за 30 дней, а закон даёт 10 рабочих дней.",
            "152-ФЗ, ст. 20 ч. 1",
            (quote("Оператор сообщает сведения субъекту в течение 30 дней"),),
        ),
        Contradiction("no_contact", "В политике не сказано, кто отвечает за обработку.", "152-ФЗ, ст. 18.1 ч. 2"),
    ),
)

READ = ReadPolicy(FACTS, "0" * 64, {quote("ИНН 9900012076"): "1.1", quote("ИНН 9900051188"): "1.3"})

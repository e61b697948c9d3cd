"""A register of many invented cases, for what must stay quick however long it is kept."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

from otklik.law.kinds import Kind
from otklik.register.records import Case, CaseStatus, Channel, Operator, Subject
from otklik.register.store import Register

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 21)
OPEN_OF = 50
"""Of so many cases one is open."""

_SURNAMES = (
    "Калинин",
    "Орехов",
    "Зотов",
    "Ершов",
    "Лаптев",
    "Мельник",
    "Семёнов",
    "Щеглов",
    "Жаров",
    "Яснов",
    "Вешняков",
    "Хрящев",
    "Юрьев",
    "Эмин",
    "Бобров",
)
_NAMES = ("Игорь", "Пётр", "Олег", "Семён", "Арсений", "Глеб", "Тихон", "Фёдор", "Матвей", "Лев")
_FATHERS = ("Петрович", "Олегович", "Львович", "Ильич", "Глебович", "Фомич", "Саввич", "Егорович")
_WORDS = (
    "прошу",
    "сообщить",
    "какие",
    "сведения",
    "обо",
    "мне",
    "обрабатываются",
    "удалить",
    "номер",
    "телефона",
    "из",
    "рассылки",
    "отзываю",
    "согласие",
    "договор",
    "заказ",
    "магазин",
    "доставка",
    "кабинет",
    "письмо",
    "ответ",
    "срок",
    "закон",
    "данные",
    "адрес",
    "почта",
    "звонок",
    "менеджер",
    "анкета",
    "покупка",
    "возврат",
    "деньги",
    "фотография",
    "сайт",
    "бонусная",
    "карта",
    "скидка",
    "подписка",
    "уточнить",
    "фамилию",
    "после",
    "замужества",
    "источник",
    "получения",
    "цель",
)


def build(path: Path, number: int) -> Register:
    """Return a new register of invented cases, open for writing.

    Args:
        path: where.
        number: how many cases; every fiftieth is open and due within the next two months.
    """
    chance = random.Random(5)  # noqa: S311 - the same cases each time, no secret
    register = Register.create(path, bytes(32))
    with register.database.undivided(), register.cases.indexed_together():
        operator = register.operators.add(Operator(name="Ветров Арсений Павлович"))
        for index in range(number):
            _add(register, operator.id, index, number, chance)
    return register


def _add(register: Register, operator_id: int, index: int, number: int, chance: random.Random) -> None:
    name = f"{chance.choice(_SURNAMES)} {chance.choice(_NAMES)} {chance.choice(_FATHERS)}"
    subject = register.subjects.add(
        Subject(full_name=name, email=f"person{index}@example.ru", phone=f"+7 900 {index:07}")
    )
    received = TODAY - timedelta(days=(number - index) * 1000 // number)
    is_open = index % OPEN_OF == 0
    due = TODAY + timedelta(days=chance.randrange(-3, 60)) if is_open else None
    register.cases.add(
        Case(
            operator_id=operator_id,
            subject_id=subject.id,
            kinds=(chance.choice(list(Kind)),),
            channel=chance.choice(list(Channel)),
            received_on=received,
            noticed_on=received,
            registered_on=received,
            title="Запрос сведений об обработке",
            text=" ".join(chance.choices(_WORDS, k=chance.randrange(20, 160))),
            status=CaseStatus.OPEN if is_open else CaseStatus.CLOSED,
            closed_on=None if is_open else received + timedelta(days=9),
            due_on=due,
            due_latest=due,
            due_duty="ответить",
            due_by_law=True,
            policy_due_on=received + timedelta(days=30),
        )
    )

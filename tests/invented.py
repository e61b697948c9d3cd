"""Who and when in the tests: an invented operator with nothing left to fill in, and the noon they all stand at."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from otklik.register.records import Operator, OperatorForm

MOSCOW = timezone(timedelta(hours=3), "MSK")
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=MOSCOW)
"""A Saturday."""

SOLE_PROPRIETOR = Operator(
    form=OperatorForm.SOLE_PROPRIETOR,
    name="Ветров Арсений Павлович",
    inn="990000000075",
    ogrn="399990000000012",
    address="101000, г. Москва, ул. Придуманная, д. 1",
    emails=("vetrov@example.ru",),
    phones=("+7 900 000-00-01",),
    policy_clause="9.2",
    purposes=("исполнение договора",),
    legal_grounds=("договор с субъектом",),
    methods=("автоматизированная обработка",),
    data_categories=("фамилия, имя, отчество", "номер телефона"),
    sources=("от самого субъекта",),
    recipients=("нет",),
    processors=("нет",),
    storage_term="три года после окончания договора",
    cross_border=False,
    database_location="Российская Федерация, г. Москва",
    measures=("назначен ответственный", "ограничен доступ"),
    automated_decisions=False,
)

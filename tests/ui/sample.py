"""A register as an office has it: invented people, the cases of the design pictures, on 21 November 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from otklik.casework import answering, closing, duties, identity, opening, profiles, registering
from otklik.law.kinds import Kind, Reading
from otklik.register.records import AttachmentRole, Channel, Subject
from otklik.register.store import Register
from otklik.system.clock import FixedClock
from tests.invented import MOSCOW, NOON, SOLE_PROPRIETOR

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Desk

KEY = bytes(range(32))

LETTER = """Здравствуйте.

Прошу сообщить, какие мои персональные данные вы обрабатываете, с какой целью и откуда их получили.
Ответ прошу направить на этот адрес электронной почты.

С уважением,
Иван Петрович Калинин"""

_DONE = (
    ((Kind.OBJECTION,), date(2026, 9, 4), "Лебедев Пётр Олегович"),
    ((Kind.ACCESS,), date(2026, 9, 9), "Морозова Дарья Ильинична"),
    ((Kind.MARKETING_OPT_OUT,), date(2026, 10, 28), "Соловьёв Никита Андреевич"),
    ((Kind.NOT_OUR_DATA,), date(2026, 10, 22), "Громова Вера Сергеевна"),
)

_OPEN = (
    ((Kind.ACCESS,), date(2026, 11, 12), "Калинин Иван Петрович"),
    ((Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING), date(2026, 11, 18), "Фёдорова Анна Михайловна"),
    ((Kind.RECTIFICATION,), date(2026, 11, 19), "Крылова Мария Викторовна"),
    ((Kind.CLAIM,), date(2026, 11, 20), "ООО «Придуманный поставщик»"),
)


def fill(path: Path, *, more: int = 0) -> None:
    """Write the register.

    Args:
        path: the file to make.
        more: further closed cases, for long lists.
    """
    register = Register.create(path, KEY)
    desk = opening.begin(register, FixedClock(NOON))
    operator_id = profiles.save_operator(desk, SOLE_PROPRIETOR).operator_id
    for index in range(more):
        _closed(desk, operator_id, (Kind.ACCESS,), date(2026, 3, 2), f"Придуманный Человек {index}")
    for kinds, day, name in _DONE:
        _closed(desk, operator_id, kinds, day, name)
    for kinds, day, name in _OPEN:
        _registered(desk, operator_id, kinds, day, name)
    case_id = next(
        case.id for case in register.cases.of_operator(operator_id) if case.received_on == date(2026, 11, 12)
    )
    identity.confirm_identity(_on(desk, 13, 16), case_id, "предъявлен паспорт, копия не сохранялась")
    withdrawn = next(c.id for c in register.cases.of_operator(operator_id) if Kind.CONSENT_WITHDRAWAL in c.kinds)
    answering.draft_letter(_on(desk, 20, 15), withdrawn, "withdrawal_done")
    register.settings.set("last_backup_at", datetime(2026, 11, 20, 19, 40, tzinfo=MOSCOW).isoformat())
    register.close()


def _on(desk: Desk, day: int, hour: int) -> Desk:
    """Return the desk on a day of November."""
    return replace(desk, clock=FixedClock(datetime(2026, 11, day, hour, 40, tzinfo=MOSCOW)))


def _registered(desk: Desk, operator_id: int, kinds: tuple[Kind, ...], day: date, name: str) -> int:
    then = replace(desk, clock=FixedClock(datetime(day.year, day.month, day.day, 10, 15, tzinfo=MOSCOW)))
    return registering.register_case(
        then,
        registering.NewCase(
            operator_id=operator_id,
            kinds=kinds,
            channel=Channel.EMAIL,
            received_on=day,
            subject=Subject(full_name=name, email="person@example.ru", organisation=name.startswith("ООО")),
            text=LETTER,
            files=(registering.NewFile("обращение.eml", "message/rfc822", b"From: x", AttachmentRole.ORIGINAL),),
        ),
    ).case_id


def _closed(desk: Desk, operator_id: int, kinds: tuple[Kind, ...], day: date, name: str) -> None:
    case_id = _registered(desk, operator_id, kinds, day, name)
    then = replace(desk, clock=FixedClock(datetime(day.year, day.month, day.day, 17, 5, tzinfo=MOSCOW)))
    for duty in desk.register.duties.of_case(case_id):
        if duty.reading is not Reading.POLICY:  # the policy term ends with the case
            duties.fulfil(then, case_id, duty.id)
    closing.close_case(then, case_id, "удовлетворено")

"""Cases and letters that papers are made of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from otklik.casework import answering, registering
from otklik.casework.registering import NewCase, NewFile
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Letter, Subject

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

PERSON = Subject(
    full_name="Калинина Ирина Олеговна", email="kalinina@example.ru", address="190000, г. Псков, ул. Ясная, д. 2"
)


def open_case(
    desk: Desk,
    operator_id: int,
    *kinds: Kind,
    received: date = date(2026, 11, 16),
    files: tuple[NewFile, ...] = (),
    person: Subject = PERSON,
) -> int:
    """Register a letter and return its row id."""
    new = NewCase(
        operator_id=operator_id,
        kinds=kinds or (Kind.CONSENT_WITHDRAWAL,),
        channel=Channel.EMAIL,
        received_on=received,
        late_reason="письмо попало в спам",
        subject=person,
        text="Отзываю согласие.",
        files=files,
    )
    return registering.register_case(desk, new).case_id


def issue_letter(desk: Desk, case_id: int, template: str = "access_answer") -> int:
    """Issue a letter of a few words in a case and return its row id."""
    case = desk.register.cases.get(case_id)
    with desk.register.atomic():
        draft = desk.register.letters.add(
            Letter(
                case_id=case_id,
                operator_id=case.operator_id,
                template=template,
                heading="О рассмотрении обращения",
                body="Обращение рассмотрено.\n",
                changed_at=desk.clock.now(),
            )
        )
    answering.issue(desk, draft.id)
    return draft.id

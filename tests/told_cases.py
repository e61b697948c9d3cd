"""Cases that tell all a case can tell of people, to see that nothing of it is left afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from otklik.casework import (
    answering,
    closing,
    destroying,
    dispatching,
    duties,
    enclosing,
    identity,
    journal_papers,
    naming_people,
    proving,
    registering,
)
from otklik.casework.registering import NewCase, NewFile
from otklik.law.kinds import Kind, Reading
from otklik.register.paper_records import Enclosure
from otklik.register.records import AttachmentRole, Channel, Letter, Representative, Subject
from otklik.system.clock import FixedClock
from tests.invented import MOSCOW

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

PERSON = Subject(
    full_name="Щегловитова Ярослава Цезаревна",
    email="scheglovitova@example.ru",
    phone="+7 900 123-45-67",
    address="190000, г. Псков, ул. Жукоедова, д. 2",
)
WRITER = Representative(
    full_name="Хрящикова Фаина Эдуардовна",
    authority="доверенность Хрящиковой от 01.09.2026",
    email="hryaschikova@example.ru",
    address="190000, г. Псков, ул. Бздыхова, д. 3",
)
NAMES = (
    "Щегловит", "щегловит", "Ярослав", "ярослав", "Цезаревн", "цезаревн", "scheglovitova", "123-45-67", "9001234567",
    "Жукоедов", "жукоедов", "Хрящиков", "хрящиков", "Фаин", "фаин", "Эдуардовн", "hryaschikova", "Бздыхов",
)  # fmt: skip
"""Pieces of all that tells who they are, as anybody might write it."""


def stand_on(desk: Desk, day: date) -> None:
    """Put the desk at noon of a day."""
    desk.clock = FixedClock(datetime(day.year, day.month, day.day, 12, tzinfo=MOSCOW))


def told_case(desk: Desk, operator_id: int, person: Subject = PERSON, writer: Representative | None = WRITER) -> int:
    """Register a letter that says all there is to say, and return its row id; it is open."""
    name = person.full_name
    new = NewCase(
        operator_id=operator_id,
        kinds=(Kind.CONSENT_WITHDRAWAL,),
        channel=Channel.EMAIL,
        received_on=desk.clock.today() - timedelta(days=5),
        late_reason=f"письмо {name} попало в спам",
        incoming_number="17-П",
        subject=person,
        representative=writer,
        title=f"Отзыв согласия, {name}",
        text=f"Я, {name}, отзываю согласие. Жду ответа по адресу: {person.address}",
        files=(
            NewFile(f"{name}.txt", "text/plain", f"{name}\n{person.address}\n".encode() * 50, AttachmentRole.ORIGINAL),
            NewFile("паспорт.jpg", "image/jpeg", f"паспорт: {name}".encode() * 500),
        ),
    )
    return registering.register_case(desk, new).case_id


def answered_case(
    desk: Desk, operator_id: int, person: Subject = PERSON, writer: Representative | None = WRITER
) -> int:
    """Take a told case through everything that is done in one: letter, act, journal, corrections; return its row id."""
    case_id = told_case(desk, operator_id, person, writer)
    name = person.full_name
    subject = desk.register.subjects.get(desk.register.cases.get(case_id).subject_id)
    registering.update_subject(desk, case_id, replace(subject, phone=person.phone or "+7 900 765-43-21"))
    naming_people.correct_name(desk, subject.id, dative=f"{name}-дат", for_everybody=True)
    identity.confirm_identity(desk, case_id, f"паспорт показала {name}")
    letter_id = issued_letter(desk, case_id, f"Об обращении: {name}", f"Уважаемая {name}, обращение рассмотрено.\n")
    dispatching.dispatch(desk, letter_id, f"лично, {name}", tracking="80080000000014")
    proving.note_delivery(desk, letter_id, proving.Outcome.DELIVERED, desk.clock.today())
    form = destroying.destruction_form(desk, case_id)
    destroying.destroy(desk, case_id, replace(form, systems=("«1С»",), way=f"удалена карточка: {name}"))
    journal_papers.print_journal(desk, operator_id)
    for record in desk.register.duties.of_case(case_id):
        if record.done_on is None and record.reading is not Reading.POLICY:
            duties.fulfil(desk, case_id, record.id)
    closing.close_case(desk, case_id, f"исполнено, {name} довольна")
    return case_id


def issued_letter(desk: Desk, case_id: int, heading: str, body: str, template: str = "access_answer") -> int:
    """Issue a letter of these words, with an enclosure, and return its row id."""
    case = desk.register.cases.get(case_id)
    with desk.register.atomic():
        draft = desk.register.letters.add(
            Letter(
                case_id=case_id,
                operator_id=case.operator_id,
                template=template,
                heading=heading,
                body=body,
                changed_at=desk.clock.now(),
            )
        )
    enclosing.set_enclosures(desk, draft.id, (Enclosure(title=f"Копия заявления: {heading}", sheets=1),))
    answering.issue(desk, draft.id)
    return draft.id

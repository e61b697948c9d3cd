"""Make the sample of the schema this program writes: `python tests/data/registers/make.py 4` makes v4.otklik, v4.key.

Run before a migration is added, with the program as it is then: a sample is what a program of its time wrote, so it is
never made anew later. Everybody in it is invented. `tests/register/test_samples.py` fails where a sample is missing.
"""

from __future__ import annotations

import hashlib
import io
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from PIL import Image

from otklik.casework import (
    answering,
    calendars,
    closing,
    dispatching,
    duties,
    enclosing,
    identity,
    images,
    naming_people,
    profiles,
    registering,
    templates_own,
)
from otklik.casework.desk import Desk
from otklik.casework.opening import begin
from otklik.casework.registering import NewCase, NewFile
from otklik.law.kinds import Kind
from otklik.register.paper_records import ImageKind, Paper, PaperKind
from otklik.register.records import Channel, Operator, OperatorForm, Subject
from otklik.register.schema import VERSION
from otklik.register.store import Register
from otklik.safety.keys import new_key, write_key_file
from otklik.system.clock import FixedClock

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=timezone(timedelta(hours=3), "MSK"))
OPERATOR = Operator(
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
PDF = b"%PDF-1.4 a paper of a sample is small, so that the sample is"
PEOPLE = (
    ("Калинина Ирина Олеговна", (Kind.ACCESS,), date(2026, 11, 12)),
    ("Зотов Пётр Ильич", (Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING), date(2026, 11, 16)),
    ("Орлова Вера Сергеевна", (Kind.ERASURE,), date(2026, 11, 9)),
    ("Лисицын Глеб Андреевич", (Kind.ACCESS,), date(2026, 11, 18)),
)


def cases(desk: Desk) -> list[int]:
    """Register everybody, and do with the cases what a clerk does; the last one is annulled."""
    operator_id = profiles.save_operator(desk, OPERATOR).operator_id
    made = [
        registering.register_case(
            desk,
            NewCase(
                operator_id=operator_id,
                kinds=kinds,
                channel=Channel.EMAIL,
                received_on=day,
                late_reason="письмо попало в спам",
                subject=Subject(full_name=name, email="person@example.ru", address="190000, г. Псков, ул. Ясная, д. 2"),
                text="Прошу ответить на это письмо.",
                files=(NewFile("письмо.txt", "text/plain", "Прошу ответить.".encode()),),
            ),
        ).case_id
        for name, kinds, day in PEOPLE
    ]
    identity.confirm_identity(desk, made[0], "предъявлен паспорт")
    calendars.add_regional_day(desk, date(2026, 12, 7), "День области")
    closing.annul_case(desk, made[3], "занесено дважды")
    return made


def letters(desk: Desk, case_id: int) -> int:
    """Issue and send a letter, and leave a draft; return the draft."""
    body = "Обращение рассмотрено.\n"
    ready = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.save_draft(desk, ready, "О рассмотрении обращения", body)
    with desk.register.atomic():
        letter = replace(desk.register.letters.get(ready), issued_on=desk.clock.today())
        desk.register.letters.issue(letter, "1/ПДн", PDF, hashlib.sha256(PDF).hexdigest())
    dispatching.dispatch(desk, ready, "электронной почтой")
    record = desk.register.duties.of_case(case_id)[0]
    duties.fulfil(desk, case_id, record.id)
    left = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.save_draft(desk, left, "Второе письмо", "Черновик.\n")
    return left


def papers(desk: Desk, case_id: int, draft_id: int) -> None:
    """Keep an act and sheets of the journal, and whatever else version 3 brought."""
    enclosing.enclose_files(desk, draft_id, (NewFile("копия.txt", "text/plain", "Копия.".encode()),))
    naming_people.remember_name(desk, "Перец Лев Ильич", dative="Перецу Льву Ильичу", genitive="Переца Льва Ильича")
    ours = templates_own.shipped("access_answer")
    templates_own.save_own(desk, "access_answer", ours.heading, ours.body + "\nЕщё одно предложение.\n")
    drawn = Image.new("RGB", (200, 200), "white")
    drawn.paste((20, 30, 120), (20, 20, 180, 180))
    picture = io.BytesIO()
    drawn.save(picture, "PNG")
    images.set_image(desk, 1, ImageKind.SEAL, picture.getvalue())
    act = Paper(operator_id=1, case_id=case_id, number=1, made_on=NOON.date(), title="Акт об уничтожении")
    sheets = replace(act, case_id=None, kind=PaperKind.JOURNAL, title="Журнал", first_seq=1, last_seq=5)
    with desk.register.atomic():
        for paper in (act, sheets):
            desk.register.papers.add(replace(paper, sha256=hashlib.sha256(PDF).hexdigest()), PDF)


def main(folder: Path) -> None:
    """Make both files in a folder."""
    path, key = folder / f"v{VERSION}.otklik", new_key()
    write_key_file(folder / f"v{VERSION}.key", key)
    desk = begin(Register.create(path, key), FixedClock(NOON))
    made = cases(desk)
    papers(desk, made[2], letters(desk, made[1]))
    desk.register.database.execute("VACUUM")
    desk.register.close()
    path.with_name(f"{path.name}.lock").unlink(missing_ok=True)


if __name__ == "__main__":
    if sys.argv[1:] != [str(VERSION)]:
        raise SystemExit(f"This program writes version {VERSION}: say so, to make its sample.")
    main(Path(__file__).parent)

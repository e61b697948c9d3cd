"""The same letter twice, and the same request within thirty days."""

from __future__ import annotations

from datetime import date

import pytest

from otklik.casework import answering, closing, dispatching, duties, registering
from otklik.casework.desk import Desk
from otklik.casework.registering import NewFile
from otklik.casework.repeats import Sameness, Verdict, repeat_of, same_letter, text_key
from otklik.law.kinds import Kind
from otklik.register.records import AttachmentRole, Channel, Subject

PERSON = Subject(full_name="Ёлкин Пётр Ильич", email="elkin@example.ru", address="190000, г. Псков, ул. Ясная, д. 2")


def register(desk: Desk, operator_id: int, received: date = date(2026, 11, 2), **fields: object) -> int:
    new = registering.NewCase(
        operator_id=operator_id,
        kinds=(Kind.ACCESS,),
        channel=Channel.EMAIL,
        received_on=received,
        subject=PERSON,
        **fields,  # type: ignore[arg-type]  # fields of NewCase by name
    )
    return registering.register_case(desk, new).case_id


def answer(desk: Desk, case_id: int, template: str = "access_answer", *, send: bool = True) -> None:
    given = {name: "названо в обращении" for name, _label in answering.own_fields(template)}
    letter_id = answering.draft_letter(desk, case_id, template, given).letter_id
    answering.issue(desk, letter_id)
    if send:
        dispatching.dispatch(desk, letter_id, "лично")


def verdict(desk: Desk, operator_id: int, received: date, kind: Kind = Kind.ACCESS) -> Verdict | None:
    (subject,) = desk.register.subjects.by_email(PERSON.email)
    repeat = repeat_of(desk, subject.id, operator_id, (kind,), received)
    return repeat.verdict if repeat else None


def test_a_letter_that_comes_twice_is_known_by_file_mail_or_text(desk: Desk, operator_id: int) -> None:
    file = NewFile("письмо.eml", "message/rfc822", b"abc", AttachmentRole.ORIGINAL)
    first = register(desk, operator_id, message_id="1@example.ru", text_key="aa", files=(file,))
    second = register(desk, operator_id, text_key="aa")
    digest = desk.register.attachments.of_case(first)[0].sha256
    found = same_letter(desk, message_id="1@example.ru", text_key="aa", sha256=digest)
    assert [(one.case_id, one.sameness) for one in found] == [(first, Sameness.FILE), (second, Sameness.TEXT)]
    assert [one.sameness for one in same_letter(desk, message_id="1@example.ru")] == [Sameness.MESSAGE]
    assert same_letter(desk) == same_letter(desk, message_id="2@example.ru", text_key="bb", sha256="0" * 64) == ()
    closing.annul_case(desk, second, "внесено дважды")
    assert [one.case_id for one in same_letter(desk, text_key="aa")] == [first]


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (date(2026, 11, 2), None),
        (date(2026, 11, 3), Verdict.NOT_ANSWERED),
        (date(2026, 12, 1), Verdict.NOT_ANSWERED),
        (date(2026, 12, 2), None),
    ],
)
def test_thirty_days_from_the_first_request(
    desk: Desk, operator_id: int, received: date, expected: Verdict | None
) -> None:
    register(desk, operator_id)
    assert verdict(desk, operator_id, received) is expected
    assert verdict(desk, operator_id, received, Kind.ERASURE) is None


def test_why_a_repeat_may_not_be_refused(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id)
    answer(desk, case_id, send=False)
    again = date(2026, 11, 20)
    assert verdict(desk, operator_id, again) is Verdict.NOT_DISPATCHED
    letter = desk.register.letters.of_case(case_id)[0]
    dispatching.dispatch(desk, letter.id, "лично")
    assert verdict(desk, operator_id, again) is Verdict.MAY_REFUSE


def test_who_was_refused_may_ask_again(desk: Desk, operator_id: int) -> None:
    answer(desk, register(desk, operator_id), "refusal")
    assert verdict(desk, operator_id, date(2026, 11, 20)) is Verdict.WAS_REFUSED
    assert verdict(desk, operator_id + 1, date(2026, 11, 20)) is None


def test_a_case_closed_without_a_letter_is_looked_at(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id)
    for record in desk.register.duties.of_case(case_id)[:-1]:
        duties.fulfil(desk, case_id, record.id, date(2026, 11, 10))
    closing.close_case(desk, case_id)
    assert verdict(desk, operator_id, date(2026, 11, 20)) is Verdict.NO_LETTER


def test_an_answer_that_was_ticked_without_a_letter_is_looked_at(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id)
    (record,) = (record for record in desk.register.duties.of_case(case_id) if record.duty == "answer_access")
    duties.fulfil(desk, case_id, record.id, date(2026, 11, 10))
    assert verdict(desk, operator_id, date(2026, 11, 20)) is Verdict.NO_LETTER
    duties.reopen(desk, case_id, record.id, "ошибка")
    assert verdict(desk, operator_id, date(2026, 11, 20)) is Verdict.NOT_ANSWERED


def test_an_annulled_request_is_none(desk: Desk, operator_id: int) -> None:
    closing.annul_case(desk, register(desk, operator_id), "ошибка")
    assert verdict(desk, operator_id, date(2026, 11, 20)) is None


WORDS = "Прошу сообщить, какие мои персональные данные вы обрабатываете, с какой целью и кто их передал. Ёлкин П. И."


def test_a_letter_of_the_same_words_is_known_whatever_is_quoted_below_it(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, text=WORDS)
    again = f"{WORDS.upper().replace('Ё', 'Е')}\n\n> Здравствуйте.\n> Ваше письмо получено."
    (double,) = same_letter(desk, text_key=text_key(again))
    assert (double.case_id, double.sameness) == (case_id, Sameness.TEXT)
    assert text_key(WORDS.replace("целью", "стати")) != text_key(WORDS)


def test_a_few_words_that_everybody_writes_are_no_letter_of_somebody(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, text="Удалите мои данные.")
    assert text_key("Удалите мои данные.") == ""
    assert same_letter(desk, text_key=text_key("Удалите мои данные.")) == ()

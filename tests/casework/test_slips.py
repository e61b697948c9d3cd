"""The slip somebody is handed whose request was taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from otklik.casework import lists, profiles, registering, slips
from otklik.casework.desk import Desk
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Representative, Subject
from otklik.system.errors import UserError
from tests.finished_pdf import expect_archive, text_of

PERSON = Subject(full_name="Ёлкин Пётр Ильич")


def taken(desk: Desk, operator_id: int, *kinds: Kind, channel: Channel = Channel.IN_PERSON, **more: object) -> int:
    new = registering.NewCase(
        operator_id=operator_id,
        kinds=kinds,
        channel=channel,
        received_on=date(2026, 11, 20),
        subject=PERSON,
        **more,  # type: ignore[arg-type]  # fields of NewCase by name
    )
    return registering.register_case(desk, new).case_id


def test_the_slip_says_what_was_taken_and_by_when_it_is_answered(desk: Desk, operator_id: int, tmp_path: Path) -> None:
    case_id = taken(
        desk,
        operator_id,
        Kind.ACCESS,
        Kind.MARKETING_OPT_OUT,
        text="Звонят каждый день.\n\nПокажите, что у вас есть.",
        lacks=("подпись",),
        representative=Representative(full_name="Юрьев Олег Ильич", authority="доверенность № 5"),
    )
    made = slips.acceptance_slip(desk, case_id)
    said = text_of(made.pdf)
    assert made.pages == 1
    for part in (
        *("обращения № 1", "20 ноября 2026 г., лично", "Ёлкин Пётр Ильич", "Юрьев Олег Ильич, доверенность № 5"),
        *("Запрос сведений об обработке", "Покажите, что у вас есть.", "подпись", "сразу · 152-ФЗ ст. 15 ч. 2"),
        *("до 04.12.2026 включительно", "Заявитель"),
    ):
        assert part in said, part
    assert "12.01.2027" not in said, "the policy's day is later than the law's"
    assert made.pdf == slips.acceptance_slip(desk, case_id).pdf
    expect_archive(tmp_path, made.pdf)


def test_each_demand_has_its_own_line_and_none_is_later_than_the_law(desk: Desk, operator_id: int) -> None:
    case_id = taken(desk, operator_id, Kind.ACCESS, Kind.ERASURE, Kind.CONSENT_WITHDRAWAL, named_on=date(2026, 11, 25))
    promised = slips.promised(row.duty for row in lists.case_view(desk, case_id).duties)
    assert [(duty.duty, duty.latest) for duty in promised] == [
        ("answer_access", date(2026, 12, 4)),
        ("answer_erasure", date(2026, 12, 4)),
        ("destroy_withdrawn", date(2026, 12, 21)),
    ]


@pytest.mark.parametrize(
    ("kind", "days", "expected"),
    [
        (Kind.OTHER, 30, ["policy_term"]),  # the law gives no term
        (Kind.CLAIM, 30, ["answer_consumer_claim"]),  # who claims is not known yet: the earliest term there may be
        (Kind.CLAIM, 3, ["policy_term"]),
        (Kind.MARKETING_OPT_OUT, 30, ["stop_marketing"]),
        (Kind.ACCESS, 3, ["answer_access"]),
    ],
)
def test_the_policy_is_promised_only_where_it_is_no_later(
    desk: Desk, operator_id: int, kind: Kind, days: int, expected: list[str]
) -> None:
    profiles.save_operator(desk, replace(desk.register.operators.get(operator_id), policy_days=days))
    case_id = taken(desk, operator_id, kind)
    assert [duty.duty for duty in slips.promised(row.duty for row in lists.case_view(desk, case_id).duties)] == expected
    assert slips.acceptance_slip(desk, case_id).pages == 1


def test_by_telephone_nobody_signs_and_what_is_not_sure_is_not_promised(desk: Desk, operator_id: int) -> None:
    said = text_of(slips.acceptance_slip(desk, taken(desk, operator_id, Kind.ERASURE, channel=Channel.PHONE)).pdf)
    assert "по телефону" in said
    assert "Заявитель" not in said.replace("Словами заявителя", "")
    assert "Уничтожить" not in said


@pytest.mark.parametrize("story", ["Мне звонили и звонили. " * 2000, "Звонят.\n" * 500, "ы" * 5000])
def test_a_long_story_stays_on_one_sheet(desk: Desk, operator_id: int, story: str) -> None:
    case_id = taken(desk, operator_id, Kind.ACCESS, text=story)
    made = slips.acceptance_slip(desk, case_id)
    assert made.pages == 1
    assert "…" in text_of(made.pdf)


def test_an_operator_without_requisites_gets_a_slip_too(desk: Desk, operator_id: int) -> None:
    operator = desk.register.operators.get(operator_id)
    bare = replace(operator, id=0, address="", phones=(), emails=(), form=None)
    other = profiles.save_operator(desk, bare).operator_id
    assert slips.acceptance_slip(desk, taken(desk, other, Kind.CLAIM)).pages == 1


def test_an_event_has_nobody_to_hand_it_to(desk: Desk, operator_id: int) -> None:
    case_id = taken(desk, operator_id, Kind.INCIDENT, received_at=time(10, 0), channel=Channel.OWN)
    with pytest.raises(UserError, match="расписку некому отдать"):
        slips.acceptance_slip(desk, case_id)

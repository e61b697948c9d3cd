"""Which letters a case of the register is offered: by its own state, and nothing that makes no sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from otklik.casework import answering, dispatching, duties, identity, lists, profiles, registering, suggesting
from otklik.casework.desk import Desk
from otklik.law.kinds import ErasureGround, Kind, Regime
from otklik.register.records import Channel, LetterState, Subject
from otklik.system import words
from otklik.system.errors import UserError

from .test_acts import new_case


def register(desk: Desk, operator_id: int, *kinds: Kind, received: date = date(2026, 11, 12), **more: object) -> int:
    new = replace(new_case(operator_id, *kinds, received=received), **more)  # type: ignore[arg-type]  # its fields
    return registering.register_case(desk, new).case_id


def fitting(desk: Desk, case_id: int) -> list[str]:
    return [choice.id for choice in suggesting.suggest_templates(desk, case_id) if choice.suited]


def reason(desk: Desk, case_id: int, template: str) -> str:
    return next(choice.why for choice in suggesting.suggest_templates(desk, case_id) if choice.id == template)


def test_the_rest_can_still_be_chosen(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS)
    identity.confirm_identity(desk, case_id, "предъявлен паспорт")
    choices = suggesting.suggest_templates(desk, case_id)
    assert choices[0].id == "access_answer"
    assert "ст. 14 ч. 7" in choices[0].why
    rest = [choice for choice in choices if not choice.suited]
    assert "withdrawal_done" in [choice.id for choice in rest]
    assert {choice.why for choice in rest} == {"для других требований"}


def test_reasons_are_given_in_the_language_of_the_screen(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.MARKETING_OPT_OUT)
    words.set_language("en")
    assert reason(desk, case_id, "marketing_done") == (
        "mailings and calls are stopped at once (art. 15 p. 2, 38-FZ art. 18 p. 1)"
    )


def test_details_are_asked_for_until_the_writer_is_known(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ACCESS)
    assert fitting(desk, case_id)[0] == "details_request"
    assert fitting(desk, case_id)[-1] == "access_answer"
    assert reason(desk, case_id, "access_answer").startswith("сначала проверьте, кто написал")
    identity.confirm_identity(desk, case_id, "предъявлен паспорт")
    assert "details_request" not in fitting(desk, case_id)


def test_second_request_within_thirty_days_may_be_refused(desk: Desk, operator_id: int) -> None:
    first = register(desk, operator_id, Kind.ACCESS, received=date(2026, 10, 20))
    letter_id = answering.draft_letter(desk, first, "access_answer").letter_id
    number = answering.issue(desk, letter_id).number
    dispatching.dispatch(desk, letter_id, "лично")
    person = desk.register.subjects.get(desk.register.cases.get(first).subject_id)
    again = register(desk, operator_id, Kind.ACCESS, received=date(2026, 11, 18), subject=person)
    identity.confirm_identity(desk, again, "тот же адрес")
    assert fitting(desk, again)[:2] == ["access_answer", "repeat_refusal"]
    given = {"почему_нет_обоснования": "В повторном запросе обоснования нет."}
    drafted = answering.draft_letter(desk, again, "repeat_refusal", given).letter_id
    body = answering.open_letter(desk, drafted).letter.body
    assert "Первый запрос тех же сведений получен 20 октября 2026 г." in body
    assert f"письмом от 21 ноября 2026 г. № {number}." in body
    assert "начиная с 19 ноября 2026 г." in body
    assert answering.issue(desk, drafted).number
    dispatching.dispatch(desk, drafted, "лично")
    assert lists.case_view(desk, again).main_duty is None


def test_an_earlier_request_older_than_the_register_is_told_by_the_clerk(desk: Desk, operator_id: int) -> None:
    again = register(desk, operator_id, Kind.ACCESS, received=date(2026, 11, 18))
    given = {
        "прежнее.получено": "2 ноября 2026 г.",
        "прежнее.ответ": "от 9 ноября 2026 г. № 14-К",
        "прежнее.повтор_с": "2 декабря 2026 г.",
        "почему_нет_обоснования": "В повторном запросе обоснования нет.",
    }
    assert set(given) <= {name for name, _label in answering.own_fields("repeat_refusal")}
    letter_id = answering.draft_letter(desk, again, "repeat_refusal", given).letter_id
    view = answering.open_letter(desk, letter_id)
    assert "получен 2 ноября 2026 г. Ответ на него дан письмом от 9 ноября 2026 г. № 14-К." in view.letter.body
    assert view.missing == ()
    with pytest.raises(UserError, match=r"нет поля «прежнее\.получено»"):
        answering.draft_letter(desk, again, "access_answer", {"прежнее.получено": "2 ноября 2026 г."})


@pytest.mark.parametrize("received", [date(2026, 11, 19), date(2026, 11, 20)])
def test_request_after_thirty_days_is_no_repeat(desk: Desk, operator_id: int, received: date) -> None:
    register(desk, operator_id, Kind.ACCESS, received=date(2026, 10, 20))
    assert "repeat_refusal" not in fitting(desk, register(desk, operator_id, Kind.ACCESS, received=received))


def test_other_people_and_other_demands_make_no_repeat(desk: Desk, operator_id: int) -> None:
    register(desk, operator_id, Kind.MARKETING_OPT_OUT, received=date(2026, 11, 10))
    other = Subject(full_name="Лаптев Иван Петрович", email="laptev@example.org", address="г. Тверь, ул. Садовая, д. 1")
    register(desk, operator_id, Kind.ACCESS, received=date(2026, 11, 10), subject=other)
    assert "repeat_refusal" not in fitting(desk, register(desk, operator_id, Kind.ACCESS, received=date(2026, 11, 18)))


def test_answers_of_the_clerk_change_what_is_offered(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.ERASURE)
    registering.answer_question(desk, case_id, erasure_ground=ErasureGround.WITHDRAWAL)
    assert fitting(desk, case_id)[:2] == ["withdrawal_done", "erasure_done"]
    registering.answer_question(desk, case_id, erasure_ground=ErasureGround.UNLAWFUL)
    assert fitting(desk, case_id)[0] == "erasure_done"
    block = next(row.duty for row in lists.case_view(desk, case_id).duties if row.duty.duty == "block")
    duties.fulfil(desk, case_id, block.id)
    assert "blocking_lifted" in fitting(desk, case_id)
    registering.answer_question(desk, case_id, detected_on=date(2026, 11, 16))
    assert fitting(desk, case_id)[0] == "violations_mended"
    assert "blocking_lifted" not in fitting(desk, case_id)


def test_profile_decides_who_else_is_written_to(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.RECTIFICATION)
    assert not {"recipients_notice", "processor_order"} & set(fitting(desk, case_id))
    operator = replace(
        profiles.operators(desk)[0], recipients=("банк «Пример»",), processors=("ООО «Облако-Пример», г. Москва",)
    )
    profiles.save_operator(desk, operator)
    assert {"recipients_notice", "processor_order"} <= set(fitting(desk, case_id))


def test_extension_is_offered_once(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.STOP_PROCESSING)
    assert "extension_notice" in fitting(desk, case_id)
    withdrawal = register(desk, operator_id, Kind.CONSENT_WITHDRAWAL)
    assert "extension_notice" not in fitting(desk, withdrawal)


def test_people_in_the_european_union_get_letters_by_their_law(desk: Desk, operator_id: int) -> None:
    found = fitting(desk, register(desk, operator_id, Kind.ACCESS, regime=Regime.GDPR))
    assert found[0] == "details_request"
    assert found[-1] == "gdpr_access_answer"
    assert "access_answer" not in found


@pytest.mark.parametrize(
    ("kind", "letters"),
    [
        (Kind.INCIDENT, ["incident_report", "incident_investigation"]),
        (Kind.NOTIFICATION_CHANGE, []),
        (Kind.DISSEMINATION_CONSENT, []),
        (Kind.PROCESSING_END, []),
        (Kind.INDIRECT_DATA, ["indirect_notice"]),
    ],
)
def test_occasion_is_offered_what_fits_it_and_nothing_else(
    desk: Desk, operator_id: int, kind: Kind, letters: list[str]
) -> None:
    case_id = register(desk, operator_id, kind, channel=Channel.OWN)
    assert [choice.id for choice in suggesting.suggest_templates(desk, case_id)] == letters


def test_report_of_an_incident_is_issued_and_closes_its_duty(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.INCIDENT, channel=Channel.OWN, subject=Subject())
    given = {name: "указано в форме" for name, _label in answering.own_fields("incident_report")}
    letter_id = answering.draft_letter(desk, case_id, "incident_report", given).letter_id
    view = answering.open_letter(desk, letter_id)
    assert view.missing == ()
    answering.issue(desk, letter_id)
    assert desk.register.letters.get(letter_id).state is LetterState.ISSUED
    dispatching.dispatch(desk, letter_id, "через форму Роскомнадзора")
    done = {row.duty.duty for row in lists.case_view(desk, case_id).duties if row.duty.done_on}
    assert done == {"report_incident"}


def test_letter_to_a_processor_closes_nothing(desk: Desk, operator_id: int) -> None:
    case_id = register(desk, operator_id, Kind.STOP_PROCESSING)
    given = {name: "как указано в договоре" for name, _label in answering.own_fields("processor_order")}
    letter_id = answering.draft_letter(desk, case_id, "processor_order", given).letter_id
    answering.issue(desk, letter_id)
    dispatching.dispatch(desk, letter_id, "заказным письмом")
    assert all(row.duty.done_on is None for row in lists.case_view(desk, case_id).duties)

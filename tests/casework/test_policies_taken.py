"""A profile is filled from the operator's own policy: what was chosen, nothing else, all of it or nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from otklik.casework import journal, lists, policies, profiles, registering
from otklik.casework.desk import Desk
from otklik.casework.policies import PLACES, Standing
from otklik.intake.policy.facts import FIELDS, Found, PromisedTerm, Quote
from otklik.law.kinds import Kind
from otklik.law.terms import Term, Unit
from otklik.register.records import Operator, OperatorForm
from otklik.system.errors import UserError
from tests.policy_facts import CLAUSES, FACTS, READ, TEXT

from .test_acts import new_case

HERE = Path(__file__).parents[1] / "data/policies"
VALUES = {
    "operator_name": "ООО «Пример»",
    "operator_form": "ООО",
    "claim_term": PromisedTerm(15, Unit.CALENDAR_DAYS, "5.3"),
    "request_term": PromisedTerm(1, Unit.MONTHS, "5.1"),
    "rights": ("access",),
    "request_channels": ("letter",),
    "stored_in_russia": True,
    "cross_border": True,
    "automated_decisions": True,
}
LISTS = ("emails", "phones", "sites", "purposes", "data_categories", "third_parties")


def only(*fields: str) -> policies.ReadPolicy:
    return replace(READ, facts=policies.chosen(FACTS, fields))


def sentences(desk: Desk) -> list[str]:
    return [journal.sentence(event) for event in desk.register.journal.page()]


def test_what_was_chosen_comes_into_the_profile_and_nothing_else(desk: Desk, operator_id: int) -> None:
    before = desk.register.operators.get(operator_id)
    taken = policies.take_over(desk, operator_id, only("emails", "claim_term"))
    assert taken.changes.operators == {operator_id}
    assert desk.register.operators.get(operator_id) == replace(
        before,
        emails=("pdn@mayak.example.ru",),
        policy_days=20,
        policy_unit=Unit.CALENDAR_DAYS,
        policy_clause="3.2",
    )
    kept = policies.kept(desk, operator_id)
    assert kept is not None
    assert (kept.name, kept.text, kept.sha256, kept.read_on) == ("policy.txt", TEXT, "0" * 64, desk.clock.today())
    assert "Профиль заполнен из политики: электронная почта, срок ответа" in sentences(desk)


def test_open_cases_are_counted_by_the_term_that_was_taken(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.CLAIM)).case_id
    assert policies.take_over(desk, operator_id, only("claim_term")).changes.cases == {case_id}
    (own,) = (row.duty for row in lists.case_view(desk, case_id).duties if row.duty.duty == "policy_term")
    assert own.term == Term(20, Unit.CALENDAR_DAYS)


def test_a_new_operator_is_made_of_the_policy(desk: Desk) -> None:
    made = policies.take_over(desk, 0, replace(READ, facts=policies.chosen(FACTS, FACTS.values, {"inn": 0})))
    operator = desk.register.operators.get(made.operator_id)
    assert (operator.form, operator.name, operator.inn) == (OperatorForm.COMPANY, "ООО «Маяк Звонки»", "9900012076")
    assert operator.purposes == ("исполнение договора", "ответ на обращения")
    assert operator.cross_border is False
    assert operator.first_person == "мы"


def test_a_conflict_is_not_taken_before_it_is_decided() -> None:
    assert policies.filled(Operator(), FACTS).inn == ""
    assert policies.filled(Operator(), policies.chosen(FACTS, (), {"inn": 1})).inn == "9900051188"


def test_nothing_stays_of_what_cannot_be_kept(desk: Desk, operator_id: int) -> None:
    facts = replace(FACTS, values={"operator_name": Found("ООО «\U0001f600»", (Quote("", 0, 0),))})
    lines = len(sentences(desk))
    with pytest.raises(UserError):
        policies.take_over(desk, operator_id, replace(READ, facts=facts))
    assert policies.kept(desk, operator_id) is None
    assert len(sentences(desk)) == lines


def test_the_text_alone_can_be_kept(desk: Desk, operator_id: int) -> None:
    before = desk.register.operators.get(operator_id)
    policies.take_over(desk, operator_id, only())
    assert desk.register.operators.get(operator_id) == before
    assert "Текст политики сохранён вместе с профилем" in sentences(desk)


@pytest.mark.parametrize("name", sorted(PLACES))
def test_every_place_is_filled_and_no_other(name: str) -> None:
    value = VALUES.get(name, ("одно", "другое") if name in LISTS else "слова")
    facts = replace(FACTS, values={name: Found(value, (Quote("", 0, 0),))}, conflicts=())
    empty = Operator()
    filled = policies.filled(empty, facts)
    differing = {one for one in Operator.__dataclass_fields__ if getattr(empty, one) != getattr(filled, one)}
    assert differing == set(PLACES[name])
    assert policies.takeable(facts) == (name,)
    assert name in FIELDS


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("operator_form", "самозанятая"),
        ("request_term", PromisedTerm(24, Unit.HOURS)),
        ("claim_term", PromisedTerm(900, Unit.CALENDAR_DAYS)),
        ("rights", ("teleportation",)),
    ],
)
def test_what_no_profile_can_hold_is_not_offered(name: str, value: object) -> None:
    facts = replace(FACTS, values={name: Found(value, (Quote("", 0, 0),)), "inn": Found("1", (Quote("", 0, 0),))})
    assert policies.takeable(facts) == ("inn",)
    assert policies.filled(Operator(), facts) == Operator(inn="1")


def test_blank_same_and_other_are_told_apart(desk: Desk, operator_id: int) -> None:
    stored = desk.register.operators.get(operator_id)
    filled = policies.filled(stored, FACTS)
    assert policies.standing(stored, filled, "cross_border") is Standing.SAME
    assert policies.standing(stored, filled, "emails") is Standing.OTHER
    assert policies.standing(stored, filled, "request_channels") is Standing.BLANK
    usual = replace(Operator(), policy_clause="")
    assert policies.standing(usual, usual, "claim_term") is Standing.BLANK


@pytest.mark.parametrize("file", sorted(path.name for path in HERE.glob("0*") if path.suffix != ".json"))
def test_a_file_its_text_and_the_kept_text_say_the_same(desk: Desk, operator_id: int, file: str) -> None:
    read = policies.read(file, (HERE / file).read_bytes())
    assert policies.read_text(read.facts.text).facts.values == read.facts.values
    policies.take_over(desk, operator_id, read)
    kept = policies.kept(desk, operator_id)
    assert kept is not None
    assert policies.read_again(kept).facts.values == read.facts.values
    for found in read.facts.values.values():
        for quote in found.quotes:
            assert read.facts.text[quote.start : quote.end] == quote.text


def test_quotes_know_their_clause() -> None:
    read = policies.read_text(TEXT)
    assert set(read.clauses.values()) <= CLAUSES | {"1", "2", "3"}
    for quote, clause in read.clauses.items():
        line = TEXT.rfind("\n", 0, quote.start) + 1
        assert TEXT[line:].startswith(clause)


def test_a_profile_saved_by_hand_keeps_its_policy(desk: Desk, operator_id: int) -> None:
    policies.take_over(desk, operator_id, only("emails"))
    profiles.save_operator(desk, replace(desk.register.operators.get(operator_id), inn=""))
    assert policies.kept(desk, operator_id) is not None

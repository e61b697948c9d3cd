"""What five privacy policies promise to people, their operators can keep: every demand, with duties and a letter.

Runs on the facts of the real policies where they lie beside the checkout, and always on five invented ones of the same
shapes.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtPdf import QPdfDocument

from otklik.casework import answering, lists, profiles, registering, suggesting
from otklik.casework.desk import Desk
from otklik.intake.policy.profile import operator_from_facts
from otklik.law.kinds import Kind, Reading
from otklik.register.records import Channel, LetterState, Operator, OperatorForm, Subject
from otklik.system.errors import UserError
from tests.invented import SOLE_PROPRIETOR

HERE = Path(__file__).parent
SHAPES: dict[str, Any] = json.loads((HERE / "data/five_shapes.json").read_text("utf-8"))
BESIDE = HERE.parents[1] / "shared/policies/facts.json"
REAL: dict[str, Any] = json.loads(BESIDE.read_text("utf-8")) if BESIDE.is_file() else {}
REAL.pop("_about", None)
POLICIES = {**SHAPES, **REAL}
RECEIVED = date(2026, 11, 20)

# What no policy says and an operator fills in himself before the first letter.
HIS_OWN = replace(
    SOLE_PROPRIETOR,
    form=OperatorForm.COMPANY,
    name="ООО «Пример оператора»",
    inn="9900000003",
    ogrn="1999900002023",
    emails=("operator@example.ru",),
    phones=("+7 495 000-00-13",),
    policy_clause="",
    signer_position="Директор",
    signer_name="Ершов Максим Андреевич",
    recipients=("никто, кроме работников",),
    processors=("никто",),
)
PEOPLE = (
    Subject(full_name="Калинина Ирина Олеговна", address="190000, г. Псков, ул. Ясная, д. 2"),
    Subject(full_name="Громов Пётр Ильич", address="190000, г. Псков, ул. Ясная, д. 3"),
)


def filled_in(operator: Operator) -> Operator:
    """Return the profile with what the policy leaves open, and nothing of what it says changed."""
    gaps = {name: getattr(HIS_OWN, name) for name in Operator.__dataclass_fields__ if not getattr(operator, name)}
    gaps.pop("id", None)
    return replace(operator, **gaps)


def test_the_real_policies_lie_beside_the_checkout() -> None:
    if not REAL:
        pytest.skip("the five real policies are not beside this checkout; the invented shapes stand for them")
    assert len(REAL) == 5


@pytest.mark.parametrize("policy", POLICIES)
def test_the_profile_says_what_the_policy_says_and_what_is_missing(desk: Desk, policy: str) -> None:
    facts = POLICIES[policy]
    operator = operator_from_facts(facts)
    missing = profiles.missing_facts(operator)
    assert ("наименование оператора" in missing) == (facts["operator_name"] is None)
    assert operator.inn == (facts["inn"] or "")
    assert [kind.value for kind in operator.rights] == facts["rights"]
    assert operator.policy_days == 30
    assert operator.policy_clause == ((facts["claim_term"] or {}).get("clause") or "")
    saved = profiles.save_operator(desk, operator)
    assert profiles.operators(desk)[0] == replace(operator, id=saved.operator_id)


@pytest.mark.parametrize("policy", [name for name, facts in POLICIES.items() if facts["operator_name"] is None])
def test_an_operator_without_a_name_issues_nothing_until_it_is_filled_in(desk: Desk, policy: str) -> None:
    operator = operator_from_facts(POLICIES[policy])
    operator_id = profiles.save_operator(desk, operator).operator_id
    case_id = register(desk, operator_id, operator.rights[0], PEOPLE[0])
    letter_id = draft(desk, case_id)
    with pytest.raises(UserError, match="наименование оператора"):
        answering.issue(desk, letter_id)
    profiles.save_operator(desk, replace(filled_in(operator), id=operator_id))
    assert answering.issue(desk, letter_id).number


@pytest.mark.parametrize("policy", POLICIES)
def test_every_granted_demand_has_its_duties_and_its_letter(desk: Desk, policy: str, qapp: object) -> None:
    operator = filled_in(operator_from_facts(POLICIES[policy]))
    operator_id = profiles.save_operator(desk, operator).operator_id
    kinds = (*operator.rights, Kind.CLAIM)
    for place, kind in enumerate(kinds):
        person = PEOPLE[place % 2]
        case_id = register(desk, operator_id, kind, person)
        view = lists.case_view(desk, case_id)
        policy_terms = [row.duty for row in view.duties if row.duty.reading is Reading.POLICY]
        assert [duty.latest for duty in policy_terms] == [date(2027, 1, 12)]
        assert view.case.due_on is not None
        letter_id = draft(desk, case_id)
        answering.issue(desk, letter_id)
        flat = text_of(answering.letter_pdf(desk, letter_id))
        assert operator.name.split("«")[-1].split()[0].lower() in flat.lower()
        assert person.full_name.split()[1] in flat
    numbers = [letter.number for letter in reversed(desk.register.letters.page(0, 100))]
    assert sorted(int(number.split("/")[0]) for number in numbers) == list(range(1, len(kinds) + 1))
    assert desk.register.journal.verify().whole


def text_of(pdf: bytes) -> str:
    """Return the text of a PDF, white space folded."""
    buffer = QBuffer()
    buffer.setData(pdf)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return " ".join(" ".join(document.getAllText(page).text() for page in range(document.pageCount())).split())


def register(desk: Desk, operator_id: int, kind: Kind, person: Subject) -> int:
    new = registering.NewCase(
        operator_id=operator_id, kinds=(kind,), channel=Channel.LETTER, received_on=RECEIVED, subject=person
    )
    return registering.register_case(desk, new).case_id


def draft(desk: Desk, case_id: int) -> int:
    """Draft the best suited letter, with words for the fields that are this letter's own."""
    template = suggesting.suggest_templates(desk, case_id)[0].id
    empty = answering.draft_letter(desk, case_id, template).letter_id
    own = {
        name: "14500" if name.endswith(".сумма") else "сведения, названные заявителем"
        for name, _label in answering.open_letter(desk, empty).missing
        if name.startswith("письмо.")
    }
    answering.discard_draft(desk, empty)
    letter_id = answering.draft_letter(desk, case_id, template, own).letter_id
    assert answering.open_letter(desk, letter_id).letter.state is LetterState.DRAFT
    return letter_id

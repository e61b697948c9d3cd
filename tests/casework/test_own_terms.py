"""The operator's own terms: one for claims, another for requests where his policy has it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from otklik.casework import count_sheets, lists, profiles, registering
from otklik.casework.desk import Desk
from otklik.law.kinds import Kind
from otklik.law.terms import Term, Unit
from otklik.register.records import DutyRecord
from otklik.system.errors import UserError

from .test_acts import new_case


def own_term(desk: Desk, case_id: int) -> DutyRecord:
    return next(row.duty for row in lists.case_view(desk, case_id).duties if row.duty.duty == "policy_term")


def test_a_request_runs_by_its_own_term_and_a_claim_by_that_of_claims(desk: Desk, operator_id: int) -> None:
    operator = desk.register.operators.get(operator_id)
    request, claim, both = (
        registering.register_case(desk, replace(new_case(operator_id), kinds=kinds)).case_id
        for kinds in ((Kind.ACCESS,), (Kind.CLAIM,), (Kind.ACCESS, Kind.CLAIM))
    )
    changed = replace(
        operator,
        policy_days=20,
        policy_unit=Unit.CALENDAR_DAYS,
        request_term=Term(1, Unit.MONTHS),
        request_clause="7.4",
    )
    assert profiles.save_operator(desk, changed).changes.cases == {request, claim, both}
    assert own_term(desk, request).term == Term(1, Unit.MONTHS)
    assert "7.4" in own_term(desk, request).basis
    assert own_term(desk, claim).term == own_term(desk, both).term == Term(20, Unit.CALENDAR_DAYS)
    assert "7.4" not in own_term(desk, claim).basis
    for case_id in (request, claim):
        sheet = count_sheets.count_sheet(desk, case_id, own_term(desk, case_id).id)
        assert count_sheets.render(sheet).startswith(b"%PDF")


@pytest.mark.parametrize("term", [Term(0, Unit.WORKING_DAYS), Term(13, Unit.MONTHS), Term(24, Unit.HOURS)])
def test_a_term_that_cannot_be_meant_is_refused(desk: Desk, operator_id: int, term: Term) -> None:
    operator = desk.register.operators.get(operator_id)
    with pytest.raises(UserError):
        profiles.save_operator(desk, replace(operator, request_term=term))
    assert desk.register.operators.get(operator_id) == operator

"""The operator's profile: save it, say what a letter will miss, warn about requisites."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.registering import recount
from otklik.casework.signs import refuse_unprintable, sign_mistake
from otklik.law.terms import Term, checked_term
from otklik.register.records import CaseStatus, Operator, OperatorForm
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

_FACTS = {
    "form": "form of the operator (ИП or ООО)",
    "name": "name of the operator",
    "inn": "ИНН",
    "ogrn": "ОГРН or ОГРНИП",
    "address": "postal address",
    "emails": "e-mail",
    "phones": "telephone",
    "signer_name": "who signs",
    "signer_position": "position of who signs",
    "purposes": "purposes of processing",
    "legal_grounds": "legal grounds",
    "methods": "ways of processing",
    "data_categories": "categories of data",
    "sources": "where data come from",
    "recipients": "who else has access to data",
    "processors": "who processes data on your behalf",
    "storage_term": "how long data are kept",
    "cross_border": "whether data go abroad",
    "database_location": "where the database is",
    "automated_decisions": "whether decisions are made by machine alone",
    "measures": "measures of protection (ст. 18.1)",
}


@dataclass(frozen=True, slots=True)
class Saved:
    """A stored profile."""

    changes: Changes
    operator_id: int


def save_operator(desk: Desk, operator: Operator) -> Saved:
    """Store a profile, new (id 0) or changed; a changed policy term recounts the open cases of the operator.

    Raises:
        UserError: the policy term is no sensible number of working days, or a new name cannot be printed.
    """
    for term in (Term(operator.policy_days, operator.policy_unit), operator.request_term):
        if term is not None:
            checked_term(term)
    register = desk.register
    cases: set[int] = set()
    with register.atomic():
        old = register.operators.get(operator.id) if operator.id else None
        if old is None or old.name != operator.name:
            refuse_name(operator)
        if old is None:
            operator = register.operators.add(replace(operator, id=0))
        else:
            register.operators.save(operator)
        if changes := journal.differences(old, operator):
            journal.write(desk, "operator_saved", changes=changes)
        if old and _promises(old) != _promises(operator):
            for case in register.cases.of_operator(operator.id, CaseStatus.OPEN):
                recount(desk, case)
                cases.add(case.id)
    return Saved(Changes(operators=frozenset({operator.id}), cases=frozenset(cases)), operator.id)


def _promises(operator: Operator) -> tuple[object, ...]:
    """Return the terms of a profile: what its cases are counted by."""
    return (
        operator.policy_days,
        operator.policy_unit,
        operator.policy_clause,
        operator.request_term,
        operator.request_clause,
    )


def refuse_name(operator: Operator) -> None:
    """Refuse a name no letter can show: it stands on each of them.

    Raises:
        UserError: it has signs that cannot be printed; they are named.
    """
    refuse_unprintable("name", say(_FACTS["name"]), operator.name)


def operators(desk: Desk) -> tuple[Operator, ...]:
    """Return all profiles of the register, oldest first."""
    return tuple(desk.register.operators.all())


def missing_fields(operator: Operator) -> tuple[tuple[str, str], ...]:
    """Return (field, label) of what is not filled in and letters will need, in the order of the profile."""
    needed = dict(_FACTS)
    if operator.form is OperatorForm.SOLE_PROPRIETOR:
        del needed["signer_name"], needed["signer_position"]
    return tuple((name, say(label)) for name, label in needed.items() if getattr(operator, name) in (None, "", ()))


def missing_facts(operator: Operator) -> tuple[str, ...]:
    """Return the labels of what is not filled in and letters will need, in the order of the profile."""
    return tuple(label for _name, label in missing_fields(operator))


def requisite_warnings(operator: Operator) -> tuple[tuple[str, str], ...]:
    """Return doubts about name and requisites as (field, sentence); those about requisites never block."""
    from otklik.register import requisites  # noqa: PLC0415 - telephone rules are heavy and not needed at start

    name = sign_mistake("name", say(_FACTS["name"]), operator.name)
    checks = [
        ("name", str(name) if name else None),
        ("inn", requisites.check_inn(operator.inn)),
        ("kpp", requisites.check_kpp(operator.kpp)),
        ("ogrn", requisites.check_ogrn(operator.ogrn)),
        ("address", requisites.check_address(operator.address)),
        *(("emails", requisites.check_email(email)) for email in operator.emails),
        *(("phones", requisites.check_phone(phone)) for phone in operator.phones),
    ]
    return tuple((field, sentence) for field, sentence in checks if sentence)

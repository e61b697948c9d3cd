"""From the facts a person reads out of a privacy policy to an operator's profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from otklik.law.kinds import Kind
from otklik.register.records import Channel, Operator, OperatorForm
from otklik.system.errors import UserError

_SOLE_PROPRIETOR = "ИП "
_WORKING_DAYS = "working_days"


def operator_from_facts(facts: Mapping[str, Any]) -> Operator:
    """Return the profile a policy's facts make; what the policy does not say stays empty, nothing is invented.

    Args:
        facts: `operator_name`, `operator_form`, `inn`, `ogrn`, `rkn_registry_number`, `address`, `emails`, `phones`,
            `sites`, `claim_term` (number, unit, clause), `request_channels`, `rights`, `data_categories`,
            `cross_border`, `automated_decisions`; each may be missing or null.

    Raises:
        UserError: a value is not of its kind.
    """
    try:
        term = facts.get("claim_term") or {}
        form = OperatorForm(facts["operator_form"]) if facts.get("operator_form") else None
        return Operator(
            form=form,
            name=(facts.get("operator_name") or "").removeprefix(_SOLE_PROPRIETOR),
            inn=facts.get("inn") or "",
            ogrn=facts.get("ogrn") or "",
            rkn_number=facts.get("rkn_registry_number") or "",
            address=facts.get("address") or "",
            emails=_texts(facts, "emails"),
            phones=_texts(facts, "phones"),
            sites=_texts(facts, "sites"),
            policy_days=term["number"] if term.get("unit") == _WORKING_DAYS else 30,
            policy_clause=term.get("clause") or "",
            rights=tuple(Kind(right) for right in _texts(facts, "rights")),
            channels=tuple(Channel(channel) for channel in _texts(facts, "request_channels")),
            data_categories=_texts(facts, "data_categories"),
            first_person=form.usual_person if form else Operator().first_person,
            cross_border=facts.get("cross_border"),
            automated_decisions=facts.get("automated_decisions"),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError("The facts of the policy cannot be read: {reason}.", reason=error) from error


def _texts(facts: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(str(item) for item in facts.get(name) or ())

"""From the facts of a privacy policy to an operator's profile: the one way for facts of a file and of a reader."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from otklik.intake.policy.facts import PolicyFacts, PromisedTerm
from otklik.law.kinds import Kind
from otklik.law.terms import Term, Unit
from otklik.register.records import Channel, Operator, OperatorForm
from otklik.system.errors import UserError

_SOLE_PROPRIETOR = "ИП "
_RUSSIA = "Российская Федерация"


def operator_from_facts(facts: Mapping[str, Any] | PolicyFacts) -> Operator:
    """Return the profile a policy's facts make; what the policy does not say stays empty, nothing is invented.

    Args:
        facts: what was read from a policy, or a mapping with `operator_name`, `operator_form`, `inn`, `ogrn`,
            `rkn_registry_number`, `address`, `emails`, `phones`, `sites`, `claim_term` and `request_term` (number,
            unit, clause), `request_channels`, `rights`, `purposes`, `data_categories`, `third_parties`, `storage_term`,
            `stored_in_russia`, `cross_border`, `automated_decisions`; each may be missing or null.

    Raises:
        UserError: a value is not of its kind.
    """
    if isinstance(facts, PolicyFacts):
        facts = {field: found.value for field, found in facts.values.items()}
    empty = Operator()
    try:
        form = OperatorForm(facts["operator_form"]) if facts.get("operator_form") else None
        claim, request = _term(facts.get("claim_term")), _term(facts.get("request_term"))
        return Operator(
            form=form,
            name=(facts.get("operator_name") or "").removeprefix(_SOLE_PROPRIETOR),
            inn=facts.get("inn") or "",
            ogrn=facts.get("ogrn") or "",
            rkn_number=facts.get("rkn_registry_number") or "",
            address=facts.get("address") or "",
            emails=_texts(facts, "emails"),
            phones=tuple(spoken_phone(phone) for phone in _texts(facts, "phones")),
            sites=_texts(facts, "sites"),
            policy_days=claim.number if claim else empty.policy_days,
            policy_unit=claim.unit if claim else empty.policy_unit,
            policy_clause=claim.clause if claim else "",
            request_term=Term(request.number, request.unit) if request else None,
            request_clause=request.clause if request else "",
            rights=tuple(Kind(right) for right in _texts(facts, "rights")),
            channels=tuple(Channel(channel) for channel in _texts(facts, "request_channels")),
            purposes=_texts(facts, "purposes"),
            data_categories=_texts(facts, "data_categories"),
            recipients=_texts(facts, "third_parties"),
            storage_term=facts.get("storage_term") or "",
            database_location=_RUSSIA if facts.get("stored_in_russia") else "",
            first_person=form.usual_person if form else empty.first_person,
            cross_border=facts.get("cross_border"),
            automated_decisions=facts.get("automated_decisions"),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError("The facts of the policy cannot be read: {reason}.", reason=error) from error


def _term(value: Mapping[str, Any] | PromisedTerm | None) -> PromisedTerm | None:
    """Return a term of the facts, `None` where they have none."""
    if value is None or isinstance(value, PromisedTerm):
        return value
    return PromisedTerm(int(value["number"]), Unit(value["unit"]), value.get("clause") or "")


def spoken_phone(phone: str) -> str:
    """Return a phone as people write it, «+7 495 000-00-13»; what is no phone stays as it is."""
    import phonenumbers  # noqa: PLC0415 - numbering plans of all countries; only policies and forms need them

    try:
        parsed = phonenumbers.parse(phone, "RU")
    except phonenumbers.NumberParseException:
        return phone
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def _texts(facts: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Return the texts of a field, each once but for case, quotation marks and full stops."""
    once: dict[str, str] = {}
    for item in facts.get(name) or ():
        once.setdefault(" ".join(re.findall(r"[^\W_]+", str(item).lower().replace("ё", "е"))) or str(item), str(item))
    return tuple(once.values())

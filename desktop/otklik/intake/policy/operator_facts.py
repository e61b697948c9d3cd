"""Who the operator is: name, form, ИНН, ОГРН, number in the register of operators, address, date of the policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from otklik.intake.policy import addresses, edition_dates
from otklik.intake.policy.facts import Found
from otklik.intake.policy.parties import Owner
from otklik.intake.policy.structure import Policy
from otklik.register.requisites import check_inn, check_ogrn
from otklik.system.words import say

_FORMS = frozenset({"ИП", "ООО"})
_BETWEEN = (
    r"(?:\s+(?:оператора|организации|компании|общества|предпринимателя|ип|юридического лица|юр\. лица|центра|фонда"
    r"|учреждения|школы|клиники|агентства|студии|исполнителя|продавца|клуба))?[\s:№\-=]{0,6}"
)
_DIGITS = r"(?P<digits>\d(?:[ ]?\d){7,17})(?!\d)"
_INN = re.compile(
    rf"(?<!\w)(?:инн(?:\s?/\s?кпп)?|идентификационный номер налогоплательщика(?:\s?\(инн\))?){_BETWEEN}{_DIGITS}"
)
_OGRN = re.compile(
    rf"(?<!\w)(?:огрн(?:\s?ип)?|основной государственный регистрационный номер[^\d\n.;]{{0,60}}){_BETWEEN}{_DIGITS}"
)
_RKN = re.compile(r"(?<![\d\-])(?:\d{2}-\d{2}-\d{6}|\d{2}-\d{7})(?![\d\-])")
_OF_OTHERS = re.compile(
    r"\b(?:хостинг|хостер|провайдер|партнер|подрядчик|обработчик|дата-центр|контрагент|агрегатор|банк)\w*"
)
_REGISTER = re.compile(r"реестр|регистрационн\w+ номер|рег\.\s?номер|роскомнадзор|уведомлени")


def find(policy: Policy) -> Iterator[tuple[str, Found[Any]]]:
    """Yield what the policy says of its operator.

    Where it names several operators, one number or address belongs to nobody in particular and is left out.
    """
    if policy.is_template:
        return
    yield from _names(policy)
    for field, numbers in (
        ("inn", _numbers(policy, _INN, check_inn)),
        ("ogrn", _numbers(policy, _OGRN, check_ogrn)),
        ("address", addresses.find(policy)),
    ):
        found = list(numbers)
        if len(policy.parties.operators) <= 1 or len({one.value for one in found}) > 1:
            yield from ((field, one) for one in found)
    yield from (("rkn_registry_number", found) for found in _register_numbers(policy))
    yield from (("policy_date", found) for found in edition_dates.find(policy))


def problems(policy: Policy) -> Iterator[str]:
    """Yield a sentence for each number of the operator whose control digits do not fit."""
    told = set()
    for label, pattern, check in (("ИНН", _INN, check_inn), ("ОГРН", _OGRN, check_ogrn)):
        for found in pattern.finditer(policy.plain):
            number = "".join(found.group("digits").split())
            if check(number) and number not in told and _is_own(policy, found):
                told.add(number)
                yield say(
                    "The policy names {label} {number}, whose control digits do not fit; it is not taken over.",
                    label=label,
                    number=number,
                )


def _names(policy: Policy) -> Iterator[tuple[str, Found[Any]]]:
    """Yield the fullest name of each operator with all places of it, and its form."""
    for group in policy.parties.operators:
        named = [party for party in group if party.name]
        if not named:
            continue
        best = max(named, key=lambda party: ("." not in party.key, party.form in _FORMS))
        same = [best, *(party for party in named if party.name == best.name and party is not best)]
        yield "operator_name", Found(best.name, tuple(policy.quote(party.start, party.end) for party in same[:5]))
        if best.form in _FORMS:
            yield "operator_form", Found(best.form, (policy.quote(best.start, best.end),))


def _numbers(policy: Policy, pattern: re.Pattern[str], check: Callable[[str], str | None]) -> Iterator[Found[str]]:
    """Yield the operator's own numbers whose control digits fit."""
    for found in pattern.finditer(policy.plain):
        number = "".join(found.group("digits").split())
        if check(number) is None and _is_own(policy, found):
            yield Found(number, (policy.quote(*found.span()),))


def _is_own(policy: Policy, found: re.Match[str]) -> bool:
    """Return whether a labelled number is meant and is the operator's."""
    if not policy.is_stated(*found.span()):
        return False
    owner = policy.parties.owner_at(*found.span())
    paragraph = policy.paragraph_at(found.start())
    return owner is Owner.OPERATOR or (owner is Owner.UNKNOWN and paragraph.end - paragraph.start < 200)


def _register_numbers(policy: Policy) -> Iterator[Found[str]]:
    """Yield the numbers of the register of operators of personal data, named so in their sentence."""
    for found in _RKN.finditer(policy.plain):
        sentence = policy.sentence_at(found.start())
        start, end = max(sentence.start, found.start() - 200), min(sentence.end, found.end() + 160)
        named = _REGISTER.search(policy.plain, start, end)
        if (
            named is None
            or not policy.is_stated(*found.span())
            or _OF_OTHERS.search(policy.plain, start, found.start())
        ):
            continue
        if policy.parties.speaks_of_another(sentence.start, found.start()):
            continue
        if policy.parties.last_named(found.start()) is not Owner.OTHER:
            yield Found(found.group(), (policy.quote(*found.span()),))

"""What a reply to a claim rests on: the norm by who claims and what, the term of the contract, the last day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otklik.law.kinds import LAWFUL, Claimant, ClaimMatter, Trigger
from otklik.letters.count_words import term_words
from otklik.letters.wording import long_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from otklik.register.records import Case, DutyRecord

_CONSUMER_LAW = "Российской Федерации от 7 февраля 1992 г. № 2300-1 «О защите прав потребителей»"
_CONSUMER = f"в соответствии с Законом {_CONSUMER_LAW}"
_REFUND = f"в соответствии со статьёй 22 и пунктом 1 статьи 31 Закона {_CONSUMER_LAW}"
_ORDER = {
    (Claimant.CONSUMER, ClaimMatter.MONEY): _REFUND,
    (Claimant.CONSUMER, ClaimMatter.OTHER): _CONSUMER,
    (Claimant.CONSUMER, None): _CONSUMER,
    (Claimant.BUSINESS, ClaimMatter.MONEY): (
        "в порядке досудебного урегулирования спора, который предусмотрен частью 5 статьи 4 Арбитражного "
        "процессуального кодекса Российской Федерации"
    ),
}
_FROM = {
    Trigger.RECEIPT: "со дня получения претензии",
    Trigger.DISPATCH: "со дня направления претензии",
}
_MARK = re.compile(r"^(?:п\.|пункт)\s*", re.IGNORECASE)


def claim_fields(case: Case, duties: Sequence[DutyRecord], today: date) -> dict[str, str]:
    """Return the fields `претензия.*`; empty where nothing is to be said.

    Args:
        case: the case; of one that is no claim all fields are empty but the last day.
        duties: its duties.
        today: the date where the operator is: a day that is over is not promised any more.
    """
    order = _ORDER.get((case.claimant, case.claim_matter), "") if case.claimant else ""
    return {
        "претензия.порядок": order,
        "претензия.срок_по_договору": _contract(case),
        "претензия.ответить_до": _last_day(duties, today),
    }


def _contract(case: Case) -> str:
    """Return «15 рабочих дней со дня получения претензии (пункт 7.2 договора)»."""
    if case.contract_term is None:
        return ""
    clause = _MARK.sub("", case.contract_clause.strip())
    named = f" (пункт {clause} договора)" if clause else ""
    return f"{term_words(case.contract_term)} {_FROM.get(case.contract_trigger, _FROM[Trigger.RECEIPT])}{named}"


def _last_day(duties: Sequence[DutyRecord], today: date) -> str:
    """Return the nearest day an answer is still owed by: that of law or contract, else that of the policy.

    A day the writer himself names is no promise of ours.

    The safe day, or the last one by ГК ст. 193 once the safe one has passed.
    """
    owed = [one for one in duties if one.done_on is None and one.trigger is not Trigger.NAMED]
    answers = [one for one in owed if "answer" in one.closed_by and one.latest >= today]
    binding = [one for one in answers if one.reading in LAWFUL]
    days = [one.safe if one.safe >= today else one.latest for one in binding or answers]
    return long_date(min(days)) if days else ""

"""Which letters a case is offered, best first, and why: by its demands, the clerk's answers and its duties."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.casework.lists import extendable
from otklik.casework.repeats import Verdict, repeat_of
from otklik.law.kinds import OCCASIONS
from otklik.law.naming import kind_title
from otklik.system.words import language, say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.letters.templates import Offer, Situation
    from otklik.register.records import Case


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template offered for a case, and why.

    Attributes:
        group: what it answers, a `letters.template_groups.TemplateGroup`.
    """

    id: str
    title: str
    why: str
    suited: bool
    group: str


def suggest_templates(desk: Desk, case_id: int) -> tuple[TemplateChoice, ...]:
    """Return the templates for a case: those that fit, best first, with the reason, then the rest.

    An occasion nobody wrote about is offered only what fits it: the rest answer demands, and there is none.
    """
    from otklik.letters.template_groups import group_of  # noqa: PLC0415 - letters are loaded when one is written
    from otklik.letters.templates import load_templates, suited  # noqa: PLC0415 - the same

    case = desk.register.cases.get(case_id)
    offers = suited(situation_of(desk, case))
    fitting = [offer.template.id for offer in offers]
    rest = () if OCCASIONS.issuperset(case.kinds) else load_templates().values()
    return (
        *(
            TemplateChoice(
                one.template.id, one.template.title, _why(one, case), suited=True, group=group_of(one.template)
            )
            for one in offers
        ),
        *(
            TemplateChoice(one.id, one.title, say("for other demands"), suited=False, group=group_of(one))
            for one in rest
            if one.id not in fitting
        ),
    )


def _why(offer: Offer, case: Case) -> str:
    if offer.template.gives_data and case.identity_confirmed_on is None:
        return say("first see who wrote: it hands out personal data")
    said = offer.why if language() == "ru" else offer.why_en
    answered = (kind_title(kind, language()) for kind in case.kinds if kind in offer.template.kinds)
    return said or say("answers: {kinds}", kinds=", ".join(answered))


def situation_of(desk: Desk, case: Case) -> Situation:
    """Return what the choice of a letter depends on."""
    from otklik.letters.negation import says_nobody  # noqa: PLC0415 - letters are loaded when one is written
    from otklik.letters.templates import Situation  # noqa: PLC0415 - the same

    records = desk.register.duties.of_case(case.id)
    operator = desk.register.operators.get(case.operator_id)
    today = desk.clock.today()
    repeat = repeat_of(desk, case.subject_id, case.operator_id, case.kinds, case.received_on, case.id)
    return Situation(
        kinds=case.kinds,
        regime=case.regime,
        erasure_ground=case.erasure_ground,
        claimant=case.claimant,
        claim_matter=case.claim_matter,
        alleges_unlawful=case.alleges_unlawful,
        unlawful_found=case.detected_on is not None,
        blocked=any("block" in record.closed_by and record.done_on is not None for record in records),
        extendable=any(extendable(record, today) for record in records),
        repeated=repeat is not None and repeat.verdict is not Verdict.NOT_ANSWERED,
        identified=case.identity_confirmed_on is not None,
        destruction_impossible=bool(case.destruction_obstacle),
        shared=bool(operator.recipients) and not says_nobody(operator.recipients, "-"),
        delegated=bool(operator.processors) and not says_nobody(operator.processors, "-"),
    )

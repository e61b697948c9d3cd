"""The slip somebody is handed for a demand made in person or by telephone: its number, and by when he is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework import lists
from otklik.casework.counting import end_of
from otklik.law.kinds import LAWFUL, OCCASIONS, Kind, Reading
from otklik.law.naming import kind_heading
from otklik.law.terms import Unit
from otklik.register.records import AttachmentRole, Channel
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.casework.desk import Desk
    from otklik.letters.paper_parts import Made
    from otklik.register.records import DutyRecord

_WAYS = {
    Channel.EMAIL: "по электронной почте",
    Channel.LETTER: "письмом",
    Channel.IN_PERSON: "лично",
    Channel.PHONE: "по телефону",
    Channel.ACCOUNT: "через личный кабинет",
}


def acceptance_slip(desk: Desk, case_id: int) -> Made:
    """Return «Расписка о приёме обращения» of a case as PDF/A with the number of its pages.

    Raises:
        UserError: nobody made a demand, so nobody is handed a slip.
    """
    from otklik.letters.fields import operator_title, position, signer  # noqa: PLC0415 - letters are loaded late
    from otklik.letters.slip import Slip, render_slip  # noqa: PLC0415 - the same

    view = lists.case_view(desk, case_id)
    case, operator = view.case, view.operator
    if OCCASIONS.issuperset(case.kinds):
        raise UserError("Nobody wrote in case № {number}: there is nobody to hand a slip to.", number=case.number)
    files = [file for file in view.attachments if file.role is not AttachmentRole.PROOF]
    return render_slip(
        Slip(
            number=case.number,
            operator=operator_title(operator),
            operator_address=operator.address,
            contacts=", ".join((*operator.phones[:2], *operator.emails[:1])),
            signer=(position(operator), signer(operator)),
            received_on=case.received_on,
            received_at=case.received_at,
            way=_WAYS[case.channel],
            person=view.subject.full_name,
            spokesman=view.representative.full_name if view.representative else "",
            authority=view.representative.authority if view.representative else "",
            demands=tuple(kind_heading(kind, "ru") for kind in case.kinds),
            text=case.text,
            papers=len(files),
            lacks=case.lacks,
            due=tuple(_promise(duty) for duty in promised(row.duty for row in view.duties)),
            in_person=case.channel is Channel.IN_PERSON,
            made_on=desk.clock.today(),
            chain_head=desk.register.journal.head(),
        )
    )


def promised(duties: Iterable[DutyRecord]) -> tuple[DutyRecord, ...]:
    """Return what a writer is promised, no day later than the law's: what is done at once, then each answer in order.

    Each demand has its own line, whose term the law gives in any case. Only where there is none stands the earliest of
    what hangs on a question nobody has answered yet, or the policy's day where that is no later.

    Args:
        duties: all that is owed in the case.
    """
    still_open = [duty for duty in duties if duty.done_on is None]
    lawful = [duty for duty in still_open if duty.reading in LAWFUL]
    sure = [duty for duty in lawful if duty.condition is None]
    at_once = [duty for duty in sure if _is_at_once(duty)]
    answers = [answer for kind in dict.fromkeys(duty.kind for duty in sure) if (answer := _answer(sure, kind))]
    if sure:
        return (*at_once, *sorted(answers, key=end_of))
    policy = [duty for duty in still_open if duty.reading is Reading.POLICY]
    unsure = [duty for duty in lawful if not _is_at_once(duty)]
    return tuple(sorted((*unsure, *policy), key=end_of)[:1])


def _answer(duties: Iterable[DutyRecord], kind: Kind) -> DutyRecord | None:
    """Return the first answer a demand gets by the law, else the first thing done for it by a day; `None` for none."""
    dated = [duty for duty in duties if duty.kind is kind and not _is_at_once(duty)]
    answers = [duty for duty in dated if {"answer", "refusal"} & set(duty.closed_by)]
    return min(answers or dated, key=end_of, default=None)


def _is_at_once(duty: DutyRecord) -> bool:
    return duty.term is not None and duty.term.unit is Unit.AT_ONCE


def _promise(duty: DutyRecord) -> tuple[str, str]:
    """Return a duty as the slip tells it: what, and by when and by what law."""
    if _is_at_once(duty):
        when = "сразу"
    elif duty.ends_at:
        when = f"до {duty.latest:%d.%m.%Y}, {duty.ends_at:%H:%M}"
    else:
        when = f"до {duty.latest:%d.%m.%Y} включительно"
    what = "Самый поздний срок" if duty.reading is Reading.POLICY else duty.title
    return f"{what}, {duty.condition}" if duty.condition else what, f"{when} · {duty.basis}"

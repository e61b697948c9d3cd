"""Annul an act of destruction: it is kept, its number stays used, and what it proved is owed again."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.case_checks import checked_reason
from otklik.casework.counting import notice_of
from otklik.casework.desk import Changes
from otklik.casework.kept_papers import papers_of_case
from otklik.casework.linked import letters_about
from otklik.casework.registering import open_case, recount
from otklik.casework.signs import refuse_unprintable
from otklik.register.paper_records import Paper, PaperKind
from otklik.register.records import Case, DutyRecord
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.letters.paper_parts import Made


@dataclass(frozen=True, slots=True)
class Annulled:
    """An act that is void.

    Attributes:
        number: of the act.
        note_id: the paper that says so and is kept beside the act.
        opened: titles of the duties that are open again.
    """

    changes: Changes
    number: int
    note_id: int
    opened: tuple[str, ...]


def annul_act(desk: Desk, paper_id: int, reason: str) -> Annulled:
    """Annul an act of destruction made by mistake.

    The act itself never changes. A note of one sheet says that it is void and why; it is kept beside the act for as
    long as the act has to be.

    Raises:
        UserError: no reason is given or it cannot be printed, the paper is no act, it is void already, or its case is
            closed.
    """
    reason = checked_reason(reason).strip()
    refuse_unprintable("reason", say("reason"), reason)
    register = desk.register
    with register.atomic():
        act = register.papers.get(paper_id)
        if act.kind is not PaperKind.ACT:
            raise UserError("This paper is no act of destruction.")
        case = open_case(desk, act.case_id or 0)
        if any(one.void_on for one in papers_of_case(desk, case.id) if one.paper.id == paper_id):
            raise UserError("Act № {number} is annulled already.", number=act.number)
        opened = _open_again(desk, case, act)
        made = _draw(desk, case, act, reason, opened)
        note = register.papers.add(
            Paper(
                operator_id=act.operator_id,
                case_id=case.id,
                kind=PaperKind.ANNULMENT,
                number=register.papers.next_number(act.operator_id, PaperKind.ANNULMENT),
                made_on=desk.clock.today(),
                title=f"Отметка об аннулировании акта № {act.number}",
                sheets=made.pages,
                keep_until=act.keep_until,
                facts=json.dumps({"act": act.id, "reason": reason}, ensure_ascii=False),
            ),
            made.pdf,
        )
        titles = tuple(record.title for record in opened)
        facts = journal.facts(number=act.number, reason=reason, sha256=note.sha256, duties=titles)
        journal.write(desk, "act_annulled", case_id=case.id, changes=facts)
        recount(desk, case)  # what changed in the case while the duties were done counts now
    changes = Changes(cases=frozenset({case.id}), operators=frozenset({act.operator_id}))
    return Annulled(changes, act.number, note.id, titles)


def _open_again(desk: Desk, case: Case, act: Paper) -> tuple[DutyRecord, ...]:
    """Open the duties the act closed; one that was opened by hand and done otherwise since stays done."""
    closed, letters = json.loads(act.facts)["closed"], letters_about(desk.register, case)
    opened = []
    for record in desk.register.duties.of_case(case.id):
        if record.duty not in closed or record.done_by != "destroy":
            continue
        notice = notice_of(record, letters)
        desk.register.duties.save(replace(record, done_on=None, done_by="", letter_id=notice.id if notice else None))
        opened.append(record)
    return tuple(opened)


def _draw(desk: Desk, case: Case, act: Paper, reason: str, opened: tuple[DutyRecord, ...]) -> Made:
    from otklik.letters.act_note import ActNote, render_note  # noqa: PLC0415 - reportlab is loaded when a page is drawn
    from otklik.letters.fields import operator_title, position, signer  # noqa: PLC0415 - the same

    operator = desk.register.operators.get(act.operator_id)
    return render_note(
        ActNote(
            number=act.number,
            made_on=act.made_on,
            sha256=act.sha256,
            keep_until=act.keep_until,
            case_number=case.number,
            operator=operator_title(operator),
            operator_address=operator.address,
            signer=(position(operator), signer(operator)),
            annulled_on=desk.clock.today(),
            reason=reason,
            opened=tuple(record.title for record in opened),
            chain_head=desk.register.journal.head(),
        )
    )

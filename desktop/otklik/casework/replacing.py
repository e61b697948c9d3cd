"""A letter that is void: how its page is shown, and the letter written in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from otklik.casework import answering, journal
from otklik.casework.answering import Drafted
from otklik.casework.desk import Changes
from otklik.casework.registering import open_case
from otklik.register.records import Letter, LetterState
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

VOID_WORD = "АННУЛИРОВАНО"
"""What stands on each page of a paper that is void."""


def shown_pdf(desk: Desk, letter_id: int) -> bytes:
    """Return the PDF of an issued letter as it leaves the register: of one that is void, a copy that says so.

    What is stored never changes: `answering.letter_pdf` returns that.

    Raises:
        UserError: the letter is a draft.
    """
    pdf = answering.letter_pdf(desk, letter_id)
    if desk.register.letters.get(letter_id).state is not LetterState.ANNULLED:
        return pdf
    from otklik.letters.joining import mark_void  # noqa: PLC0415 - letters are loaded when one is shown

    return mark_void(pdf, VOID_WORD, desk.clock.today())


def draft_instead(desk: Desk, letter_id: int) -> Drafted:
    """Draft a letter in the place of one that is void: with its heading, its text and what was enclosed.

    Raises:
        UserError: the letter is not void, or its case is not open.
    """
    register = desk.register
    with register.atomic():
        void = register.letters.get(letter_id)
        if void.state is not LetterState.ANNULLED:
            raise UserError("Letter № {number} stands: annul it before another one is written in its place.",
                            number=void.number)  # fmt: skip
        case = open_case(desk, void.case_id)
        letter = register.letters.add(
            Letter(
                case_id=case.id,
                operator_id=case.operator_id,
                template=void.template,
                heading=void.heading,
                body=void.body,
                changed_at=desk.clock.now(),
            )
        )
        enclosed = register.enclosures.of_letter(void.id)
        register.enclosures.replace(letter.id, tuple(replace(one) for one in enclosed))
        facts = journal.facts(template=void.template, heading=void.heading, instead_of=void.number)
        journal.write(desk, "letter_drafted", case_id=case.id, letter_id=letter.id, changes=facts)
    return Drafted(Changes(cases=frozenset({case.id}), letters=frozenset({letter.id})), letter.id)

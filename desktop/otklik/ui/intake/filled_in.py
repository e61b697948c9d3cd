"""The case a filled-in form makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from otklik.casework.registering import NewCase, NewFile
    from otklik.intake.letter import IncomingLetter
    from otklik.ui.intake.case_facts import CaseFacts
    from otklik.ui.intake.lacks import Lacks
    from otklik.ui.intake.letter_panel import LetterPanel
    from otklik.ui.intake.who_writes import WhoWrites


def filled_in(
    facts: CaseFacts, who: WhoWrites, letter: LetterPanel, lacks: Lacks, read: IncomingLetter | None
) -> NewCase:
    """Return the case as it is filled in.

    Args:
        facts: what it is and when it came.
        who: who writes.
        letter: the letter, its text and its files.
        lacks: what it lacks.
        read: the letter as it was read; `None` where none was.
    """
    from otklik.casework.registering import NewCase  # noqa: PLC0415 - start-up: not needed before a case is entered
    from otklik.register.records import Subject  # noqa: PLC0415 - as above

    case, event = facts.case(), facts.is_event
    return NewCase(
        operator_id=case.operator_id,
        kinds=case.kinds,
        channel=case.channel,
        received_on=case.received_on,
        noticed_on=case.noticed_on,
        received_at=case.received_at,
        subject=Subject() if event else who.subject(),
        representative=None if event else who.representative(),
        incoming_number="" if event else facts.incoming_number.text().strip(),
        incoming_date=None if event else facts.incoming_date.date(),
        text=letter.text.letter_text(),
        dispatched_on=case.dispatched_on,
        erasure_ground=case.erasure_ground,
        claimant=case.claimant,
        claim_matter=case.claim_matter,
        alleges_unlawful=case.alleges_unlawful,
        named_on=case.named_on,
        contract_term=case.contract_term,
        contract_trigger=case.contract_trigger,
        contract_clause=case.contract_clause,
        claim_amount=case.claim_amount,
        message_id=read.message_id if read is not None and not event else "",
        lacks=() if event else lacks.chosen(),
        files=letter.files.files(),
    )


def files_to_add(letter: LetterPanel, name: str) -> tuple[NewFile, ...]:
    """Return the files of a letter; where it came in none, its text as one.

    Args:
        letter: the letter.
        name: the name of that file, without ending.
    """
    from otklik.casework.registering import NewFile  # noqa: PLC0415 - as above

    text = NewFile(f"{name}.txt", "text/plain", letter.text.letter_text().encode())
    return letter.files.files() or (text,)

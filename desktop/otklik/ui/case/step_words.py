"""What comes next in a case, in words: what the button says, and the reason under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.next_step import NextStep, StepKind
from otklik.law.kinds import OCCASIONS
from otklik.ui import dates, phrases
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from datetime import date

    from otklik.register.records import DutyRecord

PROOF = "prove_destruction"
"""The duty that is nothing but the act of destruction and its log export."""


def asks_for_paper(step: NextStep) -> bool:
    """Return whether the step is done by an act of destruction: data are to be destroyed for certain, or it proved."""
    return step.kind is StepKind.ACT and step.duty is not None and asks_for_act(step.duty)


def asks_for_act(duty: DutyRecord) -> bool:
    """Return the same of a duty."""
    destroys = duty.duty.startswith("destroy_") and not duty.condition
    return duty.done_on is None and (destroys or duty.duty == PROOF)


def button_word(step: NextStep) -> str:
    """Return what the button of a step says; empty where nothing is to be done."""
    if asks_for_paper(step):
        return translated("Make the act…")
    if step.kind is StepKind.ANSWER and step.duty is not None and step.duty.kind in OCCASIONS:
        return translated("Prepare the letter")  # nobody wrote, so it is no answer
    return {
        StepKind.QUESTION: translated("Answer the question"),
        StepKind.SEND: translated("Send the letter"),
        StepKind.SEND_NOTICE: translated("Send the notice"),
        StepKind.ACT: translated("Tick what is done"),
        StepKind.LACKING: translated("Ask for what is missing"),
        StepKind.IDENTITY: translated("Check who wrote"),
        StepKind.SEARCH: translated("Look for the data"),
        StepKind.DRAFT: translated("Open the draft"),
        StepKind.FILL: translated("Open the draft"),
        StepKind.ISSUE: translated("Open the draft"),
        StepKind.ANSWER: translated("Prepare the answer"),
        StepKind.CLOSE: translated("Close the request"),
        StepKind.NONE: "",
    }[step.kind]


def reason(step: NextStep, today: date) -> str:
    """Return why it comes next, one sentence; empty where nothing is to be done."""
    said = _of_letter(step, today) or _of_case(step)
    return phrases.firm(said)


def _of_letter(step: NextStep, today: date) -> str:
    letter = step.letter
    if letter is None or step.kind is StepKind.ANSWER:
        return ""
    if step.kind in {StepKind.SEND, StepKind.SEND_NOTICE} and letter.issued_on is not None:
        sentence = (
            translated("Letter № {number} was issued on {day}: print it or send it, then note how it left.")
            if step.kind is StepKind.SEND
            else translated("Notice № {number} was issued on {day}: until it is sent, the old date rules.")
        )
        return sentence.format(number=letter.number, day=dates.near(letter.issued_on, today))
    if step.kind is StepKind.FILL:
        return translated("A draft is begun; still to be filled in: {field}.").format(field=step.field)
    if step.kind is StepKind.ISSUE:
        return translated("The draft is complete: read it once more and issue it.")
    return translated("A draft is begun: finish it and issue it.")


def _of_case(step: NextStep) -> str:
    match step.kind:
        case StepKind.QUESTION:
            return phrases.question(step.field)
        case StepKind.ACT:
            return f"{phrases.duty_title(step.duty)}." if step.duty else ""
        case StepKind.LACKING:
            words = translated("The request lacks: {things}. Ask for it, to be sure who wrote.")
            return words.format(things=", ".join(step.lacks))
        case StepKind.IDENTITY if step.field == "disclosed":
            return translated("Until you know who wrote, tell no data: a stranger might ask (152-ФЗ ст. 14 ч. 3).")
        case StepKind.IDENTITY:
            return translated("See who wrote first, so that nobody changes what is not his.")
        case StepKind.SEARCH:
            return translated("Places nobody has looked in yet: {number}.").format(number=step.count)
        case StepKind.ANSWER if step.letter is not None:
            return translated("You asked for what was missing; answer when it comes, or by the date at the latest.")
        case StepKind.ANSWER:
            return translated("The program drafts the letter; you check it and issue it.")
        case StepKind.CLOSE:
            return translated("Everything the law asks for is done.")
        case _:
            return ""

"""The hints of `matching` and `repeats` as sentences, the same in the window and on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.matching import Reason
from otklik.casework.repeats import Sameness, Verdict
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.matching import Known
    from otklik.casework.repeats import Double, Repeat


def reasons_of(known: Known) -> str:
    """Return what speaks for somebody, in a few words: «тот же адрес, тот же телефон»."""
    words = {
        Reason.EMAIL: say("the same address"),
        Reason.PHONE: say("the same telephone"),
        Reason.NAME: say("the same name"),
        Reason.REPRESENTATIVE: say("the same representative wrote for him"),
        Reason.SIMILAR_NAME: say("a similar name"),
    }
    return ", ".join(words[reason] for reason in known.reasons)


def double_sentence(double: Double) -> str:
    """Return that a letter came before, and by what it is known."""
    words = {
        Sameness.FILE: say("The same file came on {day}: case № {number}."),
        Sameness.MESSAGE: say("The same mail came on {day}: case № {number}."),
        Sameness.TEXT: say("A letter of the same words came on {day}: case № {number}."),
    }
    return words[double.sameness].format(day=f"{double.received_on:%d.%m.%Y}", number=double.number)


def repeat_sentences(repeat: Repeat) -> tuple[str, str]:
    """Return that the same was asked too soon, and whether it may be refused or why not (152-ФЗ ст. 14 ч. 4–6)."""
    asked = say(
        "The same was asked on {day}, case № {number}: by art. 14 p. 4 it may be asked again from {again} on.",
        day=f"{repeat.first.received_on:%d.%m.%Y}",
        number=repeat.first.number,
        again=f"{repeat.allowed_from:%d.%m.%Y}",
    )
    verdicts = {
        Verdict.MAY_REFUSE: say(
            "It may be refused if that answer was given in full and this letter gives no reason for asking anew; "
            "you have to prove it (art. 14 p. 5, 6)."
        ),
        Verdict.NOT_ANSWERED: say(
            "It cannot be refused: the first request is not answered yet. One answer serves both."
        ),
        Verdict.NOT_DISPATCHED: say("It cannot be refused yet: the answer to the first request has not left."),
        Verdict.WAS_REFUSED: say(
            "The first request was refused, so nothing was given in full: look whether that refusal still stands."
        ),
        Verdict.NO_LETTER: say(
            "The first request was answered without a letter in the register: it may be refused only if you can show "
            "the answer."
        ),
    }
    return asked, verdicts[repeat.verdict]

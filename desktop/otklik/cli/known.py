"""What `otklik add` tells of people and letters that are known already: hints, never a gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.hint_words import double_sentence, reasons_of, repeat_sentences
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.casework.hints import Hints


def as_row(hints: Hints) -> dict[str, object]:
    """Return hints for JSON: numbers of cases and ids, nothing of anybody's letters."""
    return {
        "known_people": [
            {
                "name": known.subject.full_name,
                "reasons": known.reasons,
                "cases": [earlier.number for earlier in known.earlier],
            }
            for known in hints.people
        ],
        "doubles": [{"number": double.number, "sameness": double.sameness} for double in hints.doubles],
        "repeat": {
            "number": hints.repeat.first.number,
            "allowed_from": hints.repeat.allowed_from,
            "verdict": hints.repeat.verdict,
        }
        if hints.repeat
        else None,
    }


def as_sentences(hints: Hints) -> tuple[str, ...]:
    """Return hints as sentences."""
    people = (
        say(
            "This may be {name} of case № {number}: {reasons}.",
            name=known.subject.full_name,
            number=known.earlier[0].number,
            reasons=reasons_of(known),
        )
        for known in hints.people
        if known.earlier
    )
    return (
        *people,
        *(double_sentence(double) for double in hints.doubles),
        *(repeat_sentences(hints.repeat) if hints.repeat else ()),
    )

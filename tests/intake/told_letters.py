"""A letter of a few words, for tests of what is asked."""

from __future__ import annotations

from typing import Any

from otklik.intake.demands.guessing import Guess, guess
from otklik.intake.letter import IncomingLetter


def letter(text: str, **fields: Any) -> IncomingLetter:
    """Return a letter of these words; `fields` are those of `IncomingLetter`."""
    return IncomingLetter(file="letter.txt", text=text, **fields)


def told(text: str, **fields: Any) -> Guess:
    """Return what a letter of these words is guessed to say."""
    return guess(letter(text, **fields))


def kinds_of(text: str, **fields: Any) -> tuple[str, ...]:
    """Return the kinds a letter of these words is guessed to demand."""
    return tuple(one.kind.value for one in told(text, **fields).kinds)

"""Many letters at once: each is issued or put on record by itself, so one that cannot leave holds no other back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.casework import answering, dispatching
from otklik.casework.desk import Changes
from otklik.system.errors import EnvironmentProblem, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from threading import Event

    from otklik.casework.desk import Desk

    Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Leaving:
    """How letters leave.

    Attributes:
        way: in a few words.
        on: the day they are handed over; `None` for today.
    """

    way: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter.

    Attributes:
        letter_id: which one.
        number: its outgoing number; empty where the act was refused.
        problem: the sentence why it was refused; empty where all went well.
    """

    letter_id: int
    number: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of many letters.

    Attributes:
        outcomes: one for each letter that was tried, in order; those after a stop are not among them.
        stopped: whether somebody stopped it, or the machine stands in the way (the last outcome says how).
    """

    changes: Changes
    outcomes: tuple[Outcome, ...]
    stopped: bool


def issue_letters(
    desk: Desk,
    letter_ids: Sequence[int],
    progress: Progress | None = None,
    stop: Event | None = None,
    leaving: Leaving | None = None,
) -> Batch:
    """Issue drafts one after the other, each in a transaction of its own.

    Args:
        desk: the desk; no transaction is open.
        letter_ids: the drafts, in the order they get their numbers.
        progress: told letters done and letters in all, after each.
        stop: set it to stop before the next letter; what is issued stays issued.
        leaving: how they leave at once; a letter that cannot leave is not issued either. `None` only issues them.
    """

    def act(letter_id: int) -> tuple[str, Changes]:
        with desk.register.atomic():
            issued = answering.issue(desk, letter_id)
            left = dispatching.dispatch(desk, letter_id, leaving.way, leaving.on) if leaving else Changes()
        return issued.number, _together(issued.changes, left)

    return _each(letter_ids, act, progress, stop)


def dispatch_letters(
    desk: Desk, letter_ids: Sequence[int], leaving: Leaving, progress: Progress | None = None, stop: Event | None = None
) -> Batch:
    """Put on record that issued letters left, each in a transaction of its own; else as `issue_letters`.

    Args:
        desk: the desk; no transaction is open.
        letter_ids: the issued letters.
        leaving: how and when they left, all of them alike.
        progress: told letters done and letters in all, after each.
        stop: set it to stop before the next letter; what is on record stays so.
    """

    def act(letter_id: int) -> tuple[str, Changes]:
        changes = dispatching.dispatch(desk, letter_id, leaving.way, leaving.on)
        return desk.register.letters.get(letter_id).number, changes

    return _each(letter_ids, act, progress, stop)


def _each(
    letter_ids: Sequence[int],
    act: Callable[[int], tuple[str, Changes]],
    progress: Progress | None,
    stop: Event | None,
) -> Batch:
    """Do an act for each letter, and keep of each its number or the sentence: never its text or its PDF."""
    changes = Changes()
    outcomes: list[Outcome] = []
    for done, letter_id in enumerate(letter_ids, 1):
        if stop is not None and stop.is_set():
            return Batch(changes, tuple(outcomes), stopped=True)
        try:
            number, made = act(letter_id)
        except UserError as error:
            outcomes.append(Outcome(letter_id, "", str(error)))
        except EnvironmentProblem as error:  # a full disk is full for the next letter as well
            outcomes.append(Outcome(letter_id, "", str(error)))
            return Batch(changes, tuple(outcomes), stopped=True)
        else:
            outcomes.append(Outcome(letter_id, number))
            changes = _together(changes, made)
        if progress is not None:
            progress(done, len(letter_ids))
    return Batch(changes, tuple(outcomes), stopped=False)


def _together(one: Changes, two: Changes) -> Changes:
    return Changes(cases=one.cases | two.cases, letters=one.letters | two.letters)

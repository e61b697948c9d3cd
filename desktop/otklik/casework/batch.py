"""Many letters at once: each is issued or put on record by itself, so one that cannot leave holds no other back.

A window does one letter at a time, so that the database's thread answers others in between, and joins what came of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn

from otklik.casework import answering, dispatching, strangers
from otklik.casework.desk import Changes
from otklik.casework.mailing import Mend
from otklik.system.errors import EnvironmentProblem, UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from threading import Event

    from otklik.casework.desk import Desk
    from otklik.casework.mailing import Gap
    from otklik.letters.post.forms import Labels, List103

    Progress = Callable[[int, int], None]

NAMED = 6
"""Letters that are named where the same is missing for many."""


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
    *,
    identity_unconfirmed: bool = False,
) -> Batch:
    """Issue drafts one after the other, each in a transaction of its own.

    Args:
        desk: the desk; no transaction is open.
        letter_ids: the drafts, in the order they get their numbers.
        progress: told letters done and letters in all, after each.
        stop: set it to stop before the next letter; what is issued stays issued.
        leaving: how they leave at once; a letter that cannot leave is not issued either. `None` only issues them.
        identity_unconfirmed: whether those go out too that hand out data while nobody has confirmed who wrote.
    """

    def act(letter_id: int) -> tuple[str, Changes]:
        with desk.register.atomic():
            if not identity_unconfirmed:
                strangers.refuse(desk, letter_id)
            issued = answering.issue(desk, letter_id)
            left = dispatching.dispatch(desk, letter_id, leaving.way, leaving.on) if leaving else Changes()
        return issued.number, _together(issued.changes, left)

    return _each(desk, letter_ids, act, progress, stop)


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

    return _each(desk, letter_ids, act, progress, stop)


def joined(batches: Sequence[Batch], *, stopped: bool = False) -> Batch:
    """Return what became of letters that were done in several batches.

    Args:
        batches: in their order.
        stopped: whether somebody stopped between two of them.
    """
    changes = Changes()
    for one in batches:
        changes = _together(changes, one.changes)
    outcomes = tuple(outcome for one in batches for outcome in one.outcomes)
    return Batch(changes, outcomes, stopped or any(one.stopped for one in batches))


def joined_labels(parts: Sequence[Labels]) -> Labels:
    """Return one sheet of labels of several, in their order; at least one."""
    return replace(
        parts[0],
        addressees=tuple(addressee for part in parts for addressee in part.addressees),
        problems=tuple(problem for part in parts for problem in part.problems),
    )


def joined_list_103(parts: Sequence[List103]) -> List103:
    """Return one list ф. 103 of several, in their order; at least one.

    Raises:
        UserError: they are of several senders.
    """
    if any(part.sender != parts[0].sender for part in parts):
        raise UserError("The letters are of several operators: make a list for each.")
    return replace(
        parts[0],
        items=tuple(item for part in parts for item in part.items),
        problems=tuple(dict.fromkeys(problem for part in parts for problem in part.problems)),
    )


def gaps_in_words(letters: Sequence[tuple[str, Sequence[Gap]]]) -> tuple[str, ...]:
    """Return what is missing on papers of several letters, each thing once with the letters it is missing for.

    What the operator lacks is missing for all of his letters; it is said without them.

    Args:
        letters: each with its outgoing number and its gaps.
    """
    numbers: dict[Gap, list[str]] = {}
    for number, gaps in letters:
        for gap in gaps:
            numbers.setdefault(gap, []).append(number)
    return tuple(_in_words(gap, found) for gap, found in numbers.items())


def _in_words(gap: Gap, numbers: list[str]) -> str:
    if gap.mend in {Mend.NAME, Mend.SENDER}:
        return gap.sentence
    if len(numbers) == 1:
        return say("Letter № {number}: {problem}", number=numbers[0], problem=gap.sentence)
    named, more = ", ".join(numbers[:NAMED]), len(numbers) - NAMED
    if more <= 0:
        return say("Letters № {numbers}: {problem}", numbers=named, problem=gap.sentence)
    return say("Letters № {numbers} and {more} more: {problem}", numbers=named, more=more, problem=gap.sentence)


def _each(
    desk: Desk,
    letter_ids: Sequence[int],
    act: Callable[[int], tuple[str, Changes]],
    progress: Progress | None,
    stop: Event | None,
) -> Batch:
    """Do an act for each letter, and keep of each its number or the sentence: never its text or its PDF."""
    changes, letters = Changes(), desk.register.letters
    outcomes: list[Outcome] = []
    for done, letter_id in enumerate(letter_ids, 1):
        if stop is not None and stop.is_set():
            return Batch(changes, tuple(outcomes), stopped=True)
        try:
            number, made = act(letter_id) if letters.known(letter_id) else _gone()
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


def _gone() -> NoReturn:
    raise UserError("The draft is no longer there: it was discarded meanwhile.")


def _together(one: Changes, two: Changes) -> Changes:
    return Changes(cases=one.cases | two.cases, letters=one.letters | two.letters)

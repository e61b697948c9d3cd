"""How the copies stand, in words: one sentence for the sidebar, two for the first page, all for the settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from otklik.ui import dates
from otklik.ui.phrases import firm
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from otklik.casework.copies.safekeeping import Health

OLD_AFTER = 7
"""Days after which a copy is called old, here and in the second folder, and a sheet nobody tested is spoken of."""

LONG_AFTER = 30
"""Days after which the second folder, missed softly until then, gets a sentence of its own."""


class Wish(StrEnum):
    """What the user can do about a sentence, besides making a copy."""

    DAMAGE = "damage"
    LOOKED_AT = "looked_at"
    SHEET = "sheet"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class BackupState:
    """A sentence with its icon and colour; the sentence carries the meaning.

    Attributes:
        sentence: the whole of it.
        icon: file name of the icon without ending.
        role: token of the colour.
        short: how the sidebar says it, and the first page where the wish is for the details.
        wish: what can be done about it.
    """

    sentence: str
    icon: str
    role: str
    short: str
    wish: Wish | None = None


def of(health: Health, today: date) -> tuple[BackupState, ...]:
    """Return how the copies stand, the most pressing sentence first; there is always one.

    Args:
        health: what is known of the copies.
        today: the date it is looked at.
    """
    return (
        *_damaged(health),
        *_waiting(health),
        *_broken(health, today),
        *_late_here(health, today),
        *_late_there(health, today),
        *_fine(health, today),
        *_untested(health, today),
    )


def word_of(wish: Wish) -> str:
    """Return the word of the button that does something about a sentence."""
    words = {
        Wish.DAMAGE: translated("What to do"),
        Wish.LOOKED_AT: translated("Everything is there"),
        Wish.SHEET: translated("To the recovery sheet"),
        Wish.DETAILS: translated("To the backups"),
    }
    return words[wish]


def _damaged(health: Health) -> Iterator[BackupState]:
    if health.damaged:
        sentence = translated("The register is damaged: no more copies of it can be made")
        yield BackupState(sentence, "warning", "overdue", translated("The register is damaged"), Wish.DAMAGE)


def _waiting(health: Health) -> Iterator[BackupState]:
    if health.paused:
        sentence = translated("Automatic copies are waiting: look at the restored register")
        yield BackupState(sentence, "clock", "soon", translated("Automatic copies are waiting"), Wish.LOOKED_AT)


def _broken(health: Health, today: date) -> Iterator[BackupState]:
    for bad in health.unreadable:
        short = firm(translated("The copy of {day} cannot be read").format(day=dates.near(bad.made_at.date(), today)))
        yield BackupState(f"{short}: {bad.reason}", "warning", "overdue", short, Wish.DETAILS)
    if health.failed:
        short = translated("The last copy was not made")
        yield BackupState(f"{short}: {health.failed}", "warning", "soon", short, Wish.DETAILS)
    if health.second_problem:
        short = (
            translated("The copy did not get to the stick")
            if health.second_is_removable
            else translated("The copy did not get to the second folder")
        )
        yield BackupState(f"{short}: {health.second_problem}", "warning", "soon", short, Wish.DETAILS)


def _late_here(health: Health, today: date) -> Iterator[BackupState]:
    if health.checked_at is None:
        sentence = translated("There is no backup yet")
        yield BackupState(sentence, "warning", "soon", sentence)
    elif _is_old(health.checked_at, today):
        sentence = firm(translated("The last backup is %n day(s) old", _days(health.checked_at, today)))
        yield BackupState(sentence, "warning", "soon", sentence)


def _late_there(health: Health, today: date) -> Iterator[BackupState]:
    """Say that the second folder was not there for long; whoever has just chosen it is told nothing."""
    since = health.second_at or health.second_since
    if health.second is None or since is None or _days(since, today) <= LONG_AFTER:
        return
    days = _days(since, today)
    if health.second_is_removable:
        short = translated("No copy on the stick for %n day(s)", days)
        whole = translated("{finding}: put it in").format(finding=short)
    else:
        short = translated("No copy in the second folder for %n day(s)", days)
        whole = translated("{finding}: see whether it is there").format(finding=short)
    yield BackupState(firm(whole), "warning", "soon", firm(short))


def _untested(health: Health, today: date) -> Iterator[BackupState]:
    """Speak of a sheet nobody tested: after a week, and at once where there is no copy either."""
    since = health.sheet_untested_since
    if since is not None and (health.checked_at is None or (today - since).days > OLD_AFTER):
        sentence = translated("The recovery sheet is not tested")
        yield BackupState(sentence, "key", "accent", sentence, Wish.SHEET)


def _fine(health: Health, today: date) -> Iterator[BackupState]:
    """Say when the last copy was checked, and when there was one in the second folder."""
    if health.checked_at is None or _is_old(health.checked_at, today):
        return
    short = translated("Backup checked {when}").format(when=dates.moment_near(health.checked_at, today))
    sentence = translated("The last checked copy: {when}").format(when=dates.moment_at(health.checked_at, today))
    late = False
    if health.second is not None:
        sentence = _with_second(sentence, health, today)
        late = health.second_at is not None and OLD_AFTER < _days(health.second_at, today) <= LONG_AFTER
    yield BackupState(firm(sentence), "clock" if late else "check", "soon" if late else "done", firm(short))


def _with_second(sentence: str, health: Health, today: date) -> str:
    """Return the sentence with what is known of the second folder behind it; long absence has a sentence of its own."""
    if health.second_at is None:
        there = (
            translated("{copy}; none on the stick yet")
            if health.second_is_removable
            else translated("{copy}; none in the second folder yet")
        )
        return there.format(copy=sentence)
    if _days(health.second_at, today) > LONG_AFTER:
        return sentence
    there = (
        translated("{copy}; on the stick {ago}")
        if health.second_is_removable
        else translated("{copy}; in the second folder {ago}")
    )
    return there.format(copy=sentence, ago=dates.ago(health.second_at.date(), today))


def _is_old(moment: datetime, today: date) -> bool:
    return _days(moment, today) > OLD_AFTER


def _days(moment: datetime, today: date) -> int:
    return (today - moment.date()).days

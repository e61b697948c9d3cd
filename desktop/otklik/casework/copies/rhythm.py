"""How often copies are made while somebody works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.register.records import Change

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

EVERY = "copy_every"
"""Setting that holds the minutes between two copies."""

CHOICES = (15, 30, 60, 120)
"""What can be chosen, in minutes."""

_USUAL = 30


def minutes_between(desk: Desk) -> int:
    """Return the minutes between two automatic copies."""
    kept = desk.register.settings.get(EVERY)
    return kept if kept in CHOICES else _USUAL


def set_minutes_between(desk: Desk, minutes: int) -> Changes:
    """Choose how often copies are made.

    Args:
        desk: the desk.
        minutes: one of `CHOICES`.
    """
    if minutes not in CHOICES:
        raise ValueError(minutes)
    old = minutes_between(desk)
    with desk.register.atomic():
        desk.register.settings.set(EVERY, minutes)
        journal.write(desk, "setting_changed", changes=(Change(EVERY, str(old), str(minutes)),))
    return Changes(settings=True)

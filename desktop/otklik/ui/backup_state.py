"""How the backup stands, in one sentence: for the foot of the sidebar and the first screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.ui import dates
from otklik.ui.phrases import firm
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from datetime import date, datetime

OLD_AFTER = 7
"""Days after which a backup is called old."""


@dataclass(frozen=True, slots=True)
class BackupState:
    """A sentence with its icon and colour; the sentence carries the meaning."""

    sentence: str
    icon: str
    role: str


def of(last: datetime | None, today: date) -> BackupState:
    """Return how the backup stands.

    Args:
        last: when the last checked backup was made; `None` if never.
        today: the date it is looked at.
    """
    if last is None:
        return BackupState(translated("There is no backup yet"), "warning", "soon")
    days = (today - last.date()).days
    if days > OLD_AFTER:
        return BackupState(firm(translated("The last backup is %n day(s) old", days)), "warning", "soon")
    when = dates.moment_near(last, today)
    return BackupState(translated("Backup checked {when}").format(when=when), "check", "done")

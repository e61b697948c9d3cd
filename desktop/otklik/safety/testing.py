"""Whether copies are good, as far as has to be known before one takes the place of others.

What was tested and is unchanged since needs no second look. Anything else is opened and the seal of each page compared:
enough to tell a truncated or changed file, in a fraction of what a whole check takes.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event as Flag

from otklik.register.problems import CORRUPT, NO_REGISTER, NOT_A_DATABASE
from otklik.safety.checking import seals, verify
from otklik.safety.copies import Backup
from otklik.system.errors import EnvironmentProblem

SECONDS = 5.0
"""How long one thinning may test copies that were not tested before; the rest waits for the next one."""

Stamp = tuple[int, int]
"""Size of a file in bytes, and when it was last changed, in nanoseconds."""


@dataclass(frozen=True, slots=True)
class Tested:
    """What testing a copy found.

    Attributes:
        path: the file.
        reason: what is wrong with it, as a sentence; empty where it is good.
        stamp: of the file when it was tested; `None` where that is not known.
        on: the day it was tested; `None` where it was just now.
    """

    path: Path
    reason: str
    stamp: Stamp | None = None
    on: date | None = None

    def holds(self, stamp: Stamp | None) -> bool:
        """Tell whether the finding speaks of a file with this stamp; a bad one stays bad where nobody knows better."""
        return self.stamp == stamp if self.stamp is not None else bool(self.reason)


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a file; `None` where it cannot be reached."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def try_copy(path: Path, key: bytes, cancelled: Flag | None = None, *, quickly: bool = False) -> Tested | None:
    """Test a copy.

    Args:
        path: the file.
        key: its 32 bytes.
        cancelled: set it to stop.
        quickly: whether to look at the pages alone.

    Returns:
        `None` where it cannot be reached now, which says nothing about it, or the test was stopped.
    """
    stamp = stamp_of(path)
    try:
        found = seals(path, key) if quickly else verify(path, key)
    except EnvironmentProblem as error:
        return Tested(path, str(error), stamp) if error.text in {CORRUPT, NO_REGISTER, NOT_A_DATABASE} else None
    if cancelled is not None and cancelled.is_set():
        return None
    return Tested(path, "" if found.whole else found.sentence, stamp)


class Trial:
    """Tells which copies are good, and tests those of which that is not known. For one thread.

    Args:
        known: what was found before, by file.
        keys: the keys of the register by their number.
        cancelled: set it to stop: then nothing is tested any more.
        seconds: how long to test.

    Attributes:
        found: what was tested here, by file.
    """

    def __init__(
        self,
        known: Mapping[Path, Tested],
        keys: Mapping[int, bytes],
        cancelled: Flag | None = None,
        seconds: float = SECONDS,
    ) -> None:
        self.found: dict[Path, Tested] = {}
        self._known, self._keys, self._cancelled = known, keys, cancelled
        self._until = time.monotonic() + seconds

    @property
    def bad(self) -> tuple[Tested, ...]:
        """What was found bad here."""
        return tuple(one for one in self.found.values() if one.reason)

    def put_down(self, path: Path) -> None:
        """Note that a copy has just passed its check."""
        self.found[path] = Tested(path, "", stamp_of(path))

    def is_bad(self, backup: Backup) -> bool:
        """Tell whether a copy is known to be bad; nothing is tested for that."""
        known = self._of(backup.path)
        return known is not None and bool(known.reason)

    def is_good(self, backup: Backup) -> bool | None:
        """Tell whether a copy is good; one that cannot be tested, without its key or its disk, is not known to be.

        Returns:
            `None` where there is no time to test it.
        """
        known = self._of(backup.path)
        if known is not None:
            return not known.reason
        key = self._keys.get(backup.generation)
        if key is None:
            return False
        if time.monotonic() > self._until or (self._cancelled is not None and self._cancelled.is_set()):
            return None
        tested = try_copy(backup.path, key, self._cancelled, quickly=True)
        if tested is None:
            return None if self._cancelled is not None and self._cancelled.is_set() else False
        self.found[backup.path] = tested
        return not tested.reason

    def _of(self, path: Path) -> Tested | None:
        """Return what is known of a file as it is now."""
        known = self.found.get(path) or self._known.get(path)
        return known if known is not None and known.holds(stamp_of(path)) else None

"""The record of tests: which copies were found good or bad, when, and whether the file is still the one tested."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.casework.copies.folders import is_there
from otklik.safety.copies import Backup
from otklik.safety.testing import Tested, stamp_of

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

TESTED = "copies_tested"
"""Setting that holds of each copy, by its path, when it was tested, its stamp then, and what is wrong with it."""

Known = dict[Path, Tested]
"""What is known of each copy."""


def known_tests(desk: Desk) -> Known:
    """Return what the record says; no drive is asked."""
    told = desk.register.settings.get(TESTED) or {}
    return {Path(path): _read(Path(path), one) for path, one in told.items()}


def put_down(desk: Desk, found: Iterable[Tested], *, forget_gone: bool = False) -> None:
    """Put down what was tested today; inside a transaction.

    Args:
        desk: the desk.
        found: what was tested.
        forget_gone: whether to ask the drives which copies lie there no more, and to forget those.
    """
    today = desk.clock.today()
    known = known_tests(desk) | {one.path: Tested(one.path, one.reason, one.stamp, one.on or today) for one in found}
    left = {str(path): _written(one) for path, one in known.items() if not (forget_gone and _is_gone(path))}
    desk.register.settings.set(TESTED, left)


def bad_now(known: Known) -> tuple[Tested, ...]:
    """Return the copies that were found bad and lie there as they were; asks the drives."""
    return tuple(
        one for one in known.values() if one.reason and (stamp := stamp_of(one.path)) is not None and one.holds(stamp)
    )


def tested_on(backup: Backup, known: Known) -> date:
    """Return when a copy was tested last; it was when it was made."""
    one = known.get(backup.path)
    return one.on if one is not None and one.on is not None else backup.made_at.date()


def is_changed(backup: Backup, known: Known) -> bool:
    """Tell whether a copy is another file than the one that was tested."""
    one = known.get(backup.path)
    return one is not None and one.stamp is not None and not one.holds(stamp_of(backup.path))


def _read(path: Path, told: dict[str, object]) -> Tested:
    """Read an entry; those of older programs have no stamp."""
    size, changed, on = told.get("size"), told.get("changed"), told.get("on")
    stamp = (size, changed) if isinstance(size, int) and isinstance(changed, int) else None
    return Tested(path, str(told.get("reason") or ""), stamp, date.fromisoformat(str(on)) if on else None)


def _written(one: Tested) -> dict[str, object]:
    size, changed = one.stamp or (None, None)
    on = one.on.isoformat() if one.on else None
    return {"on": on, "reason": one.reason, "size": size, "changed": changed}


def _is_gone(path: Path) -> bool:
    """Tell whether a copy lies there no more; of a folder that is not there now that is not known."""
    return is_there(path.parent) and not path.exists()

"""Acts that can be undone: what they change is kept beside them. Undoing itself is `casework.undoing`."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from otklik.register.former import FormerState, differences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otklik.casework.desk import Desk


@contextmanager
def undoable(desk: Desk, case_id: int) -> Iterator[None]:
    """Make what is done inside one transaction that can be undone: what it changed in the case is kept.

    An act that changed nothing, or wrote no line of the journal, leaves nothing to undo. Letters, numbers, files and
    people are not looked at: nothing of them is ever taken back.

    Args:
        desk: the desk.
        case_id: the case it is done in; the ones linked to it are looked at too.
    """
    register = desk.register
    with register.atomic():
        case = register.cases.get(case_id)
        cases = (case_id, *(one.id for one in register.cases.linked(case)))
        before = {one: register.former.rows(one) for one in cases}
        first = register.journal.count() + 1
        yield
        changed = {one: differences(rows, register.former.rows(one)) for one, rows in before.items()}
        touched = tuple(one for one in cases if changed[one])
        last = register.journal.count()
        if touched and last >= first:
            told = tuple(one for case in touched for one in changed[case])
            register.former.keep(FormerState(case_id, touched, first, last, register.journal.head(), told))

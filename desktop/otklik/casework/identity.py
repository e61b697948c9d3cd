"""Confirm who wrote. The fact is kept, never the document (and the clock does not stop for it)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from otklik.casework import journal
from otklik.casework.desk import Changes
from otklik.casework.registering import open_case
from otklik.casework.undoable import undoable
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk


def confirm_identity(desk: Desk, case_id: int, note: str, on: date | None = None) -> Changes:
    """Put on record that the identity was checked.

    Args:
        desk: the desk.
        case_id: the case.
        note: what was shown, e.g. «предъявлен паспорт»; no numbers of documents.
        on: the day; today where not given.

    Raises:
        UserError: the case is closed or the day is before the receipt or in the future.
    """
    with undoable(desk, case_id):
        case = open_case(desk, case_id)
        day = on or desk.clock.today()
        if not case.received_on <= day <= desk.clock.today():
            raise UserError("{day} lies before the receipt or in the future. Check the date.", day=f"{day:%d.%m.%Y}")
        desk.register.cases.save(replace(case, identity_confirmed_on=day, identity_note=note.strip()))
        journal.write(
            desk, "identity_confirmed", case_id=case_id, changes=journal.facts(note=note.strip() or "✓", on=day)
        )
    return Changes(cases=frozenset({case_id}))

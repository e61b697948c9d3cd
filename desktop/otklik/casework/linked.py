"""Cases of one paper or event: which are open, and which letters their duties may rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.register.records import Case, CaseStatus, Letter

if TYPE_CHECKING:
    from otklik.register.store import Register


def open_linked(register: Register, case: Case) -> tuple[Case, ...]:
    """Return the open cases of the same paper or event, the case itself left out."""
    return tuple(one for one in register.cases.linked(case) if one.status is CaseStatus.OPEN)


def letters_about(register: Register, case: Case) -> tuple[Letter, ...]:
    """Return the letters a case's duties may rest on: its own and those of the cases it is linked to."""
    ids = [case.id, *(one.id for one in register.cases.linked(case))]
    return tuple(letter for case_id in ids for letter in register.letters.of_case(case_id))

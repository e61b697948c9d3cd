"""A letter that came before is no new case: its files go to the one it belongs to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from otklik.casework.desk import Changes
from otklik.casework.registering import add_file
from otklik.register.records import AttachmentRole

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.registering import NewFile


@dataclass(frozen=True, slots=True)
class Attached:
    """What was added.

    Attributes:
        changes: the case, where anything was added.
        case_id: the case.
        number: its number.
        added: how many files; those it has byte for byte are not kept twice.
    """

    changes: Changes
    case_id: int
    number: int
    added: int


def attach_files(desk: Desk, case_id: int, files: tuple[NewFile, ...]) -> Attached:
    """Keep the files of a letter with a case that is registered, all of them or none.

    Args:
        desk: the desk.
        case_id: the case.
        files: the letter as it came and what came with it.

    Raises:
        UserError: a file is too large, or the case is anonymised; nothing is kept then.
    """
    added = 0
    with desk.register.atomic():
        known = {file.sha256 for file in desk.register.attachments.of_case(case_id)}
        for file in files:
            digest = hashlib.sha256(file.content).hexdigest()
            if digest not in known:
                add_file(desk, case_id, replace(file, role=AttachmentRole.ATTACHMENT))
                known.add(digest)
                added += 1
        number = desk.register.cases.get(case_id).number
    return Attached(Changes(cases=frozenset({case_id})) if added else Changes(), case_id, number, added)


def identical_case(desk: Desk, files: tuple[NewFile, ...]) -> int:
    """Return the number of a case that came with the same file as one about to be registered, 0 where none did."""
    from otklik.casework.repeats import same_letter  # noqa: PLC0415 - start-up: not needed before a letter comes

    originals = (file.content for file in files if file.role is AttachmentRole.ORIGINAL)
    doubles = (one for content in originals for one in same_letter(desk, sha256=hashlib.sha256(content).hexdigest()))
    return max((one.number for one in doubles), default=0)

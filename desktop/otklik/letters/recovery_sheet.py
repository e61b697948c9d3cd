"""«Лист восстановления»: the key of a register on one sheet of paper, to be kept in a safe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.letters import fonts

if TYPE_CHECKING:
    from datetime import date

HEADING = "Лист восстановления"


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What the sheet says.

    Attributes:
        register_name: whose register it is: the name of its operator, or of its file.
        register_id: its id, 32 hexadecimal digits; the first eight are printed.
        number: of the sheet, which is the generation of the key: 1, 2, 3 …
        made_on: the date of the paper.
        groups: the eighteen groups in order (`safety.recovery.groups_of`).
        fingerprint: the short sign of the key (`safety.recovery.fingerprint`).
        qr_text: the words of the QR code (`safety.recovery.qr_text`).
    """

    register_name: str
    register_id: str
    number: int
    made_on: date
    groups: tuple[str, ...]
    fingerprint: str
    qr_text: str


def render(facts: RecoverySheet) -> bytes:
    """Return the sheet as PDF/A-1b, always one page; the same values always give the same bytes."""
    with fonts.RENDERING:
        from otklik.letters import recovery_page  # noqa: PLC0415 - brings reportlab, and start-up counts

        return recovery_page.build(facts)

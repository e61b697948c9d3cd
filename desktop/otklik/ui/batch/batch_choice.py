"""Which of the letters that are selected an act applies to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from otklik.register.records import LetterState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.casework.desk import Desk
    from otklik.casework.lists import LetterRow
    from otklik.casework.mailing import Gap


class BatchAct(StrEnum):
    """What can be done with several letters at once."""

    ISSUE = "issue"
    PRINT = "print"
    DISPATCH = "dispatch"
    ENVELOPES = "envelopes"
    LABELS = "labels"
    LIST_103 = "list_103"


@dataclass(frozen=True, slots=True)
class BatchChoice:
    """Letters that are selected.

    Attributes:
        rows: the letters, the one begun first in front: so they get their numbers, and so they are printed.
    """

    rows: tuple[LetterRow, ...] = ()

    @classmethod
    def of(cls, rows: Sequence[LetterRow]) -> BatchChoice:
        """Return a choice of rows in any order."""
        return cls(tuple(sorted(rows, key=lambda row: row.letter.id)))

    def fit(self, act: BatchAct) -> tuple[LetterRow, ...]:
        """Return the letters an act applies to: drafts are issued; what is issued and not void is sent on its way."""
        if act is BatchAct.ISSUE:
            return tuple(row for row in self.rows if row.letter.state is LetterState.DRAFT)
        issued = (row for row in self.rows if row.letter.state is LetterState.ISSUED)
        if act is BatchAct.DISPATCH:
            return tuple(row for row in issued if row.letter.dispatched_on is None)
        return tuple(issued)


@dataclass(frozen=True, slots=True)
class BatchPart:
    """What a paper says of one letter.

    Attributes:
        paper: `Envelope`, `Labels` or `List103` of that letter alone.
        gaps: what is missing for it.
    """

    paper: Any
    gaps: tuple[Gap, ...]


def part_of(act: BatchAct, desk: Desk, row: LetterRow) -> BatchPart:
    """Read what a paper says of one letter, on the database's thread."""
    from otklik.casework import mailing  # noqa: PLC0415 - letters are loaded when one is sent
    from otklik.letters.post.forms import EnvelopeSize, LabelFormat  # noqa: PLC0415 - the same

    letter_id = row.letter.id
    gaps = mailing.gaps_of(desk, letter_id)
    if act is BatchAct.ENVELOPES:
        return BatchPart(mailing.envelope_of(desk, letter_id, EnvelopeSize.DL), gaps)
    if act is BatchAct.LABELS:
        without = {mailing.Mend.NAME, mailing.Mend.SENDER}  # no label has a sender
        made = mailing.labels_of(desk, [letter_id], LabelFormat.SHEET_3X8)
        return BatchPart(made, tuple(gap for gap in gaps if gap.mend not in without))
    return BatchPart(mailing.list_103_of(desk, [letter_id]), gaps)

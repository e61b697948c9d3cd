"""Which column of an old journal means what: proposed by its title and its cells, each with the reason; never decided.

The titles are data: `resources/intake/journal.toml`. A meaning is proposed once; the user says otherwise where he will.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping as AnyMapping
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from otklik.system.errors import UserError
from otklik.system.paths import resource
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.intake.old_journal.sheets import Sheet


class Column(StrEnum):
    """What stands in a column. What has no field of its own is kept in the text of the case, as all cells are.

    `number` counts the lines of the old journal, `own_number` is what the operator gave the letter, `incoming_number`
    what its writer gave it. `contact` holds addresses and telephones in any order.
    """

    RECEIVED_ON = "received_on"
    NAME = "name"
    KIND = "kind"
    SUMMARY = "summary"
    CHANNEL = "channel"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"
    CONTACT = "contact"
    REPRESENTATIVE = "representative"
    RECEIVED_AT = "received_at"
    OWN_NUMBER = "own_number"
    INCOMING_NUMBER = "incoming_number"
    INCOMING_DATE = "incoming_date"
    ANSWER_DUE = "answer_due"
    ANSWERED_ON = "answered_on"
    OUTGOING_NUMBER = "outgoing_number"
    RESULT = "result"
    CLOSED = "closed"
    EXECUTOR = "executor"
    NOTE = "note"
    NUMBER = "number"
    IGNORE = "ignore"


NEEDED = (Column.RECEIVED_ON, Column.NAME)
"""Without these no row can be brought in."""

_MANY = frozenset({Column.NOTE, Column.IGNORE, Column.EXECUTOR, Column.SUMMARY, Column.RESULT, Column.NUMBER})
"""Meanings several columns may have."""

_LABELS = {
    Column.RECEIVED_ON: "the day of receipt",
    Column.NAME: "who writes",
    Column.KIND: "what is asked",
    Column.SUMMARY: "the text of the letter",
    Column.CHANNEL: "how it came in",
    Column.EMAIL: "the e-mail address",
    Column.PHONE: "the telephone",
    Column.ADDRESS: "the postal address",
    Column.CONTACT: "address, telephone and e-mail in any order",
    Column.REPRESENTATIVE: "the representative",
    Column.RECEIVED_AT: "the hour of receipt",
    Column.OWN_NUMBER: "the number you gave the letter",
    Column.INCOMING_NUMBER: "the writer's own number",
    Column.INCOMING_DATE: "the writer's own date",
    Column.ANSWER_DUE: "the day the answer was due",
    Column.ANSWERED_ON: "the day of the answer",
    Column.OUTGOING_NUMBER: "the number of the answer",
    Column.RESULT: "what was answered",
    Column.CLOSED: "whether it is done",
    Column.EXECUTOR: "who dealt with it",
    Column.NOTE: "a note",
    Column.NUMBER: "the number of the line",
    Column.IGNORE: "not needed",
}


def label(column: Column) -> str:
    """Return what a meaning is called on screen, in the language in use."""
    return say(_LABELS[column])


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a column is taken for.

    Attributes:
        title: title of the column, as in `Sheet.titles`.
        column: its meaning; `IGNORE` where nothing tells it. Its cells are kept in the text of the case even so.
        reason: why, a sentence in the language in use; empty where the user said it.
        sure: whether the title itself says it.
    """

    title: str
    column: Column
    reason: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Mapping:
    """What each column of a sheet means, in its order."""

    proposals: tuple[Proposal, ...]

    def place(self, column: Column) -> int | None:
        """Return the place of the first column of a meaning, from 0; `None` where there is none."""
        return next(iter(self.places(column)), None)

    def places(self, column: Column) -> tuple[int, ...]:
        """Return the places of all columns of a meaning."""
        return tuple(place for place, proposal in enumerate(self.proposals) if proposal.column is column)

    def lacking(self) -> tuple[Column, ...]:
        """Return the meanings without which no row can be brought in and that no column has."""
        return tuple(column for column in NEEDED if not self.places(column))

    def with_column(self, place: int, column: Column) -> Mapping:
        """Return the mapping with what the user says of one column.

        A meaning only one column can have is taken from the one that had it.

        Args:
            place: of the column, from 0.
            column: what it means.
        """
        proposals = [
            replace(proposal, column=Column.IGNORE, reason="", sure=False)
            if proposal.column is column and column not in _MANY
            else proposal
            for proposal in self.proposals
        ]
        proposals[place] = Proposal(proposals[place].title, column, sure=True)
        return Mapping(tuple(proposals))

    def said(self, titles: AnyMapping[str, Column]) -> Mapping:
        """Return the mapping with what the user says of columns by their titles.

        Raises:
            UserError: there is no column of that title.
        """
        mapping = self
        known = [_folded(proposal.title) for proposal in self.proposals]
        for title, column in titles.items():
            if _folded(title) not in known:
                raise UserError("The table has no column “{title}”. It has: {titles}.", title=title,
                                titles=", ".join(proposal.title for proposal in self.proposals))  # fmt: skip
            mapping = mapping.with_column(known.index(_folded(title)), column)
        return mapping


def propose(sheet: Sheet) -> Mapping:
    """Return what the columns of a sheet seem to mean: by their titles, and where these say nothing, by their cells.

    Args:
        sheet: the table.
    """
    from otklik.intake.old_journal.looks import by_cells, fits  # noqa: PLC0415 - looks at cells, which know of sheets

    found: list[Proposal | None] = [None] * len(sheet.titles)
    taken: set[Column] = set()
    by_title = sorted(((meaning_of(title), place) for place, title in enumerate(sheet.titles)),
                      key=lambda item: (-item[0][1], item[1]))  # fmt: skip
    for (column, strength), place in by_title:
        if not strength or (column in taken and column not in _MANY) or not fits(sheet, place, column):
            continue
        taken.add(column)
        reason = say("The title says so: “{title}”.", title=sheet.titles[place])
        found[place] = Proposal(sheet.titles[place], column, reason, sure=True)
    for place, column, reason in by_cells(sheet, [place for place, known in enumerate(found) if known is None], taken):
        found[place] = Proposal(sheet.titles[place], column, reason)
    nothing = say("Nothing tells what stands here; it is kept as text.")
    pairs = zip(sheet.titles, found, strict=True)
    return Mapping(tuple(known or Proposal(title, Column.IGNORE, nothing) for title, known in pairs))


def recognised(titles: Sequence[str]) -> int:
    """Return how many meanings these titles have between them: what tells the titles of a journal from other rows."""
    return len({column for column, strength in map(meaning_of, titles) if strength})


def meaning_of(title: str) -> tuple[Column, int]:
    """Return the meaning a title says, and how many words say it; `IGNORE` and 0 where none does."""
    if len(title) > _LONGEST_TITLE:
        return Column.IGNORE, 0
    # Words of no spelling change nothing: without them the cells of a wide table come down to few different ones.
    return _meaning(tuple(word for word in _words(title) if _is_known(word)))


@lru_cache(4096)
def _meaning(words: tuple[str, ...]) -> tuple[Column, int]:
    best, strength = Column.IGNORE, 0
    for column, spelling in _spellings():
        if len(spelling) > strength and _says(spelling, words):
            best, strength = column, len(spelling)
    return best, strength


_LONGEST_TITLE = 200
_WORD = re.compile(r"[^\W\d_]+|№|#")
_PIECE = re.compile(r"\([^)]*\)|\S+")


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _words(title: str) -> list[str]:
    return _WORD.findall(_folded(title).replace("n°", "№"))


def _says(spelling: Sequence[tuple[str, ...]], words: Sequence[str]) -> bool:
    """Return whether the words of a spelling stand in the title in their order."""
    wanted = iter(spelling)
    alternatives = next(wanted)
    for word in words:
        if any(_fits(stem, word) for stem in alternatives):
            following = next(wanted, None)
            if following is None:
                return True
            alternatives = following
    return False


def _fits(stem: str, word: str) -> bool:
    return word.startswith(stem[:-1]) if stem.endswith("*") else word == stem


def _is_known(word: str) -> bool:
    """Return whether a word stands in any spelling."""
    whole, beginnings = _stems()
    return word in whole or word.startswith(beginnings)


@cache
def _stems() -> tuple[frozenset[str], tuple[str, ...]]:
    stems = {stem for _, spelling in _spellings() for piece in spelling for stem in piece}
    return frozenset(stems), tuple(stem[:-1] for stem in stems if stem.endswith("*"))


@cache
def data() -> dict[str, Any]:
    """Return the words old journals are read by."""
    return tomllib.loads(resource("intake/journal.toml").read_text("utf-8"))


@cache
def _spellings() -> tuple[tuple[Column, tuple[tuple[str, ...], ...]], ...]:
    return tuple(
        (
            Column(entry["meaning"]),
            tuple(tuple(piece.strip("()").split("|")) for piece in _PIECE.findall(_folded(title))),
        )
        for entry in data()["column"]
        for title in entry["titles"]
    )

"""Records beside cases: names, own templates, images, enclosures, papers, days off, places to look in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from otklik.register.records import Gender


@dataclass(frozen=True, slots=True)
class NameForm:
    """How a name is declined as the user put it right, for everybody of that name; empty means «decline it»."""

    id: int = 0
    full_name: str = ""
    dative: str = ""
    genitive: str = ""
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class TemplateCopy:
    """The user's own text of a template; `original_sha256` is the digest of ours he started from."""

    id: int = 0
    template: str = ""
    heading: str = ""
    body: str = ""
    original_sha256: str = ""
    changed_at: datetime | None = None


class ImageKind(StrEnum):
    """A picture of the operator that goes on letters."""

    LOGO = "logo"
    SIGNATURE = "signature"
    SEAL = "seal"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What is enclosed in a letter.

    Attributes:
        sheets: how many sheets one copy has; `None` where it is bound or not on paper.
        attachment_id: the file of the case it is; `None` of a paper that is only named.
    """

    id: int = 0
    letter_id: int = 0
    title: str = ""
    sheets: int | None = None
    copies: int = 1
    attachment_id: int | None = None


class PaperKind(StrEnum):
    """A paper besides letters that is kept as it was made."""

    ACT = "act"
    ANNULMENT = "annulment"
    JOURNAL = "journal"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that is kept as it was made; the content is read apart.

    Attributes:
        number: its number among the operator's papers of the kind, from 1, without gaps.
        sheets: how many sheets it has.
        first_seq, last_seq: which lines of the journal it holds, both included.
        keep_until, expired_on: the day until which it has to be kept; the day its PDF was taken out for good.
        facts: what it says, as JSON, for lists and for the next paper.
    """

    id: int = 0
    operator_id: int = 0
    case_id: int | None = None
    letter_id: int | None = None
    kind: PaperKind = PaperKind.ACT
    number: int = 0
    made_on: date = date.min
    title: str = ""
    sheets: int = 1
    first_seq: int | None = None
    last_seq: int | None = None
    keep_until: date | None = None
    sha256: str = ""
    facts: str = "{}"
    expired_on: date | None = None


class OverrideKind(StrEnum):
    """What the user adds to the calendar: a decree the program does not have, or a day off of his region."""

    DECREE = "decree"
    REGIONAL = "regional"


@dataclass(frozen=True, slots=True)
class CalendarOverride:
    """One thing the user added to the shipped calendar.

    Attributes:
        id: row id; 0 while not stored.
        kind: what it is.
        year: the year it is about.
        day: the day off of the region; `None` of a decree.
        ground: what that day off is called («Сагаалган»); of a decree empty.
        number, signed: number without «№» and date of the decree.
        transfers: pairs «from to» of ISO days, as the decree moves days off.
        working_days: the sum of working days published for the year, if the user knew it.
    """

    id: int = 0
    kind: OverrideKind = OverrideKind.DECREE
    year: int = 0
    day: date | None = None
    ground: str = ""
    number: str = ""
    signed: date | None = None
    transfers: tuple[str, ...] = ()
    working_days: int | None = None


class SearchOutcome(StrEnum):
    """What came of looking for somebody's data in a place."""

    FOUND = "found"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an operator keeps data and has to look for them: «1С», «почта», «договоры на бумаге».

    Attributes:
        id: row id; 0 while not stored.
        operator_id: whose list it stands in.
        position: its place in the list, from 0.
        name: what he calls it, in the nominative.
    """

    id: int = 0
    operator_id: int = 0
    position: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class CasePlace:
    """A place of one case: looked through, or added to this case alone.

    Attributes:
        id: row id; 0 while not stored.
        place_id: the place of the operator's list; `None` of one of this case alone, or taken off the list since.
        position: its place in the checklist.
        name: what it was called when it was looked through; a new name in the list does not change it.
        outcome: what came of it; `None` while nobody has looked.
        note: what was found, in words; personal data.
        checked_on: the day somebody looked; `None` while nobody has.
    """

    id: int = 0
    case_id: int = 0
    place_id: int | None = None
    position: int = 0
    name: str = ""
    outcome: SearchOutcome | None = None
    note: str = ""
    checked_on: date | None = None

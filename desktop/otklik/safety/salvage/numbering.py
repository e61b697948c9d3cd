"""Letters and papers under the numbers that were given: none is given twice because the register was damaged.

A number is known from the row that bears it, from the line of the journal about the letter or paper, and from the
numbers before and behind it.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from otklik.register.paper_records import Paper, PaperKind
from otklik.register.records import Letter, LetterState
from otklik.register.rows import Table
from otklik.safety.salvage.blanks import EMPTY, REASON, UNREADABLE, first_id, put
from otklik.safety.salvage.rechaining import said_in
from otklik.system.clock import SystemClock
from otklik.system.words import in_russian

if TYPE_CHECKING:
    from otklik.register.database import Database

_LISTS = ("processors", "subjects", "destroyers", "categories", "media", "systems")
_NO_FORM: dict[str, object] = dict.fromkeys(_LISTS, ()) | {"operator": {}, "way": "", "reason": "", "log_lacks": ""}
"""What an act of destruction says of which nothing can be read, in the shape `casework.destroying` keeps it."""


def letters(database: Database) -> int:
    """Put a letter wherever an outgoing number is missing.

    Args:
        database: the new register, its triggers taken away, every case in it that anything speaks of.

    Returns:
        How many are missing.
    """
    lost = 0
    rows = database.all("SELECT id, operator_id, year, serial FROM letters")
    ids = {int(row[0]) for row in rows}
    taken = {(row[1], row[2], row[3]) for row in rows if row[3] is not None}
    for told in _told(database, "letter_issued"):
        if told.letter_id in ids or told.letter_id is None or told.case_id is None or told.operator_id is None:
            continue
        number, year = told.said.get("number", ""), told.on.year
        serial = int(match[0]) if (match := re.match(r"\d+", number)) else 0
        if not serial or (told.operator_id, year, serial) in taken:
            continue
        letter = _unreadable(database, told.letter_id, told.case_id, told.operator_id, told.said.get("sha256"))
        _put_letter(database, replace(letter, number=number, issued_on=told.on), told.letter_id, serial)
        taken.add((told.operator_id, year, serial))
        ids.add(told.letter_id)
        lost += 1
    return lost + _unnamed_letters(database, taken)


def _unreadable(database: Database, letter_id: int, case_id: int, operator_id: int, sha256: str | None) -> Letter:
    """Return the letter that stands for a lost one: an issued one where its PDF is there, else one that is void.

    Args:
        database: the new register.
        letter_id: row id of the letter.
        case_id: its case.
        operator_id: whose letter it is.
        sha256: digest of its PDF, where the journal tells it.
    """
    pdf = database.value("SELECT content FROM letter_files WHERE letter_id = ?", (letter_id,))
    digest = EMPTY if pdf is None else hashlib.sha256(pdf).hexdigest()
    whole = pdf is not None and sha256 in {None, digest}
    return Letter(
        case_id=case_id,
        operator_id=operator_id,
        heading=in_russian(UNREADABLE),
        state=LetterState.ISSUED if whole else LetterState.ANNULLED,
        reason="" if whole else in_russian(REASON),
        sha256=digest if whole else EMPTY,
    )


def _unnamed_letters(database: Database, taken: set[tuple[int, int, int]]) -> int:
    """Fill the outgoing numbers the journal does not tell of, PDFs without a letter first; return how many."""
    query = "SELECT letter_id FROM letter_files WHERE letter_id NOT IN (SELECT id FROM letters) ORDER BY letter_id"
    gone = [int(row_id) for (row_id,) in database.all(query)]
    free = _free_numbers(database, taken, len(gone))
    for operator_id, year, serial in free:
        row_id = gone.pop(0) if gone else int(database.value("SELECT coalesce(max(id), 0) FROM letters")) + 1
        letter = _unreadable(database, row_id, _case_of_letter(database, row_id), operator_id, None)
        _put_letter(database, replace(letter, number=str(serial), issued_on=date(year, 1, 1)), row_id, serial)
    return len(free)


def _free_numbers(database: Database, taken: set[tuple[int, int, int]], wanted: int) -> list[tuple[int, int, int]]:
    """Return the outgoing numbers that are missing, and as many behind the last as are wanted besides."""
    years = sorted({(operator, year) for operator, year, _ in taken})
    free, last = [], 0
    for operator_id, year in years:
        serials = {serial for operator, in_year, serial in taken if (operator, in_year) == (operator_id, year)}
        last = max(serials)
        free += [(operator_id, year, serial) for serial in range(1, last) if serial not in serials]
    operator_id, year = years[-1] if years else (first_id(database, "operators"), SystemClock().today().year)
    free += [(operator_id, year, last + more) for more in range(1, wanted - len(free) + 1)]
    return free


def _case_of_letter(database: Database, letter_id: int) -> int:
    """Return the case other rows tell of a letter; the first one where none does."""
    for table in ("events", "duties", "attachments", "papers"):
        query = f"SELECT case_id FROM {table} WHERE letter_id = ? AND case_id IS NOT NULL LIMIT 1"  # noqa: S608 - our names
        if (case_id := database.value(query, (letter_id,))) is not None:
            return int(case_id)
    return first_id(database, "cases")


def _put_letter(database: Database, letter: Letter, row_id: int, serial: int) -> None:
    year = letter.issued_on.year if letter.issued_on else None
    put(database, Table("letters", Letter), letter, row_id, year=year, serial=serial)


def letter_files(database: Database) -> int:
    """Leave an empty PDF where one is lost, and drop PDFs of no letter; return how many are lost."""
    lost = 0
    rows = database.all("SELECT id, sha256 FROM letters WHERE state <> 'draft'")
    for letter_id, sha256 in rows:
        pdf = database.value("SELECT content FROM letter_files WHERE letter_id = ?", (letter_id,))
        anonymised = database.value(
            "SELECT anonymised_on FROM cases WHERE id = (SELECT case_id FROM letters WHERE id = ?)", (letter_id,)
        )
        if anonymised is None and (pdf is None or hashlib.sha256(pdf).hexdigest() != sha256):
            database.execute("INSERT OR REPLACE INTO letter_files VALUES (?, ?)", (letter_id, b""))
            database.execute("UPDATE letters SET sha256 = ? WHERE id = ?", (EMPTY, letter_id))
            lost += 1
    database.execute("DELETE FROM letter_files WHERE letter_id NOT IN (SELECT id FROM letters WHERE state <> 'draft')")
    return lost


def papers(database: Database) -> int:
    """Put an empty paper wherever the journal tells of one that is missing; call it when the letters are in.

    A print of the journal is told of without its operator: it is put back where there is only one.

    Returns:
        How many are missing.
    """
    before = int(database.value("SELECT count(*) FROM papers"))
    _acts(database)
    _notes(database)
    _prints(database)
    return int(database.value("SELECT count(*) FROM papers")) - before


def _acts(database: Database) -> None:
    ids = {}
    for told in _told(database, "act_annulled"):  # the note that annuls an act knows its id
        query = "SELECT facts FROM papers WHERE kind = ? AND sha256 = ?"
        facts = database.value(query, (PaperKind.ANNULMENT.value, told.said.get("sha256")))
        if facts is not None:
            ids[told.operator_id, told.number] = int(json.loads(facts)["act"])
    for told in _told(database, "act_made"):
        if not _is_missing(database, PaperKind.ACT, told):
            continue
        said = {"form": _NO_FORM | {"destroyed_on": told.said.get("on")}, "closed": ()}
        free = max([_next_id(database), *(known + 1 for known in ids.values())])
        row_id = ids.get((told.operator_id, told.number), free)
        _put_paper(database, PaperKind.ACT, told, told.number, said, row_id)


def _notes(database: Database) -> None:
    """Put back the notes that annul acts: their own numbers, which the journal does not tell, go in the same order."""
    kind = PaperKind.ANNULMENT
    known = database.all("SELECT operator_id, number, facts FROM papers WHERE kind = ?", (kind.value,))
    void = {json.loads(facts)["act"] for _, _, facts in known}
    taken = {(operator_id, number) for operator_id, number, _ in known}
    for told in _told(database, "act_annulled"):
        query = "SELECT id FROM papers WHERE kind = ? AND operator_id = ? AND number = ?"
        act = database.value(query, (PaperKind.ACT.value, told.operator_id, told.number))
        if act is None or act in void:
            continue
        number = next(free for free in itertools.count(1) if (told.operator_id, free) not in taken)
        facts = {"act": act, "reason": told.said.get("reason", "")}
        _put_paper(database, kind, told, number, facts, _next_id(database))
        taken.add((told.operator_id, number))
        void.add(act)


def _prints(database: Database) -> None:
    for told in _told(database, "journal_printed", "journal_sewn"):
        if not _is_missing(database, PaperKind.JOURNAL, told):
            continue
        facts: dict[str, object] = {"rows": ()} if told.act == "journal_printed" else {"sewn": True}
        for what in ("line", "sheet"):
            figures = [int(figure) for figure in re.findall(r"\d+", told.said.get(f"{what}s", ""))] or [0]
            facts |= {f"first_{what}": figures[0], f"last_{what}": figures[-1]}
        _put_paper(database, PaperKind.JOURNAL, told, told.number, facts, _next_id(database))


def _is_missing(database: Database, kind: PaperKind, told: _Told) -> bool:
    query = "SELECT 1 FROM papers WHERE kind = ? AND operator_id = ? AND number = ?"
    known = told.number and told.operator_id is not None
    return bool(known) and database.one(query, (kind.value, told.operator_id, told.number)) is None


def _next_id(database: Database) -> int:
    return int(database.value("SELECT coalesce(max(id), 0) + 1 FROM papers"))


def _put_paper(
    database: Database, kind: PaperKind, told: _Told, number: int, facts: Mapping[str, object], row_id: int
) -> None:
    paper = Paper(
        operator_id=told.operator_id or 0,
        case_id=told.case_id,
        kind=kind,
        number=number,
        made_on=told.on,
        title=in_russian(UNREADABLE),
        last_seq=told.seq - 1 if told.act == "journal_printed" else None,
        sha256=EMPTY,
        facts=json.dumps(facts, ensure_ascii=False),
    )
    put(database, Table("papers", Paper), paper, row_id, content=b"")


@dataclass(frozen=True, slots=True)
class _Told:
    """A line of the journal about a letter or a paper.

    Attributes:
        seq, act, on: place, act and day of the line.
        operator_id: that of the case; without a case the only one there is, `None` where there are several.
        said: the new values it keeps, by field.
    """

    seq: int
    act: str
    on: date
    case_id: int | None
    letter_id: int | None
    operator_id: int | None
    said: dict[str, str]

    @property
    def number(self) -> int:
        """Number of the paper; 0 where it cannot be read."""
        number = self.said.get("number", "")
        return int(number) if number.isdecimal() else 0


def _told(database: Database, *acts: str) -> Iterator[_Told]:
    """Yield the lines of some acts, oldest first."""
    only = database.value("SELECT min(id) FROM operators HAVING count(*) = 1")
    rows = database.all(
        "SELECT e.seq, e.act, e.at, e.case_id, e.letter_id, c.operator_id FROM events AS e "  # noqa: S608 - marks alone
        f"LEFT JOIN cases AS c ON c.id = e.case_id WHERE e.act IN ({', '.join('?' * len(acts))}) ORDER BY e.seq",
        acts,
    )
    for seq, act, at, case_id, letter_id, operator_id in rows:
        owner = operator_id if case_id is not None else only
        yield _Told(seq, act, date.fromisoformat(at[:10]), case_id, letter_id, owner, said_in(database, seq))

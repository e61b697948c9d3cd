"""What a rebuilt register needs to hold together: people and cases in the place of lost ones, numbers without gaps.

Nothing is invented: what stands in the place of a lost row says that it cannot be read. What can be told from other
rows (the number of a letter from its line in the journal, the demands of a case from its duties) is told from them.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from otklik.law.kinds import Kind
from otklik.register.cases import Cases
from otklik.register.records import Case, CaseStatus, Letter, LetterState, Operator, Representative, Subject
from otklik.register.rows import Table, encode
from otklik.safety.salvage.rechaining import journal_said, rechain
from otklik.system.clock import SystemClock
from otklik.system.words import in_russian

if TYPE_CHECKING:
    from otklik.register.database import Database
    from otklik.safety.salvage.salvage import Found

UNREADABLE = "Cannot be read"
REASON = "The register was damaged: nothing of this can be read any more"

EMPTY = hashlib.sha256(b"").hexdigest()
"""Digest of a file that is lost: it is there, and empty."""

_CASE_REFERENCES = ("events", "duties", "letters", "attachments", "papers", "case_kinds")
_LAST_LINE = """
    SELECT max(seq) FROM (
        SELECT 0 AS seq
        UNION ALL SELECT seq FROM events
        UNION ALL SELECT seq FROM event_changes
        UNION ALL SELECT seq FROM event_values
        UNION ALL SELECT last_seq FROM papers
    )
"""
"""The last line of the journal anything speaks of: the line itself and the head may both be lost."""

_KEPT_FOREVER = ("operators", "subjects", "representatives", "attachments", "papers")


def mend(database: Database, found: Found, damaged: int) -> tuple[dict[str, int], dict[str, int]]:
    """Make one register of the rows that were read.

    Args:
        database: the new register, its triggers taken away, inside a transaction.
        found: what else is known of the damaged one.
        damaged: how many of its pages cannot be read.

    Returns:
        Rows read by table, and what is known to be lost by table.
    """
    tables = [name for (name,) in database.all("SELECT name FROM pragma_table_list WHERE type = 'table'")]
    stored = [name for name in tables if not name.startswith(("sqlite_", "_sqlite_", "case_search", "case_totals"))]
    read = {name: int(database.value(f'SELECT count(*) FROM "{name}"')) for name in stored}  # noqa: S608 - our names
    read.pop("chain_head")
    lost = {table: _missing(database, found, table) for table in _KEPT_FOREVER}
    for table, count in found.partly.items():
        lost[f"content of {table}"] = count
    lines = max(found.last_line, int(database.value(_LAST_LINE)))
    lost["events"] = lines - read["events"]
    lost["cases"] = _cases(database, found)
    _people(database)
    lost["letters"] = _letters(database)
    lost["letter_files"] = _letter_files(database)
    _loose_ends(database)
    _kinds(database)
    rechain(database, lines, SystemClock().now(), read, {name: count for name, count in lost.items() if count}, damaged)
    _sums(database, found)
    return read, {name: count for name, count in lost.items() if count}


def _missing(database: Database, found: Found, table: str) -> int:
    """Return how many ids were given and are not there, of a table whose rows are never deleted."""
    count, highest = database.one(f'SELECT count(*), coalesce(max(id), 0) FROM "{table}"') or (0, 0)  # noqa: S608 - as above
    return max(int(highest), found.sequence.get(table, 0)) - int(count)


def _put(database: Database, table: Table[Case] | Table[Letter] | Table[Subject], record: object, row_id: int) -> None:
    """Store a record under an id of its own."""
    names = ", ".join(f'"{column}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    values = table.values(record)  # type: ignore[arg-type]  # each table is given records of its own class
    database.execute(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', (row_id, *values))  # noqa: S608 - as above


def _cases(database: Database, found: Found) -> int:
    """Put an annulled case wherever a number or a case others speak of is missing; return how many."""
    there = {int(row_id): int(number) for row_id, number in database.all("SELECT id, number FROM cases")}
    spoken_of = {
        int(case_id)
        for table in _CASE_REFERENCES
        for (case_id,) in database.all(f"SELECT DISTINCT case_id FROM {table} WHERE case_id IS NOT NULL")  # noqa: S608 - as above
    } | {int(case_id) for (case_id,) in database.all("SELECT linked_to FROM cases WHERE linked_to IS NOT NULL")}
    if database.one("SELECT 1 FROM letter_files") is not None:
        spoken_of.add(1)  # a PDF whose letter is lost needs a case, whichever it is
    # Case and number are given together, so the highest id is the highest number but for acts that were undone.
    last = max([*there, *there.values(), found.sequence.get("cases", 0), *spoken_of, 0])
    numbers = [number for number in range(1, last + 1) if number not in set(there.values())]
    ids = [row_id for row_id in range(1, last + 1) if row_id not in there]
    if not numbers:
        return 0
    operator_id = int(database.value("SELECT min(id) FROM operators") or 1)
    subject_id = max(
        int(database.value("SELECT coalesce(max(id), 0) FROM subjects")), found.sequence.get("subjects", 0)
    )
    _put(database, Table("subjects", Subject), Subject(full_name=in_russian(UNREADABLE)), subject_id + 1)
    table, today = Table("cases", Case, apart=("kinds",)), SystemClock().today()
    # An id nobody speaks of is as good as any: those that are missing go with the missing numbers in their order.
    for number, row_id in zip(numbers, ids, strict=True):
        said = journal_said(database, "case_registered", case_id=row_id)
        day = _day(said.get("received_on"), database, number) or today
        blank = Case(
            number=number,
            operator_id=int(said.get("operator_id") or operator_id),
            subject_id=subject_id + 1,
            received_on=day,
            noticed_on=day,
            registered_on=day,
            title=said.get("title") or in_russian(UNREADABLE),
            status=CaseStatus.ANNULLED,
            reason=in_russian(REASON),
            closed_on=today,
        )
        _put(database, table, blank, row_id)
    return len(numbers)


def _day(said: str | None, database: Database, number: int) -> date | None:
    """Return the day the journal names, or that of the case before or after."""
    near = database.value("SELECT received_on FROM cases ORDER BY abs(number - ?), number LIMIT 1", (number,))
    try:
        return date.fromisoformat(said or near or "")
    except ValueError:
        return None


def _people(database: Database) -> None:
    """Put somebody unreadable in the place of each operator and person that others speak of."""
    name = in_russian(UNREADABLE)
    references = (
        (
            Table("operators", Operator),
            Operator(name=name),
            "operator_id",
            ("cases", "letters", "papers", "operator_images"),
        ),
        (Table("subjects", Subject), Subject(full_name=name), "subject_id", ("cases",)),
        (Table("representatives", Representative), Representative(full_name=name), "representative_id", ("cases",)),
    )
    for table, record, column, users in references:
        for user in users:
            gone = database.all(
                f"SELECT DISTINCT {column} FROM {user} "  # noqa: S608 - as above
                f"WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT id FROM {table.name})"
            )
            for (row_id,) in gone:
                _put(database, table, record, row_id)  # type: ignore[arg-type]  # the record is of the table's class


def _letters(database: Database) -> int:
    """Put a letter wherever an outgoing number is missing; return how many."""
    table, lost = Table("letters", Letter), 0
    rows = database.all("SELECT id, operator_id, year, serial FROM letters")
    ids = {int(row[0]) for row in rows}
    taken = {(row[1], row[2], row[3]) for row in rows if row[3] is not None}
    issued = database.all("SELECT seq, at, case_id, letter_id FROM events WHERE act = 'letter_issued' ORDER BY seq")
    for _, at, case_id, letter_id in issued:
        if letter_id in ids or letter_id is None or case_id is None:
            continue
        said = journal_said(database, "letter_issued", case_id=case_id, letter_id=letter_id)
        operator_id = int(database.value("SELECT operator_id FROM cases WHERE id = ?", (case_id,)))
        number, year = said.get("number", ""), int(str(at)[:4])
        serial = int(match[0]) if (match := re.match(r"\d+", number)) else 0
        if not serial or (operator_id, year, serial) in taken:
            continue
        letter = _unreadable(database, int(letter_id), int(case_id), operator_id, said.get("sha256"))
        letter = replace(letter, number=number, issued_on=date.fromisoformat(str(at)[:10]))
        _put_letter(database, table, letter, int(letter_id), year, serial)
        taken.add((operator_id, year, serial))
        ids.add(letter_id)
        lost += 1
    return lost + _unnamed_letters(database, table, taken)


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


def _unnamed_letters(database: Database, table: Table[Letter], taken: set[tuple[int, int, int]]) -> int:
    """Fill the outgoing numbers the journal does not tell of, PDFs without a letter first; return how many."""
    gone = [
        int(row_id)
        for (row_id,) in database.all(
            "SELECT letter_id FROM letter_files WHERE letter_id NOT IN (SELECT id FROM letters) ORDER BY letter_id"
        )
    ]
    lost = 0
    for operator_id, year, serial in _free_numbers(database, taken, len(gone)):
        row_id = gone.pop(0) if gone else int(database.value("SELECT coalesce(max(id), 0) FROM letters")) + 1
        letter = _unreadable(database, row_id, _case_of_letter(database, row_id), operator_id, None)
        letter = replace(letter, number=str(serial), issued_on=date(year, 1, 1))
        _put_letter(database, table, letter, row_id, year, serial)
        lost += 1
    return lost


def _free_numbers(database: Database, taken: set[tuple[int, int, int]], wanted: int) -> list[tuple[int, int, int]]:
    """Return the outgoing numbers that are missing, and as many behind the last as are wanted besides."""
    years = sorted({(operator, year) for operator, year, _ in taken})
    free, last = [], 0
    for operator_id, year in years:
        serials = {serial for operator, in_year, serial in taken if (operator, in_year) == (operator_id, year)}
        last = max(serials)
        free += [(operator_id, year, serial) for serial in range(1, last) if serial not in serials]
    operator_id, year = years[-1] if years else (_first(database, "operators"), SystemClock().today().year)
    free += [(operator_id, year, last + more) for more in range(1, wanted - len(free) + 1)]
    return free


def _first(database: Database, table: str) -> int:
    return int(database.value(f'SELECT coalesce(min(id), 1) FROM "{table}"'))  # noqa: S608 - our names


def _case_of_letter(database: Database, letter_id: int) -> int:
    """Return the case other rows tell of a letter; the first one where none does."""
    for table in ("events", "duties", "attachments", "papers"):
        query = f"SELECT case_id FROM {table} WHERE letter_id = ? AND case_id IS NOT NULL LIMIT 1"  # noqa: S608 - our names
        if (case_id := database.value(query, (letter_id,))) is not None:
            return int(case_id)
    return _first(database, "cases")


def _put_letter(database: Database, table: Table[Letter], letter: Letter, row_id: int, year: int, serial: int) -> None:
    values = dict(zip(table.columns[1:], table.values(letter), strict=True)) | {"year": year, "serial": serial}
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    database.execute(
        f"INSERT INTO letters (id, {names}) VALUES (?, {marks})",  # noqa: S608 - as above
        (row_id, *(encode(value) for value in values.values())),
    )


def _letter_files(database: Database) -> int:
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


def _loose_ends(database: Database) -> None:
    """Let nothing point to rows that are gone and that nothing can stand for."""
    for table, column, target in (
        ("duties", "letter_id", "letters"),
        ("attachments", "letter_id", "letters"),
        ("papers", "letter_id", "letters"),
        ("enclosures", "attachment_id", "attachments"),
    ):
        database.execute(f"UPDATE {table} SET {column} = NULL WHERE {column} NOT IN (SELECT id FROM {target})")  # noqa: S608 - as above
    database.execute("DELETE FROM enclosures WHERE letter_id NOT IN (SELECT id FROM letters)")
    # What is kept without its content; of what was taken out for good the digest stays, as long as it is known to be.
    database.execute("UPDATE attachments SET sha256 = ? WHERE length(content) = 0 AND expired_on IS NULL", (EMPTY,))
    database.execute(
        "UPDATE papers SET sha256 = ? WHERE length(content) = 0 AND (expired_on IS NULL OR case_id IN "
        "(SELECT id FROM cases WHERE anonymised_on IS NULL))",
        (EMPTY,),
    )


def _kinds(database: Database) -> None:
    """Give each case whose demands are lost those its duties arose from."""
    database.execute("DELETE FROM case_kinds WHERE case_id NOT IN (SELECT id FROM cases)")
    gone = database.all("SELECT id FROM cases WHERE id NOT IN (SELECT case_id FROM case_kinds)")
    for (case_id,) in gone:
        kinds = [kind for (kind,) in database.all("SELECT DISTINCT kind FROM duties WHERE case_id = ?", (case_id,))]
        database.many(
            "INSERT INTO case_kinds VALUES (?, ?, ?)",
            [(case_id, place, kind) for place, kind in enumerate(kinds or [Kind.OTHER.value])],
        )


def _sums(database: Database, found: Found) -> None:
    """Make anew what is computed: sums, the search, the ids given last."""
    database.execute("DELETE FROM case_totals")
    database.execute("INSERT INTO case_totals SELECT operator_id, status, count(*) FROM cases GROUP BY 1, 2")
    Cases(database).index_anew()
    for table, highest in found.sequence.items():
        if table in {"letters", "duties", "enclosures", *_KEPT_FOREVER, "cases", "name_forms", "calendar_overrides"}:
            database.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (highest, table))
            database.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT ?, ? "
                "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)",
                (table, highest, table),
            )

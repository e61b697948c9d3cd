"""What a rebuilt register needs to hold together: people and cases in the place of lost ones, numbers without gaps.

Nothing is invented: what stands in the place of a lost row says that it cannot be read. What can be told from other
rows (the number of a letter from its line in the journal, the demands of a case from its duties) is told from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from otklik.law.kinds import Kind
from otklik.register.cases import Cases
from otklik.register.records import Case, CaseStatus, Operator, Representative, Subject
from otklik.register.rows import Table
from otklik.safety.salvage import numbering
from otklik.safety.salvage.blanks import EMPTY, REASON, UNREADABLE, first_id, put
from otklik.safety.salvage.rechaining import rechain, said_in, tell
from otklik.system.clock import SystemClock
from otklik.system.words import in_russian

if TYPE_CHECKING:
    from otklik.register.database import Database
    from otklik.safety.salvage.loading import Found

_CASE_REFERENCES = ("events", "duties", "letters", "attachments", "papers", "case_kinds", "case_places")
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

_NEVER_TWICE = ("cases", "letters", "duties", "enclosures", "name_forms", "calendar_overrides", "places", "case_places")
"""Tables besides those kept forever in which no id is given a second time."""

_KEPT_FOREVER = ("operators", "subjects", "representatives", "attachments", "papers")


@dataclass(frozen=True, slots=True)
class Mended:
    """What became of the rows that were read.

    Attributes:
        read: rows put in, by table.
        lost: what is known to be missing, by table, what was left out among it.
        from_line: the line from which on the journal is chained anew; `None` where it is as it was.
        knows_end: whether it is known how many lines the journal had.
    """

    read: dict[str, int]
    lost: dict[str, int]
    from_line: int | None
    knows_end: bool


def mend(database: Database, found: Found, damaged: int, pages: int) -> Mended:
    """Make one register of the rows that were read.

    Args:
        database: the new register, its triggers taken away, inside a transaction.
        found: what else is known of the damaged one.
        damaged: how many of its pages cannot be read.
        pages: how many it should have.
    """
    tables = [name for (name,) in database.all("SELECT name FROM pragma_table_list WHERE type = 'table'")]
    stored = [name for name in tables if not name.startswith(("sqlite_", "_sqlite_", "case_search", "case_totals"))]
    read = {name: int(database.value(f'SELECT count(*) FROM "{name}"')) for name in stored}  # noqa: S608 - our names
    read.pop("chain_head")
    lost = {table: _missing(database, found, table) for table in _KEPT_FOREVER}
    for table, count in found.partly.items():
        lost[f"content of {table}"] = count
    lost |= {table: max(count, lost.get(table, 0)) for table, count in found.left_out.items()}
    lines = max(found.last_line, int(database.value(_LAST_LINE)))
    knows_end = found.last_line == lines and bool(found.head or not damaged)
    lost["events"] = lines - read["events"]
    lost["cases"] = _cases(database, found)
    _people(database)
    lost["letters"] = max(lost.get("letters", 0), numbering.letters(database))
    lost["letter_files"] = max(lost.get("letter_files", 0), numbering.letter_files(database))
    lost["papers"] = max(lost["papers"], numbering.papers(database))
    _loose_ends(database)
    _kinds(database)
    lost = {name: count for name, count in lost.items() if count}
    from_line = rechain(database, lines, found.head if found.last_line == lines else "")
    unknown = None if knows_end else "unknown"
    facts = {"pages": damaged, "of_pages": pages, "from_line": from_line, "journal_end": unknown}
    tell(database, read, lost, facts)
    _sums(database, found)
    return Mended(read, lost, from_line, knows_end)


def _missing(database: Database, found: Found, table: str) -> int:
    """Return how many ids were given and are not there, of a table whose rows are never deleted."""
    count, highest = database.one(f'SELECT count(*), coalesce(max(id), 0) FROM "{table}"') or (0, 0)  # noqa: S608 - as above
    return max(int(highest), found.sequence.get(table, 0)) - int(count)


def _cases(database: Database, found: Found) -> int:
    """Put an annulled case wherever a number or a case others speak of is missing; return how many."""
    there = {int(row_id): int(number) for row_id, number in database.all("SELECT id, number FROM cases")}
    spoken_of = _spoken_of(database)
    # Case and number are given together, so the highest id is the highest number but for acts that were undone.
    taken = set(there.values())
    last = max([*there, *taken, found.sequence.get("cases", 0), *spoken_of, 0])
    numbers = [number for number in range(1, last + 1) if number not in taken]
    ids = [row_id for row_id in range(1, last + 1) if row_id not in there]
    if not numbers:
        return 0
    operator_id = first_id(database, "operators")
    subject_id = max(
        int(database.value("SELECT coalesce(max(id), 0) FROM subjects")), found.sequence.get("subjects", 0)
    )
    put(database, Table("subjects", Subject), Subject(full_name=in_russian(UNREADABLE)), subject_id + 1)
    table, today = Table("cases", Case, apart=("kinds",)), SystemClock().today()
    registrations = database.all("SELECT case_id, min(seq) FROM events WHERE act = 'case_registered' GROUP BY 1")
    registered: dict[int, int] = dict(registrations)
    # An id nobody speaks of is as good as any: those that are missing go with the missing numbers in their order.
    for number, row_id in zip(numbers, ids, strict=True):
        said = said_in(database, registered.get(row_id, 0))
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
        put(database, table, blank, row_id)
    return len(numbers)


def _spoken_of(database: Database) -> set[int]:
    """Return the ids of the cases others speak of."""
    queries = [f"SELECT case_id FROM {table} WHERE case_id IS NOT NULL" for table in _CASE_REFERENCES]  # noqa: S608 - our names
    queries += [
        "SELECT linked_to FROM cases WHERE linked_to IS NOT NULL",
        "SELECT 1 FROM letter_files",  # a PDF whose letter is lost needs a case, whichever it is
    ]
    return {int(case_id) for (case_id,) in database.all(" UNION ".join(queries))}


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
            ("cases", "letters", "papers", "operator_images", "places"),
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
                put(database, table, record, row_id)


def _loose_ends(database: Database) -> None:
    """Let nothing point to rows that are gone and that nothing can stand for."""
    for table, column, target in (
        ("duties", "letter_id", "letters"),
        ("attachments", "letter_id", "letters"),
        ("papers", "letter_id", "letters"),
        ("enclosures", "attachment_id", "attachments"),
        ("case_places", "place_id", "places"),
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
        if table in {*_KEPT_FOREVER, *_NEVER_TWICE}:
            database.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (highest, table))
            database.execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT ?, ? "
                "WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?)",
                (table, highest, table),
            )

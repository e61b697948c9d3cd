"""Take everything about a person out of a case, for good; the case itself stays.

Numbers, dates, kinds, duties and digests stay, and with them the chain of the journal. Names, addresses, texts, files,
PDFs and the values of the journal with their salts go. What a trigger would refuse of any other case it lets happen to
one whose `anonymised_on` is set; so the row of the case is emptied first, in one statement, and never changes again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date

from otklik.law.naming import kind_heading
from otklik.register.cases import Cases
from otklik.register.database import Database
from otklik.register.former import Former
from otklik.register.journal import FORMER_DIGEST
from otklik.register.records import Case, CaseStatus
from otklik.register.search import fold

_PERSON_FIELDS = frozenset({"full_name", "email", "phone", "address", "dative", "genitive", "authority"})
"""Fields of a person that tell whose line of the journal it is; others, as the gender, are common to many."""

_BLANK = {
    "subjects": "full_name = '', gender = NULL, dative = '', genitive = '', email = '', phone = '', address = '', "
    "name_key = '', email_key = '', phone_key = ''",
    "representatives": "full_name = '', authority = '', email = '', phone = '', address = ''",
}

_NEW_BLANK = {
    "subjects": "INSERT INTO subjects (full_name, dative, genitive, email, phone, address, organisation, "
    "anonymised_on) SELECT '', '', '', '', '', '', organisation, :on FROM subjects WHERE id = :id RETURNING id",
    "representatives": "INSERT INTO representatives (full_name, authority, email, phone, address, anonymised_on) "
    "VALUES ('', '', '', '', '', :on) RETURNING id",
}

# The acts stand as literals: the index over these lines is used for nothing else.
_LINES_ABOUT_PEOPLE = """
    SELECT e.seq, c.field, v.old, v.new FROM events AS e
    JOIN event_changes AS c ON c.seq = e.seq JOIN event_values AS v ON v.seq = c.seq AND v.position = c.position
    WHERE e.act IN ('subject_changed', 'representative_changed')
"""

# In a rebuilt register the digest the line was first written with, as it stands in older copies.
_FIRST_DIGEST = f"""
    SELECT coalesce((
        SELECT v.new FROM event_changes AS c JOIN event_values AS v ON v.seq = c.seq AND v.position = c.position
        WHERE c.seq = e.seq AND c.field = '{FORMER_DIGEST}' ORDER BY c.position LIMIT 1
    ), e.digest)
    FROM events AS e WHERE e.case_id = {{case}} ORDER BY e.seq LIMIT 1
"""  # noqa: S608 - our own word

_DROP_VALUES = f"""
    DELETE FROM event_values WHERE seq = ? AND position NOT IN (
        SELECT position FROM event_changes AS c WHERE c.seq = event_values.seq AND c.field = '{FORMER_DIGEST}'
    )
"""  # noqa: S608 - as above


_EMPTY_LETTERS = (
    "DELETE FROM enclosures WHERE letter_id IN (SELECT id FROM letters WHERE case_id = ? AND state = 'draft')",
    "UPDATE enclosures SET title = '' WHERE letter_id IN (SELECT id FROM letters WHERE case_id = ?)",
    "DELETE FROM letter_files WHERE letter_id IN (SELECT id FROM letters WHERE case_id = ?)",
    "UPDATE duties SET letter_id = NULL WHERE letter_id IN (SELECT id FROM letters WHERE case_id = ? AND number = '')",
    "DELETE FROM letters WHERE case_id = ? AND state = 'draft'",
    "UPDATE letters SET heading = '', body = '', tracking = '', dispatch_way = '', reason = '' WHERE case_id = ?",
)

# A place of this case alone may be called by somebody's name.
_EMPTY_PLACES = (
    "DELETE FROM case_places WHERE case_id = ? AND place_id IS NULL",
    "UPDATE case_places SET note = '' WHERE case_id = ?",
)


@dataclass(frozen=True, slots=True)
class Erased:
    """What was taken out of a case.

    Attributes:
        files: how many files were emptied.
        letters: how many letters, drafts included.
        papers: how many acts and notes.
        prints: how many prints of the journal of requests.
        operators, subjects: ids of the rows this is about: whose papers changed, and the person as he was known.
    """

    files: int
    letters: int
    papers: int
    prints: int
    operator_id: int
    subject_id: int


class Erasing:
    """Anonymises cases and empties files whose term is over."""

    def __init__(self, database: Database, cases: Cases) -> None:
        self._database = database
        self._cases = cases

    def anonymise_case(self, case_id: int, on: date) -> Erased:
        """Take everything about people out of a case, in one transaction.

        A person with other cases stays as he is, but not as a link to this one: the case gets an empty row of its own
        in his place. So no two anonymised cases show that they were of one person.

        Args:
            case_id: the case; an open one, which only an old copy can hold, is closed by this.
            on: the day of it.

        Raises:
            LookupError: there is no such case.
            ValueError: it is anonymised already.
        """
        with self._database.atomic():
            case = self._cases.get(case_id)
            if case.anonymised_on is not None:
                raise ValueError(case_id)
            subject_id, gone = self._part("subjects", case.subject_id, case.id, on)
            representative_id, of_writer = case.representative_id, frozenset[str]()
            if representative_id is not None:
                representative_id, of_writer = self._part("representatives", representative_id, case.id, on)
            lines, told = self._lines_about(gone | of_writer)
            self._cases.save(_emptied(case, subject_id, representative_id, on))
            self._cases.reindex("subject_id", subject_id)
            for statement in _EMPTY_PLACES:
                self._database.execute(statement, (case_id,))
            erased = Erased(
                files=self._empty_files(case_id, on),
                letters=self._empty_letters(case_id),
                papers=self._empty_papers(case_id, on),
                prints=self._empty_prints(case, on),
                operator_id=case.operator_id,
                subject_id=case.subject_id,
            )
            self._drop_values(case_id, lines)
            self._forget_names(told)
            Former(self._database, self._cases).forget_case(case_id)
        return erased

    def expire_file(self, attachment_id: int, on: date) -> None:
        """Empty one file for good: name and content; size and digest stay, and that it was there.

        Its name goes from the journal of its case too.
        """
        with self._database.atomic():
            row = self._database.one("SELECT case_id, sha256 FROM attachments WHERE id = ?", (attachment_id,))
            if row is None:
                raise LookupError(f"attachments {attachment_id}")
            self._database.execute(
                "UPDATE attachments SET name = '', content = x'', expired_on = ? WHERE id = ? AND expired_on IS NULL",
                (on.isoformat(), attachment_id),
            )
            self._database.execute(
                """
                DELETE FROM event_values WHERE (seq, position) IN (
                    SELECT c.seq, c.position FROM event_changes AS c WHERE c.field = 'name' AND c.seq IN (
                        SELECT e.seq FROM events AS e JOIN event_changes AS d ON d.seq = e.seq
                        JOIN event_values AS v ON v.seq = d.seq AND v.position = d.position
                        WHERE e.case_id = ? AND d.field = 'sha256' AND v.new = ?
                    )
                )
                """,
                row,
            )

    def first_digests(self) -> tuple[tuple[int, str, bool], ...]:
        """Return id, digest of the first line of the journal, and whether it is anonymised, of every case."""
        rows = self._database.all(
            f"SELECT c.id, ({_FIRST_DIGEST.format(case='c.id')}), c.anonymised_on IS NOT NULL "  # noqa: S608 - our own words
            "FROM cases AS c ORDER BY c.id"
        )
        return tuple((case_id, digest, bool(done)) for case_id, digest, done in rows if digest)

    def first_digest(self, case_id: int) -> str:
        """Return the hex digest the first line of the journal about a case was written with; empty where there is none.

        A rebuilt register has the digests its damaged file had, so lists of erased cases know its cases again.
        """
        return str(self._database.value(_FIRST_DIGEST.format(case="?"), (case_id,)) or "")

    def sweep(self) -> None:
        """See that nothing of what was taken out is left in the file or beside it; after the transaction.

        Deleted content is overwritten as it goes (`secure_delete`). Left over are the search index, which keeps what
        was deleted until its parts are merged, pages that were rebuilt, and the write-ahead log.
        """
        self._database.execute("INSERT INTO case_search (case_search) VALUES ('optimize')")
        self._database.execute("VACUUM")
        self._database.all("PRAGMA wal_checkpoint(TRUNCATE)")

    def _part(self, table: str, row_id: int, case_id: int, on: date) -> tuple[int, frozenset[str]]:
        """Take a person off a case; return the empty row in his place, and what he was known by where he is gone."""
        column = "subject_id" if table == "subjects" else "representative_id"
        others = f"SELECT 1 FROM cases WHERE {column} = ? AND id <> ? LIMIT 1"  # noqa: S608 - our own two words
        if self._database.one(others, (row_id, case_id)) is not None:
            stand_in = self._database.value(_NEW_BLANK[table], {"on": on.isoformat(), "id": row_id})
            return int(stand_in), frozenset()
        known = _PERSON_FIELDS & ({"authority"} if table == "representatives" else {"dative", "genitive"})
        names = ", ".join(sorted(known | {"full_name", "email", "phone", "address"}))
        values = self._database.one(f"SELECT {names} FROM {table} WHERE id = ?", (row_id,)) or ()  # noqa: S608 - as above
        self._database.execute(
            f"UPDATE {table} SET {_BLANK[table]}, anonymised_on = ? WHERE id = ?",  # noqa: S608 - as above
            (on.isoformat(), row_id),
        )
        return row_id, frozenset(value for value in values if value)

    def _lines_about(self, known: frozenset[str]) -> tuple[frozenset[int], frozenset[str]]:
        """Return the lines that tell of changes of a person, and all he was ever known by.

        Such a line does not always name a case, and never names a row. It is his where it changes something from or to
        what he was known by at some time.
        """
        if not known:
            return frozenset(), known
        lines: dict[int, set[str]] = {}
        for seq, field, old, new in self._database.all(_LINES_ABOUT_PEOPLE):
            if field in _PERSON_FIELDS:
                lines.setdefault(seq, set()).update(value for value in (old, new) if value)
        found: set[int] = set()
        told = set(known)
        while more := {seq for seq, values in lines.items() if seq not in found and not told.isdisjoint(values)}:
            found |= more
            told.update(*(lines[seq] for seq in more))
        return frozenset(found), frozenset(told)

    def _empty_files(self, case_id: int, on: date) -> int:
        return self._database.execute(
            "UPDATE attachments SET name = '', content = x'', expired_on = ? WHERE case_id = ? AND expired_on IS NULL",
            (on.isoformat(), case_id),
        ).rowcount

    def _empty_letters(self, case_id: int) -> int:
        count = self._database.value("SELECT count(*) FROM letters WHERE case_id = ?", (case_id,))
        for statement in _EMPTY_LETTERS:
            self._database.execute(statement, (case_id,))
        return int(count)

    def _empty_papers(self, case_id: int, on: date) -> int:
        """Empty acts and the notes that annul them; of what they say only the shape is left, for lists to read."""
        rows = self._database.all("SELECT id, facts FROM papers WHERE case_id = ? AND expired_on IS NULL", (case_id,))
        for paper_id, facts in rows:
            self._empty_paper(paper_id, _blank(json.loads(facts)), on)
        return len(rows)

    def _empty_prints(self, case: Case, on: date) -> int:
        """Empty the prints of the journal of requests that name the case; that it stood there stays known."""
        found = 0
        rows = self._database.all(
            "SELECT id, facts FROM papers WHERE operator_id = ? AND kind = 'journal'", (case.operator_id,)
        )
        for paper_id, text in rows:
            facts = json.loads(text)
            named = [row for row in facts.get("rows", ()) if row[1] == case.id]
            if named:
                for row in named:
                    row[3] = []  # digests of its cells: unsalted, so somebody's name could be tried on them
                self._empty_paper(paper_id, facts, on)
                found += 1
        return found

    def _empty_paper(self, paper_id: int, facts: object, on: date) -> None:
        self._database.execute(
            "UPDATE papers SET content = x'', facts = ?, expired_on = coalesce(expired_on, ?) WHERE id = ?",
            (json.dumps(facts, ensure_ascii=False), on.isoformat(), paper_id),
        )

    def _drop_values(self, case_id: int, lines: frozenset[int]) -> None:
        """Drop the values of all lines about the case and of those about its people, salts included.

        The digest a line had before the register was rebuilt stays: it tells of nobody, and papers and lists bear it.
        """
        about = {int(seq) for (seq,) in self._database.all("SELECT seq FROM events WHERE case_id = ?", (case_id,))}
        self._database.many(_DROP_VALUES, [(seq,) for seq in sorted(about | lines)])

    def _forget_names(self, told: frozenset[str]) -> None:
        """Forget how the names of those who are gone are declined, where nobody bears them any more."""
        gone = {_words(text) for text in told}
        for form_id, full_name in self._database.all("SELECT id, full_name FROM name_forms"):
            words = _words(full_name)
            if words in gone and not self._borne(words):
                self._database.execute("DELETE FROM name_forms WHERE id = ?", (form_id,))

    def _borne(self, words: frozenset[str]) -> bool:
        """Return whether anybody living in the register, or an operator, bears a name of these words."""
        names = self._database.each(
            "SELECT full_name FROM subjects WHERE anonymised_on IS NULL UNION ALL "
            "SELECT full_name FROM representatives WHERE anonymised_on IS NULL UNION ALL "
            "SELECT name || ' ' || signer_name || ' ' || executor FROM operators"
        )
        return any(words <= _words(name) for (name,) in names)


def _emptied(case: Case, subject_id: int, representative_id: int | None, on: date) -> Case:
    """Return a case with nothing in it that anybody typed; its title is that of its first demand."""
    was_open = case.status is CaseStatus.OPEN
    return replace(
        case,
        subject_id=subject_id,
        representative_id=representative_id,
        title=kind_heading(case.kinds[0], "ru") if case.kinds else "",
        text="",
        message_id="",
        text_key="",
        claim_amount=None,
        lacks=(),
        late_reason="",
        destruction_obstacle="",
        contract_clause="",
        identity_note="",
        outcome="",
        reason="",
        keep_until=None,
        keep_reason="",
        status=CaseStatus.CLOSED if was_open else case.status,
        closed_on=on if was_open else case.closed_on,
        due_on=None,
        due_latest=None,
        due_duty="",
        due_by_law=False,
        due_at=None,
        due_provisional=False,
        anonymised_on=on,
    )


def _blank(facts: object) -> object:
    """Return facts of the same shape with every text in them empty but dates; lists of texts and entries are empty."""
    if isinstance(facts, dict):
        return {name: value if name in {"destroyed_on", "closed"} else _blank(value) for name, value in facts.items()}
    if isinstance(facts, list):
        return []
    return "" if isinstance(facts, str) else facts


def _words(text: str) -> frozenset[str]:
    """Return the words of a name, whatever order and case they are written in."""
    return frozenset(fold(text).replace(",", " ").split())

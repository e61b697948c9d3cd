"""The journal: it only grows, and each line is chained to the one before by SHA-256.

The chain runs over digests of the old and new values, each mixed with 16 random bytes of its own. Values and salts may
be dropped later (anonymising): the digests stay, the chain stays whole, and without the salt nobody can guess a value
from its digest. The format is described for others in docs/schema.md; changing it would break every register there is.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from otklik.register.database import Database, Row, storable
from otklik.register.records import Change, Event

BEGINNING = "0" * 64
"""What the first line is chained to."""

SALT_BYTES = 16
"""Random bytes mixed into each value's digest."""

_READ = """
    SELECT e.seq, e.at, e.act, e.case_id, e.letter_id, e.digest, c.position, c.field, c.digest_old, c.digest_new,
        v.salt_old, v.old, v.salt_new, v.new
    FROM events AS e
    LEFT JOIN event_changes AS c ON c.seq = e.seq
    LEFT JOIN event_values AS v ON v.seq = c.seq AND v.position = c.position
"""


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What checking the chain found.

    Attributes:
        whole: nothing was changed, removed, reordered or inserted.
        events: how many lines there are.
        head: digest of the last one.
        broken_at: the first line that does not fit; one past the last where lines are missing at the end.
    """

    whole: bool
    events: int
    head: str
    broken_at: int | None = None


@dataclass(frozen=True, slots=True)
class HeadPlace:
    """Where a printed head of the journal stands.

    Attributes:
        line: place of the line it is the digest of; 0 for the head of an empty journal.
        at: when that line was written; `None` for line 0.
        lines: how many lines there are now.
        former: whether the line had this digest before the register was rebuilt from a damaged file.
    """

    line: int
    at: datetime | None
    lines: int
    former: bool = False


FORMER_DIGEST = "former_digest"
"""Field in which a line of a rebuilt register keeps the digest it had before (`safety.rechaining`)."""


class Journal:
    """Every act with its old and new values."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(
        self,
        at: datetime,
        act: str,
        *,
        case_id: int | None = None,
        letter_id: int | None = None,
        changes: Sequence[Change] = (),
    ) -> Event:
        """Write one line; call it inside the transaction of the act.

        Args:
            at: local time with its zone.
            act: id of the act.
            case_id: the case it is about, if any.
            letter_id: the letter it is about, if any.
            changes: fields with old and new values.

        Returns:
            The line with its place and digest.
        """
        with self._database.atomic():
            seq, previous = self._end()
            seq += 1
            changes = [Change(change.field, _clean(change.old), _clean(change.new)) for change in changes]
            kept = [(change, *_salted(change.old), *_salted(change.new)) for change in changes]
            line: Line = (seq, at.isoformat(), act, case_id, letter_id)
            digest = chain_digest(previous, line, [[change.field, old, new] for change, _, old, _, new in kept])
            self._database.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?)", (*line, digest))
            self._database.many(
                "INSERT INTO event_changes VALUES (?, ?, ?, ?, ?)",
                [(seq, place, change.field, old, new) for place, (change, _, old, _, new) in enumerate(kept)],
            )
            self._database.many(
                "INSERT INTO event_values VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (seq, place, salt_old, change.old, salt_new, change.new)
                    for place, (change, salt_old, _, salt_new, _) in enumerate(kept)
                ],
            )
            self._database.execute("UPDATE chain_head SET seq = ?, digest = ?", (seq, digest))
        return Event(seq, at, act, case_id, letter_id, tuple(changes), digest)

    def of_case(self, case_id: int) -> tuple[Event, ...]:
        """Return the lines about a case, oldest first."""
        return self._events(f"{_READ} WHERE e.case_id = ? ORDER BY e.seq, c.position", (case_id,))

    def page(self, offset: int = 0, limit: int = 100) -> tuple[Event, ...]:
        """Return one page of all lines, newest first."""
        last, _ = self._end()
        # Places have no gaps, so a page is a range of them: no line before it need be read.
        until = last - offset
        return self._events(
            f"{_READ} WHERE e.seq BETWEEN ? AND ? ORDER BY e.seq DESC, c.position", (until - limit + 1, until)
        )

    def count(self) -> int:
        """Return how many lines there are."""
        return self._end()[0]

    def last_but(self, acts: Collection[str]) -> int:
        """Return the place of the last line that is not of one of these acts; 0 where there is none."""
        marks = ", ".join("?" * len(acts))
        query = f"SELECT seq FROM events WHERE act NOT IN ({marks}) ORDER BY seq DESC LIMIT 1"  # noqa: S608 - marks alone
        return int(self._database.value(query, tuple(acts)) or 0)

    def last_about(self, case_id: int | None) -> int:
        """Return the place of the last line about a case, or of the last one about no case; 0 where there is none."""
        condition = "case_id IS NULL" if case_id is None else "case_id = ?"
        values = () if case_id is None else (case_id,)
        query = f"SELECT seq FROM events WHERE {condition} ORDER BY seq DESC LIMIT 1"  # noqa: S608 - our own fragments
        return int(self._database.value(query, values) or 0)

    def head(self) -> str:
        """Return the digest of the last line, which stands for the whole journal: printed on letters and sheets."""
        return self._end()[1]

    def place_of(self, head: str) -> HeadPlace | None:
        """Return where a head stands of which the beginning is known, as paper shows it; `None` where it is none here.

        Args:
            head: its first digits, hexadecimal, in lower case.
        """
        lines = self._lines()
        if BEGINNING.startswith(head):
            return HeadPlace(0, None, lines)
        pattern = f"{head}*"
        row = self._database.one("SELECT seq, at FROM events WHERE digest GLOB ? ORDER BY seq LIMIT 1", (pattern,))
        former = row is None
        if row is None:
            row = self._database.one(
                "SELECT e.seq, e.at FROM event_changes AS c JOIN event_values AS v USING (seq, position) "
                "JOIN events AS e ON e.seq = c.seq WHERE c.field = ? AND v.new GLOB ? ORDER BY e.seq LIMIT 1",
                (FORMER_DIGEST, pattern),
            )
        return HeadPlace(int(row[0]), datetime.fromisoformat(row[1]), lines, former) if row else None

    def verify(self) -> ChainReport:
        """Check the whole chain: each line, each kept value, and that none is missing at the end."""
        count, previous = 0, BEGINNING
        for rows in self._grouped(f"{_READ} ORDER BY e.seq, c.position", ()):
            count += 1
            first = rows[0]
            changes = _changes_as_chained(rows)
            line: Line = (first[0], first[1], first[2], first[3], first[4])
            fits = first[0] == count and first[5] == chain_digest(previous, line, changes)
            if not (fits and all(_value_fits(row) for row in rows)):
                return ChainReport(whole=False, events=self._lines(), head=self.head(), broken_at=count)
            previous = first[5]
        if self._end() != (count, previous):
            return ChainReport(whole=False, events=count, head=self.head(), broken_at=count + 1)
        return ChainReport(whole=True, events=count, head=previous)

    def _end(self) -> tuple[int, str]:
        seq, digest = self._database.one("SELECT seq, digest FROM chain_head") or (0, BEGINNING)
        return int(seq), str(digest)

    def _lines(self) -> int:
        return int(self._database.value("SELECT count(*) FROM events"))

    def _events(self, sql: str, values: Sequence[object]) -> tuple[Event, ...]:
        return tuple(_event(rows) for rows in self._grouped(sql, values))

    def _grouped(self, sql: str, values: Sequence[object]) -> Iterator[list[Row]]:
        """Yield the rows of each line together."""
        for _, rows in groupby(self._database.each(sql, values), key=_seq):
            yield list(rows)


Line = tuple[int, str, str, int | None, int | None]
"""Place, time, act, case and letter of a line."""


def chain_digest(previous: str, line: Line, changes: list[list[str | None]]) -> str:
    """Return the digest of a line: SHA-256 over the digest before it and the line as canonical JSON.

    Args:
        previous: hex digest of the line before.
        line: place, time, act, case, letter.
        changes: field, digest of the old and digest of the new value of each change.
    """
    seq, at, act, case_id, letter_id = line
    content = {"act": act, "at": at, "case": case_id, "changes": changes, "letter": letter_id, "seq": seq}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(bytes.fromhex(previous) + text.encode()).hexdigest()


def value_digest(salt: bytes, value: str) -> str:
    """Return the digest that stands for a value in the chain: SHA-256 over its salt and its text."""
    return hashlib.sha256(salt + value.encode()).hexdigest()


def _clean(value: str | None) -> str | None:
    """Return the value as the file can hold it: the digest must be that of what is stored."""
    return None if value is None else storable(value)


def _salted(value: str | None) -> tuple[bytes | None, str | None]:
    """Return a new salt and the digest of the value, both nothing where there is no value."""
    if value is None:
        return None, None
    salt = secrets.token_bytes(SALT_BYTES)
    return salt, value_digest(salt, value)


def _changes_as_chained(rows: list[Row]) -> list[list[str | None]]:
    return [[row[7], row[8], row[9]] for row in rows if row[6] is not None]


def _value_fits(row: Row) -> bool:
    """Return whether the kept values of a change are those of its digests; dropped ones fit always."""
    digest_old, digest_new, salt_old, old, salt_new, new = row[8:14]
    return _kept_fits(digest_old, salt_old, old) and _kept_fits(digest_new, salt_new, new)


def _kept_fits(digest: str | None, salt: bytes | None, value: str | None) -> bool:
    if salt is None and value is None:
        return True
    return salt is not None and value is not None and value_digest(salt, value) == digest


def _event(rows: list[Row]) -> Event:
    seq, at, act, case_id, letter_id, digest = rows[0][:6]
    changes = tuple(Change(row[7], row[11], row[13]) for row in rows if row[6] is not None)
    return Event(seq, datetime.fromisoformat(at), act, case_id, letter_id, changes, digest)


def _seq(row: Row) -> Any:
    return row[0]

"""The journal of a rebuilt register: as it was up to the first line that is lost, chained anew from there on.

Each line keeps its place: papers and other lines speak of it. A line that cannot be read is a line `line_lost`. A line
behind the break gets a new digest, and keeps the one it had as a change of its own, `former_digest`, so that the head
printed on a paper is still found.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from otklik.register.journal import BEGINNING, FORMER_DIGEST, SALT_BYTES, Journal, Line, chain_digest, value_digest
from otklik.register.records import Change
from otklik.system.clock import SystemClock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from otklik.register.database import Database

LOST_LINE = "line_lost"
SALVAGED = "register_salvaged"
UNNAMED = "unnamed"
"""Field of a value that can be read while what it is a value of cannot."""


def said_in(database: Database, seq: int) -> dict[str, str]:
    """Return the new values a line of the journal keeps, by field; nothing where they cannot be read."""
    return {
        str(field): str(value)
        for field, value in database.all(
            "SELECT c.field, v.new FROM event_changes AS c JOIN event_values AS v USING (seq, position) "
            "WHERE c.seq = ? AND v.new IS NOT NULL",
            (seq,),
        )
    }


def rechain(database: Database, lines: int, head: str) -> int | None:
    """Chain the lines that were read.

    Args:
        database: the new register, its triggers taken away.
        lines: how many lines the journal had.
        head: digest of the last one; empty where it is not known.

    Returns:
        The line from which on the journal is chained anew; `None` where it is as it was.
    """
    _name_values(database)
    previous, broken_at, at = BEGINNING, 0, SystemClock().now().isoformat()
    for seq in range(1, lines + 1):
        row = database.one("SELECT seq, at, act, case_id, letter_id, digest FROM events WHERE seq = ?", (seq,))
        line: Line = (row[0], row[1], row[2], row[3], row[4]) if row else (seq, at, LOST_LINE, None, None)
        at = line[1]
        changes = _changes(database, seq)
        if row and not broken_at and row[5] == chain_digest(previous, line, changes):
            previous = row[5]
            continue
        broken_at = broken_at or seq
        if row:
            changes.append(_keep_former(database, seq, str(row[5])))
        previous = chain_digest(previous, line, changes)
        database.execute("INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?)", (*line, previous))
    database.execute("INSERT OR REPLACE INTO chain_head VALUES (1, ?, ?)", (lines, previous))
    if not broken_at and head and previous != head:
        broken_at = lines  # a last line that belongs to another journal than the head
    return broken_at or None


def tell(database: Database, read: dict[str, int], lost: dict[str, int], facts: Mapping[str, object]) -> None:
    """End the journal with a line about the rebuilding.

    Args:
        database: the new register, its journal chained.
        read: rows read by table.
        lost: rows lost by table.
        facts: what else is told; `None` is left out.
    """
    told = {"cases": read.get("cases", 0), "lines": read.get("events", 0), **facts}
    told |= {f"lost_{name.replace(' ', '_')}": count for name, count in lost.items()}
    changes = [Change(name, None, str(value)) for name, value in told.items() if value is not None]
    Journal(database).append(SystemClock().now(), SALVAGED, changes=changes)


def _changes(database: Database, seq: int) -> list[list[str | None]]:
    rows = database.all(
        "SELECT field, digest_old, digest_new FROM event_changes WHERE seq = ? ORDER BY position", (seq,)
    )
    return [list(row) for row in rows]


def _keep_former(database: Database, seq: int, digest: str) -> list[str | None]:
    """Keep the digest a line had as one more change of it, and return that as it enters the chain."""
    place = int(database.value("SELECT coalesce(max(position), -1) + 1 FROM event_changes WHERE seq = ?", (seq,)))
    salt = secrets.token_bytes(SALT_BYTES)
    salted = value_digest(salt, digest)
    database.execute("INSERT INTO event_changes VALUES (?, ?, ?, NULL, ?)", (seq, place, FORMER_DIGEST, salted))
    database.execute("INSERT INTO event_values VALUES (?, ?, NULL, NULL, ?, ?)", (seq, place, salt, digest))
    return [FORMER_DIGEST, None, salted]


def _name_values(database: Database) -> None:
    """Keep values whose field is lost: their digests are made from them."""
    rows = database.all(
        "SELECT seq, position, salt_old, old, salt_new, new FROM event_values AS v WHERE NOT EXISTS "
        "(SELECT 1 FROM event_changes AS c WHERE c.seq = v.seq AND c.position = v.position)"
    )
    for seq, place, salt_old, old, salt_new, new in rows:
        digests = (_digest(salt_old, old), _digest(salt_new, new))
        database.execute("INSERT INTO event_changes VALUES (?, ?, ?, ?, ?)", (seq, place, UNNAMED, *digests))


def _digest(salt: bytes | None, value: str | None) -> str | None:
    return None if salt is None or value is None else value_digest(salt, value)

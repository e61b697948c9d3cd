"""The statements of migration 6: where an operator looks for somebody's data, and in what order cases are listed.

What each column means stands beside the classes of `records.py` and in docs/schema.md.
"""

from __future__ import annotations

DESK: tuple[str, ...] = (
    # The operator's own list: renamed and taken out at will, so a case keeps the name it was searched under.
    """
    CREATE TABLE places (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        operator_id INTEGER NOT NULL REFERENCES operators (id),
        position INTEGER NOT NULL, name TEXT NOT NULL CHECK (name <> '')
    ) STRICT
    """,
    "CREATE INDEX places_of_operator ON places (operator_id, position)",
    """
    CREATE TABLE case_places (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        case_id INTEGER NOT NULL REFERENCES cases (id),
        position INTEGER NOT NULL, name TEXT NOT NULL CHECK (name <> ''),
        outcome TEXT CHECK (outcome IN ('found', 'nothing')), note TEXT NOT NULL DEFAULT '', checked_on TEXT,
        CHECK ((outcome IS NULL) = (checked_on IS NULL))
    ) STRICT
    """,
    "CREATE INDEX case_places_of_case ON case_places (case_id, position)",
)
"""Every statement of migration 6, in order: what the desk needs to search and to be searched."""

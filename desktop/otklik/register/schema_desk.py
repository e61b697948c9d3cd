"""The statements of migration 6: where an operator looks for somebody's data, and in what order cases are listed.

What each column means stands beside the classes of `records.py` and in docs/schema.md.
"""

from __future__ import annotations

_ANONYMISED = "EXISTS (SELECT 1 FROM cases WHERE id = {case} AND anonymised_on IS NOT NULL)"

# Orders of the register, and what it is searched by. Each index holds all that a list of row ids is made from: the row
# of a case has its letter in it, and reading a hundred thousand letters for a list would be felt.
ORDERS: tuple[str, ...] = (
    "DROP INDEX cases_annulled",
    # Shelf and turn once more: of generated columns SQLite does not know that an index holds them.
    """
    CREATE INDEX cases_by_shelf ON cases (
        (CASE status WHEN 'open' THEN '0' || coalesce(due_on, '~') ELSE '1' END),
        (CASE status WHEN 'open' THEN number ELSE -number END), status, operator_id
    )
    """,
    "CREATE INDEX cases_by_receipt ON cases (received_on, id, status, operator_id)",
    "CREATE INDEX cases_by_law ON cases ((CASE due_by_law WHEN 1 THEN due_on END), id, status, operator_id)",
    "CREATE INDEX cases_by_policy ON cases (policy_due_on, id, status, operator_id)",
    "CREATE INDEX cases_in_short ON cases (number, status, operator_id, subject_id, channel, identity_confirmed_on)",
    "CREATE INDEX case_kinds_by_kind ON case_kinds (kind, position)",
    """
    CREATE INDEX letters_that_left ON letters (case_id, state, issued_on, id, number, dispatched_on) WHERE number <> ''
    """,
    "CREATE INDEX letters_by_number ON letters (number, case_id) WHERE number <> ''",
    "CREATE INDEX letters_by_tracking ON letters (tracking, case_id) WHERE tracking <> ''",
)
"""What sorting and filtering need."""

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
        place_id INTEGER REFERENCES places (id) ON DELETE SET NULL,
        position INTEGER NOT NULL, name TEXT NOT NULL CHECK (name <> ''),
        outcome TEXT CHECK (outcome IN ('found', 'nothing')), note TEXT NOT NULL DEFAULT '', checked_on TEXT,
        CHECK ((outcome IS NULL) = (checked_on IS NULL))
    ) STRICT
    """,
    "CREATE INDEX case_places_of_case ON case_places (case_id, position)",
    "CREATE UNIQUE INDEX case_places_once ON case_places (case_id, place_id) WHERE place_id IS NOT NULL",
    "CREATE INDEX case_places_by_place ON case_places (place_id) WHERE place_id IS NOT NULL",
    f"""
    CREATE TRIGGER case_places_not_of_anonymised BEFORE INSERT ON case_places
    WHEN {_ANONYMISED.format(case="NEW.case_id")}
    BEGIN SELECT RAISE(ABORT, 'what is anonymised stays so'); END
    """,
    # Of an anonymised case only the words may go; SQLite lets go of a place that is taken off the list by itself.
    f"""
    CREATE TRIGGER case_places_stay_anonymised BEFORE UPDATE ON case_places
    WHEN {_ANONYMISED.format(case="OLD.case_id")} AND NOT (
        NEW.note = '' AND NEW.id = OLD.id AND NEW.case_id = OLD.case_id AND NEW.name = OLD.name
        AND NEW.outcome IS OLD.outcome AND NEW.checked_on IS OLD.checked_on
    )
    BEGIN SELECT RAISE(ABORT, 'what is anonymised stays so'); END
    """,
    *ORDERS,
)
"""Every statement of migration 6, in order: what the desk needs to search and to be searched."""

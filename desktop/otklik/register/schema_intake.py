"""The statements of migration 5: by what a letter is known again, what it lacks, and what a policy promises.

What each column means stands beside the classes of `records.py` and in docs/schema.md.
"""

from __future__ import annotations

INTAKE: tuple[str, ...] = (
    "ALTER TABLE cases ADD COLUMN message_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN text_key TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN import_key TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN claim_amount INTEGER",
    "ALTER TABLE cases ADD COLUMN lacks TEXT NOT NULL DEFAULT '[]'",
    "CREATE INDEX cases_by_message ON cases (message_id) WHERE message_id <> ''",
    "CREATE INDEX cases_by_text ON cases (text_key) WHERE text_key <> ''",
    "CREATE INDEX cases_by_import ON cases (import_key) WHERE import_key <> ''",
    "ALTER TABLE subjects ADD COLUMN phone_key TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX subjects_by_phone ON subjects (phone_key) WHERE phone_key <> ''",
    "CREATE INDEX subjects_by_email ON subjects (email_key) WHERE email_key <> ''",
    "CREATE INDEX attachments_by_digest ON attachments (sha256) WHERE role = 'original'",
    "ALTER TABLE operators ADD COLUMN policy_unit TEXT NOT NULL DEFAULT 'working_days'",
    "ALTER TABLE operators ADD COLUMN request_term_number INTEGER",
    "ALTER TABLE operators ADD COLUMN request_term_unit TEXT",
    "ALTER TABLE operators ADD COLUMN request_clause TEXT NOT NULL DEFAULT ''",
    # The policy a profile was read from: its promises are quoted from here.
    """
    CREATE TABLE policies (
        operator_id INTEGER PRIMARY KEY REFERENCES operators (id),
        name TEXT NOT NULL, read_on TEXT NOT NULL, sha256 TEXT NOT NULL, text TEXT NOT NULL
    ) STRICT
    """,
)
"""Every statement of migration 5, in order: what letters, journals and policies that come in need."""

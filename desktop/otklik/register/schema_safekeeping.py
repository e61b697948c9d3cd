"""The statements of migration 4: generations of the key, storage terms, and what anonymising may empty.

Whatever never changes stays so, with one exception: of a case that is anonymised, what names people may be emptied, and
of a file whose term is over, its content. Numbers, dates, digests and the chain stay. What each column means stands
beside the classes of `records.py` and in docs/schema.md.
"""

from __future__ import annotations

_ANONYMISED = "EXISTS (SELECT 1 FROM cases WHERE id = {case} AND anonymised_on IS NOT NULL)"

_LISTED = "name, media_type, size, sha256, role, letter_id, expired_on"
_OF_IDENTITY = "WHERE role = 'identity_paper' AND expired_on IS NULL"

_COLUMNS = (
    # The keys of the register, the first being 1; `key` holds past ones only: what opens old copies, not this file.
    """
    CREATE TABLE keys (
        number INTEGER PRIMARY KEY CHECK (number > 0), made_on TEXT NOT NULL, fingerprint TEXT NOT NULL,
        checked_on TEXT, key BLOB
    ) STRICT
    """,
    "ALTER TABLE cases ADD COLUMN anonymised_on TEXT",
    "ALTER TABLE cases ADD COLUMN keep_until TEXT",
    "ALTER TABLE cases ADD COLUMN keep_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE subjects ADD COLUMN anonymised_on TEXT",
    "ALTER TABLE representatives ADD COLUMN anonymised_on TEXT",
    "ALTER TABLE attachments ADD COLUMN expired_on TEXT",
    "ALTER TABLE papers ADD COLUMN expired_on TEXT",
    "CREATE INDEX cases_ended ON cases (closed_on) WHERE status <> 'open' AND anonymised_on IS NULL",
    # Columns added later lie behind the content of a file, so that reading them reads all of it: lists use the index.
    "DROP INDEX attachments_of_case",
    f"CREATE INDEX attachments_of_case ON attachments (case_id, id, {_LISTED})",
    f"CREATE INDEX attachments_of_identity ON attachments (id, case_id, {_LISTED}) {_OF_IDENTITY}",
    # Lines that name a person and not always a case; few among many.
    "CREATE INDEX events_about_people ON events (seq) WHERE act IN ('subject_changed', 'representative_changed')",
)

_LETTERS = (
    "DROP TRIGGER letters_keep",
    f"""
    CREATE TRIGGER letters_keep BEFORE UPDATE ON letters
    WHEN OLD.state <> 'draft' AND (
        NEW.state = 'draft' OR (OLD.state = 'annulled' AND NEW.state <> 'annulled')
        OR NEW.case_id <> OLD.case_id OR NEW.operator_id <> OLD.operator_id OR NEW.template <> OLD.template
        OR NEW.number <> OLD.number OR NEW.issued_on <> OLD.issued_on OR NEW.sha256 <> OLD.sha256
        OR NEW.year <> OLD.year OR NEW.serial <> OLD.serial
        OR ((NEW.heading <> OLD.heading OR NEW.body <> OLD.body) AND NOT (
            NEW.heading = '' AND NEW.body = '' AND {_ANONYMISED.format(case="OLD.case_id")}
        ))
    )
    BEGIN SELECT RAISE(ABORT, 'an issued letter never changes'); END
    """,
    "DROP TRIGGER letter_files_stay",
    f"""
    CREATE TRIGGER letter_files_stay BEFORE DELETE ON letter_files
    WHEN NOT EXISTS (
        SELECT 1 FROM letters WHERE id = OLD.letter_id AND {_ANONYMISED.format(case="letters.case_id")}
    )
    BEGIN SELECT RAISE(ABORT, 'an issued letter never changes'); END
    """,  # noqa: S608 - our own words
    "DROP TRIGGER enclosures_keep_update",
    f"""
    CREATE TRIGGER enclosures_keep_update BEFORE UPDATE ON enclosures
    WHEN EXISTS (SELECT 1 FROM letters WHERE id = OLD.letter_id AND state <> 'draft') AND NOT (
        NEW.title = '' AND NEW.letter_id = OLD.letter_id AND NEW.attachment_id IS OLD.attachment_id
        AND EXISTS (SELECT 1 FROM letters WHERE id = OLD.letter_id AND {_ANONYMISED.format(case="letters.case_id")})
    )
    BEGIN SELECT RAISE(ABORT, 'an issued letter never changes'); END
    """,  # noqa: S608 - our own words
)

_FILES = (
    "DROP TRIGGER attachments_keep",
    """
    CREATE TRIGGER attachments_keep BEFORE UPDATE ON attachments
    WHEN NOT (
        OLD.expired_on IS NULL AND NEW.expired_on IS NOT NULL AND length(NEW.content) = 0
        AND NEW.id = OLD.id AND NEW.case_id = OLD.case_id AND NEW.size = OLD.size AND NEW.sha256 = OLD.sha256
        AND NEW.letter_id IS OLD.letter_id AND (NEW.name = OLD.name OR NEW.name = '')
    ) AND NOT (
        NEW.role <> OLD.role AND 'identity_paper' IN (NEW.role, OLD.role)
        AND NEW.id = OLD.id AND NEW.case_id = OLD.case_id AND NEW.size = OLD.size AND NEW.sha256 = OLD.sha256
        AND NEW.letter_id IS OLD.letter_id AND NEW.name = OLD.name AND NEW.expired_on IS OLD.expired_on
        AND NEW.content = OLD.content
    )
    BEGIN SELECT RAISE(ABORT, 'a stored file never changes'); END
    """,
    "DROP TRIGGER papers_no_update",
    # What a paper says may be emptied with it; prints of the journal name several cases, so theirs more than once.
    f"""
    CREATE TRIGGER papers_no_update BEFORE UPDATE ON papers
    WHEN NOT (
        length(NEW.content) = 0 AND NEW.expired_on IS NOT NULL
        AND NEW.expired_on = coalesce(OLD.expired_on, NEW.expired_on)
        AND NEW.id = OLD.id AND NEW.operator_id = OLD.operator_id AND NEW.case_id IS OLD.case_id
        AND NEW.letter_id IS OLD.letter_id AND NEW.kind = OLD.kind AND NEW.number = OLD.number
        AND NEW.made_on = OLD.made_on AND NEW.title = OLD.title AND NEW.sheets = OLD.sheets
        AND NEW.first_seq IS OLD.first_seq AND NEW.last_seq IS OLD.last_seq
        AND NEW.keep_until IS OLD.keep_until AND NEW.sha256 = OLD.sha256
        AND (NEW.case_id IS NULL OR {_ANONYMISED.format(case="OLD.case_id")})
    )
    BEGIN SELECT RAISE(ABORT, 'a paper that was made never changes'); END
    """,
)

_ANONYMISED_STAY = (
    *(
        f"""
        CREATE TRIGGER {table}_stay_anonymised BEFORE UPDATE ON {table} WHEN OLD.anonymised_on IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'what is anonymised stays so'); END
        """
        for table in ("cases", "subjects", "representatives")
    ),
    *(
        f"""
        CREATE TRIGGER {table}_not_of_anonymised BEFORE INSERT ON {table}
        WHEN {_ANONYMISED.format(case="NEW.case_id")}
        BEGIN SELECT RAISE(ABORT, 'what is anonymised stays so'); END
        """
        for table in ("letters", "attachments", "papers")
    ),
    "DROP TRIGGER letter_files_once",
    f"""
    CREATE TRIGGER letter_files_once BEFORE INSERT ON letter_files
    WHEN EXISTS (SELECT 1 FROM letter_files WHERE letter_id = NEW.letter_id) OR EXISTS (
        SELECT 1 FROM letters WHERE id = NEW.letter_id AND {_ANONYMISED.format(case="letters.case_id")}
    )
    BEGIN SELECT RAISE(ABORT, 'an issued letter never changes'); END
    """,  # noqa: S608 - our own words
)

SAFEKEEPING: tuple[str, ...] = (*_COLUMNS, *_LETTERS, *_FILES, *_ANONYMISED_STAY)
"""Every statement of migration 4, in order: what keeping and taking out data needs."""

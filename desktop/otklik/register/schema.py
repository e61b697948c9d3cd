"""The tables of a register, statement by statement, as its migrations make them. What they mean: docs/schema.md.

Rules that must hold whatever program writes the file stand here as constraints and triggers: numbers without gaps,
issued letters that never change, a journal that only grows. Triggers before an insert look for the row themselves,
because INSERT OR REPLACE takes a row away without asking the triggers on DELETE.
"""

from __future__ import annotations

APPLICATION_ID = 0x4F544B4C
"""«OTKL» in the database header: tells a register from any other SQLCipher file."""

MIGRATIONS = (
    "m0001_first_tables",
    "m0002_clock",
    "m0003_papers",
    "m0004_safekeeping",
    "m0005_intake",
    "m0006_desk",
)
"""Names of all migrations in order; kept here so that opening a current register need not import sqlite_utils."""

VERSION = len(MIGRATIONS)
"""`user_version` of a register this program writes."""

_PEOPLE = (
    """
    CREATE TABLE operators (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        form TEXT, name TEXT NOT NULL, inn TEXT NOT NULL, kpp TEXT NOT NULL, ogrn TEXT NOT NULL,
        rkn_number TEXT NOT NULL, address TEXT NOT NULL, emails TEXT NOT NULL, phones TEXT NOT NULL,
        sites TEXT NOT NULL, signer_position TEXT NOT NULL, signer_name TEXT NOT NULL, first_person TEXT NOT NULL,
        executor TEXT NOT NULL, policy_days INTEGER NOT NULL, policy_clause TEXT NOT NULL,
        rights TEXT NOT NULL, channels TEXT NOT NULL,
        purposes TEXT NOT NULL, legal_grounds TEXT NOT NULL, data_categories TEXT NOT NULL, sources TEXT NOT NULL,
        recipients TEXT NOT NULL, processors TEXT NOT NULL, methods TEXT NOT NULL, measures TEXT NOT NULL,
        storage_term TEXT NOT NULL, cross_border INTEGER, database_location TEXT NOT NULL, automated_decisions INTEGER
    ) STRICT
    """,
    """
    CREATE TABLE subjects (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        full_name TEXT NOT NULL, gender TEXT, dative TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL,
        address TEXT NOT NULL, organisation INTEGER NOT NULL,
        name_key TEXT NOT NULL DEFAULT '', email_key TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE INDEX subjects_by_name ON subjects (name_key, email_key)",
    """
    CREATE TABLE representatives (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        full_name TEXT NOT NULL, authority TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL,
        address TEXT NOT NULL
    ) STRICT
    """,
)

_CASES = (
    # shelf and turn are the order of the register: open cases by the day that is due, then the others newest first.
    # As generated columns they can be indexed, so the first page of a million cases costs as much as that of ten.
    """
    CREATE TABLE cases (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        number INTEGER NOT NULL UNIQUE CHECK (number > 0),
        operator_id INTEGER NOT NULL REFERENCES operators (id),
        subject_id INTEGER NOT NULL REFERENCES subjects (id),
        representative_id INTEGER REFERENCES representatives (id),
        channel TEXT NOT NULL, received_on TEXT NOT NULL, noticed_on TEXT NOT NULL, registered_on TEXT NOT NULL,
        incoming_number TEXT NOT NULL, incoming_date TEXT, title TEXT NOT NULL, text TEXT NOT NULL,
        regime TEXT NOT NULL, proof_on TEXT, detected_on TEXT, dispatched_on TEXT,
        erasure_ground TEXT, claimant TEXT, claim_matter TEXT, alleges_unlawful INTEGER,
        identity_confirmed_on TEXT, identity_note TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'annulled')),
        outcome TEXT NOT NULL, closed_on TEXT, reason TEXT NOT NULL, rules_edition TEXT NOT NULL,
        due_on TEXT, due_latest TEXT, due_duty TEXT NOT NULL, due_by_law INTEGER NOT NULL DEFAULT 0,
        policy_due_on TEXT,
        shelf TEXT NOT NULL AS (CASE status WHEN 'open' THEN '0' || coalesce(due_on, '~') ELSE '1' END) VIRTUAL,
        turn INTEGER NOT NULL AS (CASE status WHEN 'open' THEN number ELSE -number END) VIRTUAL
    ) STRICT
    """,
    "CREATE INDEX cases_in_order ON cases (shelf, turn)",
    "CREATE INDEX cases_annulled ON cases (shelf, turn) WHERE status = 'annulled'",  # few among many closed ones
    "CREATE INDEX cases_of_operator ON cases (operator_id, shelf, turn)",
    "CREATE INDEX cases_of_subject ON cases (subject_id, received_on)",
    "CREATE INDEX cases_of_representative ON cases (representative_id)",
    "CREATE INDEX cases_by_last_day ON cases (due_latest, due_on) WHERE status = 'open'",
    """
    CREATE TABLE case_kinds (
        case_id INTEGER NOT NULL REFERENCES cases (id), position INTEGER NOT NULL, kind TEXT NOT NULL,
        PRIMARY KEY (case_id, position), UNIQUE (case_id, kind)
    ) STRICT, WITHOUT ROWID
    """,
    # Counting a million rows on every refresh would be felt; three triggers keep the sums instead.
    """
    CREATE TABLE case_totals (
        operator_id INTEGER NOT NULL REFERENCES operators (id), status TEXT NOT NULL, total INTEGER NOT NULL,
        PRIMARY KEY (operator_id, status)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TRIGGER cases_numbered BEFORE INSERT ON cases
    WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM cases)
        OR EXISTS (SELECT 1 FROM cases WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'case numbers have no gaps'); END
    """,
    """
    CREATE TRIGGER cases_keep_number BEFORE UPDATE OF number ON cases WHEN NEW.number <> OLD.number
    BEGIN SELECT RAISE(ABORT, 'a case keeps its number'); END
    """,
    """
    CREATE TRIGGER cases_stay BEFORE DELETE ON cases
    BEGIN SELECT RAISE(ABORT, 'a case is annulled, never deleted'); END
    """,
    """
    CREATE TRIGGER cases_counted_in AFTER INSERT ON cases
    BEGIN
        INSERT INTO case_totals VALUES (NEW.operator_id, NEW.status, 1)
        ON CONFLICT DO UPDATE SET total = total + 1;
    END
    """,
    """
    CREATE TRIGGER cases_counted_over AFTER UPDATE OF status, operator_id ON cases
    WHEN NEW.status <> OLD.status OR NEW.operator_id <> OLD.operator_id
    BEGIN
        UPDATE case_totals SET total = total - 1 WHERE operator_id = OLD.operator_id AND status = OLD.status;
        INSERT INTO case_totals VALUES (NEW.operator_id, NEW.status, 1)
        ON CONFLICT DO UPDATE SET total = total + 1;
    END
    """,
    # Contentless: the index keeps no second copy of the text. Folding is done before it gets here (register/search.py).
    """
    CREATE VIRTUAL TABLE case_search USING fts5 (
        number, people, title, letter, content = '', contentless_delete = 1, tokenize = 'trigram'
    )
    """,
    "INSERT INTO case_search (case_search, rank) VALUES ('secure-delete', 1)",
    """
    CREATE TABLE duties (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        case_id INTEGER NOT NULL REFERENCES cases (id), kind TEXT NOT NULL, duty TEXT NOT NULL,
        title TEXT NOT NULL, title_en TEXT NOT NULL, basis TEXT NOT NULL, reading TEXT NOT NULL,
        term_number INTEGER, term_unit TEXT, trigger TEXT NOT NULL, trigger_on TEXT NOT NULL,
        safe TEXT NOT NULL, latest TEXT NOT NULL, extended_latest TEXT, provisional INTEGER NOT NULL,
        condition TEXT, condition_en TEXT, closed_by TEXT NOT NULL,
        extended_on TEXT, extended_to TEXT, done_on TEXT, done_by TEXT NOT NULL,
        letter_id INTEGER REFERENCES letters (id),
        position INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    "CREATE INDEX duties_of_case ON duties (case_id, position)",
    "CREATE INDEX duties_of_letter ON duties (letter_id) WHERE letter_id IS NOT NULL",
)

_LETTERS = (
    # year and serial are the outgoing number as figures: gap-free for each operator and year.
    """
    CREATE TABLE letters (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        case_id INTEGER NOT NULL REFERENCES cases (id), operator_id INTEGER NOT NULL REFERENCES operators (id),
        template TEXT NOT NULL, heading TEXT NOT NULL, body TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('draft', 'issued', 'annulled')),
        number TEXT NOT NULL, issued_on TEXT, sha256 TEXT NOT NULL,
        dispatched_on TEXT, dispatch_way TEXT NOT NULL, tracking TEXT NOT NULL, reason TEXT NOT NULL, changed_at TEXT,
        year INTEGER, serial INTEGER,
        is_draft INTEGER NOT NULL AS (state = 'draft') VIRTUAL,
        UNIQUE (operator_id, year, serial),
        CHECK ((state = 'draft') = (number = '')),
        CHECK ((state = 'draft') = (serial IS NULL)),
        CHECK ((state = 'draft') = (issued_on IS NULL))
    ) STRICT
    """,
    "CREATE INDEX letters_of_case ON letters (case_id)",
    "CREATE INDEX letters_in_order ON letters (is_draft, issued_on, id)",
    "CREATE INDEX letters_drafted ON letters (changed_at) WHERE state = 'draft'",
    """
    CREATE TABLE letter_files (
        letter_id INTEGER PRIMARY KEY REFERENCES letters (id), content BLOB NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER letters_begin_as_drafts BEFORE INSERT ON letters
    WHEN NEW.state <> 'draft' OR EXISTS (SELECT 1 FROM letters WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a letter begins as a draft'); END
    """,
    """
    CREATE TRIGGER letters_numbered BEFORE UPDATE ON letters
    WHEN OLD.state = 'draft' AND NEW.state <> 'draft' AND NEW.serial <> (
        SELECT coalesce(max(serial), 0) + 1 FROM letters WHERE operator_id = NEW.operator_id AND year = NEW.year
    )
    BEGIN SELECT RAISE(ABORT, 'outgoing numbers have no gaps'); END
    """,
    """
    CREATE TRIGGER letters_keep BEFORE UPDATE ON letters
    WHEN OLD.state <> 'draft' AND (
        NEW.state = 'draft' OR (OLD.state = 'annulled' AND NEW.state <> 'annulled')
        OR NEW.case_id <> OLD.case_id OR NEW.operator_id <> OLD.operator_id OR NEW.template <> OLD.template
        OR NEW.heading <> OLD.heading OR NEW.body <> OLD.body OR NEW.number <> OLD.number
        OR NEW.issued_on <> OLD.issued_on OR NEW.sha256 <> OLD.sha256
        OR NEW.year <> OLD.year OR NEW.serial <> OLD.serial
    )
    BEGIN SELECT RAISE(ABORT, 'an issued letter never changes'); END
    """,
    """
    CREATE TRIGGER letters_stay BEFORE DELETE ON letters WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, 'an issued letter is annulled, never deleted'); END
    """,
    """
    CREATE TRIGGER letter_files_once BEFORE INSERT ON letter_files
    WHEN EXISTS (SELECT 1 FROM letter_files WHERE letter_id = NEW.letter_id)
    BEGIN SELECT RAISE(ABORT, 'an issued letter never changes'); END
    """,
    """
    CREATE TRIGGER letter_files_keep BEFORE UPDATE ON letter_files
    BEGIN SELECT RAISE(ABORT, 'an issued letter never changes'); END
    """,
    """
    CREATE TRIGGER letter_files_stay BEFORE DELETE ON letter_files
    BEGIN SELECT RAISE(ABORT, 'an issued letter never changes'); END
    """,
    # The content is the last column: reading a list of files never touches its pages.
    """
    CREATE TABLE attachments (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        case_id INTEGER NOT NULL REFERENCES cases (id), name TEXT NOT NULL, media_type TEXT NOT NULL,
        size INTEGER NOT NULL, sha256 TEXT NOT NULL, role TEXT NOT NULL, content BLOB NOT NULL
    ) STRICT
    """,
    "CREATE INDEX attachments_of_case ON attachments (case_id)",
    """
    CREATE TRIGGER attachments_keep BEFORE UPDATE ON attachments
    BEGIN SELECT RAISE(ABORT, 'a stored file never changes'); END
    """,
    """
    CREATE TRIGGER attachments_once BEFORE INSERT ON attachments
    WHEN EXISTS (SELECT 1 FROM attachments WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, 'a stored file never changes'); END
    """,
)

_JOURNAL = (
    # letter_id refers to no row on purpose: a draft may be discarded, its lines in the journal stay.
    """
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY CHECK (seq > 0), at TEXT NOT NULL, act TEXT NOT NULL,
        case_id INTEGER REFERENCES cases (id), letter_id INTEGER, digest TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX events_of_case ON events (case_id, seq) WHERE case_id IS NOT NULL",
    """
    CREATE TABLE event_changes (
        seq INTEGER NOT NULL REFERENCES events (seq), position INTEGER NOT NULL, field TEXT NOT NULL,
        digest_old TEXT, digest_new TEXT,
        PRIMARY KEY (seq, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE event_values (
        seq INTEGER NOT NULL, position INTEGER NOT NULL,
        salt_old BLOB, old TEXT, salt_new BLOB, new TEXT,
        PRIMARY KEY (seq, position), FOREIGN KEY (seq, position) REFERENCES event_changes (seq, position)
    ) STRICT, WITHOUT ROWID
    """,
    # How many lines there are and what the last one's digest is: a line cut off the end is missed by nothing else.
    """
    CREATE TABLE chain_head (
        one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL, digest TEXT NOT NULL
    ) STRICT
    """,
    f"INSERT INTO chain_head VALUES (1, 0, '{'0' * 64}')",  # noqa: S608 - zeros of our own
    """
    CREATE TRIGGER events_follow BEFORE INSERT ON events
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM events)
    BEGIN SELECT RAISE(ABORT, 'the journal only grows at its end'); END
    """,
    """
    CREATE TRIGGER event_changes_follow BEFORE INSERT ON event_changes
    WHEN NEW.seq <> (SELECT max(seq) FROM events)
        OR EXISTS (SELECT 1 FROM event_changes WHERE seq = NEW.seq AND position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'the journal only grows at its end'); END
    """,
    """
    CREATE TRIGGER event_values_follow BEFORE INSERT ON event_values
    WHEN NEW.seq <> (SELECT max(seq) FROM events)
        OR EXISTS (SELECT 1 FROM event_values WHERE seq = NEW.seq AND position = NEW.position)
    BEGIN SELECT RAISE(ABORT, 'the journal only grows at its end'); END
    """,
    *(
        f"""
        CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END
        """
        for table, verb in (
            ("events", "UPDATE"),
            ("events", "DELETE"),
            ("event_changes", "UPDATE"),
            ("event_changes", "DELETE"),
            ("event_values", "UPDATE"),  # a value may be dropped with its salt (anonymising), never changed
            ("chain_head", "DELETE"),
        )
    ),
)

_SETTINGS = ("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",)

FIRST_TABLES: tuple[str, ...] = (
    f"PRAGMA application_id = {APPLICATION_ID}",
    *_PEOPLE,
    *_CASES,
    *_LETTERS,
    *_JOURNAL,
    *_SETTINGS,
)
"""Every statement of migration 1, in order."""

CLOCK: tuple[str, ...] = (
    "ALTER TABLE cases ADD COLUMN received_at TEXT",
    "ALTER TABLE cases ADD COLUMN late_reason TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN linked_to INTEGER REFERENCES cases (id)",
    "ALTER TABLE cases ADD COLUMN destruction_obstacle TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN contract_term_number INTEGER",
    "ALTER TABLE cases ADD COLUMN contract_term_unit TEXT",
    "ALTER TABLE cases ADD COLUMN contract_trigger TEXT NOT NULL DEFAULT 'receipt'",
    "ALTER TABLE cases ADD COLUMN contract_clause TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE cases ADD COLUMN named_on TEXT",
    "ALTER TABLE cases ADD COLUMN due_at TEXT",
    "ALTER TABLE cases ADD COLUMN due_provisional INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE cases ADD COLUMN policy_provisional INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX cases_linked ON cases (linked_to) WHERE linked_to IS NOT NULL",
    "ALTER TABLE duties ADD COLUMN ends_at TEXT",
    "ALTER TABLE letters ADD COLUMN answers_linked INTEGER NOT NULL DEFAULT 0",
    # One row is one thing the user added to the shipped calendar: a decree of a year with its transfers, or a day off
    # of his region. A decree replaces the shipped one of its year where it was signed later.
    """
    CREATE TABLE calendar_overrides (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL CHECK (kind IN ('decree', 'regional')),
        year INTEGER NOT NULL, day TEXT, ground TEXT NOT NULL,
        number TEXT NOT NULL DEFAULT '', signed TEXT, transfers TEXT NOT NULL DEFAULT '[]',
        working_days INTEGER,
        CHECK ((kind = 'regional') = (day IS NOT NULL)),
        CHECK ((kind = 'decree') = (signed IS NOT NULL))
    ) STRICT
    """,
    "CREATE UNIQUE INDEX calendar_decrees ON calendar_overrides (year) WHERE kind = 'decree'",
    "CREATE UNIQUE INDEX calendar_days ON calendar_overrides (day) WHERE kind = 'regional'",
)
"""Every statement of migration 2, in order: what the clock needs."""

PAPERS: tuple[str, ...] = (
    "ALTER TABLE subjects ADD COLUMN genitive TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE operators ADD COLUMN letterhead TEXT NOT NULL DEFAULT 'corner'",
    "ALTER TABLE operators ADD COLUMN okpo TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE attachments ADD COLUMN letter_id INTEGER REFERENCES letters (id)",
    # How a name is declined, as the user put it right: it holds for everybody of that name.
    """
    CREATE TABLE name_forms (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        full_name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
        dative TEXT NOT NULL, genitive TEXT NOT NULL, gender TEXT
    ) STRICT
    """,
    # The user's own text of a template; original_sha256 tells from which of ours he started.
    """
    CREATE TABLE template_copies (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        template TEXT NOT NULL UNIQUE, heading TEXT NOT NULL, body TEXT NOT NULL,
        original_sha256 TEXT NOT NULL, changed_at TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE operator_images (
        operator_id INTEGER NOT NULL REFERENCES operators (id),
        kind TEXT NOT NULL CHECK (kind IN ('logo', 'signature', 'seal')),
        media_type TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL,
        PRIMARY KEY (operator_id, kind)
    ) STRICT, WITHOUT ROWID
    """,
    # What is enclosed in a letter: a file of the case, or a paper that is only named.
    """
    CREATE TABLE enclosures (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        letter_id INTEGER NOT NULL REFERENCES letters (id), position INTEGER NOT NULL DEFAULT 0,
        title TEXT NOT NULL, sheets INTEGER CHECK (sheets > 0), copies INTEGER NOT NULL DEFAULT 1 CHECK (copies > 0),
        attachment_id INTEGER REFERENCES attachments (id)
    ) STRICT
    """,
    "CREATE INDEX enclosures_of_letter ON enclosures (letter_id, position)",
    *(
        f"""
        CREATE TRIGGER enclosures_keep_{verb.lower()} BEFORE {verb} ON enclosures
        WHEN EXISTS (SELECT 1 FROM letters WHERE id = {row}.letter_id AND state <> 'draft')
        BEGIN SELECT RAISE(ABORT, 'an issued letter never changes'); END
        """  # noqa: S608 - our own two words
        for verb, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
    ),
    # Papers besides letters that have to be kept as they were made: acts of destruction, sheets of the journal.
    """
    CREATE TABLE papers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        operator_id INTEGER NOT NULL REFERENCES operators (id), case_id INTEGER REFERENCES cases (id),
        letter_id INTEGER REFERENCES letters (id),
        kind TEXT NOT NULL, number INTEGER NOT NULL CHECK (number > 0), made_on TEXT NOT NULL, title TEXT NOT NULL,
        sheets INTEGER NOT NULL CHECK (sheets > 0), first_seq INTEGER, last_seq INTEGER, keep_until TEXT,
        sha256 TEXT NOT NULL, facts TEXT NOT NULL DEFAULT '{}', content BLOB NOT NULL,
        UNIQUE (operator_id, kind, number)
    ) STRICT
    """,
    "CREATE INDEX papers_of_case ON papers (case_id) WHERE case_id IS NOT NULL",
    """
    CREATE TRIGGER papers_numbered BEFORE INSERT ON papers
    WHEN EXISTS (SELECT 1 FROM papers WHERE id = NEW.id) OR NEW.number <> (
        SELECT coalesce(max(number), 0) + 1 FROM papers WHERE operator_id = NEW.operator_id AND kind = NEW.kind
    )
    BEGIN SELECT RAISE(ABORT, 'numbers of papers have no gaps'); END
    """,
    *(
        f"""
        CREATE TRIGGER papers_no_{verb.lower()} BEFORE {verb} ON papers
        BEGIN SELECT RAISE(ABORT, 'a paper that was made never changes'); END
        """
        for verb in ("UPDATE", "DELETE")
    ),
)
"""Every statement of migration 3, in order: what letters and their papers need."""

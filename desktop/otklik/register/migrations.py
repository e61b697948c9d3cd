"""Migrations of a register, run by sqlite_utils: each in a transaction together with the record that it ran.

Imported only when a register is new or behind: sqlite_utils costs more to import than a register to open.
"""

from __future__ import annotations

import sqlite3

from otklik.register.cipher import Connection  # first: puts SQLCipher in SQLite's place, see cipher.py

# isort: split
from sqlite_utils import Database, Migrations

from otklik.register.schema import CLOCK, FIRST_TABLES, PAPERS
from otklik.register.schema_desk import DESK
from otklik.register.schema_intake import INTAKE
from otklik.register.schema_safekeeping import SAFEKEEPING
from otklik.register.search import phone_key

MIGRATION_SET = "otklik"

migrations = Migrations(MIGRATION_SET)


@migrations()
def m0001_first_tables(db: Database) -> None:
    """People, cases, duties, letters, files, journal, settings, search."""
    for statement in FIRST_TABLES:
        db.execute(statement)
    db.execute("PRAGMA user_version = 1")


@migrations()
def m0002_clock(db: Database) -> None:
    """Hours, links, contracts, the reason of lateness, provisional days, and what the user adds to the calendar."""
    for statement in CLOCK:
        db.execute(statement)
    db.execute("PRAGMA user_version = 2")


@migrations()
def m0003_papers(db: Database) -> None:
    """Forms of names, the user's templates, images of the operator, enclosures, papers that are kept."""
    for statement in PAPERS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 3")


@migrations()
def m0004_safekeeping(db: Database) -> None:
    """Generations of the key, storage terms, and what anonymising may empty."""
    for statement in SAFEKEEPING:
        db.execute(statement)
    db.execute("PRAGMA user_version = 4")


@migrations()
def m0005_intake(db: Database) -> None:
    """By what a letter and its writer are known again, what it lacks, the terms and the text of a policy."""
    for statement in INTAKE:
        db.execute(statement)
    for subject_id, phone in db.execute("SELECT id, phone FROM subjects WHERE phone <> ''").fetchall():
        if key := phone_key(phone):
            db.execute("UPDATE subjects SET phone_key = ? WHERE id = ?", (key, subject_id))
    db.execute("PRAGMA user_version = 5")


@migrations()
def m0006_desk(db: Database) -> None:
    """Where an operator looks for somebody's data, what was found there, and the orders of the register."""
    for statement in DESK:
        db.execute(statement)
    db.execute("PRAGMA user_version = 6")


def migrate(connection: Connection) -> None:
    """Bring the schema up to date; a migration that fails leaves the version before it.

    Raises:
        sqlite3.Error, sqlcipher3.Error: the file or the disk stands in the way.
    """
    tables = tables_of(connection)
    migrations.apply(tables)


def tables_of(connection: Connection) -> Database:
    """Return the connection as a sqlite_utils database, without anybody's plugins."""
    plain: sqlite3.Connection = connection  # type: ignore[assignment] # sqlcipher3 offers the same methods, untyped
    return Database(plain, execute_plugins=False)

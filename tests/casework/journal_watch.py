"""Watches an act from inside the file: whatever a room of casework changes has to leave a line in the journal.

Temporary triggers on every table note what a transaction touches. At its end the journal must have grown, or the act is
one of those listed here with the reason why it writes no line.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import FrameType

from otklik.casework.journal import sentence
from otklik.register.database import Database
from otklik.register.records import Event

ROOM = Path("otklik") / "casework"

PASSED_THROUGH = ("contextlib", "/register/", "journal_watch")
"""Parts of paths of what lies between an act and the file."""

COMPUTED = {"case_totals", "chain_head", "event_changes", "event_values", "events"}
"""Tables that follow others, and the journal itself."""

WITHOUT_A_LINE = {
    "answering.save_draft": "the text of a draft is typed letter by letter; issuing puts its digest on record",
    "enclosing.set_enclosures": "enclosures of a draft; they are named in the letter that is issued",
    "enclosing.enclose_files": "the same; a file that is kept for it has its line",
    "key_keeping.set_password": "that it is begun is noted first, so that a crash is recognised; its end has the line",
    "key_keeping.remove_password": "the same",
    "key_keeping.rekey": "the same",
    "post_choices.remember": "what was chosen last time, to be offered first",
    "post_choices.remember_way": "the same",
    "templates_typed.keep": "a text half typed, so that a crash does not lose it",
    "templates_typed.forget": "the same",
    "folders.about_copies": "when automatic copies were made, brought and tested: signs for the screen, told anew",
    "health.record_tests": "when copies were tested last: a sign for the screen, told anew each month",
    "making.record_copy": "a copy made by itself changes nothing that is kept; one made by hand has its line",
    "making.record_second": "the same, in the second folder",
    "making.record_failure": "that a copy failed: a sign for the screen until the next one succeeds",
}


def inner_words(event: Event) -> set[str]:
    """Return the names of the act and the fields of a line that stand in its sentence: only the program knows them."""
    said = sentence(event)
    names = {event.act, *(change.field for change in event.changes)}
    return {name for name in names if re.search(rf"(?<!\w){name.replace('_', '[ _]')}(?!\w)", said)}


def act_of(path: str, name: str) -> str:
    return f"{Path(path).stem}.{name}"


def calling_acts() -> list[str]:
    """Return which functions of casework began the transaction, the innermost first; none where a test did itself."""
    frame: FrameType | None = sys._getframe(2)
    acts = []
    while frame is not None:
        path = frame.f_code.co_filename
        if str(ROOM) in path:
            acts.append(act_of(path, frame.f_code.co_name))
        elif not any(part in path for part in PASSED_THROUGH):
            break
        frame = frame.f_back
    return acts


def watch(database: Database) -> None:
    """Have every transaction of a database looked at from now on."""
    connection = database.connection
    connection.execute("CREATE TEMP TABLE watched (name TEXT)")
    tables = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'case_search%'"
    ).fetchall()
    for (table,) in tables:
        if table in COMPUTED or table.startswith(("sqlite_", "_sqlite_")):
            continue
        columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
        differs = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for (column,) in columns)
        for verb, condition in (("INSERT", "TRUE"), ("UPDATE", differs), ("DELETE", "TRUE")):
            connection.execute(
                f"CREATE TEMP TRIGGER watch_{table}_{verb} AFTER {verb} ON main.{table} WHEN {condition} "  # noqa: S608 - our own names
                f"BEGIN INSERT INTO watched VALUES ('{table}'); END"
            )
    plain = database.atomic

    @contextmanager
    def looked_at() -> Iterator[None]:
        if connection.in_transaction:
            with plain():
                yield
            return
        acts = calling_acts()
        connection.execute("DELETE FROM watched")
        before = database.value("SELECT seq FROM chain_head")
        with plain():
            yield
        touched = [name for (name,) in connection.execute("SELECT DISTINCT name FROM watched ORDER BY name").fetchall()]
        silent = database.value("SELECT seq FROM chain_head") == before
        if touched and acts and silent and not set(acts) & set(WITHOUT_A_LINE):
            raise AssertionError(f"{acts[-1]} changed {', '.join(touched)} and left no line in the journal")

    def atomic() -> AbstractContextManager[None]:
        return looked_at()

    database.atomic = atomic  # type: ignore[method-assign]  # an observer, nothing of the act is replaced

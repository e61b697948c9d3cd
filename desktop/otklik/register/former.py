"""What an act changed in the rows of its cases, kept so that the act can be undone: exactly those fields, old and new.

It lies among the settings of the register and travels with it. Only the newest acts are kept. What it holds of a case
goes when the case is anonymised.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from otklik.register.cases import Cases
from otklik.register.database import Database
from otklik.register.records import Case, DutyRecord
from otklik.register.rows import Table
from otklik.register.settings import Settings

KEPT = 20
"""Acts that can be undone at most, in the whole register; older ones are put right by hand."""

_SETTING = "former"
_KINDS = "kinds"  # beside the columns of a case: they live in a table of their own
_CASES = Table("cases", Case, apart={"kinds"}).columns
_COLUMNS: dict[str, tuple[str, ...]] = {
    "cases": _CASES,
    "duties": (*Table("duties", DutyRecord).columns, "position"),
    # Of a letter nothing else changes once it is issued.
    "letters": ("id", "dispatched_on", "dispatch_way", "tracking"),
    "case_places": ("id", "case_id", "place_id", "position", "name", "outcome", "note", "checked_on"),
}
_WHERE = {"cases": "id", "duties": "case_id", "letters": "case_id", "case_places": "case_id"}

Values = dict[str, Any]
Rows = dict[tuple[str, int], Values]
"""Rows of a case by table and row id, with their values by column."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What an act did to one row.

    Attributes:
        table, row_id: which.
        old, new: values before and after, of those columns alone that differ; `None` where there was or is no row.
    """

    table: str
    row_id: int
    old: Values | None
    new: Values | None


@dataclass(frozen=True, slots=True)
class FormerState:
    """What one act changed.

    Attributes:
        case_id: the case it was done in.
        cases: all cases it changed something in.
        first, last: its lines of the journal.
        digest: of the last of them: another line in its place is another act.
        differences: what it changed.
    """

    case_id: int
    cases: tuple[int, ...]
    first: int
    last: int
    digest: str
    differences: tuple[Difference, ...]


class Former:
    """Reads rows before and after an act, keeps what differs, and puts it back."""

    def __init__(self, database: Database, cases: Cases) -> None:
        self._database, self._cases = database, cases
        self._settings = Settings(database)

    def rows(self, case_id: int) -> Rows:
        """Return the rows of a case as they stand."""
        found: Rows = {}
        for table, columns in _COLUMNS.items():
            names = ", ".join(f'"{column}"' for column in columns)
            query = f'SELECT {names} FROM "{table}" WHERE {_WHERE[table]} = ?'  # noqa: S608 - our own names
            for row in self._database.all(query, (case_id,)):
                found[table, int(row[0])] = dict(zip(columns[1:], row[1:], strict=True))
        found["cases", case_id][_KINDS] = json.dumps(self._cases.get(case_id).kinds)
        return found

    def keep(self, state: FormerState) -> None:
        """Keep what an act changed; the oldest of too many goes."""
        kept = self._settings.get(_SETTING, [])
        self._settings.set(_SETTING, [*kept, asdict(state)][-KEPT:])

    def all(self) -> tuple[FormerState, ...]:
        """Return what is kept, newest act first."""
        return tuple(_state(kept) for kept in reversed(self._settings.get(_SETTING, [])))

    def drop(self, state: FormerState) -> None:
        """Keep an act no longer: it is undone."""
        self._settings.set(_SETTING, [asdict(kept) for kept in reversed(self.all()) if kept.last != state.last])

    def forget_case(self, case_id: int) -> None:
        """Keep nothing any more of what was done in a case."""
        kept = self.all()
        left = [asdict(state) for state in reversed(kept) if case_id not in state.cases]
        if len(left) != len(kept):
            self._settings.set(_SETTING, left)

    def still_so(self, state: FormerState) -> bool:
        """Return whether everything an act changed is as it left it."""
        now = {key: row for case_id in state.cases for key, row in self.rows(case_id).items()}
        for one in state.differences:
            row = now.get((one.table, one.row_id))
            if one.new is None or row is None:
                if one.new is not None or row is not None:
                    return False
            elif any(row[column] != value for column, value in one.new.items()):
                return False
        return True

    def put_back(self, state: FormerState) -> None:
        """Give every row an act changed its former values; inside a transaction."""
        for one in state.differences:
            if one.old is None:
                self._database.execute(f'DELETE FROM "{one.table}" WHERE id = ?', (one.row_id,))  # noqa: S608 - our own names
            elif one.new is None:
                self._insert(one.table, one.row_id, one.old)
            else:
                self._update(one.table, one.row_id, one.old)

    def _insert(self, table: str, row_id: int, values: Values) -> None:
        names = ", ".join(f'"{column}"' for column in ("id", *values))
        marks = ", ".join("?" * (len(values) + 1))
        self._database.execute(
            f'INSERT INTO "{table}" ({names}) VALUES ({marks})',  # noqa: S608 - our own names
            [row_id, *values.values()],
        )

    def _update(self, table: str, row_id: int, values: Values) -> None:
        columns = {column: value for column, value in values.items() if column != _KINDS}
        if columns:
            settings = ", ".join(f'"{column}" = ?' for column in columns)
            self._database.execute(
                f'UPDATE "{table}" SET {settings} WHERE id = ?',  # noqa: S608 - our own names
                [*columns.values(), row_id],
            )
        if table != "cases":
            return
        if _KINDS in values:
            self._database.execute("DELETE FROM case_kinds WHERE case_id = ?", (row_id,))
            kinds = [(row_id, position, kind) for position, kind in enumerate(json.loads(values[_KINDS]))]
            self._database.many("INSERT INTO case_kinds VALUES (?, ?, ?)", kinds)
        self._cases.reindex("subject_id", self._cases.get(row_id).subject_id)


def differences(before: Rows, after: Rows) -> tuple[Difference, ...]:
    """Return what differs between the rows before and after an act, row by row.

    Args:
        before: as of `Former.rows`.
        after: the same.
    """
    found = []
    for table, row_id in dict.fromkeys((*before, *after)):
        old, new = before.get((table, row_id)), after.get((table, row_id))
        if old is not None and new is not None:
            changed = [column for column in old if old[column] != new[column]]
            old, new = ({column: row[column] for column in changed} for row in (old, new))
        if old != new:
            found.append(Difference(table, row_id, old, new))
    return tuple(found)


def _state(kept: dict[str, Any]) -> FormerState:
    """Return what an act changed as it is kept in JSON."""
    told = tuple(Difference(**one) for one in kept["differences"])
    return FormerState(**{**kept, "cases": tuple(kept["cases"]), "differences": told})

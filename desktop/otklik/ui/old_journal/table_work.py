"""Reading a spreadsheet, looking it over and bringing it in, none of it on the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.casework import importing, opening
from otklik.system.files import read_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from threading import Event as Flag

    from otklik.casework.desk import Desk
    from otklik.casework.importing import BroughtIn, Progress, Report
    from otklik.intake.old_journal.columns import Mapping
    from otklik.intake.old_journal.rows import JournalRow
    from otklik.intake.old_journal.sheets import Sheet
    from otklik.ui.beside import Work


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read.

    Attributes:
        name: of the file.
        content: its bytes, for its other worksheets.
        sheet: the table.
        mapping: what its columns seem to mean.
    """

    name: str
    content: bytes
    sheet: Sheet
    mapping: Mapping


@dataclass(frozen=True, slots=True)
class Asked:
    """A table with what was said of it.

    Attributes:
        sheet: the table.
        mapping: what its columns mean.
        operator_id: whose letters they were.
    """

    sheet: Sheet
    mapping: Mapping
    operator_id: int

    def look_over(self, desk: Desk) -> Work:
        """Return what looks the table over aside, at a reader of its own: nobody waits for it."""
        open_desk = opening.beside(desk)

        def work(progress: Progress, stop: Flag) -> Report:
            reader = open_desk()
            try:
                return importing.look_over(reader, self.sheet, self.mapping, self.operator_id, progress, stop)
            finally:
                reader.register.close()

        return work

    def bring_in(self, desk: Desk, without: frozenset[int], told: tuple[Progress, Flag]) -> BroughtIn:
        """Bring the table in.

        Args:
            desk: the desk.
            without: numbers of the rows that are left out.
            told: is told how far it is, and says when to stop.
        """
        return importing.bring_in(desk, self.sheet, self.mapping, self.operator_id, *told, without=without)


def load_file(path: Path) -> Loaded:
    """Read the journal in a file."""
    from otklik.intake.old_journal.sheets import MAX_BYTES  # noqa: PLC0415 - on the side pool

    return load(path.name, read_file(path, MAX_BYTES))


def load(name: str, content: bytes, worksheet: str = "") -> Loaded:
    """Read a journal; arguments as of `read_sheet`."""
    from otklik.intake.old_journal.columns import propose  # noqa: PLC0415 - on the side pool
    from otklik.intake.old_journal.sheets import read_sheet  # noqa: PLC0415 - the same

    sheet = read_sheet(name, content, worksheet)
    return Loaded(name, content, sheet, propose(sheet))


def first_rows(sheet: Sheet, mapping: Mapping, today: date, number: int) -> tuple[JournalRow, ...]:
    """Return the first rows as they would come in."""
    from otklik.intake.old_journal.rows import read_rows  # noqa: PLC0415 - on the side pool

    return tuple(islice(read_rows(sheet, mapping, today), number))


def hand_over(_desk: Desk) -> Callable[[Progress, Flag], tuple[Progress, Flag]]:
    """Return work that does nothing aside: what is told how far it is goes on to the register's own thread."""
    return lambda progress, stop: (progress, stop)

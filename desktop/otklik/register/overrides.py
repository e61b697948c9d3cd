"""What the user added to the calendar: decrees the program does not have, and days off of his region."""

from __future__ import annotations

from otklik.register.database import Database
from otklik.register.paper_records import CalendarOverride
from otklik.register.rows import Table


class CalendarOverrides:
    """The user's own part of the working calendar: one decree for a year, one entry for a day of the region."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("calendar_overrides", CalendarOverride)

    def add(self, override: CalendarOverride) -> CalendarOverride:
        """Store one more and return it with its id; a decree on the same year or the same day is replaced."""
        with self._database.atomic():
            self._database.execute(
                "DELETE FROM calendar_overrides WHERE kind = ? AND (day IS ? OR kind = 'decree') AND year = ?",
                (override.kind.value, override.day.isoformat() if override.day else None, override.year),
            )
            return self._table.add(self._database, override)

    def remove(self, override_id: int) -> None:
        """Take one out again; one that is gone already does no harm."""
        self._database.execute("DELETE FROM calendar_overrides WHERE id = ?", (override_id,))

    def get(self, override_id: int) -> CalendarOverride:
        """Return one.

        Raises:
            LookupError: there is none of this id.
        """
        return self._table.get(self._database, override_id)

    def all(self) -> tuple[CalendarOverride, ...]:
        """Return all, by year and day."""
        return self._table.where(self._database, "TRUE ORDER BY year, kind, day")

"""The keys a register has had: which one is in use, whether its sheet was tested, and what opens the old copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from otklik.register.database import Database


@dataclass(frozen=True, slots=True)
class KeyGeneration:
    """One key of a register.

    Attributes:
        number: 1 for the key the register was made with, one more with each exchange; the recovery sheet carries it.
        made_on: day the key was made; `None` of a first key about which nothing was ever put down.
        fingerprint: its short sign, safe to show; empty where nothing was put down.
        checked_on: day its recovery sheet was last tested by typing groups back; `None` for never.
        key: the 32 bytes of a past key; `None` of the one in use.
    """

    number: int = 1
    made_on: date | None = None
    fingerprint: str = ""
    checked_on: date | None = None
    key: bytes | None = None


class KeyHistory:
    """The generations of the key. Past keys open old copies, never this file; the one in use is not kept here."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self) -> KeyGeneration:
        """Return the key in use; the first one where nothing was put down yet."""
        found = self._rows("key IS NULL ORDER BY number DESC LIMIT 1")
        return found[0] if found else KeyGeneration()

    def past(self) -> tuple[KeyGeneration, ...]:
        """Return the keys before the one in use, newest first."""
        return self._rows("key IS NOT NULL ORDER BY number DESC")

    def begin_generation(
        self, made_on: date, fingerprint: str, old_key: bytes, old_made_on: date, old_sign: str
    ) -> int:
        """Put down that another key is in use from now on; call it inside the transaction of the act.

        Args:
            made_on: the day the new key was made.
            fingerprint: the short sign of the new key.
            old_key: the 32 bytes of the key before.
            old_made_on: the day that one was made, where nothing was put down about it.
            old_sign: its short sign.

        Returns:
            The number of the new key.
        """
        old = self.current()
        self._database.execute(
            "INSERT INTO keys VALUES (?, ?, ?, NULL, ?) ON CONFLICT DO UPDATE SET key = excluded.key",
            (old.number, old_made_on.isoformat(), old_sign, old_key),
        )
        self._database.execute(
            "INSERT INTO keys VALUES (?, ?, ?, NULL, NULL)", (old.number + 1, made_on.isoformat(), fingerprint)
        )
        return old.number + 1

    def sheet_checked(self, on: date, made_on: date, fingerprint: str) -> None:
        """Put down that the recovery sheet of the key in use was tested.

        Args:
            on: the day.
            made_on: the day the key was made, where nothing was put down about it.
            fingerprint: its short sign.
        """
        self._database.execute(
            "INSERT INTO keys VALUES (?, ?, ?, ?, NULL) ON CONFLICT DO UPDATE SET checked_on = excluded.checked_on",
            (self.current().number, made_on.isoformat(), fingerprint, on.isoformat()),
        )

    def _rows(self, condition: str) -> tuple[KeyGeneration, ...]:
        query = f"SELECT number, made_on, fingerprint, checked_on, key FROM keys WHERE {condition}"  # noqa: S608 - our own words
        return tuple(
            KeyGeneration(
                number, date.fromisoformat(made_on), sign, date.fromisoformat(checked) if checked else None, key
            )
            for number, made_on, sign, checked, key in self._database.all(query)
        )

"""Settings that belong to a register and travel with it."""

from __future__ import annotations

import json
from typing import Any

from otklik.register.database import Database, storable


class Settings:
    """Named values: text, numbers, truth, lists; kept as JSON."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value, or the default where none is set."""
        stored = self._database.value("SELECT value FROM settings WHERE name = ?", (name,))
        return default if stored is None else json.loads(stored)

    def set(self, name: str, value: object) -> None:
        """Store the value, which JSON must be able to hold."""
        self._database.execute(
            "INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
            (name, storable(json.dumps(value, ensure_ascii=False))),
        )

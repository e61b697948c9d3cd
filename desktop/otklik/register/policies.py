"""The privacy policies of the operators, as they were read."""

from __future__ import annotations

from datetime import date

from otklik.register.database import Database, storable
from otklik.register.records import PolicyText


class Policies:
    """One policy for each operator: the one his profile was read from last."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, policy: PolicyText) -> None:
        """Store the policy of its operator, in place of the one that was there."""
        self._database.execute(
            "INSERT INTO policies (operator_id, name, read_on, sha256, text) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET name = excluded.name, read_on = excluded.read_on, sha256 = excluded.sha256, "
            "text = excluded.text",
            (
                policy.operator_id,
                storable(policy.name),
                policy.read_on.isoformat(),
                policy.sha256,
                storable(policy.text),
            ),
        )

    def of(self, operator_id: int) -> PolicyText | None:
        """Return the policy of an operator, or `None` where none was read."""
        row = self._database.one(
            "SELECT name, read_on, sha256, text FROM policies WHERE operator_id = ?", (operator_id,)
        )
        return None if row is None else PolicyText(operator_id, row[0], date.fromisoformat(row[1]), row[2], row[3])

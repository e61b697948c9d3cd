"""Forms of names the user put right, remembered for everybody of that name."""

from __future__ import annotations

from otklik.register.database import Database
from otklik.register.paper_records import NameForm
from otklik.register.rows import Table
from otklik.register.search import fold


class NameForms:
    """One entry for each name; ё counts as е, capitals and spaces do not matter."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("name_forms", NameForm)

    def remember(self, form: NameForm) -> NameForm:
        """Store how a name is declined, in place of what was remembered for it, and return it with its id."""
        key = fold(" ".join(form.full_name.split()))
        row_id = self._database.value(
            "INSERT INTO name_forms (full_name, name_key, dative, genitive, gender) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (name_key) DO UPDATE SET full_name = excluded.full_name, dative = excluded.dative, "
            "genitive = excluded.genitive, gender = excluded.gender RETURNING id",
            (form.full_name, key, form.dative, form.genitive, form.gender.value if form.gender else None),
        )
        return self._table.get(self._database, row_id)

    def of(self, full_name: str) -> NameForm | None:
        """Return what is remembered for a name, or `None`."""
        key = fold(" ".join(full_name.split()))
        found = self._table.where(self._database, "name_key = ?", (key,))
        return found[0] if found else None

    def forget(self, form_id: int) -> None:
        """Take an entry out; one that is gone already does no harm."""
        self._database.execute("DELETE FROM name_forms WHERE id = ?", (form_id,))

    def all(self) -> tuple[NameForm, ...]:
        """Return all entries, by name."""
        return self._table.where(self._database, "TRUE ORDER BY name_key")

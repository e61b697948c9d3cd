"""Operators, subjects and representatives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from otklik.register.database import Database
from otklik.register.records import Operator, Representative, Subject
from otklik.register.rows import Table
from otklik.register.search import fold, like, phone_key

if TYPE_CHECKING:
    from otklik.register.cases import Cases


class Operators:
    """The profiles of those who keep the register; one or several."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("operators", Operator)

    def add(self, operator: Operator) -> Operator:
        """Store a new profile and return it with its id."""
        return self._table.add(self._database, operator)

    def save(self, operator: Operator) -> None:
        """Store a changed profile."""
        self._table.save(self._database, operator)

    def get(self, operator_id: int) -> Operator:
        """Return a profile.

        Raises:
            LookupError: there is none of this id.
        """
        return self._table.get(self._database, operator_id)

    def all(self) -> tuple[Operator, ...]:
        """Return all profiles in the order they were made."""
        return self._table.where(self._database, "TRUE ORDER BY id")


class Subjects:
    """The people who ask, or for whom it is asked."""

    def __init__(self, database: Database, cases: Cases) -> None:
        self._database = database
        self._cases = cases
        self._table = Table("subjects", Subject)

    def add(self, subject: Subject) -> Subject:
        """Store a new person and return him with his id."""
        with self._database.atomic():
            stored = self._table.add(self._database, subject)
            self._keep_keys(stored)
        return stored

    def save(self, subject: Subject) -> None:
        """Store a changed person; his cases are found by the new details at once."""
        with self._database.atomic():
            self._table.save(self._database, subject)
            self._keep_keys(subject)
            self._cases.reindex("subject_id", subject.id)

    def get(self, subject_id: int) -> Subject:
        """Return a person.

        Raises:
            LookupError: there is none of this id.
        """
        return self._table.get(self._database, subject_id)

    def find(self, name: str, email: str) -> Subject | None:
        """Return the person known by this name and e-mail address, the newest of several, or `None`.

        Case, spacing and ё/е make no difference. A person without an address is found by the name only where no address
        is given: two namesakes are never taken for one.
        """
        found = self._table.where(
            self._database,
            "name_key = ? AND email_key = ? AND anonymised_on IS NULL ORDER BY id DESC LIMIT 1",
            (fold(name), fold(email)),
        )
        return found[0] if found else None

    def by_email(self, email: str) -> tuple[Subject, ...]:
        """Return the people of an e-mail address, newest first; case makes no difference."""
        return self._known_by("email_key = ? AND email_key <> ''", (fold(email),))

    def by_phone(self, key: str) -> tuple[Subject, ...]:
        """Return the people of a telephone number, newest first.

        Args:
            key: as `search.phone_key` makes it.
        """
        return self._known_by("phone_key = ? AND phone_key <> ''", (key,))

    def by_first_word(self, word: str) -> tuple[Subject, ...]:
        """Return the people whose name begins with this word, newest first; case and ё/е make no difference."""
        start = fold(word)
        # «!» is the sign after the space: the surname alone, or with names behind it.
        return self._known_by("name_key >= ? AND name_key < ?", (start, f"{start}!")) if start else ()

    def _known_by(self, condition: str, values: tuple[str, ...]) -> tuple[Subject, ...]:
        return self._table.where(
            self._database, f"{condition} AND anonymised_on IS NULL ORDER BY id DESC LIMIT 200", values
        )

    def page(self, text: str = "", offset: int = 0, limit: int = 200) -> tuple[tuple[Subject, int, date | None], ...]:
        """Return people by name, each with the number of his cases and the day the last one was received.

        Those who were erased are not among them.

        Args:
            text: any piece of a name, an e-mail address or a telephone number; empty for everybody.
            offset: how many to leave out.
            limit: how many to return at most.
        """
        condition = "TRUE"
        values: list[object] = []
        if text.strip():
            condition = r"name_key LIKE ? ESCAPE '\' OR email_key LIKE ? ESCAPE '\' OR phone LIKE ? ESCAPE '\'"
            values = [like(text)] * 3
        found = self._table.where(
            self._database,
            f"({condition}) AND anonymised_on IS NULL ORDER BY name_key, email_key, id LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )
        return tuple((subject, *self._history(subject.id)) for subject in found)

    def _history(self, subject_id: int) -> tuple[int, date | None]:
        row = self._database.one("SELECT count(*), max(received_on) FROM cases WHERE subject_id = ?", (subject_id,))
        number, last = row or (0, None)
        return number, date.fromisoformat(last) if last else None

    def _keep_keys(self, subject: Subject) -> None:
        """Keep the name and address as they are compared and sorted."""
        self._database.execute(
            "UPDATE subjects SET name_key = ?, email_key = ?, phone_key = ? WHERE id = ?",
            (fold(subject.full_name), fold(subject.email), phone_key(subject.phone), subject.id),
        )


class Representatives:
    """Those who write for a subject."""

    def __init__(self, database: Database, cases: Cases) -> None:
        self._database = database
        self._cases = cases
        self._table = Table("representatives", Representative)

    def add(self, representative: Representative) -> Representative:
        """Store a new representative and return him with his id."""
        return self._table.add(self._database, representative)

    def save(self, representative: Representative) -> None:
        """Store a changed representative; his cases are found by the new details at once."""
        with self._database.atomic():
            self._table.save(self._database, representative)
            self._cases.reindex("representative_id", representative.id)

    def reached_by(self, email: str, phone: str) -> tuple[Representative, ...]:
        """Return the representatives of an e-mail address or a telephone number, newest first.

        Args:
            email: the address; case makes no difference; empty for none.
            phone: as `search.phone_key` makes it; empty for none.
        """
        found = self._table.where(
            self._database, "(email <> '' OR phone <> '') AND anonymised_on IS NULL ORDER BY id DESC"
        )
        return tuple(
            one
            for one in found
            if (email.strip() and fold(one.email) == fold(email)) or (phone and phone_key(one.phone) == phone)
        )

    def get(self, representative_id: int) -> Representative:
        """Return a representative.

        Raises:
            LookupError: there is none of this id.
        """
        return self._table.get(self._database, representative_id)

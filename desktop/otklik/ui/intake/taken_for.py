"""Fields that are filled in from the register, and given back when it was somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.matching import same_name
from otklik.register.search import fold, phone_key
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from otklik.register.records import Subject


class TakenFor:
    """Remembers whom a writer was taken for, and what his fields held before."""

    def __init__(self) -> None:
        self._person: Subject | None = None
        self._before: list[tuple[QLineEdit, str, str]] = []

    @property
    def person(self) -> Subject | None:
        """Whom he was taken for; `None` for nobody."""
        return self._person

    def take(self, person: Subject) -> None:
        """Take him for somebody."""
        self._person, self._before = person, []

    def put(self, field: QLineEdit, text: str) -> None:
        """Put another text into a field, and remember what it held."""
        self._before.append((field, field.text(), text))
        field.setText(text)

    def fill(self, field: QLineEdit, text: str) -> None:
        """Put a text into a field that is empty."""
        if text and not field.text().strip():
            self.put(field, text)

    def give_back(self) -> None:
        """Put back what the fields held, but for what was typed since; he is nobody known."""
        for field, old, put in reversed(self._before):
            if field.text() == put:
                field.setText(old)
        self.forget()

    def forget(self) -> None:
        """Take him for nobody; the fields stay as they are."""
        self._person, self._before = None, []

    def id_under(self, name: str) -> int:
        """Return the row id of the person, 0 where the name typed now is another one's."""
        return self._person.id if self._person is not None and same_name(name, self._person.full_name) else 0


def differences(person: Subject, email: str, phone: str, address: str) -> str:
    """Return what registering will change about somebody, one sentence; empty for nothing.

    Args:
        person: he, as he stands in the register.
        email: as it is typed; empty, it changes nothing.
        phone: the same.
        address: the same.
    """
    other = [
        old
        for old, new, differs in (
            (person.email, email, fold(person.email) != fold(email)),
            (person.phone, phone, phone_key(person.phone) != phone_key(phone)),
            (person.address, address, fold(person.address) != fold(address)),
        )
        if old.strip() and new.strip() and differs
    ]
    if not other:
        return ""
    return translated("So far the register has: {values}. What is typed here takes its place.").format(
        values=", ".join(other)
    )

"""Who writes, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from otklik.casework.matching import Reason
from otklik.register.records import Representative, Subject
from otklik.ui.intake.taken_for import TakenFor, differences
from otklik.ui.widgets import FormRows, Heading, Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.matching import Known
    from otklik.intake.letter import IncomingLetter


class WhoWrites(Sheet):
    """The person or organisation, and the representative where one writes.

    Signals:
        changed: a name, an address or a number reads differently.
        released: another name was typed: it is not the one he was taken for.

    Args:
        parent: owner.
    """

    changed = Signal()
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(20, 12, parent=parent)
        self._taken = TakenFor()
        self._proposed: dict[QLineEdit, str] = {}
        self.name, self.email, self.phone, self.address = (QLineEdit() for _ in range(4))
        self.organisation = QCheckBox(self.tr("An organisation, not a person"))
        self.represented = QCheckBox(self.tr("A representative writes"))
        self.by_name, self.by_authority, self.by_email, self.by_phone, self.by_address = (QLineEdit() for _ in range(5))
        self._fields = (self.name, self.email, self.phone, self.address)
        self._by_fields = (self.by_name, self.by_authority, self.by_email, self.by_phone, self.by_address)
        self.body.addWidget(Heading(self.tr("Who writes")))
        rows = self._rows = FormRows()
        rows.add_row(self.tr("Surname, name, patronymic or organisation"), self.name)
        rows.add_widget(self.organisation)
        rows.add_pair((self.tr("E-mail"), self.email), (self.tr("Telephone"), self.phone))
        rows.add_row(self.tr("Postal address"), self.address)
        rows.add_widget(self.represented)
        self.body.addWidget(rows)
        self._by_rows = FormRows()
        self._by_rows.add_row(self.tr("Name of the representative"), self.by_name)
        self._by_rows.add_row(self.tr("By what authority"), self.by_authority)
        self._by_rows.add_pair(
            (self.tr("E-mail of the representative"), self.by_email),
            (self.tr("Telephone of the representative"), self.by_phone),
        )
        self._by_rows.add_row(self.tr("Postal address of the representative"), self.by_address)
        self.body.addWidget(self._by_rows)
        self.represented.toggled.connect(self._by_rows.setVisible)
        for field in (*self._fields, *self._by_fields):
            field.textChanged.connect(self.changed)
        self.represented.toggled.connect(self.changed)
        self.name.editingFinished.connect(self._on_name)
        self.reset()

    def reset(self) -> None:
        """Empty it for the next case."""
        self._taken.forget()
        self._proposed.clear()
        for field in (*self._fields, *self._by_fields):
            field.clear()
        self.organisation.setChecked(False)
        self.represented.setChecked(False)
        self._by_rows.hide()
        self._rows.set_mistake(self.name)

    def fill(self, letter: IncomingLetter) -> None:
        """Fill in what the letter says; what the clerk filled in stays, what a letter read before said does not."""
        writer = letter.writer
        represented = bool(writer.representative_name)
        name = writer.subject_name or letter.subject_name or ("" if represented else letter.sender_name)
        of_writer = (writer.email or letter.sender_address, writer.phone)
        self._put(self.name, name)
        self._put(self.address, "" if represented else writer.address)
        self.organisation.setChecked(self.organisation.isChecked() or writer.is_organisation)
        for field, value in zip((self.email, self.phone), of_writer, strict=True):
            self._put(field, "" if represented else value)
        if represented:
            self.represented.setChecked(True)
            self._put(self.by_name, writer.representative_name)
            self._put(self.by_authority, writer.authority)
            self._put(self.by_email, of_writer[0])
            self._put(self.by_phone, writer.phone)
            self._put(self.by_address, writer.address)

    def _put(self, field: QLineEdit, value: str) -> None:
        if value and field.text().strip() in {"", self._proposed.get(field, "")}:
            self._proposed[field] = value
            field.setText(value)

    def take(self, known: Known) -> str:
        """Take the writer for somebody of the register, and fill in what is known of him.

        Where he is known by a representative alone, that one writes: what was typed is his.

        Returns:
            What registering will change about him, one sentence; empty for nothing.
        """
        person, taken = known.subject, self._taken
        taken.take(person)
        if Reason.REPRESENTATIVE in known.reasons and not {Reason.EMAIL, Reason.PHONE} & set(known.reasons):
            self._hand_to_representative(named=not {Reason.NAME, Reason.SIMILAR_NAME} & set(known.reasons))
        if self.name.text() != person.full_name:
            taken.put(self.name, person.full_name)
        for field, value in ((self.email, person.email), (self.phone, person.phone), (self.address, person.address)):
            taken.fill(field, value)
        self.organisation.setChecked(person.organisation)
        return differences(person, self.email.text(), self.phone.text(), self.address.text())

    def give_back(self) -> None:
        """Take back what `take` filled in."""
        self._taken.give_back()

    def _hand_to_representative(self, *, named: bool) -> None:
        """Move what was typed of the writer to the representative's fields."""
        self.represented.setChecked(True)
        pairs = [(self.email, self.by_email), (self.phone, self.by_phone)]
        for field, by_field in (*pairs, *([(self.name, self.by_name)] if named else [])):
            self._taken.fill(by_field, field.text())
            if field.text() == by_field.text():
                self._taken.put(field, "")

    def _on_name(self) -> None:
        """Take him for nobody where another name was typed."""
        if self._taken.person is not None and not self._taken.id_under(self.name.text()):
            self._taken.forget()
            self.released.emit()

    def wrong(self) -> list[QWidget]:
        """Show what is missing, and return that field."""
        nameless = not self.name.text().strip()
        self._rows.set_mistake(self.name, self.tr("Say who writes.") if nameless else "")
        unnamed = self.represented.isChecked() and not self.by_name.text().strip()
        self._by_rows.set_mistake(
            self.by_name, self.tr("Say who represents him, or take the tick away.") if unnamed else ""
        )
        return [field for field, bad in ((self.name, nameless), (self.by_name, unnamed)) if bad]

    def subject(self) -> Subject:
        """Return whose request it is."""
        return Subject(
            id=self._taken.id_under(self.name.text()),
            full_name=self.name.text().strip(),
            email=self.email.text().strip(),
            phone=self.phone.text().strip(),
            address=self.address.text().strip(),
            organisation=self.organisation.isChecked(),
        )

    def representative(self) -> Representative | None:
        """Return who writes for him, if somebody does."""
        if not self.represented.isChecked():
            return None
        return Representative(
            full_name=self.by_name.text().strip(),
            authority=self.by_authority.text().strip(),
            email=self.by_email.text().strip(),
            phone=self.by_phone.text().strip(),
            address=self.by_address.text().strip(),
        )

"""Who speaks, for whom, by what he is found, and where the answer goes: four steps of a talk that make two people."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit

from otklik.casework.matching import Reason
from otklik.register.records import Representative, Subject
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.intake.taken_for import TakenFor, differences
from otklik.ui.intake.talk_step import TalkStep

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.matching import Known


class For(StrEnum):
    """For whom somebody speaks."""

    HIMSELF = "himself"
    PERSON = "person"
    ORGANISATION = "organisation"


class By(StrEnum):
    """How he wants to be answered."""

    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"


class Caller(QObject):
    """The steps about people. `asks` and `finds` and `answers` are laid out by the page.

    Signals:
        changed: something reads differently.
        released: another name was typed: it is not the one he was taken for.

    Args:
        parent: owner.
    """

    changed = Signal()
    released = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._taken = TakenFor()
        self.name, self.other, self.authority, self.contract = (QLineEdit() for _ in range(4))
        self.phone, self.email, self.address, self.answer_email, self.by_phone = (QLineEdit() for _ in range(5))
        self.shown = QCheckBox(self.tr("The paper was shown"))
        self.speaks_for = ChoiceChips(
            (
                (For.HIMSELF, self.tr("For himself")),
                (For.PERSON, self.tr("For somebody else")),
                (For.ORGANISATION, self.tr("For an organisation")),
            ),
            needed=True,
        )
        self.by = ChoiceChips(
            (
                (By.LETTER, self.tr("By letter")),
                (By.EMAIL, self.tr("By e-mail")),
                (By.IN_PERSON, self.tr("He will come for it")),
            )
        )
        self.asks = self._make_asking()
        self.finds = self._make_finding()
        self.answers = self._make_answering()
        self._fields = (
            *(self.name, self.other, self.authority, self.contract),
            *(self.phone, self.email, self.address, self.answer_email, self.by_phone),
        )
        for field in self._fields:
            field.textChanged.connect(self.changed)
        self.shown.toggled.connect(self.changed)
        self.speaks_for.changed.connect(self._on_for)
        self.by.changed.connect(self._on_by)
        for field in (self.name, self.other):
            field.editingFinished.connect(self._on_name)
        self.reset()

    def reset(self) -> None:
        """Empty them for the next talk."""
        self._taken.forget()
        for field in self._fields:
            field.clear()
        self.shown.setChecked(False)
        self.speaks_for.choose(For.HIMSELF)
        self.by.choose(None)
        for step, field in ((self.asks, self.name), (self.asks, self.other), (self.answers, self.address),
                            (self.answers, self.answer_email)):  # fmt: skip
            step.rows.set_mistake(field)
        self._show_needed()

    @property
    def for_another(self) -> bool:
        """Whether he speaks for somebody else."""
        return self.speaks_for.chosen() is not For.HIMSELF

    @property
    def is_related(self) -> bool:
        """Whether something is named by which he is found among the operator's people."""
        return any(field.text().strip() for field in (self.contract, self.phone, self.email))

    @property
    def is_authorised(self) -> bool:
        """Whether he speaks for himself, or showed by what he speaks for somebody else."""
        return not self.for_another or self.shown.isChecked()

    def subject(self) -> Subject:
        """Return whose request it is."""
        himself = not self.for_another
        address = self.answer_email.text().strip() if himself and self.by.chosen() is By.EMAIL else ""
        return Subject(
            id=self._taken.id_under(self._subject_name.text()),
            full_name=self._subject_name.text().strip(),
            email=address or self.email.text().strip(),
            phone=self.phone.text().strip(),
            address=self.address.text().strip() if himself else "",
            organisation=self.speaks_for.chosen() is For.ORGANISATION,
        )

    def representative(self) -> Representative | None:
        """Return who speaks for him, if somebody does."""
        if not self.for_another:
            return None
        return Representative(
            full_name=self.name.text().strip(),
            authority=self.authority.text().strip(),
            email=self.answer_email.text().strip(),
            phone=self.by_phone.text().strip(),
            address=self.address.text().strip(),
        )

    def remarks(self) -> tuple[str, ...]:
        """Return what was said and has no place of its own in a case, one line each."""
        lines = []
        if self.contract.text().strip():
            lines.append(self.tr("Contract or order: {number}").format(number=self.contract.text().strip()))
        lines += {
            By.LETTER: [self.tr("He asks for the answer by letter.")],
            By.EMAIL: [self.tr("He asks for the answer by e-mail.")],
            By.IN_PERSON: [self.tr("He will come for the answer.")],
        }.get(self.by.chosen(), [])
        return tuple(lines)

    def wrong(self) -> list[QWidget]:
        """Show what is missing, and return those fields."""
        asked = (
            (self.asks, self.name, self.tr("Ask for his name."), True),
            (self.asks, self.other, self.tr("Ask for whom he speaks."), self.for_another),
            (self.answers, self.address, self.tr("Ask for the address."), self.by.chosen() is By.LETTER),
            (self.answers, self.answer_email, self.tr("Ask for the e-mail."), self.by.chosen() is By.EMAIL),
        )
        wrong: list[QWidget] = []
        for step, field, sentence, needed in asked:
            missing = needed and not field.text().strip()
            step.rows.set_mistake(field, sentence if missing else "")
            wrong += [field] if missing else []
        return wrong

    def take(self, known: Known) -> str:
        """Take the person for somebody of the register; as of `WhoWrites.take`."""
        person, taken = known.subject, self._taken
        taken.take(person)
        named = {Reason.NAME, Reason.SIMILAR_NAME} & set(known.reasons)
        if Reason.REPRESENTATIVE in known.reasons and not named and not self.for_another:
            self._speak_for(For.ORGANISATION if person.organisation else For.PERSON)
            for field, of_speaker in ((self.email, self.answer_email), (self.phone, self.by_phone)):
                taken.fill(of_speaker, field.text())
                taken.put(field, "")
        elif person.organisation and not self.for_another:
            self._speak_for(For.ORGANISATION)
        if self._subject_name.text() != person.full_name:
            taken.put(self._subject_name, person.full_name)
        for field, value in ((self.phone, person.phone), (self.email, person.email)):
            taken.fill(field, value)
        if not self.for_another:
            taken.fill(self.address, person.address)
        found = self.subject()
        return differences(person, found.email, found.phone, found.address)

    def give_back(self) -> None:
        """Take back what `take` filled in."""
        self._taken.give_back()

    @property
    def _subject_name(self) -> QLineEdit:
        return self.other if self.for_another else self.name

    def _speak_for(self, whom: For) -> None:
        self.speaks_for.choose(whom)
        self._show_needed()

    def _make_asking(self) -> TalkStep:
        step = TalkStep(2, self.tr("«What is your name, please? Do you ask for yourself?»"))
        step.rows.add_row(self.tr("Surname, name, patronymic of who speaks"), self.name)
        step.rows.add_row("", self.speaks_for)
        self.speaks_for.setAccessibleName(self.tr("For whom he speaks"))
        step.rows.add_row(self.tr("Whose data it is about, or which organisation"), self.other)
        step.rows.add_row(
            self.tr("By what authority"), self.authority, self.tr("A power of attorney, a parent, a director.")
        )
        step.rows.add_row("", self.shown)
        step.rows.add_row(self.tr("Telephone of who speaks"), self.by_phone)
        return step

    def _make_finding(self) -> TalkStep:
        step = TalkStep(4, self.tr("«How do we find you among our clients?»"), self.tr("Whatever he knows of it."))
        step.rows.add_pair(
            (self.tr("Number of a contract or an order"), self.contract),
            (self.tr("Telephone he is called at"), self.phone),
        )
        step.rows.add_row(self.tr("E-mail"), self.email)
        return step

    def _make_answering(self) -> TalkStep:
        step = TalkStep(6, self.tr("«How shall we answer you?»"))
        step.rows.add_row("", self.by)
        step.name_fields((self.by,))
        step.rows.add_row(self.tr("Postal address"), self.address)
        step.rows.add_row(self.tr("E-mail for the answer"), self.answer_email)
        return step

    def _on_for(self) -> None:
        self._taken.forget()
        self._show_needed()
        self.released.emit()
        self.changed.emit()

    def _on_by(self) -> None:
        if self.by.chosen() is By.EMAIL and not self.for_another and not self.answer_email.text().strip():
            self.answer_email.setText(self.email.text().strip())
        self._show_needed()
        self.changed.emit()

    def _on_name(self) -> None:
        """Take him for nobody where another name was typed."""
        if self._taken.person is not None and not self._taken.id_under(self._subject_name.text()):
            self._taken.forget()
            self.released.emit()

    def _show_needed(self) -> None:
        for field in (self.other, self.authority, self.shown, self.by_phone):
            self.asks.rows.show_row(field, self.for_another)
        self.answers.rows.show_row(self.address, self.by.chosen() is By.LETTER)
        self.answers.rows.show_row(self.answer_email, self.by.chosen() is By.EMAIL)

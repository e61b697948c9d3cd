"""The form of an operator's profile: who he is, requisites, contacts, signature, policy, what he processes."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from otklik.law.kinds import DEMANDS
from otklik.law.terms import LONGEST_TERM
from otklik.register.records import Channel, LetterheadForm, Operator, OperatorForm
from otklik.ui import phrases
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.settings import profile_fields
from otklik.ui.settings.profile_fields import DaysField, ManyChips, PhrasesField, TermField
from otklik.ui.widgets import Caption, FormRows, Label, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from otklik.ui.settings.profile_fields import Field

_IMAGES_PLACE = 4  # behind: who, requisites, contacts, signature
_ONLY_COMPANY = ("kpp", "signer_position", "signer_name")


class ProfileForm(QWidget):
    """All fields of `Operator`, grouped. Says when they change; keeps nothing itself.

    Signals:
        changed: the user changed a field.
        source_wanted: the words of the policy a field was read from are to be shown; carries its attribute.

    Args:
        parent: owner.
    """

    changed = Signal()
    source_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._operator = Operator()
        self._fields: dict[str, Field] = {}
        self._rows: dict[str, FormRows] = {}
        self._loading = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(16)
        self._add_who()
        self._add_requisites()
        self._add_contacts()
        self._add_signature()
        self._add_policy()
        self._add_processing()
        self._add_storage()
        for field in self._fields.values():
            profile_fields.changed_signal(field).connect(self._on_changed)
        self._person_chosen = False
        profile_fields.changed_signal(self._fields["first_person"]).connect(self._on_person)
        profile_fields.changed_signal(self._fields["form"]).connect(self._on_form)
        self.load(Operator())

    def load(self, operator: Operator) -> None:
        """Show a profile; not told as a change."""
        self._loading = True
        self._operator = operator
        self._person_chosen = bool(operator.id)
        for name, field in self._fields.items():
            profile_fields.write(field, getattr(operator, name))
        self.show_warnings(())
        self._fit_to_form()
        self._loading = False

    def operator(self) -> Operator:
        """Return the profile as the fields have it."""
        values = {name: profile_fields.read(field) for name, field in self._fields.items()}
        return replace(self._operator, **values)

    def show_warnings(self, warnings: tuple[tuple[str, str], ...]) -> None:
        """Show doubts about name and requisites under their fields; only that of the name keeps from saving.

        Args:
            warnings: (field, sentence) pairs.
        """
        sentences: dict[str, list[str]] = {}
        for name, sentence in warnings:
            sentences.setdefault(name, []).append(sentence)
        for name in ("name", "inn", "kpp", "ogrn", "address", "emails", "phones"):
            self._rows[name].set_mistake(self._fields[name], " ".join(dict.fromkeys(sentences.get(name, ()))))

    def show_sources(self, sources: Mapping[str, str]) -> None:
        """Say under fields that the policy says so, with a link to its words.

        Args:
            sources: attributes of `Operator`, each with the number of the clause or nothing.
        """
        for name, field in self._fields.items():
            clause = sources.get(name)
            words = self.tr("from the policy, cl. {clause}").format(clause=clause) if clause else ""
            words = words or (self.tr("from the policy") if clause is not None else "")
            self._rows[name].set_link(field, phrases.firm(words), partial(self._on_source, name))

    def field(self, name: str) -> QWidget | None:
        """Return the field of an attribute of `Operator`."""
        return self._fields.get(name)

    def focus_field(self, name: str) -> None:
        """Put the caret into the field of an attribute."""
        field = self._fields.get(name)
        if isinstance(field, ManyChips | ChoiceChips):
            field.layout().itemAt(0).widget().setFocus(Qt.FocusReason.TabFocusReason)  # type: ignore[union-attr]  # chips have both
        elif field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)

    def place_images(self, card: QWidget) -> None:
        """Put the card of images below the one of who signs."""
        self._column.insertWidget(_IMAGES_PLACE, card)

    def _card(self, title: str, remark: str = "") -> FormRows:
        card = Sheet(24, 4)
        card.body.addWidget(Label(title, "strong"))
        if remark:
            card.body.addWidget(Caption(remark))
        card.body.addSpacing(8)
        rows = FormRows(12)
        card.body.addWidget(rows)
        self._column.addWidget(card)
        return rows

    def _add(self, rows: FormRows, name: str, label: str, field: Field, hint: str = "") -> None:
        self._fields[name], self._rows[name] = field, rows
        rows.add_row(label, field, hint)

    def _pair(self, rows: FormRows, first: tuple[str, str, Field], second: tuple[str, str, Field]) -> None:
        for name, _label, field in (first, second):
            self._fields[name], self._rows[name] = field, rows
        rows.add_pair(first[1:], second[1:])

    def _line(self, example: str = "") -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(example)
        return field

    def _add_who(self) -> None:
        rows = self._card(self.tr("Who you are"))
        forms = (
            (OperatorForm.SOLE_PROPRIETOR, self.tr("sole proprietor (ИП)")),
            (OperatorForm.COMPANY, self.tr("company (ООО)")),
        )
        self._add(rows, "form", self.tr("Form"), ChoiceChips(forms))
        self._add(
            rows,
            "name",
            self.tr("Name as on letters"),
            self._line(self.tr("Surname Name Patronymic, or ООО «Name»")),
            self.tr("A sole proprietor writes his full name without the words “ИП”."),
        )
        persons = (("я", self.tr("I: “I inform you”")), ("мы", self.tr("we: “we inform you”")))
        self._add(rows, "first_person", self.tr("Letters speak as"), ChoiceChips(persons, needed=True))

    def _add_requisites(self) -> None:
        rows = self._card(self.tr("Requisites"), self.tr("They stand at the head of every letter."))
        self._pair(
            rows,
            ("inn", self.tr("ИНН"), self._line()),
            ("ogrn", self.tr("ОГРН or ОГРНИП"), self._line()),
        )
        self._pair(
            rows,
            ("kpp", self.tr("КПП"), self._line()),
            ("okpo", self.tr("ОКПО"), self._line()),
        )
        self._add(rows, "rkn_number", self.tr("Number in the register of operators"), self._line())
        self._add(
            rows,
            "address",
            self.tr("Postal address with its index"),
            self._line(self.tr("101000, city, street, house")),
        )
        heads = (
            (LetterheadForm.CORNER, self.tr("in the upper left corner")),
            (LetterheadForm.LONGITUDINAL, self.tr("across the sheet")),
        )
        self._add(rows, "letterhead", self.tr("Letterhead"), ChoiceChips(heads, needed=True))

    def _add_contacts(self) -> None:
        rows = self._card(self.tr("How people reach you"))
        one_a_line = self.tr("One a line; letters show the first.")
        self._add(rows, "emails", self.tr("E-mail"), PhrasesField("name@example.ru"), one_a_line)
        self._add(rows, "phones", self.tr("Telephone"), PhrasesField("+7 900 000-00-00"), one_a_line)
        self._add(rows, "sites", self.tr("Sites"), PhrasesField("example.ru"))

    def _add_signature(self) -> None:
        rows = self._card(self.tr("Who signs"))
        self._signs_himself = Caption(self.tr("A sole proprietor signs himself."))
        rows.add_widget(self._signs_himself)
        self._pair(
            rows,
            ("signer_position", self.tr("Position"), self._line(self.tr("General director"))),
            ("signer_name", self.tr("Full name"), self._line(self.tr("Surname Name Patronymic"))),
        )
        self._add(
            rows,
            "executor",
            self.tr("Who prepares letters"),
            self._line(self.tr("Surname Name Patronymic, telephone")),
            self.tr("Stands at the foot of the sheet; may be left out."),
        )

    def _add_policy(self) -> None:
        rows = self._card(
            self.tr("Your policy"), self.tr("The policy term is counted beside the term of the law, in every case.")
        )
        days = DaysField(1, LONGEST_TERM, Operator().policy_days)
        self._pair(
            rows,
            ("policy_days", self.tr("Term of the answer"), days),
            ("policy_clause", self.tr("Clause of the policy"), self._line(self.tr("for example 9.2"))),
        )
        units = ChoiceChips(profile_fields.unit_words(), needed=True)
        self._add(rows, "policy_unit", self.tr("What it is counted in"), units)
        same = self.tr("Leave it blank where requests are answered in the same term as claims.")
        self._add(rows, "request_term", self.tr("Another term for requests"), TermField(), same)
        self._add(rows, "request_clause", self.tr("Clause on requests"), self._line(self.tr("for example 7.4")))
        kinds = tuple((kind, phrases.kind_word(kind)) for kind in DEMANDS)
        self._add(rows, "rights", self.tr("What the policy lets people demand"), ManyChips(kinds))
        channels = tuple((channel, phrases.channel(channel)) for channel in Channel)
        self._add(rows, "channels", self.tr("How the policy lets people write"), ManyChips(channels))

    def _add_processing(self) -> None:
        rows = self._card(
            self.tr("What you process"),
            self.tr("From here come the answers of ст. 14 ч. 7. One phrase a line, lower case, without full stops."),
        )
        items = (
            ("purposes", self.tr("Purposes"), self.tr("performing contracts with customers\nanswering requests")),
            (
                "legal_grounds",
                self.tr("Legal grounds"),
                self.tr("a contract the person is a party to\nthe person's consent"),
            ),
            ("data_categories", self.tr("Which data"), self.tr("surname, name, patronymic\ntelephone number\ne-mail")),
            ("sources", self.tr("Where they come from"), self.tr("from the person himself")),
            ("methods", self.tr("What is done with them"), self.tr("collection, recording, storage\nuse, deletion")),
            ("recipients", self.tr("Who has access to them"), self.tr("a bank that takes payments")),
            ("processors", self.tr("Who processes them for you"), self.tr("ООО «Name», city, street, house")),
            (
                "measures",
                self.tr("Measures of ст. 18.1"),
                self.tr("a person in charge is appointed\naccess is limited"),
            ),
        )
        for name, label, example in items:
            self._add(rows, name, label, PhrasesField(example))

    def _add_storage(self) -> None:
        rows = self._card(self.tr("Where and how long"))
        yes_no = ((True, self.tr("Yes")), (False, self.tr("No")))
        self._add(
            rows,
            "storage_term",
            self.tr("How long data are kept"),
            self._line(self.tr("three years after the contract ends")),
        )
        self._add(rows, "database_location", self.tr("Where the database is"), self._line(self.tr("Russia, city")))
        self._add(rows, "cross_border", self.tr("Do data go abroad?"), ChoiceChips(yes_no))
        self._add(rows, "automated_decisions", self.tr("Are decisions made by a machine alone?"), ChoiceChips(yes_no))

    def _on_source(self, name: str) -> None:
        self.source_wanted.emit(name)

    def _on_person(self) -> None:
        self._person_chosen = True

    def _on_form(self) -> None:
        """Let the letters of somebody new speak as is usual for his form, unless he chose otherwise."""
        form = profile_fields.read(self._fields["form"])
        if not self._person_chosen and form is not None:
            profile_fields.write(self._fields["first_person"], form.usual_person)

    def _on_changed(self) -> None:
        if not self._loading:
            self._fit_to_form()
            self.changed.emit()

    def _fit_to_form(self) -> None:
        """Hide from a sole proprietor what only a company has; what was typed there stays."""
        sole = profile_fields.read(self._fields["form"]) is OperatorForm.SOLE_PROPRIETOR
        for name in _ONLY_COMPANY:
            self._rows[name].show_row(self._fields[name], not sole)
        self._signs_himself.setVisible(sole)

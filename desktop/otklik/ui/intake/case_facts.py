"""What a new case is and when it began: the kinds, the dates, and the circumstances its duties depend on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from otklik.law.kinds import Kind
from otklik.register.records import Case, Channel, Operator
from otklik.ui import phrases, theme
from otklik.ui.case.case_forms import OCCASIONS_IN_ORDER, KindChips
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.intake.contract_fields import ContractFields
from otklik.ui.intake.kind_rows import KindRows
from otklik.ui.intake.money_field import MoneyField, SumsNote
from otklik.ui.intake.named_term import NamedTermNote
from otklik.ui.widgets import Caption, DateField, FormRows, LinkButton, Sheet, ToggleChip
from otklik.ui.widgets.choice_box import ChoiceBox
from otklik.ui.widgets.time_field import TimeField

if TYPE_CHECKING:
    from datetime import date

    from otklik.intake.letter import ClaimGuess, IncomingLetter, KindGuess
    from otklik.system.clock import Clock

_QUESTIONS = {
    "erasure_ground": {Kind.ERASURE},
    "claimant": {Kind.CLAIM},
    "claim_matter": {Kind.CLAIM},
    "alleges_unlawful": {Kind.COMPLAINT, Kind.RKN_INQUIRY},
}

_NAMING = {Kind.RKN_INQUIRY, Kind.COMPLAINT, Kind.CLAIM}
"""Letters that use to name a day to answer by."""

FIELD_WIDTH = 150
"""Pixels of a field for a date or a time."""


class CaseFacts(Sheet):
    """The first sheet of the form: a letter, or, when asked for, an event nobody wrote about.

    Attributes:
        proposed: what the letter seems to demand, a row each; chosen are the `kinds`.

    Signals:
        changed: the dates have to be counted anew.
        event_toggled: it is an event now, or a letter again; carries which.

    Args:
        clock: tells today.
        parent: owner.
    """

    changed = Signal()
    event_toggled = Signal(bool)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(20, 12, parent=parent)
        self._clock = clock
        self._operators: tuple[Operator, ...] = ()
        self._event = False
        self._proposed_kinds: tuple[Kind, ...] = ()
        self._make_fields()
        rows = self._rows = FormRows()
        rows.add_row(self.tr("Operator"), self._operator_box)
        rows.add_widget(self._proposed_part)
        rows.add_row(self.tr("What is demanded"), self.kinds)
        rows.add_row(self.tr("What happened"), self.occasions)
        rows.add_widget(self._switch)
        rows.add_row(self.tr("How it came"), self.channel)
        self._add_dates()
        for name, chips in self.questions.items():
            rows.add_row(phrases.question(name), chips)
        rows.add_row(
            self.tr("Day the claim was sent"),
            self.dispatched,
            self.tr("The postmark; the term of a business's claim runs from it."),
        )
        rows.add_row(
            self.tr("Sum of the claim, roubles"),
            self.amount,
            self.tr("As the letter states it; empty where it does not."),
        )
        rows.add_widget(self.sums_note)
        rows.add_row("", self.contract)
        rows.add_widget(self.named_note)
        rows.add_row(
            self.tr("The letter asks to answer by"),
            self.named,
            self.tr("Only if it names a day. The terms of the law stay as they are."),
        )
        self._letter_rows = FormRows()
        self._letter_rows.add_pair(
            (self.tr("Number on the letter"), self.incoming_number), (self.tr("Date on the letter"), self.incoming_date)
        )
        self.body.addWidget(rows)
        self.body.addWidget(self._letter_rows)
        self._connect()
        self.reset()

    def reset(self) -> None:
        """Empty it for the next case."""
        self.set_event(False)
        self.channel.choose(Channel.EMAIL)
        self.propose(())
        self.named_note.clear()
        self.sums_note.clear()
        self.amount.clear()
        self.kinds.set_kinds(())
        self.occasions.set_kinds(())
        for day in (self.received, self.happened):
            day.set_date(self._clock.today())
        for day in (self.noticed, self.incoming_date, self.dispatched, self.named):
            day.set_date(None)
        self.at.set_time(None)
        self.incoming_number.clear()
        self.contract.reset()
        for question in self.questions.values():
            question.choose(None)
        for checked in (self.received, self.happened, self.kinds, self.occasions, self.amount):
            self._rows.set_mistake(checked)
        self._rows.show_row(self.noticed, False)
        self._notice_later.show()
        self._show_needed()

    def propose(self, letter_kinds: tuple[KindGuess, ...]) -> None:
        """Show what the letter seems to demand as rows over the chips, which fold away."""
        self.proposed.show_guesses(letter_kinds)
        self._proposed_kinds = tuple(guess.kind for guess in letter_kinds if not guess.doubtful)
        self._propose_ground(letter_kinds)
        self._other_kinds.show()
        self._show_needed()

    def _propose_ground(self, letter_kinds: tuple[KindGuess, ...]) -> None:
        """Answer on what ground erasure is demanded where the letter says it, unless it is answered."""
        from otklik.casework.receiving import erasure_ground  # noqa: PLC0415 - start-up: no letter has come yet

        asked, ground = self.questions["erasure_ground"], erasure_ground(letter_kinds)
        if ground is not None and asked.chosen() is None:
            asked.choose(ground)

    def propose_anew(self, letter_kinds: tuple[KindGuess, ...]) -> bool:
        """Propose by a text that is being typed, unless the clerk chose otherwise; return whether that was done."""
        if self._event or set(self.kinds.kinds()) != set(self._proposed_kinds):
            return False
        self.propose(letter_kinds)
        self.kinds.set_kinds(self._proposed_kinds)
        return True

    def fill(self, letter: IncomingLetter) -> None:
        """Fill in what the letter says; kinds, sums and answers that were given already stay."""
        today = self._clock.today()
        if letter.date is not None:
            self.received.set_date(min(letter.date, today))
        if not self.incoming_number.text().strip():
            self.incoming_number.setText(letter.number)
        own = next((day for day in (letter.numbered_on, letter.sent_on) if day is not None and day <= today), None)
        if own is not None:
            self.incoming_date.set_date(own)
        if letter.sender_address:
            self.channel.choose(Channel.EMAIL)
        elif letter.is_picture:
            self.channel.choose(Channel.LETTER)
        self.propose(letter.kinds)
        if self.kinds.kinds():
            self.proposed.set_kinds(self.kinds.kinds())
        else:
            self.kinds.set_kinds(self._proposed_kinds)
        if letter.claim is not None:
            self._fill_claim(letter.claim)
        if letter.named_term is not None:
            self.named_note.show_term(letter.named_term)
        self._on_changed()

    def _fill_claim(self, claim: ClaimGuess) -> None:
        if claim.amount is not None and not self.amount.text().strip():
            self.amount.set_kopecks(claim.amount)
        elif claim.amount is None and claim.amount_words:
            self.sums_note.show_sums(claim.amount_words)
        for name, value in (("claimant", claim.claimant), ("claim_matter", claim.matter)):
            if value is not None and self.questions[name].chosen() is None:
                self.questions[name].choose(value)

    def note_named_day(self, day: date) -> None:
        """Fill in the day by which the writer asks for an answer, unless one is typed."""
        if not self.named.text().strip():
            self.named.set_date(day)
            self._on_changed()

    def first_in_doubt(self) -> QWidget | None:
        """Return the first field that is still to be decided; `None` where nothing is."""
        if not self._chosen_kinds():
            return next(iter((self.occasions if self._event else self.kinds).findChildren(ToggleChip)))
        for name, chips in self.questions.items():
            if self._is_asked(name) and chips.chosen() is None:
                return next(iter(chips.findChildren(ToggleChip)))
        return None

    @property
    def is_event(self) -> bool:
        """Whether it is an event nobody wrote about."""
        return self._event

    def show_operators(self, operators: tuple[Operator, ...]) -> None:
        """Offer these operators; the one that was chosen stays chosen."""
        chosen = self._operator_box.currentData()
        self._operators = operators
        self._operator_box.blockSignals(True)  # the same operator stays chosen: nothing has changed
        self._operator_box.clear()
        for operator in operators:
            self._operator_box.addItem(operator.name or self.tr("Operator without a name"), operator.id)
        self._operator_box.setCurrentIndex(max(0, self._operator_box.findData(chosen)))
        self._operator_box.blockSignals(False)
        self._rows.show_row(self._operator_box, len(operators) > 1)
        self._on_changed()

    def operator(self) -> Operator | None:
        """Return the operator it is for."""
        chosen = self._operator_box.currentData()
        return next((operator for operator in self._operators if operator.id == chosen), None)

    def can_be_counted(self) -> bool:
        """Return whether the dates can be counted by what is filled in."""
        return bool(self._chosen_kinds()) and not self._day().mistake() and self.operator() is not None

    def case(self) -> Case:
        """Return what is filled in, as a case that is not stored."""
        operator = self.operator()
        received = self._day().date() or self._clock.today()
        case = Case(
            operator_id=operator.id if operator else 0,
            kinds=self._chosen_kinds(),
            channel=Channel.OWN if self._event else self.channel.chosen() or Channel.EMAIL,
            received_on=received,
            noticed_on=(None if self._event else self.noticed.date()) or received,
            received_at=self.at.time() if self._asks_time() else None,
            dispatched_on=None if self._event else self.dispatched.date(),
            named_on=self.named.date() if self._may_name_a_day() else None,
            claim_amount=self.amount.kopecks() if Kind.CLAIM in self._chosen_kinds() else None,
            **{name: chips.chosen() for name, chips in self.questions.items() if self._is_asked(name)},
        )
        return self.contract.fill(case) if Kind.CLAIM in case.kinds else case

    def wrong(self) -> list[QWidget]:
        """Show what is wrong or missing, and return those fields."""
        day, kinds = self._day(), self.occasions if self._event else self.kinds
        checked = [day, self.noticed, self.dispatched, self.incoming_date, self.named]
        wrong: list[QWidget] = [field for field in checked if not field.check()]
        if self._asks_time() and not self.at.check():
            wrong.append(self.at)
        if Kind.CLAIM in self._chosen_kinds():
            wrong += [field for field in (self.amount, self.contract) if not field.check()]
        if not day.text().strip():
            self._rows.set_mistake(day, self.tr("Say when it was received."))
            wrong.append(day)
        if not self._chosen_kinds():
            missing = (
                self.tr("Choose what happened.") if self._event else self.tr("Choose at least one kind of demand.")
            )
            self._rows.set_mistake(kinds, missing)
            self._other_kinds.hide()
            self._show_needed()
            wrong.append(kinds)
        return wrong

    def _make_fields(self) -> None:
        self._operator_box = ChoiceBox()
        letters = tuple(channel for channel in Channel if channel is not Channel.OWN)
        self.channel = ChoiceChips(tuple((channel, phrases.channel(channel)) for channel in letters))
        self.received, self.noticed, self.happened = DateField(), DateField(), DateField()
        self.dispatched, self.incoming_date, self.at = DateField(), DateField(), TimeField()
        self.named = DateField(ahead=True)
        for field in (self.received, self.noticed, self.happened, self.dispatched, self.named, self.at):
            field.setMaximumWidth(theme.px(FIELD_WIDTH))
        self.kinds, self.occasions = KindChips(), KindChips(of=OCCASIONS_IN_ORDER)
        self.questions = {name: ChoiceChips(phrases.answers(name)) for name in _QUESTIONS}
        self.contract, self.incoming_number = ContractFields(), QLineEdit()
        self.amount, self.proposed, self.named_note = MoneyField(), KindRows(), NamedTermNote()
        self.sums_note = SumsNote()
        self.amount.setMaximumWidth(theme.px(FIELD_WIDTH))
        self._other_kinds = LinkButton(self.tr("Another demand…"))
        self._proposed_part = QWidget()
        proposed = QVBoxLayout(self._proposed_part)
        proposed.setContentsMargins(0, 0, 0, 0)
        proposed.setSpacing(8)
        proposed.addWidget(Caption(self.tr("What is demanded, by the words of the letter. Untick what it is not.")))
        proposed.addWidget(self.proposed)
        proposed.addWidget(self._other_kinds)
        self._switch, self._notice_later = LinkButton(""), LinkButton(self.tr("Noticed on another day…"))

    def _add_dates(self) -> None:
        rows = self._rows
        received = self.tr("The clock starts on this day, not when it was seen.")
        rows.add_row(self.tr("Received"), self.received, received)
        rows.add_widget(self._notice_later)
        rows.add_row(
            self.tr("Noticed"), self.noticed, self.tr("The day somebody saw it. The clock does not wait for it.")
        )
        happened = self.tr("The term runs from this day though nobody has written.")
        rows.add_row(self.tr("Day it happened or was found"), self.happened, happened)
        hours = self.tr("By the clock on the wall: 24 and 72 hours run from it, days off too.")
        rows.add_row(self.tr("Time it was found"), self.at, hours)

    def _connect(self) -> None:
        for day in (self.received, self.happened, self.dispatched, self.named):
            day.date_changed.connect(self._on_changed)
        self.at.time_changed.connect(self._on_changed)
        for changed in (
            self.kinds.changed,
            self.occasions.changed,
            self.contract.changed,
            *(chips.changed for chips in self.questions.values()),
        ):
            changed.connect(self._on_changed)
        self._operator_box.currentIndexChanged.connect(self._on_changed)
        self._switch.clicked.connect(lambda: self.set_event(not self._event))
        self._notice_later.clicked.connect(self._on_notice_later)
        self._other_kinds.clicked.connect(self._on_other_kinds)
        self.proposed.ticked.connect(self._on_ticked)
        self.amount.mistake_changed.connect(lambda sentence: self._rows.set_mistake(self.amount, sentence))

    def set_event(self, event: bool) -> None:
        """Turn the sheet to an event, or back to a letter."""
        self._event = event
        word = self.tr("It is a letter after all…") if event else self.tr("It is not a letter but an event…")
        self._switch.setText(word)
        self._show_needed()
        self.event_toggled.emit(event)
        self.changed.emit()

    def _on_notice_later(self) -> None:
        self._notice_later.hide()
        self.noticed.set_date(self.received.date())
        self._rows.show_row(self.noticed, True)
        self.noticed.setFocus()

    def _on_other_kinds(self) -> None:
        self._other_kinds.hide()
        self._show_needed()
        self.kinds.findChildren(ToggleChip)[0].setFocus()

    def _on_ticked(self, kind: Kind, ticked: bool) -> None:
        chosen = self.kinds.kinds()
        self.kinds.set_kinds((*chosen, kind) if ticked else tuple(other for other in chosen if other is not kind))

    def _on_changed(self) -> None:
        self.proposed.set_kinds(self.kinds.kinds())
        self._show_needed()
        if self._chosen_kinds():
            self._rows.set_mistake(self.occasions if self._event else self.kinds)
        self.changed.emit()

    def _chosen_kinds(self) -> tuple[Kind, ...]:
        return self.occasions.kinds() if self._event else self.kinds.kinds()

    def _day(self) -> DateField:
        return self.happened if self._event else self.received

    def _asks_time(self) -> bool:
        return self._event and Kind.INCIDENT in self.occasions.kinds()

    def _may_name_a_day(self) -> bool:
        """Return whether it is one of the letters that use to name a day to answer by, or does name one."""
        return not self._event and (bool(_NAMING & set(self._chosen_kinds())) or self.named.date() is not None)

    def _is_asked(self, name: str) -> bool:
        return bool(_QUESTIONS[name] & set(self._chosen_kinds()))

    def _show_needed(self) -> None:
        """Show only the questions that the chosen kinds raise."""
        claim = Kind.CLAIM in self._chosen_kinds()
        for name, chips in self.questions.items():
            self._rows.show_row(chips, self._is_asked(name))
        proposed = not self._event and self.proposed.count() > 0
        self._proposed_part.setVisible(proposed)
        self.sums_note.setVisible(claim and bool(self.sums_note.text()))
        shown = {
            self.kinds: not self._event and (not proposed or self._other_kinds.isHidden()),
            self.occasions: self._event,
            self.channel: not self._event,
            self.received: not self._event,
            self.happened: self._event,
            self.at: self._asks_time(),
            self.dispatched: claim,
            self.contract: claim,
            self.amount: claim,
            self.named: self._may_name_a_day(),
        }
        for field, wanted in shown.items():
            self._rows.show_row(field, wanted)
        unfolded = self.noticed.date() is not None
        self._rows.show_row(self.noticed, not self._event and unfolded)
        self._notice_later.setVisible(not self._event and not unfolded)
        self._letter_rows.setVisible(not self._event)

"""The policy and the profile side by side: what would be taken, what must be decided, what contradicts the law."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from otklik.casework import journal, policies
from otklik.casework.policies import PLACES, Standing
from otklik.intake.policy.facts import FIELDS
from otklik.register.records import Operator
from otklik.ui.help.help_link import HelpLink
from otklik.ui.policy import policy_words
from otklik.ui.policy.policy_text import MOST_SHOWN, PolicyText
from otklik.ui.policy.quoted_row import ConflictRows, ContradictionRow, FactRow, FieldRow, QuotedRow
from otklik.ui.widgets import Caption, FlowLayout, Label, Notice, Page, Sheet, clear_layout
from otklik.ui.widgets.chip_button import ChipButton

if TYPE_CHECKING:
    from otklik.casework.policies import ReadPolicy
    from otklik.intake.policy.facts import Found

_Part = tuple[QWidget | None, str, str]
"""A card, or none where it would be empty; the words and the role of the chip that leads to it."""


class CompareStep(QWidget):
    """Text at the left, profile at the right.

    Signals:
        changed: something else is ticked or chosen.

    Args:
        parent: owner.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._policy: ReadPolicy | None = None
        self._operator = Operator()
        self._lit: QuotedRow | None = None
        self._fields: list[FieldRow] = []
        self._conflicts: list[ConflictRows] = []
        self._rows: list[QuotedRow] = []
        self._cut = Notice()
        self.text = PolicyText()
        self.text.pressed.connect(self._on_text_pressed)
        self.page = Page((8, 0, 36, 24), 12)
        self._lay_out()

    def show_policy(self, policy: ReadPolicy, operator: Operator) -> None:
        """Show a policy beside a profile.

        Args:
            policy: what was read.
            operator: the profile as it is kept; `Operator()` for a new one.
        """
        self._policy, self._operator, self._lit = policy, operator, None
        facts = policy.facts
        said = [found for field in FIELDS if (found := facts.values.get(field))]
        said += [found for conflict in facts.conflicts for found in conflict.candidates]
        quotes = [quote for found in said for quote in found.quotes]
        quotes += [quote for one in facts.contradictions for quote in one.quotes]
        self.text.show_text(facts.text, quotes)
        cut = len(facts.text) > MOST_SHOWN
        self._cut.say(self.tr("Only the beginning of the text is shown; all of it was read.") if cut else "", "soon")
        self._fill(policy)
        self.page.verticalScrollBar().setValue(0)

    def chosen(self) -> ReadPolicy | None:
        """Return the policy with nothing but what is to be taken; `None` before one is shown."""
        if self._policy is None:
            return None
        decided = {one.name: one.decided for one in self._conflicts if one.decided is not None}
        wanted = [row.name for row in self._fields if row.is_wanted]
        return replace(self._policy, facts=policies.chosen(self._policy.facts, wanted, decided))

    @property
    def wanted_count(self) -> int:
        """How many fields of the profile would be filled."""
        return sum(row.is_wanted for row in self._fields) + sum(one.decided is not None for one in self._conflicts)

    def propose(self, proposed: bool) -> None:
        """Tick what fills a blank of the profile, or tick nothing while it is not sure that the policy is meant."""
        for row in self._fields:
            row.propose(proposed)

    def show_field(self, name: str) -> None:
        """Lead to a field and its words.

        Args:
            name: an attribute of `Operator`.
        """
        for row in self._fields:
            if name in PLACES[row.name]:
                self.page.reveal(row)
                self._light(row)
                return

    def _lay_out(self) -> None:
        sheet = Sheet(1, 0)
        sheet.body.addWidget(self._cut)
        sheet.body.addWidget(self.text, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(36, 0, 2, 16)
        column.addWidget(sheet)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.page)
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        split.setSizes((500, 500))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(split)

    def _fill(self, policy: ReadPolicy) -> None:
        body = self.page.body
        clear_layout(body)
        self._fields, self._conflicts, self._rows = [], [], []
        if policy.facts.problems:
            body.addWidget(Notice(" ".join(policy.facts.problems), "soon"))
        chips = QWidget()
        flow = FlowLayout(chips)
        body.addWidget(chips)
        for card, words, role in (
            self._of_conflicts(policy),
            self._of_profile(policy),
            self._of_law(policy),
            self._of_others(policy),
        ):
            if card is None:
                continue
            body.addWidget(card)
            if words:
                chip = ChipButton(words, role)
                chip.clicked.connect(partial(self._show_card, card))
                flow.addWidget(chip)
        body.addWidget(self._silent(policy))
        body.addStretch(1)

    def _of_conflicts(self, policy: ReadPolicy) -> _Part:
        conflicts = [one for one in policy.facts.conflicts if one.field in PLACES]
        if not conflicts:
            return None, "", ""
        card = _card(
            self.tr("The policy says two things"), self.tr("Choose what is true; until then nothing of it is taken.")
        )
        for conflict in conflicts:
            now = policy_words.in_profile(conflict.field, self._operator) if self._operator.id else ""
            rows = ConflictRows(policy, conflict, now)
            rows.changed.connect(self.changed)
            for row in rows.rows:
                self._join(row)
            self._conflicts.append(rows)
            card.body.addWidget(rows)
        return card, self.tr("%n to decide", "", len(conflicts)), "soon"

    def _of_profile(self, policy: ReadPolicy) -> _Part:
        facts = policy.facts
        names = policies.takeable(facts)
        if not names:
            return None, "", ""
        card = _card(self.tr("For the profile"), self.tr("What is ticked is taken. Press a line to see its words."))
        filled = policies.filled(self._operator, facts)
        for name in names:
            standing = policies.standing(self._operator, filled, name)
            now = policy_words.in_profile(name, self._operator) if standing is Standing.OTHER else ""
            row = FieldRow(policy, name, facts.values[name], standing, now)
            row.changed.connect(self.changed)
            self._fields.append(row)
            self._join(row)
            card.body.addWidget(row)
        return card, self.tr("%n value(s) for the profile", "", len(names)), "accent"

    def _of_law(self, policy: ReadPolicy) -> _Part:
        contradictions = policy.facts.contradictions
        if not contradictions:
            return None, "", ""
        card = _card(
            self.tr("Where the policy contradicts the law"),
            self.tr("Terms are counted by the law here all the same. The policy itself is worth putting right."),
        )
        for one in contradictions:
            row = ContradictionRow(policy, one)
            self._join(row)
            card.body.addWidget(row)
        card.body.addWidget(HelpLink("policy"))
        return card, self.tr("%n contradiction(s) with the law", "", len(contradictions)), "soon"

    def _of_others(self, policy: ReadPolicy) -> _Part:
        facts = policy.facts
        taken = policies.takeable(facts)
        others: dict[str, tuple[Found[object], ...]] = {
            name: (found,) for name in FIELDS if (found := facts.values.get(name)) and name not in taken
        }
        others |= {one.field: one.candidates for one in facts.conflicts if one.field not in PLACES}
        if not others:
            return None, "", ""
        card = _card(self.tr("The policy also says"), self.tr("The profile has no place for it; good to know."))
        for name, values in others.items():
            row = FactRow(policy, name, values)
            self._join(row)
            card.body.addWidget(row)
        return card, "", ""

    def _silent(self, policy: ReadPolicy) -> QWidget:
        """Return what the policy does not say, and that nothing against the law was seen, where it was not."""
        facts = policy.facts
        said = {*facts.values, *(one.field for one in facts.conflicts)}
        missing = [journal.field_name(name) for name in PLACES if name not in said]
        quiet = QWidget()
        column = QVBoxLayout(quiet)
        column.setContentsMargins(12, 4, 12, 4)
        column.setSpacing(8)
        if missing:
            column.addWidget(Caption(self.tr("The policy does not say: {fields}.").format(fields=", ".join(missing))))
        if not facts.contradictions:
            column.addWidget(
                Caption(self.tr("We saw nothing in it that contradicts the law. That is no opinion of a lawyer."))
            )
        return quiet

    def _join(self, row: QuotedRow) -> None:
        row.wanted.connect(partial(self._light, row))
        self._rows.append(row)

    def _light(self, row: QuotedRow) -> None:
        """Let a line and its words stand out."""
        if self._lit is not None and self._lit is not row:
            self._lit.set_lit(False)
        self._lit = row
        row.set_lit(True)
        self.text.light(row.quotes, row.turn)
        self.page.ensureWidgetVisible(row, 0, 16)

    def _on_text_pressed(self, offset: int) -> None:
        """Lead from words of the text to the line they were read for; of several to the one of the shortest quote."""
        hits = [
            (quote.end - quote.start, index, turn)
            for index, row in enumerate(self._rows)
            for turn, quote in enumerate(row.quotes)
            if quote.start <= offset < quote.end
        ]
        if hits:
            _length, index, turn = min(hits)
            self._rows[index].turn = turn
            self._light(self._rows[index])

    def _show_card(self, card: QWidget) -> None:
        self.page.verticalScrollBar().setValue(card.y() - 4)


def _card(title: str, remark: str) -> Sheet:
    card = Sheet(16, 4)
    for label in (Label(title, "strong"), Caption(remark)):
        label.setContentsMargins(12, 2, 12, 2)
        card.body.addWidget(label)
    return card

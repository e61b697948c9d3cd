"""Lines of what a policy says, each with the words it was read from: press or reach one, and the text leads to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from otklik.casework.policies import Standing
from otklik.ui import icons, theme
from otklik.ui.policy import policy_words
from otklik.ui.translation import translated
from otklik.ui.widgets import Caption, Chip, FlowLayout, Heading, Label
from otklik.ui.widgets.text import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent

    from otklik.casework.policies import ReadPolicy
    from otklik.intake.policy.facts import Conflict, Contradiction, Found, Quote

_MARK = 29
"""Pixels a tick takes before its words."""


class QuotedRow(QFrame):
    """One thing the policy says. It stands out while its words are shown.

    Signals:
        wanted: somebody came to it; its words are to be shown.

    Attributes:
        quotes: the words; empty where something is missing altogether.
        quote: what stands below it, as it is read out.

    Args:
        policy: the policy.
        quotes: its words in it.
        parent: owner.
    """

    wanted = Signal()

    def __init__(self, policy: ReadPolicy, quotes: tuple[Quote, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.quotes = quotes
        self.turn = 0
        self._control: QWidget = self
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 8, 12, 8)
        self.body.setSpacing(4)
        self.quote = _said_of(policy, quotes)
        if quotes:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_lit(self, lit: bool) -> None:
        """Stand out, or no longer; which of its words come next begins anew."""
        self.turn = self.turn if lit else 0
        if bool(self.property("lit")) != lit:
            self.setProperty("lit", lit)
            restyle(self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Come to it; pressed once more it leads to the next of its words."""
        super().mousePressEvent(event)
        self._come(on=bool(self.property("lit")))
        self._control.setFocus(Qt.FocusReason.MouseFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead to the next of its words on Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._come(on=True)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show its words."""
        super().focusInEvent(event)
        self._come(on=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show its words as soon as its tick is reached."""
        if event.type() == QEvent.Type.FocusIn:
            self._come(on=False)
        return super().eventFilter(watched, event)

    def _take_control(self, control: QWidget, name: str) -> None:
        """Let a tick stand for the line."""
        self._control = control
        control.setAccessibleName(name)
        control.setAccessibleDescription(self.quote)
        control.installEventFilter(self)

    def _stand_alone(self, name: str) -> None:
        """Let the line itself be reached, where it has words to lead to."""
        if self.quotes:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setAccessibleName(name)
            self.setAccessibleDescription(self.quote)

    def _come(self, *, on: bool) -> None:
        if self.quotes:
            self.turn = (self.turn + 1) % len(self.quotes) if on else self.turn
            self.wanted.emit()

    def _add_quote(self, indent: int) -> None:
        if self.quote:
            self._add(Caption(self.quote), indent)

    def _add(self, label: Label, indent: int) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(indent, 0, 0, 0)
        line.addWidget(label, 1)
        self.body.addLayout(line)


class FieldRow(QuotedRow):
    """A field of the profile: what it is now, what the policy says, and a tick to take it.

    Signals:
        changed: it was ticked or unticked.

    Args:
        policy: the policy.
        name: the field.
        found: what the policy says.
        standing: how that stands to the profile.
        now: what the profile has now, in words.
        parent: owner.
    """

    changed = Signal()

    def __init__(
        self,
        policy: ReadPolicy,
        name: str,
        found: Found[object],
        standing: Standing,
        now: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(policy, found.quotes, parent)
        self.name = name
        self._is_blank = standing is Standing.BLANK
        self.tick: QCheckBox | None = None
        label, said = policy_words.label(name), policy_words.value(name, found.value)
        head = FlowLayout(gap=12)
        if standing is Standing.SAME:
            title = Label(label)
            title.setContentsMargins(_MARK, 0, 0, 0)
            head.addWidget(title)
            self._stand_alone(self.tr("{field}: {value}, the same in the profile").format(field=label, value=said))
        else:
            self.tick = QCheckBox(label)
            self.tick.setChecked(self._is_blank)
            self.tick.toggled.connect(self.changed)
            self._take_control(self.tick, self.tr("Take {field}: {value}").format(field=label, value=said))
            head.addWidget(self.tick)
        if standing is Standing.SAME:
            head.addWidget(Chip(self.tr("already so")))
        elif standing is Standing.OTHER:
            head.addWidget(Chip(self.tr("other in the profile"), "soon"))
        self.body.addLayout(head)
        if standing is Standing.OTHER:
            self._add(Caption(self.tr("In the profile: {value}").format(value=now.replace("\n", "; "))), _MARK)
            said = self.tr("In the policy: {value}").format(value=said)
        self._add(Label(said, "medium", wrap=True), _MARK)
        self._add_quote(_MARK)

    @property
    def is_wanted(self) -> bool:
        """Whether it is to be taken."""
        return self.tick is not None and self.tick.isChecked()

    def propose(self, proposed: bool) -> None:
        """Tick what fills a blank, or tick nothing.

        Args:
            proposed: whether the policy is known to be the right one.
        """
        if self.tick is not None:
            self.tick.setChecked(proposed and self._is_blank)


class Candidate(QuotedRow):
    """One of several values the policy gives for a field; the last one leaves the profile as it is.

    Args:
        policy: the policy.
        name: the field.
        found: the value; `None` for none of them.
        now: what the profile has now, in words.
        parent: owner.
    """

    def __init__(
        self, policy: ReadPolicy, name: str, found: Found[object] | None, now: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(policy, found.quotes if found is not None else (), parent)
        self.choice = QRadioButton()
        if found is not None:
            said = policy_words.value(name, found.value)
        else:
            said = self.tr("Leave as it is: {value}").format(value=now) if now else self.tr("Take none of them")
        self._take_control(self.choice, f"{policy_words.label(name)}: {said}")
        line = QHBoxLayout()
        line.setSpacing(0)
        self.choice.setFixedWidth(theme.px(_MARK))
        line.addWidget(self.choice, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(said, "medium" if found is not None else "", wrap=True), 1)
        self.body.addLayout(line)
        self._add_quote(_MARK)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        super().mousePressEvent(event)
        self.choice.setChecked(True)


class ConflictRows(QWidget):
    """A field the policy gives several values for: one of them is to be chosen, and none is until then.

    Signals:
        changed: another one is chosen.

    Attributes:
        rows: the candidates.

    Args:
        policy: the policy.
        conflict: the field with its values.
        now: what the profile has now, in words.
        parent: owner.
    """

    changed = Signal()

    def __init__(self, policy: ReadPolicy, conflict: Conflict, now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = conflict.field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Label(policy_words.label(conflict.field))
        head.setContentsMargins(12, 8, 12, 2)
        column.addWidget(head)
        self._group = QButtonGroup(self)
        self.rows = [Candidate(policy, conflict.field, found, now) for found in (*conflict.candidates, None)]
        for index, row in enumerate(self.rows):
            self._group.addButton(row.choice, index)
            column.addWidget(row)
        self._group.idToggled.connect(lambda _index, _on: self.changed.emit())

    @property
    def decided(self) -> int | None:
        """Which of the values is chosen; `None` while none is."""
        chosen = self._group.checkedId()
        return chosen if 0 <= chosen < len(self.rows) - 1 else None


class FactRow(QuotedRow):
    """Something else the policy says, that has no place in a profile.

    Args:
        policy: the policy.
        name: the field.
        values: what the policy says; of several that cannot all be true each one.
        parent: owner.
    """

    def __init__(
        self, policy: ReadPolicy, name: str, values: tuple[Found[object], ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(policy, tuple(quote for found in values for quote in found.quotes), parent)
        label = policy_words.label(name)
        said = f" {self.tr('or')} ".join(policy_words.value(name, found.value) for found in values)
        self.body.addWidget(Caption(label))
        self.body.addWidget(Label(said, wrap=True))
        self._add_quote(0)
        self._stand_alone(f"{label}: {said}")


class ContradictionRow(QuotedRow):
    """Where the policy contradicts the law: a sentence, the article, the words.

    Args:
        policy: the policy.
        contradiction: what is wrong.
        parent: owner.
    """

    def __init__(self, policy: ReadPolicy, contradiction: Contradiction, parent: QWidget | None = None) -> None:
        super().__init__(policy, contradiction.quotes, parent)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(icons.IconMark("warning", "soon", 18), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(Label(contradiction.sentence, wrap=True), 1)
        self.body.addLayout(line)
        self._add(Heading(contradiction.basis), 27)
        self._add_quote(27)
        self._stand_alone(f"{contradiction.sentence} {contradiction.basis}")


def _said_of(policy: ReadPolicy, quotes: tuple[Quote, ...]) -> str:
    """Return the first words, and that there are more."""
    if not quotes:
        return ""
    more = len(quotes) - 1
    return policy_words.quoted(policy, quotes[0]) + (" " + translated("and %n more place(s)", more) if more else "")

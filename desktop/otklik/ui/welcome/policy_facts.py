"""What a policy says of its operator, as a short list to tick: name, ИНН, ОГРН, address, e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from otklik.ui.widgets import Caption, Label, LinkButton, clear_layout

if TYPE_CHECKING:
    from otklik.casework.policies import ReadPolicy

SHORT = ("operator_name", "inn", "ogrn", "address", "emails")
"""The fields of a policy that are shown, in their order; the rest of it waits in the settings."""

_NAME = "operator_name"


class PolicyFacts(QWidget):
    """The list; hidden while there is no policy.

    Signals:
        name_ticked: the name of the policy is wanted, or no longer.
        dropped: the policy is not wanted after all.

    Args:
        parent: owner.
    """

    name_ticked = Signal(bool)
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._policy: ReadPolicy | None = None
        self._ticks: dict[str, QCheckBox] = {}
        self._head = Label("", "strong", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self._rest = Caption("")
        other = LinkButton(self.tr("Take nothing from the policy"))
        other.clicked.connect(self.dropped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._head)
        column.addLayout(self._grid)
        column.addWidget(self._rest)
        column.addWidget(other)
        self.hide()

    @property
    def policy(self) -> ReadPolicy | None:
        """The policy that is shown."""
        return self._policy

    def show_policy(self, policy: ReadPolicy, *, name_wanted: bool) -> None:
        """Show what a policy says; everything is ticked.

        Args:
            policy: the policy.
            name_wanted: whether its name is ticked too: one that was typed comes first.
        """
        from otklik.casework.policies import filled, takeable  # noqa: PLC0415 - read where a policy came
        from otklik.register.records import Operator  # noqa: PLC0415 - the same

        self._policy = policy
        clear_layout(self._grid)
        said, known = filled(Operator(), policy.facts), takeable(policy.facts)
        values = {"operator_name": said.name, "inn": said.inn, "ogrn": said.ogrn, "address": said.address}
        values["emails"] = ", ".join(said.emails)
        self._ticks = {}
        for name in (name for name in SHORT if name in known):
            self._add(name, values[name], ticked=name_wanted or name != _NAME)
        self._head.setText(self.tr("Found in the policy") if self._ticks else self.tr("The policy does not name you"))
        self._rest.setText(self._about_rest(len(set(known) - {*SHORT, "operator_form"})))
        self._rest.setVisible(bool(self._rest.text()))
        self.show()

    def clear(self) -> None:
        """Show no policy."""
        self._policy = None
        self._ticks = {}
        clear_layout(self._grid)
        self.hide()

    def chosen(self) -> ReadPolicy | None:
        """Return the policy with nothing but what is ticked; its text is kept whole. `None` where there is none."""
        from dataclasses import replace  # noqa: PLC0415 - where a policy came

        from otklik.casework import policies  # noqa: PLC0415 - the same

        if self._policy is None:
            return None
        ticked = [name for name, tick in self._ticks.items() if tick.isChecked()]
        return replace(self._policy, facts=policies.chosen(self._policy.facts, ticked))

    def _add(self, name: str, value: str, *, ticked: bool) -> None:
        from otklik.ui.policy.policy_words import label  # noqa: PLC0415 - where a policy came

        row = len(self._ticks)
        tick = QCheckBox(label(name))
        tick.setChecked(ticked)
        tick.setAccessibleName(f"{label(name)}: {value}")
        words = Label(value, wrap=True)
        self._grid.addWidget(tick, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(words, row, 1)
        if name == _NAME:
            tick.toggled.connect(self.name_ticked)
        self._ticks[name] = tick

    def _about_rest(self, more: int) -> str:
        """Say what else the policy has, and where it contradicts itself; both wait in the settings."""
        policy = self._policy
        if policy is None:
            return ""
        unclear = [one.field for one in policy.facts.conflicts if one.field in SHORT]
        said = []
        if unclear:
            from otklik.ui.policy.policy_words import label  # noqa: PLC0415 - where a policy came

            words = self.tr("The policy names two different values: {fields}. You will choose in the settings.")
            said.append(words.format(fields=", ".join(map(label, unclear))))
        if more:
            said.append(self.tr("%n more fact(s) of it wait in the settings, in the profile.", "", more))
        return " ".join(said)

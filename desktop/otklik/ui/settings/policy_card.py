"""The policy a profile was read from, or the offer to read one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from otklik.casework import policies
from otklik.ui import dates
from otklik.ui.widgets import Caption, Heading, LinkButton, QuietButton, Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Desk
    from otklik.casework.policies import ReadPolicy
    from otklik.register.records import PolicyText
    from otklik.ui.tasks import Tasks


class PolicyCard(Sheet):
    """Says which policy is kept with a profile, and leads to it.

    Signals:
        fill_wanted: the profile is to be filled from a policy.
        kept_wanted: the kept policy is to be shown.
        known: the kept policy has been read again.

    Attributes:
        policy: the kept policy; `None` while it is not read, or where none is kept.

    Args:
        tasks: where all work is done.
        margin: as of `Sheet`.
        parent: owner.
    """

    fill_wanted = Signal()
    kept_wanted = Signal()
    known = Signal()

    def __init__(self, tasks: Tasks, margin: int, parent: QWidget | None = None) -> None:
        super().__init__(margin, 8, parent=parent)
        self._tasks = tasks
        self._operator_id = 0
        self.policy: ReadPolicy | None = None
        self._words = Caption("")
        self.fill = QuietButton(self.tr("Fill in from the policy…"))
        self.fill.wrap_words()
        self.fill.clicked.connect(self.fill_wanted)
        self.show_kept = LinkButton(self.tr("Show the policy"))
        self.show_kept.clicked.connect(self.kept_wanted)
        for part in (Heading(self.tr("Policy")), self._words, self.fill, self.show_kept):
            self.body.addWidget(part)
        self._say(None)

    def show_operator(self, operator_id: int) -> None:
        """Show what is kept with the profile of an operator; 0 for a new one."""
        if operator_id != self._operator_id:
            self.policy = None
            self._say(None)
        self._operator_id = operator_id
        if operator_id:
            self._tasks.run(partial(_kept, operator_id), self._on_kept)

    def _on_kept(self, found: tuple[int, PolicyText | None]) -> None:
        operator_id, kept = found
        if operator_id != self._operator_id:
            return
        self._say(kept)
        if kept is None or (self.policy is not None and self.policy.sha256 == kept.sha256):
            return
        self.policy = None
        self._tasks.run_aside(partial(_read_again, kept), self._on_read)

    def _on_read(self, read: tuple[int, ReadPolicy]) -> None:
        operator_id, policy = read
        if operator_id == self._operator_id:
            self.policy = policy
            self.known.emit()

    def _say(self, kept: PolicyText | None) -> None:
        self.show_kept.setVisible(kept is not None)
        if kept is None:
            self._words.setText(self.tr("Most of the profile stands in the policy on your site."))
            return
        said = self.tr("Read on {date}: {name}")
        name = kept.name or self.tr("pasted text")
        self._words.setText(said.format(date=dates.dotted(kept.read_on), name=name))


def _kept(operator_id: int, desk: Desk) -> tuple[int, PolicyText | None]:
    return operator_id, policies.kept(desk, operator_id)


def _read_again(kept: PolicyText) -> tuple[int, ReadPolicy]:
    return kept.operator_id, policies.read_again(kept)

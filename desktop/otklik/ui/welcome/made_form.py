"""A register was made: its recovery sheet is printed and tested before anything else, or later."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from otklik.system.clock import SystemClock
from otklik.ui.tasks import Tasks
from otklik.ui.welcome.steps import Steps
from otklik.ui.welcome.welcome_form import WelcomeForm
from otklik.ui.widgets import Caption, PrimaryButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Desk
    from otklik.casework.key_keeping import SheetState
    from otklik.ui.settings.sheet_card import SheetCard
    from otklik.ui.welcome.runner import Runner
    from otklik.ui.welcome.work import OpenRegister


class MadeForm(WelcomeForm):
    """Offers the recovery sheet of a register that was made a moment ago.

    Args:
        runner: as of every form.
        parent: owner.
    """

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("", runner, parent)
        self.title = self.tr("The register is ready. Print its recovery sheet")
        self.corner = self._corner = Steps()
        self._ready: OpenRegister | None = None
        self._tasks: Tasks | None = None
        self.card: SheetCard | None = None
        self.rows.add_widget(
            Caption(
                self.tr(
                    "Computers break and passwords are forgotten. Then this sheet is the only way back: "
                    "nobody else has the key, not even those who wrote the program."
                )
            )
        )
        self.later = PrimaryButton(self.tr("Later"))
        self.later.clicked.connect(self.leave)
        self.remark = Caption(self.tr("The program will remind you of the sheet until it is tested."))
        self.column.addWidget(self.later)
        self.column.addWidget(self.remark)

    def begin(self, ready: OpenRegister, questions: int = 3) -> None:
        """Offer the sheet of this register; it is open until the form is left.

        Args:
            ready: the register.
            questions: how many questions there were, this one with them.
        """
        from otklik.ui.settings.sheet_card import SheetCard  # noqa: PLC0415 - only after a register was made

        self._corner.show_step(questions, questions)
        self._ready = ready
        self._tasks = Tasks(self)
        self.card = SheetCard(self._tasks, self._refresh)
        self.column.insertWidget(1, self.card)
        self._tasks.open_desk(partial(_open, ready), lambda _desk: self._refresh(), self.failed.emit)
        self._show_tested(False)

    def leave(self) -> None:
        """Close the register and hand it on."""
        ready = self._ready
        self.end()
        if ready is not None:
            self.ready.emit(ready)

    def end(self) -> None:
        """Close the register, if one is open here."""
        if self._tasks is not None:
            self._tasks.close()
            self._tasks = None
        if self.card is not None:
            self.card.hide()
            self.card.deleteLater()
            self.card = None
        self._ready = None

    def _refresh(self) -> None:
        if self._tasks is not None:
            self._tasks.run(_state, self._show_state)

    def _show_state(self, state: SheetState) -> None:
        if self.card is not None:
            self.card.show_state(state)
            self._show_tested(state.checked_on is not None)

    def _show_tested(self, tested: bool) -> None:
        self.later.setText(self.tr("Go on") if tested else self.tr("Later"))
        self.later.set_quiet(not tested)
        self.remark.setVisible(not tested)


def _open(ready: OpenRegister) -> Desk:
    from otklik.casework import opening  # noqa: PLC0415 - on the register's thread

    return opening.open_for_work(ready.path, None, SystemClock(), ready.key)


def _state(desk: Desk) -> SheetState:
    from otklik.casework import key_keeping  # noqa: PLC0415 - on the register's thread

    return key_keeping.sheet_state(desk)

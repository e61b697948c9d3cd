"""Begins a register by three questions, one on a page: who keeps it, where copies go, the recovery sheet.

The third comes when the register is made (`MadeForm`). A page for a password is put between where this computer has no
password store, and one for the places of register and key where somebody asks for it.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from otklik.system.clock import SystemClock
from otklik.system.errors import UserError
from otklik.ui.welcome import beginning
from otklik.ui.welcome.copies_step import CopiesStep
from otklik.ui.welcome.key_step import KeyStep
from otklik.ui.welcome.steps import Steps
from otklik.ui.welcome.welcome_form import WelcomeForm
from otklik.ui.welcome.who_step import WhoStep
from otklik.ui.widgets import Caption, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.ui.welcome.runner import Runner

FIRST_NAME = "register"
WHO, COPIES, KEY = range(3)


class CreateForm(WelcomeForm):
    """Begins a register.

    Attributes:
        who, copies, place: the pages.
        corner: how far it is.

    Args:
        folder: where new registers are offered.
        runner: does its work.
        parent: owner.
    """

    def __init__(self, folder: Path, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__("", runner, parent)
        self._titles = (
            self.tr("Who are you?"),
            self.tr("Where do copies go?"),
            self.tr("How does the register open?"),
        )
        self.title = self._titles[WHO]
        self.corner = self._corner = Steps()
        self._step = WHO
        self._passed_over: set[int] = set()
        self._store = ""
        self._other_wanted = False
        self.who = WhoStep(runner)
        self.copies = CopiesStep(runner)
        self.place = KeyStep(folder / f"{FIRST_NAME}.otklik")
        self._pages: tuple[QWidget, ...] = (self.who, self.copies, self.place)
        for page in self._pages:
            self.column.addWidget(page)
        self.go_on, self.skip = PrimaryButton(self.tr("Next")), QuietButton(self.tr("Skip"))
        self._meaning = Caption("")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.go_on)
        row.addWidget(self.skip)
        row.addStretch(1)
        self.column.addLayout(row)
        self.column.addWidget(self._meaning)
        self.go_on.clicked.connect(self.submit)
        self.skip.clicked.connect(self.pass_over)
        self.who.submitted.connect(self.submit)
        self.place.submitted.connect(self.submit)
        self.copies.other_wanted.connect(self._on_other_wanted)
        self._show_step(WHO)

    def show_store(self, name: str) -> None:
        """Choose the place for the key: the password store of this computer, a password where it has none.

        Args:
            name: the password store; empty where it has none.
        """
        self._store = name
        self.place.key.show_store(name)
        self._show_step(self._step)

    @property
    def questions(self) -> int:
        """How many questions there are, the one about the recovery sheet with them."""
        return len(self._steps()) + 1

    def begin(self) -> None:
        """Show the first question; what was typed before is still there, what was missing then is not."""
        self.who.forget_mistake()
        self._go(WHO)

    @property
    def is_begun(self) -> bool:
        """Whether something is typed or chosen that closing the window would lose."""
        who = self.who
        return bool(who.name.text().strip()) or who.facts.policy is not None or self.copies.folder() is not None

    def go_back(self) -> bool:
        """Go back to the question before; nothing that was typed is lost."""
        if self._step == WHO:
            return False
        self._go(self._step - 1)
        return True

    def submit(self) -> None:
        """Take the answer and go on, or say what is not filled in."""
        if self._is_answered():
            self._passed_over.discard(self._step)
            self._on_answered()

    def pass_over(self) -> None:
        """Go on without an answer; what was typed stays for whoever comes back."""
        self._passed_over.add(self._step)
        self._on_answered()

    def _is_answered(self) -> bool:
        if self._step == WHO:
            return self.who.is_answered()
        return self._step != COPIES or self.copies.is_answered()

    def _on_answered(self) -> None:
        if self._step + 1 < len(self._steps()):
            self._go(self._step + 1)
        else:
            self._make()

    def _steps(self) -> tuple[int, ...]:
        """Return the pages there are: the last one only where it has to be asked, or is wanted."""
        return (WHO, COPIES) if self._store and not self._other_wanted else (WHO, COPIES, KEY)

    def _go(self, step: int) -> None:
        self._show_step(step)
        self._pages[step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_step(self, step: int) -> None:
        self._step = step
        steps = self._steps()
        for number, page in enumerate(self._pages):
            page.setVisible(number == step)
        if step == COPIES and (register := self.place.file.path()) is not None:
            self.copies.show_register(register)
        self._corner.show_step(step + 1, self.questions)
        self.titled.emit(self._titles[step])
        self.go_on.setText(self.tr("Begin the register") if step == steps[-1] else self.tr("Next"))
        self.skip.setVisible(step != KEY)
        meanings = {
            WHO: self.tr("Skip: letters will ask for the name later. Fill it in at any time: Settings, Operator."),
            COPIES: self.tr("Skip: copies stay on this computer alone. Choose a folder later: Settings, Backups."),
        }
        self._meaning.setText(meanings.get(step, ""))
        self._meaning.setVisible(step in meanings)

    def _on_other_wanted(self) -> None:
        self._other_wanted = True
        if self.copies.folder() is None:
            self._passed_over.add(COPIES)
        self._go(KEY)

    def _make(self) -> None:
        wish, path = self.place.key.wish(), self.place.register()
        if wish is None or path is None:
            self._go(KEY)
            return
        named, copied = WHO not in self._passed_over, COPIES not in self._passed_over
        answers = beginning.Answers(
            path,
            wish,
            self.who.operator() if named else None,
            self.who.facts.chosen() if named else None,
            self.copies.folder() if copied else None,
        )
        self.runner.start(
            partial(beginning.make, answers, SystemClock()),
            self._on_made,
            self._on_failed,
            self.tr("The register is being made…"),
        )

    def _on_made(self, ready: object) -> None:
        self.place.key.clear()
        self.ready.emit(ready)

    def _on_failed(self, error: Exception) -> None:
        """Say at the name why it was not taken; anything else belongs to no field."""
        if isinstance(error, UserError) and error.values.get("field") == "name":
            self._go(WHO)
            self.who.refuse_name(str(error))
        else:
            self.failed.emit(error)

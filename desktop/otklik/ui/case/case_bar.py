"""The acts of a case: one button that changes with the stage, the reason for it, quiet buttons, and a menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from otklik.casework.next_step import LACKING_TEMPLATE, StepKind
from otklik.law.kinds import OCCASIONS
from otklik.register.records import CaseStatus, LetterState
from otklik.ui.case import step_words
from otklik.ui.case.act_row import ActRow
from otklik.ui.widgets import Caption, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QAction

    from otklik.casework.views import CaseView
    from otklik.system.clock import Clock


@dataclass(frozen=True, slots=True)
class CaseAct:
    """What can be done in a case from its menu and from the palette.

    Attributes:
        id: names it.
        title: what it does, a verb first.
        run: does it, or asks what it needs.
        fits: whether it can be done in a case as it stands.
        words: other words it is found by.
        apart: whether a line parts it from what stands above it.
        titled: what the menu calls it in a case as it stands; `title` where not given.
    """

    id: str
    title: str
    run: Callable[[], object]
    fits: Callable[[CaseView], bool]
    words: str = ""
    apart: bool = False
    titled: Callable[[CaseView], str] | None = None


class CaseBar(QWidget):
    """The buttons of a case, with the reason for the first of them.

    Attributes:
        acts: what the menu offers.

    Signals:
        step_wanted: do what comes next.
        answer_wanted, lacking_wanted, extension_wanted: the quiet buttons.

    Args:
        acts: what the menu offers.
        clock: tells today.
        parent: owner.
    """

    step_wanted = Signal()
    answer_wanted = Signal()
    lacking_wanted = Signal()
    extension_wanted = Signal()

    def __init__(self, acts: Sequence[CaseAct], clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.acts, self._clock = tuple(acts), clock
        self.primary = PrimaryButton("")
        self.answer = QuietButton(self.tr("Prepare the answer"))
        self.ask_lacking = QuietButton(self.tr("Ask for what is missing"))
        self.extend = QuietButton(self.tr("Extend…"))
        self.more = QuietButton(self.tr("More"))
        self.why = Caption("")
        for button, signal in (
            (self.primary, self.step_wanted),
            (self.answer, self.answer_wanted),
            (self.ask_lacking, self.lacking_wanted),
            (self.extend, self.extension_wanted),
        ):
            button.clicked.connect(signal)
        self._menu: dict[str, QAction] = {}
        self.more.setMenu(self._make_menu())
        buttons = (self.primary, self.answer, self.ask_lacking, self.extend, self.more)
        self._row = ActRow(buttons, long=self.ask_lacking)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._row)
        column.addWidget(self.why)

    def show_view(self, view: CaseView) -> None:
        """Offer what can be done in a case as it stands."""
        step, is_open = view.step, view.case.status is CaseStatus.OPEN
        self.primary.setText(step_words.button_word(step))
        self.primary.setVisible(step.kind is not StepKind.NONE)
        self.why.setText(step_words.reason(step, self._clock.today()))
        self.why.setVisible(bool(self.why.text()))
        drafted = any(letter.state is LetterState.DRAFT for letter in view.letters)
        demanded = not OCCASIONS.issuperset(view.case.kinds)
        self.answer.setVisible(is_open and demanded and not drafted and step.kind in _ANSWER_BESIDE)
        asked = any(letter.template == LACKING_TEMPLATE for letter in view.letters)
        lacks = is_open and bool(view.case.lacks) and not asked
        self.ask_lacking.setVisible(lacks and step.kind is not StepKind.LACKING)
        self.extend.setVisible(is_open)
        self._row.arrange()
        for act in self.acts:
            self._menu[act.id].setVisible(act.fits(view))
            if act.titled is not None:
                self._menu[act.id].setText(act.titled(view))

    def _make_menu(self) -> QMenu:
        menu = QMenu(self.more)
        for act in self.acts:
            if act.apart:
                menu.addSeparator()
            self._menu[act.id] = action = menu.addAction(act.title)
            action.triggered.connect(act.run)
        return menu


_ANSWER_BESIDE = frozenset({StepKind.QUESTION, StepKind.LACKING, StepKind.IDENTITY, StepKind.SEARCH, StepKind.ACT})
"""Steps before the answer that nobody is forced to take: a letter may be prepared all the same."""

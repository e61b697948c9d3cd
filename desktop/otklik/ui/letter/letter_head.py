"""The head of the letter editor: which letter it is, what keeps it from being issued, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from otklik.ui import phrases, theme
from otklik.ui.templates.group_names import group_names
from otklik.ui.widgets import Caption, IconButton, Label, LinkButton, PrimaryButton, QuietButton
from otklik.ui.widgets.chip_button import ChipButton
from otklik.ui.widgets.layouts import TurningLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from otklik.casework.answering import LetterView
    from otklik.casework.suggesting import TemplateChoice


_WIDEST_WORD = 220
"""Pixels the title keeps for its longest word before the chip beside it is cut short."""

_LEAST_TITLE = 260
"""Pixels at 100 % for the way back and the title where they stand beside the buttons."""

_WIDEST_CHOICE = 740
"""Pixels of the longest line of the menu; the tooltip holds what is cut off."""


class LetterHead(QWidget):
    """Names the letter and its case; for a draft it holds the templates, «Выпустить» and what else there is to do.

    Signals:
        left: go back to where the user came from.
        case_wanted: open the case.
        issue_wanted: issue the draft.
        template_chosen: begin another draft; carries the id of the template.
        copy_wanted: save a copy for a word processor.
        discard_wanted: throw the draft away.

    Args:
        parent: owner.
    """

    left = Signal()
    case_wanted = Signal()
    issue_wanted = Signal()
    template_chosen = Signal(str)
    copy_wanted = Signal()
    discard_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._crumb = LinkButton("")
        self._title = Label("", "case_title", wrap=True)
        self.chip = ChipButton()
        self._template = QuietButton(self.tr("Template…"))
        self._issue = PrimaryButton(self.tr("Issue and print"))
        self._more = IconButton("more", self.tr("More"))
        self._final = Caption(self.tr("Once it is issued, the letter gets its number and can no longer be changed."))
        self._lay_out()
        self._connect()

    def show_letter(self, view: LetterView, templates: Sequence[TemplateChoice], *, draft: bool) -> None:
        """Show which letter it is.

        Args:
            view: the letter.
            templates: what another draft can be begun from.
            draft: whether it is one; what is issued has its acts elsewhere.
        """
        case = phrases.case_name(view.case.number, view.case.kinds)
        self._crumb.setText(case)
        self._crumb.setAccessibleName(self.tr("Open the case: {name}").format(name=case))
        title = next((choice.title for choice in templates if choice.id == view.letter.template), "")
        self._title.setText(title or view.letter.heading)
        self._title.ensurePolished()
        longest = max(map(self._title.fontMetrics().horizontalAdvance, self._title.text().split()), default=0)
        self._title.setMinimumWidth(min(longest + 2, _WIDEST_WORD))
        for widget in (self.chip, self._template, self._issue, self._more, self._final):
            widget.setVisible(draft)
        self._fill_template_menu(view.letter.template, templates)

    def say_what_stops(self, first: str, names: Sequence[str], reason: str) -> None:
        """Say what keeps the draft from being issued, and let it be issued where nothing does.

        Args:
            first: what is the matter with the first of the names; empty where there are none.
            names: what is blank, or cannot be printed; those behind the first are counted.
            reason: the sentence at the button; empty where the letter may be issued.
        """
        self.chip.setVisible(bool(names))
        rest = phrases.firm(self.tr("and %n more", "", len(names) - 1)) if len(names) > 1 else ""
        self.chip.say(f"{first} {rest}".rstrip())
        self.chip.setToolTip("\n".join(names))
        self._issue.setEnabled(not reason)
        free = self.tr("The letter gets its number, and its text no longer changes.")
        self._issue.setToolTip(reason or free)
        self._issue.setAccessibleDescription(reason or free)

    def wait(self) -> None:
        """Take no second order while a letter is being issued; `say_what_stops` ends it."""
        self._issue.setEnabled(False)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        turning = TurningLayout(10, theme.px(_LEAST_TITLE))
        whole.addLayout(turning)
        row, acts = QHBoxLayout(), QHBoxLayout()
        for part, stretch in ((row, 1), (acts, 0)):
            part.setSpacing(12)
            turning.addLayout(part, stretch)
        back = IconButton("back", self.tr("Back to the letters"))
        back.clicked.connect(self.left)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._crumb)
        words.addWidget(self._title)
        row.addLayout(words, 1)
        for widget in (self.chip, self._template, self._issue, self._more):
            acts.addWidget(widget)
        self._final.setAlignment(Qt.AlignmentFlag.AlignRight)
        whole.addWidget(self._final)

    def _connect(self) -> None:
        self._crumb.clicked.connect(self.case_wanted)
        self._issue.clicked.connect(self.issue_wanted)
        menu = QMenu(self)
        menu.addAction(self.tr("Copy for editing (DOCX)…"), self.copy_wanted.emit)
        menu.addSeparator()
        menu.addAction(self.tr("Discard the draft"), self.discard_wanted.emit)
        self._more.setMenu(menu)
        self._more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)

    def _fill_template_menu(self, present: str, templates: Sequence[TemplateChoice]) -> None:
        """Offer what fits at once, and the rest by what it answers: no menu is longer than a small screen."""
        menu = QMenu(self._template)
        menu.setToolTipsVisible(True)
        suited = [choice for choice in templates if choice.suited]
        others = [choice for choice in templates if not choice.suited]
        if suited:
            menu.addAction(self.tr("Suited to this case")).setEnabled(False)
        for choice in suited:
            self._add_template(menu, choice, f"{choice.title} — {choice.why}", present)
        if suited and others:
            menu.addSeparator()
        more = menu.addMenu(self.tr("Other letters")) if others else menu
        for group, name in group_names().items():
            of_group = [choice for choice in others if choice.group == group]
            below = more.addMenu(name) if of_group else more
            for choice in of_group:
                self._add_template(below, choice, choice.title, present)
        before = self._template.menu()
        self._template.setMenu(menu)
        if before is not None:
            before.deleteLater()

    def _add_template(self, menu: QMenu, choice: TemplateChoice, words: str, present: str) -> None:
        menu.ensurePolished()
        short = menu.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, _WIDEST_CHOICE)
        action = menu.addAction(short.replace("&", "&&"))
        action.setToolTip(words)
        action.setCheckable(True)
        action.setChecked(choice.id == present)
        action.triggered.connect(lambda _checked=False: self.template_chosen.emit(choice.id))

"""The same request again, less than thirty days after the first (152-ФЗ ст. 14 ч. 4–6): whether it may be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from otklik.ui import phrases
from otklik.ui.case.case_sections import Section
from otklik.ui.help.help_link import HelpLink
from otklik.ui.widgets import Label, LinkButton, QuietButton, clear_layout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.repeats import Repeat
    from otklik.casework.views import CaseView


class RepeatSection(Section):
    """What was asked before, and what may be done about it.

    Signals:
        refusal_wanted: draft the refusal.
        case_wanted: open the first request; carries its id.
    """

    refusal_wanted = Signal()
    case_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("The same request again"))
        self.lines.setSpacing(4)

    def show_view(self, view: CaseView) -> None:
        """Show it where the case repeats another one; where a refusal is written already, without its button."""
        clear_layout(self.lines)
        self.setVisible(view.repeat is not None)
        if view.repeat is not None:
            from otklik.casework.repeats import REFUSAL  # noqa: PLC0415 - start-up: no case is open yet

            self._show(view.repeat, written=any(letter.template == REFUSAL for letter in view.letters))

    def _show(self, repeat: Repeat, *, written: bool) -> None:
        from otklik.casework.hint_words import repeat_sentences  # noqa: PLC0415 - as above

        asked, verdict = repeat_sentences(repeat)
        first = LinkButton(self.tr("Open the first request, № {number}").format(number=repeat.first.number))
        first.clicked.connect(lambda: self.case_wanted.emit(repeat.first.id))
        for widget in (Label(phrases.firm(asked), wrap=True), first, Label(phrases.firm(verdict), wrap=True)):
            self.lines.addWidget(widget)
        if repeat.verdict.allows_refusal and not written:
            refuse = QuietButton(self.tr("Draft the refusal of a repeated request"), small=True)
            refuse.clicked.connect(self.refusal_wanted)
            self.lines.addSpacing(4)
            self.lines.addWidget(refuse)
        self.lines.addWidget(HelpLink("law-refusal"))

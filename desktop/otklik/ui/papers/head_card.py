"""The head of the journal on a paper, compared with the journal: typed from the foot of a letter or a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from otklik.ui import phrases, theme
from otklik.ui.widgets import Caption, FlowLayout, Heading, Label, Notice, QuietButton, Sheet

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.printed_heads import HeadFound
    from otklik.ui.tasks import Tasks

_LONGEST = 100


class HeadCard(Sheet):
    """A field for the digits, and what the journal says to them.

    Args:
        tasks: where the journal is read.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(20, 10, parent=parent)
        self._tasks = tasks
        self._notice = Notice()
        self.field = QLineEdit()
        self.button = QuietButton(self.tr("Compare"))
        self.body.addWidget(Heading(self.tr("Compare with paper")))
        self.body.addWidget(
            Caption(
                self.tr(
                    "At the foot of letters and journal sheets stands “journal” with sixteen digits. They show whether "
                    "the journal is still the one the paper was made from."
                )
            )
        )
        label = Label(self.tr("Digits from the paper"), "caption")
        label.setBuddy(self.field)
        self.field.setAccessibleName(label.text())
        self.field.setPlaceholderText(self.tr("for example 3f9c 1a20 77be d041"))
        self.field.setMaxLength(_LONGEST)
        self.field.setMinimumWidth(theme.px(280))
        self.field.setMaximumWidth(theme.px(360))
        self.button.setEnabled(False)
        row = FlowLayout(gap=12)
        for part in (label, self.field, self.button):
            row.addWidget(part)
        self.body.addLayout(row)
        self.body.addWidget(self._notice)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._on_compare)
        self.button.clicked.connect(self._on_compare)

    def _on_typed(self, text: str) -> None:
        self.button.setEnabled(bool(text.strip()))
        self._notice.clear()

    def _on_compare(self) -> None:
        typed = self.field.text()
        if not typed.strip():
            return

        def compare(desk: Desk) -> HeadFound:
            from otklik.casework import printed_heads  # noqa: PLC0415 - start-up: not needed before this page

            return printed_heads.find(desk.register, typed)

        self.button.setEnabled(False)
        self._tasks.run(compare, self._show, self._on_refused, owner=self)

    def _show(self, found: HeadFound) -> None:
        self.button.setEnabled(True)
        good = found.known and not found.former
        self._notice.say(phrases.firm(found.sentence), "done" if good else "overdue", topic="" if good else "journal")

    def _on_refused(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self._notice.show_error(error)

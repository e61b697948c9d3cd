"""The journal of requests on paper: what is new, the sheets that were made, and the one that says they are sewn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import dates, phrases, theme
from otklik.ui.papers.journal_preview import JournalPreview
from otklik.ui.papers.paper_dialog import Paper, PaperDialog
from otklik.ui.translation import translated
from otklik.ui.widgets import (
    Caption,
    Heading,
    Label,
    LinkButton,
    Notice,
    PrimaryButton,
    QuietButton,
    Rule,
    Sheet,
    clear_layout,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Desk
    from otklik.casework.journal_papers import EarlierPrint, JournalState, Printed
    from otklik.ui.tasks import Tasks

_SHOWN = 5
"""Earlier prints shown at once; the rest come by «Показать все»."""


class JournalCard(Sheet):
    """How the journal stands on paper, and everything that is done about it.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(20, 10, parent=parent)
        self._tasks = tasks
        self._operator_id = 0
        self._state: JournalState | None = None
        self._whole_list = False
        self._stands = Label("", wrap=True)
        self.print_button = PrimaryButton(self.tr("Print the new lines…"))
        self.sew_button = QuietButton(self.tr("Last sheet…"))
        self._notice = Notice(closable=True)
        self._list_heading = Caption(self.tr("Printed so far. If the printer jams, print the same sheets once more."))
        self._list = QVBoxLayout()
        self._more = LinkButton(self.tr("Show all"))
        self._lay_out()
        for button in (self.print_button, self.sew_button):
            button.setEnabled(False)
        self.print_button.clicked.connect(self._on_print)
        self.sew_button.clicked.connect(self._on_sew)
        self._more.clicked.connect(self._on_more)

    def show_operator(self, operator_id: int) -> None:
        """Show the journal of an operator, read anew."""
        if operator_id != self._operator_id:
            self._notice.clear()
            self._whole_list = False
        self._operator_id = operator_id

        def read(desk: Desk) -> tuple[int, JournalState]:
            from otklik.casework import journal_papers  # noqa: PLC0415 - start-up: not needed before this page

            return operator_id, journal_papers.state(desk, operator_id)

        self._tasks.run(read, self._on_read, owner=self)

    def _lay_out(self) -> None:
        self.body.addWidget(Heading(self.tr("Journal on paper")))
        self.body.addWidget(self._stands)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.sew_button.setToolTip(
            self.tr("The sheet “sewn, numbered” for the sheets that were printed since the one before")
        )
        row.addWidget(self.print_button)
        row.addWidget(self.sew_button)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addWidget(self._notice)
        self.body.addWidget(self._list_heading)
        self._list.setSpacing(0)
        self.body.addLayout(self._list)
        self.body.addWidget(self._more)
        self._list_heading.hide()
        self._more.hide()

    def _on_read(self, read: tuple[int, JournalState]) -> None:
        operator_id, state = read
        if operator_id == self._operator_id:
            self.show_state(state)

    def show_state(self, state: JournalState) -> None:
        """Show how the journal stands."""
        self._state = state
        self._stands.setText(phrases.firm(self._sentence(state)))
        self.print_button.setEnabled(state.new > 0)
        self.sew_button.setEnabled(state.unsewn > 0)
        clear_layout(self._list)
        shown = state.prints if self._whole_list else state.prints[:_SHOWN]
        for made in shown:
            self._list.addWidget(Rule())
            self._list.addWidget(self._line(made))
        self._list_heading.setVisible(bool(state.prints))
        self._more.setVisible(len(shown) < len(state.prints))

    def _sentence(self, state: JournalState) -> str:
        sheets = [made for made in state.prints if not made.is_last_sheet]
        if not sheets:
            if not state.new:
                return self.tr("There is no request for the journal yet.")
            return self.tr("Not printed yet: %n line(s)", "", state.new)
        day = dates.day_month_year(sheets[0].made_on)
        if not state.new:
            return self.tr("Nothing new since {day}: the journal on paper is complete.").format(day=day)
        return self.tr("%n new line(s) since {day}", "", state.new).format(day=day)

    def _line(self, made: EarlierPrint) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 8, 0, 8)
        row.setSpacing(16)
        name = Label(_name(made), "medium")
        name.setMinimumWidth(theme.px(200))
        row.addWidget(name)
        lines = _lines(made.first_line, made.last_line)
        head = self.tr("journal {head}").format(head=_short(made.chain_head)) if made.chain_head else ""
        head = head.replace(" ", dates.NBSP)
        parts = (dates.day_month_year(made.made_on), lines, head)
        row.addWidget(Caption(phrases.firm(" · ".join(filter(None, parts)))), 1)
        again = LinkButton(self.tr("Print again"))
        again.setAccessibleName(self.tr("Print again: {name}").format(name=_name(made)))
        again.clicked.connect(partial(self._show_sheets, made.paper_id, _name(made)))
        row.addWidget(again)
        return line

    def _on_more(self) -> None:
        self._whole_list = True
        if self._state is not None:
            self.show_state(self._state)

    def _on_print(self) -> None:
        from otklik.casework import journal_papers  # noqa: PLC0415 - start-up: not needed before a print

        self._look(
            self.tr("New lines of the journal"),
            self.tr(
                "So they will stand on paper. Once the sheets are made, their lines keep their numbers and never "
                "change: what becomes known later will be a line of its own."
            ),
            self.tr("Make the sheets and print"),
            journal_papers.preview,
            journal_papers.print_journal,
        )

    def _on_sew(self) -> None:
        from otklik.casework import journal_papers  # noqa: PLC0415 - as above

        self._look(
            self.tr("Last sheet of the journal"),
            self.tr(
                "It goes behind the sheets that were printed since the last one: sew them, put this sheet behind, "
                "sign it. Sheets printed later get a last sheet of their own."
            ),
            self.tr("Make the last sheet and print"),
            journal_papers.preview_closing,
            journal_papers.closing_sheet,
        )

    def _look(
        self,
        title: str,
        hint: str,
        word: str,
        preview: Callable[[Desk, int], Callable[[], bytes]],
        make: Callable[[Desk, int], Printed],
    ) -> None:
        """Show sheets before they are made, and make them where the user says so."""
        operator_id = self._operator_id
        dialog = JournalPreview(self._tasks, title, hint, word, lambda desk: preview(desk, operator_id), self)
        dialog.make_wanted.connect(partial(self._make, lambda desk: make(desk, operator_id)))
        dialog.open()

    def _make(self, work: Callable[[Desk], Printed]) -> None:
        self.print_button.setEnabled(False)
        self.sew_button.setEnabled(False)
        self._tasks.act(work, self._on_made, self._on_failed, owner=self)

    def _on_made(self, made: Printed) -> None:
        self._notice.say(
            phrases.firm(
                self.tr("Print {number} is made and stays in the list below, whatever the printer does.").format(
                    number=phrases.number(made.number)
                )
            ),
            "done",
        )
        self._show_sheets(made.paper_id, _sheets(made.first_sheet, made.last_sheet))

    def _on_failed(self, error: Exception) -> None:
        self._notice.show_error(error)
        self.show_operator(self._operator_id)

    def _show_sheets(self, paper_id: int, name: str) -> None:
        """Show sheets as they were made, to be printed any number of times."""
        name = name[:1].lower() + name[1:]

        def read(desk: Desk) -> Callable[[], Paper]:
            from otklik.casework import journal_papers  # noqa: PLC0415 - as above

            pdf = journal_papers.reprint(desk, paper_id)
            return lambda: Paper(pdf)

        PaperDialog(
            self._tasks,
            self.tr("Journal: {name}").format(name=name),
            self.tr("Journal, {name}").format(name=name.replace(dates.NBSP, " ").replace(":", ",")),
            read,
            hint=self.tr("Kept as they were made. They can be printed again at any time: always the same."),
            parent=self,
        ).open()


def _name(made: EarlierPrint) -> str:
    """Return «Листы 1–6», or «Последний лист: листы 1–6»."""
    sheets = _sheets(made.first_sheet, made.last_sheet)
    if not made.is_last_sheet:
        return sheets
    return phrases.firm(translated("Last sheet for {sheets}").format(sheets=sheets[:1].lower() + sheets[1:]))


def _sheets(first: int, last: int) -> str:
    text = translated("Sheet {first}") if first == last else translated("Sheets {first}–{last}")
    return phrases.firm(text.format(first=first, last=last).replace(" ", dates.NBSP))


def _short(chain_head: str) -> str:
    """Return the beginning of the head as it is printed at the foot of the sheets."""
    return dates.NBSP.join(chain_head[start : start + 4] for start in range(0, 16, 4))


def _lines(first: int, last: int) -> str:
    text = translated("line {first}") if first == last else translated("lines {first}–{last}")
    return text.format(first=first, last=last)

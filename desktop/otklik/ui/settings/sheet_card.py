"""The card of the recovery sheet: whether it was tested, printing it, and testing it by typing three groups back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework import key_keeping
from otklik.safety import recovery
from otklik.system.errors import UserError
from otklik.ui import dates, icons
from otklik.ui.help.help_link import HelpLink
from otklik.ui.papers.paper_dialog import Paper, PaperDialog
from otklik.ui.phrases import firm
from otklik.ui.settings.password_question import PasswordQuestion
from otklik.ui.translation import translated
from otklik.ui.widgets import (
    Caption,
    Heading,
    Label,
    Notice,
    PrimaryButton,
    QuietButton,
    Sheet,
    clear_layout,
)
from otklik.ui.widgets.recovery_groups import GroupField

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Desk
    from otklik.casework.key_keeping import SheetState
    from otklik.ui.tasks import Tasks


class SheetCard(Sheet):
    """The recovery sheet of the key in use.

    Args:
        tasks: where all work is done.
        refresh: reads the page anew after an act.
        parent: owner.
    """

    def __init__(self, tasks: Tasks, refresh: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(24, 12, parent=parent)
        self._tasks, self._refresh = tasks, refresh
        self._number, self._tested = 1, False
        self._mark = icons.IconMark("warning", "soon", 22)
        self._state = Label("", "case_title", wrap=True)
        self._notice = Notice(closable=True)
        self._show, self._test = PrimaryButton(self.tr("Show and print…")), QuietButton(self.tr("Test by typing"))
        self._form = _TestForm()
        self.question = PasswordQuestion(tasks)
        self._lay_out()
        self._show.clicked.connect(self.show_sheet)
        self._test.clicked.connect(self.begin_test)
        self._form.answered.connect(self._on_answered)
        self._form.given_up.connect(self._end_test)

    def show_state(self, state: SheetState) -> None:
        """Show whether the sheet was tested."""
        if state.number != self._number and self._form.isVisible():
            self._end_test()  # the key was replaced meanwhile: the groups asked are of another sheet
        self._number = state.number
        if state.checked_on is None:
            self._mark.set_icon("warning", "soon")
            text = self.tr("Recovery sheet № {number} is not tested yet").format(number=state.number)
        else:
            self._mark.set_icon("check", "done")
            text = self.tr("Recovery sheet № {number}: tested on {date}")
            text = text.format(number=state.number, date=dates.dotted(state.checked_on))
        self._state.setText(firm(text))
        self._tested = state.checked_on is not None
        self._show.set_quiet(self._tested or self._form.isVisible())

    def show_sheet(self) -> None:
        """Show the sheet as it will be printed; whoever came by while the window was open needs the password too."""
        self.question.ask(lambda: sheet_dialog(self._tasks, self._number, self).open())

    def begin_test(self) -> None:
        """Ask for three groups."""
        self._notice.clear()
        self._test.hide()
        self._show.set_quiet(True)
        self._form.ask(self._number, recovery.asked())

    def _lay_out(self) -> None:
        self.body.addWidget(Heading(self.tr("Recovery sheet")))
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._state, 1)
        self.body.addLayout(head)
        self.body.addWidget(
            Caption(
                self.tr(
                    "The sheet is the key on paper: 18 groups of digits. With it and any copy the register opens on "
                    "another computer. Print it, type three groups back once to know that it can be read, and lock it "
                    "away, apart from the copies."
                )
            )
        )
        self.body.addWidget(self._notice)
        self.body.addWidget(self._form)
        self.body.addWidget(self.question)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._show)
        row.addWidget(self._test)
        row.addStretch(1)
        row.addWidget(HelpLink("key"))
        self.body.addLayout(row)
        self._form.hide()

    def _on_answered(self, answers: dict[int, str]) -> None:
        self._form.setEnabled(False)
        self._tasks.act(
            lambda desk: key_keeping.check_sheet(desk, answers), self._on_tested, self._on_failed, owner=self
        )

    def _on_tested(self, _changes: object) -> None:
        self._end_test()
        self._notice.say(self.tr("The groups are right: the sheet can be read. Lock it away."), "done")
        self._refresh()

    def _on_failed(self, error: Exception) -> None:
        self._form.setEnabled(True)
        if isinstance(error, UserError):
            self._form.show_mistake(str(error))
        else:
            self._notice.show_error(error)

    def _end_test(self) -> None:
        self._form.setEnabled(True)
        self._form.hide()
        self._test.show()
        self._show.set_quiet(self._tested)
        if self.isVisible():
            self._test.setFocus(Qt.FocusReason.OtherFocusReason)


class _TestForm(QWidget):
    """Three groups, asked by their numbers.

    Signals:
        answered: carries what was typed by the numbers of the groups.
        given_up: the user wants to type them later.
    """

    answered = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields: dict[int, GroupField] = {}
        self._asked = Label("", "medium", wrap=True)
        self._mistake = Label("", "error", wrap=True)
        self._groups = QHBoxLayout()
        self._groups.setSpacing(16)
        check, later = PrimaryButton(self.tr("Check the groups")), QuietButton(self.tr("Not now"))
        check.clicked.connect(self._on_check)
        later.clicked.connect(self.given_up)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(12)
        column.addWidget(self._asked)
        column.addLayout(self._groups)
        column.addWidget(self._mistake)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(check)
        row.addWidget(later)
        row.addStretch(1)
        column.addLayout(row)

    def ask(self, sheet: int, numbers: tuple[int, ...]) -> None:
        """Ask for groups.

        Args:
            sheet: number of the sheet.
            numbers: of the groups, ascending.
        """
        clear_layout(self._groups)
        words = self.tr("Take sheet № {sheet} and type the groups {groups} from it:")
        self._asked.setText(firm(words.format(sheet=sheet, groups=", ".join(map(str, numbers)))))
        self._fields = {number: GroupField(number) for number in numbers}
        fields = list(self._fields.values())
        for place, field in enumerate(fields):
            self._groups.addWidget(field)
            field.leave.connect(lambda step, place=place: self._go(place + (1 if step > 0 else -1), back=step < 0))
            field.submitted.connect(self._on_check)
            field.typed.connect(lambda _text: self.show_mistake(""))
        self._groups.addStretch(1)
        self.show_mistake("")
        self.show()
        fields[0].take_focus(at_end=False)

    def show_mistake(self, sentence: str) -> None:
        """Say what does not fit, or nothing."""
        self._mistake.setText(sentence)
        self._mistake.setVisible(bool(sentence))
        doubted = bool(sentence) and all(field.fits() for field in self._fields.values())
        for field in self._fields.values():
            field.set_doubted(doubted)

    def _go(self, place: int, *, back: bool) -> None:
        fields = list(self._fields.values())
        if 0 <= place < len(fields):
            fields[place].take_focus(at_end=back)

    def _on_check(self) -> None:
        empty = [number for number, field in self._fields.items() if len(field.text()) < recovery.DIGITS]
        if empty:
            self.show_mistake(self.tr("Type all six digits of each group."))
            self._fields[empty[0]].take_focus(at_end=True)
        else:
            self.answered.emit({number: field.text() for number, field in self._fields.items()})


def sheet_dialog(tasks: Tasks, number: int, parent: QWidget) -> PaperDialog:
    """Return the window with the recovery sheet.

    Args:
        tasks: where it is made.
        number: of the sheet.
        parent: the window it belongs to.
    """
    return PaperDialog(
        tasks,
        translated("Recovery sheet № {number}").format(number=number),
        translated("Recovery sheet {number}").format(number=number),
        _draw_sheet,
        hint=translated("Whoever has this sheet and a copy of the register reads everything. Print it where nobody "
                        "else takes it from the printer."),
        secret=translated("A file of this sheet is the key itself, without a lock: whoever finds it opens the "
                          "register and its copies. Paper is safer."),
        parent=parent,
    )  # fmt: skip


def _draw_sheet(desk: Desk) -> Callable[[], Paper]:
    """Read what the sheet says; what is returned draws it."""
    from otklik.letters import recovery_sheet  # noqa: PLC0415 - the room of letters is loaded where one is drawn

    facts = key_keeping.sheet_of(desk)
    return lambda: Paper(recovery_sheet.render(facts))

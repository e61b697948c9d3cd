"""The page that brings in an old journal: the file, its columns, what becomes of each row, the result."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otklik.casework import profiles
from otklik.casework.import_report import report_csv
from otklik.system.files import atomic_write
from otklik.ui import phrases
from otklik.ui.beside import Beside
from otklik.ui.old_journal import table_work
from otklik.ui.old_journal.done_step import DoneStep
from otklik.ui.old_journal.file_step import FileStep
from otklik.ui.old_journal.foot import Foot
from otklik.ui.old_journal.mapping_step import FIRST, MappingStep
from otklik.ui.old_journal.report_step import ReportStep
from otklik.ui.widgets import LinkButton, Notice, Title, ToggleChip
from otklik.ui.widgets.layouts import scrolled
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from otklik.casework.desk import Changes
    from otklik.casework.importing import BroughtIn, Report
    from otklik.intake.old_journal.rows import JournalRow
    from otklik.register.records import Case, Operator
    from otklik.system.clock import Clock
    from otklik.system.errors import OtklikError
    from otklik.ui.intake.dropped import Dropped
    from otklik.ui.old_journal.table_work import Loaded
    from otklik.ui.tasks import Tasks


class OldJournalPage(QWidget):
    """The journal kept before this program.

    Signals:
        left: the user goes to the register.
        case_wanted: show this case; carries its id.
        profile_wanted: there is no operator yet, and his profile is to be filled in.

    Args:
        tasks: where all work is done.
        clock: tells today.
        parent: owner.
    """

    help_topic = "old-journal"

    left = Signal()
    case_wanted = Signal(int)
    profile_wanted = Signal()

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._loaded: Loaded | None = None
        self._operators: tuple[Operator, ...] = ()
        self._asked_file = self._asked_rows = 0
        self._beside = Beside(tasks, self)
        self.file, self.columns, self.report, self.done = FileStep(), MappingStep(), ReportStep(), DoneStep()
        self.foot = Foot()
        self.notice = Notice(closable=True)
        self._about = ElidedLabel("", "caption")
        self._steps = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._order: tuple[QWidget, ...] = (self.file, self.columns, self.report, self.done)
        for step in self._order:
            self._stack.addWidget(scrolled(step))
        self._lay_out()
        self._join()
        self._show_step(self.file)

    @property
    def step(self) -> QWidget:
        """The step on screen."""
        return self._order[self._stack.currentIndex()]

    @property
    def running(self) -> bool:
        """Whether rows are being looked over or brought in."""
        return self._beside.running

    def begin(self, came: Dropped | None = None) -> None:
        """Ask for a journal, or go on with the one that was begun.

        Args:
            came: the journal, where it came by itself.
        """
        if self.step is self.done:
            self._start_anew()
        if came is not None:
            self.take_in(came)
        elif self.step is self.file:
            self.file.place.button.setFocus()

    def take_in(self, came: Dropped) -> None:
        """Read what was dropped: the first file. While another one is being brought in, nothing is taken."""
        if self.running:
            self.notice.say(self.tr("Wait until this journal is done, or stop it; then drop the other one."), "soon")
        elif came.paths:
            self.read_file(came.paths[0])
        elif came.contents:
            self._read(partial(table_work.load, *came.contents[0]))
        else:
            self.notice.say(came.problem or self.tr("This is no spreadsheet. Drop an .xlsx or .csv file."), "soon")

    def read_file(self, path: str) -> None:
        """Read the journal in a file."""
        self._read(partial(table_work.load_file, Path(path)))

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the operators again; what was begun stays."""
        if changes is None or changes.operators:
            self._tasks.run(profiles.operators, self._on_operators)

    def show_result(self, brought: BroughtIn) -> None:
        """Show what came in; the file is done with."""
        self._loaded = None
        self.done.show_result(brought)
        self._show_step(self.done)
        self.done.open.setFocus()

    def save_report(self, file: Path) -> None:
        """Write the report into a file, in the background."""
        report, without = self.report.report, self.report.without
        sentence = self.tr("Saved: {file}").format(file=file)
        self._tasks.run_aside(
            lambda: atomic_write(file, report_csv(report, without)),
            lambda _done: self.notice.say(sentence, "done"),
            self.notice.show_error,
            owner=self,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go one step back on Esc, or stop what is under way."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.running:
            self._beside.stop()
        elif self.step in {self.columns, self.report}:
            self._go_to(self._stack.currentIndex() - 1)
        else:
            self.left.emit()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(36, 20, 36, 4)
        head.setSpacing(2)
        back = LinkButton(self.tr("← To the register"))
        back.clicked.connect(self.left)
        head.addWidget(back)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Title(self.tr("The old journal")), 1)
        for place, word in enumerate((self.tr("1. File"), self.tr("2. Columns"), self.tr("3. Rows"))):
            chip = ToggleChip(word)
            self._steps.addButton(chip, place)
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignBottom)
        head.addLayout(row)
        head.addWidget(self._about)
        notices = QVBoxLayout()
        notices.setContentsMargins(36, 0, 36, 0)
        notices.addWidget(self.notice)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addLayout(notices)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.foot)

    def _join(self) -> None:
        self.file.file_chosen.connect(self.read_file)
        self.columns.changed.connect(self._on_columns)
        self.columns.sheet_wanted.connect(self._on_sheet)
        self.report.changed.connect(self._fit)
        self.report.case_wanted.connect(self._on_case_number)
        self.done.register_wanted.connect(self.left)
        self.done.another_wanted.connect(self._start_anew)
        self._steps.idClicked.connect(self._go_to)
        self.foot.go.clicked.connect(self._on_go)
        self.foot.back.clicked.connect(lambda: self._go_to(self._stack.currentIndex() - 1))
        self.foot.save.clicked.connect(self._on_save)
        self.foot.progress.stop_wanted.connect(self._beside.stop)
        self._beside.progressed.connect(self.foot.show_progress)

    def _start_anew(self) -> None:
        self._loaded = None
        self.file.place.begin()
        self._show_step(self.file)
        self.file.place.button.setFocus()

    def _go_to(self, place: int) -> None:
        """Show a step the user may go to."""
        if not self.running and self._may_show(place):
            self._show_step(self._order[place])
        else:
            self._fit()

    def _may_show(self, place: int) -> bool:
        """Tell whether a step can be shown from here: any before it, and the rows only by looking them over."""
        here = self._stack.currentIndex()
        return place <= here < self._order.index(self.done) or (place == 1 and self._loaded is not None)

    def _show_step(self, step: QWidget) -> None:
        self.notice.clear()
        self._stack.setCurrentIndex(self._order.index(step))
        self._fit()

    def _fit(self) -> None:
        """Say where we are and what the buttons do."""
        here, done = self._stack.currentIndex(), self.step is self.done
        for chip in self._steps.buttons():
            place = self._steps.id(chip)
            chip.setVisible(not done)
            chip.setChecked(place == here)
            chip.setEnabled(not self.running and (place == here or self._may_show(place)))
        self._about.setVisible(self._loaded is not None and not done)
        if self._loaded is not None:
            sheet = self._loaded.sheet
            rows = self.tr("%n row(s)", "", len(sheet.rows))
            self._about.set_text(phrases.firm(" · ".join(part for part in (sheet.file, sheet.name, rows) if part)))
        if self.running:
            return
        if self.step is self.columns:
            missing = "" if self._operators else self.tr("Fill in the profile of the operator first.")
            ready = bool(self._operators) and not self.columns.mapping.lacking()
            self.foot.offer(self.tr("Look the rows over"), ready=ready, remark=missing)
        elif self.step is self.report:
            self.foot.offer_bringing_in(self.report.coming)
        else:
            self.foot.hide()

    def _on_operators(self, operators: tuple[Operator, ...]) -> None:
        self._operators = operators
        self.columns.show_operators(operators)
        if operators:
            self.file.place.notice.clear()
        else:
            self.file.place.notice.say(
                self.tr("Fill in the profile of the operator first: the requests were made to him."),
                "soon",
                (self.tr("Fill in the profile"), self.profile_wanted.emit),
            )
        self._fit()

    def _read(self, work: Callable[[], Loaded]) -> None:
        """Read a file aside; of several asked for one after the other the last one is shown."""
        self._asked_file += 1
        asked = self._asked_file
        self._show_step(self.file)
        self.file.show_reading()

        def done(loaded: Loaded) -> None:
            if asked == self._asked_file:
                self._on_read(loaded)

        def failed(error: Exception) -> None:
            if asked == self._asked_file:
                self.file.place.show_error(error)

        self._tasks.run_aside(work, done, failed, owner=self)

    def _on_read(self, loaded: Loaded) -> None:
        self.file.place.begin()
        self._loaded = loaded
        self.columns.show_table(loaded.sheet, loaded.mapping)
        self._show_step(self.columns)
        self.columns.focus_first()

    def _on_sheet(self, name: str) -> None:
        if self._loaded is not None and name != self._loaded.sheet.name:
            self._read(partial(table_work.load, self._loaded.name, self._loaded.content, name))

    def _on_columns(self) -> None:
        """Show what the first rows become now."""
        self._fit()
        if self._loaded is None:
            return
        self._asked_rows += 1
        asked, sheet, mapping = self._asked_rows, self._loaded.sheet, self.columns.mapping
        today = self._clock.today()

        def done(rows: tuple[JournalRow, ...]) -> None:
            if asked == self._asked_rows:
                self.columns.show_first(rows)

        self._tasks.run_aside(lambda: table_work.first_rows(sheet, mapping, today, FIRST), done, owner=self)

    def _asked(self) -> table_work.Asked | None:
        if self._loaded is None:
            return None
        return table_work.Asked(self._loaded.sheet, self.columns.mapping, self.columns.operator_id)

    def _on_go(self) -> None:
        if self.step is self.columns:
            self._look_over()
        else:
            self._bring_in()

    def _look_over(self) -> None:
        asked = self._asked()
        if asked is None:
            return
        self._beside.do(asked.look_over, None, self._on_looked_over, self._on_failed)
        self._begin(self.tr("Looking the rows over: {done} %"), "")

    def _bring_in(self) -> None:
        asked, without = self._asked(), self.report.without
        if asked is None:
            return
        self._beside.do(
            table_work.hand_over,
            lambda desk, told: asked.bring_in(desk, without, told),
            self._on_brought_in,
            self._on_failed,
        )
        self._begin(
            self.tr("Bringing in: {done} %"),
            self.tr("Other pages wait meanwhile. Until the end you can stop, and nothing will have changed."),
        )

    def _begin(self, sentence: str, remark: str) -> None:
        self.notice.clear()
        self._stack.setEnabled(False)
        self.foot.begin(sentence, remark)
        self._fit()

    def _end(self) -> None:
        self._stack.setEnabled(True)
        self.foot.end()

    def _on_looked_over(self, report: Report) -> None:
        self._end()
        self.report.show_report(report)
        self._show_step(self.report)
        self.foot.go.setFocus()

    def _on_brought_in(self, brought: BroughtIn) -> None:
        self._end()
        self.show_result(brought)

    def _on_failed(self, error: OtklikError) -> None:
        self._end()
        self._fit()
        # What the user stopped himself is no fault.
        self.notice.say(str(error), "accent" if self._beside.stopped else "overdue")
        self.foot.go.setFocus()

    def _on_case_number(self, number: int) -> None:
        def found(case: Case | None) -> None:
            if case is not None:
                self.case_wanted.emit(case.id)

        self._tasks.run(lambda desk: desk.register.cases.by_number(number), found, owner=self)

    def _on_save(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the report"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Spreadsheets ({kinds})").format(kinds="*.csv"))
        dialog.setDefaultSuffix("csv")
        dialog.setDirectory(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        dialog.selectFile(self.tr("Old journal, report") + ".csv")
        dialog.fileSelected.connect(lambda chosen: self.save_report(Path(chosen)))
        dialog.open()

"""Writes requests to a file: in which format, what will be in it, where; then how far it is, with a way to stop.

export_cases(tasks, CaseQuery(), today, page)        # all of them
export_cases(tasks, (3, 5, 8), today, page)          # these
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from otklik.casework import exporting
from otklik.ui import phrases, theme
from otklik.ui.beside import Beside
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.help.help_link import HelpLink
from otklik.ui.reading_order import InReadingOrder
from otklik.ui.reports.report_saving import ask_file, open_file
from otklik.ui.translation import figure
from otklik.ui.widgets import Caption, Heading, Label, Notice, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from threading import Event as Flag

    from PySide6.QtGui import QShowEvent

    from otklik.casework.desk import Desk
    from otklik.casework.exporting import Exported, Gathered
    from otklik.register.case_query import CaseQuery
    from otklik.ui.beside import Progress, Work
    from otklik.ui.tasks import Tasks


def export_cases(tasks: Tasks, wanted: CaseQuery | tuple[int, ...], today: date, parent: QWidget) -> ExportDialog:
    """Ask how requests are to be written to a file, and write them.

    Args:
        tasks: where all work is done.
        wanted: which: what a query finds, whatever its page, or row ids.
        today: for the name of the file.
        parent: the window or page that asks.
    """
    dialog = ExportDialog(tasks, wanted, today, parent)
    dialog.open()
    return dialog


class ExportDialog(InReadingOrder, QDialog):
    """The question and the work; arguments as of `export_cases`."""

    def __init__(
        self, tasks: Tasks, wanted: CaseQuery | tuple[int, ...], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._wanted, self._today = wanted, today
        self._beside = Beside(tasks, self)
        self.formats = ChoiceChips((("xlsx", "XLSX"), ("csv", "CSV"), ("json", "JSON"), ("pdf", "PDF")), needed=True)
        self._about = Caption("")
        self._notice = Notice()
        self._said = Label("")
        self._bar = QProgressBar()
        self._progress = QWidget()
        self.save_button = PrimaryButton(self.tr("Choose where and save…"))
        self.save_button.wrap_words()
        self.close_button = QuietButton(self.tr("Close"))
        self.setWindowTitle(self.tr("Write requests to a file"))
        self.setMinimumWidth(theme.px(520))
        self._lay_out()
        self.formats.choose("xlsx")
        self._on_format()
        self.formats.changed.connect(self._on_format)
        self.save_button.clicked.connect(self._ask_where)
        self.close_button.clicked.connect(self.reject)
        self._beside.progressed.connect(self._show_progress)

    def write(self, path: Path) -> None:
        """Write the file; what lies there is written over when all of it is made."""
        form, wanted = self.formats.chosen(), self._wanted
        self.save_button.setEnabled(False)
        self.formats.setEnabled(False)
        self.close_button.setText(self.tr("Stop"))
        self._show_progress(0, 0)

        def begin(desk: Desk) -> Work:
            from otklik.casework import opening  # noqa: PLC0415 - start-up: not needed before this

            open_desk = opening.beside(desk)

            def work(progress: Progress, stop: Flag) -> Gathered:
                reader = open_desk()
                try:
                    return exporting.gather(reader, wanted, form, path, progress, stop)
                finally:
                    reader.register.close()

            return work

        self._beside.do(begin, exporting.deliver, self._on_written, self._on_failed)

    def reject(self) -> None:
        """Stop what is under way; else close."""
        if self._beside.running:
            self._beside.stop()
            self._said.setText(self.tr("Stopping…"))
        else:
            super().reject()
            self.deleteLater()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Heading(self.tr("As what?")))
        column.addWidget(self.formats)
        column.addWidget(self._about)
        column.addWidget(self._notice)
        row = QHBoxLayout(self._progress)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("How far the file is"))
        row.addWidget(self._said)
        row.addWidget(self._bar, 1)
        self._progress.hide()
        column.addWidget(self._progress)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(HelpLink("exports"))
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.save_button)
        column.addLayout(buttons)

    def _say(self, sentence: str, role: str, action: tuple[str, Callable[[], None]] | None = None) -> None:
        """Say a sentence, and give it its room: a dialog by itself gives wrapped text one line."""
        self._notice.say(sentence, role, action)
        self._fit()

    def _fit(self) -> None:
        """Be as high as everything in it needs at this width."""
        self.ensurePolished()
        if (layout := self.layout()) is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def showEvent(self, event: QShowEvent) -> None:
        """Give the warning its room once the width is known."""
        super().showEvent(event)
        self._warn()

    def _warn(self) -> None:
        self._say(
            self.tr(
                "There will be names and addresses in the file, and nothing locks it. Delete it when it is no longer "
                "needed. That it was written stands in the journal."
            ),
            "soon",
        )

    def _on_format(self) -> None:
        said = {
            "xlsx": self.tr("A table for Excel and LibreOffice: dates are dates, the filter is on."),
            "csv": self.tr("A plain table, the way a Russian Excel opens it: semicolons, UTF-8."),
            "json": self.tr("All there is about the requests, with terms and letters, for another program."),
            "pdf": self.tr("A table on A4 sheets across, to print or to hand over."),
        }
        self._about.setText(said[self.formats.chosen()])

    def _ask_where(self) -> None:
        form = self.formats.chosen()
        name = exporting.file_name(self._today.isoformat(), form)
        dialog = ask_file(self, self.tr("Where shall the file lie?"), name, form)
        dialog.fileSelected.connect(lambda place: self.write(Path(place)))
        dialog.open()

    def _show_progress(self, done: int, whole: int) -> None:
        if not self._beside.stopped:
            said = self.tr("Requests: {done} of {whole}").format(done=figure(done), whole=figure(whole))
            self._said.setText(phrases.firm(said) if whole else "")
        self._bar.setRange(0, whole)
        self._bar.setValue(done)
        if self._progress.isHidden():
            self._progress.show()
            self._fit()

    def _on_written(self, exported: Exported) -> None:
        self._end()
        said = self.tr("Written, %n request(s): {path}", "", exported.cases).format(path=exported.path)
        self._say(phrases.firm(said), "done", (self.tr("Open the file"), lambda: open_file(exported.path)))
        self.close_button.setFocus()

    def _on_failed(self, error: Exception) -> None:
        stopped = self._beside.stopped
        self._end()
        self._say(str(error), "accent" if stopped else "overdue")

    def _end(self) -> None:
        self._progress.hide()
        self.save_button.setEnabled(True)
        self.formats.setEnabled(True)
        self.close_button.setText(self.tr("Close"))

"""The door for messages that belong to no field: bugs of ours. What the user can mend is said in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from otklik.system import crash
from otklik.ui import theme
from otklik.ui.widgets import Label, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CrashDialog(QDialog):
    """Says that the program made a mistake, and lets the report be copied. The report holds no personal data.

    Args:
        report: the text of the report.
        file: where it was written.
        parent: the window it belongs to.
    """

    def __init__(self, report: str, file: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Otklik"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme.px(560))
        self._report = report
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(self.tr("The program made a mistake"), "case_title"))
        column.addWidget(
            Label(
                self.tr(
                    "What was begun is not stored; everything before it is. Below is a report without personal data: "
                    "it helps to mend the mistake. It also lies in {file}."
                ).format(file=file),
                wrap=True,
            )
        )
        text = QPlainTextEdit(report)
        text.setReadOnly(True)
        text.setMinimumHeight(theme.px(180))
        text.setAccessibleName(self.tr("Report"))
        column.addWidget(text)
        row = QHBoxLayout()
        copy = QuietButton(self.tr("Copy the report"))
        copy.clicked.connect(self._on_copy)
        close = PrimaryButton(self.tr("Go on"))
        close.clicked.connect(self.accept)
        close.setDefault(True)
        row.addWidget(copy)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report)


def show_crash(error: Exception, parent: QWidget | None = None) -> CrashDialog:
    """Write the report of a bug and show it; the window goes on working.

    While one report is shown a further one is only written: a mistake in what is painted would else fill the screen.

    Args:
        error: what was raised.
        parent: the window it belongs to.
    """
    file = crash.write_report(error)
    for window in QApplication.topLevelWidgets():
        if isinstance(window, CrashDialog) and window.isVisible():
            return window
    dialog = CrashDialog(crash.report(error), str(file), parent)
    dialog.open()
    return dialog

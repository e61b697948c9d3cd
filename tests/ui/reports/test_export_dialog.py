"""The dialog that writes requests to a file has room for all it says, also while it writes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from otklik.register.case_query import CaseQuery
from otklik.ui.reports.export_dialog import ExportDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks


def test_the_warning_is_whole_while_it_is_written(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    dialog = ExportDialog(tasks, CaseQuery(), date(2026, 11, 21), window)
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.wait(10)
    for done in (0, 5000, 10_000):
        dialog._show_progress(done, 10_000)
        qtbot.wait(10)
        for label in dialog.findChildren(QLabel):
            if label.isVisible() and label.wordWrap():
                assert label.height() >= label.heightForWidth(label.width()), label.text()
    dialog.reject()

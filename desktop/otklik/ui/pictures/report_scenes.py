"""The papers of the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QDialog, QWidget

from otklik.ui.main_window import REPORTS
from otklik.ui.papers.folder_dialog import FolderDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otklik.ui.pictures.stage import Stage
    from otklik.ui.reports_page import ReportsPage


def reports_papers(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the papers of the reports: the page at them, sheets before they are made, a folder to be made."""
    stage.window.show_room(REPORTS)
    stage.rest()
    page = cast("ReportsPage", stage.window.page(REPORTS))
    page.verticalScrollBar().setValue(page.journal.y() - 40)
    stage.rest()
    yield "reports-papers", stage.window
    page.journal.print_button.click()
    stage.rest()
    dialogs: list[QDialog] = [one for one in page.journal.findChildren(QDialog) if one.isVisible()]
    dialogs.append(FolderDialog(stage.tasks, 1, 1, stage.window))
    dialogs[-1].show()
    stage.rest()
    for name, dialog in zip(("journal-new-lines", "folder"), dialogs, strict=True):
        yield name, dialog
        dialog.reject()

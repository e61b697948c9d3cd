"""The reports: charts, papers, journal, export."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QDialog, QWidget

from otklik.ui.main_window import REPORTS
from otklik.ui.papers.folder_dialog import FolderDialog
from otklik.ui.reports.export_dialog import ExportDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otklik.ui.pictures.stage import Stage
    from otklik.ui.reports.reports_page import ReportsPage


def reports_parts(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the reports: charts, a month with its figures, papers and their dialogs, the journal, the export."""
    stage.window.show_room(REPORTS)
    stage.rest()
    page = cast("ReportsPage", stage.window.page(REPORTS))
    bar = page.verticalScrollBar()
    for place in (0.5, 1.0):
        bar.setValue(round(place * bar.maximum()))
        stage.rest()
        yield f"reports-charts-{round(place * 2)}", stage.window
    page.figures.bar.narrow(page.figures.bar.year.months[-3])
    stage.rest()
    bar.setValue(0)
    yield "reports-month", stage.window
    page.figures.bar.narrow(None)
    page.export()
    stage.rest()
    export = page.findChildren(ExportDialog)[0]
    yield "export", export
    export.reject()
    page.show_part("journal")
    stage.rest()
    yield "reports-journal", stage.window
    page.show_part("papers")
    stage.rest()
    yield "reports-papers", stage.window
    page.papers.journal.print_button.click()
    stage.rest()
    dialogs: list[QDialog] = [one for one in page.papers.journal.findChildren(QDialog) if one.isVisible()]
    dialogs.append(FolderDialog(stage.tasks, 1, 1, stage.window))
    dialogs[-1].show()
    stage.rest()
    for name, dialog in zip(("journal-new-lines", "folder"), dialogs, strict=True):
        yield name, dialog
        dialog.reject()
    page.show_part("figures")

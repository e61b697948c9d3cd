"""A file of a case, looked at in the place of the case; an act that can be undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from otklik.ui.case.case_duties import DutiesSection
from otklik.ui.case.case_files import FilesSection
from otklik.ui.case.case_panel import CasePanel
from otklik.ui.pictures.stage import Stage, case_with_a_near_date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget


def files(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield a case with its files in sight, then each of its first two files."""
    stage.window.open_case(case_with_a_near_date(stage.tasks))
    stage.rest()
    panel = stage.window.findChildren(CasePanel)[0]
    panel.lead_to(panel.findChildren(FilesSection)[0])
    stage.rest()
    yield "case-files", stage.window
    for place, file in enumerate(panel.view.attachments[:2] if panel.view is not None else (), 1):
        panel.file_ways.look_at(file)
        stage.rest()
        yield f"case-file-{place}", stage.window
        panel.file_ways.leave()


def undoing(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield a case in which a duty was ticked just now; it is taken back afterwards."""
    stage.window.open_case(case_with_a_near_date(stage.tasks))
    stage.rest()
    panel = stage.window.findChildren(CasePanel)[0]
    panel.findChildren(DutiesSection)[0].findChildren(QCheckBox)[0].click()
    stage.rest(lambda: panel.view is not None and panel.view.undoable is not None)
    panel.page.verticalScrollBar().setValue(0)
    yield "case-undo", stage.window
    panel.acts.undo()
    stage.rest()
    yield "case-undone", stage.window

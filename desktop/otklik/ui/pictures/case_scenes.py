"""Cases and their papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.law.kinds import Kind
from otklik.ui.case.case_panel import CasePanel
from otklik.ui.case.case_papers import PapersSection
from otklik.ui.papers.act_dialog import ActDialog
from otklik.ui.papers.kept_acts import KeptActs
from otklik.ui.pictures.stage import Stage, case_with_a_near_date, case_with_a_void_act, open_case_of
from otklik.ui.widgets import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget


def cases(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield cases whose clocks differ: a near date, calendar days with a safe day, a claim."""
    stage.window.open_case(case_with_a_near_date(stage.tasks))
    stage.rest()
    yield "case", stage.window
    for name, kind in (("case-withdrawal", Kind.CONSENT_WITHDRAWAL), ("case-claim", Kind.CLAIM)):
        case_id = open_case_of(stage.tasks, kind)
        if case_id is not None:
            stage.window.open_case(case_id)
            stage.rest()
            yield name, stage.window


def search(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield where the data of somebody are looked for: begun, and before there is a list."""
    for name, kind in (("case-places", Kind.ACCESS), ("case-places-none", Kind.PORTABILITY)):
        case_id = open_case_of(stage.tasks, kind)
        if case_id is not None:
            stage.window.open_case(case_id)
            stage.rest()
            panel = stage.window.findChildren(CasePanel)[0]
            panel.show_places()
            stage.rest()
            yield name, stage.window


def acts(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the papers of a case with a void act, and an act of destruction that is being filled in."""
    void, demand = case_with_a_void_act(stage.tasks), open_case_of(stage.tasks, Kind.CONSENT_WITHDRAWAL)
    if void is None or demand is None:
        return
    stage.window.open_case(void)
    stage.rest()
    panel = stage.window.findChildren(CasePanel)[0]
    panel.findChildren(Page)[0].ensureWidgetVisible(panel.findChildren(PapersSection)[0])
    yield "case-papers", stage.window
    stage.window.open_case(demand)
    stage.rest()
    panel.findChildren(KeptActs)[0].ask_act()
    stage.rest(lambda: bool(panel.findChildren(ActDialog)))
    dialog = panel.findChildren(ActDialog)[-1]
    yield "act", dialog
    dialog.reject()

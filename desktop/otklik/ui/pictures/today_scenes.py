"""The first page with an absence that is planned, and with the form for another one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, cast

from otklik.casework import absence
from otklik.casework.absence import Absence
from otklik.ui.main_window import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from otklik.ui.pictures.stage import Stage
    from otklik.ui.today.today_page import TodayPage


def away(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the plan and the form; the demonstration is left as it was."""
    page = cast("TodayPage", stage.window.page(TODAY))
    first = stage.clock.today() + timedelta(days=6)
    stage.tasks.act(lambda desk: absence.plan(desk, Absence(first, first + timedelta(days=13), "отпуск")))
    stage.window.show_room(TODAY)
    stage.rest()
    yield "today-absence", stage.window
    page.plan_absence()
    stage.rest()
    yield "today-absence-form", stage.window
    page.leave_absence()
    stage.tasks.act(lambda desk: absence.remove(desk, first))
    stage.rest()

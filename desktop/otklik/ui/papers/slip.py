"""«Расписка о приёме обращения» before it is printed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from otklik.ui import phrases
from otklik.ui.papers.paper_dialog import Paper, PaperDialog
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Desk
    from otklik.ui.tasks import Tasks


def show_slip(tasks: Tasks, case_id: int, number: int, parent: QWidget) -> None:
    """Show the slip of a case, to print, open or save it.

    Args:
        tasks: where it is made.
        case_id: row id of the case.
        number: its number, for the title and the name of the file.
        parent: the widget the window belongs to.
    """

    def work(desk: Desk) -> Callable[[], Paper]:
        from otklik.casework import slips  # noqa: PLC0415 - start-up: no slip is asked for yet

        return partial(Paper, slips.acceptance_slip(desk, case_id).pdf)

    title = phrases.firm(translated("Slip for request № {number}").format(number=number))
    PaperDialog(tasks, title, title, work, parent=parent).open()

"""What tests of the window do with their hands and eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from otklik.casework import registering
from otklik.law.kinds import Kind
from otklik.register.records import CaseStatus, Channel, Subject
from otklik.ui.main_window import REGISTER, MainWindow
from otklik.ui.register.case_table import CaseTable
from otklik.ui.register.register_page import RegisterPage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.register.records import Case
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.tasks import Tasks


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is under way and nothing waits to be."""
    for _ in range(3):
        qtbot.wait(1)
        qtbot.waitUntil(lambda: window._tasks.pending == 0)
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def ask(qtbot: QtBot, tasks: Tasks, work: Callable[[Desk], Any]) -> Any:
    """Look into the register."""
    box: list[Any] = []
    tasks.run(work, box.append)
    qtbot.waitUntil(lambda: bool(box))
    return box[0]


def case_of(qtbot: QtBot, tasks: Tasks, kind: Kind) -> Case:
    """Return the open case of a kind."""
    return ask(
        qtbot, tasks, lambda d: next(c for c in d.register.cases.of_operator(1, CaseStatus.OPEN) if kind in c.kinds)
    )


def registered(qtbot: QtBot, tasks: Tasks, kinds: tuple[Kind, ...], day: date, **facts: Any) -> int:
    """Enter one more case and return its id."""
    given: dict[str, Any] = {"channel": Channel.EMAIL, "subject": Subject(full_name="Тихонова Вера Ильинична")}
    new = registering.NewCase(operator_id=1, kinds=kinds, received_on=day, **(given | facts))
    return ask(qtbot, tasks, lambda desk: registering.register_case(desk, new).case_id)


def seen(widget: QWidget) -> str:
    """Return all words that are on screen in a widget."""
    found = widget.findChildren(QLabel) + widget.findChildren(QAbstractButton)
    return "\n".join(part.text() for part in found if part.isVisible()).replace("\u00a0", " ")


def button(widget: QWidget, text: str) -> QAbstractButton:
    """Return the visible button with the text."""
    return next(b for b in widget.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def open_panel(qtbot: QtBot, window: MainWindow, case_id: int) -> CasePanel:
    """Open a case and return its panel."""
    window.open_case(case_id)
    settle(qtbot, window)
    panel = register_page(window)._panel
    assert panel is not None
    return panel


def cells(page: RegisterPage, column: int) -> list[str]:
    table = page.findChild(CaseTable)
    model = table.model()
    return [str(model.index(row, column).data()).replace("\u00a0", " ") for row in range(model.rowCount())]


def register_page(window: MainWindow) -> RegisterPage:
    """Return the register of the window."""
    page = window.page(REGISTER)
    assert isinstance(page, RegisterPage)
    return page

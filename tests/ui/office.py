"""A small real register behind a window: one operator, three cases, the database's thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication

from otklik.casework import opening, profiles, registering
from otklik.law.kinds import Kind
from otklik.register.records import Channel, Operator, Subject
from otklik.register.store import Register
from otklik.system.clock import FixedClock
from otklik.ui import translation
from otklik.ui.tasks import Tasks
from tests.invented import NOON, SOLE_PROPRIETOR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk

T = TypeVar("T")

KEY = bytes(range(32))
OPERATOR = replace(SOLE_PROPRIETOR, purposes=())
"""A sole proprietor who has not said yet what he processes data for."""

PEOPLE = (
    ((Kind.ACCESS,), date(2026, 11, 12), "Калинина Мария Петровна"),
    ((Kind.CLAIM,), date(2026, 11, 2), "Орлов Пётр Ильич"),
    ((Kind.CONSENT_WITHDRAWAL,), date(2026, 11, 16), "Зимина Ольга Сергеевна"),
)


class Office:
    """The register and its thread.

    Args:
        qtbot: waits for results.
        folder: where the register lies.
        operator: the profile of its operator; none where it is `None`.
    """

    def __init__(self, qtbot: QtBot, folder: Path, operator: Operator | None = OPERATOR) -> None:
        self._qtbot = qtbot
        application = QCoreApplication.instance()
        assert application is not None
        translation.install(application, "ru")
        self.path = folder / "register.otklik"
        self.tasks = Tasks()
        self.errors: list[Exception] = []
        self.tasks.crashed.connect(self.errors.append)
        self.tasks.open_desk(lambda: self._open(operator), None, self.errors.append)
        self.settle()

    def _open(self, operator: Operator | None) -> Desk:
        desk = opening.begin(Register.create(self.path, KEY), FixedClock(NOON))
        if operator is not None:
            operator_id = profiles.save_operator(desk, operator).operator_id
            for kinds, day, name in PEOPLE:
                person = Subject(full_name=name, email="person@example.ru", address="190000, г. Город, ул. Новая, д. 3")
                new = registering.NewCase(
                    operator_id=operator_id, kinds=kinds, channel=Channel.EMAIL, received_on=day, subject=person
                )
                registering.register_case(desk, new)
        return desk

    def ask(self, work: Callable[[Desk], T]) -> T:
        """Return what the work reads from or does to the register."""
        got: list[T] = []
        failed: list[Exception] = []
        self.tasks.run(work, got.append, failed.append)
        self._qtbot.waitUntil(lambda: bool(got or failed or self.errors))
        for error in (*failed, *self.errors):
            raise error
        return got[0]

    def settle(self) -> None:
        """Wait until all work that was begun is done, and what it brought is on screen.

        Qt shows what is put into a layout by a posted event: the last result may be here before its widgets are seen.
        """
        self._qtbot.waitUntil(lambda: self.tasks.pending == 0)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()
        for error in self.errors:
            raise error

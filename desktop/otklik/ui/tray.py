"""The icon beside the clock: how many dates are near, in figures alone, and a short menu. Looking changes nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from otklik.casework.views import SOON_DAYS
from otklik.ui import dates, phrases
from otklik.ui.phrases import firm
from otklik.ui.translation import translated
from otklik.ui.tray_icon import tray_icon

if TYPE_CHECKING:
    from otklik.casework.reminding import Counts, Glance, Near


def sentence(counts: Counts) -> str:
    """Return «Сегодня последний день: 2 · просрочено: 1 · в ближайшие 5 рабочих дней: 3»; nothing where all are 0."""
    parts = (
        (counts.today, translated("the last day is today: {number}")),
        (counts.overdue, translated("overdue: {number}")),
        (counts.soon, translated("in the next %n working day(s): {number}", SOON_DAYS)),
    )
    said = " · ".join(firm(text.format(number=number)) for number, text in parts if number)
    return said[:1].upper() + said[1:]


def near_line(near: Near) -> str:
    """Return «№ 31 · 26 ноября · 3 рабочих дня»: no name and nothing of what is asked."""
    return " · ".join((phrases.number(near.number), dates.day_month(near.day), phrases.left_chip(near.remaining)))


def make_icon(parent: QObject) -> QSystemTrayIcon | None:
    """Return an icon beside the clock; `None` where the system has no such place, as many Linux desktops."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return None
    return QSystemTrayIcon(parent)


class TrayNotice(QObject):
    """Shows the icon and tells by a notice where the system can; else it does nothing.

    Signals:
        clicked: the notice or its icon was clicked.
        case_wanted: a case of the menu is wanted; carries its id.
        new_wanted: a new request is to be entered.
        quit_wanted: the program is to end.

    Args:
        parent: owner.
    """

    clicked = Signal()
    case_wanted = Signal(int)
    new_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self._shown: tuple[int, bool] | None = None

    def show_glance(self, glance: Glance) -> None:
        """Show how many cases are near, and lead to the first of them."""
        said = sentence(glance.counts) or translated("Nothing is due in the next days")
        self._show(glance.counts.all, f"{glance.name}\n{said}", glance.nearest, overdue=bool(glance.counts.overdue))

    def show_unknown(self) -> None:
        """Show no number: the register is closed, and another day has begun."""
        if self._icon is not None:
            self._show(0, translated("Otklik"), (), overdue=False)

    def tell(self, counts: Counts) -> bool:
        """Tell by a notice what is due; return whether it was: not where nothing is, or there is no place for it."""
        text = sentence(counts)
        if not text or self._icon is None:
            return False
        self._icon.showMessage(translated("Otklik"), text, self._icon.icon())
        return True

    def hide(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()

    def _show(self, number: int, said: str, nearest: tuple[Near, ...], *, overdue: bool) -> None:
        icon = self._icon or self._made()
        if icon is None:
            return
        if self._shown != (number, overdue):
            icon.setIcon(tray_icon(number, overdue=overdue))
            self._shown = (number, overdue)
        icon.setToolTip(said)
        self._fill(nearest)
        icon.show()

    def _made(self) -> QSystemTrayIcon | None:
        self._icon = make_icon(self)
        if self._icon is not None:
            self._menu = QMenu()
            self.destroyed.connect(self._menu.deleteLater)
            self._icon.setContextMenu(self._menu)
            self._icon.messageClicked.connect(self.clicked)
            self._icon.activated.connect(self._on_activated)
        return self._icon

    def _fill(self, nearest: tuple[Near, ...]) -> None:
        menu = self._menu
        if menu is None:
            return
        menu.clear()
        menu.addAction(translated("Open Otklik"), self.clicked.emit)
        menu.addAction(translated("New request"), self.new_wanted.emit)
        if nearest:
            menu.addSection(translated("What comes first"))
        for near in nearest:
            menu.addAction(near_line(near), partial(self.case_wanted.emit, near.case_id))
        menu.addSeparator()
        menu.addAction(translated("Quit"), self.quit_wanted.emit)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is not QSystemTrayIcon.ActivationReason.Context:  # that opens the menu
            self.clicked.emit()

"""The notice beside the clock: how many dates are near, in figures alone. Looking at it changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSystemTrayIcon

from otklik.casework.views import SOON_DAYS
from otklik.ui import icons
from otklik.ui.phrases import firm
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from otklik.casework.reminding import Counts


def sentence(counts: Counts) -> str:
    """Return «Сегодня последний день: 2 · просрочено: 1 · в ближайшие 5 рабочих дней: 3»; nothing where all are 0."""
    parts = (
        (counts.today, translated("the last day is today: {number}")),
        (counts.overdue, translated("overdue: {number}")),
        (counts.soon, translated("in the next %n working day(s): {number}", SOON_DAYS)),
    )
    said = " · ".join(firm(text.format(number=number)) for number, text in parts if number)
    return said[:1].upper() + said[1:]


def make_icon(parent: QObject) -> QSystemTrayIcon | None:
    """Return an icon beside the clock; `None` where the system has no such place, as many Linux desktops."""
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return None
    return QSystemTrayIcon(icons.icon("letter", "accent"), parent)


class TrayNotice(QObject):
    """Shows the notice where the system can; else it does nothing.

    Signals:
        clicked: the notice or its icon was clicked.

    Args:
        parent: owner.
    """

    clicked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._icon: QSystemTrayIcon | None = None

    def tell(self, counts: Counts) -> None:
        """Show how many dates are near; where there is nothing to tell, nothing is shown."""
        text = sentence(counts)
        if not text:
            self.hide()
            return
        if self._icon is None:
            self._icon = make_icon(self)
            if self._icon is None:
                return
            self._icon.setToolTip(translated("Otklik"))
            self._icon.messageClicked.connect(self.clicked)
            self._icon.activated.connect(lambda _reason: self.clicked.emit())
        self._icon.show()
        self._icon.showMessage(translated("Otklik"), text, self._icon.icon())

    def hide(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()

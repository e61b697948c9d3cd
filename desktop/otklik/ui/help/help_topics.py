"""Which page of the help belongs to what is on the screen, and which place of the window a link of the help means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from otklik.ui import rooms

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.ui.main_window import MainWindow


def topic_of(page: QWidget) -> str:
    """Return the topic of the help to what is seen of a page: the innermost part that has a `help_topic` tells it.

    Args:
        page: a page of the window, or a window.
    """
    topic = str(getattr(page, "help_topic", ""))
    for part in page.findChildren(QWidget):  # owners come before what they hold
        told = getattr(part, "help_topic", "")
        if told and part.isVisible():
            topic = str(told)
    return topic


def places() -> dict[str, Callable[[MainWindow], None]]:
    """Return the places of the window that links of the help lead to, by their names."""
    return {
        "today": lambda window: window.show_room(rooms.TODAY),
        "register": lambda window: window.show_room(rooms.REGISTER),
        "letters": lambda window: window.show_room(rooms.LETTERS),
        "people": lambda window: window.show_room(rooms.PEOPLE),
        "reports": lambda window: window.show_room(rooms.REPORTS),
        "settings": lambda window: window.show_room(rooms.SETTINGS),
        "new-request": lambda window: window.new_case(),
        "talk": lambda window: window.begin_talk(),
        "old-journal": lambda window: window.bring_in_journal(),
        "backups": lambda window: window.show_backups(),
        "key": lambda window: window.show_key(),
        "reminders": lambda window: window.show_reminders(),
    }


def open_room(window: MainWindow, name: str) -> None:
    """Go where a link of the help leads; nowhere where the name is not known.

    Args:
        window: the window.
        name: one of `places`.
    """
    if (go := places().get(name)) is not None:
        go(window)

"""What can be done by the buttons and menus of a page, each act under the word that stands on it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QMenu
from shiboken6 import isValid

from otklik.register.search import fold
from otklik.ui.palette.commands import Command
from otklik.ui.widgets import IconButton, LinkButton, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

    _Button = QPushButton | QToolButton


def with_buttons(page: QWidget | None, offered: Iterable[Command]) -> tuple[Command, ...]:
    """Return what a page offers by itself, and before it the acts of its buttons that are not among them.

    A word that stands on several buttons is left out: which row is meant cannot be told. Of a page with a list of its
    own only the main buttons are added, for it names the others better.

    Args:
        page: what is shown; `None` for nothing.
        offered: what can be done there and everywhere, its own first.
    """
    acts = tuple(offered)
    if page is None:
        return acts
    taken = {plain(act.title) for act in acts}
    every: tuple[type[_Button], ...] = (PrimaryButton, QuietButton, LinkButton, IconButton)
    kinds = every[:1] if hasattr(page, "commands") else every
    found: dict[str, Command | None] = {}
    for act in _acts(page, kinds):
        key = plain(act.title)
        if key and key not in taken:
            found[key] = None if key in found else act
    return (*(act for act in found.values() if act is not None), *acts)


def plain(words: str) -> str:
    """Return words as they are compared: without the dots that announce a question, in lower case."""
    return fold(words.replace("\u00a0", " ")).rstrip("… ").strip()


def _acts(page: QWidget, kinds: tuple[type[_Button], ...]) -> Iterator[Command]:
    found = [button for kind in kinds for button in page.findChildren(kind) if button.isVisibleTo(page)]
    for place, button in enumerate(found):
        word = button.text().replace("&", "")
        menu = cast("QMenu | None", button.menu())  # a button without one has none, whatever its type says
        if menu is not None:
            yield from _acts_of_menu(menu, word.rstrip("…"), f"button-{place}")
        elif word:
            ready = partial(_can_press, button)
            yield Command(f"button-{place}", word, button.click, words=button.accessibleName(), ready=ready)


def _acts_of_menu(menu: QMenu, above: str, name: str) -> Iterator[Command]:
    """Yield what a menu and those below it offer, behind the word of their button."""
    for place, action in enumerate(menu.actions()):
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _acts_of_menu(below, above, f"{name}-{place}")
        elif not action.isSeparator() and action.isEnabled():
            word = (action.toolTip() or action.text()).replace("&", "")
            title = f"{above}: {word}" if above else word
            yield Command(f"{name}-{place}", title, partial(_trigger, action), ready=partial(_can_trigger, action))


def _can_press(button: _Button) -> bool:
    return isValid(button) and button.isEnabled()


def _can_trigger(action: QAction) -> bool:
    return isValid(action) and action.isEnabled()


def _trigger(action: QAction) -> None:
    if isValid(action):
        action.trigger()

"""A link that leads to a page of the help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.ui.translation import translated
from otklik.ui.widgets.buttons import LinkButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class HelpLink(LinkButton):
    """«Подробнее»: opens a page of the help beside the page it stands on, or in a window where there is no such place.

    Args:
        topic: id of the page, the name of its file.
        text: what the link says; «More about it» where not given.
        parent: owner.
    """

    def __init__(self, topic: str, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__(text or translated("More about it"), parent=parent)
        self._topic = topic
        from otklik.casework.help_texts import title_of  # noqa: PLC0415 - start-up: few pages warn of anything

        # Several links on a page say the same; who hears them needs to know where each leads.
        name = translated("Help: {title}").format(title=title_of(topic))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.clicked.connect(lambda: show_help(self, self._topic))

    @property
    def topic(self) -> str:
        """The page it leads to."""
        return self._topic


def help_action(widget: QWidget, topic: str) -> tuple[str, Callable[[], None]]:
    """Return word and callback for the button of a `Notice`: the same link as `HelpLink`.

    Args:
        widget: where the notice stands.
        topic: id of the page.
    """
    return translated("More about it"), lambda: show_help(widget, topic)


def show_help(widget: QWidget, topic: str = "") -> None:
    """Show a page of the help in the window a widget belongs to.

    Args:
        widget: asks for it.
        topic: id of the page; the contents where not given.
    """
    # A dialog has its own place for it: the window behind it takes no clicks until it is closed.
    found = getattr(widget.window(), "show_help", None)
    if callable(found):
        found(topic)
        return
    from otklik.ui.help.help_window import show_window  # noqa: PLC0415 - start-up: nobody asked for help yet

    show_window(widget.window(), topic)

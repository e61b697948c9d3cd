"""The palette and the list of keys of one window: made when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence, QShortcut

from otklik.ui.palette.window_commands import of_window

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.ui.main_window import MainWindow
    from otklik.ui.palette.commands import Command
    from otklik.ui.palette.key_list import KeyList
    from otklik.ui.palette.palette import Palette
    from otklik.ui.tasks import Tasks


class Offering:
    """What can be done from every page: bound to its keys, shown in the palette and in the list of keys.

    Attributes:
        commands: what can be done from every page.

    Args:
        window: whose acts they are.
        tasks: where requests are looked for.
    """

    def __init__(self, window: MainWindow, tasks: Tasks) -> None:
        self._window, self._tasks = window, tasks
        self._palette: Palette | None = None
        self._keys: KeyList | None = None
        self.commands = of_window(window, self)
        for command in self.commands:
            if command.keys:
                QShortcut(QKeySequence(command.keys), window, command.run)

    def of(self, page: QWidget | None) -> tuple[Command, ...]:
        """Return what can be done now: on the page, then everywhere."""
        from otklik.ui.palette.page_acts import with_buttons  # noqa: PLC0415 - start-up: nobody asked for it yet

        offered = getattr(page, "commands", None)
        return with_buttons(page, (*(offered() if offered is not None else ()), *self.commands))

    def make(self) -> None:
        """Make the palette while nobody waits for it."""
        from otklik.ui.palette.palette import Palette  # noqa: PLC0415 - start-up: the first page stands before it

        if self._palette is None:
            self._palette = Palette(self._window, self._tasks)

    def show_palette(self) -> None:
        """Let the user find an act or a request by a word."""
        self.make()
        if self._palette is not None:
            self._palette.begin(self._window.commands())

    def show_keys(self) -> None:
        """Show the list of keys, or take it away."""
        from otklik.ui.palette.key_list import KeyList  # noqa: PLC0415 - as above

        if self._keys is None:
            self._keys = KeyList(self._window)
        if self._palette is not None:
            self._palette.close_panel()
        if self._keys.isVisible():
            self._keys.close_panel()
        else:
            self._keys.begin(self._window.commands())

"""Makes the pages that were not shown yet while nobody waits, so that each comes up at once when it is wanted.

Starting does not pay for it: it begins once the first page stands. Modules are loaded on a thread of the side pool;
pages are made on the main thread, one at a time with pauses, and not while somebody is typing or clicking.
"""

from __future__ import annotations

import importlib
import time
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from otklik.ui.rooms import LETTERS, NEW_CASE, PEOPLE, REGISTER, REPORTS, SETTINGS, TALK, TODAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from otklik.ui.letter.letters_page import LettersPage
    from otklik.ui.main_window import MainWindow
    from otklik.ui.register.register_page import RegisterPage
    from otklik.ui.tasks import Tasks

PAUSE = 250
"""Milliseconds between two pages."""

QUIET = 1.0
"""Seconds without a key or a click before the next page is made."""

_MODULES = (
    "otklik.ui.register.register_page",
    "otklik.ui.case.case_panel",
    "otklik.ui.intake.new_case",
    "otklik.ui.letter.letters_page",
    "otklik.ui.letter.letter_editor",
    "otklik.ui.templates.templates_page",
    "otklik.ui.people_page",
    "otklik.ui.settings.settings_page",
    "otklik.ui.reports.reports_page",
    "otklik.ui.intake.conversation",
    "otklik.ui.palette.palette",
    "otklik.ui.palette.key_list",
    "otklik.ui.help.help_panel",
    "markdown_it",
)
_PAGES = (REGISTER, NEW_CASE, LETTERS, SETTINGS, REPORTS, PEOPLE, TALK)
_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel})


class Warming(QObject):
    """Makes what is not made yet.

    Signals:
        done: everything is made.

    Args:
        tasks: whose side pool loads the modules.
        window: whose pages they are; also the owner.
    """

    done = Signal()

    def __init__(self, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._tasks, self._window = tasks, window
        self._touched = 0.0
        self._left: list[Callable[[], object]] = []
        self._timer = QTimer(self, interval=PAUSE)
        self._timer.timeout.connect(self._step)

    def begin(self) -> None:
        """Load the modules, then make page after page."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._tasks.run_aside(_load, lambda _nothing: self._begin_pages(), owner=self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Remember when somebody last typed or clicked."""
        if event.type() in _TOUCHES:
            self._touched = time.monotonic()
        return super().eventFilter(watched, event)

    def _begin_pages(self) -> None:
        window = self._window
        self._left = [partial(self._make, number) for number in _PAGES]
        self._left += [self._make_panel, self._make_editor, self._make_templates, window.offering.make, self._make_help]
        self._timer.start()

    def _make(self, number: int) -> None:
        self._dress(self._window.page(number))

    def _dress(self, page: QWidget) -> None:
        if page.isHidden():
            page.resize(self._window.page(TODAY).size())
            page.grab()  # laid out and dressed once, it comes up in a frame

    def _make_panel(self) -> None:
        cast("RegisterPage", self._window.page(REGISTER)).make_panel()

    def _make_editor(self) -> None:
        self._dress(cast("LettersPage", self._window.page(LETTERS)).editor)

    def _make_templates(self) -> None:
        self._dress(cast("LettersPage", self._window.page(LETTERS)).templates)

    def _make_help(self) -> None:
        self._window.help.panel.grab()

    def _step(self) -> None:
        if self._window.isVisible() and time.monotonic() - self._touched < QUIET:
            return
        if self._left:
            self._left.pop(0)()
            return
        self._timer.stop()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.done.emit()


def _load() -> None:
    """Load the modules of the pages; on a thread of the side pool."""
    for name in _MODULES:
        importlib.import_module(name)

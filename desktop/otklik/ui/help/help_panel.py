"""The help as a panel: search, the text, back and forward, print, and its own window where that is wanted."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.system.errors import OtklikError
from otklik.ui import theme
from otklik.ui.help.help_browser import HelpBrowser
from otklik.ui.papers.pdf_acts import PdfActs
from otklik.ui.widgets import Heading, IconButton, LinkButton, Notice
from otklik.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from otklik.ui.tasks import Tasks

WIDTH = 380
"""Pixels of the panel beside a page, at 100 %."""


class HelpPanel(QWidget):
    """The help.

    Signals:
        closed: it is to go away.
        apart_wanted: it is wanted in a window of its own; carries the topic shown.
        room_wanted: a room of the window is wanted; carries its name.

    Args:
        tasks: where papers are drawn; without it nothing can be printed.
        apart: whether it stands in a window of its own already.
        parent: owner.
    """

    closed = Signal()
    apart_wanted = Signal(str)
    room_wanted = Signal(str)

    def __init__(self, tasks: Tasks | None, *, apart: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("help")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tasks, self.acts = tasks, PdfActs(self)
        self.search = SearchField()
        self.search.setPlaceholderText(self.tr("Search the help"))
        self.search.setAccessibleName(self.tr("Search the help"))
        self.text = HelpBrowser()
        self.notice = Notice(closable=True)
        self._back = IconButton("back", self.tr("Back (Alt+Left)"))
        self._forward = IconButton("forward", self.tr("Forward (Alt+Right)"))
        self._topics = LinkButton(self.tr("All topics"))
        self._topics.wrap_words()
        self._print = IconButton("print", self.tr("Print this page"))
        self._apart = IconButton("open", self.tr("Show in its own window"))
        self._close = IconButton("close", self.tr("Close the help (Esc)"))
        self._guide = LinkButton(self.tr("The whole guide as PDF…"))
        self._lay_out(apart=apart)
        self._connect()

    def show_topic(self, topic: str) -> None:
        """Show a page, or the contents where the topic is empty."""
        self.text.show_topic(topic)

    def save_guide(self) -> None:
        """Make the whole guide, and ask where to save it."""
        self._draw((), self.acts.save)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away on Esc; search for what is typed, wherever the cursor is."""
        held = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.text().strip() and event.text().isprintable() and held == Qt.KeyboardModifier.NoModifier:
            self.search.setText(event.text())
            self.search.setFocus()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, *, apart: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(16), theme.px(16), theme.px(8), theme.px(12))
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(Heading(self.tr("Help")))
        head.addSpacing(theme.px(8))
        for button in (self._back, self._forward):
            head.addWidget(button)
        head.addSpacing(theme.px(8))
        head.addWidget(self._topics)
        head.addStretch(1)
        for button in (self._print, self._apart, self._close):
            head.addWidget(button)
        column.addLayout(head)
        field = QHBoxLayout()
        field.setContentsMargins(0, 0, theme.px(8), 0)
        field.addWidget(self.search)
        column.addLayout(field)
        column.addWidget(self.notice)
        column.addWidget(self.text, 1)
        column.addWidget(self._guide)
        self._apart.setVisible(not apart)
        self._close.setVisible(not apart)
        self._print.setVisible(self._tasks is not None)
        self._guide.setVisible(self._tasks is not None)

    def _connect(self) -> None:
        self._back.clicked.connect(self.text.backward)
        self._forward.clicked.connect(self.text.forward)
        self._topics.clicked.connect(lambda: self.show_topic(""))
        self._print.clicked.connect(self._on_print)
        self._guide.clicked.connect(self.save_guide)
        self._apart.clicked.connect(lambda: self.apart_wanted.emit(self.text.topic))
        self._close.clicked.connect(self.closed)
        self.search.paused.connect(self._on_search)
        self.search.returnPressed.connect(self._on_return)
        self.text.moved.connect(self._on_moved)
        self.text.room_wanted.connect(self.room_wanted)
        for key, act in (("Alt+Left", self.text.backward), ("Alt+Right", self.text.forward)):
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _on_search(self) -> None:
        query = self.search.text().strip()
        if query:
            self.text.show_found(query)
        elif self.text.query:
            self.text.backward()

    def _on_return(self) -> None:
        """Open the best page, its found words marked."""
        from otklik.casework import help_search  # noqa: PLC0415 - start-up: nobody asked for help yet

        query = self.search.text().strip()
        hits = help_search.search(query)
        if hits:
            self.text.show_topic(hits[0].page.topic, hits[0].stems)
            self.text.setFocus()

    def _on_moved(self) -> None:
        self._back.setEnabled(self.text.has_behind)
        self._forward.setEnabled(self.text.has_ahead)
        self._print.setEnabled(bool(self.text.topic))
        if self.text.query != self.search.text().strip() and (self.text.query or not self.search.hasFocus()):
            self.search.blockSignals(True)  # it is shown already
            self.search.setText(self.text.query)
            self.search.blockSignals(False)

    def _on_print(self) -> None:
        self._draw((self.text.topic,), self.acts.print_out)

    def _draw(self, topics: tuple[str, ...], act: Callable[[bytes, str], str]) -> None:
        """Draw a page, or the whole guide where none is named, and do something with it."""
        if self._tasks is None:
            return

        def work() -> bytes:
            from otklik.casework.guides import guide_pdf  # noqa: PLC0415 - start-up: nobody prints the help yet

            return guide_pdf(topics)

        name = topics[0] if topics else self.tr("Guide to Otklik")
        self._tasks.run_aside(work, partial(self._on_drawn, act, name), self.notice.show_error, owner=self)

    def _on_drawn(self, act: Callable[[bytes, str], str], name: str, pdf: bytes) -> None:
        try:
            self.notice.say(act(pdf, name), "done")
        except OtklikError as error:
            self.notice.show_error(error)

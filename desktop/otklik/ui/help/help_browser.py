"""The text of the help: shows one page, knows where one was before, and loads nothing from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser, QTextEdit

from otklik.ui import drawings, theme
from otklik.ui.help import help_html
from otklik.ui.typography import bound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from otklik.casework.help_search import Hit

ROOMS = "otklik:room/"
"""What the address of a room begins with."""

_SEARCH = "?"


class HelpBrowser(QTextBrowser):
    """Shows pages of the help.

    Signals:
        moved: another page is shown.
        room_wanted: a link to a room of the window was followed; carries its name.

    Args:
        parent: owner.
    """

    moved = Signal()
    room_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._behind: list[str] = []
        self._ahead: list[str] = []
        self._place: str | None = None  # a topic, nothing for the contents, or what was searched for
        self._html = ""
        self._stems: tuple[str, ...] = ()
        self._found: tuple[Hit, ...] = ()
        self.setProperty("bare", True)
        self.setOpenLinks(False)
        self.setAccessibleName(self.tr("Text of the help"))
        self.document().setDocumentMargin(0)
        self.setViewportMargins(0, 0, theme.px(8), 0)
        self.anchorClicked.connect(self._on_clicked)

    @property
    def topic(self) -> str:
        """The page shown; empty for the contents and for what a search found."""
        return "" if self.query else self._place or ""

    @property
    def query(self) -> str:
        """What was searched for, while what was found is shown."""
        return (self._place or "").removeprefix(_SEARCH) if (self._place or "").startswith(_SEARCH) else ""

    @property
    def has_behind(self) -> bool:
        """Whether there is a page to go back to."""
        return bool(self._behind)

    @property
    def has_ahead(self) -> bool:
        """Whether somebody went back, and can go forward again."""
        return bool(self._ahead)

    def show_topic(self, topic: str, stems: Sequence[str] = ()) -> None:
        """Show a page, or the contents where the topic is empty or not known.

        Args:
            topic: id of the page.
            stems: beginnings of the words that were searched for, to be marked.
        """
        self._go(topic, stems)

    def show_found(self, query: str) -> None:
        """Show what a search finds; a search that goes on takes the place of the one before."""
        if self.query:
            self._place = f"{_SEARCH}{query}"
            self._show(self._place)
        else:
            self._go(f"{_SEARCH}{query}")

    def backward(self) -> None:
        """Go back to the page before."""
        if self._behind:
            self._ahead.append(self._place or "")
            self._show(self._behind.pop())

    def forward(self) -> None:
        """Go on to the page one came back from."""
        if self._ahead:
            self._behind.append(self._place or "")
            self._show(self._ahead.pop())

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002 - Qt's signature
        """Draw our own drawings; load nothing: all else there is to show is in the text."""
        drawing = QUrl(name).toString()
        if drawing.startswith(help_html.DRAWING):
            return drawings.picture(drawing.removeprefix(help_html.DRAWING), self.devicePixelRatioF())
        return None

    def changeEvent(self, event: QEvent) -> None:
        """Take the colours of another theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self._html:
            self._write(self._html)

    def _go(self, place: str, stems: Sequence[str] = ()) -> None:
        if self._place is not None and self._place != place:
            self._behind.append(self._place)
            self._ahead.clear()
        self._show(place, stems)

    def _show(self, place: str, stems: Sequence[str] = ()) -> None:
        from otklik.casework import help_search, help_texts  # noqa: PLC0415 - start-up: nobody asked for help yet

        page = help_texts.page(place)
        self._stems, self._found = tuple(stems), ()
        if place.startswith(_SEARCH):
            query = place.removeprefix(_SEARCH)
            self._place, self._found = place, help_search.search(query)
            self._write(help_html.found_html(self._found, query))
        elif page is not None:
            self._place = place
            self._write(help_html.page_html(page))
        else:
            self._place = ""
            self._write(help_html.contents_html(help_texts.pages()))
        self.moved.emit()

    def _write(self, html: str) -> None:
        self._html = html
        self.document().setDefaultStyleSheet(help_html.styles())
        self.document().setDefaultFont(theme.font())
        self.setHtml(bound(html))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._mark()

    def _mark(self) -> None:
        """Mark the words that were searched for, and go to the first."""
        from otklik.casework.help_search import found_in  # noqa: PLC0415 - start-up: nobody asked for help yet

        marked = []
        for begin, end in found_in(self.toPlainText(), self._stems):
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(self.document())
            one.cursor.setPosition(begin)
            one.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            one.format.setBackground(theme.color("accent_on"))
            one.format.setFontUnderline(True)
            marked.append(one)
        self.setExtraSelections(marked)

    def _on_clicked(self, link: QUrl) -> None:
        name = link.toString()
        if name.startswith(ROOMS):
            self.room_wanted.emit(name.removeprefix(ROOMS))
        else:
            self._go(name.removeprefix("help:"), self._found[0].stems if self._found else ())

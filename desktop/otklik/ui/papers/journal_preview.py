"""Sheets of the journal before they are made: what they will say, and the one button that makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from otklik.ui.letter.preview import Preview
from otklik.ui.reading_order import InReadingOrder
from otklik.ui.widgets import Caption, Label, Notice, PrimaryButton, QuietButton, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Desk
    from otklik.ui.tasks import Tasks

_WIDEST, _HIGHEST, _EDGE = 1080, 760, 48


class JournalPreview(InReadingOrder, QDialog):
    """Shows sheets that are not kept yet; nothing is printed here: paper must not run ahead of the journal.

    Signals:
        make_wanted: make them, as they are shown; the dialog is closed by then.

    Args:
        tasks: where they are drawn.
        title: what they are.
        hint: what making them means.
        word: the button that makes them.
        read: reads what they say, on the register's thread; returns what draws them, in the side pool.
        parent: the window it belongs to.
    """

    make_wanted = Signal()

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        hint: str,
        word: str,
        read: Callable[[Desk], Callable[[], bytes]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._tasks = tasks
        self.preview = Preview(tasks)
        self._notice = Notice()
        self.make_button = PrimaryButton(word)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, "case_title", wrap=True))
        column.addWidget(Caption(hint))
        column.addWidget(self._notice)
        page = Sheet(0, 0, sunk=True)
        page.body.setContentsMargins(1, 1, 1, 1)
        page.body.addWidget(self.preview)
        column.addWidget(page, 1)
        column.addLayout(self._buttons())
        room = parent.window().size() if parent is not None else None
        width = _WIDEST if room is None else min(_WIDEST, room.width() - _EDGE)
        height = _HIGHEST if room is None else min(_HIGHEST, room.height() - _EDGE)
        self.resize(width, height)
        self.preview.failed.connect(self._notice.show_error)
        tasks.run(read, self._draw, self._notice.show_error, owner=self)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.make_button.setEnabled(False)
        self.make_button.setDefault(True)
        self.make_button.clicked.connect(self._on_make)
        close = QuietButton(self.tr("Not now"))
        close.clicked.connect(self.reject)
        row.addWidget(self.make_button)
        row.addStretch(1)
        row.addWidget(close)
        return row

    def _draw(self, draw: Callable[[], bytes]) -> None:
        self._tasks.run_aside(draw, self._show, self._notice.show_error, owner=self)

    def _show(self, pdf: bytes) -> None:
        self.preview.show_pdf(pdf)
        self.make_button.setEnabled(True)
        self.make_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_make(self) -> None:
        self.accept()
        self.make_wanted.emit()

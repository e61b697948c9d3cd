"""A paper before it is printed: its true page, what is missing on it, and print, open, save.

What makes the paper reads the register on the database's thread and returns what draws it on the side pool:

    def work(desk: Desk) -> Callable[[], Paper]:
        made = mailing.envelope_of(desk, letter_id, size)
        return lambda: Paper(mailing.render_envelope(made))

    PaperDialog(tasks, self.tr("Envelope"), "DL", work, parent=self).open()
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from otklik.system.errors import OtklikError
from otklik.ui import theme
from otklik.ui.letter.preview import Preview
from otklik.ui.papers.pdf_acts import PdfActs
from otklik.ui.reading_order import InReadingOrder
from otklik.ui.widgets import Caption, Label, Notice, PrimaryButton, QuietButton, Sheet, clear_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Desk
    from otklik.ui.tasks import Tasks

DRAW_AFTER = 200
"""Milliseconds after a change of an option in which further changes are gathered before the page is drawn anew."""

SECRET = "secret"  # noqa: S105 - the name of a property
"""Property of a window that is closed, not hidden, when the program is locked."""

OPTIONS_WIDTH = 280
_WIDEST, _HIGHEST = 1080, 760
_EDGE = 48  # of the window that stays in sight around the dialog


@dataclass(frozen=True, slots=True)
class Remark:
    """What is missing on a paper, and where it is mended.

    Attributes:
        sentence: what is missing.
        word: word of the link that leads to where it is mended; empty where nothing leads there.
        lead: follows the link; called on the main thread after the dialog closed.
    """

    sentence: str
    word: str = ""
    lead: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that was drawn.

    Attributes:
        pdf: the file.
        remarks: what is missing on it; they never block.
    """

    pdf: bytes
    remarks: tuple[Remark, ...] = ()


Work: TypeAlias = "Callable[[Desk], Callable[[], Paper]]"
"""Reads what a paper needs, on the database's thread, and returns what draws it, on the side pool; neither may touch
widgets."""


class PaperDialog(InReadingOrder, QDialog):
    """Shows a paper as it will be printed; closes by Esc and deletes itself.

    Signals:
        printed: it was printed.

    Args:
        tasks: where the paper is made.
        title: what it is; also the title of the window.
        name: name of the file and of the print job, without ending; nothing personal.
        work: makes the paper.
        options: what can be chosen about it, shown at the left; when something is chosen, call `show_paper`.
        hint: a quiet sentence under the title.
        secret: what a file of this paper would be; a paper that has it is never handed to a viewer, is saved only
            after this was said, and does not come back when the window was locked.
        parent: the window it belongs to.
    """

    printed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        title: str,
        name: str,
        work: Work,
        *,
        options: QWidget | None = None,
        hint: str = "",
        secret: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setProperty(SECRET, bool(secret))
        self._tasks = tasks
        self._name, self._work, self._secret = name, work, secret
        self._pdf = b""
        self._turn = 0
        self._acts = PdfActs(self)
        self.preview = Preview(tasks)
        self._notice = Notice(closable=True)
        self._remarks = QVBoxLayout()
        self._print = PrimaryButton(self.tr("&Print"))
        self._open = QuietButton(self.tr("&Open in viewer"))
        self._save = QuietButton(self.tr("&Save PDF…"))
        self._timer = QTimer(self, singleShot=True, interval=DRAW_AFTER)
        self._lay_out(title, hint, options)
        self._connect()
        self._fit_into(parent)
        self._make()

    def show_paper(self, work: Work, name: str = "") -> None:
        """Show another paper, after something was chosen; of several in quick succession only the last is made.

        Args:
            work: makes it; has what was chosen, for it may not read widgets.
            name: another name of the file; empty keeps the one there is.
        """
        self._work = work
        self._name = name or self._name
        self._take_away()
        self._timer.start()

    @property
    def pdf(self) -> bytes:
        """The paper on screen; nothing while it is being made."""
        return self._pdf

    def say(self, sentence: str, role: str = "done") -> None:
        """Say something above the page."""
        self._notice.say(sentence, role)

    def show_error(self, error: Exception) -> None:
        """Say above the page what could not be done."""
        self._notice.show_error(error)

    def _lay_out(self, title: str, hint: str, options: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(title, "case_title", wrap=True))
        if hint:
            column.addWidget(Caption(hint))
        column.addWidget(self._notice)
        self._remarks.setSpacing(8)
        column.addLayout(self._remarks)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        if options is not None:
            options.setFixedWidth(theme.px(OPTIONS_WIDTH))
            middle.addWidget(options, 0, Qt.AlignmentFlag.AlignTop)
        page = Sheet(0, 0, sunk=True)
        page.body.setContentsMargins(1, 1, 1, 1)
        page.body.addWidget(self.preview)
        middle.addWidget(page, 1)
        column.addLayout(middle, 1)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self._print, self._open, self._save):
            button.setEnabled(False)
            row.addWidget(button)
        row.addStretch(1)
        close = QuietButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        row.addWidget(close)
        self._open.setVisible(not self._secret)
        self._print.setDefault(True)
        return row

    def _connect(self) -> None:
        self._timer.timeout.connect(self._make)
        self.preview.failed.connect(self.show_error)
        self._acts.printed.connect(self.printed)
        self._print.clicked.connect(lambda: self._do(lambda: self._acts.print_out(self._pdf, self._name)))
        self._save.clicked.connect(self._warn if self._secret else self._save_it)
        self._open.clicked.connect(lambda: self._do(self._open_it))

    def _fit_into(self, parent: QWidget | None) -> None:
        """Stay inside the window it belongs to, so that what it covers is still known."""
        room = parent.window().size() if parent is not None else None
        width = _WIDEST if room is None else min(_WIDEST, room.width() - _EDGE)
        height = _HIGHEST if room is None else min(_HIGHEST, room.height() - _EDGE)
        self.resize(width, height)

    def _make(self) -> None:
        self._turn += 1
        turn = self._turn
        self._take_away()
        self._tasks.run(self._work, partial(self._on_read, turn), partial(self._on_failed, turn), owner=self)

    def _take_away(self) -> None:
        """Let nothing be printed that is not what was chosen last."""
        self._pdf = b""
        for button in (self._print, self._open, self._save):
            button.setEnabled(False)

    def _on_read(self, turn: int, draw: Callable[[], Paper]) -> None:
        if turn == self._turn:
            self._tasks.run_aside(draw, partial(self._on_drawn, turn), partial(self._on_failed, turn), owner=self)

    def _on_drawn(self, turn: int, paper: Paper) -> None:
        if turn != self._turn or self._timer.isActive():
            return
        self._pdf = paper.pdf
        self._notice.clear()
        self.preview.show_pdf(paper.pdf)
        self._show_remarks(paper.remarks)
        for button in (self._print, self._open, self._save):
            button.setEnabled(True)
        if self.focusWidget() is None or self.focusWidget() is self.preview:
            self._print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, turn: int, error: Exception) -> None:
        if turn == self._turn:
            self.preview.clear()
            self._show_remarks(())
            self.show_error(error)

    def _show_remarks(self, remarks: tuple[Remark, ...]) -> None:
        clear_layout(self._remarks)
        for remark in remarks:
            notice = Notice()
            lead = remark.lead
            notice.say(remark.sentence, "soon", (remark.word, partial(self._follow, lead)) if lead else None)
            self._remarks.addWidget(notice)

    def _follow(self, lead: Callable[[], None]) -> None:
        self.reject()
        lead()

    def _warn(self) -> None:
        """Say what a file of this paper would be, before there is one."""
        self._notice.say(self._secret, "soon", (self.tr("Save it all the same…"), self._save_it))

    def _save_it(self) -> None:
        self._do(lambda: self._acts.save(self._pdf, self._name))

    def _open_it(self) -> str:
        self._acts.open_in_viewer(self._pdf, self._name)
        return ""

    def _do(self, act: Callable[[], str]) -> None:
        """Do something with the paper that is shown; say what came of it."""
        if not self._pdf:
            return
        try:
            sentence = act()
        except OtklikError as error:
            self.show_error(error)
            return
        if sentence:
            self.say(sentence)

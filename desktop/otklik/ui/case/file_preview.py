"""A file of a case in the place of the case: pages, a picture or text; Esc goes back, the arrows leaf through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextOption
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from otklik.ui import dates, phrases
from otklik.ui.case.file_reading import Look, ReadFile, read_file, what_it_is
from otklik.ui.intake.picture_view import PictureView
from otklik.ui.letter.preview import Preview
from otklik.ui.widgets import Caption, EmptyState, FlowLayout, IconButton, LinkButton, Notice, Rule
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.desk import Desk
    from otklik.casework.views import CaseView
    from otklik.register.records import Attachment
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks


class FilePreview(QWidget):
    """Shows the files of a case, one at a time.

    Signals:
        closed: the user goes back to the case.
        open_wanted, save_wanted, copy_wanted: open the file in the system's viewer, save it, put it on the clipboard;
            carry the `Attachment`.

    Args:
        tasks: where files are read.
        clock: tells today.
        parent: owner.
    """

    closed = Signal()
    open_wanted = Signal(object)
    save_wanted = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._files: tuple[Attachment, ...] = ()
        self._days: dict[int, date] = {}
        self._at, self._ticket = 0, 0
        self.notice = Notice(closable=True)
        self._pages, self._picture, self._text = Preview(tasks), PictureView(tasks), QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setProperty("bare", True)
        self._text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._text.document().setDocumentMargin(0)
        self._text.setAccessibleName(self.tr("Text of the file"))
        self._none = EmptyState("files", "")
        self._stack = QStackedWidget()
        for part in (self._none, self._pages, self._picture, self._text):
            self._stack.addWidget(part)
        self._pages.failed.connect(self._on_failed)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self._bar())
        column.addWidget(Rule())
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        for keys, slot in (
            (Qt.Key.Key_Escape, self.closed.emit),
            (Qt.Key.Key_Left, self._back),
            (Qt.Key.Key_Right, self._forward),
            (QKeySequence.StandardKey.Copy, self._on_copy),
        ):
            QShortcut(QKeySequence(keys), self, slot, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    @property
    def file(self) -> Attachment | None:
        """The file that is shown."""
        return self._files[self._at] if self._files else None

    def show_file(self, view: CaseView, file: Attachment) -> None:
        """Show a file of a case; the others are leafed through."""
        self._files = tuple(one for one in view.attachments if one.expired_on is None)
        self._days = dict(view.file_days)
        self._turn_to(next((place for place, one in enumerate(self._files) if one.id == file.id), 0))
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Let go of what was shown."""
        self._ticket += 1
        self._files = ()
        self._pages.clear()
        self._picture.clear()
        self._text.clear()
        self.notice.clear()

    def _head(self) -> QHBoxLayout:
        self._name = ElidedLabel("", "strong")
        self._where = Caption("", wrap=False)
        self._before = IconButton("back", self.tr("The file before (Left)"))
        self._after = IconButton("forward", self.tr("The next file (Right)"))
        self._before.clicked.connect(self._back)
        self._after.clicked.connect(self._forward)
        self._close = IconButton("close", self.tr("Back to the request (Esc)"))
        self._close.clicked.connect(self.closed)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._name, 1)
        for part in (self._before, self._where, self._after, self._close):
            row.addWidget(part)
        return row

    def _bar(self) -> QWidget:
        self._about = Caption("", wrap=False)
        self._about.setMinimumHeight(LinkButton(self.tr("Save…")).sizeHint().height())  # on one line with the links
        holder = QWidget()
        row = FlowLayout(holder, gap=16)
        row.addWidget(self._about)
        for word, slot in (
            (self.tr("Open in viewer"), self._on_open),
            (self.tr("Save…"), self._on_save),
            (self.tr("Copy the file"), self._on_copy),
        ):
            link = LinkButton(word)
            link.clicked.connect(slot)
            row.addWidget(link)
        return holder

    def _turn_to(self, place: int) -> None:
        if not self._files:
            return
        self._at = place % len(self._files)
        file, several = self._files[self._at], len(self._files) > 1
        self._name.set_text(file.name)
        day = self._days.get(file.id)
        parts = (
            what_it_is(file),
            phrases.file_size(file.size),
            dates.near(day, self._clock.today()) if day else "",
        )
        self._about.setText(" · ".join(part for part in parts if part))
        words = self.tr("{place} of {number}").format(place=self._at + 1, number=len(self._files))
        self._where.setText(words if several else "")
        self._before.setVisible(several)
        self._after.setVisible(several)
        self.notice.clear()
        self._none.say("")
        self._stack.setCurrentWidget(self._none)
        self._read(file)

    def _read(self, file: Attachment) -> None:
        """Take the content from the register, read it aside, and show it, unless another file is wanted by then."""
        self._ticket += 1
        ticket, file_id = self._ticket, file.id

        def content_of(desk: Desk) -> bytes:
            return desk.register.attachments.content(file_id)

        def taken(content: bytes) -> None:
            if ticket == self._ticket:
                self._tasks.run_aside(
                    lambda: read_file(file.name, content), lambda read: shown(read, content), failed, owner=self
                )

        def shown(read: ReadFile, content: bytes) -> None:
            if ticket == self._ticket:
                self._show(read, file, content)

        def failed(error: Exception) -> None:
            if ticket == self._ticket:
                self._on_failed(error)

        self._tasks.run(content_of, taken, failed, owner=self)

    def _show(self, read: ReadFile, file: Attachment, content: bytes) -> None:
        if read.look is Look.PAGES:
            self._pages.show_pdf(content)
            self._stack.setCurrentWidget(self._pages)
        elif read.look is Look.PICTURE:
            self._picture.show_pictures(((file.name, content),))
            self._stack.setCurrentWidget(self._picture)
        else:
            self._text.setPlainText(read.text)
            self._stack.setCurrentWidget(self._text)
        if read.remark:
            self.notice.say(read.remark)

    def _on_failed(self, error: Exception) -> None:
        self._none.say(str(error), self.tr("It is kept with the request as it came."))
        self._stack.setCurrentWidget(self._none)

    def _back(self) -> None:
        self._turn_to(self._at - 1)

    def _forward(self) -> None:
        self._turn_to(self._at + 1)

    def _on_open(self) -> None:
        if self.file is not None:
            self.open_wanted.emit(self.file)

    def _on_save(self) -> None:
        if self.file is not None:
            self.save_wanted.emit(self.file)

    def _on_copy(self) -> None:
        if self._text.textCursor().hasSelection() and self._stack.currentWidget() is self._text:
            self._text.copy()
        elif self.file is not None:
            self.copy_wanted.emit(self.file)

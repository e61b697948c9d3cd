"""The first card of the backups: how the copies stand, making one now, and how far what is under way is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from otklik.ui import icons
from otklik.ui.copies.backup_state import BackupState, Wish, word_of
from otklik.ui.help.help_link import HelpLink
from otklik.ui.widgets import Caption, Label, LinkButton, Notice, PrimaryButton, QuietButton, Sheet, clear_layout

SHOW_PROGRESS_AFTER = 400
"""Milliseconds after which work shows how far it is; most is done before."""


class BackupCard(Sheet):
    """How the copies stand.

    Signals:
        make_wanted: make a copy now.
        elsewhere_wanted: make one in a folder to be chosen.
        cancelled: stop what is under way.
        wished: the button of a sentence; carries its `Wish`.

    Attributes:
        notice: where what was done is said.

    Args:
        parent: owner.
    """

    make_wanted = Signal()
    elsewhere_wanted = Signal()
    cancelled = Signal()
    wished = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(24, 12, parent=parent)
        self.notice = Notice(closable=True)
        self._states = QVBoxLayout()
        self._states.setSpacing(8)
        self._make = PrimaryButton(self.tr("Make a backup now"))
        self._elsewhere = QuietButton(self.tr("Copy to another disk…"))
        self._make.clicked.connect(self.make_wanted)
        self._elsewhere.clicked.connect(self.elsewhere_wanted)
        self._progress = QProgressBar()
        self._doing = Caption("")
        self._cancel = QuietButton(self.tr("Cancel"), small=True)
        self._running = self._running_row()
        self._late = QTimer(self, singleShot=True, interval=SHOW_PROGRESS_AFTER)
        self._late.timeout.connect(self._running.show)
        self.body.addLayout(self._states)
        self.body.addWidget(
            Caption(
                self.tr(
                    "A backup is a whole copy of the register, encrypted with the same key. "
                    "It is opened and checked before it counts."
                )
            )
        )
        self.body.addWidget(self.notice)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._make)
        row.addWidget(self._elsewhere)
        row.addStretch(1)
        row.addWidget(HelpLink("copies"))
        self.body.addLayout(row)
        self.body.addWidget(self._running)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return not self._make.isEnabled()

    def show_states(self, states: tuple[BackupState, ...]) -> None:
        """Show every sentence, the first one large."""
        clear_layout(self._states)
        for index, state in enumerate(states):
            row = QHBoxLayout()
            row.setSpacing(12)
            mark = icons.IconMark(state.icon, state.role, 16 if index else 22)
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(Label(state.sentence, "" if index else "case_title", wrap=True), 1)
            if state.wish is not None and state.wish is not Wish.DETAILS:  # the details stand here
                link = LinkButton(word_of(state.wish))
                link.clicked.connect(partial(self.wished.emit, state.wish))
                row.addWidget(link, 0, Qt.AlignmentFlag.AlignVCenter)
            self._states.addLayout(row)

    def begin(self, doing: str) -> None:
        """Show, after a moment, that something is under way.

        Args:
            doing: what, in one sentence.
        """
        self.notice.clear()
        self._doing.setText(doing)
        self._progress.setRange(0, 0)
        self._cancel.setEnabled(True)
        self._make.setEnabled(False)
        self._elsewhere.setEnabled(False)
        self._late.start()

    def end(self) -> None:
        """Be ready for the next thing."""
        self._late.stop()
        self._running.hide()
        self._make.setEnabled(True)
        self._elsewhere.setEnabled(True)

    def show_progress(self, done: int, whole: int) -> None:
        """Show how far it is, in pages; once all are copied they are checked, and nobody knows how long that takes."""
        self._progress.setRange(0, 0 if done >= whole else whole)
        self._progress.setValue(done)

    def _running_row(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How far the backup is"))
        self._cancel.clicked.connect(self._on_cancel)
        row.addWidget(self._progress, 1)
        row.addWidget(self._cancel)
        column.addWidget(self._doing)
        column.addLayout(row)
        widget.hide()
        return widget

    def _on_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self.cancelled.emit()

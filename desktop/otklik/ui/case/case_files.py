"""The letters and the files of a case: opened, looked at, saved, taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from otklik.register.records import AttachmentRole, LetterState
from otklik.ui import dates, icons, phrases, theme
from otklik.ui.case.case_sections import Section
from otklik.ui.case.file_reading import what_it_is
from otklik.ui.handing_out import DragHandle
from otklik.ui.widgets import Caption, Chip, IconButton, Label, LinkButton, clear_layout
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from otklik.casework.views import CaseView
    from otklik.register.records import Attachment, Letter
    from otklik.system.clock import Clock


_INDENT = 28  # pixels: under the name, behind the icon


class LettersSection(Section):
    """The letters of the case.

    Signals:
        letter_wanted: open this letter; carries its id.
        drag_wanted, copy_wanted: take an issued letter along as a PDF, or put it on the clipboard; carry the `Letter`.
    """

    letter_wanted = Signal(int)
    drag_wanted = Signal(object)
    copy_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.setText(self.tr("Letters"))
        self.lines.setSpacing(4)

    def show_view(self, view: CaseView) -> None:
        """Show the letters, newest last."""
        clear_layout(self.lines)
        self.setVisible(bool(view.letters))
        gone = view.case.anonymised_on
        erased = phrases.firm(self.tr("text erased {day}").format(day=dates.dotted(gone))) if gone else ""
        for letter in view.letters:
            self.lines.addWidget(self._line(letter, erased))

    def _line(self, letter: Letter, erased: str) -> QWidget:
        line, across = _row()
        across.addWidget(icons.IconMark("letter", "dim", 18))
        void = letter.state is LetterState.ANNULLED or bool(erased)
        heading = letter.heading or erased or self.tr("Letter without a heading")
        across.addWidget(ElidedLabel(heading, "lead" if void else ""), 1)
        state = phrases.letter_state(letter.state)
        if letter.number and letter.issued_on:
            state = phrases.firm(
                self.tr("№ {number} of {date}").format(number=letter.number, date=dates.day_month(letter.issued_on))
            )
        across.addWidget(Caption(state, wrap=False))
        if letter.state is not LetterState.DRAFT:
            across.addWidget(self._fate(letter))
        button = LinkButton(self.tr("Open"))
        button.setAccessibleName(self.tr("Open the letter: {title}").format(title=letter.heading or state))
        button.clicked.connect(lambda: self.letter_wanted.emit(letter.id))
        across.addWidget(button)
        if letter.state is not LetterState.DRAFT and not erased:
            hint = self.tr("Drag it into an e-mail or a folder, or press {keys}").format(keys=_copy_keys())
            _hand_out(line, hint, lambda: self.drag_wanted.emit(letter), lambda: self.copy_wanted.emit(letter))
        return line

    def _fate(self, letter: Letter) -> Chip:
        """Return what became of an issued letter; a void one waits for nothing, sent or not."""
        if letter.state is LetterState.ANNULLED:
            chip = Chip(phrases.letter_state(letter.state), "quiet")
            chip.setToolTip(letter.reason)
            return chip
        sent = letter.dispatched_on is not None
        return Chip(self.tr("sent") if sent else self.tr("not sent"), "done" if sent else "soon")


class FilesSection(Section):
    """The files of the case.

    Signals:
        show_wanted, open_wanted, save_wanted: show it here, open it in the system's viewer, save it; carry the
            `Attachment`.
        drag_wanted, copy_wanted: take a file along, or put it on the clipboard; carry the same.
        mark_wanted: a file is a copy of an identity paper, or is none; carries it and which.
        add_wanted: choose a file to keep with the case.

    Args:
        clock: tells today.
        parent: owner.
    """

    show_wanted = Signal(object)
    open_wanted = Signal(object)
    drag_wanted = Signal(object)
    copy_wanted = Signal(object)
    save_wanted = Signal(object)
    mark_wanted = Signal(object, bool)
    add_wanted = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._clock = clock
        self._openers: dict[int, LinkButton] = {}
        self.heading.setText(self.tr("Files"))
        self.lines.setSpacing(4)

    def focus_file(self, file_id: int) -> None:
        """Put the focus on a file of the list."""
        if (button := self._openers.get(file_id)) is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_view(self, view: CaseView) -> None:
        """Show the files."""
        clear_layout(self.lines)
        self._openers.clear()
        gone = view.case.anonymised_on is not None
        self.setVisible(bool(view.attachments) or not gone)
        for file in view.attachments:
            if file.expired_on is None:
                self.lines.addWidget(self._line(file, view.file_days.get(file.id)))
            else:
                self.lines.addWidget(self._erased(file, file.expired_on))
        if not gone:
            add = LinkButton(self.tr("Attach a file…"))
            add.clicked.connect(self.add_wanted)
            self.lines.addWidget(add)

    def _line(self, file: Attachment, day: date | None) -> QWidget:
        line = QWidget()
        column, (holder, across) = QVBoxLayout(line), _row()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        across.addWidget(icons.IconMark("letter" if file.role is AttachmentRole.ORIGINAL else "file", "dim", 18))
        across.addWidget(ElidedLabel(file.name), 1)
        show = LinkButton(self.tr("Look at it"))
        show.setAccessibleName(self.tr("Look at the file: {name}").format(name=file.name))
        show.clicked.connect(lambda: self.show_wanted.emit(file))
        self._openers[file.id] = show
        across.addWidget(show)
        save = IconButton("save", self.tr("Save the file: {name}").format(name=file.name))
        save.clicked.connect(lambda: self.save_wanted.emit(file))
        across.addWidget(save)
        across.addWidget(self._more(file))
        column.addWidget(holder)
        about = Caption(self._about(file, day))
        about.setContentsMargins(theme.px(_INDENT), 0, 0, 0)
        column.addWidget(about)
        hint = self.tr("Drag it into an e-mail or a folder, or press {keys}").format(keys=_copy_keys())
        _hand_out(line, hint, lambda: self.drag_wanted.emit(file), lambda: self.copy_wanted.emit(file))
        return line

    def _about(self, file: Attachment, day: date | None) -> str:
        """Return what a file is, how large, and since when it is there: «вложение · PDF · 12 КБ · 13 ноября»."""
        parts = [what_it_is(file), phrases.file_size(file.size)]
        if day is not None:
            parts.append(dates.near(day, self._clock.today()))
        return phrases.firm(" · ".join(parts))

    def _more(self, file: Attachment) -> IconButton:
        button = IconButton("more", self.tr("More about the file: {name}").format(name=file.name))
        menu = QMenu(button)
        menu.addAction(self.tr("Open in viewer")).triggered.connect(lambda: self.open_wanted.emit(file))
        menu.addAction(self.tr("Copy the file")).triggered.connect(lambda: self.copy_wanted.emit(file))
        is_paper = file.role is AttachmentRole.IDENTITY_PAPER
        word = (
            self.tr("It is no copy of an identity paper") if is_paper else self.tr("It is a copy of an identity paper")
        )
        if file.role in {AttachmentRole.ATTACHMENT, AttachmentRole.IDENTITY_PAPER}:
            menu.addAction(word).triggered.connect(lambda: self.mark_wanted.emit(file, not is_paper))
        button.setMenu(menu)
        button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _erased(self, file: Attachment, on: date) -> QWidget:
        """Return the line of a file that was erased: what it was, and when."""
        line, across = _row()
        across.addWidget(icons.IconMark("file", "faint", 18))
        across.addWidget(Label(phrases.file_role(file.role).capitalize(), "lead"), 1)
        across.addWidget(Caption(phrases.firm(self.tr("erased {day}").format(day=dates.dotted(on))), wrap=False))
        return line


def _row() -> tuple[QWidget, QHBoxLayout]:
    """Return a line of a list and its layout."""
    line = QWidget()
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(12)
    return line, across


def _hand_out(line: QWidget, hint: str, drag: Callable[[], None], copy: Callable[[], None]) -> None:
    """Let a line be dragged, and copied by the keyboard while the focus is in it."""
    line.setToolTip(hint)
    for part in (line, *line.findChildren(QWidget)):
        if part.focusPolicy() is Qt.FocusPolicy.NoFocus:  # buttons are pressed, all else is taken
            DragHandle(part, drag)
    context = Qt.ShortcutContext.WidgetWithChildrenShortcut
    QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), line, copy, context=context)


def _copy_keys() -> str:
    keys = QKeySequence(QKeySequence.StandardKey.Copy)
    return keys.toString(QKeySequence.SequenceFormat.NativeText)

"""«Приложения»: the strip under the text of a draft where enclosures are added, put in order and taken out."""

from __future__ import annotations

import mimetypes
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from otklik.casework import enclosing
from otklik.register.paper_records import Enclosure
from otklik.ui import icons
from otklik.ui.documents import begin_in
from otklik.ui.letter.enclosure_list import EnclosureForm, EnclosureList
from otklik.ui.widgets import IconButton, Notice, QuietButton, Rule, Sheet
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from otklik.casework.answering import LetterView
    from otklik.casework.desk import Changes, Desk
    from otklik.casework.registering import NewFile
    from otklik.register.records import Attachment
    from otklik.ui.tasks import Tasks

SAVE_AFTER = 300
"""Milliseconds of pause in typing after which an entry is kept."""

_LONGEST_NAME = 48
"""Characters of a file's name in the menu."""


class Enclosures(Sheet):
    """Shows and edits what is enclosed in a draft; folded up it is one quiet line.

    Signals:
        kept: the register has what is shown; the page is to be drawn anew.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    kept = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent=parent)
        self._tasks = tasks
        self._letter_id = self._case_id = 0
        self._entries: list[Enclosure] = []
        self._files: tuple[Attachment, ...] = ()
        self._unsaved = self._enclosing = False
        self._fold = IconButton("fold", self.tr("Enclosures"))
        self._summary = ElidedLabel("", "caption")
        self._add = QuietButton(self.tr("&Add"), small=True)
        self._notice = Notice(role="overdue", closable=True)
        self.list = EnclosureList()
        self.form = EnclosureForm()
        self._body = QWidget()
        self._saver = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._lay_out()
        self._connect()

    def show_letter(self, view: LetterView) -> None:
        """Show what is enclosed in a draft."""
        if view.letter.id != self._letter_id:
            self._notice.clear()
        self._letter_id, self._case_id = view.letter.id, view.case.id
        self._unsaved = self._enclosing = False
        self._entries = list(view.enclosures)
        self._show(0)
        self._read_files()

    def refresh(self, changes: Changes | None) -> None:
        """Offer the files the case has now."""
        if self._letter_id and (changes is None or self._case_id in changes.cases):
            self._read_files()

    def flush(self) -> None:
        """Keep what was typed now, not after the pause."""
        self._saver.stop()
        self._save()

    def forget(self) -> None:
        """Keep nothing any more: the draft is thrown away."""
        self._letter_id, self._unsaved = 0, False

    @property
    def unfolded(self) -> bool:
        """Whether the list is shown."""
        return self._fold.isChecked()

    def unfold(self, unfolded: bool) -> None:
        """Show the list, or the one line alone."""
        self._fold.setChecked(unfolded)
        self._show(max(0, self.list.currentRow()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 8, 12, 8)
        head.setSpacing(8)
        self._fold.setCheckable(True)
        self._fold.setText(self.tr("Enclosures"))
        self._add.setMenu(QMenu(self))
        self._add.setAccessibleName(self.tr("Add an enclosure"))
        head.addWidget(self._fold)
        head.addWidget(self._summary, 1)
        head.addWidget(self._add)
        self.body.addLayout(head)
        notice = QHBoxLayout()
        notice.setContentsMargins(12, 0, 12, 8)
        notice.addWidget(self._notice)
        self.body.addLayout(notice)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(1, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(Rule())
        column.addWidget(self.list)
        column.addWidget(self.form)
        self.body.addWidget(self._body)

    def _connect(self) -> None:
        self._fold.clicked.connect(self.unfold)
        self._saver.timeout.connect(self._save)
        self.list.currentRowChanged.connect(self._show_chosen)
        self.list.edit_wanted.connect(self._edit_title)
        self.form.edited.connect(self._on_edited)
        self.form.title.returnPressed.connect(self.list.setFocus)
        for part in (self.list, self.form):
            part.move_wanted.connect(self._on_moved)
            part.removal_wanted.connect(self._on_removed)

    def _show(self, current: int) -> None:
        """Show the entries, one of them chosen."""
        self._body.setVisible(self.unfolded and bool(self._entries))
        self._show_arrow()
        self._summary.set_text("" if self._body.isVisibleTo(self) else self._in_short())
        self.list.show_entries(self._entries, min(current, len(self._entries) - 1))
        self._show_chosen(self.list.currentRow())

    def _show_arrow(self) -> None:
        """Let nothing look as if it could be folded where there is nothing."""
        some = bool(self._entries)
        if not some:
            self._fold.setChecked(False)
        icons.dress(self._fold, "unfold" if self.unfolded else "fold")
        style = Qt.ToolButtonStyle
        self._fold.setToolButtonStyle(style.ToolButtonTextBesideIcon if some else style.ToolButtonTextOnly)
        self._fold.setEnabled(some)

    def _in_short(self) -> str:
        titles = ", ".join(entry.title for entry in self._entries if entry.title)
        return f"{len(self._entries)}: {titles}" if titles else self.tr("none")

    def _show_chosen(self, row: int) -> None:
        entry = self._entries[row] if 0 <= row < len(self._entries) else None
        self.form.show_entry(entry, row, len(self._entries))

    def _edit_title(self) -> None:
        self.form.title.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.title.selectAll()

    def _read_files(self) -> None:
        letter_id, case_id = self._letter_id, self._case_id
        self._tasks.run(
            lambda desk: enclosing.files_to_enclose(desk, case_id), partial(self._on_files, letter_id), owner=self
        )

    def _on_files(self, letter_id: int, files: tuple[Attachment, ...]) -> None:
        if letter_id == self._letter_id:
            self._files = files
            self._fill_menu()

    def _fill_menu(self) -> None:
        menu = self._add.menu()
        menu.clear()
        menu.setToolTipsVisible(True)
        menu.addAction(self.tr("File from this computer…"), self._on_disk_wanted)
        menu.addAction(self.tr("Paper, by its name alone"), self._on_paper_wanted)
        enclosed = {entry.attachment_id for entry in self._entries}
        offered = [file for file in self._files if file.id not in enclosed]
        if offered:
            menu.addSeparator()
            menu.addAction(self.tr("Files of the case")).setEnabled(False)
        for file in offered:
            action = menu.addAction(_short(file.name))
            action.setToolTip(file.name)
            action.triggered.connect(lambda _checked=False, chosen=file.id: self._on_file_chosen(chosen))

    def _on_file_chosen(self, attachment_id: int) -> None:
        def work(desk: Desk) -> tuple[Enclosure, str]:
            entry = enclosing.enclosure_of(desk, attachment_id)
            return entry, enclosing.locked_of(desk, (entry,))

        self._tasks.run(work, partial(self._on_file_read, self._letter_id), self._notice.show_error, owner=self)

    def _on_file_read(self, letter_id: int, read: tuple[Enclosure, str]) -> None:
        if letter_id == self._letter_id:
            self._append(read[0])
            self._save_now()
            self._ask_for_sheets(read[1])

    def _ask_for_sheets(self, sentence: str) -> None:
        """Ask for the sheets of what cannot be counted; until they are given the sentence stays."""
        if sentence:
            self._notice.say(sentence, "soon")

    def _on_paper_wanted(self) -> None:
        if not self._entries or self._entries[-1].title:
            self._append(Enclosure(sheets=1))
        else:
            self._show(len(self._entries) - 1)
        self._edit_title()

    def _append(self, entry: Enclosure) -> None:
        self._notice.clear()
        self._entries.append(entry)
        self.unfold(True)
        self._show(len(self._entries) - 1)
        self._fill_menu()

    def _on_disk_wanted(self) -> None:
        dialog = QFileDialog(self, self.tr("Enclose files"), begin_in())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(lambda names: self.take_files(tuple(map(Path, names))))
        dialog.open()

    def take_files(self, paths: tuple[Path, ...]) -> None:
        """Read files in the background, keep them with the case and enclose them; all of them or none."""
        self._notice.clear()
        self._tasks.run_aside(
            lambda: tuple(map(_read, paths)),
            partial(self._enclose, self._letter_id),
            self._notice.show_error,
            owner=self,
        )

    def _enclose(self, letter_id: int, files: tuple[NewFile, ...]) -> None:
        def work(desk: Desk) -> tuple[Changes, tuple[Enclosure, ...], str]:
            changes = enclosing.enclose_files(desk, letter_id, files)
            added = enclosing.enclosures_of(desk, letter_id)[-len(files) :]
            return changes, added, enclosing.locked_of(desk, added)

        self.flush()
        self._enclosing = True  # what is shown now does not have them yet: it is kept when it does
        self._tasks.act(
            work, partial(self._on_enclosed, letter_id), partial(self._on_not_enclosed, letter_id), owner=self
        )

    def _on_enclosed(self, letter_id: int, done: tuple[Changes, tuple[Enclosure, ...], str]) -> None:
        if letter_id == self._letter_id:
            self._enclosing = False
            self._entries.extend(done[1])
            self.unfold(True)
            self._show(len(self._entries) - 1)
            self._fill_menu()
            self.kept.emit()
            self._save()
            self._ask_for_sheets(done[2])

    def _on_not_enclosed(self, letter_id: int, error: Exception) -> None:
        self._notice.show_error(error)
        if letter_id == self._letter_id:
            self._enclosing = False
            self._save()

    def _on_edited(self, entry: Enclosure) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._entries):
            if entry.sheets != self._entries[row].sheets:
                self._notice.clear()  # it asked for them
            self._entries[row] = entry
            self.list.show_entries(self._entries, row)
            self._unsaved = True
            self._saver.start()

    def _on_moved(self, step: int) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._entries) and 0 <= row + step < len(self._entries):
            self._entries[row], self._entries[row + step] = self._entries[row + step], self._entries[row]
            self._show(row + step)
            self._save_now()

    def _on_removed(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._entries):
            del self._entries[row]
            self._show(row)
            self._fill_menu()
            self._save_now()
            (self.list if self._entries else self._add).setFocus(Qt.FocusReason.OtherFocusReason)

    def _save_now(self) -> None:
        self._unsaved = True
        self.flush()

    def _save(self) -> None:
        if not self._unsaved or self._enclosing:
            return
        self._unsaved = False
        letter_id, titled = self._letter_id, tuple(entry for entry in self._entries if entry.title)
        self._tasks.act(
            lambda desk: enclosing.set_enclosures(desk, letter_id, titled),
            partial(self._on_saved, letter_id),
            partial(self._on_not_saved, letter_id),
            owner=self,
        )

    def _on_saved(self, letter_id: int, _changes: Changes) -> None:
        if letter_id == self._letter_id:
            if self._notice.property("role") == "overdue":
                self._notice.clear()
            self.kept.emit()

    def _on_not_saved(self, letter_id: int, error: Exception) -> None:
        if letter_id == self._letter_id:
            self._unsaved = True
            self.unfold(True)
        self._notice.show_error(error)


def _short(name: str) -> str:
    """Return the name of a file for a menu: its middle left out where it is long, no key marked."""
    if len(name) > _LONGEST_NAME:
        half = _LONGEST_NAME // 2
        name = f"{name[:half]}…{name[-half:]}"
    return name.replace("&", "&&")


def _read(path: Path) -> NewFile:
    from otklik.casework.case_checks import MAX_FILE_BYTES  # noqa: PLC0415 - read in the background
    from otklik.casework.registering import NewFile  # noqa: PLC0415 - read in the background
    from otklik.system.files import read_file  # noqa: PLC0415 - the same

    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return NewFile(path.name, media_type, read_file(path, MAX_FILE_BYTES))

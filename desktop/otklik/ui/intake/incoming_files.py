"""Files that come with a new case: read in the background, listed, taken out again; a letter among them is parsed."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.register.records import AttachmentRole
from otklik.ui import icons, phrases
from otklik.ui.widgets import Caption, IconButton, clear_layout
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from otklik.casework.registering import NewFile
    from otklik.intake.letter import IncomingLetter
    from otklik.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read: the files to keep, and the letter it is, where it is one."""

    files: tuple[NewFile, ...]
    letter: IncomingLetter | None


def take(path: Path) -> Taken:
    """Read a file; a letter brings its attachments along. Touches neither register nor screen.

    Args:
        path: the file.

    Raises:
        UserError: it is a letter that cannot be read.
        EnvironmentProblem: it cannot be read or is too large.
    """
    from otklik.casework.case_checks import MAX_FILE_BYTES  # noqa: PLC0415 - as above
    from otklik.casework.receiving import files_of  # noqa: PLC0415 - start-up: not needed before a letter comes
    from otklik.casework.registering import NewFile  # noqa: PLC0415 - as above
    from otklik.intake.reading import SUFFIXES, read_letter  # noqa: PLC0415 - as above
    from otklik.system.files import read_file  # noqa: PLC0415 - as above

    content = read_file(path, MAX_FILE_BYTES)
    if path.suffix.lower() in SUFFIXES:
        letter = read_letter(path.name, content)
        return Taken(files_of(letter), letter)
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Taken((NewFile(path.name, media_type, content),), None)


class IncomingFiles(QWidget):
    """The list of files.

    Signals:
        letter_read: a file was read; carries `Taken`.
        failed: a file could not be read; carries the error.

    Args:
        tasks: where files are read.
        parent: owner.
    """

    letter_read = Signal(object)
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._files: list[NewFile] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def files(self) -> tuple[NewFile, ...]:
        """Return the files to keep with the case."""
        return tuple(self._files)

    def set_files(self, files: tuple[NewFile, ...]) -> None:
        """Show exactly these."""
        self._files = list(files)
        self._show()

    def take(self, paths: tuple[Path, ...]) -> None:
        """Read files in the background and add them."""
        for path in paths:
            self._tasks.run_aside(lambda file=path: take(file), self._on_taken, self.failed.emit, owner=self)  # type: ignore[misc]  # the default binds the loop's file

    def _on_taken(self, taken: Taken) -> None:
        self._files.extend(taken.files)
        self._show()
        self.letter_read.emit(taken)

    def _show(self) -> None:
        clear_layout(self._lines)
        self.setVisible(bool(self._files))
        for index, file in enumerate(self._files):
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            across.setSpacing(10)
            across.addWidget(icons.IconMark("letter" if file.role is AttachmentRole.ORIGINAL else "file", "dim", 18))
            across.addWidget(ElidedLabel(file.name), 1)
            across.addWidget(Caption(phrases.file_size(len(file.content)), wrap=False))
            drop = IconButton("close", self.tr("Take out: {name}").format(name=file.name))
            drop.clicked.connect(lambda _checked=False, position=index: self._on_dropped(position))
            across.addWidget(drop)
            self._lines.addWidget(line)

    def _on_dropped(self, position: int) -> None:
        del self._files[position]
        self._show()

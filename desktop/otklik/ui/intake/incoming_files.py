"""The files of a new case: the letter as it came and what came with it. They are kept, never opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.register.records import AttachmentRole
from otklik.ui import icons, phrases
from otklik.ui.widgets import Caption, Chip, IconButton, clear_layout
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from otklik.casework.registering import NewFile

_DIGEST_SHOWN = 12


class IncomingFiles(QWidget):
    """The list of files.

    Signals:
        changed: a file came or was taken out.

    Args:
        parent: owner.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._files: list[NewFile] = []
        self._dangers: dict[str, str] = {}
        self._digests_shown = False
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(4)

    def files(self) -> tuple[NewFile, ...]:
        """Return the files to keep with the case."""
        return tuple(self._files)

    def set_files(self, files: tuple[NewFile, ...], dangers: tuple[tuple[str, str], ...] = ()) -> None:
        """Show exactly these.

        Args:
            files: the files, the letter itself first.
            dangers: names of those that are never opened, each with the reason.
        """
        self._files = list(files)
        self._dangers = dict(dangers)
        self._show()

    def add(self, files: tuple[NewFile, ...], dangers: tuple[tuple[str, str], ...] = ()) -> None:
        """Show more files; arguments as of `set_files`."""
        self._files.extend(files)
        self._dangers |= dict(dangers)
        self._show()

    def take_out(self, files: tuple[NewFile, ...]) -> None:
        """Take these out again."""
        self._files = [file for file in self._files if not any(file is one for one in files)]
        self._show()

    def take_out_named(self, name: str) -> None:
        """Take out what has this name."""
        self.take_out(tuple(file for file in self._files if file.name == name))

    def show_digests(self, shown: bool) -> None:
        """Show the beginning of each SHA-256 under its file, or not; the whole of it is the tooltip."""
        self._digests_shown = shown
        self._show()

    def _show(self) -> None:
        clear_layout(self._lines)
        self.setVisible(bool(self._files))
        for index, file in enumerate(self._files):
            self._lines.addWidget(self._line(index, file))
            if danger := self._dangers.get(file.name, ""):
                reason = Caption(danger)
                reason.setContentsMargins(28, 0, 0, 2)
                self._lines.addWidget(reason)
            if self._digests_shown:
                self._lines.addWidget(_digest(file))
        self.changed.emit()

    def _line(self, index: int, file: NewFile) -> QWidget:
        dangerous = file.name in self._dangers
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        icon = "warning" if dangerous else "letter" if file.role is AttachmentRole.ORIGINAL else "file"
        across.addWidget(icons.IconMark(icon, "overdue" if dangerous else "dim", 18))
        across.addWidget(ElidedLabel(file.name), 1)
        if dangerous:
            across.addWidget(Chip(self.tr("dangerous"), "overdue"))
        across.addWidget(Caption(phrases.file_size(len(file.content)), wrap=False))
        drop = IconButton("close", self.tr("Take out: {name}").format(name=file.name))
        drop.clicked.connect(lambda _checked=False, position=index: self._on_dropped(position))
        across.addWidget(drop)
        return line

    def _on_dropped(self, position: int) -> None:
        del self._files[position]
        self._show()


def _digest(file: NewFile) -> Caption:
    import hashlib  # noqa: PLC0415 - start-up: only where a digest is asked for

    digest = hashlib.sha256(file.content).hexdigest()
    label = Caption(f"SHA-256 {digest[:_DIGEST_SHOWN]}…", wrap=False)
    label.setContentsMargins(28, 0, 0, 2)
    label.setToolTip(digest)
    return label

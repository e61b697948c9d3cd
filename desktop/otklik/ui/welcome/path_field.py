"""A field for a path, with the system's dialog beside it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from otklik.ui.documents import documents
from otklik.ui.widgets import QuietButton

if TYPE_CHECKING:
    from otklik.system.preferences import Preferences


class PathField(QWidget):
    """A path with a button that asks for it.

    Signals:
        changed: another path is in it.

    Args:
        name: what it is, for screen readers.
        title: title of the dialog.
        kinds: which files the dialog shows.
        saving: whether the file is to be made.
        parent: owner.
    """

    changed = Signal()

    def __init__(
        self, name: str, title: str, kinds: str, *, saving: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title, self._kinds, self._saving = title, kinds, saving
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.changed)
        self.setFocusProxy(self.line)
        button = QuietButton(self.tr("Browse…"))
        button.setAccessibleName(title)
        button.clicked.connect(self.ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(button)

    def path(self) -> Path | None:
        """Return the path; `None` while it is empty."""
        text = self.line.text().strip()
        return Path(text).expanduser() if text else None

    def set_path(self, path: Path | None) -> None:
        """Show another path."""
        self.line.setText(str(path) if path else "")

    def ask(self) -> None:
        """Ask for the file by the system's dialog."""
        start = self.line.text() or str(documents())
        if self._saving:
            chosen, _filter = QFileDialog.getSaveFileName(self, self._title, start, self._kinds)
        else:
            chosen, _filter = QFileDialog.getOpenFileName(self, self._title, start, self._kinds)
        if chosen:
            self.line.setText(chosen)


def free_path(path: Path) -> Path:
    """Return the path, or the next one with a number where that file exists, or a locked key of that name."""
    from otklik.safety.keys import locked_key_path  # noqa: PLC0415 - the window stands before keys are needed

    number = 2
    free = path
    while free.exists() or locked_key_path(free).exists():
        free = path.with_stem(f"{path.stem}-{number}")
        number += 1
    return free


def key_files_of(preferences: Preferences) -> tuple[Path, ...]:
    """Return the key files of registers opened lately, each once."""
    return tuple(Path(name) for name in dict.fromkeys((preferences.key_files or {}).values()))

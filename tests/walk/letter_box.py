"""A window with files in it, as a file manager or a mail program has them: what is seen there can be dragged out.

A program of its own, so that what is dragged crosses from one window of the screen to another as it does at home.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

ROW = 44
"""Pixels from one file to the next; whoever drags finds them by it."""


class FileRow(QLabel):
    """A file that can be dragged out.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(f"✉  {path.name}")
        self._path = path
        self.setFixedHeight(ROW)

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:  # noqa: N802 - Qt calls it by this name
        """Begin to drag."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._path))])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def main() -> None:
    """Show the files named on the command line at the lower right of the screen."""
    app = QApplication(sys.argv[:1])
    window = QWidget()
    window.setWindowTitle("letter box")
    column = QVBoxLayout(window)
    column.setContentsMargins(12, 0, 12, 0)
    column.setSpacing(0)
    for path in sys.argv[1:]:
        column.addWidget(FileRow(Path(path)))
    window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
    window.setFixedSize(300, ROW * len(sys.argv[1:]))
    window.show()
    app.exec()


if __name__ == "__main__":
    main()

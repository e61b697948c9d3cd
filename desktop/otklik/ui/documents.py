"""Where the system's dialogs for files begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents() -> Path:
    """Return the user's folder of documents; his home where there is none.

    A dialog that is given a folder that does not exist begins in the current one, which may be the program's own.
    """
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return folder if folder.is_dir() else Path.home()


def begin_in() -> str:
    """Return where a dialog that looks for a file begins: once the documents, later nothing, where Qt was left last."""
    if _begun:
        return ""
    _begun.append(True)
    return str(documents())


_begun: list[bool] = []

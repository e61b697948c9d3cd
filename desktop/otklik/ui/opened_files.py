"""Which files of a stranger's letter may be opened in the system's viewer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from otklik.system.errors import EnvironmentProblem, UserError

HARMLESS = frozenset(
    {
        *(".pdf", ".txt", ".eml", ".csv", ".rtf", ".docx", ".xlsx", ".odt", ".ods", ".doc", ".xls"),
        *(".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp"),
    }
)
"""Endings that open in a viewer. Anything else might run: it can only be saved."""


def viewer_name(name: str) -> str:
    """Return the name under which a file may be handed to the viewer: its last part alone.

    Args:
        name: the file's name as it came with the letter.

    Raises:
        UserError: a file of this kind is not opened from here.
    """
    safe = Path(name.replace("\\", "/")).name or "file"
    if Path(safe).suffix.lower() not in HARMLESS:
        raise UserError("Files like {name} are not opened from here: save it and check it first.", name=safe)
    return safe


def harmless(name: str, content: bytes) -> bytes:
    """Return the content of a file that may be handed to the viewer; on any thread.

    Args:
        name: the file's name as it came with the letter.
        content: its bytes.

    Raises:
        UserError: what it holds may run.
    """
    from otklik.intake.dangers import danger_of  # noqa: PLC0415 - start-up: only before a file is opened

    if danger := danger_of(name, content):
        raise UserError(
            "{name} is not opened from here. {reason} Save it and check it first.", name=name, reason=danger
        )
    return content


def show_in_viewer(file: Path) -> None:
    """Open a file in the system's viewer.

    Raises:
        EnvironmentProblem: the system has none for it.
    """
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
        raise EnvironmentProblem("The system has no program to open {name}. Save the file.", name=file.name)

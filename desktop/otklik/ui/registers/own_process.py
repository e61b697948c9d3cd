"""Starts the program once more: each window is a process of its own, so that none of them ends another one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QProcess

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = "--begin"
"""Argument: show the first window, whatever was opened last."""


def command(folder: Path, language: str | None, *arguments: str) -> tuple[str, list[str]]:
    """Return program and arguments of another window that lives as this one does.

    Args:
        folder: the data folder.
        language: `ru` or `en` where this run was started in one that the settings do not say.
        arguments: what it opens.
    """
    shared = ["--data-dir", str(folder.absolute()), *(["--lang", language] if language else [])]
    frozen = bool(getattr(sys, "frozen", False))  # PyInstaller: the executable is the program itself
    return sys.executable, [*([] if frozen else ["-m", "otklik"]), *shared, *arguments]


def start(folder: Path, language: str | None, *arguments: str) -> bool:
    """Start another window, which lives on when this one ends; return whether the system did start it.

    Arguments as of `command`.
    """
    program, given = command(folder, language, *arguments)
    begun, _id = QProcess.startDetached(program, given)
    return bool(begun)

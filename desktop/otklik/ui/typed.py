"""What somebody typed into a page and nobody has stored yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from otklik.ui.intake.incoming_files import IncomingFiles
from otklik.ui.widgets import DateField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def typed_in(page: QWidget) -> tuple[str, ...]:
    """Return the texts of a page's fields and the names of the files laid on it; empty where there is nothing to lose.

    Dates are left out: they are filled in beforehand.

    Args:
        page: a form that is empty to begin with.
    """
    lines = [field.text() for field in page.findChildren(QLineEdit) if not isinstance(field, DateField)]
    texts = [field.toPlainText() for field in page.findChildren(QPlainTextEdit)]
    names = [file.name for files in page.findChildren(IncomingFiles) for file in files.files()]
    return tuple(text for text in (*lines, *texts, *names) if text.strip())

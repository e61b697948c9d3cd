"""What a file of a case is, in words, and what of it can be shown inside the window. Nothing in it is ever run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.register.records import AttachmentRole
from otklik.system.errors import UserError
from otklik.ui import phrases
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from otklik.register.records import Attachment

MOST_BYTES = 30 * 2**20
"""Largest file that is shown; a larger one can be opened outside."""

MOST_CHARS = 200_000
"""Characters of a text that are shown, some seventy printed pages."""

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff", ".heic"})
_MAIL = frozenset({".eml", ".msg"})
_WORDS = frozenset({".txt", ".md", ".csv", ".log", ".docx"})


class Look(Enum):
    """How a file is shown: as pages, as a picture, as text."""

    PAGES = auto()
    PICTURE = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it is shown.

    Attributes:
        look: how.
        text: what it says, where it is shown as text.
        remark: what else is to be known of it, a sentence; empty where nothing is.
    """

    look: Look
    text: str = ""
    remark: str = ""


def kind_word(name: str) -> str:
    """Return what a file is by its name: «PDF», «картинка», «письмо»."""
    ending = Path(name).suffix.lower()
    if ending in _PICTURES:
        return translated("picture")
    if ending in _MAIL:
        return translated("e-mail message")
    words = {
        ".pdf": "PDF",
        ".docx": translated("Word document"),
        ".doc": translated("Word document"),
        ".odt": translated("document"),
        ".rtf": translated("document"),
        ".xlsx": translated("spreadsheet"),
        ".xls": translated("spreadsheet"),
        ".ods": translated("spreadsheet"),
        ".csv": translated("spreadsheet"),
        ".zip": translated("archive"),
        ".rar": translated("archive"),
        ".7z": translated("archive"),
        ".txt": translated("text"),
        ".md": translated("text"),
    }
    return words.get(ending, ending.removeprefix(".").upper() or translated("file"))


def what_it_is(file: Attachment) -> str:
    """Return what a file is to its case and by its kind: «вложение · PDF»; of a mail that is the letter, that alone."""
    role, kind = phrases.file_role(file.role), kind_word(file.name)
    is_letter = file.role is AttachmentRole.ORIGINAL and Path(file.name).suffix.lower() in _MAIL
    return role if is_letter else f"{role} · {kind}"


def read_file(name: str, content: bytes) -> ReadFile:
    """Read a file as far as it can be shown; needs no widget and runs on any thread.

    Args:
        name: its name as it came.
        content: its bytes, whatever a stranger put into it.

    Raises:
        UserError: it is dangerous, too large, broken, or of a kind that is not shown; the sentence says which.
    """
    from otklik.intake.dangers import danger_of  # noqa: PLC0415 - start-up: only before a file is shown
    from otklik.intake.pictures import picture_type  # noqa: PLC0415 - as above

    if danger := danger_of(name, content):
        raise UserError("This file is not shown. {reason} Save it and check it first.", reason=danger)
    if len(content) > MOST_BYTES:
        raise UserError("The file is larger than {limit} MB. Open or save it.", limit=MOST_BYTES >> 20)
    if not content:
        raise UserError("The file is empty.")
    ending = Path(name).suffix.lower()
    if b"%PDF-" in content[:1024]:
        return ReadFile(Look.PAGES)
    if picture_type(content) or content.startswith(b"GIF8"):
        return ReadFile(Look.PICTURE)
    if ending in _MAIL:
        return _mail(name, content)
    if ending in _WORDS:
        from otklik.intake.documents.reading import read_document  # noqa: PLC0415 - as above

        read = read_document(name, content)
        return _text(read.text, read.problems)
    raise UserError("Files of this kind are not shown here. Open or save it.")


def _mail(name: str, content: bytes) -> ReadFile:
    from otklik.intake.reading import read_letter  # noqa: PLC0415 - start-up: only before a mail is shown

    mail = read_letter(name, content)
    address = f"<{mail.sender_address}>" if mail.sender_address else ""
    told = (
        (translated("From: {sender}"), "sender", f"{mail.sender_name} {address}".strip()),
        (translated("To: {receiver}"), "receiver", mail.to),
        (translated("Subject: {subject}"), "subject", mail.subject),
        (translated("Files: {names}"), "names", ", ".join(one.name for one in mail.attachments)),
    )
    head = "\n".join(words.format(**{key: value}) for words, key, value in told if value)
    return _text(f"{head}\n\n{mail.text}", mail.problems)


def _text(text: str, problems: tuple[str, ...]) -> ReadFile:
    if len(text) > MOST_CHARS:
        problems = (*problems, translated("Only the beginning is shown; the whole file is kept."))
    return ReadFile(Look.TEXT, text[:MOST_CHARS].strip(), " ".join(problems))

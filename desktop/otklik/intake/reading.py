"""The one door for letters that come as files: `read_letter`.

What it needs for mails is imported only when a mail is read; the window starts without it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from otklik.intake.letter import IncomingFile, IncomingLetter, KindGuess
from otklik.system.errors import UserError
from otklik.system.words import say

__all__ = ["SUFFIXES", "IncomingFile", "IncomingLetter", "KindGuess", "read_letter"]

SUFFIXES = (".eml", ".txt")
"""Extensions of the files that can be read."""

_OTHER_FORMATS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word, Excel, zip"),
    (b"\xd0\xcf\x11\xe0", "Outlook, Word 97"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"Rar!", "RAR"),
    (b"{\\rtf", "RTF"),
)


def read_letter(name: str, content: bytes) -> IncomingLetter:
    """Read a letter from a file: who, when, the text, the files, and what it seems to demand.

    Nothing is stored, executed or fetched. The bytes are kept in `original` whatever could be made of them.

    Args:
        name: the file's name or path; only its last piece is used.
        content: its bytes.

    Raises:
        UserError: the file is empty, no letter, or of a kind that is not read yet.
    """
    shown = re.split(r"[/\\]", name)[-1].strip() or "?"
    if not content.strip():
        raise UserError("{file} is empty. Choose another file.", file=shown)
    for mark, title in _OTHER_FORMATS:
        if content.startswith(mark):
            raise UserError(
                "{file} is not a letter but a file of {format}. Save the letter as .eml or .txt, or enter it by hand "
                "and add this file to it.",
                file=shown,
                format=title,
            )
    letter = _read(shown, content)
    from otklik.intake.guess import guess  # noqa: PLC0415 - rules are compiled only when a letter is read

    guessed = guess(letter)
    return replace(letter, kinds=guessed.kinds, subject_name=guessed.subject_name, missing=guessed.missing)


def _read(shown: str, content: bytes) -> IncomingLetter:
    """Read by extension; a .eml without any mail headers is read as text."""
    suffix = shown.lower().rpartition(".")[2]
    if suffix == "eml":
        from otklik.intake import mail  # noqa: PLC0415 - the mail reader is not needed to start

        if mail.is_mail(content):
            return mail.read_mail(shown, content)
    elif suffix != "txt":
        raise UserError(
            "Letters are read from .eml and .txt; {file} is neither. Save it in one of these, or enter it by hand.",
            file=shown,
        )
    from otklik.intake.plain import read_plain  # noqa: PLC0415 - encodings are guessed only when a letter is read

    letter = read_plain(shown, content)
    if suffix == "eml":
        return replace(
            letter, problems=(say("The file has no mail headers; it was read as plain text."), *letter.problems)
        )
    return letter

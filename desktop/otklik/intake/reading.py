"""The one door for letters that come as files: `read_letter`.

What a format needs is imported only when a letter of it is read; the window starts without it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from otklik.intake.dangers import danger_of
from otklik.intake.documents.reading import NO_TEXT, SCAN, read_document
from otklik.intake.letter import IncomingFile, IncomingLetter, KindGuess
from otklik.intake.pictures import SUFFIXES as PICTURES
from otklik.intake.pictures import picture_type, scan
from otklik.system.errors import UserError
from otklik.system.words import say

__all__ = ["SUFFIXES", "IncomingFile", "IncomingLetter", "KindGuess", "media_type_of", "read_letter"]

SUFFIXES = (".eml", ".msg", ".txt", ".pdf", ".docx", *PICTURES)
"""Extensions of the files that can be read."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OTHER_FORMATS = (
    (b"PK\x03\x04", "Excel, zip"),
    (b"PK\x05\x06", "zip"),
    (_OLE, "Word 97–2003, Excel"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"{\\rtf", "RTF"),
)


def read_letter(name: str, content: bytes, today: date | None = None) -> IncomingLetter:
    """Read a letter from a file: who, when, the text, the files, and what it seems to demand.

    Nothing is stored, executed or fetched. The bytes are kept in `original` whatever could be made of them. What the
    file is, its content says before its extension does.

    Args:
        name: the file's name or path; only its last piece is used.
        content: its bytes.
        today: by the reader's clock: a day of receipt that has not come yet is not proposed; any is where it is `None`.

    Raises:
        UserError: the file is empty, broken, no letter, or of a kind that is not read.
    """
    shown = re.split(r"[/\\]", name)[-1].strip() or "?"
    if not content.strip():
        raise UserError("{file} is empty. Choose another file.", file=shown)
    if not content.strip(b"\0"):
        raise UserError(
            "{file} holds nothing but zeros: it was not stored or copied to its end. Ask for it again.", file=shown
        )
    letter = _not_before(_read(shown, content), today)
    if letter.is_picture:
        return letter
    from otklik.intake.demands.guessing import with_guess  # noqa: PLC0415 - rules are compiled when a letter is read

    return with_guess(letter)


def media_type_of(name: str, content: bytes) -> str:
    """Return the media type under which a letter's own file is kept.

    Args:
        name: of the file.
        content: its bytes.
    """
    if kind := picture_type(content):
        return kind
    if b"%PDF-" in content[:1024]:
        return "application/pdf"
    if content.startswith(b"PK"):
        return _WORD
    if content.startswith(_OLE):
        return "application/vnd.ms-outlook"
    return "text/plain" if name.lower().endswith(".txt") else "message/rfc822"


def _not_before(letter: IncomingLetter, today: date | None) -> IncomingLetter:
    """Return the letter without a day of receipt that has not come yet, and with a sentence about it."""
    if letter.date is None or today is None or letter.date <= today:
        return letter
    ahead = say(
        "The mail is dated {day}, which has not come yet: enter the day you received it.", day=f"{letter.date:%d.%m.%Y}"
    )
    return replace(letter, date=None, problems=(ahead, *letter.problems))


def _read(shown: str, content: bytes) -> IncomingLetter:
    """Read by content, and by extension where the content may be several things."""
    if picture_type(content):
        return scan(shown, content)
    if content.startswith(_OLE):
        from otklik.intake.mail import outlook  # noqa: PLC0415 - few letters come from Outlook

        if outlook.is_letter(content):
            return outlook.read_outlook(shown, content)
    if b"%PDF-" in content[:1024] or _is_word(content):
        return _read_document(shown, content)
    for mark, title in _OTHER_FORMATS:
        if content.startswith(mark):
            raise UserError(
                "{file} is not a letter but a file of {format}. Save the letter as PDF, .docx, .eml or .txt, or enter "
                "it by hand and add this file to it.",
                file=shown,
                format=title,
            )
    return _read_words(shown, content)


def _is_word(content: bytes) -> bool:
    """Return whether a zip archive is a Word document."""
    return content.startswith(b"PK\x03\x04") and b"word/" in content


def _read_document(shown: str, content: bytes) -> IncomingLetter:
    """Read a PDF or a Word document; one without text is a scan."""
    danger = danger_of(shown, content)
    problems = (danger,) if danger else ()
    try:
        read = read_document(shown, content)
    except UserError as error:
        if error.text not in {SCAN, NO_TEXT}:
            raise
        return scan(shown, content, problems)
    dated = say("The file says nothing of the day it came: enter the day you received the letter.")
    return IncomingLetter(file=shown, text=read.text, problems=(dated, *read.problems, *problems), original=content)


def _read_words(shown: str, content: bytes) -> IncomingLetter:
    """Read a mail or a text; a .eml without any mail headers is read as text, a mail is one under any name."""
    from otklik.intake.mail import eml  # noqa: PLC0415 - the mail reader is not needed to start

    suffix = shown.lower().rpartition(".")[2]
    if eml.is_mail(content, surely=suffix != "eml"):
        return eml.read_mail(shown, content)
    if suffix not in {"eml", "txt"}:
        raise UserError(
            "{file} is no letter that can be read: letters come as .eml, .msg, .txt, .pdf, .docx or pictures. Enter it "
            "by hand and add this file to it.",
            file=shown,
        )
    from otklik.intake.plain import read_plain  # noqa: PLC0415 - encodings are guessed only when a letter is read

    letter = read_plain(shown, content)
    if suffix == "eml":
        return replace(
            letter, problems=(say("The file has no mail headers; it was read as plain text."), *letter.problems)
        )
    return letter

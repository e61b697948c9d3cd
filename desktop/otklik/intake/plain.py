"""A letter as a text file: pasted from a messenger, typed after a call, saved from a mail program."""

from __future__ import annotations

import re

from otklik.intake.charset import decode
from otklik.intake.letter import IncomingLetter
from otklik.intake.mail.gathering import MOST_CHARACTERS
from otklik.system.errors import UserError
from otklik.system.words import say

_HEADER_LINE = re.compile(
    r"(От|From|Кому|To|Тема|Subject|Дата|Date|Отправлено|Sent|Копия|Cc)\s*:\s*(.*)", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?<![^\s<>,;:\"()\[])[^\s<>,;:\"()\[\]@]{1,64}@[^\s<>,;:\"()\[\]]{3,250}")
_COMMANDS = re.compile(r"\x1b(?:\[[0-9;?]{0,40}[@-~]|\][^\x07\x1b\n]{0,200}(?:\x07|\x1b\\))|[\x07\x08\x0e\x0f\x1b\x7f]")
"""What moves a terminal: no words, and kept out of the text."""
MOST_BYTES = 4 * MOST_CHARACTERS
"""More cannot be needed for the text that is taken: UTF-8 has four bytes a sign at most."""
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]")


def read_plain(name: str, content: bytes) -> IncomingLetter:
    """Read a text file whole, in whatever Russian encoding it is.

    Args:
        name: file name to show.
        content: the bytes of the file.

    Raises:
        UserError: it holds no readable text.
    """
    read = decode(content[:MOST_BYTES], _without_mark(content))
    text = _COMMANDS.sub("", read.text).replace("\r\n", "\n").replace("\r", "\n").strip("\n\ufeff")
    strange = len(_UNREADABLE.findall(text))
    if not text.strip() or strange * 20 > len(text):
        raise UserError("{file} holds no readable text. Save the letter as .eml or .txt and try again.", file=name)
    problems = [say("A text file has no date of its own: enter the day you received the letter.")]
    if len(text) > MOST_CHARACTERS or len(content) > MOST_BYTES:
        text = text[:MOST_CHARACTERS]
        problems.append(say("The letter is too long: the end of its text is only in the original."))
    if strange:
        problems.append(say("Some characters could not be read; compare with the original."))
    fields = _leading_fields(text)
    sender = fields.get("от", "")
    address = _ADDRESS.search(sender)
    return IncomingLetter(
        file=name,
        sender_name=_without_address(sender),
        sender_address=address.group().rstrip(".") if address else "",
        to=fields.get("кому", ""),
        subject=fields.get("тема", ""),
        text=text,
        problems=tuple(problems),
        original=content,
    )


def _without_mark(content: bytes) -> str | None:
    """Return `utf-16-le` for such a file of an old Notepad without its mark: every other byte is 0 or 4."""
    high = content[1:4000:2]
    if len(high) > 3 and sum(byte in {0, 4} for byte in high) * 10 > len(high) * 9:
        return "utf-16-le"
    return None


def _leading_fields(text: str) -> dict[str, str]:
    """Return the «От:», «Кому:», «Тема:» lines that mail programs put above a saved letter, at least two of them."""
    fields: dict[str, str] = {}
    same = {"from": "от", "to": "кому", "subject": "тема"}
    for line in text.lstrip().split("\n")[:8]:
        found = _HEADER_LINE.fullmatch(line.strip())
        if found is None:
            break
        label = found.group(1).lower()
        fields.setdefault(same.get(label, label), " ".join(found.group(2).split()))
    return fields if len(fields) > 1 else {}


def _without_address(sender: str) -> str:
    """Return the name beside an address."""
    return re.sub(r"[<\[(]?mailto:|[<>\[\]\"]", " ", _ADDRESS.sub(" ", sender)).strip(" ,;()")

"""A mail's parts, one after another, into texts and files: versions, enclosed letters, seals, what Outlook packed."""

from __future__ import annotations

import re

from otklik.intake.charset import decode
from otklik.intake.documents.markup import read_page
from otklik.intake.mail import headers
from otklik.intake.mail.gathering import DEEPEST, MOST_FILES, MOST_PARTS, UNREADABLE_TNEF, Gathered
from otklik.intake.mail.mime import Part
from otklik.intake.mail.packing import unpack, uuencoded_files
from otklik.system.words import say

_TNEF_SIGNATURE = b"\x78\x9f\x3e\x22"
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/enriched", "text/richtext"})
_FLOWED_QUOTE = re.compile(r">*")


def gather(part: Part, gathered: Gathered, depth: int = 0) -> None:
    """Take the texts and files of a part and of everything within it, in order.

    Args:
        part: the mail or a part of one.
        gathered: what was found so far.
        depth: levels above the part.
    """
    length = sum(len(value) for _name, value in part.fields) if depth else 0
    if not gathered.goes_on(length):
        return
    if depth > DEEPEST:
        gathered.doubt(say("Letters lie within letters without end: the innermost are kept as files."))
        gathered.add_file(part.file_name, "message/rfc822", part.body)
    elif part.media_type == "message/rfc822":
        _gather_enclosed(part, gathered, depth)
    elif part.media_type.startswith("multipart/"):
        _gather_parts(part, gathered, depth)
    else:
        _gather_leaf(part, gathered, depth)


def gather_mail(content: bytes, gathered: Gathered, depth: int) -> None:
    """Take the texts and files of a mail that was packed into another.

    Args:
        content: the bytes of the mail.
        gathered: what was found so far.
        depth: levels above it.
    """
    gather(Part(content, 0, len(content)), gathered, depth)


def _gather_parts(part: Part, gathered: Gathered, depth: int) -> None:
    """Take the parts of a multipart."""
    children = part.children(MOST_PARTS)
    if not children:
        gathered.doubt(say("The parts of the mail cannot be told apart; it is shown as it is."))
        gathered.add_text(_plain(decode(part.body).text))
    elif part.media_type == "multipart/alternative":
        _gather_alternatives(children, gathered, depth)
    else:
        if part.media_type == "multipart/encrypted":
            gathered.doubt(say("The mail is encrypted; open it in the mail program."))
        for child in children:
            gather(child, gathered, depth + 1)


def _gather_alternatives(children: list[Part], gathered: Gathered, depth: int) -> None:
    """Take the plain text of the versions where it says something, else the last that does; files of all of them."""
    above = gathered.take_texts()
    versions: list[list[str]] = []
    for child in children:
        gather(child, gathered, depth + 1)
        texts = gathered.take_texts()
        if any(text.strip() for text in texts):
            versions.append(texts)
    gathered.put_texts(above)
    if versions:
        plain, last = _own_length(versions[0]), _own_length(versions[-1])
        # «Your program cannot show this letter» is no version of it.
        says_little = plain < 200 and last >= 3 * plain
        is_plain = children[0].media_type == "text/plain" and not says_little
        gathered.put_texts(versions[0] if is_plain else versions[-1])


def _own_length(texts: list[str]) -> int:
    """Return how much a version says, quoted lines aside."""
    return sum(len(line) for text in texts for line in text.split("\n") if not line.startswith(">"))


def _gather_enclosed(part: Part, gathered: Gathered, depth: int) -> None:
    """Keep an enclosed letter as a file, and show its text below the letter's own."""
    enclosed = part.enclosed(unpack(part.packing, part.body, is_text=True).content if part.is_packed else None)
    subject = headers.header_text(enclosed.header("subject"))
    otherwise = f"{subject[:80]}.eml" if subject else ""
    # Not kept in a name here: twenty levels would hold twenty copies.
    gathered.add_file(part.file_name, part.media_type, enclosed.source if part.is_packed else part.body, otherwise)
    gathered.add_head(enclosed)
    gather(enclosed, gathered, depth + 1)


def _gather_leaf(part: Part, gathered: Gathered, depth: int) -> None:
    """Take a part that has no parts: as text of the letter, or as a file."""
    is_text = part.media_type == "text/plain" or part.media_type in _PAGES
    is_text = is_text and not part.is_attached and not part.file_name
    unpacked = unpack(part.packing, part.body, is_text=is_text)
    if not unpacked.is_known:
        gathered.doubt(
            say("A part of the mail is packed in a way that is not known ({encoding}).", encoding=part.packing[:40])
        )
    if is_text:
        _take_text(part, unpacked.content, gathered)
    elif unpacked.content or part.file_name:
        take_file(part.file_name, part.media_type, unpacked.content, gathered, depth)


def _take_text(part: Part, content: bytes, gathered: Gathered) -> None:
    """Take a readable part; files uuencoded in a plain one come out of it."""
    if part.media_type == "text/plain" and b"begin " in content:
        content, files = uuencoded_files(content, MOST_FILES)
        for name, packed in files:
            gathered.add_file(decode(name).text, "application/octet-stream", packed)
    charset = part.type_parameters.get("charset")
    read = decode(content, charset)
    if charset and not read.as_declared:
        gathered.doubt(say("The mail names a wrong encoding; it was read as {encoding}.", encoding=read.encoding))
    if part.media_type in _PAGES:
        page = read_page(read.text)
        gathered.add_text(page.text)
        for problem in page.problems:
            gathered.doubt(problem)
        return
    text = gathered.shortened(read.text)
    if part.type_parameters.get("format", "").strip().lower() == "flowed":
        joins = part.type_parameters.get("delsp", "").strip().lower() == "yes"
        gathered.add_text(_plain(_unflowed(text, joins=joins)))
    else:
        gathered.add_text(_plain(text))


def take_file(given: str, media_type: str, content: bytes, gathered: Gathered, depth: int) -> None:
    """Keep a file of the letter; what is packed or sealed in it comes out beside it.

    Args:
        given: the name the sender gave, may be empty.
        media_type: as the sender declared it.
        content: its bytes.
        gathered: what was found so far.
        depth: levels above it.
    """
    name = gathered.add_file(given, media_type, content)
    if content.startswith(_TNEF_SIGNATURE):
        from otklik.intake.mail.tnef import gather_tnef  # noqa: PLC0415 - few mails have one

        gather_tnef(name, content, gathered, depth)
    elif media_type in {"application/ms-tnef", "application/vnd.ms-tnef"}:
        gathered.doubt(say(UNREADABLE_TNEF, file=name))
    elif media_type in _SEALED or given.lower().endswith(".p7m"):
        from otklik.intake.mail.smime import gather_sealed  # noqa: PLC0415 - few mails are

        gather_sealed(name, content, gathered, depth)
    elif media_type in _SIGNATURES:
        gathered.doubt(say("The mail carries an electronic signature ({file}); it was not checked.", file=name))


def _unflowed(text: str, *, joins: bool) -> str:
    """Return format=flowed text with its soft line ends undone (RFC 3676).

    Args:
        text: the text.
        joins: the blank at a soft end belongs to it (DelSp=yes).
    """
    paragraphs: list[list[str]] = []
    is_open, depth_before = False, 0
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        quote = _FLOWED_QUOTE.match(line)
        depth = quote.end() if quote else 0
        words = line[depth:].removeprefix(" ")
        is_soft = words.endswith(" ") and words != "-- "
        words = words[:-1] if is_soft and joins else words
        if is_open and depth == depth_before and words != "-- ":
            paragraphs[-1].append(words)
        else:
            paragraphs.append([">" * depth + " " if depth else "", words])
        is_open, depth_before = is_soft, depth
    return "\n".join("".join(pieces) for pieces in paragraphs)


def _plain(text: str) -> str:
    """Return plain text with uniform line ends and without blanks around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\x00", "").strip()

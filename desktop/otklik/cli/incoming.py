"""`otklik read`: look into a letter without storing it."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from otklik.cli.frame import Command, Options, russian, show
from otklik.system.clock import SystemClock
from otklik.system.files import read_file

if TYPE_CHECKING:
    from otklik.intake.reading import IncomingLetter

MAX_LETTER_BYTES = 100 * 2**20
"""Largest letter file taken."""


@click.command(cls=Command, short_help="Look into a letter without storing it.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.pass_obj
def read(options: Options, files: tuple[Path, ...]) -> None:
    """Read FILE… (.eml, .msg, .txt, .pdf, .docx, pictures).

    Show sender, date, text, attachments and what seems to be asked.
    """
    # One after another, so that of a pile of large files only one is held at a time.
    if options.json:
        rows = [_as_row(read_file_as_letter(file)) for file in files]
        show(options, rows, str)
    else:
        texts = [_as_text(read_file_as_letter(file)) for file in files]
        show(options, None, lambda: "\n\n".join(texts))


def read_file_as_letter(file: Path) -> IncomingLetter:
    """Return the letter in a file.

    Raises:
        UserError: it is no letter we can read.
        EnvironmentProblem: the file is not there or cannot be read.
    """
    from otklik.intake.reading import read_letter  # noqa: PLC0415 - mail readers are loaded when a letter comes

    return read_letter(file.name, read_file(file, MAX_LETTER_BYTES), SystemClock().today())


def _as_row(letter: IncomingLetter) -> dict[str, object]:
    return {
        "file": letter.file,
        "from": f"{letter.sender_name} <{letter.sender_address}>".strip()
        if letter.sender_address
        else letter.sender_name,
        "to": letter.to,
        "subject": letter.subject,
        "date": letter.date,
        "text": letter.text,
        "attachments": [
            {
                "name": file.name,
                "size": len(file.content),
                "sha256": hashlib.sha256(file.content).hexdigest(),
                "media_type": file.media_type,
                "danger": file.danger,
            }
            for file in letter.attachments
        ],
        "kinds": [{"kind": guess.kind, "evidence": guess.evidence} for guess in letter.kinds],
        "subject_name": letter.subject_name,
        "missing": letter.missing,
        "problems": letter.problems,
        "sha256": hashlib.sha256(letter.original).hexdigest(),
        "sent_on": letter.sent_on,
        "received_words": letter.received_words,
        "message_id": letter.message_id,
        "reply_to": letter.reply_to,
        "claim": letter.claim,
        "named_term": letter.named_term,
        "writer": letter.writer,
        "language": letter.language,
        "is_picture": letter.is_picture,
    }


def _as_text(letter: IncomingLetter) -> str:
    row = _as_row(letter)
    lines = [
        f"{letter.file}: {row['from'] or '—'}, {russian(letter.date)}, «{letter.subject}»",
        *(f"  {guess.kind}: {guess.evidence}" for guess in letter.kinds),
        *(f"  {file.name}, {len(file.content)} {file.danger}".rstrip() for file in letter.attachments),
        *(f"  {problem}" for problem in letter.problems),
    ]
    return "\n".join([*lines, letter.text])

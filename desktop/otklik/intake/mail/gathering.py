"""What is gathered on the way through a letter: texts, files under safe names, doubts; how much of each is taken."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field

from otklik.intake.dangers import danger_of
from otklik.intake.letter import IncomingFile
from otklik.intake.mail import headers
from otklik.intake.mail.mime import Part
from otklik.system.words import say

DEEPEST = 20
"""Levels of letters within letters that are opened."""

MOST_PARTS = 400
MOST_FILES = 300
MOST_TEXTS = 60
MOST_CHARACTERS = 2_000_000
MOST_BYTES = 150 * 2**20
"""Of all attachments together; no mail server takes so much, but letters within letters repeat themselves."""

MOST_HEADER_BYTES = 200_000
"""Of the headers of all parts: telling their encoding takes time."""

UNREADABLE_TNEF = "Files of this mail are packed by Outlook into {file}, which cannot be read; ask to send them anew."

_HANDED_ON = "---------- Пересылаемое сообщение ----------"
"""As mail programs write it above a letter they hand on; `demands.own_words` knows it."""

# Without the system's own tables, so that the same letter gives the same names everywhere.
_EXTENSIONS = mimetypes.MimeTypes(())


@dataclass
class Gathered:
    """Texts, files and doubts of a letter.

    Attributes:
        texts: the readable parts, in order.
        files: the attachments, in order.
        problems: sentences for the user.
        parts: how many parts were gone through.
        header_bytes: how long their headers were.
        characters: how long the texts are.
        file_bytes: how large the files are.
    """

    texts: list[str] = field(default_factory=list)
    files: list[IncomingFile] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    parts: int = 0
    header_bytes: int = 0
    characters: int = 0
    file_bytes: int = 0

    def doubt(self, sentence: str) -> None:
        """Keep a sentence about what could not be read as written, once."""
        if sentence not in self.problems:
            self.problems.append(sentence)

    def goes_on(self, header_bytes: int) -> bool:
        """Count one more part; return whether it is still looked into.

        Args:
            header_bytes: length of its headers.
        """
        self.parts += 1
        self.header_bytes += header_bytes
        if self.parts <= MOST_PARTS and self.header_bytes <= MOST_HEADER_BYTES:
            return True
        self.doubt(say("The letter has too many parts: what follows is only in the original."))
        return False

    def shortened(self, text: str) -> str:
        """Return as much of a text as a letter may have, before anything costly is done with it."""
        if len(text) > MOST_CHARACTERS:
            self.doubt(say("The letter is too long: the end of its text is only in the original."))
        return text[:MOST_CHARACTERS]

    def add_text(self, text: str) -> None:
        """Add a readable part, as much of it as there is room for."""
        room = MOST_CHARACTERS - self.characters
        if len(text) > room or len(self.texts) >= MOST_TEXTS:
            self.doubt(say("The letter is too long: the end of its text is only in the original."))
            text = text[:room] if len(self.texts) < MOST_TEXTS else ""
        if "\ufffd" in text:
            self.doubt(say("Some characters could not be read; compare with the original."))
        if text:
            self.texts.append(text)
            self.characters += len(text)

    def add_file(self, given: str, media_type: str, content: bytes, otherwise: str = "") -> str:
        """Keep a file of the letter and return its safe name, empty where there is no room for it.

        Args:
            given: the name the sender gave, as he wrote it; may be empty.
            media_type: as the sender declared it.
            content: its bytes.
            otherwise: name of a file without a name.
        """
        self.file_bytes += len(content)
        if len(self.files) >= MOST_FILES or self.file_bytes > MOST_BYTES:
            self.doubt(say("The letter has too many files: the rest of them are only in the original."))
            return ""
        suffix = ".eml" if media_type == "message/rfc822" else _EXTENSIONS.guess_extension(media_type) or ".bin"
        taken = [file.name for file in self.files]
        name = headers.safe_name(given or otherwise, len(taken) + 1, suffix, taken)
        danger = danger_of(given or name, content)
        if danger:
            self.doubt(say("An attachment may do harm and is never opened from here: {file}.", file=name))
        self.files.append(IncomingFile(name, media_type, content, danger))
        return name

    def add_head(self, enclosed: Part) -> None:
        """Add the lines above an enclosed letter: that it is handed on, from whom, when, about what."""
        lines = [
            f"{label}: {value}"
            for label, header in (("От", "from"), ("Дата", "date"), ("Тема", "subject"))
            if (value := headers.header_text(enclosed.header(header)))
        ]
        if lines:
            self.add_text("\n".join([_HANDED_ON, *lines]))

    def take_texts(self) -> list[str]:
        """Take the texts out and return them, so that versions of one text can be weighed."""
        taken, self.texts = self.texts, []
        self.characters -= sum(map(len, taken))
        return taken

    def put_texts(self, texts: list[str]) -> None:
        """Put texts taken out below those that are there."""
        self.texts += texts
        self.characters += sum(map(len, texts))

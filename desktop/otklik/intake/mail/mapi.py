"""Properties of a letter as Outlook keeps them (MS-OXPROPS), the same in .msg files and in winmail.dat."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

from otklik.intake.charset import decode
from otklik.intake.documents.markup import read_page
from otklik.intake.mail.gathering import Gathered
from otklik.intake.mail.rtf import read_rich_text, unpacked
from otklik.system.words import say

MESSAGE_CLASS, SUBJECT, SUBMITTED, HEADERS = 0x001A, 0x0037, 0x0039, 0x007D
AUTHOR_NAME, AUTHOR_MAIL, AUTHOR_SMTP = 0x0042, 0x0065, 0x5D02
SENDER_NAME, SENDER_MAIL, SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
RECIPIENT_KIND, DISPLAY_TO, DELIVERED = 0x0C15, 0x0E04, 0x0E06
BODY, RTF, HTML, MESSAGE_ID = 0x1000, 0x1009, 0x1013, 0x1035
DISPLAY_NAME, MAIL, SMTP = 0x3001, 0x3003, 0x39FE
FILE_CONTENT, FILE_SHORT_NAME, FILE_METHOD, FILE_NAME, FILE_TYPE = 0x3701, 0x3704, 0x3705, 0x3707, 0x370E
TEXT_PAGE, BODY_PAGE = 0x3FFD, 0x3FDE

STRING8, UNICODE = 0x001E, 0x001F

_PAGES = {
    65001: "utf-8",
    20866: "koi8-r",
    21866: "koi8-u",
    28595: "iso8859-5",
    10007: "mac-cyrillic",
    1200: "utf-16-le",
}
_MOSCOW = timezone(timedelta(hours=3))
_LONGEST_TEXT = 4_000_000


class Properties:
    """Properties of one letter, recipient or attachment.

    Args:
        values: type and raw bytes by number.
        code_page: of 8-bit texts where the properties do not name one themselves.
    """

    def __init__(self, values: Mapping[int, tuple[int, bytes]], code_page: int = 0) -> None:
        self._values = values
        self.code_page = self.number(TEXT_PAGE) or code_page

    def __contains__(self, number: int) -> bool:
        return number in self._values

    def raw(self, number: int) -> bytes:
        """Return the bytes of a property, empty where there is none."""
        return self._values.get(number, (0, b""))[1]

    def text(self, number: int) -> str:
        """Return a text property, empty where there is none."""
        kind, content = self._values.get(number, (0, b""))
        content = content[:_LONGEST_TEXT]
        if kind == UNICODE:
            text = content[: len(content) & ~1].decode("utf-16-le", "replace")
        else:
            text = decode(content, encoding(self.code_page)).text
        return text.replace("\x00", "") if number in {BODY, HTML} else text.partition("\x00")[0]

    def number(self, number: int) -> int:
        """Return a whole number, 0 where there is none."""
        return int.from_bytes(self.raw(number)[:4], "little")

    def moment(self, number: int) -> datetime | None:
        """Return a moment in Moscow time; `None` where there is none or it is no moment of mails."""
        ticks = int.from_bytes(self.raw(number)[:8], "little")
        try:
            found = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
        except OverflowError:
            return None
        return found.astimezone(_MOSCOW) if 1990 <= found.year <= 2200 else None

    def file_name(self) -> str:
        """Return the name of an attachment, empty where it has none."""
        return self.text(FILE_NAME) or self.text(FILE_SHORT_NAME) or self.text(DISPLAY_NAME)

    def add_body(self, gathered: Gathered) -> None:
        """Add the text of a letter: the plain one, else the page, else the rich text.

        Args:
            gathered: takes the text and doubts.
        """
        plain = self.text(BODY).replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip()
        if plain:
            gathered.add_text(plain)
            return
        page = self._page(gathered)
        if page.strip():
            read = read_page(page)
            gathered.add_text(read.text)
            for problem in read.problems:
                gathered.doubt(problem)

    def _page(self, gathered: Gathered) -> str:
        """Return the letter as a page; rich text that is none is added at once."""
        kind, content = self._values.get(HTML, (0, b""))
        if content.strip(b"\x00 \r\n"):
            if kind == UNICODE:
                return self.text(HTML)
            return decode(content, encoding(self.number(BODY_PAGE) or self.code_page)).text
        if RTF not in self:
            return ""
        try:
            rich = read_rich_text(unpacked(self.raw(RTF)))
        except ValueError:
            gathered.doubt(say("The text of the letter is packed in a way that cannot be read; open it in Outlook."))
            return ""
        if not rich.is_whole:
            gathered.doubt(say("The letter is too long: the end of its text is only in the original."))
        if rich.is_page:
            return rich.text
        gathered.add_text(rich.text.replace("\x00", "").replace("\u00a0", " ").strip())
        return ""


def encoding(code_page: int) -> str | None:
    """Return the name of a Windows code page, `None` for 0."""
    return _PAGES.get(code_page, f"cp{code_page}") if code_page else None

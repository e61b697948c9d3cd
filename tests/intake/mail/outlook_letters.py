"""Letters as Outlook saves them, built for tests from invented people."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.intake.mail.compound_file import BINARY, MOMENT, NUMBER, STRING8, UNICODE, Tree, compound, properties
from tests.intake.mail.packed import compressed
from tests.intake.samples import PAGE, TEXT

SENT = datetime(2026, 11, 11, 20, 59, tzinfo=UTC)
DELIVERED = datetime(2026, 11, 11, 21, 20, tzinfo=UTC)
HEADERS = (
    "Received: from a.example.ru by mx.example.com;\r\n\tThu, 12 Nov 2026 00:20:03 +0300\r\n"
    "From: =?koi8-r?B?4c7OwQ==?= <a@example.ru>\r\nTo: b@example.com\r\nSubject: =?koi8-r?B?79Ta2dc=?=\r\n"
    "Reply-To: c@example.ru\r\nMessage-ID: <1.2@example.ru>\r\nDate: Wed, 11 Nov 2026 23:59:00 +0300\r\n"
)
RTF_PAGE = (
    r"{\rtf1\ansi\ansicpg1251\fromhtml1 \deff0{\fonttbl{\f0\fswiss\fcharset204 Arial;}{\f1\fcharset0 Courier;}}"
    r"{\*\htmltag64 <p>}\htmlrtf \f0\par\htmlrtf0 \f0 \'cf\'f0\'ee\'f8\'f3 {\*\htmltag84 <b>}\u1091?\u1076?"
    r"\'e0\'eb\'e8\'f2\'fc{\*\htmltag92 </b>} \'ec\'ee\'e8 \'e4\'e0\'ed\'ed\'fb\'e5{\*\htmltag72 </p>}}"
).encode("ascii")
RTF = (
    r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Arial;}}{\*\generator Riched20;}\f0\fs20 "
    r"\'cf\'f0\'ee\'f8\'f3 \'f3\'e4\'e0\'eb\'e8\'f2\'fc\par \ldblquote\'e4\'e0\rdblquote\par}"
).encode("ascii")


def file(name: str, content: bytes, media_type: str = "application/pdf") -> Tree:
    """Return the storage of an attachment."""
    values = [(0x3701, BINARY, content), (0x3705, NUMBER, 1), (0x3707, UNICODE, name), (0x370E, UNICODE, media_type)]
    return properties([*values, (0x3704, UNICODE, "SHORT~1.PDF")])


def message(*values: tuple[int, int, object], owner: str = "letter", **storages: Tree) -> Tree:
    """Return the tree of a letter: the values, and storages by name without their usual beginnings."""
    made: dict[str, bytes | Tree] = {**properties(values, owner)}
    for name, tree in storages.items():
        kind, number = name.rsplit("_", 1)
        made[f"__{kind}_version1.0_#{int(number):08X}"] = tree
    return made


WHO = (
    (0x0C1A, UNICODE, "Анна Петрова"),
    (0x0C1F, UNICODE, "/O=EXAMPLE/OU=X/CN=RECIPIENTS/CN=ANNA"),
    (0x5D01, UNICODE, "a@example.ru"),
)
RECIPIENT = properties([(0x3001, UNICODE, "Отдел"), (0x39FE, UNICODE, "b@example.com"), (0x0C15, NUMBER, 1)])
INNER = message(
    (0x0037, UNICODE, "Отзыв согласия"),
    (0x1000, UNICODE, "Отзываю согласие на обработку данных."),
    *WHO,
    owner="enclosed",
    attach_0=file("скан.pdf", b"scan"),
)


def letters() -> dict[str, bytes]:
    """Return letters of every make by a word for each."""
    subject, sent = (0x0037, UNICODE, "Отзыв"), (0x0039, MOMENT, SENT)
    return {
        "with headers": compound(
            message((0x007D, UNICODE, HEADERS), subject, (0x1000, UNICODE, TEXT.replace("\n", "\r\n")), *WHO)
        ),
        "within Exchange": compound(
            message(subject, sent, (0x0E06, MOMENT, DELIVERED), (0x1000, UNICODE, TEXT), *WHO, recip_0=RECIPIENT)
        ),
        "8-bit": compound(
            message(
                (0x3FFD, NUMBER, 1251),
                (0x0037, STRING8, "Отзыв"),
                (0x1000, STRING8, TEXT),
                (0x0C1A, STRING8, "Анна"),
                (0x0C1F, STRING8, "a@example.ru"),
                (0x0E04, STRING8, "Отдел"),
            )
        ),
        "page": compound(message(subject, (0x1013, BINARY, PAGE.encode("cp1251")), (0x3FDE, NUMBER, 1251), *WHO)),
        "page in rich text": compound(message(subject, (0x1009, BINARY, compressed(RTF_PAGE)), *WHO)),
        "rich text": compound(message(subject, (0x1009, BINARY, compressed(RTF, stored=True)), *WHO)),
        "files": compound(
            message(
                subject,
                (0x1000, UNICODE, TEXT),
                *WHO,
                attach_0=file("../паспорт № 5.pdf", b"%PDF-1.4 " + bytes(9000)),
                attach_1=file("запрос.pdf.exe", b"MZ" + bytes(100)),
                attach_2={
                    **properties([(0x3705, NUMBER, 5), (0x3001, UNICODE, "Отзыв согласия")]),
                    "__substg1.0_3701000D": INNER,
                },
            )
        ),
    }

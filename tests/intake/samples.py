"""Letters as real programs write them, from invented people: what tests read and `mutated_input` breaks."""

from __future__ import annotations

import base64
import uuid
from email.message import EmailMessage
from email.policy import SMTP

TEXT = "Прошу сообщить, какие мои персональные данные вы храните.\n\nС уважением,\nПетрова Анна Ильинична"
STAMP = b"Received: from a.example.ru by mx.example.com;\r\n\tThu, 12 Nov 2026 00:20:03 +0300\r\n"
PLAIN = b"From: a@example.ru\r\nTo: b@example.com\r\nDate: Wed, 11 Nov 2026 23:59:00 +0300\r\n"
PAGE = (
    "<html><head><style>p{color:red}</style></head><body><div style='display:none'>скрыто</div><p>Прошу <b>удалить</b>"
    " мои данные: <a href='https://other.example.net/x'>https://example.ru</a></p><table><tr><td>ФИО</td><td>Анна</td>"
    "</tr></table><img src='https://example.net/pixel.gif'></body></html>"
)


def mail(**headers: str) -> EmailMessage:
    """Return an empty mail with a sender and a date."""
    message = EmailMessage(policy=SMTP)
    for name, value in ({"From": "a@example.ru", "Date": "Thu, 12 Nov 2026 10:00:00 +0300"} | headers).items():
        message[name] = value
    return message


def part(media_type: str, content: bytes, name: str = "", disposition: str = "attachment") -> bytes:
    """Return one part of a mail with its headers, base64."""
    head = f"Content-Type: {media_type}" + (f'; name="{name}"' if name else "")
    head += "\r\nContent-Transfer-Encoding: base64\r\n" + (
        f'Content-Disposition: {disposition}; filename="{name}"\r\n' if name else ""
    )
    return head.encode() + b"\r\n" + base64.encodebytes(content)


def parts(*pieces: bytes, kind: str = "mixed", head: bytes = b"") -> bytes:
    """Return the headers of a multipart and its parts."""
    boundary = f"b{uuid.uuid5(uuid.NAMESPACE_OID, repr(pieces)).hex[:12]}".encode()
    whole = head + b"MIME-Version: 1.0\r\nContent-Type: multipart/%b; boundary=%b\r\n\r\n" % (kind.encode(), boundary)
    return whole + b"".join(b"--%b\r\n%b\r\n" % (boundary, piece) for piece in pieces) + b"--%b--\r\n" % boundary


def text_part(text: str = TEXT, encoding: str = "utf-8") -> bytes:
    """Return a plain text part as 8-bit bytes."""
    return f"Content-Type: text/plain; charset={encoding}\r\n\r\n".encode() + text.encode(encoding)


def mails() -> list[tuple[str, bytes]]:
    """Return mails of every make."""
    forwarded = mail(Subject="Fwd: Отзыв согласия")
    forwarded.set_content(TEXT)
    forwarded.add_alternative(PAGE, subtype="html")
    inner = mail(Subject="Отзыв", To="b@example.com")
    inner.set_content("Отзываю согласие.", charset="koi8-r", cte="base64")
    forwarded.add_attachment(inner)
    forwarded.add_attachment(b"%PDF-1.4 \x00" * 20, maintype="application", subtype="pdf", filename="паспорт № 5.pdf")
    head = STAMP + PLAIN + b"Message-ID: <1.2@example.ru>\r\nSubject: =?koi8-r?B?79Ta2dc=?=\r\n"
    flowed = (
        b"Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\r\n\r\n"
        + TEXT.replace(" ", " \r\n").encode()
    )
    quoted = b"Content-Type: text/html; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    return [
        ("переслано.eml", forwarded.as_bytes()),
        ("простое.eml", head + b"Content-Type: text/plain; charset=windows-1251\r\n\r\n" + TEXT.encode("cp1251")),
        ("строки.eml", head + flowed),
        ("страница.eml", head + quoted + PAGE.encode("cp1251").replace(b"=", b"=3D").replace(b" ", b"=20=\r\n", 9)),
        ("uue.eml", head + b"\r\nfile:\r\nbegin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n"),
        ("вложения.eml", parts(text_part(), part("image/png", b"\x89PNG\r\n\x1a\n0000", "скан.png"), head=head)),
        ("без расширения", b"From a@example.ru Thu Nov 12 00:00:00 2026\r\n" + head + b"\r\n" + TEXT.encode()),
    ]


def letters() -> list[tuple[str, bytes]]:
    """Return letters of every format."""
    return [*mails(), ("записка.txt", f"От: Анна <a@example.ru>\nТема: Отзыв\n\n{TEXT}".encode("cp1251"))]

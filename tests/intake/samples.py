"""Letters as real programs write them, from invented people: what tests read and `mutated_input` breaks."""

from __future__ import annotations

import base64
import io
import uuid
from email.message import EmailMessage
from email.policy import SMTP

from otklik.system.paths import resource

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


def word(text: str = TEXT) -> bytes:
    """Return a Word document with a table below its text."""
    from docx import Document

    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "ФИО", "Петрова Анна"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(text: str = TEXT) -> bytes:
    """Return a PDF of one page with these lines; without text it is a scan."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=True)
    pdfmetrics.registerFont(TTFont("Letter", next(iter(sorted(resource("fonts").glob("*.ttf"))))))
    canvas.setFont("Letter", 12)
    for number, line in enumerate(text.split("\n")):
        canvas.drawString(72, 720 - 20 * number, line)
    canvas.rect(72, 72, 100, 100)
    canvas.save()
    return out.getvalue()


def letters() -> list[tuple[str, bytes]]:
    """Return letters of every format."""
    from tests.intake.mail import outlook_letters
    from tests.intake.mail.packed import compressed, enveloped, signed, tnef

    name = {(0x3707, 0x1F): "договор.pdf".encode("utf-16-le")}
    packed = tnef({(0x1009, 0x102): compressed(outlook_letters.RTF_PAGE)}, (name, b"%PDF-1.4 x"))
    sealed = part("application/pkcs7-mime", signed(text_part(), in_pieces=True), "smime.p7m")
    picture = b"\xff\xd8\xff\xe0" + bytes(200)
    return [
        *mails(),
        *((f"{word}.msg", content) for word, content in outlook_letters.letters().items()),
        ("winmail.eml", parts(part("application/ms-tnef", packed, "winmail.dat"), head=PLAIN)),
        ("подпись.eml", PLAIN + sealed),
        ("шифр.eml", PLAIN + part("application/pkcs7-mime", enveloped(), "smime.p7m")),
        ("записка.txt", f"От: Анна <a@example.ru>\nТема: Отзыв\n\n{TEXT}".encode("cp1251")),
        ("записка.txt", TEXT.encode("utf-16")),
        ("письмо.docx", word()),
        ("письмо.pdf", pdf()),
        ("скан.pdf", pdf("")),
        ("скан.jpg", picture),
    ]

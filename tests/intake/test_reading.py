"""Letters from files: everything a mail program or a stranger can produce becomes a letter or one clear sentence."""

from __future__ import annotations

import base64
import io
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.intake.reading import IncomingLetter, read_letter
from otklik.law.kinds import Kind
from otklik.system.errors import UserError
from otklik.system.words import catalogue

TEXT = "Прошу сообщить, какие мои персональные данные вы храните.\n\nС уважением,\nПетрова Анна Ильинична"
STAMP = b"Received: from a.example.ru by mx.example.com;\r\n\tThu, 12 Nov 2026 00:20:03 +0300\r\n"
PLAIN = b"From: a@example.ru\r\nTo: b@example.com\r\nDate: Wed, 11 Nov 2026 23:59:00 +0300\r\n"


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    for name, value in ({"From": "a@example.ru", "Date": "Thu, 12 Nov 2026 10:00:00 +0300"} | headers).items():
        message[name] = value
    return message


def read_or_none(name: str, content: bytes) -> IncomingLetter | None:
    """Read, or make sure that the refusal is a sentence the catalogue knows; anything else raised fails the test."""
    try:
        return read_letter(name, content)
    except UserError as error:
        problem = error
    assert problem.text in catalogue()
    return None


@settings(deadline=None)  # the first letter compiles the rules
@given(st.binary(max_size=2000), st.sampled_from(["a.eml", "a.txt", "a.EML", "a", "../a.txt", ""]))
def test_any_bytes_give_a_letter_or_a_sentence(content: bytes, name: str) -> None:
    letter = read_or_none(name, content)
    assert letter is None or letter.original == content


PIECES = st.sampled_from(
    [
        b"From: =?koi8-r?B?\xf0?= <a@example.ru>\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n",
        b"Content-Type: multipart/mixed; boundary*0=x; boundary*=y\r\n",
        b"Content-Type: multipart/alternative\r\n",
        b"Content-Type: message/rfc822\r\n",
        b"Content-Type: message/delivery-status\r\n",
        b'Content-Type: text/html; charset="no such"\r\n',
        b"Content-Type: text/plain; charset*=''%FF\r\n",
        b"Content-Type: ;;;=;\r\n",
        b"Content-Disposition: attachment; filename*1=b; filename*0*=utf-8''%D0\r\n",
        b"Content-Transfer-Encoding: base64\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n",
        b"Content-Transfer-Encoding: x-uuencode\r\n",
        b"Content-Transfer-Encoding: \xff\r\n",
        b"Date: Thu, 32 Nov 2026 25:61:00 +9999\r\n",
        b"Received: ; ; ;\r\n",
        b"Subject: =?utf-8?Q?=?= =?x?y?z?=\r\n",
        b"\r\n",
        b"--x\r\n",
        b"--x--\r\n",
        b"begin 644 a\r\n#0V%T\r\nend\r\n",
        b"0J/QgNC+\r\n",
        b"=D0=\r\n",
        b"<p>\xd0\r\n",
        b"\xff\xfe\x00",
        b" folded\r\n",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=25).map(b"".join))
def test_any_order_of_broken_pieces_gives_a_letter(body: bytes) -> None:
    letter = read_letter("a.eml", b"From: a@example.ru\r\n" + body)
    assert letter.original.endswith(body)
    assert letter.sender_address == "a@example.ru"
    for file in letter.attachments:
        assert "/" not in file.name


def test_the_server_dates_the_letter_and_the_sender_is_kept_apart() -> None:
    letter = read_letter("a.eml", STAMP + PLAIN + b"\r\ntext")
    assert letter.date == date(2026, 11, 12)
    assert letter.sent_on == date(2026, 11, 11)
    assert letter.problems == ()


def test_the_first_stamp_with_a_date_counts() -> None:
    older = b"Received: from x by y; Tue, 10 Nov 2026 00:20:03 +0300\r\n"
    assert read_letter("a.eml", STAMP + older + PLAIN + b"\r\ntext").date == date(2026, 11, 12)
    assert read_letter("a.eml", b"Received: broken\r\n" + older + PLAIN + b"\r\ntext").date == date(2026, 11, 10)


def test_a_server_elsewhere_is_pointed_out() -> None:
    stamp = b"Received: from a by b; Wed, 11 Nov 2026 15:00:00 -0800\r\n"
    letter = read_letter("a.eml", stamp + PLAIN + b"\r\ntext")
    assert letter.date == date(2026, 11, 11)
    assert any("12.11.2026" in problem for problem in letter.problems)


def test_a_sender_with_a_wrong_clock_is_pointed_out() -> None:
    wrong = PLAIN.replace(b"11 Nov 2026", b"01 Jan 2020")
    letter = read_letter("a.eml", STAMP + wrong + b"\r\ntext")
    assert letter.date == date(2026, 11, 12)
    assert letter.sent_on == date(2020, 1, 1)
    assert any("01.01.2020" in problem for problem in letter.problems)


def test_without_a_stamp_the_date_is_the_senders() -> None:
    letter = read_letter("a.eml", PLAIN + b"\r\ntext")
    assert letter.date == letter.sent_on == date(2026, 11, 11)
    assert len(letter.problems) == 1


def test_no_date_and_nobody_are_said() -> None:
    letter = read_letter("a.eml", b"Subject: x\r\n\r\ntext")
    assert letter.date is None
    assert letter.sent_on is None
    assert letter.sender_address == ""
    assert len(letter.problems) == 2


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "cp866", "utf-8"])
@pytest.mark.parametrize("declared", ["right", "missing", "us-ascii", "utf-8", "windows-1251"])
@pytest.mark.parametrize("packing", ["8bit", "base64"])
def test_russian_bodies_are_read_in_any_encoding(encoding: str, declared: str, packing: str) -> None:
    charset = {"right": f'; charset="{encoding}"', "missing": ""}.get(declared, f"; charset={declared}")
    body = TEXT.encode(encoding)
    if packing == "base64":
        body = base64.encodebytes(body)
    head = f"Content-Type: text/plain{charset}\r\nContent-Transfer-Encoding: {packing}\r\n\r\n".encode()
    letter = read_letter("a.eml", STAMP + PLAIN + head + body)
    assert letter.text == TEXT
    assert [guessed.kind for guessed in letter.kinds] == [Kind.ACCESS]
    assert letter.subject_name == "Петрова Анна Ильинична"


@settings(deadline=None)  # the first letter compiles the rules
@given(
    st.text(alphabet="абвгдеё АБВ abc «»№.,\n", max_size=200),
    st.text(alphabet="абвгд АБВ abc-.,0123", min_size=1, max_size=60).filter(str.strip),
)
def test_what_python_writes_is_read_back(text: str, subject: str) -> None:
    message = mail(Subject=" ".join(subject.split()))
    message.set_content(text)
    letter = read_letter("a.eml", message.as_bytes())
    assert letter.text == text.strip()
    assert letter.subject == " ".join(subject.split())


def test_attachments_come_out_whole_under_safe_names() -> None:
    message = mail()
    message.set_content(TEXT)
    message.add_attachment(b"\x00\x01", maintype="application", subtype="pdf", filename="../../договор № 5.pdf")
    message.add_attachment(b"\x02", maintype="image", subtype="png", filename="договор № 5.pdf")
    message.add_attachment(b"\x03", maintype="image", subtype="png")
    message.add_attachment("текст", filename="список.txt")
    letter = read_letter("a.eml", message.as_bytes())
    assert letter.text == TEXT
    assert [file.name for file in letter.attachments] == [
        "договор № 5.pdf",
        "договор № 5 (2).pdf",
        "вложение-3.png",
        "список.txt",
    ]
    assert [file.content for file in letter.attachments[:3]] == [b"\x00\x01", b"\x02", b"\x03"]
    assert letter.attachments[0].media_type == "application/pdf"


def test_plain_text_is_preferred_and_pictures_are_kept() -> None:
    message = mail()
    message.set_content(TEXT)
    message.add_alternative("<p>То же <b>жирно</b></p>", subtype="html")
    html = message.get_payload()[1]  # type: ignore[index]  # the alternative just added
    html.add_related(b"\x89PNG", "image", "png", cid="<logo>")  # type: ignore[union-attr]  # it is a message
    letter = read_letter("a.eml", message.as_bytes())
    assert letter.text == TEXT
    assert [file.media_type for file in letter.attachments] == ["image/png"]


def test_a_letter_of_html_alone_becomes_text() -> None:
    message = mail()
    message.set_content("<p>Прошу <b>удалить</b> мои данные.</p><script>x</script><p>Анна</p>", subtype="html")
    letter = read_letter("a.eml", message.as_bytes())
    assert letter.text == "Прошу удалить мои данные.\n\nАнна"
    assert [guessed.kind for guessed in letter.kinds] == [Kind.ERASURE]


def test_an_empty_plain_version_gives_way_to_html() -> None:
    message = mail()
    message.set_content("  \n")
    message.add_alternative("<p>Прошу удалить мои данные</p>", subtype="html")
    assert read_letter("a.eml", message.as_bytes()).text == "Прошу удалить мои данные"


def test_a_letter_within_a_letter_is_shown_and_kept() -> None:
    inner = mail(Subject="Отзыв согласия", From="Анна <anna@example.ru>")
    inner.set_content("Отзываю согласие на обработку данных.")
    inner.add_attachment(b"scan", maintype="image", subtype="png", filename="скан.png")
    outer = mail(Subject="Fwd")
    outer.set_content("Пересылаю, разберитесь.")
    outer.add_attachment(inner)
    letter = read_letter("a.eml", outer.as_bytes())
    assert letter.text.startswith(
        "Пересылаю, разберитесь.\n\n---------- Пересылаемое сообщение ----------\nОт: Анна <anna@example.ru>"
    )
    assert "Отзываю согласие" in letter.text
    assert [file.name for file in letter.attachments] == ["Отзыв согласия.eml", "скан.png"]
    assert [guessed.kind for guessed in letter.kinds] == [Kind.CONSENT_WITHDRAWAL]
    assert any("из пересланного" in problem for problem in letter.problems)
    again = read_letter("b.eml", letter.attachments[0].content)
    assert again.subject == "Отзыв согласия"


@pytest.mark.parametrize("pointer", ["см. вложение", ""])
def test_demands_of_an_enclosed_letter_count_where_the_outer_one_only_points_at_it(pointer: str) -> None:
    inner = mail(Subject="hi", From="anna@example.ru")
    inner.set_content("Отзываю согласие на обработку данных.")
    outer = mail(Subject="s")
    outer.set_content(pointer)
    outer.add_attachment(inner)
    letter = read_letter("a.eml", outer.as_bytes())
    assert [guessed.kind for guessed in letter.kinds] == [Kind.CONSENT_WITHDRAWAL]
    assert any("из пересланного" in problem for problem in letter.problems)
    outer = mail(Subject="s")
    outer.set_content("Прошу удалить мои персональные данные.")
    outer.add_attachment(inner)
    letter = read_letter("a.eml", outer.as_bytes())
    assert [guessed.kind for guessed in letter.kinds] == [Kind.ERASURE]
    assert not any("из пересланного" in problem for problem in letter.problems)


def test_a_letter_that_is_nothing_but_one_handed_on() -> None:
    message = mail(Subject="письмо")
    message.set_content(
        "---------- Пересылаемое сообщение ----------\nОт: Анна <anna@example.ru>\nДата: 1 ноября 2026 г.\n"
        "Тема: просьба\n\nПрошу удалить мои персональные данные."
    )
    letter = read_letter("a.eml", message.as_bytes())
    assert [guessed.kind for guessed in letter.kinds] == [Kind.ERASURE]


def test_a_mail_without_words_points_at_its_file() -> None:
    message = mail(Subject="test")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="письмо.pdf")
    assert any("в приложенном файле" in problem for problem in read_letter("a.eml", message.as_bytes()).problems)


def test_earlier_mails_stay_in_the_text() -> None:
    body = "Жду ответа.\n\n12.11.2026 Иван пишет:\n> первое\n>> второе"
    letter = read_letter("a.eml", PLAIN + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + body.encode())
    assert letter.text == body


def test_nesting_without_end_is_a_sentence_or_a_letter() -> None:
    shallow, deep = (PLAIN + b"Content-Type: message/rfc822\r\n\r\n" * depth + b"text" for depth in (40, 3000))
    letter = read_letter("a.eml", shallow)
    assert letter.original == shallow
    assert letter.attachments
    assert read_letter("a.eml", deep).problems


def test_a_contradictory_boundary_is_no_reason_to_fail() -> None:
    head = PLAIN + b"Content-Type: multipart/mixed; boundary*0=x; boundary*=y\r\n\r\n"
    letter = read_letter(
        "a.eml", head + b"--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + TEXT.encode() + b"\r\n--x--"
    )
    kept = letter.text + "".join(file.content.decode() for file in letter.attachments)
    assert "Прошу сообщить" in kept


def test_tnef_and_sealed_mail_are_named() -> None:
    for media_type in ("application/ms-tnef", "application/pkcs7-mime"):
        head = f"Content-Type: {media_type}; name=winmail.dat\r\nContent-Transfer-Encoding: base64\r\n\r\neA=="
        letter = read_letter("a.eml", STAMP + PLAIN + head.encode())
        assert [file.name for file in letter.attachments] == ["winmail.dat"]
        assert any("winmail.dat" in problem for problem in letter.problems)


def test_unix_mailbox_marks_and_byte_order_marks_are_passed_over() -> None:
    for mark in (b"\xef\xbb\xbf", b"\r\n\r\n", b"From a@example.ru Thu Nov 12 00:00:00 2026\r\n"):
        letter = read_letter("a.eml", mark + PLAIN + b"\r\ntext")
        assert (letter.sender_address, letter.text) == ("a@example.ru", "text")


@pytest.mark.parametrize("encoding", ["koi8-r", "windows-1251", "cp866", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_text_files_are_read_whole_in_any_encoding(encoding: str) -> None:
    letter = read_letter("письмо.TXT", TEXT.replace("\n", "\r\n").encode(encoding))
    assert letter.text == TEXT
    assert letter.date is None
    assert len(letter.problems) == 1
    assert letter.subject_name == "Петрова Анна Ильинична"


def test_the_head_of_a_saved_letter_is_understood() -> None:
    saved = f"От: Анна Петрова <anna@example.ru>\nКому: b@example.com\nТема: Отзыв согласия\nДата: 12.11.2026\n\n{TEXT}"
    letter = read_letter("a.txt", saved.encode())
    assert (letter.sender_name, letter.sender_address) == ("Анна Петрова", "anna@example.ru")
    assert (letter.to, letter.subject) == ("b@example.com", "Отзыв согласия")
    assert letter.text == saved
    assert read_letter("a.txt", b"From: a@example.ru is how I sign").sender_address == ""


@pytest.mark.parametrize(
    "content",
    [b"", b"  \r\n\t", b"\x00" * 300, bytes(range(256)) * 4, b"%PDF-1.4", b"PK\x03\x04", b"Rar!\x1a\x07", b"{\\rtf1 }"],
)
@pytest.mark.parametrize("name", ["файл.eml", "файл.txt"])
def test_what_is_no_letter_gets_one_sentence(name: str, content: bytes) -> None:
    with pytest.raises(UserError) as problem:
        read_letter(f"папка/{name}", content)
    assert name in str(problem.value)
    assert "папка" not in str(problem.value)
    assert problem.value.text in catalogue()


@pytest.mark.parametrize("name", ["letter.msg", "letter.docx", "letter", "letter.xlsx"])
def test_other_files_are_named(name: str) -> None:
    with pytest.raises(UserError, match=name):
        read_letter(name, b"text")


def test_text_in_a_mail_file_is_still_a_letter() -> None:
    letter = read_letter("a.eml", TEXT.encode())
    assert letter.text == TEXT
    assert len(letter.problems) == 2


def test_megabytes_are_read() -> None:
    message = mail()
    message.set_content("слово за словом " * 100_000)
    message.add_attachment(bytes(5_000_000), maintype="application", subtype="octet-stream", filename="большой.bin")
    letter = read_letter("a.eml", message.as_bytes())
    assert len(letter.text) > 1_000_000
    assert len(letter.attachments[0].content) == 5_000_000


def test_problems_and_sentences_exist_in_russian() -> None:
    letter = read_letter("a.eml", b"Subject: x\r\nContent-Transfer-Encoding: odd\r\n\r\ntext")
    assert isinstance(letter, IncomingLetter)
    for problem in letter.problems:
        assert not problem.isascii()


def test_a_day_that_has_not_come_is_not_proposed() -> None:
    message = mail(Date="Fri, 04 Dec 2026 10:00:00 +0300")
    message.set_content("Прошу удалить мои персональные данные.")
    ahead = read_letter("a.eml", message.as_bytes(), date(2026, 12, 3))
    assert ahead.date is None
    assert any("04.12.2026" in problem for problem in ahead.problems)
    assert read_letter("a.eml", message.as_bytes(), date(2026, 12, 4)).date == date(2026, 12, 4)


def test_signs_that_command_a_terminal_are_no_text() -> None:
    content = "Прошу удалить мои данные \x1b]0;чужое\x07\x1b[2J\x1b[31mкрасный".encode()
    assert read_letter("a.txt", content).text == "Прошу удалить мои данные красный"


def test_of_a_huge_text_only_the_beginning_is_decoded() -> None:
    letter = read_letter("a.txt", b"text " * 4_000_000)
    assert len(letter.text) == 2_000_000
    assert any("слишком длинное" in problem for problem in letter.problems)


def test_a_file_without_text_is_called_a_picture_only_where_it_is_one() -> None:
    from pypdf import PdfWriter

    stream = io.BytesIO()
    PdfWriter().write(stream)
    empty = read_letter("a.pdf", stream.getvalue())
    assert empty.is_picture
    assert "изображение" not in empty.problems[0]
    assert "изображение" in read_letter("a.png", b"\x89PNG\r\n\x1a\n0000").problems[0]

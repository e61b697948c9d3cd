"""Mails as broken programs make them, and letters that are no mails: what is read of each."""

from __future__ import annotations

import base64

import pytest

from otklik.casework.receiving import files_of
from otklik.intake.documents.markup import html_to_text, read_page
from otklik.intake.reading import read_letter
from otklik.law.kinds import Kind
from otklik.system.errors import UserError
from tests.intake import samples
from tests.intake.samples import PAGE, PLAIN, STAMP, TEXT

HEAD = STAMP + PLAIN
UTF8 = b"Content-Type: text/plain; charset=utf-8\r\n"


def text_of(body: bytes, head: bytes = UTF8) -> str:
    return read_letter("a.eml", HEAD + head + b"\r\n" + body).text


def test_headers_beside_sender_and_date() -> None:
    head = b"Message-ID: <1.2@example.ru>\r\nReply-To: B <b@example.ru>\r\n"
    letter = read_letter("a.eml", HEAD + head + b"\r\ntext")
    assert (letter.message_id, letter.reply_to) == ("1.2@example.ru", "b@example.ru")
    assert letter.received_words == "from a.example.ru by mx.example.com; Thu, 12 Nov 2026 00:20:03 +0300"
    long = b"Received: from " + b"a" * 900 + b" by b; Thu, 12 Nov 2026 00:20:03 +0300\r\n"
    words = read_letter("a.eml", long + PLAIN + b"\r\ntext").received_words
    assert len(words) <= 310
    assert words.endswith("00:20:03 +0300")


@pytest.mark.parametrize("label", ["base64", "7bit", "quoted-printable", "8bit"])
def test_a_lying_transfer_encoding_is_seen_through(label: str) -> None:
    head = UTF8 + f"Content-Transfer-Encoding: {label}\r\n".encode()
    assert text_of(TEXT.encode(), head) == TEXT
    if label not in {"base64", "quoted-printable"}:
        assert text_of(base64.encodebytes(TEXT.encode()), head) == TEXT
        assert text_of("".join(f"={byte:02X}" for byte in TEXT.encode()).encode(), head) == TEXT


@pytest.mark.parametrize("encoding", ["utf-7", "utf-16", "iso8859-5", "mac-cyrillic", "koi8-u", "cp1251"])
def test_rarer_encodings_are_read(encoding: str) -> None:
    packed = base64.encodebytes(TEXT.encode(encoding))
    head = f"Content-Type: text/plain; charset={encoding}\r\nContent-Transfer-Encoding: base64\r\n".encode()
    assert text_of(packed, head) == TEXT


def test_boundaries_that_are_wrong_missing_or_never_end() -> None:
    whole = samples.parts(samples.text_part(), samples.part("image/png", b"\x89PNG", "скан.png"), head=HEAD)
    boundary = whole.partition(b"boundary=")[2].partition(b"\r\n")[0]
    never_ends = whole.removesuffix(b"--" + boundary + b"--\r\n")
    wrong = whole.replace(b"boundary=" + boundary, b"boundary=other")
    missing = whole.replace(b"; boundary=" + boundary, b"")
    for content in (whole, never_ends, wrong, missing):
        letter = read_letter("a.eml", content)
        assert (letter.text, [file.name for file in letter.attachments]) == (TEXT, ["скан.png"])


def test_flowed_text_is_joined() -> None:
    head = b"Content-Type: text/plain; charset=utf-8; format=flowed\r\n"
    body = "Прошу \r\nудалить.\r\n> старое \r\n> письмо\r\n-- \r\nАнна".encode()
    assert text_of(body, head) == "Прошу удалить.\n> старое письмо\n-- \nАнна"
    assert text_of("мо \r\nи".encode(), head[:-2] + b"; delsp=yes\r\n") == "мои"


def test_uuencoded_files_come_out_of_the_text() -> None:
    letter = read_letter("a.eml", HEAD + b"\r\nfile:\r\nbegin 644 ../a.txt\r\n#0V%T\r\n`\r\nend\r\n")
    assert letter.text == "file:"
    assert [(file.name, file.content) for file in letter.attachments] == [("a.txt", b"Cat")]


def test_a_version_that_says_nothing_gives_way_to_the_page() -> None:
    page = f"<p>{TEXT * 3}</p>"
    pieces = [
        samples.text_part("Ваша программа не показывает такие письма."),
        samples.part("text/html; charset=utf-8", page.encode()),
    ]
    assert "какие мои персональные" in read_letter("a.eml", samples.parts(*pieces, kind="alternative", head=HEAD)).text


def test_a_mailbox_gives_its_first_letter() -> None:
    one = b"From a@example.ru Thu Nov 12 00:00:00 2026\r\n" + HEAD + b"\r\n"
    letter = read_letter("почта.mbox", one + b"first\r\n\r\n" + one + b"second\r\n")
    assert letter.text == "first"
    assert any("несколько писем" in problem for problem in letter.problems)


def test_a_mail_is_one_under_any_name() -> None:
    assert read_letter("без расширения", HEAD + b"\r\ntext").sender_address == "a@example.ru"
    assert read_letter("письмо.txt", HEAD + b"\r\ntext").sender_address == "a@example.ru"


def test_headers_folded_without_a_blank_are_joined() -> None:
    letter = read_letter("a.eml", b"Subject: one\r\ntwo\r\n" + PLAIN + b"\r\ntext")
    assert (letter.subject, letter.sender_address, letter.text) == ("one two", "a@example.ru", "text")


def test_hidden_words_are_dropped_and_links_say_where_they_lead() -> None:
    read = read_page(PAGE)
    assert read.text == "Прошу удалить мои данные: https://example.ru <https://other.example.net/x>\n\nФИО\tАнна"
    assert len(read.problems) == 1
    assert "other.example.net" in read.problems[0]
    assert read_page("<a href='https://example.ru/'>example.ru</a>").text == "example.ru"
    assert read_page("<a href='https://a.example.ru/x'>example.ru</a>").problems == ()
    assert html_to_text(PAGE).startswith("Прошу удалить мои данные: https://example.ru\n")


def test_hidden_words_that_never_end_hide_nothing() -> None:
    assert read_page("<div style='display:none'>Прошу удалить").text == "Прошу удалить"


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xd8\xff\xe0" + bytes(50),
        b"\x89PNG\r\n\x1a\n" + bytes(50),
        b"II*\x00" + bytes(50),
        b"BM" + bytes(60),
        b"\x00\x00\x00\x18ftypheic" + bytes(50),
        b"RIFF\x00\x00\x00\x00WEBP" + bytes(50),
    ],
)
def test_pictures_are_kept_and_typed_beside(content: bytes) -> None:
    letter = read_letter("скан.eml", content)
    assert (letter.is_picture, letter.text, letter.original) == (True, "", content)
    assert len(letter.problems) == 1
    assert files_of(letter)[0].media_type.startswith("image/")


def test_documents_are_letters_and_a_pdf_without_text_is_a_scan() -> None:
    assert "какие мои персональные данные" in read_letter("a.bin", samples.word()).text
    assert "какие мои персональные данные" in read_letter("a.bin", samples.pdf()).text
    assert read_letter("скан.pdf", samples.pdf("")).is_picture


def test_files_are_kept_under_the_type_they_are() -> None:
    kept = [files_of(read_letter(name, content))[0].media_type for name, content in samples.letters()]
    assert {"message/rfc822", "application/vnd.ms-outlook", "application/pdf", "text/plain", "image/jpeg"} < set(kept)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04xl/", b"Rar!\x1a\x07", b"{\\rtf1 a}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)]
)
def test_other_files_are_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(UserError, match=r"письмо\.eml"):
        read_letter("письмо.eml", content)


OWN, QUOTED = "Спасибо, получил.", "Прошу удалить мои персональные данные. Отзываю согласие."
QUOTES = {
    "gmail": "<div>{own}</div><div class='gmail_quote'><div class='gmail_attr'>Пн, 2 нояб. 2026 г. в 10:00, Иванов "
    "&lt;<a href='mailto:i@example.ru'>i@example.ru</a>&gt;:<br></div><blockquote class='gmail_quote'>{quoted}"
    "</blockquote></div>",
    "yandex": "<div>{own}</div><div>02.11.2026, 10:00, 'Иванов' &lt;i@example.ru&gt;:</div>"
    "<blockquote><p>{quoted}</p></blockquote>",
    "mozilla": "<p>{own}</p><div class='moz-cite-prefix'>02.11.2026 10:00, Иванов пишет:<br></div>"
    "<blockquote type='cite'>{quoted}",
    "outlook": "<p>{own}</p><hr><div id='divRplyFwdMsg'><b>From:</b> Иванов<br><b>Sent:</b> 2 ноября 2026 г.<br>"
    "<b>To:</b> ООО<br><b>Subject:</b> просьба</div><p>{quoted}</p>",
    "nested": "<p>{own}</p><blockquote>раз <blockquote>{quoted}</blockquote> два</blockquote>",
    "struck": "<p>{own} <s>{quoted}</s></p>",
    "deleted": "<p>{own} <del>{quoted}</del></p>",
    "style": "<p>{own} <span style='text-decoration:line-through'>{quoted}</span></p>",
}


@pytest.mark.parametrize("page", QUOTES.values(), ids=QUOTES)
def test_a_quotation_in_a_page_is_no_demand(page: str) -> None:
    head = b"Content-Type: text/html; charset=utf-8\r\n\r\n"
    letter = read_letter("a.eml", HEAD + head + page.format(own=OWN, quoted=QUOTED).encode())
    assert OWN in letter.text
    assert letter.kinds == ()
    letter = read_letter("a.eml", HEAD + head + page.format(own=QUOTED, quoted=OWN).encode())
    assert [guessed.kind for guessed in letter.kinds] == [Kind.ERASURE, Kind.CONSENT_WITHDRAWAL]


def test_an_indented_paragraph_is_the_writers_own() -> None:
    page = f"<p>Здравствуйте</p><blockquote style='margin:0 0 0 40px;border:none;padding:0px'>{QUOTED}</blockquote>"
    assert read_page(page).text == f"Здравствуйте\n\n{QUOTED}"
    assert html_to_text(f"<blockquote>{QUOTED}</blockquote>") == QUOTED
    assert read_page(f"{OWN}<blockquote>{QUOTED}<br>Иван</blockquote>и ещё").text == (
        f"{OWN}\n> {QUOTED}\n> Иван\n\nи ещё"
    )


FOOT = "-- \nПроверено антивирусом https://antivirus.example.com"


def test_words_that_a_server_put_below_a_packed_text_are_kept_beside_it() -> None:
    head = UTF8 + b"Content-Transfer-Encoding: base64\r\n"
    assert text_of(base64.encodebytes(TEXT.encode()) + b"\r\n\r\n" + FOOT.encode(), head) == f"{TEXT}\n\n{FOOT}"
    even = TEXT + " " * (-len(TEXT.encode()) % 3)
    packed = base64.encodebytes(even.encode())
    assert not packed.rstrip().endswith(b"=")
    assert text_of(packed + b"\r\n" + FOOT.encode(), head) == f"{TEXT}\n\n{FOOT}"


def test_a_plain_version_that_only_says_to_look_at_the_page_is_passed_over() -> None:
    page = "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Прошу удалить мои персональные данные. Петрова Анна</p>"
    whole = samples.parts(samples.text_part("Откройте HTML"), page.encode(), kind="alternative", head=HEAD)
    letter = read_letter("a.eml", whole)
    assert letter.text == "Прошу удалить мои персональные данные. Петрова Анна"
    answer = "Прошу удалить мои данные"
    page = f"Content-Type: text/html; charset=utf-8\r\n\r\n<p>{answer}</p><blockquote>{TEXT * 3}</blockquote>"
    whole = samples.parts(samples.text_part(answer), page.encode(), kind="alternative", head=HEAD)
    assert read_letter("a.eml", whole).text == answer


def test_a_name_cut_within_a_letter_is_read_and_doubted() -> None:
    cut = base64.b64encode("Иванов".encode()[:-1]).rstrip(b"=")
    letter = read_letter("a.eml", b"From: =?utf-8?B?" + cut + b"?= <i@example.ru>\r\n" + STAMP + b"\r\ntext")
    assert letter.sender_name == "Ивано\ufffd"
    assert any("не прочиталась" in problem for problem in letter.problems)

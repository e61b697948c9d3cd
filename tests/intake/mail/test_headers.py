"""Header lines: what was written comes back, and nothing makes them raise."""

from __future__ import annotations

import base64
from datetime import date
from email.header import Header
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.mail import headers

LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюяАБВГДЕЖЗ abcdXYZ 0123456789.,-"
line = st.text(alphabet=LETTERS, min_size=1, max_size=120).map(lambda text: " ".join(text.split())).filter(bool)


WRITTEN = "прошу сообщить какие мои персональные данные вы храните и кому они переданы Договор Номер Ответ"
prose = st.lists(st.sampled_from(WRITTEN.split()), min_size=1, max_size=15).map(" ".join)


@given(st.one_of(st.tuples(line, st.just("utf-8")), st.tuples(prose, st.sampled_from(["koi8-r", "windows-1251"]))))
def test_encoded_lines_come_back(written_in: tuple[str, str]) -> None:
    text, encoding = written_in
    written = Header(text, encoding, maxlinelen=60).encode(linesep="\r\n")
    assert headers.header_text(written) == text


@given(line, st.integers(1, 7))
def test_words_cut_in_the_middle_of_a_letter_are_joined(text: str, length: int) -> None:
    content = text.encode()
    pieces = [content[at : at + length] for at in range(0, len(content), length)]
    written = "\r\n ".join(f"=?UTF-8?B?{base64.b64encode(piece).decode()}?=" for piece in pieces)
    assert headers.header_text(written) == text


@given(line, st.integers(5, 30))
def test_long_file_names_in_pieces_come_back(name: str, length: int) -> None:
    encoded = quote(name, safe="")
    pieces = [encoded[at : at + length] for at in range(0, len(encoded), length)]
    written = "".join(
        f";\r\n filename*{number}*={chr(39).join(['UTF-8', 'ru', piece]) if number == 0 else piece}"
        for number, piece in enumerate(pieces)
    )
    assert headers.parameters(f"attachment{written}")["filename"] == name


@given(st.text(max_size=300))
def test_no_header_raises(text: str) -> None:
    raw = text.encode("utf-8", "replace").decode("ascii", "surrogateescape")
    for read in (headers.header_text, headers.parameters, headers.sender, headers.moment):
        read(raw)


@pytest.mark.parametrize(
    ("raw", "name", "address"),
    [
        ("Иван Петров <i@example.ru>", "Иван Петров", "i@example.ru"),
        ('"Петров, Иван" <i@example.ru>', "Петров, Иван", "i@example.ru"),
        ('"=?utf-8?B?0JjQstCw0L0=?=" <i@example.ru>', "Иван", "i@example.ru"),
        ("=?utf-8?Q?=D0=98=D0=B2=D0=B0=D0=BD?= < i@example.ru >", "Иван", "i@example.ru"),
        ("i@example.ru (Иван)", "Иван", "i@example.ru"),
        ("i@example.ru", "", "i@example.ru"),
        ("=?utf-8?B?0JjQstCw0L0gPGlAZXhhbXBsZS5ydT4=?=", "Иван", "i@example.ru"),
        ("почта@пример.рф", "", "почта@пример.рф"),
        ("Иван Петров", "Иван Петров", ""),
        ("", "", ""),
        ("<>", "<>", ""),
    ],
)
def test_senders(raw: str, name: str, address: str) -> None:
    assert headers.sender(raw.encode().decode("ascii", "surrogateescape")) == (name, address)


def test_bare_bytes_in_a_header_are_russian() -> None:
    raw = "Запрос сведений об обработке".encode("windows-1251").decode("ascii", "surrogateescape")
    assert headers.header_text(raw) == "Запрос сведений об обработке"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("from a by b; Thu, 12 Nov 2026 23:59:03 -0500 (EST)", date(2026, 11, 12)),
        ("Thu, 12 Nov 2026 00:01:03 +0300", date(2026, 11, 12)),
        ("12 Nov 2026 00:01", date(2026, 11, 12)),
        ("Thu, 31 Feb 2026 00:01:03 +0300", None),
        ("Thu, 12 Nov 1026 00:01:03 +0300", None),
        ("Thu, 12 Nov 2026 00:01:03 +9999", None),
        ("вчера", None),
        ("", None),
    ],
)
def test_dates(raw: str, expected: date | None) -> None:
    assert headers.day(headers.moment(raw)) == expected


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\договор.pdf", "договор.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("a\x00b\nc.txt", "a b c.txt"),
        ("con.txt", "_con.txt"),
        ("что?*.pdf", "что__.pdf"),
        (" .скрытый ", "скрытый"),
        ("...", "вложение-3.bin"),
        ("", "вложение-3.bin"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_file_names_are_made_safe(given_name: str, name: str) -> None:
    assert headers.safe_name(given_name, 3, ".bin", ()) == name


@given(st.text(max_size=300), st.lists(st.text(max_size=10), max_size=3))
def test_no_file_name_leads_elsewhere(given_name: str, taken: list[str]) -> None:
    name = headers.safe_name(given_name, 1, ".bin", taken)
    assert name not in {"", ".", ".."}
    assert not set(name) & set('/\\<>:"|?*\x00\n')
    assert len(name) <= 130
    assert name not in taken


def test_names_of_one_letter_differ() -> None:
    assert headers.safe_name("Скан.pdf", 2, "", ["скан.PDF"]) == "Скан (2).pdf"


@given(st.binary(max_size=100), st.text(alphabet=" \r\n*\t", max_size=5))
def test_base64_with_foreign_characters_comes_back(content: bytes, noise: str) -> None:
    written = base64.b64encode(content)
    half = len(written) // 2
    assert headers.base64_bytes(written[:half] + noise.encode() + written[half:].rstrip(b"=")) == content

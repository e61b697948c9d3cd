"""winmail.dat and sealed mail: what can be read is shown, the rest is named, the parts themselves are kept."""

from __future__ import annotations

import tnefparse
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.intake.letter import IncomingLetter
from otklik.intake.mail.smime import BrokenSealError, signed_content
from otklik.intake.reading import read_letter
from tests.intake.mail.outlook_letters import RTF_PAGE
from tests.intake.mail.packed import compressed, enveloped, signed, tnef
from tests.intake.samples import PLAIN, STAMP, TEXT, part, parts, text_part

HEAD = STAMP + PLAIN
NAME = {(0x3707, 0x1F): "договор № 5.pdf".encode("utf-16-le") + b"\x00\x00"}
BODY = {(0x1000, 0x1E): TEXT.encode("cp1251") + b"\x00"}
INNER = text_part()


def with_tnef(content: bytes, *, text: str = "") -> IncomingLetter:
    pieces = [text_part(text)] if text else []
    pieces.append(part("application/ms-tnef", content, "winmail.dat"))
    return read_letter("a.eml", parts(*pieces, head=HEAD))


def test_the_builder_makes_what_the_known_library_reads() -> None:
    read = tnefparse.TNEF(tnef(BODY, (NAME, b"\x01\x02\x03")))
    assert read.body.rstrip("\x00") == TEXT
    assert [(file.long_filename().rstrip("\x00"), file.data) for file in read.attachments] == [
        ("договор № 5.pdf", b"\x01\x02\x03")
    ]


def test_files_packed_by_outlook_come_out_whole_beside_it() -> None:
    letter = with_tnef(tnef(BODY, (NAME, b"content\x00\x00"), ({}, b"other")), text="Смотрите файл.")
    assert letter.text == "Смотрите файл."
    assert [file.name for file in letter.attachments] == ["winmail.dat", "договор № 5.pdf", "SHORT~1.BIN"]
    assert [file.content for file in letter.attachments[1:]] == [b"content\x00\x00", b"other"]
    assert letter.problems == ()


def test_its_text_is_shown_where_the_mail_has_none() -> None:
    assert with_tnef(tnef(BODY)).text == TEXT
    assert with_tnef(tnef({(0x1009, 0x102): compressed(RTF_PAGE)})).text == "Прошу удалить мои данные"
    assert with_tnef(tnef({(0x1013, 0x102): "<p>Прошу</p>".encode("cp1251")})).text == "Прошу"


def test_an_enclosed_letter_of_outlook_gives_its_files() -> None:
    inner = bytes.fromhex("0703020000000000c000000000000046") + tnef({}, (NAME, b"inner"))
    letter = with_tnef(tnef({}, ({(0x3701, 0xD): inner}, b"")))
    assert [file.content for file in letter.attachments[1:]] == [b"inner"]


def test_a_broken_winmail_is_named_and_kept() -> None:
    for content in (b"no tnef", tnef({})[:20]):
        letter = with_tnef(content, text="Текст")
        assert [file.content for file in letter.attachments] == [content]
        assert any("winmail.dat" in problem for problem in letter.problems)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=10), st.integers(0, 600))
def test_any_damaged_winmail_leaves_a_letter(changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(tnef(BODY, (NAME, b"content")))
    for place, value in changes:
        content[place % len(content)] = value
    letter = with_tnef(bytes(content[: max(1, cut)]), text="Текст")
    assert letter.text == "Текст"


def test_a_signed_mail_is_shown_and_its_signature_kept() -> None:
    sealed = parts(INNER, part("application/pkcs7-signature", b"0\x80", "smime.p7s"), kind="signed", head=HEAD)
    letter = read_letter("a.eml", sealed)
    assert letter.text == TEXT
    assert [file.name for file in letter.attachments] == ["smime.p7s"]
    assert [problem for problem in letter.problems if "не проверялась" in problem]


def test_an_opaque_seal_is_opened_in_any_of_its_forms() -> None:
    for content in (signed(INNER), signed(INNER, in_pieces=True)):
        letter = read_letter(
            "a.eml", HEAD + part("application/pkcs7-mime; smime-type=signed-data", content, "smime.p7m")
        )
        assert letter.text == TEXT
        assert [file.content for file in letter.attachments] == [content]
        assert [problem for problem in letter.problems if "не проверялась" in problem]


def test_an_encrypted_mail_says_so() -> None:
    letter = read_letter("a.eml", HEAD + part("application/pkcs7-mime", enveloped(), "smime.p7m"))
    assert letter.text == ""
    assert any("зашифровано" in problem for problem in letter.problems)
    pgp = parts(part("application/pgp-encrypted", b"Version: 1", "a.asc"), kind="encrypted", head=HEAD)
    assert any("зашифровано" in problem for problem in read_letter("a.eml", pgp).problems)


def test_a_broken_seal_says_so() -> None:
    letter = read_letter("a.eml", HEAD + part("application/pkcs7-mime", b"0\x82\xff", "smime.p7m"))
    assert any("smime.p7m" in problem for problem in letter.problems)


def test_seals_within_seals_come_to_an_end() -> None:
    content = INNER
    for _ in range(40):
        content = part("application/pkcs7-mime", signed(content), "smime.p7m")
    letter = read_letter("a.eml", HEAD + content)
    assert len(letter.attachments) <= 30
    assert letter.problems


@given(
    st.one_of(
        st.binary(max_size=80), st.binary(max_size=60).map(lambda tail: signed(INNER, in_pieces=True)[:90] + tail)
    )
)
def test_any_bytes_are_a_seal_or_broken(content: bytes) -> None:
    try:
        inner = signed_content(content)
    except BrokenSealError:
        return
    assert inner is None or isinstance(inner, bytes)

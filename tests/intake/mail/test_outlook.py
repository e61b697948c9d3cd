"""Letters of Outlook: what its properties and the server's headers say, and one sentence for what is broken."""

from __future__ import annotations

import io
from datetime import date

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.intake.mail.outlook import read_outlook
from otklik.intake.mail.rtf import read_rich_text, unpacked
from otklik.intake.reading import read_letter
from otklik.system.errors import UserError
from otklik.system.words import catalogue
from tests.intake.mail.compound_file import BINARY, UNICODE, compound
from tests.intake.mail.outlook_letters import RTF, RTF_PAGE, WHO, letters, message
from tests.intake.mail.packed import compressed
from tests.intake.samples import TEXT

LETTERS = letters()


def test_the_writer_of_these_tests_writes_compound_files() -> None:
    for content in LETTERS.values():
        with olefile.OleFileIO(io.BytesIO(content), raise_defects=olefile.DEFECT_POTENTIAL) as opened:
            assert opened.exists("__properties_version1.0")


def test_headers_of_the_server_date_the_letter() -> None:
    letter = read_letter("письмо.msg", LETTERS["with headers"])
    assert (letter.sender_name, letter.sender_address) == ("Анна", "a@example.ru")
    assert (letter.to, letter.subject, letter.text) == ("b@example.com", "Отзыв", TEXT)
    assert (letter.date, letter.sent_on) == (date(2026, 11, 12), date(2026, 11, 11))
    assert (letter.message_id, letter.reply_to) == ("1.2@example.ru", "c@example.ru")
    assert letter.received_words == "from a.example.ru by mx.example.com; Thu, 12 Nov 2026 00:20:03 +0300"
    assert letter.problems == ()
    assert letter.original == LETTERS["with headers"]


def test_a_letter_within_exchange_is_dated_by_its_delivery_and_has_real_addresses() -> None:
    letter = read_letter("письмо.msg", LETTERS["within Exchange"])
    assert (letter.sender_name, letter.sender_address) == ("Анна Петрова", "a@example.ru")
    assert letter.to == '"Отдел" <b@example.com>'
    assert (letter.date, letter.sent_on) == (date(2026, 11, 12), date(2026, 11, 11))
    assert "12.11.2026 00:20" in letter.received_words


def test_an_address_of_exchange_is_no_address() -> None:
    letter = read_letter("a.msg", compound(message(*WHO[:2], (0x1000, UNICODE, TEXT))))
    assert (letter.sender_name, letter.sender_address) == ("Анна Петрова", "")
    assert any("отправитель" in problem for problem in letter.problems)


def test_8_bit_properties_are_read_in_their_code_page() -> None:
    letter = read_letter("a.msg", LETTERS["8-bit"])
    assert (letter.sender_name, letter.sender_address, letter.to) == ("Анна", "a@example.ru", "Отдел")
    assert (letter.subject, letter.text) == ("Отзыв", TEXT)


def test_the_body_is_found_whatever_it_is_written_in() -> None:
    page = read_letter("a.msg", LETTERS["page"])
    assert page.text.startswith("Прошу удалить мои данные: https://example.ru <https://other.example.net/x>")
    assert "скрыто" not in page.text
    assert read_letter("a.msg", LETTERS["page in rich text"]).text == "Прошу удалить мои данные"
    assert read_letter("a.msg", LETTERS["rich text"]).text == "Прошу удалить\n“да”"


def test_files_come_out_under_safe_names_and_enclosed_letters_are_shown() -> None:
    letter = read_letter("a.msg", LETTERS["files"])
    assert [file.name for file in letter.attachments] == ["паспорт № 5.pdf", "запрос.pdf.exe", "скан.pdf"]
    assert letter.attachments[0].content == b"%PDF-1.4 " + bytes(9000)
    assert [bool(file.danger) for file in letter.attachments] == [False, True, False]
    assert letter.text == (
        f"{TEXT}\n\n---------- Пересылаемое сообщение ----------\n"
        'От: "Анна Петрова" <a@example.ru>\nТема: Отзыв согласия\n\nОтзываю согласие на обработку данных.'
    )


def test_the_content_decides_not_the_name() -> None:
    assert read_letter("письмо.eml", LETTERS["with headers"]).subject == "Отзыв"
    with pytest.raises(UserError, match="Word"):
        read_letter("старый.msg", compound({"WordDocument": bytes(5000)}))


@pytest.mark.parametrize("rtf", [RTF, RTF_PAGE, b"{\\rtf1 " + b"ab" * 3000 + b"}", b"{\\rtf1 a}"])
def test_compressed_rich_text_comes_back(rtf: bytes) -> None:
    assert unpacked(compressed(rtf)) == rtf
    assert unpacked(compressed(rtf, stored=True)) == rtf


@given(st.binary(max_size=300))
def test_any_rich_text_gives_some_text(content: bytes) -> None:
    assert isinstance(read_rich_text(b"{\\rtf1\\fromhtml1 " + content).text, str)
    assert len(unpacked(b"\x10\x00\x00\x00\xff\xff\x00\x00LZFu\x00\x00\x00\x00" + content)) <= 0xFFFF


def test_unreadable_rich_text_is_said() -> None:
    letter = read_letter("a.msg", compound(message((0x1009, BINARY, b"x" * 40), *WHO)))
    assert letter.text == ""
    assert any("Outlook" in problem for problem in letter.problems)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(sorted(LETTERS)),
    st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 255)), max_size=12),
    st.integers(0, 12_000),
)
def test_a_damaged_letter_is_read_or_refused(which: str, changes: list[tuple[int, int]], cut: int) -> None:
    content = bytearray(LETTERS[which])
    for place, value in changes:
        content[place % len(content)] = value
    try:
        assert read_outlook("a.msg", bytes(content[: max(cut, 600)])).file == "a.msg"
    except UserError as error:
        problem = error
    else:
        return
    assert problem.text in catalogue()

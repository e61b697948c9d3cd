"""Encodings: Russian text comes back whatever the letter says about it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.intake.charset import CYRILLIC, decode, known_name, russian_score

WORDS = (
    *("прошу", "сообщить", "какие", "мои", "персональные", "данные", "вы", "храните", "откуда", "они", "получены", "и"),
    *("кому", "переданы", "договор", "заключён", "в", "прошлом", "году", "ответ", "направьте", "письмом", "спасибо"),
    *(
        "здравствуйте",
        "уважаемый",
        "директор",
        "отзываю",
        "согласие",
        "на",
        "обработку",
        "удалите",
        "номер",
        "телефона",
    ),
)

WRITTEN = (*(name for name in CYRILLIC if name != "mac-cyrillic"), "utf-8")
"""What is told apart by a few words; Mac Cyrillic has the small letters of Windows-1251 but for two."""

prose = st.lists(st.sampled_from(WORDS), min_size=10, max_size=30, unique=True).map(" ".join)
spelling = st.sampled_from([str.lower, str.upper, str.capitalize, str.title])


def ready(text: str, encoding: str) -> str:
    return text.replace("ё", "е") if encoding == "iso8859-5" else text


@settings(derandomize=True)  # telling encodings by letters is likely, never certain
@given(prose, spelling, st.sampled_from(WRITTEN))
def test_russian_prose_needs_no_declaration(text: str, spelled: object, encoding: str) -> None:
    text = ready(spelled(text), encoding)  # type: ignore[operator]  # a method of str
    read = decode(text.encode(encoding))
    assert read.text == text
    assert read.encoding == encoding


@settings(derandomize=True)  # telling encodings by letters is likely, never certain
@given(
    prose,
    st.sampled_from(WRITTEN),
    st.sampled_from([*CYRILLIC, "utf-8", "us-ascii", "iso-8859-1", "windows-1252"]),
)
def test_a_lying_declaration_is_seen_through(text: str, encoding: str, declared: str) -> None:
    text = ready(text, encoding)
    content = text.encode(encoding)
    read = decode(content, declared)
    assert read.text == text
    assert read.as_declared == (content.decode(declared, "replace") == text)  # small letters may be alike in two


@given(
    st.binary(max_size=300),
    st.one_of(st.none(), st.text(max_size=20), st.sampled_from(["utf-16", "hex", "idna", "utf-7"])),
)
def test_any_bytes_give_some_text(content: bytes, declared: str | None) -> None:
    assert isinstance(decode(content, declared).text, str)


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("Windows-1251", "cp1251"),
        ("win-1251", "cp1251"),
        ("CP1251", "cp1251"),
        ("x-cp1251", "cp1251"),
        ("KOI8-R", "koi8-r"),
        ("koi8r", "koi8-r"),
        ("cp-866", "cp866"),
        ("ibm866", "cp866"),
        ("UTF8", "utf-8"),
        ("utf_8", "utf-8"),
        ("hex", None),
        ("rot13", None),
        ("no-such", None),
        ("", None),
        (None, None),
    ],
)
def test_names_of_encodings(declared: str | None, name: str | None) -> None:
    assert known_name(declared) == name


def test_marks_of_unicode_files_decide() -> None:
    text = "Прошу ответить. Café № 5"
    for encoding in ("utf-8-sig", "utf-16"):
        assert decode(text.encode(encoding), "windows-1251").text == text


def test_a_list_of_names_is_not_taken_for_mac_cyrillic() -> None:
    rows = [
        f"Тестов Т{number} Иванович;01.02.2025;{'доступ' if number % 2 else 'удалить данные'};" for number in range(99)
    ]
    table = "\n".join(("ФИО;Получено;Суть;Ответ отправлен", *rows))
    assert decode(table.encode("cp1251")).text == table
    assert decode(table.encode("cp1251"), "windows-1251").as_declared
    letter = "Прошу ответить. Я, Яковлева Юлия Ильинична, отзываю согласие."
    assert decode(letter.encode("mac-cyrillic")).text == letter
    assert decode(letter.encode("mac-cyrillic"), "x-mac-cyrillic").text == letter


def test_western_letters_stay_western() -> None:
    text = "Monsieur René Müller était à Genève hier"
    assert decode(text.encode("iso-8859-1"), "iso-8859-1").text == text


def test_prose_scores_above_the_same_bytes_read_wrongly() -> None:
    text = " ".join(WORDS)
    assert russian_score(text) > 0.5
    for wrong in ("koi8-r", "cp866"):
        assert russian_score(text) > russian_score(text.encode("cp1251").decode(wrong, "replace")) + 0.5
    assert russian_score("plain ascii") == 0


@pytest.mark.parametrize("declared", ["utf-8", "windows-1251", None])
def test_one_broken_byte_costs_one_sign(declared: str | None) -> None:
    text = "Прошу удалить мои персональные данные, Иванова Мария Петровна"
    content = text.encode()
    assert decode(content[:-1], declared).text == f"{text[:-1]}\ufffd"
    broken = content[:10] + b"\xff" + content[10:]
    assert decode(broken, declared).text == f"{text[:5]}\ufffd{text[5:]}"


def test_a_short_word_of_declared_utf8_that_was_cut_is_kept() -> None:
    assert decode("Иванов".encode()[:-1], "utf-8").text == "Ивано\ufffd"

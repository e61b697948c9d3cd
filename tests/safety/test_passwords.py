"""Keys locked by a password: they come back by it alone, and nothing about the file can be changed unnoticed."""

from __future__ import annotations

import json
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from otklik.safety import passwords
from otklik.safety.passwords import Cost, WrongPassword, lock_key, register_of, unlock_key, weakness
from otklik.system.errors import UserError
from otklik.system.words import set_language

SMALL = Cost(memory=32, passes=1, lanes=1)
ID = "0123456789abcdef" * 2
KEY = bytes(range(32))
PASSWORD = "лось поёт в тумане"


@pytest.fixture(scope="module")
def locked() -> bytes:
    return lock_key(KEY, PASSWORD, ID, SMALL)


@settings(max_examples=60)
@given(
    key=st.binary(min_size=32, max_size=32),
    password=st.text(max_size=60),
    register_id=st.text("0123456789abcdef", min_size=32, max_size=32),
    cost=st.builds(Cost, memory=st.integers(16, 64), passes=st.integers(1, 2), lanes=st.integers(1, 2)),
)
def test_a_key_comes_back_by_its_password(key: bytes, password: str, register_id: str, cost: Cost) -> None:
    content = lock_key(key, password, register_id, cost)
    assert unlock_key(content, password) == key
    assert register_of(content) == register_id
    assert key.hex().encode() not in content


@settings(max_examples=60)
@given(first=st.text(max_size=30), second=st.text(max_size=30))
def test_another_password_opens_nothing(first: str, second: str) -> None:
    content = lock_key(KEY, first, ID, SMALL)
    if unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", second):
        assert unlock_key(content, second) == KEY
    else:
        with pytest.raises(WrongPassword):
            unlock_key(content, second)


def test_the_same_key_is_locked_differently_each_time() -> None:
    made = {lock_key(KEY, PASSWORD, ID, SMALL) for _ in range(10)}
    assert len(made) == 10
    assert len({json.loads(content)["salt"] for content in made}) == 10
    assert len({json.loads(content)["nonce"] for content in made}) == 10


def test_composed_and_decomposed_letters_are_one_password(locked: bytes) -> None:
    decomposed = unicodedata.normalize("NFD", PASSWORD)
    assert decomposed != PASSWORD
    assert unlock_key(locked, decomposed) == KEY
    assert unlock_key(lock_key(KEY, decomposed, ID, SMALL), PASSWORD) == KEY


def test_half_characters_are_a_password_too() -> None:
    assert unlock_key(lock_key(KEY, "\ud83d никто не поверит", ID, SMALL), "\ud83d никто не поверит") == KEY


def test_every_changed_byte_is_refused(locked: bytes) -> None:
    for place in range(len(locked)):
        for change in (1, 0x20, 0x80):
            changed = bytearray(locked)
            changed[place] ^= change
            with pytest.raises(UserError):
                unlock_key(bytes(changed), PASSWORD)


def test_every_cut_and_every_addition_is_refused(locked: bytes) -> None:
    for length in range(len(locked)):
        with pytest.raises(UserError):
            unlock_key(locked[:length], PASSWORD)
    for added in (b" ", b"\n", b"{}", b"\0"):
        with pytest.raises(UserError):
            unlock_key(locked + added, PASSWORD)
        with pytest.raises(UserError):
            unlock_key(added + locked, PASSWORD)


@settings(max_examples=200)
@given(content=st.binary(max_size=300))
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(UserError):
        unlock_key(content, PASSWORD)


@pytest.mark.parametrize(
    "content", [b"", b"null", b"[]", b"1", b'"otklik-key"', b"{}", b'{"format": "otklik-key"}', b"[" * 100_000]
)
def test_json_that_is_no_locked_key_is_refused(content: bytes) -> None:
    with pytest.raises(UserError):
        unlock_key(content, PASSWORD)


def test_line_ends_turned_round_by_mail_do_no_harm(locked: bytes) -> None:
    assert unlock_key(locked.replace(b"\n", b"\r\n"), PASSWORD) == KEY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 2**40),
        ("memory_kib", 512 * 1024 + 1),
        ("memory_kib", 0),
        ("memory_kib", -1),
        ("memory_kib", 7),
        ("memory_kib", 32.0),
        ("memory_kib", True),
        ("memory_kib", "32"),
        ("memory_kib", None),
        ("passes", 10**9),
        ("passes", 0),
        ("lanes", 10**6),
        ("lanes", 0),
        ("salt", ""),
        ("salt", "00" * 1_000),
        ("nonce", "00" * 11),
        ("key", "00" * 47),
        ("register", "00" * 15),
        ("register", 5),
        ("register", ["0"]),
        ("version", 2),
        ("kdf", "pbkdf2"),
    ],
)
def test_a_hostile_file_takes_neither_memory_nor_time(locked: bytes, name: str, value: object) -> None:
    values = json.loads(locked)
    values[name] = value
    began = time.monotonic()
    with pytest.raises(UserError) as caught:
        unlock_key((json.dumps(values, indent=1) + "\n").encode(), PASSWORD)
    assert not isinstance(caught.value, WrongPassword)  # refused before the password is tried
    assert time.monotonic() - began < 0.5


def test_the_register_is_bound_to_the_lock(locked: bytes) -> None:
    moved = locked.replace(ID.encode(), b"f" * 32)
    assert moved != locked
    with pytest.raises(WrongPassword):
        unlock_key(moved, PASSWORD)


def test_what_the_program_itself_asks_for_is_what_rfc_9106_asks_for() -> None:
    cost = passwords.COST
    assert cost.memory >= 64 * 1024
    assert (cost.passes, cost.lanes) == (3, 4)
    began = time.monotonic()
    content = lock_key(KEY, PASSWORD, ID)
    spent = time.monotonic() - began
    assert unlock_key(content, PASSWORD) == KEY
    assert spent > 0.05, "a guess must cost something"


@pytest.mark.parametrize(
    ("password", "word"),
    [
        ("", "короткий"),
        ("девять зн", "короткий"),
        ("лис" * 2, "короткий"),
        ("0000000000", "одни и те же"),
        ("абабабабабаб", "одни и те же"),
        ("          ", "одни и те же"),
        ("ЁёЁёЕеЕеЁё", "одни и те же"),
        ("qwertyuiop", "подряд"),
        ("QWERTYuiop", "подряд"),
        ("йцукенгшщзх", "подряд"),
        ("фывапролджэ", "подряд"),
        ("poiuytrewq", "подряд"),
        ("1234567890", "подряд"),
        ("qwertyйцукен", "подряд"),
        ("абвгдежзийк", "подряд"),
        ("abcdef123456", "подряд"),
        ("8005553535790", "только цифры"),
        ("19371104285", "только цифры"),
    ],
)
def test_a_weak_password_is_told_why(password: str, word: str) -> None:
    sentence = weakness(password)
    assert sentence is not None
    assert word in sentence


@pytest.mark.parametrize("password", [PASSWORD, "correct horse battery", "Ёж-1937-Ёлка", "десять зна", "йцукен и лось"])
def test_an_ordinary_password_is_taken(password: str) -> None:
    assert weakness(password) is None


def test_reasons_are_said_in_the_language_in_use() -> None:
    set_language("en")
    assert "too short" in (weakness("") or "")


@given(password=st.text(max_size=80))
def test_any_text_is_judged(password: str) -> None:
    sentence = weakness(password)
    assert sentence is None or sentence.endswith(".")
    if len(unicodedata.normalize("NFC", password)) < passwords.SHORTEST:
        assert sentence is not None

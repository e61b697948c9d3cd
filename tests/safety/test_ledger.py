"""The list of erased cases: nobody reads it without the key, nothing is ever lost from it."""

from __future__ import annotations

import hashlib
import hmac
import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from otklik.safety import ledger
from otklik.safety.keys import new_key
from otklik.system.errors import EnvironmentProblem

REGISTER = "0123456789abcdef0123456789abcdef"
DIGEST = "ab" * 32


def folders(tmp_path: Path, *names: str) -> list[Path]:
    """Make folders and return them."""
    made = [tmp_path / name for name in names]
    for folder in made:
        folder.mkdir()
    return made


def entries(count: int) -> list[str]:
    """Return some entries."""
    make = ledger.under(new_key())
    return [make(number, DIGEST) for number in range(count)]


def test_entry_is_hmac_under_hkdf_of_key() -> None:
    # RFC 5869 by hand: PRK = HMAC(0…0, key); OKM = HMAC(PRK, info ‖ 0x01).
    key = bytes(range(32))
    secret = hmac.new(bytes(32), key, hashlib.sha256).digest()
    purpose = hmac.new(secret, b"ledger\x01", hashlib.sha256).digest()
    expected = hmac.new(purpose, f"case:7:{DIGEST}".encode(), hashlib.sha256).hexdigest()
    assert ledger.under(key)(7, DIGEST) == expected


def test_entry_agrees_with_hkdf_of_cryptography() -> None:
    key = new_key()
    purpose = HKDF(SHA256(), 32, None, b"ledger").derive(key)
    assert ledger.under(key)(1, DIGEST) == hmac.digest(purpose, f"case:1:{DIGEST}".encode(), "sha256").hex()


def test_entry_differs_by_key_case_and_digest() -> None:
    one, other = new_key(), new_key()
    made = {
        ledger.under(one)(1, DIGEST),
        ledger.under(other)(1, DIGEST),
        ledger.under(one)(2, DIGEST),
        ledger.under(one)(1, "cd" * 32),
    }
    assert len(made) == 4


def test_name_tells_register_and_nothing_else(tmp_path: Path) -> None:
    assert ledger.ledger_path(tmp_path, REGISTER).name == "otklik-01234567.erased"


def test_what_is_added_is_read_and_belongs_to_its_owner_alone(tmp_path: Path) -> None:
    added = entries(3)
    assert ledger.add([tmp_path], REGISTER, added) == ()
    assert ledger.read([tmp_path], REGISTER) == ledger.Ledger(frozenset(added))
    file = ledger.ledger_path(tmp_path, REGISTER)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text("utf-8").startswith(ledger.HEADING)


def test_adding_again_changes_nothing(tmp_path: Path) -> None:
    added = entries(2)
    ledger.add([tmp_path], REGISTER, added)
    file = ledger.ledger_path(tmp_path, REGISTER)
    before = file.read_bytes()
    ledger.add([tmp_path], REGISTER, added)
    assert file.read_bytes() == before


def test_older_lines_keep_their_place(tmp_path: Path) -> None:
    first, second = entries(2), entries(2)
    ledger.add([tmp_path], REGISTER, first)
    before = ledger.ledger_path(tmp_path, REGISTER).read_bytes()
    ledger.add([tmp_path], REGISTER, second)
    assert ledger.ledger_path(tmp_path, REGISTER).read_bytes().startswith(before)


def test_lists_of_all_folders_come_together(tmp_path: Path) -> None:
    beside, copies, stick = folders(tmp_path, "beside", "copies", "stick")
    old, new = entries(3), entries(1)
    ledger.add([stick], REGISTER, old)
    ledger.add([beside, copies, stick], REGISTER, new)
    for folder in (beside, copies, stick):
        assert ledger.read([folder], REGISTER).entries == {*old, *new}


def test_missing_folder_is_named_and_stops_nothing(tmp_path: Path) -> None:
    (beside,) = folders(tmp_path, "beside")
    away = tmp_path / "stick that is not plugged in"
    added = entries(1)
    assert ledger.add([beside, away], REGISTER, added) == (away,)
    assert ledger.read([beside, away], REGISTER).entries == set(added)
    assert not away.exists()


def test_one_folder_must_take_it(tmp_path: Path) -> None:
    missing, added = tmp_path / "missing", entries(1)
    with pytest.raises(EnvironmentProblem):
        ledger.add([tmp_path, missing], REGISTER, added, must=missing)
    assert ledger.add([missing, tmp_path], REGISTER, added, must=tmp_path) == (missing,)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not bind the administrator")
def test_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    beside, copies = folders(tmp_path, "beside", "copies")
    copies.chmod(0o500)
    try:
        assert ledger.add([beside, copies], REGISTER, entries(1)) == (copies,)
    finally:
        copies.chmod(0o700)


@pytest.mark.parametrize(
    "line", [b"v2 something newer", b"ab" * 31, b"AB" * 32, b"\xff\xfe\x00broken", "Калина".encode()]
)
def test_lines_nobody_knows_are_kept_and_counted(tmp_path: Path, line: bytes) -> None:
    file = ledger.ledger_path(tmp_path, REGISTER)
    file.write_bytes(line + b"\r\n\n")
    added = entries(1)
    ledger.add([tmp_path], REGISTER, added)
    assert line in file.read_bytes().splitlines()
    assert ledger.read([tmp_path], REGISTER) == ledger.Ledger(frozenset(added), unread=1)


def test_cut_off_list_gives_what_is_whole(tmp_path: Path) -> None:
    first, second = entries(2)
    ledger.add([tmp_path], REGISTER, [first])
    ledger.add([tmp_path], REGISTER, [second])
    file = ledger.ledger_path(tmp_path, REGISTER)
    file.write_bytes(file.read_bytes()[:-10])
    assert ledger.read([tmp_path], REGISTER) == ledger.Ledger(frozenset([first]), unread=1)
    ledger.add([tmp_path], REGISTER, [second])
    assert ledger.read([tmp_path], REGISTER) == ledger.Ledger(frozenset([first, second]), unread=1)


def test_folder_in_the_place_of_the_list_is_told(tmp_path: Path) -> None:
    beside, copies = folders(tmp_path, "beside", "copies")
    ledger.ledger_path(copies, REGISTER).mkdir()
    assert ledger.read([beside, copies], REGISTER).unreachable == (copies,)
    assert ledger.add([beside, copies], REGISTER, entries(1)) == (copies,)


def test_what_was_not_erased_is_withdrawn(tmp_path: Path) -> None:
    stays, goes = entries(2)
    ledger.add([tmp_path], REGISTER, [stays, goes])
    ledger.withdraw([tmp_path, tmp_path / "missing"], REGISTER, [goes])
    assert ledger.read([tmp_path], REGISTER).entries == {stays}


def test_lists_of_two_registers_lie_side_by_side(tmp_path: Path) -> None:
    other = "f" * 32
    ledger.add([tmp_path], REGISTER, entries(1))
    assert ledger.read([tmp_path], other).entries == frozenset()

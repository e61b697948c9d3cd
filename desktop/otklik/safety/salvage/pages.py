"""The pages of a register as they lie on the disk: each is decrypted by itself, so that a bad one spoils no other.

SQLCipher refuses a whole statement where one page fails its check. To save what can be saved the pages are read here
one by one, by the format of SQLCipher 4 (docs/schema.md): AES-256-CBC, then 16 bytes of IV and an HMAC-SHA512 over
content, IV and the number of the page. What lies beside the file in the WAL is newer and comes first.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.register.cipher import PAGE_BYTES, SALT_BYTES

if TYPE_CHECKING:
    from typing import Self

USABLE = PAGE_BYTES - 80
"""Bytes of a page that hold content: 16 of IV and 64 of HMAC stand at its end."""

_IV, _MAC = 16, 64
_HMAC_SALT_MASK = 0x3A
_HMAC_ROUNDS = 2
_HEAD = b"SQLite format 3\x00"
_WAL_HEAD, _FRAME_HEAD = 32, 24
_WAL_MAGIC = (0x377F0682, 0x377F0683)


class Pages:
    """The pages of one file, opened for reading only and closed by leaving a `with` block.

    Args:
        path: the register, which no program has open.
        key: its 32 bytes.
        salt: its id, where the head of the file is not to be trusted.

    Attributes:
        count: how many pages there should be.
        stale: pages of which only an older version than the newest could be read, as far as they were asked for.
        is_cut: whether the file ends before its last page.
        is_torn: whether the WAL holds more than can be read of it, so that what was stored last may be missing.
    """

    def __init__(self, path: Path, key: bytes, salt: bytes | None = None) -> None:
        self._key = key
        self._file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self._wal: int | None = None
        with suppress(OSError):
            self._wal = os.open(f"{path}-wal", os.O_RDONLY | getattr(os, "O_BINARY", 0))
        self.salt = salt or _read_at(self._file, 0, SALT_BYTES).ljust(SALT_BYTES, b"\0")
        masked = bytes(byte ^ _HMAC_SALT_MASK for byte in self.salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, masked, _HMAC_ROUNDS, 32)
        self.stale: set[int] = set()
        self.is_torn = False
        self._newer, self.count = self._read_wal()
        if not self.count:
            first = self.read(1)
            said = int.from_bytes(first[28:32], "big") if first else 0
            self.count = said or -(-os.fstat(self._file).st_size // PAGE_BYTES)
        inside = os.fstat(self._file).st_size // PAGE_BYTES
        self.is_cut = any(number not in self._newer for number in range(inside + 1, self.count + 1))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        os.close(self._file)
        if self._wal is not None:
            os.close(self._wal)

    def read(self, number: int) -> bytes | None:
        """Return the content of a page, counted from 1; `None` where it is missing or fails its check."""
        for at in reversed(self._newer.get(number, ())):
            if self._wal is not None and (content := self._open(_read_at(self._wal, at, PAGE_BYTES), number)):
                return content
            self.stale.add(number)
        return self._open(_read_at(self._file, (number - 1) * PAGE_BYTES, PAGE_BYTES), number)

    def _open(self, sealed: bytes, number: int) -> bytes | None:
        """Return the decrypted page, or `None` where it is not what was written."""
        from cryptography.hazmat.primitives.ciphers import (  # noqa: PLC0415 - a register is hardly ever damaged
            Cipher,
            algorithms,
            modes,
        )

        if len(sealed) != PAGE_BYTES:
            return None
        start = SALT_BYTES if number == 1 else 0
        body, mac = sealed[start : USABLE + _IV], sealed[USABLE + _IV :]
        expected = hmac.digest(self._mac_key, body + struct.pack("<I", number), "sha512")
        if not hmac.compare_digest(mac, expected):
            return None
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(sealed[USABLE : USABLE + _IV])).decryptor()
        content = decryptor.update(sealed[start:USABLE]) + decryptor.finalize()
        return _HEAD + content if start else content

    def _read_wal(self) -> tuple[dict[int, list[int]], int]:
        """Return where the WAL holds newer pages, up to its last commit, and how many pages there were then."""
        found: dict[int, list[int]] = {}
        if self._wal is None:
            return found, 0
        head = _read_at(self._wal, 0, _WAL_HEAD)
        if len(head) < _WAL_HEAD or int.from_bytes(head[:4], "big") not in _WAL_MAGIC:
            self.is_torn = bool(head)
            return found, 0
        frames: list[tuple[int, int]] = []
        committed, pages, at, is_behind = 0, 0, _WAL_HEAD, False
        while len(frame := _read_at(self._wal, at, _FRAME_HEAD)) == _FRAME_HEAD:
            number, size = struct.unpack(">II", frame[:8])
            if frame[8:16] != head[16:24]:  # left from an earlier round of the WAL; behind it nothing of this one lies
                is_behind = True
            else:
                self.is_torn |= is_behind
                frames.append((number, at + _FRAME_HEAD))
                if size:
                    committed, pages = len(frames), size
            at += _FRAME_HEAD + PAGE_BYTES
        self.is_torn |= len(frames) > committed or bool(frame)  # a transaction without its end
        for number, place in frames[:committed]:
            found.setdefault(number, []).append(place)
        return found, pages


def _read_at(file: int, at: int, size: int) -> bytes:
    """Return bytes of a file; fewer where it ends, none where the disk refuses them."""
    try:
        os.lseek(file, at, os.SEEK_SET)
        return os.read(file, size)
    except OSError:
        return b""

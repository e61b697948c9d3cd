"""What lies in a register page by page, free pages and the space between rows included, decrypted without SQLite."""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

PAGE = 4096
RESERVED = 80
"""Bytes at the end of each page: 16 of the initial vector, 64 of the HMAC."""


def pages_of(path: Path, key: bytes) -> bytes:
    """Return all pages of a register as SQLite sees them; its side files must be empty or gone.

    Args:
        path: the file.
        key: its 32 bytes.
    """
    content = path.read_bytes()
    plain = bytearray()
    for start in range(0, len(content), PAGE):
        page = content[start : start + PAGE]
        head = 16 if start == 0 else 0  # the first page begins with the salt, in the clear
        vector = page[-RESERVED:][:16]
        opener = Cipher(AES(key), CBC(vector)).decryptor()
        plain += opener.update(page[head:-RESERVED]) + opener.finalize()
    return bytes(plain)

"""A key locked by a password: Argon2id (RFC 9106) makes a key of it, AES-256-GCM (NIST SP 800-38D) locks ours.

The locked key is a small readable text. Everything that stands in it is bound to the lock: a changed character is
refused, and so is a file whose numbers would take the memory of the computer.
"""

from __future__ import annotations

import json
import re
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

from otklik.register.cipher import KEY_BYTES
from otklik.system.errors import UserError
from otklik.system.words import say

FORMAT = "otklik-key"
"""First value of every locked key; `FORMAT_VERSION` is the second."""

FORMAT_VERSION = 1

SHORTEST = 10
"""Characters a password has at least."""

_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16

_LARGEST_MEMORY = 512 * 1024
_MOST_PASSES = 12
_MOST_LANES = 16

_CHANGED = "This is not a locked key, or it was changed since it was written. Take another copy of it, or the sheet."
_WRONG = (
    "The password does not open the key. Look at the layout (РУ/EN) and at Caps Lock, and type it once more. "
    "Without the password only the recovery sheet opens the register."
)
_CONTROL = "The password holds a character that no key types. Type it anew instead of pasting it."
_SHORT = "The password is too short: take at least {count} characters, for instance three or four words."
_ONLY_DIGITS = "The password has digits only: a computer tries them all within hours. Add words or letters."
_FEW_CHARACTERS = "The password is the same few characters over and over: that is guessed first. Take several words."
_KEYBOARD_ROW = (
    "The password runs along the keyboard or the alphabet: that is guessed first. Take several words that do not "
    "belong together."
)

_ROWS = (
    *("1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./"),
    *("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю."),
    *("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя"),
)
_SHORTEST_RUN = 3


class WrongPassword(UserError):  # noqa: N818 - the field's word for it, as in system/errors.py
    """The password does not open the key."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What unlocking takes, as of RFC 9106, 3.1.

    Attributes:
        memory: KiB.
        passes: how many times the memory is gone over.
        lanes: how many threads may work at it.
    """

    memory: int
    passes: int
    lanes: int


COST = Cost(memory=128 * 1024, passes=3, lanes=4)
"""Twice the memory of RFC 9106's second recommendation: 0.3 s on a fast computer, about a second in a small office."""


def lock_key(key: bytes, password: str, register_id: str, cost: Cost = COST) -> bytes:
    """Return the key locked by a password, as the content of a file.

    Args:
        key: 32 bytes.
        password: as typed; the same letters are the same password however a system composes them (NFC).
        register_id: 32 hexadecimal digits; stands in the file, so that it is known which register it belongs to.
        cost: what unlocking takes.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    salt, nonce = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_NONCE_BYTES)
    head = _head(register_id, cost, salt, nonce)
    sealed = _cipher(password, salt, cost).encrypt(nonce, key, _text(head))
    return _text({**head, "key": sealed.hex()})


def unlock_key(content: bytes, password: str) -> bytes:
    """Return the key of a file made by `lock_key`. Takes a second: never call it on the thread of the window.

    Raises:
        UserError: the content is no locked key, was changed, or asks for more work than `lock_key` ever does.
        WrongPassword: the password does not open it, or a locked value was changed.
    """
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - only registers locked by a password need it

    values = _read(content)
    sealed = bytes.fromhex(values.pop("key"))
    cost = Cost(values["memory_kib"], values["passes"], values["lanes"])
    cipher = _cipher(password, bytes.fromhex(values["salt"]), cost)
    try:
        return bytes(cipher.decrypt(bytes.fromhex(values["nonce"]), sealed, _text(values)))
    except InvalidTag as error:
        raise WrongPassword(_WRONG) from error


def is_locked_key(content: bytes) -> bool:
    """Tell whether the content of a file means to be a locked key, sound or not."""
    return f'"{FORMAT}"'.encode() in content[:64]


def register_of(content: bytes) -> str:
    """Return the id of the register a locked key belongs to.

    Raises:
        UserError: as of `unlock_key`.
    """
    return str(_read(content)["register"])


def weakness(password: str) -> str | None:
    """Return in a sentence why a password is too weak, or `None` where nothing speaks against it."""
    typed = unicodedata.normalize("NFC", password)
    if any(unicodedata.category(sign) == "Cc" for sign in typed):
        return say(_CONTROL)
    if len(typed) < SHORTEST:
        return say(_SHORT, count=SHORTEST)
    folded = typed.casefold().replace("ё", "е")
    if len(set(folded)) <= 3:
        return say(_FEW_CHARACTERS)
    if _runs_along_rows(folded):
        return say(_KEYBOARD_ROW)
    if folded.isdecimal():
        return say(_ONLY_DIGITS)
    return None


def _runs_along_rows(text: str) -> bool:
    """Tell whether a text is nothing but runs of neighbours in a row of keys or in the alphabet, there or back."""
    rows = [*_ROWS, *(row[::-1] for row in _ROWS)]
    while text:
        run = next(
            (size for size in range(len(text), _SHORTEST_RUN - 1, -1) if any(text[:size] in row for row in rows)), 0
        )
        if not run:
            return False
        text = text[run:]
    return True


def _cipher(password: str, salt: bytes, cost: Cost) -> Any:
    """Return AES-256-GCM with the key that Argon2id makes of a password."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - as in `unlock_key`
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id  # noqa: PLC0415 - as in `unlock_key`

    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    made = Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
    ).derive(typed)  # fmt: skip
    return AESGCM(made)


def _head(register_id: str, cost: Cost, salt: bytes, nonce: bytes) -> dict[str, Any]:
    """Return everything of a locked key but the key, in the order it is written."""
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "register": register_id,
        "kdf": "argon2id",
        "memory_kib": cost.memory,
        "passes": cost.passes,
        "lanes": cost.lanes,
        "cipher": "aes-256-gcm",
        "salt": salt.hex(),
        "nonce": nonce.hex(),
    }


def _text(values: dict[str, Any]) -> bytes:
    return (json.dumps(values, indent=1) + "\n").encode("ascii")


def _read(content: bytes) -> dict[str, Any]:
    """Return the values of a locked key, each of the right kind and within bounds.

    The text is written in one way only, so a second spelling of the same values is a change too; line ends apart, which
    mail programs turn round.

    Raises:
        UserError: it is anything else.
    """
    content = content.replace(b"\r\n", b"\n")
    try:
        values = json.loads(content)
        cost = Cost(values["memory_kib"], values["passes"], values["lanes"])
        salt, nonce = bytes.fromhex(values["salt"]), bytes.fromhex(values["nonce"])
        sealed = bytes.fromhex(values["key"])
        same = _text({**_head(values["register"], cost, salt, nonce), "key": sealed.hex()}) == content
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UserError(_CHANGED) from error
    sizes = (len(salt), len(nonce), len(sealed)) == (_SALT_BYTES, _NONCE_BYTES, KEY_BYTES + _TAG_BYTES)
    belongs = isinstance(values["register"], str) and re.fullmatch(r"[0-9a-f]{32}", values["register"]) is not None
    if not (same and sizes and belongs and _is_bearable(cost)):
        raise UserError(_CHANGED)
    return dict(values)


def _is_bearable(cost: Cost) -> bool:
    """Tell whether Argon2id takes these numbers, and whether a small computer bears them."""
    if any(type(value) is not int for value in (cost.memory, cost.passes, cost.lanes)):
        return False
    return (
        1 <= cost.passes <= _MOST_PASSES
        and 1 <= cost.lanes <= _MOST_LANES
        and 8 * cost.lanes <= cost.memory <= _LARGEST_MEMORY
    )

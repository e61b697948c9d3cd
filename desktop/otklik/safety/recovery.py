"""The key of a register as eighteen groups of six digits, to be printed, kept in a safe and typed again.

Digits alone, so that no keyboard layout and no letter that looks like another one stands in the way. A group carries 16
bits as a multiple of 11, as the recovery passwords of BitLocker do: a wrong digit or two neighbours swapped never give
another multiple, so the mistake shows in its own group. Sixteen groups carry the key; the seventeenth checks the key,
which finds groups in a wrong order or of another sheet, and the eighteenth the key together with the register's id.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence

from otklik.register.cipher import KEY_BYTES, SALT_BYTES
from otklik.system.errors import UserError

GROUPS = 18
"""Groups on a sheet."""

DIGITS = 6
"""Digits of a group."""

_KEY_GROUPS = KEY_BYTES // 2
_FACTOR = 11
_LARGEST = 0xFFFF * _FACTOR
_SIGN_GROUPS = 4
_QR_HEAD, _QR_VERSION = "OTKLIK", "V1"

_INCOMPLETE = "A recovery sheet has 18 groups of six digits; here are {count}. Type all of them."
_MISTYPED = "Mistyped groups: {groups}. Compare them with the sheet digit by digit."
_OUT_OF_PLACE = (
    "Each group is right by itself, but not all of them together: two are swapped, "
    "or one is from another sheet. Compare them with the sheet in order."
)
_OTHER_REGISTER = "This sheet is of another register. Take the sheet with the id {register}."


def groups_of(key: bytes, register_id: str) -> tuple[str, ...]:
    """Return the groups that are printed for a key.

    Args:
        key: the 32 bytes of the key.
        register_id: the id of the register it opens, 32 hexadecimal digits.

    Raises:
        ValueError: either has another length; a mistake of ours.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(len(key))
    content = key + _key_check(key) + _register_check(key, register_id)
    return tuple(_group(content[start : start + 2]) for start in range(0, len(content), 2))


def group_fits(text: str) -> bool:
    """Tell whether this may be a group: six digits that no single slip of the hand has changed."""
    return _carried(text) is not None


def key_from(groups: Sequence[str], register_id: str | None) -> bytes:
    """Return the key that a sheet carries.

    Args:
        groups: the eighteen groups in order; spaces, dashes and digits of any script do not matter.
        register_id: the id of the register it is to open, 32 hexadecimal digits; `None` where it cannot be known.

    Raises:
        UserError: groups are missing, mistyped (the sentence names them), out of order, or of another register's sheet.
    """
    filled = sum(1 for group in groups if digits_in(group))
    if len(groups) != GROUPS or filled < GROUPS:
        raise UserError(_INCOMPLETE, count=filled)
    parts = [_carried(group) for group in groups]
    wrong = [number for number, part in enumerate(parts, 1) if part is None]
    if wrong:
        raise UserError(_MISTYPED, groups=", ".join(map(str, wrong)))
    content = b"".join(part for part in parts if part is not None)
    key, key_check, register_check = content[:KEY_BYTES], content[KEY_BYTES:-2], content[-2:]
    if not hmac.compare_digest(key_check, _key_check(key)):
        raise UserError(_OUT_OF_PLACE)
    if register_id is not None and not hmac.compare_digest(register_check, _register_check(key, register_id)):
        raise UserError(_OTHER_REGISTER, register=register_id[:8])
    return key


def digits_in(text: str) -> str:
    """Return the digits of a text as 0 to 9, whatever script they are of; all else is left out."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def groups_in(text: str) -> tuple[str, ...]:
    """Return the groups of a pasted text: of a sheet's QR code, of numbered lines, or of nothing but digits.

    Where the text holds eighteen numbers of six digits, these are the groups whatever stands between them; otherwise
    its digits are cut into groups as they come. There may be fewer than eighteen then, and the last may be short.
    """
    parts = text.strip().split(":")
    if len(parts) == 4 and parts[0].upper() == _QR_HEAD:
        text = parts[1]
    numbers = [digits_in(number) for number in re.findall(r"(?<!\w)\d{6}(?!\w)", text)]
    if len(numbers) == GROUPS:
        return tuple(numbers)
    digits = digits_in(text)
    return tuple(digits[start : start + DIGITS] for start in range(0, min(len(digits), GROUPS * DIGITS), DIGITS))


def fingerprint(key: bytes) -> str:
    """Return the short sign of a key, four groups of four digits: tells keys apart and gives nothing of them away."""
    digest = int.from_bytes(hashlib.sha256(b"otklik key sign" + key).digest(), "big")
    return " ".join(f"{digest // 10 ** (4 * place) % 10**4:04}" for place in range(_SIGN_GROUPS))


def asked(count: int = 3) -> tuple[int, ...]:
    """Return the numbers of the groups that somebody types to show that he holds the sheet, drawn anew each time."""
    return tuple(sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), count)))


def qr_text(groups: Sequence[str], register_id: str) -> str:
    """Return the words of the sheet's QR code: `OTKLIK:` groups with dashes `:` id of the register `:V1`.

    The groups are its first digits, so that a hand scanner, which types what it reads, fills the fields by itself.
    """
    return ":".join((_QR_HEAD, "-".join(groups), register_id.upper(), _QR_VERSION))


def _group(two: bytes) -> str:
    return f"{int.from_bytes(two, 'big') * _FACTOR:0{DIGITS}}"


def _carried(group: str) -> bytes | None:
    """Return the two bytes that a group carries, or `None` where it is none."""
    digits = digits_in(group)
    if len(digits) != DIGITS or any(sign.isalpha() for sign in group):
        return None
    number = int(digits)
    return None if number % _FACTOR or number > _LARGEST else (number // _FACTOR).to_bytes(2, "big")


def _key_check(key: bytes) -> bytes:
    return hashlib.sha256(b"otklik sheet" + key).digest()[:2]


def _register_check(key: bytes, register_id: str) -> bytes:
    salt = bytes.fromhex(register_id)
    if len(salt) != SALT_BYTES:
        raise ValueError(len(salt))
    return hashlib.sha256(b"otklik sheet of a register" + key + salt).digest()[:2]

"""Requisites as they are typed: each check gives one sentence of warning, or nothing. A warning never blocks.

An empty field is no mistake here; what a letter cannot do without is asked elsewhere.
"""

from __future__ import annotations

import re

from otklik.register.records import OperatorForm
from otklik.system.words import say

_INN_10 = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11 = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_12 = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)

_KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_SIX_DIGITS = re.compile(r"(?<![0-9])[0-9]{6}(?![0-9])")
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_MAIL_LOCAL = re.compile(r"[^\s@<>()\[\],;:\"\\]{1,64}")
_MAIL_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")


def check_inn(inn: str, form: OperatorForm | None = None) -> str | None:
    """Check an ИНН: 10 digits of a company, 12 of a person, and its control digits (ФНС order ЕД-7-14/559@).

    Args:
        inn: as typed; blanks are passed over.
        form: who the operator is; without it both lengths are right.

    Returns:
        One sentence in the language in use, or `None` when nothing is wrong or nothing is typed.
    """
    digits = _without_blanks(inn)
    if not digits:
        return None
    if not _is_number(digits) or len(digits) not in {10, 12}:
        return say("An INN has 10 digits (a company) or 12 (a person). Check it against the certificate.")
    if form is OperatorForm.COMPANY and len(digits) != 10:
        return say("This INN has 12 digits, as a person's has; a company's has 10.")
    if form is OperatorForm.SOLE_PROPRIETOR and len(digits) != 12:
        return say("This INN has 10 digits, as a company's has; a sole proprietor's has 12.")
    if not int(digits) or not _inn_control_fits(digits):
        return say("The control digits of this INN do not fit: a digit is mistyped somewhere.")
    return None


def check_ogrn(ogrn: str, form: OperatorForm | None = None) -> str | None:
    """Check an ОГРН (13 digits) or ОГРНИП (15 digits) and its control digit (Минфин order 165н).

    Args:
        ogrn: as typed; blanks are passed over.
        form: who the operator is; without it both lengths are right.

    Returns:
        One sentence in the language in use, or `None` when nothing is wrong or nothing is typed.
    """
    digits = _without_blanks(ogrn)
    if not digits:
        return None
    if not _is_number(digits) or len(digits) not in {13, 15}:
        return say("An OGRN has 13 digits, an OGRNIP has 15. Check it against the certificate.")
    if form is OperatorForm.COMPANY and len(digits) != 13:
        return say("A company has an OGRN of 13 digits; this one has 15.")
    if form is OperatorForm.SOLE_PROPRIETOR and len(digits) != 15:
        return say("A sole proprietor has an OGRNIP of 15 digits; this one has 13.")
    if not int(digits) or int(digits[:-1]) % (len(digits) - 2) % 10 != int(digits[-1]):
        return say("The control digit of this number does not fit: a digit is mistyped somewhere.")
    return None


def check_kpp(kpp: str) -> str | None:
    """Check the shape of a КПП: 4 digits, 2 digits or Latin capitals, 3 digits; it has no control digit.

    Returns:
        One sentence in the language in use, or `None` when nothing is wrong or nothing is typed.
    """
    text = _without_blanks(kpp)
    if not text or _KPP.fullmatch(text):
        return None
    return say("A KPP has 9 characters, for example 999901001. A sole proprietor has none.")


def check_address(address: str) -> str | None:
    """Check that a postal address in one line carries a Russian index: six digits from 101000 to 694999.

    An address without Russian letters is taken for a foreign one and passes.

    Returns:
        One sentence in the language in use, or `None` when nothing is wrong or nothing is typed.
    """
    if not address.strip() or not _CYRILLIC.search(address):
        return None
    indexes = _SIX_DIGITS.findall(address)
    if not indexes:
        return say("The address has no postal index (six digits): a letter may not arrive.")
    if not any(101000 <= int(index) <= 694999 for index in indexes):
        return say("There is no Russian postal index {index}. Check the address.", index=indexes[0])
    return None


def check_email(address: str) -> str | None:
    """Check the shape of an e-mail address; whether the mailbox exists is never asked.

    Returns:
        One sentence in the language in use, or `None` when nothing is wrong or nothing is typed.
    """
    text = address.strip()
    if not text:
        return None
    local, at, domain = text.rpartition("@")
    labels = domain.split(".")
    shaped = bool(at) and _MAIL_LOCAL.fullmatch(local) is not None and not _has_empty_piece(local)
    if not shaped or len(labels) < 2 or not all(_MAIL_LABEL.fullmatch(label) for label in labels):
        return say("This does not look like an e-mail address: name@example.ru is expected.")
    if any(_mixes_alphabets(piece) for piece in (local, *labels)):
        return say("Russian and Latin letters are mixed in this e-mail address: check letters that look alike.")
    return None


def check_phone(phone: str) -> str | None:
    """Check a telephone number by the numbering plans; without a country code it is read as Russian.

    Returns:
        One sentence in the language in use, or `None` when nothing is wrong or nothing is typed.
    """
    if not phone.strip():
        return None
    import phonenumbers  # noqa: PLC0415 - numbering plans of all countries; only forms being edited need them

    try:
        number = phonenumbers.parse(phone, "RU")
    except phonenumbers.NumberParseException:
        return say("This does not look like a telephone number.")
    if not phonenumbers.is_possible_number(number):
        return say("This telephone number has too few or too many digits.")
    if not phonenumbers.is_valid_number(number):
        return say("There is no such telephone code. Check the number.")
    return None


def _inn_control_fits(digits: str) -> bool:
    """Return whether the control digits are the ones the other digits give."""
    if len(digits) == 10:
        return _control(digits, _INN_10) == digits[9]
    return _control(digits, _INN_11) + _control(digits, _INN_12) == digits[10:]


def _control(digits: str, weights: tuple[int, ...]) -> str:
    """Return the control digit of an ИНН: the weighted sum by 11, and that by 10."""
    return str(sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False)) % 11 % 10)


def _is_number(text: str) -> bool:
    """Return whether all characters are the digits 0 to 9 (Unicode knows many more digits)."""
    return text.isascii() and text.isdigit()


def _without_blanks(text: str) -> str:
    """Return the text without any blanks, as numbers are often typed in groups."""
    return "".join(text.split())


def _has_empty_piece(local: str) -> bool:
    """Return whether a dot stands at an end or beside another dot."""
    return not all(local.split("."))


def _mixes_alphabets(piece: str) -> bool:
    """Return whether one piece of an address has both Latin and Russian letters."""
    return _LATIN.search(piece) is not None and _CYRILLIC.search(piece) is not None

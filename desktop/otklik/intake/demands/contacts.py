"""The writer's own e-mail, telephone and address, from the words of his letter: not the operator's, not a caller's."""

from __future__ import annotations

import re
from collections.abc import Iterable

_EMAIL = re.compile(r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,5}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(
    r"(?<![\w+])(?:\+7|8|\+\d{1,3})[ \xa0(-]{0,3}\d{2,4}[ \xa0)-]{0,3}\d{2,3}[ \xa0-]?\d{2}[ \xa0-]?\d{2,3}(?!\d)"
)
_NOT_HIS_PHONE = re.compile(
    r"звон\w{0,8}[^.\n]{0,60}$|\bс номер\w{0,2}[^.\n]{0,20}$|\bваш\w{0,3}\b[^.\n]{0,30}$"
    r"|\bcall\w{0,4}[^.\n]{0,30}$|\bgoryachei|горяч\w{1,3} лини\w{1,2}[^.\n]{0,20}$",
    re.IGNORECASE,
)
_HIS_PHONE = re.compile(
    r"\bмо(?:й|его|ему|ем)\b[^.\n]{0,40}$|\bmy\b[^.\n]{0,30}$"
    r"|\bмне\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
_NOT_HIS_EMAIL = re.compile(
    r"\b(?:ваш\w{0,3}|писал[аи]?|направлял[аи]?|отправлял[аи]?|отправил[аи]?|your)\b[^.\n]{0,40}$"
    r"|^[ \t]*Кому\b[^\n]{0,80}$",
    re.IGNORECASE,
)
_ROLES = re.compile(
    r"(?:info|support|privacy|noreply|no-reply|sales|hello|office|pd|pdn|personal|dpo|mail|help|contact"
    r"|contacts|admin|feedback"
    r"|zakaz|service|client|clients|care)@",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:проживающ\w{2,3}|зарегистрирован\w{0,4}|живу"
    r"|прожива\w{1,3})[ \n](?:и проживающ\w{2,3}[ \n])?(?:по адресу)[ :—–-]{0,3}([^\n;]{8,160}(?:\n[^\n;:]{3,100})?)"
    r"|(?:адрес (?:для (?:ответа|писем|корреспонденции|связи|почты)|проживания|регистрации|места жительства"
    r"|заявителя)"
    r"|мой (?:почтовый )?адрес|(?:обратный|почтовый) адрес|место жительства"
    r"|my (?:postal )?address(?: is)?)[ :—–-]{0,3}([^\n;]{8,160}(?:\n[^\n;:]{3,100})?)"
    r"|^[ \t]{0,80}адрес[ \t]{0,3}:[ \t]{0,3}([^\n;]{8,160})",
    re.IGNORECASE | re.MULTILINE,
)
_ADDRESS_END = re.compile(
    r"(?:[,.\s(—–]{1,4}(?:тел|моб|паспорт|e-?mail|почта|конт|прошу|телефон|электронн|паспортн|действ|имею)"
    r"|[.](?=\s+[А-ЯЁA-Z][а-яёa-z]{2,}\s+[а-яёa-z]{2,})|\n\s*\n)[\s\S]*",
    re.IGNORECASE,
)
_DWELLING = re.compile(
    r"(?:^|[,;\n:])\s{0,3}((?:(?:индекс:? )?\d{6}|(?:г|гор|город|пос|пгт|дер|деревня|село|ул|улица|обл|респ"
    r"|республика)[. ]"
    r"|[А-ЯЁ][а-яё-]{3,25} (?:обл|край|респ)|Москва,|Санкт-Петербург,)[^\n;]{5,160}"
    r"(?:\n[ \t]*+(?:\d|ул|пр|пер|кв|д\.|дом|корп|г\.|пос|обл)[^\n;:]{3,100})?)",
    re.IGNORECASE,
)
"""Where somebody lives, as it stands in the head of an application: without a word for it."""

_DATE_ON = re.compile(r"[,\s]{1,4}(?:\d{1,2}\.\d{1,2}\.\d{4}|ЗАЯВЛЕНИЕ|Заявление)[\s\S]*")
_PLACE = re.compile(
    r"\d{6}|\b(?:г|гор|город|ул|улица|пр|просп|обл|область|пер|пос|село|с|д|дом|кв)\b\.?"
    r"|\d+[A-Za-z]? [A-Z]",
    re.IGNORECASE,
)


def find_email(text: str, known: Iterable[str]) -> str:
    """Return the e-mail address the writer gives as his, empty where he gives none or several.

    Args:
        text: his own words.
        known: addresses that are not sought: the operator's.
    """
    others = {address.lower() for address in known}
    found: dict[str, None] = {}
    for match in _EMAIL.finditer(text):
        address = match.group().rstrip(".")
        before = text[max(0, match.start() - 60) : match.start()]
        if address.lower() not in others and not _ROLES.match(address) and not _NOT_HIS_EMAIL.search(before):
            found.setdefault(address)
    return next(iter(found)) if len(found) == 1 else ""


def find_phone(text: str) -> str:
    """Return the telephone number the writer gives as his, as written; empty where he gives none or several.

    Args:
        text: his own words.
    """
    found: dict[str, str] = {}
    for match in _PHONE.finditer(text):
        before = text[max(0, match.start() - 70) : match.start()]
        if _NOT_HIS_PHONE.search(before) and not _HIS_PHONE.search(before):
            continue
        digits = re.sub(r"\D", "", match.group())
        if 10 <= len(digits) <= 13:
            found.setdefault(digits[-10:], " ".join(match.group().split()))
    return next(iter(found.values())) if len(found) == 1 else ""


def find_address(text: str) -> str:
    """Return the postal address the writer gives as his, on one line; empty where he gives none.

    Args:
        text: his own words.
    """
    for match in _ADDRESS.finditer(text):
        before = text[max(0, match.start() - 20) : match.start()].lower()
        words = " ".join(_ADDRESS_END.sub("", next(filter(None, match.groups()))).split()).strip(" .,;")
        if _PLACE.search(words) and "ваш" not in before and "@" not in words:
            return words
    return ""


def find_place(head: str) -> str:
    """Return the address that stands behind a name in the head of a letter, on one line; empty where there is none.

    Args:
        head: the words of the head behind the writer's name.
    """
    found = _DWELLING.search(head)
    if not found:
        return ""
    words = " ".join(_DATE_ON.sub("", _ADDRESS_END.sub("", found[1])).split()).strip(" .,;")
    return words if _PLACE.search(words) and "@" not in words else ""

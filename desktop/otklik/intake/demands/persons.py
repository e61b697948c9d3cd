"""Who writes and for whom: names, by what authority, how to reach him, person or organisation."""

from __future__ import annotations

import re

from otklik.intake.demands.contacts import find_address, find_email, find_phone, find_place
from otklik.intake.demands.head import read_head
from otklik.intake.demands.names import NameFinder, is_for_another
from otklik.intake.letter import IncomingLetter, Writer

_WARRANT = re.compile(
    r"доверенност\w{1,2}((?:[ \n,]{1,3}(?:\(?сери[ияей]{1,2}[ \n]\S{1,12}|\d\d ?[А-Я]{2} ?\d{6,8}|(?:№|N"
    r"|номер)[ \n]?[\w/-]{1,20}"
    r"|выдан\w{0,5}|удостоверен\w{0,5}|от[ \n](?:\d[\d.]{5,9}"
    r"|«?\d{1,2}»?[ \n][а-я]{3,8}[ \n]\d{4})(?:[ \n]?г(?:ода|\.)?)?)){0,6})",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"ордер\w{0,2}((?:[ \n,]{1,3}(?:сери[ияей]{1,2}[ \n]\S{1,12}|(?:№|N|номер)[ \n]?[\w/-]{1,20}"
    r"|от[ \n](?:\d[\d.]{5,9}|«?\d{1,2}»?[ \n][а-я]{3,8}[ \n]\d{4})(?:[ \n]?г(?:ода|\.)?)?)){1,4})",
    re.IGNORECASE,
)
_PARENT = re.compile(
    r"\b(мать|отец|мама|папа|опекун|попечитель|усыновитель|бабушка|дедушка)\b|\b(законн\w{2,3} представител\w{1,2})"
    r"|\b(mother|father|parent|guardian)\b",
    re.IGNORECASE,
)
_CHILD = re.compile(
    r"\bмо\w{1,3}\s(?:\w{3,20}\s)?(?:сын|дочь|дочер|дочк|реб[её]н)\w{0,3}\b"
    r"|\bмо\w{1,3}\sдочк",
    re.IGNORECASE,
)
_ADVOCATE = re.compile(r"\b(?:адвокат|attorney|lawyer)\b", re.IGNORECASE)
_SAID = {"мама": "мать", "папа": "отец"}
_FIRM = re.compile(
    r"\b(?:ООО|АО|ПАО|ЗАО|НКО|АНО|ИП|LLC|Ltd|GmbH|Inc)\b|\b(?:[Уу]правлени|[Пп]рокуратур"
    r"|[Ии]нспекци|[Бб]анк\b)"
)
_OFFICE = re.compile(
    r"^[ \t]*+(?:[Гг]енеральный |[Ии]сполнительный |[Кк]оммерческий |[Фф]инансовый |[Зз]ам\w{0,10}\.? )?"
    r"(?:[Дд]иректор\b(?! по )|[Пп]рокурор|[Сс]ледователь|ООО|АО|ПАО|ИП)\b",
    re.MULTILINE,
)


def find_writer(letter: IncomingLetter, own: str, finder: NameFinder, *, is_office: bool) -> Writer:
    """Return who writes and for whom.

    Args:
        letter: the letter as read.
        own: the writer's own words with his signature, every character in its place.
        finder: of names.
        is_office: an authority writes, or a firm by what it says.
    """
    head = read_head(own)
    headed = finder.in_any_case(head.name)
    lines = [line for line in own[head.end :].split("\n") if line.strip()]
    end = "\n".join(lines[max(0 if head.end else 1, len(lines) - 6) :])
    may_be_firm = not headed or bool(_FIRM.search(own[head.name_end : head.end]))
    is_organisation = is_office or bool(_FIRM.search(letter.sender_name)) or (may_be_firm and bool(_OFFICE.search(end)))
    for_another = is_for_another(own)
    subject, representative, authority = "", "", ""
    if is_organisation:
        subject = (finder.applicant(own) if is_office else "") or finder.trader(end)
    elif for_another:
        subject = finder.principal(own)
        representative = finder.agent(own, letter.sender_name, subject, headed)
        subject = "" if subject == representative else subject
        authority = _authority(own, representative)
    else:
        subject = finder.writer(own, letter.sender_name, headed=headed)
    operators = [address.lower() for address in re.findall(r"[\w.+-]{1,64}@[\w.-]{1,100}", letter.to)]
    reach = " " * head.name_start + own[head.name_start :]  # what stands before is the addressee's
    return Writer(
        subject_name=subject,
        representative_name=representative,
        authority=authority,
        email=find_email(reach, operators) or letter.sender_address,
        phone=find_phone(reach),
        address=find_address(reach) or (find_place(own[head.name_end : head.end or None]) if head.name else ""),
        is_organisation=is_organisation,
    )


def _authority(own: str, signer: str) -> str:
    """Return by what somebody writes for another, as the letter says it."""
    if warrant := _WARRANT.search(own):
        return " ".join(f"доверенность {warrant[1].lstrip(', ')}".split())
    if order := _ORDER.search(own):
        return " ".join(f"адвокат, ордер {order[1].lstrip(', ')}".split())
    if _ADVOCATE.search(own):
        return "адвокат"
    if parent := _PARENT.search(own):
        said = next(filter(None, parent.groups())).lower()
        return "законный представитель" if said.startswith("законн") else _SAID.get(said, said)
    if _CHILD.search(own):
        return "мать" if signer.endswith("на") else "отец" if signer.endswith("ич") else ""
    return ""

"""How organisations and persons are written: «ООО «…»», «ИП Фамилия И. О.», long forms in any case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from otklik.intake.policy.person_names import nominative

_AUTONOMOUS = r"автономн\w+\s+некоммерческ\w+\s+организаци\w{1,2}"
_LONG_FORMS = (
    (r"обществ\w{1,2}\s+с\s+ограниченной\s+ответственностью", "ООО"),
    (r"публичн\w+\s+акционерн\w+\s+обществ\w{1,2}", "ПАО"),
    (r"непубличн\w+\s+акционерн\w+\s+обществ\w{1,2}", "НАО"),
    (r"закрыт\w+\s+акционерн\w+\s+обществ\w{1,2}", "ЗАО"),
    (r"акционерн\w+\s+обществ\w{1,2}", "АО"),
    (_AUTONOMOUS + r"\s+дополнительного\s+профессионального\s+образования", "АНО ДПО"),
    (_AUTONOMOUS + r"\s+дополнительного\s+образования", "АНО ДО"),
    (_AUTONOMOUS, "АНО"),
    (r"некоммерческ\w+\s+организаци\w{1,2}", "НКО"),
    (r"некоммерческ\w+\s+партнерств\w{1,2}", "Некоммерческое партнёрство"),
    (r"благотворительн\w+\s+фонд\w{0,2}", "Благотворительный фонд"),
    (r"(?:муниципальн|государственн|федеральн)\w+\s+(?:\w+\s+){0,4}?(?:учреждени|предприяти)\w{1,2}", ""),
)
_STATE_FORMS = (
    "ГБУЗ|ГАУЗ|ГБОУ|ГАОУ|МБОУ|МАОУ|МБДОУ|МАДОУ|МКОУ|ГБПОУ|ГАПОУ|ФГБОУ|ФГАОУ|ГАУ|МАУ|МКУ|ГКУ|ФГАУ|МБУК|МБУДО"
    "|ГБУК|ГАУК|МАУК|ФГБУК|ФГБУН|КГБУЗ|ОГБУЗ|ЧУЗ"
    "|ФГУП|ГУП|МУП|ГБУ|МБУ|ФГБУ|ТСЖ|ТСН|СНТ|РОО|МОО"
)
_SHORT_FORMS = rf"{_STATE_FORMS}|ООО|ПАО|НАО|ОАО|ЗАО|АО|(?:АНО|ЧОУ|НОЧУ|ЧУ)(?:\s(?:ДО|ДПО|ВО|СПО))?|НКО|ТОО"
_QUOTED = (
    r"[\"«“„](?P<quoted>[^\"«»“”„\n]{1,90}(?:[«“„\"](?=\w)[^\"«»“”„\n]{1,60}[\"»”“](?=[\"»”])[^\"«»“”„\n]{0,40}"
    r"|[«“„](?=\w)[^\"«»“”„\n]{1,60})?)[\"»”]"
)
_BARE = r"(?P<bare>[A-ZА-ЯЁ][\w&.\-]*(?:[ ][A-ZА-ЯЁ][\w&\-]*){0,3})"
_COMPANY = re.compile(
    rf"(?<![\w])(?P<form>(?:{_SHORT_FORMS})(?!\w)|(?i:" + "|".join(pattern for pattern, _short in _LONG_FORMS) + r"))"
    rf"[\s,]{{1,3}}(?:{_QUOTED}|{_BARE})"
)
_FOREIGN = re.compile(
    r"(?<!\w)(?P<name>[A-Z][\w&.\-]*(?:[ ][A-Z][\w&.\-]*){0,4}),?\s"
    r"(?:LLC|Ltd|Inc|GmbH|Corp(?:oration)?|Limited|PLC|AG|S\.A\.|B\.V\.|LLP|AB|Oy)(?!\w)\.?"
)
_CAPITAL = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_SHOUTED = r"[А-ЯЁ]{2,}(?:-[А-ЯЁ]{2,})?"
_INITIALS = r"[А-ЯЁ]\.\s?[А-ЯЁ]\.?"
_WHO = (
    rf"{_CAPITAL}\s{{1,2}}{_CAPITAL}\s{{1,2}}{_CAPITAL}|{_SHOUTED}\s{{1,2}}{_SHOUTED}\s{{1,2}}{_SHOUTED}"
    rf"|{_CAPITAL}\s{_INITIALS}|{_INITIALS}\s?{_CAPITAL}"
)
_SOLE = re.compile(
    rf"(?<!\w)(?P<form>ИП|(?i:индивидуальн\w+\s+предпринимател\w{{1,2}}))[\s:,\-–—]{{1,4}}(?P<who>{_WHO})(?![\w])"
)
_SELF_EMPLOYED = re.compile(
    r"(?<!\w)(?i:самозанят\w+|плательщик\w*\s+налога\s+на\s+профессиональный\s+доход|физическ\w+\s+лиц\w+)"
    rf"[\s:,\-–—]{{1,4}}(?:гражданин\w*\s)?(?P<who>{_WHO})(?!\w)"
)
_PERSON = re.compile(
    rf"(?<!\w)(?P<who>{_CAPITAL}[ ]{{1,2}}{_CAPITAL}[ ]{{1,2}}{_CAPITAL}|{_CAPITAL}[ ]{_INITIALS})(?!\w)"
)

_WHO_WRITES = re.compile(
    rf"(?:[Мм]еня\s+зовут|(?<!\w)Я\s?[,\-–—])\s{{1,2}}"
    rf"(?P<who>{_CAPITAL}[ ]{{1,2}}{_CAPITAL})(?![ ]{{1,2}}{_CAPITAL})(?!\w)"
)
_PATRONYMIC = re.compile(r"(?:вич|ьич|вн|ичн)(?:а|у|ем|е|ы|ой)?$")


_ENDING = 4
"""Letters by which a surname in another case is longer at most, and one."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named.

    Attributes:
        start, end: place of the name with its form.
        name: in the nominative, «ИП Фамилия Имя Отчество», «ООО «…»»; empty where the nominative is not certain.
        form: «ИП», «ООО» or what else stands there; empty for a person without one.
        key: what two mentions of one party have in common.
        is_foreign: a firm under a foreign law.
    """

    start: int
    end: int
    name: str
    form: str
    key: str
    is_foreign: bool = False

    def is_short_of(self, other: Party) -> bool:
        """Return whether this is a person with initials and the other the same with a full name."""
        if "." not in self.key or "." in other.key or not other.key.startswith("person "):
            return False
        mine, theirs = self.key.split(" ")[1:], other.key.split(" ")[1:]
        if len(theirs) != 3 or mine[1:] != [f"{theirs[1][0]}.{theirs[2][0]}."]:
            return False
        return mine[0] == theirs[0] or (
            mine[0].startswith(theirs[0][:-1]) and abs(len(mine[0]) - len(theirs[0])) < _ENDING
        )


def parties_in(words: str, plain: str) -> list[Party]:
    """Return everybody named in a text, in its order; of overlapping names the first and longest.

    Args:
        words: the text with its capitals.
        plain: the same, lower case, quotation marks and dashes unified.
    """
    found = sorted(
        [*_companies(words), *_foreign(words), *_people(words, plain), *_whoever_writes(words)],
        key=lambda party: (party.start, -party.end, not party.form),
    )
    kept: list[Party] = []
    for party in found:
        if not kept or party.start >= kept[-1].end:
            kept.append(party)
    return kept


def _companies(words: str) -> Iterator[Party]:
    for found in _COMPANY.finditer(words):
        form = _form(found.group("form"))
        inner = found.group("quoted") or found.group("bare").rstrip(".")
        inner = " ".join(inner.split())
        if not inner or not any(letter.isalpha() for letter in inner):
            continue
        if not re.search("„[^“]+“", inner):
            inner = re.sub(r"[\"“„](?=\w)", "«", inner)
            inner = re.sub(r"(?<=\w)[\"”]", "»", inner)
        end = found.end() if found.group("quoted") else found.end("bare") - (found.group("bare").endswith("."))
        yield Party(found.start(), end, f"{form} «{inner}»", form, _key(inner))


def _form(words: str) -> str:
    """Return the form as it stands before a name: the usual ones in short, others as stated."""
    plain = " ".join(words.lower().split())
    for pattern, form in _LONG_FORMS:
        if re.fullmatch(pattern, plain):
            return form or " ".join(words.split())
    return words


def _key(name: str) -> str:
    return "company " + re.sub(r"[^\w]+", "", name.lower().replace("ё", "е"))


def _foreign(words: str) -> Iterator[Party]:
    for found in _FOREIGN.finditer(words):
        yield Party(found.start(), found.end(), found.group(), "", _key(found.group("name")), is_foreign=True)


def _people(words: str, plain: str) -> Iterator[Party]:
    """Yield sole proprietors, the self-employed, and persons with all three names."""
    for pattern, form in ((_SOLE, "ИП"), (_SELF_EMPLOYED, "самозанятый"), (_PERSON, "")):
        for found in pattern.finditer(words):
            who = found.group("who")
            if not form and "." not in who and not _PATRONYMIC.search(plain[found.start() : found.end()]):
                continue
            name, key = _with_initials(who) if "." in who else (nominative(who), "")
            if not name and not form:
                continue
            key = key or "person " + (name or who).lower().replace("ё", "е")
            yield Party(found.start(), found.end(), f"ИП {name}" if form == "ИП" and name else name, form, key)


def _whoever_writes(words: str) -> Iterator[Party]:
    """Yield who speaks of himself by first name and surname: «Меня зовут Аня Кречетова»."""
    for found in _WHO_WRITES.finditer(words):
        who = " ".join(found.group("who").split())
        yield Party(found.start("who"), found.end("who"), who, "", "person " + who.lower().replace("ё", "е"))


def _with_initials(who: str) -> tuple[str, str]:
    """Return «Фамилия И. О.» and its key; a surname in an oblique case is not turned back."""
    surname = re.search(_CAPITAL, who)
    initials = re.findall(r"[А-ЯЁ](?=\.|$|\s)", re.sub(_CAPITAL, "", who))
    if surname is None or len(initials) < 2:
        return "", "person ?"
    first, second = initials[:2]
    plain = surname.group().lower().replace("ё", "е")
    return f"{surname.group()} {first}. {second}.", f"person {plain} {first.lower()}.{second.lower()}."

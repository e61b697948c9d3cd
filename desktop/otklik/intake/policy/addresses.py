"""The operator's postal address: not of a regulator, a court, a hosting firm or a point of sale."""

from __future__ import annotations

import re
from collections.abc import Iterator

from otklik.intake.policy.facts import Found
from otklik.intake.policy.parties import Owner
from otklik.intake.policy.structure import Policy

_INDEX = re.compile(r"(?<![\d\-+№])[1-6]\d{5}(?=[,.]?\s{1,3}[\"(]?[а-яa-z])")
_LABEL = re.compile(
    r"(?<!\w)(?:(?P<post>почтов\w+\s+адрес\w*|адрес\w*\s+для\s+(?:корреспонденции|направления|отправки|писем|обращений|переписки)[^:\n]{0,60}"
    r"|почтой(?:\s+по\s+адресу)?|письм\w+[^.:\n]{0,40}\s+по\s+адресу|по\s+почтовому\s+адресу)"
    r"|(?P<legal>юридическ\w+\s+адрес\w*|место\s?нахождени\w|адрес\w*\s+(?:государственной\s+)?регистрации|зарегистрирован\w*\s+по\s+адресу"
    r"|адрес\w*\s+места\s+нахождения|адрес\w*\s+юридического\s+лица)"
    r"|(?P<actual>фактическ\w+\s+адрес\w*)"
    r"|(?P<plain>адрес\w*(?:\s+(?:оператора|организации|компании|общества|предпринимателя|местонахождения|офиса))?))"
    r"(?:\s+(?:оператора|организации|компании|общества|предпринимателя))?\s*[:\-\t]?\s*"
)
_NOT_POSTAL = re.compile(
    r"электронн|e-?mail|эл\.|сайт|в сети|в интернет|http|www|ip|страниц|ресурс|доставк|проживани|прописк|субъект|пользовател|заявител"
)
_OF_SALE = re.compile(
    r"(?:адрес\w*\s+)?(?:магазин|склад|самовывоз|пункт\w*\s+выдачи|шоурум|филиал|дата-центр|сервер|хостинг)"
)
_STOP = re.compile(
    r"[\n\t;]|\s+\(?(?:тел|телефон|т\.:|моб|факс|e-?mail|email|эл\.|электронн|инн|огрн|огрнип|кпп|р/с|сайт|www|http|почта:|далее)|[()]"
    r"|,?\s+(?:либо|или|а также|с пометкой|с указанием|лично|по адресу|по электронной|на адрес|и по|на имя|в адрес|действующ|которы)\b"
    r"|\.\s+(?=[а-яa-z\"«][а-яa-z]{3,})(?<!г\.\s)(?<!ул\.\s)(?<!обл\.\s)(?<!д\.\s)(?<!пр\.\s)(?<!пер\.\s)(?<!наб\.\s)(?<!пос\.\s)(?<!с\.\s)(?<!респ\.\s)"
    r"(?<!р-н\.\s)(?<!стр\.\s)(?<!корп\.\s)(?<!оф\.\s)(?<!кв\.\s)(?<!ш\.\s)(?<!пл\.\s)(?<!просп\.\s)(?<!пом\.\s)(?<!б-р\.\s)(?<!мкр\.\s)(?<!лит\.\s)(?<!дер\.\s)"
)
_SETTLEMENT = re.compile(
    r"\b(?:г|гор|город|обл|область|край|респ|республика|р-н|район|пос|поселок|пгт|с|село|дер|деревня|ст-ца|москва|санкт-петербург|россия|рф)\b"
)
_STREET = re.compile(
    r"\b(?:ул|улица|пр|пр-т|просп|проспект|пер|переулок|ш|шоссе|наб|набережная|пл|площадь|б-р|бул|бульвар|проезд|пр-д|тракт|аллея|линия|мкр|микрорайон|квартал|а/я|абонентский|тупик|д|дом|линия)\b"
)
_LONGEST = 240
_RANKS = ("post", "plain", "legal", "actual")


def find(policy: Policy) -> Iterator[Found[str]]:
    """Yield the operator's postal address; where it names several kinds, the one for post, else that of its seat."""
    best: dict[str, list[Found[str]]] = {}
    for kind, start, end in _candidates(policy):
        if not policy.is_stated(start, end) or policy.parties.owner_at(start, end) is Owner.OTHER:
            continue
        value = " ".join(policy.words[start:end].split()).strip(" .,;:")
        best.setdefault(kind, []).append(
            Found(value, (policy.quote(start, start + len(policy.words[start:end].rstrip(" .,;:"))),))
        )
    for kind in _RANKS:
        if kind in best:
            yield from best[kind]
            return


def _candidates(policy: Policy) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of whatever reads like a postal address."""
    plain = policy.plain
    taken = 0
    for found in sorted([*_LABEL.finditer(plain), *_INDEX.finditer(plain)], key=lambda match: match.start()):
        if found.start() < taken:
            continue
        is_labelled = found.re is _LABEL
        start = found.end() if is_labelled else found.start()
        if is_labelled and (
            _NOT_POSTAL.match(plain, start) or _OF_SALE.search(plain, max(0, found.start() - 24), start)
        ):
            continue
        end = _end(plain, start)
        if _is_address(plain[start:end]):
            taken = end
            yield str(found.lastgroup) if is_labelled else "plain", start, end


def _end(plain: str, start: int) -> int:
    """Return where an address ends: at a line's end, before a phone, a number or the next sentence."""
    stop = _STOP.search(plain, start + 6, start + _LONGEST)
    return stop.start() if stop else min(len(plain), start + _LONGEST)


def _is_address(words: str) -> bool:
    """Return whether words hold a settlement, a street or post box, and a figure; nothing short of it is an address."""
    has_index = (
        re.match(r"[1-6]\d{5}\b", words) is not None or re.search(r"\b[1-6]\d{5}$", words.strip(" .,")) is not None
    )
    has_place = _SETTLEMENT.search(words[:120]) is not None
    has_street = _STREET.search(words) is not None
    begins_so = (
        has_index
        or _SETTLEMENT.match(words) is not None
        or re.match(r"[а-я\-]{3,20}(?:ая|ий)? (?:обл|край)|[а-я\- ]{3,25},\s", words) is not None
    )
    return (
        begins_so
        and has_street
        and (has_place or has_index)
        and re.search(r"\d", words) is not None
        and len(words) > 14
    )

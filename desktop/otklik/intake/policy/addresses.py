"""The operator's postal address: not of a regulator, a court, a hosting firm or a point of sale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from otklik.intake.policy.facts import Found
from otklik.intake.policy.parties import Owner, words_of
from otklik.intake.policy.standing import stands
from otklik.intake.policy.structure import Policy

_INDEX = re.compile(r"(?<![\d\-+№])[1-6]\d{5}(?=[,.]?\s{1,3}[\"(]?[а-я])")
_LABEL = re.compile(
    r"(?<!\w)(?:(?P<post>почтов\w+\s+адрес\w*|адрес\w*\s+для\s+(?:корреспонденци|направлени|отправк|пис[ье]м|обращени|переписк)"
    r"[^:\n\d]{0,60}|почтой(?:\s+по\s+адресу)?|письм\w+[^.:\n\d]{0,40}\s+по\s+адресу)"
    r"|(?P<legal>(?:юридическ\w+|юр\.)\s+адрес\w*|место\s?нахождени\w|адрес\w*\s+(?:государственной\s+)?регистрации"
    r"|зарегистрирован\w*\s+по\s+адресу|адрес\w*\s+места\s+нахождения|адрес\w*\s+юридического\s+лица)"
    r"|(?P<actual>(?:фактическ\w+|факт\.)\s+адрес\w*)|(?P<plain>адрес\w*))"
    r"(?:(?P<whose>(?:\s+[а-я\-]+){0,3})\s*[:\t(]\s*|\s*-\s+|,?\s+)"
)
_LINE = re.compile(
    r"(?:^|\n)[ ]{0,20}(?P<line>(?:россия|рф|г\.?|гор\.|[а-я\-]+ская обл\w*\.?|республика)[,\s]"
    r"[^\n\t]{0,80}\b[1-6]\d{5}\b[^\n\t]{0,120})(?=\n|$)"
)
# «Тула, ул. Речная, 14»: an address only under a heading of contacts.
_SHORT_LINE = re.compile(
    r"\n[ ]{0,20}(?P<line>(?:г\.\s?)?[а-я\-]{3,25}(?: [а-я\-]{3,20})?,\s(?:ул|пр|пер|наб|б-р|ш|пл|мкр)[.\w\-]*\s"
    r"[^\n\t]{2,40},\s[^\n\t]{0,60}\d[^\n\t]{0,30})"
    r"(?=\n|$)"
)
_NOT_POSTAL = re.compile(
    r"электрон|e-?mail|эл\.|сайт|интернет|сети|http|www|ip|страниц|ресурс|достав|проживан|прописк|субъект|пользовател"
    r"|заявител|клиент|покупател|получател|заказчик|помещени|магазин|склад|самовывоз|пункт|шоурум|филиал|сервер|дата"
    r"|хостинг|роскомнадзор|суд|банк"
)
_ELECTRONIC = re.compile(r"электрон|e-?mail|эл\.|сайт|интернет|сети|http|www|ip|страниц|ресурс")
_STOP = re.compile(
    r"[\t;()]|\s-\s|[,.]?\s+(?:почтов\w+|юридическ\w+|фактическ\w+)\s+адрес|,?\s+(?:8|\+7)[ (\-]*\d{3}"
    r"|,?\s+[\w.\-]+@"
    r"|\s+(?:тел|т\.:|моб|факс|e-?mail|email|эл\.|электронн|инн|огрн|кпп|р/с|сайт|www|http)"
    r"|[,.]?\s+(?:почта:|далее|либо|или|а также|с пометкой|с указанием|лично|по адресу|по электронной|на адрес|и по"
    r"|на имя|в адрес|действующ|которы\w+)\b"
)
_SENTENCE = re.compile(
    r"\.\s+(?=\"?[а-я]{4,}|[а-я]+\s[а-я]+\s)|(?<=\d)(?<!\d{6})\.\s+(?!корп|стр|оф|к\.|кв|пом|лит|эт)(?=[а-я])"
)
_SHORTENED = re.compile(
    r"(?:^|[\s.,])(?:г|гор|ул|обл|д|пр|пер|наб|пос|с|респ|р-н|стр|корп|к|оф|кв|ш|пл|просп|пом|б-р|мкр|лит|дер|ст|бул|а/я|эт"
    r"|пр-т|пр-д|зд|влад|ком)$"
)
_SETTLEMENT = re.compile(
    r"(?:г|гор|город|обл|область|край|респ|республика|р-н|район|пос|поселок|пгт|с|село|дер|деревня|москва|санкт-петербург"
    r"|россия|рф|российская федерация)\b"
)
_ANY_SETTLEMENT = re.compile(r"\b" + _SETTLEMENT.pattern)
_TOWN_FIRST = re.compile(r"[а-я\-]{3,20}(?:ая|ий)? (?:обл|край)|[а-я]{3,20}(?:[ \-][а-я]{2,20}){0,2},\s")
_STREET = re.compile(
    r"\b(?:ул|улица|пр|пр-т|просп|проспект|пер|переулок|ш|шоссе|наб|набережная|пл|площадь|б-р|бул|бульвар|проезд|пр-д|тракт"
    r"|аллея|линия|мкр|микрорайон|квартал|а/я|абонентский|тупик|д|дом)\b"
)
_OF_A_BRANCH = re.compile(
    r"\b(?:филиал|обособленн|представительств|пункт|самовывоз|магазин|склад|шоурум|точк[аи]\b|выдач)[^.;\n]{0,40}[:\-(,]\s*$"
)
_OF_DATA = re.compile(
    r"\bбаз\w{0,2}\s+(?:персональных\s+)?данных|\bсервер|\b(?:место|места)\s+хранения|\bхранятся\b|\bархив"
)
# «оф. 8 Номер в реестре»: lines of a PDF run together.
_NEXT_LABEL = re.compile(
    r"\b(?:д|дом|оф|офис|кв|пом|стр|корп|ком)\.?\s?\d{1,4}[а-яА-Я]?(?=\s+(?!Лит|Стр|Кор|Офи|Пом|Ком|Этаж|Бокс|Под)[А-ЯЁ][а-яё]{3})"
)
# «а/я 18, Закладкину О. Ю.», «кв. 1, ООО «Пример»»: to whom the letter goes is no part of it.
_ADDRESSEE = re.compile(
    r"(?<=[\dА-Яа-я])\s?,\s+(?:для\s+)?(?:[А-ЯЁ][а-яё\-]+\s+[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]+"
    r"|[А-ЯЁ][а-яё\-]+\s+[А-ЯЁ][а-яё]+\s+[А-ЯЁ][а-яё]+(?:вич|вн|ичн)[а-яё]{0,2}\b|(?:ИП|ООО|АО|ПАО|АНО)\s)"
    r"|,\s+а\s+(?:ИП|ООО|АО|ПАО|ЗАО)\s"
)
_PARTED = re.compile(r"(?<=\w)-\n\s*(?=[а-яё])")
_LONGEST = 240
_RANKS = ("legal", "post", "plain", "actual")


def find(policy: Policy) -> Iterator[Found[str]]:
    """Yield the operator's postal address; where it names several kinds, that of its seat, else the one for post.

    Another one that is called nothing but his address contradicts that of the seat.
    """
    best: dict[str, list[Found[str]]] = {}
    for kind, start, end in _candidates(policy):
        if not (policy.is_stated(start, end) and stands(policy, start, end)):
            continue
        if policy.parties.owner_at(start, end) is Owner.OTHER:
            continue
        value = " ".join(_PARTED.sub("", policy.words[start:end]).split()).strip(" .,;:")
        best.setdefault(kind, []).append(
            Found(value, (policy.quote(start, start + len(policy.words[start:end].rstrip(" .,;:"))),))
        )
    for kind in _RANKS:
        if kind in best:
            yield from best[kind]
            if kind == "legal":
                seats = [_tokens(found.value) for found in best[kind]]
                for other in best.get("plain", ()):
                    tokens = _tokens(other.value)
                    if not any(tokens <= seat or seat <= tokens for seat in seats):
                        yield other
            return


def _tokens(address: str) -> frozenset[str]:
    """Return what makes an address: its names and figures, no «ул.», «г.» and «д.»."""
    words = re.findall(r"[^\W\d_]{4,}|\d+", address.lower().replace("ё", "е"))
    return frozenset(words) - {"город", "улица", "дом", "офис", "проспект", "россия", "область"}


def _candidates(policy: Policy) -> Iterator[tuple[str, int, int]]:
    """Yield kind, start and end of whatever reads like a postal address."""
    plain = policy.plain
    taken = refused = 0
    shapes = (_LABEL, _INDEX, _LINE, _SHORT_LINE)
    for found in sorted(chain(*(shape.finditer(plain) for shape in shapes)), key=lambda one: one.start()):
        is_labelled = found.re is _LABEL
        start = found.end() if is_labelled else found.start("line") if "line" in found.groupdict() else found.start()
        if found.re is _SHORT_LINE and not words_of("own_headings").search(policy.heading_at(start)):
            continue
        if found.start() < taken or (not is_labelled and (start < refused or _is_of_a_branch(policy, start))):
            continue
        if is_labelled and _is_of_something_else(plain, found):
            refused = policy.sentence_at(start).end if not _ELECTRONIC.search(plain, start - 3, start + 24) else refused
            continue
        if (not is_labelled or found.group("plain")) and _is_of_a_store_of_data(policy, start):
            continue
        end = _end(policy, start)
        if _is_address(plain[start:end]):
            taken = end
            yield _kind(found) if is_labelled else "plain", start, end


def _is_of_a_branch(policy: Policy, start: int) -> bool:
    """Return whether the words right before an address without a label say that it is of a shop or a branch."""
    floor = max(policy.sentence_at(start).start, start - 60)
    return _OF_A_BRANCH.search(policy.plain, floor, start) is not None


def _is_of_a_store_of_data(policy: Policy, start: int) -> bool:
    """Return whether the sentence says where data lie, not where anybody sits."""
    return _OF_DATA.search(policy.plain, max(policy.sentence_at(start).start, start - 90), start) is not None


def _kind(found: re.Match[str]) -> str:
    return next(kind for kind in _RANKS if found.group(kind))


def _is_of_something_else(plain: str, found: re.Match[str]) -> bool:
    """Return whether a label is of an e-mail, a delivery, a shop: of anything but the seat or the post."""
    label = f"{found.group('whose') or ''} {plain[found.end() : found.end() + 16]}"
    return _NOT_POSTAL.search(label) is not None or _NOT_POSTAL.match(plain, found.end()) is not None


def _end(policy: Policy, start: int) -> int:
    """Return where an address ends: with its paragraph, before a phone, a number or the next sentence."""
    plain = policy.plain
    limit = min(start + _LONGEST, max(policy.paragraph_at(start).end, start))
    stop = _STOP.search(plain, start + 6, limit)
    end = stop.start() if stop else min(len(plain), limit)
    if label := _NEXT_LABEL.search(policy.words, start, end):
        end = label.end()
    house = re.compile(r"(?<!\d)\d{1,5}(?!\d)").search(plain, start, end)
    if house and (addressee := _ADDRESSEE.search(policy.words, house.end() - 1, limit)):
        end = min(end, addressee.start())
    for found in re.finditer("\n", plain[start:end]):
        at = start + found.start()
        if not _goes_on(policy, at):
            end = at
            break
    for found in _SENTENCE.finditer(plain, start, end):
        if not _SHORTENED.search(plain[max(start, found.start() - 6) : found.start()]):
            return found.start()
    return end


def _goes_on(policy: Policy, at: int) -> bool:
    """Return whether an address goes on past the end of a line: parted at a comma, a hyphen or before a small word."""
    before = policy.plain[max(0, at - 6) : at].rstrip()
    following = policy.words[at + 1 : at + 2]
    return before.endswith((",", "-")) or _SHORTENED.search(before.rstrip(".")) is not None or not following.isupper()


def _is_address(words: str) -> bool:
    """Return whether words hold a settlement, a street or post box, and a figure; less is no address."""
    first = re.match(r"[1-6]\d{5}\b", words) is not None
    has_index = re.search(r"(?<!\d)[1-6]\d{5}(?!\d)", words) is not None
    is_placed = _ANY_SETTLEMENT.search(words[:120]) is not None or has_index or _TOWN_FIRST.match(words) is not None
    begins_so = first or _SETTLEMENT.match(words) or _STREET.match(words) or _TOWN_FIRST.match(words)
    without_index = re.sub(r"[1-6]\d{5}", "", words)
    has_house = _STREET.search(words) is not None and re.search(r"\d", without_index) is not None
    return bool(begins_so) and is_placed and has_house and len(words) > 14

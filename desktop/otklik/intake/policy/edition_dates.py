"""The day a policy dates itself: of its edition, its placement or its approval; never the day of a law or an order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from otklik.intake.policy.facts import Found
from otklik.intake.policy.structure import Policy

_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_DAY = (
    r"(?:\"?\s?(?P<day>\d{1,2})\s?\"?\s{1,2}"
    r"(?P<month>январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)(?:я|а)\s{1,2}(?P<year>\d{4})"
    r"|(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d{4})|(?P<iy>\d{4})-(?P<im>\d{2})-(?P<id>\d{2}))(?!\d)"
)
_LABELS = (
    # in the order in which they date the text as it stands now
    ("current", r"(?:действующ|текущ|актуальн|настоящ)\w+\s+(?:редакци|верси)\w+"),
    (
        "edition",
        r"(?:редакци\w+|верси\w+|ред\.|обновлен\w*|обновлени\w+|изменени\w+|изменен\w*|состояни[ею](?:\s+на)?|актуализирован\w*|актуальн\w+)",
    ),
    (
        "placed",
        r"(?:размещен\w*|размещени\w+|опубликован\w*|публикаци\w+|дата (?:документа|политики)|написан\w*|составлен\w*)",
    ),
    ("approved", r"(?:утвержден\w*|утверждени\w+|утверждаю|принят\w*|введен\w* в действие)"),
    (
        "effective",
        r"(?:вступ\w+ в силу|действует|действительн\w+|дата|(?:политик\w+|положени\w+)(?=[^\n]{0,90}\sот\s\"?\s?$))",
    ),
)
_GAP = r"[^\d.;\n]{0,60}(?:\n[^\d.;\n]{0,30})?(?:№\s?[\w\-/]{1,12}\s)?[^\d.;\n]{0,40}$"
_SHAPES = tuple((name, re.compile(rf"(?<!\w){words}{_GAP}")) for name, words in _LABELS)
_FAR = 160
_HEAD_LINES = 10
_DATE = re.compile(rf"(?<![\d.\-/]){_DAY}")
_UNTIL = re.compile(r"\b(?:до|по|не позднее|не ранее|после)\s+\"?\s?$")
_BARE = re.compile(
    rf"\s*(?:(?:г\.\s*)?[а-я\-]{{2,20}}(?:[ \-][а-я]{{2,20}})?(?:,\s+|\s{{2,}}))?"
    rf"(?:от\s+)?{_DAY}\s*(?:г\.?|года)?\.?\s*"
)
_OF_LAW = re.compile(
    r"закон|фз\b|постановлени|приказ|кодекс|указ\b|указа\b|распоряжени|регламент|гост|директив|конвенци|договор"
    r"|соглашени\w*\s+от|федеральн|правительств|лицензи|шаблон|№\s?$|n\s?$"
)
_OWN_ORDER = re.compile(
    r"(?:утвержден\w*|введен\w*\s+в\s+действие|утверждаю)\s+(?:приказ\w*|распоряжени\w*|решени\w*|протокол\w*)"
    r"(?!\s+(?:роскомнадзор|фстэк|фсб|минист|минцифр|федеральн|правительств|фнс|цб|банка))"
)
_MACHINE = re.compile(
    r"генераци|сгенерирован|сформирован|формировани|распечатан|печати|выгруз|скачан|скачивани|доступа|обращения|просмотр"
    r"|автоматическ|создания страниц|платформ|движк|модул|плагин|каталог|прайс|цен[аы]?\b"
)
_FORMER = re.compile(
    r"\b(?:предыдущ|прежн|ранее|раньше|взамен|вместо|заменя|старая|старой|первая|первой|первоначальн|архив)"
)
_NO_LONGER = re.compile(r"\b(?:утратил|недействительн|отмен[еяи]|архив|больше не действ|не действует)")
_OF_ANOTHER = re.compile(
    r"\b(?:ее|его|их)\s+(?:политик|положени|правил)"
    r"|\b(?:политик|правил|положени)\w*\s+(?:\w+\s+)?(?:правообладател|партнер|банк|маркетплейс|сервиса\s\"|платформы\s\"|провайдер"
    r"|подрядчик|агрегатор|оператора связи|франчайз)"
)
_TO_OWN_ORDER = re.compile(
    r"приложени[ея]\s+(?:№\s?\d{1,3}\s+)?к\s+(?:приказ|распоряжени|решени|протокол)[^\d\n]{0,60}\n?[^\d\n]{0,20}$"
)
_STAMP = re.compile(r"утверждаю[^\d;]{0,140}$")
_OF_POLICY = re.compile(r"политик|положени|документ|редакци|верси|соглашени|страниц|сайт|текст")


def find(policy: Policy) -> Iterator[Found[str]]:
    """Yield the day of the policy as ISO 8601; where it names several, that of its edition before its placement."""
    found: dict[str, list[Found[str]]] = {}
    for match in _DATE.finditer(policy.plain):
        if not _is_in_force(policy, match):
            continue
        label = _label_of(policy, match)
        if label is not None and (one := _day_of(policy, match, label[1])) is not None:
            found.setdefault(label[0], []).append(one)
    for name, _words in _LABELS:
        if name in found:
            yield from found[name]
            return
    yield from _bare(policy)


def _is_in_force(policy: Policy, match: re.Match[str]) -> bool:
    """Return whether a date is of no former edition and no stamp of a machine."""
    sentence = policy.sentence_at(match.start())
    start = max(sentence.start, match.start() - _FAR)
    if _OF_ANOTHER.search(policy.plain, start, match.start()) or policy.parties.speaks_of_another(start, match.start()):
        return False
    if _FORMER.search(policy.paragraph_at(match.start()).heading):
        return False
    if _FORMER.search(policy.plain, start, match.start()) or _MACHINE.search(policy.plain, start, match.start()):
        return False
    return _NO_LONGER.search(policy.plain, match.end(), min(sentence.end, match.end() + 80)) is None


def _label_of(policy: Policy, match: re.Match[str]) -> tuple[str, int] | None:
    """Return what the words before a date say it is of, and where they begin."""
    floor = max(0, match.start() - _FAR)
    before = policy.plain[floor : match.start()]
    if _UNTIL.search(before):
        return None
    to_order = _TO_OWN_ORDER.search(before)
    if to_order and policy.paragraph_index(match.start()) < _HEAD_LINES:
        return "approved", floor + to_order.start()
    stamp = _STAMP.search(before)
    if stamp and policy.paragraph_index(match.start()) < _HEAD_LINES:
        return "approved", floor + stamp.start()
    for name, shape in _SHAPES:
        label = shape.search(before)
        if label:
            return name, floor + label.start()
    return None


def _bare(policy: Policy) -> Iterator[Found[str]]:
    """Yield a date that stands alone on one of the first lines, below the title, or on the last."""
    for paragraph in (*policy.paragraphs[:6], *policy.paragraphs[6:][-2:]):
        match = _BARE.fullmatch(policy.plain, paragraph.start, paragraph.end)
        if match and (day := _date(match)) and policy.is_stated(*match.span()):
            yield Found(day.isoformat(), (policy.quote(*match.span()),))


def _day_of(policy: Policy, match: re.Match[str], label: int) -> Found[str] | None:
    """Return the day of a labelled date, `None` where it is of a law, an order, an example or no such day."""
    day = _date(match)
    sentence = policy.sentence_at(label)
    before = policy.plain[max(sentence.start, match.start() - 120) : match.start()]
    own = _TO_OWN_ORDER.search(before) or _OWN_ORDER.search(before)
    others = _TO_OWN_ORDER.sub("", _OWN_ORDER.sub("", before))
    if day is None or not policy.is_stated(label, match.end()) or _OF_LAW.search(others):
        return None
    if not own and re.match(r"\s*(?:г\.?|года)?\s*(?:№|n\s?\d)", policy.plain[match.end() : match.end() + 12]):
        return None
    paragraph = policy.paragraph_at(match.start())
    is_line_of_its_own = paragraph.end - paragraph.start < 110
    if not is_line_of_its_own and not _OF_POLICY.search(before):
        return None
    return Found(day.isoformat(), (policy.quote(label, match.end()),))


def _date(match: re.Match[str]) -> date | None:
    """Return the date, `None` where there is no such day or no policy could be of it."""
    groups = match.groupdict()
    if groups["day"]:
        month = next(
            number
            for number, stem in enumerate(_MONTHS, 1)
            if groups["month"].startswith(stem) and _is(groups["month"], number)
        )
        parts = int(groups["year"]), month, int(groups["day"])
    elif groups["d"]:
        parts = int(groups["y"]), int(groups["m"]), int(groups["d"])
    else:
        parts = int(groups["iy"]), int(groups["im"]), int(groups["id"])
    try:
        day = date(*parts)
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2100 else None


def _is(month: str, number: int) -> bool:
    """Tell «мар» from «ма»."""
    return number != 5 or month == "ма"

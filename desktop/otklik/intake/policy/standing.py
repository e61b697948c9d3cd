"""Whether a contact still stands: not one of former days, not a sample, not a box nobody reads, no swindler's."""

from __future__ import annotations

import re

from otklik.intake.policy.structure import Policy

_WAS = re.compile(
    r"\b(?:(?:стар(?:ый|ого|ому|ом|ые|ых|ая|ой|ое)|прежн\w+|бывш\w+|предыдущ\w+|устаревш\w+)\s+(?:\w+\s+)?"
    r"(?:адрес|сайт|номер|телефон|почт|ящик|офис|домен|e-mail|email|страниц|контакт|реквизит)"
    r"|(?:ранее|раньше|прежде)\s+(?:\w+\s+){0,3}(?:находил|располага|размещал|был|использовал|работал|действовал|принимал"
    r"|публиков|назывался|вел)"
    r"|до\s+(?:этой\s+даты|этого|указанной\s+даты|переезда)\b"
    r"|до\s+(?:\d{1,2}[. ]\s?\w+[. ]\s?)?\d{4}\s?(?:г\.|года|г\b)|переехал"
    r"|не\s+(?:пишите|звоните|используйте|направляйте)"
    r"|(?:мошенник|злоумышленник)\w*\s+(?:\w+\s+)?(?:рассыла|пишут|звон|использу|представля)|поддельн\w+|фальшив\w+)"
)
_IS_AGAIN = re.compile(r"\b(?:нов(?:ый|ого|ому|ые|ая|ой|ое)|теперь|сейчас|ныне|в настоящее время|действующ\w+)\b")
_NO_LONGER = re.compile(
    r"\bне\s+(?:работа(?:ет|ют)|действу|обслужива|использу(?:ет|ем|ют)|читае|читаю|проверя|принима|актуал|принадлеж|относ|наш)"
    r"|\b(?:закрыт|отключен|упразднен)\w{0,2}\b|\bутратил|\bэто\s+(?:не\s+мы\b|мошенник)|\bтолько\s+для\s+рассыл"
)
_SAMPLE = re.compile(
    r"\b(?:в\s+(?:виде|формате)|вида|формата|наподобие|типа|маск[аеи]|образец)[\s:\"]+$"
    r"|\b(?:позвонил|звонил|прислал|написал)\w{0,2}\s+с\s+(?:номера\s+|адреса\s+)?$"
)
_SENDER = re.compile(r"\s*от(?:\s+кого)?\s?:")
_VALUE = re.compile(
    r"[\w.\-]{1,80}@[\w\-]{1,60}\.[\w.\-]{1,60}|(?<!\w)(?:\+7|8)[ (\-]{0,3}\d{3}[\d ()\-]{7,20}|(?<!\d)[1-6]\d{5},"
    r"|(?<![\w.\-])(?:\w[\w\-]{0,60}\.){1,4}(?:ru|com|рф)\b"
)
_BESIDE = re.compile(r"\s*(?:,|;|и|или|либо|а также|,\s*а также)\s*")
_EMERGENCY = re.compile(
    r"\bтолько\s+(?:для|при|в)\s+(?:\w+\s+)?(?:экстренн|аварийн|чрезвычайн|неотложн)|\bаварийн\w+\s+служб"
)
_FAR = 200


def stands(policy: Policy, start: int, end: int) -> bool:
    """Return whether the words around a contact let it be one of today; each speaks of the contact next to it.

    Args:
        policy: the policy.
        start: place of the contact.
        end: its end.
    """
    sentence = policy.sentence_at(start)
    plain = policy.plain
    floor, ceiling = max(sentence.start, start - _FAR), min(max(sentence.end, end), end + _FAR)
    first = start
    for other in reversed([*_VALUE.finditer(plain, floor, start)]):
        if not _BESIDE.fullmatch(plain, other.end(), first):
            floor = other.end()
            break
        first = other.start()
    end_of_row = end
    while (following := _VALUE.search(plain, end_of_row, ceiling)) and _BESIDE.fullmatch(
        plain, end_of_row, following.start()
    ):
        end_of_row = following.end()
    ceiling = following.start() if following else ceiling
    if following:
        ceiling = max(end_of_row, *(plain.rfind(mark, end_of_row, ceiling) for mark in ",;:.\n"))
    if _SAMPLE.search(plain, floor, start) or _SENDER.match(plain, policy.paragraph_at(start).body):
        return False
    if _EMERGENCY.search(plain, floor, start) or _EMERGENCY.search(plain, end, ceiling):
        return False
    was = _last(_WAS, plain, floor, start)
    if was >= 0 and was > _last(_IS_AGAIN, plain, floor, start):
        return False
    floor = max(floor, plain.rfind(")", floor, start))
    return _NO_LONGER.search(plain, end_of_row, ceiling) is None and _NO_LONGER.search(plain, floor, start) is None


def _last(shape: re.Pattern[str], plain: str, start: int, end: int) -> int:
    place = -1
    for found in shape.finditer(plain, start, end):
        place = found.start()
    return place

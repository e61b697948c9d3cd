"""How long the operator keeps personal data, in the words of the policy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from otklik.intake.policy.facts import Found
from otklik.intake.policy.phrases import lowered, trimmed
from otklik.intake.policy.places import stems
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.wording import Span, rules

FIELD = "storage_term"
_LONGEST = 240
_DATA = (
    r"(?:персональные\s+данные|персональных\s+данных|личные\s+данные|личную\s+информацию|персональную\s+информацию|данные|данных"
    r"|информация|информацию)(?P<who>\s+(?:пользовател\w+|клиент\w+|субъект\w+(?:\s+персональных\s+данных)?|покупател\w+|посетител\w+"
    r"|заказчик\w+|пациент\w+|ученик\w+|абонент\w+|потребител\w+|работник\w+|соискател\w+|сотрудник\w+))?"
)
_SHAPES = (
    re.compile(
        rf"(?:^|[.,;]\s|\b(?:ваши|все|эти|персональные)\s){_DATA}\s+(?:оператор\w*\s+)?"
        r"(?:хранятся|хранится|обрабатываются и хранятся)\b"
    ),
    re.compile(
        rf"\b(?:храним|храню|хранит|хранить|обрабатывает\s+и\s+хранит)\s+(?:ваши\s+|все\s+)?{_DATA}(?!\s+(?:о|об|для|учетн\w+)\b)"
    ),
    re.compile(
        rf"^(?:срок|сроки)\s+(?:обработки\s+и\s+)?хранения\s+(?:ваших\s+)?{_DATA}\s*(?:-|:|составля\w+|ограничен\w*)"
    ),
    re.compile(rf"^(?:срок|сроки)\s+обработки\s+(?:ваших\s+)?{_DATA}\s*(?:-|:|составля\w+|ограничен\w*)"),
    re.compile(rf"\bхранени[ея]\s+(?:ваших\s+)?{_DATA}[^.;:]{{0,80}}?\b(?:осуществляется|производится)\b"),
    re.compile(
        r"(?:^|\bосуществляет\s+)хранение\s+(?:персональных\s+данных\s+)?(?:\(данных\)\s+)?(?:осуществляется\s+)?в\s+форме,\s+позволяющей"
    ),
)
_NUMBER = (
    r"(?:\d{1,3}|од[ин]\w{1,3}|двух|два|две|три|тр[её]х|четыр\w+|пят\w+|шест\w+|сем\w+|восем\w+|девят\w+|десят\w+"
    r"|двадцат\w+|тридцат\w+|семидесят\w+)"
)
_UNIT = r"(?:рабочих\s|календарных\s|полных\s)?(?:лет|год[аы]?|месяц\w*|недел\w+|дн\w+|день|суток|часов)\b"
_LENGTH = re.compile(
    r"\b(?:в\s+течение|на\s+протяжении|на\s+срок)\s+\w|\bбессрочно\b|\bпостоянно\b|\b(?:не\s+(?:более|дольше|менее))\b|\bстолько\b"
    r"|\bдо\s+(?:тех\s+пор|достижения|отзыва|окончания|конца|прекращения|удаления|момента|истечения|ликвидации|закрытия|дня)\b"
    rf"|\b{_NUMBER}(?:\s\([а-яе\s]{{2,40}}\))?\s{_UNIT}|\bполгода\b"
)
_SHORTLY = re.compile(rf"(?:до\s[а-я]+|{_NUMBER}(?:\s\([а-яе\s]{{2,40}}\))?\s{_UNIT}|в\sтечение|не\s(?:более|дольше))")
_HOW_LONG = re.compile(
    r"(?:сколько|как\s+долго|срок\w*)\s+(?:мы\s+|я\s+)?хран\w+(?:\s+(?:персональных\s+)?данны\w+)?[.?]?$"
)
_ENDS = re.compile(
    r"\.$|;|,\s+(?:если|после\s+чего|но|затем|а|и\s+они|и\s+подлежат|потому|по\s+истечении|так\s+как|поскольку|за\s+исключением|кроме)\b"
    r"|\s+(?:и\s+стираются|и\s+уничтожаются|и\s+удаляются|на\s+сервер\w*|в\s+баз\w+|для\s+контрол\w+)"
)
_PRINCIPLE = re.compile(r"требуют\s+цели|необходимо\s+для|достижения\s+целей|заявленных\s+целей")


@cache
def _not_ours() -> re.Pattern[str]:
    return stems(rules("uses")["storage"]["not_ours"])


def find_storage(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find how long personal data as a whole are kept; terms of single papers and records are none of it.

    Where the policy also repeats the principle of the law («не дольше, чем требуют цели»), its own term counts.

    Args:
        policy: the policy with its clauses.
    """
    found = list(_found(policy))
    own = [one for one in found if not _PRINCIPLE.search(one[0].value.lower())] or found[:1]
    is_one = len({one.value.lower() for one, _whose in own}) == 1
    yield from ((FIELD, one) for one, whose in own if is_one or not whose)


def _found(policy: Policy) -> Iterator[tuple[Found[str], str]]:
    """Yield the terms, each with the people whose data alone it is for, empty where nobody is named."""
    for statement in statements(policy):
        span, whose = _length(statement) if not statement.is_definition else (None, "")
        if span and (_not_ours().search(statement.text) or _not_ours().search(statement.heading)):
            continue
        kept = trimmed(statement.text, *span, _LONGEST) if span else None
        if kept is not None and statement.is_stated(kept):
            start, end = statement.start + kept[0], statement.start + kept[1]
            yield Found(lowered(policy.words[start:end]), (statement.quote(kept),)), whose


def _length(statement: Statement) -> tuple[Span | None, str]:
    """Return the words of one statement that say how long data are kept, and whose."""
    text = statement.text
    if _HOW_LONG.search(statement.heading) and not statement.before and _SHORTLY.match(text):
        return (0, _end(text, 0)), ""
    for shape in _SHAPES:
        said = shape.search(text)
        length = _LENGTH.search(text, said.end(), said.end() + 160) if said else None
        if (
            said
            and length
            and (
                "форме" in text[said.start() : length.start()]
                or not re.search(r"[,;:]", text[said.end() : length.start()])
            )
        ):
            return (length.start(), _end(text, length.start())), said.groupdict().get("who") or ""
    return None, ""


def _end(text: str, start: int) -> int:
    found = _ENDS.search(text, start)
    return found.start() if found else len(text)

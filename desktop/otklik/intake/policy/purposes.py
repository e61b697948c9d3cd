"""What for the operator processes data, in his own words: lists, tables and sentences «в целях …», «чтобы …»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from otklik.intake.policy.categories import is_data_head
from otklik.intake.policy.facts import Found
from otklik.intake.policy.phrases import lowered, trimmed
from otklik.intake.policy.places import stems
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.tables import rows
from otklik.intake.policy.wording import Span, rules

FIELD = "purposes"
_LONGEST = 320
_DATA = re.compile(r"персональн|данн|информаци|сведени")
_OF_DATA = (
    r"(?:\s+(?:их\s+|ваших\s+)?(?:обработки|сбора|использования)(?:\s+(?:и\s+)?(?:обработки|сбора|использования))?"
    r"(?:\s+(?:ваших\s+)?(?:персональных\s+данных|персональной\s+информации|личной\s+информации|данных|информации|пдн)"
    r"(?:\s+\w+){0,4})?)?"
)
_LEAD = re.compile(
    rf"\b(?:(?P<genitive>в\s+целях|с\s+целью|для)|цел(?:ь|и|ью|ях|ями|ей){_OF_DATA}"
    r"(?:\s+(?:являются|является|следующие|таковы|оператором))?|чтобы)\s*-?\s*:?\s*$"
)
_PLAIN_HEADING = re.compile(rf"(?:\d[\d.]*\s+)?(?:цел(?:ь|и){_OF_DATA}|зачем\b.*|для\s+чего\b.*)\s*[:?]?$")
_STATED = re.compile(
    rf"(?:^(?:для\s+чего|зачем)\s*:|\b(?:цел(?:ь|и|ью|ями){_OF_DATA}\s*(?:-|:|явля(?:ется|ются)\s*:?)|следующ(?:их|ими)\s+цел(?:ях|ей|ями){_OF_DATA}\s*:))"
    r"\s+(?=\w)"
)
_ACT = re.compile(
    r"\b(?:обрабатыва(?:ет|ем|ю|ются|ются)|обрабатывать(?:ся)?|использу(?:ет|ем|ю|ются|ется)|использовать(?:ся)?"
    r"|использован[аоы]?|собира(?:ет|ем|ю|ются|ется)|запрашива(?:ет|ем|ю)|нужн[аоы]|обработка)\b"
)
_FOR = re.compile(r"(?:\b(?:в\s+целях|с\s+целью|для)\s+)(?=(?P<first>\w+)(?:\s+(?P<second>\w+))?)")
_IN_ORDER = re.compile(r",\s+(?=чтобы\s)")
_MORE_IN_ORDER = re.compile(r"[;,]\s+(?:и\s+|а\s+также\s+)?(?=чтобы\s)")
_ENDS = re.compile(
    r"[.;](?:\s|$)|,?\s+(?:и|или|а\s+также)\s+(?:для\s+|в\s+)(?:друг|ин)\w+|,\s+(?:если|когда|но|котор\w+|указанн\w+|изложенн\w+"
    r"|предусмотренн\w+|при\s+условии|в\s+соответствии|за\s+исключением|кроме|то|мы|оператор|вы)\b|\s+(?:если|только)\s"
)
_NOMINATIVE = re.compile(r"\w{2,}(?:ние|тие|вие|ция|ство)$")
_GENITIVE = re.compile(r"(?P<stem>\w{2,})(?P<end>ния|тия|вия|ции|ства)$")
_ADJECTIVE = re.compile(r"(?P<stem>\w{3,})(?P<end>ого|его)$")
_CHAINED = re.compile(r"(?:,\s+|,?\s+(?:и|или)\s+)(?P<word>\w+)")
_TO_NOMINATIVE = {"ния": "ние", "тия": "тие", "вия": "вие", "ции": "ция", "ства": "ство", "ого": "ое", "его": "ее"}
_OPENING = re.compile(r"(?:а\s+также\s+|и\s+)?(?:для\s+(?=\w)|в\s+целях\s+|с\s+целью\s+)")
_VERB = re.compile(r"\w(?:ает|яет|ует|ают|яют|уют|ается|яется|уется|аются|яются|уются|ится|ятся|имся|ем)\b|\bне\b")
_INFINITIVE = re.compile(r"\w{2,}(?:ть|ться|ти|чь)$")
_SPLIT = re.compile(
    r"(?:;|,|,?\s+и|,?\s+а\s+также)\s+(?P<opening>для\s+|в\s+целях\s+|с\s+целью\s+)?"
    r"(?=(?P<first>\w+)(?:\s+(?P<second>\w+))?)"
)
_ORDER = re.compile(r"^чтобы\s+(?=(?:\w+\s+){0,3}\w{2,}(?:ть|ться|ти|чь)\b)", re.IGNORECASE)
"""«чтобы» before somebody's own act; before what others do it stays: «чтобы сервис работал»."""
_ONE_MORE_ACT = re.compile(r",\s+(?=\w{2,}(?:ть|ться|ти|чь)\s+\w)")
_EXAMPLE = re.compile(r",?\s\(?например\b|\s-\sтолько\b")
_IF = re.compile(r",?\s+и,\s+если\s")


@cache
def _stems(name: str) -> re.Pattern[str]:
    return stems(rules("uses")["purposes"][name])


@cache
def _first_words() -> Mapping[str, str]:
    words: Mapping[str, str] = rules("uses")["purposes"]["first"]
    return words


def find_purposes(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find the operator's purposes, one phrase each, beginning with a small letter and in the nominative.

    Args:
        policy: the policy with its clauses.
    """
    seen: set[str] = set()
    for start, end, is_genitive in sorted({*_said(policy), *_tabled(policy)}):
        name = lowered(_ORDER.sub("", policy.words[start:end]))
        name = _nominative(name) if is_genitive else name
        key = name.lower().replace("ё", "е")
        if key not in seen and policy.is_stated(start, end):
            seen.add(key)
            yield FIELD, Found(name, (policy.quote(start, end),))


def _said(policy: Policy) -> Iterator[tuple[int, int, bool]]:
    for statement in statements(policy):
        found = [] if statement.is_definition else list(_purposes(policy, statement))
        for (start, end), is_genitive in () if found and _is_not_ours(statement) else found:
            kept = trimmed(statement.text, start, end, _LONGEST)
            if kept is not None:
                yield statement.start + kept[0], statement.start + kept[1], is_genitive


def _is_not_ours(statement: Statement) -> bool:
    found = _stems("not_ours")
    return any(found.search(text) for text in (statement.heading, statement.lead, statement.text))


def _purposes(policy: Policy, statement: Statement) -> Iterator[tuple[Span, bool]]:
    """Yield the purposes one statement names, and whether they stand in the genitive."""
    text = statement.text
    if statement.lead and (lead := _LEAD.search(statement.lead)) and _is_lead(statement.lead, lead):
        if policy.paragraph_at(statement.start).body == statement.start and not text.endswith(":"):
            yield from _item(text, is_genitive=bool(lead.group("genitive")))
        return
    if found := _STATED.search(text):
        yield from _row(text, found.end(), is_genitive=False)
    elif text.startswith("чтобы ") and not statement.lead and _stems("headings").match(statement.heading):
        yield from _acts(text, 0)
    elif act := _ACT.search(text):
        yield from _of_act(text, act.start())
    elif _is_bare_under_heading(policy, statement):
        yield from _item(text, is_genitive=False)


def _is_lead(lead: str, found: re.Match[str]) -> bool:
    """Tell whether the words before a list name purposes: of «…, чтобы:» and «… для:» data must be spoken of."""
    words = found.group()
    is_plain = words.startswith(("цел", "в цел", "с цел"))
    return is_plain or bool(_DATA.search(lead) and _ACT.search(lead))


def _is_bare_under_heading(policy: Policy, statement: Statement) -> bool:
    """Tell whether a statement is a purpose by its heading alone: an act as a noun or infinitive, without any verb."""
    paragraph = policy.paragraph_at(statement.start)
    if statement.lead or paragraph.body != statement.start or _VERB.search(statement.text):
        return False
    first = re.match(r"\w*", statement.text)
    is_act = first is not None and (_is_first(first[0]) or _INFINITIVE.match(first[0]) is not None)
    is_entry = paragraph.is_item or "." in paragraph.number
    is_under_purposes = _stems("headings").match(statement.heading) is not None
    return (is_act and is_under_purposes) or (is_entry and _PLAIN_HEADING.match(statement.heading) is not None)


def _of_act(text: str, act: int) -> Iterator[tuple[Span, bool]]:
    """Yield what the data of a sentence are used for."""
    for found in _FOR.finditer(text, act):
        if _is_genitive(found["first"], found["second"] or "") and _DATA.search(text[: found.start()]):
            yield from _row(text, found.end(), is_genitive=True)
            return
    order = _IN_ORDER.search(text, act)
    if order and _DATA.search(text[: order.start()]):
        yield from _acts(text, order.end())


def _row(text: str, start: int, *, is_genitive: bool) -> Iterator[tuple[Span, bool]]:
    """Yield the purposes of a row: «оказание услуг, ведение учёта и ответы на запросы»."""
    end = len(text)
    if not is_genitive and ";" in text[start:]:
        yield from (((one, other), False) for one, other in _pieces(text, start, re.compile(r";\s+")))
        return
    if stop := _ENDS.search(text, start):
        end = stop.start()
    at = start
    for found in _SPLIT.finditer(text, start, end):
        if _is_next(text[at : found.start()], found, is_genitive=is_genitive):
            yield (at, found.start()), is_genitive
            at = found.end()
    yield (at, end), is_genitive


def _is_next(before: str, found: re.Match[str], *, is_genitive: bool) -> bool:
    """Tell whether one more purpose begins: «создания аккаунта, отправки писем», not «заключения и исполнения …»."""
    if found[0].startswith(";") or (is_genitive and found["opening"]):
        return True

    def is_act(word: str, following: str = "") -> bool:
        return _is_genitive(word, following) if is_genitive else _is_first(word)

    if not is_act(found["first"], found["second"] or "") or found["second"] is None:
        return False
    words = re.findall(r"\w+", before)
    has_object = len(words) > 1 and not all(is_act(word) or word in {"и", "или"} for word in words)
    return has_object and (is_genitive or found[0].startswith(","))


def _acts(text: str, start: int) -> Iterator[tuple[Span, bool]]:
    """Yield the acts of «чтобы доставить заказ, прислать чек; чтобы ответить»; half an act is none."""
    for at, end in _pieces(text, start, _MORE_IN_ORDER):
        last = at
        for found in _ONE_MORE_ACT.finditer(text, at, end):
            if len(text[last : found.start()].removeprefix("чтобы ").split()) > 1:
                yield (last, found.start()), False
                last = found.end()
        condition = _IF.search(text, last, end)
        yield (last, condition.start() if condition else end), False


def _pieces(text: str, start: int, mark: re.Pattern[str]) -> Iterator[Span]:
    at = start
    for found in mark.finditer(text, start):
        yield at, found.start()
        at = found.end()
    yield at, len(text)


def _item(text: str, *, is_genitive: bool) -> Iterator[tuple[Span, bool]]:
    """Yield the purpose of an item without «для» before it; «для одного и для другого» are two."""
    example = _EXAMPLE.search(text)
    end = example.start() if example else len(text)
    opening = _OPENING.match(text)
    at, is_genitive = (opening.end(), True) if opening else (0, is_genitive)
    for found in _SPLIT.finditer(text, at, end):
        if is_genitive and found["opening"] and found["opening"].startswith("для"):
            yield (at, found.start()), is_genitive
            at = found.end()
    yield (at, end), is_genitive


def _is_first(first: str) -> bool:
    return _NOMINATIVE.match(first) is not None or first in _first_words().values()


def _is_genitive(first: str, second: str) -> bool:
    is_noun = _GENITIVE.match(first) is not None or first in _first_words()
    return is_noun or (_ADJECTIVE.match(first) is not None and _GENITIVE.match(second) is not None)


def _nominative(phrase: str) -> str:
    """Return a phrase whose first words stand in the genitive as a name: «исполнения договоров» as «исполнение …»."""
    words = re.match(r"(\w+)(?:\s+(\w+))?", phrase)
    if words is None:
        return phrase
    first, second = words[1], words[2] or ""
    if _ADJECTIVE.match(first) and _GENITIVE.match(second):
        return f"{_turned(first, _ADJECTIVE)} {_turned(second, _GENITIVE)}{phrase[words.end() :]}"
    turned, end = _turned(first, _GENITIVE), words.end(1)
    while (found := _CHAINED.match(phrase, end)) and _is_genitive(found["word"], ""):
        turned += phrase[end : found.start("word")] + _turned(found["word"], _GENITIVE)
        end = found.end()
    return turned + phrase[end:]


def _turned(word: str, shape: re.Pattern[str]) -> str:
    found = shape.match(word)
    if word in _first_words():
        return _first_words()[word]
    return found["stem"] + _TO_NOMINATIVE[found["end"]] if found else word


def _tabled(policy: Policy) -> Iterator[tuple[int, int, bool]]:
    """Yield the cells of a column of purposes beside one of data, and of rows «Цель | исполнение договора»."""
    column: int | None = None
    for cells in rows(policy.plain):
        texts = [policy.plain[start:end].strip() for start, end in cells]
        heads = [place for place, text in enumerate(texts) if len(text) < 60 and _stems("columns").match(text)]
        if len(cells) < 2:
            column = None
        elif heads == [0] and len(cells) == 2 and _is_first(texts[1].split(maxsplit=1)[0]):
            if kept := trimmed(policy.plain, *cells[1], _LONGEST):
                yield *kept, False
        elif heads:
            is_of_data = any(is_data_head(text) for text in texts)
            column = heads[0] if is_of_data and not _stems("not_ours").search(" ".join(texts)) else None
        elif column is not None and column < len(cells) and re.search(r"[^\W\d_]{3}", texts[column]):
            kept = trimmed(policy.plain, *cells[column], _LONGEST)
            if kept is not None:
                yield *kept, False

"""What is collected and by whose tools: categories of data in the operator's own words, counters of others by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from otklik.intake.policy.facts import Found
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.tables import rows
from otklik.intake.policy.wording import AnyOf, Span, Wording, rules, wording

_LONGEST_ITEM = 120
_SHORT_NAME = 60
_MOST_WORDS = 6
"""Words of an item of a row that has no word of data in it; a longer one is the sentence going on."""
_BARE_LEAD = re.compile(
    r"(?:собира|обрабатыва|запрашива|записыва|храни)(?:ет|ем|ю|ют|м)(?:ся)?(?:\s+следующее)?\s*:?\s*$"
)
_VERB = re.compile(r"\w(?:ает|яет|ьет|ьёт|ует|им|ем|ют|ят|ит)\b|\bнуж(?:ен|на|ны|но)\b|\bне\b")
_PREPOSITION = re.compile(r"(?:о|об|в|во|на|с|со|по|для|от|у|к|при|из|за|через|без|только|так|как)\s")
_LONGEST_LIST = 40
_SPLIT = re.compile(r",\s+|;\s+|\s+и\s+(?!\()|\s+а\s+также\s+|\s+and\s+")
_ENDING = " \t\n.;,:"


def _group(name: str) -> Wording:
    return wording("categories", name, "facts")


@cache
def _tools() -> tuple[tuple[str, Wording], ...]:
    return tuple((name, Wording(words)) for name, words in rules("facts")["tools"].items())


@cache
def _any_tool() -> AnyOf:
    return AnyOf(words for _name, words in _tools())


def _denied() -> Wording:
    return wording("tools_denied", "words", "facts")


def find_categories(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find the categories of data that are collected, item by item, in the operator's words and in the nominative.

    Args:
        policy: the policy with its clauses.
    """
    seen: set[str] = set()
    for start, end in sorted({*_said(policy), *_tabled(policy)}):
        name = _name(policy.words[start:end])
        key = name.lower().replace("ё", "е")
        if name and key not in seen and not policy.blanks.meets(start, end):
            seen.add(key)
            yield "data_categories", Found(name, (policy.quote(start, end),))


def _said(policy: Policy) -> Iterator[Span]:
    """Yield the items lists and sentences name, as places of the policy."""
    for statement in statements(policy):
        if not statement.is_definition:
            yield from ((statement.start + start, statement.start + end) for start, end in _items(statement))


def _tabled(policy: Policy) -> Iterator[Span]:
    """Yield the items of the column, or of the row, that is headed as data."""
    column: int | None = None
    for cells in rows(policy.plain):
        if len(cells) < 2:
            column = None
            continue
        heads = [place for place, cell in enumerate(cells) if is_data_head(policy.plain[slice(*cell)])]
        is_pair = heads == [0] and len(cells) == 2 and column is None
        if is_pair and policy.plain[slice(*cells[1])] in _group("data_words"):
            yield from _row_at(policy, *cells[1])
        elif heads:
            column = heads[0]
        elif column is not None and column < len(cells):
            yield from _row_at(policy, *cells[column])


def is_data_head(cell: str) -> bool:
    """Tell whether a cell is the head of a column of data."""
    return len(cell.strip()) < 60 and cell in _group("columns") and cell not in _group("unless")


def _row_at(policy: Policy, start: int, end: int) -> Iterator[Span]:
    """Yield the items of a cell."""
    cell = policy.plain[start:end]
    parts = _row(cell, 0) if "," in cell else _trimmed(cell, [(0, len(cell))])
    yield from ((start + one, start + other) for one, other in parts)


def _items(statement: Statement) -> list[Span]:
    """Return the items one statement names."""
    text = statement.text
    if statement.lead:
        named = _trimmed(text, [_first_part(text)])
        if _is_list_of_data(statement.lead):
            return named
        return _with_data_words(text, named) if _is_under_data(statement) else []
    if text in _group("unless"):
        return []
    colon = text.find(": ")
    if colon > 0 and (_is_list_of_data(text[:colon].rpartition(", ")[2]) or _is_named_under_data(statement, colon)):
        return _with_data_words(text, _row(text, colon + 1))
    for _, end in _group("row").spans(text):
        return _with_data_words(text, _row(text, end))
    return _bare_items(statement) if _is_under_data(statement) else []


def _is_list_of_data(lead: str) -> bool:
    return (lead in _group("lead") or bool(_BARE_LEAD.search(lead))) and lead not in _group("unless")


def _is_under_data(statement: Statement) -> bool:
    heading = statement.heading
    return (
        (heading.strip(" .:") == "данные" or heading in _group("headings"))
        and heading not in _group("headings_unless")
        and statement.lead not in _group("unless")
    )


def _is_named_under_data(statement: Statement, colon: int) -> bool:
    """Tell whether a name before a colon stands under a heading of data: «Ребёнок: имя, возраст»."""
    return colon < _SHORT_NAME and _is_under_data(statement)


def _bare_items(statement: Statement) -> list[Span]:
    """Return the items under a heading of data without any words before them: «Имя и фамилия; телефон»."""
    text = statement.text
    if _VERB.search(text) or " - " in text or _PREPOSITION.match(text):
        return []
    named = _trimmed(text, [match.span() for match in re.finditer(r"[^;]+", text)])
    is_list = len(named) > 1 or (len(text) < _SHORT_NAME and text.endswith((";", ".")))
    return named if is_list and all(text[slice(*span)] in _group("data_words") for span in named) else []


def _with_data_words(text: str, spans: list[Span]) -> list[Span]:
    """Return the items from the first, which must be a name of data, up to one that is the sentence going on."""
    kept: list[Span] = []
    for span in spans:
        item = text[slice(*span)]
        is_short = len(item.split()) <= _MOST_WORDS and not _PREPOSITION.match(item) and bool(kept)
        if item not in _group("data_words") and not is_short:
            break
        kept.append(span)
    return kept


def _first_part(text: str) -> Span:
    """Return an item of a list without what explains it: «электронная почта — на неё приходит чек»."""
    end = len(text)
    if match := re.search(r"\s-\s|(?:\s\([^()]{1,60}\))?,\s(?:если|чтобы|когда)\s", text):
        end = match.start()
    return 0, end


def _row(text: str, start: int) -> list[Span]:
    """Return the items of a row: «имя, телефон и адрес»."""
    end = len(text)
    if match := re.search(r"[.;]\s|\s-\s|,\s+(?:чтобы|которые|котор|если|когда|при|для|по которым)", text[start:]):
        end = start + match.start()
    spans, at = [], start
    for match in _SPLIT.finditer(text, start, end):
        if match[0].strip() == "и" and _belongs_on(text[at : match.start()]):
            continue
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, end))
    return _trimmed(text, spans) if len(spans) <= _LONGEST_LIST else []


def _belongs_on(item: str) -> bool:
    """Tell whether an item before «и» is half of one: «размер и цвет товара», not «телефон и адрес почты»."""
    return len(item.split()) == 1 and item not in _group("alone")


def _trimmed(text: str, spans: Iterable[Span]) -> list[Span]:
    return [span for span in (_trim(text, *span) for span in spans) if span is not None]


def _trim(text: str, start: int, end: int) -> Span | None:
    """Return an item without marks at its ends and words that are no part of it, `None` where nothing is left."""
    changed = True
    while changed:
        changed = False
        while start < end and text[start] in _ENDING + '-"':
            start, changed = start + 1, True
        for word in rules("facts")["categories"]["dropped"]:
            if text.startswith((f"{word} ", f"{word}, "), start, end) or text[start:end] == word:
                start, changed = min(end, start + len(word) + 1), True
    while end > start and text[end - 1] in _ENDING and not re.search(r"\b[^\W\d]\.\Z", text[max(start, end - 3) : end]):
        end -= 1
    is_item = 2 <= end - start <= _LONGEST_ITEM and text[start:end] not in _group("not_an_item")
    return (start, end) if is_item and re.search(r"[^\W\d_]", text[start:end]) else None


def _name(words: str) -> str:
    """Return an item as a name: first letter small unless it opens an abbreviation, first words nominative."""
    words = " ".join(words.split())
    first, _, rest = words.partition(" ")
    letters = [letter for letter in first if letter.isalpha()]
    if letters and not any(letter.isupper() for letter in letters[1:]) and not (len(letters) == 1 and "." in first):
        first = first.lower()
    pieces = [first, *rest.split(" ")] if rest else [first]
    nominative: Mapping[str, str] = rules("facts")["categories"]["nominative"]
    for place, piece in enumerate(pieces[:2]):
        if piece not in nominative:
            break
        pieces[place] = nominative[piece]
    return " ".join(pieces)


def find_tools(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find tools of others the policy names as used, one spelling each.

    Args:
        policy: the policy with its clauses.
    """
    for statement in statements(policy):
        for name, span in _named_tools(statement):
            if not statement.has_blank(span):
                yield "third_party_tools", Found(name, (statement.quote(span),))


def _named_tools(statement: Statement) -> Iterator[tuple[str, Span]]:
    if not _any_tool().may_stand_in(statement.text):
        return
    for name, words in _tools():
        span = words.first(statement.text)
        if span is not None and f"{statement.lead} {statement.text}" not in _denied():
            yield name, span

"""What is collected: categories of data in the operator's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from otklik.intake.policy.facts import Found
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Paragraph, Policy
from otklik.intake.policy.tables import rows
from otklik.intake.policy.wording import Span, Wording, rules, wording

_LONGEST_ITEM = 120
_SHORT_NAME = 60
_MOST_WORDS = 6
"""Words of an item of a row that has no word of data in it; a longer one is the sentence going on."""
_BARE_LEAD = re.compile(
    r"(?:собира|обрабатыва|запрашива|записыва|храни)(?:ет|ем|ю|ют|м)(?:ся)?(?:\s+следующее)?\s*:?\s*$"
    r"|\b(?:включа(?:ет|ют)(?:\s+в\s+себя)?|входят)\s*:?\s*$"
)
_VERB = re.compile(r"\w(?:ает|яет|ьет|ьёт|ует|им|ем|ют|ят|ит)\b|\bнуж(?:ен|на|ны|но)\b|\bне\b")
_PREPOSITION = re.compile(r"(?:о|об|в|во|на|с|со|по|для|от|у|к|при|из|за|через|без|только|так|как)\s")
_LONGEST_LEAD = 200
_LONGEST_LIST = 40
_SPLIT = re.compile(r",\s+|;\s+|\s+и\s+(?!\()|\s+а\s+также\s+|\s+and\s+")
_PARTICIPLE = re.compile(
    r"(?:удостоверяющ|указанн|предоставленн|полученн|содержащ|относящ|подтверждающ|необходим|связанн|позволяющ|размещенн"
    r"|введенн|выданн|внесенн|которы|котор|если|при|для|в том числе|включая)\w*\b"
)
_TOGETHER = tuple(
    (re.compile(before), re.compile(after))
    for before, after in (
        (r"(?:\S+\s)?фамили\w+$", r"имя,? (?:и )?отчеств"),
        (r"(?:\S+\s)?фамили\w+, имя$", r"отчеств"),
        (r"фамили\w+$", r"имя латин"),
        (r"сери\w+$", r"номер"),
        (r"сери\w+, номер$", r"срок|дат\w+ выдач|кем выдан|код подраз"),
        (r"(?:данные|сведения) об? ", r"\w+(?:ях|ах)\b"),
    )
)
"""Pieces of what is one item though a comma or «и» stands between."""
_OWNER = re.compile(
    r"\s(?:покупателей|заказчиков|клиентов|пользователей|пациентов|слушателей|учеников|посетителей|гостей|жильцов|участников)"
    r"(?:\s[^,;]*)?$"
)
"""Whose data a row names, which is no part of its last item."""
_ASIDE = re.compile(
    r"\s(?:\((?:для|чтобы|если|при|по желанию|на случай)[^()]*\)|при наличии|по желанию|\(при наличии\))$"
)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+|\d{1,2}\)\s+")
_SAME_IN_BOTH = re.compile(r"имя|отчество|и|номер|размер|пол|возраст|адрес|телефон|срок|место")
"""Words of an item that are the same in the accusative; the next one may be another object."""
_ROW_END = re.compile(
    r"(?<!\d)[.]\s|\s-\s|,\s+(?:на котор|в котор|чтобы|котор|если|когда|при|для|по которым|больше ничего)"
)
_ENDING = " \t\n.;,:"


def _group(name: str) -> Wording:
    return wording("categories", name, "facts")


def find_categories(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find the categories of data that are collected, item by item, in the operator's words and in the nominative.

    Args:
        policy: the policy with its clauses.
    """
    seen: set[str] = set()
    for start, end in sorted({*_said(policy), *_tabled(policy), *_listed(policy)}):
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


def _listed(policy: Policy) -> Iterator[Span]:
    """Yield short paragraphs below words that announce data, with or without a colon, bullets and numbers."""
    lead: Paragraph | None = None
    before: Paragraph | None = None
    for paragraph in policy.paragraphs:
        text = policy.plain[paragraph.body : paragraph.end].rstrip()
        if _announces(text):
            lead, before = paragraph, None
            continue
        item = _trim(text, *_first_part(text)) if lead and _goes_on(policy, before, paragraph) else None
        if item is None or not _is_item(text, item, is_marked=before is not None and paragraph.is_item):
            lead = None
            continue
        before = paragraph
        yield paragraph.body + item[0], paragraph.body + item[1]


def _goes_on(policy: Policy, before: Paragraph | None, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph belongs to the list of the one before: of one kind, and with no gap where unmarked."""
    if before is None:
        return True
    is_alike = before.is_item == paragraph.is_item and bool(before.number) == bool(paragraph.number)
    is_marked = paragraph.is_item or bool(paragraph.number)
    return is_alike and (is_marked or "\n\n" not in policy.plain[before.end : paragraph.start])


def _announces(text: str) -> bool:
    """Tell whether a paragraph says that data follow: «Мы собираем:», «Какие данные мы собираем»."""
    last = re.split(r"(?<=[.!?])\s", text)[-1]
    if len(last) > _LONGEST_LEAD or last.endswith((".", ",", ";")):
        return False
    if last.endswith(":"):
        return _is_list_of_data(last[:-1].rpartition(", ")[2])
    is_whole = last == text and ": " not in text and "\t" not in text
    is_said = text in _group("headings") or text in _group("lead")
    return is_whole and is_said and text not in _group("unless") and text not in _group("headings_unless")


def _is_item(text: str, item: Span, *, is_marked: bool) -> bool:
    """Tell whether a paragraph below such words is the name of data and no sentence."""
    name = text[slice(*item)]
    if re.search(r"[:;\t|]|\. ", text.rstrip(";")) or _VERB.search(name) or _PREPOSITION.match(name):
        return False
    return name not in _group("unless") and (
        name in _group("data_words") or (is_marked and len(name.split()) <= _MOST_WORDS)
    )


def _tabled(policy: Policy) -> Iterator[Span]:
    """Yield the items of the column, or of the row, that is headed as data."""
    column: int | None = None
    is_pair = False
    end = -1
    for cells, line in zip(rows(policy.plain), policy.plain.split("\n"), strict=True):
        start, end = end + 1, end + 1 + len(line)
        if len(cells) < 2:
            column = None
            item = _trim(line, 0, len(line)) if is_pair else None
            is_pair = item is not None and _is_item(line, item, is_marked=False)
            if is_pair:
                yield start, end
            continue
        heads = [place for place, cell in enumerate(cells) if is_data_head(policy.plain[slice(*cell)])]
        is_pair = heads == [0] and len(cells) == 2 and column is None
        is_pair = is_pair and policy.plain[slice(*cells[1])] in _group("data_words")
        if is_pair:
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
    if colon > 0 and _opens_row(statement, text[:colon]):
        return _with_data_words(text, _row(text, colon + 1))
    for _, end in _group("row").spans(text):
        return _with_data_words(text, _row(text, end))
    return _bare_items(statement) if _is_under_data(statement) else []


def _is_list_of_data(lead: str) -> bool:
    is_lead = lead in _group("lead") or bool(_BARE_LEAD.search(lead)) or lead.strip(" :") == "персональные данные"
    return is_lead and lead not in _group("unless")


def _is_under_data(statement: Statement) -> bool:
    heading = statement.heading
    return (
        (heading.startswith("данные") or heading in _group("headings"))
        and (heading.startswith("данные и ") or heading not in _group("headings_unless"))
        and statement.lead not in _group("unless")
    )


def _opens_row(statement: Statement, words: str) -> bool:
    """Tell whether data stand behind words and a colon: «Мы собираем: …», under a heading of data «Ребёнок: …»."""
    if _is_list_of_data(words.rpartition(", ")[2]) or words.endswith((" ваших данных", " ваши данные")):
        return True
    paragraph = statement.policy.paragraph_at(statement.start)
    first = statement.policy.plain[paragraph.body : statement.start].partition(". ")[0]
    is_below = len(first) < _SHORT_NAME and first in _group("headings") and first not in _group("headings_unless")
    return len(words) < _SHORT_NAME and (is_below or _is_under_data(statement))


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
        item = text[slice(*span)].replace("-\n", "")
        is_short = len(item.split()) <= _MOST_WORDS and not _PREPOSITION.match(item) and bool(kept)
        if ": " in item or (not kept and _PREPOSITION.match(item)):
            break
        if item not in _group("data_words") and (not is_short or _VERB.search(item)):
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
    if match := _ROW_END.search(text, start):
        end = match.start()
    spans, at = [], start
    for match in _SPLIT.finditer(text, start, end):
        if match[0].strip() == "и" and _belongs_on(text[at : match.start()]):
            continue
        if _is_one(text[at : match.start()], match[0].strip(), text[match.end() : end]):
            continue
        spans.append((at, match.start()))
        at = match.end()
    spans.append((at, end))
    owners = [(start, _OWNER.search(text, start, end)) for start, end in spans]
    spans = [(start, owner.start() if owner else end) for (start, end), (_, owner) in zip(spans, owners, strict=True)]
    return _trimmed(text, spans) if len(spans) <= _LONGEST_LIST else []


def _is_one(item: str, mark: str, following: str) -> bool:
    """Tell whether what a comma or «и» parts is one item: «фамилия, имя, отчество», «документ, удостоверяющий …»."""
    item, following = item.replace("-\n", "").strip(), following.replace("-\n", "")
    rest = _SPLIT.split(following, maxsplit=1)[0]
    if _PARTICIPLE.match(following) or (mark == "и" and rest not in _group("data_words")):
        return True
    return any(before.match(item) and after.match(following) for before, after in _TOGETHER)


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
    if numbered := _NUMBERED.match(text, start, end):
        start = numbered.end()
    if aside := _ASIDE.search(text, start, end):
        end = aside.start()
    is_item = 2 <= end - start <= _LONGEST_ITEM and text[start:end] not in _group("not_an_item")
    return (start, end) if is_item and re.search(r"[^\W\d_]", text[start:end]) else None


def _name(words: str) -> str:
    """Return an item as a name: first letter small unless it opens an abbreviation, first words nominative."""
    words = " ".join(words.replace("-\n", "").split())
    first, _, rest = words.partition(" ")
    letters = [letter for letter in first if letter.isalpha()]
    if letters and not any(letter.isupper() for letter in letters[1:]) and not (len(letters) == 1 and "." in first):
        first = first.lower()
    pieces = [first, *rest.split(" ")] if rest else [first]
    nominative: Mapping[str, str] = rules("facts")["categories"]["nominative"]
    for place, piece in enumerate(pieces):
        bare = piece.rstrip(",")
        if bare not in nominative and not _SAME_IN_BOTH.fullmatch(bare):
            break
        pieces[place] = nominative.get(bare, bare) + piece[len(bare) :]
    return " ".join(pieces)

"""How the text of a policy is built: clauses, headings, list items, sentences, and what in it states nothing.

All finders search `Policy.plain` and read values from `Policy.words`; both have the same offsets, and `Policy.quote`
leads from them back to the text as written.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from otklik.intake.policy.facts import Quote
from otklik.intake.policy.places import (
    Spans,
    blank_spans,
    example_spans,
    is_template,
    quotation_spans,
    sample_letters,
    sample_sections,
)
from otklik.intake.policy.view import View

if TYPE_CHECKING:
    from otklik.intake.policy.parties import Parties

_NUMBER = re.compile(
    r"(?:(?:п|пункт|раздел|статья|глава|ст|section|article)\.?\s{1,3})?(?:№\s?)?"
    r"(?P<figures>\d{1,2}(?:\.\d{1,3}){1,5}(?=[.)]?(?:\s|$))|\d{1,2}(?=[.)](?:\s|$))|[ivx]{1,6}(?=[.)]\s))[.)]?\s*"
)
_TITLED = re.compile(
    r"(?:раздел|статья|глава|section|article|приложение)\s{1,3}(?:№\s?)?(?P<figures>\d{1,2}|[ivx]{1,6})\b[.:]?\s*"
)
_ITEM = re.compile(r"(?:(?:[-–—•·●▪*○]|[а-яa-z]\)|\d{1,2}\))\s+){1,2}")
_PARTY_LINE = re.compile(
    r"\"?(?:в\s)?(?:ип|ооо|ао|пао|зао|оао|нко|ано|нао|индивидуальн\w+ предпринимател\w+|обществ\w+ с огранич\w+)\b"
)
_TITLE_OF_REQUISITES = re.compile(
    r"[^.,\d]{0,40}(?:контакт|реквизит|сведени\w+ об операторе|данные оператора)[^.,\d]{0,40}:"
)
_HASHES = re.compile(r"#{1,6}\s+")
_YEAR_OR_DATE = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\b")
_SENTENCE_END = re.compile(r"[.!?…]+[)»\"]*\s+(?=[«\"(]?[A-ZА-ЯЁ0-9])")
_SHORTENED = re.compile(
    r"(?:^|[\s(«\"])(?:[а-яёa-z]|г|гг|ул|д|кв|п|пп|ст|ч|т|тел|др|пр|им|обл|стр|корп|к|оф|пом|р-н|пос|с|рег|наб|пер|просп|пр-т|"
    r"б-р|ш|эт|руб|коп|стр|см|напр|email|e-mail|моб|доб|вн|ред|абз|подп|лит|мкр|респ|инд|no|vs)\.$",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\b(?!лимит|визит|кредит)\w{2,}(?:[еи]тся|[ую]тся|[ая]тся|ует|уют|ает|ают|яет|яют|еет|еют|ит|ят)\b"
    r"|\b(?:вправе|может|могут|можете|обязан\w*|долж\w+|есть|нет)\b"
)
_HOST = re.compile(r"[a-zа-я0-9]\.[a-zа-я]{2,}")
_REQUISITE = re.compile(
    r"(?:тел|моб|факс|инн|огрн|кпп|р/с|к/с|бик|окпо|адрес|юр\.|факт\.|e-?mail|эл\.|почта|сайт|http|www"
    r"|\+7|8[ (\-]|г\. )|[\w.\-]+@"
)
_WIDEST = 160
_LONGEST_HEADING = 120
_LONGEST_SENTENCE = 3000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, list item, heading or row of a table.

    Attributes:
        start, end: its place in `Policy.plain`.
        body: where its words begin, past its number or bullet.
        number: its own number without the last dot («9.2», «IV»), empty where it has none.
        clause: number of the clause it belongs to: its own or that of the last one above; empty where there is none.
        heading: the heading it stands under, as in `Policy.plain`; of a heading its own words.
        is_heading: whether it is a heading.
        is_item: whether it is an item of a list.
    """

    start: int
    end: int
    body: int
    number: str
    clause: str
    heading: str
    is_heading: bool
    is_item: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `start` and `end` are its place in `Policy.plain`."""

    start: int
    end: int


class Policy:
    """A policy as finders look at it.

    Attributes:
        name: file name without folders.
        text: the text as written.
        words: the text without marks of layout (`**`, soft hyphens), every blank a space; values are read from it.
        plain: the same in lower case with ё as е, any quotation mark as «"», any dash as «-»; searched in.

    Args:
        name: file name.
        text: the text, at most `documents.MAX_CHARS` long.
    """

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self._view = View(text)
        self.words = self._view.words
        self.plain = self._view.plain

    def quote(self, start: int, end: int) -> Quote:
        """Return the words at a place of `plain`, as written, without blanks at their ends."""
        while start < end and self.words[start].isspace():
            start += 1
        while end > start and self.words[end - 1].isspace():
            end -= 1
        first, last = self._view.original(start), self._view.original(end - 1) + 1 if end > start else 0
        return Quote(self.text[first : max(first, last)], first, max(first, last))

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in order."""
        return tuple(_paragraphs(self.words, self.plain))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """All sentences in order; none goes past its paragraph."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in _sentences(self.words, paragraph))

    def paragraph_at(self, offset: int) -> Paragraph:
        """Return the paragraph a place is in, or the last one before it."""
        return self.paragraphs[self.paragraph_index(offset)]

    def paragraph_index(self, offset: int) -> int:
        """Return the place in `paragraphs` of the one at an offset."""
        return max(0, bisect_right(self._paragraph_starts, offset) - 1)

    def sentence_at(self, offset: int) -> Sentence:
        """Return the sentence a place is in, or the last one before it."""
        return self.sentences[max(0, bisect_right(self._sentence_starts, offset) - 1)]

    def clause_at(self, offset: int) -> str:
        """Return the number of the clause a place is in («9.2»), empty where there is none."""
        return self.paragraph_at(offset).clause if self.paragraphs else ""

    def clause_of(self, quote: Quote) -> str:
        """Return the number of the clause a quote stands in, empty where there is none."""
        return self.clause_at(self._view.shown(quote.start))

    def heading_at(self, offset: int) -> str:
        """Return the heading a place stands under, in lower case; empty where there is none."""
        return self.paragraph_at(offset).heading if self.paragraphs else ""

    @cached_property
    def definitions(self) -> tuple[tuple[str, Paragraph], ...]:
        """Terms defined by «Оператор – …», lower case, and the paragraph of each; «(далее – Оператор)» is not here."""
        return tuple(_definitions(self.plain, self.paragraphs))

    @cached_property
    def parties(self) -> Parties:
        """Everybody the policy names, and which of them is its operator."""
        from otklik.intake.policy.parties import Parties  # noqa: PLC0415 - that module looks at policies itself

        return Parties(self)

    @cached_property
    def blanks(self) -> Spans:
        """Places a template leaves to be filled in: «____», «[наименование]», «{{…}}», «<адрес>», «XXXX»."""
        return blank_spans(self.plain)

    @cached_property
    def examples(self) -> Spans:
        """Places that state nothing: examples, samples and their sections."""
        sampled = sample_sections(self.plain, self.paragraphs)
        quoted = quotation_spans(self.words, self.paragraphs)
        letters = sample_letters(self.plain, self.paragraphs)
        return Spans([*example_spans(self.plain, self.sentences), *sampled, *quoted, *letters])

    @cached_property
    def is_template(self) -> bool:
        """Whether its requisites are blanks yet: then nobody named in it is its operator."""
        return is_template(self)

    def is_stated(self, start: int, end: int) -> bool:
        """Return whether words are meant: in no example, and no blank within or right beside them."""
        near = 12
        return not self.examples.meets(start, end) and not self.blanks.meets(
            max(self._line_start(start), start - near), min(self._line_end(end), end + near)
        )

    def _line_start(self, offset: int) -> int:
        return self.plain.rfind("\n", 0, offset) + 1

    def _line_end(self, offset: int) -> int:
        end = self.plain.find("\n", offset)
        return len(self.plain) if end < 0 else end

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [one.start for one in self.paragraphs]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [one.start for one in self.sentences]


def _paragraphs(words: str, plain: str) -> Iterator[Paragraph]:
    """Yield the paragraphs with what each belongs to."""
    clause = heading = ""
    for start, end in _blocks(words, plain):
        body, number = _number_of(plain, start, end)
        is_item = not number and _ITEM.match(plain, start, end) is not None
        is_heading = not is_item and _is_heading(words, plain, start, body, end)
        if is_item and (item := _ITEM.match(plain, start, end)):
            body = item.end()
        if is_heading:
            heading = plain[body:end].strip()
        if number or is_heading:
            clause = number
        yield Paragraph(start, end, body, number, clause, heading, is_heading=is_heading, is_item=is_item)


def _blocks(words: str, plain: str) -> Iterator[tuple[int, int]]:
    """Yield the places of paragraphs: lines, and those of a wrapped paragraph together."""
    width = _wrapped_at(words)
    start = end = -1
    at = 0
    for line in plain.split("\n"):
        line_end = at + len(line)
        if not line.strip():
            if start >= 0:
                yield start, end
            start = -1
        elif start >= 0 and width and _goes_on(words[max(start, end - width * 2) : end], words[at:line_end], width):
            end = line_end
        else:
            if start >= 0:
                yield start, end
            start, end = at, line_end
        at = line_end + 1
    if start >= 0:
        yield start, end


def _wrapped_at(words: str) -> int:
    """Return how wide lines are where they end with the paper and not with the paragraph; 0 where they do not."""
    lines = [line.strip() for line in words.split("\n")]
    following = [line for before, line in pairwise(lines) if before and line]
    within = sum(line[0].islower() and not _begins_anew(line.lower()) for line in following)
    widths = sorted(len(line) for line in lines if line)
    if within * 4 <= len(following) or not widths:
        return 0
    width = widths[len(widths) * 9 // 10]
    return width if width <= _WIDEST else 0


def _begins_anew(line: str) -> bool:
    """Return whether a line in lower case begins a clause, an item or a line of requisites."""
    return any(shape.match(line) for shape in (_NUMBER, _ITEM, _HASHES, _REQUISITE))


def _goes_on(before: str, line: str, width: int) -> bool:
    """Return whether a line continues the one before it: in the middle of a sentence, or for want of room."""
    last = before[before.rfind("\n") + 1 :].strip()
    begins = line.strip()
    if not last or _begins_anew(begins.lower()) or "\t" in line or "\t" in last or last[-1] in ".;:!?":
        return False
    return begins[0].islower() or len(last) * 10 > width * 8


def _number_of(plain: str, start: int, end: int) -> tuple[int, str]:
    """Return where the words of a paragraph begin and its number; a date or a bare figure is no number."""
    hashes = _HASHES.match(plain, start, end)
    begin = hashes.end() if hashes else start
    while begin < end and plain[begin] in " \t":
        begin += 1
    if _YEAR_OR_DATE.match(plain, begin, end):
        return begin, ""
    found = _TITLED.match(plain, begin, end) or _NUMBER.match(plain, begin, end)
    if found is None:
        return begin, ""
    figures = found.group("figures")
    return found.end(), figures if figures[0].isdigit() else figures.upper()


def _is_heading(words: str, plain: str, start: int, body: int, end: int) -> bool:
    """Return whether a paragraph is a heading: marked so, in capitals, or short without an end and with a number."""
    title = words[body:end].strip()
    if not title or len(title) > _LONGEST_HEADING or "\t" in plain[start:end]:
        return False
    if _HASHES.match(plain, start, end):
        return True
    letters = [letter for letter in title if letter.isalpha()]
    if not letters or "@" in title or title[-1] in ";," or re.search(r"\d{3}", title):
        return False
    if _HOST.search(plain, body, end):
        return False
    if _PARTY_LINE.match(plain, body, end) or _REQUISITE.match(plain, body, end):
        return False
    if _TITLE_OF_REQUISITES.fullmatch(plain[body:end].strip()):
        return True
    if len(letters) > 5 and all(letter.isupper() for letter in letters):
        return True
    if not letters[0].isupper():
        return False
    ends = title[-1] in "!?:" or (title[-1] == "." and (len(title.split()) > 8 or _ACTS.search(plain, body, end)))
    has_verb_or_names = re.search(r"[:–—]\s|,.*,|«.*»\s\(|\. [А-Я]", title) is not None
    return not ends and not has_verb_or_names and len(title.split()) <= 12


def _sentences(words: str, paragraph: Paragraph) -> Iterator[Sentence]:
    """Yield the sentences of a paragraph."""
    start = paragraph.body if paragraph.body < paragraph.end else paragraph.start
    for found in _SENTENCE_END.finditer(words, paragraph.body, paragraph.end):
        stop = found.start() + 1
        if _SHORTENED.search(words[max(start, stop - 12) : stop]) and found.end() - start < _LONGEST_SENTENCE:
            continue
        yield Sentence(start, found.end())
        start = found.end()
    if start < paragraph.end:
        yield Sentence(start, paragraph.end)


def _definitions(plain: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[tuple[str, Paragraph]]:
    """Yield the terms defined by «Термин – …» and «Термин (…) – …» at the head of a paragraph."""
    shape = re.compile(
        r"\s*\"?([а-яa-z][^\n\"():;.\-]{1,60}(?:-[^\n\"():;.\-]{1,30})?)\"?\s*(?:\([^()\n]{1,80}\)\s*)?(?:\s-|:|-\s)\s*\S"
    )
    for paragraph in paragraphs:
        found = shape.match(plain, paragraph.body, paragraph.end)
        if found:
            yield found.group(1).strip(), paragraph

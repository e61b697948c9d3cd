"""Places of a policy that state nothing: blanks of a template, examples, samples to fill in."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from otklik.system.paths import resource

if TYPE_CHECKING:
    from otklik.intake.policy.structure import Paragraph, Policy, Sentence

_LONG_QUOTATION = 160

_BLANK = re.compile(
    r"_{3,}|\.{6,}|…{2,}|\{\{[^{}\n]{0,80}\}\}|\$?\{[^{}\n]{1,80}\}"
    r"|\[\s*\](?!\()|\[(?=[^\[\]\n]{0,158}[а-яa-z_…])[^\[\]\n]{1,160}\](?!\()"
    r"|<(?=[^<>\n]{0,58}[а-яa-z])(?![^<>\n]{0,58}[:/@.])[^<>\n]{1,60}>"
    r"|(?<![a-zа-я])[xх]{3,}(?![a-zа-я])|%[a-z_]{3,30}%|#{3,}(?=\w)"
    r"|\((?:указать|укажите|вписать|впишите|(?:наименование|название) организации|фио|ф\.\s?и\.\s?о\.)"
    r"[^()\n]{0,60}\)"
)


_SAMPLE_FOLLOWS = re.compile(
    r"(?:выгляд\w+|составл?я?\w+|оформ\w+|написать|пишут|пишется|заполн\w+)\s+(?:\w+\s+)?(?:так|следующим образом)"
    r"\s?:\s*$"
    r"|(?:по|вот)\s+(?:\w+\s+)?(?:образц|форм|шаблон|пример)\w*\s?:\s*$"
)


_APPENDIX = re.compile(r"\s*приложени[ея](?!\w)")
_FORM = re.compile(
    r"\b(?:заявлени|запрос|согласи|отзыв|обращени|претензи|требовани|образ[ец]|пример|форм|бланк|шаблон)"
)
_EXAMPLE_AT_HEAD = re.compile(r"\s*пример(?:\s+(?:№\s?)?\d{1,2})?\s?[.:)]")
_BLANK_REQUISITE = re.compile(
    r"(?:оператор\w*(?:\s+персональных данных)?|наименование(?:\s+\w+){0,2}|инн|огрн(?:\s?/?\s?(?:огрн)?ип)?|кпп|адрес"
    r"|место нахождения|телефон|e-?mail|электронная почта|сайт|номер в реестре(?:\s+\w+){0,3})"
    r"(?:\s?\([^()\n]{0,30}\))?[ \t:\-№]{1,6}(?:\+7\s?\(?|https?://)?$"
)
_SAYS_TEMPLATE = re.compile(r"(?<!\w)(?:шаблон(?! страниц)|подсказка\s?[:.-]|вставьте\s|нужное подчеркнуть)")
_BLANK_OPERATOR = re.compile(
    r"(?:оператор\w*|наименование)(?:\s+персональных данных|\s+оператора|\s+организации)?[ \t:\-]{1,4}$"
    r"|политик\w*\s+[^.\n]{0,80}$|персональных данных\s+$"
)
_LETTER_LINE = re.compile(
    r"(?:директор|руководител|генеральн|в\s|от\s|кому|ооо|ип\b|ао\b|заявлени|запрос|согласие|отзыв|претензи|требовани"
    r"|обращени|подпись|дата|прошу|ф\.?\s?и\.?\s?о)"
)
_TITLE = 400
"""Characters within which a template says that it is one."""
_LONGEST_TITLE = 120
_HEAD_LINES = 2
"""Lines at the head: «Приложение к приказу» there is the policy itself."""


class Spans:
    """Places, sorted and joined, that can be asked quickly.

    Args:
        spans: pairs of start and end in any order; they may overlap.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def meets(self, start: int, end: int) -> bool:
        """Return whether any place shares a character with `start`–`end`."""
        last = bisect_right(self._starts, max(start, end - 1)) - 1
        return last >= 0 and self._ends[last] > start

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self._starts, self._ends, strict=True)


@cache
def rules() -> dict[str, Any]:
    """Return the lists of `resources/intake/policy_structure.toml`."""
    return tomllib.loads(resource("intake/policy_structure.toml").read_text("utf-8"))


def stems(words: Sequence[str]) -> re.Pattern[str]:
    """Return the expression for any of the stems, to be searched in plain text.

    Args:
        words: stems of words; «word!» is the whole word, a blank stands for the end of the stem before and white space.
    """
    return re.compile(r"(?<![\w])(?:" + "|".join(_stem(word) for word in words) + ")")


def _stem(word: str) -> str:
    ends = {True: r"(?!\w)", False: r"\w*+"}
    pieces = [re.escape(piece.removesuffix("!")) + ends[piece.endswith("!")] for piece in word.split()]
    return r"\s{1,3}".join(pieces)


@cache
def sample_headings() -> re.Pattern[str]:
    """Return the words of a heading whose section is a sample."""
    return stems(rules()["sample_headings"])


@cache
def somebody_else() -> re.Pattern[str]:
    """Return the words that name somebody who is not the operator."""
    return stems(rules()["somebody_else"])


def blank_spans(plain: str) -> Spans:
    """Return what a template leaves to be filled in."""
    return Spans(found.span() for found in _BLANK.finditer(plain))


def example_spans(plain: str, sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Yield what is given as an example: to the end of its brackets or sentence; and what speaks of a sample."""
    starts = [one.start for one in sentences]
    for found in stems(rules()["example"]).finditer(plain):
        yield found.start(), _example_end(plain, found.start(), sentences[bisect_right(starts, found.start()) - 1].end)
    for found in stems(rules()["sample_sentences"]).finditer(plain):
        sentence = sentences[bisect_right(starts, found.start()) - 1]
        yield sentence.start, sentence.end


def sample_sections(plain: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield sections that are samples, and paragraphs that begin with «Пример.».

    A letter within a section has lines that look like headings: «Директору ООО «…»», «Заявление». An appendix goes on
    to the next one, any other section to the next heading that is no line of a letter.
    """
    start = end = -1
    within_appendix = False
    for place, one in enumerate(paragraphs):
        is_appendix = _APPENDIX.match(plain, one.start, one.end) is not None
        is_section = one.is_heading and (one.number or plain[one.start] == "#")
        ends = is_section or (one.is_heading and not within_appendix and not _LETTER_LINE.match(plain, one.body))
        if start >= 0 and (is_appendix or ends):
            yield start, end
            start = -1
        is_sample = one.is_heading and sample_headings().search(plain, one.body, one.end) is not None
        if start < 0 and (is_sample or (is_appendix and place >= _HEAD_LINES and _is_form(plain, one))):
            start, within_appendix = one.start, is_appendix
        if start >= 0:
            end = one.end
        elif _EXAMPLE_AT_HEAD.match(plain, one.body, one.end):
            yield one.start, one.end
    if start >= 0:
        yield start, end


def _is_form(plain: str, title: Paragraph) -> bool:
    """Return whether the title of an appendix is that of a paper to be filled in."""
    is_title = title.end - title.start < _LONGEST_TITLE and plain[title.end - 1] not in ".;"
    return is_title and _FORM.search(plain, title.start, title.end) is not None


def is_template(policy: Policy) -> bool:
    """Return whether a policy is a form yet to be filled in: its requisites are blanks, and who made it signs below.

    A form for letters in an appendix, a signature line and one forgotten blank make none.
    """
    plain, samples = policy.plain, policy.examples
    befores = [
        plain[max(plain.rfind("\n", 0, start) + 1, start - 100) : start]
        for start, end in policy.blanks
        if not samples.meets(start, end)
    ]
    blank = sum(_BLANK_REQUISITE.search(before) is not None for before in befores)
    names_nobody = any(_BLANK_OPERATOR.search(before) for before in befores)
    says_so = _SAYS_TEMPLATE.search(plain, 0, _TITLE) is not None
    return (blank >= 3 and names_nobody) or (says_so and blank >= 2)


def sample_letters(plain: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield what stands below «запрос может выглядеть так:»: a letter somebody else would write."""
    for above, below in pairwise(paragraphs):
        if _SAMPLE_FOLLOWS.search(plain, max(above.start, above.end - 120), above.end):
            yield below.start, below.end


def quotation_spans(words: str, paragraphs: Sequence[Paragraph]) -> Iterator[tuple[int, int]]:
    """Yield long quotations of several sentences: the words of another document, not of this one.

    Args:
        words: the text with its own quotation marks.
        paragraphs: quotations that do not end in their paragraph are taken for a forgotten mark.
    """
    for paragraph in paragraphs:
        opened: list[int] = []
        for mark in re.finditer("[«»]", words[paragraph.start : paragraph.end]):
            place = paragraph.start + mark.start()
            if mark.group() == "«":
                opened.append(place)
            elif opened:
                start = opened.pop()
                if place - start > _LONG_QUOTATION and re.search(r"\w{2,}[.!?]\s", words[start:place]):
                    yield start, place + 1


def _example_end(plain: str, start: int, end: int) -> int:
    """Return where an example ends: with the brackets it stands in, else with the sentence."""
    depth = 0
    for place in range(start, end):
        if plain[place] == "(":
            depth += 1
        elif plain[place] == ")":
            depth -= 1
            if depth < 0:
                return place
    return end

"""A policy as a row of statements: each sentence with what it hangs on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from otklik.intake.policy.facts import Quote
from otklik.intake.policy.places import Spans
from otklik.intake.policy.structure import Paragraph, Policy
from otklik.intake.policy.wording import LONGEST, Span

_OF_TERMS = re.compile(r"термин|определени[ея]|понятия|definitions", re.IGNORECASE)
_SPOKEN_BY_OTHERS = 200
"""What stands in «…» for longer than this is somebody else's text, not the operator's."""
_LONGEST_QUOTE = 400
_LONGEST_BEFORE = 600
_LONGEST_LEAD = 300


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and what it hangs on; all texts as in `Policy.plain`.

    Attributes:
        text: the sentence itself.
        start: its place in `Policy.plain`.
        clause: number of its clause, empty where there is none.
        heading: the heading it stands under.
        lead: the words a list it is an item of begins with («субъект имеет право:»), empty where there is none.
        before: what the same clause says before it.
        is_definition: it stands among the definitions of terms.
    """

    policy: Policy = field(repr=False)
    text: str
    start: int
    clause: str
    heading: str
    lead: str
    before: str
    is_definition: bool

    def quote(self, span: Span | None = None) -> Quote:
        """Return the sentence as written; of a long one the words at `span` with what fits around them.

        Args:
            span: a place in `text`; all of it by default.
        """
        start, end = 0, len(self.text)
        if end > _LONGEST_QUOTE and span:
            room = max(0, _LONGEST_QUOTE - (span[1] - span[0])) // 2
            start, end = self._word(max(0, span[0] - room)), self._word(min(end, span[1] + room))
        elif end > _LONGEST_QUOTE:
            end = self._word(_LONGEST_QUOTE)
        return self.policy.quote(self.start + start, self.start + end)

    def after(self) -> str:
        """Return what the same paragraph says behind it."""
        end = self.start + len(self.text)
        return self.policy.plain[end : min(self.policy.paragraph_at(self.start).end, end + _LONGEST_BEFORE)]

    def exact(self, span: Span) -> Quote:
        """Return the words at a place of `text` as written, without anything around them."""
        return self.policy.quote(self.start + span[0], self.start + span[1])

    def is_stated(self, span: Span) -> bool:
        """Tell whether words at a place of `text` are meant: no example, no blank of a template."""
        return self.policy.is_stated(self.start + span[0], self.start + span[1])

    def has_blank(self, span: Span) -> bool:
        """Tell whether words at a place of `text` hold a blank of a template."""
        return self.policy.blanks.meets(self.start + span[0], self.start + span[1])

    def _word(self, place: int) -> int:
        """Return the beginning of the word a place is in, so that no quote cuts one."""
        if place in {0, len(self.text)}:
            return place
        return max(self.text.rfind(" ", 0, place) + 1, self.text.rfind("\n", 0, place) + 1, 0)


@lru_cache(maxsize=2)
def statements(policy: Policy) -> tuple[Statement, ...]:
    """Return all sentences of a policy but its headings, in order; a heading that ends like a sentence is one."""
    return tuple(_statements(policy))


def _statements(policy: Policy) -> Iterator[Statement]:
    starts = [sentence.start for sentence in policy.sentences]
    quoted = Spans(_quotations(policy.words))
    lead, before, clause, heading, is_list = _Lead(), "", "", "", False
    for paragraph in policy.paragraphs:
        whole = policy.plain[paragraph.body : paragraph.end].strip()
        words = lead.of(paragraph, whole)
        if paragraph.number and paragraph.clause == paragraph.number:
            is_list = paragraph.number.isdecimal() and not (paragraph.is_heading and not whole.endswith((".", ";")))
        own = "" if is_list and not paragraph.number else paragraph.clause
        if own != clause:
            before, clause = before if is_list and not own else "", own
        if paragraph.is_heading and not whole.endswith((".", ";")):
            heading = paragraph.heading
            before = "" if not clause else before
            continue
        at = bisect_left(starts, paragraph.body)
        while at < len(starts) and starts[at] < paragraph.end:
            sentence = policy.sentences[at]
            text = policy.plain[sentence.start : min(sentence.end, sentence.start + LONGEST)].rstrip()
            at += 1
            if quoted.meets(sentence.start, sentence.start + len(text)) or policy.plain[paragraph.start] == ">":
                continue
            is_term = bool(_OF_TERMS.search(heading))
            yield Statement(policy, text, sentence.start, clause, heading, words, before, is_term)
            before = f"{before} {text}"[-_LONGEST_BEFORE:]


def _quotations(words: str) -> Iterator[Span]:
    """Yield long texts in «…»: what another's policy says."""
    opened: list[int] = []
    for match in re.finditer(r"[«»]", words):
        if match[0] == "«":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if not opened and match.end() - start > _SPOKEN_BY_OTHERS:
                yield start, match.end()


class _Lead:
    """The words the list at hand begins with."""

    def __init__(self) -> None:
        self._words = ""
        self._number = ""
        self._goes_on = False

    def of(self, paragraph: Paragraph, whole: str) -> str:
        """Return the lead of a paragraph and remember what it leads itself.

        Args:
            paragraph: the paragraph, after all before it.
            whole: its words.
        """
        is_below = paragraph.is_item or (
            bool(self._number) and paragraph.number.startswith(f"{self._number}.") and paragraph.number != self._number
        )
        words = self._words if self._words and (is_below or self._goes_on) else ""
        if whole.endswith(":"):
            own = re.split(r"(?<=[.!?])\s", whole[-_LONGEST_LEAD:])[-1]
            self._words = f"{words} {own}"[-_LONGEST_LEAD:].strip() if words else own
            self._number, self._goes_on = paragraph.number or ("" if not words else self._number), True
            return words
        if not words:
            self._words = ""
        self._goes_on = bool(words) and whole.endswith((";", ",", "; и", "; или"))
        return words

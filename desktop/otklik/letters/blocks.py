"""The Markdown of a letter as blocks a page is set from: paragraphs, headings, list items, tables, rules.

Only what a letter needs is read: no raw HTML, no code, no link definitions: each of those would make text vanish.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from otklik.letters.fields import label
from otklik.letters.merge import CLOSE, OPEN, PLACEHOLDER, open_field
from otklik.letters.wording import join_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SILENT_RULES = ("code", "fence", "reference", "html_block", "lheading", "backticks", "autolink", "html_inline")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one cut; `missing` where it stands for an empty field, `line_break` where a line ends here."""

    text: str
    bold: bool = False
    italic: bool = False
    missing: bool = False
    line_break: bool = False


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text; `quoted` counts the block quotes around it."""

    spans: Spans
    quoted: int = 0


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside the text."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Item:
    """A list item: its mark («–», «1.»; empty for a further paragraph of an item) and how deep it is nested, from 1."""

    mark: str
    depth: int
    spans: Spans


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first row is its head."""

    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line."""


Block = Paragraph | Heading | Item | Table | Rule


def read_blocks(markdown: str) -> tuple[Block, ...]:
    """Return the blocks of a letter's Markdown; open fields `{{ имя }}` become spans marked as missing."""
    unmarked = markdown.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd")
    marked = PLACEHOLDER.sub(lambda match: open_field(match[1].replace("\\", "")), unmarked)
    return tuple(_Reader(_parser("inline").parse(marked)).blocks())


def line_spans(line: str) -> Spans:
    """Return a line that is not Markdown as spans; its open fields are marked in it."""
    return tuple(_with_fields(Span(line)))


def plain(spans: Sequence[Span]) -> str:
    """Return the bare text of spans."""
    return "".join(span.text for span in spans)


@cache
def _parser(*silent: str) -> MarkdownIt:
    """Return the parser of letters without further rules: `inline` leaves the text of a block as it is."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - start-up counts

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable([*_SILENT_RULES, *silent])


@lru_cache(maxsize=512)
def _inline(text: str) -> Spans:
    """Return the text of one block; letters share most of theirs, and a page drawn while somebody types all but one."""
    return tuple(span for token in _parser().parseInline(text) for span in _spans(token.children or ()))


class _Reader:
    """Walks the flat list of tokens and keeps what surrounds the current one."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._lists: list[int | None] = []  # the next number of each open list; None for one without numbers
        self._mark = ""
        self._quoted = 0

    def blocks(self) -> Iterator[Block]:
        rows: list[list[Spans]] = []
        heading = False
        for token in self._tokens:
            kind = token.type
            self._follow(token)
            if kind == "heading_open":
                heading = True
            elif kind == "hr":
                yield Rule()
            elif kind == "table_open":
                rows = []
            elif kind == "tr_open":
                rows.append([])
            elif kind == "table_close":
                yield Table(tuple(tuple(row) for row in rows))
                rows = []
            elif kind == "inline":
                spans = _inline(token.content)
                if rows:
                    rows[-1].append(spans)
                else:
                    yield self._block(spans, heading=heading)
                heading = False

    def _follow(self, token: Token) -> None:
        """Note which lists and quotes are open."""
        kind = token.type
        if kind in {"bullet_list_open", "ordered_list_open"}:
            self._lists.append(None if kind == "bullet_list_open" else int(token.attrGet("start") or 1))
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self._lists.pop()
        elif kind == "list_item_open":
            self._mark = self._next_mark()
        elif kind in {"blockquote_open", "blockquote_close"}:
            self._quoted += 1 if kind == "blockquote_open" else -1

    def _next_mark(self) -> str:
        number = self._lists[-1]
        if number is None:
            return "–"
        self._lists[-1] = number + 1
        return f"{number}."

    def _block(self, spans: Spans, *, heading: bool) -> Block:
        if heading:
            return Heading(spans)
        if self._lists:
            mark, self._mark = self._mark, ""
            return Item(mark, len(self._lists), spans)
        return Paragraph(spans, self._quoted)


def _spans(tokens: Sequence[Token]) -> Iterator[Span]:
    """Yield the runs of one inline text; a link keeps its address in brackets behind it."""
    bold = italic = 0
    addresses: list[str] = []
    for token in tokens:
        now = Span("", bold > 0, italic > 0)
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case "softbreak":
                yield replace(now, text=" ")
            case "hardbreak":
                yield replace(now, line_break=True)
            case "link_open":
                addresses.append(str(token.attrGet("href") or ""))
            case "link_close":
                yield replace(now, text=f" ({addresses.pop()})")
            case "image":
                yield replace(now, text=f"{token.content} ({token.attrGet('src')})")
            case _:
                yield from _with_fields(replace(now, text=token.content))


def _with_fields(span: Span) -> Iterator[Span]:
    """Split a run at the open fields in it."""
    for index, piece in enumerate(span.text.split(OPEN)):
        name, closed, text = piece.partition(CLOSE) if index else ("", "", piece)
        if closed:
            yield replace(span, text=f"не заполнено: {label(name)}", missing=True)
        if text:
            yield replace(span, text=join_words(text))

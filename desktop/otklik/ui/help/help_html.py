"""Pages of the help as rich text: a page, the contents, what a search found. Colours and sizes come from the theme."""

from __future__ import annotations

import re
from functools import cache
from html import escape, unescape
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from PySide6.QtGui import QFontMetrics

from otklik.ui import theme
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt

    from otklik.casework.help_search import Hit
    from otklik.casework.help_texts import HelpPage

_TABLE, _ROW = re.compile(r"<table>.*?</table>", re.DOTALL), re.compile(r"<tr>(.*?)</tr>", re.DOTALL)
_CELL, _TAG = re.compile(r"<t[hd]>(.*?)</t[hd]>", re.DOTALL), re.compile(r"<[^<>]*>")

DRAWING = "drawing:"
"""What the address of a drawing of ours begins with."""

_GAP, _ROOM = 8, 330
"""Pixels right of a cell, and of all columns together beside a page, at 100 %."""

_STYLES = """
p, li {{ line-height: 140%; }}
p {{ margin-top: 0; margin-bottom: {eight}px; }}
.title {{ font-size: {large}px; font-weight: 600; line-height: 112%; margin-top: 0; margin-bottom: {twelve}px; }}
.behind {{ margin-top: {twelve}px; }}
.head {{ font-size: {base}px; font-weight: 600; margin-top: {sixteen}px; margin-bottom: {four}px; }}
ol, ul {{ margin-top: 0; margin-bottom: {eight}px; margin-left: {indent}px; -qt-list-indent: 0; }}
li {{ margin-bottom: {four}px; }}
a {{ color: {accent}; text-decoration: none; }}
.group {{ color: {dim}; font-size: {small}px; font-weight: 600; margin-top: {sixteen}px; margin-bottom: {four}px; }}
.found {{ color: {dim}; font-size: {small}px; margin-bottom: {twelve}px; }}
.drawing {{ line-height: 100%; }}
.mark {{ background-color: {accent_on}; color: {text}; font-weight: 600; }}
.entry {{ margin-bottom: {four}px; }}
.hit {{ margin-bottom: 0; font-weight: 500; }}
th {{ text-align: left; color: {dim}; font-weight: 600; }}
th, td {{ padding: {four}px {eight}px {four}px 0; border-bottom: 1px solid {edge}; }}
"""


def styles() -> str:
    """Return the stylesheet of the rich text in the look in use."""
    colours = {name: theme.color(name).name() for name in ("text", "dim", "accent", "accent_on", "edge")}
    sizes = {"base": theme.base_size(), "large": 20, "small": 12, "four": 4, "eight": 8, "twelve": 12, "sixteen": 16}
    return _STYLES.format(**colours, **{name: theme.px(size) for name, size in sizes.items()}, indent=theme.px(18))


def page_html(page: HelpPage) -> str:
    """Return a page with its group over it."""
    return f'<p class="group">{escape(page.group)}</p><p class="title">{escape(page.title)}</p>{_body(page)}'


def contents_html(pages: Sequence[HelpPage]) -> str:
    """Return the list of all pages by group."""
    parts = [f'<p class="title">{escape(translated("Help"))}</p>']
    for group, members in groupby(pages, attrgetter("group")):
        parts.append(f'<p class="group">{escape(group)}</p>')
        parts += [f'<p class="entry">{_link(page)}</p>' for page in members]
    return "".join(parts)


def found_html(hits: Sequence[Hit], query: str) -> str:
    """Return what a search found: titles, and under each the words around what was found, marked."""
    if not hits:
        nothing = translated("Nothing is found for “{words}”. Try another word, or look through the list.")
        lead = f'<p><a href="help:">{escape(translated("All topics"))}</a></p>'
        return f'<p class="drawing"><img src="{DRAWING}help"></p><p>{escape(nothing.format(words=query))}</p>{lead}'
    return "".join(f'<p class="hit">{_link(hit.page)}</p><p class="found">{_marked(hit)}</p>' for hit in hits)


def _body(page: HelpPage) -> str:
    """Return the text of a page; its headings as paragraphs, for Qt makes headings larger than it is told to."""
    html = str(_markdown().render(page.body))
    html = html.replace("<h2>", '<p class="head">').replace("</h2>", "</p>")
    return _TABLE.sub(_fitted, html).replace("</table>\n<p>", '</table>\n<p class="behind">')


def _fitted(table: re.Match[str]) -> str:
    """Return a table with the widths of its columns: Qt itself makes that of sentences as narrow as that of figures."""
    metrics = QFontMetrics(theme.font(weight=600))
    rows = [[unescape(_TAG.sub("", cell)) for cell in _CELL.findall(row)] for row in _ROW.findall(table[0])]
    columns = list(zip(*rows, strict=True))
    gap = theme.px(_GAP) + 2
    words = [max(metrics.horizontalAdvance(word) for cell in column for word in cell.split(" ")) for column in columns]
    lines = [max(metrics.horizontalAdvance(cell) for cell in column) for column in columns]
    least = [word + gap for word in words]
    rest = max(0, theme.px(_ROOM) - sum(least))
    wishes = [max(0, line - word) for line, word in zip(lines, words, strict=True)]
    shares = [room + rest * wish / max(1, sum(wishes)) for room, wish in zip(least, wishes, strict=True)]
    html = table[0].replace("<table>", '<table width="100%" cellspacing="0">')
    for share in shares:
        html = html.replace("<th>", f'<th width="{share / sum(shares):.0%}">', 1)
    return html


def _link(page: HelpPage) -> str:
    return f'<a href="{escape(page.topic)}">{escape(page.title)}</a>'


def _marked(hit: Hit) -> str:
    written, end = [], 0
    for begin, stop in hit.marks:
        written.append(escape(hit.snippet[end:begin]))
        written.append(f'<span class="mark">{escape(hit.snippet[begin:stop])}</span>')
        end = stop
    return "".join(written) + escape(hit.snippet[end:])


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - start-up: nobody asked for help yet

    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")

"""HTML of a letter into plain text. Nothing is executed, loaded or followed.

A scanner of our own: `html.parser` takes time by the square of the length on broken markup (half a minute for 60 KB),
and raises `AssertionError` on declarations of office programs; what strangers send must do neither.
"""

from __future__ import annotations

import html
import re

_NAME = re.compile(r"/?\s*([a-zA-Z][a-zA-Z0-9:]*)")
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_LINES = frozenset(
    {"tr", "dt", "dd", "div", "section", "article", "header", "footer", "table", "ul", "ol", "hr", "option"}
)
_NEW_LINE = "\x00"
"""Stands for a line break where none is yet; letters never hold it."""
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"})


def html_to_text(markup: str) -> str:
    """Return the readable text of an HTML page, paragraphs as lines; any input gives some text, in linear time."""
    pieces: list[str] = []
    lowered = markup.lower() if len(markup.lower()) == len(markup) else markup
    at = 0
    while (start := markup.find("<", at)) >= 0:
        pieces.append(_words(markup[at:start]))
        end, piece = _skip_markup(markup, lowered, start)
        if end < 0:
            at = start
            break
        pieces.append(piece)
        at = end
    pieces.append(_words(markup[at:]))
    return _tidy("".join(pieces))


def _skip_markup(markup: str, lowered: str, start: int) -> tuple[int, str]:
    """Return where the markup at `start` ends and what stands for it; -1 where it never ends."""
    if markup.startswith("<!--", start):
        closing = markup.find("-->", start + 4)
        return (closing + 3, "") if closing >= 0 else (len(markup), "")
    name = _NAME.match(markup, start + 1)
    if name is None and not markup.startswith(("<!", "<?"), start):
        return start + 1, "<"
    closing = markup.find(">", start)
    if closing < 0:
        return -1, ""
    if name is None:
        return closing + 1, ""
    tag, is_end = name.group(1).lower(), markup[start + 1] == "/"
    if tag in _SILENT and not is_end and markup[closing - 1] != "/":
        return _skip_silent(markup, lowered, tag, closing), ""
    return closing + 1, _break_for(tag, is_end=is_end)


def _skip_silent(markup: str, lowered: str, tag: str, closing: int) -> int:
    """Return where a tag whose content is no text ends, with its content."""
    inner_end = lowered.find(f"</{tag}", closing)
    if inner_end < 0:
        # Never closed: only a script is dropped to the end, as a browser does; a head goes on as text.
        return len(markup) if tag in {"script", "style"} else closing + 1
    after = markup.find(">", inner_end)
    return after + 1 if after >= 0 else len(markup)


def _break_for(tag: str, *, is_end: bool) -> str:
    """Return the line breaks a tag stands for."""
    if tag in _PARAGRAPHS:
        return "\n\n"
    if tag == "li":
        return "" if is_end else f"{_NEW_LINE}- "
    if tag in {"td", "th"}:
        return " "
    if tag == "br":
        return "\n"
    return _NEW_LINE if tag in _LINES else ""


def _words(text: str) -> str:
    """Return running text with its blanks joined and its entities read."""
    return html.unescape(re.sub(r"[ \t\r\n\f\x00]+", " ", text)).replace(_NEW_LINE, "")


def _tidy(text: str) -> str:
    """Return the text without blanks at line ends and with one empty line at most."""
    text = text.replace("\u00a0", " ").replace("\u200b", "")
    text = re.sub(r"[ \t]*[\n\x00][ \t\n\x00]*", lambda breaks: "\n" * max(1, min(2, breaks.group().count("\n"))), text)
    return re.sub(r"[ \t]{2,}", " ", text).strip()

"""HTML of a letter into plain text. Nothing is executed, loaded or followed.

A scanner of our own: `html.parser` takes time by the square of the length on broken markup (half a minute for 60 KB),
and raises `AssertionError` on declarations of office programs; what strangers send must do neither.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from otklik.system.words import say

MOST_CHARACTERS = 3_000_000
MOST_TAGS = 150_000

_NAME = re.compile(r"/?\s*([a-zA-Z][a-zA-Z0-9:]*)")
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "object", "svg"})
_EMPTY = frozenset({"img", "br", "hr", "input", "meta", "link", "col", "area", "base", "embed", "source", "wbr"})
_LINES = frozenset(
    {"tr", "dt", "dd", "div", "section", "article", "header", "footer", "table", "ul", "ol", "hr", "option"}
)
_NEW_LINE = "\x00"
"""Stands for a line break where none is yet; letters never hold it."""
_QUOTE, _UNQUOTE = "\x01", "\x02"
"""Stand where words of another letter begin and end; letters never hold them."""
_STRUCK = frozenset({"del", "s", "strike"})
_NO_MARKS = dict.fromkeys(map(ord, (_NEW_LINE, _QUOTE, _UNQUOTE)))
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"})
_ATTRIBUTE = re.compile(r"""([a-zA-Z-]{1,30})\s{0,9}=\s{0,9}("[^"]{0,3000}"|'[^']{0,3000}'|[^\s>"']{1,3000})""")
_LONGEST_TAG = 6000
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s{0,9}:[^;]{0,60}line-through", re.IGNORECASE)
_DEEPEST_QUOTE = 9
_INDENT = re.compile(r"border(?:-left)?\s{0,9}:\s{0,9}(?:none|0)", re.IGNORECASE)
"""What mail programs say of a `blockquote` that only moves the writer's own words to the right."""
_ATTRIBUTION = re.compile(r"@|\d:\d\d|\b(?:писала?|пишет|wrote)\b", re.IGNORECASE)
_LONGEST_ATTRIBUTION = 400
_HIDDEN = re.compile(
    r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:\s{0,9}all"
    r"|(?:font-size|opacity)\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|pt|em|rem|%)?\s{0,9}(?:;|!|$)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?:[a-z][a-z0-9+.-]{0,20}://)?([^\s/?#@:]{1,250}\.[^\s/?#@:.]{2,63})(?:[/?#:]\S{0,3000})?", re.IGNORECASE
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{1,20}):", re.IGNORECASE)
_LONGEST_ADDRESS = 200
_MOST_WARNINGS = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says.

    Attributes:
        text: the readable text; addresses of links that read otherwise stand behind them in angle brackets.
        problems: links that lead elsewhere than they read, and what was left out; sentences in the language in use.
    """

    text: str
    problems: tuple[str, ...]


def read_page(markup: str) -> Page:
    """Return the text of an HTML letter with the real addresses of its links; quoted lines begin with «>».

    Args:
        markup: the page; any input gives some text, in linear time.
    """
    scanner = _Scanner(shows_links=True, marks_quotes=True)
    text = scanner.read(markup)
    return Page(text, tuple(scanner.problems))


def html_to_text(markup: str, *, marks_quotes: bool = False) -> str:
    """Return the readable text of an HTML page without the addresses of its links, paragraphs as lines.

    Args:
        markup: the page.
        marks_quotes: it is a letter: quoted lines begin with «>».
    """
    return _Scanner(shows_links=False, marks_quotes=marks_quotes).read(markup)


@dataclass
class _Scanner:
    """Goes through a page once.

    Attributes:
        shows_links: whether real addresses are put behind the words of links.
        marks_quotes: whether lines of quoted letters begin with «>».
        pieces: the text so far.
        problems: sentences.
        hidden: tag of the hidden element we are in, how often it is open, and the piece it began at.
        link: address of the link we are in and the piece it began at.
        quotes: for each open `blockquote` whether it holds another letter.
    """

    shows_links: bool
    marks_quotes: bool
    pieces: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    hidden: tuple[str, int, int] | None = None
    link: tuple[str, int] | None = None
    quotes: list[bool] = field(default_factory=list)

    def read(self, markup: str) -> str:
        """Return the text of a page."""
        if len(markup) > MOST_CHARACTERS:
            markup = markup[:MOST_CHARACTERS]
            self._say_long()
        lowered = markup.lower() if len(markup.lower()) == len(markup) else markup
        at = tags = 0
        while (start := markup.find("<", at)) >= 0:
            self.pieces.append(_words(markup[at:start]))
            tags += 1
            end = self._markup(markup, lowered, start) if tags <= MOST_TAGS else -2
            if end < 0:
                at = start if end == -1 else len(markup)
                break
            at = end
        if tags > MOST_TAGS:
            self._say_long()
        self.pieces.append(_words(markup[at:]))
        return _quoted("".join(self.pieces)) if self.marks_quotes else _tidy("".join(self.pieces))

    def _say_long(self) -> None:
        self._say_once(say("The letter is too long: the end of its text is only in the original."))

    def _say_once(self, sentence: str) -> None:
        if sentence not in self.problems:
            self.problems.append(sentence)

    def _markup(self, markup: str, lowered: str, start: int) -> int:
        """Take the markup at `start` and return where it ends; -1 where it never ends."""
        if markup.startswith("<!--", start):
            closing = markup.find("-->", start + 4)
            return closing + 3 if closing >= 0 else len(markup)
        name = _NAME.match(markup, start + 1)
        if name is None and not markup.startswith(("<!", "<?"), start):
            self.pieces.append("<")
            return start + 1
        closing = markup.find(">", start)
        if closing < 0:
            return -1
        if name is None:
            return closing + 1
        tag, is_end = name.group(1).lower(), markup[start + 1] == "/"
        if tag in _SILENT and not is_end and markup[closing - 1] != "/":
            return _skip_silent(markup, lowered, tag, closing)
        self.pieces.append(_break_for(tag, is_end=is_end))
        if is_end:
            self._close(tag)
        else:
            self._open(tag, markup[name.end() : min(closing, name.end() + _LONGEST_TAG)])
        return closing + 1

    def _open(self, tag: str, rest: str) -> None:
        """Note that an element begins."""
        if self.hidden is not None:
            name, count, began = self.hidden
            self.hidden = (name, count + (name == tag), began)
            return
        given = {key.lower(): html.unescape(value.strip("\"'")) for key, value in _ATTRIBUTE.findall(rest)}
        style = given.get("style", "")
        is_struck = tag in _STRUCK or _STRUCK_STYLE.search(style)
        is_hidden = re.search(r"(?:^|\s)hidden(?:\s|$|=)", rest) or _HIDDEN.search(style)
        if (is_hidden or is_struck) and tag not in _EMPTY and not rest.endswith("/"):
            self.hidden = (tag, 1, len(self.pieces))
            if is_struck:
                self._say_once(say("Words struck out in the letter are left out; they are in the original."))
        elif tag == "blockquote":
            self.quotes.append(self.marks_quotes and not _INDENT.search(style))
            self.pieces.append(_QUOTE if self.quotes[-1] else "")
        elif tag == "a" and "href" in given and self.shows_links:
            self.link = (given["href"], len(self.pieces))

    def _close(self, tag: str) -> None:
        """Note that an element ends: hidden words are dropped, a link gets its address."""
        if self.hidden is not None:
            name, count, began = self.hidden
            if name == tag:
                self.hidden = (name, count - 1, began) if count > 1 else None
                if count == 1:
                    del self.pieces[began:]
        elif tag == "blockquote" and self.quotes:
            self.pieces.append(_UNQUOTE if self.quotes.pop() else "")
        elif tag == "a" and self.link is not None:
            address, began = self.link
            self.link = None
            shown = " ".join("".join(self.pieces[began:]).replace(_NEW_LINE, " ").split())
            if shown:
                self._add_address(shown, _real(address))

    def _add_address(self, shown: str, real: str) -> None:
        """Put the real address behind the words of a link, unless they say it."""
        bare = re.sub(r"^(?:https?://|mailto:)(?:www\.)?", "", real.lower()).rstrip("/")
        if not real or bare in shown.lower():
            return
        self.pieces.append(f" <{real}>")
        said, leads = _ADDRESS.fullmatch(shown), _ADDRESS.fullmatch(real)
        if said and leads and not _same_site(said.group(1), leads.group(1)) and len(self.problems) < _MOST_WARNINGS:
            self.problems.append(
                say("A link that reads {shown} leads to {real}: a sign of deceit.", shown=shown[:80], real=real[:80])
            )


def _real(address: str) -> str:
    """Return where a link leads as far as it is worth showing; empty for places within the page and numbers."""
    kept = "".join(address.split())
    scheme = _SCHEME.match(kept)
    if scheme is None or scheme.group(1).lower() in {"tel", "cid", "sms"}:
        return ""
    if scheme.group(1).lower() == "mailto":
        return kept[len("mailto:") :].partition("?")[0][:_LONGEST_ADDRESS]
    kept = re.sub(r"[<>\x00-\x1f]", "", kept)
    return kept if len(kept) <= _LONGEST_ADDRESS else f"{kept[:_LONGEST_ADDRESS]}…"


def _same_site(one: str, two: str) -> bool:
    """Return whether two hosts are the same or one is part of the other."""
    first, second = (host.lower().removeprefix("www.") for host in (one, two))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


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
        return "" if is_end else "\t"
    if tag == "br":
        return "\n"
    return _NEW_LINE if tag in _LINES else ""


def _words(text: str) -> str:
    """Return running text with its blanks joined and its entities read."""
    return html.unescape(re.sub(r"[ \t\r\n\f\x00]+", " ", text)).translate(_NO_MARKS)


def _quoted(text: str) -> str:
    """Return the tidy text with «>» before each line of a quoted letter and before the line that says whose it is."""
    lines: list[str] = []
    depth = 0
    for piece in re.split(f"({_QUOTE}|{_UNQUOTE})", text):
        if piece in {_QUOTE, _UNQUOTE}:
            depth += 1 if piece == _QUOTE else -1
            continue
        tidy = _tidy(piece)
        if not tidy:
            continue
        if depth and lines and _is_attribution(lines[-1]):
            lines[-1] = f"> {lines[-1]}"
        if not depth and lines:
            lines.append("")
        mark = f"{'>' * min(depth, _DEEPEST_QUOTE)} " if depth else ""
        lines += [f"{mark}{line}".rstrip() for line in tidy.split("\n")]
    return "\n".join(lines)


def _is_attribution(line: str) -> bool:
    """Return whether the line above a quotation says whose words they are."""
    return line.endswith(":") and line[0] != ">" and bool(_ATTRIBUTION.search(line[:_LONGEST_ATTRIBUTION]))


def _tidy(text: str) -> str:
    """Return the text without blanks at line ends and with one empty line at most; cells of a table by tabs."""
    text = text.replace("\u00a0", " ").replace("\u200b", "")
    text = re.sub(r"[ \t]*[\n\x00][ \t\n\x00]*", lambda breaks: "\n" * max(1, min(2, breaks.group().count("\n"))), text)
    return re.sub(r"[ \t]{2,}", lambda blanks: "\t" if "\t" in blanks.group() else " ", text).strip()

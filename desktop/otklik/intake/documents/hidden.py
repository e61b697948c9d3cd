"""What a page's own styles hide: `.old{display:none}`. A scanner of marks only; nothing is executed or laid out."""

from __future__ import annotations

import re

_STYLE = re.compile(r"<style[^<>]{0,300}>", re.IGNORECASE)
_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/")
_SELECTOR = re.compile(r"\s*[a-z0-9]{0,20}([.#][\w\-]{1,100})\s*", re.IGNORECASE)
_NAME = re.compile(r"[.#][\w\-]{1,100}")
_HIDES = re.compile(r"display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden", re.IGNORECASE)
_SHOWS = re.compile(
    r"display\s{0,9}:\s{0,9}(?!none)[a-z]|visibility\s{0,9}:\s{0,9}visible|max-height\s{0,9}:", re.IGNORECASE
)
_TAG = re.compile(
    r"<([a-z][a-z0-9]{0,20})(?=\s[^<>]{0,2000}?\b(class|id)\s{0,9}=\s{0,9}(\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'|[^\s\"'<>]{1,200}))",
    re.IGNORECASE,
)
_MOST_STYLES = 50


def mark_hidden(markup: str) -> str:
    """Return a page with `hidden` written into the tags its own styles hide.

    Only rules for one class or one id that no other rule shows again: what opens at a click is text to be read. Rules
    within `@media` are for paper or narrow screens and count for nothing.

    Args:
        markup: the page; takes linear time.
    """
    names = _hidden_names(markup)
    if not names:
        return markup
    return _TAG.sub(lambda tag: f"<{tag[1]} hidden" if _bears(tag, names) else tag[0], markup)


def _bears(tag: re.Match[str], names: frozenset[str]) -> bool:
    mark = "." if tag[2].lower() == "class" else "#"
    return any(f"{mark}{name}" in names for name in tag[3].strip("\"'").split())


def _hidden_names(markup: str) -> frozenset[str]:
    """Return the classes and ids that are hidden, with their «.» and «#»."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for styles in _styles(markup):
        for rule in _without_media(_COMMENT.sub(" ", styles)).split("}"):
            selectors, _brace, properties = rule.rpartition("{")
            if _HIDES.search(properties):
                hidden.update(one[1] for one in map(_SELECTOR.fullmatch, selectors.split(",")) if one)
            elif _SHOWS.search(properties):
                shown.update(_NAME.findall(selectors))
    return frozenset(hidden - shown)


def _styles(markup: str) -> list[str]:
    """Return the contents of the page's `style` elements."""
    lowered = markup.lower() if len(markup.lower()) == len(markup) else markup
    found: list[str] = []
    for opened in _STYLE.finditer(markup):
        end = lowered.find("</style", opened.end())
        if end < 0 or len(found) == _MOST_STYLES:
            break
        found.append(markup[opened.end() : end])
    return found


def _without_media(styles: str) -> str:
    """Return rules without the blocks of `@media` and the like."""
    kept: list[str] = []
    at = depth = 0
    start = styles.find("@")
    while start >= 0:
        kept.append(styles[at:start])
        at, depth = start, 0
        for brace in re.compile(r"[{};]").finditer(styles, start):
            depth += {"{": 1, "}": -1, ";": 0}[brace.group()]
            if depth <= 0:
                at = brace.end()
                break
        else:
            return "".join(kept)
        start = styles.find("@", at)
    return "".join([*kept, styles[at:]])

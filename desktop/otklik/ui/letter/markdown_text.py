"""Letter text as blocks and back to Markdown: what the formatted editor shows is what the letter's page will print.

Qt's own Markdown reader and writer re-wrap lines, lose line breaks and read some texts otherwise than the page does, so
the text goes through the parser of the page (markdown-it, CommonMark) and a writer that is its exact inverse.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

FIELD = re.compile(r"\{\{\s*([^\W\d][\w.]*)\s*\}\}")
"""A merge field in the text: `{{ имя }}` or `{{ группа.имя }}`."""

LINE_BREAK = "\u2028"
"""A forced line break inside a paragraph, as Qt has it."""

_HELD = re.compile("\\{\ue000(\\d+)\\}")
_SPECIAL = re.compile(r"[\\`*_\[\]<]|&(?=[#A-Za-z])")
_LINE_START = re.compile(r"[#+\-=>]")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


class NotPlainError(ValueError):
    """The text has something the formatted view cannot hold: a quotation, code, a picture, a link, a rule."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text of one style, or one merge field.

    Attributes:
        text: the text, or the name of the field.
        field: whether it is a merge field.
    """

    text: str
    bold: bool = False
    italic: bool = False
    field: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item.

    Attributes:
        pieces: its text.
        heading: level 1 to 6; 0 for ordinary text.
        depth: 0 outside lists, 1 for an item of a list, 2 for an item of a list within it and so on.
        ordered: whether the list is numbered.
        start: number of the first item of a numbered list.
    """

    pieces: tuple[Piece, ...]
    heading: int = 0
    depth: int = 0
    ordered: bool = False
    start: int = 1


@cache
def _parser() -> MarkdownIt:
    """Return the parser; made when the first letter is opened, for it costs a tenth of the start."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - see above

    return MarkdownIt("commonmark", {"html": False}).disable(["html_block", "html_inline"])


# --- reading -------------------------------------------------------------------------------------------------------


def parse(markdown: str) -> tuple[Block, ...]:
    """Read Markdown into blocks.

    Raises:
        NotPlainError: it has something the formatted view cannot hold.
    """
    fields: list[str] = []

    def hold(match: re.Match[str]) -> str:
        # Braces stay around the place: the parser must see the same punctuation as in the stored text.
        fields.append(match[1])
        return f"{{\ue000{len(fields) - 1}}}"

    text = FIELD.sub(hold, markdown.replace("\ue000", ""))
    return normalise(_Reader(fields).read(_parser().parse(text)))


class _Reader:
    """Walks the parser's tokens; keeps the stack of open lists."""

    def __init__(self, fields: list[str]) -> None:
        self.fields = fields
        self.lists: list[tuple[bool, int]] = []
        self.heading = 0
        self.item_filled = False

    def read(self, tokens: Iterable[Token]) -> Iterator[Block]:
        for token in tokens:
            match token.type:
                case "bullet_list_open" | "ordered_list_open":
                    self.lists.append((token.type.startswith("ordered"), int(token.attrs.get("start", 1))))
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                    self.item_filled = True
                case "list_item_open":
                    self.item_filled = False
                case "heading_open":
                    self.heading = int(token.tag[1])
                case "inline":
                    yield self._block(token)
                case "paragraph_open" | "paragraph_close" | "heading_close" | "list_item_close":
                    pass
                case _:
                    raise NotPlainError(token.type)

    def _block(self, token: Token) -> Block:
        if self.lists and (self.item_filled or self.heading):
            raise NotPlainError("list_item")
        ordered, start = self.lists[-1] if self.lists else (False, 1)
        block = Block(tuple(self._pieces(token)), self.heading, len(self.lists), ordered, start)
        self.heading, self.item_filled = 0, True
        return block

    def _pieces(self, token: Token) -> Iterator[Piece]:
        bold = italic = 0
        for child in token.children or ():
            match child.type:
                case "text" | "text_special":
                    yield from self._split(child.content, bold > 0, italic > 0)
                case "softbreak":
                    yield Piece(" ", bold > 0, italic > 0)
                case "hardbreak":
                    yield Piece(LINE_BREAK, bold > 0, italic > 0)
                case "strong_open" | "strong_close":
                    bold += child.nesting
                case "em_open" | "em_close":
                    italic += child.nesting
                case _:
                    raise NotPlainError(child.type)

    def _split(self, text: str, bold: bool, italic: bool) -> Iterator[Piece]:
        end = 0
        for match in _HELD.finditer(text):
            yield Piece(text[end : match.start()], bold, italic)
            yield Piece(self.fields[int(match[1])], bold, italic, field=True)
            end = match.end()
        yield Piece(text[end:], bold, italic)


# --- one spelling for one text ---------------------------------------------------------------------------------------


def normalise(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks as Markdown can say them: no empty ones, no loose spaces at line ends, lists without gaps."""
    result: list[Block] = []
    for block in blocks:
        pieces = _normal_pieces(block.pieces, one_line=block.heading > 0)
        if not pieces:
            continue
        if block.depth == 0:
            result.append(Block(pieces, block.heading))
            continue
        before = result[-1] if result else None
        depth = min(block.depth, before.depth + 1 if before else 1)
        sibling = _sibling(result, depth)
        start = block.start if block.ordered else 1
        if sibling is not None and sibling.ordered == block.ordered:
            start = sibling.start
        result.append(Block(pieces, 0, depth, block.ordered, start))
    return tuple(result)


def _sibling(blocks: list[Block], depth: int) -> Block | None:
    """Return the last item of the list of this depth that still goes on."""
    for block in reversed(blocks):
        if block.depth == depth:
            return block
        if block.depth < depth:
            return None
    return None


# The text is written anew with every key, and a key changes one paragraph: the others are remembered.
_remembered = lru_cache(maxsize=512)


@_remembered
def _normal_pieces(pieces: tuple[Piece, ...], *, one_line: bool) -> tuple[Piece, ...]:
    """Join runs of one style, drop spaces at the ends of lines, take the style off spaces at the ends of runs."""
    atoms: list[Piece] = []
    for piece in pieces:
        if piece.field:
            atoms.append(piece)
        else:
            atoms += [Piece(char, piece.bold, piece.italic) for char in _clean(piece.text, one_line=one_line)]
    return tuple(_joined(_spaces_unstyled(_lines_stripped(atoms))))


def _clean(text: str, *, one_line: bool) -> str:
    """Return the text without control characters and with one kind of line break."""
    text = text.replace("\r\n", LINE_BREAK).replace("\n", LINE_BREAK).replace("\u2029", LINE_BREAK).replace("\t", " ")
    if one_line:
        text = text.replace(LINE_BREAK, " ")
    return "".join(c for c in text if unicodedata.category(c) not in {"Cc", "Cs", "Co"})


def _lines_stripped(atoms: list[Piece]) -> list[Piece]:
    lines: list[list[Piece]] = [[]]
    for atom in atoms:
        if atom.text == LINE_BREAK and not atom.field:
            lines.append([])
        else:
            lines[-1].append(atom)
    kept = [line for line in (_stripped(line) for line in lines) if line]
    result: list[Piece] = []
    for line in kept:
        if result:
            result.append(Piece(LINE_BREAK, result[-1].bold and line[0].bold, result[-1].italic and line[0].italic))
        result += line
    return result


def _stripped(line: list[Piece]) -> list[Piece]:
    first, last = 0, len(line)
    while first < last and _is_space(line[first]):
        first += 1
    while last > first and _is_space(line[last - 1]):
        last -= 1
    return line[first:last]


def _is_space(atom: Piece) -> bool:
    return not atom.field and atom.text.isspace()


def _spaces_unstyled(atoms: list[Piece]) -> list[Piece]:
    """Give each space the style its two neighbours share: Markdown has no emphasis that starts or ends in a space."""
    result = list(atoms)
    for index, atom in enumerate(atoms):
        if _is_space(atom):
            before = next((a for a in reversed(atoms[:index]) if not _is_space(a)), Piece(""))
            after = next((a for a in atoms[index + 1 :] if not _is_space(a)), Piece(""))
            result[index] = Piece(atom.text, before.bold and after.bold, before.italic and after.italic)
    return result


def _joined(atoms: list[Piece]) -> Iterator[Piece]:
    for (field, bold, italic), run in groupby(atoms, attrgetter("field", "bold", "italic")):
        if field:
            yield from run
        else:
            yield Piece("".join(atom.text for atom in run), bold, italic)


# --- writing -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _OpenList:
    """A list being written: its kind, the number of its last item and the width of that item's marker."""

    ordered: bool
    number: int
    width: int = 0


def write(blocks: Iterable[Block]) -> str:
    """Write blocks as Markdown; `parse` of it gives the same blocks (as `normalise` has them)."""
    lines: list[str] = []
    lists: list[_OpenList] = []
    for block in normalise(blocks):
        text = _inline(block)
        if block.depth == 0:
            lists.clear()
            lines += [""] if lines else []
            lines.append(f"{'#' * block.heading} {text}" if block.heading else text)
            continue
        nested = len(lists) == block.depth - 1 and block.depth > 1
        del lists[block.depth :]
        if len(lists) == block.depth and lists[-1].ordered != block.ordered:
            lists.pop()
        if len(lists) < block.depth:
            lists.append(_OpenList(block.ordered, block.start - 1))
            # A list needs a blank line before it, save one that begins inside an item with its first number.
            if lines and not (nested and block.start == 1):
                lines.append("")
        lists[-1].number += 1
        marker = f"{lists[-1].number}. " if block.ordered else "- "
        indent = " " * sum(level.width for level in lists[:-1])
        lists[-1].width = len(marker)
        lines.append(indent + marker + text.replace("\n", "\n" + indent + " " * len(marker)))
    return "\n".join(lines) + "\n" if lines else ""


@_remembered
def _inline(block: Block) -> str:
    """Return the text of a block with its emphasis marked and all that could be read as Markdown escaped."""
    out: list[str] = []
    open_marks: list[str] = []
    heading = block.heading > 0
    for piece in block.pieces:
        wanted = [mark for mark, on in (("**", piece.bold), ("_", piece.italic)) if on]
        closed = _close_marks(out, open_marks, wanted)
        text = piece.text
        if not piece.field and set(wanted) - set(open_marks):
            # A mark opens nothing before a space: spaces shared by two runs stand between their marks.
            text = piece.text.lstrip()
            spaces = piece.text[: len(piece.text) - len(text)]
            out += _escaped(spaces, False, heading)
        if _open_marks(out, open_marks, wanted):
            closed = False
        atoms = [f"{{{{ {text} }}}}"] if piece.field else list(_escaped(text, not out and not heading, heading))
        if closed and _is_letter(atoms[0]):
            atoms[0] = _shield(atoms[0])
        out += atoms
    _close_marks(out, open_marks, [])
    return "".join(out)


# A mark between a letter and punctuation, and `_` beside any letter, is no emphasis in CommonMark. An entity counts as
# punctuation, so the letter outside the mark is written as one: rare, and the text keeps its look.


def _close_marks(out: list[str], open_marks: list[str], wanted: list[str]) -> bool:
    """Close what is not wanted, innermost first; say whether anything was closed."""
    before = len(open_marks)
    while not set(open_marks) <= set(wanted):
        out.append(open_marks.pop())
    return len(open_marks) < before


def _open_marks(out: list[str], open_marks: list[str], wanted: list[str]) -> bool:
    """Open what is wanted and not open; say whether anything was opened."""
    missing = [mark for mark in wanted if mark not in open_marks]
    if missing and out and _is_letter(out[-1]):
        out[-1] = _shield(out[-1])
    out += missing
    open_marks += missing
    return bool(missing)


def _is_letter(atom: str) -> bool:
    """Tell whether an atom is a single character that is neither space nor punctuation."""
    return len(atom) == 1 and not atom.isspace() and not unicodedata.category(atom).startswith("P")


def _shield(char: str) -> str:
    return f"&#{ord(char)};"


def _escaped(text: str, at_line_start: bool, heading: bool) -> Iterator[str]:
    """Yield the text in atoms: single characters, escapes, line breaks and typed fields."""
    end = 0
    for match in FIELD.finditer(text):
        yield from _escaped_plain(text[end : match.start()], at_line_start and end == 0, heading)
        yield match[0]
        end = match.end()
    yield from _escaped_plain(text[end:], at_line_start and end == 0, heading)


def _escaped_plain(text: str, at_line_start: bool, heading: bool) -> Iterator[str]:
    for number, line in enumerate(text.split(LINE_BREAK)):
        if number:
            yield "\\\n"
        skip = 0
        if (at_line_start or number) and (numbered := _NUMBERED.match(line)):
            yield from numbered[1]
            yield "\\" + numbered[2]
            skip = numbered.end()
        for index in range(skip, len(line)):
            char = line[index]
            at_start = index == 0 and (at_line_start or number > 0)
            special = _SPECIAL.match(line, index) or (at_start and _LINE_START.match(char)) or (heading and char == "#")
            yield "\\" + char if special else char

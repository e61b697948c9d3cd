"""Reads the structure of a tagged PDF back from its bytes, and checks on the way that it is whole and true."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHOWS = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = _SHOWS | {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}
_MEMBERS = {
    "Table": {"TR", "Caption"},
    "TR": {"TH", "TD"},
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
}
_ONLY_IN = {"TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "LI": {"L"}, "Lbl": {"LI"}, "LBody": {"LI"}}
STANDARD = frozenset(
    {
        *("Document", "Part", "Sect", "Div", "BlockQuote", "Caption", "P", "H1", "H2", "H3", "H4", "H5", "H6"),
        *("L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "Span", "Figure"),
    }
)
"""The standard types of PDF 1.4 we use; others would need a role map."""


@dataclass(frozen=True, slots=True)
class Node:
    """An element: its words with those of its members, in the order they are read; `pages` are those they stand on."""

    role: str
    text: str
    alt: str
    pages: frozenset[int]
    kids: tuple[Node, ...]
    scope: str = ""
    columns: int = 1

    def __iter__(self) -> Iterator[Node]:
        """Walk the elements below, in the order they are read."""
        for kid in self.kids:
            yield kid
            yield from kid

    def of(self, *roles: str) -> list[Node]:
        """Return the elements below of these roles."""
        return [node for node in self if node.role in roles]

    @property
    def outline(self) -> str:
        """Roles and nothing else: `L(LI(Lbl LBody))`."""
        return f"{self.role}({' '.join(kid.outline for kid in self.kids)})" if self.kids else self.role


def read_tree(pdf: bytes) -> Node:
    """Return the root of the structure; an assertion fails where it is not whole.

    Every drawing stands in one element or is an artifact, each mark has one owner, parents and members know each
    other, lists and tables are built of what they may be built of.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return _Reader(file).tree()


def artifacts(pdf: bytes) -> str:
    """Return the words that are no part of the text."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return _smooth(" ".join(words for page in file.pages for words in _Page(page).artifacts))


def bookmarks(pdf: bytes) -> list[tuple[int, str, int]]:
    """Return the bookmarks: depth from 0, title, page from 0."""
    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        pages = {page.objgen: place for place, page in enumerate(file.pages)}
        found: list[tuple[int, str, int]] = []

        def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
            for item in items:
                assert isinstance(item.destination, pikepdf.Array)
                found.append((depth, item.title, pages[item.destination[0].objgen]))
                walk(item.children, depth + 1)

        walk(outline.root, 0)
        return found


def _smooth(text: str) -> str:
    return " ".join(text.split())


class _Page:
    """The marked runs of one page."""

    def __init__(self, page: pikepdf.Page) -> None:
        self._fonts = {name: _signs(font) for name, font in page.Resources.get("/Font", {}).items()}
        self.runs: dict[int, str] = {}
        self.artifacts: list[str] = []
        self._read(page)

    def _read(self, page: pikepdf.Page) -> None:
        marks: list[int | None] = []
        outside, font = 0, ""
        for operands, operator in pikepdf.parse_content_stream(page):
            sign = str(operator)
            if sign in {"BDC", "BMC"}:
                assert not marks, "a marked run inside another one"
                marks.append(self._begin(operands))
            elif sign == "EMC":
                marks.pop()
            elif sign == "BT":
                outside = len(marks)
            elif sign == "ET":
                assert len(marks) == outside, "a marked run crosses the edge of a text object"
            elif sign == "Tf":
                font = str(operands[0])
            elif sign in _PAINTS:
                assert marks, f"{sign} draws what is neither in an element nor an artifact"
                if sign in _SHOWS:
                    self._say(marks[-1], font, operands[-1])
        assert not marks, "a marked run does not end on its page"

    def _begin(self, operands: pikepdf.ObjectList) -> int | None:
        if str(operands[0]) == "/Artifact":
            self.artifacts.append("")
            return None
        number = int(operands[1].MCID)
        assert number not in self.runs, "two runs have the same number"
        self.runs[number] = ""
        return number

    def _say(self, mark: int | None, font: str, said: pikepdf.Object) -> None:
        parts = said if isinstance(said, pikepdf.Array) else [said]
        words = "".join(
            self._fonts[font][code] for part in parts if isinstance(part, pikepdf.String) for code in bytes(part)
        )
        if mark is None:
            self.artifacts[-1] += words
        else:
            self.runs[mark] += words


def _signs(font: pikepdf.Object) -> dict[int, str]:
    pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>", font.ToUnicode.read_bytes())
    return {int(code, 16): chr(int(sign, 16)) for code, sign in pairs}


class _Reader:
    def __init__(self, file: pikepdf.Pdf) -> None:
        self._root = file.Root
        self._pages = [_Page(page) for page in file.pages]
        self._places = {page.objgen: place for place, page in enumerate(file.pages)}
        self._parents = [int(page.StructParents) for page in file.pages]
        self._seen: set[tuple[int, int]] = set()

    def tree(self) -> Node:
        assert bool(self._root.MarkInfo.Marked)
        assert str(self._root.Lang) == "ru-RU"
        top = self._root.StructTreeRoot
        assert str(top.Type) == "/StructTreeRoot"
        listed = list(top.ParentTree.Nums)
        self._owners = {int(key): list(owners) for key, owners in zip(listed[::2], listed[1::2], strict=True)}
        assert len(set(self._parents)) == len(self._pages)
        root = self._node(top.K, top)
        drawn = {(place, number) for place, page in enumerate(self._pages) for number in page.runs}
        assert self._seen == drawn, "a run without an element"
        return root

    def _node(self, element: pikepdf.Object, parent: pikepdf.Object) -> Node:
        role = str(element.S)[1:]
        assert role in STANDARD
        assert element.P.objgen == parent.objgen
        kids, words, pages = [], [], set()
        for kid in element.K:
            if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
                node = self._node(kid, element)
                kids.append(node)
                words.append(f"{node.text} ")
                pages |= node.pages
            else:
                place, number = self._run(kid, element)
                words.append(self._pages[place].runs[number])
                pages.add(place)
        alt = str(element.get("/Alt", ""))
        facts = element.get("/A", pikepdf.Dictionary())
        scope, columns = str(facts.get("/Scope", ""))[1:], int(facts.get("/ColSpan", 1))
        made = Node(role, _smooth("".join(words)), alt, frozenset(pages), tuple(kids), scope, columns)
        _check(made)
        return made

    def _run(self, kid: pikepdf.Object, element: pikepdf.Object) -> tuple[int, int]:
        own = isinstance(kid, int)
        place = self._places[(element if own else kid).Pg.objgen]
        number = int(kid if own else kid.MCID)
        assert (place, number) not in self._seen, "a run with two elements"
        self._seen.add((place, number))
        assert self._owners[self._parents[place]][number].objgen == element.objgen
        return place, number


def _check(node: Node) -> None:
    """Assert that a list, a table and a figure are built as they must be."""
    for kid in node.kids:
        assert kid.role in _MEMBERS.get(node.role, {kid.role})
        assert node.role in _ONLY_IN.get(kid.role, {node.role})
    if node.role == "LI":
        assert [kid.role for kid in node.kids] in (["Lbl", "LBody"], ["LBody"])
    if node.role == "Figure":
        assert node.alt
    if node.role == "Table":
        rows = [row.kids for row in node.of("TR")]
        assert all(cell.scope for row in rows for cell in row if cell.role == "TH")
        assert {cell.role for cell in rows[0]} == {"TH"} or all(row[0].scope == "Row" for row in rows), "no head"
        assert len({sum(cell.columns for cell in row) for row in rows}) == 1, "rows of different length"

"""The structure of a tagged PDF (PDF 1.4, §9.7): which words are a heading, a paragraph, a cell; what is decoration.

A page draws with a canvas whose `structure` keeps the tree. Whatever is drawn stands in exactly one element or is an
artifact (page number, rule, ground). New drawing gets its place like this:

    with tagged(canvas, Element("P")):          # words drawn by hand
        canvas.drawString(…)
    with artifact(canvas):                      # a frame, a line, the number of a page
        canvas.rect(…)
    table = Element("Table")                    # groups hold elements and draw nothing themselves
    row = Element("TR", table)
    with tagged(canvas, Element("TH", row)): …

An element comes into the tree when it is first drawn, behind what was drawn before it; one without a parent under the
element that is open, or under the document. The same element may be drawn again (a paragraph that goes on overleaf):
its words stay together. Flowables that do all this themselves are in `tagged.py`.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from otklik.letters.plain_object import PlainObject, number_of, text_string

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

GROUPS = frozenset({"Document", "Part", "Sect", "Div", "BlockQuote", "Table", "TR", "L", "LI"})
"""Roles that hold elements only."""
Box = tuple[float, float, float, float]
END = "EMC"
"""The operator that ends a marked run."""
_CELLS = frozenset({"TH", "TD"})  # kept even where empty: columns would shift


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """An element of the tree; it is itself, two alike are two.

    Attributes:
        role: a standard type of PDF 1.4: `P`, `H1` to `H6`, `L`, `LI`, `Lbl`, `LBody`, `Table`, `TR`, `TH`, `TD`,
            `BlockQuote`, `Figure`, `Caption`, `Span`, `Sect`, `Div`.
        parent: the element it belongs to; `None` for whichever is open when it is first drawn.
        title: of a heading: its line in the bookmarks; empty for none.
        alt: of a figure: what it shows, in words.
        aside: whether it stands beside the text and is read behind all else its parent holds, whenever it was drawn.
        scope: of a `TH`: `Column` or `Row`, what it is the head of.
        columns, rows: of a `TH` or `TD`: how many it reaches over.
    """

    role: str
    parent: Element | None = None
    title: str = ""
    alt: str = ""
    aside: bool = False
    scope: str = "Column"
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Artifact:
    """What is no part of the text: `kind` is `Layout` or `Pagination`."""

    kind: str

    @property
    def mark(self) -> str:
        """The operator that begins it."""
        return f"/Artifact <</Type /{self.kind}>> BDC"


DECORATION = Artifact("Layout")
"""Lines and grounds."""
PAGINATION = Artifact("Pagination")
"""What stands in the margins of every page, and the head of a table repeated overleaf."""


def heading(level: int, title: str, parent: Element | None = None) -> Element:
    """Return a heading that stands in the bookmarks too.

    Args:
        level: from 1.
        title: its line in the bookmarks.
        parent: the element it belongs to.
    """
    return Element(f"H{level}", parent, " ".join(title.replace("\u00ad", "").split()))


@contextmanager
def tagged(canvas: Any, element: Element, *, box: Box | None = None) -> Iterator[None]:
    """Give what is drawn inside to an element.

    Args:
        canvas: an `ArchiveCanvas`.
        element: whose words these are; a group only holds what is drawn for its members.
        box: of a heading or a figure: left, bottom, width and height in the coordinates of the canvas: where a
            bookmark leads, and what the picture covers.
    """
    canvas.structure.open(element, box=box)
    try:
        yield
    finally:
        canvas.structure.close()


@contextmanager
def artifact(canvas: Any, kind: Artifact = DECORATION) -> Iterator[None]:
    """Say that what is drawn inside is no part of the text; elements drawn inside are none either.

    Args:
        canvas: an `ArchiveCanvas`.
        kind: `DECORATION` or `PAGINATION`.
    """
    canvas.structure.open(kind)
    try:
        yield
    finally:
        canvas.structure.close()


@dataclass(frozen=True, slots=True)
class _Bookmark:
    level: int
    title: str
    page: int
    top: float | None


class Structure:
    """The tree of one document and the marks in the streams of its pages.

    Args:
        canvas: the canvas that draws them.
    """

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas
        self._root = Element("Document")
        self._kids: dict[Element, list[Element | tuple[int, int]]] = {self._root: []}
        self._parents: dict[Element, Element] = {}
        self._pages: list[list[Element]] = []  # of each page the owner of each mark
        self._open: list[tuple[Element | Artifact, bool]] = []  # the latter: whether it only holds others
        self._bookmarks: list[_Bookmark] = []
        self._edges: dict[Element, Box] = {}  # of figures

    @property
    def is_artifact(self) -> bool:
        """Whether what is drawn now is an artifact."""
        return bool(self._open) and isinstance(self._open[-1][0], Artifact)

    def open(self, part: Element | Artifact, *, holds: bool = False, box: Box | None = None) -> None:
        """Begin an element or an artifact; inside an artifact everything stays one.

        Args:
            part: what is drawn next.
            holds: whether it only holds elements, although it might have words of its own.
            box: of a heading or a figure: left, bottom, width and height in the coordinates of the canvas.
        """
        self.pause()
        if self.is_artifact:
            part = self._open[-1][0]
        elif isinstance(part, Element) and part not in self._kids:
            self._enter(part, box)
        self._open.append((part, holds or (isinstance(part, Element) and part.role in GROUPS)))
        self.resume()

    def close(self) -> None:
        """End what was opened last."""
        self.pause()
        self._open.pop()
        self.resume()

    def pause(self) -> None:
        """End the marked run; where nothing was drawn in it, take it back."""
        if not self._open or self._open[-1][1]:
            return
        part, stream = self._open[-1][0], self._canvas.stream
        if not stream[-1].endswith(" BDC"):
            stream.append(END)
            return
        stream.pop()
        if isinstance(part, Element):
            self._pages[-1].pop()
            self._kids[part].pop()

    def resume(self) -> None:
        """Begin a marked run for what is open."""
        if not self._open or self._open[-1][1]:
            return
        part = self._open[-1][0]
        self._canvas.stream.append(self.mark(part) if isinstance(part, Element) else part.mark)

    def mark(self, element: Element, *, box: Box | None = None) -> str:
        """Return the operator that begins a run of an element, for whoever writes into a stream himself."""
        if element not in self._kids:
            self._enter(element, box)
        page = self._canvas.getPageNumber() - 1
        while len(self._pages) <= page:
            self._pages.append([])
        number = len(self._pages[page])
        self._pages[page].append(element)
        self._kids[element].append((page, number))
        return f"/{element.role} <</MCID {number}>> BDC"

    def members(self, element: Element) -> list[Element]:
        """Return the elements an element holds so far."""
        return [kid for kid in self._kids[element] if isinstance(kid, Element)]

    def begun_row(self, cells: Sequence[Any]) -> Element | None:
        """Return the row of a table that some of these cells' flowables were drawn in before; `None` for a new row."""
        parts = [part for cell in cells for part in (cell if isinstance(cell, list | tuple) else [cell])]
        for part in parts:
            element: Element | None = getattr(part, "element", None)
            while element in self._parents:
                if element.role == "TR":
                    return element
                element = self._parents[element]
        return None

    def _enter(self, element: Element, box: Box | None) -> None:
        parent = element.parent
        if parent is None:
            opened = self._open[-1][0] if self._open else self._root
            parent = opened if isinstance(opened, Element) else self._root
        if parent not in self._kids:
            self._enter(parent, None)
        self._kids[element] = []
        self._kids[parent].append(element)
        self._parents[element] = parent
        if element.title:
            page, top = self._canvas.getPageNumber() - 1, None if box is None else self._absolute(*box)[3]
            self._bookmarks.append(_Bookmark(int(element.role[1:]), element.title, page, top))
        elif box is not None and element.role == "Figure":
            self._edges[element] = self._absolute(*box)

    def _absolute(self, left: float, bottom: float, width: float, height: float) -> Box:
        """Return the edges left, bottom, right and top as the page has them, however the canvas is moved or turned."""
        corners = [(left + x, bottom + y) for x in (0, width) for y in (0, height)]
        across, up = zip(*(self._canvas.absolutePosition(*corner) for corner in corners), strict=True)
        return min(across), min(up), max(across), max(up)

    def _facts(self, element: Element) -> str:
        """Return what an element says of itself."""
        facts = f" /Alt {text_string(element.alt)}" if element.alt else ""
        if element.role in _CELLS:
            told = f" /Scope /{element.scope}" if element.role == "TH" else ""
            told += f" /ColSpan {element.columns}" if element.columns > 1 else ""
            told += f" /RowSpan {element.rows}" if element.rows > 1 else ""
            facts += f" /A <</O /Table{told}>>" if told else ""
        elif element in self._edges:
            edges = " ".join(f"{edge:.2f}" for edge in self._edges[element])
            facts += f" /A <</O /Layout /BBox [{edges}]>>"
        return facts

    def write(self, document: Any, pages: Sequence[Any]) -> None:
        """Put tree and bookmarks into a document whose pages are all there.

        Args:
            document: reportlab's.
            pages: its pages, in order.
        """
        for kids in reversed(self._kids.values()):  # members come behind their groups: nothing empty stays
            kept = [kid for kid in kids if not isinstance(kid, Element) or kid.role in _CELLS or self._kids[kid]]
            kids[:] = sorted(kept, key=lambda kid: isinstance(kid, Element) and kid.aside)
        self._pages += [[] for _ in pages[len(self._pages) :]]
        writer = _Writer(document, pages)
        tree, root = writer.reserve(), self._root
        nodes = [one for one, kids in self._kids.items() if kids or one.role in _CELLS or one is root]
        places = {element: writer.reserve() for element in nodes}
        for element in nodes:
            parent = tree if element is root else places[self._parents[element]]
            places[element].body = writer.element(element, self._kids[element], parent, places, self._facts(element))
        leaves = " ".join(
            f"{page} [{' '.join(places[owner].reference for owner in owners)}]"
            for page, owners in enumerate(self._pages)
        )
        parents = writer.reserve(f"<</Nums [{leaves}]>>")
        tree.body = (
            f"<</Type /StructTreeRoot /K {places[root].reference} /ParentTree {parents.reference}"
            f" /ParentTreeNextKey {len(self._pages)}>>"
        )
        document.Catalog.StructTreeRoot = tree
        if self._bookmarks:
            document.Catalog.Outlines = writer.outline(self._bookmarks)


class _Writer:
    """Writes elements and bookmarks as text: reportlab's dictionaries would cost as much as the whole page."""

    def __init__(self, document: Any, pages: Sequence[Any]) -> None:
        self._document = document
        self._pages = [f"{number_of(document, page)} 0 R" for page in pages]

    def reserve(self, text: str = "") -> PlainObject:
        """Return an object that has its number already."""
        return PlainObject(self._document, text)

    def element(
        self,
        element: Element,
        kids: Sequence[Element | tuple[int, int]],
        parent: PlainObject,
        places: Mapping[Element, PlainObject],
        facts: str,
    ) -> str:
        """Return the dictionary of an element; its page is that of its first run, other runs name theirs."""
        runs = [kid for kid in kids if not isinstance(kid, Element)]
        own = runs[0][0] if runs else None
        written = [
            places[kid].reference
            if isinstance(kid, Element)
            else str(kid[1])
            if kid[0] == own
            else f"<</Type /MCR /Pg {self._pages[kid[0]]} /MCID {kid[1]}>>"
            for kid in kids
        ]
        page = "" if own is None else f" /Pg {self._pages[own]}"
        return f"<</Type /StructElem /S /{element.role} /P {parent.reference}{page}{facts} /K [{' '.join(written)}]>>"

    def outline(self, bookmarks: Sequence[_Bookmark]) -> PlainObject:
        """Return the root of the bookmarks; one of a lower level stands under the last one above it."""
        root = self.reserve()
        places = [self.reserve() for _ in bookmarks]
        members: dict[int, list[int]] = {place: [] for place in range(-1, len(bookmarks))}
        above: list[int] = []
        parents = []
        for place, bookmark in enumerate(bookmarks):
            while above and bookmarks[above[-1]].level >= bookmark.level:
                above.pop()
            parents.append(above[-1] if above else -1)
            members[parents[-1]].append(place)
            above.append(place)
        for place, bookmark in enumerate(bookmarks):
            beside = members[parents[place]]
            at = beside.index(place)
            parent = root if parents[place] < 0 else places[parents[place]]
            links = f"/Parent {parent.reference}"
            links += f" /Prev {places[beside[at - 1]].reference}" if at else ""
            links += f" /Next {places[beside[at + 1]].reference}" if at + 1 < len(beside) else ""
            links += self._ends(members, place, places)
            edge = "null" if bookmark.top is None else f"{bookmark.top:.2f}"
            target = f"[{self._pages[bookmark.page]} /XYZ null {edge} null]"
            places[place].body = f"<</Title {text_string(bookmark.title)} {links} /Dest {target}>>"
        root.body = f"<</Type /Outlines{self._ends(members, -1, places)}>>"
        return root

    @staticmethod
    def _ends(members: Mapping[int, Sequence[int]], place: int, places: Sequence[PlainObject]) -> str:
        """Return first, last and number of what stands under a bookmark, all of it unfolded."""
        if not members[place]:
            return ""
        first, last = places[members[place][0]].reference, places[members[place][-1]].reference
        below, queue = 0, list(members[place])
        while queue:
            below += 1
            queue += members[queue.pop()]
        return f" /First {first} /Last {last} /Count {below}"

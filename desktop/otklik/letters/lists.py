"""Lists of a text as elements of the structure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from otklik.letters.structure import Element

if TYPE_CHECKING:
    from otklik.letters.blocks import Item


class Lists:
    """The lists that are open around an item, as elements: a list in an item stands inside its words."""

    def __init__(self) -> None:
        self._open: list[tuple[Element, Element, bool]] = []  # list, words of its last item, whether it is numbered

    def place(self, text: Any, item: Item) -> Any:
        """Give an item its place."""
        del self._open[item.depth :]
        numbered = item.mark != "–"
        if item.mark and len(self._open) == item.depth and self._open[-1][2] != numbered:
            self._open.pop()
        if not item.mark and len(self._open) == item.depth:
            text.element = Element("P", self._open[-1][1])
            return text
        while len(self._open) < item.depth:
            parent = Element("L", self._open[-1][1] if self._open else None)
            self._open.append((parent, Element("LBody", Element("LI", parent)), numbered))
        parent = self._open[-1][0]
        row = Element("LI", parent)
        text.label, text.element = Element("Lbl", row) if item.mark else None, Element("LBody", row)
        self._open[-1] = (parent, text.element, numbered)
        return text

"""White sheets with a hairline, and the hairline alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Sheet(QFrame):
    """A card: white ground, hairline, corners of 12. Put things into `.body`, a vertical layout.

    Args:
        margin: space between the edge and what lies on it, in pixels.
        spacing: space between the things, in pixels.
        sunk: quieter ground instead of white.
        dashed: a dashed outline instead of a ground (places to drop files).
        parent: owner.
    """

    def __init__(
        self,
        margin: int = 20,
        spacing: int = 8,
        *,
        sunk: bool = False,
        dashed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        if sunk:
            self.setProperty("sunk", True)
        if dashed:
            self.setProperty("dashed", True)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(margin, margin, margin, margin)
        self.body.setSpacing(spacing)


class Rule(QFrame):
    """A horizontal hairline."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

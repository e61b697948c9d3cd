"""The term a writer sets himself: noted, not obeyed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.ui.widgets import Caption

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.intake.letter import NamedTerm


class NamedTermNote(Caption):
    """Says what he asks for and that the law counts; hidden where he names no term.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.clear()

    def show_term(self, term: NamedTerm) -> None:
        """Say it of a term."""
        words = " ".join(term.words.split())
        self.setText(
            self.tr("The writer asks to answer: «{words}». It is noted; the terms are counted by the law.").format(
                words=words
            )
        )
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        super().clear()
        self.hide()

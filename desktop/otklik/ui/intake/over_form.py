"""What stands over the form of a new case: which letter it is, what to decide, what to know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui.intake.pile_bar import PileBar
from otklik.ui.notice_place import Question
from otklik.ui.widgets import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.ui.intake.arrivals import Arrival

_MOST = 3
"""Sentences about one letter that are shown at once; the rest unfolds."""


class OverForm(QWidget):
    """The line of the pile, a question, sentences about the letter on screen, and what came before.

    Attributes:
        bar: the line of the pile.
        question: what is to be decided before anything else.
        notice: what to know of the letter.

    Args:
        before: what came before, shown last.
        parent: owner.
    """

    def __init__(self, before: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar, self.question, self.notice = PileBar(), Question(), Notice()
        self.question.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.bar, self.question, self.notice, before):
            column.addWidget(part)

    def tell(self, arrival: Arrival) -> None:
        """Say what could not be read as written, and where the letter does not tell what it demands."""
        letter = arrival.letter
        of_letter = letter.problems if letter is not None and not letter.is_picture else ()
        sentences = [*arrival.problems, *of_letter]
        role = "soon" if sentences else "accent"
        if letter is not None and not letter.kinds:
            sentences.append(
                self.tr("Look at the picture, write down what it says and when it came, and choose what is demanded.")
                if letter.is_picture
                else self.tr("The words do not say what is demanded: choose it yourself.")
            )
        self._say(tuple(dict.fromkeys(sentences)), role, whole=False)

    def tell_loose(self, attach: tuple[str, Callable[[], None]] | None) -> None:
        """Say that files are left over which are no letters.

        Args:
            attach: word and callback that add them to the case registered before them.
        """
        self.notice.say(
            self.tr("These files came with the letters and are none. Register them, or leave them out."),
            "accent",
            attach,
        )

    def tell_behind(self, behind: int, join: Callable[[], None]) -> None:
        """Say that further letters came and wait; `join` takes them for a part of the one on screen."""
        self.notice.say(
            self.tr("%n more letter(s) came and wait for their turn.", "", behind),
            "accent",
            (self.tr("They belong to this request"), join),
        )

    def tell_added(self, arrival: Arrival, part: Callable[[], None]) -> None:
        """Say that files were added to the letter on screen; `part` makes another request of them."""
        names = ", ".join(file.name for file in arrival.files)
        if not names:
            self.tell(arrival)
            return
        said = self.tr("Added to this request: {names}.").format(names=names)
        self.notice.say(" ".join((said, *arrival.problems)), "accent", (self.tr("It is another request"), part))

    def _say(self, sentences: tuple[str, ...], role: str, *, whole: bool) -> None:
        """Say them, a line each; many of them unfold."""
        shown = sentences if whole else sentences[:_MOST]
        rest = len(sentences) - len(shown)
        more = (self.tr("%n more…", "", rest), lambda: self._say(sentences, role, whole=True)) if rest else None
        self.notice.say("\n".join(shown), role, more)

"""The place above the page for sentences that belong to no field: what happened, what to decide, what to do first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui.widgets import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

Answer = tuple[str, "Callable[[], None]"]
"""Word and callback of a button."""


class Question(Notice):
    """A sentence with two answers. It goes when one of them is given."""

    def ask(self, sentence: str, first: Answer, second: Answer) -> None:
        """Ask something.

        Args:
            sentence: what is to be decided.
            first: the answer that comes first.
            second: the other one.
        """
        answers = ((word, partial(self._answer, callback)) for word, callback in (first, second))
        self.say(sentence, "soon", *answers)

    def _answer(self, callback: Callable[[], None]) -> None:
        self.clear()
        callback()


class NoticePlace(QWidget):
    """Holds what lasts, a notice, a question and a hint one below the other; takes no room while all are silent.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._damaged = Notice()
        self._lasting = Notice()
        self._restored = Notice()
        self._notice = Notice(closable=True)
        self._question = Question()
        self._hint = Notice()
        self._hint_wanted = False
        self._is_of_page = False
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 16, 36, 0)
        column.setSpacing(8)
        for part in self._parts():
            column.addWidget(part)
        self._notice.closed.connect(self._fit)
        self.hide()

    @property
    def asks(self) -> bool:
        """Whether a question waits for its answer."""
        return bool(self._question.sentence)

    def say(
        self, sentence: str, role: str = "accent", action: Answer | None = None, *, is_of_page: bool = False
    ) -> None:
        """Say what happened; arguments as of `Notice.say`, and whether it goes when the page shown now is left."""
        self._is_of_page = is_of_page
        self._notice.say(sentence, role, action)
        self._fit()

    def ask(self, sentence: str, first: Answer, second: Answer) -> None:
        """Ask something; arguments as of `Question.ask`."""
        self._question.ask(sentence, first, second)
        self._fit()

    def drop_question(self) -> None:
        """Ask no longer."""
        self._question.clear()
        self._fit()

    def set_lasting(self, sentence: str, action: Answer, second: Answer | None = None) -> None:
        """Say something over every page for as long as the window is open; arguments as of `Notice.say`."""
        self._lasting.say(sentence, "accent", action, second)
        self._fit()

    def set_damaged(self, sentence: str, action: Answer) -> None:
        """Say over every page, before all else and for as long as the window is open, that the register is damaged."""
        self._damaged.say(sentence, "overdue", action, topic="trouble")
        self._fit()

    def set_restored(self, sentence: str, action: Answer | None = None) -> None:
        """Say over every page that the register was restored; empty takes it away."""
        self._restored.say(sentence, "soon", action, topic="new-computer")
        self._fit()

    def set_hint(self, sentence: str, action: Answer | None = None, second: Answer | None = None) -> None:
        """Say what to do first; empty takes it away. Arguments as of `Notice.say`."""
        self._hint.say(sentence, "quiet", action, second)
        self._fit()

    def leave_page(self) -> None:
        """Say no longer what belongs to the page that is left."""
        if self._is_of_page:
            self.say("")

    def show_hint(self, wanted: bool) -> None:
        """Show the hint here or not: it belongs to one page."""
        self._hint_wanted = wanted
        self._fit()

    def _fit(self) -> None:
        self._hint.setVisible(self._hint_wanted and bool(self._hint.sentence))
        self.setVisible(any(not part.isHidden() for part in self._parts()))

    def _parts(self) -> tuple[Notice, ...]:
        return self._damaged, self._lasting, self._restored, self._notice, self._question, self._hint

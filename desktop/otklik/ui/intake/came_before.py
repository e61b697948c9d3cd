"""That the same letter, or the same request, came before: sentences over the form. The clerk decides what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui import phrases
from otklik.ui.widgets import Notice, clear_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.hints import Hints

_MOST = 2
"""Cases with the same letter that are named; whoever sends one ten times is seen in the list."""


class CameBefore(QWidget):
    """The sentences; without any it takes no room.

    Signals:
        case_wanted: look at the earlier case; carries its id.
        people_wanted: look at who the writer may be.

    Args:
        parent: owner.
    """

    case_wanted = Signal(int)
    people_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[tuple[str, str, int], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def clear(self) -> None:
        """Say nothing."""
        self._show(())

    def show_hints(self, hints: Hints, *, lead: bool) -> None:
        """Say what came before.

        Args:
            hints: what the register knows.
            lead: whether to lead to the people the writer may be, because they are out of sight.
        """
        from otklik.casework.hint_words import double_sentence, repeat_sentences  # noqa: PLC0415 - as in `Lookup`

        said = [(double_sentence(double), "soon", double.case_id) for double in hints.doubles[:_MOST]]
        same = {double.case_id for double in hints.doubles}
        if hints.repeat is not None and hints.repeat.first.id not in same:
            said.append((" ".join(repeat_sentences(hints.repeat)), "accent", hints.repeat.first.id))
        if lead and hints.people:
            names = hints.people[0].subject.full_name
            said.append((self.tr("This may be somebody you know: {name}").format(name=names), "accent", 0))
        self._show(tuple(said))

    def _show(self, said: tuple[tuple[str, str, int], ...]) -> None:
        if said == self._shown:
            return
        self._shown = said
        clear_layout(self._column)
        for sentence, role, case_id in said:
            notice = Notice()
            self._column.addWidget(notice)
            notice.say(phrases.firm(sentence), role, self._action(case_id))
        self.setVisible(bool(said))

    def _action(self, case_id: int) -> tuple[str, Callable[[], None]]:
        if case_id:
            return self.tr("Open"), lambda: self.case_wanted.emit(case_id)
        return self.tr("Show"), self.people_wanted.emit

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

_Action = tuple[str, "Callable[[], None]"]
_Said = tuple[str, str, int, int]
"""A sentence, its role, the earlier case, and its number where the letter may be added to it."""


class CameBefore(QWidget):
    """The sentences; without any it takes no room.

    Signals:
        case_wanted: look at the earlier case; carries its id.
        attach_wanted: it is no new case, its files belong to the earlier one; carries its id.
        people_wanted: look at who the writer may be.

    Attributes:
        attaches: whether what came can be added to the earlier case: it is a letter, and nobody speaks.

    Args:
        parent: owner.
    """

    case_wanted = Signal(int)
    attach_wanted = Signal(int)
    people_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[_Said, ...] = ()
        self.attaches = False
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
        from otklik.casework.repeats import Sameness  # noqa: PLC0415 - as above

        said: list[_Said] = []
        if hints.doubles:  # one line for all of them: the letter below needs the room
            surest = list(Sameness)
            double = min(hints.doubles, key=lambda one: (surest.index(one.sameness), one.number))
            said.append((double_sentence(double), "soon", double.case_id, double.number))
        repeat = hints.repeat
        if repeat is not None and repeat.first.id not in {one.case_id for one in hints.doubles}:
            said.append((" ".join(repeat_sentences(repeat)), "accent", repeat.first.id, 0))
        if lead and hints.people and not said:
            names = hints.people[0].subject.full_name
            said.append((self.tr("This may be somebody you know: {name}").format(name=names), "accent", 0, 0))
        self._show(tuple(said))

    def _show(self, said: tuple[_Said, ...]) -> None:
        if said == self._shown:
            return
        self._shown = said
        clear_layout(self._column)
        for sentence, role, case_id, number in said:
            notice = Notice()
            self._column.addWidget(notice)
            topic = "people" if role == "soon" else "law-refusal"
            notice.say(phrases.firm(sentence), role, *self._actions(case_id, number), topic=topic if case_id else "")
        self.setVisible(bool(said))

    def _actions(self, case_id: int, number: int) -> tuple[_Action, ...]:
        if not case_id:
            return ((self.tr("Show"), self.people_wanted.emit),)
        look = (self.tr("Open"), lambda: self.case_wanted.emit(case_id))
        if not number or not self.attaches:
            return (look,)
        attach = phrases.firm(self.tr("Add it to request № {number}").format(number=number))
        return (attach, lambda: self.attach_wanted.emit(case_id)), look

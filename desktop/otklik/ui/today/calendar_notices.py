"""What the first screen says besides: a decree is wanted, dates moved, new rules wait, storage terms are over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from otklik.ui import phrases
from otklik.ui.widgets import Notice

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.moves import CaseMoves

NAMED = 6
"""Cases named by their number; the rest is a number."""


@dataclass(frozen=True, slots=True)
class CalendarNews:
    """What there is to say.

    Attributes:
        wanted: the year whose decree has to be entered, if one has.
        moved: what another calendar moved when the register was opened.
        older: how many open cases are counted by older rules.
        due, papers: how many cases, and copies of identity papers, need not be kept any longer.
    """

    wanted: int | None = None
    moved: tuple[CaseMoves, ...] = ()
    older: int = 0
    due: int = 0
    papers: int = 0


def gather(desk: Desk) -> CalendarNews:
    """Read what there is to say; on the database's thread."""
    from otklik.casework import calendars, retention  # noqa: PLC0415 - start-up: loaded on the database's thread
    from otklik.law.rules import RuleSet  # noqa: PLC0415 - the same

    older = desk.register.cases.count_of_other_editions(RuleSet.load().edition)
    due, papers = retention.count_due(desk), len(retention.expiring_papers(desk))
    return CalendarNews(calendars.decree_wanted(desk), desk.moved, older, due, papers)


class CalendarNotices(QWidget):
    """Up to four quiet sentences with a button each; takes no room while there is nothing to say.

    Signals:
        decree_wanted: enter the decree; carries the year.
        rules_wanted: look at what the new rules change.
        retention_wanted: look at what need not be kept any longer.
        seen: what moved was taken note of.

    Args:
        parent: owner.
    """

    decree_wanted = Signal(int)
    rules_wanted = Signal()
    retention_wanted = Signal()
    seen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moved, self._rules, self._decree = Notice(closable=True), Notice(closable=True), Notice()
        self._storage = Notice()
        self._rules_put_off = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for notice in self._notices():
            column.addWidget(notice)
        self._moved.closed.connect(self._on_seen)
        self._rules.closed.connect(self.put_rules_off)
        self.hide()

    def show_news(self, news: CalendarNews) -> None:
        """Say what there is to say."""
        self._moved.say(self._moved_sentence(news.moved), "soon", topic="law-days")
        older = "" if self._rules_put_off or not news.older else self._rules_sentence(news.older)
        self._rules.say(older, "accent", (self.tr("See what changes"), self.rules_wanted.emit) if older else None)
        wanted = news.wanted
        if wanted is None:
            self._decree.clear()
        else:
            sentence = self.tr(
                "The decree on days off of {year} is not in the program: dates in that year are provisional."
            ).format(year=wanted)
            enter = (self.tr("Enter the decree"), lambda: self.decree_wanted.emit(wanted))
            self._decree.say(sentence, "accent", enter, topic="law-days")
        storage = self._storage_sentence(news)
        look = (self.tr("Look at it"), self.retention_wanted.emit) if storage else None
        self._storage.say(storage, "accent", look, topic="storage")
        self._fit()

    def put_rules_off(self) -> None:
        """Ask about the new rules no more until the register is opened again."""
        self._rules_put_off = True
        self._rules.clear()
        self._fit()

    def _moved_sentence(self, moved: tuple[CaseMoves, ...]) -> str:
        if not moved:
            return ""
        numbers = sorted(case.number for case in moved)
        names = ", ".join(phrases.number(number) for number in numbers[:NAMED])
        more = len(numbers) - NAMED
        if more > 0:
            names = self.tr("{numbers} and %n more", "", more).format(numbers=names)
        count = sum(len(case.moves) for case in moved)
        text = self.tr("The working calendar changed, %n date(s) moved. Requests: {numbers}.", "", count)
        return phrases.firm(text.format(numbers=names))

    def _rules_sentence(self, older: int) -> str:
        return phrases.firm(self.tr("The rules of counting are new; %n open request(s) keep the old ones.", "", older))

    def _storage_sentence(self, news: CalendarNews) -> str:
        """Return what need not be kept any longer; nothing is erased by itself."""
        if news.due:
            return phrases.firm(self.tr("The storage term of %n request(s) is over.", "", news.due))
        if news.papers:
            return phrases.firm(
                self.tr("%n copy(ies) of identity papers need not be kept any longer.", "", news.papers)
            )
        return ""

    def _notices(self) -> tuple[Notice, ...]:
        return self._moved, self._rules, self._decree, self._storage

    def _on_seen(self) -> None:
        self._fit()
        self.seen.emit()

    def _fit(self) -> None:
        self.setVisible(any(notice.sentence for notice in self._notices()))

"""Хранение: how long requests and copies of identity papers are kept, and what need not be kept any longer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import dates, icons, phrases
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.help.help_link import HelpLink
from otklik.ui.settings.retention_due import SHOWN, DueCard
from otklik.ui.widgets import (
    Caption,
    Heading,
    Label,
    LinkButton,
    Notice,
    Page,
    QuietButton,
    Sheet,
    clear_layout,
)
from otklik.ui.widgets.layouts import READABLE
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from otklik.casework.desk import Changes, Desk
    from otklik.casework.retention import Candidate, ExpiredPapers, KeptPaper
    from otklik.ui.tasks import Tasks

_TERMS = (12, 24, 36, 60, 120)
"""Months offered."""

_DAYS = (0, 10, 30, 90)
"""Days offered."""


@dataclass(frozen=True, slots=True)
class RetentionFacts:
    """What the page shows.

    Attributes:
        months, days: how long requests and copies of identity papers are kept.
        cases: what is due, the first of them.
        more: how many there are besides.
        papers: copies of identity papers that are kept.
        gone_by: about when the last copy of the register made until now goes by itself.
        unswept: whether pieces of what was erased may be left in the file.
    """

    months: int
    days: int
    cases: tuple[Candidate, ...]
    more: int
    papers: tuple[KeptPaper, ...]
    gone_by: date
    unswept: bool


def gather(desk: Desk) -> RetentionFacts:
    """Read what the page shows; on the database's thread."""
    from otklik.casework import anonymising, erased, retention  # noqa: PLC0415 - start-up: loaded beside the window

    cases = retention.due(desk)
    return RetentionFacts(
        retention.term(desk),
        retention.paper_days(desk),
        cases[:SHOWN],
        max(0, len(cases) - SHOWN),
        retention.identity_papers(desk),
        anonymising.copies_gone_by(desk.clock.today()),
        desk.register.settings.get(erased.UNSWEPT, default=False) is True,
    )


class TermChoice(QWidget):
    """A term: what it is of, a few usual lengths of which one is on, and why.

    Signals:
        chosen: another length is on; carries it.

    Args:
        caption: what it is the term of.
        usual: the lengths offered.
        words: what a length is called.
        reason: why it is so long.
        parent: owner.
    """

    chosen = Signal(int)

    def __init__(
        self,
        caption: str,
        usual: tuple[int, ...],
        words: Callable[[int], str],
        reason: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._caption, self._usual, self._words = caption, usual, words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(caption, "medium", wrap=True))
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        column.addWidget(Caption(phrases.firm(reason)))
        self._shown: int | None = None

    def show_length(self, length: int) -> None:
        """Show which length is on, an unusual one among the others."""
        if length == self._shown:
            return
        self._shown = length
        clear_layout(self._place)
        offered = sorted({*self._usual, length})
        chips = ChoiceChips(tuple((one, self._words(one)) for one in offered), needed=True)
        chips.setAccessibleName(self._caption)
        chips.choose(length)
        chips.changed.connect(lambda: self.chosen.emit(chips.chosen()))
        self._place.addWidget(chips)


class RetentionPage(Page):
    """How long things are kept.

    Signals:
        case_wanted: open this case; carries its id.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    help_topic = "storage"

    case_wanted = Signal(int)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), readable=READABLE, parent=parent)
        self._tasks = tasks
        self._unswept, self._notice = Notice(role="soon"), Notice(closable=True)
        self.due = DueCard(tasks)
        self.due.done.connect(self.refresh)
        self.due.case_wanted.connect(self.case_wanted)
        self._papers, self._papers_notice = QVBoxLayout(), Notice(closable=True)
        self._expire = QuietButton(self.tr("Erase %n copy(ies)", "", 0))
        self._expire.clicked.connect(self._on_expire)
        self.term = TermChoice(
            self.tr("Requests, after they are closed"),
            _TERMS,
            self._months_in_words,
            self.tr(
                "Three years are the usual limitation: so long a quarrel about your answer can come to court "
                "(ГК ст. 196). Data are kept no longer than they are needed (152-ФЗ ст. 5 ч. 7)."
            ),
        )
        self.days = TermChoice(
            self.tr("Copies of identity papers, after the answer"),
            _DAYS,
            self._days_in_words,
            self.tr("That it was checked who wrote stays on record; the copy itself is not needed for that."),
        )
        self.term.chosen.connect(self._set_term)
        self.days.chosen.connect(self._set_days)
        for card in (self._unswept, self.due, self._papers_card(), self._rule_card()):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the page anew."""
        if changes is None or changes.cases or changes.settings:
            self._tasks.run(gather, self.show_facts)

    def show_facts(self, facts: RetentionFacts) -> None:
        """Show what was read."""
        self.due.show_cases(facts.cases, facts.more, facts.gone_by)
        self._show_papers(facts)
        self.term.show_length(facts.months)
        self.days.show_length(facts.days)
        if facts.unswept:
            sentence = self.tr("Pieces of what was erased may be left in the file: there was no room to write it anew.")
            self._unswept.say(sentence, "soon", (self.tr("Do it now"), self._on_sweep))
        else:
            self._unswept.clear()

    def _rule_card(self) -> Sheet:
        card = Sheet(24, 16)
        card.body.addWidget(Heading(self.tr("How long things are kept")))
        card.body.addWidget(self._notice)
        card.body.addWidget(self.term)
        card.body.addWidget(self.days)
        card.body.addWidget(
            Caption(
                phrases.firm(
                    self.tr(
                        "Nothing is erased by itself. Acts of destruction and exports of the log are kept for three "
                        "years of their own (приказ РКН № 179). What a quarrel needs you keep longer: in the request, "
                        "“More”, “Keep longer…”."
                    )
                )
            )
        )
        card.body.addWidget(HelpLink("storage"))
        return card

    def _papers_card(self) -> Sheet:
        card = Sheet(24, 12)
        card.body.addWidget(Heading(self.tr("Copies of identity papers")))
        card.body.addWidget(self._papers_notice)
        self._papers.setSpacing(8)
        card.body.addLayout(self._papers)
        card.body.addWidget(self._expire)
        return card

    def _show_papers(self, facts: RetentionFacts) -> None:
        clear_layout(self._papers)
        if not facts.papers:
            words = self.tr("None is kept. A passport somebody sent you mark in his request, beside the file.")
            self._papers.addWidget(Caption(words))
        for paper in facts.papers[:SHOWN]:
            self._papers.addLayout(self._paper_line(paper))
        over = sum(paper.is_over for paper in facts.papers)
        self._expire.setText(phrases.firm(self.tr("Erase %n copy(ies)", "", over)))
        self._expire.setVisible(over > 0)

    def _paper_line(self, paper: KeptPaper) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(icons.IconMark("file", "dim", 16))
        row.addWidget(ElidedLabel(f"{phrases.number(paper.number)} · {paper.name}"), 1)
        if paper.kept_until is None:
            row.addWidget(Caption(self.tr("not answered yet"), wrap=False))
        elif paper.is_over:
            row.addWidget(Label(self.tr("the copy is no longer needed"), "caption_soon"))
        else:
            until = self.tr("until {day}").format(day=dates.dotted(paper.kept_until))
            row.addWidget(Caption(until, wrap=False))
        show = LinkButton(self.tr("Open"))
        show.setAccessibleName(self.tr("Open the request: {number}").format(number=phrases.number(paper.number)))
        show.clicked.connect(lambda: self.case_wanted.emit(paper.case_id))
        row.addWidget(show)
        return row

    def _months_in_words(self, months: int) -> str:
        if months % 12:
            return phrases.firm(self.tr("%n month(s)", "", months))
        return phrases.firm(self.tr("%n year(s)", "", months // 12))

    def _days_in_words(self, days: int) -> str:
        return phrases.firm(self.tr("%n day(s)", "", days)) if days else self.tr("at once")

    def _set_term(self, months: int) -> None:
        from otklik.casework import retention  # noqa: PLC0415 - start-up: not needed before something is changed

        self._act(lambda desk: retention.set_term(desk, months))

    def _set_days(self, days: int) -> None:
        from otklik.casework import retention  # noqa: PLC0415 - as above

        self._act(lambda desk: retention.set_paper_days(desk, days))

    def _act(self, work: Callable[[Desk], Changes]) -> None:
        self._notice.clear()
        self._tasks.act(work, None, self._on_failed, owner=self)

    def _on_failed(self, error: Exception) -> None:
        self._notice.show_error(error)
        self.refresh()

    def _on_expire(self) -> None:
        from otklik.casework import retention  # noqa: PLC0415 - as above

        self._tasks.act(retention.expire_papers, self._on_expired, self._papers_notice.show_error, owner=self)

    def _on_expired(self, done: ExpiredPapers) -> None:
        self._papers_notice.say(phrases.firm(self.tr("Erased: %n copy(ies).", "", done.count)), "done")
        self.refresh()

    def _on_sweep(self) -> None:
        from otklik.casework import erased  # noqa: PLC0415 - as above

        self._tasks.run(erased.sweep, lambda _swept: self.refresh(), self._on_failed, owner=self)

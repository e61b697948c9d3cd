"""The term of one duty in the case panel: its strip of days, to whom and with what proof, other readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.casework.views import Urgency
from otklik.law.kinds import OCCASIONS, Addressee, Kind, Proof
from otklik.law.terms import Unit
from otklik.register.records import CaseStatus
from otklik.system.words import language
from otklik.ui import dates, phrases
from otklik.ui.case.case_sections import Section
from otklik.ui.case.strip import DayStrip
from otklik.ui.case.strip_words import summary
from otklik.ui.help.help_link import HelpLink
from otklik.ui.widgets import Caption, FlowLayout, Label, LinkButton, clear_layout

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

    from otklik.casework.views import CaseView, DutyRow

_WITHOUT_STRIP = frozenset({Unit.AT_ONCE, Unit.HOURS})
"""Terms no day is counted for: «at once», and hours, which run round the clock."""


class TermSection(Section):
    """The strip of a duty's days with the article it rests on; the nearest duty unless another one is chosen.

    Signals:
        shown: the term of a duty is shown; carries the id of the duty's record.
        sheet_wanted: the paper that explains the term is wanted; carries the id of the duty's record.
        sheet_save_wanted: the same paper is wanted as a file; carries the same.
        resume_wanted: the putting off of destruction is to be taken back.

    Args:
        parent: owner.
    """

    shown = Signal(int)
    sheet_wanted = Signal(int)
    sheet_save_wanted = Signal(int)
    resume_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._view: CaseView | None = None
        self._chosen: int | None = None
        self._quiet = ""
        self.heading.setWordWrap(True)
        self._duty = Label("", "small", wrap=True)
        self._strip = DayStrip()
        self._remark = Caption("")
        self._facts = QVBoxLayout()
        self._facts.setSpacing(4)
        self.column.addWidget(self._duty)
        self.column.addWidget(self._strip)
        self.column.addWidget(self._remark)
        self.column.addLayout(self._facts)
        self.column.addLayout(self._foot())
        self._strip.pointed.connect(lambda sentence: self._remark.setText(sentence or self._quiet))
        self._strip.copied.connect(self._on_copied)

    @property
    def row(self) -> DutyRow | None:
        """The duty whose term is shown."""
        view = self._view
        if view is None:
            return None
        return next((row for row in view.duties if row.duty.id == self._chosen), view.main_duty)

    def choose(self, duty_id: int) -> None:
        """Show the term of another duty of the case."""
        if self._view is not None and duty_id != self._chosen:
            self._chosen = duty_id
            self._show(self._view)

    def show_view(self, view: CaseView) -> None:
        """Show the term of the duty that was chosen in this case, else of the nearest one."""
        if self._view is not None and self._view.case.id != view.case.id:
            self._chosen = None
        self._view = view
        self._show(view)

    def _foot(self) -> FlowLayout:
        foot = FlowLayout(gap=12)
        self._paper = LinkButton(self.tr("Count sheet of this term (PDF)"))
        self._paper.clicked.connect(lambda: self._want(self.sheet_wanted))
        save = LinkButton(self.tr("Save…"))
        save.setAccessibleName(self.tr("Save the count sheet of this term"))
        save.clicked.connect(lambda: self._want(self.sheet_save_wanted))
        self._edition = Caption("", wrap=False)
        self._edition.setToolTip(
            self.tr("The edition of the law, and of the rules of this program the term is counted by")
        )
        self._edition.setMinimumHeight(self._paper.sizeHint().height())
        foot.addWidget(self._paper)
        foot.addWidget(save)
        foot.addWidget(HelpLink("duties"))
        foot.addWidget(self._edition)
        return foot

    def _show(self, view: CaseView) -> None:
        row = self.row
        self.setVisible(row is not None)
        if row is None:
            return
        duty, term = row.duty, row.duty.term
        days = term is not None and term.unit not in _WITHOUT_STRIP
        working = term is not None and term.unit is Unit.WORKING_DAYS
        head = (self.tr("Days of the term"), phrases.term(term)) if days else (self.tr("Term"), _length(row))
        self.heading.setText(" · ".join(part for part in (*head, phrases.basis(duty)) if part))
        self._duty.setText(phrases.duty_title(duty))
        self._duty.setVisible(len(view.duties) > 1)
        self._strip.setVisible(days and bool(row.strip))
        role = {Urgency.SOON: "soon", Urgency.OVERDUE: "overdue"}.get(row.remaining.urgency, "accent")
        self._strip.show_days(row.strip, role, working=working, safe=duty.safe)
        counted = summary(row.strip, working=working) if days else self._without_days(row)
        self._quiet = " ".join(part for part in (counted, *self._more(view, row)) if part)
        self._remark.setText(self._quiet)
        self._remark.setVisible(bool(self._quiet))
        self._show_facts(view, row)
        self.shown.emit(duty.id)
        self._edition.setText(phrases.edition(view.case.rules_edition))

    def _without_days(self, row: DutyRow) -> str:
        duty = row.duty
        if duty.term is None or duty.term.unit is Unit.AT_ONCE:
            return self.tr("At once: on the day of receipt.")
        if duty.ends_at is None:
            return self.tr("The hours run round the clock, days off too. Say at what time it was found.")
        return self.tr("The hours run round the clock, days off too: until {time} on {date}.").format(
            time=dates.time_at(duty.ends_at), date=dates.day_month(duty.latest)
        )

    def _more(self, view: CaseView, row: DutyRow) -> tuple[str, ...]:
        duty = row.duty
        more = []
        is_late = row.remaining.urgency is Urgency.OVERDUE
        if view.can_extend and duty.extended_latest is not None and duty.extended_on is None and not is_late:
            more.append(
                self.tr("It can be extended once until {date} by a notice that gives the reasons.").format(
                    date=dates.day_month(duty.extended_latest)
                )
            )
        if duty.extended_on is not None and duty.extended_to == duty.latest:
            more.append(self.tr("Extended on {date}.").format(date=dates.day_month(duty.extended_on)))
        if duty.provisional:
            more.append(self.tr("Provisional: the decree on days off is not published for the whole term."))
        return tuple(more)

    def _show_facts(self, view: CaseView, row: DutyRow) -> None:
        clear_layout(self._facts)
        for sentence in (self._whom(view, row), *self._readings(row), *self._about_case(view)):
            if sentence:
                self._facts.addWidget(Caption(phrases.firm(sentence)))
        if view.case.destruction_obstacle:
            self._facts.addWidget(self._obstacle(view))

    def _whom(self, view: CaseView, row: DutyRow) -> str:
        """Return to whom the duty is owed and what proves that it was done."""
        from otklik.law.naming import addressees, proof_words  # noqa: PLC0415 - reads its words from a file

        whom, by = _owed_to(view, row)
        proof = proof_words(by, language())
        if not whom:
            return self.tr("Proof: {proof}").format(proof=proof)
        return self.tr("To: {whom} · Proof: {proof}").format(whom=addressees(whom, language()), proof=proof)

    def _readings(self, row: DutyRow) -> tuple[str, ...]:
        """Return how else the law may be read; the safe day drives the reminders."""
        if not row.readings:
            return ()
        safe = self.tr("Reminders go by the safe day, {date}. It may be read otherwise:").format(
            date=dates.day_month(row.duty.safe)
        )
        return (safe, *(f"– {reading.sentence}" for reading in row.readings))

    def _about_case(self, view: CaseView) -> tuple[str, ...]:
        case = view.case
        if case.status is not CaseStatus.OPEN or case.identity_confirmed_on or OCCASIONS.issuperset(case.kinds):
            return ()
        if not any("152-ФЗ" in row.duty.basis for row in view.duties):
            return ()
        return (self.tr("152-ФЗ knows no pause: while you ask for a document, the term runs."),)

    def _obstacle(self, view: CaseView) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 4, 0, 0)
        across.setSpacing(12)
        words = self.tr("Destruction is put off for up to six months (ст. 21 ч. 6): {reason}")
        reason = view.case.destruction_obstacle
        across.addWidget(Caption(phrases.firm(words).format(reason=reason)), 1)
        if view.case.status is CaseStatus.OPEN:
            back = LinkButton(self.tr("Take it back…"))
            back.clicked.connect(self.resume_wanted)
            across.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _on_copied(self, sentence: str) -> None:
        said = self.tr("Copied: {sentence}").format(sentence=sentence)
        self._remark.setText(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def _want(self, signal: SignalInstance) -> None:
        if (row := self.row) is not None:
            signal.emit(row.duty.id)


def _length(row: DutyRow) -> str:
    """Return the length of a term that is not counted in days; «at once» is said below."""
    term = row.duty.term
    return phrases.term(term) if term is not None and term.unit is Unit.HOURS else ""


def _owed_to(view: CaseView, row: DutyRow) -> tuple[tuple[Addressee, ...], Proof]:
    """Return to whom a duty is owed and what proves it; what was promised and is no rule is owed to the writer."""
    from otklik.law.rules import RuleSet  # noqa: PLC0415 - the rules are loaded when a case was counted by them

    duty = row.duty
    rule = RuleSet.load().find(duty.kind, duty.duty, duty.term, view.case.regime)
    if rule is None:
        return (Addressee.CLAIMANT if duty.kind is Kind.CLAIM else Addressee.SUBJECT,), Proof.LETTER
    return rule.to, rule.proof

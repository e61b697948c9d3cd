"""The left half of the editor for a letter that is issued: what it is, how it left, what can still be done with it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otklik.register.records import CaseStatus, Channel, LetterState
from otklik.ui import dates, phrases
from otklik.ui.letter.enclosure_list import amount
from otklik.ui.widgets import (
    Caption,
    Chip,
    DateField,
    FlowLayout,
    FormRows,
    Heading,
    Label,
    LinkButton,
    Notice,
    Page,
    PrimaryButton,
    QuietButton,
    Rule,
    Sheet,
    clear_layout,
)

if TYPE_CHECKING:
    from otklik.casework.answering import LetterView
    from otklik.register.records import Letter

_MARGIN = 24


class IssuedPanel(Sheet):
    """Facts and acts of an issued letter.

    Signals:
        print_wanted, open_wanted, save_wanted: print it, open it in the system's viewer, save its PDF.
        copy_wanted: save a copy for a word processor.
        dispatched: it left; carries way (text), day (date), tracking number (text).
        annulled: it is void; carries the reason.

    Args:
        parent: owner.
    """

    print_wanted = Signal()
    open_wanted = Signal()
    save_wanted = Signal()
    copy_wanted = Signal()
    dispatched = Signal(str, date, str)
    annulled = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(1, 0, parent=parent)
        self._page = Page((_MARGIN, 20, _MARGIN, 20), 14)
        self.body.addWidget(self._page)
        self._notice = Notice()
        self._facts = QVBoxLayout()
        self._dispatch = self._make_dispatch()
        self._annul_link = LinkButton(self.tr("Annul the letter…"))
        self._annul_link.clicked.connect(self._on_annul_opened)
        self._annul = self._make_annul()
        self._lay_out()

    def show_letter(self, view: LetterView, today: date) -> None:
        """Show a letter.

        Args:
            view: the letter.
            today: the date, offered as the day of dispatch.
        """
        letter = view.letter
        clear_layout(self._facts)
        for caption, text in self._facts_of(view, today):
            self._facts.addWidget(Caption(caption, wrap=False))
            self._facts.addWidget(Label(text, wrap=True))
            self._facts.addSpacing(6)
        self._facts.addWidget(Caption(self.tr("Digest of the PDF, SHA-256")))
        self._facts.addWidget(Caption(_in_groups(view.letter.sha256)))
        self._state.show_state(phrases.letter_state(letter.state), _ROLES[letter.state])
        self._number.setText(phrases.firm(self.tr("№ {number}").format(number=letter.number)))
        may_change = letter.state is LetterState.ISSUED
        self._dispatch.setVisible(may_change and letter.dispatched_on is None)
        self._annul_link.setVisible(may_change and view.case.status is CaseStatus.OPEN)
        self._annul.hide()
        self._notice.clear()
        self._day.set_date(today)
        self._way.setCurrentText(self._usual_way(view.case.channel))

    def say(self, sentence: str, role: str = "done") -> None:
        """Say something in place."""
        self._notice.say(sentence, role)

    def show_error(self, error: Exception) -> None:
        """Say in place what could not be done."""
        self._notice.show_error(error)

    def _facts_of(self, view: LetterView, today: date) -> list[tuple[str, str]]:
        letter = view.letter
        facts = [(self.tr("To whom"), view.subject.full_name)]
        if view.enclosures:
            lines = (f"{place}. {one.title}, {amount(one)}" for place, one in enumerate(view.enclosures, 1))
            facts.append((self.tr("Enclosures"), phrases.firm("\n".join(lines))))
        if letter.issued_on is not None:
            facts.append((self.tr("Issued on"), dates.near(letter.issued_on, today)))
        if (
            letter.state is LetterState.ISSUED or letter.dispatched_on is not None
        ):  # a void one is not to leave any more
            facts.append((self.tr("Left"), self._left(letter, today)))
        if letter.reason:
            facts.append((self.tr("Annulled because"), letter.reason))
        return facts

    def _left(self, letter: Letter, today: date) -> str:
        if letter.dispatched_on is None:
            return self.tr("not marked yet")
        parts = [dates.near(letter.dispatched_on, today), letter.dispatch_way, letter.tracking]
        return ", ".join(part for part in parts if part)

    def _lay_out(self) -> None:
        body = self._page.body
        head = QHBoxLayout()
        self._number = Label("", "case_title")
        self._state = Chip()
        head.addWidget(self._number)
        head.addSpacing(6)
        head.addWidget(self._state)
        head.addStretch(1)
        body.addLayout(head)
        body.addWidget(Caption(self.tr("The text no longer changes. On the right is the letter as it was issued.")))
        body.addWidget(self._notice)
        body.addLayout(self._buttons())
        body.addWidget(Rule())
        self._facts.setSpacing(1)
        body.addLayout(self._facts)
        body.addWidget(self._dispatch)
        body.addWidget(self._annul_link)
        body.addWidget(self._annul)
        body.addStretch(1)

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(gap=8)
        for word, signal in (
            (self.tr("Print"), self.print_wanted),
            (self.tr("Open in viewer"), self.open_wanted),
            (self.tr("Save PDF…"), self.save_wanted),
            (self.tr("Copy for editing…"), self.copy_wanted),
        ):
            button = QuietButton(word)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            row.addWidget(button)
        return row

    def _make_dispatch(self) -> QWidget:
        panel = Sheet(16, 10, sunk=True)
        panel.body.addWidget(Heading(self.tr("How it left")))
        rows = FormRows(10)
        self._way = QComboBox()
        self._way.setEditable(True)
        self._way.addItems(self._ways())
        self._day = DateField()
        self._tracking = QLineEdit()
        self._tracking.setPlaceholderText(self.tr("if it has one"))
        rows.add_row(self.tr("&Way"), self._way)
        rows.add_pair((self.tr("&Day"), self._day), (self.tr("&Tracking number"), self._tracking))
        panel.body.addWidget(rows)
        done = PrimaryButton(self.tr("Mark as sent"), small=True)
        done.clicked.connect(self._on_dispatched)
        panel.body.addWidget(done)
        panel.body.addWidget(
            Caption(
                self.tr(
                    "What the letter fulfils is ticked off on that day. Handed to the post before 24:00 is in time."
                )
            )
        )
        return panel

    def _make_annul(self) -> QWidget:
        panel = Sheet(16, 10, sunk=True)
        panel.body.addWidget(Heading(self.tr("Annul the letter")))
        panel.body.addWidget(
            Caption(
                self.tr(
                    "The letter stays in the register as void, its number is not used again, what it fulfilled is open."
                )
            )
        )
        rows = FormRows(10)
        self._reason = QLineEdit()
        self._reason.returnPressed.connect(self._on_annulled)
        rows.add_row(self.tr("&Reason"), self._reason)
        panel.body.addWidget(rows)
        row = QHBoxLayout()
        annul = QuietButton(self.tr("Annul"), small=True)
        annul.clicked.connect(self._on_annulled)
        keep = QuietButton(self.tr("Keep"), small=True)
        keep.clicked.connect(panel.hide)
        keep.clicked.connect(self._annul_link.show)
        row.addWidget(annul)
        row.addWidget(keep)
        row.addStretch(1)
        panel.body.addLayout(row)
        return panel

    def _ways(self) -> tuple[str, ...]:
        return (
            self.tr("by e-mail"),
            self.tr("by registered letter"),
            self.tr("by registered letter with a list of contents"),
            self.tr("handed over against receipt"),
            self.tr("through the account"),
        )

    def _usual_way(self, channel: Channel) -> str:
        """Return the way an answer usually takes to the letter's channel."""
        usual = {Channel.EMAIL: 0, Channel.LETTER: 2, Channel.IN_PERSON: 3, Channel.PHONE: 1, Channel.ACCOUNT: 4}
        return self._ways()[usual[channel]]

    def _on_dispatched(self) -> None:
        day = self._day.date()
        if not self._day.check() or day is None:
            self._day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.dispatched.emit(self._way.currentText().strip(), day, self._tracking.text().strip())

    def _on_annul_opened(self) -> None:
        self._annul_link.hide()
        self._annul.show()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_annulled(self) -> None:
        self.annulled.emit(self._reason.text())


_ROLES = {LetterState.DRAFT: "quiet", LetterState.ISSUED: "done", LetterState.ANNULLED: "overdue"}


def _in_groups(digest: str) -> str:
    """Return a digest in groups that can be compared with paper."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))

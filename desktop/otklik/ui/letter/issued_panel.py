"""The left half of the editor for a letter that is issued: print it, post it, mark how it left, annul it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otklik.casework.dispatching import is_postal
from otklik.register.records import CaseStatus, LetterState
from otklik.ui import dates, phrases
from otklik.ui.case.case_forms import InlineForm
from otklik.ui.letter.enclosure_list import amount
from otklik.ui.post.post_dispatch import DispatchForm
from otklik.ui.post.post_part import PostPart
from otklik.ui.post.post_proof import ProofPart
from otklik.ui.widgets import (
    Caption,
    Chip,
    FlowLayout,
    Label,
    LinkButton,
    Notice,
    Page,
    QuietButton,
    Rule,
    Sheet,
    clear_layout,
)

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.answering import LetterView
    from otklik.ui.post.post_acts import PostView
    from otklik.ui.tasks import Tasks

_MARGIN = 24


class IssuedPanel(Sheet):
    """Facts and acts of an issued letter, in the order of what is done next.

    Signals:
        print_wanted, open_wanted, save_wanted: print it, open it in the system's viewer, save its PDF.
        file_wanted: put its PDF on the clipboard as a file.
        copy_wanted: save a copy for a word processor.
        profile_wanted: open the profile; carries the attribute to fill in.
        annulled: it is void; carries the reason.
        replacement_wanted: write another one in the place of this one, which is void.

    Args:
        tasks: where receipts are read and drawn.
        parent: owner.
    """

    help_topic = "posting"

    print_wanted = Signal()
    open_wanted = Signal()
    save_wanted = Signal()
    file_wanted = Signal()
    copy_wanted = Signal()
    profile_wanted = Signal(str)
    annulled = Signal(str)
    replacement_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(1, 0, parent=parent)
        self._view: LetterView | None = None
        self._page = Page((_MARGIN, 20, _MARGIN, 20), 12)
        self.body.addWidget(self._page)
        self._number = Label("", "case_title")
        self._state = Chip()
        self._whom = Label("", wrap=True)
        self._notice = Notice()
        self.post = PostPart()
        self.dispatch = DispatchForm(tasks)
        self.proof = ProofPart(tasks)
        self._facts = QVBoxLayout()
        self._digest_link = LinkButton(self.tr("Digest of the PDF…"))
        self._digest = Caption("")
        self._about_page = Caption("")
        self._replace_link = LinkButton(self.tr("Write another in its place…"))
        self._annul_link = LinkButton(self.tr("Annul the letter…"))
        self._annul = self._make_annul()
        self._page_acts, self._rule = self._buttons(), Rule()
        self._lay_out()
        self._connect()

    def show_letter(self, view: LetterView, today: date) -> None:
        """Show a letter; what was typed about the same one stays.

        Args:
            view: the letter.
            today: the date.
        """
        letter, another = view.letter, self._view is None or self._view.letter.id != view.letter.id
        self._view = view
        self._number.setText(phrases.firm(self.tr("№ {number}").format(number=letter.number)))
        self._state.show_state(phrases.letter_fate(letter), _ROLES[letter.state])
        self._whom.setText(self._to_whom(view, today))
        clear_layout(self._facts)
        for caption, text in self._facts_of(view):
            self._facts.addWidget(Caption(caption, wrap=False))
            self._facts.addWidget(Label(text, wrap=True))
            self._facts.addSpacing(8)
        self._digest.setText(self.tr("SHA-256: {digest}").format(digest=_in_groups(letter.sha256)))
        gone = view.case.anonymised_on
        alive, sent = letter.state is LetterState.ISSUED, letter.dispatched_on is not None
        for part in (self._page_acts, self._rule):
            part.setVisible(gone is None)
        self.post.setVisible(alive and gone is None)
        self.dispatch.setVisible(alive and not sent and gone is None)
        self.proof.setVisible(sent and gone is None)
        self._annul_link.setVisible(alive and view.case.status is CaseStatus.OPEN)
        self._annul.hide()
        void = letter.state is LetterState.ANNULLED
        self._replace_link.setVisible(void and view.case.status is CaseStatus.OPEN)
        self._about_page.setText(self._about(view, void=void))
        if another:
            self._digest.hide()
            self._notice.clear()
            self.post.close_form()
            self.dispatch.begin(today, self.dispatch.usual_way(view.case.channel))
            self._page.verticalScrollBar().setValue(0)

    def _about(self, view: LetterView, *, void: bool) -> str:
        """Return what is to be known of the page on the right."""
        gone = view.case.anonymised_on
        if gone is not None:
            words = self.tr("The letter itself was erased for good on {day}; its number, date and digest stay.")
            return words.format(day=dates.dotted(gone))
        if void:
            return self.tr(
                "On the right, in print and when saved the letter bears the mark “annulled”; the register keeps it "
                "as it was issued."
            )
        return self.tr("The text no longer changes. On the right is the letter as it was issued.")

    def show_post(self, post: PostView, *, another: bool) -> None:
        """Show what there is about the post.

        Args:
            post: of the letter that is shown.
            another: whether another letter was shown before.
        """
        if self._view is None:
            return
        if another and (way := post.choices.ways.get(self._view.case.channel.value)):
            self.dispatch.begin(post.today, way)
        self.post.show_gaps(post.gaps, post.address)
        self._let_gaps_matter(self.dispatch.way)
        if post.letter.dispatched_on is not None:
            self.proof.show_proof(post.letter, post.proof, post.today, another=another)

    def say(self, sentence: str, role: str = "done") -> None:
        """Say something in place."""
        self._notice.say(sentence, role)

    def show_error(self, error: Exception) -> None:
        """Say in place what could not be done."""
        self._notice.show_error(error)
        self._page.reveal(self._notice)

    def _to_whom(self, view: LetterView, today: date) -> str:
        issued = view.letter.issued_on
        when = self.tr("issued on {day}").format(day=dates.near(issued, today)) if issued else ""
        return phrases.firm(", ".join(filter(None, (view.subject.full_name, when))))

    def _facts_of(self, view: LetterView) -> list[tuple[str, str]]:
        facts = []
        if view.enclosures:
            lines = (f"{place}. {one.title}, {amount(one)}" for place, one in enumerate(view.enclosures, 1))
            facts.append((self.tr("Enclosures"), phrases.firm("\n".join(lines))))
        if view.letter.reason:
            facts.append((self.tr("Annulled because"), view.letter.reason))
        return facts

    def _let_gaps_matter(self, way: str) -> None:
        sent = self._view is not None and self._view.letter.dispatched_on is not None
        self.post.let_gaps_matter(not sent and is_postal(way))

    def _lay_out(self) -> None:
        body = self._page.body
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addSpacing(8)
        head.addWidget(self._state)
        head.addStretch(1)
        about = QVBoxLayout()
        about.setSpacing(4)
        about.addLayout(head)
        about.addWidget(self._whom)
        about.addWidget(self._about_page)
        body.addLayout(about)
        body.addWidget(self._notice)
        body.addWidget(self._page_acts)
        body.addWidget(self._rule)
        body.addWidget(self.post)
        body.addWidget(self.dispatch)
        body.addWidget(self.proof)
        self._facts.setSpacing(1)
        body.addLayout(self._facts)
        foot = QWidget()
        links = FlowLayout(foot, gap=16)
        links.addWidget(self._replace_link)
        links.addWidget(self._annul_link)
        links.addWidget(self._digest_link)
        body.addWidget(foot)
        body.addWidget(self._digest)
        body.addWidget(self._annul)
        body.addStretch(1)

    def _connect(self) -> None:
        self._replace_link.clicked.connect(lambda _checked: self.replacement_wanted.emit())
        self._annul_link.clicked.connect(self._on_annul_opened)
        self._digest_link.clicked.connect(lambda: self._digest.setVisible(self._digest.isHidden()))
        self.post.profile_wanted.connect(self.profile_wanted)
        self.post.unfolded.connect(self._page.reveal)
        self.proof.unfolded.connect(self._page.reveal)
        self.dispatch.way_changed.connect(self._let_gaps_matter)

    def _buttons(self) -> QWidget:
        buttons = QWidget()
        row = FlowLayout(buttons, gap=8)
        for word, signal in (
            (self.tr("Print"), self.print_wanted),
            (self.tr("Save PDF…"), self.save_wanted),
            (self.tr("Copy the file"), self.file_wanted),
            (self.tr("Copy for editing…"), self.copy_wanted),
            (self.tr("Open in viewer"), self.open_wanted),
        ):
            button = QuietButton(word, small=True)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
            row.addWidget(button)
        return buttons

    def _make_annul(self) -> InlineForm:
        form = InlineForm(
            self.tr("Annul the letter"),
            self.tr(
                "The letter stays in the register as void, its number is not used again, what it fulfilled is open."
            ),
            self.tr("Annul"),
            danger=True,
        )
        form.leave.setText(self.tr("Keep"))
        self._reason = QLineEdit()
        form.rows.add_row(self.tr("&Reason"), self._reason)
        self._reason.returnPressed.connect(self._on_annulled)
        form.button.clicked.connect(self._on_annulled)
        form.cancelled.connect(form.hide)
        form.cancelled.connect(self._annul_link.show)
        return form

    def _on_annul_opened(self) -> None:
        self._annul_link.hide()
        self._annul.show()
        self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page.reveal(self._annul)

    def _on_annulled(self) -> None:
        self.annulled.emit(self._reason.text())


_ROLES = {LetterState.DRAFT: "quiet", LetterState.ISSUED: "done", LetterState.ANNULLED: "overdue"}


def _in_groups(digest: str) -> str:
    """Return a digest in groups that can be compared with paper."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))

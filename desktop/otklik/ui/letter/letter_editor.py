"""The letter editor: text on the left, the true page on the right, what is blank red in both.

Drafts are kept by themselves after a short pause in typing; the page follows. Neither is ever waited for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from otklik.casework import answering, naming_people, suggesting
from otklik.register.records import CaseStatus, LetterState
from otklik.system.errors import UserError
from otklik.ui import phrases
from otklik.ui.letter.copy_saving import CopySaving
from otklik.ui.letter.enclosures import Enclosures
from otklik.ui.letter.field_panel import FieldPanel
from otklik.ui.letter.issued_acts import IssuedActs
from otklik.ui.letter.issued_panel import IssuedPanel
from otklik.ui.letter.letter_fields import FieldQuestion, Place, question_for, with_fact, with_person
from otklik.ui.letter.letter_head import LetterHead
from otklik.ui.letter.letter_linked import AnswersLinked
from otklik.ui.letter.letter_search import Unlooked
from otklik.ui.letter.letter_stranger import Stranger
from otklik.ui.letter.letter_text import LetterText
from otklik.ui.letter.live_draft import LiveDraft
from otklik.ui.letter.preview import Preview
from otklik.ui.name_panel import NamePanel
from otklik.ui.widgets import Notice, Sheet
from otklik.ui.widgets.layouts import scrolled

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.answering import Drafted, Issued, LetterView
    from otklik.casework.desk import Changes, Desk
    from otklik.casework.naming_people import NameView
    from otklik.casework.suggesting import TemplateChoice
    from otklik.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Opened:
    """What the editor reads to show a letter.

    Attributes:
        view: the letter.
        templates: what another draft can be begun from.
        labels: what people call the fields of its text, by name.
        doubtful: the names in it that are declined by a guess.
        today: the date where the operator is.
    """

    view: LetterView
    templates: tuple[TemplateChoice, ...]
    labels: dict[str, str]
    doubtful: tuple[NameView, ...]
    today: date


class LetterEditor(QWidget):
    """Edits one letter at a time; `open_letter` shows another.

    Signals:
        closed: the user goes back to where he came from.
        case_wanted: open the case; carries its id.
        profile_wanted: open the profile of the operator; carries its id and the attribute to fill in.
        letter_shown: a letter is on screen; carries its id.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    help_topic = "letter"

    closed = Signal()
    case_wanted = Signal(int)
    profile_wanted = Signal(int, str)
    letter_shown = Signal(int)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._view: LetterView | None = None
        self._labels: dict[str, str] = {}
        self._doubtful: tuple[NameView, ...] = ()
        self._led, self._awaited = False, ""  # by the chip to what is blank; the field just filled in that way
        self._head = LetterHead()
        self._notice = Notice(closable=True)
        self._about_name = Notice(role="soon")
        self._both = AnswersLinked(tasks)
        self.unlooked, self.stranger = Unlooked(tasks), Stranger(tasks)
        self.letter_text = LetterText()
        self.enclosures = Enclosures(tasks)
        self.issued = IssuedPanel(tasks)
        self.preview = Preview(tasks)
        self._draft = LiveDraft(tasks, self.letter_text, self.preview, self)
        self._draft_side = QWidget()
        self._draft_place = scrolled(self._draft_side)
        self._left = QStackedWidget()
        self.panel = FieldPanel(self)
        self.name_panel = NamePanel(tasks, self)
        self._acts = IssuedActs(tasks, self)
        self._copies = CopySaving(tasks, self)
        self._lay_out()
        self._connect()

    def open_letter(self, letter_id: int) -> None:
        """Show a letter; what was being edited is kept first."""
        self.flush()
        self.panel.close_panel()
        self.name_panel.close_panel()
        self._notice.clear()
        self._tasks.run(partial(_read, letter_id=letter_id), self._show)

    def refresh(self, changes: Changes | None = None) -> None:
        """Take up what changed elsewhere: the profile, the person, the letter's own state. Typing is not disturbed."""
        view = self._view
        if view is None:
            return
        if changes is None:
            touched = True
        elif view.letter.state is LetterState.DRAFT:
            touched = view.operator.id in changes.operators or view.subject.id in changes.subjects
        else:
            touched = view.letter.id in changes.letters
        if touched:
            self._read_anew()
        self.enclosures.refresh(changes)

    def flush(self) -> None:
        """Keep what was typed now, not after the pause."""
        self._draft.flush()
        self.enclosures.flush()

    @property
    def letter_id(self) -> int:
        """Id of the letter on screen, 0 for none."""
        return self._view.letter.id if self._view else 0

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 24, 36, 24)
        column.setSpacing(12)
        column.addWidget(self._head)
        column.addWidget(self._notice)
        column.addWidget(self._about_name)
        column.addWidget(self._both)
        column.addWidget(self.stranger)
        column.addWidget(self.unlooked)
        draft = QVBoxLayout(self._draft_side)
        draft.setContentsMargins(0, 0, 0, 0)
        draft.setSpacing(12)
        draft.addWidget(self.letter_text, 1)
        draft.addWidget(self.enclosures)
        self._left.addWidget(self._draft_place)
        self._left.addWidget(self.issued)
        page = Sheet(0, 0, sunk=True)
        page.body.addWidget(self.preview)
        page.body.setContentsMargins(1, 1, 1, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(20)
        halves.addWidget(self._left)
        halves.addWidget(page)
        for index, half in enumerate((self._left, page)):
            half.setMinimumWidth(330)
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            halves.setStretchFactor(index, 1)
        halves.setSizes([500, 500])
        column.addWidget(halves, 1)

    def _connect(self) -> None:
        head = self._head
        head.left.connect(self._on_back)
        head.case_wanted.connect(self._on_crumb)
        head.chip.clicked.connect(self._on_chip)
        head.issue_wanted.connect(self.stranger.ask)
        self.stranger.issue_wanted.connect(self._on_issue)
        self.stranger.case_wanted.connect(self._on_crumb)
        head.template_chosen.connect(self._on_template)
        head.copy_wanted.connect(self._on_copy)
        head.discard_wanted.connect(self._on_discard)
        self._draft.checked.connect(self._show_missing)
        self._draft.failed.connect(self._show_error)
        self.letter_text.edited.connect(self._on_edited)
        self.letter_text.field_clicked.connect(self._on_field_clicked)
        self.enclosures.kept.connect(self._draft.draw)
        self.panel.answered.connect(self._on_answered)
        self.panel.profile_wanted.connect(self._on_profile)
        self.panel.closed.connect(self._on_panel_closed)
        self.name_panel.kept.connect(self._read_anew)
        self.preview.failed.connect(self._notice.show_error)
        self._acts.connect_panel(self.issued)
        self._acts.draft_wanted.connect(self.open_letter)
        self._acts.failed.connect(self._show_error)
        self.issued.copy_wanted.connect(self._on_copy)
        self.issued.profile_wanted.connect(self._on_profile)
        self._copies.saved.connect(self._on_copy_saved)
        self._copies.failed.connect(self._show_error)
        self._both.failed.connect(self._show_error)
        self.unlooked.case_wanted.connect(self._on_crumb)

    def _show(self, read: Opened) -> None:
        """Show a letter that was read."""
        view = read.view
        if self.letter_id != view.letter.id:
            self.flush()  # what was typed while this one was being read belongs to the letter before
        self._view, self._labels = view, read.labels
        draft = view.letter.state is LetterState.DRAFT
        self._draft.end()
        self._head.show_letter(view, read.templates, draft=draft)
        self._both.show_letter(view)
        self.unlooked.show_letter(view)
        self.stranger.show_letter(view)
        self._show_doubt(read)
        self.preview.clear()
        if draft:
            self._left.setCurrentWidget(self._draft_place)
            self.letter_text.set_fields(view.fields, read.labels)
            self.letter_text.load(view.letter.heading, view.letter.body)
            self.enclosures.show_letter(view)
            self._draft.begin(view)
            self.letter_text.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._left.setCurrentWidget(self.issued)
            self.issued.show_letter(view, read.today)
            if view.case.anonymised_on is None:
                self._acts.show_letter(view, self.preview)
        self.letter_shown.emit(view.letter.id)

    def _read_anew(self) -> None:
        if self._view is not None:
            self._tasks.run(partial(_read, letter_id=self._view.letter.id), self._refreshed)

    def _refreshed(self, read: Opened) -> None:
        """Take up new values of fields without touching the text; a letter that changed its state is shown anew."""
        if self._view is None or read.view.letter.id != self._view.letter.id:
            return
        if read.view.letter.state is LetterState.DRAFT:
            self._view, self._labels = read.view, read.labels
            self.letter_text.set_fields(read.view.fields, read.labels)
            self._show_doubt(read)
            self._draft.draw_soon()
        else:
            self._show(read)

    def _show_doubt(self, read: Opened) -> None:
        """Ask quietly to look at a name that is declined by a guess; one at a time, while the letter may change."""
        self._doubtful = read.doubtful if read.view.letter.state is LetterState.DRAFT else ()
        if not self._doubtful:
            self._about_name.clear()
            return
        declined = self._doubtful[0].declined
        words = self.tr("Check how the name is declined: to {dative}, of {genitive}.")
        sentence = words.format(dative=declined.dative, genitive=declined.genitive)
        self._about_name.say(sentence, "soon", (self.tr("Check"), self._on_name_doubted))

    def _on_name_doubted(self) -> None:
        if self._doubtful:
            notice = self._about_name
            corner = notice.mapTo(self, QPoint(0, 0))
            self.name_panel.ask(self._doubtful[0], QRect(corner, notice.size()))

    def _show_missing(self) -> None:
        """Say what is blank or cannot be printed, and let nothing be issued before that is mended."""
        labels = [label for _name, label in self._draft.missing]
        names = labels or list(self._draft.unprintable)
        if self._view is not None and self._view.case.status is not CaseStatus.OPEN:
            reason = self.tr("The case is closed: its letters are no longer issued.")
        elif labels:
            reason = self.tr("First fill in what is red: {fields}").format(fields=", ".join(labels))
        else:
            reason = self._about_signs()
        first = ""
        if names:
            blank = self.tr("not filled in: {field}").format(field=names[0])
            first = blank if labels else self.tr("cannot be printed: {sign}").format(sign=names[0])
        self._head.say_what_stops(first, names, reason)
        if self._awaited and all(self._awaited != name for name, _label in self._draft.missing):
            self._awaited = ""
            if labels:
                self._on_chip()

    def _about_signs(self) -> str:
        """Return what to do about characters that cannot be printed, nothing where there are none."""
        if not self._draft.unprintable:
            return ""
        sentence = self.tr("The letter's type has no such characters: {signs}. Replace or remove them.")
        return sentence.format(signs=", ".join(self._draft.unprintable))

    def _on_chip(self) -> None:
        """Lead to the first thing that is blank: its pill in the text, or the profile for the letterhead.

        Once that is filled in the next one is asked for by itself, until somebody says «not now» or goes on typing.
        Characters that cannot be printed may stand anywhere, in a name as well: the page shows them by their codes.
        """
        if self._draft.missing:
            name, label = self._draft.missing[0]
            if not self.letter_text.show_field(name):
                chip = self._head.chip
                self._ask(name, label, QRect(chip.mapTo(self, QPoint(0, 0)), chip.size()))
            self._led = True
        elif self._draft.unprintable:
            self._notice.say(self._about_signs(), "overdue")

    def _on_field_clicked(self, name: str, rect: QRect) -> None:
        place = QRect(self.letter_text.mapTo(self, rect.topLeft()), rect.size())
        self._ask(name, self._labels.get(name) or self.letter_text.text.label_of(name), place)

    def _ask(self, name: str, label: str, place: QRect) -> None:
        if self._view is not None:
            self.letter_text.text.set_active_field(name)
            self.panel.ask(question_for(name, label, self._view), place)

    def _on_answered(self, question: FieldQuestion, answer: str | bool) -> None:
        view = self._view
        if view is None:
            return
        if question.place is Place.LETTER:
            self._fill_in(question.name, str(answer))
            return
        from otklik.casework import profiles, registering  # noqa: PLC0415 - only when a fact is filled in from a letter

        if question.place is Place.PROFILE:
            operator = with_fact(view.operator, question, answer)
            kept = partial(self._on_fact_kept, question.name)
            self._tasks.act(lambda desk: profiles.save_operator(desk, operator), kept, self.panel.fail)
        else:
            subject = with_person(view.subject, question, str(answer))
            self._tasks.act(
                lambda desk: registering.update_subject(desk, view.case.id, subject),
                partial(self._on_fact_kept, question.name),
                self.panel.fail,
            )

    def _fill_in(self, name: str, typed: str) -> None:
        """Put what was typed for this letter alone into the text: a sum in words as well, a list line by line."""
        from otklik.letters.fields import typed_value  # noqa: PLC0415 - letters are loaded when one is opened

        try:
            text = typed_value(name, typed)
        except UserError as error:
            self.panel.fail(error)
            return
        led = self._led
        self.panel.close_panel()
        self.letter_text.text.replace_field(name, text)
        self._awaited = name if led else ""

    def _on_fact_kept(self, name: str, _result: object) -> None:
        self._awaited = name if self._led else ""
        self.panel.close_panel()

    def _on_edited(self) -> None:
        self._awaited = ""
        self.panel.close_panel()

    def _on_panel_closed(self) -> None:
        self._led = False
        self.letter_text.text.set_active_field("")
        self.letter_text.text.setFocus(Qt.FocusReason.PopupFocusReason)

    def _on_profile(self, attribute: str) -> None:
        self.panel.close_panel()
        if self._view is not None:
            self.flush()
            self.profile_wanted.emit(self._view.operator.id, attribute)

    def _on_template(self, template_id: str) -> None:
        if self._view is None:
            return
        self.flush()
        case_id, old = self._view.case.id, self._view.letter.id
        self._tasks.act(
            lambda desk: answering.draft_letter(desk, case_id, template_id),
            partial(self._on_drafted, old),
            self._show_error,
            owner=self,
        )

    def _on_drafted(self, old: int, drafted: Drafted) -> None:
        self.open_letter(drafted.letter_id)
        self._notice.say(
            self.tr("A new draft is begun; the one before stays among the drafts."),
            "accent",
            (self.tr("Discard it"), partial(self._discard, old)),
        )

    def _on_discard(self) -> None:
        if self._view is not None:
            self._draft.end()
            self.enclosures.forget()
            self._discard(self._view.letter.id)
            self._view = None
            self.closed.emit()

    def _discard(self, letter_id: int) -> None:
        self._notice.clear()
        self._tasks.act(lambda desk: answering.discard_draft(desk, letter_id), None, self._show_error)

    def _on_issue(self) -> None:
        if self._view is None:
            return
        self.flush()
        self._head.wait()
        letter_id = self._view.letter.id
        self._tasks.act(
            lambda desk: answering.issue(desk, letter_id),
            partial(self._on_issued, letter_id),
            self._on_not_issued,
            owner=self,
        )

    def _on_issued(self, letter_id: int, issued: Issued) -> None:
        self._notice.clear()
        self._acts.print_next = True
        self._acts.say_next = phrases.firm(self.tr("Letter № {number} is issued.").format(number=issued.number))
        self._tasks.run(partial(_read, letter_id=letter_id), self._show)

    def _on_not_issued(self, error: Exception) -> None:
        self._show_missing()
        self._show_error(error)

    def _on_copy(self) -> None:
        if self._view is not None:
            self.flush()
            self._copies.save(self._view.letter)

    def _on_copy_saved(self, sentence: str) -> None:
        if self._left.currentWidget() is self.issued:
            self.issued.say(sentence)
        else:
            self._notice.say(sentence, "done")

    def _show_error(self, error: Exception) -> None:
        self._notice.show_error(error)

    def _on_crumb(self) -> None:
        if self._view is not None:
            self.flush()
            self.case_wanted.emit(self._view.case.id)

    def _on_back(self) -> None:
        self.flush()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the panel of a field within the edges."""
        super().resizeEvent(event)
        for panel in (self.panel, self.name_panel):
            panel.stay_inside()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another room is shown."""
        self.flush()
        super().hideEvent(event)


def _read(desk: Desk, letter_id: int) -> Opened:
    """Read a letter with all the editor shows of it; on the database's thread."""
    view = answering.open_letter(desk, letter_id)
    names = naming_people.names_of_case(desk, view.case)
    return Opened(
        view,
        suggesting.suggest_templates(desk, view.case.id),
        answering.field_labels(desk, view.letter) | dict(view.missing),
        tuple(name for name in names if not name.declined.sure),
        desk.clock.today(),
    )

"""The letter editor: text on the left, the true page on the right, what is blank red in both.

Drafts are kept by themselves after a short pause in typing; the page follows. Neither is ever waited for.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from otklik.casework import answering, suggesting
from otklik.register.records import CaseStatus, LetterState
from otklik.system.errors import UserError
from otklik.ui import phrases
from otklik.ui.letter.field_panel import FieldPanel
from otklik.ui.letter.issued_acts import IssuedActs
from otklik.ui.letter.issued_panel import IssuedPanel
from otklik.ui.letter.letter_fields import FieldQuestion, Place, question_for, with_fact, with_person
from otklik.ui.letter.letter_linked import AnswersLinked
from otklik.ui.letter.letter_text import LetterText
from otklik.ui.letter.preview import Preview
from otklik.ui.widgets import IconButton, Label, LinkButton, Notice, PrimaryButton, QuietButton, Sheet
from otklik.ui.widgets.chip_button import ChipButton

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.answering import Drafted, Issued, LetterView, Prepared
    from otklik.casework.desk import Changes, Desk
    from otklik.casework.suggesting import TemplateChoice
    from otklik.ui.tasks import Tasks

SAVE_AFTER = 700
"""Milliseconds of pause after which a draft is kept."""

DRAW_AFTER = 250
"""Milliseconds after a change in which further changes are gathered before the page is drawn anew."""


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

    closed = Signal()
    case_wanted = Signal(int)
    profile_wanted = Signal(int, str)
    letter_shown = Signal(int)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._view: LetterView | None = None
        self._templates: tuple[TemplateChoice, ...] = ()
        self._missing: tuple[tuple[str, str], ...] = ()
        self._unprintable: tuple[str, ...] = ()
        self._unsaved = False
        self._preparing = self._prepare_again = False
        self._crumb = LinkButton("")
        self._title = Label("", "case_title", wrap=True)
        self._chip = ChipButton()
        self._template = QuietButton(self.tr("Template…"))
        self._issue = PrimaryButton(self.tr("Issue and print"))
        self._more = IconButton("more", self.tr("More"))
        self._notice = Notice(closable=True)
        self._both = AnswersLinked(tasks)
        self.letter_text = LetterText()
        self.issued = IssuedPanel()
        self.preview = Preview(tasks)
        self._left = QStackedWidget()
        self.panel = FieldPanel(self)
        self._acts = IssuedActs(tasks, self)
        self._saver = QTimer(self, singleShot=True, interval=SAVE_AFTER)
        self._drawer = QTimer(self, singleShot=True, interval=DRAW_AFTER)
        self._lay_out()
        self._connect()

    def open_letter(self, letter_id: int) -> None:
        """Show a letter; what was being edited is kept first."""
        self.flush()
        self.panel.close_panel()
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
            self._tasks.run(partial(_read, letter_id=view.letter.id), self._refreshed)

    def flush(self) -> None:
        """Keep what was typed now, not after the pause."""
        self._saver.stop()
        self._save()

    @property
    def letter_id(self) -> int:
        """Id of the letter on screen, 0 for none."""
        return self._view.letter.id if self._view else 0

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(36, 24, 36, 24)
        column.setSpacing(14)
        column.addLayout(self._header())
        column.addWidget(self._notice)
        column.addWidget(self._both)
        self._left.addWidget(self.letter_text)
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
        halves.setSizes([480, 520])
        column.addWidget(halves, 1)

    def _header(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        back = IconButton("back", self.tr("Back to the letters"))
        back.clicked.connect(self._on_back)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._crumb)
        words.addWidget(self._title)
        row.addLayout(words, 1)
        row.addWidget(self._chip)
        row.addWidget(self._template)
        row.addWidget(self._issue)
        row.addWidget(self._more)
        return row

    def _connect(self) -> None:
        self._crumb.clicked.connect(self._on_crumb)
        self._chip.clicked.connect(self._on_chip)
        self._issue.clicked.connect(self._on_issue)
        self._template.setMenu(QMenu(self))
        self._more.setMenu(QMenu(self))
        self._more.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self._more.menu().addAction(self.tr("Discard the draft"), self._on_discard)
        self._saver.timeout.connect(self._save)
        self._drawer.timeout.connect(self._draw)
        self.letter_text.edited.connect(self._on_edited)
        self.letter_text.field_clicked.connect(self._on_field_clicked)
        self.panel.answered.connect(self._on_answered)
        self.panel.profile_wanted.connect(self._on_profile)
        self.panel.closed.connect(self._on_panel_closed)
        self.preview.failed.connect(self._notice.show_error)
        self._acts.connect_panel(self.issued)
        self._acts.failed.connect(self._show_error)
        self._both.failed.connect(self._show_error)

    def _show(self, read: tuple[LetterView, tuple[TemplateChoice, ...], date]) -> None:
        """Show a letter that was read."""
        view, self._templates, today = read
        self._view, self._missing, self._unprintable = view, view.missing, ()
        draft = view.letter.state is LetterState.DRAFT
        self._show_head(view, draft=draft)
        self._both.show_letter(view)
        self.preview.clear()
        if draft:
            self._left.setCurrentWidget(self.letter_text)
            self.letter_text.set_fields(view.fields, dict(view.missing))
            self.letter_text.load(view.letter.heading, view.letter.body)
            self.letter_text.say_saved("")
            self._show_missing()
            self._draw()
            self.letter_text.text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._left.setCurrentWidget(self.issued)
            self.issued.show_letter(view, today)
            self._acts.show_letter(view.letter, self.preview)
        self.letter_shown.emit(view.letter.id)

    def _show_head(self, view: LetterView, *, draft: bool) -> None:
        case = phrases.case_name(view.case.number, view.case.kinds)
        self._crumb.setText(case)
        self._crumb.setAccessibleName(self.tr("Open the case: {name}").format(name=case))
        title = next((choice.title for choice in self._templates if choice.id == view.letter.template), "")
        self._title.setText(title or view.letter.heading)
        for widget in (self._chip, self._template, self._issue, self._more):
            widget.setVisible(draft)
        self._fill_template_menu(view)

    def _fill_template_menu(self, view: LetterView) -> None:
        menu = self._template.menu()
        menu.clear()
        for suited, word in ((True, self.tr("Suited to this case")), (False, self.tr("Other letters"))):
            chosen = [choice for choice in self._templates if choice.suited is suited]
            if chosen:
                menu.addAction(word).setEnabled(False)
            for choice in chosen:
                action = menu.addAction(f"{choice.title} — {choice.why}" if suited else choice.title)
                action.setCheckable(True)
                action.setChecked(choice.id == view.letter.template)
                action.triggered.connect(partial(self._on_template, choice.id))

    def _refreshed(self, read: tuple[LetterView, tuple[TemplateChoice, ...], date]) -> None:
        """Take up new values of fields without touching the text; a letter that changed its state is shown anew."""
        if self._view is None or read[0].letter.id != self._view.letter.id:
            return
        if read[0].letter.state is LetterState.DRAFT:
            self._view = read[0]
            self.letter_text.set_fields(read[0].fields, dict(self._missing) | dict(read[0].missing))
            self._drawer.start()
        else:
            self._show(read)

    def _show_missing(self) -> None:
        """Say what is blank or cannot be printed, and let nothing be issued before that is mended."""
        self._show_chip()
        closed = self._view is not None and self._view.case.status is not CaseStatus.OPEN
        if closed:
            reason = self.tr("The case is closed: its letters are no longer issued.")
        elif self._missing:
            labels = ", ".join(label for _name, label in self._missing)
            reason = self.tr("First fill in what is red: {fields}").format(fields=labels)
        else:
            reason = self._about_signs()
        self._issue.setEnabled(not reason)
        free = self.tr("The letter gets its number, and its text no longer changes.")
        self._issue.setToolTip(reason or free)
        self._issue.setAccessibleDescription(reason or free)

    def _show_chip(self) -> None:
        names = [label for _name, label in self._missing] or list(self._unprintable)
        self._chip.setVisible(bool(names))
        if not names:
            self._chip.say("")
            return
        words = self.tr("not filled in: {field}") if self._missing else self.tr("cannot be printed: {sign}")
        rest = phrases.firm(self.tr("and %n more", "", len(names) - 1)) if len(names) > 1 else ""
        self._chip.say(f"{words.format(field=names[0], sign=names[0])} {rest}".rstrip())
        self._chip.setToolTip("\n".join(names))

    def _about_signs(self) -> str:
        """Return what to do about characters that cannot be printed, nothing where there are none."""
        if not self._unprintable:
            return ""
        sentence = self.tr("The letter's type has no such characters: {signs}. Replace or remove them.")
        return sentence.format(signs=", ".join(self._unprintable))

    def _on_edited(self) -> None:
        self._unsaved = True
        self.panel.close_panel()
        self.letter_text.say_saved("")
        self._saver.start()
        if not self._drawer.isActive():
            # Not put off by the next key: the page keeps up with somebody who types without a pause.
            self._drawer.start()

    def _save(self) -> None:
        if self._view is None or not self._unsaved:
            return
        self._unsaved = False
        letter_id, heading, body = self._view.letter.id, self.letter_text.heading.text(), self.letter_text.markdown()
        self._tasks.act(
            lambda desk: answering.save_draft(desk, letter_id, heading, body), self._on_saved, self._on_not_saved
        )

    def _on_saved(self, _changes: Changes) -> None:
        if not self._unsaved:
            self.letter_text.say_saved(self.tr("The draft is kept"))

    def _on_not_saved(self, error: Exception) -> None:
        self._unsaved = True
        self._show_error(error)

    def _draw(self) -> None:
        """Draw the page for the text as it is; while one is being drawn, only remember that it is old."""
        if self._view is None or self._view.letter.state is not LetterState.DRAFT:
            return
        if self._preparing:
            self._prepare_again = True
            return
        self._preparing, self._prepare_again = True, False
        letter_id, heading, body = self._view.letter.id, self.letter_text.heading.text(), self.letter_text.markdown()
        self._tasks.run(
            lambda desk: answering.prepare(desk, letter_id, heading, body),
            partial(self._on_prepared, letter_id),
            self._on_not_drawn,
            owner=self,
        )

    def _on_prepared(self, letter_id: int, prepared: Prepared) -> None:
        if self._view is not None and self._view.letter.id == letter_id:
            self._missing = prepared.missing
            self._show_missing()
        self._tasks.run_aside(
            lambda: (answering.render_preview(prepared), answering.unprintable(prepared)),
            partial(self._on_drawn, letter_id),
            self._on_not_drawn,
            owner=self,
        )

    def _on_drawn(self, letter_id: int, drawn: tuple[bytes, tuple[str, ...]]) -> None:
        self._preparing = False
        view = self._view
        # A draft drawn late must not take the place of the page of a letter issued meanwhile.
        if view is not None and view.letter.id == letter_id and view.letter.state is LetterState.DRAFT:
            pdf, signs = drawn
            if signs != self._unprintable:
                self._unprintable = signs
                self._show_missing()
            self.preview.show_pdf(pdf)
        if self._prepare_again or (self._view is not None and self._view.letter.id != letter_id):
            self._draw()

    def _on_not_drawn(self, error: Exception) -> None:
        self._preparing = False
        self._show_error(error)

    def _on_chip(self) -> None:
        """Lead to the first thing that is blank: its pill in the text, or the profile for the letterhead.

        Characters that cannot be printed may stand anywhere, in a name as well: the page shows them by their codes.
        """
        if self._missing:
            name, label = self._missing[0]
            if not self.letter_text.show_field(name):
                self._ask(name, label, QRect(self._chip.mapTo(self, self._chip.rect().topLeft()), self._chip.size()))
        elif self._unprintable:
            self._notice.say(self._about_signs(), "overdue")

    def _on_field_clicked(self, name: str, rect: QRect) -> None:
        place = QRect(self.letter_text.mapTo(self, rect.topLeft()), rect.size())
        self._ask(name, dict(self._missing).get(name) or self.letter_text.text.label_of(name), place)

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
            self._tasks.act(lambda desk: profiles.save_operator(desk, operator), self._on_fact_kept, self.panel.fail)
        else:
            subject = with_person(view.subject, question, str(answer))
            self._tasks.act(
                lambda desk: registering.update_subject(desk, view.case.id, subject),
                self._on_fact_kept,
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
        self.panel.close_panel()
        self.letter_text.text.replace_field(name, text)

    def _on_fact_kept(self, _result: object) -> None:
        self.panel.close_panel()

    def _on_panel_closed(self) -> None:
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
            self._unsaved = False
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
        self._issue.setEnabled(False)
        letter_id = self._view.letter.id
        self._tasks.act(
            lambda desk: answering.issue(desk, letter_id),
            partial(self._on_issued, letter_id),
            self._on_not_issued,
            owner=self,
        )

    def _on_issued(self, letter_id: int, issued: Issued) -> None:
        self._acts.print_next = True
        self._acts.say_next = phrases.firm(self.tr("Letter № {number} is issued.").format(number=issued.number))
        self._tasks.run(partial(_read, letter_id=letter_id), self._show)

    def _on_not_issued(self, error: Exception) -> None:
        self._show_missing()
        self._show_error(error)

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
        self.panel.stay_inside()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another room is shown."""
        self.flush()
        super().hideEvent(event)


def _read(desk: Desk, letter_id: int) -> tuple[LetterView, tuple[TemplateChoice, ...], date]:
    """Read a letter with the templates for its case; on the database's thread."""
    view = answering.open_letter(desk, letter_id)
    return view, suggesting.suggest_templates(desk, view.case.id), desk.clock.today()

"""Edits the user's own text of one template: the text, what is wrong with it, and beside it what comes of it.

What is typed is checked and drawn aside after a short pause, kept after a longer one; letters use it once it is saved.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from otklik.casework import template_preview, templates_own, templates_typed
from otklik.casework.templates_own import OwnTemplate, TemplateText
from otklik.system.errors import OtklikError, UserError
from otklik.ui.notice_place import Question
from otklik.ui.templates.template_aside import DIFFERENCES, PAGE, TemplateAside
from otklik.ui.templates.template_text import TemplateText as TextField
from otklik.ui.widgets import Caption, Chip, IconButton, Label, Notice, PrimaryButton, QuietButton, Rule, Sheet
from otklik.ui.widgets.wrapped_line import WrappedLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.desk import Changes, Desk
    from otklik.casework.template_preview import FieldExample, Sender, TemplatePage
    from otklik.law.kinds import Kind
    from otklik.ui.tasks import Tasks

KEEP_AFTER = 700
"""Milliseconds of pause after which what was typed is kept."""
CHECK_AFTER = 250
"""Milliseconds after a change in which further changes are gathered before the text is checked and drawn."""


class Opened(NamedTuple):
    """A template with what the editor needs."""

    view: OwnTemplate
    typed: tuple[str, str] | None
    sender: Sender
    fields: tuple[FieldExample, ...]
    kinds: tuple[Kind, ...]


def read(desk: Desk, template_id: str) -> Opened:
    """Read a template for the editor; on the database's thread."""
    sender = template_preview.sender(desk)
    return Opened(
        templates_own.own_template(desk, template_id),
        templates_typed.all_typed(desk).get(template_id),
        sender,
        template_preview.field_examples(template_id, sender),
        template_preview.kinds_of(template_id),
    )


class TemplateEditor(QWidget):
    """Edits one template at a time; `open_template` shows another.

    Signals:
        left: the user goes back to where he came from, and nothing typed waits for his answer.
        stored: what letters are drafted from, or what is typed and not saved, is another text now.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    left = Signal()
    stored = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._opened: Opened | None = None
        self._checking = self._check_again = False
        self._remark = ""
        self._kept: TemplateText | None = None  # what was typed and is kept, as long as it is not saved
        self._back = IconButton("back", self.tr("Back to the list"))
        self._title = Label("", "case_title", wrap=True)
        self._chip = Chip(self.tr("your text"), "accent")
        self._return = QuietButton(self.tr("Return our text…"))
        self._save = PrimaryButton(self.tr("Save"))
        self.question = Question()
        self.notice = Notice(closable=True)
        self.updated = Notice()
        self.heading = WrappedLine()
        self.text = TextField()
        self.mistake = Notice(role="overdue")
        self._state = Caption("")
        self.aside = TemplateAside(tasks)
        self._keeper = QTimer(self, singleShot=True, interval=KEEP_AFTER)
        self._checker = QTimer(self, singleShot=True, interval=CHECK_AFTER)
        self._lay_out()
        self._connect()

    @property
    def template_id(self) -> str:
        """Id of the template that is shown, empty for none."""
        return self._opened.view.id if self._opened else ""

    @property
    def typed(self) -> TemplateText:
        """The text as it stands in the editor."""
        return TemplateText(self.heading.text().strip(), self.text.toPlainText().strip() + "\n")

    @property
    def dirty(self) -> bool:
        """Whether the editor has another text than letters are drafted from."""
        return self._opened is not None and self.typed != _plain(self._opened.view.used)

    def open_template(self, template_id: str) -> None:
        """Show a template; what was typed into it and not saved is there again."""
        self.flush()
        self._tasks.run(partial(read, template_id=template_id), self._show, self.notice.show_error)

    def refresh(self, changes: Changes | None = None) -> None:
        """Take up what changed elsewhere: the profile, another text. Typing is not disturbed."""
        if self._opened is not None and (changes is None or changes.operators or changes.settings):
            self._tasks.run(partial(read, template_id=self.template_id), self._refreshed)

    def flush(self) -> None:
        """Keep what was typed now, not after the pause."""
        self._keeper.stop()
        self._keep()

    def leave(self, onward: Callable[[], object]) -> bool:
        """Go on if nothing typed waits to be saved; else ask in place and go on when that is answered.

        Args:
            onward: goes on.

        Returns:
            Whether it went on at once.
        """
        if not self.dirty:
            onward()
            return True
        self.question.ask(
            self.tr("The text is not saved: letters are still drafted from the one before. Esc stays here."),
            (self.tr("Save"), lambda: self.save(onward)),
            (self.tr("Do not save"), lambda: self._give_up(onward)),
        )
        return False

    def show_back(self, shown: bool) -> None:
        """Show the way back here, or not where the list beside has one."""
        self._back.setVisible(shown)

    def save(self, then: Callable[[], object] | None = None) -> None:
        """Save the text, unless it cannot be a template; that is said in place, and nothing is stored."""
        self._store(then)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        for part in (self._chip, self._return, self._save):
            head.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        for notice in (self.question, self.notice, self.updated):
            column.addWidget(notice)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(16)
        for index, half in enumerate((self._left(), self.aside)):
            half.setMinimumWidth(320)
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            halves.addWidget(half)
            halves.setStretchFactor(index, 1)
        halves.setSizes([500, 500])
        column.addWidget(halves, 1)

    def _left(self) -> QWidget:
        sheet = Sheet(0, 0)
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 16, 12)
        caption = Caption(self.tr("&Subject"), wrap=False)
        caption.setBuddy(self.heading)
        self.heading.setAccessibleName(self.tr("Heading of the letter"))
        self.heading.setPlaceholderText(self.tr("On what the letter is: “On …”"))
        row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        row.addSpacing(8)
        row.addWidget(self.heading, 1)
        sheet.body.addLayout(row)
        sheet.body.addWidget(Rule())
        text = QHBoxLayout()
        text.setContentsMargins(8, 8, 4, 0)
        text.addWidget(self.text)
        sheet.body.addLayout(text, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 8, 12, 8)
        foot.setSpacing(8)
        foot.addWidget(self.mistake)
        foot.addWidget(self._state)
        sheet.body.addWidget(Rule())
        sheet.body.addLayout(foot)
        return sheet

    def _connect(self) -> None:
        self._back.clicked.connect(lambda: self.leave(self.left.emit))
        self._save.clicked.connect(lambda _checked: self.save())
        self._save.setToolTip(QKeySequence("Ctrl+S").toString(QKeySequence.SequenceFormat.NativeText))
        QShortcut(QKeySequence("Ctrl+S"), self, self.save, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._return.clicked.connect(self._ask_to_return)
        self.heading.edited.connect(self._on_edited)
        self.text.edited.connect(self._on_edited)
        self.text.refused.connect(self._on_refused)
        self._keeper.timeout.connect(self._keep)
        self._checker.timeout.connect(self._check)
        self.aside.kind_changed.connect(self._check)
        self.aside.shown_changed.connect(self._show_diff)
        self.aside.fields.wanted.connect(self.text.insert)
        self.aside.diff.counted.connect(self._on_counted)
        self.aside.diff.ours_wanted.connect(self._ask_to_return)
        self.aside.diff.his_wanted.connect(lambda: self._store(None, seen=True))
        self.aside.preview.failed.connect(self.notice.show_error)

    def _show(self, opened: Opened) -> None:
        """Show a template that was read, with what was typed into it before."""
        self._opened, view = opened, opened.view
        self.question.clear()
        self.notice.clear()
        self._remark = ""
        self.aside.set_kinds(opened.kinds)
        self.aside.fields.show_fields(opened.fields)
        self.aside.preview.clear()
        self.text.set_known({field.name: field.label for field in opened.fields})
        used = view.used
        self._kept = TemplateText(*opened.typed) if opened.typed else None
        self._load(self._kept or used)
        if self._kept is not None and self.dirty:
            self.notice.say(
                self.tr("Here is what you typed and did not save."),
                "soon",
                (self.tr("Discard what is typed"), lambda: self._give_up(None)),
            )
        self._show_head()
        self._check()

    def _refreshed(self, opened: Opened) -> None:
        if self._opened is None or opened.view.id != self.template_id:
            return
        untouched = not self.dirty
        self._opened = opened
        if untouched and self.dirty:
            self._load(opened.view.used)
        self._show_head()
        self._check()

    def _load(self, text: TemplateText) -> None:
        self.heading.set_text(text.heading)
        self.text.load(text.body.strip("\n"))

    def _show_head(self) -> None:
        if self._opened is None:
            return
        view = self._opened.view
        self._title.setText(view.title)
        self._chip.setVisible(view.own is not None)
        self._return.setVisible(view.own is not None)
        if view.ours_changed:
            self.updated.say(
                self.tr("We updated this text after you began yours. Yours stays as it is: compare and decide."),
                "accent",
                (self.tr("Compare"), self._compare),
            )
        else:
            self.updated.clear()
        self._show_state()

    def _show_state(self) -> None:
        dirty = self.dirty
        wrong = bool(self.mistake.sentence)
        self._save.setEnabled(dirty and not wrong)
        self._save.setAccessibleDescription(self.mistake.sentence)
        if dirty:
            self._state.setText(self.tr("Not saved: letters are drafted from the text before."))
        elif self._opened is not None and self._opened.view.own is not None:
            self._state.setText(self.tr("Letters are drafted from your text."))
        else:
            self._state.setText(self.tr("Letters are drafted from our text. Change it, and save yours."))

    def _show_diff(self) -> None:
        if self._opened is not None and self.aside.shown == DIFFERENCES:
            self.aside.diff.show_texts(self._opened.view, self.typed)

    def _compare(self) -> None:
        self.aside.show_part(DIFFERENCES)
        self.aside.diff.show_updated()

    def _on_counted(self, count: int) -> None:
        self.aside.diff.setAccessibleDescription(self.tr("%n paragraph(s) differ", "", count))

    def _on_edited(self) -> None:
        self.question.clear()
        self._keeper.start()
        if not self._checker.isActive():
            # Not put off by the next key: the page keeps up with somebody who types without a pause.
            self._checker.start()
        self._show_state()

    def _on_refused(self) -> None:
        from otklik.letters.template_language import too_long  # noqa: PLC0415 - letters are loaded when one is written

        self._say_wrong(too_long())

    def _keep(self) -> None:
        """Keep what was typed, or forget it where it is what letters are drafted from again."""
        if self._opened is None:
            return
        typed = self.typed if self.dirty else None
        if typed == self._kept:
            return
        self._kept, template_id = typed, self.template_id
        if typed is None:
            self._tasks.act(lambda desk: templates_typed.forget(desk, template_id), self._on_kept)
        else:
            heading, body = typed.heading, typed.body
            self._tasks.act(lambda desk: templates_typed.keep(desk, template_id, heading, body), self._on_kept)

    def _on_kept(self, _changes: Changes) -> None:
        self.stored.emit()

    def _check(self) -> None:
        """Check the text and draw its page; while one is being drawn, only remember that it is old."""
        if self._opened is None:
            return
        if self._checking:
            self._check_again = True
            return
        self._checking, self._check_again = True, False
        sender, template_id, text, kind = self._opened.sender, self.template_id, self.typed, self.aside.kind
        self._tasks.run_aside(
            lambda: _drawn(sender, template_id, text, kind), partial(self._on_checked, template_id), owner=self
        )

    def _on_checked(self, template_id: str, page: TemplatePage | OtklikError) -> None:
        self._checking = False
        if self._check_again or template_id != self.template_id:
            self._check()
            return
        if isinstance(page, OtklikError):
            self._say_wrong(page)
        else:
            self._say_right(page)
            self.aside.preview.show_pdf(page.pdf)
        self._show_diff()
        self._show_state()

    def _say_wrong(self, error: OtklikError) -> None:
        """Say what is wrong, and lead to the line."""
        found = error.values.get("line")
        line = found if isinstance(found, int) and error.values.get("field") == "body" else 0
        in_heading = error.values.get("field") == "heading"
        self.text.set_wrong_line(line)
        action: tuple[str, Callable[[], None]] | None = None
        if line:
            action = (self.tr("Show the line"), partial(self.text.show_line, line))
        elif in_heading:
            action = (self.tr("To the heading"), self.heading.setFocus)
        self.mistake.say(str(error), "overdue", action)
        self.aside.say_stale(True)

    def _say_right(self, page: TemplatePage) -> None:
        self.text.set_wrong_line(0)
        self.aside.say_stale(False)
        self.mistake.clear()
        if page.remark == self._remark:
            return
        if page.remark:
            self.notice.say(page.remark, "soon")
        elif self.notice.sentence.endswith(self._remark):
            self.notice.clear()
        self._remark = page.remark

    def _store(self, then: Callable[[], object] | None, *, seen: bool = False) -> None:
        if self._opened is None:
            return
        self._keeper.stop()
        template_id, text = self.template_id, self.typed
        self._tasks.act(
            lambda desk: (
                templates_own.save_own(desk, template_id, text.heading, text.body, ours_seen=seen),
                templates_own.remark(text.heading, text.body),
            ),
            lambda done: self._on_stored(text, done[1], then),
            self._on_not_stored,
            owner=self,
        )

    def _on_stored(self, text: TemplateText, remark: str, then: Callable[[], object] | None) -> None:
        if self._opened is None:
            return
        self._kept = None
        self._opened = self._opened._replace(view=replace(self._opened.view, own=text))
        self.question.clear()
        self.stored.emit()
        if then is not None:
            then()
            return
        saved = self.tr("Saved. Letters begun from now on are drafted from it.")
        self.notice.say(f"{saved} {remark}".rstrip(), "soon" if remark else "done")
        self._remark = remark
        self._tasks.run(partial(read, template_id=self.template_id), self._refreshed)

    def _on_not_stored(self, error: Exception) -> None:
        self._keep()
        if isinstance(error, UserError):
            self._say_wrong(error)
            self._show_state()
        else:
            self.notice.show_error(error)

    def _give_up(self, onward: Callable[[], object] | None) -> None:
        """Go back to the text letters are drafted from."""
        if self._opened is None:
            return
        self._load(self._opened.view.used)
        self.notice.clear()
        self.flush()
        self._check()
        if onward is not None:
            onward()

    def _ask_to_return(self) -> None:
        self.question.ask(
            self.tr("Return our text? Letters will be drafted from it; those begun already do not change."),
            (self.tr("Return our text"), self._give_back),
            (self.tr("Keep mine"), self.question.clear),
        )

    def _give_back(self) -> None:
        if self._opened is None:
            return
        self._keeper.stop()
        template_id, his = self.template_id, self.typed
        self._tasks.act(
            lambda desk: templates_own.return_to_ours(desk, template_id),
            lambda _changes: self._on_given_back(his),
            self.notice.show_error,
            owner=self,
        )

    def _on_given_back(self, his: TemplateText) -> None:
        if self._opened is None:
            return
        self._kept = None
        self._load(self._opened.view.ours)
        self.aside.show_part(PAGE)
        self.stored.emit()
        self.notice.say(
            self.tr("Letters are drafted from our text again."),
            "done",
            (self.tr("Undo"), partial(self._take_up, his)),
        )
        self._tasks.run(partial(read, template_id=self.template_id), self._refreshed)

    def _take_up(self, his: TemplateText) -> None:
        """Put his text back and save it."""
        self.notice.clear()
        self._load(his)
        self._store(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes a question away, else it goes back."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.question.sentence:
            self.question.clear()
        else:
            self.leave(self.left.emit)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was typed when another room is shown or the window closes."""
        self.flush()
        super().hideEvent(event)


def _plain(text: TemplateText) -> TemplateText:
    """Return a text as the editor gives it back."""
    return TemplateText(text.heading.strip(), text.body.strip() + "\n")


def _drawn(sender: Sender, template_id: str, text: TemplateText, kind: Kind | None) -> TemplatePage | OtklikError:
    """Draw the page, or return what is wrong with the text: both are an answer here."""
    try:
        return template_preview.draw(sender, template_id, text.heading, text.body, kind)
    except OtklikError as error:
        return error

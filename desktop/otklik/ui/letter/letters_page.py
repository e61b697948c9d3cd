"""Письма: the list of drafts and issued letters; a letter opens in the editor in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otklik.casework import templates_own
from otklik.register.letters import Stage
from otklik.ui import theme
from otklik.ui.batch.batch_place import BatchPlace
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.handing_out import HandingOut, outgoing_letter
from otklik.ui.letter.letters_table import LettersModel, LettersTable
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.widgets import EmptyState, LinkButton, Notice, QuietButton, Sheet, Title
from otklik.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from otklik.casework.desk import Changes
    from otklik.system.clock import Clock
    from otklik.ui.letter.letter_editor import LetterEditor
    from otklik.ui.tasks import Tasks
    from otklik.ui.templates.templates_page import TemplatesPage


class LettersPage(QWidget):
    """The letters of the register.

    Signals:
        case_wanted: open this case; carries its id.
        profile_wanted: open the profile of this operator at this attribute; carries id and attribute.

    Args:
        tasks: where all work is done.
        clock: tells today.
        parent: owner.
    """

    help_topic = "issuing"

    case_wanted = Signal(int)
    profile_wanted = Signal(int, str)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._editor: LetterEditor | None = None
        self._templates: TemplatesPage | None = None
        self._updated = LinkButton("")
        self._model = LettersModel(tasks, self)
        self._model.loaded.connect(self._on_loaded)
        self._table = LettersTable(self._model)
        self._table.opened.connect(self.open_letter)
        self._out = HandingOut(tasks, self._table)
        self._table.drag_wanted.connect(lambda letters: self._out.drag(tuple(map(outgoing_letter, letters))))
        self._table.copy_wanted.connect(lambda letters: self._out.copy(tuple(map(outgoing_letter, letters))))
        self._out.copied.connect(self._on_copied)
        self._out.failed.connect(tasks.noticed)
        self._search = SearchField()
        self._search.paused.connect(self._on_search)
        self._stages = ChoiceChips(
            (
                ("", self.tr("All")),
                (Stage.DRAFT, self.tr("Drafts")),
                (Stage.UNSENT, self.tr("To be sent")),
                (Stage.SENT, self.tr("Sent")),
            ),
            needed=True,
        )
        self._stages.choose("")
        self._stages.changed.connect(self._on_search)
        self._batch = BatchPlace(tasks, clock)
        self._batch.letter_wanted.connect(self.open_letter)
        self._batch.clear_wanted.connect(self._table.clearSelection)
        self._table.chosen.connect(self._batch.choose)
        self._empty = EmptyState("letters", self.tr("No letters yet"))
        self._body = QStackedWidget()
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._make_list())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        hand_focus_to(self, self._table)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what changed: the list, and the letter that is open where it is touched."""
        if changes is None or changes.letters or changes.cases or changes.subjects:
            self._model.reload()
        if self._editor is not None and self.editor_shown:
            self._editor.refresh(changes)
        if self._templates is not None:
            self._templates.refresh(changes)
        if changes is None or changes.settings:
            self._tasks.run(templates_own.waiting, self._show_updated)

    def open_letter(self, letter_id: int) -> None:
        """Show a letter in the editor."""
        self.editor.open_letter(letter_id)
        self._stack.setCurrentWidget(self.editor)

    @property
    def editor(self) -> LetterEditor:
        """The editor; made when the first letter is opened, for it brings QtPdf along."""
        if self._editor is None:
            from otklik.ui.letter.letter_editor import LetterEditor  # noqa: PLC0415 - see above

            self._editor = LetterEditor(self._tasks)
            self._editor.closed.connect(self.show_list)
            self._editor.case_wanted.connect(self.case_wanted)
            self._editor.profile_wanted.connect(self.profile_wanted)
            self._stack.addWidget(self._editor)
        return self._editor

    @property
    def editor_shown(self) -> bool:
        """Whether a letter is on screen, not the list."""
        return self._editor is not None and self._stack.currentWidget() is self._editor

    def show_templates(self, template_id: str = "") -> None:
        """Show the templates.

        Args:
            template_id: the one to open; empty for the list.
        """
        templates = self.templates
        self._stack.setCurrentWidget(templates)
        templates.setFocus(Qt.FocusReason.OtherFocusReason)
        if template_id:
            templates.open_template(template_id)

    @property
    def templates(self) -> TemplatesPage:
        """The templates; made when they are first wanted."""
        if self._templates is None:
            from otklik.ui.templates.templates_page import TemplatesPage  # noqa: PLC0415 - brings QtPdf along

            self._templates = TemplatesPage(self._tasks)
            self._templates.closed.connect(self.show_list)
            self._stack.addWidget(self._templates)
            self._templates.refresh()
        return self._templates

    def _show_updated(self, count: int) -> None:
        """Say quietly that ours is newer than some texts of his."""
        self._updated.setText(self.tr("We updated %n text(s) you have changed", "", count))
        self._updated.setVisible(count > 0)

    def show_list(self) -> None:
        """Go back to the list; what was typed into a letter or a template keeps itself when it is hidden."""
        if self._stack.currentIndex() != 0:
            self._stack.setCurrentIndex(0)
            self._model.reload()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_search(self) -> None:
        """Put the cursor into the search; that of the templates where they are shown."""
        if self._templates is not None and self._stack.currentWidget() is self._templates:
            self._templates.focus_search()
            return
        self._stack.setCurrentIndex(0)
        self._search.take_focus()

    def _make_list(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(36, 28, 36, 28)
        column.setSpacing(12)
        column.addLayout(self._make_head())
        self._updated.clicked.connect(lambda _checked: self.show_templates())
        self._updated.hide()
        column.addWidget(self._updated)
        self._copied = Notice(closable=True)
        column.addWidget(self._copied)
        column.addWidget(self._stages)
        column.addWidget(self._batch)
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 4, 1, 8)
        self._body.addWidget(self._table)
        self._body.addWidget(self._empty)
        sheet.body.addWidget(self._body)
        column.addWidget(sheet, 1)
        return page

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Title(self.tr("Letters")), 1)
        self._search.setPlaceholderText(self.tr("Number, subject or name"))
        self._search.setAccessibleName(self.tr("Search the letters"))
        self._search.setFixedWidth(theme.px(260))
        head.addWidget(self._search)
        templates = QuietButton(self.tr("&Templates…"))
        templates.clicked.connect(lambda _checked: self.show_templates())
        head.addWidget(templates)
        return head

    def _on_copied(self, number: int) -> None:
        said = self.tr("%n file(s) copied: paste into an e-mail or a folder.", "", number)
        self._copied.say(said, "done", passing=True)

    def _on_search(self) -> None:
        self._model.search(self._search.text().strip(), self._stages.chosen() or None)

    def _on_loaded(self) -> None:
        some = self._model.rowCount() > 0
        if self._model.searching:
            self._empty.say(self.tr("No letters found"), drawing="found")
        else:
            self._empty.say(
                self.tr("No letters yet"),
                self.tr("Open a case and press “Prepare the answer”: the draft appears here."),
                drawing="letters",
            )
        self._body.setCurrentIndex(0 if some else 1)
        self._stages.setVisible(some or self._model.searching)
        self._batch.setVisible(some or self._batch.busy)

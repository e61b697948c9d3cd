"""Шаблоны писем: all templates by what they answer, and the editor of the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otklik.casework import templates_own
from otklik.ui import theme
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.templates.group_names import group_names
from otklik.ui.templates.grouped_list import GroupedList, ListRow
from otklik.ui.templates.template_editor import TemplateEditor
from otklik.ui.widgets import Caption, EmptyState, IconButton, Label, Sheet
from otklik.ui.widgets.search import SearchField

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent

    from otklik.casework.desk import Changes
    from otklik.casework.templates_own import TemplateRow
    from otklik.ui.tasks import Tasks

LIST_WIDTH = 264
_ANY_WIDTH = 16_777_215  # as Qt has it
ROOMY = 1080
"""Pixels from which the list stands beside the editor; in less room one takes the place of the other."""


class TemplatesPage(QWidget):
    """The list and the editor.

    Signals:
        closed: the user goes back to the letters.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    help_topic = "templates"

    closed = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._chosen = False  # whether a template was chosen, for narrow windows
        self._search = SearchField()
        self._search.setPlaceholderText(self.tr("Find a template"))
        self._search.setAccessibleName(self.tr("Find a template"))
        self._search.setClearButtonEnabled(True)
        self.list = GroupedList(self.tr("Templates"))
        self.editor = TemplateEditor(tasks)
        self._nothing = EmptyState(
            "letters",
            self.tr("Choose a template"),
            self.tr("Letters begin with these texts. Change one, and letters are drafted from yours."),
        )
        self._right = QStackedWidget()
        self._right.addWidget(self._nothing)
        self._right.addWidget(self.editor)
        self._left = self._make_left()
        row = QHBoxLayout(self)
        row.setContentsMargins(36, 24, 36, 24)
        row.setSpacing(20)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)
        self._search.paused.connect(lambda: self.list.search(self._search.text()))
        self.list.row_chosen.connect(self._on_chosen)
        self.list.row_clicked.connect(self.open_template)
        self.list.row_entered.connect(self._on_entered)
        self.editor.left.connect(self._on_left)
        self.editor.stored.connect(self._reload)
        hand_focus_to(self, self.list)
        self._arrange()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what changed."""
        if changes is None or changes.settings:
            self._reload()
        self.editor.refresh(changes)

    def open_template(self, template_id: str) -> None:
        """Show a template, once nothing typed into another is lost by it."""
        if template_id == self.editor.template_id:
            self._show_editor()
            return

        def onward() -> None:
            self.editor.open_template(template_id)
            self.list.choose(template_id)
            self._show_editor()

        if not self.editor.leave(onward):
            self.list.choose(self.editor.template_id)
            self._show_editor()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        if self._left.isVisible():
            self._search.take_focus()

    def _make_left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        back = IconButton("back", self.tr("Back to the letters"))
        back.clicked.connect(self._on_back)
        head.addWidget(back)
        head.addWidget(Label(self.tr("Templates"), "case_title", wrap=True), 1)
        column.addLayout(head)
        column.addWidget(self._search)
        sheet = Sheet(0, 0)
        sheet.body.setContentsMargins(1, 8, 1, 8)
        sheet.body.addWidget(self.list)
        column.addWidget(sheet, 1)
        column.addWidget(Caption(self.tr("Your texts stay yours when the program is updated.")))
        return left

    def _reload(self) -> None:
        self._tasks.run(templates_own.template_rows, self._on_rows)

    def _on_rows(self, rows: tuple[TemplateRow, ...]) -> None:
        names = group_names()
        shown: list[ListRow] = []
        group = ""
        for row in rows:
            if row.group != group:
                group = row.group
                shown.append(ListRow("", names[group]))
            shown.append(ListRow(row.id, row.title, chips=self._chips(row), words=row.id))
        self.list.set_rows(shown)

    def _chips(self, row: TemplateRow) -> tuple[tuple[str, str], ...]:
        chips = []
        if row.own:
            chips.append((self.tr("your text"), "accent"))
        if row.ours_changed:
            chips.append((self.tr("ours is newer"), "soon"))
        if row.typed:
            chips.append((self.tr("not saved"), "soon"))
        return tuple(chips)

    def _on_chosen(self, template_id: str) -> None:
        if not self._narrow:
            self.open_template(template_id)

    def _on_entered(self, template_id: str) -> None:
        self.open_template(template_id)
        self.editor.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_editor(self) -> None:
        self._chosen = True
        self._right.setCurrentWidget(self.editor)
        self._arrange()

    def _on_left(self) -> None:
        """Go back one step: to the list where it is hidden, else to the letters."""
        if self._narrow and self._chosen:
            self._chosen = False
            self._arrange()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.closed.emit()

    def _on_back(self) -> None:
        if self.editor.template_id:
            self.editor.leave(self.closed.emit)
        else:
            self.closed.emit()

    @property
    def _narrow(self) -> bool:
        return self.width() < theme.px(ROOMY)

    def _arrange(self) -> None:
        """Show list and editor side by side, or in little room one of them."""
        narrow = self._narrow
        self._left.setVisible(not narrow or not self._chosen)
        self._right.setVisible(not narrow or self._chosen)
        self._left.setMinimumWidth(0 if narrow else theme.px(LIST_WIDTH))
        self._left.setMaximumWidth(_ANY_WIDTH if narrow else theme.px(LIST_WIDTH))
        self.editor.show_back(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the list when it is shown first."""
        super().showEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
        else:
            super().keyPressEvent(event)

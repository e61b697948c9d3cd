"""What the user's text of a template has other than ours: words taken out struck through, words put in underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QTextEdit, QVBoxLayout, QWidget

from otklik.casework.text_diff import DiffLine, Mark, compare
from otklik.ui import theme
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.widgets import Caption, PrimaryButton, QuietButton

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent

    from otklik.casework.templates_own import OwnTemplate, TemplateText
    from otklik.ui.tasks import Tasks

HIS, OURS = "his", "ours"


class TemplateDiff(QWidget):
    """Shows the differences, and where ours is newer lets the user take it or keep his.

    Signals:
        counted: how many paragraphs of his differ from ours.
        ours_wanted: take our text.
        his_wanted: keep his text and say no more of this change of ours.

    Args:
        tasks: where texts are compared.
        parent: owner.
    """

    counted = Signal(int)
    ours_wanted = Signal()
    his_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._view: OwnTemplate | None = None
        self._his: TemplateText | None = None
        self._asked = 0
        self._lines: tuple[DiffLine, ...] = ()
        self._which = ChoiceChips(
            ((HIS, self.tr("Yours against ours")), (OURS, self.tr("What we updated"))), needed=True
        )
        self._which.setAccessibleName(self.tr("Which texts are compared"))
        self._legend = Caption("")
        self.text = QTextEdit()
        self.text.setReadOnly(True)
        self.text.setProperty("bare", True)
        self.text.setAccessibleName(self.tr("Differences"))
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(0)
        self._take = PrimaryButton(self.tr("Take our new text"), small=True)
        self._keep = QuietButton(self.tr("Keep mine"), small=True)
        self._decision = QWidget()
        self._lay_out()
        self._which.changed.connect(self._compare)
        self._take.clicked.connect(self.ours_wanted)
        self._keep.clicked.connect(self.his_wanted)

    def show_texts(self, view: OwnTemplate, his: TemplateText) -> None:
        """Compare the text as it stands in the editor with ours; where it is another template, from the start.

        Args:
            view: the template as shipped and as stored.
            his: what is being edited.
        """
        if self._view is None or self._view.id != view.id or view.started is None:
            self._which.choose(HIS)
        self._view, self._his = view, his
        self._which.setVisible(view.started is not None)
        self._decision.setVisible(view.ours_changed)
        self._compare()

    def show_updated(self) -> None:
        """Show what changed in ours, where that is known, else his text against it."""
        if self._view is not None and self._view.started is not None:
            self._which.choose(OURS)
        self._compare()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 8, 12)
        column.setSpacing(8)
        column.addWidget(self._which)
        column.addWidget(self._legend)
        column.addWidget(self.text, 1)
        row = QHBoxLayout(self._decision)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._take)
        row.addWidget(self._keep)
        row.addStretch(1)
        column.addWidget(self._decision)

    def _compare(self) -> None:
        view, his = self._view, self._his
        if view is None or his is None:
            return
        self._asked += 1
        asked, updated = self._asked, self._shows_updates
        old, new = (view.started, view.ours) if updated and view.started else (view.ours, his)

        def done(found: tuple[tuple[DiffLine, ...], int]) -> None:
            if asked == self._asked:
                self.counted.emit(found[1])
                self._show(found[0], updated=updated)

        def work() -> tuple[tuple[DiffLine, ...], int]:
            lines = compare(old.as_file, new.as_file)
            of_his = lines if not updated else compare(view.ours.as_file, his.as_file)
            return lines, sum(line.changed for line in of_his)

        self._tasks.run_aside(work, done, owner=self)

    @property
    def _shows_updates(self) -> bool:
        return self._which.chosen() == OURS and self._view is not None and self._view.started is not None

    def _show(self, lines: tuple[DiffLine, ...], *, updated: bool) -> None:
        self._lines = lines
        if not lines:
            self._legend.setText(self.tr("No word differs from our text."))
        elif updated:
            self._legend.setText(self.tr("Struck through: what was in our text. Underlined: what is in it now."))
        else:
            self._legend.setText(self.tr("Struck through: ours. Underlined: yours."))
        self._write()

    def _write(self) -> None:
        self.text.clear()
        cursor = QTextCursor(self.text.document())
        cursor.beginEditBlock()
        told = []
        for place, line in enumerate(self._lines):
            block = QTextBlockFormat()
            block.setBottomMargin(8)
            if place:
                cursor.insertBlock(block)
            else:
                cursor.setBlockFormat(block)
            if line.skipped:
                cursor.insertText(self.tr("… %n paragraph(s) the same …", "", line.skipped), _form("dim"))
            for words in line.words:
                bare = words.text.rstrip()
                cursor.insertText(bare, _marked(words.mark, quiet=not line.changed))
                cursor.insertText(words.text[len(bare) :], _form("text"))
                if words.mark is not Mark.SAME:
                    removed = words.mark is Mark.REMOVED
                    said = self.tr("taken out: {words}") if removed else self.tr("put in: {words}")
                    told.append(said.format(words=words.text.strip()))
        cursor.endEditBlock()
        self.text.setAccessibleDescription("\n".join(told))

    def changeEvent(self, event: QEvent) -> None:
        """Write anew when the look changes."""
        super().changeEvent(event)
        if event.type() is event.Type.PaletteChange and hasattr(self, "_lines"):
            self._write()


def _marked(mark: Mark, *, quiet: bool) -> QTextCharFormat:
    if mark is Mark.REMOVED:
        form = _form("overdue")
        form.setBackground(theme.color("overdue_on"))
        form.setFontStrikeOut(True)
    elif mark is Mark.ADDED:
        form = _form("done")
        form.setBackground(theme.color("done_on"))
        form.setFontUnderline(True)
    else:
        form = _form("dim" if quiet else "text")
    return form


def _form(role: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(theme.color(role))
    return form

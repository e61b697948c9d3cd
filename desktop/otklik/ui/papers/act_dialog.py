"""The act of destruction before it is made: what it says at the left, its true page at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QSizePolicy, QSplitter, QVBoxLayout, QWidget

from otklik.casework import destroying
from otklik.system.errors import UserError
from otklik.ui import phrases, theme
from otklik.ui.help.help_link import HelpLink
from otklik.ui.letter.preview import Preview
from otklik.ui.papers.act_form import ActForm
from otklik.ui.reading_order import InReadingOrder
from otklik.ui.widgets import Caption, Label, Notice, PrimaryButton, QuietButton, Sheet
from otklik.ui.widgets.chip_button import ChipButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from otklik.casework.destroying import Destroyed, DestructionForm
    from otklik.letters.act import ActPaper
    from otklik.ui.tasks import Tasks

DRAW_AFTER = 250
"""Milliseconds after a change in which further changes are gathered before the page is drawn anew."""

_WIDEST, _HIGHEST = 1240, 860
_EDGE = 48  # of the window that stays in sight around the dialog
_LEAST = 300


class ActDialog(InReadingOrder, QDialog):
    """Asks what an act of destruction is to say, and makes it; closing it asks before typing is lost.

    Signals:
        made: the act is made and the dialog closed; carries the `Destroyed`.

    Args:
        tasks: where all work is done.
        case_id: the case the act belongs to.
        heading: name of the case.
        form: what is known.
        parent: the window it belongs to.
    """

    help_topic = "destroying"

    made = Signal(object)

    def __init__(
        self, tasks: Tasks, case_id: int, heading: str, form: DestructionForm, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Act of destruction"))
        self._tasks, self._case_id = tasks, case_id
        self._asked = self._marked = self._making = False
        self._drawing = self._draw_again = False
        self._signs: tuple[UserError, ...] = ()
        self.form = ActForm()
        self.preview = Preview(tasks)
        self._notice = Notice(closable=True)
        self._chip = ChipButton()
        self._make = PrimaryButton(self.tr("&Make the act"))
        self._timer = QTimer(self, singleShot=True, interval=DRAW_AFTER)
        self._lay_out(heading)
        self._connect()
        self.form.load(form)
        self._known = self.form.form()
        self._fit_into(parent)
        self._show_gaps()
        self._draw()

    def reject(self) -> None:
        """Close; what was typed is lost only by closing once more."""
        if self.form.form() != self._known and not self._asked:
            self._asked = True
            self._notice.say(
                self.tr("The act is not made: what you typed is lost when you close."),
                "soon",
                (self.tr("Close anyway"), self.reject),
            )
            return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter in a field press nothing: of the buttons of a form Qt would take the nearest."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()
        else:
            super().keyPressEvent(event)

    def _lay_out(self, heading: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Caption(heading, wrap=False))
        words.addWidget(Label(self.tr("Act of destruction of personal data"), "case_title", wrap=True))
        column.addLayout(words)
        column.addWidget(self._notice)
        page = Sheet(0, 0, sunk=True)
        page.body.setContentsMargins(1, 1, 1, 1)
        page.body.addWidget(self.preview)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(16)
        for index, half in enumerate((self.form, page)):
            half.setMinimumWidth(theme.px(_LEAST))
            half.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            halves.addWidget(half)
            halves.setStretchFactor(index, 1)
        halves.setSizes([480, 520])
        column.addWidget(halves, 1)
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._make)
        row.addWidget(self._chip)
        self._kept = Caption(self.tr("The act gets its number, is kept for three years, and closes the duties."))
        row.addWidget(self._kept, 1)
        row.addStretch(0)
        row.addWidget(HelpLink(self.help_topic))
        close = QuietButton(self.tr("Cancel"))
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return row

    def _connect(self) -> None:
        self.form.changed.connect(self._on_changed)
        self.preview.failed.connect(self._notice.show_error)
        self._chip.clicked.connect(self._on_chip)
        self._make.clicked.connect(self._on_make)
        self._timer.timeout.connect(self._draw)

    def _fit_into(self, parent: QWidget | None) -> None:
        """Stay inside the window it belongs to."""
        room = parent.window().size() if parent is not None else None
        width = _WIDEST if room is None else min(_WIDEST, room.width() - _EDGE)
        height = _HIGHEST if room is None else min(_HIGHEST, room.height() - _EDGE)
        self.resize(width, height)

    def _on_changed(self) -> None:
        self._asked = False
        self._show_gaps()
        if not self._timer.isActive():
            self._timer.start()

    def _show_gaps(self) -> None:
        """Name what is not filled in; where somebody tried to make the act already, in the fields too.

        What cannot be printed is named when all is filled in, and said in its fields at once.
        """
        gaps = self.form.gaps()
        names = [label for _name, label in gaps] or [str(one.values["signs"]) for one in self._signs]
        self._chip.setVisible(bool(names))
        self._kept.setVisible(not names)
        rest = phrases.firm(self.tr("and %n more", "", len(names) - 1)) if len(names) > 1 else ""
        said = self.tr("not filled in: {field}") if gaps else self.tr("cannot be printed: {field}")
        self._chip.say(f"{said.format(field=names[0])} {rest}".rstrip() if names else "")
        self._chip.setToolTip("\n".join(names if gaps else map(str, self._signs)))
        self.form.show_gaps(gaps if self._marked else (), self._signs)

    def _on_chip(self) -> None:
        if gaps := self.form.gaps():
            self.form.lead_to(gaps[0][0])
        elif self._signs:
            self.form.lead_to(str(self._signs[0].values["field"]), exact=True)

    def _on_make(self) -> None:
        if self._making:
            return
        gaps = self.form.gaps()
        if gaps:
            self._marked = True
            self._show_gaps()
            self._on_chip()
            return
        self._making = True
        self._make.setEnabled(False)
        case_id, form = self._case_id, self.form.form()
        self._tasks.act(
            lambda desk: destroying.destroy(desk, case_id, form), self._on_made, self._on_not_made, owner=self
        )

    def _on_made(self, made: Destroyed) -> None:
        self.made.emit(made)
        super().accept()

    def _on_not_made(self, error: Exception) -> None:
        self._making = False
        self._make.setEnabled(True)
        self._notice.show_error(error)
        if isinstance(error, UserError):
            self.form.show_mistake(str(error.values.get("field", "")), str(error))

    def _draw(self) -> None:
        """Draw the page for the form as it is; while one is being drawn, only remember that it is old."""
        if self._drawing:
            self._draw_again = True
            return
        self._drawing, self._draw_again = True, False
        case_id, form = self._case_id, self.form.form()
        self._tasks.run(
            lambda desk: destroying.draft_act(desk, case_id, form),
            partial(self._on_prepared, form),
            self._on_not_drawn,
            owner=self,
        )

    def _on_prepared(self, form: DestructionForm, paper: ActPaper) -> None:
        self._tasks.run_aside(partial(_render, paper, form), self._on_drawn, self._on_not_drawn, owner=self)

    def _on_drawn(self, drawn: tuple[bytes, tuple[UserError, ...]]) -> None:
        self._drawing = False
        pdf, signs = drawn
        self.preview.show_pdf(pdf)
        if signs or self._signs:
            self._signs = signs
            self._show_gaps()
        if self._draw_again:
            self._draw()

    def _on_not_drawn(self, error: Exception) -> None:
        self._drawing = False
        self._notice.show_error(error)


def _render(paper: ActPaper, form: DestructionForm) -> tuple[bytes, tuple[UserError, ...]]:
    """Return the page, and what of the form no page can show."""
    from otklik.letters.act import render_act  # noqa: PLC0415 - reportlab is loaded when a page is drawn

    return render_act(paper).pdf, destroying.unprintable(form)

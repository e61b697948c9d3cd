"""A small panel that asks what a view of the register is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from otklik.ui import theme
from otklik.ui.register.searches import LONGEST_NAME, names_taken
from otklik.ui.widgets import Caption, Heading, Label, PrimaryButton, QuietButton
from otklik.ui.widgets.floating import FloatingPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from otklik.ui.register.searches import View


class ViewName(FloatingPanel):
    """Asks for a name; Enter keeps it, Esc does not.

    Signals:
        named: carries the name.

    Args:
        parent: the page it floats over.
    """

    named = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, theme.px(360))
        self.setAccessibleName(self.tr("Name of the view"))
        self._taken: Sequence[View] = ()
        self._problem = Label("", "error", wrap=True)
        self.body.addWidget(Heading(self.tr("Name of the view")))
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setAccessibleName(self.tr("Name of the view"))
        self.field.returnPressed.connect(self._on_kept)
        self.field.textChanged.connect(lambda _text: self._problem.hide())
        self.body.addWidget(self.field)
        self.body.addWidget(self._problem)
        self.body.addWidget(Caption(self.tr("Its search, its order and its columns are kept, not the cases.")))
        row = QHBoxLayout()
        row.addStretch(1)
        cancel, keep = QuietButton(self.tr("Cancel"), small=True), PrimaryButton(self.tr("Save"), small=True)
        keep.wrap_words()
        cancel.clicked.connect(self.close_panel)
        keep.clicked.connect(self._on_kept)
        row.addWidget(cancel)
        row.addWidget(keep)
        self.body.addLayout(row)

    def ask(self, name: str, others: Sequence[View], place: QRect) -> None:
        """Ask for a name.

        Args:
            name: proposed, or the present one.
            others: views whose names are taken.
            place: what it is about, in coordinates of the page.
        """
        self._taken = others
        self.field.setText(name)
        self._problem.hide()
        self.float_at(place)
        self.field.setFocus()
        self.field.selectAll()

    def _on_kept(self) -> None:
        name = " ".join(self.field.text().split())
        if not name:
            self._say(self.tr("Give it a name, for instance «Marketing in December»."))
        elif names_taken(self._taken, name):
            self._say(self.tr("There is a view of this name already."))
        else:
            self.close_panel()
            self.named.emit(name)

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        self.adjustSize()
        self.field.setFocus()

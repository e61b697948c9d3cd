"""«Для почты»: the papers for the post of an issued letter, and what is missing for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from otklik.casework.mailing import Mend
from otklik.ui.case.case_forms import InlineForm
from otklik.ui.post.post_papers import PostPaper
from otklik.ui.widgets import Caption, FlowLayout, Heading, LinkButton, QuietButton, clear_layout

if TYPE_CHECKING:
    from otklik.casework.mailing import Gap


class PostPart(QWidget):
    """Buttons for the papers; below them each gap with the link that leads to where it is filled in.

    Signals:
        paper_wanted: show a paper; carries `PostPaper`.
        profile_wanted: open the profile; carries the attribute to fill in.
        address_given: the address of the addressee was typed; carries it.
        unfolded: something was opened that should be seen; carries the widget.

    Args:
        parent: owner.
    """

    paper_wanted = Signal(object)
    profile_wanted = Signal(str)
    address_given = Signal(str)
    unfolded = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gaps: tuple[Gap, ...] = ()
        self._gaps_matter = False
        self._lines = QVBoxLayout()
        self._lines.setSpacing(1)
        self._address = QLineEdit()
        self._form = self._make_form()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Heading(self.tr("For the post")))
        column.addWidget(self._make_buttons())
        column.addLayout(self._lines)
        column.addWidget(self._form)

    def show_gaps(self, gaps: tuple[Gap, ...], address: str) -> None:
        """Say what is missing.

        Args:
            gaps: what is missing.
            address: of the addressee, as it was typed.
        """
        self._gaps = gaps
        if not self._form.isVisible():
            self._address.setText(address)
        self._show()

    def let_gaps_matter(self, matter: bool) -> None:
        """Say what is missing in place, or in the papers alone: a letter sent by e-mail needs no postal index."""
        if matter != self._gaps_matter:
            self._gaps_matter = matter
            self._show()

    def mend(self, mend: Mend) -> None:
        """Lead to where something is filled in."""
        if mend is Mend.ADDRESSEE:
            self._form.show()
            self._address.setFocus(Qt.FocusReason.OtherFocusReason)
            self._address.selectAll()
            self._show()
            self.unfolded.emit(self._form)
        elif mend is not Mend.NOWHERE:
            self.profile_wanted.emit(mend.value)

    def close_form(self) -> None:
        """Close the field of the address."""
        self._form.hide()
        self._show()

    def refuse(self, error: Exception) -> None:
        """Say under the address why it was not taken."""
        self._form.rows.set_mistake(self._address, str(error))

    def _make_buttons(self) -> QWidget:
        buttons = QWidget()
        line = FlowLayout(buttons, gap=8)
        for paper, word, form in (
            (PostPaper.ENVELOPE, self.tr("Envelope"), ""),
            (PostPaper.LABEL, self.tr("Label"), ""),
            (PostPaper.INVENTORY, self.tr("List of contents"), self.tr("Form 107, two copies: for a letter of value")),
            (PostPaper.NOTICE, self.tr("Notice"), self.tr("Form 119: comes back when the letter is delivered")),
        ):
            button = QuietButton(word, small=True)
            button.setToolTip(form)
            button.setAccessibleDescription(form)
            button.clicked.connect(partial(self.paper_wanted.emit, paper))
            line.addWidget(button)
        return buttons

    def _make_form(self) -> InlineForm:
        form = InlineForm(
            self.tr("Postal address of the addressee"),
            self.tr("Kept with the person. The text of the issued letter does not change."),
            self.tr("Keep the address"),
        )
        form.rows.add_row(self.tr("&Address in one line"), self._address, self.tr("Index, town, street, house, flat"))
        form.button.clicked.connect(self._on_given)
        self._address.returnPressed.connect(self._on_given)
        form.cancelled.connect(self.close_form)
        form.hide()
        return form

    def _on_given(self) -> None:
        self._form.rows.set_mistake(self._address)
        self.address_given.emit(self._address.text())

    def _show(self) -> None:
        clear_layout(self._lines)
        if not self._gaps_matter:
            return
        words = {
            Mend.NAME: self.tr("Open the profile"),
            Mend.SENDER: self.tr("Open the profile"),
            Mend.ADDRESSEE: self.tr("Enter the address"),
        }
        for gap in self._gaps:
            line = Caption(gap.sentence)
            line.set_role("caption_soon")
            self._lines.addWidget(line)
            if gap.mend in words and not (gap.mend is Mend.ADDRESSEE and self._form.isVisible()):
                link = LinkButton(words[gap.mend])
                link.clicked.connect(partial(self.mend, gap.mend))
                # Without an alignment the greatest width of the button becomes that of all lines.
                self._lines.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

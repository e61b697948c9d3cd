"""The letters that are begun and not issued, with what they still miss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from otklik.ui import phrases
from otklik.ui.widgets import Heading, LinkButton, Sheet, clear_layout
from otklik.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.register.records import Case, Letter

    Drafts = tuple[tuple[Letter, Case], ...]


class DraftsCard(Sheet):
    """The drafts; takes no room while there is none.

    Signals:
        letter_wanted: open this draft; carries its id.

    Args:
        parent: owner.
    """

    letter_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(20, 6, parent=parent)
        self._drafts: Drafts = ()
        self.hide()

    def show_drafts(self, drafts: Drafts, gaps: dict[int, tuple[str, ...]] | None = None) -> None:
        """Show the drafts.

        Args:
            drafts: letters with their cases.
            gaps: labels of the empty fields by letter; `None` while nobody looked: the same drafts stay as they were.
        """
        if gaps is None and drafts == self._drafts:
            return
        self._drafts = drafts
        clear_layout(self.body)
        self.setVisible(bool(drafts))
        self.body.addWidget(Heading(self.tr("Drafts")))
        for letter, case in drafts:
            missing = (gaps or {}).get(letter.id)
            text = phrases.firm(self.tr("Letter on request № {number}").format(number=case.number))
            link = LinkButton(text)
            link.clicked.connect(lambda _checked=False, letter_id=letter.id: self.letter_wanted.emit(letter_id))
            link.wrap_words()
            self.body.addWidget(link)
            remark = (
                self.tr("not filled in: {fields}").format(fields=", ".join(missing))
                if missing
                else self.tr("nothing is missing: read it once more and issue it")
                if missing is not None
                else letter.heading
            )
            if remark:
                caption = ElidedLabel(remark, "caption")
                caption.setContentsMargins(1, 0, 0, 0)
                self.body.addWidget(caption)
        self.body.addStretch(1)

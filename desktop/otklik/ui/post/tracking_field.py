"""A field for a tracking number: checked while it is typed; what is none is not taken."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from otklik.system.errors import UserError
from otklik.ui.widgets import Caption

_SIGNS = re.compile(r"[^\W_]")
_WHOLE = 13  # signs of S10, the shorter of the two kinds of numbers


class TrackingField(QLineEdit):
    """A tracking number. `verdict` stands under the field and says what seems wrong with it, or that it fits.

    While it is being typed nothing is said about its length; when it is left, everything is.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = Caption("")
        self.verdict.hide()
        self.setPlaceholderText(self.tr("14 digits of the receipt"))
        self.textChanged.connect(self._on_typed)
        self.editingFinished.connect(self._judge)

    def number(self) -> str:
        """Return what is typed."""
        return self.text().strip()

    def check(self) -> bool:
        """Return whether it can be kept: empty, or of the right form. Else say under it what one looks like."""
        from otklik.casework.dispatching import tracking_number  # noqa: PLC0415 - loaded with the first number

        try:
            tracking_number(self.text())
        except UserError as error:
            self._say(str(error), "error")
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        return True

    def _on_typed(self) -> None:
        if len(_SIGNS.findall(self.text())) >= _WHOLE:
            self._judge()
        else:
            self._say("", "caption")

    def _judge(self) -> None:
        from otklik.casework.dispatching import tracking_problem  # noqa: PLC0415 - loaded with the first number

        # All but the last digit of a Russian number look like a whole one of the other kind: wait for the last.
        if not self.number() or (self.hasFocus() and len(_SIGNS.findall(self.text())) == _WHOLE and self._digits()):
            self._say("", "caption")
            return
        problem = tracking_problem(self.text())
        if problem:
            self._say(problem, "caption_soon")
        else:
            self._say(self.tr("The check digit fits."), "caption_done")

    def _digits(self) -> bool:
        return all(sign.isdigit() for sign in _SIGNS.findall(self.text()))

    def _say(self, sentence: str, role: str) -> None:
        self.verdict.setText(sentence)
        self.verdict.set_role(role)
        self.verdict.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)

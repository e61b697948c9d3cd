"""A field for a sum of money."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy

from otklik.system.errors import UserError
from otklik.ui.dates import NBSP
from otklik.ui.widgets import Caption

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SumsNote(Caption):
    """Says which sums a claim names where it states no total; hidden otherwise.

    Args:
        parent: owner.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.clear()

    def show_sums(self, words: str) -> None:
        """Say it of these sums, as the letter puts them."""
        said = self.tr("The letter names several sums and no total: {sums}. Enter what is claimed in all.")
        self.setText(said.format(sums=words))
        self.show()

    def clear(self) -> None:
        """Say nothing."""
        super().clear()
        self.hide()


class MoneyField(QLineEdit):
    """Roubles and kopecks as people type them: «14500», «14 500,50». What is wrong is said when it is left.

    Signals:
        mistake_changed: carries the sentence about the mistake, empty when there is none.

    Args:
        parent: owner.
    """

    mistake_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(40)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(lambda _text: self.mistake_changed.emit(""))
        self.editingFinished.connect(self.check)

    def set_kopecks(self, kopecks: int) -> None:
        """Show a sum, given in kopecks."""
        roubles, rest = divmod(kopecks, 100)
        digits = f"{roubles:,}".replace(",", NBSP)
        self.setText(f"{digits},{rest:02}" if rest else digits)

    def kopecks(self) -> int | None:
        """Return the sum in kopecks; `None` where nothing is typed or it is no sum."""
        try:
            return self._read()
        except UserError:
            return None

    def check(self) -> bool:
        """Show the mistake, if there is one; return whether there is none."""
        try:
            self._read()
        except UserError as error:
            self.mistake_changed.emit(str(error))
            return False
        self.mistake_changed.emit("")
        return True

    def _read(self) -> int | None:
        from otklik.letters.sums import read_sum  # noqa: PLC0415 - start-up: letters are not needed to show a form

        text = self.text().strip()
        return read_sum(text) if text else None

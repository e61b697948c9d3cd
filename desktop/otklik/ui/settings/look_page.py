"""How the window looks and which language it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication

from otklik.system import words
from otklik.system.preferences import TEXT_PERCENT
from otklik.ui import theme
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.widgets import Caption, Heading, Page, Sheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_WIDTH = 860


class LookPage(Page):
    """Theme, language, size of text. The theme changes at once, the others with the next start.

    Signals:
        theme_chosen: `auto`, `light` or `dark`, to be remembered.
        language_chosen: `ru` or `en`, to be remembered.
        text_percent_chosen: the size of text, one of `TEXT_PERCENT`, to be remembered.

    Args:
        parent: owner.
    """

    help_topic = "accessibility"

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    text_percent_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), readable=theme.px(_WIDTH), parent=parent)
        schemes = (
            (theme.Scheme.AUTO, self.tr("as the system has it")),
            (theme.Scheme.LIGHT, self.tr("light")),
            (theme.Scheme.DARK, self.tr("dark")),
        )
        self._scheme = ChoiceChips(schemes)
        self._scheme.choose(theme.scheme())
        self._scheme.changed.connect(self._on_scheme)
        self._language = ChoiceChips((("ru", "Русский"), ("en", "English")))
        self._language.choose(words.language())
        self._language.changed.connect(self._on_language)
        self.body.addWidget(self._card(self.tr("Theme"), self._scheme, ""))
        self._size = ChoiceChips(tuple((str(percent), f"{percent}\u00a0%") for percent in TEXT_PERCENT))
        self.show_text_percent(100)
        self._size.changed.connect(self._on_size)
        note = self.tr("Takes effect with the next start. Letters are always in Russian.")
        self.body.addWidget(self._card(self.tr("Language of the window"), self._language, note))
        note = self.tr("Takes effect with the next start; what the system itself enlarges is counted in.")
        self.body.addWidget(self._card(self.tr("Size of the text"), self._size, note))
        self.body.addStretch(1)

    def show_text_percent(self, percent: int) -> None:
        """Show which size of text is remembered."""
        self._size.choose(str(percent))

    def _card(self, title: str, chips: ChoiceChips, remark: str) -> Sheet:
        card = Sheet(24, 12)
        card.body.addWidget(Heading(title))
        chips.setAccessibleName(title)
        card.body.addWidget(chips)
        if remark:
            card.body.addWidget(Caption(remark))
        return card

    def _on_scheme(self) -> None:
        chosen = self._scheme.chosen() or theme.Scheme.AUTO
        self._scheme.choose(chosen)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            theme.apply(application, chosen)
        self.theme_chosen.emit(str(chosen))

    def _on_language(self) -> None:
        chosen = self._language.chosen() or words.language()
        self._language.choose(chosen)
        self.language_chosen.emit(chosen)

    def _on_size(self) -> None:
        chosen = self._size.chosen() or "100"
        self._size.choose(chosen)
        self.text_percent_chosen.emit(int(chosen))

"""The name of the register at the head of the sidebar: a button that leads to the others."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from otklik.ui import icons
from otklik.ui.palette.commands import key_text
from otklik.ui.widgets.text import ElidedLabel

KEYS = "Ctrl+Shift+O"


class RegisterButton(QPushButton):
    """Names the open register; a click shows the others."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("register")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(f"{self.tr('Registers')} ({key_text(KEYS)})")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 8, 0)
        self._name = ElidedLabel("", "caption")
        self._name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(self._name)
        arrow = icons.IconMark("unfold", "dim", 14)
        arrow.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(arrow)

    def show_register(self, name: str) -> None:
        """Show another name."""
        self._name.set_text(name)
        self.setAccessibleName(self.tr("Register {name}").format(name=name))

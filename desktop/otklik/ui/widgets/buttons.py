"""Buttons: one primary on a screen, quiet ones, links, icons, and chips that can be on or off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

from otklik.ui import icons, theme
from otklik.ui.widgets.text import in_lines, restyle

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionButton, QWidget

_ERR = 2
"""Pixels the measure of words may err by."""


class _Button(QPushButton):
    """What all our buttons share: a hand for a pointer, a name for screen readers, Enter presses them."""

    def __init__(self, text: str, *, small: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if small:
            self.setProperty("small", True)
        self._wraps = False

    def wrap_words(self) -> None:
        """Go on in a second line where there is no room for all words in one."""
        self._wraps = True
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Wish for room for all words in one line, however they are broken now."""
        whole = self._whole()
        return QSize(whole.width() + _ERR, whole.height()) if self._wraps else whole

    def heightForWidth(self, width: int) -> int:
        """Return the height of the words in the width; asked only where they may wrap."""
        return self._whole().height() + self._broken(width).count("\n") * self.fontMetrics().lineSpacing()

    def minimumSizeHint(self) -> QSize:
        """Need, where words may wrap, room for the longest word in one line."""
        whole = super().minimumSizeHint()
        if not self._wraps:
            return whole
        longest = max(self.fontMetrics().horizontalAdvance(word) for word in self.text().split(" "))
        return QSize(min(whole.width(), longest + self._around()), whole.height())

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Write the words in as many lines as it takes."""
        super().initStyleOption(option)
        if self._wraps:
            option.text = self._broken(self.width())

    def _broken(self, width: int) -> str:
        return in_lines(self.text(), width - self._around(), self.font())

    def _around(self) -> int:
        """Return the pixels beside the words, with some to err by."""
        return self._whole().width() - self.fontMetrics().horizontalAdvance(self.text()) + _ERR

    def _whole(self) -> QSize:
        """Return the size with all words in one line."""
        wraps, self._wraps = self._wraps, False  # asking for the size asks for the style, and that for the words
        whole = super().sizeHint()
        self._wraps = wraps
        return whole


class PrimaryButton(_Button):
    """The one thing to do on this screen.

    Args:
        text: what it does, a verb first.
        small: lower, for a row of a list.
        parent: owner.
    """

    def set_quiet(self, quiet: bool) -> None:
        """Step back while something nearer is to be done, or be the one thing to do again."""
        if bool(self.property("quiet")) != quiet:
            self.setProperty("quiet", quiet)
            restyle(self)


class QuietButton(_Button):
    """Any other button; arguments as of `PrimaryButton`."""


class LinkButton(_Button):
    """A button that reads like a link, for small asides; arguments as of `PrimaryButton`."""


class IconButton(QToolButton):
    """A button with an icon alone; it must be given a name, which is also its tooltip.

    Args:
        icon: file name of the icon without ending.
        name: what it does, for screen readers and the tooltip.
        parent: owner.
    """

    def __init__(self, icon: str, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        icons.dress(self, icon)
        self.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


class ToggleChip(_Button):
    """A chip that is on or off (`toggled`), for choosing several of a few words.

    Args:
        text: the word.
        parent: owner.
    """

    def __init__(self, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent=parent)
        self.setCheckable(True)

"""A field for a password: masked, with the keyboard layout and Caps Lock told beside it.

A password typed in the wrong layout looks like the right one while it is masked; half of all passwords here have
Russian letters, so the sign РУ or EN stands beside the field as it does in the system's own log-in window.
"""

from __future__ import annotations

import ctypes
import sys

from PySide6.QtCore import QDynamicPropertyChangeEvent, QEvent, QLocale, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otklik.ui import icons, theme
from otklik.ui.widgets.buttons import IconButton
from otklik.ui.widgets.text import Caption, Chip, restyle

_TELLING = ("windows", "cocoa")
"""Platforms whose Qt knows the layout from the start; elsewhere it gives the system's language until it changes."""

_SIGNS = {QLocale.Language.Russian: "РУ", QLocale.Language.English: "EN"}
_CAPS_LOCK = 0x14  # VK_CAPITAL


class PasswordField(QWidget):
    """A password being typed.

    Signals:
        changed: another text is in it.
        submitted: Enter was pressed.

    Args:
        name: what it is, for screen readers.
        hint: a quiet sentence under a field for a new password; advice takes its place, and nothing below moves.
        parent: owner.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, name: str, *, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint, self._advice = hint, ""
        self._line = _Line()
        self._eye = IconButton("eye", self.tr("Show the password"))
        self._layout_sign = Chip()
        self._caps_sign = Chip(self.tr("Caps Lock"), "soon")
        self._below = Caption("")
        self._below.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._trusted = QGuiApplication.platformName() in _TELLING
        self.setFocusProxy(self._line)
        self.setAccessibleName(name)
        self._line.setAccessibleName(name)
        self._arrange()
        self._connect()
        self._show_below()
        self._show_caps(_Line.caps_of_system())
        self._show_layout(self._told_layout())

    def text(self) -> str:
        """Return the password as it was typed."""
        return self._line.text()

    def advise(self, sentence: str) -> None:
        """Say under the field what speaks against the password, or nothing."""
        self._advice = sentence
        self._show_below()

    def clear(self) -> None:
        """Empty the field and mask it again."""
        self._line.clear()
        self._eye.setChecked(False)

    def event(self, event: QEvent) -> bool:
        """Hand the mark of a mistake, which a form sets, on to the line that shows it."""
        if isinstance(event, QDynamicPropertyChangeEvent) and event.propertyName() == b"wrong":
            self._line.setProperty("wrong", self.property("wrong"))
            restyle(self._line)
        return super().event(event)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._line, 1)
        row.addWidget(self._eye)
        for sign in (self._layout_sign, self._caps_sign):
            policy = sign.sizePolicy()
            policy.setRetainSizeWhenHidden(sign is self._layout_sign)  # it comes with the first letter: nothing jumps
            sign.setSizePolicy(policy)
            row.addWidget(sign)
        self._layout_sign.setMinimumWidth(theme.px(38))
        column.addLayout(row)
        column.addWidget(self._below)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _connect(self) -> None:
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._on_eye)
        self._line.textChanged.connect(self._on_text)
        self._line.returnPressed.connect(self.submitted)
        self._line.caps_seen.connect(self._show_caps)
        self._line.letter_typed.connect(self._on_letter)
        QGuiApplication.inputMethod().localeChanged.connect(self._on_layout)

    def _on_eye(self, shown: bool) -> None:
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        name = self.tr("Hide the password") if shown else self.tr("Show the password")
        icons.dress(self._eye, "eye_off" if shown else "eye")
        self._eye.setToolTip(name)
        self._eye.setAccessibleName(name)

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for three lines under a field for a new password, whatever the size of letters."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._keep_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the room from the beginning; only now the caption has its letters."""
        super().showEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        self._below.setMinimumHeight(3 * self._below.fontMetrics().lineSpacing() if self._hint else 0)

    def _on_text(self) -> None:
        self._show_below()
        self.changed.emit()

    def _on_layout(self) -> None:
        self._trusted = True  # a platform that tells of a change knows what it has
        self._show_layout(self._told_layout())

    def _on_letter(self, letter: str) -> None:
        if not self._trusted:
            self._show_layout("РУ" if _is_cyrillic(letter) else "EN" if letter.isascii() else "")

    def _told_layout(self) -> str:
        """Return the sign of the layout the platform tells of, empty where it does not."""
        if not self._trusted:
            return ""
        locale = QGuiApplication.inputMethod().locale()
        if locale.language() == QLocale.Language.C:
            return ""
        return _SIGNS.get(locale.language(), locale.name().partition("_")[0].upper())

    def _show_layout(self, sign: str) -> None:
        self._layout_sign.show_state(sign, "quiet")
        self._layout_sign.setVisible(bool(sign))
        names = {"РУ": self.tr("The keyboard types Russian letters"), "EN": self.tr("The keyboard types Latin letters")}
        self._layout_sign.setToolTip(names.get(sign, self.tr("Keyboard layout: {sign}").format(sign=sign)))
        self._describe()

    def _show_caps(self, on: bool) -> None:
        self._caps_sign.setVisible(on)
        self._describe()

    def _show_below(self) -> None:
        said = self._advice or self._mixed() or self._hint
        self._below.setText(said)
        self._below.setVisible(bool(said))
        self._describe()

    def _mixed(self) -> str:
        letters = [sign for sign in self._line.text() if sign.isalpha()]
        if any(map(_is_cyrillic, letters)) and any(letter.isascii() for letter in letters):
            return self.tr(
                "Russian and Latin letters are mixed here. If you did not mean it, look at the keyboard layout."
            )
        return ""

    def _describe(self) -> None:
        """Tell screen readers what the signs show."""
        parts = [self._layout_sign.toolTip()] if not self._layout_sign.isHidden() else []
        parts += [label.text() for label in (self._caps_sign, self._below) if not label.isHidden()]
        self._line.setAccessibleDescription(". ".join(part.rstrip(".") for part in parts))


class _Line(QLineEdit):
    """The line itself: tells what was typed and whether Caps Lock shows in it.

    Signals:
        letter_typed: carries the letter.
        caps_seen: carries whether Caps Lock is on, where a key told it.
    """

    letter_typed = Signal(str)
    caps_seen = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        hints = Qt.InputMethodHint
        self.setInputMethodHints(hints.ImhSensitiveData | hints.ImhNoAutoUppercase | hints.ImhNoPredictiveText)
        self._caps = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Look at the key before the line takes it."""
        letter = event.text()
        if len(letter) == 1 and letter.isalpha() and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._see_caps(letter.isupper() != shifted)
            self.letter_typed.emit(letter)
        elif event.key() == Qt.Key.Key_CapsLock and not event.isAutoRepeat():
            self._see_caps(self.caps_of_system() if sys.platform == "win32" else not self._caps)
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask the system anew where it can be asked: the key may have been pressed elsewhere."""
        if sys.platform == "win32":
            self._see_caps(self.caps_of_system())
        super().focusInEvent(event)

    @staticmethod
    def caps_of_system() -> bool:
        """Return whether Windows says that Caps Lock is on; elsewhere only the next letter can tell."""
        if sys.platform == "win32":
            return bool(ctypes.windll.user32.GetKeyState(_CAPS_LOCK) & 1)
        return False

    def _see_caps(self, on: bool) -> None:
        self._caps = on
        self.caps_seen.emit(on)


def _is_cyrillic(letter: str) -> bool:
    return "\u0400" <= letter <= "\u052f"

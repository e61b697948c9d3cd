"""What stands on the screen while the register is locked, and where its password is asked at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import icons, screen_room, theme
from otklik.ui.widgets import Caption, Label, LinkButton, PrimaryButton
from otklik.ui.widgets.password_field import PasswordField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

FIRST_WAIT, LONGEST_WAIT = 500, 8000
"""Milliseconds of rest after the first wrong password and at most; each further one doubles it."""

_WIDTH, _AROUND = 380, 32


class LockWindow(QWidget):
    """A lock, and what opens it. Names no register and nobody.

    Signals:
        opening_wanted: carries the password, empty where none is asked for.
        sheet_wanted: the password is forgotten.
        left: the window was closed: the program is to end.

    Args:
        warning: returns a sentence where closing now loses something; closing once more does it all the same.
        parent: owner.
    """

    opening_wanted = Signal(str)
    sheet_wanted = Signal()
    left = Signal()

    def __init__(self, warning: Callable[[], str] = str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Otklik"))
        self.setMinimumSize(theme.px(480), theme.px(400))
        screen_room.fit(self, self.minimumSize())
        self._warning = warning
        self._warned = False
        self._refused = 0
        self._password = PasswordField(self.tr("Password"))
        self._caption = Caption(self.tr("Password"))
        self._open = PrimaryButton(self.tr("Open"))
        self._note = Caption("")
        self._error = Label("", "error", wrap=True)
        self._forgotten = LinkButton(self.tr("Forgot the password? The recovery sheet"))
        self._forgotten.wrap_words()
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._on_rested)
        self._lay_out()
        self._password.submitted.connect(self._on_open)
        self._password.changed.connect(self._error.hide)
        self._open.clicked.connect(self._on_open)
        self._forgotten.clicked.connect(self.sheet_wanted)
        self.wait_for("")

    @property
    def asks_password(self) -> bool:
        """Whether a password is asked for."""
        return not self._password.isHidden()

    def ask(self, *, password: bool) -> None:
        """Offer to open.

        Args:
            password: whether a password is needed; else a button is enough.
        """
        self._password.setVisible(password)
        self._caption.setVisible(password)
        self._error.setAlignment(Qt.AlignmentFlag.AlignLeft if password else Qt.AlignmentFlag.AlignHCenter)
        self._forgotten.setVisible(password)
        self._open.show()
        note = self.tr(
            "No password is set: the lock only hides the window. Set one in the settings, on the page “Key”."
        )
        self._say("" if password else note)
        self._set_enabled(True)

    def wait_for(self, sentence: str) -> None:
        """Say what is still under way; nothing can be opened meanwhile."""
        self._error.hide()
        self._set_enabled(False)
        self._say(sentence)

    def refuse(self, sentence: str, *, wrong: bool) -> None:
        """Say why it did not open.

        Args:
            sentence: why.
            wrong: whether the password was wrong: then the next try has to wait a moment.
        """
        self._password.clear()
        self._say("")
        self._error.setText(sentence)
        self._error.show()
        if wrong:
            self._rest.start(min(FIRST_WAIT * 2**self._refused, LONGEST_WAIT))
            self._refused += 1
        else:
            self._set_enabled(True)

    def show_up(self) -> None:
        """Come to the front, ready for typing."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End the program; where that loses something, say so first."""
        sentence = "" if self._warned else self._warning()
        if sentence:
            self._warned = True
            self._error.setText(sentence)
            self._error.show()
            event.ignore()
            return
        super().closeEvent(event)
        self.left.emit()

    def _lay_out(self) -> None:
        middle = Qt.AlignmentFlag.AlignHCenter
        card = QWidget()
        card.setFixedWidth(min(theme.px(_WIDTH), self.minimumWidth() - 2 * _AROUND))  # on a small screen at large text
        column = QVBoxLayout(card)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(icons.IconMark("lock", "dim", 32), 0, middle)
        title = Label(self.tr("Otklik is locked"), "case_title", wrap=True)
        title.setAlignment(middle)
        column.addWidget(title)
        column.addSpacing(8)
        field = QVBoxLayout()
        field.setSpacing(4)
        for part in (self._caption, self._password, self._error):
            field.addWidget(part)
        column.addLayout(field)
        column.addWidget(self._open, 0, middle)
        self._note.setAlignment(middle)
        column.addWidget(self._note)
        column.addWidget(self._forgotten, 0, middle)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(_AROUND, _AROUND, _AROUND, _AROUND)
        whole.addStretch(2)
        whole.addLayout(row)
        whole.addStretch(3)
        hidden: tuple[QWidget, ...] = (self._caption, self._password, self._error, self._open, self._forgotten)
        for one in hidden:
            one.hide()

    def _say(self, sentence: str) -> None:
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def _set_enabled(self, enabled: bool) -> None:
        self._password.setEnabled(enabled)
        self._open.setEnabled(enabled)
        if enabled:
            (self._password if self.asks_password else self._open).setFocus()

    def _on_rested(self) -> None:
        self._set_enabled(True)

    def _on_open(self) -> None:
        if not self._open.isEnabled() or (self.asks_password and not self._password.text()):
            return
        password = self._password.text()
        self.wait_for(self.tr("Opening…"))
        self.opening_wanted.emit(password)

"""Sentences in place: what went wrong or well, and what to do where there is nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from otklik.ui import icons
from otklik.ui.drawings import Drawing
from otklik.ui.widgets.buttons import IconButton, LinkButton, PrimaryButton, QuietButton
from otklik.ui.widgets.text import Caption, Label, restyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

_STAYS = 1500
"""Milliseconds that a passing sentence stays at least: the keys that brought it are let go of meanwhile."""

_ACTS = frozenset({QEvent.Type.KeyRelease, QEvent.Type.MouseButtonRelease})
"""What ends a press: at its begin nothing may move, or the press would land elsewhere."""

_ICONS = {"accent": "info", "quiet": "info", "overdue": "warning", "soon": "warning", "done": "check"}


class Notice(QFrame):
    """One sentence in place, hidden while it has none. Screen readers are told when it appears.

    Args:
        sentence: what to say; empty hides it.
        role: `accent`, `quiet`, `done`, `soon` or `overdue`.
        closable: whether it has a cross.
        parent: owner.

    Signals:
        closed: the user took it away.
    """

    closed = Signal()

    def __init__(
        self, sentence: str = "", role: str = "accent", *, closable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4 if closable else 8, 12, 4 if closable else 8)  # the cross is higher than a line
        row.setSpacing(12)
        self._mark = icons.IconMark(_ICONS[role], "dim", 18)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        self._label = Label("", wrap=True)
        row.addWidget(self._label, 1)
        self._buttons: list[LinkButton] = []
        self._row = row
        self._passing = False
        self._since = QElapsedTimer()
        if closable:
            cross = IconButton("close", self.tr("Hide the notice"))
            cross.clicked.connect(self._on_closed)
            row.addWidget(cross, 0, Qt.AlignmentFlag.AlignVCenter)
        self.say(sentence, role)

    @property
    def sentence(self) -> str:
        """What it says now."""
        return self._label.text()

    def say(
        self,
        sentence: str,
        role: str = "accent",
        action: tuple[str, Callable[[], None]] | None = None,
        second: tuple[str, Callable[[], None]] | None = None,
        *,
        topic: str = "",
        passing: bool = False,
    ) -> None:
        """Say something, or nothing.

        Args:
            sentence: what to say; empty hides the notice.
            role: `accent`, `quiet`, `done`, `soon` or `overdue`.
            action: word and callback of a button behind the sentence.
            second: the same of another button behind that one.
            topic: page of the help that tells more; a link to it stands behind them.
            passing: whether it goes when the user goes on to something else, or leaves the page.
        """
        from otklik.ui.help.help_link import help_action  # noqa: PLC0415 - it is made of the widgets of this room

        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons.clear()
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        self._mark.set_icon(_ICONS[role], "dim" if role == "quiet" else role)
        if self.property("role") != role:
            self.setProperty("role", role)
            restyle(self)
            restyle(self._label)
        more = help_action(self, topic) if topic and sentence else None
        for place, one in enumerate((one for one in (action, second, more) if one is not None), 2):
            button = LinkButton(one[0])
            button.clicked.connect(one[1])
            self._row.insertWidget(place, button, 0, Qt.AlignmentFlag.AlignVCenter)
            button.show()  # a layout shows it later only, where the notice stands already
            self._buttons.append(button)
        self.setVisible(bool(sentence))
        self._pass_by(wanted=passing and bool(sentence))
        if sentence and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def show_error(self, error: Exception) -> None:
        """Say the sentence of an error; fits `failed` of `Tasks`."""
        self.say(str(error), "overdue")

    def clear(self) -> None:
        """Say nothing."""
        self.say("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go with what the user does next."""
        if event.type() in _ACTS and self._since.elapsed() > _STAYS:
            self._pass_by(wanted=False)
            QTimer.singleShot(0, self, self._on_closed)
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Go with the page, where it is passing."""
        super().hideEvent(event)
        if self._passing:
            self._pass_by(wanted=False)
            QTimer.singleShot(0, self, self._on_closed)

    def _pass_by(self, *, wanted: bool) -> None:
        application = QApplication.instance()
        if application is None or wanted == self._passing:
            return
        self._passing = wanted
        if wanted:
            self._since.start()
            application.installEventFilter(self)
        else:
            application.removeEventFilter(self)

    def _on_closed(self) -> None:
        self.clear()
        self.closed.emit()


class EmptyState(QWidget):
    """What to show where there is nothing yet: a drawing, a sentence, a remark, a button.

    Args:
        drawing: file name of the drawing without ending.
        sentence: what there is not.
        remark: what to do about it.
        action: word and callback of a button.
        quiet: whether the one thing to do stands elsewhere on the screen.
        parent: owner.
    """

    def __init__(
        self,
        drawing: str,
        sentence: str,
        remark: str = "",
        action: tuple[str, Callable[[], None]] | None = None,
        *,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(4)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._drawing = Drawing(drawing)
        column.addWidget(self._drawing, 0, middle)
        column.addSpacing(12)
        self._sentence = Label(sentence, "strong", wrap=True)
        self._sentence.setAlignment(middle)
        column.addWidget(self._sentence)
        self._remark = Caption(remark)
        self._remark.setAlignment(middle)
        column.addWidget(self._remark)
        self._remark.setVisible(bool(remark))  # not before: without a parent it would flash as a window of its own
        if action is not None:
            column.addSpacing(12)
            button = QuietButton(action[0]) if quiet else PrimaryButton(action[0])
            button.clicked.connect(action[1])
            column.addWidget(button, 0, middle)
        column.addStretch(1)

    def say(self, sentence: str, remark: str = "", *, drawing: str = "") -> None:
        """Say something else.

        Args:
            sentence: what there is not.
            remark: what to do about it.
            drawing: another drawing; the one that stands there where empty.
        """
        if drawing:
            self._drawing.show_drawing(drawing)
        self._sentence.setText(sentence)
        self._remark.setText(remark)
        self._remark.setVisible(bool(remark))

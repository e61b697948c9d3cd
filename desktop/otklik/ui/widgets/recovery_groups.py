"""The eighteen groups of a recovery sheet, typed from the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDynamicPropertyChangeEvent, QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from otklik.safety import recovery
from otklik.ui import icons, theme
from otklik.ui.widgets.text import Caption, Label, restyle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_COLUMNS = 3
_STEPS = {Qt.Key.Key_Up: -_COLUMNS, Qt.Key.Key_Down: _COLUMNS}


class RecoveryGroups(QWidget):
    """Fields for all groups of a sheet, in its rows of three.

    Six digits lead on to the next field, Backspace in an empty one leads back, and a whole sheet may be pasted into any
    of them. Each field shows at once whether its group fits; a line under them says it in words.

    Signals:
        changed: another digit is in one of the fields.
        submitted: Enter was pressed.

    Args:
        parent: owner.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._fields = [GroupField(number) for number in range(1, recovery.GROUPS + 1)]
        self._state = Caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for place, field in enumerate(self._fields):
            grid.addWidget(field, place // _COLUMNS, place % _COLUMNS)
            field.typed.connect(lambda text, place=place: self._on_typed(place, text))
            field.leave.connect(lambda step, place=place: self._go(place + step, back=step < 0))
            field.left.connect(self._show_state)
            field.submitted.connect(self.submitted)
        grid.setColumnStretch(_COLUMNS, 1)
        column.addLayout(grid)
        column.addWidget(self._state)
        self.setFocusProxy(self._fields[0])
        self._show_state()

    def event(self, event: QEvent) -> bool:
        """Take the ticks away where a form found that the groups fit singly but not together."""
        if isinstance(event, QDynamicPropertyChangeEvent) and event.propertyName() == b"wrong":
            doubted = bool(self.property("wrong")) and self.is_complete()
            for field in self._fields:
                field.set_doubted(doubted)
            self._show_state()
        return super().event(event)

    def groups(self) -> tuple[str, ...]:
        """Return what is in the fields, in order."""
        return tuple(field.text() for field in self._fields)

    def set_groups(self, groups: Sequence[str]) -> None:
        """Put groups in from the first field on and empty the rest."""
        self._put(0, [*groups, *("" for _ in range(recovery.GROUPS - len(groups)))])

    def clear(self) -> None:
        """Empty all fields."""
        self.set_groups(())

    def is_complete(self) -> bool:
        """Tell whether each field has a group that fits; whether all are of one sheet the key alone tells."""
        return all(field.fits() for field in self._fields)

    def _on_typed(self, place: int, text: str) -> None:
        """Spread what was pasted over the fields: a whole sheet from the first on, a part from this one on."""
        parts = recovery.groups_in(text)
        if len(parts) > 1:
            start = 0 if len(parts) == recovery.GROUPS else place
            self._put(start, parts)
            self._go(min(start + len(parts), recovery.GROUPS) - 1, back=True)
            return
        self._show_state()
        self.changed.emit()

    def _put(self, start: int, groups: Sequence[str]) -> None:
        for field, group in zip(self._fields[start:], groups, strict=False):
            field.set_text(group)
        self._show_state()
        self.changed.emit()

    def _go(self, place: int, *, back: bool) -> None:
        if 0 <= place < recovery.GROUPS:
            self._fields[place].take_focus(at_end=back)

    def _show_state(self) -> None:
        """Say in words what the marks of the fields say."""
        wrong = [str(number) for number, field in enumerate(self._fields, 1) if field.is_wrong()]
        fitting = sum(field.fits() for field in self._fields)
        if wrong:
            said, role = self.tr("A digit is wrong in these groups: {groups}").format(groups=", ".join(wrong)), "error"
        elif fitting == recovery.GROUPS and not self.property("wrong"):
            said, role = self.tr("All 18 groups fit"), "done"
        else:
            said, role = self.tr("Groups typed: {count} of 18").format(count=fitting), "caption"
        self._state.setText(said)
        self._state.set_role(role)


class GroupField(QWidget):
    """One group: its number, its six digits, and a mark that tells whether they fit.

    Signals:
        typed: somebody typed or pasted; carries the text.
        leave: go as many fields on as it carries, or back.
        left: the field was left.
        submitted: Enter was pressed.

    Args:
        number: of the group on the sheet.
        parent: owner.
    """

    typed = Signal(str)
    leave = Signal(int)
    left = Signal()
    submitted = Signal()

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self.tr("Group {number}").format(number=number)
        self._line = _Digits()
        self._line.setAccessibleName(self._name)
        self._mark = icons.IconMark("check", "done", 16)
        policy = self._mark.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._mark.setSizePolicy(policy)
        self._before = ""
        self._abandoned = False  # left with too few digits in it
        self._doubted = False
        caption = Label(str(number), "caption")
        caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        caption.setMinimumWidth(theme.px(18))
        caption.setBuddy(self._line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (caption, self._line, self._mark):
            row.addWidget(part)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._on_edited)
        self._line.editingFinished.connect(self._on_left)
        self._line.returnPressed.connect(self.submitted)
        self._line.leave.connect(self.leave)
        self._show_mark()

    def text(self) -> str:
        """Return the digits."""
        return self._line.text()

    def set_text(self, text: str) -> None:
        """Put digits in; more than six are cut."""
        self._before = recovery.digits_in(text)[: recovery.DIGITS]
        self._abandoned = 0 < len(self._before) < recovery.DIGITS
        self._line.setText(self._before)
        self._show_mark()

    def fits(self) -> bool:
        """Tell whether the group is one."""
        return recovery.group_fits(self.text())

    def is_wrong(self) -> bool:
        """Tell whether the group is typed and no group."""
        return (len(self.text()) == recovery.DIGITS or self._abandoned) and not self.fits()

    def set_doubted(self, doubted: bool) -> None:
        """Show no tick for a group that fits by itself and yet stands in the wrong place, or show it again."""
        self._doubted = doubted
        self._show_mark()

    def take_focus(self, *, at_end: bool) -> None:
        """Be typed into: behind what is there, or over it."""
        self._line.setFocus(Qt.FocusReason.TabFocusReason)
        if at_end:
            self._line.end(False)
        else:
            self._line.selectAll()

    def _on_edited(self, text: str) -> None:
        typed_one = len(text) - len(self._before) == 1
        digits, at = recovery.digits_in(text), len(recovery.digits_in(text[: self._line.cursorPosition()]))
        if typed_one and len(digits) > recovery.DIGITS:  # one more key in a full field: nothing to spread
            digits, at = self._before, at - 1
        grown = len(digits) > len(self._before)
        self._before = digits[: recovery.DIGITS]
        self._abandoned = False
        self._line.setText(self._before)
        self._line.setCursorPosition(min(at, recovery.DIGITS))
        self._show_mark()
        self.typed.emit(self._before if typed_one else text)
        if grown and len(digits) == at == recovery.DIGITS:
            self.leave.emit(1)

    def _on_left(self) -> None:
        self._abandoned = 0 < len(self.text()) < recovery.DIGITS
        self._show_mark()
        self.left.emit()

    def _show_mark(self) -> None:
        wrong = self.is_wrong()
        word = self.tr("mistyped") if wrong else self.tr("fits") if self.fits() and not self._doubted else ""
        self._mark.set_icon("warning" if wrong else "check", "overdue" if wrong else "done")
        self._mark.setVisible(bool(word))
        self._mark.setToolTip(word)
        self._line.setAccessibleDescription(word)
        if bool(self._line.property("wrong")) != wrong:
            self._line.setProperty("wrong", wrong)
            restyle(self._line)


class _Digits(QLineEdit):
    """The line of a group: as wide as six digits, and led out of by its edges.

    Signals:
        leave: carries how many fields on.
    """

    leave = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for room for six digits and the cursor."""
        wide = self.fontMetrics().horizontalAdvance("0" * recovery.DIGITS) + 30
        return QSize(wide, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead out of the field where the key has nothing left to do in it."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = self._step(Qt.Key(event.key())) if plain else 0
        if step:
            self.leave.emit(step)
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> int:
        start, end = self.cursorPosition() == 0, self.cursorPosition() == len(self.text())
        if (key == Qt.Key.Key_Backspace and not self.text()) or (key == Qt.Key.Key_Left and start):
            return -1
        if key == Qt.Key.Key_Right and end and not self.hasSelectedText():
            return 1
        return _STEPS.get(key, 0)

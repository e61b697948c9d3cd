"""The fields of a recovery sheet: typed, pasted, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from otklik.safety import recovery
from otklik.ui.widgets import RecoveryGroups
from tests.ui.window_tools import seen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GROUPS = recovery.groups_of(bytes(range(32)), "ab" * 16)


@pytest.fixture
def fields(qtbot: QtBot, look: None) -> RecoveryGroups:
    made = RecoveryGroups()
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    qtbot.waitUntil(lines(made)[0].hasFocus)
    return made


def lines(fields: RecoveryGroups) -> list[QLineEdit]:
    return [field._line for field in fields._fields]


def type_keys(text: str) -> None:
    """Type into whatever has the keyboard."""
    for letter in text:
        target = QApplication.focusWidget()
        assert target is not None
        QApplication.sendEvent(target, QKeyEvent(QKeyEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(qtbot: QtBot, key: Qt.Key) -> None:
    qtbot.keyClick(QApplication.focusWidget(), key)


def focused(fields: RecoveryGroups) -> int:
    """Return the number of the group that has the keyboard."""
    return next(number for number, line in enumerate(lines(fields), 1) if line.hasFocus())


def paste(text: str) -> None:
    QApplication.clipboard().setText(text)
    target = QApplication.focusWidget()
    assert isinstance(target, QLineEdit)
    target.paste()


def test_a_sheet_is_typed_without_touching_another_key(fields: RecoveryGroups) -> None:
    changes: list[int] = []
    fields.changed.connect(lambda: changes.append(1))
    type_keys("".join(GROUPS))
    assert fields.groups() == GROUPS
    assert fields.is_complete()
    assert len(changes) == len("".join(GROUPS))
    assert "Все 18 групп сходятся" in seen(fields)


def test_a_hand_scanner_fills_the_fields_from_the_code(fields: RecoveryGroups) -> None:
    type_keys(recovery.qr_text(GROUPS, "ab" * 16))
    assert fields.groups() == GROUPS


@pytest.mark.parametrize("between", ["", " ", "-", "\n", "\t", "\r\n"])
def test_a_whole_sheet_is_pasted_into_any_field(fields: RecoveryGroups, between: str) -> None:
    lines(fields)[7].setFocus()
    paste(between.join(GROUPS))
    assert fields.groups() == GROUPS
    assert focused(fields) == 18


def test_the_words_of_the_qr_code_may_be_pasted(fields: RecoveryGroups) -> None:
    paste(recovery.qr_text(GROUPS, "12" * 16))
    assert fields.groups() == GROUPS


def test_part_of_a_sheet_is_pasted_from_where_one_is(fields: RecoveryGroups) -> None:
    lines(fields)[3].setFocus()
    paste(" ".join(GROUPS[3:6]))
    assert fields.groups() == ("",) * 3 + GROUPS[3:6] + ("",) * 12
    assert focused(fields) == 6


def test_each_group_shows_at_once_whether_it_fits(fields: RecoveryGroups) -> None:
    first, second = fields._fields[0], fields._fields[1]
    type_keys(GROUPS[0])
    assert first._mark.isVisible()
    assert first._mark.toolTip() == first._line.accessibleDescription() == "сходится"
    type_keys(GROUPS[1][:5] + str((int(GROUPS[1][5]) + 1) % 10))
    assert second._line.accessibleDescription() == "опечатка"
    assert second._line.property("wrong") is True
    assert "Ошибка в цифрах, проверьте группы: 2" in seen(fields)
    assert focused(fields) == 3
    assert not fields.is_complete()


def test_a_group_half_typed_is_wrong_only_when_it_is_left(fields: RecoveryGroups) -> None:
    type_keys(GROUPS[0][:4])
    assert not fields._fields[0].is_wrong()
    lines(fields)[5].setFocus()
    assert fields._fields[0].is_wrong()
    assert "проверьте группы: 1" in seen(fields)


def test_backspace_in_an_empty_field_goes_back(qtbot: QtBot, fields: RecoveryGroups) -> None:
    type_keys(GROUPS[0])
    assert focused(fields) == 2
    press(qtbot, Qt.Key.Key_Backspace)
    assert (focused(fields), fields.groups()[0]) == (1, GROUPS[0])
    press(qtbot, Qt.Key.Key_Backspace)
    assert fields.groups()[0] == GROUPS[0][:5]
    type_keys(GROUPS[0][5])
    assert focused(fields) == 2


def test_arrows_lead_through_the_sheet_as_it_is_printed(qtbot: QtBot, fields: RecoveryGroups) -> None:
    walked = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Left):
        press(qtbot, key)
        walked.append(focused(fields))
    assert walked == [4, 5, 2, 1, 1]


def test_a_seventh_digit_changes_nothing(fields: RecoveryGroups) -> None:
    fields.set_groups(GROUPS)
    lines(fields)[2].setFocus()
    lines(fields)[2].setCursorPosition(3)
    type_keys("9")
    assert fields.groups() == GROUPS


def test_a_digit_is_mended_in_the_middle(qtbot: QtBot, fields: RecoveryGroups) -> None:
    fields.set_groups(GROUPS)
    line = lines(fields)[2]
    line.setFocus()
    line.setCursorPosition(3)
    press(qtbot, Qt.Key.Key_Backspace)
    type_keys(GROUPS[2][2])
    assert fields.groups() == GROUPS
    assert focused(fields) == 3
    assert line.cursorPosition() == 3


def test_letters_are_not_taken_and_other_figures_are(fields: RecoveryGroups) -> None:
    type_keys("а1b٢-3 ")
    assert fields.groups()[0] == "123"


def test_groups_are_put_in_and_taken_out(fields: RecoveryGroups) -> None:
    fields.set_groups(GROUPS[:5])
    assert fields.groups() == GROUPS[:5] + ("",) * 13
    assert "Набрано групп: 5 из 18" in seen(fields)
    fields.clear()
    assert fields.groups() == ("",) * 18


def test_enter_submits(qtbot: QtBot, fields: RecoveryGroups) -> None:
    with qtbot.waitSignal(fields.submitted):
        press(qtbot, Qt.Key.Key_Return)


def test_screen_readers_hear_the_number_of_each_group(fields: RecoveryGroups) -> None:
    assert [line.accessibleName() for line in lines(fields)] == [f"Группа {number}" for number in range(1, 19)]
    assert all(label.buddy() is not None for label in fields.findChildren(QLabel) if label.text().isdecimal())


def test_no_tick_stays_beside_groups_that_do_not_fit_together(fields: RecoveryGroups) -> None:
    fields.set_groups([GROUPS[1], GROUPS[0], *GROUPS[2:]])
    assert all(field._mark.isVisible() for field in fields._fields)
    fields.setProperty("wrong", True)  # as a form does that shows a mistake
    assert not any(field._mark.isVisible() for field in fields._fields)
    assert "Все 18 групп" not in seen(fields)
    fields.setProperty("wrong", False)
    assert all(field._mark.isVisible() for field in fields._fields)

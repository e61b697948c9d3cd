"""The password field: what it shows beside a password that nobody sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from otklik.ui.widgets import FormRows, PasswordField
from tests.ui.window_tools import seen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PRESS = QKeyEvent.Type.KeyPress
NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
MIXED = "Здесь и русские, и латинские буквы. Если так вышло случайно, проверьте раскладку."


@pytest.fixture
def field(qtbot: QtBot, look: None) -> PasswordField:
    made = PasswordField("Пароль реестра")
    qtbot.addWidget(made)
    made.show()
    return made


def line(field: PasswordField) -> QLineEdit:
    return field.findChild(QLineEdit)


def type_letters(field: PasswordField, text: str, *, caps: bool = False) -> None:
    """Type as a keyboard does: Shift turns a letter over, Caps Lock does too."""
    for letter in text:
        modifiers = SHIFT if letter.isupper() != caps and letter.isalpha() else NONE
        QApplication.sendEvent(line(field), QKeyEvent(PRESS, 0, modifiers, letter))


def test_it_is_masked_until_the_eye_is_pressed(qtbot: QtBot, field: PasswordField) -> None:
    type_letters(field, "тайна")
    assert field.text() == "тайна"
    assert line(field).displayText() != "тайна"
    eye = field._eye
    assert eye.accessibleName() == eye.toolTip() == "Показать пароль"
    eye.click()
    assert line(field).displayText() == "тайна"
    assert eye.accessibleName() == "Скрыть пароль"
    field.clear()
    assert (field.text(), line(field).echoMode()) == ("", QLineEdit.EchoMode.Password)


def test_the_eye_is_reached_by_keyboard(field: PasswordField) -> None:
    assert field._eye.focusPolicy() & Qt.FocusPolicy.TabFocus
    field.setFocus()
    assert field.focusProxy() is line(field)


def test_it_tells_of_each_change_and_of_enter(qtbot: QtBot, field: PasswordField) -> None:
    changes: list[str] = []
    field.changed.connect(lambda: changes.append(field.text()))
    type_letters(field, "аб")
    with qtbot.waitSignal(field.submitted):
        qtbot.keyClick(line(field), Qt.Key.Key_Return)
    assert changes == ["а", "аб"]


@pytest.mark.parametrize(("text", "sign"), [("з", "РУ"), ("q", "EN"), ("зq", "EN"), ("Q1ж", "РУ"), ("123", "")])
def test_the_layout_is_told_by_what_is_typed(field: PasswordField, text: str, sign: str) -> None:
    """Offscreen, as on most Linux desktops, the platform does not know its layout."""
    type_letters(field, text)
    shown = field._layout_sign.text() if field._layout_sign.isVisible() else ""
    assert shown == sign


def test_the_layout_is_told_by_the_platform_once_it_speaks(field: PasswordField) -> None:
    field._on_layout()
    told = QGuiApplication.inputMethod().locale()
    if told.language() == QLocale.Language.C:
        assert not field._layout_sign.isVisible()
    else:
        assert field._layout_sign.text() == {"ru": "РУ"}.get(told.name()[:2], told.name()[:2].upper())
    before = field._layout_sign.text()
    type_letters(field, "ж" if before == "EN" else "q")
    assert field._layout_sign.text() == before  # what is typed may come from elsewhere; the platform knows


@pytest.mark.parametrize(
    ("text", "caps", "told"),
    [
        ("а", False, False),
        ("А", False, False),
        ("а", True, True),
        ("А", True, True),
        ("Q", True, True),
        ("1", True, False),
    ],
)
def test_caps_lock_is_told_by_letter_and_shift(field: PasswordField, text: str, caps: bool, told: bool) -> None:
    type_letters(field, text, caps=caps)
    assert field._caps_sign.isVisible() is told
    assert ("Caps Lock" in seen(field)) is told


def test_caps_lock_pressed_again_is_off(qtbot: QtBot, field: PasswordField) -> None:
    type_letters(field, "А", caps=True)
    qtbot.keyClick(line(field), Qt.Key.Key_CapsLock)
    assert not field._caps_sign.isVisible()


@pytest.mark.parametrize(
    ("text", "mixed"),
    [("парольpass", True), ("пароль 12", False), ("pass 12!", False), ("сyrillic", True), ("ё9Z", True)],
)
def test_letters_of_two_alphabets_are_told(field: PasswordField, text: str, mixed: bool) -> None:
    type_letters(field, text)
    assert (MIXED in seen(field)) is mixed
    field.clear()
    assert MIXED not in seen(field)


def test_a_screen_reader_hears_what_the_signs_say(field: PasswordField) -> None:
    type_letters(field, "qЖ", caps=True)
    assert line(field).accessibleName() == "Пароль реестра"
    said = line(field).accessibleDescription()
    assert "русскими" in said
    assert "Caps Lock" in said
    assert "и русские, и латинские" in said


def test_a_form_marks_it_as_mistaken(qtbot: QtBot, look: None) -> None:
    rows = FormRows()
    qtbot.addWidget(rows)
    field = PasswordField("Пароль")
    rows.add_row("Пароль", field)
    rows.set_mistake(field, "Пароль не подходит.")
    assert line(field).property("wrong") is True
    rows.set_mistake(field)
    assert line(field).property("wrong") is False

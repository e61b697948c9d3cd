"""The first window: a register begun, opened or restored; what went wrong is said in place with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from otklik.casework import opening, profiles, safekeeping
from otklik.register.records import OperatorForm
from otklik.register.store import Register
from otklik.safety import keys
from otklik.system.clock import FixedClock
from otklik.system.preferences import Preferences
from otklik.ui import translation
from otklik.ui.welcome.welcome_window import WelcomeWindow
from tests.invented import NOON
from tests.ui.office import KEY, OPERATOR

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, folder: Path, monkeypatch: pytest.MonkeyPatch) -> WelcomeWindow:
    """The first window on a computer without a password store."""
    translation.install(qapp, "ru")
    monkeypatch.setattr(keys, "ALLOWED", ())
    made = WelcomeWindow(Preferences(), folder)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: button(made, "Начать реестр").isEnabled())
    return made


@pytest.fixture
def register(tmp_path: Path) -> Path:
    """A register with a key file and a backup, made elsewhere."""
    path = tmp_path / "other.otklik"
    desk = opening.begin(Register.create(path, KEY), FixedClock(NOON))
    profiles.save_operator(desk, OPERATOR)
    (tmp_path / "copies").mkdir()
    safekeeping.back_up_now(desk, tmp_path / "copies")
    desk.register.close()
    keys.write_key_file(tmp_path / "other.key", KEY)
    return path


def button(parent: QWidget, text: str) -> QAbstractButton:
    return next(b for b in parent.findChildren(QAbstractButton) if b.text() == text)


def said(window: WelcomeWindow) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_two_calm_choices_and_a_way_back(window: WelcomeWindow, qtbot: QtBot) -> None:
    assert [b.accessibleName() for b in window.findChildren(QAbstractButton) if b.isVisible() and b.accessibleName()][
        :2
    ] == ["Начать новый реестр", "Открыть реестр"]
    button(window, "Начать").click()
    assert window.create_form.isVisible()
    next(b for b in window.findChildren(QAbstractButton) if b.isVisible() and b.accessibleName() == "Назад").click()
    assert not window.create_form.isVisible()


def test_without_a_password_store_it_says_so_and_the_key_goes_to_a_file(
    window: WelcomeWindow, qtbot: QtBot, folder: Path
) -> None:
    button(window, "Начать").click()
    assert "нет хранилища паролей" in said(window)
    window.create_form.form.choose(OperatorForm.COMPANY)
    window.create_form.name.setText("ООО «Придуманное»")
    with qtbot.waitSignal(window.chosen) as chosen:
        button(window, "Начать реестр").click()
    path, key = chosen.args
    assert path == folder / "register.otklik"
    assert keys.read_key_file(folder / "register.key") == key
    assert Preferences.load(folder).key_file_of(path) == folder / "register.key"
    with Register.open(path, key) as made:
        (operator,) = made.operators.all()
        assert (operator.form, operator.name) == (OperatorForm.COMPANY, "ООО «Придуманное»")
        assert operator.first_person == "мы"


def test_a_register_without_a_name_is_not_begun(window: WelcomeWindow, qtbot: QtBot, folder: Path) -> None:
    button(window, "Начать").click()
    with qtbot.assertNotEmitted(window.create_form.wanted):
        button(window, "Начать реестр").click()
    assert "оно нужно для писем" in said(window)
    assert not (folder / "register.otklik").exists()
    assert window.create_form.name.property("wrong")
    window.create_form.name.insert("К")
    assert "оно нужно для писем" not in said(window)
    assert not window.create_form.name.property("wrong")


def test_a_name_no_letter_can_show_is_refused_in_place_and_nothing_is_made(
    window: WelcomeWindow, qtbot: QtBot, folder: Path
) -> None:
    button(window, "Начать").click()
    window.create_form.name.setText("Шевченко <Любовь> & 😀")
    button(window, "Начать реестр").click()
    qtbot.waitUntil(lambda: "нельзя напечатать: 😀 (U+1F600)" in said(window))
    assert window.create_form.name.property("wrong")
    assert not (folder / "register.otklik").exists()
    assert not (folder / "register.key").exists()
    window.create_form.name.setText("Шевченко <Любовь> &")
    with qtbot.waitSignal(window.chosen) as chosen:
        button(window, "Начать реестр").click()
    with Register.open(*chosen.args) as made:
        (operator,) = made.operators.all()
        assert (operator.name, operator.first_person) == ("Шевченко <Любовь> &", "я")


def test_a_register_opens_with_its_key_file_which_is_remembered(
    window: WelcomeWindow, qtbot: QtBot, register: Path, folder: Path
) -> None:
    button(window, "Выбрать файл").click()
    window.open_form.show_path(register, register.with_suffix(".key"))
    with qtbot.waitSignal(window.chosen) as chosen:
        window.open_form.submit()
    assert chosen.args == [register, KEY]
    kept = Preferences.load(folder)
    assert kept.registers == (str(register),)
    assert kept.key_file_of(register) == register.with_suffix(".key")
    Register.open(register, KEY).close()


def test_what_is_wrong_is_said_in_place_and_the_form_stays(
    window: WelcomeWindow, qtbot: QtBot, register: Path, tmp_path: Path
) -> None:
    (tmp_path / "wrong.key").write_text("00" * 32)
    button(window, "Выбрать файл").click()
    for key_file, words in ((None, "Нет ключа"), (tmp_path / "wrong.key", "ключ"), (tmp_path / "no.key", "Нет файла")):
        window.open_form.show_path(register, key_file)
        with qtbot.assertNotEmitted(window.chosen):
            window.open_form.submit()
            qtbot.waitUntil(button(window, "Открыть").isEnabled)
            qtbot.waitUntil(lambda words=words: words in said(window))
        assert window.open_form.isVisible()


def test_a_register_in_use_is_not_opened_twice(window: WelcomeWindow, qtbot: QtBot, register: Path) -> None:
    button(window, "Выбрать файл").click()
    window.open_form.show_path(register, register.with_suffix(".key"))
    with Register.open(register, KEY):
        window.open_form.submit()
        qtbot.waitUntil(lambda: "открыт" in said(window) and button(window, "Открыть").isEnabled())


def test_a_backup_is_restored_into_a_new_register(
    window: WelcomeWindow, qtbot: QtBot, register: Path, tmp_path: Path
) -> None:
    button(window, "Восстановить реестр из копии").click()
    (backup,) = (tmp_path / "copies").iterdir()
    window.restore_form.backup.set_path(backup)
    window.restore_form.key_file.set_path(register.with_suffix(".key"))
    window.restore_form.target.set_path(tmp_path / "back.otklik")
    with qtbot.waitSignal(window.chosen) as chosen:
        window.restore_form.submit()
    assert chosen.args[0] == tmp_path / "back.otklik"
    with Register.open(tmp_path / "back.otklik", KEY) as restored:
        assert restored.operators.all()[0].name == OPERATOR.name


def test_nothing_is_restored_over_a_file(window: WelcomeWindow, qtbot: QtBot, register: Path, tmp_path: Path) -> None:
    (backup,) = (tmp_path / "copies").iterdir()
    button(window, "Восстановить реестр из копии").click()
    window.restore_form.backup.set_path(backup)
    window.restore_form.key_file.set_path(register.with_suffix(".key"))
    window.restore_form.target.set_path(register)
    before = register.read_bytes()
    with qtbot.assertNotEmitted(window.chosen):
        window.restore_form.submit()
        qtbot.waitUntil(
            lambda: "other.otklik" in said(window) and button(window, "Проверить и восстановить").isEnabled()
        )
    assert register.read_bytes() == before


def test_the_program_can_say_why_it_asks(window: WelcomeWindow, register: Path) -> None:
    window.say("Реестр занят другой программой.", register)
    assert "занят другой программой" in said(window)
    assert window.open_form.file.path() == register
    assert window.open_form.isVisible()


def test_the_form_shows_the_key_file_that_was_tried(
    qtbot: QtBot, window: WelcomeWindow, register: Path, tmp_path: Path
) -> None:
    remembered, tried = register.with_suffix(".key"), tmp_path / "wrong.key"
    tried.write_text("00" * 32)
    window._preferences.remember(register, remembered)
    window.say("Ключ не открывает реестр.", register, tried)
    assert window.open_form.key_file.path() == tried
    window.say("Реестр занят другой программой.", register)
    assert window.open_form.key_file.path() == remembered
    window.open_form.key_file.set_path(None)
    with qtbot.waitSignal(window.chosen):
        window.open_form.submit()
    assert window.open_form.key_file.path() == remembered

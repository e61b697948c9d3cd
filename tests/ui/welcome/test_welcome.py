"""The first window: a register begun or opened; what went wrong is said in place with what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from otklik.casework import key_keeping, opening
from otklik.register.records import OperatorForm
from otklik.register.store import Register
from otklik.safety import keys, recovery
from otklik.safety.passwords import lock_key
from otklik.system.clock import SystemClock
from otklik.system.errors import EnvironmentProblem
from otklik.system.preferences import Preferences
from otklik.ui.welcome.key_choice import Place
from otklik.ui.widgets import PrimaryButton
from tests.ui.office import KEY

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from tests.ui.welcome.conftest import Hands

PASSWORD = "три слова подряд"
NAME = "Ветров Арсений Павлович"


def lock(register: Path, password: str = PASSWORD) -> None:
    """Lock the key of the register beside it, as a password set in the settings does."""
    with Register.open(register, KEY) as opened:
        keys.locked_key_path(register).write_bytes(lock_key(KEY, password, opened.id))


def groups_of(register: Path, key: bytes = KEY) -> tuple[str, ...]:
    with Register.open(register, KEY) as opened:
        return recovery.groups_of(key, opened.id)


def test_two_calm_ways_two_quiet_ones_and_a_way_back(hands: Hands, qtbot: QtBot) -> None:
    named = [b.accessibleName() for b in hands.window.findChildren(QAbstractButton) if b.isVisible()]
    assert [name for name in named if name][:4] == [
        "Свой реестр: Начать свой реестр",
        "Учебный реестр: Посмотреть на учебном",
        "Открыть реестр",
        "Восстановить реестр из копии",
    ]
    primary = [b for b in hands.window.choices.findChildren(PrimaryButton) if b.isVisible() and not b.property("quiet")]
    assert [button.text() for button in primary] == ["Начать свой реестр"]
    hands.press("Начать свой реестр")
    assert hands.window.create_form.isVisible()
    qtbot.keyClick(hands.window, Qt.Key.Key_Escape)
    assert not hands.window.create_form.isVisible()
    hands.press("Выбрать файл")
    next(
        b for b in hands.window.findChildren(QAbstractButton) if b.isVisible() and b.accessibleName() == "Назад"
    ).click()
    assert hands.window.choices.isVisible()


def test_a_password_is_offered_first_where_there_is_no_store(hands: Hands, qtbot: QtBot, folder: Path) -> None:
    form = hands.to_the_key("ООО «Придуманное»")
    assert form.place.key.place() is Place.PASSWORD
    form.who.form.choose(OperatorForm.COMPANY)
    hands.type_password(form.place.key.password, PASSWORD)
    hands.press("Начать реестр")
    assert "Пароли не совпадают" in hands.said()
    assert not (folder / "register.otklik").exists()
    hands.type_password(form.place.key.again, PASSWORD)
    hands.press("Начать реестр")
    assert "Напечатайте лист восстановления" in hands.said()
    with qtbot.waitSignal(hands.window.chosen) as chosen:
        hands.window.made_form.later.click()
    path, key = chosen.args
    assert path == folder / "register.otklik"
    assert keys.key_for(path, None, PASSWORD) == key
    with Register.open(path, key) as made:
        (operator,) = made.operators.all()
        assert (operator.form, operator.name) == (OperatorForm.COMPANY, "ООО «Придуманное»")
        assert operator.first_person == "мы"


def test_a_weak_password_is_not_taken(hands: Hands, folder: Path) -> None:
    form = hands.to_the_key(NAME)
    for field in (form.place.key.password, form.place.key.again):
        hands.type_password(field, "1234567890")
    hands.press("Начать реестр")
    assert form.place.key.password.property("wrong")
    assert not (folder / "register.otklik").exists()


def test_the_key_goes_to_a_file_where_that_is_chosen(hands: Hands, qtbot: QtBot, folder: Path) -> None:
    hands.to_the_key(NAME).place.key.choose(Place.FILE)
    hands.press("Начать реестр")
    with qtbot.waitSignal(hands.window.chosen) as chosen:
        hands.window.made_form.later.click()
    assert keys.read_key_file(folder / "register.key") == chosen.args[1]
    assert Preferences.load(folder).key_file_of(chosen.args[0]) == folder / "register.key"


def test_the_password_store_comes_first_where_there_is_one(hands: Hands) -> None:
    hands.window._show_store("GNOME Keyring")
    hands.press("Начать свой реестр")
    hands.press("Пропустить")
    form = hands.window.create_form
    assert form.place.key.place() is Place.STORE
    assert not form.place.isVisible(), "the key's place is no question of its own"
    assert "2 из 3" in hands.said()
    hands.press("Другое место для реестра или другой способ его открывать…")
    assert "GNOME Keyring" in hands.said()
    assert form.place.file.isVisible()


def test_the_sheet_of_a_new_register_can_be_tested_at_once(hands: Hands, qtbot: QtBot) -> None:
    hands.to_the_key(NAME).place.key.choose(Place.FILE)
    hands.press("Начать реестр")
    made = hands.window.made_form
    qtbot.waitUntil(lambda: "ещё не проверен" in hands.said())
    assert made._tasks is not None
    groups: list[tuple[str, ...]] = []
    made._tasks.run(lambda desk: key_keeping.sheet_of(desk).groups, groups.append)
    qtbot.waitUntil(lambda: bool(groups))
    made._tasks.act(lambda desk: key_keeping.check_sheet(desk, {3: groups[0][2]}), lambda _changes: made._refresh())
    qtbot.waitUntil(lambda: made.later.text() == "Продолжить")
    with qtbot.waitSignal(hands.window.chosen):
        made.later.click()


def test_a_question_without_an_answer_is_asked_again_in_place(hands: Hands, folder: Path) -> None:
    hands.press("Начать свой реестр")
    hands.press("Дальше")
    assert "Напишите имя или пропустите" in hands.said()
    hands.window.create_form.who.name.insert("К")
    assert "Напишите имя или пропустите" not in hands.said()
    hands.press("Дальше")
    hands.press("Дальше")
    assert "Выберите папку или пропустите" in hands.said()
    assert not (folder / "register.otklik").exists()


def test_a_name_no_letter_can_show_is_refused_in_place_and_nothing_is_made(hands: Hands, folder: Path) -> None:
    form = hands.to_the_key("Шевченко <Любовь> & 😀")
    form.place.key.choose(Place.FILE)
    hands.press("Начать реестр")
    assert "нельзя напечатать: 😀 (U+1F600)" in hands.said()
    assert form.who.name.property("wrong")
    assert form.who.name.isVisible()
    assert not (folder / "register.otklik").exists()
    assert not (folder / "register.key").exists()


def test_a_cloud_folder_is_warned_of_and_not_forbidden(hands: Hands, tmp_path: Path) -> None:
    page = hands.to_the_key(NAME).place
    assert not page.place.isVisible()
    page.file.set_path(tmp_path / "OneDrive" / "register.otklik")
    hands.qtbot.waitUntil(page.place.isVisible)
    assert "облачная" in hands.said() or "облак" in hands.said()


def test_a_register_opens_with_its_key_file_which_is_remembered(
    hands: Hands, qtbot: QtBot, register: Path, folder: Path
) -> None:
    hands.press("Выбрать файл")
    hands.window.open_form.show_path(register, register.with_suffix(".key"))
    with qtbot.waitSignal(hands.window.chosen) as chosen:
        hands.window.open_form.submit()
    assert chosen.args == [register, KEY]
    kept = Preferences.load(folder)
    assert kept.registers == (str(register),)
    assert kept.key_file_of(register) == register.with_suffix(".key")
    Register.open(register, KEY).close()


def test_a_password_is_asked_for_in_place(hands: Hands, qtbot: QtBot, register: Path) -> None:
    lock(register)
    hands.press("Выбрать файл")
    form = hands.window.open_form
    form.show_path(register, None)
    hands.press("Открыть")
    assert form.password.isVisible()
    hands.type_password(form.password, "не тот пароль")
    hands.press("Открыть")
    assert form.password.property("wrong")
    hands.type_password(form.password, PASSWORD)
    with qtbot.waitSignal(hands.window.chosen) as chosen:
        form.submit()
    assert chosen.args == [register, KEY]


def test_who_forgot_the_password_opens_by_the_sheet_and_thinks_of_another(
    hands: Hands, qtbot: QtBot, register: Path
) -> None:
    lock(register, "забытый когда-то")
    hands.press("Выбрать файл")
    hands.window.open_form.show_path(register, None)
    hands.press("Открыть")
    hands.press("Забыли пароль? Откройте по листу восстановления")
    sheet = hands.window.sheet_form
    sheet.groups.set_groups(groups_of(register, bytes(32)))
    hands.press("Открыть")
    assert "не последний" in hands.said()
    sheet.groups.set_groups(groups_of(register))
    hands.press("Открыть")
    settle = hands.window.settle_form
    assert settle.isVisible()
    assert not any(sheet.groups.groups()), "the key does not stay in the window"
    for field in (settle.key.password, settle.key.again):
        hands.type_password(field, PASSWORD)
    with qtbot.waitSignal(hands.window.chosen, timeout=15_000) as chosen:
        settle.submit()
    assert chosen.args == [register, KEY]
    assert keys.key_for(register, None, PASSWORD) == KEY


def test_what_is_wrong_is_said_in_place_and_the_form_stays(hands: Hands, register: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.key").write_text("00" * 32)
    hands.press("Выбрать файл")
    for key_file, words in ((None, "Нет ключа"), (tmp_path / "wrong.key", "ключ"), (tmp_path / "no.key", "Нет файла")):
        hands.window.open_form.show_path(register, key_file)
        with hands.qtbot.assertNotEmitted(hands.window.chosen):
            hands.press("Открыть")
        assert words in hands.said()
        assert hands.window.open_form.isVisible()


def test_a_register_in_use_is_not_opened_twice(hands: Hands, register: Path) -> None:
    hands.press("Выбрать файл")
    hands.window.open_form.show_path(register, register.with_suffix(".key"))
    with Register.open(register, KEY):
        hands.press("Открыть")
        assert "открыт" in hands.said()


def test_the_program_can_say_why_it_asks(hands: Hands, register: Path, tmp_path: Path) -> None:
    hands.window.say("Реестр занят другой программой.", register)
    assert "занят другой программой" in hands.said()
    assert hands.window.open_form.file.path() == register
    tried = tmp_path / "wrong.key"
    hands.window._preferences.remember(register, register.with_suffix(".key"))
    hands.window.show_problem(
        EnvironmentProblem("There is no file {file}. Check the name.", file=tried), register, tried
    )
    hands.rest()
    assert "Нет файла" in hands.said()
    assert hands.window.open_form.key_file.path() == tried


def test_the_sheet_can_be_asked_for_at_once(hands: Hands, register: Path) -> None:
    hands.window.open_by_sheet(register)
    assert hands.window.sheet_form.isVisible()
    assert "other.otklik" in hands.said()


def test_a_mistake_of_ours_leaves_the_window_usable(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    from otklik.ui import messages

    shown: list[Exception] = []
    monkeypatch.setattr(messages, "show_crash", lambda error, _parent: shown.append(error))
    hands.window.runner.start(lambda: 1 // 0, print, print, "…")
    hands.rest()
    assert isinstance(shown[0], ZeroDivisionError)
    assert hands.button("Начать свой реестр").isEnabled()


def test_a_register_made_here_opens_for_work(hands: Hands, qtbot: QtBot) -> None:
    hands.to_the_key(NAME).place.key.choose(Place.FILE)
    hands.press("Начать реестр")
    with qtbot.waitSignal(hands.window.chosen) as chosen:
        hands.window.made_form.later.click()
    path, key = chosen.args
    opening.open_for_work(path, None, SystemClock(), key).register.close()

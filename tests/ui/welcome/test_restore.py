"""Restoring from the first window: which copy, what opens it, into which file; and what there is after damage."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton

from otklik.casework.copies import safekeeping
from otklik.casework.copies.folders import BESIDE
from otklik.casework.opening import desk_of
from otklik.register.problems import MISSING, NOT_A_DATABASE
from otklik.register.store import Register
from otklik.safety import key_stores, keys, recovery
from otklik.safety.passwords import lock_key
from otklik.system.clock import FixedClock, SystemClock
from otklik.system.errors import EnvironmentProblem
from otklik.system.preferences import Preferences
from otklik.ui.welcome import work
from otklik.ui.welcome.key_choice import Place
from otklik.ui.welcome.key_source import Source
from otklik.ui.welcome.welcome_window import WelcomeWindow
from otklik.ui.widgets import PrimaryButton
from tests import key_place
from tests.invented import NOON
from tests.ui.office import KEY, OPERATOR
from tests.ui.welcome.conftest import Hands

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

PASSWORD = "три слова подряд"


def known(hands: Hands, register: Path, *, key_file: bool = True) -> None:
    """Let this computer have opened the register before."""
    hands.window._preferences.remember(register, register.with_suffix(".key") if key_file else None)
    hands.window._preferences.remember_copies([register.parent / "copies"])


def groups_of(register: Path, key: bytes = KEY) -> tuple[str, ...]:
    with Register.open(register, KEY) as opened:
        return recovery.groups_of(key, opened.id)


def test_copies_are_found_by_themselves_and_the_key_too(hands: Hands, qtbot: QtBot, register: Path) -> None:
    known(hands, register)
    hands.press("Найти копию")
    form = hands.window.restore_form
    copies = form.table.rows.copies()
    assert [(copy.cases, copy.path.parent.name) for copy in copies] == [(0, "copies")]
    hands.press("Продолжить")
    assert form.target.isVisible()
    assert not form.key.isVisible(), "the key is at home already"
    assert form.target.path() == register.with_name("other 2026-11-21.otklik")
    before = register.read_bytes()
    with qtbot.waitSignal(hands.window.chosen, timeout=15_000) as chosen:
        hands.button("Проверить и восстановить").click()
    assert chosen.args == [register.with_name("other 2026-11-21.otklik"), KEY]
    assert hands.window._preferences.key_file_of(chosen.args[0]) == register.with_suffix(".key")
    assert register.read_bytes() == before
    with Register.open(*chosen.args) as restored:
        assert restored.operators.all()[0].name == OPERATOR.name


def test_a_row_is_taken_by_enter_and_esc_leads_back(hands: Hands, qtbot: QtBot, register: Path) -> None:
    known(hands, register)
    hands.press("Найти копию")
    form = hands.window.restore_form
    qtbot.keyClick(form.table, Qt.Key.Key_Return)
    hands.rest()
    assert form.target.isVisible()
    qtbot.keyClick(hands.window, Qt.Key.Key_Escape)
    assert form.table.isVisible()
    qtbot.keyClick(hands.window, Qt.Key.Key_Escape)
    assert hands.window.choices.isVisible()


def test_without_copies_it_says_where_to_look(hands: Hands) -> None:
    hands.press("Найти копию")
    assert "Копий не нашлось" in hands.said()
    assert not hands.button("Продолжить").isEnabled()
    assert hands.button("Другой файл…").isEnabled()


def test_a_wrong_sheet_is_told_which_one_is_right(hands: Hands, register: Path, backup: Path) -> None:
    later = backup.with_name(backup.name.replace(".otklik-backup", "-key2.otklik-backup"))
    backup.rename(later)
    hands.press("Найти копию")
    form = hands.window.restore_form
    form.show_file(later)
    hands.rest()
    assert "лист восстановления № 2" in hands.said()
    form.source.groups.set_groups(groups_of(register, bytes(32)))
    hands.press("Продолжить")
    assert "Её открывает лист восстановления № 2" in hands.said()
    form.source.groups.set_groups(groups_of(register))
    hands.press("Продолжить")
    assert form.target.isVisible()
    assert not any(form.source.groups.groups())


def test_the_password_alone_opens_a_copy_with_its_locked_key_beside_it(
    hands: Hands, qtbot: QtBot, register: Path, backup: Path, folder: Path
) -> None:
    with Register.open(register, KEY) as opened:
        locked = keys.carried_key_path(backup.parent, opened.id, 1)
        locked.write_bytes(lock_key(KEY, PASSWORD, opened.id))
    hands.press("Найти копию")
    form = hands.window.restore_form
    form.show_file(backup)
    hands.rest()
    assert form.source.password.isVisible()
    assert not form.source.locked.isVisible()
    hands.type_password(form.source.password, "не тот пароль")
    hands.press("Продолжить")
    assert form.source.password.property("wrong")
    hands.type_password(form.source.password, PASSWORD)
    hands.press("Продолжить")
    assert form.key.isVisible(), "the new register needs a lock of its own"
    assert form.key.place() is Place.PASSWORD
    for field in (form.key.password, form.key.again):
        hands.type_password(field, PASSWORD)
    with qtbot.waitSignal(hands.window.chosen, timeout=15_000) as chosen:
        hands.button("Проверить и восстановить").click()
    assert keys.key_for(chosen.args[0], None, PASSWORD) == KEY


def test_a_key_file_is_enough(hands: Hands, register: Path, backup: Path) -> None:
    hands.press("Найти копию")
    form = hands.window.restore_form
    form.show_file(backup)
    hands.rest()
    form.source.choose(Source.FILE)
    hands.press("Продолжить")
    assert "Выберите файл ключа" in hands.said()
    form.source.key_file.set_path(register.with_suffix(".key"))
    hands.press("Продолжить")
    assert form.target.isVisible()


def test_nothing_is_restored_over_a_file(hands: Hands, qtbot: QtBot, register: Path) -> None:
    known(hands, register)
    hands.press("Найти копию")
    hands.press("Продолжить")
    hands.window.restore_form.target.set_path(register)
    before = register.read_bytes()
    with qtbot.assertNotEmitted(hands.window.chosen):
        hands.press("Проверить и восстановить")
    assert "other.otklik уже есть" in hands.said()
    assert register.read_bytes() == before


def test_a_locked_key_that_stayed_behind_is_not_written_over(
    hands: Hands, qtbot: QtBot, register: Path, backup: Path, folder: Path
) -> None:
    folder.mkdir(exist_ok=True)
    behind = keys.locked_key_path(folder / "register.otklik")
    behind.write_bytes(lock_key(bytes(32), PASSWORD, "ab" * 16))
    content = behind.read_bytes()
    hands.press("Найти копию")
    form = hands.window.restore_form
    form.show_file(backup)
    hands.rest()
    form.source.groups.set_groups(groups_of(register))
    hands.press("Продолжить")
    assert form.target.path() == folder / "register-2.otklik", "a name that is free is offered"
    form.target.set_path(folder / "register.otklik")
    for field in (form.key.password, form.key.again):
        hands.type_password(field, PASSWORD)
    with qtbot.assertNotEmitted(hands.window.chosen):
        hands.press("Проверить и восстановить")
    assert "запертый ключ другого или прежнего реестра" in hands.said()
    assert behind.read_bytes() == content
    assert list(folder.glob("*.otklik")) == []


def test_a_restore_whose_key_finds_no_place_leaves_nothing(register: Path, backup: Path, tmp_path: Path) -> None:
    """The password store goes silent after the key was locked: register and locked key are both gone again."""
    target = tmp_path / "back.otklik"
    wanted = work.Wanted(backup, KEY, target, work.KeyWish(password=PASSWORD))
    key_place.FileStore.refuses = RuntimeError("locked")
    key_stores.added_stores.append(key_place.FileStore)
    try:
        with pytest.raises(EnvironmentProblem):
            work.restore(wanted, FixedClock(NOON), lambda done, total: None, Event())
    finally:
        key_stores.added_stores.clear()
        key_place.FileStore.refuses = None
    assert [file.name for file in tmp_path.glob("back*")] == ["back.otklik.lock"], "an empty file, nothing else"


def test_a_restore_that_is_stopped_leaves_nothing(hands: Hands, qtbot: QtBot, register: Path) -> None:
    known(hands, register)
    hands.press("Найти копию")
    hands.press("Продолжить")
    with qtbot.assertNotEmitted(hands.window.chosen):
        hands.button("Проверить и восстановить").click()
        qtbot.keyClick(hands.window, Qt.Key.Key_Escape)
        hands.rest()
    assert "остановлен" in hands.said()
    assert not list(register.parent.glob("*2026*"))
    assert not list(register.parent.glob(".otklik*"))


def damaged(register: Path) -> Path:
    """Two copies beside the register, then a blow to its head."""
    folder = register.parent / BESIDE
    folder.mkdir()
    with Register.open(register, KEY) as opened:
        safekeeping.back_up_now(desk_of(opened, FixedClock(NOON)), folder)
    with register.open("r+b") as file:
        file.seek(200)
        file.write(bytes(50))
    return register


def test_a_damaged_register_leads_to_its_last_good_copy(hands: Hands, qtbot: QtBot, register: Path) -> None:
    damaged(register)
    kept = register.read_bytes()
    known(hands, register)
    error = EnvironmentProblem(NOT_A_DATABASE, file=register)
    hands.window.show_problem(error, register)
    hands.rest()
    form = hands.window.damage_form
    assert form.isVisible()
    assert "Вы в этом не виноваты" in hands.said()
    assert "Копия цела" in hands.said()
    hands.press("Восстановить её в новый файл")
    assert hands.window.restore_form.target.isVisible(), "the key is known: straight to the new file"
    with qtbot.waitSignal(hands.window.chosen, timeout=15_000) as chosen:
        hands.button("Проверить и восстановить").click()
    assert register.read_bytes() == kept
    with Register.open(*chosen.args) as restored:
        assert restored.operators.all()[0].name == OPERATOR.name


def test_copies_beside_a_register_nobody_remembers_are_found(hands: Hands, register: Path) -> None:
    damaged(register)
    hands.window.show_damage(register, register.with_suffix(".key"), key=KEY)
    hands.rest()
    assert "Копия цела" in hands.said()
    hands.press("Другая копия…")
    copies = hands.window.restore_form.table.rows.copies()
    assert [copy.path.parent.name for copy in copies] == [BESIDE]


def test_a_copy_right_beside_it_tells_damage_from_a_missing_key(hands: Hands, register: Path, backup: Path) -> None:
    damaged(register)
    (copy,) = (register.parent / BESIDE).iterdir()
    copy.rename(register.with_name(copy.name))
    error = EnvironmentProblem(NOT_A_DATABASE, file=register)
    hands.window.show_problem(error, register, register.with_suffix(".key"))
    hands.rest()
    assert hands.window.damage_form.isVisible()
    assert "Копия цела" in hands.said()


def test_a_register_that_is_gone_leads_to_restoring_it_where_it_was(hands: Hands, qtbot: QtBot, register: Path) -> None:
    damaged(register)
    register.unlink()
    hands.window.show_problem(EnvironmentProblem(MISSING, file=register), register)
    hands.rest()
    assert "нет на месте" in hands.said()
    named = [b for b in hands.window.choices.findChildren(QAbstractButton) if b.isVisible()]

    def offered() -> list[str]:
        return [b.text() for b in sorted(named, key=lambda button: button.mapTo(hands.window, QPoint()).y())]

    qtbot.waitUntil(lambda: offered() == ["Найти копию", "Выбрать файл", "Начать свой реестр"])
    assert [b.text() for b in named if isinstance(b, PrimaryButton) and not b.property("quiet")] == ["Найти копию"]
    hands.press("Найти копию")
    form = hands.window.restore_form
    assert [copy.path.parent.name for copy in form.table.rows.copies()] == [BESIDE]
    form.show_file(form.table.rows.copies()[0].path, KEY)
    hands.rest()
    assert form.target.path() == register


def test_what_can_be_read_is_gathered_and_counted(hands: Hands, qtbot: QtBot, register: Path) -> None:
    damaged(register)
    known(hands, register)
    hands.window.show_damage(register, register.with_suffix(".key"), key=KEY)
    hands.rest()
    hands.press("Собрать то, что читается")
    assert "журнала" in hands.said()
    with qtbot.waitSignal(hands.window.chosen) as chosen:
        hands.button("Открыть собранный реестр").click()
    assert chosen.args[0] == register.with_stem("other собранный")
    assert hands.window._preferences.key_file_of(chosen.args[0]) == register.with_suffix(".key")
    Register.open(*chosen.args).close()


def test_without_key_and_copy_the_page_of_damage_still_leads_on(hands: Hands, tmp_path: Path) -> None:
    lost = tmp_path / "lost.otklik"
    lost.write_bytes(bytes(8192))
    hands.window.show_damage(lost)
    hands.rest()
    assert "Исправной копии здесь не нашлось" in hands.said()
    hands.press("Выбрать копию…")
    assert hands.window.restore_form.isVisible()


def test_a_missing_key_is_not_taken_for_damage(hands: Hands, register: Path) -> None:
    known(hands, register, key_file=False)
    hands.press("Выбрать файл")
    hands.window.open_form.show_path(register, None)
    hands.press("Открыть")
    assert hands.window.open_form.isVisible()
    assert "Нет ключа" in hands.said()


def test_a_computer_that_never_had_a_register_offers_its_own_folder(
    qtbot: QtBot, tmp_path: Path, backup: Path, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = WelcomeWindow(Preferences(), tmp_path / "new" / "data")
    qtbot.addWidget(window)
    window.show()
    fresh = Hands(qtbot, window, tmp_path)
    fresh.rest()
    fresh.press("Найти копию")
    window.restore_form.show_file(backup, KEY)
    fresh.rest()
    assert window.restore_form.target.path() == tmp_path / "new" / "data" / "register.otklik"
    fresh.press("Проверить и восстановить")
    settle = window.settle_form
    assert settle.isVisible(), "nothing here has the key: without a place for it this register would not open again"
    for field in (settle.key.password, settle.key.again):
        fresh.type_password(field, PASSWORD)
    with qtbot.waitSignal(window.chosen, timeout=15_000) as chosen:
        settle.submit()
    assert keys.key_for(chosen.args[0], None, PASSWORD) == KEY
    desk_of(Register.open(*chosen.args), SystemClock()).register.close()
    window.close()

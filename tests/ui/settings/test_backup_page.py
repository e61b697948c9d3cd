"""The backups in the settings, on a real register: making, checking, restoring, the folders, the rhythm, the words."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from otklik.casework.copies import restoring, rhythm, safekeeping
from otklik.register.store import Register
from otklik.ui.settings import backup_list
from otklik.ui.settings.backup_page import BackupPage
from tests.ui.office import KEY, Office
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.safety.copies import Backup


@pytest.fixture
def page(qtbot: QtBot, office: Office, look: None) -> BackupPage:
    made = BackupPage(office.tasks)
    qtbot.addWidget(made)
    office.tasks.changed.connect(made.refresh)
    made.resize(1000, 900)
    made.show()
    made.refresh()
    rest(qtbot, office)
    return made


def rest(qtbot: QtBot, office: Office) -> None:
    """Wait until nothing follows on what was done any more."""
    for _ in range(4):
        office.settle()
        qtbot.wait(1)


def press(qtbot: QtBot, page: BackupPage, word: str) -> None:
    """Press a link of the list, once the list stands."""
    qtbot.waitUntil(
        lambda: any(
            b.text() == word and b.isVisible() and b.isEnabled() for b in page.list.findChildren(QAbstractButton)
        )
    )
    button(page, word).click()


def make(qtbot: QtBot, page: BackupPage, office: Office) -> Backup:
    """Make a copy by the button and return it."""
    button(page, "Сделать копию сейчас").click()
    qtbot.waitUntil(lambda: "Копия сделана и проверена" in seen(page))
    rest(qtbot, office)
    return office.ask(safekeeping.backups)[0]


def choose(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))


def spoil(file: Path) -> None:
    """Change one byte in the middle of a file."""
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


def test_a_copy_is_made_checked_and_listed(page: BackupPage, office: Office, qtbot: QtBot) -> None:
    assert "В этой папке копий пока нет" in seen(page)
    assert "Копии ещё нет" in seen(page)
    backup = make(qtbot, page, office)
    assert str(backup.path) in seen(page)
    qtbot.waitUntil(lambda: "Сегодня, 12:00" in seen(page))
    assert "3 обращения · последнее № 3 · " in seen(page)
    assert " · проверена сегодня" in seen(page)
    assert "Последняя проверенная копия сегодня в 12:00" in seen(page)
    assert "листом восстановления" not in seen(page)


def test_a_copy_can_be_cancelled_and_leaves_nothing(
    page: BackupPage, office: Office, qtbot: QtBot, tmp_path: Path
) -> None:
    gate = threading.Event()
    office.tasks.run(lambda _desk: gate.wait(5))
    button(page, "Сделать копию сейчас").click()
    assert page.state.busy
    qtbot.waitUntil(lambda: any(b.text() == "Отмена" and b.isVisible() for b in page.findChildren(QAbstractButton)))
    assert "Делаю и проверяю копию…" in seen(page)
    button(page, "Отмена").click()
    gate.set()
    qtbot.waitUntil(lambda: "Копирование остановлено" in seen(page))
    assert office.ask(safekeeping.backups) == ()
    assert [file for file in tmp_path.rglob("*") if ".part" in file.name] == []
    assert button(page, "Сделать копию сейчас").isEnabled()


def test_a_copy_is_checked_by_its_link(page: BackupPage, office: Office, qtbot: QtBot) -> None:
    backup = make(qtbot, page, office)
    press(qtbot, page, "Проверить сейчас")
    qtbot.waitUntil(lambda: f"Копия цела: {backup.path.name}" in seen(page))
    spoil(backup.path)
    press(qtbot, page, "Проверить сейчас")
    qtbot.waitUntil(lambda: "Копия от 21 ноября не читается: " in seen(page))
    rest(qtbot, office)
    assert page.state.notice.sentence == ""
    assert "проверена сегодня" not in seen(page.list)
    assert "повреждён" in seen(page.list)


def test_a_copy_is_restored_into_a_new_file(
    page: BackupPage, office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(qtbot, page, office)
    target = tmp_path / "restored.otklik"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    press(qtbot, page, "Восстановить в новый файл…")
    qtbot.waitUntil(lambda: f"Восстановлено и проверено: {target}" in seen(page))
    with Register.open(target, KEY) as restored:
        assert restored.cases.count() == 3
        assert restored.settings.get(restoring.RESTORED_FROM)
    with qtbot.waitSignal(page.register_wanted) as wanted:
        button(page, "Открыть восстановленный").click()
    assert wanted.args == [str(target)]


def test_another_folder_is_remembered(
    page: BackupPage, office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path / "stick")
    button(page.folder, "Другая папка…").click()
    qtbot.waitUntil(lambda: str(tmp_path / "stick") in seen(page.folder))
    assert office.ask(safekeeping.backup_folder) == tmp_path / "stick"
    assert "на том же диске" in seen(page.folder)


def test_the_folder_of_the_register_is_refused_in_place(
    page: BackupPage, office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(monkeypatch, tmp_path)
    for card, word in ((page.folder, "Другая папка…"), (page.second, "Выбрать папку…")):
        button(card, word).click()
        qtbot.waitUntil(lambda card=card: "Копии нельзя складывать в папку самого реестра" in seen(card))
    assert office.ask(safekeeping.backup_folder) == tmp_path / "Резервные копии"
    assert office.ask(safekeeping.second_folder) is None


def test_a_second_folder_gets_copies_until_it_is_ended(
    page: BackupPage, office: Office, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "second"
    stick.mkdir()
    assert "Не выбрана" in seen(page.second)
    choose(monkeypatch, stick)
    button(page, "Выбрать папку…").click()
    qtbot.waitUntil(lambda: str(stick) in seen(page.second))
    assert "Сейчас она на месте. Копий туда ещё не было." in seen(page.second)
    backup = make(qtbot, page, office)
    assert (stick / backup.path.name).is_file()
    assert "Последняя копия там: сегодня." in seen(page.second)
    assert "; во второй папке сегодня" in seen(page.state)
    stick.rename(tmp_path / "away")
    page.refresh()
    qtbot.waitUntil(lambda: "Сейчас её нет" in seen(page.second))
    button(page, "Больше не копировать туда").click()
    qtbot.waitUntil(lambda: "Не выбрана" in seen(page.second))
    assert office.ask(safekeeping.second_folder) is None


def test_how_often_is_chosen_and_the_rule_is_said(page: BackupPage, office: Office, qtbot: QtBot) -> None:
    assert "по одной за 7 дней, 4 недели и 12 месяцев" in seen(page.rhythm)
    assert office.ask(rhythm.minutes_between) == 30
    button(page, "60\u00a0минут").click()
    office.settle()
    assert office.ask(rhythm.minutes_between) == 60
    assert office.ask(lambda desk: desk.register.journal.page(0, 1)[0].act) == "setting_changed"


def test_a_restored_register_goes_on_with_copies_when_it_was_looked_at(
    page: BackupPage, office: Office, qtbot: QtBot
) -> None:
    office.ask(lambda desk: desk.register.settings.set(restoring.RESTORED_FROM, "copy"))
    page.refresh()
    qtbot.waitUntil(lambda: "Автоматические копии ждут" in seen(page))
    button(page, "Всё на месте").click()
    qtbot.waitUntil(lambda: "Автоматические копии ждут" not in seen(page))
    assert not office.ask(restoring.is_paused)


def test_a_long_list_is_shown_whole_on_demand(
    page: BackupPage, office: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_list, "LISTED", 2)
    for _ in range(3):
        make(qtbot, page, office)
    restores = [b for b in page.findChildren(QAbstractButton) if b.text().startswith("Восстановить") and b.isVisible()]
    assert len(restores) == 2
    press(qtbot, page, "Показать все: 3")
    qtbot.wait(1)
    restores = [b for b in page.findChildren(QAbstractButton) if b.text().startswith("Восстановить") and b.isVisible()]
    assert len(restores) == 3

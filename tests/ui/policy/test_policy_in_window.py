"""The ways to the page for the policy, and back: from the first page, from the profile, by dropping a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLineEdit

from otklik.casework import policies, profiles
from otklik.register.records import Operator, OperatorForm
from otklik.system.clock import FixedClock
from otklik.ui.main_window import NEW_CASE, SETTINGS, TODAY, MainWindow
from otklik.ui.policy.policy_page import PolicyPage
from otklik.ui.rooms import POLICY
from otklik.ui.settings.settings_page import SettingsPage
from tests.invented import NOON
from tests.policy_facts import TEXT
from tests.ui.office import Office
from tests.ui.window_tools import button, seen, settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

FRESH = Operator(form=OperatorForm.COMPANY, name="ООО «Маяк Звонки»")
FILL = "Заполнить из политики…"


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Iterator[Office]:
    made = Office(qtbot, tmp_path, None)
    made.ask(lambda desk: profiles.save_operator(desk, FRESH))
    yield made
    made.tasks.close()


@pytest.fixture
def window(qtbot: QtBot, look: None, office: Office) -> Iterator[MainWindow]:
    made = MainWindow(office.tasks, FixedClock(NOON))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitSignal(made.ready):
        made.start("пустой")
        made.show()
    settle(qtbot, made)
    yield made
    made.hide()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "policy.md"
    made.write_text(TEXT, "utf-8")
    return made


def page(window: MainWindow) -> PolicyPage:
    found = window.page(POLICY)
    assert isinstance(found, PolicyPage)
    return found


def settings(window: MainWindow) -> SettingsPage:
    found = window.page(SETTINGS)
    assert isinstance(found, SettingsPage)
    return found


def type_in(window: MainWindow, name: str, text: str) -> None:
    field = settings(window).profile.form.field(name)
    assert isinstance(field, QLineEdit)
    field.setText(text)
    field.textEdited.emit(text)


def drop(window: MainWindow, path: Path) -> str:
    """Drop a file and return what the window said it would do with it."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    window.dragEnterEvent(event)  # type: ignore[arg-type]  # Qt makes a QDragEnterEvent of the same; its own is deprecated
    said = window._veil._sentence
    window.dropEvent(event)
    return said


def test_an_empty_register_offers_the_policy_and_the_profile_is_filled(
    qtbot: QtBot, window: MainWindow, office: Office, file: Path
) -> None:
    button(window, FILL).click()
    settle(qtbot, window)
    assert window.shown == POLICY
    page(window).read_file(str(file))
    settle(qtbot, window)
    page(window).take.click()
    settle(qtbot, window)
    assert window.shown == SETTINGS
    assert "Профиль заполнен из политики." in seen(window)
    (operator,) = office.ask(profiles.operators)
    assert operator.policy_clause == "3.2"
    form = settings(window).profile.form
    qtbot.waitUntil(lambda: "из политики, п. 3.2" in seen(form))
    assert form.operator().policy_days == 20
    assert "policy.md" in seen(settings(window).profile.policy)
    window.show_room(TODAY)
    assert "Профиль заполнен из политики." not in seen(window)


def test_a_field_leads_to_its_words_and_back(qtbot: QtBot, window: MainWindow, office: Office) -> None:
    office.ask(lambda desk: policies.take_over(desk, 1, policies.read_text(TEXT)))
    window.show_profile(1)
    form = settings(window).profile.form
    qtbot.waitUntil(lambda: "из политики, п. 3.2" in seen(form))
    form._rows["policy_days"]._links[form._fields["policy_days"]].click()
    settle(qtbot, window)
    assert window.shown == POLICY
    qtbot.waitUntil(lambda: any("20 (двадцати)" in one for one in page(window).compare.text.lit()))
    qtbot.keyClick(page(window), Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert window.shown == SETTINGS


def test_what_is_changed_by_hand_is_no_longer_from_the_policy(qtbot: QtBot, window: MainWindow, office: Office) -> None:
    office.ask(lambda desk: policies.take_over(desk, 1, policies.read_text(TEXT)))
    window.show_profile(1)
    form = settings(window).profile.form
    qtbot.waitUntil(lambda: "из политики, п. 3.2" in seen(form))
    type_in(window, "policy_days", "21")
    qtbot.waitUntil(lambda: "из политики, п. 3.2" not in seen(form))


def test_what_was_typed_is_kept_once_before_the_policy_is_asked_for(
    qtbot: QtBot, window: MainWindow, office: Office
) -> None:
    window.show_profile(1)
    settle(qtbot, window)
    button(window, "Добавить оператора").click()
    type_in(window, "name", "ООО Пример")
    button(window, FILL).click()
    qtbot.waitUntil(lambda: window.shown == POLICY)
    settle(qtbot, window)
    assert [one.name for one in office.ask(profiles.operators)] == [FRESH.name, "ООО Пример"]
    assert page(window)._operator.name == "ООО Пример"


def test_a_name_that_cannot_be_kept_keeps_the_user_on_the_profile(
    qtbot: QtBot, window: MainWindow, office: Office
) -> None:
    window.show_profile(1)
    settle(qtbot, window)
    type_in(window, "name", "ООО \U0001f600")
    button(window, FILL).click()
    settle(qtbot, window)
    assert window.shown == SETTINGS
    assert "нельзя напечатать" in seen(window)


def test_a_document_dropped_on_the_profile_is_a_policy(
    qtbot: QtBot, window: MainWindow, file: Path, tmp_path: Path
) -> None:
    window.show_profile(1)
    settle(qtbot, window)
    assert drop(window, file) == "Отпустите, и политика будет прочитана"
    settle(qtbot, window)
    settle(qtbot, window)
    assert window.shown == POLICY
    assert page(window).compare.text.toPlainText() == TEXT


def test_a_letter_dropped_on_the_profile_is_a_letter(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    letter = tmp_path / "letter.eml"
    letter.write_bytes(b"From: a@example.ru\n\nText")
    window.show_profile(1)
    assert "обращение" in drop(window, letter)
    settle(qtbot, window)
    assert window.shown == NEW_CASE


def test_a_document_dropped_elsewhere_is_a_letter(qtbot: QtBot, window: MainWindow, file: Path) -> None:
    assert "обращение" in drop(window, file)
    settle(qtbot, window)
    assert window.shown == NEW_CASE
    settings(window).show_backups()
    window.show_room(SETTINGS)
    assert "обращение" in drop(window, file)
    settle(qtbot, window)


def test_another_file_can_be_dropped_on_the_policy(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    window.fill_from_policy(1)
    settle(qtbot, window)
    other = tmp_path / "other.txt"
    other.write_text("Политика другого оператора.", "utf-8")
    drop(window, other)
    settle(qtbot, window)
    assert page(window).compare.text.toPlainText() == "Политика другого оператора."


def test_a_policy_dropped_as_a_letter_leads_to_the_page_for_policies(
    qtbot: QtBot, window: MainWindow, file: Path, tmp_path: Path
) -> None:
    said = f"{TEXT}\nНастоящая политика (далее — Политика) говорит о правах субъекта персональных данных.\n"
    file.rename(policy := tmp_path / "policy.txt")
    policy.write_text(said, "utf-8")
    drop(window, policy)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "Похоже на политику, а не на письмо" in seen(window))
    button(window, "Открыть её в настройках").click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert window.shown == POLICY
    assert page(window)._operator.id == 1
    assert page(window).compare.text.toPlainText() == said
    letter = tmp_path / "letter.txt"
    letter.write_text("Здравствуйте. Прошу удалить мои данные.", "utf-8")
    window.show_room(TODAY)
    drop(window, letter)
    settle(qtbot, window)
    assert window.shown == NEW_CASE
    assert "Похоже на политику" not in seen(window)

"""Every page is reached by words: its buttons and menus, and each section of the settings from anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from otklik.casework import answering
from otklik.register.records import CaseStatus
from otklik.ui import rooms
from otklik.ui.palette.commands import fitting
from otklik.ui.palette.page_acts import plain, with_buttons
from otklik.ui.settings.settings_page import SettingsPage
from otklik.ui.widgets import PrimaryButton, QuietButton
from tests.ui.window_tools import ask, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks


def titles(window: MainWindow) -> set[str]:
    return {plain(command.title) for command in window.commands()}


def run(window: MainWindow, typed: str) -> None:
    """Do what stands first for the words."""
    fitting(window.commands(), typed)[0].run()


def primary_words(page: QWidget) -> set[str]:
    return {plain(b.text().replace("&", "")) for b in page.findChildren(PrimaryButton) if b.isVisible() and b.text()}


@pytest.mark.parametrize("room", range(10))
def test_what_the_main_buttons_of_a_page_do_is_among_what_can_be_done(
    room: int, window: MainWindow, qtbot: QtBot
) -> None:
    window.show_room(room)
    settle(qtbot, window)
    words = primary_words(window.page(room))
    assert words <= titles(window)
    assert len(titles(window)) == len(window.commands()), "each act once"


def test_pages_with_a_main_button_were_looked_at(window: MainWindow, qtbot: QtBot) -> None:
    window.new_case()
    settle(qtbot, window)
    assert {"зарегистрировать", "отмена", "по телефону или лично"} <= titles(window)


def draft(qtbot: QtBot, tasks: Tasks) -> int:
    return ask(
        qtbot,
        tasks,
        lambda d: (
            answering.draft_letter(
                d, d.register.cases.of_operator(1, CaseStatus.OPEN)[0].id, "extension_notice"
            ).letter_id
        ),
    )


def test_a_draft_is_issued_copied_and_begun_anew_by_words(window: MainWindow, tasks: Tasks, qtbot: QtBot) -> None:
    window.open_letter(draft(qtbot, tasks))
    settle(qtbot, window)
    assert "изменить его уже нельзя" in seen(window)
    words = titles(window)
    assert "копия для правки (docx)" in words
    assert any(word.startswith("шаблон: ") for word in words)
    issue = next(command for command in window.commands() if command.title == "Выпустить и напечатать")
    head = window.page(rooms.LETTERS).editor._head
    head.say_what_stops("", (), "Не хватает имени.")
    assert not issue.is_ready
    head.say_what_stops("", (), "")
    assert issue.is_ready


@pytest.mark.parametrize(
    ("typed", "section"),
    [
        ("размер текста", "look"),
        ("язык", "look"),
        ("настройки тема", "look"),
        ("профиль", "profile"),
        ("настройки копии", "backups"),
        ("ключ", "key"),
        ("хранение", "retention"),
        ("напоминания", "reminders"),
        ("календарь", "calendar"),
        ("настройки где искать", "places"),
    ],
)
def test_a_section_of_the_settings_is_reached_from_any_page(
    typed: str, section: str, window: MainWindow, qtbot: QtBot
) -> None:
    window.show_room(rooms.PEOPLE)
    settle(qtbot, window)
    run(window, typed)
    settle(qtbot, window)
    settings = window.page(rooms.SETTINGS)
    assert isinstance(settings, SettingsPage)
    assert settings._stack.currentWidget() is getattr(settings, section)


def test_templates_are_reached_from_any_page(window: MainWindow, qtbot: QtBot) -> None:
    run(window, "шаблоны")
    settle(qtbot, window)
    assert window.shown == rooms.LETTERS
    assert not window.page(rooms.LETTERS).editor_shown
    assert window.page(rooms.LETTERS)._stack.currentIndex() == 1


def test_a_word_on_several_buttons_is_no_act_and_a_dead_button_does_nothing(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    pressed: list[str] = []
    for word in ("Убрать", "Убрать", "Добавить…"):
        button: QPushButton = QuietButton(word)
        button.setParent(page)
        button.clicked.connect(lambda _checked, word=word: pressed.append(word))
    page.show()
    (act,) = with_buttons(page, ())
    assert act.title == "Добавить…"
    act.run()
    assert pressed == ["Добавить…"]

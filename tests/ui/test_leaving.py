"""Nothing that was typed is lost by closing the window or changing over to another register."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from otklik.casework import answering, lists
from otklik.register.case_query import CaseQuery
from otklik.ui.main_window import NEW_CASE, TODAY, MainWindow
from otklik.ui.typed import typed_in

from .window_tools import ask, button, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.intake.new_case import NewCasePage
    from otklik.ui.letter.letters_page import LettersPage
    from otklik.ui.tasks import Tasks


@pytest.fixture
def typed(qtbot: QtBot, window: MainWindow) -> NewCasePage:
    """The new-case page with a name in it, behind another page."""
    window.new_case()
    settle(qtbot, window)
    page: NewCasePage = window.page(NEW_CASE)  # type: ignore[assignment]  # the stack knows widgets only
    name_field(page).insert("Придуманный Пётр Ильич")
    window.show_room(TODAY)
    settle(qtbot, window)
    return page


def name_field(page: NewCasePage) -> QLineEdit:
    label = "Фамилия, имя, отчество или организация"
    return next(field for field in page.findChildren(QLineEdit) if field.accessibleName() == label)


def test_a_window_without_typing_closes_at_once(qtbot: QtBot, window: MainWindow) -> None:
    window.new_case()
    settle(qtbot, window)
    assert typed_in(window.page(NEW_CASE)) == ()
    assert window.close()


def test_a_typed_request_keeps_the_window_open_and_is_shown(window: MainWindow, typed: NewCasePage) -> None:
    assert not window.close()
    assert window.isVisible()
    assert window.shown == NEW_CASE
    assert "Обращение не зарегистрировано: зарегистрируйте или закройте ещё раз." in seen(window)
    assert name_field(typed).text() == "Придуманный Пётр Ильич"


@pytest.mark.parametrize("answer", ["button", "again"])
def test_who_closes_once_more_means_it(window: MainWindow, typed: NewCasePage, answer: str) -> None:
    window.close()
    if answer == "button":
        button(window, "Закрыть без сохранения").click()
    else:
        assert window.close()
    assert not window.isVisible()


def test_who_stays_is_asked_again(window: MainWindow, typed: NewCasePage) -> None:
    window.close()
    button(window, "Остаться").click()
    assert "не зарегистрировано" not in seen(window)
    assert typed_in(typed) == ("Придуманный Пётр Ильич",)
    assert not window.close()


def test_who_typed_on_meanwhile_is_asked_again(window: MainWindow, typed: NewCasePage) -> None:
    window.close()
    name_field(typed).insert(" и ещё слово")
    assert not window.close()


def test_a_dropped_letter_counts_as_typed(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    scan = tmp_path / "скан.pdf"
    scan.write_bytes(b"%PDF-1.4")
    window.new_case("", (str(scan),))
    settle(qtbot, window)
    assert typed_in(window.page(NEW_CASE)) == ("скан.pdf",)
    window.page(NEW_CASE).findChild(QPlainTextEdit).setPlainText("Прошу сообщить")
    assert not window.close()


def test_the_question_goes_when_the_request_is_registered_or_given_up(
    qtbot: QtBot, window: MainWindow, typed: NewCasePage
) -> None:
    window.close()
    button(typed, "Отмена").click()
    button(typed, "Уйти без него").click()
    assert "не зарегистрировано" not in seen(window)
    assert window.close()


def test_another_register_waits_for_the_answer_too(qtbot: QtBot, window: MainWindow, typed: NewCasePage) -> None:
    wanted: list[str] = []
    window.register_wanted.connect(wanted.append)
    window.change_register("other.otklik")
    assert wanted == []
    assert window.shown == NEW_CASE
    button(window, "Перейти без сохранения").click()
    assert wanted == ["other.otklik"]
    assert window.close()


def test_another_register_is_opened_at_once_where_nothing_is_typed(window: MainWindow) -> None:
    wanted: list[str] = []
    window.register_wanted.connect(wanted.append)
    window.change_register("")
    assert wanted == [""]


def test_a_letter_in_the_editor_is_kept_when_the_window_closes(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    draft = ask(qtbot, tasks, lambda desk: desk.register.letters.drafts()[0].id)
    window.open_letter(draft)
    settle(qtbot, window)
    page: LettersPage = window.page(window.shown)  # type: ignore[assignment]  # as above
    page.editor.letter_text.text.textCursor().insertText("Последние слова. ")
    assert window.close()
    kept = ask(qtbot, tasks, lambda desk: answering.open_letter(desk, draft)).letter
    assert "Последние слова." in kept.body
    assert ask(qtbot, tasks, lambda desk: lists.case_count(desk, CaseQuery())) == 8

"""Letters that wait: none is filed under another man's, none is lost, and there is a way back to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from otklik.law.kinds import Kind
from otklik.ui.intake.new_case import NewCasePage
from otklik.ui.main_window import NEW_CASE, REGISTER, TODAY, MainWindow
from otklik.ui.rooms import OLD_JOURNAL
from tests.ui.intake.test_several_letters import count, drop, files, save
from tests.ui.window_tools import ask, button, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> NewCasePage:
    """The form with one letter."""
    drop(window, files(tmp_path)[0])
    page = window.page(NEW_CASE)
    assert isinstance(page, NewCasePage)
    qtbot.waitUntil(lambda: page.pile.left == 1)
    settle(qtbot, window)
    return page


def names(form: NewCasePage) -> list[str]:
    return [file.name for file in form.letter.files.files()]


def test_another_letter_waits_whatever_it_is_written_in(
    qtbot: QtBot, window: MainWindow, form: NewCasePage, tmp_path: Path
) -> None:
    window.show_room(TODAY)
    other, broken = tmp_path / "заявление.txt", tmp_path / "пустое.eml"
    other.write_text("Прошу удалить мои персональные данные. Орлов Пётр Ильич", "utf-8")
    broken.write_bytes(b"")
    drop(window, other, broken)
    qtbot.waitUntil(lambda: form.pile.left == 3)
    settle(qtbot, window)
    assert names(form) == ["письмо 0.eml"]
    assert "Пришло ещё 2 письма" in seen(form)


def test_a_file_that_is_no_letter_is_added_aloud_and_can_be_parted(
    qtbot: QtBot, window: MainWindow, form: NewCasePage, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.bin"
    photo.write_bytes(b"\1\2\3")
    drop(window, photo)
    qtbot.waitUntil(lambda: "Приложено к этому обращению: photo.bin." in seen(form))
    settle(qtbot, window)
    assert names(form) == ["письмо 0.eml", "photo.bin"]
    button(form, "Это другое обращение").click()
    settle(qtbot, window)
    assert names(form) == ["письмо 0.eml"]
    assert form.pile.left == 2


def test_of_several_letters_none_takes_the_loose_files(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.bin"
    photo.write_bytes(b"\1\2\3")
    drop(window, *files(tmp_path)[:2], photo)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    qtbot.waitUntil(lambda: form.pile.left == 3)
    settle(qtbot, window)
    assert names(form) == ["письмо 0.eml"]
    save(qtbot, window, form)
    save(qtbot, window, form)
    assert names(form) == ["photo.bin"]
    assert "сами не письма" in seen(form)
    before = count(qtbot, tasks)
    button(form, "Приложить к обращению №\u00a010").click()
    settle(qtbot, window)
    assert window.shown == REGISTER
    assert count(qtbot, tasks) == before
    case = ask(qtbot, tasks, lambda desk: desk.register.cases.by_message_id("1@example.ru")[0].id)
    kept = ask(qtbot, tasks, lambda desk: desk.register.attachments.of_case(case))
    assert [file.name for file in kept] == ["письмо 1.eml", "photo.bin"]


def test_what_was_put_off_is_not_lost_by_cancelling(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    drop(window, *files(tmp_path)[:2])
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    qtbot.waitUntil(lambda: form.pile.left == 2)
    settle(qtbot, window)
    button(form, "Оставить на потом").click()
    settle(qtbot, window)
    save(qtbot, window, form)
    assert "Письмо 1 из 2" in seen(form)
    button(form, "Отмена").click()
    assert form.pile.left == 1
    button(form, "Остаться").click()
    assert window.shown == NEW_CASE
    assert form.pile.left == 1


def test_more_files_beside_one_that_was_put_off_keep_all(
    qtbot: QtBot, window: MainWindow, form: NewCasePage, tmp_path: Path
) -> None:
    photo, other = tmp_path / "photo.bin", tmp_path / "other.bin"
    photo.write_bytes(b"\1")
    other.write_bytes(b"\2")
    drop(window, photo)
    qtbot.waitUntil(lambda: len(names(form)) == 2)
    settle(qtbot, window)
    button(form, "Это другое обращение").click()
    form.pile.put_off()
    drop(window, other)
    qtbot.waitUntil(lambda: "other.bin" in names(form))
    assert form.pile.left == 2, "the letter waits still"


def test_escape_asks_where_something_is_lost_and_takes_its_question_back(
    qtbot: QtBot, window: MainWindow, form: NewCasePage
) -> None:
    window.activateWindow()
    form.who.name.setFocus()
    QTest.keyClick(form.who.name, Qt.Key.Key_Escape)
    assert "Обращение не зарегистрировано: от него ничего не сохранится." in seen(form)
    QTest.keyClick(form.who.name, Qt.Key.Key_Escape)
    assert "от него ничего не сохранится" not in seen(form)
    assert window.shown == NEW_CASE
    QTest.keyClick(form.who.name, Qt.Key.Key_Escape)
    button(form, "Уйти без него").click()
    assert window.shown == TODAY
    window.new_case()
    settle(qtbot, window)
    QTest.keyClick(form.who.name, Qt.Key.Key_Escape)
    assert window.shown == TODAY, "nothing is typed"


def test_what_was_registered_and_what_to_know_of_the_next_are_two_sentences(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    dateless = tmp_path / "заявление.txt"
    dateless.write_text("Прошу удалить мои персональные данные.", "utf-8")
    drop(window, files(tmp_path)[0])
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    qtbot.waitUntil(lambda: form.pile.left == 1)
    drop(window, dateless)
    qtbot.waitUntil(lambda: form.pile.left == 2)
    settle(qtbot, window)
    save(qtbot, window, form)
    assert form._notice.property("role") == "soon"
    assert "зарегистрировано" not in form._notice.sentence
    assert "Обращение № 9 зарегистрировано." in seen(form._bar)


def test_today_leads_back_to_the_letters_that_wait(
    qtbot: QtBot, window: MainWindow, form: NewCasePage, tmp_path: Path
) -> None:
    drop(window, *files(tmp_path)[1:])
    qtbot.waitUntil(lambda: form.pile.left == 3)
    settle(qtbot, window)
    case_id = 1
    form.case_wanted.emit(case_id)
    settle(qtbot, window)
    assert window.shown == REGISTER
    assert form.pile.left == 3
    button(window, "Вернуться к письму").click()
    assert window.shown == NEW_CASE
    assert "Письмо 1 из 3" in seen(form)
    window.show_room(TODAY)
    assert "3 письма ждут регистрации." in seen(window)
    button(window, "Перейти к письмам").click()
    assert window.shown == NEW_CASE
    form.reset()
    window.show_room(TODAY)
    assert "ждут регистрации" not in seen(window)


def test_the_same_file_again_is_asked_about_or_added(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage, tmp_path: Path
) -> None:
    save(qtbot, window, form)
    before = count(qtbot, tasks)
    drop(window, files(tmp_path)[0])
    qtbot.waitUntil(lambda: form.pile.left == 1)
    settle(qtbot, window)
    save(qtbot, window, form)
    assert "Точно такой же файл уже зарегистрирован: обращение № 9." in seen(form)
    assert count(qtbot, tasks) == before
    button(form, "Зарегистрировать ещё раз").click()
    settle(qtbot, window)
    assert count(qtbot, tasks) == before + 1


def test_the_same_letter_in_another_file_is_added_to_its_case(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage, tmp_path: Path
) -> None:
    save(qtbot, window, form)
    before = count(qtbot, tasks)
    again = tmp_path / "ещё раз.eml"
    again.write_bytes((tmp_path / "письмо 0.eml").read_bytes() + b"\n")
    drop(window, again)
    qtbot.waitUntil(lambda: form.pile.left == 1 and form.known.before.isVisible())
    button(form, "Приложить к обращению №\u00a09").click()
    settle(qtbot, window)
    assert count(qtbot, tasks) == before
    assert form.pile.left == 0
    case = ask(qtbot, tasks, lambda desk: desk.register.cases.by_message_id("0@example.ru")[0].id)
    kept = ask(qtbot, tasks, lambda desk: desk.register.attachments.of_case(case))
    assert [file.name for file in kept] == ["письмо 0.eml", "ещё раз.eml"]


def test_what_is_missing_follows_the_demand_chosen_by_hand(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    vague = tmp_path / "письмо.txt"
    vague.write_text("Здравствуйте. Пишу вам насчёт того нашего разговора.", "utf-8")
    drop(window, vague)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    qtbot.waitUntil(lambda: form.pile.left == 1)
    settle(qtbot, window)
    assert not form._lacks.isVisible()
    form.facts.kinds.set_kinds((Kind.ACCESS,))
    qtbot.waitUntil(form._lacks.isVisible)
    assert "подпись" in form._lacks.chosen()
    form.facts.kinds.set_kinds((Kind.MARKETING_OPT_OUT,))
    qtbot.waitUntil(lambda: not form._lacks.isVisible())


def test_a_table_leads_to_the_old_journal_from_everywhere(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    table = tmp_path / "журнал.csv"
    table.write_text("Дата;ФИО\n01.11.2026;Орлов Пётр Ильич\n", "utf-8")
    drop(window, table)
    assert window.shown == OLD_JOURNAL
    settle(qtbot, window)


def test_a_table_beside_a_letter_is_asked_about(
    qtbot: QtBot, window: MainWindow, form: NewCasePage, tmp_path: Path
) -> None:
    table = tmp_path / "журнал.csv"
    table.write_text("Дата;ФИО\n01.11.2026;Орлов Пётр Ильич\n", "utf-8")
    drop(window, table)
    qtbot.waitUntil(lambda: len(names(form)) == 2)
    assert window.shown == NEW_CASE
    assert "Это старый журнал?" in seen(window)
    button(window, "Занести как журнал").click()
    settle(qtbot, window)
    assert window.shown == OLD_JOURNAL
    assert names(form) == ["письмо 0.eml"]


def test_a_folder_and_a_file_of_zeros_are_told_apart_from_empty_ones(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    folder, zeros = tmp_path / "Письма", tmp_path / "скан.pdf"
    folder.mkdir()
    zeros.write_bytes(bytes(5000))
    drop(window, folder, zeros)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    qtbot.waitUntil(lambda: "Письма — папка." in seen(form))
    assert "одни нули" in seen(form)


def test_the_name_in_a_letter_typed_off_a_picture_is_taken_too(qtbot: QtBot, window: MainWindow) -> None:
    window.new_case()
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    form.letter.text.insertPlainText("Прошу удалить мои персональные данные.\n\nС уважением,\nОрлов Пётр Ильич\n")
    form.letter.text.insertPlainText("orlov@example.ru")
    form.letter.typed.emit()
    qtbot.waitUntil(lambda: form.who.email.text() == "orlov@example.ru", timeout=5000)
    assert form.who.name.text() == "Орлов Пётр Ильич"


def test_tab_goes_through_the_form_as_it_is_read(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    qtbot.waitUntil(lambda: not form._ordering.isActive())
    first = next(iter(form.facts.proposed.findChildren(QCheckBox)))
    missing = next(iter(form._lacks.findChildren(QCheckBox)))
    order, stop = [], form.nextInFocusChain()
    while stop is not form:
        order.append(stop)
        stop = stop.nextInFocusChain()
    places = [order.index(one) for one in (first, form.facts.received, missing, form.who.name, form.who.email)]
    assert places == sorted(places)


def test_the_head_of_a_letter_stays_whole_where_there_is_little_room(
    qtbot: QtBot, window: MainWindow, form: NewCasePage
) -> None:
    window.resize(1000, 640)
    form._notice.say("\n".join(["Сказано о письме."] * 16), "soon")
    settle(qtbot, window)
    head = form.letter._head
    assert head.height() >= head._grid.heightForWidth(head.width())

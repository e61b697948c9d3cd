"""Several letters dropped at once: one after the other, put off, left, joined; nothing is lost silently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from otklik.law.kinds import Kind
from otklik.ui.intake.new_case import NewCasePage
from otklik.ui.main_window import NEW_CASE, REGISTER, TODAY, MainWindow
from tests.ui.window_tools import ask, button, register_page, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks

NAMES = ("Орлов Пётр Ильич", "Зимина Ольга Сергеевна", "Тихонова Вера Ильинична")


def mail(name: str, number: int) -> bytes:
    """Return a letter that is understood without a question."""
    return (
        f"From: person{number}@example.ru\nTo: info@example.com\nSubject: =?utf-8?q?x?=\n"
        f"Date: Thu, 19 Nov 2026 10:15:0{number} +0300\nMessage-ID: <{number}@example.ru>\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"
        f"Прошу сообщить, какие мои персональные данные вы обрабатываете.\n\nС уважением,\n{name}\n"
    ).encode()


def files(folder: Path) -> list[Path]:
    """Write the letters and return their files."""
    made = []
    for number, name in enumerate(NAMES):
        made.append(folder / f"письмо {number}.eml")
        made[-1].write_bytes(mail(name, number))
    return made


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(300, 300),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dragEnterEvent(event)  # type: ignore[arg-type]  # Qt makes a QDragEnterEvent of the same; its own is deprecated
    assert window._veil.isVisible()
    window.dropEvent(event)
    assert not window._veil.isVisible()


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> NewCasePage:
    """The form with the first of three letters."""
    drop(window, *files(tmp_path))
    settle(qtbot, window)
    page = window.page(NEW_CASE)
    assert isinstance(page, NewCasePage)
    qtbot.waitUntil(lambda: page.pile.left == 3)
    settle(qtbot, window)
    return page


def save(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    if not form.who.name.text():
        form.who.name.setText("Придуманная Анна Ивановна")
    button(form, "Зарегистрировать").click()
    settle(qtbot, window)
    settle(qtbot, window)


def count(qtbot: QtBot, tasks: Tasks) -> int:
    found: int = ask(qtbot, tasks, lambda desk: desk.register.cases.count())
    return found


def test_each_is_registered_in_turn_and_the_last_one_opens(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    before = count(qtbot, tasks)
    assert "Письмо 1 из 3" in seen(form)
    save(qtbot, window, form)
    assert "Письмо 2 из 3" in seen(form)
    assert "Обращение № 9 зарегистрировано." in seen(form)
    assert form.who.email.text() == "person1@example.ru"
    save(qtbot, window, form)
    save(qtbot, window, form)
    assert window.shown == REGISTER
    assert count(qtbot, tasks) == before + 3
    kinds = ask(qtbot, tasks, lambda desk: desk.register.cases.get(register_page(window).open_case_id).kinds)
    assert kinds == (Kind.ACCESS,)
    assert form.waiting_names() == ()


def test_what_is_put_off_comes_again_at_the_end(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    button(form, "Оставить на потом").click()
    settle(qtbot, window)
    assert "Письмо 2 из 3" in seen(form)
    save(qtbot, window, form)
    save(qtbot, window, form)
    assert "Письмо 1 из 3" in seen(form)
    assert "Оставить на потом" not in seen(form), "nothing comes after it"


def test_one_that_is_not_wanted_is_passed_over(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    before = count(qtbot, tasks)
    for _ in range(3):
        button(form, "Не регистрировать").click()
        settle(qtbot, window)
    assert form.pile.left == 0
    assert "Письмо" not in seen(form._bar)
    assert count(qtbot, tasks) == before


def test_leaving_asks_while_letters_wait(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    button(form, "Отмена").click()
    assert window.shown == NEW_CASE
    assert "Не зарегистрированы 3 письма, вместе с тем, что на экране" in seen(form)
    button(form, "Остаться").click()
    assert form.pile.left == 3
    button(form, "Отмена").click()
    settle(qtbot, window)
    button(form, "Уйти без них").click()
    assert window.shown == TODAY
    assert form.pile.left == 0


def test_closing_the_window_asks_while_letters_wait(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    assert len(form.waiting_names()) == 2
    assert not window.close()
    assert "Обращение не зарегистрировано" in seen(window)


def test_a_letter_dropped_beside_another_waits_or_belongs_to_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    first, second, third = files(tmp_path)
    scan = tmp_path / "доверенность.bin"
    scan.write_bytes(b"...")
    drop(window, first)
    settle(qtbot, window)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    qtbot.waitUntil(lambda: form.pile.left == 1)
    form.who.phone.setText("+7 495 000-00-13")
    drop(window, second, scan, third)
    qtbot.waitUntil(lambda: form.pile.left == 3)
    settle(qtbot, window)
    assert "Пришло ещё 2 письма" in seen(form)
    assert form.who.email.text() == "person0@example.ru"
    assert [file.name for file in form.letter.files.files()] == ["письмо 0.eml", "доверенность.bin"]
    button(form, "Они относятся к этому обращению").click()
    settle(qtbot, window)
    assert form.pile.left == 1
    assert [file.name for file in form.letter.files.files()][2:] == ["письмо 1.eml", "письмо 2.eml"]
    assert form.who.phone.text() == "+7 495 000-00-13"


def test_texts_alone_may_be_one_request_or_several(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    pages = [tmp_path / "лист 1.txt", tmp_path / "лист 2.txt"]
    for number, page in enumerate(pages):
        page.write_text(f"Лист {number}. Прошу удалить мои персональные данные.", "utf-8")
    drop(window, *pages)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    qtbot.waitUntil(lambda: form.pile.left == 1)
    settle(qtbot, window)
    assert "Пришло 2 файла:" in seen(form)
    assert len(form.letter.files.files()) == 2
    button(form, "Разные обращения").click()
    settle(qtbot, window)
    assert "Письмо 1 из 2" in seen(form)
    assert [file.name for file in form.letter.files.files()] == ["лист 1.txt"]
    button(form, "Это одно обращение").click()
    settle(qtbot, window)
    assert len(form.letter.files.files()) == 2


def test_text_pasted_beside_a_letter_waits_as_a_letter(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    window.new_case("Отзываю согласие на обработку моих персональных данных.")
    qtbot.waitUntil(lambda: form.pile.left == 4)
    settle(qtbot, window)
    assert "Пришло ещё 1 письмо" in seen(form)
    assert form.who.email.text() == "person0@example.ru"

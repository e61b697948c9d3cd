"""Hints beside the form: who a writer may be, the same letter twice, the same request too soon."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from otklik.casework import registering
from otklik.law.kinds import Kind
from otklik.register.records import AttachmentRole, Representative, Subject
from otklik.ui.intake.came_before import CameBefore
from otklik.ui.intake.hints import KnownHints
from otklik.ui.intake.new_case import NewCasePage
from otklik.ui.main_window import NEW_CASE, REGISTER, MainWindow
from tests.ui.window_tools import ask, button, register_page, registered, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from otklik.register.records import Case
    from otklik.ui.tasks import Tasks

NAME, EMAIL, PHONE = "Ёлкин Пётр Ильич", "elkin@example.ru", "+7 495 000-00-13"
PERSON = Subject(full_name=NAME, email=EMAIL, phone=PHONE, address="190000, г. Город, ул. Новая, д. 3")
LETTER = """Прошу сообщить, какие мои персональные данные вы обрабатываете, с какой целью и от кого их получили.

Ёлкин Пётр Ильич"""


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow) -> NewCasePage:
    window.new_case()
    settle(qtbot, window)
    page = window.page(NEW_CASE)
    assert isinstance(page, NewCasePage)
    return page


def people(form: NewCasePage) -> KnownHints:
    return form.known.people


def before(form: NewCasePage) -> CameBefore:
    return form.known.before


def press(qtbot: QtBot, window: MainWindow, where: QWidget, word: str) -> None:
    button(where, word).click()
    settle(qtbot, window)


def known(qtbot: QtBot, tasks: Tasks, day: date = date(2026, 11, 12), **facts: object) -> int:
    return registered(qtbot, tasks, (Kind.ACCESS,), day, **({"subject": PERSON} | facts))


def newest(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> Case:
    settle(qtbot, window)
    settle(qtbot, window)
    assert window.shown == REGISTER
    return ask(qtbot, tasks, lambda desk: desk.register.cases.get(register_page(window).open_case_id))


def test_nobody_known_takes_no_room(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    form.who.name.setText("Никому Не Известный")
    qtbot.wait(300)
    settle(qtbot, window)
    assert people(form).isHidden()
    assert before(form).isHidden()


def test_who_is_chosen_fills_the_form_and_gets_the_case(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    case_id = known(qtbot, tasks)
    subject_id = ask(qtbot, tasks, lambda desk: desk.register.cases.get(case_id).subject_id)
    form.who.name.setText("Елкин П. И.")
    form.who.email.setText("other@example.ru")
    qtbot.waitUntil(lambda: people(form).isVisible())
    words = seen(people(form))
    assert "Возможно, это уже знакомый человек" in words
    assert "похожее имя" in words
    assert "одно обращение, № 9 от 12 ноября" in words
    press(qtbot, window, people(form), "Это тот же человек")
    assert (form.who.name.text(), form.who.phone.text()) == (NAME, PHONE)
    assert form.who.email.text() == "other@example.ru", "what was typed stays"
    assert f"Пока в реестре: {EMAIL}." in seen(people(form))
    form.facts.kinds.set_kinds((Kind.RECTIFICATION,))
    form._on_save()
    case = newest(qtbot, window, tasks)
    assert (case.kinds, case.subject_id) == ((Kind.RECTIFICATION,), subject_id)


def test_somebody_else_after_all_gets_back_what_was_typed(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    known(qtbot, tasks)
    form.who.name.setText("Елкин П. И.")
    qtbot.waitUntil(lambda: people(form).isVisible())
    press(qtbot, window, people(form), "Это тот же человек")
    form.who.address.setText("190000, г. Город, ул. Старая, д. 5")
    press(qtbot, window, people(form), "Нет, другой человек")
    assert form.who.name.text() == "Елкин П. И."
    assert form.who.phone.text() == form.who.email.text() == ""
    assert form.who.address.text().endswith("ул. Старая, д. 5"), "typed since"
    assert form.who.subject().id == 0
    qtbot.waitUntil(lambda: people(form).isVisible() and "Это тот же человек" in seen(people(form)))


def test_another_name_is_another_person(qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage) -> None:
    known(qtbot, tasks)
    form.who.phone.setText("8 (495) 000-00-13")
    qtbot.waitUntil(lambda: people(form).isVisible())
    press(qtbot, window, people(form), "Это тот же человек")
    assert form.who.subject().id
    form.who.name.setText("Палкин Иван Львович")
    assert form.who.subject().id == 0, "even before the field is left"
    form.who.name.editingFinished.emit()
    assert "Уже знакомый человек" not in seen(people(form))
    qtbot.waitUntil(lambda: "тот же телефон" in seen(people(form)))


def test_what_he_was_answered_unfolds_and_leads_to_the_case(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    first = known(qtbot, tasks, date(2026, 9, 2))
    person = ask(qtbot, tasks, lambda desk: desk.register.subjects.get(desk.register.cases.get(first).subject_id))
    known(qtbot, tasks, subject=person)
    form.who.email.setText(EMAIL)
    qtbot.waitUntil(lambda: people(form).isVisible())
    assert "2 обращения, последнее № 10 от 12 ноября" in seen(people(form))
    assert "Ещё без ответа" not in seen(people(form))
    press(qtbot, window, people(form), "Что мы уже отвечали")
    assert seen(people(form)).count("Ещё без ответа") == 2
    press(qtbot, window, people(form), "№\u00a09")
    settle(qtbot, window)
    assert register_page(window).open_case_id == first
    window.new_case()
    assert form.who.email.text() == EMAIL, "the form is as it was left"


def test_a_representative_writes_again_for_the_same_person(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    lawyer = Representative(full_name="Юрьев Олег Ильич", authority="доверенность", email="yuriev@example.ru")
    known(qtbot, tasks, representative=lawyer)
    form.who.name.setText("Юрьев Олег Ильич")
    form.who.email.setText("yuriev@example.ru")
    qtbot.waitUntil(lambda: "за него писал тот же представитель" in seen(people(form)))
    press(qtbot, window, people(form), "Это тот же человек")
    assert (form.who.name.text(), form.who.email.text()) == (NAME, EMAIL)
    representative = form.who.representative()
    assert representative is not None
    assert (representative.full_name, representative.email) == ("Юрьев Олег Ильич", "yuriev@example.ru")


def test_the_same_letter_is_told_and_may_be_registered_all_the_same(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    first = known(qtbot, tasks, text=LETTER)
    window.new_case(LETTER)
    qtbot.waitUntil(lambda: before(form).isVisible())
    assert "Письмо с тем же текстом уже пришло 12.11.2026: обращение № 9." in seen(before(form))
    form.who.name.setText(NAME)
    form._on_save()
    assert newest(qtbot, window, tasks).id != first


def test_the_same_file_is_told_and_leads_to_its_case(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage, tmp_path: Path
) -> None:
    file = tmp_path / "письмо.txt"
    file.write_text("Удалите мои данные.", "utf-8")
    kept = registering.NewFile("письмо.txt", "text/plain", file.read_bytes(), AttachmentRole.ORIGINAL)
    first = known(qtbot, tasks, files=(kept,))
    window.new_case("", (str(file),))
    qtbot.waitUntil(lambda: before(form).isVisible())
    assert "Такой же файл уже пришёл 12.11.2026" in seen(before(form))
    press(qtbot, window, before(form), "Открыть")
    settle(qtbot, window)
    assert register_page(window).open_case_id == first


def test_the_same_request_too_soon_is_told_once_it_is_known_who_asks(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    known(qtbot, tasks)
    form.facts.kinds.set_kinds((Kind.ACCESS,))
    form.facts.changed.emit()
    form.who.name.setText("Елкин П. И.")
    qtbot.waitUntil(lambda: people(form).isVisible())
    assert before(form).isHidden(), "a namesake may ask too"
    press(qtbot, window, people(form), "Это тот же человек")
    qtbot.waitUntil(lambda: before(form).isVisible())
    words = seen(before(form))
    assert (
        "О том же уже спрашивали 12.11.2026, обращение № 9. По ст. 14 ч. 4 спросить снова можно с 12.12.2026." in words
    )
    assert "Отказать нельзя: на первый запрос ещё нет ответа." in words
    form.facts.kinds.set_kinds((Kind.MARKETING_OPT_OUT,))
    form.facts.changed.emit()
    qtbot.waitUntil(lambda: before(form).isHidden())


def test_registering_forgets_the_hints(qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage) -> None:
    known(qtbot, tasks)
    form.who.email.setText(EMAIL)
    qtbot.waitUntil(lambda: people(form).isVisible())
    press(qtbot, window, people(form), "Это тот же человек")
    form.facts.kinds.set_kinds((Kind.ERASURE,))
    form._on_save()
    newest(qtbot, window, tasks)
    window.new_case()
    settle(qtbot, window)
    assert people(form).isHidden()
    assert form.who.subject() == Subject()


def test_a_namesake_without_a_choice_is_a_person_of_his_own(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    first = known(qtbot, tasks)
    form.who.name.setText(NAME)
    form.who.email.setText(EMAIL)
    qtbot.waitUntil(lambda: people(form).isVisible())
    form.facts.kinds.set_kinds((Kind.ERASURE,))
    form._on_save()
    case = newest(qtbot, window, tasks)
    assert case.subject_id != ask(qtbot, tasks, lambda desk: desk.register.cases.get(first).subject_id)

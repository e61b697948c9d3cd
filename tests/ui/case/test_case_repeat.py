"""The same request again, in the panel of a case: told near the letters, with the refusal where the law allows one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from otklik.casework import answering, closing, dispatching
from otklik.law.kinds import Kind
from otklik.register.records import LetterState, Subject
from otklik.ui.case.case_repeat import RepeatSection
from otklik.ui.main_window import LETTERS, MainWindow
from tests.ui.window_tools import ask, button, open_panel, registered, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.tasks import Tasks


def twice(qtbot: QtBot, tasks: Tasks) -> tuple[int, int]:
    """Register a request and the same one eight days later, of one person."""
    person = Subject(
        full_name="Ёлкин Пётр Ильич", email="elkin@example.ru", address="190000, г. Город, ул. Новая, д. 3"
    )
    first = registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 10), subject=person)
    person = ask(qtbot, tasks, lambda desk: desk.register.subjects.get(desk.register.cases.get(first).subject_id))
    return first, registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 18), subject=person)


def section(panel: CasePanel) -> RepeatSection:
    return panel.findChildren(RepeatSection)[0]


def test_a_first_request_says_nothing(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    first, _again = twice(qtbot, tasks)
    assert section(open_panel(qtbot, window, first)).isHidden()


def test_what_is_not_answered_cannot_be_refused_and_leads_to_the_first(
    qtbot: QtBot, window: MainWindow, tasks: Tasks
) -> None:
    first, again = twice(qtbot, tasks)
    panel = open_panel(qtbot, window, again)
    words = seen(section(panel))
    assert "Повторный запрос" in words
    assert "спросить снова можно с 10.12.2026" in words
    assert "Отказать нельзя: на первый запрос ещё нет ответа." in words
    assert "Составить отказ" not in words
    button(section(panel), "Открыть первое обращение, № 9").click()
    settle(qtbot, window)
    assert panel.case_id == first


def test_after_an_answer_the_refusal_is_one_click_away(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    first, again = twice(qtbot, tasks)

    def answer(desk: Desk) -> None:
        given = {name: "названо в обращении" for name, _label in answering.own_fields("access_answer")}
        letter_id = answering.draft_letter(desk, first, "access_answer", given).letter_id
        answering.issue(desk, letter_id)
        dispatching.dispatch(desk, letter_id, "лично")

    ask(qtbot, tasks, answer)
    panel = open_panel(qtbot, window, again)
    assert "Отказать можно, если тот ответ был полным" in seen(section(panel))
    button(section(panel), "Составить отказ в повторном запросе").click()
    settle(qtbot, window)
    assert window.shown == LETTERS
    (letter,) = ask(qtbot, tasks, lambda desk: desk.register.letters.of_case(again))
    assert (letter.template, letter.state) == ("repeat_refusal", LetterState.DRAFT)
    assert "Составить отказ" not in seen(section(open_panel(qtbot, window, again))), "it is written"


def test_a_closed_case_is_no_longer_told_about(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    _first, again = twice(qtbot, tasks)
    ask(qtbot, tasks, lambda desk: closing.annul_case(desk, again, "внесено дважды"))
    assert section(open_panel(qtbot, window, again)).isHidden()

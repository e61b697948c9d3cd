"""Linked cases in the window: one letter under two laws, an incident found on the way, one answer for both."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox

from otklik.casework import answering, linking
from otklik.law.kinds import Kind
from otklik.ui.case.case_linking import IncidentForm, SplitForm, TwoLaws
from otklik.ui.letter.letter_editor import LetterEditor
from otklik.ui.letter.letter_linked import AnswersLinked
from otklik.ui.widgets import LinkButton, ToggleChip
from otklik.ui.widgets.time_field import TimeField
from tests.ui.window_tools import ask, button, case_of, open_panel, register_page, registered, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

BOTH = (Kind.CLAIM, Kind.CONSENT_WITHDRAWAL)


def test_one_letter_under_two_laws_is_split_and_linked(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case_id = registered(qtbot, tasks, BOTH, date(2026, 11, 20))
    panel = open_panel(qtbot, window, case_id)
    hint = panel.findChild(TwoLaws)
    assert hint.sentence.startswith("Одно письмо, два закона")
    button(hint, "Разделить…").click()
    settle(qtbot, window)
    form = panel.findChild(SplitForm)
    assert form.field.kinds() == (Kind.CONSENT_WITHDRAWAL,), "the claim stays, the rest is proposed"
    for chip in form.findChildren(ToggleChip):
        chip.setChecked(True)
    form.button.click()
    settle(qtbot, window)
    assert "Хотя бы одно требование должно остаться здесь." in seen(form)
    form.field.set_kinds((Kind.CONSENT_WITHDRAWAL,))
    form.button.click()
    settle(qtbot, window)
    (linked,) = panel.view.linked
    assert (panel.view.case.kinds, linked.kinds) == ((Kind.CLAIM,), (Kind.CONSENT_WITHDRAWAL,))
    assert not hint.sentence
    link = next(one for one in panel.head.findChildren(LinkButton) if "Связано" in one.text() and one.isVisible())
    assert link.text().replace("\u00a0", " ") == f"Связано с № {linked.number} · отзыв согласия"
    link.click()
    settle(qtbot, window)
    assert register_page(window).open_case_id == linked.id
    assert f"№ {ask(qtbot, tasks, lambda d: d.register.cases.get(case_id)).number} · претензия" in seen(panel.head)


def test_one_demand_cannot_be_split_and_a_lone_claim_gets_no_hint(
    qtbot: QtBot, window: MainWindow, tasks: Tasks
) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.CLAIM).id)
    assert not panel._bar._menu["split"].isVisible()
    assert not panel.findChild(TwoLaws).sentence
    two = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.CONSENT_WITHDRAWAL).id)
    assert two._bar._menu["split"].isVisible()
    assert not two.findChild(TwoLaws).sentence, "both are demands about personal data"


def test_an_incident_found_in_a_case_is_put_on_record_with_its_hour(
    qtbot: QtBot, window: MainWindow, tasks: Tasks
) -> None:
    case = case_of(qtbot, tasks, Kind.ACCESS)
    panel = open_panel(qtbot, window, case.id)
    panel._bar._menu["incident"].trigger()
    form = panel.findChild(IncidentForm)
    form.field.set_date(date(2026, 11, 20))
    form.findChild(TimeField).setText("17:40")
    form.button.click()
    settle(qtbot, window)
    (linked,) = panel.view.linked
    assert (linked.kinds, linked.received_on, linked.received_at) == (
        (Kind.INCIDENT,),
        date(2026, 11, 20),
        time(17, 40),
    )
    assert linked.linked_to == case.id
    button(panel, "Открыть его").click()
    settle(qtbot, window)
    assert register_page(window).open_case_id == linked.id


def test_a_letter_answers_both_once_it_is_said(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case_id = registered(qtbot, tasks, BOTH, date(2026, 11, 20))
    split = ask(qtbot, tasks, lambda d: linking.split_case(d, case_id, (Kind.CONSENT_WITHDRAWAL,)))
    letter_id = ask(qtbot, tasks, lambda d: answering.draft_letter(d, split.case_id, "withdrawal_done")).letter_id
    editor = LetterEditor(tasks)
    qtbot.addWidget(editor)
    editor.show()
    editor.open_letter(letter_id)
    switch = editor.findChild(AnswersLinked)
    qtbot.waitUntil(switch.isVisible)
    number = ask(qtbot, tasks, lambda d: d.register.cases.get(case_id)).number
    assert switch.text().replace("\u00a0", " ") == f"Письмо отвечает и на обращение № {number}"
    for both in (True, False):
        switch.click()
        settle(qtbot, window)
        assert ask(qtbot, tasks, lambda d: d.register.letters.get(letter_id)).answers_linked is both


def test_a_letter_of_an_unlinked_case_has_no_such_switch(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case_id = case_of(qtbot, tasks, Kind.ACCESS).id
    letter_id = ask(qtbot, tasks, lambda d: answering.draft_letter(d, case_id, "access_answer")).letter_id
    editor = LetterEditor(tasks)
    qtbot.addWidget(editor)
    editor.show()
    with qtbot.waitSignal(editor.letter_shown):
        editor.open_letter(letter_id)
    settle(qtbot, window)
    assert [box for box in editor.findChildren(QCheckBox) if box.isVisible()] == []

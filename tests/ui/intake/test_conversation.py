"""A talk by telephone or at the counter, from the first word to the slip."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from otklik.law.kinds import Kind
from otklik.register.records import Channel, Representative, Subject
from otklik.system.clock import FixedClock
from otklik.ui.case.case_papers import PapersSection
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.intake.caller import By, For
from otklik.ui.intake.conversation import ConversationPage
from otklik.ui.intake.identity_step import Checked
from otklik.ui.intake.new_case import NewCasePage
from otklik.ui.main_window import NEW_CASE, REGISTER, REPORTS, TODAY, MainWindow
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.rooms import TALK
from tests.finished_pdf import text_of
from tests.invented import NOON
from tests.ui.window_tools import ask, button, open_panel, register_page, registered, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.register.records import Case
    from otklik.ui.tasks import Tasks

NAME, PHONE = "Ёлкин Пётр Ильич", "+7 495 000-00-13"


@pytest.fixture
def talk(qtbot: QtBot, window: MainWindow) -> ConversationPage:
    window.begin_talk()
    settle(qtbot, window)
    page = window.page(TALK)
    assert isinstance(page, ConversationPage)
    return page


def choose(chips: ChoiceChips, value: object) -> None:
    """Click a chip."""
    chips._on_clicked(value, True)


def newest(qtbot: QtBot, tasks: Tasks) -> Case:
    return ask(qtbot, tasks, lambda desk: max(desk.register.cases.of_operator(1), key=lambda case: case.number))


def register(qtbot: QtBot, window: MainWindow, talk: ConversationPage) -> None:
    talk.register()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: talk.currentWidget() is talk.done)
    settle(qtbot, window)


def test_a_call_is_taken_down_and_told_by_when_it_is_answered(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, talk: ConversationPage
) -> None:
    talk.caller.name.setText(NAME)
    talk.wishes.set_kinds((Kind.ACCESS,))
    talk.caller.phone.setText(PHONE)
    talk.caller.contract.setText("17")
    talk.said.setPlainText("Покажите, что у вас обо мне есть.")
    choose(talk.identity.by_phone, Checked.MATCHED)
    talk.identity.matched.setText("номер договора")
    choose(talk.caller.by, By.IN_PERSON)
    qtbot.waitUntil(lambda: "Ответим не позднее 4 декабря." in seen(talk))
    qtbot.keyClick(talk.caller.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: talk.currentWidget() is talk.done)
    words = seen(talk.done)
    assert "Обращение № 9 записано" in words
    said = "Ваше обращение записано под № 9. Ответим не позднее 4 декабря. Срок идёт с сегодняшнего дня."
    assert said in words
    assert "подпись" not in words, "he proved who he is: a call has no signature"
    case = newest(qtbot, tasks)
    assert (case.channel, case.received_on, case.received_at) == (Channel.PHONE, date(2026, 11, 21), time(12, 0))
    assert case.identity_note == "названные данные совпали: номер договора"
    assert case.lacks == ()
    assert case.text.splitlines() == [
        "Покажите, что у вас обо мне есть.",
        "Договор или заказ: 17",
        "За ответом придёт лично.",
    ]
    button(talk.done, "Открыть обращение").click()
    settle(qtbot, window)
    assert window.shown == REGISTER
    assert register_page(window).open_case_id == case.id


def test_at_the_counter_the_document_is_noted_and_the_slip_is_printed(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, talk: ConversationPage
) -> None:
    choose(talk.channel, Channel.IN_PERSON)
    assert "«Можно взглянуть на ваш документ?»" in seen(talk)
    talk.caller.name.setText(NAME)
    talk.wishes.set_kinds((Kind.ERASURE,))
    settle(qtbot, window)
    assert "Номер документа, удостоверяющего личность" in seen(talk)
    choose(talk.identity.at_counter, Checked.DOCUMENT)
    talk.caller.email.setText("elkin@example.ru")
    settle(qtbot, window)
    assert "Приносить ничего не нужно." in seen(talk), "he signs the slip"
    register(qtbot, window, talk)
    case = newest(qtbot, tasks)
    assert (case.channel, case.lacks) == (Channel.IN_PERSON, ())
    assert case.identity_note == "предъявлен документ, удостоверяющий личность; номер не записан"
    button(talk.done, "Напечатать расписку").click()
    (dialog,) = talk.findChildren(PaperDialog)
    qtbot.waitUntil(lambda: bool(dialog.pdf))
    printed = text_of(dialog.pdf)
    assert "обращения № 9" in printed
    assert NAME in printed
    dialog.reject()


def test_what_is_said_is_understood_and_only_proposed(qtbot: QtBot, window: MainWindow, talk: ConversationPage) -> None:
    talk.said.setPlainText("Хватит мне звонить с рекламой. Удалите мои персональные данные.")
    qtbot.waitUntil(lambda: "похоже" in seen(talk.wishes))
    assert "по словам «Удалите мои персональные данные»" in seen(talk.wishes)
    assert talk.wishes.kinds() == ()
    talk.wishes.set_kinds((Kind.ERASURE, Kind.MARKETING_OPT_OUT))
    assert "похоже" not in seen(talk.wishes)
    talk.said.clear()
    qtbot.waitUntil(lambda: "по словам" not in seen(talk.wishes))
    assert talk.wishes.kinds() == (Kind.MARKETING_OPT_OUT, Kind.ERASURE), "what was ticked stays"


def test_rare_wishes_unfold(qtbot: QtBot, window: MainWindow, talk: ConversationPage) -> None:
    assert "Требование о блокировании данных" not in seen(talk.wishes)
    button(talk.wishes, "Другое…").click()
    assert "Требование о блокировании данных" in seen(talk.wishes)


def test_what_was_not_asked_is_said_and_nothing_is_stored(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, talk: ConversationPage
) -> None:
    choose(talk.caller.speaks_for, For.PERSON)
    choose(talk.caller.by, By.EMAIL)
    choose(talk.identity.by_phone, Checked.MATCHED)
    talk.register()
    settle(qtbot, window)
    words = seen(talk)
    for sentence in (
        *("Спросите имя.", "Спросите, о чьих данных речь.", "Отметьте, чего он хочет: хотя бы одно."),
        *("Напишите в двух словах, что совпало.", "Спросите адрес почты."),
    ):
        assert sentence in words
    assert window.focusWidget() is talk.caller.name
    assert ask(qtbot, tasks, lambda desk: desk.register.cases.count()) == 8


def test_somebody_who_speaks_for_another_is_his_representative(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, talk: ConversationPage
) -> None:
    choose(talk.caller.speaks_for, For.PERSON)
    talk.caller.name.setText("Юрьев Олег Ильич")
    talk.caller.other.setText(NAME)
    talk.caller.authority.setText("доверенность от 3 ноября")
    talk.caller.by_phone.setText(PHONE)
    talk.wishes.set_kinds((Kind.ACCESS,))
    settle(qtbot, window)
    assert "Документ о полномочиях представителя" in seen(talk)
    talk.caller.shown.setChecked(True)
    settle(qtbot, window)
    assert "Документ о полномочиях представителя" not in seen(talk)
    choose(talk.caller.by, By.EMAIL)
    talk.caller.answer_email.setText("yuriev@example.ru")
    register(qtbot, window, talk)
    case = newest(qtbot, tasks)
    subject, representative = ask(
        qtbot,
        tasks,
        lambda desk: (
            desk.register.subjects.get(case.subject_id),
            desk.register.representatives.get(case.representative_id),
        ),
    )
    assert (subject.full_name, subject.email) == (NAME, "")
    assert (representative.full_name, representative.email) == ("Юрьев Олег Ильич", "yuriev@example.ru")
    assert (representative.phone, subject.phone) == (PHONE, "")


def test_somebody_known_is_found_while_he_speaks(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, talk: ConversationPage
) -> None:
    person = Subject(full_name=NAME, phone=PHONE, address="190000, г. Город, ул. Новая, д. 3")
    first = registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 12), subject=person)
    talk.caller.name.setText("Елкин П. И.")
    qtbot.waitUntil(talk.known.people.isVisible)
    button(talk.known.people, "Это тот же человек").click()
    assert (talk.caller.name.text(), talk.caller.phone.text()) == (NAME, PHONE)
    talk.wishes.set_kinds((Kind.ACCESS,))
    qtbot.waitUntil(lambda: "О том же уже спрашивали" in seen(talk.known.before))
    register(qtbot, window, talk)
    assert newest(qtbot, tasks).subject_id == ask(qtbot, tasks, lambda desk: desk.register.cases.get(first).subject_id)


def test_a_known_representative_speaks_again_for_the_same_person(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, talk: ConversationPage
) -> None:
    lawyer = Representative(full_name="Юрьев Олег Ильич", authority="доверенность", email="yuriev@example.ru")
    registered(
        qtbot, tasks, (Kind.ERASURE,), date(2026, 11, 12), subject=Subject(full_name=NAME), representative=lawyer
    )
    talk.caller.name.setText("Юрьев Олег Ильич")
    talk.caller.email.setText("yuriev@example.ru")
    qtbot.waitUntil(talk.known.people.isVisible)
    button(talk.known.people, "Это тот же человек").click()
    representative = talk.caller.representative()
    assert representative is not None
    assert (representative.full_name, representative.email) == ("Юрьев Олег Ильич", "yuriev@example.ru")
    assert (talk.caller.subject().full_name, talk.caller.subject().email) == (NAME, "")


def test_a_draft_stays_while_rooms_are_changed_and_is_asked_about_before_the_window_closes(
    qtbot: QtBot, window: MainWindow, talk: ConversationPage
) -> None:
    talk.caller.name.setText(NAME)
    window.show_room(TODAY)
    window.begin_talk()
    assert talk.caller.name.text() == NAME
    window.show_room(TODAY)
    assert not window.close()
    assert window.shown == TALK
    assert "Обращение не зарегистрировано" in seen(window)
    button(window, "Закрыть без сохранения").click()
    assert talk.caller.name.text() == ""


def test_a_talk_registered_on_another_day_was_received_when_it_began(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, talk: ConversationPage, clock: FixedClock
) -> None:
    talk._clock = FixedClock(NOON - timedelta(days=1))
    talk.caller.name.setText(NAME)
    talk._clock = clock
    talk.wishes.set_kinds((Kind.ACCESS,))
    register(qtbot, window, talk)
    assert newest(qtbot, tasks).received_on == date(2026, 11, 20)
    assert "Срок идёт с 20 ноября." in seen(talk.done)


def test_the_next_talk_begins_empty(qtbot: QtBot, window: MainWindow, talk: ConversationPage) -> None:
    talk.caller.name.setText(NAME)
    talk.wishes.set_kinds((Kind.MARKETING_OPT_OUT,))
    register(qtbot, window, talk)
    button(talk.done, "Следующий разговор").click()
    settle(qtbot, window)
    assert talk.caller.name.isVisible()
    assert talk.caller.name.text() == ""
    assert talk.wishes.kinds() == ()
    assert "День и час запишем, как только вы начнёте заполнять." in seen(talk)


def test_the_talk_is_reached_from_today_from_the_form_and_from_the_blank_for_calls(
    qtbot: QtBot, window: MainWindow
) -> None:
    button(window.page(TODAY), "По телефону или лично").click()
    settle(qtbot, window)
    assert window.shown == TALK
    talk = window.page(TALK)
    assert isinstance(talk, ConversationPage)
    button(talk, "Отмена").click()
    assert window.shown == TODAY
    window.new_case()
    settle(qtbot, window)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    button(form, "По телефону или лично…").click()
    assert window.shown == TALK
    window.show_room(REPORTS)
    window.page(REPORTS).call_wanted.emit()  # type: ignore[attr-defined]  # the stack knows widgets only
    settle(qtbot, window)
    assert talk.channel.chosen() is Channel.PHONE


@pytest.mark.parametrize(("channel", "offered"), [(Channel.PHONE, True), (Channel.EMAIL, False)])
def test_the_slip_is_among_the_papers_of_what_was_said(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, channel: Channel, offered: bool
) -> None:
    panel = open_panel(qtbot, window, registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 20), channel=channel))
    (papers,) = panel.findChildren(PapersSection)
    assert ("Расписка о приёме" in seen(papers)) is offered
    if offered:
        button(papers, "Открыть").click()
        (dialog,) = panel.findChildren(PaperDialog)
        qtbot.waitUntil(lambda: bool(dialog.pdf))
        assert "по телефону" in text_of(dialog.pdf)
        dialog.reject()

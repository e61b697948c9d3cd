"""A new case by hand, by drop and by paste."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from otklik.intake.letter import KindGuess
from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind, Trigger
from otklik.law.terms import Term, Unit
from otklik.register.records import Channel
from otklik.ui.intake.dropped import Dropped
from otklik.ui.intake.new_case import NewCasePage
from otklik.ui.main_window import NEW_CASE, REGISTER, TODAY, MainWindow
from otklik.ui.widgets import ToggleChip
from tests.ui.window_tools import ask, button, case_of, register_page, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.tasks import Tasks


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow) -> NewCasePage:
    window.new_case()
    settle(qtbot, window)
    page = window.page(NEW_CASE)
    assert isinstance(page, NewCasePage)
    return page


def test_the_dates_move_with_the_form(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    form.facts.kinds.set_kinds((Kind.ACCESS,))
    form.facts.received.setText("12.11.2026")
    qtbot.waitUntil(lambda: "26" in form._until._big.text())
    words = seen(form._until)
    assert "26 ноября" in words
    assert "четверг, осталось 4 рабочих дня" in words
    assert "закрыть по политике — до 24 декабря" in words
    assert "Ближайший срок" in words
    assert form._until._what.text() == "Дать сведения или мотивированный отказ"
    form.facts.kinds.set_kinds((Kind.RECTIFICATION,))
    qtbot.waitUntil(lambda: form._until._what.text().startswith("Заблокировать"))
    assert seen(form._until).count("Заблокировать") == 1
    form.facts.received.setText("31.02.2026")
    form.facts.received.editingFinished.emit()
    qtbot.waitUntil(lambda: not form._until._big.isVisible())
    assert "Такого дня нет: 31.02.2026" in seen(form)


def test_only_the_questions_that_matter_are_asked(form: NewCasePage) -> None:
    def asked() -> set[str]:
        return {name for name, chips in form.facts.questions.items() if chips.isVisible()}

    assert asked() == set()
    form.facts.kinds.set_kinds((Kind.CLAIM,))
    assert asked() == {"claimant", "claim_matter"}
    form.facts.kinds.set_kinds((Kind.ERASURE, Kind.COMPLAINT))
    assert asked() == {"erasure_ground", "alleges_unlawful"}


def test_what_is_missing_is_said_and_nothing_is_stored(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    button(form, "Зарегистрировать").click()
    settle(qtbot, window)
    assert "Выберите, чего требуют: хотя бы одно." in seen(form)
    assert "Укажите, кто пишет." in seen(form)
    assert ask(qtbot, tasks, lambda desk: desk.register.cases.count()) == 8


def test_a_case_entered_by_hand_is_registered_and_opened(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    form.facts.kinds.set_kinds((Kind.ERASURE,))
    form.facts.questions["erasure_ground"].findChildren(ToggleChip)[0].click()
    form.who.name.insert("Зимина Ольга Сергеевна")
    form.who.email.setText("zimina@example.ru")
    form.facts.received.setText("20.11.26")
    qtbot.keyClick(form.who.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    settle(qtbot, window)
    case = case_of(qtbot, tasks, Kind.ERASURE)
    assert (case.received_on, case.erasure_ground) == (date(2026, 11, 20), ErasureGround.NEEDLESS)
    assert window.shown == REGISTER
    assert register_page(window).open_case_id == case.id
    assert form.who.name.text() == "", "ready for the next one"
    assert "Реестр, 5 открытых обращений" in window._sidebar.button(REGISTER).accessibleName()


LETTER = """From: =?utf-8?b?0J7RgNC70L7QsiDQn9GR0YLRgA==?= <orlov@example.ru>
To: vetrov@example.ru
Subject: =?utf-8?b?0JfQsNC/0YDQvtGB?=
Date: Thu, 19 Nov 2026 10:15:00 +0300
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Прошу сообщить, какие мои персональные данные вы обрабатываете.
"""


def test_consent_taken_back_in_the_letter_answers_why_it_must_be_erased(form: NewCasePage) -> None:
    question = form.facts.questions["erasure_ground"]
    demands = (KindGuess(Kind.ERASURE, "удалить"), KindGuess(Kind.CONSENT_WITHDRAWAL, "отзываю согласие"))
    form.facts.propose(demands[:1])
    assert question.chosen() is None
    form.facts.propose((replace(demands[0], condition="если данные получены незаконно"), demands[1]))
    assert question.chosen() is None
    form.facts.propose(demands)
    assert question.chosen() is ErasureGround.WITHDRAWAL
    question.choose(ErasureGround.NEEDLESS)
    form.facts.propose(demands)
    assert question.chosen() is ErasureGround.NEEDLESS, "what the clerk chose stays"


def test_a_letter_dropped_anywhere_fills_the_form(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, tmp_path: Path
) -> None:
    file = tmp_path / "письмо.eml"
    file.write_text(LETTER, "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    window.dropEvent(
        QDropEvent(
            QPointF(QPoint(300, 300)),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    settle(qtbot, window)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    qtbot.waitUntil(lambda: bool(form.who.email.text()))
    assert form.who.email.text() == "orlov@example.ru"
    assert form.facts.received.date() == date(2026, 11, 19)
    assert Kind.ACCESS in form.facts.kinds.kinds()
    assert "какие мои персональные данные" in form.letter.text.letter_text()
    assert [kept.name for kept in form.letter.files.files()] == ["письмо.eml"]
    assert "«какие мои персональные данные вы обрабатываете»" in seen(form.facts.proposed)
    form.who.name.setText("Орлов Пётр Ильич")
    form._on_save()
    settle(qtbot, window)
    settle(qtbot, window)
    kept = ask(qtbot, tasks, lambda d: d.register.attachments.of_case(register_page(window).open_case_id))
    assert [(entry.name, entry.size) for entry in kept] == [("письмо.eml", len(LETTER.encode()))]


def test_a_file_that_is_no_letter_is_kept_as_it_is(
    qtbot: QtBot, window: MainWindow, form: NewCasePage, tmp_path: Path
) -> None:
    scan = tmp_path / "скан.pdf"
    scan.write_bytes(b"%PDF-1.4")
    form.start(Dropped(paths=(str(scan), str(tmp_path / "нет такого.txt"))))
    qtbot.waitUntil(lambda: bool(form.letter.files.files()) and bool(form._notice.sentence))
    assert [kept.name for kept in form.letter.files.files()] == ["скан.pdf"]
    assert "Нет файла" in form._notice.sentence


def test_beside_an_event_a_letter_is_evidence_but_pasted_text_is_a_letter(
    qtbot: QtBot, window: MainWindow, form: NewCasePage, tmp_path: Path
) -> None:
    file = tmp_path / "письмо.eml"
    file.write_text(LETTER, "utf-8")
    button(form, "Это не письмо, а событие…").click()
    form.start(Dropped(paths=(str(file),)))
    qtbot.waitUntil(lambda: bool(form.letter.files.files()))
    settle(qtbot, window)
    assert form.facts.is_event
    assert form.who.email.text() == ""
    window.new_case("Прошу сообщить, какие мои персональные данные вы обрабатываете.")
    settle(qtbot, window)
    assert not form.facts.is_event
    qtbot.waitUntil(lambda: Kind.ACCESS in form.facts.kinds.kinds())


def test_leaving_the_form_goes_back_to_where_it_was_begun(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    button(form, "Отмена").click()
    assert window.shown == TODAY


def test_a_letter_noticed_later_is_registered_so(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    assert not form.facts.noticed.isVisible()
    form.facts.kinds.set_kinds((Kind.ERASURE,))
    form.facts.received.setText("10.11.2026")
    button(form, "Замечено в другой день…").click()
    assert form.facts.noticed.date() == date(2026, 11, 10)
    form.facts.noticed.setText("17.11.2026")
    form.who.name.setText("Зимина Ольга Сергеевна")
    form._on_save()
    settle(qtbot, window)
    settle(qtbot, window)
    case = case_of(qtbot, tasks, Kind.ERASURE)
    assert (case.received_on, case.noticed_on) == (date(2026, 11, 10), date(2026, 11, 17))


def test_the_term_of_a_contract_is_checked_counted_and_kept(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    form.facts.kinds.set_kinds((Kind.CLAIM,))
    form.facts.questions["claimant"].choose(Claimant.BUSINESS)
    form.facts.questions["claim_matter"].choose(ClaimMatter.MONEY)
    button(form, "В договоре свой срок…").click()
    form.who.name.setText("ООО «Придуманный подрядчик»")
    for typed, said in (("пять", "числом дней"), ("366", "366")):
        form.facts.contract.days.setText(typed)
        form._on_save()
        assert said in seen(form.facts.contract)
    form.facts.contract.days.setText("5")
    button(form, "рабочих").click()
    qtbot.waitUntil(lambda: form._until._what.text() == "Ответить на претензию в срок по договору")
    form.facts.contract._clause.setText("7.3")
    form._on_save()
    settle(qtbot, window)
    settle(qtbot, window)
    case = ask(qtbot, tasks, lambda d: d.register.cases.get(register_page(window).open_case_id))
    assert case.contract_term == Term(5, Unit.WORKING_DAYS)
    assert (case.contract_trigger, case.contract_clause) == (Trigger.RECEIPT, "7.3")


def test_an_event_without_a_letter_is_registered_with_its_hour(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    button(form, "Это не письмо, а событие…").click()
    assert "Новое событие" in seen(form)
    assert not form.who.name.isVisible(), "nobody wrote"
    assert not form.facts.kinds.isVisible()
    button(form, "Зарегистрировать").click()
    assert "Выберите, что произошло." in seen(form)
    assert not form.facts.at.isVisible()
    button(form.facts.occasions, "инцидент").click()
    form.facts.at.setText("9:40")
    qtbot.waitUntil(lambda: "09:40" in form._until._big.text())
    assert "остался 21 час" in seen(form._until)
    button(form, "Зарегистрировать").click()
    settle(qtbot, window)
    settle(qtbot, window)
    case = case_of(qtbot, tasks, Kind.INCIDENT)
    assert (case.channel, case.received_at) == (Channel.OWN, time(9, 40))
    assert case.policy_due_on is None
    window.new_case()
    settle(qtbot, window)
    assert form.who.name.isVisible(), "the next one is a letter again"


def test_the_day_a_letter_names_is_kept_beside_the_law(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, form: NewCasePage
) -> None:
    form.facts.kinds.set_kinds((Kind.ACCESS,))
    assert not form.facts.named.isVisible(), "a plain request names no day"
    form.facts.kinds.set_kinds((Kind.RKN_INQUIRY,))
    form.facts.named.setText("25.11.2026")
    qtbot.waitUntil(lambda: "ко дню, который назван в письме" in seen(form._until))
    form.who.name.setText("Управление Роскомнадзора по Придуманной области")
    form._on_save()
    settle(qtbot, window)
    settle(qtbot, window)
    case = case_of(qtbot, tasks, Kind.RKN_INQUIRY)
    assert case.named_on == date(2026, 11, 25)
    assert case.due_by_law

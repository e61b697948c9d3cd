"""A case on screen: what it says, and what is done in it by hand and found in the register afterwards."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox

from otklik.casework import answering, calendars, dispatching, extending, lists
from otklik.law.kinds import Claimant, ClaimMatter, Kind, Reading
from otklik.law.rules import RuleSet
from otklik.register.case_query import CaseQuery
from otklik.register.records import CaseStatus, DutyRecord, LetterState, Subject
from otklik.ui import phrases, translation
from otklik.ui.case.case_duties import DutiesSection
from otklik.ui.case.case_files import LettersSection
from otklik.ui.case.case_forms import AmendForm, ExtensionForm, IdentityForm, PersonForm, ReasonForm
from otklik.ui.case.case_journal import JournalSection
from otklik.ui.case.case_sections import QuestionsSection, TextSection
from otklik.ui.case.case_term import TermSection
from otklik.ui.case.strip import DayStrip
from otklik.ui.main_window import REGISTER, MainWindow
from otklik.ui.widgets import DateField, Notice, PrimaryButton
from tests.invented import NOON
from tests.ui.window_tools import ask, button, case_of, open_panel, registered, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.tasks import Tasks


@pytest.fixture
def access(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> CasePanel:
    return open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)


def test_a_case_says_what_it_is_and_until_when(access: CasePanel) -> None:
    words = seen(access)
    for expected in (
        "Обращение № 5 · электронная почта · получено 12 ноября",
        "Запрос сведений об обработке",
        "26 ноября",
        "осталось 4 рабочих дня",
        "закрыть по политике — до 24 декабря",
        "личность подтверждена",
        "Пропущены 4 дня: сб, вс. Можно продлить один раз до 3 декабря",
    ):
        assert expected in words


def test_the_strip_walks_by_keys_and_says_every_day(qtbot: QtBot, access: CasePanel) -> None:
    strip = access.findChild(DayStrip)
    assert len(strip._days) == 22
    strip.setFocus(Qt.FocusReason.TabFocusReason)
    said: list[str] = []
    strip.pointed.connect(said.append)
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(strip, key)
    assert [text.replace("\u00a0", " ") for text in said] == [
        "четверг, 12 ноября: день получения, не считается",
        "пятница, 13 ноября: день 1",
        "суббота, 14 ноября: не считается (сб)",
        "четверг, 3 декабря: день 5 возможного продления",
    ]
    assert strip.accessibleDescription() == said[-1]
    assert any("день 10, последний" in strip.sentence(index).replace("\u00a0", " ") for index in range(22))


def test_a_tick_fulfils_the_duty_and_a_reason_opens_it_again(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    def first() -> QCheckBox:
        return next(box for box in access.findChild(DutiesSection).findChildren(QCheckBox) if box.isVisible())

    def done() -> list[date | None]:
        return ask(qtbot, tasks, lambda desk: [d.done_on for d in desk.register.duties.of_case(access.case_id)])

    first().click()
    settle(qtbot, window)
    assert NOON.date() in done()
    assert first().isChecked()
    assert "Выполнено" in seen(access.findChild(JournalSection))
    first().click()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    assert first().isChecked(), "nothing is opened again before there is a reason"
    button(form, "Открыть снова").click()
    settle(qtbot, window)
    assert "Без причины" in seen(form)
    form.field.setText("отметили по ошибке")
    button(form, "Открыть снова").click()
    settle(qtbot, window)
    assert set(done()) == {None}
    assert not first().isChecked()


def test_an_extension_issues_its_notice_and_moves_the_date_once_that_is_sent(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    button(access, "Продлить…").click()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    assert "до 3 декабря" in seen(form)
    form.field.setText("данные в архиве")
    form.button.click()
    settle(qtbot, window)
    (notice,) = ask(qtbot, tasks, lambda desk: desk.register.letters.of_case(access.case_id))
    assert (notice.state, notice.dispatched_on) == (LetterState.ISSUED, None)
    assert access.head.big.text() == "26\u00a0ноября", "an unsent notice extends nothing"
    assert "Продлено" not in seen(access)
    unsent = f"Уведомление о продлении № {notice.number} не отправлено: до отправки действует прежний срок"
    assert access._waiting.sentence.replace("\u00a0", " ") == unsent
    with qtbot.waitSignal(access.letter_wanted) as wanted:
        button(access._waiting, "К уведомлению").click()
    assert wanted.args == [notice.id]
    tasks.act(lambda desk: dispatching.dispatch(desk, notice.id, "электронной почтой"))
    window.open_case(access.case_id)
    settle(qtbot, window)
    assert access.head.big.text() == "3\u00a0декабря"
    assert access._waiting.isHidden()
    assert "Продлено 21 ноября." in seen(access)


def test_once_the_safe_day_has_passed_the_last_day_is_shown(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    money = {"claimant": Claimant.CONSUMER, "claim_matter": ClaimMatter.MONEY}
    panel = open_panel(qtbot, window, registered(qtbot, tasks, (Kind.CLAIM,), date(2026, 11, 11), **money))
    main = panel.view.main_duty
    assert (main.duty.safe, main.duty.latest) == (date(2026, 11, 20), date(2026, 11, 23))
    assert panel.head.big.text() == "23\u00a0ноября"
    assert panel.head.left.text() == "остался 1\u00a0рабочий день"
    lines = seen(panel.findChild(DutiesSection))
    assert "23 нояб." in lines
    assert "20 нояб." not in lines


def test_what_is_due_at_once_has_no_strip_of_one_day(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.RECTIFICATION).id)
    words = seen(panel.findChild(TermSection))
    assert "Срок · 152-ФЗ ст. 21 ч. 1" in words
    assert "Сразу: в день получения." in words
    assert "Считаются" not in words
    assert not panel.findChild(DayStrip).isVisible()
    window.open_case(case_of(qtbot, tasks, Kind.ACCESS).id)
    settle(qtbot, window)
    assert panel.findChild(DayStrip).isVisible()


def test_a_case_has_one_name_and_no_empty_sections(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, registered(qtbot, tasks, (Kind.ACCESS, Kind.CLAIM), date(2026, 11, 20)))
    assert panel.head.quiet.text().startswith("Обращение №")
    assert panel.head.title.text() == "Запрос сведений об обработке"
    assert panel.findChild(TextSection).isHidden()
    assert "Показать целиком" not in seen(panel)
    swapped = registered(qtbot, tasks, (Kind.CLAIM, Kind.ACCESS), date(2026, 11, 20), text="Верните деньги.")
    window.open_case(swapped)
    settle(qtbot, window)
    assert panel.head.quiet.text().startswith("Претензия №")
    assert panel.head.title.text() == "Претензия"
    assert "Верните деньги." in seen(panel.findChild(TextSection))


def test_any_open_duty_can_be_extended(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, registered(qtbot, tasks, (Kind.RECTIFICATION, Kind.ACCESS), date(2026, 11, 20)))
    assert panel.view.main_duty.duty.extended_latest is None, "to block the data cannot wait"
    assert "Можно продлить" not in seen(panel.findChild(TermSection))
    until = next(row.duty.extended_latest for row in panel.view.duties if row.duty.extended_latest)
    button(panel, "Продлить…").click()
    settle(qtbot, window)
    assert f"Продлить срок до {until.day} декабря" in seen(panel.findChild(ReasonForm))


def test_what_a_duty_rests_on_is_said_once(look: None, qapp: QApplication) -> None:
    def grounds(basis: str, reading: Reading) -> str:
        return phrases.grounds(DutyRecord(basis=basis, reading=reading)).replace("\u00a0", " ")

    practice = "хорошая практика; срока в законе нет"
    assert grounds(practice, Reading.PRACTICE) == practice
    assert grounds("политика, п. 9.2", Reading.POLICY) == "политика, п. 9.2"
    article = "152-ФЗ ст. 20 ч. 3"
    assert grounds(article, Reading.PRACTICE) == f"{article} · хорошая практика, не срок закона"
    assert grounds(article, Reading.ANALOGY) == f"{article} · по аналогии"
    assert grounds(article, Reading.TEXT) == article
    translation.install(qapp, "en")
    try:
        assert grounds(practice, Reading.PRACTICE) == "good practice; the law sets no term"
        assert grounds("политика, п. 9.2", Reading.POLICY) == "the policy, cl. 9.2"
        assert grounds(article, Reading.TEXT) == article
    finally:
        translation.install(qapp, "ru")


def test_every_ground_that_is_no_article_has_its_english(look: None, qapp: QApplication) -> None:
    rules = RuleSet.load()
    bases = {rule.basis for rule in rules.rules} | {rules.policy.basis, rules.policy.basis_clause.format(clause="9.2")}
    translation.install(qapp, "en")
    try:
        said = {phrases.basis(DutyRecord(basis=basis)) for basis in bases if " ст." not in basis}
    finally:
        translation.install(qapp, "ru")
    assert len(said) >= 4
    assert [words for words in said if re.search("[а-яё]", words)] == []


def test_a_case_is_closed_when_nothing_is_owed(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    access._bar._menu["close"].trigger()
    access.findChild(ReasonForm).button.click()
    settle(qtbot, window)
    assert "Сначала" in access.findChild(Notice).sentence, "what is still owed is named"
    for box in access.findChild(DutiesSection).findChildren(QCheckBox)[:1]:
        box.click()
    settle(qtbot, window)
    access._bar._menu["close"].trigger()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    button(form, "удовлетворено").click()
    assert form.field.text() == "удовлетворено"
    form.button.click()
    settle(qtbot, window)
    case = ask(qtbot, tasks, lambda desk: desk.register.cases.get(access.case_id))
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, "удовлетворено")
    assert not access._bar.primary.isVisible()
    assert "Закрыто" in seen(access)


def test_a_case_is_annulled_only_with_a_reason(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    access._bar._menu["annul"].trigger()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    form.button.click()
    settle(qtbot, window)
    assert "Без причины" in seen(form)
    form.field.setText("дубликат")
    form.button.click()
    settle(qtbot, window)
    case = ask(qtbot, tasks, lambda desk: desk.register.cases.get(access.case_id))
    assert (case.status, case.reason) == (CaseStatus.ANNULLED, "дубликат")


def test_a_form_is_left_by_escape_and_the_case_stays(qtbot: QtBot, window: MainWindow, access: CasePanel) -> None:
    access._bar._menu["annul"].trigger()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    qtbot.keyClick(form.field, Qt.Key.Key_Escape)
    assert form.isHidden()
    assert not access.isHidden()


def test_questions_are_answered_by_a_click_and_the_duties_follow(
    qtbot: QtBot, window: MainWindow, tasks: Tasks
) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.CLAIM).id)
    questions = panel.findChild(QuestionsSection)
    assert "Кто предъявил претензию?" in seen(questions)
    button(questions, "организация или ИП").click()
    settle(qtbot, window)
    assert case_of(qtbot, tasks, Kind.CLAIM).claimant is Claimant.BUSINESS
    assert "Кто предъявил претензию?" not in seen(questions)


def test_identity_person_and_count_are_put_right_in_place(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case = case_of(qtbot, tasks, Kind.RECTIFICATION)
    panel = open_panel(qtbot, window, case.id)
    panel._bar._menu["identity"].trigger()
    settle(qtbot, window)
    identity = panel.findChild(IdentityForm)
    identity.field.setText("предъявлен паспорт")
    identity.button.click()
    settle(qtbot, window)
    panel._bar._menu["person"].trigger()
    settle(qtbot, window)
    person = panel.findChild(PersonForm)
    person.field.setText("Крылова Мария Вадимовна")
    person.button.click()
    settle(qtbot, window)
    panel._bar._menu["amend"].trigger()
    settle(qtbot, window)
    amend = panel.findChild(AmendForm)
    amend.findChild(DateField).set_date(date(2026, 11, 18))
    amend.button.click()
    settle(qtbot, window)
    changed = ask(qtbot, tasks, lambda desk: desk.register.cases.get(case.id))
    subject = ask(qtbot, tasks, lambda desk: desk.register.subjects.get(case.subject_id))
    assert (changed.identity_note, changed.received_on) == ("предъявлен паспорт", date(2026, 11, 18))
    assert subject.full_name == "Крылова Мария Вадимовна"
    assert "Крылова Мария Вадимовна" in seen(panel)


def test_a_file_is_kept_opened_only_if_harmless_and_saved(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel, tmp_path: Path
) -> None:
    file = tmp_path / "счёт.exe"
    file.write_bytes(b"MZ")
    access.acts.add_file(str(file), "application/octet-stream")
    settle(qtbot, window)
    settle(qtbot, window)
    kept = ask(qtbot, tasks, lambda desk: desk.register.attachments.of_case(access.case_id))
    program = next(entry for entry in kept if entry.name == "счёт.exe")
    access.acts.open_file(program)
    settle(qtbot, window)
    assert "отсюда не открываются" in access.findChild(Notice).sentence
    access.acts.save_file(program, str(tmp_path / "сохранено.exe"))
    settle(qtbot, window)
    assert (tmp_path / "сохранено.exe").read_bytes() == b"MZ"


@pytest.mark.parametrize("was_sent", [False, True])
def test_a_void_letter_says_so_and_waits_for_nothing(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel, was_sent: bool
) -> None:
    def write(desk: Desk) -> int:
        letter_id = extending.extend(desk, access.case_id, "данные в архиве").letter_id
        if was_sent:
            dispatching.dispatch(desk, letter_id, "электронной почтой")
        answering.annul_letter(desk, letter_id, "ошибка в адресе")
        return letter_id

    letter_id = ask(qtbot, tasks, write)
    access.refresh()
    settle(qtbot, window)
    section = access.findChild(LettersSection)
    assert "аннулировано" in seen(section)
    assert "отправлено" not in seen(section)
    assert access._waiting.isHidden()
    window.open_letter(letter_id)
    settle(qtbot, window)
    assert "аннулировано" in seen(window)
    assert ("Как ушло" in seen(window)) is was_sent, "a void letter does not wait to be sent"


def test_fewer_days_than_the_norm_allows_may_be_chosen(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    button(access, "Продлить…").click()
    settle(qtbot, window)
    form = access.findChild(ExtensionForm)
    assert form.days.chosen() == 5
    assert "Продлить срок до 3 декабря" in seen(form)
    button(form, "2").click()
    assert "Продлить срок до 30 ноября" in seen(form)
    button(form, "2").click()
    assert form.days.chosen() == 5, "one number is always on"
    button(form, "2").click()
    form.field.setText("данные в архиве")
    form.button.click()
    settle(qtbot, window)
    duty = next(row.duty for row in access.view.duties if row.duty.extended_on)
    assert duty.extended_to == date(2026, 11, 30)


def test_only_one_button_is_loud_while_a_form_is_open(qtbot: QtBot, window: MainWindow, access: CasePanel) -> None:
    def loud() -> list[str]:
        buttons = [press for press in access.findChildren(PrimaryButton) if press.isVisible()]
        return [press.text() for press in buttons if not press.property("quiet")]

    assert loud() == ["Подготовить ответ"]
    button(access, "Продлить…").click()
    settle(qtbot, window)
    assert loud() == ["Продлить и выпустить уведомление"]
    button(access.findChild(ExtensionForm), "Отмена").click()
    settle(qtbot, window)
    assert loud() == ["Подготовить ответ"]


def test_a_day_off_of_the_region_moves_no_date_that_is_shown(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    ask(qtbot, tasks, lambda desk: calendars.add_regional_day(desk, date(2026, 12, 24), "Придуманный праздник"))
    access.refresh()
    window.page(REGISTER).refresh()
    settle(qtbot, window)
    policy = next(row for row in access.view.duties if row.duty.reading is Reading.POLICY)
    assert (policy.day, policy.duty.latest) == (date(2026, 12, 24), date(2026, 12, 25))
    assert access.head.policy.text().replace("\u00a0", " ") == (
        "закрыть по политике — до 24 декабря\nс выходными региона — 25 декабря"
    )
    assert "24 дек." in seen(access.findChild(DutiesSection))
    row = ask(qtbot, tasks, lambda desk: next(r for r in lists.case_rows(desk, CaseQuery()) if r.id == access.case_id))
    assert row.policy_due_on == policy.day


def test_a_telephone_number_stays_on_one_line(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    person = Subject(full_name="Константинопольский Александр Владимирович", phone="+7 (900) 555-12-34")
    window.resize(1000, 640)
    panel = open_panel(qtbot, window, registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 20), subject=person))
    who = panel.head.who
    assert "+7\u00a0(900)\u00a0555-12-34" in who.text()
    longest = max(who.fontMetrics().horizontalAdvance(word) for word in who.text().split(" "))
    assert longest <= who.width(), "no word is cut off"


def test_the_edition_is_said_in_the_language_in_use(look: None, qapp: QApplication) -> None:
    kept = RuleSet.load().edition
    assert phrases.edition(kept).replace("\u00a0", " ") == kept
    translation.install(qapp, "en")
    said = phrases.edition(kept)
    assert said.startswith("152-ФЗ as amended on ")
    assert "правила" not in said
    translation.install(qapp, "ru")

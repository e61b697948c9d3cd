"""The window on a real register: what the clerk sees, does by hand, and finds in the register afterwards."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QLineEdit, QWidget

from otklik.law.kinds import Claimant, ErasureGround, Kind
from otklik.register.records import CaseStatus, LetterState
from otklik.ui.case_forms import AmendForm, IdentityForm, PersonForm, ReasonForm
from otklik.ui.case_sections import DutiesSection, JournalSection, QuestionsSection
from otklik.ui.main_window import LETTERS, NEW_CASE, PEOPLE, REGISTER, REPORTS, TODAY, MainWindow
from otklik.ui.models import DUE, KIND, LEFT, NUMBER, WHO
from otklik.ui.new_case import NewCasePage
from otklik.ui.people_page import PeoplePage
from otklik.ui.register_page import CaseTable, RegisterPage
from otklik.ui.reports_page import ReportsPage
from otklik.ui.strip import DayStrip
from otklik.ui.timeline import Timeline
from otklik.ui.widgets import Chip, DateField, Label, Notice, PrimaryButton, ToggleChip

from . import sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.register.records import Case
    from otklik.ui.case_panel import CasePanel
    from otklik.ui.tasks import Tasks


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until nothing is under way and nothing waits to be."""
    for _ in range(3):
        qtbot.wait(1)
        qtbot.waitUntil(lambda: window._tasks.pending == 0)
        QApplication.sendPostedEvents()
        QApplication.processEvents()


def ask(qtbot: QtBot, tasks: Tasks, work: Callable[[Desk], Any]) -> Any:
    """Look into the register."""
    box: list[Any] = []
    tasks.run(work, box.append)
    qtbot.waitUntil(lambda: bool(box))
    return box[0]


def case_of(qtbot: QtBot, tasks: Tasks, kind: Kind) -> Case:
    """Return the open case of a kind."""
    return ask(
        qtbot, tasks, lambda d: next(c for c in d.register.cases.of_operator(1, CaseStatus.OPEN) if kind in c.kinds)
    )


def seen(widget: QWidget) -> str:
    """Return all words that are on screen in a widget."""
    found = widget.findChildren(QLabel) + widget.findChildren(QAbstractButton)
    return "\n".join(part.text() for part in found if part.isVisible()).replace("\u00a0", " ")


def button(widget: QWidget, text: str) -> QAbstractButton:
    """Return the visible button with the text."""
    return next(b for b in widget.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def open_panel(qtbot: QtBot, window: MainWindow, case_id: int) -> CasePanel:
    """Open a case and return its panel."""
    window.open_case(case_id)
    settle(qtbot, window)
    panel = window.page(REGISTER)._panel  # type: ignore[attr-defined]
    assert panel is not None
    return panel


# --- the first page ---


def test_the_first_page_says_what_burns_and_what_comes_next(qtbot: QtBot, window: MainWindow) -> None:
    words = seen(window.page(TODAY))
    assert "Просрочено 1 обращение" in words
    assert "Суббота, 21 ноября. Ближайший срок — четверг, 26 ноября: обращение № 5." in words
    assert "Копия проверена вчера, 19:40" in words
    assert "Письмо по обращению № 6" in words
    assert words.index("19 ноября") < words.index("26 ноября\n") < words.index("30 ноября\n")
    assert "4 рабочих дня" in words


def test_the_days_ahead_are_those_of_the_picture(qtbot: QtBot, window: MainWindow) -> None:
    timeline = window.page(TODAY).findChild(Timeline)
    days = timeline._days
    assert (len(days), days[0], days[-1]) == (30, date(2026, 11, 23), date(2027, 1, 12))
    assert timeline.accessibleDescription().replace("\u00a0", " ") == "26 ноября, 30 ноября, 2 декабря"


def test_the_sidebar_counts_and_its_keys_lead_to_the_rooms(qtbot: QtBot, window: MainWindow) -> None:
    names = [window._sidebar.button(number).accessibleName() for number in (TODAY, REGISTER, LETTERS)]
    assert names == ["Сегодня, 2 обращения со скорым сроком", "Реестр, 4 открытых обращения", "Письма, 1 черновик"]
    window.activateWindow()
    for key, room in ((Qt.Key.Key_2, REGISTER), (Qt.Key.Key_4, PEOPLE), (Qt.Key.Key_5, REPORTS), (Qt.Key.Key_1, TODAY)):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, window)
        assert window.shown == room
        assert window._sidebar.button(room).isChecked()


def test_an_overdue_case_goes_straight_to_its_answer(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    page = window.page(TODAY)
    prepare = button(page, "Подготовить ответ")
    assert prepare.accessibleName().replace("\u00a0", " ") == "Подготовить ответ: Обращение № 7"
    prepare.click()
    settle(qtbot, window)
    assert window.shown in {REGISTER, LETTERS}
    assert window.page(REGISTER)._panel.case_id == case_of(qtbot, tasks, Kind.RECTIFICATION).id  # type: ignore[attr-defined]


# --- the register ---


@pytest.fixture
def register(qtbot: QtBot, window: MainWindow) -> RegisterPage:
    window.show_room(REGISTER)
    settle(qtbot, window)
    page = window.page(REGISTER)
    assert isinstance(page, RegisterPage)
    return page


def cells(page: RegisterPage, column: int) -> list[str]:
    table = page.findChild(CaseTable)
    model = table.model()
    return [str(model.index(row, column).data()).replace("\u00a0", " ") for row in range(model.rowCount())]


def test_the_register_is_in_the_order_of_the_dates(register: RegisterPage) -> None:
    assert cells(register, NUMBER) == ["7", "5", "8", "6", "4", "3", "2", "1"]
    assert cells(register, DUE)[:4] == ["19.11.2026", "26.11.2026", "30.11.2026", "02.12.2026"]
    assert cells(register, LEFT)[:5] == ["просрочено", "4 р. д.", "6 р. д.", "8 р. д.", "закрыто"]


def test_a_screen_reader_gets_whole_words(register: RegisterPage) -> None:
    model = register.findChild(CaseTable).model()
    spoken = [model.index(1, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in (NUMBER, DUE, LEFT)]
    assert [text.replace("\u00a0", " ") for text in spoken] == [
        "Обращение № 5",
        "26 ноября 2026",
        "осталось 4 рабочих дня",
    ]


@pytest.mark.parametrize(("text", "numbers"), [("фёдоров", ["6"]), ("придуманный", ["8"]), ("ничего такого", [])])
def test_search_as_you_type(
    qtbot: QtBot, window: MainWindow, register: RegisterPage, text: str, numbers: list[str]
) -> None:
    field = register.findChild(QLineEdit)
    field.insert(text)
    qtbot.waitUntil(lambda: cells(register, NUMBER) == numbers)
    settle(qtbot, window)
    assert ("Ничего не найдено" in seen(register)) is (not numbers)


def test_open_and_closed_are_told_apart(qtbot: QtBot, window: MainWindow, register: RegisterPage) -> None:
    for word, number in (("Открытые", 4), ("Закрытые", 4), ("Все", 8)):
        button(register, word).click()
        settle(qtbot, window)
        assert len(cells(register, NUMBER)) == number


def test_the_keyboard_alone_finds_opens_and_leaves_a_case(
    qtbot: QtBot, window: MainWindow, register: RegisterPage
) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    field = register.findChild(QLineEdit)
    qtbot.waitUntil(field.hasFocus)
    field.insert("крылова")
    qtbot.waitUntil(lambda: cells(register, NUMBER) == ["7"])
    qtbot.keyClick(field, Qt.Key.Key_Return)
    table = register.findChild(CaseTable)
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert register.open_case_id is not None
    assert table.isColumnHidden(WHO)
    assert not table.isColumnHidden(KIND)
    qtbot.keyClick(register._panel, Qt.Key.Key_Escape)
    assert register.open_case_id is None
    assert not table.isColumnHidden(WHO)


def test_a_long_register_comes_in_pages(
    qtbot: QtBot, window: MainWindow, register: RegisterPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("otklik.ui.models.PAGE_ROWS", 3)
    model = register.findChild(CaseTable).model()
    model.search("", None)
    settle(qtbot, window)
    sizes = [model.rowCount()]
    while model.canFetchMore(model.index(-1, -1)):
        model.fetchMore(model.index(-1, -1))
        settle(qtbot, window)
        sizes.append(model.rowCount())
    assert sizes[0] >= 3
    assert sizes[-1] == 8
    assert len(set(cells(register, NUMBER))) == 8


# --- a case ---


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
        "по политике — 24 декабря",
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
    assert sample.TODAY.date() in done()
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


def test_an_extension_moves_the_date_and_issues_its_notice(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    button(access, "Продлить…").click()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    assert "до 3 декабря" in seen(form)
    form.field.setText("данные в архиве")
    form.button.click()
    settle(qtbot, window)
    assert "3 декабря" in access._big.text().replace("\u00a0", " ")
    letters = ask(qtbot, tasks, lambda desk: desk.register.letters.of_case(access.case_id))
    assert [letter.state for letter in letters] == [LetterState.ISSUED]
    assert letters[0].number in seen(access.findChild(Notice))
    assert not access._extend.isVisible()


def test_a_case_is_closed_when_nothing_is_owed(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    access._menu_acts["close"].trigger()
    access.findChild(ReasonForm).button.click()
    settle(qtbot, window)
    assert "Сначала" in access.findChild(Notice).sentence, "what is still owed is named"
    for box in access.findChild(DutiesSection).findChildren(QCheckBox)[:1]:
        box.click()
    settle(qtbot, window)
    access._menu_acts["close"].trigger()
    settle(qtbot, window)
    form = access.findChild(ReasonForm)
    button(form, "удовлетворено").click()
    assert form.field.text() == "удовлетворено"
    form.button.click()
    settle(qtbot, window)
    case = ask(qtbot, tasks, lambda desk: desk.register.cases.get(access.case_id))
    assert (case.status, case.outcome) == (CaseStatus.CLOSED, "удовлетворено")
    assert not access._primary.isVisible()
    assert "Закрыто" in seen(access)


def test_a_case_is_annulled_only_with_a_reason(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel
) -> None:
    access._menu_acts["annul"].trigger()
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
    access._menu_acts["annul"].trigger()
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
    panel._menu_acts["identity"].trigger()
    settle(qtbot, window)
    identity = panel.findChild(IdentityForm)
    identity.field.setText("предъявлен паспорт")
    identity.button.click()
    settle(qtbot, window)
    panel._menu_acts["person"].trigger()
    settle(qtbot, window)
    person = panel.findChild(PersonForm)
    person.field.setText("Крылова Мария Вадимовна")
    person.button.click()
    settle(qtbot, window)
    panel._menu_acts["amend"].trigger()
    settle(qtbot, window)
    amend = panel.findChild(AmendForm)
    amend.findChild(DateField).set_date(date(2026, 11, 20))
    amend.button.click()
    settle(qtbot, window)
    changed = ask(qtbot, tasks, lambda desk: desk.register.cases.get(case.id))
    subject = ask(qtbot, tasks, lambda desk: desk.register.subjects.get(case.subject_id))
    assert (changed.identity_note, changed.received_on) == ("предъявлен паспорт", date(2026, 11, 20))
    assert subject.full_name == "Крылова Мария Вадимовна"
    assert "Крылова Мария Вадимовна" in seen(panel)


def test_a_file_is_kept_opened_only_if_harmless_and_saved(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, access: CasePanel, tmp_path: Path
) -> None:
    file = tmp_path / "счёт.exe"
    file.write_bytes(b"MZ")
    access._acts.add_file(str(file), "application/octet-stream")
    settle(qtbot, window)
    settle(qtbot, window)
    kept = ask(qtbot, tasks, lambda desk: desk.register.attachments.of_case(access.case_id))
    program = next(entry for entry in kept if entry.name == "счёт.exe")
    access._acts.open_file(program)
    settle(qtbot, window)
    assert "отсюда не открываются" in access.findChild(Notice).sentence
    access._acts.save_file(program, str(tmp_path / "сохранено.exe"))
    settle(qtbot, window)
    assert (tmp_path / "сохранено.exe").read_bytes() == b"MZ"


# --- a new case ---


@pytest.fixture
def form(qtbot: QtBot, window: MainWindow) -> NewCasePage:
    window.new_case()
    settle(qtbot, window)
    page = window.page(NEW_CASE)
    assert isinstance(page, NewCasePage)
    return page


def test_the_dates_move_with_the_form(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    form._kinds.set_kinds((Kind.ACCESS,))
    form._received.setText("12.11.2026")
    qtbot.waitUntil(lambda: "26" in form._until._big.text())
    words = seen(form._until)
    assert "26 ноября" in words
    assert "четверг, осталось 4 рабочих дня" in words
    assert "по политике — 24 декабря" in words
    form._received.setText("31.02.2026")
    form._received.editingFinished.emit()
    qtbot.waitUntil(lambda: not form._until._big.isVisible())
    assert "Такого дня нет: 31.02.2026" in seen(form)


def test_only_the_questions_that_matter_are_asked(form: NewCasePage) -> None:
    def asked() -> set[str]:
        return {name for name, chips in form._questions.items() if chips.isVisible()}

    assert asked() == set()
    form._kinds.set_kinds((Kind.CLAIM,))
    assert asked() == {"claimant", "claim_matter"}
    form._kinds.set_kinds((Kind.ERASURE, Kind.COMPLAINT))
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
    form._kinds.set_kinds((Kind.ERASURE,))
    form._questions["erasure_ground"].findChildren(ToggleChip)[0].click()
    form._name.insert("Зимина Ольга Сергеевна")
    form._email.setText("zimina@example.ru")
    form._received.setText("20.11.26")
    qtbot.keyClick(form._name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, window)
    settle(qtbot, window)
    case = case_of(qtbot, tasks, Kind.ERASURE)
    assert (case.received_on, case.erasure_ground) == (date(2026, 11, 20), ErasureGround.NEEDLESS)
    assert window.shown == REGISTER
    assert window.page(REGISTER).open_case_id == case.id  # type: ignore[attr-defined]
    assert form._name.text() == "", "ready for the next one"
    assert "Реестр, 5 открытых обращений" in window._sidebar.button(REGISTER).accessibleName()


LETTER = """From: =?utf-8?b?0J7RgNC70L7QsiDQn9GR0YLRgA==?= <orlov@example.ru>
To: vetrov@example.ru
Subject: =?utf-8?b?0JfQsNC/0YDQvtGB?=
Date: Thu, 19 Nov 2026 10:15:00 +0300
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Прошу сообщить, какие мои персональные данные вы обрабатываете.
"""


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
    qtbot.waitUntil(lambda: bool(form._email.text()))
    assert form._email.text() == "orlov@example.ru"
    assert form._received.date() == date(2026, 11, 19)
    assert Kind.ACCESS in form._kinds.kinds()
    assert "какие мои персональные данные" in form._text.toPlainText()
    assert [kept.name for kept in form._files.files()] == ["письмо.eml"]
    assert "Предложено по словам письма" in form._notice.sentence
    form._name.setText("Орлов Пётр Ильич")
    form._on_save()
    settle(qtbot, window)
    settle(qtbot, window)
    kept = ask(qtbot, tasks, lambda d: d.register.attachments.of_case(window.page(REGISTER).open_case_id))  # type: ignore[attr-defined]
    assert [(entry.name, entry.size) for entry in kept] == [("письмо.eml", len(LETTER.encode()))]


def test_a_file_that_is_no_letter_is_kept_as_it_is(
    qtbot: QtBot, window: MainWindow, form: NewCasePage, tmp_path: Path
) -> None:
    scan = tmp_path / "скан.pdf"
    scan.write_bytes(b"%PDF-1.4")
    form.start(paths=(str(scan), str(tmp_path / "нет такого.txt")))
    qtbot.waitUntil(lambda: bool(form._files.files()) and bool(form._notice.sentence))
    assert [kept.name for kept in form._files.files()] == ["скан.pdf"]
    assert "Нет файла" in form._notice.sentence


def test_leaving_the_form_goes_back_to_where_it_was_begun(qtbot: QtBot, window: MainWindow, form: NewCasePage) -> None:
    button(form, "Отмена").click()
    assert window.shown == TODAY


# --- people and reports ---


def test_a_person_leads_to_his_cases(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(PEOPLE)
    settle(qtbot, window)
    page = window.page(PEOPLE)
    assert isinstance(page, PeoplePage)
    assert page._model.rowCount() == 8
    page._search.setText("лебедев")
    qtbot.waitUntil(lambda: page._model.rowCount() == 1)
    page._table.setFocus()
    page._table.selectRow(0)
    qtbot.keyClick(page._table, Qt.Key.Key_Return)
    register = window.page(REGISTER)
    assert isinstance(register, RegisterPage)
    qtbot.waitUntil(lambda: cells(register, NUMBER) == ["1"])


def test_the_reports_count_and_check_the_journal(qtbot: QtBot, window: MainWindow) -> None:
    window.show_room(REPORTS)
    settle(qtbot, window)
    page = window.page(REPORTS)
    assert isinstance(page, ReportsPage)
    figures = [part.text() for part in page.findChildren(Label) if part.property("role") in {"big", "big_overdue"}]
    assert [figure for figure in figures if figure.isdigit()] == ["8", "4", "3", "1"]
    assert "Зарегистрировано" in seen(page)
    button(page, "Проверить журнал").click()
    settle(qtbot, window)
    assert "Журнал цел" in page._notice.sentence


# --- for everybody ---


def _pages(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> list[QWidget]:
    """Show every page with all its forms open and return them one by one."""
    shown: list[QWidget] = []
    for room in (TODAY, PEOPLE, REPORTS, REGISTER):
        window.show_room(room)
        settle(qtbot, window)
        shown.append(window.page(room))
    return shown


def _nameless(root: QWidget) -> list[str]:
    found = []
    for widget in [root, *root.findChildren(QWidget)]:
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not reachable or not widget.isVisible() or not widget.isEnabled():
            continue
        face = QAccessible.queryAccessibleInterface(widget)
        name = face.text(QAccessible.Text.Name) if face is not None else ""
        if not name.strip():
            found.append(f"{type(widget).__name__} in {type(root).__name__}")
    return found


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    nameless = []
    for page in _pages(qtbot, window, tasks):
        nameless += _nameless(page)
    for kind in (Kind.ACCESS, Kind.CLAIM):
        panel = open_panel(qtbot, window, case_of(qtbot, tasks, kind).id)
        nameless += _nameless(panel)
        for name in ("identity", "person", "amend", "close", "annul"):
            panel._menu_acts[name].trigger()
            settle(qtbot, window)
            nameless += _nameless(panel)
    window.new_case()
    settle(qtbot, window)
    form = window.page(NEW_CASE)
    assert isinstance(form, NewCasePage)
    form._kinds.set_kinds((Kind.CLAIM, Kind.ERASURE, Kind.COMPLAINT))
    form._represented.setChecked(True)
    settle(qtbot, window)
    nameless += _nameless(form) + _nameless(window._sidebar)
    assert nameless == []


def _cut_off(root: QWidget) -> list[str]:
    """Return the words that have less room than they need."""
    found = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text() or label.text().endswith("…"):
            continue
        needed = label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        if label.height() < needed - 2 or (not label.wordWrap() and label.width() < label.sizeHint().width() - 2):
            found.append(f"{type(root).__name__}: {label.text()}")
    presses = [press for press in root.findChildren(QAbstractButton) if press.isVisible() and press.text()]
    narrow = [press for press in presses if press.width() < press.minimumSizeHint().width() - 2]
    return found + [f"{type(root).__name__}: [{press.text()}]" for press in narrow]


@pytest.mark.parametrize("size", [(1100, 700), (1440, 900)])
def test_no_word_is_cut_off(qtbot: QtBot, window: MainWindow, tasks: Tasks, size: tuple[int, int]) -> None:
    window.resize(*size)
    cut = []
    for page in _pages(qtbot, window, tasks):
        cut += _cut_off(page)
        content = getattr(page, "content", None)
        if content is not None and content.width() > page.width():
            cut.append(f"{type(page).__name__} is wider than the window")
    for kind in (Kind.ACCESS, Kind.CLAIM, Kind.CONSENT_WITHDRAWAL):
        panel = open_panel(qtbot, window, case_of(qtbot, tasks, kind).id)
        cut += _cut_off(panel)
        if panel._page.content.width() > panel.width():
            cut.append("the case is wider than its panel")
    window.new_case(sample.LETTER)
    settle(qtbot, window)
    cut += _cut_off(window.page(NEW_CASE))
    assert cut == []


def test_no_state_is_told_by_colour_alone(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    for page in _pages(qtbot, window, tasks):
        assert [chip for chip in page.findChildren(Chip) if not chip.text().strip()] == []
        assert len([press for press in page.findChildren(PrimaryButton) if press.isVisible()]) <= 2

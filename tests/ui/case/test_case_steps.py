"""One button leads through a case; what was done last is taken back by a key; the journal reads day by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox

from otklik.casework import answering, extending, identity
from otklik.casework.next_step import NextStep, StepKind
from otklik.law.kinds import Kind
from otklik.register.records import DutyRecord, Letter, Subject
from otklik.ui.case import step_words
from otklik.ui.case.case_duties import DutiesSection
from otklik.ui.case.case_forms import IdentityForm, ReasonForm
from otklik.ui.case.case_journal import JournalSection
from otklik.ui.case.strip import DayStrip
from tests.invented import NOON
from tests.ui.window_tools import ask, case_of, open_panel, registered, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.system.clock import FixedClock
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> CasePanel:
    """A request for access by somebody nobody has checked yet."""
    person = Subject(full_name="Тихонова Вера Ильинична", address="190000, г. Псков, ул. Ясная, д. 2")
    return open_panel(qtbot, window, registered(qtbot, tasks, (Kind.ACCESS,), date(2026, 11, 12), subject=person))


def again(qtbot: QtBot, window: MainWindow, panel: CasePanel) -> tuple[str, str]:
    """Read the case again; return what the button says and the reason under it."""
    panel.refresh()
    settle(qtbot, window)
    return panel._bar.primary.text(), panel._bar.why.text().replace("\u00a0", " ")


def test_the_button_goes_with_the_stage_of_the_case(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel
) -> None:
    case_id = panel.case_id
    assert case_id is not None
    panel.letter_wanted.disconnect()  # the window would leave the case for the letter
    word, why = again(qtbot, window, panel)
    assert (word, "спросить мог и чужой" in why) == ("Проверить личность", True)
    panel._bar.primary.click()
    settle(qtbot, window)
    assert panel.findChild(IdentityForm).isVisible()
    panel.drop_form()

    ask(qtbot, tasks, lambda desk: identity.confirm_identity(desk, case_id, "паспорт"))
    assert again(qtbot, window, panel)[0] == "Подготовить ответ"

    drafted = ask(qtbot, tasks, lambda desk: answering.draft_letter(desk, case_id, "access_answer"))
    assert again(qtbot, window, panel)[0] == "Открыть черновик"
    with qtbot.waitSignal(panel.letter_wanted) as wanted:
        panel._bar.primary.click()
    assert wanted.args == [drafted.letter_id]
    ask(qtbot, tasks, lambda desk: answering.discard_draft(desk, drafted.letter_id))

    extended = ask(qtbot, tasks, lambda desk: extending.extend(desk, case_id, "данные в архиве"))
    word, why = again(qtbot, window, panel)
    assert (word, "до отправки действует прежний срок" in why) == ("Отправить уведомление", True)
    with qtbot.waitSignal(panel.letter_wanted) as wanted:
        panel._bar.primary.click()
    assert wanted.args == [extended.letter_id]


def test_at_the_end_the_button_closes_the_case_and_is_gone(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel
) -> None:
    next(box for box in panel.findChild(DutiesSection).findChildren(QCheckBox)).click()
    settle(qtbot, window)
    assert panel._bar.primary.text() == "Закрыть обращение"
    panel._bar.primary.click()
    panel.findChild(ReasonForm).button.click()
    settle(qtbot, window)
    assert not panel._bar.primary.isVisible()
    assert not panel._bar.why.isVisible()


LETTER = Letter(id=7, number="3/ПДн", issued_on=date(2026, 11, 18))
DUTY = DutyRecord(title="Заблокировать данные", duty="block", kind=Kind.BLOCKING)
STEPS = (
    (NextStep(StepKind.QUESTION, field="claimant"), "Ответить на вопрос", "?"),
    (NextStep(StepKind.SEND, LETTER), "Отправить письмо", "№ 3/ПДн выпущено 18 ноября"),
    (NextStep(StepKind.SEND_NOTICE, LETTER), "Отправить уведомление", "прежний срок"),
    (NextStep(StepKind.ACT, duty=DUTY), "Отметить сделанное", "Заблокировать данные."),
    (NextStep(StepKind.ACT, duty=replace(DUTY, duty="destroy_withdrawn")), "Составить акт…", "Заблокировать"),
    (
        NextStep(StepKind.LACKING, field="disclosed", lacks=("подпись",)),
        "Запросить недостающие сведения",
        "не хватает: подпись",
    ),
    (NextStep(StepKind.IDENTITY, field="changed"), "Проверить личность", "чужой не изменил"),
    (NextStep(StepKind.SEARCH, count=2), "Искать данные", "Где ещё не искали: 2"),
    (NextStep(StepKind.DRAFT, LETTER), "Открыть черновик", "допишите"),
    (NextStep(StepKind.FILL, LETTER, field="когда уничтожены"), "Открыть черновик", "когда уничтожены"),
    (NextStep(StepKind.ISSUE, LETTER), "Открыть черновик", "прочтите его ещё раз"),
    (NextStep(StepKind.ANSWER, duty=DUTY), "Подготовить ответ", "Черновик составит программа"),
    (NextStep(StepKind.ANSWER, LETTER, DUTY), "Подготовить ответ", "Недостающее запрошено"),
    (NextStep(StepKind.CLOSE), "Закрыть обращение", "сделано"),
    (NextStep(StepKind.NONE), "", ""),
)


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize(("step", "word", "why"), STEPS, ids=[step.kind.value for step, _word, _why in STEPS])
def test_each_step_has_its_word_and_its_reason(step: NextStep, word: str, why: str) -> None:
    assert step_words.button_word(step) == word
    said = step_words.reason(step, NOON.date()).replace("\u00a0", " ")
    assert why in said
    assert bool(said) is (step.kind is not StepKind.NONE)


def test_every_step_is_named(qtbot: QtBot, window: MainWindow) -> None:
    assert {step.kind for step, _word, _why in STEPS} == set(StepKind)


def test_what_was_done_last_is_taken_back_by_the_link_and_by_the_key(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel
) -> None:
    def done() -> list[date | None]:
        return ask(qtbot, tasks, lambda desk: [one.done_on for one in desk.register.duties.of_case(panel.case_id)])

    def box() -> QCheckBox:
        return next(iter(panel.findChild(DutiesSection).findChildren(QCheckBox)))

    assert not panel._undo_line.isVisible(), "a case just registered has nothing to undo"
    box().click()
    settle(qtbot, window)
    assert NOON.date() in done()
    assert "Выполнено: " in seen(panel._undo_line)
    panel._undo_line.button.click()
    settle(qtbot, window)
    assert set(done()) == {None}
    assert panel._notice.sentence.startswith("Отменено: выполнено: ")
    assert not panel._undo_line.isVisible()
    box().click()
    settle(qtbot, window)
    keys = QKeySequence(QKeySequence.StandardKey.Undo)
    next(one for one in panel.findChildren(QShortcut) if one.key() == keys).activated.emit()
    settle(qtbot, window)
    assert set(done()) == {None}


def test_an_act_of_an_earlier_day_is_undone_from_the_menu_alone(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel, clock: FixedClock
) -> None:
    def done() -> set[date | None]:
        return set(ask(qtbot, tasks, lambda desk: [one.done_on for one in desk.register.duties.of_case(panel.case_id)]))

    next(iter(panel.findChild(DutiesSection).findChildren(QCheckBox))).click()
    settle(qtbot, window)
    clock.moment += timedelta(days=1)
    panel.refresh()
    settle(qtbot, window)
    assert not panel._undo_line.isVisible()
    keys = QKeySequence(QKeySequence.StandardKey.Undo)
    next(one for one in panel.findChildren(QShortcut) if one.key() == keys).activated.emit()
    settle(qtbot, window)
    assert NOON.date() in done()
    assert "Последнее действие сделано 21 ноября: выполнено: " in panel._notice.sentence.replace("\u00a0", " ")
    action = next(one for one in panel._bar.more.menu().actions() if one.text().startswith("Отменить сделанное"))
    assert action.text().replace("\u00a0", " ") == "Отменить сделанное 21 ноября"
    action.trigger()
    settle(qtbot, window)
    assert done() == {None}


def test_the_palette_offers_only_what_can_be_done_now(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel
) -> None:
    def ready() -> set[str]:
        return {command.id for command in panel.commands() if command.is_ready}

    assert {"case.step", "case.answer", "case.identity", "case.close", "case.file"} <= ready()
    assert "case.undo" not in ready()
    next(iter(panel.findChild(DutiesSection).findChildren(QCheckBox))).click()
    settle(qtbot, window)
    assert "case.undo" in ready()
    ids = [command.id for command in window.commands()]
    assert len(ids) == len(set(ids))
    assert "case.undo" in ids
    window.go_to(0)
    settle(qtbot, window)
    assert ready() == set(), "the case is not on screen"


def test_the_journal_is_told_day_by_day(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    case = case_of(qtbot, tasks, Kind.CLAIM)
    ask(qtbot, tasks, lambda desk: identity.confirm_identity(desk, case.id, "паспорт"))
    panel = open_panel(qtbot, window, case.id)
    words = seen(panel.findChild(JournalSection)).splitlines()
    assert "Сегодня" in words
    assert words.count("Сегодня") == 1
    assert "12:00" in words
    assert words.index("Личность подтверждена: паспорт") < next(
        place for place, line in enumerate(words) if line.startswith("Зарегистрировано")
    )


def test_the_big_day_leads_to_how_it_was_counted(qtbot: QtBot, window: MainWindow, panel: CasePanel) -> None:
    big = panel.head.big
    assert "152-ФЗ ст. 14 ч. 3" in big.toolTip().replace("\u00a0", " ")
    big.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(big, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert panel.findChild(DayStrip).hasFocus()

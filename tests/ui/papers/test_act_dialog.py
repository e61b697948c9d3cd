"""The act of destruction in the window: filled in, refused, made, shown, annulled."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit

from otklik.law.kinds import Kind
from otklik.ui.case.case_duties import DutiesSection
from otklik.ui.case.case_forms import ReasonForm
from otklik.ui.case.case_papers import PapersSection
from otklik.ui.papers.act_dialog import ActDialog
from otklik.ui.papers.act_lists import PairList
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.widgets import IconButton, ToggleChip
from tests.finished_pdf import text_of
from tests.ui.test_reach import _cut_off, _nameless
from tests.ui.window_tools import ask, button, open_panel, registered, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.casework.kept_papers import KeptPaper
    from otklik.register.records import DutyRecord
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

Dialog = TypeVar("Dialog", bound=QDialog)
WAY = "удалены из базы данных без возможности восстановления"


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> CasePanel:
    return open_panel(qtbot, window, registered(qtbot, tasks, (Kind.CONSENT_WITHDRAWAL,), date(2026, 11, 16)))


@pytest.fixture
def dialog(qtbot: QtBot, window: MainWindow, panel: CasePanel) -> ActDialog:
    panel._bar._menu["act"].trigger()
    return shown(qtbot, window, panel, ActDialog)


def shown(qtbot: QtBot, window: MainWindow, panel: CasePanel, kind: type[Dialog]) -> Dialog:
    qtbot.waitUntil(lambda: bool(panel.findChildren(kind)))
    settle(qtbot, window)
    return panel.findChildren(kind)[-1]


def gone(qtbot: QtBot, dialog: ActDialog) -> None:
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))


def fill(dialog: ActDialog) -> None:
    dialog.form._systems.set_phrases(("«1С»",))
    button(dialog.form, WAY).click()


def duties(qtbot: QtBot, tasks: Tasks, panel: CasePanel) -> dict[str, DutyRecord]:
    case_id = panel.case_id
    records = ask(qtbot, tasks, lambda desk: desk.register.duties.of_case(case_id))
    return {record.duty: record for record in records}


def make(qtbot: QtBot, window: MainWindow, panel: CasePanel, dialog: ActDialog) -> PaperDialog:
    fill(dialog)
    dialog._make.click()
    gone(qtbot, dialog)
    return shown(qtbot, window, panel, PaperDialog)


def test_the_form_knows_profile_and_case_and_the_page_shows_them(dialog: ActDialog) -> None:
    form = dialog.form.form()
    assert form.subjects == ("Тихонова Вера Ильинична",)
    assert form.destroyers[0].name
    assert form.destroyed_on == date(2026, 11, 21)
    assert "отзыв согласия" in form.reason
    page = text_of(dialog.preview.content).replace("\u00a0", " ")
    assert "АКТ № 1" in page
    assert "Тихонова Вера Ильинична" in page
    assert "не заполнено" in page


def test_what_is_typed_shows_on_the_page(qtbot: QtBot, window: MainWindow, dialog: ActDialog) -> None:
    dialog.form._categories.set_phrases(("номер телефона", "адрес доставки"))
    qtbot.waitUntil(lambda: "адрес доставки" in text_of(dialog.preview.content))
    dialog.form._categories.set_phrases(("фотография",))
    qtbot.waitUntil(lambda: "фотография" in text_of(dialog.preview.content))
    settle(qtbot, window)
    assert "адрес доставки" not in text_of(dialog.preview.content)


def test_what_is_missing_is_named_and_leads_to_its_field(dialog: ActDialog) -> None:
    assert dialog._chip.text().startswith("не заполнено: ")
    assert "способ уничтожения" in dialog._chip.toolTip()
    dialog.form._systems.set_phrases(("«1С»",))
    dialog._chip.click()
    assert dialog.form._way.hasFocus()
    dialog._make.click()
    assert "Не заполнено: способ уничтожения" in seen(dialog.form)
    button(dialog.form, WAY).click()
    assert "Не заполнено" not in seen(dialog.form)
    assert dialog._chip.isHidden()


@pytest.mark.parametrize(
    ("name", "label"), [("operator", "наименование"), ("address", "адрес оператора"), ("reason", "причина")]
)
def test_each_gap_leads_to_its_own_field(dialog: ActDialog, name: str, label: str) -> None:
    fill(dialog)
    rows, field = dialog.form._fields[name]
    field.clear()  # type: ignore[attr-defined]  # a line or a text
    if isinstance(field, QLineEdit):
        field.textEdited.emit("")
    dialog._make.click()
    assert label in dialog._chip.text()
    assert field.hasFocus()
    assert label in rows._mistakes[field].text()


def test_the_form_says_which_papers_are_needed(dialog: ActDialog) -> None:
    program, paper = (chip for chip in dialog.form.findChildren(ToggleChip) if chip.isCheckable())
    assert "нужны две бумаги" in seen(dialog.form)
    dialog.form._systems.set_phrases(("«1С»",))
    paper.click()
    assert "нужны две бумаги" in seen(dialog.form)
    assert dialog.form._media.isVisible()
    program.click()
    assert "достаточно акта" in seen(dialog.form)
    assert dialog.form.form().systems == ()
    assert not dialog.form._systems.isVisible()
    paper.click()
    assert {name for name, _label in dialog.form.gaps()} >= {"systems"}
    dialog.form.lead_to("systems")
    assert program.hasFocus()
    program.click()
    assert dialog.form.form().systems == ("«1С»",), "what was typed is still there"


def test_a_program_without_a_name_beside_paper_is_a_gap(dialog: ActDialog) -> None:
    fill(dialog)
    dialog.form._systems.set_phrases(())
    dialog.form._places.choose(("program", "paper"))
    dialog.form._media.set_pairs((("Анкета", "2"),))
    dialog.form._on_changed()
    assert dialog.form.gaps() == (("systems", "информационная система"),)
    dialog._make.click()
    assert dialog.form._systems.hasFocus()


def test_lists_grow_and_shrink_by_keys(qtbot: QtBot, dialog: ActDialog) -> None:
    people: PairList = dialog.form._destroyers
    (first,) = people.pairs()
    button(people, "Добавить человека").click()
    qtbot.wait(1)  # a layout shows what is new when it gets round to it
    empty = people.findChildren(QLineEdit)[-2]
    assert empty.hasFocus()
    # QTest knows the keys of Latin letters alone.
    qtbot.keyClicks(empty, "Maria Petrova")
    assert "должность" in dialog._chip.toolTip()
    qtbot.keyClick(empty, Qt.Key.Key_Tab)
    position = people.findChildren(QLineEdit)[-1]
    assert position.hasFocus()
    qtbot.keyClicks(position, "administrator")
    qtbot.keyClick(position, Qt.Key.Key_Return)
    assert people.pairs() == (first, ("Maria Petrova", "administrator")), "Enter presses nothing"
    people.findChildren(IconButton)[0].click()
    assert people.pairs() == (("Maria Petrova", "administrator"),)


@pytest.mark.parametrize("typed", ["", "+", "0", "1\u00a0000", "99999"])
def test_a_number_of_sheets_is_a_number_or_a_gap(dialog: ActDialog, typed: str) -> None:
    fill(dialog)
    dialog.form._places.choose(("program", "paper"))
    dialog.form._media.set_pairs((("Анкета", typed),))
    dialog.form._on_changed()
    (medium,) = dialog.form.form().media
    assert medium.sheets == {"": None, "+": None, "0": 0, "1\u00a0000": 1000, "99999": 99_999}[typed]
    assert bool(dialog.form.gaps()) is (typed in {"", "+", "0"})


def test_anything_may_be_pasted_and_is_drawn(qtbot: QtBot, window: MainWindow, dialog: ActDialog) -> None:
    fill(dialog)
    dialog.form._subjects.set_phrases(("Ы" * 400, "<b>&amp;{{ 7*7 }}🙂", "\u202eсправа"))
    dialog.form._way.setPlainText("сожжены\n\n\tи развеяны  " * 300)
    dialog.form._destroyers.set_pairs((("Ю" * 300, "<i>"),) * 12)
    dialog.form._on_changed()
    qtbot.waitUntil(lambda: "{{ 7*7 }}" in text_of(dialog.preview.content).replace("\u00a0", " "))
    settle(qtbot, window)
    assert dialog._notice.sentence == ""


@pytest.mark.parametrize("size", [(1000, 640), (1440, 900)])
def test_every_field_has_a_name_and_no_word_is_cut_off(
    qtbot: QtBot, window: MainWindow, panel: CasePanel, size: tuple[int, int]
) -> None:
    window.resize(*size)
    button(panel.findChild(DutiesSection), "Составить акт…").click()
    dialog = shown(qtbot, window, panel, ActDialog)
    dialog.form._places.choose(("program", "paper"))
    dialog.form._processors.set_pairs((("ООО «Облако-Пример»", ""),))
    dialog._make.click()
    settle(qtbot, window)
    assert _nameless(dialog) + _cut_off(dialog) == []
    assert dialog.form.content.width() <= dialog.form.viewport().width()
    assert dialog.width() < window.width()
    assert dialog.height() < window.height()
    dialog.reject()
    dialog.reject()


def test_tab_walks_the_form_from_above(qtbot: QtBot, dialog: ActDialog) -> None:
    dialog.form._places.choose(("program", "paper"))
    dialog.form._processors.set_pairs((("ООО «Облако-Пример»", "г. Псков, ул. Серверная, д. 1"),))
    dialog.form._on_changed()
    qtbot.wait(1)
    content = dialog.form.content
    first = dialog.form.findChildren(ToggleChip)[0]
    chain, part = [first], first.nextInFocusChain()
    while part is not first:
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.isVisible() and content.isAncestorOf(part):
            chain.append(part)
        part = part.nextInFocusChain()
    assert len(chain) > 20
    places = [part.mapTo(content, part.rect().topLeft()) for part in chain]
    rows = [place.y() // 30 for place in places]
    falls = [(before, behind) for before, behind in pairwise(rows) if behind < before - 1]
    assert not falls


def test_an_act_is_made_kept_shown_and_closes_its_duties(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel, dialog: ActDialog
) -> None:
    paper = make(qtbot, window, panel, dialog)
    assert "Акт № 1 составлен" in seen(paper)
    assert "до 21 ноября 2029" in seen(paper)
    case_id = panel.case_id
    (stored,) = ask(qtbot, tasks, lambda desk: desk.register.papers.of_case(case_id))
    assert paper.pdf == ask(qtbot, tasks, lambda desk: desk.register.papers.content(stored.id))
    assert duties(qtbot, tasks, panel)["destroy_withdrawn"].done_on == date(2026, 11, 21)
    assert "Акт об уничтожении № 1" in seen(panel.findChild(PapersSection))
    assert "Составить акт…" not in seen(panel.findChild(DutiesSection))
    paper.reject()


def test_a_refused_day_keeps_everything_typed(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel, dialog: ActDialog
) -> None:
    fill(dialog)
    dialog.form._day.set_date(date(2026, 11, 1))
    dialog._make.click()
    settle(qtbot, window)
    assert "раньше дня получения" in seen(dialog.form)
    assert dialog.form._day.hasFocus()
    assert dialog.form.form().way == WAY
    assert dialog._make.isEnabled()
    dialog.form._day.setText("32.13.2026")
    dialog._make.click()
    assert "дата уничтожения" in dialog._chip.text()
    case_id = panel.case_id
    assert ask(qtbot, tasks, lambda desk: desk.register.papers.of_case(case_id)) == ()


def test_closing_asks_before_typing_is_lost(qtbot: QtBot, dialog: ActDialog) -> None:
    fill(dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "введённое пропадёт" in dialog._notice.sentence
    dialog.form._way.set_phrases(("сожжены",))
    dialog.close()
    assert dialog.isVisible(), "typing goes on: it is asked anew"
    button(dialog, "Всё равно закрыть").click()
    gone(qtbot, dialog)


def test_an_untouched_form_closes_at_once_and_dies(qtbot: QtBot, dialog: ActDialog) -> None:
    dialog.close()
    gone(qtbot, dialog)


def test_several_clicks_open_one_form(qtbot: QtBot, window: MainWindow, panel: CasePanel) -> None:
    link = button(panel.findChild(DutiesSection), "Составить акт…")
    link.click()
    link.click()
    settle(qtbot, window)
    (dialog,) = panel.findChildren(ActDialog)
    dialog.reject()
    gone(qtbot, dialog)


def test_what_cannot_be_printed_is_said_in_its_field_and_makes_no_act(
    qtbot: QtBot, window: MainWindow, panel: CasePanel, dialog: ActDialog
) -> None:
    fill(dialog)
    dialog.form._way.set_phrases(("стёрто 😀",))
    qtbot.waitUntil(lambda: "😀" in dialog._chip.text())
    settle(qtbot, window)
    assert dialog._chip.text().replace("\u00a0", " ") == "не напечатать: 😀 (U+1F600)"
    assert "Способ уничтожения: есть знаки, которые нельзя напечатать: 😀" in seen(dialog.form)
    dialog._chip.click()
    assert dialog.form._way.hasFocus()
    dialog._make.click()
    settle(qtbot, window)
    assert dialog.isVisible()
    assert panel.view is not None
    assert panel.view.papers == ()
    dialog.form._way.set_phrases(("стёрто",))
    qtbot.waitUntil(dialog._chip.isHidden)
    assert "нельзя напечатать" not in seen(dialog.form)


def test_an_act_is_annulled_from_the_papers_and_begins_the_next(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel, dialog: ActDialog
) -> None:
    make(qtbot, window, panel, dialog).reject()
    settle(qtbot, window)
    section = panel.findChild(PapersSection)
    (kept,) = panel.view.papers  # type: ignore[union-attr]  # a case is shown
    more = section.findChildren(IconButton)[-1]
    toggle, annul = more.menu().actions()
    toggle.trigger()
    assert kept.paper.sha256 in seen(section).replace(" ", "")
    toggle.trigger()
    assert "SHA-256" not in seen(section)
    annul.trigger()
    settle(qtbot, window)
    form = panel.findChild(ReasonForm)
    form.field.setText("не та программа")
    form.button.click()
    settle(qtbot, window)
    assert "Аннулирован 21 ноября 2026: не та программа" in seen(section)
    assert "Отметка об аннулировании акта № 1" in seen(section)
    assert duties(qtbot, tasks, panel)["destroy_withdrawn"].done_on is None
    button(panel.findChild(DutiesSection), "Составить акт…").click()
    again = shown(qtbot, window, panel, ActDialog)
    assert again.form.form().way == WAY
    assert again._chip.isHidden()
    again.reject()
    gone(qtbot, again)


def test_a_paper_is_saved_byte_for_byte(
    qtbot: QtBot,
    window: MainWindow,
    tasks: Tasks,
    panel: CasePanel,
    dialog: ActDialog,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pdf = make(qtbot, window, panel, dialog).pdf
    asked: list[str] = []

    def answer(_parent: object, _title: str, name: str, _filter: str) -> tuple[str, str]:
        asked.append(Path(name).name)
        return str(tmp_path / "акт.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    settle(qtbot, window)
    section = panel.findChild(PapersSection)
    section.findChildren(IconButton)[0].click()
    settle(qtbot, window)
    assert (tmp_path / "акт.pdf").read_bytes() == pdf
    assert asked == ["Акт об уничтожении 1.pdf"]
    (kept,) = panel.view.papers  # type: ignore[union-attr]  # a case is shown
    opened: list[KeptPaper] = []
    section.open_wanted.connect(opened.append)
    button(section, "Открыть").click()
    assert opened == [kept]
    panel.findChildren(PaperDialog)[-1].reject()

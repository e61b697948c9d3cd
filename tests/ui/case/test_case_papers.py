"""The papers of a case in its panel: what they are, until when they are kept, what may be done with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog

from otklik.casework import annulling_acts, closing, destroying, duties
from otklik.law.kinds import Kind
from otklik.ui.case.case_duties import DutiesSection
from otklik.ui.case.case_forms import ReasonForm
from otklik.ui.case.case_papers import PapersSection
from otklik.ui.widgets import IconButton
from tests.ui.test_reach import _cut_off, _nameless
from tests.ui.window_tools import ask, case_of, open_panel, registered, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks


def destroy(desk: Desk, case_id: int) -> int:
    form = replace(destroying.destruction_form(desk, case_id), systems=("«1С»",), way="удалены")
    return destroying.destroy(desk, case_id, form).paper_id


@pytest.fixture
def case_id(qtbot: QtBot, tasks: Tasks, window: MainWindow) -> int:
    return registered(qtbot, tasks, (Kind.CONSENT_WITHDRAWAL,), date(2026, 11, 16))


def test_a_case_without_papers_shows_no_section(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)
    assert panel.findChild(PapersSection).isHidden()
    assert "Составить акт…" not in seen(panel.findChild(DutiesSection))


def test_a_paper_says_what_it_is_and_until_when_it_is_kept(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, case_id: int
) -> None:
    ask(qtbot, tasks, lambda desk: destroy(desk, case_id))
    section = open_panel(qtbot, window, case_id).findChild(PapersSection)
    assert "Акт об уничтожении № 1" in seen(section)
    assert "от 21 ноября 2026 · хранить до 21 ноября 2029 · с выгрузкой из журнала" in seen(section)
    assert "SHA-256" not in seen(section)


@pytest.mark.parametrize("size", [(1000, 640), (1440, 900)])
def test_a_void_act_says_so_in_words_and_everything_fits(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, case_id: int, size: tuple[int, int]
) -> None:
    window.resize(*size)
    reason = "названа не та информационная система, данные лежали в почтовом ящике отдела продаж"
    ask(qtbot, tasks, lambda desk: annulling_acts.annul_act(desk, destroy(desk, case_id), reason))
    panel = open_panel(qtbot, window, case_id)
    section = panel.findChild(PapersSection)
    assert "аннулирован" in seen(section)
    assert reason in seen(section)
    names = [button.accessibleName() for button in section.findChildren(IconButton)]
    assert len(set(names)) == len(names) == 4
    assert _nameless(panel) + _cut_off(panel) == []
    assert panel.page.content.width() <= panel.page.viewport().width()


def test_in_a_closed_case_papers_are_shown_and_nothing_is_annulled(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, case_id: int
) -> None:
    def work(desk: Desk) -> None:
        destroy(desk, case_id)
        for record in desk.register.duties.of_case(case_id):
            if record.done_on is None and record.duty != "policy_term":
                duties.fulfil(desk, case_id, record.id)
        closing.close_case(desk, case_id)

    ask(qtbot, tasks, work)
    panel = open_panel(qtbot, window, case_id)
    settle(qtbot, window)
    more = panel.findChild(PapersSection).findChildren(IconButton)[-1]
    assert [action.text() for action in more.menu().actions()] == ["Показать отпечаток файла (SHA-256)"]
    assert not panel._bar._menu["act"].isVisible()


def test_a_saved_paper_is_told_at_its_section_and_nothing_moves(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, case_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.resize(1000, 640)
    ask(qtbot, tasks, lambda desk: destroy(desk, case_id))
    panel = open_panel(qtbot, window, case_id)
    section, bar = panel.findChild(PapersSection), panel.page.verticalScrollBar()
    save = next(one for one in section.findChildren(IconButton) if one.accessibleName().startswith("Сохранить"))
    panel.page.ensureWidgetVisible(save)
    settle(qtbot, window)
    before, place = bar.value(), save.mapTo(panel, QPoint())
    assert before > 0
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "акт.pdf"), ""))
    save.click()
    settle(qtbot, window)
    assert (tmp_path / "акт.pdf").is_file()
    assert "акт.pdf" in seen(section)
    assert panel._notice.isHidden()
    assert (bar.value(), save.mapTo(panel, QPoint())) == (before, place)
    panel.open_case(case_of(qtbot, tasks, Kind.ACCESS).id)
    settle(qtbot, window)
    assert "акт.pdf" not in seen(panel)


def test_annulling_stays_at_the_papers(qtbot: QtBot, window: MainWindow, tasks: Tasks, case_id: int) -> None:
    window.resize(1000, 640)
    ask(qtbot, tasks, lambda desk: destroy(desk, case_id))
    panel = open_panel(qtbot, window, case_id)
    section = panel.findChild(PapersSection)
    annul = section.findChildren(IconButton)[-1].menu().actions()[-1]
    annul.trigger()
    settle(qtbot, window)
    form = panel.findChild(ReasonForm)
    form.field.setText("не та программа 😀")
    form.button.click()
    settle(qtbot, window)
    assert "Причина: есть знаки, которые нельзя напечатать: 😀" in seen(form)
    assert form.field.hasFocus()
    form.field.setText("не та программа")
    form.button.click()
    settle(qtbot, window)
    focused = panel.window().focusWidget()
    assert focused is not None
    assert section.isAncestorOf(focused)
    assert focused.accessibleName() == "Открыть: Акт об уничтожении №\u00a01"
    qtbot.waitUntil(lambda: focused.visibleRegion().boundingRect().height() > 0)  # it is scrolled to by a later event
    assert "Акт № 1 аннулирован." in seen(section)
    assert panel._notice.isHidden()

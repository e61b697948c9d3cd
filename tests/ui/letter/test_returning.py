"""The way back: from a letter to the list of letters, from a letter that is void to the one in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton

from otklik.casework import answering, enclosing
from otklik.law.kinds import Kind
from otklik.letters.templates import load_templates
from otklik.register.paper_records import Enclosure
from otklik.register.records import LetterState
from otklik.ui import printing
from otklik.ui.letter.letter_head import LetterHead
from otklik.ui.letter.letters_page import LettersPage
from otklik.ui.letter.letters_table import LettersTable
from otklik.ui.main_window import LETTERS, TODAY
from otklik.ui.templates.templates_page import TemplatesPage
from tests.finished_pdf import text_of
from tests.ui.letter.issued import letter_of, show
from tests.ui.letter.issued import settle as settle_office
from tests.ui.window_tools import ask, button, case_of, seen, settle

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.ui.letter.letter_editor import LetterEditor
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks
    from tests.ui.office import Office


def letters_of(window: MainWindow) -> LettersPage:
    page = window.page(LETTERS)
    assert isinstance(page, LettersPage)
    return page


@pytest.mark.parametrize("way", ["button", "key", "another room"])
def test_the_room_of_letters_begins_with_its_list_and_the_draft_is_kept(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, way: str
) -> None:
    case_id = case_of(qtbot, tasks, Kind.ACCESS).id
    draft = ask(qtbot, tasks, lambda desk: answering.draft_letter(desk, case_id, "refusal").letter_id)
    letters = letters_of(window)
    with qtbot.waitSignal(letters.editor.letter_shown):
        window.open_letter(draft)
    settle(qtbot, window)
    assert letters.editor_shown
    letters.editor.letter_text.text.insertPlainText("Ещё одно слово. ")
    if way == "key":
        qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    else:
        if way == "another room":
            window.show_room(TODAY)
        window._sidebar.button(LETTERS).click()
    settle(qtbot, window)
    assert letters.findChild(LettersTable).isVisible()
    kept = ask(qtbot, tasks, lambda desk: desk.register.letters.get(draft))
    assert "Ещё одно слово. " in kept.body


def test_the_templates_give_way_to_the_list_as_well(qtbot: QtBot, window: MainWindow) -> None:
    letters = letters_of(window)
    window.show_room(LETTERS)
    letters.show_templates()
    settle(qtbot, window)
    assert letters.findChild(TemplatesPage).isVisible()
    window._sidebar.button(LETTERS).click()
    settle(qtbot, window)
    assert not letters.findChild(TemplatesPage).isVisible()


def test_the_menu_of_templates_is_short_at_every_step_and_holds_them_all(
    qtbot: QtBot, office: Office, editor: LetterEditor
) -> None:
    draft = office.ask(lambda desk: answering.draft_letter(desk, 1, "access_answer").letter_id)
    show(qtbot, office, editor, draft)
    head = editor.findChild(LetterHead)
    menu = head._template.menu()
    found: list[str] = []

    def walk(part: QMenu) -> None:
        part.ensurePolished()
        assert part.sizeHint().height() < 600, part.title()
        assert part.sizeHint().width() < 840, part.title()
        for action in part.actions():
            if action.menu() is not None:
                walk(action.menu())
            elif action.isCheckable():
                found.append(action.text())

    walk(menu)
    assert len(found) == len(set(found)) == len(load_templates())
    others = next(action.menu() for action in menu.actions() if action.menu() is not None)
    assert [action.text() for action in others.actions()][:2] == ["Запросы сведений", "Уточнение данных"]
    chosen = others.actions()[-1].menu().actions()[0]
    with qtbot.waitSignal(head.template_chosen):
        chosen.trigger()
    settle_office(qtbot, office)
    assert editor.letter_id != draft


def test_what_was_said_of_another_draft_goes_when_the_letter_is_issued(
    qtbot: QtBot, office: Office, editor: LetterEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printing, "ask_and_print", lambda *_given: None)
    draft = office.ask(lambda desk: answering.draft_letter(desk, 3, "refusal").letter_id)
    show(qtbot, office, editor, draft)
    editor._on_template("withdrawal_done")
    settle_office(qtbot, office)
    assert "Начат новый черновик" in seen(editor)
    new = editor.letter_id
    office.ask(lambda desk: answering.save_draft(desk, new, "О прекращении обработки", "Обработка прекращена."))
    editor._on_issue()
    settle_office(qtbot, office)
    assert letter_of(office, new).state is LetterState.ISSUED
    assert "Начат новый черновик" not in seen(editor)


def test_without_enclosures_nothing_looks_unfolded(qtbot: QtBot, office: Office, editor: LetterEditor) -> None:
    full, bare = (
        office.ask(lambda desk: answering.draft_letter(desk, 1, "refusal").letter_id),
        office.ask(lambda desk: answering.draft_letter(desk, 1, "refusal").letter_id),
    )
    office.ask(lambda desk: enclosing.set_enclosures(desk, full, (Enclosure(title="Справка", sheets=1),)))
    show(qtbot, office, editor, full)
    fold = editor.enclosures._fold
    fold.click()
    assert editor.enclosures.unfolded
    assert fold.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    show(qtbot, office, editor, bare)
    assert not editor.enclosures.unfolded
    assert fold.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextOnly
    assert isinstance(fold, QToolButton)
    assert not fold.isEnabled()


def test_a_void_letter_says_so_on_screen_and_when_it_is_saved_while_the_stored_one_stays(
    qtbot: QtBot,
    office: Office,
    editor: LetterEditor,
    letter_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stored = office.ask(lambda desk: answering.letter_pdf(desk, letter_id))
    assert "взамен" not in seen(editor.issued)
    editor.issued.annulled.emit("ошибка в адресе")
    settle_office(qtbot, office)
    assert editor._acts._pdf != stored
    assert "АННУЛИРОВАНО" in text_of(editor._acts._pdf)
    offered: list[str] = []

    def choose(_parent: object, _title: str, name: str, _filter: str) -> tuple[str, str]:
        offered.append(name)
        return str(tmp_path / "saved.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    button(editor.issued, "Сохранить PDF…").click()
    assert offered[0].endswith("Письмо 1-ПДн (аннулировано).pdf")
    assert "АННУЛИРОВАНО" in text_of((tmp_path / "saved.pdf").read_bytes())
    assert office.ask(lambda desk: answering.letter_pdf(desk, letter_id)) == stored
    assert "в реестре оно лежит таким, как было выпущено" in seen(editor.issued)


def test_another_letter_is_written_in_the_place_of_a_void_one(
    qtbot: QtBot, office: Office, editor: LetterEditor, letter_id: int
) -> None:
    editor.issued.annulled.emit("ошибка в адресе")
    settle_office(qtbot, office)
    with qtbot.waitSignal(editor.letter_shown):
        button(editor.issued, "Написать взамен…").click()
        settle_office(qtbot, office)
    void, draft = letter_of(office, letter_id), letter_of(office, editor.letter_id)
    assert draft.id != void.id
    assert draft.state is LetterState.DRAFT
    assert (draft.case_id, draft.template, draft.heading, draft.body) == (
        void.case_id, void.template, void.heading, void.body,
    )  # fmt: skip

"""A draft that hands out data while nobody has confirmed who wrote: said beside it, and asked once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractButton

from otklik.casework import answering, identity
from otklik.register.records import LetterState
from otklik.ui import printing

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot

    from otklik.ui.letter.letter_editor import LetterEditor
    from tests.ui.office import Office


def button(editor: LetterEditor, text: str) -> QAbstractButton:
    return next(one for one in editor.findChildren(QAbstractButton) if one.text() == text and one.isVisible())


def state(office: Office, letter_id: int) -> LetterState:
    return office.ask(lambda desk: desk.register.letters.get(letter_id)).state


def test_it_is_issued_only_by_one_more_click(
    office: Office, editor: LetterEditor, draft_id: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(editor.stranger.isVisible)
    assert "не подтверждено" in editor.stranger.sentence
    assert button(editor, "Подробнее")
    editor.letter_text.text.replace_field("цели_обработки", "исполнение договора")
    issue = button(editor, "Выпустить и напечатать")
    qtbot.waitUntil(issue.isEnabled)
    issue.click()
    office.settle()
    assert state(office, draft_id) is LetterState.DRAFT
    assert button(editor, "Всё равно выпустить").hasFocus()
    monkeypatch.setattr(printing, "ask_and_print", lambda *_what, **_more: printing.Printed())
    button(editor, "Всё равно выпустить").click()
    office.settle()
    assert state(office, draft_id) is LetterState.ISSUED
    assert not editor.stranger.isVisible()


def test_it_is_said_no_more_once_somebody_looked(
    office: Office, editor: LetterEditor, draft_id: int, qtbot: QtBot
) -> None:
    qtbot.waitUntil(editor.stranger.isVisible)
    office.tasks.act(lambda desk: identity.confirm_identity(desk, 1, "предъявлен паспорт"))
    qtbot.waitUntil(lambda: not editor.stranger.isVisible())


def test_a_letter_that_tells_nothing_is_not_warned_of(
    office: Office, editor: LetterEditor, draft_id: int, qtbot: QtBot
) -> None:
    asking = office.ask(lambda desk: answering.draft_letter(desk, 1, "details_request")).letter_id
    with qtbot.waitSignal(editor.preview.shown):
        editor.open_letter(asking)
    office.settle()
    assert not editor.stranger.isVisible()

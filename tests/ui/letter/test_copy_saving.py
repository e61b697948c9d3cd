"""The copy of a letter for a word processor, from the menu of a draft and beside the PDF of an issued letter."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from docx import Document
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget

from otklik.casework import answering
from otklik.ui.letter.letter_editor import LetterEditor
from tests.ui.office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def said(parent: QWidget) -> str:
    return " ".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def button(parent: QWidget, text: str) -> QAbstractButton:
    return next(b for b in parent.findChildren(QAbstractButton) if b.text() == text and b.isVisible())


def save_a_copy(editor: LetterEditor) -> None:
    menu = next(b.menu() for b in editor.findChildren(QAbstractButton) if b.accessibleName() == "Ещё")
    next(action for action in menu.actions() if action.text() == "Копия для правки (DOCX)…").trigger()


def choose(editor: LetterEditor, file: Path) -> str:
    """Choose a file in the dialog that is open; return the name it offered."""
    (dialog,) = editor.findChildren(QFileDialog)
    (offered,) = dialog.selectedFiles()
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    return offered


def words(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(file.read_bytes())).paragraphs)


def test_a_draft_is_saved_as_it_is_typed(editor: LetterEditor, draft_id: int, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.keyClicks(editor.letter_text.text, "Dobavleno ")
    save_a_copy(editor)
    offered = choose(editor, tmp_path / "copy.docx")
    assert offered.endswith("Письмо, проект, копия для правки.docx")
    qtbot.waitUntil(lambda: f"Сохранено: {tmp_path / 'copy.docx'}" in said(editor))
    assert "Dobavleno Ваше обращение" in words(tmp_path / "copy.docx")


def test_an_issued_letter_is_saved_under_its_number(
    office: Office, editor: LetterEditor, draft_id: int, qtbot: QtBot, tmp_path: Path
) -> None:
    office.ask(lambda desk: answering.save_draft(desk, draft_id, "О данных", "Ответ дан."))
    office.ask(lambda desk: answering.issue(desk, draft_id))
    editor.open_letter(draft_id)
    qtbot.waitUntil(editor.issued.isVisible)
    button(editor.issued, "Копия для правки…").click()
    offered = choose(editor, tmp_path / "copy.docx")
    assert offered.endswith("Письмо 1-ПДн, копия для правки.docx")
    qtbot.waitUntil(lambda: "Сохранено" in said(editor.issued))
    assert "Ответ дан." in words(tmp_path / "copy.docx")


def test_what_cannot_be_written_is_told_in_place(
    editor: LetterEditor, draft_id: int, qtbot: QtBot, tmp_path: Path
) -> None:
    save_a_copy(editor)
    choose(editor, tmp_path / "nowhere" / "copy.docx")
    qtbot.waitUntil(lambda: str(tmp_path / "nowhere") in said(editor))
    assert "Сохранено" not in said(editor)


def test_nothing_is_written_where_the_user_changes_his_mind(
    office: Office, editor: LetterEditor, draft_id: int, tmp_path: Path
) -> None:
    save_a_copy(editor)
    (dialog,) = editor.findChildren(QFileDialog)
    dialog.reject()
    office.settle()
    assert "Сохранено" not in said(editor)
    assert list(tmp_path.glob("**/*.docx")) == []

"""The strip of enclosures under a draft, on a real register: added, titled, put in order, taken out."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfWriter
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget

from otklik.casework import answering, enclosing, registering
from otklik.register.paper_records import Enclosure
from otklik.register.records import AttachmentRole
from otklik.ui.letter.enclosures import Enclosures
from otklik.ui.letter.letter_editor import LetterEditor
from tests.ui.office import Office

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


@pytest.fixture
def strip(editor: LetterEditor, draft_id: int) -> Enclosures:
    return editor.enclosures


def pdf(pages: int) -> bytes:
    target, writer = io.BytesIO(), PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(target)
    return target.getvalue()


def kept(office: Office, draft_id: int) -> list[tuple[str, int | None, int]]:
    office.settle()
    found = office.ask(lambda desk: enclosing.enclosures_of(desk, draft_id))
    return [(one.title, one.sheets, one.copies) for one in found]


def menu(strip: Enclosures) -> list[QAction]:
    return [action for action in strip._add.menu().actions() if not action.isSeparator()]


def choose(strip: Enclosures, text: str) -> None:
    next(action for action in menu(strip) if action.text() == text).trigger()


def add_paper(qtbot: QtBot, strip: Enclosures, title: str) -> None:
    choose(strip, "Бумага, только название")
    assert strip.form.title.hasFocus()
    qtbot.keyClicks(strip.form.title, title)
    strip.flush()


def button(parent: QWidget, name: str) -> QAbstractButton:
    return next(one for one in parent.findChildren(QAbstractButton) if one.accessibleName() == name)


def said(parent: QWidget) -> str:
    return " ".join(label.text() for label in parent.findChildren(QLabel) if label.isVisible())


def page_says(qtbot: QtBot, editor: LetterEditor, words: str) -> None:
    def shown() -> str:
        return " ".join(editor.preview.accessibleDescription().replace("\u00a0", " ").split())

    qtbot.waitUntil(lambda: words in shown())


def test_folded_up_it_is_one_line(strip: Enclosures) -> None:
    assert not strip.list.isVisible()
    assert not strip.form.isVisible()
    assert "нет" in said(strip)
    assert [action.text() for action in menu(strip)] == ["Файл с компьютера…", "Бумага, только название"]


def test_a_paper_is_added_by_its_name_and_the_page_follows(
    office: Office, editor: LetterEditor, strip: Enclosures, draft_id: int, qtbot: QtBot
) -> None:
    add_paper(qtbot, strip, "Kopiya dogovora")
    page_says(qtbot, editor, "Приложение: Kopiya dogovora на 1 л. в 1 экз.")
    strip.form.sheets.setValue(4)
    strip.form.copies.setValue(2)
    page_says(qtbot, editor, "Kopiya dogovora на 4 л. в 2 экз.")
    strip.form.sheets.setValue(0)
    page_says(qtbot, editor, "Kopiya dogovora в 2 экз.")
    assert kept(office, draft_id) == [("Kopiya dogovora", None, 2)]
    strip.unfold(False)
    assert "1: Kopiya dogovora" in said(strip)


def test_a_file_of_the_case_is_enclosed_with_its_pages(
    office: Office, strip: Enclosures, draft_id: int, qtbot: QtBot
) -> None:
    for name, role in (("Выписка & счёт.pdf", AttachmentRole.ATTACHMENT), ("чек.pdf", AttachmentRole.PROOF)):
        new = registering.NewFile(name, "application/pdf", pdf(3), role)
        office.tasks.act(lambda desk, file=new: registering.add_file(desk, 1, file))  # type: ignore[misc]  # bound at once
    qtbot.waitUntil(lambda: "Выписка && счёт.pdf" in [action.text() for action in menu(strip)])
    assert "чек.pdf" not in [action.text() for action in menu(strip)]
    choose(strip, "Выписка && счёт.pdf")
    qtbot.waitUntil(lambda: strip.list.count() == 1)
    assert kept(office, draft_id) == [("Выписка & счёт", 3, 1)]
    assert "Выписка && счёт.pdf" not in [action.text() for action in menu(strip)]


def test_files_from_disk_are_kept_with_the_case(
    office: Office, strip: Enclosures, draft_id: int, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "Перечень.txt").write_text("слова", "utf-8")
    (tmp_path / "Скан_договора.pdf").write_bytes(pdf(2))
    add_paper(qtbot, strip, "Akt")
    choose(strip, "Файл с компьютера…")
    (dialog,) = strip.findChildren(QFileDialog)
    dialog.filesSelected.emit([str(tmp_path / "Перечень.txt"), str(tmp_path / "Скан_договора.pdf")])
    dialog.reject()
    qtbot.waitUntil(lambda: strip.list.count() == 3)
    assert kept(office, draft_id) == [("Akt", 1, 1), ("Перечень", None, 1), ("Скан договора", 2, 1)]
    assert strip.list.currentRow() == 2
    names = office.ask(lambda desk: [one.name for one in desk.register.attachments.of_case(1)])
    assert names == ["Перечень.txt", "Скан_договора.pdf"]


def test_a_file_that_cannot_be_read_is_told_in_place(
    office: Office, strip: Enclosures, draft_id: int, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("а", "utf-8")
    strip.take_files((tmp_path / "a.txt", tmp_path / "nowhere.pdf"))
    qtbot.waitUntil(lambda: "nowhere.pdf" in said(strip))
    assert kept(office, draft_id) == []
    assert office.ask(lambda desk: desk.register.attachments.of_case(1)) == ()


@pytest.mark.parametrize(("name", "content"), [("zero.pdf", b""), ("bad.pdf", b"garbage"), ("cut.png", b"\x89PNG")])
def test_a_damaged_file_is_told_in_place_and_not_kept(
    office: Office, strip: Enclosures, draft_id: int, qtbot: QtBot, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    strip.take_files((tmp_path / name,))
    qtbot.waitUntil(lambda: name in said(strip))
    assert kept(office, draft_id) == []
    assert office.ask(lambda desk: desk.register.attachments.of_case(1)) == ()


def test_the_sheets_of_a_locked_pdf_are_asked_for(
    office: Office, strip: Enclosures, draft_id: int, qtbot: QtBot, tmp_path: Path
) -> None:
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    writer.encrypt("придуманный пароль", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    strip.take_files((tmp_path / "locked.pdf",))
    qtbot.waitUntil(lambda: "Укажите число листов" in said(strip))
    strip.form.sheets.setValue(4)
    assert "Укажите число листов" not in said(strip)
    strip.flush()
    assert kept(office, draft_id) == [("locked", 4, 1)]


def test_the_keys_put_them_in_order_and_take_them_out(
    office: Office, editor: LetterEditor, strip: Enclosures, draft_id: int, qtbot: QtBot
) -> None:
    for title in ("A", "B", "C"):
        add_paper(qtbot, strip, title)
    strip.list.setFocus()
    qtbot.keyClick(strip.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(strip.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(strip.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [title for title, _sheets, _copies in kept(office, draft_id)] == ["C", "A", "B"]
    assert strip.list.currentRow() == 0
    assert not button(strip, "Выше (Alt+↑)").isEnabled()
    button(strip, "Ниже (Alt+↓)").click()
    assert [title for title, _sheets, _copies in kept(office, draft_id)] == ["A", "C", "B"]
    page_says(qtbot, editor, "1. A на 1 л. в 1 экз. 2. C")
    qtbot.keyClick(strip.list, Qt.Key.Key_Delete)
    assert [title for title, _sheets, _copies in kept(office, draft_id)] == ["A", "B"]
    assert strip.list.hasFocus()
    qtbot.keyClick(strip.list, Qt.Key.Key_Return)
    assert strip.form.title.hasFocus()
    for _ in range(2):
        button(strip, "Убрать из приложений").click()
    assert kept(office, draft_id) == []
    assert not strip.list.isVisible()


def test_without_a_title_it_stays_out_and_the_last_title_comes_back(
    office: Office, strip: Enclosures, draft_id: int, qtbot: QtBot
) -> None:
    add_paper(qtbot, strip, "Akt")
    choose(strip, "Бумага, только название")
    choose(strip, "Бумага, только название")  # the second one waits for the first to be titled
    assert strip.list.count() == 2
    assert "без названия" not in [title for title, *_ in kept(office, draft_id)]
    qtbot.keyClicks(strip.form.title, "X")
    qtbot.keyClick(strip.form.title, Qt.Key.Key_Backspace)
    assert "Без названия в письмо не войдёт." in said(strip)
    assert [title for title, *_ in kept(office, draft_id)] == ["Akt"]
    strip.list.setCurrentRow(0)
    strip.form.title.setFocus()
    strip.form.title.selectAll()
    qtbot.keyClick(strip.form.title, Qt.Key.Key_Delete)
    strip.list.setFocus()
    assert strip.form.title.text() == "Akt"
    assert [title for title, *_ in kept(office, draft_id)] == ["Akt"]


def test_what_was_typed_is_kept_when_another_letter_is_opened(
    office: Office, editor: LetterEditor, strip: Enclosures, draft_id: int, qtbot: QtBot
) -> None:
    choose(strip, "Бумага, только название")
    qtbot.keyClicks(strip.form.title, "Akt")
    other = office.ask(lambda desk: answering.draft_letter(desk, 2, "claim_partial")).letter_id
    with qtbot.waitSignal(editor.preview.shown):
        editor.open_letter(other)
    assert kept(office, draft_id) == [("Akt", 1, 1)]
    assert kept(office, other) == []
    assert strip.list.count() == 0


def test_more_than_a_letter_takes_is_told_in_place(
    office: Office, editor: LetterEditor, strip: Enclosures, draft_id: int, qtbot: QtBot
) -> None:
    full = tuple(Enclosure(title=f"Лист {number}") for number in range(enclosing.MOST_ENCLOSURES))
    office.ask(lambda desk: enclosing.set_enclosures(desk, draft_id, full))
    editor.open_letter(draft_id)
    qtbot.waitUntil(lambda: strip.list.count() == len(full))
    add_paper(qtbot, strip, "Z")
    qtbot.waitUntil(lambda: "не больше 99" in said(strip))
    assert len(kept(office, draft_id)) == 99
    button(strip, "Убрать из приложений").click()
    office.settle()
    assert "не больше 99" not in said(strip)


def test_of_an_issued_letter_they_are_shown_and_stay(
    office: Office, editor: LetterEditor, strip: Enclosures, draft_id: int, qtbot: QtBot
) -> None:
    add_paper(qtbot, strip, "Akt")
    add_paper(qtbot, strip, "Dogovor")
    body = "Ответ дан."
    office.ask(lambda desk: answering.save_draft(desk, draft_id, "О данных", body))
    office.ask(lambda desk: answering.issue(desk, draft_id))
    editor.open_letter(draft_id)
    qtbot.waitUntil(editor.issued.isVisible)
    assert not strip.isVisible()
    told = "1. Akt, 1 л., 1 экз.\n2. Dogovor, 1 л., 1 экз."
    qtbot.waitUntil(lambda: told in said(editor.issued).replace("\u00a0", " "))

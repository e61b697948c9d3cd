"""The files of a case: looked at in its place, copied and dragged out under names that tell of nobody."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDrag, QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from otklik.casework import extending, registering
from otklik.casework.registering import NewFile
from otklik.law.kinds import Kind
from otklik.system.errors import UserError
from otklik.ui import handing_out
from otklik.ui.case.case_files import FilesSection, LettersSection
from otklik.ui.case.file_preview import FilePreview
from otklik.ui.case.file_reading import MOST_CHARS, Look, kind_word, read_file
from otklik.ui.letter.preview import Preview
from otklik.ui.widgets import EmptyState, LinkButton
from tests.invented import picture
from tests.ui.pdf_samples import sample_pdf
from tests.ui.window_tools import ask, button, case_of, open_panel, seen, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

MAIL = (
    "From: Тихонова Вера <vera@example.ru>\nTo: otvet@example.ru\nSubject: Запрос\n"
    "Content-Type: text/plain; charset=utf-8\n\nПришлите мои данные.\n"
).encode()
FILES = (
    ("заявление.txt", "Прошу прислать мои данные.".encode()),
    ("скан.png", picture()),
    ("копия.pdf", sample_pdf(2)),
    ("письмо.eml", MAIL),
    ("программа.exe", b"MZ" + bytes(60)),
    ("битый.pdf", b"%PDF-1.4 and nothing else"),
    ("таблица.xlsx", b"PK\x03\x04" + bytes(40)),
)


@pytest.fixture
def panel(qtbot: QtBot, window: MainWindow, tasks: Tasks) -> CasePanel:
    case_id = case_of(qtbot, tasks, Kind.CLAIM).id
    for name, content in FILES:
        file = NewFile(name, "application/octet-stream", content)
        ask(qtbot, tasks, lambda desk, file=file: registering.add_file(desk, case_id, file))
    return open_panel(qtbot, window, case_id)


def look_at(qtbot: QtBot, window: MainWindow, panel: CasePanel, name: str) -> FilePreview:
    """Press the button of a file and wait until it is shown."""
    links = panel.findChild(FilesSection).findChildren(LinkButton)
    next(link for link in links if link.accessibleName() == f"Посмотреть файл: {name}").click()
    for _ in range(3):
        settle(qtbot, window)
    preview = panel.findChild(FilePreview)
    assert preview.isVisible()
    return preview


def test_a_text_a_picture_pages_and_a_mail_are_shown_in_the_place_of_the_case(
    qtbot: QtBot, window: MainWindow, panel: CasePanel
) -> None:
    preview = look_at(qtbot, window, panel, "заявление.txt")
    assert panel.page.isHidden()
    assert preview.findChild(QPlainTextEdit).toPlainText() == "Прошу прислать мои данные."
    assert "вложение · текст" in seen(preview)
    preview.closed.emit()
    assert panel.page.isVisible()
    preview = look_at(qtbot, window, panel, "письмо.eml")
    said = preview.findChild(QPlainTextEdit).toPlainText()
    assert "От кого: Тихонова Вера <vera@example.ru>" in said
    assert "Пришлите мои данные." in said
    preview.closed.emit()
    preview = look_at(qtbot, window, panel, "копия.pdf")
    assert preview.findChild(Preview).page_count == 2
    preview.closed.emit()
    preview = look_at(qtbot, window, panel, "скан.png")
    assert not preview._picture._paper.pixmap().isNull()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("программа.exe", "Этот файл не показываем."),
        ("битый.pdf", "битый"),
        ("таблица.xlsx", "файл"),
    ],
)
def test_what_is_dangerous_broken_or_unknown_says_so(
    qtbot: QtBot, window: MainWindow, panel: CasePanel, name: str, words: str
) -> None:
    preview = look_at(qtbot, window, panel, name)
    said = seen(preview.findChild(EmptyState))
    assert "Он хранится вместе с обращением" in said
    assert len(said) > 60, "a sentence says why"
    if words == "Этот файл не показываем.":
        assert words in said


def test_the_arrows_leaf_through_and_escape_goes_back_to_the_file(
    qtbot: QtBot, window: MainWindow, panel: CasePanel
) -> None:
    preview = look_at(qtbot, window, panel, "заявление.txt")
    qtbot.keyClick(preview.focusWidget() or preview, Qt.Key.Key_Right)
    settle(qtbot, window)
    assert preview.file.name == "скан.png"
    qtbot.keyClick(preview.focusWidget() or preview, Qt.Key.Key_Left)
    settle(qtbot, window)
    assert preview.file.name == "заявление.txt"
    qtbot.keyClick(preview.focusWidget() or preview, Qt.Key.Key_Escape)
    assert panel.page.isVisible()
    assert panel.isVisible(), "the case itself stays open"


def test_another_case_takes_the_preview_away(qtbot: QtBot, window: MainWindow, tasks: Tasks, panel: CasePanel) -> None:
    preview = look_at(qtbot, window, panel, "заявление.txt")
    open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)
    assert preview.isHidden()
    assert panel.page.isVisible()


def copied() -> list[Path]:
    data = QGuiApplication.clipboard().mimeData()
    return [Path(url.toLocalFile()) for url in data.urls()] if data is not None else []


def test_a_file_is_copied_under_a_name_that_tells_of_nobody(qtbot: QtBot, window: MainWindow, panel: CasePanel) -> None:
    preview = look_at(qtbot, window, panel, "заявление.txt")
    button(preview, "Копировать файл").click()
    settle(qtbot, window)
    (path,) = copied()
    number = panel.view.case.number
    assert path.name == f"Обращение {number}, файл 2.txt"
    assert path.read_bytes() == FILES[0][1]
    assert "Скопирован 1 файл" in preview.notice.sentence.replace("\u00a0", " ")


def test_a_dangerous_file_does_not_go_out(qtbot: QtBot, window: MainWindow, panel: CasePanel) -> None:
    QGuiApplication.clipboard().clear()
    preview = look_at(qtbot, window, panel, "программа.exe")
    button(preview, "Копировать файл").click()
    settle(qtbot, window)
    assert copied() == []
    assert "отсюда не открываются" in preview.notice.sentence


def test_an_issued_letter_is_dragged_out_as_a_pdf(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = open_panel(qtbot, window, case_of(qtbot, tasks, Kind.ACCESS).id)
    ask(qtbot, tasks, lambda desk: extending.extend(desk, panel.case_id, "данные в архиве"))
    panel.refresh()
    settle(qtbot, window)
    dragged: list[QMimeData] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_how: dragged.append(drag.mimeData()))
    monkeypatch.setattr(handing_out.QGuiApplication, "mouseButtons", lambda: Qt.MouseButton.LeftButton)
    section = panel.findChild(LettersSection)
    line = section.lines.itemAt(0).widget()
    qtbot.mousePress(line, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    qtbot.mouseMove(line, QPoint(60, 8))
    qtbot.waitUntil(lambda: bool(dragged) or tasks.pending == 0)
    settle(qtbot, window)
    (data,) = dragged
    (url,) = data.urls()
    name = url.fileName()
    assert (name[:7], name[-18:]) == ("Письмо ", " от 21.11.2026.pdf")
    assert Path(url.toLocalFile()).read_bytes().startswith(b"%PDF-")


def test_what_a_file_is_in_words() -> None:
    assert [kind_word(name) for name in ("A.PDF", "b.jpeg", "c.eml", "d.docx", "e.bin", "f")] == [
        "PDF",
        "картинка",
        "письмо",
        "документ Word",
        "BIN",
        "файл",
    ]


def test_a_long_text_is_cut_and_says_so() -> None:
    read = read_file("a.txt", ("слово " * MOST_CHARS).encode())
    assert (read.look, len(read.text) <= MOST_CHARS) == (Look.TEXT, True)
    assert "только начало" in read.remark
    with pytest.raises(UserError, match="Файл пустой"):
        read_file("a.txt", b"")

"""A paper before it is printed: its true page, what is missing on it, and print, open, save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QWidget

from otklik.system.errors import UserError
from otklik.ui import printing
from otklik.ui.papers.paper_dialog import Paper, PaperDialog, Remark
from tests.ui.pdf_samples import sample_pdf
from tests.ui.window_tools import button

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from otklik.ui.papers.paper_dialog import Work
    from tests.ui.office import Office

CARD = (300.0, 200.0)


def paper(pages: int = 1, remarks: tuple[Remark, ...] = ()) -> Work:
    def work(desk: Desk) -> Callable[[], Paper]:
        assert desk.register.operators.all()
        return lambda: Paper(sample_pdf(pages, CARD), remarks)

    return work


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QMainWindow]:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def dialog(office: Office, window: QMainWindow) -> PaperDialog:
    made = PaperDialog(office.tasks, "Опись вложения", "Опись 1/ПДн", paper(2), parent=window)
    made.open()
    return made


def shown(qtbot: QtBot, dialog: PaperDialog, pages: int) -> None:
    qtbot.waitUntil(lambda: bool(dialog.pdf) and dialog.preview.page_count == pages)


def said(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_page_is_shown_inside_of_the_window(dialog: PaperDialog, qtbot: QtBot, window: QMainWindow) -> None:
    assert not button(dialog, "&Печать").isEnabled()
    shown(qtbot, dialog, 2)
    assert dialog.preview.content == sample_pdf(2, CARD)
    assert dialog.width() < window.width()
    assert dialog.height() < window.height()
    assert all(button(dialog, word).isEnabled() for word in ("&Печать", "&Сохранить PDF…"))


def test_it_is_printed_under_a_name_without_folders(
    dialog: PaperDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[tuple[bytes, str]] = []

    def ask_and_print(content: bytes, name: str, _parent: QWidget) -> printing.Printed:
        printed.append((content, name))
        return printing.Printed()

    monkeypatch.setattr(printing, "ask_and_print", ask_and_print)
    shown(qtbot, dialog, 2)
    button(dialog, "&Печать").click()
    assert printed == [(sample_pdf(2, CARD), "Опись 1-ПДн")]
    assert "Отправлено на принтер." in said(dialog)


def test_it_is_saved_where_the_user_says_and_an_error_is_told_in_place(
    dialog: PaperDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    places = [tmp_path / "опись.pdf", tmp_path / "опись.pdf" / "внутри файла.pdf"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(places.pop(0)), ""))
    shown(qtbot, dialog, 2)
    button(dialog, "&Сохранить PDF…").click()
    assert (tmp_path / "опись.pdf").read_bytes() == sample_pdf(2, CARD)
    assert "Сохранено" in said(dialog)
    button(dialog, "&Сохранить PDF…").click()
    assert "Сохранено" not in said(dialog)


def test_the_file_in_the_viewer_outlives_the_dialog(
    dialog: PaperDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    shown(qtbot, dialog, 2)
    button(dialog, "&Открыть").click()
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert Path(opened[0]).read_bytes() == sample_pdf(2, CARD)


def test_what_was_chosen_last_is_what_is_shown(dialog: PaperDialog, qtbot: QtBot) -> None:
    shown(qtbot, dialog, 2)
    for pages in (1, 4, 3):
        dialog.show_paper(paper(pages))
    assert dialog.pdf == b""
    assert not button(dialog, "&Печать").isEnabled()
    shown(qtbot, dialog, 3)


def test_what_is_missing_is_said_and_leads_to_where_it_is_mended(
    office: Office, window: QMainWindow, qtbot: QtBot
) -> None:
    led: list[bool] = []
    remark = Remark("У адресата нет индекса.", "Открыть карточку", lambda: led.append(True))
    made = PaperDialog(office.tasks, "Конверт", "Конверт DL", paper(1, (remark,)), parent=window)
    made.open()
    shown(qtbot, made, 1)
    assert "У адресата нет индекса." in said(made)
    with qtbot.waitSignal(made.destroyed):
        button(made, "Открыть карточку").click()
    assert led == [True]


def test_a_paper_that_cannot_be_made_is_told_and_the_next_one_still_shown(
    office: Office, window: QMainWindow, qtbot: QtBot
) -> None:
    def refuse(_desk: Desk) -> Callable[[], Paper]:
        raise UserError("Choose at least one letter.")

    made = PaperDialog(office.tasks, "Список", "Список", refuse, options=QWidget(), parent=window)
    made.open()
    qtbot.waitUntil(lambda: "Выберите" in said(made))
    assert not button(made, "&Печать").isEnabled()
    made.show_paper(paper(1))
    shown(qtbot, made, 1)
    assert "Выберите" not in said(made)


def test_a_paper_that_is_a_key_is_saved_only_after_a_warning_and_shown_to_no_viewer(
    office: Office, window: QMainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (asked.append("") or str(tmp_path / "a.pdf"), "")
    )
    dialog = PaperDialog(office.tasks, "Лист", "Лист", paper(), secret="Файл и есть ключ.", parent=window)
    dialog.open()
    shown(qtbot, dialog, 1)
    assert not dialog._open.isVisible()
    dialog._save.click()
    assert "Файл и есть ключ." in said(dialog)
    assert not asked
    dialog._save_it()
    assert (tmp_path / "a.pdf").read_bytes() == dialog.pdf
    dialog.reject()

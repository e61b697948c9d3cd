"""Many letters at once: what the bar offers, what becomes of each, one job for the printer, one file for the Post."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMainWindow

from otklik.casework import answering, post_choices
from otklik.casework import batch as casework_batch
from otklik.register.records import LetterState
from otklik.system.clock import FixedClock
from otklik.ui.batch.batch_place import BatchPlace
from otklik.ui.letter.letters_page import LettersPage
from otklik.ui.letter.letters_table import LettersTable
from otklik.ui.models import ROW_ROLE
from otklik.ui.papers.paper_dialog import PaperDialog
from tests.invented import NOON
from tests.ui.window_tools import button, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from tests.ui.office import Office


def begin_drafts(desk: Desk, number: int = 3) -> list[int]:
    """So many drafts that can be issued, and one more where something is not filled in."""
    ids = [answering.draft_letter(desk, 3, "withdrawal_done").letter_id for _ in range(number)]
    for letter_id in ids:
        answering.save_draft(desk, letter_id, "О прекращении обработки", "Обработка прекращена.")
    return [*ids, answering.draft_letter(desk, 1, "refusal").letter_id]


@pytest.fixture
def page(qtbot: QtBot, office: Office) -> Iterator[LettersPage]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = LettersPage(office.tasks, FixedClock(NOON))
    window.setCentralWidget(made)
    office.tasks.changed.connect(made.refresh)
    window.resize(1000, 640)
    window.show()
    yield made
    window.hide()


def table_of(page: LettersPage) -> LettersTable:
    return page.findChild(LettersTable)


def place_of(page: LettersPage) -> BatchPlace:
    return page.findChild(BatchPlace)


def show_all(
    page: LettersPage, qtbot: QtBot, office: Office, work: Callable[[Desk], list[int]] = begin_drafts
) -> list[int]:
    """Make letters, show them and select all."""
    made = office.ask(work)
    page.refresh()
    qtbot.waitUntil(lambda: table_of(page).model().rowCount() == len(made))
    office.settle()
    table_of(page).setFocus()
    qtbot.keyClick(table_of(page), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    return made


def done(page: LettersPage, qtbot: QtBot, office: Office) -> None:
    qtbot.waitUntil(lambda: not place_of(page).busy)
    office.settle()


def chosen(page: LettersPage) -> list[int]:
    return sorted(row.letter.id for row in table_of(page).chosen_rows())


def issue_all(page: LettersPage, qtbot: QtBot, office: Office) -> list[int]:
    """Select all and issue what can be issued."""
    made = show_all(page, qtbot, office)
    button(page, "Выпустить 4").click()
    place_of(page)._question.go.click()
    done(page, qtbot, office)
    return made


def states(office: Office, ids: list[int]) -> list[LetterState]:
    return office.ask(lambda desk: [desk.register.letters.get(one).state for one in ids])


def test_the_bar_offers_what_applies_and_says_for_how_many(page: LettersPage, qtbot: QtBot, office: Office) -> None:
    made = show_all(page, qtbot, office)
    assert chosen(page) == made
    assert "Выбрано 4" in seen(page)
    assert button(page, "Выпустить 4").accessibleName() == "Выпустить 4 черновика"
    assert "Напечатать" not in seen(page)
    qtbot.keyClick(table_of(page), Qt.Key.Key_Escape)
    assert "Выбрано" not in seen(page)
    assert "выделите их" in seen(page)


def test_what_can_be_issued_is_issued_and_the_rest_is_told_with_the_way_to_it(
    page: LettersPage, qtbot: QtBot, office: Office
) -> None:
    made = issue_all(page, qtbot, office)
    assert states(office, made) == [LetterState.ISSUED] * 3 + [LetterState.DRAFT]
    words = seen(page)
    assert "Выпущено 3 письма. Не выпущено 1 письмо." in words
    assert "№ 1/ПДн, 2/ПДн, 3/ПДн" in words
    assert "основание отказа" in words
    assert chosen(page) == made, "they are selected still, to go on with them"
    assert all(word in words for word in ("Выпустить 1", "Напечатать 3", "Отметить отправленными 3", "Конверты 3"))
    with qtbot.waitSignal(place_of(page).letter_wanted) as wanted:
        button(place_of(page), "Открыть письмо").click()
    assert wanted.args == [made[3]]
    assert page.editor_shown
    office.settle()


def test_nothing_is_issued_before_it_is_confirmed(page: LettersPage, qtbot: QtBot, office: Office) -> None:
    made = show_all(page, qtbot, office)
    button(page, "Выпустить 4").click()
    assert "Выпустить 4 черновика?" in seen(page)
    qtbot.keyClick(place_of(page)._question.go, Qt.Key.Key_Escape)
    assert "Выбрано 4" in seen(page)
    assert states(office, made) == [LetterState.DRAFT] * 4


def test_others_are_answered_between_two_letters_and_it_can_be_stopped(
    page: LettersPage, qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = show_all(page, qtbot, office)
    order: list[object] = []
    whole = casework_batch.issue_letters

    def slowly(desk: Desk, letter_ids: list[int]) -> casework_batch.Batch:
        order.append(letter_ids[0])
        (go_on if letter_ids[0] == made[0] else stopped).wait(10)
        return whole(desk, letter_ids)

    go_on, stopped = threading.Event(), threading.Event()
    monkeypatch.setattr(casework_batch, "issue_letters", slowly)
    button(page, "Выпустить 4").click()
    place_of(page)._question.go.click()
    qtbot.waitUntil(lambda: len(order) == 1)
    assert "Выпускаем: 0 из 4" in seen(page)
    office.tasks.run(lambda desk: order.append(desk.register.letters.count()))
    go_on.set()
    qtbot.waitUntil(lambda: len(order) >= 3)
    assert order[:2] == [made[0], 4], "a page that asks does not wait for the whole batch"
    button(page, "Остановить").click()
    stopped.set()
    done(page, qtbot, office)
    assert "Остановлено" in seen(page)
    assert states(office, made) == [LetterState.ISSUED] * 2 + [LetterState.DRAFT] * 2
    assert "№ 1/ПДн, 2/ПДн" in seen(page)


def test_letters_are_marked_as_sent_together(page: LettersPage, qtbot: QtBot, office: Office) -> None:
    made = issue_all(page, qtbot, office)
    button(page, "Отметить отправленными 3").click()
    form = place_of(page)._form
    form.day.setText("32.13.2026")
    form.go.click()
    assert not place_of(page).busy, "a day that cannot be read is asked for again"
    form.day.setText("21.11.2026")
    form.go.click()
    done(page, qtbot, office)
    assert "Отмечены отправленными 3 письма." in seen(page)
    letter = office.ask(lambda desk: desk.register.letters.get(made[1]))
    assert (letter.dispatch_way, f"{letter.dispatched_on:%d.%m.%Y}") == ("заказным письмом", "21.11.2026")
    assert "Отметить отправленными" not in seen(place_of(page)._bar)


def accept(file: Path, asked: list[str]) -> Callable[[QPrintDialog], int]:
    """Return what the user does in the system's dialog: print into a file."""

    def press(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        asked.append(printer.docName())
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setResolution(300)
        printer.setOutputFileName(str(file))
        return int(QPrintDialog.DialogCode.Accepted)

    return press


def test_all_letters_are_one_dialog_and_one_job(
    page: LettersPage, qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_all(page, qtbot, office)
    asked: list[str] = []
    monkeypatch.setattr(QPrintDialog, "exec", accept(tmp_path / "all.pdf", asked))
    button(page, "Напечатать 3").click()
    qtbot.waitUntil(lambda: "Напечатано в файл" in seen(page))
    done(page, qtbot, office)
    assert asked == ["Письма, 3 шт."]
    with pikepdf.open(tmp_path / "all.pdf") as printed:
        assert len(printed.pages) == 3


def test_changing_ones_mind_at_the_printer_leaves_the_bar(
    page: LettersPage, qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_all(page, qtbot, office)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: int(QPrintDialog.DialogCode.Rejected))
    button(page, "Напечатать 3").click()
    done(page, qtbot, office)
    assert "Выбрано 4" in seen(page)


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_file_that_cannot_be_written_is_told_in_place(
    page: LettersPage, qtbot: QtBot, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    issue_all(page, qtbot, office)
    monkeypatch.setattr(QPrintDialog, "exec", accept(tmp_path / "no folder" / "all.pdf", []))
    button(page, "Напечатать 3").click()
    qtbot.waitUntil(lambda: "нельзя записать" in seen(page))
    assert "Выбрано 4" in seen(page)


def paper(page: LettersPage, qtbot: QtBot) -> PaperDialog:
    """Return the paper that was opened, once it is drawn."""
    window = page.window()
    qtbot.waitUntil(lambda: bool(window.findChildren(PaperDialog)))
    dialog = window.findChildren(PaperDialog)[0]
    qtbot.waitUntil(lambda: bool(dialog.pdf))
    return dialog


def pages(pdf: bytes, tmp_path: Path) -> list[tuple[int, int]]:
    (tmp_path / "paper.pdf").write_bytes(pdf)
    with pikepdf.open(tmp_path / "paper.pdf") as file:
        return [(round(float(one.mediabox[2])), round(float(one.mediabox[3]))) for one in file.pages]


def test_envelopes_labels_and_the_list_are_one_paper_each(
    page: LettersPage, qtbot: QtBot, office: Office, tmp_path: Path
) -> None:
    issue_all(page, qtbot, office)
    button(page, "Конверты 3").click()
    envelopes = paper(page, qtbot)
    assert envelopes.windowTitle().replace("\u00a0", " ") == "Конверты для 3 писем"
    assert pages(envelopes.pdf, tmp_path) == [(624, 312)] * 3
    envelopes.reject()
    qtbot.waitUntil(lambda: not page.window().findChildren(PaperDialog))
    button(page, "Наклейки 3").click()
    labels = paper(page, qtbot)
    assert pages(labels.pdf, tmp_path) == [(595, 842)]
    labels.printed.emit()
    office.settle()
    assert office.ask(post_choices.choices).start == 4, "the next labels begin behind these"
    labels.reject()
    qtbot.waitUntil(lambda: not page.window().findChildren(PaperDialog))
    button(page, "Список ф. 103\u00a0на 3").click()
    posted = paper(page, qtbot)
    assert len(pages(posted.pdf, tmp_path)) == 1
    posted.reject()
    office.settle()


def test_the_list_and_the_envelopes_agree_on_the_notice(page: LettersPage, qtbot: QtBot, office: Office) -> None:
    issue_all(page, qtbot, office)
    button(page, "Список ф. 103\u00a0на 3").click()
    posted = paper(page, qtbot)
    (box,) = posted.findChildren(QCheckBox)
    assert box.isChecked(), "the envelopes bear «Заказное с уведомлением»"
    box.click()
    office.settle()
    assert office.ask(post_choices.choices).mark == "Заказное"
    posted.reject()
    qtbot.waitUntil(lambda: not page.window().findChildren(PaperDialog))
    button(page, "Список ф. 103\u00a0на 3").click()
    again = paper(page, qtbot)
    (box,) = again.findChildren(QCheckBox)
    assert not box.isChecked()
    box.click()
    office.settle()
    assert office.ask(post_choices.choices).mark == "Заказное с уведомлением"
    again.reject()
    office.settle()


def test_a_click_opens_a_letter_and_with_ctrl_selects_it(page: LettersPage, qtbot: QtBot, office: Office) -> None:
    made = show_all(page, qtbot, office)
    table = table_of(page)
    spots = [table.visualRect(table.model().index(row, 2)).center() for row in range(2)]
    with qtbot.waitSignal(table.opened):
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spots[0])
    page.show_list()
    office.settle()
    first = table.model().index(0, 0).data(ROW_ROLE).letter.id
    assert chosen(page) == [first]
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, ctrl, pos=spots[1])
    assert not page.editor_shown
    assert len(chosen(page)) == 2
    assert set(chosen(page)) < set(made)
    office.settle()


def test_all_means_also_what_was_not_fetched_yet(
    page: LettersPage, qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("otklik.ui.models.PAGE_ROWS", 4)
    monkeypatch.setattr("otklik.ui.letter.letters_table.PAGE_ROWS", 4)
    office.ask(lambda desk: begin_drafts(desk, 8))
    page.resize(1000, 200)
    page._model.search("", None)
    office.settle()
    table_of(page).selectAll()
    qtbot.waitUntil(lambda: len(chosen(page)) == 9)
    office.settle()


def test_the_list_is_searched_as_one_types_and_by_stage(page: LettersPage, qtbot: QtBot, office: Office) -> None:
    issue_all(page, qtbot, office)
    model = table_of(page).model()
    button(page, "Черновики").click()
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    button(page, "Не отправлены").click()
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    page.focus_search()
    page._search.setText("2/ПДн")
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    page._search.setText("нет такого")
    qtbot.waitUntil(lambda: "Ничего не найдено" in seen(page))
    page._search.clear()
    button(page, "Все").click()
    qtbot.waitUntil(lambda: model.rowCount() == 4)
    office.settle()


def test_the_second_half_of_a_double_click_falls_on_nothing(page: LettersPage, qtbot: QtBot, office: Office) -> None:
    show_all(page, qtbot, office)
    window = page.window().windowHandle()
    spot = button(page, "Выпустить 4")
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=spot.mapTo(page.window(), spot.rect().center()), delay=1)
    issue = place_of(page)._question.go
    assert issue.isVisible()
    table = table_of(page)
    row = table.viewport().mapTo(page.window(), table.visualRect(table.model().index(0, 1)).center())
    for place in (issue.mapTo(page.window(), issue.rect().center()), row):
        QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=place)
    office.settle()
    assert issue.isVisible()
    assert not page.editor_shown
    assert len(chosen(page)) == 4
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=row)
    qtbot.waitUntil(lambda: page.editor_shown)
    office.settle()

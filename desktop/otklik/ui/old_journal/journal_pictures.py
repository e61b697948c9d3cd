"""The page for an old journal, as `ui/pictures.py` photographs it: each step, the rows, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from otklik.casework.desk import Changes
from otklik.casework.importing import BroughtIn, RowState
from otklik.ui.intake.dropped import Dropped
from otklik.ui.rooms import OLD_JOURNAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from otklik.ui.main_window import MainWindow
    from otklik.ui.old_journal.journal_page import OldJournalPage

_JOURNAL = """№ п/п;Дата поступления;Вх. №;ФИО заявителя;Способ получения;Вид обращения;Срок ответа;Дата ответа;Исх. №
1;12.01.2026;ПД-1;Ветрова Анна Павловна;эл. почта;доступ;11.02.2026;20.01.2026;1-И
2;3 февраля 2026;ПД-2;Сомов Пётр Ильич;Почта России;отзыв согласия;05.03.2026;10.02.2026;2-И
3;31.02.2026;ПД-3;Громова Дарья Игоревна;лично;удаление;01.04.2026;;
4;16.03.2026;ПД-4;Лескова;эл. почта;удаление;15.04.2026;20.03.2026;3-И
5;16.03.2026;ПД-4;Лескова;эл. почта;удаление;15.04.2026;20.03.2026;3-И
6;09.11.2026;ПД-5;Ярцева Нина Петровна;эл. почта;доступ;09.12.2026;;
7;12.11.2026;ПД-6;Чижова Ирина Павловна;Почта России;уточнить отчество;12.12.2026;;
"""


def views(window: MainWindow, rest: Callable[[], None]) -> Iterator[tuple[str, QWidget]]:
    """Yield the page at rest, one step after the other; nothing is brought in.

    Args:
        window: the window.
        rest: lets it work until nothing is under way.
    """
    window.bring_in_journal()
    page = cast("OldJournalPage", window.page(OLD_JOURNAL))
    rest()
    yield "old-journal", window
    page.take_in(Dropped(contents=(("Журнал обращений.csv", _JOURNAL.encode()),)))
    rest()
    yield "old-journal-columns", window
    page.foot.go.click()
    rest()
    yield "old-journal-rows", window
    page.report.show_rows(RowState.DOUBTFUL)
    page.report.table.selectRow(0)
    rest()
    yield "old-journal-row", window
    page.show_result(BroughtIn(Changes(), 5, 2, page.report.report, {}))
    rest()
    yield "old-journal-done", window

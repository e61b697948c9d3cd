"""The live page: drawn beside the main thread, the last text wins, the place on the page is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from otklik.system.errors import EnvironmentProblem
from otklik.ui.letter.preview import Preview, draw_pages
from otklik.ui.tasks import Tasks
from tests.ui.pdf_samples import sample_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


@pytest.fixture
def preview(qtbot: QtBot, tasks: Tasks) -> Preview:
    view = Preview(tasks)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    return view


def test_pages_are_drawn_in_the_width_asked_for_with_their_text() -> None:
    pages = draw_pages(sample_pdf(2), 600)
    assert [image.width() for image in pages.images.values()] == [600, 600]
    assert pages.images[0].height() == round(600 * 841.8898 / 595.2756)
    assert pages.images[0].pixelColor(5, 5).name() == "#ffffff"
    assert "Page 1" in pages.text
    assert "Page 2" in pages.text


def test_a_letter_appears_and_screen_readers_get_its_text(preview: Preview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.shown) as shown:
        preview.show_pdf(sample_pdf(2))
    assert shown.args == [2]
    assert "Page 2" in preview.accessibleDescription()
    assert preview.accessibleName()


def test_pages_that_went_give_place_to_the_last_one() -> None:
    assert list(draw_pages(sample_pdf(3), 100, (1,)).images) == [1]
    assert list(draw_pages(sample_pdf(2), 100, (5, 7)).images) == [1]


def test_of_several_texts_in_quick_succession_the_last_is_shown(preview: Preview, qtbot: QtBot) -> None:
    counts: list[int] = []
    preview.shown.connect(counts.append)
    for pages in (1, 2, 3, 4):
        preview.show_pdf(sample_pdf(pages))
    qtbot.waitUntil(lambda: counts[-1:] == [4])
    assert counts == [1, 4]
    assert preview.page_count == 4


def test_a_page_drawn_late_is_not_shown_where_it_was_cleared(preview: Preview, tasks: Tasks, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(preview.shown):
        preview.show_pdf(sample_pdf(1))
        preview.clear()
        qtbot.waitUntil(lambda: tasks.pending == 0)
    assert preview.page_count == 0
    with qtbot.waitSignal(preview.shown) as shown:
        preview.show_pdf(sample_pdf(2))
    assert shown.args == [2]


def test_only_pages_near_the_view_are_drawn_and_kept(preview: Preview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(sample_pdf(9))
    assert sorted(preview._paper.pictures) == [0]
    qtbot.waitUntil(lambda: sorted(preview._paper.pictures) == [0, 1])
    preview.verticalScrollBar().setValue(preview.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: sorted(preview._paper.pictures) == [7, 8])
    left, low = preview.viewport().width() // 2, preview.viewport().height() - 60
    assert preview.viewport().grab().toImage().pixelColor(left, low).name() == "#ffffff"


def test_the_place_on_the_page_is_kept_while_the_text_changes(preview: Preview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(sample_pdf(2))
    preview.verticalScrollBar().setValue(333)
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(sample_pdf(2))
    assert preview.verticalScrollBar().value() == 333


def test_the_page_fits_the_width_and_zooms_by_keys(preview: Preview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(sample_pdf(1))
    assert preview.horizontalScrollBar().maximum() == 0
    with qtbot.waitSignal(preview.shown):
        qtbot.keyClick(preview, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.horizontalScrollBar().maximum() > 0
    with qtbot.waitSignal(preview.shown):
        qtbot.keyClick(preview, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.horizontalScrollBar().maximum() == 0


def test_a_damaged_file_is_told_and_the_next_one_still_shown(preview: Preview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.failed) as failed:
        preview.show_pdf(b"no pdf")
    assert isinstance(failed.args[0], EnvironmentProblem)
    with qtbot.waitSignal(preview.shown):
        preview.show_pdf(sample_pdf(1))

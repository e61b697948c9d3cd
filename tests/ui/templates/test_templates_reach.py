"""The templates for everybody: names on every control, no word cut off in the smallest window, in both looks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication

from otklik.casework import templates_own
from otklik.letters import templates
from otklik.letters.templates import load_templates
from otklik.ui import theme
from otklik.ui.templates.template_text import TemplateText
from otklik.ui.templates.templates_page import TemplatesPage
from tests.ui.test_reach import _cut_off, _nameless
from tests.ui.window_tools import ask, settle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.main_window import MainWindow
    from otklik.ui.tasks import Tasks

ACCESS = "access_answer"


@pytest.mark.parametrize("size", [(792, 640), (1232, 900)])
def test_every_part_has_its_name_and_its_room(
    qtbot: QtBot, window: MainWindow, tasks: Tasks, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = load_templates()[ACCESS]
    ask(qtbot, tasks, lambda desk: templates_own.save_own(desk, ACCESS, ours.heading, ours.body + "\nМоё.\n"))
    shipped = {**load_templates(), ACCESS: replace(ours, body=ours.body + "\nНовое.\n")}
    monkeypatch.setattr(templates, "load_templates", lambda: shipped)
    page = TemplatesPage(tasks)
    qtbot.addWidget(page)
    page.resize(*size)
    page.refresh()
    page.show()
    settle(qtbot, window)
    found = _nameless(page) + _cut_off(page)
    page.open_template(ACCESS)
    for part in range(3):
        page.editor.aside.show_part(part)
        settle(qtbot, window)
        qtbot.wait(20)
        found += _nameless(page) + _cut_off(page)
    page.editor.text.insert("{{ оператор.адресс }}")
    qtbot.waitUntil(lambda: bool(page.editor.mistake.sentence))
    assert not page.editor.leave(lambda: None)
    settle(qtbot, window)
    qtbot.wait(20)
    found += _nameless(page) + _cut_off(page)
    assert found == []
    assert page.minimumSizeHint().width() <= size[0]


def test_colours_follow_a_change_of_the_look(qtbot: QtBot, qapp: QApplication, look: None) -> None:
    text = TemplateText()
    qtbot.addWidget(text)
    text.set_known({"сегодня": "сегодняшнее число"})
    text.load("{{ сегодня }} {{ нету }}")
    text.show()

    def inks() -> list[str]:
        formats = text.document().firstBlock().layout().formats()
        return [one.format.foreground().color().name() for one in formats if one.length > 2]

    light = inks()
    assert light == [theme.color("accent").name(), theme.color("overdue").name()]
    theme.apply(qapp, theme.Scheme.DARK)
    try:
        qtbot.waitUntil(lambda: inks() == [theme.color("accent").name(), theme.color("overdue").name()])
        assert inks() != light
    finally:
        theme.apply(qapp, theme.Scheme.LIGHT)


def test_lines_are_numbered_as_the_sentences_count_them(qtbot: QtBot, look: None) -> None:
    text = TemplateText()
    qtbot.addWidget(text)
    text.resize(300, 400)
    text.show()
    text.load("слово " * 40 + "\n\nтретья\n" + "ещё\n" * 300)
    numbers = [line for line, _top, _high in text.seen_lines(text.viewport().rect())]
    assert numbers[:3] == [1, 2, 3]
    assert len(numbers) < 40, "only those that are seen"
    tops = [top for _line, top, _high in text.seen_lines(text.viewport().rect())]
    assert tops[1] - tops[0] > 3 * text.fontMetrics().height(), "a line that wraps has one number"

"""A draft while it is edited: its page follows the keys and what changes elsewhere, whatever the register does."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import pytest

from otklik.casework import answering, profiles
from otklik.ui.letter.letter_editor import LetterEditor
from otklik.ui.letter.letter_text import LetterText
from otklik.ui.letter.live_draft import LiveDraft
from otklik.ui.letter.preview import Preview

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.office import Office


@pytest.fixture
def editor(qtbot: QtBot, office: Office) -> LetterEditor:
    made = LetterEditor(office.tasks)
    qtbot.addWidget(made)
    office.tasks.changed.connect(made.refresh)
    made.resize(1100, 700)
    made.show()
    letter_id = office.ask(lambda desk: answering.draft_letter(desk, 1, "access_answer")).letter_id
    with qtbot.waitSignal(made.preview.shown):
        made.open_letter(letter_id)
    return made


def on_page(editor: LetterEditor) -> str:
    return " ".join(editor.preview.accessibleDescription().split())


def test_the_page_follows_while_the_register_is_busy(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    free = Event()
    office.tasks.run(lambda _desk: free.wait(10))
    qtbot.keyClicks(editor.letter_text.text, "Zanyato ")
    qtbot.waitUntil(lambda: "Zanyato Ваше обращение" in on_page(editor))
    assert not free.is_set()
    free.set()
    office.settle()


def test_of_keys_without_a_pause_the_last_one_comes_onto_the_page(
    office: Office, editor: LetterEditor, qtbot: QtBot
) -> None:
    for key in "bystro i bez pauzy ":
        qtbot.keyClicks(editor.letter_text.text, key)
        qtbot.wait(5)
    qtbot.waitUntil(lambda: "bystro i bez pauzy Ваше обращение" in on_page(editor))
    office.settle()


def test_what_changes_elsewhere_comes_onto_the_page(office: Office, editor: LetterEditor, qtbot: QtBot) -> None:
    (operator,) = office.ask(profiles.operators)
    moved = replace(operator, address="101000, г. Москва, ул. Переездная, д. 8")
    office.tasks.act(lambda desk: profiles.save_operator(desk, moved))
    qtbot.waitUntil(lambda: "Переездная" in on_page(editor))


def test_a_draft_discarded_elsewhere_is_not_looked_for(office: Office, qtbot: QtBot) -> None:
    text, preview = LetterText(), Preview(office.tasks)
    for widget in (text, preview):
        qtbot.addWidget(widget)
    live = LiveDraft(office.tasks, text, preview, text)
    letter_id = office.ask(lambda desk: answering.draft_letter(desk, 1, "access_answer")).letter_id
    view = office.ask(lambda desk: answering.open_letter(desk, letter_id))
    text.load(view.letter.heading, view.letter.body)
    with qtbot.waitSignal(preview.shown):
        live.begin(view)
    with qtbot.waitSignal(office.tasks.changed):
        office.tasks.act(lambda desk: answering.discard_draft(desk, letter_id))
    office.settle()
    assert preview.page_count == 2

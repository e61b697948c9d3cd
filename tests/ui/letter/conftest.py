"""An editor, with a draft or an issued letter on screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from otklik.casework import answering, profiles
from otklik.ui.letter.letter_editor import LetterEditor

from .issued import show

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.casework.desk import Desk
    from tests.ui.office import Office


@pytest.fixture
def editor(qtbot: QtBot, office: Office) -> LetterEditor:
    made = LetterEditor(office.tasks)
    qtbot.addWidget(made)
    office.tasks.changed.connect(made.refresh)
    made.resize(1100, 800)
    made.show()
    return made


@pytest.fixture
def draft_id(qtbot: QtBot, office: Office, editor: LetterEditor) -> int:
    """The draft of an answer, on screen."""
    made = office.ask(lambda desk: answering.draft_letter(desk, 1, "access_answer")).letter_id
    with qtbot.waitSignal(editor.preview.shown):
        editor.open_letter(made)
    return made


@pytest.fixture
def letter_id(qtbot: QtBot, office: Office, editor: LetterEditor) -> int:
    """An issued answer, on screen in the smallest window."""
    editor.resize(1000, 640)

    def issue(desk: Desk) -> int:
        operator = profiles.operators(desk)[0]
        profiles.save_operator(desk, replace(operator, purposes=("исполнение договоров",)))
        drafted = answering.draft_letter(desk, 1, "access_answer")
        answering.issue(desk, drafted.letter_id)
        return drafted.letter_id

    found = office.ask(issue)
    show(qtbot, office, editor, found)
    return found

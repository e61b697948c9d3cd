"""A letter made for other demands: its panel says that it closed nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework import answering
from tests.ui.letter.issued import send, show
from tests.ui.window_tools import seen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from otklik.ui.letter.letter_editor import LetterEditor
    from tests.ui.office import Office


def test_the_panel_says_that_it_closed_nothing(
    office: Office, editor: LetterEditor, letter_id: int, qtbot: QtBot
) -> None:
    given = {name: "сказано" for name, _label in answering.own_fields("marketing_done")}
    other = office.ask(lambda desk: answering.draft_letter(desk, 1, "marketing_done", given).letter_id)
    office.ask(lambda desk: answering.issue(desk, other))
    send(office, other)
    show(qtbot, office, editor, other)
    assert "само оно ничего не закрыло" in seen(editor.issued).replace("\u00a0", " ")
    send(office, letter_id)
    show(qtbot, office, editor, letter_id)
    assert "ничего не закрыло" not in seen(editor.issued).replace("\u00a0", " ")

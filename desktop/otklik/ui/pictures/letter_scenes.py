"""Letters, what lies in their envelope, and how a name is declined."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from otklik.register.records import LetterState
from otklik.ui.letter.letters_table import LettersTable
from otklik.ui.main_window import LETTERS, PEOPLE
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.pictures.stage import Stage, letter
from otklik.ui.post.post_papers import PostPaper
from otklik.ui.post.post_part import PostPart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from otklik.ui.letter.letters_page import LettersPage
    from otklik.ui.people_page import PeoplePage


def many_letters(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the list of letters with all of them selected."""
    stage.window.show_room(LETTERS)
    table = stage.window.findChildren(LettersTable)[0]
    table.selectAll()
    stage.rest()
    yield "letters-selected", stage.window
    table.clearSelection()


def posted(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield a letter that left by the Post, and each of its papers before it is printed."""
    stage.window.open_letter(letter(stage.tasks, lambda letter: bool(letter.tracking)))
    stage.rest()
    yield "letter-posted", stage.window
    for paper in PostPaper:
        stage.window.findChildren(PostPart)[0].paper_wanted.emit(paper)
        stage.rest()
        dialog = stage.window.findChildren(PaperDialog)[0]
        yield f"post-{paper.value}", dialog
        dialog.reject()
        stage.rest()


def enclosures_and_name(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield a draft with its enclosures unfolded, and the form for a name."""
    editor = cast("LettersPage", stage.window.page(LETTERS)).editor
    stage.window.open_letter(letter(stage.tasks, lambda letter: letter.state is LetterState.DRAFT))
    stage.rest()
    if not editor.enclosures.list.count():
        editor.enclosures.take_files(tuple(sorted((stage.demo / "letters").glob("*.pdf"))[:3]))
    editor.enclosures.unfold(True)
    stage.rest()
    yield "letter-enclosures", stage.window
    stage.window.show_room(PEOPLE)
    stage.rest()
    table = cast("PeoplePage", stage.window.page(PEOPLE)).table
    table.ask_name(table.model().index(0, 0))
    stage.rest()
    yield "name", stage.window


def templates(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the user's own text of a template."""
    stage.window.show_room(LETTERS)
    cast("LettersPage", stage.window.page(LETTERS)).show_templates("access_answer")
    stage.rest()
    yield "templates", stage.window

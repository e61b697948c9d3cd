"""Takes the pictures: all scenes, in each look, language and size of text that is wanted."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from otklik.casework import opening
from otklik.register.records import LetterState
from otklik.system.clock import SystemClock
from otklik.system.files import private_folder
from otklik.system.words import say
from otklik.ui import theme, translation
from otklik.ui.garbage import collect_on_main_thread
from otklik.ui.intake import intake_pictures
from otklik.ui.main_window import LETTERS, PEOPLE, REGISTER, REPORTS, SETTINGS, TODAY, MainWindow
from otklik.ui.old_journal import journal_pictures
from otklik.ui.pictures import (
    case_scenes,
    empty_scenes,
    file_scenes,
    help_scenes,
    letter_scenes,
    register_scenes,
    registers_scenes,
    report_scenes,
    settings_scenes,
    start_scenes,
    today_scenes,
)
from otklik.ui.pictures.stage import SIZE, Stage, letter, rest
from otklik.ui.tasks import Tasks

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Desk
    from otklik.system.clock import Clock


Scene = Callable[[Stage], Iterator[tuple[str, QWidget]]]
"""What yields windows at rest, with their names."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which pictures.

    Attributes:
        schemes: looks.
        languages: `ru`, `en`.
        percents: sizes of the text.
        size: of the window, in pixels.
        only: pieces of names; every picture where empty.
    """

    schemes: tuple[theme.Scheme, ...] = (theme.Scheme.LIGHT, theme.Scheme.DARK)
    languages: tuple[str, ...] = ("ru",)
    percents: tuple[int, ...] = (100,)
    size: tuple[int, int] = SIZE
    only: tuple[str, ...] = ()


def take(folder: Path, demo: Path, wanted: Wanted | None = None) -> list[Path]:
    """Take the pictures and return their files: `today-light.png`, and `today-dark-en-200.png` for what is not usual.

    Args:
        folder: where they go.
        demo: folder of a demonstration (`demo.otklik` and `demo.key`).
        wanted: which; light and dark of every window where not given.
    """
    wanted = wanted or Wanted()
    app = QApplication.instance() or QApplication(["otklik"])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    collect_on_main_thread(app)
    private_folder(folder)
    taken = []
    for language in wanted.languages:
        translation.install(app, language)
        for percent in wanted.percents:
            for scheme in wanted.schemes:
                theme.apply(app, scheme, percent)
                unusual = ("" if language == "ru" else f"-{language}") + ("" if percent == 100 else f"-{percent}")
                for name, widget in windows(demo, folder, wanted.size):
                    if not wanted.only or any(piece in name for piece in wanted.only):
                        file = folder / f"{name}-{scheme.value}{unusual}.png"
                        widget.grab().save(str(file))
                        taken.append(file)
    return taken


def windows(demo: Path, folder: Path, size: tuple[int, int]) -> Iterator[tuple[str, QWidget]]:
    """Yield every window at rest, one after the other, with its name.

    Args:
        demo: folder of a demonstration.
        folder: where files may be made.
        size: of the window, in pixels.
    """
    demo_key = demo / "demo.key"
    yield from _played(lambda: opening.open_for_work(demo / "demo.otklik", demo_key, SystemClock()), demo, size, SCENES)
    new = private_folder(folder / "new")
    made = partial(opening.make_register, new / "new.otklik", new / "new.key", SystemClock())
    yield from _played(made, demo, size, (empty_scenes.empty,))
    shutil.rmtree(new)
    yield from start_scenes.starting(folder, demo)
    yield from start_scenes.locked()


def _played(
    open_desk: Callable[[], Desk], demo: Path, size: tuple[int, int], scenes: tuple[Scene, ...]
) -> Iterator[tuple[str, QWidget]]:
    """Yield what scenes show in a window over a register."""
    tasks = Tasks()
    clocks: list[Clock] = []
    tasks.open_desk(open_desk, lambda desk: clocks.append(desk.clock))
    rest(tasks, lambda: bool(clocks))
    window = MainWindow(tasks, clocks[0])
    window.resize(*size)
    window.start(say("Training register") if scenes is SCENES else say("Your own register"))
    window.show()
    stage = Stage(window, tasks, clocks[0], demo)
    try:
        for scene in scenes:
            yield from scene(stage)
    finally:
        window.close()
        window.deleteLater()
        tasks.close()


def _rooms(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the rooms as they are entered."""
    for name, room in (("today", TODAY), ("register", REGISTER), ("letters", LETTERS), ("people", PEOPLE),
                       ("reports", REPORTS), ("settings", SETTINGS)):  # fmt: skip
        stage.window.show_room(room)
        stage.rest()
        yield name, stage.window


def _palette(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the palette and the list of keys."""
    stage.window.show_room(TODAY)
    stage.window.offering.show_palette()
    stage.rest()
    yield "palette", stage.window
    stage.window.offering.show_keys()
    stage.rest()
    yield "keys", stage.window
    stage.window.offering.show_keys()


def _draft(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield a letter that is being written."""
    stage.window.open_letter(letter(stage.tasks, lambda one: one.state is LetterState.DRAFT))
    stage.rest()
    yield "letter", stage.window


def _intake(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield what comes in."""
    yield from intake_pictures.views(stage.window, stage.rest, stage.clock.now().time())
    yield from journal_pictures.views(stage.window, stage.rest)


SCENES: tuple[Scene, ...] = (
    _rooms,
    today_scenes.away,
    _palette,
    register_scenes.register,
    registers_scenes.registers,
    help_scenes.helped,
    letter_scenes.many_letters,
    report_scenes.reports_parts,
    case_scenes.cases,
    case_scenes.search,
    case_scenes.acts,
    file_scenes.files,
    file_scenes.undoing,
    _draft,
    letter_scenes.posted,
    letter_scenes.templates,
    letter_scenes.enclosures_and_name,
    settings_scenes.settings,
    settings_scenes.policy,
    _intake,
)
"""All scenes of the window, in order."""

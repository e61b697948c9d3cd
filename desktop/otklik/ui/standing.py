"""What a window begins once its first page stands, so that starting does not wait for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from otklik.system import crash
from otklik.ui.registers.registers import Registers
from otklik.ui.warming import Warming

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.ui.main_window import MainWindow
    from otklik.ui.one_window import OneWindow
    from otklik.ui.registers.kept import Kept
    from otklik.ui.tasks import Tasks


def stand(
    window: MainWindow, tasks: Tasks, here: Path, kept: Kept, one: OneWindow, language: str | None = None
) -> None:
    """Begin to remind, to keep copies, to lead to other registers; tell how the run before ended.

    Args:
        window: the window.
        tasks: its threads.
        here: the file of its register.
        kept: what is remembered on this computer.
        one: the place of the window.
        language: of this run, where it was started in another one than the settings say.
    """
    reminding = window.begin_reminding(kept.preferences.told_on(here))
    reminding.told.connect(partial(kept.keep_told, here))
    registers = Registers(window, tasks, here, kept, one, language)
    registers.named.connect(window.show_name)
    registers.named.connect(partial(kept.keep_name, here))
    window.registers = registers
    window.begin_keeping()
    Warming(tasks, window).begin()
    tasks.run_aside(partial(crash.faults, kept.folder), window.tell_faults, owner=window)

"""The registers opened lately, as they stand now. Asks the disk, which may take its time: not on the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from otklik.system.one_window import WindowPlace
from otklik.system.preferences import Preferences

if TYPE_CHECKING:
    from collections.abc import Iterator


class State(StrEnum):
    """How a register stands: no window has it, a window of its own has it, or its file is gone."""

    CLOSED = "closed"
    OPEN = "open"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Recent:
    """A register opened lately.

    Attributes:
        path: its file.
        name: what it is called: its operator, or its file where none is known.
        state: how it stands.
    """

    path: Path
    name: str
    state: State


def look(folder: Path, here: Path | None = None) -> tuple[Recent, ...]:
    """Return the registers opened lately, newest first.

    Args:
        folder: the data folder.
        here: the register of the window that asks, which is left out.
    """
    return tuple(_found(folder, here))


def _found(folder: Path, here: Path | None) -> Iterator[Recent]:
    kept = Preferences.load(folder)
    for path in map(Path, kept.registers):
        if path != here:
            yield Recent(path, kept.name_of(str(path)), _state(folder, path))


def _state(folder: Path, path: Path) -> State:
    if not path.is_file():
        return State.MISSING
    return State.OPEN if WindowPlace(folder, path).is_taken() else State.CLOSED

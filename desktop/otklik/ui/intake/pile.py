"""The pile on the table: what was dropped or pasted is read aside, sorted into requests, and taken up one by one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from otklik.system.errors import OtklikError
from otklik.ui.intake.arrivals import Taken, Waiting, arrange, is_unclear, join, read_content, read_path

if TYPE_CHECKING:
    from otklik.ui.intake.arrivals import Arrival
    from otklik.ui.intake.dropped import Dropped
    from otklik.ui.tasks import Tasks

PASTED = "letter.txt"
"""Name under which text is read that came in no file."""


class Pile(QObject):
    """The letters that came and are not registered.

    Signals:
        turned: another letter is on top; carries its `Arrival`, `None` where none is left, and whether the form is to
            be emptied for it.
        came_beside: something came while a letter is on top; carries the `Arrival` to add to it and how many letters
            were put under it.
        changed: how many wait, or whether they may be one request, is another answer now.
        failed: a file could not be read; carries the error.

    Args:
        tasks: where files are read.
        parent: owner.
    """

    turned = Signal(object, bool)
    came_beside = Signal(object, int)
    changed = Signal()
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._waiting = Waiting()
        self._batch: tuple[Taken, ...] = ()
        self._together = True

    @property
    def left(self) -> int:
        """How many are not registered, the one on top included."""
        return self._waiting.left

    @property
    def place(self) -> tuple[int, int]:
        """Which one is on top, from 1, and how many came."""
        return self._waiting.place

    @property
    def files(self) -> int:
        """How many files came at once, where they may be one request or several; else 0."""
        return len(self._batch) if is_unclear(self._batch) else 0

    @property
    def together(self) -> bool:
        """Whether those are taken for one request."""
        return self._together

    def names_behind(self) -> tuple[str, ...]:
        """Return the names of what waits under the one on top."""
        return tuple(file.name for arrival in self._waiting.behind for file in arrival.files[:1])

    def take(self, came: Dropped, *, evidence: bool = False) -> None:
        """Read what came, aside.

        Args:
            came: files, letters, text.
            evidence: whether nothing of it is a letter to be registered: it is added to what is on screen.
        """
        paths, contents = tuple(map(Path, came.paths)), came.contents
        text = came.text.strip()
        if paths or contents or text:
            done = self._on_evidence if evidence else self._on_read
            self._tasks.run_aside(lambda: _read(paths, contents, text), done, self.failed.emit, owner=self)

    def clear(self) -> None:
        """Forget everything."""
        self._batch, self._together = (), True
        self._waiting.clear()
        self.changed.emit()

    def done(self) -> None:
        """Take the top one away: it is registered, or not wanted."""
        self._batch = ()
        self._waiting.done()
        self._turn()

    def put_off(self) -> None:
        """Put the top one under all others."""
        self._batch = ()
        self._waiting.put_off()
        self._turn()

    def set_together(self, together: bool) -> None:
        """Take what came at once for one request, or for several."""
        if together == self._together or not self._batch:
            return
        self._together = together
        self._waiting.clear()
        self._waiting.add(arrange(self._batch, together=together))
        self._turn()

    def join_behind(self) -> None:
        """Take all that waits for a part of the request on top."""
        behind = self._waiting.behind
        if behind:
            self._waiting.keep_top()
            self.came_beside.emit(join(behind), 0)
            self.changed.emit()

    def part(self, arrival: Arrival) -> None:
        """Let files that were added to the one on top wait as a request of their own."""
        self._batch = ()
        self._waiting.add((arrival,))
        self.changed.emit()

    def _turn(self) -> None:
        self.turned.emit(self._waiting.current, True)
        self.changed.emit()

    def _on_read(self, taken: tuple[Taken, ...]) -> None:
        top = self._waiting.current
        if top is not None and (top.letter is not None or not self._batch):
            self._put_under(taken)
            return
        self._batch = (*self._batch, *taken)
        mails = [one for one in self._batch if one.is_mail]
        self._together = len(mails) < 2
        self._waiting.clear()
        self._waiting.add(arrange(self._batch, together=self._together))
        self.turned.emit(self._waiting.current, False)
        self.changed.emit()

    def _on_evidence(self, taken: tuple[Taken, ...]) -> None:
        self.came_beside.emit(join(arrange(taken, together=True)), 0)

    def _put_under(self, taken: tuple[Taken, ...]) -> None:
        """Let what may be a letter wait under the one on top: it may be another man's. The rest is added to it."""
        letters = [one for one in taken if one.may_be_letter]
        self._batch = ()
        for one in letters:
            self._waiting.add(arrange((one,), together=True))
        self.came_beside.emit(join(arrange([one for one in taken if one not in letters], together=True)), len(letters))
        self.changed.emit()


def _read(paths: tuple[Path, ...], contents: tuple[tuple[str, bytes], ...], text: str) -> tuple[Taken, ...]:
    """Read everything in the order it came; what cannot be read keeps nothing else from being read.

    Raises:
        OtklikError: nothing at all could be read.
    """
    taken: list[Taken] = []
    errors: list[OtklikError] = []
    for path in paths:
        try:
            taken.append(read_path(path))
        except OtklikError as error:
            errors.append(error)
    taken += [read_content(name, content) for name, content in contents]
    if text:
        letter = read_content(PASTED, text.encode()).letter
        taken.append(Taken((), replace(letter, problems=()) if letter is not None else None))  # no file has problems
    if errors and not taken:
        raise errors[0]
    return (*taken, *(Taken((), problem=str(error)) for error in errors))

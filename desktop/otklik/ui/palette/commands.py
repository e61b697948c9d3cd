"""What can be done in the window, each act once: palette and list of keys are made of these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from otklik.register.search import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Command:
    """One act.

    Attributes:
        id: names it for tests and for what was used lately; unique in a window.
        title: what it does, as a clerk would say it; a verb first.
        run: does it; called on the main thread once the palette is closed.
        keys: as `QKeySequence` reads them in English («Ctrl+Shift+N»); empty where it has none. Who offers the command
            binds them.
        group: heading in the list of keys; empty for acts of the page that is shown.
        words: other words it is found by, separated by spaces.
        ready: whether it can be done now; `None` where always.
    """

    id: str
    title: str
    run: Callable[[], object]
    keys: str = ""
    group: str = ""
    words: str = ""
    ready: Callable[[], bool] | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it can be done now."""
        return self.ready is None or self.ready()


def key_text(keys: str) -> str:
    """Return keys as this system writes them, e.g. «⌘K» on a Mac."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def fitting(commands: Iterable[Command], typed: str) -> tuple[Command, ...]:
    """Return the commands that what was typed may mean, best first.

    Every word typed has to begin a word of the title or of the other words; those whose title begins so come first.

    Args:
        commands: what can be done.
        typed: by the user, in any case, ё as е.
    """
    wanted = fold(typed)
    parts = wanted.split()
    ranked: list[tuple[int, int, Command]] = []
    for place, command in enumerate(commands):
        title = fold(command.title)
        words = f"{title} {fold(command.words)}".replace("«", " ").replace("»", " ").replace(":", " ").split()
        if all(any(word.startswith(part) for word in words) for part in parts):
            rank = 0 if title.startswith(wanted) else 1 if all(part in title for part in parts) else 2
            ranked.append((rank, place, command))
    return tuple(command for _rank, _place, command in sorted(ranked, key=lambda item: item[:2]))

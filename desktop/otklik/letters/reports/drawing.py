"""A picture as a list of simple parts in millimetres, drawn alike on the screen and on paper; pure.

The origin is the upper left corner, y grows downwards. Colours are names: each painter knows what they are.
Nothing is told by colour alone: what is late is hatched, what waits an empty frame, the rest full.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

POINT = 25.4 / 72
"""Millimetres of a point."""

_HATCH = 1.3  # mm between the lines of a hatched ground
_LETTER = 0.58  # width of a letter on average, in parts of its size


class Tone(StrEnum):
    """A colour by what it says."""

    TEXT = "text"
    DIM = "dim"
    LINE = "line"
    GROUND = "sheet"
    IN_TIME = "done"
    LATE = "overdue"
    WAITING = "waiting"
    TERM = "accent"


class Side(StrEnum):
    """Where the point of a text lies: at its beginning, middle or end."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; without a `fill` it is empty, without an `edge` it has no outline."""

    x: float
    y: float
    width: float
    height: float
    fill: Tone | None = None
    edge: Tone | None = None


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line, `width` mm thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: Tone = Tone.LINE
    width: float = 0.2


@dataclass(frozen=True, slots=True)
class Dot:
    """A circle around a point, full or hollow."""

    x: float
    y: float
    radius: float
    tone: Tone
    hollow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; `y` is its base line, `size` in points."""

    x: float
    y: float
    text: str
    size: float = 8
    tone: Tone = Tone.TEXT
    side: Side = Side.LEFT
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the picture that can be chosen; `name` says in words what it shows."""

    x: float
    y: float
    width: float
    height: float
    key: str
    name: str


Part: TypeAlias = Box | Stroke | Dot | Words


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture.

    Attributes:
        width, height: in mm.
        parts: in the order they are drawn.
        zones: what can be chosen, in reading order.
        said: what it shows, in a sentence for those who do not see it.
    """

    width: float
    height: float
    parts: tuple[Part, ...]
    zones: tuple[Zone, ...] = ()
    said: str = ""


def hatched(box: Box, tone: Tone) -> Iterator[Part]:
    """Yield a box with an outline and lines from its lower left to its upper right."""
    step = _HATCH
    reach = box.width + box.height
    offset = step / 2
    while offset < reach:
        # On the line x + (height - y) = offset inside the box, from its left or lower edge to its upper or right one.
        x1, y1 = (0.0, box.height - offset) if offset <= box.height else (offset - box.height, 0.0)
        x2, y2 = (offset, box.height) if offset <= box.width else (box.width, box.height - (offset - box.width))
        yield Stroke(box.x + x1, box.y + y1, box.x + x2, box.y + y2, tone, 0.3)
        offset += step
    yield Box(box.x, box.y, box.width, box.height, edge=tone)


def about(text: str, size: float) -> float:
    """Return about how wide a line of text is, in mm; a picture that knows no font makes room by it."""
    return len(text) * size * _LETTER * POINT


def shortened(text: str, size: float, room: float) -> str:
    """Return a line of text, cut with «…» where it is wider than the room in mm."""
    if about(text, size) <= room:
        return text
    letters = max(1, int(room / (size * _LETTER * POINT)) - 1)
    return text[:letters].rstrip(" ,;") + "…"


def ticks(highest: int, most: int = 5) -> tuple[int, ...]:
    """Return round numbers from 0 to the first that is not below `highest`, no more than `most` steps apart."""
    step, factors = 1, (1, 2, 5)
    power = 0
    while step * most < highest:
        power += 1
        step = factors[power % 3] * 10 ** (power // 3)
    top = max(1, -(-highest // step)) * step
    return tuple(range(0, top + 1, step))

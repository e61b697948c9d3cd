"""The columns of the register: what there is, which are shown, in which order and how wide.

What the user chose is kept in the setting `columns` of the register. Beside an open case the table chooses for itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

from otklik.ui.translation import translated


class Column(IntEnum):
    """Every column, by its place in the model; the place in the window is the user's."""

    NUMBER = 0
    KIND = 1
    WHO = 2
    RECEIVED = 3
    DUE = 4
    POLICY = 5
    LEFT = 6
    CHANNEL = 7
    OPERATOR = 8
    STATUS = 9
    SENT = 10
    OUTGOING = 11

    @property
    def key(self) -> str:
        """Its name in settings, and in the order of a query."""
        return _KEYS[self]


_KEYS = {
    Column.NUMBER: "number",
    Column.KIND: "kind",
    Column.WHO: "who",
    Column.RECEIVED: "received",
    Column.DUE: "law",
    Column.POLICY: "policy",
    Column.LEFT: "left",
    Column.CHANNEL: "channel",
    Column.OPERATOR: "operator",
    Column.STATUS: "status",
    Column.SENT: "sent",
    Column.OUTGOING: "outgoing",
}

BY_KEY = {key: column for column, key in _KEYS.items()}

SORTABLE = frozenset(Column) - {Column.SENT, Column.OUTGOING}
"""Columns the register can be ordered by."""

OURS = (Column.NUMBER, Column.KIND, Column.WHO, Column.RECEIVED, Column.DUE, Column.POLICY, Column.LEFT)
"""What is shown where the user chose nothing."""

WIDTHS = {
    Column.NUMBER: 56,
    Column.RECEIVED: 104,
    Column.DUE: 104,
    Column.POLICY: 108,
    Column.LEFT: 124,
    Column.STATUS: 112,
    Column.SENT: 112,
    Column.OUTGOING: 104,
}
"""Width of the columns that need no more than their own, in pixels at 100 %."""

TIGHT = WIDTHS | {Column.NUMBER: 52, Column.RECEIVED: 80, Column.DUE: 80, Column.POLICY: 94, Column.LEFT: 114,
                  Column.SENT: 100}  # fmt: skip
"""The same in a tight window, where years have two figures."""

SHARES = {Column.KIND: 42, Column.WHO: 58, Column.CHANNEL: 30, Column.OPERATOR: 46}
"""The others share what is left, in this proportion."""

LEAST = {Column.KIND: 120, Column.WHO: 130, Column.CHANNEL: 110, Column.OPERATOR: 120}
"""But get at least so much; beyond that the table scrolls sideways."""

BESIDE = {Column.NUMBER: 46, Column.RECEIVED: 82, Column.DUE: 86, Column.LEFT: 102}
"""What is shown beside an open case besides `WHO`, which gets the rest and shares it with `KIND` if it is enough."""

SQUEEZED = {Column.NUMBER: 42, Column.DUE: 80, Column.LEFT: 96}
"""The same with little room."""

NARROWEST, WIDEST = 40, 900
"""Pixels between which a width makes sense."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which columns are shown.

    Attributes:
        shown: from left to right; never empty.
        widths: of those whose edge was drawn, in pixels at 100 %.
    """

    shown: tuple[Column, ...] = OURS
    widths: Mapping[Column, int] = field(default_factory=dict)

    @property
    def is_ours(self) -> bool:
        """Whether the user changed nothing."""
        return self == Choice()

    def with_width(self, column: Column, width: int) -> Choice:
        """Return the choice with another width of a column, in pixels at 100 %."""
        return replace(self, widths={**self.widths, column: min(WIDEST, max(NARROWEST, width))})

    def toggled(self, column: Column) -> Choice:
        """Return the choice with a column shown or hidden; the last one that is shown stays."""
        if column not in self.shown:
            return replace(self, shown=(*self.shown, column))
        rest = tuple(other for other in self.shown if other is not column)
        return replace(self, shown=rest) if rest else self

    def stored(self) -> dict[str, object]:
        """Return the choice as JSON can hold it."""
        widths = {column.key: width for column, width in self.widths.items()}
        return {"shown": [column.key for column in self.shown], "widths": widths}

    @classmethod
    def read(cls, stored: object) -> Choice:
        """Return the choice that was stored; what is not understood is left out, so that any register opens."""
        if not isinstance(stored, dict):
            return cls()
        keys, widths = stored.get("shown"), stored.get("widths")
        known = (
            [BY_KEY[key] for key in keys if isinstance(key, str) and key in BY_KEY] if isinstance(keys, list) else []
        )
        drawn = {
            BY_KEY[key]: min(WIDEST, max(NARROWEST, width))
            for key, width in (widths.items() if isinstance(widths, dict) else ())
            if key in BY_KEY and type(width) is int
        }
        return cls(tuple(dict.fromkeys(known)) or OURS, drawn)


def heading(column: Column) -> str:
    """Return the heading of a column: «По закону»."""
    return {
        Column.NUMBER: translated("№"),
        Column.KIND: translated("Kind"),
        Column.WHO: translated("Who"),
        Column.RECEIVED: translated("Received"),
        Column.DUE: translated("By law"),
        Column.POLICY: translated("By policy"),
        Column.LEFT: translated("Time left"),
        Column.CHANNEL: translated("Channel"),
        Column.OPERATOR: translated("Operator"),
        Column.STATUS: translated("State"),
        Column.SENT: translated("Sent on"),
        Column.OUTGOING: translated("Outgoing №"),
    }[column]


def shared_widths(choice: Choice, room: int, *, tight: bool, number: int = 0, scale: float = 1.0) -> dict[Column, int]:
    """Return the width of each column that is shown.

    Args:
        choice: what is shown.
        room: pixels there are.
        tight: whether the window is narrow.
        number: pixels the longest number needs.
        scale: size of text, 1.0 being ordinary.

    Returns:
        pixels, from left to right; together as many as there is room, or more where that is too little for all.
    """
    own = TIGHT if tight else WIDTHS
    widths = {
        column: round((choice.widths[column] if column in choice.widths else own[column]) * scale)
        for column in choice.shown
        if column in choice.widths or column in own
    }
    if Column.NUMBER in widths:
        widths[Column.NUMBER] = max(widths[Column.NUMBER], number)
    sharing = [column for column in choice.shown if column not in widths]
    rest = room - sum(widths.values())
    if not sharing:  # all of them were drawn: the last that can be of any width takes what is left over
        last = next((column for column in reversed(choice.shown) if column in SHARES), choice.shown[-1])
        widths[last] += max(0, rest)
    else:
        total = sum(SHARES[column] for column in sharing)
        for column in sharing:
            widths[column] = max(round(LEAST[column] * scale), rest * SHARES[column] // total)
        widths[sharing[-1]] += max(0, room - sum(widths.values()))
    return {column: widths[column] for column in choice.shown}

"""What was chosen last for the papers of the post; it travels with the register and is no act of the journal."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

_NAME = "post_choices"


@dataclass(frozen=True, slots=True)
class PostChoices:
    """What was chosen last.

    Attributes:
        size: of the envelope, as `EnvelopeSize` has it.
        mark: the line above the addressee; empty for none.
        sheet: of labels, as `LabelFormat` has it.
        start: the first label of the sheet that is not used up, from 1.
        notice_registered: whether the notice of delivery comes back registered.
        ways: how letters left last, by the channel of their case.
    """

    size: str = "DL"
    mark: str = "Заказное с уведомлением"
    sheet: str = "3x8"
    start: int = 1
    notice_registered: bool = True
    ways: dict[str, str] = field(default_factory=dict)


def choices(desk: Desk) -> PostChoices:
    """Return what was chosen last; what another version kept and this one does not know is left out."""
    kept = desk.register.settings.get(_NAME)
    known = asdict(PostChoices())
    sound = {
        name: value
        for name, value in (kept if isinstance(kept, dict) else {}).items()
        if name in known and type(value) is type(known[name])
    }
    return PostChoices(**sound)


def remember(desk: Desk, **chosen: Any) -> None:
    """Keep what was chosen.

    Args:
        desk: the desk.
        chosen: attributes of `PostChoices`.
    """
    old = choices(desk)
    new = replace(old, **chosen)
    if new != old:
        with desk.register.atomic():
            desk.register.settings.set(_NAME, asdict(new))


def remember_way(desk: Desk, channel: str, way: str) -> None:
    """Keep how a letter left, for the next one to the same channel.

    Args:
        desk: the desk.
        channel: of the case, as `Channel` has it.
        way: in a few words.
    """
    if way.strip():
        remember(desk, ways=choices(desk).ways | {channel: way.strip()})

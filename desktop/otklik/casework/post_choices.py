"""What is chosen for the papers of the post; the last choice travels with the register and is no act of the journal."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from otklik.casework.mailing import REGISTERED_WITH_NOTICE
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

_NAME = "post_choices"
_REGISTERED = "Заказное"
MARKS = (REGISTERED_WITH_NOTICE, _REGISTERED, "С объявленной ценностью")
"""What usually stands above the addressee of an envelope."""
_MOST = Decimal(10) ** 9


@dataclass(frozen=True, slots=True)
class PostChoices:
    """What was chosen last.

    Attributes:
        size: of the envelope, as `EnvelopeSize` has it.
        mark: the line above the addressee; empty for none.
        sheet: of labels, as `LabelFormat` has it.
        start: the first label of the sheet that is not used up, from 1.
        value: declared value as it was typed; empty for none.
        notice_registered: whether the notice of delivery comes back registered.
        notice_valuable: whether the letter it is about is sent with declared value.
        ways: how letters left last, by the channel of their case.
    """

    size: str = "DL"
    mark: str = MARKS[0]
    sheet: str = "3x8"
    start: int = 1
    value: str = ""
    notice_registered: bool = True
    notice_valuable: bool = False
    ways: dict[str, str] = field(default_factory=dict)

    @property
    def with_notice(self) -> bool:
        """Whether letters are sent with a notice of delivery: the mark of the envelope says so."""
        return "уведомлен" in self.mark.lower()


def mark_with(mark: str, *, notice: bool) -> str:
    """Return the mark of an envelope that fits what the list ф. 103 says of a notice of delivery.

    Args:
        mark: the line above the addressee as it is; where it fits already, it stays.
        notice: whether the letters come back with a notice.
    """
    if notice == PostChoices(mark=mark).with_notice:
        return mark
    return REGISTERED_WITH_NOTICE if notice else _REGISTERED


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


def read_sum(text: str) -> Decimal | None:
    """Read a sum in roubles as people type it: 100 or 1 200,50; `None` where nothing is typed.

    Raises:
        UserError: it is no sum, has more than two places, or is a milliard and more.
    """
    typed = "".join(text.split()).replace(",", ".")
    if not typed:
        return None
    try:
        found = Decimal(typed)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite() or abs(found) >= _MOST or found != round(found, 2):
        raise UserError("“{sum}” is no sum. Write roubles as 100 or 1200,50.", sum=text)
    return found

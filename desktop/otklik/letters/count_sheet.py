"""«Справка о расчёте срока»: the paper that shows why a last day is that day, as a value and as PDF/A-1b."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from otklik.law.kinds import Reading, Regime
from otklik.letters import fonts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from otklik.law.daysoff import Decree
    from otklik.law.explanation import CountedDay
    from otklik.law.terms import Unit

HEADING = "Справка о расчёте срока"


@dataclass(frozen=True, slots=True)
class YearSum:
    """A year the count touches: its sum of working days, and the decree on it; `None` where it is not known yet."""

    year: int
    working_days: int
    decree: Decree | None


@dataclass(frozen=True, slots=True)
class CountSheet:
    """Everything the paper says, in Russian; nothing of the subject but the number of the case stands on it.

    Attributes:
        title: what is owed, as the checklist says it.
        kind: the demand that sets it going: «Запрос сведений об обработке».
        basis: article and part.
        reading: how firmly it stands.
        term: in words: «10 рабочих дней».
        unit: what the term is counted in.
        counting: by which law the days are counted.
        trigger: the event in one or two words: «получено», «выявлено», «представлены сведения», «отправлено».
        trigger_on: the day of the event; it is not counted itself.
        days: every day from the event to the last day, then those of the extension; empty where no day is counted.
        safe, latest: the day to work to and the last day; equal where there is no doubt between them.
        edition: edition of law and rules.
        made_on: the date of the paper.
        years: the years the count touches, in order.
        operator: whose paper it is; may be empty.
        case_number: number in the register; `None` where the count belongs to no case.
        at: the time of day a term in hours ends at on `latest`; `None` while not known.
        extension: by how much the norm lets the term be extended, in words; empty where it does not.
        extended_latest: the last day the extension allows; `None` where there is none.
        extended_on: the day the notice of an extension was issued; `None` while not.
        extended_to: the day the notice names; `latest` is later than the first last day once the notice was sent.
        notice_sent_on: the day that notice was sent; `None` while it waits.
        end_ground: why the last counted day is off, where the end moves from it: «Вс», «ТК ст. 112»; else empty.
        provisional: whether a year is touched whose decree is not known yet.
        received_on, noticed_on, registered_on: the three dates of a case.
        to: to whom it is owed, in words; may be empty.
        proof: what shows that it was done, in words; may be empty.
        readings: whole sentences on how else the law may be read, and on conditions.
        chain_head: hex head of the journal's chain; empty where there is no register.
    """

    title: str
    kind: str
    basis: str
    reading: Reading
    term: str
    unit: Unit
    trigger: str
    trigger_on: date
    days: tuple[CountedDay, ...]
    safe: date
    latest: date
    edition: str
    made_on: date
    years: tuple[YearSum, ...] = ()
    counting: Regime = Regime.RUSSIAN
    operator: str = ""
    case_number: int | None = None
    at: time | None = None
    extension: str = ""
    extended_latest: date | None = None
    extended_on: date | None = None
    extended_to: date | None = None
    notice_sent_on: date | None = None
    end_ground: str = ""
    provisional: bool = False
    received_on: date | None = None
    noticed_on: date | None = None
    registered_on: date | None = None
    to: str = ""
    proof: str = ""
    readings: tuple[str, ...] = ()
    chain_head: str = ""

    @property
    def is_extended(self) -> bool:
        """Whether the extension rules already: its notice was sent."""
        return self.extended_on is not None and self.latest > self.first_latest

    @property
    def first_latest(self) -> date:
        """The last day without the extension."""
        return max((day.day for day in self.days if not day.extension), default=self.latest)

    @property
    def raw_end(self) -> date:
        """The last counted day of the term, before any shift to a working day."""
        return max((day.day for day in self.days if day.number and not day.extension), default=self.first_latest)


def render_count_sheet(sheet: CountSheet) -> bytes:
    """Return the paper as PDF/A-1b; the same values always give the same bytes."""
    return render_count_sheets((sheet,))


def render_count_sheets(sheets: Sequence[CountSheet]) -> bytes:
    """Return several papers in one PDF/A-1b file, each on a page of its own, in their order.

    Args:
        sheets: at least one.
    """
    first = sheets[0]
    title = HEADING if first.case_number is None else f"{HEADING}, обращение № {first.case_number}"
    with fonts.RENDERING:
        from otklik.letters import count_page  # noqa: PLC0415 - brings reportlab, and start-up counts
        from otklik.letters.archive import PRODUCER, ArchiveCanvas  # noqa: PLC0415 - brings reportlab

        target = io.BytesIO()
        author = count_page.printable(first.operator) or PRODUCER
        canvas = partial(ArchiveCanvas, title=title, author=author, day=first.made_on)
        count_page.build(target, sheets, canvas)
        return target.getvalue()

"""The «Лента срока»: the days of a term as the panel shows them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from otklik.casework.views import DayKind, StripDay
from otklik.law.terms import Unit

if TYPE_CHECKING:
    from otklik.law.calendar import WorkCalendar
    from otklik.register.records import DutyRecord

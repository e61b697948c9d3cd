"""Which copies stay: by a table, and by what must hold whatever copies there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.safety.thinning import DAYS, MONTHS, WEEKS, surplus
from tests.invented import MOSCOW

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Copy:
    """A copy as thinning sees it."""

    made_at: datetime
    name: str = ""


def made(*moments: str) -> list[Copy]:
    return [Copy(datetime.fromisoformat(moment), str(place)) for place, moment in enumerate(moments)]


def stays(copies: list[Copy], today: date = TODAY) -> list[str]:
    gone = surplus(copies, today)
    return [f"{copy.made_at:%Y-%m-%d %H:%M}" for copy in copies if copy not in gone]


@pytest.mark.parametrize(
    ("moments", "kept"),
    [
        ((), ()),
        (("2020-01-01 10:00",), ("2020-01-01 10:00",)),
        (
            ("2026-11-21 09:00", "2026-11-21 09:30", "2026-11-20 08:00", "2026-11-20 23:59"),
            ("2026-11-21 09:00", "2026-11-21 09:30", "2026-11-20 08:00", "2026-11-20 23:59"),
        ),
        (
            ("2026-11-19 09:00", "2026-11-19 18:00", "2026-11-18 18:00"),
            ("2026-11-19 18:00", "2026-11-18 18:00"),
        ),
        # Rare work: days without a copy do not count.
        (
            tuple(f"2026-{month:02}-0{day} 12:00" for month in (5, 6, 7) for day in (1, 2)),
            tuple(f"2026-{month:02}-0{day} 12:00" for month in (5, 6, 7) for day in (1, 2)),
        ),
        # A clock that ran ahead: what it made stays, and takes nothing away.
        (
            ("2027-03-01 12:00", "2027-03-01 13:00", "2026-11-21 09:00"),
            ("2027-03-01 12:00", "2027-03-01 13:00", "2026-11-21 09:00"),
        ),
    ],
)
def test_what_stays(moments: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert stays(made(*moments)) == list(kept)


def test_a_year_of_two_copies_a_day() -> None:
    copies: list[Copy] = []
    for day in (date(2025, 11, 1) + timedelta(ahead) for ahead in range((TODAY - date(2025, 11, 1)).days + 1)):
        copies += [
            Copy(datetime(day.year, day.month, day.day, hour, tzinfo=MOSCOW), f"{day} {hour}") for hour in (10, 19)
        ]
        gone = surplus(copies, day)
        copies = [copy for copy in copies if copy not in gone]
    days = [copy.made_at.date() for copy in copies]
    assert [day.isoformat() for day in days] == [
        *("2025-11-30", "2025-12-28", "2026-01-25", "2026-02-22", "2026-03-29", "2026-04-26"),
        *("2026-05-31", "2026-06-28", "2026-07-26", "2026-08-30", "2026-09-27"),
        *("2026-10-18", "2026-10-25", "2026-11-01", "2026-11-08", "2026-11-12"),
        *(f"2026-11-{day}" for day in range(13, 20)),
        *("2026-11-20", "2026-11-20", "2026-11-21", "2026-11-21"),
    ]


def test_of_one_second_the_later_one_stays() -> None:
    moment = datetime(2026, 11, 1, 12, tzinfo=MOSCOW)
    first, second = Copy(moment, "otklik-2026-11-01-120000"), Copy(moment, "otklik-2026-11-01-120000-2")
    assert surplus([first, second], TODAY) == (first,)


START = datetime(2024, 1, 1, tzinfo=MOSCOW)
MINUTES = 24 * 60
MOMENTS = st.lists(
    (st.integers(0, 1250 * MINUTES) | st.integers(1000 * MINUTES, 1060 * MINUTES)).map(
        lambda ahead: START + timedelta(minutes=ahead)
    ),
    max_size=60,
)
DAY = st.dates(date(2025, 1, 1), date(2027, 6, 1))


@given(moments=MOMENTS, today=DAY)
def test_what_holds_of_any_copies(moments: list[datetime], today: date) -> None:
    copies = [Copy(moment, str(place)) for place, moment in enumerate(sorted(moments))]
    gone = surplus(copies, today)
    left = [copy for copy in copies if copy not in gone]
    assert surplus(left, today) == (), "thinning twice is thinning once"
    assert not copies or copies[-1] in left, "the newest stays"
    assert all(copy in left for copy in copies if copy.made_at.date() >= today - timedelta(days=1))
    older = [copy for copy in left if copy.made_at.date() < today - timedelta(days=1)]
    assert len(older) <= DAYS + WEEKS + MONTHS
    assert len({copy.made_at.date() for copy in older}) == len(older)
    assert surplus(list(reversed(copies)), today) == gone or len(set(moments)) < len(moments)


@given(moments=MOMENTS, today=DAY, data=st.data())
def test_for_every_span_that_had_a_good_copy_a_good_copy_stays(
    moments: list[datetime], today: date, data: st.DataObject
) -> None:
    copies = [Copy(moment, str(place)) for place, moment in enumerate(sorted(moments))]
    good = {copy.name for copy in copies if data.draw(st.booleans())}
    sound = [copy for copy in copies if copy.name in good]
    gone = surplus(copies, today, lambda copy: copy.name in good)
    stay = [copy for copy in sound if copy not in surplus(sound, today)]
    assert [copy for copy in sound if copy not in gone] == stay, "the bad ones among them change nothing for the good"
    patience = data.draw(st.integers(0, 30))
    asked: list[Copy] = []

    def in_haste(copy: Copy) -> bool | None:
        asked.append(copy)
        return copy.name in good if len(asked) <= patience else None

    hasty = surplus(copies, today, in_haste)
    assert set(hasty) <= set(gone), "without time less goes, never more"
    assert patience or not hasty, "and nothing where nothing was tested"


@given(moments=MOMENTS, today=DAY, back=st.integers(1, 400))
def test_a_clock_set_back_takes_nothing_away_that_stayed(moments: list[datetime], today: date, back: int) -> None:
    copies = [Copy(moment, str(place)) for place, moment in enumerate(sorted(moments))]
    gone = surplus(copies, today)
    left = [copy for copy in copies if copy not in gone]
    again = surplus(left, today - timedelta(days=back))
    assert all(copy.made_at.date() < today - timedelta(days=back + 1) for copy in again)
    assert not left or left[-1] not in again

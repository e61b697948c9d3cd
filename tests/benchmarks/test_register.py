"""Lists of a register that was kept for long: `pytest tests/benchmarks/test_register.py -s`.

Milliseconds are those of the machine; what is held are ratios between a small register and one many times larger, of
the processor's time, so that a busy machine is unfair to neither.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

import pytest

from otklik.casework.asking import read
from otklik.law.calendar import WorkCalendar
from otklik.register.case_query import CaseQuery, Column, Sort
from otklik.register.records import CaseStatus

from .many_cases import TODAY, build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from otklik.register.store import Register

SMALL, LARGE = 1_000, int(os.environ.get("OTKLIK_CASES", "20000"))
"""How many cases there are; OTKLIK_CASES=100000 for the figures of a lifetime."""

TIMES = LARGE // SMALL
PAGE = 100
WALKED = (Column.LEFT, Column.NUMBER, Column.RECEIVED, Column.LAW, Column.POLICY)
TYPED = ("калинин игорь", "jnpsd", "срок:неделя", "вид:отзыв канал:почта", "прошу сообщить", "00-17", "-вид:претензия")


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Register, Register]]:
    """The small register and the large one."""
    folder = tmp_path_factory.mktemp("many")
    with build(folder / "small.otklik", SMALL) as small, build(folder / "large.otklik", LARGE) as large:
        yield small, large


def milliseconds(works: list[Callable[[], object]]) -> list[float]:
    """Return the processor's time each work takes, in order of size."""
    taken = []
    for work in works:
        begun = time.process_time()
        work()
        taken.append((time.process_time() - begun) * 1000)
    return sorted(taken)


def at(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(len(taken) * share))]


def pages(register: Register, sort: Sort, cases: int) -> list[float]:
    """Return what pages anywhere in an order take."""
    chance = random.Random(3)  # noqa: S311 - the same pages each time, no secret
    starts = [chance.randrange(0, cases // PAGE) * PAGE for _ in range(150)]
    return milliseconds(
        [lambda start=start: register.cases.page(CaseQuery(sort=sort, offset=start, limit=PAGE)) for start in starts]
    )


@pytest.mark.parametrize("column", WALKED)
@pytest.mark.parametrize("descending", [False, True])
def test_a_page_costs_the_same_wherever_it_lies(
    registers: tuple[Register, Register], column: Column, descending: bool
) -> None:
    if (column, descending) == (Column.LEFT, True):
        pytest.skip("read whole, and remembered")
    small, large = registers
    few, many = pages(small, Sort(column, descending), SMALL), pages(large, Sort(column, descending), LARGE)
    ratio = statistics.median(many) / statistics.median(few)
    print(f"\n{column} {descending}: p50 {at(many, 0.5):.1f} ms, p99 {at(many, 0.99):.1f} ms, small × {ratio:.2f}")
    assert ratio < 3


@pytest.mark.parametrize("column", [column for column in Column if column not in WALKED])
def test_an_order_that_is_read_whole_is_remembered(registers: tuple[Register, Register], column: Column) -> None:
    _, large = registers
    query = CaseQuery(sort=Sort(column), limit=PAGE)
    (first,) = milliseconds([lambda: large.cases.page(query)])
    rest = milliseconds([lambda: large.cases.page(replace(query, offset=LARGE // 2))] * 20)
    print(f"\n{column}: first {first:.0f} ms, then p50 {at(rest, 0.5):.1f} ms")
    assert at(rest, 0.5) < first


def test_each_key_of_a_search(registers: tuple[Register, Register]) -> None:
    """Every beginning of what is typed is asked as the window asks it: how many, and the first page."""
    calendar, now = WorkCalendar.load(), datetime.combine(TODAY, datetime.min.time())
    begun = [text[: end + 1] for text in TYPED for end in range(len(text))]
    figures = []
    for register in registers:
        for status in (None, CaseStatus.OPEN):
            queries = [replace(read(text, now, calendar).query, status=status, limit=PAGE) for text in begun]
            taken = milliseconds([partial(_ask, register, query) for query in queries])
            figures.append(at(taken, 0.95))
            told = f"p50 {at(taken, 0.5):.1f}, p95 {figures[-1]:.1f} ms"
            print(f"\n{register.cases.count()} cases, {status or 'all'}: {told}")
    assert figures[2] / figures[0] < TIMES
    assert figures[3] / figures[1] < TIMES


def _ask(register: Register, query: CaseQuery) -> None:
    register.cases.count_of(query)
    register.cases.page(query)

"""Pages of a long list: what is fetched first, and that little is kept."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from otklik.ui.register.pages import KEPT, PAGE_ROWS, Pages


def test_what_is_seen_comes_first_then_its_neighbours() -> None:
    pages: Pages[int] = Pages(100_000)
    pages.look_at(5_030, 5_052)
    fetched = []
    while (page := pages.wanted()) is not None:
        fetched.append(page)
        pages.take(page, list(pages.span(page)))
    assert fetched == [50, 51, 49]
    assert pages.row(5_031) == 5_031
    assert pages.row(77_777) is None
    assert pages.wanted() == 777


@given(st.integers(0, 3_000), st.lists(st.integers(0, 5_000), max_size=60))
def test_however_one_scrolls_the_rows_are_right_and_few_are_kept(total: int, way: list[int]) -> None:
    pages: Pages[int] = Pages(total)
    for place in way:
        first = min(place, max(0, total - 1))
        pages.look_at(first, min(first + 22, max(0, total - 1)))
        for _ in range(4):
            page = pages.wanted()
            if page is not None:
                pages.take(page, list(pages.span(page)))
        if total:
            assert pages.row(first) == first
    kept: list[int] = []
    pages.replace_rows(lambda row: kept.append(row) or row)
    assert len(kept) <= KEPT * PAGE_ROWS

"""Which columns the register shows, how wide, and what is read back of it from any setting."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.register.case_query import Column as By
from otklik.ui.register.columns import BY_KEY, OURS, SORTABLE, Choice, Column, shared_widths
from otklik.ui.register.searches import View, read_views

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(tuple(BY_KEY)),
    lambda inner: st.lists(inner, max_size=6) | st.dictionaries(
        st.sampled_from(("shown", "widths", "name", "text", "status", "sort", "columns")), inner, max_size=6
    ),
    max_leaves=20,
)  # fmt: skip
CHOICES = st.builds(
    Choice,
    st.lists(st.sampled_from(Column), min_size=1, unique=True).map(tuple),
    st.dictionaries(st.sampled_from(Column), st.integers(40, 900)),
)


@given(ANY_JSON)
def test_any_setting_gives_columns(stored: object) -> None:
    choice = Choice.read(stored)
    assert choice.shown
    assert len(set(choice.shown)) == len(choice.shown)


@given(ANY_JSON)
def test_any_setting_gives_views_with_names(stored: object) -> None:
    assert all(view.is_own and view.name.strip() for view in read_views([stored, stored]))


@given(CHOICES)
def test_a_choice_survives_its_storing(choice: Choice) -> None:
    assert Choice.read(json.loads(json.dumps(choice.stored()))) == choice
    view = View("", "Рассылки", "вид:рассылка", columns=choice)
    assert read_views(json.loads(json.dumps([view.stored()]))) == (view,)


@given(CHOICES, st.integers(300, 3000), st.booleans())
def test_widths_fill_the_room_in_the_order_chosen(choice: Choice, room: int, tight: bool) -> None:
    widths = shared_widths(choice, room, tight=tight)
    assert tuple(widths) == choice.shown
    assert sum(widths.values()) >= room
    assert min(widths.values()) > 0


def test_ours_need_no_more_than_a_small_window_has() -> None:
    assert sum(shared_widths(Choice(), 740, tight=True).values()) == 740


def test_a_drawn_width_is_kept_and_the_last_column_stays() -> None:
    assert shared_widths(Choice().with_width(Column.WHO, 333), 1100, tight=False)[Column.WHO] == 333
    alone = Choice((Column.WHO,))
    assert alone.toggled(Column.WHO) == alone
    assert Choice().toggled(Column.WHO).toggled(Column.WHO).shown == (*OURS[:2], *OURS[3:], Column.WHO)


@pytest.mark.parametrize("column", sorted(SORTABLE))
def test_the_register_knows_each_order(column: Column) -> None:
    assert By(column.key)

"""What can be done in the register, for the palette and the list of keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from otklik.ui.palette.commands import Command
from otklik.ui.register.columns import SORTABLE, Column, heading
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from otklik.ui.register.register_page import RegisterPage


def of_page(page: RegisterPage) -> tuple[Command, ...]:
    """Return what can be done in the register.

    Args:
        page: the register.
    """
    chosen = partial(_has_chosen, page)
    views = tuple(
        Command(
            f"view-{view.key or place}",
            translated("Show: {view}").format(view=view.name),
            partial(page.show_view, view),
            words=translated("view register"),
        )
        for place, view in enumerate(page.views.views)
    )
    orders = tuple(
        Command(
            f"sort-{column.key}",
            translated("Order by: {column}").format(column=heading(column)),
            partial(page.sort_by, column),
            words=translated("sort register"),
        )
        for column in Column
        if column in SORTABLE
    )
    return (
        Command(
            "register-copy", translated("Copy the selected requests"), page.copy, "Ctrl+C", ready=chosen, words="excel"
        ),
        Command("register-export", translated("Write what is found to a file…"), page.export, words="excel csv json"),
        Command("register-all", translated("Select all that are found"), partial(_select_all, page), "Ctrl+A"),
        Command("register-columns", translated("Choose the columns"), page.ask_columns, ready=partial(_is_alone, page)),
        Command("register-keep-view", translated("Keep as a view"), page.ask_view_name),
        Command("register-ours", translated("What burns first on top"), page.sort_as_ours),
        *views,
        *orders,
    )


def _has_chosen(page: RegisterPage) -> bool:
    return page.table.chosen_count() > 0


def _is_alone(page: RegisterPage) -> bool:
    """Return whether the table has the room to itself: beside a case it chooses its columns."""
    return page.open_case_id is None


def _select_all(page: RegisterPage) -> None:
    page.table.setFocus()
    page.table.selectAll()

"""Where in the window something belongs that is dropped on it: a letter, a policy, an old journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from otklik.ui.intake.dropped import Dropped
from otklik.ui.rooms import NEW_CASE, OLD_JOURNAL, POLICY, SETTINGS, TALK
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from otklik.ui.intake.new_case import NewCasePage
    from otklik.ui.main_window import MainWindow
    from otklik.ui.policy.policy_page import PolicyPage
    from otklik.ui.settings.settings_page import SettingsPage

_TABLES = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv")
"""Files that are no letters: where nothing else came with one, it is an old journal."""


def drop_place(window: MainWindow, paths: tuple[str, ...]) -> int:
    """Return the page that takes what is dropped on the one shown now: `NEW_CASE`, `POLICY` or `OLD_JOURNAL`."""
    if window.shown == OLD_JOURNAL:
        return OLD_JOURNAL
    if paths and len(_tables(paths)) == len(paths) and not _is_filling_in(window):
        return OLD_JOURNAL
    return POLICY if _brings_policy(window, paths) else NEW_CASE


def take_dropped(window: MainWindow, came: Dropped) -> None:
    """Take what was dropped to the page it belongs to."""
    place = drop_place(window, came.paths)
    if place == NEW_CASE:
        window.take_in(came)
        _ask_about_table(window, _tables(came.paths))
    elif place == OLD_JOURNAL:
        window.bring_in_journal(came)
    elif window.shown == POLICY:
        cast("PolicyPage", window.page(POLICY)).take_in(came)
    else:
        cast("SettingsPage", window.page(SETTINGS)).profile.fill_from_policy(came)


def _tables(paths: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(path for path in paths if path.lower().endswith(_TABLES))


def _is_filling_in(window: MainWindow) -> bool:
    """Tell whether a request is on screen that a table may belong to."""
    if window.shown == NEW_CASE:
        from otklik.ui.typed import typed_in  # noqa: PLC0415 - start-up: not before something is dropped

        return bool(typed_in(window.page(NEW_CASE)))
    return window.shown == TALK


def _ask_about_table(window: MainWindow, tables: tuple[str, ...]) -> None:
    """Ask whether a table that came to a request is the old journal; it leaves the request then."""
    if not tables:
        return
    name = Path(tables[0]).name

    def bring_in() -> None:
        window.notify("")
        cast("NewCasePage", window.page(NEW_CASE)).letter.files.take_out_named(name)
        window.bring_in_journal(Dropped(paths=tables[:1]))

    window.notify(
        translated("{name} is a spreadsheet. Is it the old journal?").format(name=name),
        "accent",
        (translated("Bring it in as the journal"), bring_in),
    )


def _brings_policy(window: MainWindow, paths: tuple[str, ...]) -> bool:
    """Tell whether what is dropped on the page shown now is a policy: any document on those of profile and policy."""
    if window.shown == POLICY:
        return True
    if window.shown != SETTINGS or not cast("SettingsPage", window.page(SETTINGS)).shows_profile:
        return False
    from otklik.intake.documents.reading import SUFFIXES  # noqa: PLC0415 - start-up: not before something is dropped

    return bool(paths) and paths[0].lower().endswith(SUFFIXES)

"""Where in the window something belongs that is dropped on it: a letter, a policy, an old journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from otklik.ui.rooms import NEW_CASE, OLD_JOURNAL, POLICY, REGISTER, SETTINGS

if TYPE_CHECKING:
    from otklik.ui.intake.dropped import Dropped
    from otklik.ui.main_window import MainWindow
    from otklik.ui.policy.policy_page import PolicyPage
    from otklik.ui.settings.settings_page import SettingsPage

_TABLES = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv")
"""Files that are no letters: dropped on the register they are an old journal."""


def drop_place(window: MainWindow, paths: tuple[str, ...]) -> int:
    """Return the page that takes what is dropped on the one shown now: `NEW_CASE`, `POLICY` or `OLD_JOURNAL`."""
    if window.shown == OLD_JOURNAL:
        return OLD_JOURNAL
    if window.shown == REGISTER and paths and paths[0].lower().endswith(_TABLES):
        return OLD_JOURNAL
    return POLICY if _brings_policy(window, paths) else NEW_CASE


def take_dropped(window: MainWindow, came: Dropped) -> None:
    """Take what was dropped to the page it belongs to."""
    place = drop_place(window, came.paths)
    if place == NEW_CASE:
        window.take_in(came)
    elif place == OLD_JOURNAL:
        window.bring_in_journal(came)
    elif window.shown == POLICY:
        cast("PolicyPage", window.page(POLICY)).take_in(came)
    else:
        cast("SettingsPage", window.page(SETTINGS)).profile.fill_from_policy(came)


def _brings_policy(window: MainWindow, paths: tuple[str, ...]) -> bool:
    """Tell whether what is dropped on the page shown now is a policy: any document on those of profile and policy."""
    if window.shown == POLICY:
        return True
    if window.shown != SETTINGS or not cast("SettingsPage", window.page(SETTINGS)).shows_profile:
        return False
    from otklik.intake.documents.reading import SUFFIXES  # noqa: PLC0415 - start-up: not before something is dropped

    return bool(paths) and paths[0].lower().endswith(SUFFIXES)

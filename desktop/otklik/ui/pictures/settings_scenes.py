"""The settings, section by section, and the policy."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from otklik.casework.retention import Candidate
from otklik.register.records import CaseStatus
from otklik.system.paths import resource
from otklik.system.words import say
from otklik.ui.copies.closing_panel import ClosingPanel
from otklik.ui.main_window import SETTINGS
from otklik.ui.papers.paper_dialog import PaperDialog
from otklik.ui.rooms import POLICY, show_places
from otklik.ui.widgets.chip_button import ChipButton

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from otklik.ui.pictures.stage import Stage
    from otklik.ui.policy.policy_page import PolicyPage
    from otklik.ui.settings.settings_page import SettingsPage


def settings(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the pages of the settings, the last with the form for the decree on a year."""
    show_places(stage.window)
    stage.rest()
    yield "places", stage.window
    stage.window.show_backups()
    stage.rest()
    yield "backups", stage.window
    copies = cast("SettingsPage", stage.window.page(SETTINGS)).backups
    copies.ensureWidgetVisible(copies.list)
    stage.rest()
    yield "backups-list", stage.window
    yield from closing(stage)
    stage.window.show_reminders()
    stage.rest()
    yield "reminders", stage.window
    page = cast("SettingsPage", stage.window.page(SETTINGS))
    yield from key(stage, page)
    yield from storage(stage, page)
    page.show_rules()
    stage.rest()
    yield "calendar", stage.window
    page.show_decree_form(stage.clock.today().year + 2)
    stage.rest()
    yield "decree", stage.window


def policy(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the page for the operator's policy: before one is chosen, and beside his profile."""
    stage.window.fill_from_policy(1)
    stage.rest()
    yield "policy-choose", stage.window
    page = cast("PolicyPage", stage.window.page(POLICY))
    page.read_text(resource("demo/policy.md").read_text("utf-8"))
    stage.rest()
    yield "policy", stage.window
    page.compare.findChildren(ChipButton)[-1].click()
    stage.rest()
    yield "policy-law", stage.window


def storage(stage: Stage, settings: SettingsPage) -> Iterator[tuple[str, QWidget]]:
    """Yield the section on storage, as it is while nothing is due, and with the question before anonymising."""
    settings.show_retention()
    stage.rest()
    yield "storage", settings.window()
    closed, kept, gone_by = date(2023, 11, 17), date(2026, 11, 17), date(2027, 12, 3)
    held = (say("You keep it until {day}: {reason}.", day="01.06.2027", reason="спор в суде"),)
    people = (("Калинина Мария Петровна", ()), ("Орлов Пётр Ильич", held), ("Зимина Ольга Сергеевна", ()))
    cases = tuple(
        Candidate(-number, number, "", CaseStatus.CLOSED, name, closed, kept, why)
        for number, (name, why) in enumerate(people, 1)
    )
    due = settings.retention.due
    due.show_cases(cases, 0, gone_by)
    due.choose_all()
    due.ask()
    stage.rest()
    yield "storage-question", settings.window()
    settings.retention.refresh()
    stage.rest()


def key(stage: Stage, settings: SettingsPage) -> Iterator[tuple[str, QWidget]]:
    """Yield the section on the key: at rest, with the groups and a password asked for, and the sheet."""
    settings.show_key()
    stage.rest()
    yield "key", settings.window()
    settings.key.sheet.begin_test()
    settings.key.password.begin()
    stage.rest()
    yield "key-typed", settings.window()
    settings.key.sheet.show_sheet()
    dialog = settings.findChildren(PaperDialog)[-1]
    stage.rest(lambda: bool(dialog.pdf))
    yield "recovery-sheet", dialog
    dialog.reject()


def closing(stage: Stage) -> Iterator[tuple[str, QWidget]]:
    """Yield the window while a copy is made before it closes."""
    panel = ClosingPanel(stage.window)
    panel.show_running()
    panel.show_progress(3, 8)
    stage.rest()
    yield "closing", stage.window
    panel.hide()
    panel.deleteLater()

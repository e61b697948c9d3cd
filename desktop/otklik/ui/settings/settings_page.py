"""Настройки: the operators, the backups, the key, storage terms, the reminders, the calendar, the look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.settings.backup_page import BackupPage
from otklik.ui.settings.calendar_page import CalendarPage
from otklik.ui.settings.key_page import KeyPage
from otklik.ui.settings.look_page import LookPage
from otklik.ui.settings.places_card import PlacesPage
from otklik.ui.settings.profile_page import ProfilePage
from otklik.ui.settings.reminders_page import RemindersPage
from otklik.ui.settings.retention_page import RetentionPage
from otklik.ui.widgets import Title

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Changes
    from otklik.system.clock import Clock
    from otklik.ui.tasks import Tasks

OPERATOR, PLACES, BACKUPS, KEY, STORAGE, REMINDERS, CALENDAR, LOOK = range(8)
"""The sections."""


class SettingsPage(QWidget):
    """The settings of the register and of the window.

    Signals:
        theme_chosen: `auto`, `light` or `dark`, to be remembered.
        language_chosen: `ru` or `en`, to be remembered.
        register_wanted: open another register; carries its path.
        case_wanted: open this case; carries its id.
        rules_put_off: the user wants to be asked about new rules later.
        policy_wanted, kept_wanted: as of `ProfilePage`.

    Args:
        tasks: where all work is done.
        clock: tells today.
        parent: owner.
    """

    help_topic = "profile"

    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    register_wanted = Signal(str)
    case_wanted = Signal(int)
    rules_put_off = Signal()
    policy_wanted = Signal(int, object)
    kept_wanted = Signal(int, str)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.profile = ProfilePage(tasks)
        self.profile.policy_wanted.connect(self.policy_wanted)
        self.profile.kept_wanted.connect(self.kept_wanted)
        self.places = PlacesPage(tasks)
        self.backups = BackupPage(tasks)
        self.backups.register_wanted.connect(self.register_wanted)
        self.backups.sheet_wanted.connect(self.show_key)
        self.key = KeyPage(tasks)
        self.retention = RetentionPage(tasks)
        self.retention.case_wanted.connect(self.case_wanted)
        self.reminders = RemindersPage(tasks)
        self.calendar = CalendarPage(tasks)
        self.calendar.rules_put_off.connect(self.rules_put_off)
        self.look = LookPage()
        self.look.theme_chosen.connect(self.theme_chosen)
        self.look.language_chosen.connect(self.language_chosen)
        self._stack = QStackedWidget()
        for page in (
            *(self.profile, self.places, self.backups, self.key),
            *(self.retention, self.reminders, self.calendar, self.look),
        ):
            self._stack.addWidget(page)
        self._sections = ChoiceChips(
            (
                (OPERATOR, self.tr("Operator")),
                (PLACES, self.tr("Where to look")),
                (BACKUPS, self.tr("Backups")),
                (KEY, self.tr("Key")),
                (STORAGE, self.tr("Storage")),
                (REMINDERS, self.tr("Reminders")),
                (CALENDAR, self.tr("Calendar")),
                (LOOK, self.tr("Look")),
            )
        )
        self._sections.changed.connect(self._on_section)
        self._sections.setAccessibleName(self.tr("Sections of the settings"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QVBoxLayout()
        head.setContentsMargins(36, 28, 36, 4)
        head.setSpacing(12)
        head.addWidget(Title(self.tr("Settings")))
        row = QHBoxLayout()
        row.addWidget(self._sections)
        head.addLayout(row)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._show(OPERATOR)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what changed."""
        self.profile.refresh(changes)
        self.places.refresh(changes)
        self.backups.refresh(changes)
        self.key.refresh(changes)
        self.retention.refresh(changes)
        self.reminders.refresh(changes)
        self.calendar.refresh(changes)

    def tell_key_file(self, key_file: Path | None) -> None:
        """Tell where the key is; arguments as of `KeyPage.tell_key_file`."""
        self.key.tell_key_file(key_file)

    def show_section(self, section: int) -> None:
        """Show one of the sections that are numbered above."""
        self._show(section)

    def show_places(self, operator_id: int = 0) -> None:
        """Show where to look for data, the list of an operator."""
        self._show(PLACES)
        self.places.show_operator(operator_id)

    def show_backups(self) -> None:
        """Show the backups."""
        self._show(BACKUPS)

    def show_key(self) -> None:
        """Show the key and its recovery sheet."""
        self._show(KEY)

    def show_retention(self) -> None:
        """Show what need not be kept any longer."""
        self._show(STORAGE)

    def show_reminders(self) -> None:
        """Show the reminders."""
        self._show(REMINDERS)

    def show_decree_form(self, year: int) -> None:
        """Show the form for the decree on the days off of a year."""
        self._show(CALENDAR)
        self.calendar.enter_decree(year)

    def show_rules(self) -> None:
        """Show what the new rules would change."""
        self._show(CALENDAR)
        self.calendar.look_at_rules()

    def show_profile(self, operator_id: int, attribute: str = "") -> None:
        """Show the profile of an operator at the field of an attribute."""
        self._show(OPERATOR)
        self.profile.show_operator(operator_id, attribute)

    @property
    def shows_profile(self) -> bool:
        """Whether the section of the profile is shown."""
        return self._stack.currentWidget() is self.profile

    def _on_section(self) -> None:
        chosen = self._sections.chosen()
        self._show(self._stack.currentIndex() if chosen is None else chosen)

    def _show(self, section: int) -> None:
        self._sections.choose(section)
        self._stack.setCurrentIndex(section)

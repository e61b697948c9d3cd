"""The pages of the window: their numbers, and how those that are first shown later are made and joined to it.

Each is imported when it is made: start-up time is what the user meets every day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from otklik.ui.translation import translated

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from otklik.system.clock import Clock
    from otklik.ui.intake.conversation import ConversationPage
    from otklik.ui.intake.new_case import NewCasePage
    from otklik.ui.main_window import MainWindow
    from otklik.ui.register.register_page import RegisterPage
    from otklik.ui.settings.settings_page import SettingsPage
    from otklik.ui.tasks import Tasks
    from otklik.ui.today.today_page import TodayPage

TODAY, REGISTER, LETTERS, PEOPLE, REPORTS, SETTINGS, NEW_CASE, POLICY, TALK, OLD_JOURNAL = range(10)
"""The pages; the last four have no button in the sidebar."""


def build_today(window: MainWindow, tasks: Tasks) -> TodayPage:
    """Return the first page."""
    from otklik.ui.today.today_page import TodayPage  # noqa: PLC0415 - start-up: see above

    def settings() -> SettingsPage:
        window.show_room(SETTINGS)
        return cast("SettingsPage", window.page(SETTINGS))

    def choose_letter() -> None:
        window.new_case()
        cast("NewCasePage", window.page(NEW_CASE)).choose_file()

    def show_day(day: date) -> None:
        window.show_room(REGISTER)
        asked = translated("due:{day}").format(day=f"{day:%d.%m.%Y}")
        cast("RegisterPage", window.page(REGISTER)).show_text(asked)

    page = TodayPage(tasks)
    page.case_wanted.connect(window.open_case)
    page.answer_wanted.connect(lambda case_id: window.open_case(case_id, answer=True))
    page.letter_wanted.connect(window.open_letter)
    page.register_wanted.connect(lambda: window.show_room(REGISTER))
    page.day_wanted.connect(show_day)
    page.new_case_wanted.connect(window.new_case)
    page.talk_wanted.connect(window.begin_talk)
    page.came.connect(window.take_in)
    page.file_wanted.connect(choose_letter)
    page.journal_wanted.connect(window.bring_in_journal)
    page.decree_wanted.connect(lambda year: settings().show_decree_form(year))
    page.retention_wanted.connect(lambda: settings().show_retention())
    page.rules_wanted.connect(lambda: settings().show_rules())
    page.waiting_wanted.connect(lambda: window.show_room(NEW_CASE))
    return page


def build_register(window: MainWindow, tasks: Tasks, clock: Clock) -> QWidget:
    """Return the register with the cases beside it."""
    from otklik.ui.register.register_page import RegisterPage  # noqa: PLC0415 - start-up: see above

    page = RegisterPage(tasks, clock)
    page.letter_wanted.connect(window.open_letter)
    page.places_wanted.connect(lambda operator_id: show_places(window, operator_id))
    page.journal_wanted.connect(window.bring_in_journal)
    return page


def show_places(window: MainWindow, operator_id: int = 0) -> None:
    """Show the list of places to look in, of an operator or of the first one."""
    window.show_room(SETTINGS)
    cast("SettingsPage", window.page(SETTINGS)).show_places(operator_id)


def build_letters(window: MainWindow, tasks: Tasks, clock: Clock) -> QWidget:
    """Return the letters room."""
    from otklik.ui.letter.letters_page import LettersPage  # noqa: PLC0415 - start-up: see above

    page = LettersPage(tasks, clock)
    page.case_wanted.connect(window.open_case)
    page.profile_wanted.connect(window.show_profile)
    return page


def build_people(window: MainWindow, tasks: Tasks) -> QWidget:
    """Return the people, each of whom leads to his cases in the register."""
    from otklik.ui.people_page import PeoplePage  # noqa: PLC0415 - start-up: see above

    def show_cases(name: str) -> None:
        window.show_room(REGISTER)
        cast("RegisterPage", window.page(REGISTER)).show_text(name)

    page = PeoplePage(tasks)
    page.person_wanted.connect(show_cases)
    return page


def build_reports(window: MainWindow, tasks: Tasks, clock: Clock) -> QWidget:
    """Return the reports, which also begin a talk by telephone."""
    from otklik.register.records import Channel  # noqa: PLC0415 - start-up: one word for one button
    from otklik.ui.reports.reports_page import ReportsPage  # noqa: PLC0415 - start-up: see above

    page = ReportsPage(tasks, clock)
    page.case_wanted.connect(window.open_case)
    page.call_wanted.connect(lambda: window.begin_talk(Channel.PHONE))
    return page


def build_new_case(window: MainWindow, tasks: Tasks, clock: Clock) -> NewCasePage:
    """Return the form of a new case."""
    from otklik.ui.intake.new_case import NewCasePage  # noqa: PLC0415 - start-up: see above

    page = NewCasePage(tasks, clock)
    today = cast("TodayPage", window.page(TODAY))
    page.pile.changed.connect(lambda: today.show_waiting(page.pile.left))

    def go_back() -> None:
        window.notify("")
        window.show_room(NEW_CASE)

    def look_at(case_id: int) -> None:
        window.open_case(case_id)
        if page.pile.left:
            said = translated("The letter you were registering waits as you left it.")
            window.notify(said, "accent", (translated("Go back to it"), go_back))

    page.case_wanted.connect(look_at)
    page.talk_wanted.connect(window.begin_talk)
    page.policy_wanted.connect(window.fill_from_policy)
    return page


def build_talk(window: MainWindow, tasks: Tasks, clock: Clock) -> ConversationPage:
    """Return the form of a talk by telephone or in person."""
    from otklik.ui.intake.conversation import ConversationPage  # noqa: PLC0415 - start-up: see above

    page = ConversationPage(tasks, clock)
    page.case_wanted.connect(window.open_case)
    return page


def build_settings(window: MainWindow, tasks: Tasks, clock: Clock) -> SettingsPage:
    """Return the settings."""
    from otklik.ui.settings.settings_page import SettingsPage  # noqa: PLC0415 - start-up: see above

    page = SettingsPage(tasks, clock)
    page.case_wanted.connect(window.open_case)
    page.theme_chosen.connect(window.theme_chosen)
    page.language_chosen.connect(window.language_chosen)
    page.look.show_text_percent(window.text_percent)
    page.look.text_percent_chosen.connect(window.text_percent_chosen)
    page.key.lock.show_minutes(window.lock_after)
    page.key.lock.chosen.connect(window.lock_after_chosen)
    page.policy_wanted.connect(window.fill_from_policy)
    page.profile.journal_wanted.connect(window.bring_in_journal)
    page.kept_wanted.connect(window.show_policy)
    page.rules_put_off.connect(cast("TodayPage", window.page(TODAY)).notices.put_rules_off)
    return page


def build_policy(window: MainWindow, tasks: Tasks) -> QWidget:
    """Return the page for the operator's own policy, which leads back to his profile."""
    from otklik.ui.policy.policy_page import PolicyPage  # noqa: PLC0415 - start-up: see above

    def taken(operator_id: int, sentence: str) -> None:
        window.show_profile(operator_id)
        window.notify(sentence, "done", is_of_page=True)

    page = PolicyPage(tasks)
    page.taken.connect(taken)
    page.left.connect(window.show_profile)
    page.letter_wanted.connect(window.take_in)
    return page


def build_old_journal(window: MainWindow, tasks: Tasks, clock: Clock) -> QWidget:
    """Return the page that brings in an old journal, which leads to the register."""
    from otklik.ui.old_journal.journal_page import OldJournalPage  # noqa: PLC0415 - start-up: see above

    page = OldJournalPage(tasks, clock)
    page.left.connect(lambda: window.show_room(REGISTER))
    page.case_wanted.connect(window.open_case)
    page.profile_wanted.connect(lambda: window.show_profile(0, "name"))
    return page

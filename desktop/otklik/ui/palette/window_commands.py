"""What can be done in the window, whatever page is shown."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from otklik.ui import theme
from otklik.ui.palette.commands import Command
from otklik.ui.rooms import LETTERS, PEOPLE, REGISTER, REPORTS, SETTINGS, TODAY, show_places
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from otklik.ui.letter.letters_page import LettersPage
    from otklik.ui.main_window import MainWindow
    from otklik.ui.palette.offering import Offering
    from otklik.ui.register.register_page import RegisterPage


def of_window(window: MainWindow, offering: Offering) -> tuple[Command, ...]:
    """Return what can be done from every page.

    Args:
        window: the window.
        offering: shows the palette and the list of keys.
    """
    everywhere = translated("Everywhere")
    rooms = (
        (TODAY, translated("Today")),
        (REGISTER, translated("Register")),
        (LETTERS, translated("Letters")),
        (PEOPLE, translated("People")),
        (REPORTS, translated("Reports")),
        (SETTINGS, translated("Settings")),
    )
    going = tuple(
        Command(
            f"room-{number}",
            translated("Go to: {room}").format(room=word),
            partial(window.go_to, number),
            f"Ctrl+{number + 1}",
            everywhere,
        )
        for number, word in rooms
    )
    first = (
        Command("palette", translated("Find an act or a request…"), offering.show_palette, "Ctrl+K", everywhere),
        Command("new-case", translated("New request"), window.new_case, "Ctrl+N", everywhere),
        Command(
            "talk",
            translated("New request by telephone or in person"),
            window.begin_talk,
            "Ctrl+Shift+N",
            everywhere,
        ),
        Command("find", translated("Search"), partial(find, window), "Ctrl+F", everywhere),
    )
    templates = Command("templates", translated("Templates"), partial(_show_templates, window))
    others = (
        Command("help", translated("Help on this page"), partial(_help_here, window), "Shift+F1", everywhere),
        Command("guide", translated("The whole guide as PDF…"), partial(_save_guide, window)),
        Command("keys", translated("List of keys"), offering.show_keys, "F1", everywhere),
        Command("lock", translated("Lock the window"), window.lock_wanted.emit, "Ctrl+L", everywhere),
        Command("old-journal", translated("Bring in an old journal"), window.bring_in_journal, words="excel xlsx csv"),
        Command("backup", translated("Make a copy now"), window.make_copy),
        Command(
            "places",
            translated("Change the list “Where to look”"),
            partial(show_places, window),
            words=translated("search places data"),
        ),
        Command("sheet", translated("Print the recovery sheet"), window.show_key),
        Command("light", translated("Light look"), partial(_dress, window, theme.Scheme.LIGHT)),
        Command("dark", translated("Dark look"), partial(_dress, window, theme.Scheme.DARK)),
        Command("look-of-system", translated("Look as the system has it"), partial(_dress, window, theme.Scheme.AUTO)),
    )
    return (*first, *going, templates, *_settings(window), *others)


def find(window: MainWindow) -> None:
    """Search where there is something to search, else in the register."""
    page = window.page(window.shown)
    if not hasattr(page, "focus_search"):
        window.show_room(REGISTER)
        page = window.page(REGISTER)
    cast("RegisterPage", page).focus_search()


def _settings(window: MainWindow) -> tuple[Command, ...]:
    """Return what leads to each section of the settings, and to what people look for by a word of their own."""
    sections = (
        ("OPERATOR", translated("Operator"), translated("profile details signature seal")),
        ("PLACES", translated("Where to look"), ""),
        ("BACKUPS", translated("Backups"), translated("copies folder restore")),
        ("KEY", translated("Key"), translated("password lock recovery sheet")),
        ("STORAGE", translated("Storage"), translated("keep how long destroy old requests")),
        ("REMINDERS", translated("Reminders"), translated("notices tray")),
        ("CALENDAR", translated("Calendar"), translated("days off holidays decree rules")),
        ("LOOK", translated("Theme"), translated("look light dark colours")),
        ("LOOK", translated("Language of the window"), "russian english русский английский"),
        ("LOOK", translated("Size of the text"), translated("larger letters font")),
    )
    return tuple(
        Command(
            f"settings-{place}",
            translated("Settings: {section}").format(section=word),
            partial(_show_section, window, section),
            words=words,
        )
        for place, (section, word, words) in enumerate(sections)
    )


def _show_section(window: MainWindow, name: str) -> None:
    from otklik.ui.settings import settings_page  # noqa: PLC0415 - start-up: its pages are made when first shown

    window.show_room(SETTINGS)
    cast("settings_page.SettingsPage", window.page(SETTINGS)).show_section(getattr(settings_page, name))


def _show_templates(window: MainWindow) -> None:
    window.show_room(LETTERS)
    cast("LettersPage", window.page(LETTERS)).show_templates()


def _help_here(window: MainWindow) -> None:
    window.help.show_for_page()  # asked when it is pressed: the help is made after these commands


def _save_guide(window: MainWindow) -> None:
    window.help.save_guide()


def _dress(window: MainWindow, scheme: theme.Scheme) -> None:
    application = QApplication.instance()
    if isinstance(application, QApplication):
        theme.apply(application, scheme)
    window.theme_chosen.emit(str(scheme))

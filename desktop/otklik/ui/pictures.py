"""Pictures of every main window, light and dark: `python -m otklik.ui.pictures DIR` after `otklik demo DIR`.

Made without a display too, so that a page can be looked at on a machine that has none, and so that no page is ever
changed unseen.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from otklik.casework import opening
from otklik.law.kinds import Kind
from otklik.register.records import CaseStatus, LetterState
from otklik.safety.keys import PasswordNeeded, read_key_file
from otklik.system.clock import SystemClock
from otklik.system.files import private_folder
from otklik.system.paths import resource
from otklik.system.preferences import Preferences
from otklik.system.words import say
from otklik.ui import theme, translation
from otklik.ui.garbage import collect_on_main_thread
from otklik.ui.intake import intake_pictures
from otklik.ui.main_window import LETTERS, PEOPLE, REGISTER, REPORTS, SETTINGS, TODAY, MainWindow
from otklik.ui.old_journal import journal_pictures
from otklik.ui.tasks import Tasks
from otklik.ui.welcome.welcome_window import WelcomeWindow
from otklik.ui.widgets import Page

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.casework.views import CaseRow
    from otklik.register.records import Letter
    from otklik.ui.letter.letters_page import LettersPage
    from otklik.ui.people_page import PeoplePage
    from otklik.ui.reports_page import ReportsPage
    from otklik.ui.settings.settings_page import SettingsPage

SIZE = (1440, 900)
PATIENCE = 20.0
"""Seconds a page may take to come to rest."""


def take(folder: Path, demo: Path) -> list[Path]:
    """Take the pictures and return their files.

    Args:
        folder: where they go.
        demo: folder of a demonstration (`demo.otklik` and `demo.key`).
    """
    app = QApplication.instance() or QApplication(["otklik"])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    collect_on_main_thread(app)
    translation.install(app, "ru")
    private_folder(folder)
    taken = []
    for scheme in (theme.Scheme.LIGHT, theme.Scheme.DARK):
        theme.apply(app, scheme)
        for name, widget in _windows(demo, folder):
            file = folder / f"{name}-{scheme.value}.png"
            widget.grab().save(str(file))
            taken.append(file)
    return taken


def _windows(demo: Path, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield every window at rest, one after the other."""
    tasks = Tasks()
    clocks = []
    tasks.open_desk(
        lambda: opening.open_for_work(demo / "demo.otklik", demo / "demo.key", SystemClock()),
        lambda desk: clocks.append(desk.clock),
    )
    _rest(tasks, lambda: bool(clocks))
    window = MainWindow(tasks, clocks[0])
    window.resize(*SIZE)
    window.start(say("Demonstration register"))
    window.show()
    try:
        for name, room in (("today", TODAY), ("register", REGISTER), ("letters", LETTERS), ("people", PEOPLE),
                           ("reports", REPORTS), ("settings", SETTINGS)):  # fmt: skip
            window.show_room(room)
            _rest(tasks)
            yield name, window
        yield from _many_letters(window, tasks)
        yield from _reports_papers(window, tasks)
        yield from _cases(window, tasks)
        yield from _acts(window, tasks)
        window.open_letter(_letter(tasks, lambda letter: letter.state is LetterState.DRAFT))
        _rest(tasks)
        yield "letter", window
        yield from _posted(window, tasks)
        letters = cast("LettersPage", window.page(LETTERS))
        letters.show_templates("access_answer")
        _rest(tasks)
        yield "templates", window
        yield from _enclosures_and_name(window, tasks, demo)
        yield from _settings(window, tasks, clocks[0].today().year + 2)
        yield from _policy(window, tasks)
        yield from intake_pictures.views(window, lambda: _rest(tasks), clocks[0].now().time())
        yield from journal_pictures.views(window, lambda: _rest(tasks))
    finally:
        window.close()
        window.deleteLater()
        tasks.close()
    welcome = WelcomeWindow(_known(demo), folder)
    welcome.show()
    welcome_tasks = welcome.findChildren(Tasks)[0]
    _rest(welcome_tasks)
    yield "welcome", welcome
    yield from _starting(welcome, welcome_tasks, demo)
    welcome.close()
    welcome.deleteLater()
    yield from _locked()


def _locked() -> Iterator[tuple[str, QWidget]]:
    """Yield the lock as it stands where a password is set, and where none is."""
    from otklik.ui.lock.lock_window import LockWindow  # noqa: PLC0415 - not needed to import this module

    for name, password in (("lock", True), ("lock-no-password", False)):
        lock = LockWindow()
        lock.resize(lock.minimumSize())
        lock.ask(password=password)
        lock.show()
        QCoreApplication.processEvents()
        yield name, lock
        lock.hide()
        lock.deleteLater()


def _known(demo: Path) -> Preferences:
    """Return the preferences of a computer that had the demonstration open, so that its copies are found."""
    known = Preferences()
    known.remember(demo / "demo.otklik", demo / "demo.key")
    known.remember_copies((demo, demo / "backups"))
    return known


def _starting(welcome: WelcomeWindow, tasks: Tasks, demo: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield the ways of the first window: making, opening by password and sheet, restoring, damage."""
    from otklik.ui.welcome.key_choice import Place  # noqa: PLC0415 - not needed to import this module
    from otklik.ui.welcome.key_source import Source  # noqa: PLC0415 - the same

    register = demo / "demo.otklik"
    welcome.choices.create_wanted.emit()
    welcome.create_form.key.choose(Place.PASSWORD)
    _rest(tasks)
    yield "welcome-new", welcome
    welcome.show_problem(PasswordNeeded(""), register)
    _rest(tasks)
    yield "welcome-password", welcome
    welcome.open_by_sheet(register)
    _rest(tasks)
    yield "welcome-sheet", welcome
    welcome.choices.restore_wanted.emit()
    _rest(tasks)
    yield "restore-copy", welcome
    form = welcome.restore_form
    form.take_copy()
    _rest(tasks)
    yield "restore-target", welcome
    form.ask_key()
    form.source.choose(Source.SHEET)
    _rest(tasks)
    yield "restore-key", welcome
    welcome.show_damage(register, demo / "demo.key", key=read_key_file(demo / "demo.key"))
    _rest(tasks)
    yield "damage", welcome


def _enclosures_and_name(window: MainWindow, tasks: Tasks, demo: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield a draft with its enclosures unfolded, and the form for a name."""
    editor = cast("LettersPage", window.page(LETTERS)).editor
    window.open_letter(_letter(tasks, lambda letter: letter.state is LetterState.DRAFT))
    _rest(tasks)
    if not editor.enclosures.list.count():
        editor.enclosures.take_files(tuple(sorted((demo / "letters").glob("*.pdf"))[:3]))
    editor.enclosures.unfold(True)
    _rest(tasks)
    yield "letter-enclosures", window
    window.show_room(PEOPLE)
    _rest(tasks)
    table = cast("PeoplePage", window.page(PEOPLE)).table
    table.ask_name(table.model().index(0, 0))
    _rest(tasks)
    yield "name", window


def _settings(window: MainWindow, tasks: Tasks, year: int) -> Iterator[tuple[str, QWidget]]:
    """Yield the pages of the settings, the last with the form for the decree on a year."""
    window.show_backups()
    _rest(tasks)
    yield "backups", window
    copies = cast("SettingsPage", window.page(SETTINGS)).backups
    copies.ensureWidgetVisible(copies.list)
    _rest(tasks)
    yield "backups-list", window
    yield from _closing(window, tasks)
    window.show_reminders()
    _rest(tasks)
    yield "reminders", window
    settings = cast("SettingsPage", window.page(SETTINGS))
    yield from _key(settings, tasks)
    yield from _storage(settings, tasks)
    settings.show_rules()
    _rest(tasks)
    yield "calendar", window
    settings.show_decree_form(year)
    _rest(tasks)
    yield "decree", window


def _policy(window: MainWindow, tasks: Tasks) -> Iterator[tuple[str, QWidget]]:
    """Yield the page for the operator's policy: before one is chosen, and beside his profile."""
    from otklik.ui.policy.policy_page import PolicyPage  # noqa: PLC0415 - not needed to import this module
    from otklik.ui.rooms import POLICY  # noqa: PLC0415 - the same
    from otklik.ui.widgets.chip_button import ChipButton  # noqa: PLC0415 - the same

    window.fill_from_policy(1)
    _rest(tasks)
    yield "policy-choose", window
    page = cast("PolicyPage", window.page(POLICY))
    page.read_text(resource("demo/policy.md").read_text("utf-8"))
    _rest(tasks)
    yield "policy", window
    page.compare.findChildren(ChipButton)[-1].click()
    _rest(tasks)
    yield "policy-law", window


def _storage(settings: SettingsPage, tasks: Tasks) -> Iterator[tuple[str, QWidget]]:
    """Yield the section on storage, as it is while nothing is due, and with the question before anonymising."""
    from otklik.casework.retention import Candidate  # noqa: PLC0415 - not needed to import this module

    settings.show_retention()
    _rest(tasks)
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
    _rest(tasks)
    yield "storage-question", settings.window()
    settings.retention.refresh()
    _rest(tasks)


def _key(settings: SettingsPage, tasks: Tasks) -> Iterator[tuple[str, QWidget]]:
    """Yield the section on the key: at rest, with the groups and a password asked for, and the sheet."""
    from otklik.ui.papers.paper_dialog import PaperDialog  # noqa: PLC0415 - not needed to import this module

    settings.show_key()
    _rest(tasks)
    yield "key", settings.window()
    settings.key.sheet.begin_test()
    settings.key.password.begin()
    _rest(tasks)
    yield "key-typed", settings.window()
    settings.key.sheet.show_sheet()
    dialog = settings.findChildren(PaperDialog)[-1]
    _rest(tasks, lambda: bool(dialog.pdf))
    yield "recovery-sheet", dialog
    dialog.reject()


def _closing(window: MainWindow, tasks: Tasks) -> Iterator[tuple[str, QWidget]]:
    """Yield the window while a copy is made before it closes."""
    from otklik.ui.copies.closing_panel import ClosingPanel  # noqa: PLC0415 - not needed to import this module

    panel = ClosingPanel(window)
    panel.show_running()
    panel.show_progress(3, 8)
    _rest(tasks)
    yield "closing", window
    panel.hide()
    panel.deleteLater()


def _reports_papers(window: MainWindow, tasks: Tasks) -> Iterator[tuple[str, QWidget]]:
    """Yield the papers of the reports: the page at them, sheets before they are made, a folder to be made."""
    from otklik.ui.papers.folder_dialog import FolderDialog  # noqa: PLC0415 - not needed to import this module

    window.show_room(REPORTS)
    _rest(tasks)
    page = cast("ReportsPage", window.page(REPORTS))
    page.verticalScrollBar().setValue(page.journal.y() - 40)
    _rest(tasks)
    yield "reports-papers", window
    page.journal.print_button.click()
    _rest(tasks)
    dialogs: list[QDialog] = [one for one in page.journal.findChildren(QDialog) if one.isVisible()]
    dialogs.append(FolderDialog(tasks, 1, 1, window))
    dialogs[-1].show()
    _rest(tasks)
    for name, dialog in zip(("journal-new-lines", "folder"), dialogs, strict=True):
        yield name, dialog
        dialog.reject()


def _posted(window: MainWindow, tasks: Tasks) -> Iterator[tuple[str, QWidget]]:
    """Yield a letter that left by the Post, and each of its papers before it is printed."""
    from otklik.ui.papers.paper_dialog import PaperDialog  # noqa: PLC0415 - not needed to import this module
    from otklik.ui.post.post_papers import PostPaper  # noqa: PLC0415 - the same
    from otklik.ui.post.post_part import PostPart  # noqa: PLC0415 - the same

    window.open_letter(_letter(tasks, lambda letter: bool(letter.tracking)))
    _rest(tasks)
    yield "letter-posted", window
    for paper in PostPaper:
        window.findChildren(PostPart)[0].paper_wanted.emit(paper)
        _rest(tasks)
        dialog = window.findChildren(PaperDialog)[0]
        yield f"post-{paper.value}", dialog
        dialog.reject()
        _rest(tasks)


def _many_letters(window: MainWindow, tasks: Tasks) -> Iterator[tuple[str, QWidget]]:
    """Yield the list of letters with all of them selected."""
    from otklik.ui.letter.letters_table import LettersTable  # noqa: PLC0415 - loaded with its room

    window.show_room(LETTERS)
    table = window.findChildren(LettersTable)[0]
    table.selectAll()
    _rest(tasks)
    yield "letters-selected", window
    table.clearSelection()


def _cases(window: MainWindow, tasks: Tasks) -> Iterator[tuple[str, QWidget]]:
    """Yield cases whose clocks differ: a near date, calendar days with a safe day, a claim."""
    window.open_case(_case_with_a_near_date(tasks))
    _rest(tasks)
    yield "case", window
    for name, kind in (("case-withdrawal", Kind.CONSENT_WITHDRAWAL), ("case-claim", Kind.CLAIM)):
        case_id = _open_case_of(tasks, kind)
        if case_id is not None:
            window.open_case(case_id)
            _rest(tasks)
            yield name, window


def _acts(window: MainWindow, tasks: Tasks) -> Iterator[tuple[str, QWidget]]:
    """Yield the papers of a case with a void act, and an act of destruction that is being filled in."""
    from otklik.ui.case.case_panel import CasePanel  # noqa: PLC0415 - not needed to import this module
    from otklik.ui.case.case_papers import PapersSection  # noqa: PLC0415 - the same
    from otklik.ui.papers.act_dialog import ActDialog  # noqa: PLC0415 - the same
    from otklik.ui.papers.kept_acts import KeptActs  # noqa: PLC0415 - the same

    void, demand = _case_with_a_void_act(tasks), _open_case_of(tasks, Kind.CONSENT_WITHDRAWAL)
    if void is None or demand is None:
        return
    window.open_case(void)
    _rest(tasks)
    panel = window.findChildren(CasePanel)[0]
    panel.findChildren(Page)[0].ensureWidgetVisible(panel.findChildren(PapersSection)[0])
    yield "case-papers", window
    window.open_case(demand)
    _rest(tasks)
    panel.findChildren(KeptActs)[0].ask_act()
    _rest(tasks, lambda: bool(panel.findChildren(ActDialog)))
    dialog = panel.findChildren(ActDialog)[-1]
    yield "act", dialog
    dialog.reject()


def _case_with_a_void_act(tasks: Tasks) -> int | None:
    from otklik.casework import destroying  # noqa: PLC0415 - read on the register's thread

    found: list[int | None] = []

    def work(desk: Desk) -> int | None:
        acts = [act for one in desk.register.operators.all() for act in destroying.acts_of_operator(desk, one.id)]
        return next((act.case_id for act in acts if act.void_on), None)

    tasks.run(work, found.append)
    _rest(tasks, lambda: bool(found))
    return found[0]


def _open_case_of(tasks: Tasks, kind: Kind) -> int | None:
    """Return the open case of a kind that is nearest, if the register has one."""
    from otklik.casework import lists  # noqa: PLC0415 - read on the register's thread
    from otklik.register.cases import CaseQuery  # noqa: PLC0415 - the same

    found: list[int | None] = []

    def keep(rows: tuple[CaseRow, ...]) -> None:
        found.append(next((row.id for row in rows if kind in row.kinds), None))

    tasks.run(lambda desk: lists.case_rows(desk, CaseQuery(status=CaseStatus.OPEN, limit=200)), keep)
    _rest(tasks, lambda: bool(found))
    return found[0]


def _case_with_a_near_date(tasks: Tasks) -> int:
    from otklik.casework import lists  # noqa: PLC0415 - read on the register's thread

    found: list[int] = []
    tasks.run(lambda desk: lists.today_view(desk).next_cases, lambda rows: found.append(rows[min(3, len(rows) - 1)].id))
    _rest(tasks, lambda: bool(found))
    return found[0]


def _letter(tasks: Tasks, wanted: Callable[[Letter], bool]) -> int:
    """Return the first letter of the list that is wanted, else the first one."""
    from otklik.casework import lists  # noqa: PLC0415 - read on the register's thread

    found: list[int] = []

    def keep(rows: tuple[lists.LetterRow, ...]) -> None:
        fitting = [row.letter.id for row in rows if wanted(row.letter)]
        found.append((fitting or [rows[0].letter.id])[0])

    tasks.run(lists.letter_rows, keep)
    _rest(tasks, lambda: bool(found))
    return found[0]


def _rest(tasks: Tasks, wanted: Callable[[], bool] = lambda: True) -> None:
    """Let the window work until nothing is under way any more, previews included."""
    until = time.monotonic() + PATIENCE
    quiet = 0
    while time.monotonic() < until and (quiet < 30 or not wanted()):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        quiet = quiet + 1 if tasks.pending == 0 else 0
        time.sleep(0.01)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    for made in take(place / "pictures", place):
        print(made)  # noqa: T201 - this is a command

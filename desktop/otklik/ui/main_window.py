"""The window: sidebar, pages that are built when first shown, shortcuts, files dropped anywhere."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from otklik.system import crash
from otklik.system.clock import DemonstrationClock
from otklik.ui import dropping, rooms
from otklik.ui.copies.keeping import Keeping
from otklik.ui.drop_veil import DropVeil
from otklik.ui.first_hint import FirstHint
from otklik.ui.help.help_place import HelpPlace
from otklik.ui.intake.dropped import Dropped, carries_anything, dropped
from otklik.ui.leaving import Leaving
from otklik.ui.notice_place import NoticePlace
from otklik.ui.palette.offering import Offering
from otklik.ui.reading_order import InReadingOrder
from otklik.ui.rooms import LETTERS, NEW_CASE, OLD_JOURNAL, PEOPLE, POLICY, REGISTER, REPORTS, SETTINGS, TALK, TODAY
from otklik.ui.sidebar import Sidebar
from otklik.ui.training import Training

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent

    from otklik.casework.desk import Changes
    from otklik.casework.views import TodayView
    from otklik.register.records import Channel
    from otklik.system.clock import Clock
    from otklik.ui.intake.conversation import ConversationPage
    from otklik.ui.intake.new_case import NewCasePage
    from otklik.ui.letter.letters_page import LettersPage
    from otklik.ui.old_journal.journal_page import OldJournalPage
    from otklik.ui.palette.commands import Command
    from otklik.ui.policy.policy_page import PolicyPage
    from otklik.ui.register.register_page import RegisterPage
    from otklik.ui.registers.registers import Registers
    from otklik.ui.reminding import Reminding
    from otklik.ui.settings.settings_page import SettingsPage
    from otklik.ui.tasks import Tasks

__all__ = ["LETTERS", "NEW_CASE", "PEOPLE", "REGISTER", "REPORTS", "SETTINGS", "TODAY", "MainWindow", "RoomPage"]


class RoomPage(Protocol):
    """What every page can do."""

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what is shown, if it is among the changes (`None`: everything)."""


class MainWindow(InReadingOrder, QMainWindow):
    """The window of one register.

    Signals:
        ready: the first page shows the register.
        register_wanted: another register is to be opened; carries its path, empty where it is still to be chosen.
        theme_chosen: the user chose `auto`, `light` or `dark`, to be remembered.
        language_chosen: the user chose `ru` or `en`, to be remembered.
        text_percent_chosen: the user chose a size of the text, to be remembered.
        lock_wanted: the window is to be locked.
        lock_after_chosen: minutes without typing until it is locked by itself, to be remembered.
        damage_found: the register is damaged, and the user wants to know what to do; carries its key.

    Attributes:
        text_percent: size of the text that is remembered, as the settings show it.
        offering: what can be done from everywhere, by name and by key.
        training: the ways out of a training register; `None` where the register is no such.
        registers: what leads to other registers, once the first page stands.
        lock_after: minutes without typing until the window is locked, as the settings show it.

    Args:
        tasks: where reading and acts are done; a desk must have been opened on it.
        clock: tells today.
        parent: owner.
    """

    ready = Signal()
    register_wanted = Signal(str)
    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    text_percent_chosen = Signal(int)
    lock_wanted = Signal()
    lock_after_chosen = Signal(int)
    damage_found = Signal(object)

    def __init__(self, tasks: Tasks, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._clock = tasks, clock
        self._pages: dict[int, QWidget] = {}
        self._stale: set[int] = set()
        self._is_ready = False
        self._back_to = TODAY
        self._key_place: tuple[Path | None] | None = None
        self.lock_after = 0
        self.text_percent = 100
        self.setWindowTitle(self.tr("Otklik"))
        self.setAcceptDrops(True)
        self.setMinimumSize(1000, 640)
        self._sidebar = Sidebar(
            (
                ("calendar", self.tr("Today")),
                ("register", self.tr("Register")),
                ("letter", self.tr("Letters")),
                ("person", self.tr("People")),
                ("chart", self.tr("Reports")),
                ("settings", self.tr("Settings")),
            )
        )
        self._stack = QStackedWidget()
        self._stack.setObjectName("stack")
        self._keeping = Keeping(tasks, self, self._stack)
        self._notices = NoticePlace()
        self._hint = FirstHint(self, tasks, self._notices)
        self._leaving = Leaving(
            lambda: {number: self._pages[number] for number in (NEW_CASE, TALK) if number in self._pages},
            self._show_typed,
            self._notices,
            self.tr("Stay"),
        )
        self._veil = DropVeil(self)
        self._assemble()
        self.help = HelpPlace(self, tasks)
        self.training: Training | None = None
        if isinstance(clock, DemonstrationClock):
            self.training = Training(self, self._notices)
            self._sidebar.show_training()
        self.offering = Offering(self, tasks)
        self.registers: Registers | None = None
        self._sidebar.room_wanted.connect(self.go_to)
        self._sidebar.backup_wanted.connect(self.show_backups)
        self._sidebar.lock_wanted.connect(self.lock_wanted)
        self._sidebar.help_wanted.connect(self.help.show_for_page)
        self._sidebar.registers_wanted.connect(self._show_registers)
        tasks.changed.connect(self._on_changed)
        tasks.busy_changed.connect(self._sidebar.show_busy)
        tasks.noticed.connect(self._on_noticed)
        tasks.crashed.connect(self._on_crashed)

    @property
    def shown(self) -> int:
        """Which page is shown."""
        current = self._stack.currentWidget()
        return next((number for number, page in self._pages.items() if page is current), TODAY)

    @property
    def register_button(self) -> QWidget:
        """What names the register, at the head of the sidebar."""
        return self._sidebar.register_button

    def start(self, register_name: str = "") -> None:
        """Show the first page of the register that is open, which is called `register_name`."""
        self.show_name(register_name)
        self.show_room(TODAY)

    def show_name(self, register_name: str) -> None:
        """Show what the register is called: at the head of the sidebar and in the title."""
        self._sidebar.register_button.show_register(register_name)
        self.setWindowTitle(register_name or self.tr("Otklik"))  # where titles name the program, Qt adds it

    def tell_key_file(self, key_file: Path | None) -> None:
        """Tell where the key of the register is, for the settings to say it.

        Args:
            key_file: the key file; `None` for the password store of this computer.
        """
        self._key_place = (key_file,)
        if SETTINGS in self._pages:
            cast("SettingsPage", self._pages[SETTINGS]).tell_key_file(key_file)

    def page(self, number: int) -> QWidget:
        """Return a page; it is built now if it was not yet."""
        if number not in self._pages:
            builders: dict[int, Callable[[], QWidget]] = {
                TODAY: self._build_today,
                REGISTER: partial(rooms.build_register, self, self._tasks, self._clock),
                LETTERS: partial(rooms.build_letters, self, self._tasks, self._clock),
                PEOPLE: partial(rooms.build_people, self, self._tasks),
                REPORTS: partial(rooms.build_reports, self, self._tasks, self._clock),
                SETTINGS: self._build_settings,
                NEW_CASE: self._build_new_case,
                TALK: self._build_talk,
                POLICY: partial(rooms.build_policy, self, self._tasks),
                OLD_JOURNAL: partial(rooms.build_old_journal, self, self._tasks, self._clock),
            }
            self._pages[number] = builders[number]()
            self._stack.addWidget(self._pages[number])
            self._stale.add(number)
        return self._pages[number]

    def show_room(self, number: int) -> None:
        """Show a page, up to date."""
        self._sidebar.mark({NEW_CASE: None, TALK: None, POLICY: SETTINGS, OLD_JOURNAL: REGISTER}.get(number, number))
        if self._is_ready:
            self._sidebar.repaint()  # a page with much on it takes a moment: the press is answered at once
        page = self.page(number)
        if page is not self._stack.currentWidget():
            self._notices.leave_page()
        self._stack.setCurrentWidget(page)
        self._notices.show_hint(number == TODAY)
        page.setFocus()
        if number in self._stale:
            self._stale.discard(number)
            cast("RoomPage", page).refresh(None)

    def go_to(self, number: int) -> None:
        """Show a room from its beginning: who goes to the letters wants their list, not the letter left there."""
        self.show_room(number)
        if number == LETTERS:
            cast("LettersPage", self.page(LETTERS)).show_list()

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done now: on the page that is shown, then everywhere."""
        training = self.training.commands() if self.training is not None else ()
        registers = self.registers.commands() if self.registers is not None else ()
        return (*self.offering.of(self._stack.currentWidget()), *registers, *training)

    def make_copy(self) -> None:
        """Make a copy of the register now."""
        self._keeping.make_now()

    def open_case(self, case_id: int, *, answer: bool = False) -> None:
        """Show a case beside the register.

        Args:
            case_id: which.
            answer: whether to go on to the answer.
        """
        self.show_room(REGISTER)
        cast("RegisterPage", self.page(REGISTER)).open_case(case_id, answer=answer)

    def open_letter(self, letter_id: int) -> None:
        """Show a letter in the letters room."""
        self.show_room(LETTERS)
        cast("LettersPage", self.page(LETTERS)).open_letter(letter_id)

    def new_case(self, text: str = "", paths: tuple[str, ...] = ()) -> None:
        """Begin a new case; arguments as of `Dropped`."""
        self.take_in(Dropped(text, paths))

    def take_in(self, came: Dropped) -> None:
        """Begin a new case with what was dropped or pasted, or take it to the one on screen."""
        self._come_to(NEW_CASE)
        cast("NewCasePage", self.page(NEW_CASE)).start(came)

    def begin_talk(self, channel: Channel | None = None) -> None:
        """Take down a talk, or go on with the one that was begun; `channel` as of `ConversationPage.start`."""
        self._come_to(TALK)
        cast("ConversationPage", self.page(TALK)).start(channel)

    def _come_to(self, form: int) -> None:
        if self.shown not in {NEW_CASE, TALK}:
            self._back_to = self.shown
        self.show_room(form)

    def bring_in_journal(self, came: Dropped | None = None) -> None:
        """Show the page that brings in an old journal; `came` is one that came by itself."""
        self.show_room(OLD_JOURNAL)
        cast("OldJournalPage", self.page(OLD_JOURNAL)).begin(came)

    def show_help(self, topic: str = "") -> None:
        """Show a page of the help beside the page; the contents where no topic is given."""
        self.help.show(topic)

    def show_backups(self) -> None:
        """Show the backups in the settings."""
        self._settings().show_backups()

    def show_key(self) -> None:
        """Show the key and its recovery sheet in the settings."""
        self._settings().show_key()

    def show_reminders(self) -> None:
        """Show the reminders in the settings."""
        self._settings().show_reminders()

    def begin_reminding(self, told_on: date | None = None) -> Reminding:
        """Count and remind from now on; `told_on` is the day on which a notice told last what is due."""
        from otklik.ui.after_opening import AfterOpening  # noqa: PLC0415 - start-up: the first page stands before it
        from otklik.ui.reminded import Reminded  # noqa: PLC0415 - start-up: the first page stands before it begins

        AfterOpening(self._tasks, self._notices, self).damage_found.connect(self.damage_found)
        return Reminded(self, self._tasks, self._clock, told_on).reminding

    def begin_keeping(self) -> None:
        """Keep copies from now on."""
        self._keeping.begin()

    def show_profile(self, operator_id: int, attribute: str = "") -> None:
        """Show the profile of an operator in the settings.

        Args:
            operator_id: which operator.
            attribute: the field to go to.
        """
        self._settings().show_profile(operator_id, attribute)

    def fill_from_policy(self, operator_id: int, came: Dropped | None = None) -> None:
        """Show the page that fills a profile from the operator's own policy.

        Args:
            operator_id: whose; 0 makes a new one.
            came: the policy, where it came by itself.
        """
        self.show_room(POLICY)
        cast("PolicyPage", self.page(POLICY)).begin(operator_id, came)

    def show_policy(self, operator_id: int, attribute: str = "") -> None:
        """Show the policy a profile was read from.

        Args:
            operator_id: which operator.
            attribute: the field to lead to.
        """
        self.show_room(POLICY)
        cast("PolicyPage", self.page(POLICY)).show_kept(operator_id, attribute)

    def _settings(self) -> SettingsPage:
        """Show the settings and return them."""
        self.show_room(SETTINGS)
        return cast("SettingsPage", self.page(SETTINGS))

    def notify(
        self,
        sentence: str,
        role: str = "accent",
        action: tuple[str, Callable[[], None]] | None = None,
        *,
        is_of_page: bool = False,
    ) -> None:
        """Say a sentence above the page, where it belongs to no field.

        Args:
            sentence: what to say; empty takes it away.
            role: `accent`, `done`, `soon` or `overdue`.
            action: word and callback of a button behind it.
            is_of_page: whether it goes when the page shown now is left.
        """
        self._notices.say(sentence, role, action, is_of_page=is_of_page)

    def tell_faults(self, files: tuple[Path, ...]) -> None:
        """Tell, once, that the run before died outright; arguments as of `crash.read_faults`."""
        if text := crash.read_faults(files):
            self.notify(
                self.tr("Last time the program closed by itself. There is a report without personal data."),
                "soon",
                (self.tr("Copy the report"), partial(QGuiApplication.clipboard().setText, text)),
            )
        crash.forget_faults(files)

    def has_typed(self) -> bool:
        """Return whether a request is typed and not registered."""
        return bool(self._leaving.typed())

    def read_again(self) -> None:
        """Read everything again: another program worked in the register, or another day began."""
        self._stale.update(self._pages)
        self._stale -= {TODAY, self.shown}
        for number in {TODAY, self.shown}:
            cast("RoomPage", self._pages[number]).refresh(None)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay once where a request was typed and not registered, and until a copy is made where one is due."""
        sentence = self.tr("The request is not registered: register it, or close once more.")
        may_leave = self._leaving.may_leave(sentence, self.tr("Close without saving"), self.close)
        if may_leave and self._keeping.may_leave(self.close):
            super().closeEvent(event)
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and text."""
        if carries_anything(event.mimeData()):
            event.acceptProposedAction()
            paths = tuple(url.toLocalFile() for url in event.mimeData().urls())
            self._veil.cover(dropping.drop_place(self, paths))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget what was held over the window."""
        super().dragLeaveEvent(event)
        self._veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """Begin a case with what was dropped, or take it to the page that asks for something else."""
        self._veil.hide()
        came = dropped(event.mimeData())
        event.acceptProposedAction()
        if came:
            dropping.take_dropped(self, came)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the veil over everything, and the sidebar to its share."""
        super().resizeEvent(event)
        self._sidebar.fit(self.width())
        self._veil.setGeometry(self.rect())

    def _assemble(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self._notices)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(middle)
        self._veil.hide()

    def _on_changed(self, changes: Changes) -> None:
        """Refresh what is seen at once, and the rest when it is shown next; the first page feeds the sidebar."""
        for number, page in self._pages.items():
            if number == TODAY or page is self._stack.currentWidget():
                cast("RoomPage", page).refresh(changes)
            else:
                self._stale.add(number)

    def _on_noticed(self, error: Exception) -> None:
        self.notify(str(error), "overdue")

    def _on_crashed(self, error: Exception) -> None:
        from otklik.ui.messages import show_crash  # noqa: PLC0415 - hopefully never needed

        show_crash(error, self)

    def _on_today_shown(self, view: TodayView) -> None:
        burning = view.overdue_count + view.soon_count
        self._sidebar.button(TODAY).show_figure(burning, self.tr("%n request(s) due soon", "", burning))
        self._sidebar.button(REGISTER).show_figure(view.open_count, self.tr("%n open request(s)", "", view.open_count))
        self._sidebar.button(LETTERS).show_figure(view.draft_count, self.tr("%n draft(s)", "", view.draft_count))
        self._hint.show(empty=not (view.open_count or view.draft_count))
        if not self._is_ready:
            self._is_ready = True
            self.ready.emit()

    def _show_typed(self, form: int) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show_room(form)

    def _show_registers(self) -> None:
        if self.registers is not None:
            self.registers.show_list()

    def change_register(self, path: str) -> None:
        """Change over to another register, once nothing typed is lost by it; an empty path lets the user choose."""
        self.leave_for(partial(self.register_wanted.emit, path))

    def leave_for(self, go_on: Callable[[], None]) -> None:
        """Go on to something else than this register, once nothing typed is lost by it."""
        sentence = self.tr("The request is not registered: register it, or choose the other register once more.")
        word = self.tr("Change over without saving")
        may_leave = self._leaving.may_leave(sentence, word, partial(self.leave_for, go_on))
        if may_leave and self._keeping.may_leave(go_on):
            go_on()

    def _on_registered(self, case_id: int) -> None:
        self._notices.drop_question()
        self.open_case(case_id)

    def _on_left(self) -> None:
        self._notices.drop_question()
        self.show_room(self._back_to)

    def _build_today(self) -> QWidget:
        page = rooms.build_today(self, self._tasks)
        page.backup_wanted.connect(self._keeping.make_now)
        page.copies_shown.connect(self._sidebar.show_backup)
        page.wished.connect(self._keeping.fulfil)
        page.shown.connect(self._on_today_shown)
        return page

    def _build_settings(self) -> QWidget:
        page = rooms.build_settings(self, self._tasks, self._clock)
        page.register_wanted.connect(self.change_register)
        if self._key_place is not None:
            page.tell_key_file(*self._key_place)
        return page

    def _build_new_case(self) -> QWidget:
        page = rooms.build_new_case(self, self._tasks, self._clock)
        page.registered.connect(self._on_registered)
        page.left.connect(self._on_left)
        return page

    def _build_talk(self) -> QWidget:
        page = rooms.build_talk(self, self._tasks, self._clock)
        page.left.connect(self._on_left)
        return page

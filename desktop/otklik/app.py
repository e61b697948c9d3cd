"""The composition root: the only module that knows everybody. Opens a register and puts its window on the screen."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from otklik.system import crash
from otklik.system.clock import DemonstrationClock, SystemClock
from otklik.system.errors import OtklikError
from otklik.system.paths import DATA_DIR_VARIABLE, data_dir
from otklik.ui import theme, translation
from otklik.ui.drawings import program_icon
from otklik.ui.ending import Ending, take_down
from otklik.ui.garbage import collect_on_main_thread
from otklik.ui.main_window import MainWindow
from otklik.ui.mistakes import Mistakes
from otklik.ui.one_window import OneWindow
from otklik.ui.registers.file_opening import FileOpening
from otklik.ui.registers.kept import Kept
from otklik.ui.tasks import Tasks

if TYPE_CHECKING:
    from otklik.casework.desk import Desk
    from otklik.system.preferences import Preferences
    from otklik.ui.lock.lock_window import LockWindow
    from otklik.ui.lock.locking import Locking
    from otklik.ui.welcome.welcome_window import WelcomeWindow

QUIT_WHEN_READY = "OTKLIK_QUIT_WHEN_READY"
"""Environment variable: the window closes by itself at its first idle moment with the register shown."""

REMIND_AFTER = 1000
"""Milliseconds after the first page stands until the reminders begin: starting does not wait for them."""

FIRST_REGISTER = "register.otklik"

COPY_SUFFIX = ".otklik-backup"
"""As of `safety.copies.SUFFIX`, which is not loaded for this."""


def open_window(
    register: Path | None = None,
    key_file: Path | None = None,
    folder: Path | None = None,
    language: str | None = None,
    *,
    choose: bool = False,
) -> int:
    """Run the program with a window until it is closed; return the exit code.

    Args:
        register: the register to open, or a copy of one to restore; the one opened last where not given.
        key_file: its key file, where the key is not in the password store.
        folder: the data folder; the system's own place where not given.
        language: `ru` or `en`; what was chosen in the settings where not given.
        choose: whether the user is to choose a register, whatever was opened last.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    if folder is not None:
        os.environ[DATA_DIR_VARIABLE] = str(folder)  # reports of mistakes go there too
    app.setApplicationName("otklik")
    collect_on_main_thread(app)
    app.setWindowIcon(program_icon())
    program = Program(app, data_dir(folder), language)
    mistakes = Mistakes(program.show_mistake, program)
    mistakes.watch()
    ending = Ending(program)
    ending.wanted.connect(program.end)
    ending.watch()
    faults = crash.watch_for_faults(data_dir(folder))
    opening = FileOpening(app)
    opening.watch(program.take_file)
    try:
        if choose:
            program.choose()
        else:
            program.begin(register or opening.asked_at_start(), key_file)
    except Exception as error:  # noqa: BLE001 - a bug of ours, before Qt waits for anything: told, and the program ends
        program.show_mistake(error)
    try:
        return app.exec()
    finally:
        program.close()
        ending.unwatch()
        mistakes.unwatch()
        crash.end_watch(faults)
        take_down()
        _clear_viewer_folders()


class Program(QObject):
    """One run of the program: its settings, its threads and the window that is open.

    Args:
        app: the application.
        folder: the data folder.
        language: of this run, whatever the settings say.
    """

    def __init__(self, app: QApplication, folder: Path, language: str | None = None) -> None:
        super().__init__(app)
        self._app, self._folder, self._language = app, folder, language
        self._kept = Kept(folder, self)
        self.tasks = Tasks(self)
        self.window: MainWindow | None = None
        self.welcome: WelcomeWindow | None = None
        self.lock_window: LockWindow | None = None  # of a register that is not open yet
        self.locking: Locking | None = None  # of the window that is open
        self._one = OneWindow(folder, self)
        self._one.raise_wanted.connect(self._on_raise_wanted)
        self._path: Path | None = None
        self._name = ""
        self._copies: tuple[Path, ...] = ()  # folders of copies of the register that is open
        self._between = False  # one window is closed, the next not open yet
        translation.install(app, language or self.preferences.language)
        app.setQuitOnLastWindowClosed(False)
        app.lastWindowClosed.connect(self._on_last_window_closed)

    @property
    def preferences(self) -> Preferences:
        """What is remembered on this computer."""
        return self._kept.preferences

    def choose(self) -> None:
        """Let the user begin a register, open or restore one."""
        self._dress()
        self._choose()

    def begin(self, register: Path | None, key_file: Path | None) -> None:
        """Open the register named, else his own one opened last, else let the user choose. A copy is restored.

        A demonstration opens only where it is asked for: nobody is to go on among invented people without knowing it.
        """
        self.tasks.run_aside(_clear_left_over)
        if register is not None and register.name.endswith(COPY_SUFFIX):
            self._dress()
            self._choose().restore_from(register)
            return
        last = self.preferences.last_own
        path = register or last or self._folder / FIRST_REGISTER
        invented = str(path.absolute()) in self.preferences.demonstrations
        if register is None and (invented or not path.exists()):
            self._dress()
            welcome = self._choose()
            if last is not None:
                welcome.show_missing(path)
            return
        self._open(path, key_file or self.preferences.key_file_of(path), by_itself=register is None)
        self._dress()

    def _dress(self) -> None:
        theme.apply(self._app, theme.Scheme(self.preferences.theme), self.preferences.text_percent)

    def _on_last_window_closed(self) -> None:
        if self.locking is not None and self.locking.locked:  # the sheet is not typed after all
            self._close_welcome()
            self.locking.lock()
        elif not self._between:
            self._app.quit()

    def _open(self, path: Path, key_file: Path | None, key: bytes | None = None, *, by_itself: bool = False) -> None:
        """Open a register, unless a window that has it already shows itself instead.

        Args:
            path: the register.
            key_file: its key file.
            key: the key itself, where it is known already.
            by_itself: whether nobody asked for this one; a demonstration then gives way to what `begin` finds next.
        """
        self._path = path
        here = partial(self._open_here, path, key_file, key, by_itself=by_itself)
        self._one.claim(path, here, self._leave_it_to_the_other)

    def _leave_it_to_the_other(self) -> None:
        """End: the window that has the register came forward. Whoever started from a terminal reads why."""
        from otklik.cli.frame import complain  # noqa: PLC0415 - not at start-up: at a second start alone

        complain(self.tr("This register is open already: its window came to the front."))
        self._app.quit()

    def _open_here(
        self,
        path: Path,
        key_file: Path | None,
        key: bytes | None = None,
        password: str | None = None,
        *,
        by_itself: bool = False,
    ) -> None:
        """Open a register on the database's thread; the window follows when it is open."""

        def opened(desk: Desk) -> None:
            demonstration = isinstance(desk.clock, DemonstrationClock)
            self._kept.remember(path, key_file, self._name, self._copies, demonstration=demonstration)
            if demonstration and by_itself:
                self.begin(None, None)
            else:
                self._show(desk)

        def failed(error: Exception) -> None:
            if not self._ask_password(error, path, key_file):
                self._one.release()
                self._choose(error, path, key_file, password)
                self._close_lock_window()

        self.tasks.open_desk(partial(self._desk_of, path, key_file, key, password), opened, failed)

    def _desk_of(self, path: Path, key_file: Path | None, key: bytes | None, password: str | None) -> Desk:
        """Open a register; on its thread."""
        from otklik.casework import opening  # noqa: PLC0415 - loaded on the register's thread, beside the window
        from otklik.casework.copies import folders as copy_folders  # noqa: PLC0415 - loaded on the register's thread, beside the window

        desk = opening.open_for_work(path, key_file, SystemClock(), key, password)
        self._name, self._copies = opening.name_of(desk), copy_folders.copy_folders(desk)
        return desk

    def _ask_password(self, error: Exception, path: Path, key_file: Path | None) -> bool:
        """Ask for the password if that is what keeps the register closed; return whether it is."""
        from otklik.register.problems import CORRUPT, MISSING, NOT_A_DATABASE  # noqa: PLC0415 - loaded by now, as below
        from otklik.safety.keys import PasswordNeeded  # noqa: PLC0415 - loaded by now, on the register's thread
        from otklik.safety.passwords import WrongPassword  # noqa: PLC0415 - the same

        if isinstance(error, OtklikError) and error.text in {CORRUPT, MISSING, NOT_A_DATABASE}:
            return False  # the first window knows what to do about damage, and about a file that is gone
        if self.lock_window is not None and not isinstance(error, PasswordNeeded):
            self.lock_window.refuse(str(error), wrong=isinstance(error, WrongPassword))
            return True
        if not isinstance(error, PasswordNeeded):
            return False
        from otklik.ui.lock.lock_window import LockWindow  # noqa: PLC0415 - where a password is in use

        self.lock_window = window = LockWindow()
        window.opening_wanted.connect(lambda password: self._open_here(path, key_file, None, password))
        window.sheet_wanted.connect(partial(self._on_sheet_wanted, path))
        window.left.connect(self._app.quit)
        window.ask(password=True)
        window.show_up()
        self._between = False
        self._close_welcome()
        return True

    def _on_sheet_wanted(self, path: Path) -> None:
        """Open by the recovery sheet instead of the password."""
        self._choose().open_by_sheet(path)
        self._close_lock_window()

    def _close_lock_window(self) -> None:
        if self.lock_window is not None:
            self.lock_window.hide()
            self.lock_window.deleteLater()
            self.lock_window = None

    def _show(self, desk: Desk) -> None:
        self.window = MainWindow(self.tasks, desk.clock)
        self.window.register_wanted.connect(self._on_register_wanted)
        self.window.lock_wanted.connect(self.lock)
        self.window.lock_after_chosen.connect(self._on_lock_after_chosen)
        self.window.damage_found.connect(self._on_damage_found)
        self.window.ready.connect(partial(QTimer.singleShot, REMIND_AFTER, self.window, self._on_stands))
        if os.environ.get(QUIT_WHEN_READY) == "1":
            self.window.ready.connect(lambda: QTimer.singleShot(0, self._app.quit))
        if self._path is not None:
            self._lead_out_of_training(self.window, self._path)
            self._kept.follow(self.window, self._path.absolute())
        self.window.start(self._name)
        self.window.show()
        self._between = False
        self._close_welcome()
        self._close_lock_window()

    def _lead_out_of_training(self, window: MainWindow, path: Path) -> None:
        """Let a training register be left, and thrown away where it lies in the folder made for it."""
        if window.training is not None:
            window.training.own_wanted.connect(self._on_own_wanted)
            window.training.throwing_away_wanted.connect(self._on_throwing_away_wanted)
            window.training.allow_throwing_away(path, self._folder)

    def _on_own_wanted(self) -> None:
        """Open his own register, or let him begin one where he has none."""
        own = self.preferences.last_own
        if own is not None and own.is_file():
            self._on_register_wanted(str(own))
            return
        self._leave()
        self.tasks.suspend(self._one.release)
        self._choose().begin_own()

    def _on_throwing_away_wanted(self) -> None:
        """Delete the training register once it is closed, and go on with his own or the first window."""
        from otklik.ui.welcome.beginning import throw_away  # noqa: PLC0415 - as above

        def closed() -> None:
            self._one.release()
            self.tasks.run_aside(partial(throw_away, self._folder), lambda _none: self.begin(None, None), failed)

        def failed(error: Exception) -> None:
            self._choose().say(str(error))

        if self._path is not None:
            self.preferences.forget(self._path.absolute())
            self._kept.keep()
        self._leave()
        self.tasks.suspend(closed)

    def _close_welcome(self) -> None:
        if self.welcome is not None:
            self.welcome.end()
            self.welcome.deleteLater()
            self.welcome = None

    def _on_stands(self) -> None:
        """Begin what the start does not wait for, now that the first page stands."""
        from otklik.ui.standing import stand  # noqa: PLC0415 - start-up: the first page stands before it begins

        if self.window is not None:
            here = (self._path or self._folder / FIRST_REGISTER).absolute()
            stand(self.window, self.tasks, here, self._kept, self._one, self._language)
            self._guard(self.window).watch(self.preferences.lock_after)

    def take_file(self, path: Path) -> None:
        """Open a register the system asks for while the program runs: in a window of its own where one is open."""
        if self.window is None:
            self.begin(path, None)
        elif self.window.registers is not None:
            self.window.registers.open(path)

    def lock(self) -> None:
        """Lock the window."""
        if self.window is not None:
            self._guard(self.window).lock()

    def _guard(self, window: MainWindow) -> Locking:
        """Return the lock of the window; it is made when it is first needed."""
        if self.locking is None:
            from otklik.ui.lock.locking import Locking  # noqa: PLC0415 - start-up: the first page stands before it is made

            path = self._path or self._folder / FIRST_REGISTER
            key_file = self.preferences.key_file_of(path.absolute())
            self.locking = Locking(
                self.tasks,
                window,
                partial(_has_password, path, key_file),
                lambda password: self._desk_of(path, key_file, None, password),
                window,
            )
            self.locking.opened.connect(self._on_unlocked)
            self.locking.sheet_wanted.connect(lambda: self._choose().open_by_sheet(path))
            self.locking.left.connect(self._app.quit)
        return self.locking

    def _on_unlocked(self) -> None:
        self._between = False
        self._close_welcome()

    def _on_raise_wanted(self) -> None:
        """Show the window that is open, whichever it is: the register was started once more."""
        if self.locking is not None and self.locking.locked:
            self.locking.lock()
            return
        for window in (self.window, self.lock_window, self.welcome):
            if window is not None and window.isVisible():
                window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
                window.raise_()
                window.activateWindow()
                return

    def _on_register_wanted(self, path: str) -> None:
        """Leave this register for another one, or, where none is named, let the user choose."""
        key_file = self._key_file_for(Path(path)) if path else None
        self._leave()
        if path:
            self._open(Path(path), key_file)
        else:
            self.tasks.suspend(self._one.release)  # he may choose the same one again
            self._choose()

    def _key_file_for(self, path: Path) -> Path | None:
        """Return the key file of a register; one restored from a backup opens with the key of the one that is open."""
        from otklik.register.database_file import read_salt  # noqa: PLC0415 - only where registers are changed

        known = self.preferences.key_file_of(path)
        if known is not None or self._path is None:
            return known
        with suppress(OtklikError):
            if read_salt(path) == read_salt(self._path):
                return self.preferences.key_file_of(self._path.absolute())
        return None

    def _leave(self) -> None:
        """Close the window of the register; what it still stores goes before whatever opens next."""
        if self.window is None:
            return
        self._between = True
        self._keep_place()
        if self.locking is not None:
            self.locking.end()
        self.window.close()
        self.window.deleteLater()
        self.window = self.locking = None

    def _on_lock_after_chosen(self, minutes: int) -> None:
        if self.window is not None:
            self._guard(self.window).watch(minutes)

    def _choose(
        self,
        problem: OtklikError | Exception | None = None,
        path: Path | None = None,
        key_file: Path | None = None,
        password: str | None = None,
    ) -> WelcomeWindow:
        """Let the user make, open or restore a register; the problem says why he is asked, and about which one."""
        from otklik.ui.welcome.welcome_window import WelcomeWindow  # noqa: PLC0415 - seen at the first start and when opening failed

        if self.welcome is None:
            self.welcome = WelcomeWindow(self.preferences, self._folder)
            self.welcome.chosen.connect(self._on_chosen)
        self.welcome.show()
        self._between = False
        if problem is not None and path is not None:
            self.welcome.show_problem(problem, path, key_file, password)
        return self.welcome

    def _on_damage_found(self, key: bytes) -> None:
        """Leave a register that a check found damaged, for the page about it."""
        path = self._path
        if path is None:
            return
        key_file = self.preferences.key_file_of(path.absolute())
        self._leave()
        self.tasks.suspend(lambda: self._choose().show_damage(path, key_file, key=key))

    def _on_chosen(self, path: Path, key: bytes) -> None:
        if self.locking is not None and self.locking.locked:
            if self._path is not None and path == self._path.absolute():
                self.locking.open_by(partial(self._desk_of, path, None, key, None))
                return
            self._leave()
        self._open(path, None, key)

    def show_mistake(self, error: Exception) -> None:
        """Show the crash dialog for an error nobody caught; the window goes on."""
        from otklik.ui.messages import show_crash  # noqa: PLC0415 - hopefully never needed

        show_crash(error, self.window or self.welcome)

    def end(self) -> None:
        """End at once, because the system wants it: drafts are kept, nobody is asked, the next start makes the copy."""
        if self.window is not None:
            self._keep_place()
            self.window.hide()  # pages that are hidden keep their drafts
        self._app.exit()  # `quit` would ask every window whether it may

    def close(self) -> None:
        """Keep the window's place and close the register."""
        self._keep_place()
        if self.locking is not None:
            self.locking.end()
        self.tasks.close()
        self._one.release()

    def _keep_place(self) -> None:
        """Remember where the window stood."""
        if self.window is not None and self._path is not None and os.environ.get(QUIT_WHEN_READY) != "1":
            self._kept.keep_place(self.window, self._path.absolute())


def _clear_left_over() -> None:
    """Take away the letters that a run which was killed had handed to a viewer."""
    from otklik.ui.viewer_folder import ViewerFolder  # noqa: PLC0415 - loaded beside the start

    ViewerFolder().clear_left_over()


def _clear_viewer_folders() -> None:
    """Take away what this run handed to a viewer, whoever of its windows did and however it ended."""
    from otklik.ui.viewer_folder import ViewerFolder  # noqa: PLC0415 - loaded beside the start

    ViewerFolder.clear_all()


def _has_password(path: Path, key_file: Path | None) -> bool:
    """Return whether a password opens the key of a register; asks the disk."""
    from otklik.safety.keys import KeyKind, key_place  # noqa: PLC0415 - loaded by now, on the register's thread

    return key_place(path, key_file).kind is KeyKind.PASSWORD

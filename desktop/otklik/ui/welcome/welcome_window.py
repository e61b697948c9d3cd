"""The first window: begin a register, open one, restore one from a copy, or go on after damage."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from otklik.system.errors import OtklikError
from otklik.ui import screen_room, theme
from otklik.ui.drawings import Drawing
from otklik.ui.reading_order import InReadingOrder
from otklik.ui.tasks import Tasks
from otklik.ui.welcome import beginning, work
from otklik.ui.welcome.choices import Choices
from otklik.ui.welcome.create_form import CreateForm
from otklik.ui.welcome.damage_form import DamageForm
from otklik.ui.welcome.made_form import MadeForm
from otklik.ui.welcome.open_form import OpenForm
from otklik.ui.welcome.path_field import key_files_of
from otklik.ui.welcome.restore_form import RestoreForm
from otklik.ui.welcome.runner import Runner
from otklik.ui.welcome.sheet_form import SettleForm, SheetForm
from otklik.ui.widgets import IconButton, Label, Notice, Page, Sheet

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent

    from otklik.casework.copies.found import FoundCopy
    from otklik.system.preferences import Preferences
    from otklik.ui.welcome.welcome_form import WelcomeForm

_WIDTH = 640


class WelcomeWindow(InReadingOrder, QMainWindow):
    """Shown where no register can be opened by itself.

    Signals:
        chosen: a register opens with this key; carries path (`Path`) and key (32 bytes). A register made here has its
            operator and its first journal line already; a key file the user named is remembered in the preferences
            before the signal is sent.

    Args:
        preferences: registers opened lately, their key files and folders of copies.
        folder: the data folder: new registers are offered there, preferences are kept there.
        parent: owner.
    """

    chosen = Signal(object, object)

    def __init__(self, preferences: Preferences, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences, self._folder = preferences, folder
        self._tasks = Tasks(self)
        self.setWindowTitle(self.tr("Otklik"))
        self.setMinimumSize(760, 620)
        screen_room.fit(self, QSize(900, 760))
        self._notice = Notice(closable=True)
        self.runner = Runner(self._tasks)
        self.choices = Choices()
        self.create_form = CreateForm(folder, self.runner)
        self.made_form = MadeForm(self.runner)
        self.open_form = OpenForm(preferences, self.runner)
        self.sheet_form = SheetForm(self.runner)
        self.settle_form = SettleForm(self.runner)
        self.restore_form = RestoreForm(preferences, folder, self.runner)
        self.damage_form = DamageForm(preferences, folder, self.runner)
        self._forms: tuple[WelcomeForm, ...] = (
            *(self.create_form, self.made_form, self.open_form, self.sheet_form, self.settle_form),
            *(self.restore_form, self.damage_form),
        )
        self._back_to: list[QWidget] = []
        self._closing = False  # as soon as nothing is under way
        self._may_forget = False  # what is typed, for who closes was told
        self._lay_out()
        self._connect()
        self._tasks.run_aside(work.store_name, self._show_store)

    def begin_own(self) -> None:
        """Show the first question of a register of one's own."""
        self._show(self.create_form)
        self.create_form.begin()

    def say(self, sentence: str, path: Path | None = None, key_file: Path | None = None) -> None:
        """Say why a register could not be opened, and offer to open it in another way.

        Args:
            sentence: what went wrong and what to do.
            path: the register it was about.
            key_file: the key file that was tried; the one remembered for the register where not given.
        """
        if path is not None:
            self.open_form.show_path(path, key_file or self._preferences.key_file_of(path))
            self._show(self.open_form)
        self._notice.say(sentence, "overdue")

    def show_problem(
        self, error: Exception, path: Path, key_file: Path | None = None, password: str | None = None
    ) -> None:
        """Show what to do about a register that did not open: its password, another key, or the page about damage.

        Args:
            error: why it did not open.
            path: the register.
            key_file: the key file that was tried; the one remembered for the register where not given.
            password: what opened its key, where one was typed.
        """
        from otklik.register.problems import MISSING  # noqa: PLC0415 - loaded by now, by whoever tried to open it

        if isinstance(error, OtklikError) and error.text == MISSING:
            self.show_missing(path)
            return
        key_file = key_file or self._preferences.key_file_of(path)
        if not self.open_form.isVisible():
            self._show(self.open_form)
        self.open_form.take_error(error, path, key_file, password)

    def open_by_sheet(self, path: Path) -> None:
        """Ask for the recovery sheet of a register."""
        self.open_form.show_path(path, self._preferences.key_file_of(path))
        self._show(self.open_form)
        self._on_sheet(path)

    def show_damage(self, path: Path, key_file: Path | None = None, *, key: bytes | None = None) -> None:
        """Show what to do about a damaged register.

        Args:
            path: the register.
            key_file: its key file, where it has one.
            key: its key, 32 bytes.
        """
        self._show(self.damage_form)
        self.restore_form.lost = path
        self.damage_form.begin(path, key_file, lambda: key)

    def restore_from(self, copy: Path) -> None:
        """Go on to restoring a copy that was opened by a double click."""
        self._on_restore()
        self.restore_form.show_file(copy)

    def show_missing(self, path: Path) -> None:
        """Say that a register is not there; restoring it comes first then."""
        self.restore_form.lost = path
        self.choices.put_restoring_first()
        self._drawing.show_drawing("restore")
        self._show(self.choices)
        self._notice.say(
            self.tr(
                "The register {file} is not there: it was deleted, moved or renamed, or its disk is not connected. "
                "Put it back and open it, or restore it from a backup."
            ).format(file=path),
            "overdue",
        )

    def _lay_out(self) -> None:
        page = Page(spacing=12)
        page.setObjectName("page")
        body = page.body
        self._drawing = Drawing("first")
        self._lead = Label(
            self.tr(
                "A register of requests about personal data. Everything lies on this computer, encrypted; "
                "the program never goes online."
            ),
            "lead",
            wrap=True,
        )
        body.addLayout(self._head())
        body.addWidget(self._notice)
        self._frames = {form: self._framed(form) for form in self._forms}
        for view in (self.choices, *self._frames.values()):
            body.addWidget(view)
        body.addWidget(self.runner)
        body.addStretch(1)
        self._page = page
        self.setCentralWidget(page)
        self._show(self.choices)

    def _head(self) -> QHBoxLayout:
        """Return the name of the program and what it is, with a drawing beside them."""
        head, words = QHBoxLayout(), QVBoxLayout()
        head.setSpacing(24)
        words.setSpacing(8)
        words.addStretch(1)
        words.addWidget(Label(self.tr("Otklik"), "title"))
        words.addWidget(self._lead)
        words.addStretch(1)
        head.addLayout(words, 1)
        head.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignBottom)
        return head

    def _framed(self, form: WelcomeForm) -> Sheet:
        card = Sheet(24, 12)
        head = QHBoxLayout()
        if form is not self.made_form:  # what is made cannot be taken back
            back = IconButton("back", self.tr("Back"))
            back.clicked.connect(self._on_back)
            head.addWidget(back)
        title = Label(form.title, "case_title", wrap=True)
        form.titled.connect(title.setText)
        head.addWidget(title, 1)
        if form.corner is not None:
            head.addWidget(form.corner, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(head)
        card.body.addWidget(form)
        card.body.addStretch(1)
        return card

    def _connect(self) -> None:
        self.choices.create_wanted.connect(self._on_create)
        self.choices.training_wanted.connect(self._on_training)
        self.choices.open_wanted.connect(partial(self._go_to, self.open_form))
        self.choices.restore_wanted.connect(self._on_restore)
        for form in self._forms:
            form.failed.connect(self._on_failed)
        self.create_form.ready.connect(self._on_made)
        self.sheet_form.ready.connect(self._ask_for_key_place)
        for form in (self.made_form, self.open_form, self.restore_form, self.damage_form):
            form.ready.connect(self._on_ready)
        self.settle_form.ready.connect(self._on_settled)
        self.open_form.sheet_wanted.connect(self._on_sheet)
        self.open_form.refused.connect(self._on_refused)
        self.damage_form.copy_wanted.connect(self._on_copy_wanted)
        self.runner.busy_changed.connect(self._on_busy)

    def _show(self, view: QWidget) -> None:
        """Show one of the views; the way back from it begins anew at the choices."""
        self._back_to = [] if view is self.choices else [self.choices]
        self._reveal(view)

    def _go_to(self, view: QWidget) -> None:
        """Go on to another view, with a way back to the one that is shown."""
        self._back_to.append(self._shown)
        self._reveal(view)

    def _reveal(self, view: QWidget) -> None:
        self._shown = view
        self._notice.clear()
        for part in (self._lead, self._drawing):
            part.setVisible(view is self.choices)
        self.choices.setVisible(view is self.choices)
        for form, frame in self._frames.items():
            frame.setVisible(form is view)
        self._page.verticalScrollBar().setValue(0)
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back(self) -> None:
        if not self.runner.isHidden():
            self.runner.stop()
            return
        self._notice.clear()
        if isinstance(self._shown, MadeForm) or self._shown is self.choices:
            return
        if not self._shown.go_back():  # type: ignore[attr-defined]  # every view but the choices is a form
            self._reveal(self._back_to.pop() if self._back_to else self.choices)

    def _show_store(self, name: str) -> None:
        self.create_form.show_store(name)
        self.choices.show_questions(self.create_form.questions)
        self.settle_form.key.show_store(name)
        self.restore_form.show_store(name)

    def _on_restore(self) -> None:
        self._go_to(self.restore_form)
        self.restore_form.begin()

    def _on_create(self) -> None:
        self._go_to(self.create_form)
        self.create_form.begin()

    def _on_training(self) -> None:
        """Make the training register, or take the one that is there."""
        self.runner.start_stoppable(
            partial(beginning.train, self._folder),
            self._on_trained,
            self._on_failed,
            self.tr("The training register is being filled with invented people and letters…"),
        )

    def _on_trained(self, ready: work.OpenRegister) -> None:
        self._remember(ready, demonstration=True)
        self.chosen.emit(ready.path.absolute(), ready.key)

    def _on_copy_wanted(self, copy: FoundCopy | None, key: bytes | None) -> None:
        self._on_restore()
        if copy is not None:
            self.restore_form.show_file(copy.path, key)

    def _on_sheet(self, path: Path) -> None:
        self._go_to(self.sheet_form)
        self.sheet_form.begin(path)

    def _ask_for_key_place(self, ready: work.OpenRegister) -> None:
        """Ask where the key of a register shall lie from now on."""
        self._go_to(self.settle_form)
        self.settle_form.begin(ready)

    def _on_refused(self, error: OtklikError, path: Path, key_file: Path | None, password: str | None) -> None:
        """Say why a register did not open, or, where it is damaged, show what to do about that."""
        places, files = partial(work.folders, self._preferences, self._folder, path), key_files_of(self._preferences)

        def told(damaged: bool) -> None:
            if damaged:
                self.restore_form.lost = path
                self._go_to(self.damage_form)
                self.damage_form.begin(path, key_file, partial(work.key_here, path, key_file, password))
            else:
                self._on_failed(error)

        self.runner.start(
            lambda: work.is_damaged(error, path, key_file, password, places(), files),
            told,
            lambda _error: self._on_failed(error),
            self.tr("The register is being looked at…"),
        )

    def _on_made(self, ready: work.OpenRegister) -> None:
        self._remember(ready)
        self._go_to(self.made_form)
        self.made_form.begin(ready, self.create_form.questions)

    def _on_ready(self, ready: work.OpenRegister) -> None:
        if ready.homeless:
            self._ask_for_key_place(ready)
            return
        self._remember(ready)
        self.chosen.emit(ready.path.absolute(), ready.key)

    def _on_settled(self, ready: work.OpenRegister) -> None:
        self._preferences.forget_key_file(ready.path.absolute())  # it may hold what nobody can unlock any more
        self._on_ready(ready)

    def _remember(self, ready: work.OpenRegister, *, demonstration: bool = False) -> None:
        key_file = ready.key_file.absolute() if ready.key_file else None
        self._preferences.remember(ready.path.absolute(), key_file, demonstration=demonstration)
        with suppress(OtklikError):  # what cannot be remembered is asked for again
            self._preferences.save(self._folder)

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._notice.clear()
        elif self._closing:
            QTimer.singleShot(0, self, self.close)  # once what was made is remembered
        for view in (self.choices, *self._forms):
            view.setEnabled(not busy)

    def _on_failed(self, error: Exception) -> None:
        self._notice.show_error(error)
        self._page.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle by the margins of the page: a fixed width would give wrapped text no height."""
        super().resizeEvent(event)
        side = max(24, (self.width() - theme.px(_WIDTH)) // 2)
        self._page.set_margins(side, 32, side, 24)

    def end(self) -> None:
        """Close the window without a question: another one has come in its place."""
        self._may_forget = True
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back by Esc, or stop what is under way."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_back()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the threads, and close a register that was made here; what is being made is made whole first."""
        if not self.runner.isHidden():
            self._closing = True
            self.runner.stop()
            event.ignore()
            return
        if self._shown is self.create_form and self.create_form.is_begun and not self._may_forget:
            self._may_forget = True
            event.ignore()
            self._notice.say(
                self.tr("The register is not begun yet. Close the window, and what you filled in is gone."),
                "soon",
                (self.tr("Close the window"), self.end),
            )
            self._page.verticalScrollBar().setValue(0)
            return
        self.made_form.end()
        self._tasks.close()
        super().closeEvent(event)

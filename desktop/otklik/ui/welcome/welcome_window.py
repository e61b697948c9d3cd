"""The first window: begin a register, open one, or restore one from a backup."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from otklik.system.clock import SystemClock
from otklik.system.errors import OtklikError
from otklik.ui.settings import register_keys
from otklik.ui.tasks import Tasks
from otklik.ui.welcome.welcome_forms import CreateForm, OpenForm, RestoreForm
from otklik.ui.widgets import Caption, IconButton, Label, LinkButton, Notice, Page, PrimaryButton, QuietButton, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from otklik.register.records import Operator
    from otklik.system.preferences import Preferences
    from otklik.ui.settings.register_keys import OpenRegister

_WIDTH = 600


class WelcomeWindow(QMainWindow):
    """Shown where no register can be opened by itself.

    Signals:
        chosen: a register opens with this key; carries path (`Path`) and key (32 bytes). A register made here has its
            operator and its first journal line already; a key file the user named is remembered in the preferences
            before the signal is sent.

    Args:
        preferences: registers opened lately, and key files.
        folder: the data folder: new registers are offered there, preferences are kept there.
        parent: owner.
    """

    chosen = Signal(object, object)

    def __init__(self, preferences: Preferences, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences, self._folder = preferences, folder
        self._clock = SystemClock()
        self._tasks = Tasks(self)
        self.setWindowTitle(self.tr("Otklik"))
        self.setMinimumSize(760, 620)
        self.resize(860, 700)
        self._notice = Notice(closable=True)
        self.create_form = CreateForm(folder)
        self.open_form = OpenForm(tuple(path for path in preferences.registers if Path(path).exists()))
        self.restore_form = RestoreForm(folder)
        self._busy = Caption("", wrap=False)
        self._lay_out()
        self.create_form.wanted.connect(self._on_create)
        self.open_form.wanted.connect(self._on_open)
        self.restore_form.wanted.connect(self._on_restore)
        self._tasks.run_aside(register_keys.store_name, self.create_form.show_store)

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

    def _lay_out(self) -> None:
        page = Page((24, 48, 24, 24), 14)
        page.setObjectName("page")
        column = QWidget()
        column.setFixedWidth(_WIDTH)
        body = QVBoxLayout(column)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(14)
        body.addWidget(Label("Отклик", "title"))
        body.addWidget(
            Label(
                self.tr(
                    "A register of requests about personal data. Everything lies on this computer, encrypted; "
                    "the program never goes online."
                ),
                "lead",
                wrap=True,
            )
        )
        body.addSpacing(4)
        body.addWidget(self._notice)
        self._choices = self._make_choices()
        self._views = (self._choices, *(self._framed(form) for form in self._forms()))
        for view in self._views:
            body.addWidget(view)
        self._show(self._choices)
        body.addWidget(self._busy)
        body.addStretch(1)
        page.body.addWidget(column, 1, Qt.AlignmentFlag.AlignHCenter)
        self.setCentralWidget(page)

    def _forms(self) -> tuple[CreateForm | OpenForm | RestoreForm, ...]:
        return (self.create_form, self.open_form, self.restore_form)

    def _make_choices(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        create = PrimaryButton(self.tr("Begin"))
        column.addWidget(
            self._choice(
                self.tr("Begin a new register"),
                self.tr("For an ИП or a company that keeps its requests here for the first time."),
                create,
                self.create_form,
            )
        )
        column.addWidget(
            self._choice(
                self.tr("Open a register"),
                self.tr("The register exists already: on this disk, on a memory stick, from a colleague."),
                QuietButton(self.tr("Choose a file")),
                self.open_form,
            )
        )
        restore = LinkButton(self.tr("Restore a register from a backup"))
        restore.clicked.connect(partial(self._show, self.restore_form))
        column.addWidget(restore)
        column.addStretch(1)
        return widget

    def _choice(self, title: str, remark: str, button: PrimaryButton | QuietButton, form: QWidget) -> Sheet:
        card = Sheet(24, 4)
        row = QHBoxLayout()
        row.setSpacing(20)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addWidget(Label(title, "strong", wrap=True))
        words.addWidget(Caption(remark))
        row.addLayout(words, 1)
        button.setAccessibleName(title)
        button.clicked.connect(partial(self._show, form))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        card.body.addLayout(row)
        return card

    def _framed(self, form: CreateForm | OpenForm | RestoreForm) -> Sheet:
        card = Sheet(24, 14)
        head = QHBoxLayout()
        back = IconButton("back", self.tr("Back"))
        back.clicked.connect(self._on_back)
        head.addWidget(back)
        head.addWidget(Label(form.title, "case_title", wrap=True), 1)
        card.body.addLayout(head)
        card.body.addWidget(form)
        card.body.addStretch(1)
        return card

    def _show(self, form: QWidget, _checked: bool = False) -> None:
        self._notice.clear()
        for view in self._views:
            view.setVisible(view is form or view.isAncestorOf(form))
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_back(self) -> None:
        self._show(self._choices)

    def _on_create(self, path: Path, key_file: Path | None, operator: Operator) -> None:
        self._start(
            lambda: register_keys.make(path, key_file, self._clock, operator), self.tr("The register is being made…")
        )

    def _on_open(self, path: Path, key_file: Path | None) -> None:
        known = key_file or self._preferences.key_file_of(path)
        self.open_form.show_path(path, known)  # what is tried is what is shown
        self._start(lambda: register_keys.check(path, known, self._clock), self.tr("The register is being opened…"))

    def _on_restore(self, backup: Path, key_file: Path | None, target: Path) -> None:
        self._start(
            lambda: register_keys.restore(backup, key_file, target),
            self.tr("The backup is being checked and restored…"),
        )

    def _start(self, work: Callable[[], OpenRegister], sentence: str) -> None:
        self._notice.clear()
        self._busy.setText(sentence)
        self._set_enabled(False)
        self._tasks.run_aside(work, self._on_ready, self._on_failed)

    def _set_enabled(self, enabled: bool) -> None:
        for view in self._views:
            view.setEnabled(enabled)

    def _on_ready(self, ready: OpenRegister) -> None:
        self._busy.setText("")
        self._set_enabled(True)
        path = ready.path.absolute()
        self._preferences.remember(path, ready.key_file.absolute() if ready.key_file else None)
        with suppress(OtklikError):  # what cannot be remembered is asked for again
            self._preferences.save(self._folder)
        self.chosen.emit(path, ready.key)

    def _on_failed(self, error: Exception) -> None:
        self._busy.setText("")
        self._set_enabled(True)
        for form in self._forms():
            form.ask_for_key()
        if not self.create_form.show_mistake(error):
            self._notice.show_error(error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the threads."""
        self._tasks.close()
        super().closeEvent(event)

"""The card that replaces the key: when to do so, the password where there is one, how far it is, and the new sheet."""

from __future__ import annotations

from threading import Event as Flag
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from otklik.casework import key_keeping
from otklik.safety.keys import KeyKind, WrongPassword
from otklik.ui.phrases import firm
from otklik.ui.widgets import (
    Caption,
    FormRows,
    Heading,
    Label,
    Notice,
    PasswordField,
    PrimaryButton,
    QuietButton,
    Sheet,
)

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.key_keeping import Rekeyed
    from otklik.safety.keys import KeyPlace
    from otklik.ui.tasks import Tasks


class RekeyCard(Sheet):
    """Another key for the register.

    Signals:
        progressed: pages done and pages in all, sent from the database's thread.
        replaced: the register has another key.
        sheet_wanted: show the new sheet.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    progressed = Signal(int, int)
    replaced = Signal()
    sheet_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(24, 10, parent=parent)
        self._tasks = tasks
        self._key_file: Path | None = None
        self._locked = False
        self._cancelled = Flag()
        self._notice = Notice(closable=True)
        self._begin = QuietButton(self.tr("Replace the key…"))
        self._form = FormRows(12)
        self._password = PasswordField(self.tr("Password in use"))
        self._sheet = Label("", wrap=True)
        self._replace, self._later = PrimaryButton(self.tr("Replace the key")), QuietButton(self.tr("Cancel"))
        self._running = QWidget()
        self._progress = QProgressBar()
        self._stop = QuietButton(self.tr("Stop the exchange"), small=True)
        self._lay_out()
        self._begin.clicked.connect(self._on_begin)
        self._replace.clicked.connect(self._on_replace)
        self._later.clicked.connect(self._end)
        self._stop.clicked.connect(self._on_stop)
        self._password.changed.connect(lambda: self._form.set_mistake(self._password))
        self._password.submitted.connect(self._on_replace)
        self.progressed.connect(self._on_progressed)
        tasks.closing.connect(self._on_stop)

    def show_place(self, place: KeyPlace, key_file: Path | None, sheet: int) -> None:
        """Show what replacing takes here.

        Args:
            place: where the key lies.
            key_file: the key file the register was opened with; `None` where there is none.
            sheet: number of the sheet in use.
        """
        self._key_file = key_file
        self._locked = place.kind is KeyKind.PASSWORD
        self._form.show_row(self._password, self._locked)
        words = self.tr(
            "A copy is made and checked first. Copies made until now go on opening with sheet № {old}: keep it as long "
            "as you keep them. The register and all later copies open with sheet № {new}, which you print right after."
        )
        self._sheet.setText(firm(words.format(old=sheet, new=sheet + 1)))

    def _lay_out(self) -> None:
        self.body.addWidget(Heading(self.tr("Replace the key")))
        self.body.addWidget(
            Label(
                self.tr("When a stranger has seen the recovery sheet, the key file or the password"),
                "medium",
                wrap=True,
            )
        )
        self.body.addWidget(
            Caption(
                self.tr(
                    "The register gets a new key and a new sheet. Whoever took an old copy together with the old sheet "
                    "still reads that copy; what is entered from now on he does not."
                )
            )
        )
        self.body.addWidget(self._notice)
        self._form.add_widget(self._sheet)
        self._form.add_row(self.tr("Password in use"), self._password, self.tr("It locks the new key too."))
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._replace)
        row.addWidget(self._later)
        row.addStretch(1)
        self._form.add_widget(buttons)
        self.body.addWidget(self._form)
        column = QVBoxLayout(self._running)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Caption(self.tr("The register is written anew under another key. Leave the program open.")))
        line = QHBoxLayout()
        line.setSpacing(12)
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("How far the new key is"))
        line.addWidget(self._progress, 1)
        line.addWidget(self._stop)
        column.addLayout(line)
        self.body.addWidget(self._running)
        self.body.addWidget(self._begin)
        self._show_part(self._begin)

    def _show_part(self, part: QWidget) -> None:
        for one in (self._begin, self._form, self._running):
            one.setVisible(one is part)

    def _on_begin(self) -> None:
        self._notice.clear()
        self._show_part(self._form)
        first = self._password if self._locked else self._replace
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _end(self) -> None:
        """Leave nothing typed behind."""
        self._password.clear()
        self._form.set_mistake(self._password)
        self._show_part(self._begin)

    def _on_replace(self) -> None:
        password = self._password.text() if self._locked else None
        if password == "":
            self._form.set_mistake(self._password, self.tr("Type the password the register is opened with."))
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._cancelled = cancelled = Flag()
        file = self._key_file
        self._progress.setRange(0, 0)
        self._stop.setEnabled(True)
        self._show_part(self._running)
        self._tasks.act(
            lambda desk: key_keeping.rekey(desk, file, password, self.progressed.emit, cancelled),
            self._on_replaced,
            self._on_failed,
            owner=self,
        )

    def _on_progressed(self, done: int, whole: int) -> None:
        self._progress.setRange(0, max(1, whole))
        self._progress.setValue(done)

    def _on_stop(self) -> None:
        self._stop.setEnabled(False)
        self._cancelled.set()

    def _on_replaced(self, made: Rekeyed) -> None:
        self._end()
        words = self.tr("The key is replaced. Print sheet № {number} now: the old sheet does not open the register.")
        self._notice.say(
            firm(words.format(number=made.number)), "done", (self.tr("Show and print…"), self.sheet_wanted.emit)
        )
        self.replaced.emit()

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, WrongPassword):
            self._show_part(self._form)
            self._form.set_mistake(self._password, str(error))
            self._password.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._end()
        # What the user stopped himself is no fault.
        self._notice.say(str(error), "accent" if self._cancelled.is_set() else "overdue")

"""Ключ: where it lies, the recovery sheet, the password, the lock, another key, and a copy of it in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from otklik.casework import key_keeping
from otklik.casework.copies import safekeeping
from otklik.safety.keys import KeyKind
from otklik.ui import icons
from otklik.ui.documents import documents
from otklik.ui.settings.lock_card import LockCard
from otklik.ui.settings.password_card import PasswordCard
from otklik.ui.settings.password_question import PasswordQuestion
from otklik.ui.settings.rekey_card import RekeyCard
from otklik.ui.settings.sheet_card import SheetCard
from otklik.ui.widgets import Caption, Heading, Label, Notice, Page, QuietButton, Sheet
from otklik.ui.widgets.layouts import READABLE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Changes, Desk
    from otklik.casework.key_keeping import SheetState
    from otklik.safety.keys import KeyPlace
    from otklik.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class KeyFacts:
    """What the page shows.

    Attributes:
        place: where the key lies.
        sheet: what is known of the recovery sheet.
        register: the register's file, for the name of a key file.
    """

    place: KeyPlace
    sheet: SheetState
    register: Path


def gather(desk: Desk, key_file: Path | None) -> KeyFacts:
    """Read what the page shows; on the database's thread."""
    return KeyFacts(key_keeping.where(desk, key_file), key_keeping.sheet_state(desk), desk.register.path)


class KeyPage(Page):
    """The key of the register.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    help_topic = "key"

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), readable=READABLE, parent=parent)
        self._tasks = tasks
        self._key_file: Path | None = None
        self._register = Path()
        self._place, self._remark = Label("", "case_title", wrap=True), Caption("")
        self._notice = Notice(closable=True)
        self.question = PasswordQuestion(tasks)
        self.sheet = SheetCard(tasks, self.refresh)
        self.password = PasswordCard(tasks, self.refresh)
        self.lock = LockCard()
        self.rekey = RekeyCard(tasks)
        self.rekey.replaced.connect(self.refresh)
        self.rekey.sheet_wanted.connect(self.sheet.show_sheet)
        for card in (self._place_card(), self.sheet, self.password, self.lock, self.rekey):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the page anew; what is being typed stays."""
        if changes is None or changes.settings:
            key_file = self._key_file
            self._tasks.run(lambda desk: gather(desk, key_file), self.show_facts)

    def tell_key_file(self, key_file: Path | None) -> None:
        """Tell with which key file the register was opened.

        Args:
            key_file: the key file; `None` where the program found the key by itself.
        """
        self._key_file = key_file
        self.refresh()

    def show_facts(self, facts: KeyFacts) -> None:
        """Show what was read."""
        self._register = facts.register
        self._show_place(facts.place)
        for question in (self.question, self.sheet.question):
            question.show_place(facts.place, self._key_file)
        self.sheet.show_state(facts.sheet)
        self.password.show_place(facts.place, self._key_file)
        self.rekey.show_place(facts.place, self._key_file, facts.sheet.number)

    def _show_place(self, place: KeyPlace) -> None:
        if place.kind is KeyKind.STORE and not place.name:
            said = self.tr("This computer keeps the key nowhere")
            remark = self.tr(
                "There is no password store here that is trusted. Set a password below or save the key to a file; else "
                "only the recovery sheet opens the register the next time."
            )
        elif place.kind is KeyKind.STORE:
            said = self.tr("The key lies in the password store of this computer: {name}").format(name=place.name)
            remark = self.tr(
                "The register opens by itself for whoever is logged in here. No other computer has the key: if this "
                "one is lost, the recovery sheet opens the copies."
            )
        elif place.kind is KeyKind.PASSWORD:
            said = self.tr("The key is locked by your password")
            remark = self.tr("It lies in the file {file}. Without the password the file is of no use to anybody.")
        else:
            said = self.tr("The key lies in the file {name}").format(name=place.name)
            remark = self.tr(
                "Whoever has the register or a copy of it and the file {file} reads everything. Keep the file apart "
                "from them, on a memory stick."
            )
        self._place.setText(said)
        self._remark.setText(remark.format(file=place.file))

    def _place_card(self) -> Sheet:
        card = Sheet(24, 12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(icons.IconMark("key", "accent", 22), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._place, 1)
        card.body.addWidget(Heading(self.tr("The key")))
        card.body.addLayout(head)
        card.body.addWidget(self._remark)
        card.body.addWidget(self._notice)
        save = QuietButton(self.tr("Save the key to a file…"))
        save.clicked.connect(lambda: self.question.ask(self._on_save))
        card.body.addWidget(self.question)
        card.body.addWidget(save)
        return card

    def _on_save(self) -> None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the key to which file?"),
            str(documents() / f"{self._register.stem}.key"),
            self.tr("Keys (*.key)"),
        )
        if chosen:
            self._tasks.act(
                lambda desk: safekeeping.export_key(desk, Path(chosen)),
                lambda _changes: self._notice.say(self.tr("The key is saved: {file}").format(file=chosen), "done"),
                self._notice.show_error,
                owner=self,
            )

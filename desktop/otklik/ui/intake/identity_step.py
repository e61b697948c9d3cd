"""How it was checked who speaks: what is kept is that it was, never the number of a document."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from otklik.register.records import Channel
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.intake.talk_step import TalkStep

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class Checked(StrEnum):
    """How somebody was known to be the one he says he is."""

    DOCUMENT = "document"
    MATCHED = "matched"
    NOT = "not"


class IdentityStep(TalkStep):
    """At the counter a document is shown; by telephone what he says is compared with what is known.

    Signals:
        changed: another answer.

    Args:
        parent: owner.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(5, "", parent=parent)
        document = (Checked.DOCUMENT, self.tr("A document was shown"))
        rest = ((Checked.MATCHED, self.tr("What he says matches")), (Checked.NOT, self.tr("Not confirmed")))
        self.at_counter, self.by_phone = ChoiceChips((document, *rest)), ChoiceChips(rest)
        self.matched = QLineEdit()
        self.matched.setPlaceholderText(self.tr("the number of the contract and the date of birth"))
        self._in_person = False
        for chips in (self.at_counter, self.by_phone):
            self.rows.add_row("", chips)
            chips.setAccessibleName(self.tr("How it was checked who speaks"))
            chips.changed.connect(self._on_changed)
        self.rows.add_row(self.tr("What matches"), self.matched)
        self.matched.textChanged.connect(self.changed)
        self.show_channel(Channel.PHONE)

    def reset(self) -> None:
        """Empty it for the next talk."""
        for chips in (self.at_counter, self.by_phone):
            chips.choose(None)
        self.matched.clear()
        self.rows.set_mistake(self.matched)
        self._show_needed()

    def show_channel(self, channel: Channel) -> None:
        """Ask as it is asked by telephone, or at the counter."""
        self._in_person = channel is Channel.IN_PERSON
        if self._in_person:
            self.ask(
                self.tr("«May I see your document?»"),
                self.tr("Its number is not written down: that it was shown is enough."),
            )
        else:
            self.ask(
                self.tr("«Please tell me something only you know of your contract.»"),
                self.tr("Compare it with what you know. Digits of documents are not written down."),
            )
        self._show_needed()

    @property
    def checked(self) -> Checked | None:
        """How it was checked; `None` while it is not answered."""
        chosen: Checked | None = (self.at_counter if self._in_person else self.by_phone).chosen()
        return chosen

    @property
    def is_confirmed(self) -> bool:
        """Whether it is known who speaks."""
        return self.checked in {Checked.DOCUMENT, Checked.MATCHED}

    def note(self) -> str:
        """Return what goes on record; empty where nothing was checked."""
        match self.checked:
            case Checked.DOCUMENT:
                return self.tr("an identity document was shown; its number was not written down")
            case Checked.MATCHED:
                return self.tr("what was said matches: {what}").format(what=self.matched.text().strip())
            case _:
                return ""

    def wrong(self) -> list[QWidget]:
        """Show what is missing, and return that field."""
        missing = self.checked is Checked.MATCHED and not self.matched.text().strip()
        self.rows.set_mistake(self.matched, self.tr("Say in a few words what matches.") if missing else "")
        return [self.matched] if missing else []

    def _on_changed(self) -> None:
        self._show_needed()
        self.changed.emit()

    def _show_needed(self) -> None:
        self.rows.show_row(self.at_counter, self._in_person)
        self.rows.show_row(self.by_phone, not self._in_person)
        self.rows.show_row(self.matched, self.checked is Checked.MATCHED)

"""A privacy policy that was dropped as a letter: say so, and offer the page that reads policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from otklik.ui.intake.dropped import Dropped
from otklik.ui.widgets import Notice

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from otklik.intake.letter import IncomingLetter

_MAILS = (".eml", ".msg")


class PolicyHint(Notice):
    """Says that what came reads like a policy; silent where it does not.

    Signals:
        wanted: open it as a policy; carries it as `Dropped`.

    Args:
        parent: owner.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)

    def look_at(self, letter: IncomingLetter) -> None:
        """Say it of this letter, or fall silent; a mail is a letter whatever it quotes."""
        from otklik.intake.looks_like import seems_policy  # noqa: PLC0415 - start-up: not before a letter comes

        if letter.file.lower().endswith(_MAILS) or not seems_policy(letter.text):
            self.clear()
            return
        came = Dropped(contents=((letter.file, letter.original),))
        self.say(
            self.tr("This reads like a privacy policy, not like a letter."),
            "soon",
            (self.tr("Open it in the settings"), lambda: self.wanted.emit(came)),
        )

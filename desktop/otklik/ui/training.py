"""The window of a training register: always marked as one, left by one click for one's own, thrown away by another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from otklik.ui.palette.commands import Command

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.ui.main_window import MainWindow
    from otklik.ui.notice_place import NoticePlace


class Training(QObject):
    """Says in every room that the register is a training one, and leads out of it.

    Signals:
        own_wanted: a register of one's own is wanted.
        throwing_away_wanted: the training register is to be deleted.

    Args:
        window: its window.
        notices: where it is said.
    """

    own_wanted = Signal()
    throwing_away_wanted = Signal()

    def __init__(self, window: MainWindow, notices: NoticePlace) -> None:
        super().__init__(window)
        self._window, self._notices = window, notices
        self._is_ours = False
        self._say()

    def allow_throwing_away(self, register: Path, data: Path) -> None:
        """Offer to delete it where it was made from the first window: nothing else lies in its folder then.

        Args:
            register: its file.
            data: the data folder.
        """
        from otklik.ui.welcome.beginning import TRAINING  # noqa: PLC0415 - where a training register is open

        self._is_ours = register.absolute().parent == (data / TRAINING).absolute()
        self._say()

    def commands(self) -> tuple[Command, ...]:
        """Return the ways out, for the palette."""
        own = Command("own-register", self.tr("Begin your own register"), self.begin_own)
        away = Command("throw-training-away", self.tr("Delete the training register"), self.throw_away)
        return (own, away) if self._is_ours else (own,)

    def begin_own(self) -> None:
        """Leave for a register of one's own."""
        self._window.leave_for(self.own_wanted.emit)

    def throw_away(self) -> None:
        """Ask once, then delete the training register."""
        self._notices.ask(
            self.tr("Delete the training register? What you tried in it goes too. Your own register is not touched."),
            (self.tr("Delete it"), self.throwing_away_wanted.emit),
            (self.tr("Keep it"), lambda: None),
        )

    def _say(self) -> None:
        away = (self.tr("Delete the training register"), self.throw_away)
        self._notices.set_lasting(
            self.tr("Training register: its people and letters are invented."),
            (self.tr("Begin your own register"), self.begin_own),
            away if self._is_ours else None,
        )

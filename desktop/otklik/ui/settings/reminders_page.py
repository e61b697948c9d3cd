"""Reminders that work with the program closed: the calendar file, what to do with it, and the notice of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout

from otklik.casework import reminding
from otklik.ui import dates, icons, theme
from otklik.ui.phrases import firm
from otklik.ui.widgets import Caption, Heading, Label, Notice, Page, PrimaryButton, QuietButton, Rule, Sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from otklik.casework.desk import Changes, Desk
    from otklik.casework.reminding import Choices, Saved
    from otklik.ui.tasks import Tasks

_WIDTH = 860


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What the page shows.

    Attributes:
        choices: what the user chose.
        written_at: when the calendar file last changed; `None` where it is not in its place.
        today: the date.
    """

    choices: Choices
    written_at: datetime | None
    today: date


def gather(desk: Desk) -> ReminderFacts:
    """Read what the page shows; on the database's thread."""
    chosen = reminding.choices(desk)
    try:
        changed = chosen.file.stat().st_mtime if chosen.file else None
    except OSError:
        changed = None
    written_at = None if changed is None else datetime.fromtimestamp(changed, desk.clock.now().tzinfo)
    return ReminderFacts(chosen, written_at, desk.clock.today())


class RemindersPage(Page):
    """The calendar file and the notice.

    Args:
        tasks: where all work is done.
        parent: owner.
    """

    help_topic = "reminders"

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), readable=theme.px(_WIDTH), parent=parent)
        self._tasks = tasks
        self._file: Path | None = None
        self._mark = icons.IconMark("calendar", "dim", 22)
        self._state = Label("", "case_title", wrap=True)
        self._place = Label("", wrap=True)
        self._changed = Caption("")
        self._notice = Notice(closable=True)
        self._save = PrimaryButton(self.tr("Save the reminders…"))
        self._elsewhere = QuietButton(self.tr("Save elsewhere…"))
        self._follow = QCheckBox(self.tr("Bring the file up to date whenever a date changes"))
        self._tell = QCheckBox(self.tr("Tell once a day how many dates are near"))
        self._icon = QCheckBox(self.tr("An icon beside the clock with the number of dates that are near"))
        self._save.clicked.connect(self._on_save)
        self._elsewhere.clicked.connect(self._on_save)
        self._follow.clicked.connect(lambda on: self._choose(lambda desk: reminding.set_follow(desk, on)))
        self._tell.clicked.connect(lambda on: self._choose(lambda desk: reminding.set_notice(desk, on)))
        self._icon.clicked.connect(lambda on: self._choose(lambda desk: reminding.set_icon(desk, on)))
        for card in (self._file_card(), self._use_card(), self._notice_card()):
            self.body.addWidget(card)
        self.body.addStretch(1)

    def refresh(self, changes: Changes | None = None) -> None:  # noqa: ARG002 - any act may have changed the file
        """Read the page anew."""
        self._tasks.run(gather, self.show_facts)

    def show_facts(self, facts: ReminderFacts) -> None:
        """Show what was read."""
        file = self._file = facts.choices.file
        icon, role, sentence = self._state_of(facts)
        self._mark.set_icon(icon, role)
        self._state.setText(firm(sentence))
        self._place.setText(str(file or ""))
        when = dates.moment_near(facts.written_at, facts.today) if facts.written_at else ""
        self._changed.setText(self.tr("last changed: {when}").format(when=when))
        self._changed.setVisible(bool(when))
        for widget in (self._place, self._follow, self._elsewhere):
            widget.setVisible(file is not None)
        self._save.setVisible(file is None)
        self._follow.setChecked(facts.choices.follow)
        self._tell.setChecked(facts.choices.notice)
        self._icon.setChecked(facts.choices.icon)

    def _state_of(self, facts: ReminderFacts) -> tuple[str, str, str]:
        """Return icon, colour and sentence of how the file stands."""
        if facts.choices.file is None:
            return "calendar", "dim", self.tr("The reminders are not saved yet")
        if facts.written_at is None:
            return "warning", "overdue", self.tr("The file is no longer in its place: save it anew")
        if facts.choices.follow:
            return "calendar", "accent", self.tr("The file follows by itself")
        return "clock", "soon", self.tr("The file does not follow")

    def _file_card(self) -> Sheet:
        card = Sheet(24, 12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self._state, 1)
        card.body.addLayout(head)
        self._place.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        card.body.addWidget(self._place)
        card.body.addWidget(self._changed)
        card.body.addWidget(
            Caption(
                self.tr(
                    "A file with all open duties, for the calendar of a phone or Outlook: it reminds with the program "
                    "closed, 5, 2 and 1 working days before and on the last day at 9:00. It holds numbers of requests, "
                    "what to do and until when; no names and no letters."
                )
            )
        )
        card.body.addWidget(self._notice)
        card.body.addWidget(self._follow)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._save)
        row.addWidget(self._elsewhere)
        row.addStretch(1)
        card.body.addLayout(row)
        return card

    def _use_card(self) -> Sheet:
        card = Sheet(24, 12)
        card.body.addWidget(Heading(self.tr("What to do with the file")))
        ways = (
            (
                self.tr("Phone"),
                self.tr(
                    "Send the file to yourself or put it into a shared folder and open it: "
                    "the phone offers to add the dates."
                ),
            ),
            (self.tr("Outlook"), self.tr("File, Open & Export, Import/Export, Import an iCalendar file.")),
            (
                self.tr("After a change"),
                self.tr("Open the file once more: dates move to their new days, and what is done goes away."),
            ),
        )
        for index, (name, sentence) in enumerate(ways):
            if index:
                card.body.addWidget(Rule())
            row = QHBoxLayout()
            row.setSpacing(16)
            label = Label(name, "medium", wrap=True)
            label.setFixedWidth(theme.px(150))
            row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Label(sentence, wrap=True), 1)
            card.body.addLayout(row)
        return card

    def _notice_card(self) -> Sheet:
        card = Sheet(24, 12)
        card.body.addWidget(Heading(self.tr("Beside the clock")))
        card.body.addWidget(self._icon)
        card.body.addWidget(self._tell)
        card.body.addWidget(
            Caption(
                self.tr(
                    "In figures alone: no names and no letters. The notice comes once a day and only where something "
                    "is due. Some systems have no place for it."
                )
            )
        )
        return card

    def _choose(self, act: Callable[[Desk], Changes]) -> None:
        self._tasks.act(act, None, self._on_failed, owner=self)

    def _on_save(self) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        offered = self._file or Path(documents) / self.tr("Otklik dates.ics")
        dialog = QFileDialog(self, self.tr("Save the reminders to which file?"), str(offered.parent))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("Calendars (*.ics)"))
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(offered.name)
        dialog.fileSelected.connect(self._save_to)
        dialog.open()

    def _save_to(self, file: str) -> None:
        self._notice.clear()
        self._tasks.act(
            lambda desk: reminding.save_calendar(desk, Path(file)), self._on_saved, self._on_failed, owner=self
        )

    def _on_saved(self, saved: Saved) -> None:
        self._notice.say(
            firm(self.tr("The reminders are saved. Duties in the file: {number}.").format(number=saved.written.duties)),
            "done",
        )
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._notice.show_error(error)
        self.refresh()  # a box that was ticked shows what is kept

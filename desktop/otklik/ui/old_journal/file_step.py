"""Which journal: a spreadsheet that is dropped or chosen."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from otklik.intake.old_journal.sheets import SUFFIXES
from otklik.ui.widgets import Caption, FilePlace, Heading, Label, Page, Sheet


class FileStep(Page):
    """Asks for the file.

    Signals:
        file_chosen: carries the path.

    Args:
        parent: owner.
    """

    file_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__((36, 4, 36, 28), 16, readable=760, parent=parent)
        self.place = FilePlace(
            self.tr("Drop the journal here"),
            self.tr("A spreadsheet: .xlsx or .csv"),
            self.tr("Spreadsheets ({kinds})").format(kinds=" ".join(f"*{one}" for one in SUFFIXES)),
        )
        self.place.chosen.connect(self.file_chosen)
        self.body.addWidget(
            Label(
                self.tr(
                    "Show us the spreadsheet in which you kept requests until now. You will see what each row becomes, "
                    "and nothing is stored until you say so."
                ),
                wrap=True,
            )
        )
        self.body.addWidget(self.place)
        self.body.addWidget(self._needs())
        self.body.addStretch(1)

    def show_reading(self) -> None:
        """Say that a file is being read."""
        self.place.say_reading(self.tr("Reading the spreadsheet…"))

    def _needs(self) -> QWidget:
        place = Sheet(20, 8)
        place.body.addWidget(Heading(self.tr("What has to stand in it")))
        for sentence in (
            self.tr("The day of receipt and who writes. Everything else is taken over where it is there."),
            self.tr("The columns may be called anything and stand in any order: you will say which is which."),
            self.tr("You may show the same file again when it has grown: only new rows come in."),
        ):
            place.body.addWidget(Label(sentence, wrap=True))
        place.body.addWidget(Caption(self.tr("The file is read on this computer; it is not changed or sent anywhere.")))
        return place

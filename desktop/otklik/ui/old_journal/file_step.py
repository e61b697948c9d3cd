"""Which journal: a spreadsheet that is dropped or chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from otklik.intake.old_journal.sheets import SUFFIXES
from otklik.ui import icons
from otklik.ui.widgets import Caption, Heading, Label, Notice, Page, PrimaryButton, Sheet


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
        self.notice = Notice()
        self.choose = PrimaryButton(self.tr("Choose a file…"))
        self.choose.clicked.connect(self._on_choose)
        self.body.addWidget(
            Label(
                self.tr(
                    "Show us the spreadsheet in which you kept requests until now. You will see what each row becomes, "
                    "and nothing is stored until you say so."
                ),
                wrap=True,
            )
        )
        self.body.addWidget(self.notice)
        self.body.addWidget(self._drop_place())
        self.body.addWidget(self._needs())
        self.body.addStretch(1)

    def begin(self) -> None:
        """Ask anew."""
        self.notice.clear()
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        """Say that a file is being read, or no longer."""
        self.choose.setEnabled(not busy)
        if busy:
            self.notice.say(self.tr("Reading the spreadsheet…"))

    def show_error(self, error: Exception) -> None:
        """Say what went wrong."""
        self.set_busy(False)
        self.notice.show_error(error)

    def _drop_place(self) -> QWidget:
        place = Sheet(28, 6, dashed=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        place.body.addWidget(icons.IconMark("drop", "dim", 28), 0, middle)
        place.body.addWidget(Label(self.tr("Drop the journal here"), "strong"), 0, middle)
        place.body.addWidget(Caption(self.tr("A spreadsheet: .xlsx or .csv"), wrap=False), 0, middle)
        place.body.addSpacing(8)
        place.body.addWidget(self.choose, 0, middle)
        return place

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

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.choose.text())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("Spreadsheets ({kinds})").format(kinds=" ".join(f"*{one}" for one in SUFFIXES)))
        dialog.fileSelected.connect(self.file_chosen)
        dialog.open()

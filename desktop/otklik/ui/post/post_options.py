"""What can be chosen about a paper for the post: beside its page, remembered for the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from otklik.casework.post_choices import MARKS, read_sum
from otklik.system.errors import UserError
from otklik.ui.phrases import firm
from otklik.ui.post.label_sheet import LabelSheet
from otklik.ui.widgets import Caption, FormRows, LinkButton
from otklik.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from otklik.casework.post_choices import PostChoices

_LABELS = {"3x8": (3, 8), "2x7": (2, 7)}


class PostOptions(QWidget):
    """Fields beside a paper.

    Signals:
        changed: something else is chosen.

    Args:
        parent: owner.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.rows = FormRows(12)
        column.addWidget(self.rows)

    def chosen(self) -> dict[str, Any]:
        """Return what is chosen, as what draws the paper takes it."""
        raise NotImplementedError

    def remembered(self) -> dict[str, Any]:
        """Return what is kept for the next paper: what is chosen."""
        return self.chosen()


class EnvelopeOptions(PostOptions):
    """Size of the envelope and the mark above the addressee."""

    def __init__(self, choices: PostChoices) -> None:
        super().__init__()
        self.size_box = ChoiceBox()
        for size, words in (
            ("DL", self.tr("DL, 220 × 110 mm: the sheet in three")),
            ("C6", self.tr("C6, 162 × 114 mm: the sheet in four")),
            ("C5", self.tr("C5, 229 × 162 mm: the sheet in two")),
            ("C4", self.tr("C4, 324 × 229 mm: the sheet as it is")),
        ):
            self.size_box.addItem(firm(words), size)
        _choose(self.size_box, choices.size)
        self.mark_box = ChoiceBox()
        self.mark_box.setEditable(True)
        if (line := self.mark_box.lineEdit()) is not None:
            line.setPlaceholderText(self.tr("no mark"))
        self.mark_box.addItems(MARKS)
        self.mark_box.setCurrentText(choices.mark)
        self.rows.add_row(self.tr("&Envelope"), self.size_box)
        self.rows.add_row(self.tr("&Mark above the addressee"), self.mark_box)
        self.rows.add_widget(
            Caption(
                self.tr(
                    "Lay the envelope into the printer and choose its size there. "
                    "If the printer takes no envelopes, print a label."
                )
            )
        )
        self.size_box.currentIndexChanged.connect(self.changed)
        self.mark_box.currentTextChanged.connect(self.changed)

    def chosen(self) -> dict[str, Any]:
        """Return size and mark."""
        return {"size": self.size_box.currentData(), "mark": self.mark_box.currentText().strip()}


class LabelOptions(PostOptions):
    """The sheet of labels and the first one that is not used up."""

    def __init__(self, choices: PostChoices) -> None:
        super().__init__()
        self.sheet_box = ChoiceBox()
        self.sheet_box.addItem(firm(self.tr("3 × 8: 24 labels, 70 × 37 mm")), "3x8")
        self.sheet_box.addItem(firm(self.tr("2 × 7: 14 labels, 99.1 × 38.1 mm")), "2x7")
        _choose(self.sheet_box, choices.sheet)
        self.labels = LabelSheet()
        self._show_sheet(choices.start)
        self.rows.add_row(self.tr("&Sheet of labels"), self.sheet_box)
        self.rows.add_row(
            self.tr("&First free label"), self.labels, self.tr("Click the first label that is still on the sheet.")
        )
        self.sheet_box.currentIndexChanged.connect(self._on_sheet)
        self.labels.start_changed.connect(self.changed)

    def chosen(self) -> dict[str, Any]:
        """Return the sheet and its first free label."""
        return {"sheet": self.sheet_box.currentData(), "start": self.labels.start}

    def next_start(self, count: int = 1) -> int:
        """Return the first free label once so many are printed."""
        columns, rows = _LABELS[self.sheet_box.currentData()]
        return (self.labels.start - 1 + count) % (columns * rows) + 1

    def _on_sheet(self) -> None:
        self._show_sheet(1)
        self.changed.emit()

    def _show_sheet(self, start: int) -> None:
        self.labels.show_sheet(*_LABELS[self.sheet_box.currentData()], start)


class InventoryOptions(PostOptions):
    """The declared value."""

    def __init__(self, choices: PostChoices) -> None:
        super().__init__()
        self.value = QLineEdit(choices.value)
        self.value.setPlaceholderText(self.tr("none"))
        self.rows.add_row(
            self.tr("Declared &value, roubles"),
            self.value,
            self.tr("The Post takes an inventory only with a declared value: one rouble will do."),
        )
        rouble = LinkButton(self.tr("Declare one rouble"))
        rouble.clicked.connect(lambda: self.value.setText("1"))
        self.rows.add_widget(rouble)
        self.rows.add_widget(
            Caption(
                self.tr("Two copies on a sheet: cut it, one goes into the envelope, one comes back with the stamp.")
            )
        )
        self.value.textChanged.connect(self._on_typed)

    def chosen(self) -> dict[str, Any]:
        """Return the value as it was typed; nothing while it cannot be read."""
        return {"value": "" if self._mistake() else self.value.text().strip()}

    def _mistake(self) -> str:
        try:
            value = read_sum(self.value.text())
        except UserError as error:
            return str(error)
        return self.tr("The declared value has to be more than nothing.") if value is not None and value <= 0 else ""

    def _on_typed(self) -> None:
        self.rows.set_mistake(self.value, self._mistake())
        self.changed.emit()


class NoticeOptions(PostOptions):
    """How the notice comes back, and what kind of letter it is about."""

    def __init__(self, choices: PostChoices) -> None:
        super().__init__()
        self.notice_box, self.letter_box = ChoiceBox(), ChoiceBox()
        for words, registered in ((self.tr("comes back registered"), True), (self.tr("comes back plain"), False)):
            self.notice_box.addItem(words, registered)
        for words, valuable in ((self.tr("registered letter"), False), (self.tr("with declared value"), True)):
            self.letter_box.addItem(words, valuable)
        _choose(self.notice_box, choices.notice_registered)
        _choose(self.letter_box, choices.notice_valuable)
        self.rows.add_row(self.tr("&Notice of delivery"), self.notice_box)
        self.rows.add_row(self.tr("&Letter"), self.letter_box)
        self.rows.add_widget(
            Caption(
                self.tr(
                    "Where the Post gives its own card, copy from the sheet. It comes back with date and signature."
                )
            )
        )
        self.notice_box.currentIndexChanged.connect(self.changed)
        self.letter_box.currentIndexChanged.connect(self.changed)

    def chosen(self) -> dict[str, Any]:
        """Return both."""
        return {
            "notice_registered": bool(self.notice_box.currentData()),
            "notice_valuable": bool(self.letter_box.currentData()),
        }


def _choose(box: ChoiceBox, data: object) -> None:
    """Choose the entry of a value; what no entry has leaves the first one."""
    box.setCurrentIndex(max(box.findData(data), 0))

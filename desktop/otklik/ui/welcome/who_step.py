"""The first question: who keeps the register. His name is typed, or his privacy policy is dropped and tells it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from otklik.intake.documents.reading import SUFFIXES
from otklik.register.records import Operator, OperatorForm
from otklik.ui import icons
from otklik.ui.case.choice_chips import ChoiceChips
from otklik.ui.documents import begin_in
from otklik.ui.intake.dropped import Dropped, carries_anything, dropped
from otklik.ui.reading_order import hand_focus_to
from otklik.ui.welcome import beginning
from otklik.ui.welcome.policy_facts import PolicyFacts
from otklik.ui.welcome.welcome_form import add_field, demand
from otklik.ui.widgets import Caption, FormRows, Label, Notice, QuietButton, Sheet

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from otklik.casework.policies import ReadPolicy
    from otklik.ui.welcome.runner import Runner


class WhoStep(QWidget):
    """Asks for form and name, and takes a policy.

    Signals:
        submitted: Enter was pressed in the name.

    Attributes:
        form, name: the fields.
        facts: what was found in the policy.

    Args:
        runner: reads the policy.
        parent: owner.
    """

    submitted = Signal()

    def __init__(self, runner: Runner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self._typed: tuple[OperatorForm | None, str] = (None, "")  # before the policy's name took its place
        self.form = ChoiceChips(
            (
                (OperatorForm.SOLE_PROPRIETOR, self.tr("sole proprietor (ИП)")),
                (OperatorForm.COMPANY, self.tr("company (ООО)")),
            ),
            needed=True,
        )
        self.form.choose(OperatorForm.SOLE_PROPRIETOR)
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Surname Name Patronymic, or ООО «Name»"))
        self.notice = Notice(closable=True)
        self.facts = PolicyFacts()
        self._rows = FormRows(12)
        self._rows.add_row(self.tr("Who keeps the register"), self.form)
        add_field(self._rows, self.tr("Name as on letters"), self.name)
        self._place = self._make_place()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._rows)
        column.addWidget(self.notice)
        column.addWidget(self._place)
        column.addWidget(self.facts)
        self.setAcceptDrops(True)
        hand_focus_to(self, self.name)
        self.name.returnPressed.connect(self.submitted)
        self.facts.name_ticked.connect(self._on_name_ticked)
        self.facts.dropped.connect(self._on_policy_dropped)

    def is_answered(self) -> bool:
        """Return whether the name is there; where it is not, that is said at its field."""
        sentence = self.tr("Write the name, or pass this question over for now.")
        return demand(self._rows, self.name, bool(self.name.text().strip()), sentence)

    def forget_mistake(self) -> None:
        """Say nothing of the name any more."""
        self._rows.set_mistake(self.name)

    def refuse_name(self, sentence: str) -> None:
        """Say at the name why it was not taken."""
        demand(self._rows, self.name, False, sentence)

    def operator(self) -> Operator | None:
        """Return who it is, as it is typed; `None` without a name."""
        form, name = self.form.chosen(), " ".join(self.name.text().split())
        person = form.usual_person if form else Operator().first_person
        return Operator(form=form, name=name, first_person=person) if name else None

    def take_in(self, came: Dropped) -> None:
        """Read a policy that was dropped or pasted."""
        self.notice.clear()
        self._runner.start(
            partial(beginning.read_policy, came), self._on_read, self._on_not_read, self.tr("Reading the policy…")
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and text."""
        if carries_anything(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what was dropped as the policy."""
        came = dropped(event.mimeData())
        event.acceptProposedAction()
        if came:
            self.take_in(came)

    def _make_place(self) -> Sheet:
        place = Sheet(16, 4, dashed=True)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(icons.IconMark("drop", "dim", 24), 0, Qt.AlignmentFlag.AlignVCenter)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(self.tr("Or drop your privacy policy here"), "medium", wrap=True))
        words.addWidget(
            Caption(self.tr("Name, ИНН and addresses come from it. It is read on this computer and sent nowhere."))
        )
        row.addLayout(words, 1)
        choose = QuietButton(self.tr("Choose a file…"))
        choose.setAccessibleName(self.tr("Choose the file of the privacy policy"))
        choose.clicked.connect(self._on_choose)
        row.addWidget(choose, 0, Qt.AlignmentFlag.AlignVCenter)
        place.body.addLayout(row)
        return place

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, self.tr("Which file is the privacy policy?"), begin_in())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kinds = " ".join(f"*{one}" for one in SUFFIXES)
        dialog.setNameFilter(self.tr("Policies ({kinds})").format(kinds=kinds))
        dialog.fileSelected.connect(lambda path: self.take_in(Dropped(paths=(path,))))
        dialog.open()

    def _on_read(self, policy: ReadPolicy) -> None:
        if policy.facts.seems_letter:
            self.notice.say(self.tr("This reads like a letter, not like a policy. Nothing is taken from it."), "soon")
            return
        self._place.hide()
        wanted = not self.name.text().strip()
        self.facts.show_policy(policy, name_wanted=wanted)
        if wanted:
            self._on_name_ticked(True)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_not_read(self, error: Exception) -> None:
        self.notice.show_error(error)

    def _on_name_ticked(self, on: bool) -> None:
        """Put the policy's name in place of what was typed, or put that back."""
        from otklik.casework.policies import filled  # noqa: PLC0415 - where a policy came

        if self.facts.policy is None:
            return
        said = filled(Operator(), self.facts.policy.facts)
        if on and said.name:
            self._typed = self.form.chosen(), self.name.text()
            self.form.choose(said.form or self.form.chosen())
            self.name.setText(said.name)
        elif not on and self.name.text() == said.name:
            self.form.choose(self._typed[0])
            self.name.setText(self._typed[1])

    def _on_policy_dropped(self) -> None:
        self._on_name_ticked(False)
        self.facts.clear()
        self._place.show()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

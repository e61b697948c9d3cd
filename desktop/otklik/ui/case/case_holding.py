"""Keep a case beyond its storage term, and say which of its files is a copy of an identity paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from otklik.system.errors import UserError
from otklik.ui import dates, phrases
from otklik.ui.case.case_forms import InlineForm
from otklik.ui.translation import translated
from otklik.ui.widgets import DateField, FlowLayout, ToggleChip

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.desk import Changes
    from otklik.casework.views import CaseView
    from otklik.register.records import Attachment
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.tasks import Tasks


class HoldForm(InlineForm):
    """Asks until when a case is kept, and why.

    Signals:
        given: carries the day and the reason.

    Args:
        until: the day it is kept until now; `None` where it is not.
        reason: why so far.
        parent: owner.
    """

    given = Signal(object, str)

    def __init__(self, until: date | None, reason: str, parent: QWidget | None = None) -> None:
        super().__init__(
            translated("Keep longer than the storage term"),
            translated("Until then the request is not offered for anonymising. The reason goes into the journal."),
            translated("Keep longer"),
            parent=parent,
        )
        self.field, self.reason = DateField(until, ahead=True), QLineEdit(reason)
        self.field.setMaximumWidth(150)
        self.reason.setCursorPosition(0)
        self.rows.add_row(self.tr("Until which day"), self.field)
        self.rows.add_row(self.tr("Reason"), self.reason)
        holder = QWidget()
        flow = FlowLayout(holder)
        for word in (self.tr("a suit in court"), self.tr("a complaint to Roskomnadzor"), self.tr("an inspection")):
            chip = ToggleChip(word)
            chip.setCheckable(False)
            chip.clicked.connect(lambda _checked=False, text=word: self.reason.setText(text))
            flow.addWidget(chip)
        self.rows.add_widget(holder)
        self.reason.returnPressed.connect(self._on_given)
        self.button.clicked.connect(self._on_given)

    def _on_given(self) -> None:
        if not self.field.check():
            return
        until, reason = self.field.date(), self.reason.text().strip()
        self.rows.set_mistake(self.reason, "" if reason else self.tr("Without a reason this cannot be done."))
        if until is None:
            self.rows.set_mistake(self.field, self.tr("Say until which day."))
            self.field.setFocus()
        elif not reason:
            self.reason.setFocus()
        else:
            self.given.emit(until, reason)

    def show_mistake(self, error: Exception) -> None:
        """Say under the day why it was not taken."""
        self.rows.set_mistake(self.field, str(error))
        self.field.setFocus()


class HoldingActs(QObject):
    """Does it, and says in the panel how it went.

    Args:
        panel: the panel with the case; also the owner.
        tasks: where acts are done.
    """

    def __init__(self, panel: CasePanel, tasks: Tasks) -> None:
        super().__init__(panel)
        self._panel, self._tasks = panel, tasks

    def ask_hold(self) -> None:
        """Ask until when the case is kept."""
        case = self._view.case
        form = HoldForm(case.keep_until, case.keep_reason)
        form.given.connect(lambda until, reason: self._hold(form, until, reason))
        form.cancelled.connect(self._panel.drop_form)
        self._panel.show_form(form, form.field)

    def release(self) -> None:
        """Keep the case no longer than its term."""
        from otklik.casework import retention  # noqa: PLC0415 - not needed before something is held

        case_id = self._view.case.id

        def done(_changes: Changes) -> None:
            self._panel.say(self.tr("The request is kept no longer than the storage term."))

        self._tasks.act(lambda desk: retention.release(desk, case_id), done, self._panel.show_error, owner=self)

    def mark(self, file: Attachment, *, is_paper: bool) -> None:
        """Mark a file as a copy of an identity paper, or take the mark away."""
        from otklik.casework import retention  # noqa: PLC0415 - as above

        def say(_changes: Changes) -> None:
            if is_paper:
                self._panel.files.say(
                    self.tr("It is erased some days after the answer; settings, “Storage”, say how many.")
                )

        self._tasks.act(
            lambda desk: retention.mark_identity_paper(desk, file.id, is_paper=is_paper),
            say,
            self._panel.show_error,
            owner=self,
        )

    @property
    def _view(self) -> CaseView:
        view = self._panel.view
        if view is None:  # buttons are hidden until a case is shown
            raise AssertionError
        return view

    def _hold(self, form: HoldForm, until: date, reason: str) -> None:
        from otklik.casework import retention  # noqa: PLC0415 - as above

        case_id = self._view.case.id

        def done(_changes: Changes) -> None:
            self._panel.drop_form()
            words = self.tr("The request is kept until {day}.").format(day=dates.day_month_year(until))
            self._panel.say(phrases.firm(words))

        def failed(error: Exception) -> None:
            if isinstance(error, UserError) and error.values.get("field") == "until":
                form.show_mistake(error)
            else:
                self._panel.show_error(error)

        self._tasks.act(lambda desk: retention.hold(desk, case_id, until, reason), done, failed, owner=form)

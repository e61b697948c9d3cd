"""What is done with the papers of a case: make an act of destruction, show a paper, save it, annul an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject

from otklik.system.errors import OtklikError, UserError
from otklik.ui import dates, phrases
from otklik.ui.case.case_forms import ReasonForm
from otklik.ui.case.case_papers import paper_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.annulling_acts import Annulled
    from otklik.casework.desk import Desk
    from otklik.casework.destroying import Destroyed, DestructionForm
    from otklik.casework.kept_papers import KeptPaper
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.papers.paper_dialog import Paper
    from otklik.ui.tasks import Tasks

# Dialogs and acts are imported where they are called: a window that shows no case needs none of them at start.


class KeptActs(QObject):
    """Does what the papers of a case ask for, and says in the panel how it went.

    Args:
        panel: the panel with the case; also the owner.
        tasks: where acts are done.
    """

    def __init__(self, panel: CasePanel, tasks: Tasks) -> None:
        super().__init__(panel)
        self._panel, self._tasks = panel, tasks
        self._asking = False

    def ask_act(self) -> None:
        """Ask what an act of destruction is to say."""
        view = self._panel.view
        if view is None or self._asking:
            return
        from otklik.casework import destroying  # noqa: PLC0415 - see above

        case_id = view.case.id
        heading = phrases.case_name(view.case.number, view.case.kinds)
        self._asking = True  # one dialog for several clicks
        self._tasks.run(
            lambda desk: destroying.destruction_form(desk, case_id),
            lambda form: self._open_form(case_id, heading, form),
            self._on_no_form,
            owner=self,
        )

    def show_paper(self, kept: KeptPaper, hint: str = "") -> None:
        """Show a paper as it was made, to print, open or save it."""
        from otklik.ui.papers.paper_dialog import Paper, PaperDialog  # noqa: PLC0415 - see above

        paper_id, name = kept.paper.id, paper_name(kept)

        def work(desk: Desk) -> Callable[[], Paper]:
            content = desk.register.papers.content(paper_id)
            return lambda: Paper(content)

        PaperDialog(self._tasks, name, self._file_name(kept), work, hint=hint, parent=self._panel).open()

    def show_slip(self) -> None:
        """Show the slip for who spoke."""
        from otklik.ui.papers.slip import show_slip  # noqa: PLC0415 - see above

        view = self._panel.view
        if view is not None:
            show_slip(self._tasks, view.case.id, view.case.number, self._panel)

    def save(self, kept: KeptPaper) -> None:
        """Save a paper where the user says, byte for byte."""
        paper_id, name = kept.paper.id, self._file_name(kept)
        self._tasks.run(
            lambda desk: desk.register.papers.content(paper_id),
            lambda pdf: self._save(pdf, name),
            self._panel.show_error,
            owner=self,
        )

    def ask_annulment(self, kept: KeptPaper) -> None:
        """Ask why an act is void."""
        form = ReasonForm(
            phrases.firm(self.tr("Annul act № {number}").format(number=kept.paper.number)),
            self.tr(
                "The act stays with its number, marked void, and a note beside it says why. What it closed is open "
                "again. The next act begins with what this one says."
            ),
            self.tr("Reason"),
            self.tr("Annul"),
            danger=True,
        )
        form.given.connect(lambda reason: self._annul(kept.paper.id, reason, form))
        form.cancelled.connect(self._panel.drop_form)
        self._panel.show_form(form, form.field)

    def _open_form(self, case_id: int, heading: str, form: DestructionForm) -> None:
        from otklik.ui.papers.act_dialog import ActDialog  # noqa: PLC0415 - see above

        self._asking = False
        dialog = ActDialog(self._tasks, case_id, heading, form, self._panel)
        dialog.made.connect(self._on_made)
        dialog.open()

    def _on_no_form(self, error: Exception) -> None:
        self._asking = False
        self._panel.show_error(error)

    def _on_made(self, made: Destroyed) -> None:
        """Show the act that was made, and say what it closed."""
        sentence = self.tr("Act № {number} is made. Print it, have it signed, keep it until {date}.")
        said = phrases.firm(sentence.format(number=made.number, date=dates.day_month_year(made.keep_until)))
        self._panel.say(said)
        titles = ", ".join(f"«{title}»" for title in made.closed)
        hint = f"{said} {self.tr('Done by it: {duties}.').format(duties=titles)}" if titles else said
        from otklik.casework.kept_papers import papers_of_case  # noqa: PLC0415 - see above

        (case_id,) = made.changes.cases

        def show(papers: tuple[KeptPaper, ...]) -> None:
            self.show_paper(next(kept for kept in papers if kept.paper.id == made.paper_id), hint)

        self._tasks.run(lambda desk: papers_of_case(desk, case_id), show, self._panel.show_error, owner=self)

    def _annul(self, paper_id: int, reason: str, form: ReasonForm) -> None:
        from otklik.casework import annulling_acts  # noqa: PLC0415 - see above

        self._tasks.act(
            lambda desk: annulling_acts.annul_act(desk, paper_id, reason),
            lambda annulled: self._on_annulled(paper_id, annulled),
            lambda error: self._on_not_annulled(form, error),
            owner=self,
        )

    def _on_annulled(self, paper_id: int, annulled: Annulled) -> None:
        """Go to the act, which says now that it is void, and say there what was done."""
        section = self._panel.papers
        place = section.focus_paper(paper_id)  # before the form goes: what had the focus goes with it
        self._panel.drop_form()
        section.say(phrases.firm(self.tr("Act № {number} is annulled.").format(number=annulled.number)))
        if place is not None:
            self._panel.lead_to(place)

    def _on_not_annulled(self, form: ReasonForm, error: Exception) -> None:
        """Say under the reason what is wrong with it, anything else in the panel."""
        if isinstance(error, UserError) and error.values.get("field") == "reason" and shiboken6.isValid(form):
            form.show_mistake(str(error))
        else:
            self._panel.show_error(error)

    def _save(self, pdf: bytes, name: str) -> None:
        from otklik.ui.papers.pdf_acts import PdfActs  # noqa: PLC0415 - see above

        try:
            sentence = PdfActs(self._panel).save(pdf, name)
        except OtklikError as error:
            self._panel.show_error(error)
            return
        if sentence:
            self._panel.papers.say(sentence)

    def _file_name(self, kept: KeptPaper) -> str:
        """Return the name of a paper for files and printers: no sign that file systems do not take."""
        return paper_name(kept).replace("№\u00a0", "").replace("\u00a0", " ")

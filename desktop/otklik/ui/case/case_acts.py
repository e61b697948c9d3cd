"""What can be done in an open case: the small forms, and the acts of casework behind them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from otklik.casework.next_step import LACKING_TEMPLATE
from otklik.ui import dates, phrases
from otklik.ui.case.case_forms import (
    AmendForm,
    ExtensionForm,
    IdentityForm,
    InlineForm,
    NoExtensionForm,
    PersonForm,
    ReasonForm,
    TemplateForm,
)
from otklik.ui.opened_files import harmless, show_in_viewer, viewer_name
from otklik.ui.viewer_folder import ViewerFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.answering import Drafted
    from otklik.casework.desk import Changes, Desk
    from otklik.casework.extending import Extended
    from otklik.casework.suggesting import TemplateChoice
    from otklik.casework.views import CaseView
    from otklik.letters.count_sheet import CountSheet
    from otklik.register.records import Attachment
    from otklik.system.clock import Clock
    from otklik.ui.case.case_panel import CasePanel
    from otklik.ui.case.case_sections import Section
    from otklik.ui.tasks import Tasks

T = TypeVar("T")

# The acts are imported where they are called: a window that shows no case needs none of them at start.


class CaseActs(QObject):
    """Asks what an act needs, does it in the background, and says in the panel how it went.

    Args:
        panel: the panel with the case; also the owner.
        tasks: where acts are done.
        clock: tells today.
    """

    def __init__(self, panel: CasePanel, tasks: Tasks, clock: Clock) -> None:
        super().__init__(panel)
        self._panel, self._tasks, self._clock = panel, tasks, clock
        self._files = ViewerFolder()
        panel.destroyed.connect(self._files.clear)

    @property
    def _view(self) -> CaseView:
        view = self._panel.view
        if view is None:  # buttons are hidden until a case is shown
            raise AssertionError
        return view

    @property
    def _case_id(self) -> int:
        return self._view.case.id

    def prepare_answer(self) -> None:
        """Draft the letter that answers the demand; ask which where several would."""
        self._suggest(self._on_suggested)

    def choose_template(self) -> None:
        """Ask which letter to write."""
        self._suggest(self._offer)

    def draft(self, template: str) -> None:
        """Draft a letter and open it."""
        from otklik.casework import answering  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._panel.drop_form()
        self._act(lambda desk: answering.draft_letter(desk, case_id, template), self._on_drafted)

    def ask_for_lacking(self) -> None:
        """Draft the letter that asks for what the request lacks: it is filled in already."""
        self.draft(LACKING_TEMPLATE)

    def refuse_repeat(self) -> None:
        """Draft the refusal of a request that was repeated too soon."""
        from otklik.casework.repeats import REFUSAL  # noqa: PLC0415 - see above

        self.draft(REFUSAL)

    def ask_extension(self) -> None:
        """Ask for the reason of an extension; where the law allows none, say why, and where it does."""
        if self._view.no_extension:
            refusal = NoExtensionForm(self._view.no_extension)
            self._show(refusal, refusal.button)
            return
        from otklik.casework.extending import possible_days  # noqa: PLC0415 - see above

        form = ExtensionForm(possible_days(self._view, self._clock.today()))
        form.extended.connect(self._extend)
        self._show(form, form.field)

    def ask_identity(self) -> None:
        """Ask what was shown to confirm who wrote."""
        form = IdentityForm(self._clock.today(), self.tr("Confirm who wrote"), self.tr("Confirm"))
        form.given.connect(self._confirm)
        self._show(form, form.field)

    def ask_person(self) -> None:
        """Ask for the right details of the person."""
        form = PersonForm(
            self._view.subject,
            self.tr("Details of the person"),
            self.tr("They are used in all requests of this person."),
            self.tr("Save"),
        )
        form.given.connect(self._update_person)
        self._show(form, form.field)

    def ask_amendment(self) -> None:
        """Ask for the right days of receipt and notice, and kinds."""
        form = AmendForm(
            self._view.case,
            self.tr("What the count rests on"),
            self.tr("The dates are counted anew, and the journal keeps what was before."),
            self.tr("Count anew"),
        )
        form.given.connect(self._amend)
        self._show(form, form.field)

    def ask_postponing(self) -> None:
        """Ask why the data cannot be destroyed in the first term."""
        form = ReasonForm(
            self.tr("Destruction is impossible in time"),
            self.tr(
                "The data are blocked now and destroyed within six months (152-ФЗ ст. 21 ч. 6). "
                "The reason goes into the journal and into the act of destruction."
            ),
            self.tr("Why they cannot be destroyed in time"),
            self.tr("Put destruction off"),
        )
        form.given.connect(self._postpone)
        self._show(form, form.field)

    def ask_resuming(self) -> None:
        """Ask why destruction need not be put off after all."""
        form = ReasonForm(
            self.tr("Destroy in the first term after all"),
            self.tr("The first term counts again."),
            self.tr("Reason"),
            self.tr("Take the putting off back"),
        )
        form.given.connect(self._resume)
        self._show(form, form.field)

    def show_count_sheet(self, duty_id: int) -> None:
        """Draw the paper that explains a term, beside the database's thread, and open it in the viewer."""
        from otklik.casework import count_sheets  # noqa: PLC0415 - see above

        name = self.name_of_sheet()
        self._draw_sheet(duty_id, count_sheets.render, lambda pdf: self._show_pdf(name, pdf))

    def save_count_sheet(self, duty_id: int, path: str) -> None:
        """Draw the paper that explains a term and save it where the user says."""
        from otklik.casework import count_sheets  # noqa: PLC0415 - see above
        from otklik.system.files import atomic_write  # noqa: PLC0415 - see above

        file = Path(path)
        self._draw_sheet(
            duty_id,
            lambda sheet: atomic_write(file, count_sheets.render(sheet)),
            lambda _done: self._say_saved(file, self._panel.term),
        )

    def name_of_sheet(self) -> str:
        """Return the file name of the paper that explains a term: the number of the case, nothing personal."""
        number = phrases.number(self._view.case.number)
        return f"{self.tr('Count sheet {number}').format(number=number)}.pdf"

    def _draw_sheet(self, duty_id: int, draw: Callable[[CountSheet], T], done: Callable[[T], None]) -> None:
        """Gather what the paper says, and draw it beside the database's thread."""
        from otklik.casework import count_sheets  # noqa: PLC0415 - see above

        case_id = self._case_id

        def draw_aside(sheet: CountSheet) -> None:
            self._tasks.run_aside(lambda: draw(sheet), done, self._panel.show_error, owner=self)

        self._tasks.run(
            lambda desk: count_sheets.count_sheet(desk, case_id, duty_id),
            draw_aside,
            self._panel.show_error,
            owner=self,
        )

    def ask_closing(self) -> None:
        """Ask how the case ended."""
        form = ReasonForm(
            self.tr("Close request {number}").format(number=phrases.number(self._view.case.number)),
            self.tr("Closed requests stay in the register; files can still be added."),
            self.tr("How it ended"),
            self.tr("Close"),
            (
                self.tr("satisfied"),
                self.tr("satisfied in part"),
                self.tr("refused"),
                self.tr("withdrawn by the person"),
            ),
            required=False,
        )
        form.given.connect(self._close)
        self._show(form, form.field)

    def ask_annulment(self) -> None:
        """Ask why the case should not be in the register."""
        form = ReasonForm(
            self.tr("Annul request {number}").format(number=phrases.number(self._view.case.number)),
            self.tr(
                "Only for what was entered by mistake. Nothing is deleted: the number stays used, "
                "the reason stays in the journal."
            ),
            self.tr("Reason"),
            self.tr("Annul"),
            danger=True,
        )
        form.given.connect(self._annul)
        self._show(form, form.field)

    def ask_reopening(self, duty_id: int, title: str) -> None:
        """Ask why a duty is not done after all."""
        form = ReasonForm(
            self.tr("Not done after all: {duty}").format(duty=title),
            self.tr("The duty is open again, with its old date."),
            self.tr("Reason"),
            self.tr("Open it again"),
        )
        form.given.connect(lambda reason: self._reopen(duty_id, reason))
        self._show(form, form.field)

    def make_folder(self) -> None:
        """Gather everything about the case into a folder that is shown to whoever inspects."""
        from otklik.ui.papers.folder_dialog import FolderDialog  # noqa: PLC0415 - see above

        FolderDialog(self._tasks, self._case_id, self._view.case.number, self._panel).open()

    def undo_title(self, view: CaseView) -> str:
        """Return what undoing is called in the menu: an act of an earlier day is named by it."""
        last, today = view.undoable, self._clock.today()
        if last is None or last.at.date() == today:
            return self.tr("Undo the last act")
        return self.tr("Undo what was done on {day}").format(day=dates.near(last.at.date(), today))

    def undo_by_key(self) -> None:
        """Take back what was done today; say what stands last where that is older: a key is struck by mistake."""
        view, today = self._panel.view, self._clock.today()
        last = view.undoable if view else None
        if last is None or last.at.date() == today:
            self.undo()
            return
        said = self.tr("The last act is of {day}: {what}. If you mean it, undo it from “More”.")
        what = last.sentence[:1].lower() + last.sentence[1:].rstrip(".")
        self._panel.say(phrases.firm(said.format(day=dates.near(last.at.date(), today), what=what)))

    def undo(self) -> None:
        """Take back what was done last in the case, where that can be."""
        view = self._panel.view
        if view is None or view.undoable is None:
            return
        from otklik.casework import undoing  # noqa: PLC0415 - see above

        last = view.undoable

        def say_so(_changes: Changes) -> None:
            what = last.sentence[:1].lower() + last.sentence[1:]
            self._panel.say(self.tr("Undone: {what}").format(what=what))

        self._act(lambda desk: undoing.undo(desk, last), say_so)

    def fulfil(self, duty_id: int) -> None:
        """Tick a duty off."""
        from otklik.casework import duties  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: duties.fulfil(desk, case_id, duty_id))

    def answer(self, name: str, value: object) -> None:
        """Put the answer to a question on record."""
        from otklik.casework import registering  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: registering.answer_question(desk, case_id, **{name: value}))

    def add_file(self, path: str, media_type: str) -> None:
        """Read a file in the background and keep it with the case."""
        from otklik.casework import registering  # noqa: PLC0415 - see above

        case_id, file = self._case_id, Path(path)

        def keep(content: bytes) -> None:
            new = registering.NewFile(file.name, media_type, content)
            self._act(lambda desk: registering.add_file(desk, case_id, new))

        self._tasks.run_aside(lambda: _read(file), keep, self._panel.show_error, owner=self)

    def open_file(self, file: Attachment) -> None:
        """Open a file of the case in the system's viewer."""
        self._tasks.run(
            lambda desk: self._files.put(
                viewer_name(file.name), harmless(file.name, desk.register.attachments.content(file.id))
            ),
            self._on_written,
            self._panel.show_error,
            owner=self,
        )

    def save_file(self, file: Attachment, path: str) -> None:
        """Save a file of the case where the user says."""
        from otklik.system.files import atomic_write  # noqa: PLC0415 - see above

        self._tasks.run(
            lambda desk: atomic_write(Path(path), desk.register.attachments.content(file.id)),
            lambda _done: self._say_saved(Path(path), self._panel.files),
            self._panel.show_error,
            owner=self,
        )

    def _say_saved(self, file: Path, section: Section) -> None:
        section.say(self.tr("Saved: {name}").format(name=file.name))

    def _suggest(self, show: Callable[[tuple[TemplateChoice, ...]], None]) -> None:
        from otklik.casework import suggesting  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._tasks.run(
            lambda desk: suggesting.suggest_templates(desk, case_id), show, self._panel.show_error, owner=self
        )

    def _on_suggested(self, choices: tuple[TemplateChoice, ...]) -> None:
        suited = tuple(choice for choice in choices if choice.suited)
        if len(suited) == 1:
            self.draft(suited[0].id)
        elif choices:
            self._offer(suited or choices)
        else:
            self._panel.say(self.tr("No letter is due in this case."))

    def _offer(self, choices: tuple[TemplateChoice, ...]) -> None:
        form = TemplateForm(choices)
        form.chosen.connect(self.draft)
        form.cancelled.connect(self._panel.drop_form)
        self._panel.show_form(form, form.first)

    def _on_drafted(self, drafted: Drafted) -> None:
        self._panel.letter_wanted.emit(drafted.letter_id)

    def _extend(self, reason: str, days: int) -> None:
        from otklik.casework import extending  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: extending.extend(desk, case_id, reason, days), self._on_extended)

    def _on_extended(self, extended: Extended) -> None:
        self._panel.drop_form()
        self._panel.say(
            phrases.firm(
                self.tr("Notice № {number} is issued. Once it is sent, the term is extended until {date}.").format(
                    date=dates.day_month(extended.until), number=extended.number
                )
            )
        )

    def _confirm(self, note: str, day: object) -> None:
        from otklik.casework import identity  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: identity.confirm_identity(desk, case_id, note, day), self._on_form_done)  # type: ignore[arg-type]  # a date, through Qt's signal

    def _update_person(self, subject: object) -> None:
        from otklik.casework import registering  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: registering.update_subject(desk, case_id, subject), self._on_form_done)  # type: ignore[arg-type]  # a Subject, through Qt's signal

    def _amend(self, answers: dict[str, object]) -> None:
        from otklik.casework import registering  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: registering.answer_question(desk, case_id, **answers), self._on_form_done)

    def _postpone(self, reason: str) -> None:
        from otklik.casework import postponing  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: postponing.postpone_destruction(desk, case_id, reason), self._on_form_done)

    def _resume(self, reason: str) -> None:
        from otklik.casework import postponing  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: postponing.resume_destruction(desk, case_id, reason), self._on_form_done)

    def _close(self, outcome: str) -> None:
        from otklik.casework import closing  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: closing.close_case(desk, case_id, outcome), self._on_form_done)

    def _annul(self, reason: str) -> None:
        from otklik.casework import closing  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: closing.annul_case(desk, case_id, reason), self._on_form_done)

    def _reopen(self, duty_id: int, reason: str) -> None:
        from otklik.casework import duties  # noqa: PLC0415 - see above

        case_id = self._case_id
        self._act(lambda desk: duties.reopen(desk, case_id, duty_id, reason), self._on_form_done)

    def _on_form_done(self, _result: object) -> None:
        self._panel.drop_form()

    def _show_pdf(self, name: str, pdf: bytes) -> None:
        from otklik.system.errors import EnvironmentProblem  # noqa: PLC0415 - see above

        try:
            self._files.show(name, pdf)
        except EnvironmentProblem as error:
            self._panel.show_error(error)

    def _on_written(self, file: Path) -> None:
        from otklik.system.errors import EnvironmentProblem  # noqa: PLC0415 - see above

        try:
            show_in_viewer(file)
        except EnvironmentProblem as error:
            self._panel.show_error(error)

    def _show(self, form: InlineForm, focus: object) -> None:
        form.cancelled.connect(self._panel.drop_form)
        self._panel.show_form(form, focus)  # type: ignore[arg-type]  # the first field of the form

    def _act(self, work: Callable[[Desk], object], done: Callable[..., None] | None = None) -> None:
        self._tasks.act(work, done, self._panel.show_error, owner=self)


def _read(file: Path) -> bytes:
    """Read a file the user chose; the limit is that of the register."""
    from otklik.casework.case_checks import MAX_FILE_BYTES  # noqa: PLC0415 - see above
    from otklik.system.files import read_file  # noqa: PLC0415 - see above

    return read_file(file, MAX_FILE_BYTES)

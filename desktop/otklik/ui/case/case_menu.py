"""What the menu of a case offers, and the palette with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence

from otklik.casework.next_step import StepKind
from otklik.law.kinds import OCCASIONS, Kind
from otklik.register.records import CaseStatus
from otklik.ui.case.case_bar import CaseAct
from otklik.ui.palette.commands import Command
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.casework.views import CaseView
    from otklik.ui.case.case_panel import CasePanel


def acts_of(panel: CasePanel) -> tuple[CaseAct, ...]:
    """Return the acts of a case in the order of the menu.

    Args:
        panel: shows the case; does what is asked for.
    """
    return (*_of_person(panel), *_of_terms(panel), *_of_papers(panel), *_of_the_end(panel))


def _of_person(panel: CasePanel) -> tuple[CaseAct, ...]:
    acts = panel.acts
    return (
        CaseAct(
            "undo",
            translated("Undo the last act"),
            acts.undo,
            lambda view: view.undoable is not None,
            translated("back mistake"),
            titled=acts.undo_title,
        ),
        CaseAct("identity", translated("Confirm who wrote…"), acts.ask_identity, _unconfirmed, translated("passport")),
        CaseAct("person", translated("Correct the details of the person…"), acts.ask_person, _kept),
    )


def _of_terms(panel: CasePanel) -> tuple[CaseAct, ...]:
    acts = panel.acts
    return (
        CaseAct("amend", translated("Correct the date or the kinds…"), acts.ask_amendment, _open),
        CaseAct(
            "split",
            translated("Split…"),
            panel.links.ask_split,
            lambda view: _open(view) and len(view.case.kinds) > 1,
            apart=True,
        ),
        CaseAct(
            "incident",
            translated("Put an incident on record…"),
            panel.links.ask_incident,
            lambda view: _open(view) and Kind.INCIDENT not in view.case.kinds,
        ),
        CaseAct(
            "postpone",
            translated("Destruction is impossible in time…"),
            acts.ask_postponing,
            lambda view: view.can_postpone,
        ),
        CaseAct("act", translated("Act of destruction…"), panel.papers_acts.ask_act, _open),
    )


def _of_papers(panel: CasePanel) -> tuple[CaseAct, ...]:
    acts = panel.acts
    return (
        CaseAct("places", translated("Where to look…"), panel.show_places, _open, translated("search places data")),
        CaseAct("file", translated("Attach a file…"), panel.ask_file, _kept, apart=True),
        CaseAct("template", translated("Another letter…"), acts.choose_template, _open),
        CaseAct("folder", translated("Folder for inspection…"), acts.make_folder, lambda _view: True),
        CaseAct("hold", translated("Keep longer…"), panel.holding.ask_hold, _kept),
        CaseAct(
            "release",
            translated("Keep no longer than the storage term"),
            panel.holding.release,
            lambda view: view.case.keep_until is not None,
        ),
    )


def _of_the_end(panel: CasePanel) -> tuple[CaseAct, ...]:
    return (
        CaseAct("close", translated("Close the request…"), panel.acts.ask_closing, _open, apart=True),
        CaseAct("annul", translated("Annul…"), panel.acts.ask_annulment, _open),
    )


def _open(view: CaseView) -> bool:
    return view.case.status is CaseStatus.OPEN


def _kept(view: CaseView) -> bool:
    """Return whether there still is somebody the case is about."""
    return _open(view) or view.case.anonymised_on is None


def _unconfirmed(view: CaseView) -> bool:
    demanded = not OCCASIONS.issuperset(view.case.kinds)
    return _open(view) and demanded and view.case.identity_confirmed_on is None


def commands_of(panel: CasePanel, acts: tuple[CaseAct, ...]) -> tuple[Command, ...]:
    """Return the acts of a case as commands of the palette.

    Args:
        panel: shows the case.
        acts: as of `acts_of`.
    """

    def ready(fits: Callable[[CaseView], bool]) -> Callable[[], bool]:
        return lambda: panel.isVisible() and panel.view is not None and fits(panel.view)

    undo = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.PortableText)
    first = (
        Command(
            "case.step",
            translated("Do what comes next in the case"),
            panel.do_step,
            words=translated("next step"),
            ready=ready(lambda view: view.step.kind is not StepKind.NONE),
        ),
        Command("case.answer", translated("Prepare the answer"), panel.answer, ready=ready(_open)),
        Command("case.extend", translated("Extend…"), panel.acts.ask_extension, ready=ready(_open)),
    )
    rest = (
        Command(
            f"case.{act.id}",
            act.title,
            panel.acts.undo_by_key if act.id == "undo" else act.run,
            keys=undo if act.id == "undo" else "",
            words=act.words,
            ready=ready(act.fits),
        )
        for act in acts
    )
    return (*first, *rest)

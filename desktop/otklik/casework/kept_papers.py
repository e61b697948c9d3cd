"""The papers of a case that are kept as they were made, and which of them are void."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.register.paper_records import Paper, PaperKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from otklik.casework.desk import Desk


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper of a case.

    Attributes:
        paper: what is known of it; its PDF is `desk.register.papers.content(paper.id)`.
        void_on: the day it was annulled; `None` while it stands.
        void_reason: why it was annulled.
        with_log: whether the log export lies behind the act, in the same file.
        annuls: number of the act a note annuls; `None` of any other paper.
    """

    paper: Paper
    void_on: date | None = None
    void_reason: str = ""
    with_log: bool = False
    annuls: int | None = None


def papers_of_case(desk: Desk, case_id: int) -> tuple[KeptPaper, ...]:
    """Return the papers of a case, in the order they were made."""
    return _marked(desk.register.papers.of_case(case_id))


def acts_of(desk: Desk, operator_id: int) -> tuple[KeptPaper, ...]:
    """Return the acts of destruction of an operator, by number."""
    papers = desk.register.papers
    notes = papers.of_operator(operator_id, PaperKind.ANNULMENT)
    kept = _marked((*papers.of_operator(operator_id, PaperKind.ACT), *notes))
    return tuple(one for one in kept if one.paper.kind is PaperKind.ACT)


def _marked(papers: Iterable[Paper]) -> tuple[KeptPaper, ...]:
    """Return papers with what the notes among them annul."""
    papers = tuple(papers)
    facts = {paper.id: json.loads(paper.facts) for paper in papers}
    notes = {facts[paper.id]["act"]: paper for paper in papers if paper.kind is PaperKind.ANNULMENT}
    acts = {note.id: paper.number for paper in papers if (note := notes.get(paper.id))}
    kept = []
    for paper in papers:
        note = notes.get(paper.id)
        kept.append(
            KeptPaper(
                paper,
                void_on=note.made_on if note else None,
                void_reason=facts[note.id]["reason"] if note else "",
                with_log=paper.kind is PaperKind.ACT and bool(facts[paper.id]["form"]["systems"]),
                annuls=acts.get(paper.id),
            )
        )
    return tuple(kept)

"""Outgoing letters: drafts, and issued ones with their PDF and number."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from enum import StrEnum

from otklik.register.database import Database
from otklik.register.problems import paper_of
from otklik.register.records import Letter, LetterState
from otklik.register.rows import Table
from otklik.register.search import fold, like


class Stage(StrEnum):
    """How far letters are, for a list of them; annulled ones are at none of these stages."""

    DRAFT = "draft"
    UNSENT = "unsent"
    SENT = "sent"


_STAGES = {
    None: "TRUE",
    Stage.DRAFT: "state = 'draft'",
    Stage.UNSENT: "state = 'issued' AND dispatched_on IS NULL",
    Stage.SENT: "state = 'issued' AND dispatched_on IS NOT NULL",
}


class Letters:
    """Letters of all cases. An issued letter never changes: triggers in the file see to it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("letters", Letter)

    def add(self, letter: Letter) -> Letter:
        """Store a new draft and return it with its id."""
        return self._table.add(self._database, letter)

    def save(self, letter: Letter) -> None:
        """Store a changed draft; of an issued letter only dispatch, annulment and its reason may differ."""
        self._table.save(self._database, letter)

    def get(self, letter_id: int) -> Letter:
        """Return a letter.

        Raises:
            LookupError: there is none of this id.
        """
        return self._table.get(self._database, letter_id)

    def known(self, letter_id: int) -> bool:
        """Return whether there is a letter of this id: a draft can be discarded."""
        return self._database.value("SELECT 1 FROM letters WHERE id = ?", (letter_id,)) is not None

    def of_case(self, case_id: int) -> tuple[Letter, ...]:
        """Return the letters of a case in the order they were begun."""
        return self._table.where(self._database, "case_id = ? ORDER BY id", (case_id,))

    def drafts(self, limit: int = 200) -> tuple[Letter, ...]:
        """Return drafts, the last changed first."""
        return self._table.where(self._database, "state = 'draft' ORDER BY changed_at DESC, id DESC LIMIT ?", (limit,))

    def count_drafts(self) -> int:
        """Return how many drafts there are."""
        return int(self._database.value("SELECT count(*) FROM letters WHERE state = 'draft'"))

    def newest_draft_change(self) -> str:
        """Return when a draft was last changed, ISO; empty where there is no draft."""
        return str(self._database.value("SELECT max(changed_at) FROM letters WHERE state = 'draft'") or "")

    def count(self) -> int:
        """Return how many letters there are in all."""
        return int(self._database.value("SELECT count(*) FROM letters"))

    def page(self, offset: int = 0, limit: int = 100, text: str = "", stage: Stage | None = None) -> tuple[Letter, ...]:
        """Return one page of the letters: drafts first, then issued ones, newest first.

        Args:
            offset: how many to leave out.
            limit: how many to return at most.
            text: any piece of the outgoing number, of the heading or of the person's name, or the number of the case;
                empty for all.
            stage: only letters that are so far; `None` for all.
        """
        condition, values = _STAGES[stage], list[object]()
        if text.strip():
            # What people type stands in a heading as they typed it or, in the middle of a sentence, in small letters.
            condition += (
                r" AND (number LIKE ? ESCAPE '\' OR heading LIKE ? ESCAPE '\' OR heading LIKE ? ESCAPE '\' "
                r"OR case_id IN (SELECT c.id FROM cases AS c JOIN subjects AS s ON s.id = c.subject_id "
                r"WHERE s.name_key LIKE ? ESCAPE '\' OR c.number = ?))"
            )
            typed = like(text, folded=False)
            values = [typed, typed, like(text), like(text), fold(text).removeprefix("№").strip()]
        return self._table.where(
            self._database,
            f"{condition} ORDER BY is_draft DESC, issued_on DESC, id DESC LIMIT ? OFFSET ?",
            [*values, limit, offset],
        )

    def next_number(self, operator_id: int, year: int) -> int:
        """Return the outgoing number the operator's next letter of the year gets: 1, 2, 3 … without gaps.

        Ask inside the transaction that issues the letter, so that nobody else gets the same one.
        """
        last = self._database.value(
            "SELECT max(serial) FROM letters WHERE operator_id = ? AND year = ?", (operator_id, year)
        )
        return int(last or 0) + 1

    def issue(self, letter: Letter, number: str, pdf: bytes, sha256: str) -> Letter:
        """Issue a draft: text, number and PDF are final from now on.

        Args:
            letter: the draft with its final text and `issued_on`.
            number: the outgoing number as printed, made from `next_number` of the operator and the letter's year.
            pdf: the letter as sent.
            sha256: hex digest of the PDF.

        Returns:
            The letter as stored.

        Raises:
            ValueError: it is no draft, has no date, or the digest is not that of the PDF.
        """
        if letter.state is not LetterState.DRAFT or letter.issued_on is None or not number:
            raise ValueError("only a dated draft with a number can be issued")
        if hashlib.sha256(pdf).hexdigest() != sha256:
            raise ValueError("the digest is not that of the PDF")
        issued = replace(letter, state=LetterState.ISSUED, number=number, sha256=sha256)
        year = letter.issued_on.year
        with self._database.atomic():
            # Text first: the row becomes final with the statement that numbers it.
            self._table.save(self._database, letter_as_draft(letter))
            self._database.execute(
                "UPDATE letters SET state = 'issued', number = ?, issued_on = ?, sha256 = ?, year = ?, serial = ? "
                "WHERE id = ?",
                (
                    number,
                    letter.issued_on.isoformat(),
                    sha256,
                    year,
                    self.next_number(letter.operator_id, year),
                    letter.id,
                ),
            )
            self._database.execute("INSERT INTO letter_files VALUES (?, ?)", (letter.id, pdf))
        return issued

    def pdf(self, letter_id: int) -> bytes:
        """Return the PDF of an issued letter.

        Raises:
            LookupError: it was not issued, or there is none of this id.
            UserError: its case is anonymised.
        """
        row = self._database.one(
            "SELECT f.content, c.anonymised_on FROM letters AS l JOIN cases AS c ON c.id = l.case_id "
            "LEFT JOIN letter_files AS f ON f.letter_id = l.id WHERE l.id = ?",
            (letter_id,),
        )
        return paper_of(row, f"letter_files {letter_id}")

    def changed_pdf(self) -> str | None:
        """Return the number of the first issued letter whose PDF is missing or not the one issued, or `None`.

        The PDFs of anonymised cases are missing rightly.
        """
        kept = "c.anonymised_on IS NULL" if self._database.has_column("cases", "anonymised_on") else "TRUE"
        rows = self._database.each(
            "SELECT l.number, l.sha256, f.content FROM letters AS l JOIN cases AS c ON c.id = l.case_id "  # noqa: S608 - our own words
            "LEFT JOIN letter_files AS f ON f.letter_id = l.id "
            f"WHERE l.state <> 'draft' AND {kept} ORDER BY l.id"
        )
        for number, sha256, content in rows:
            if content is None or hashlib.sha256(content).hexdigest() != sha256:
                return str(number)
        return None

    def discard(self, letter_id: int) -> None:
        """Delete a draft. An issued letter cannot be deleted.

        Raises:
            LookupError: there is no draft of this id.
        """
        with self._database.atomic():
            if self.get(letter_id).state is LetterState.DRAFT:
                self._database.execute("DELETE FROM enclosures WHERE letter_id = ?", (letter_id,))
            deleted = self._database.execute("DELETE FROM letters WHERE id = ? AND state = 'draft'", (letter_id,))
            if deleted.rowcount != 1:
                raise LookupError(f"draft {letter_id}")


def letter_as_draft(letter: Letter) -> Letter:
    """Return the letter without what only an issued one has."""
    return replace(letter, number="", issued_on=None, sha256="")

"""What belongs to letters besides themselves: own templates, images, enclosures, and papers that are kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from otklik.register.database import Database
from otklik.register.paper_records import Enclosure, ImageKind, Paper, PaperKind, TemplateCopy
from otklik.register.problems import paper_of
from otklik.register.rows import Table


class TemplateCopies:
    """The user's own texts of templates, one for each."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("template_copies", TemplateCopy)

    def save(self, copy: TemplateCopy) -> TemplateCopy:
        """Store the user's text of a template in place of the one he had, and return it with its id."""
        known = self.of(copy.template)
        if known is None:
            return self._table.add(self._database, replace(copy, id=0))
        stored = replace(copy, id=known.id)
        self._table.save(self._database, stored)
        return stored

    def of(self, template: str) -> TemplateCopy | None:
        """Return the user's text of a template, or `None` where he has none."""
        found = self._table.where(self._database, "template = ?", (template,))
        return found[0] if found else None

    def remove(self, template: str) -> None:
        """Go back to ours; where there is no own text nothing happens."""
        self._database.execute("DELETE FROM template_copies WHERE template = ?", (template,))

    def all(self) -> tuple[TemplateCopy, ...]:
        """Return all own texts, by template."""
        return self._table.where(self._database, "TRUE ORDER BY template")


class OperatorImages:
    """Logo, signature and seal of each operator."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, operator_id: int, kind: ImageKind, media_type: str, content: bytes) -> None:
        """Store an image in place of the one there was."""
        self._database.execute(
            "INSERT OR REPLACE INTO operator_images VALUES (?, ?, ?, ?, ?)",
            (operator_id, kind.value, media_type, hashlib.sha256(content).hexdigest(), content),
        )

    def get(self, operator_id: int, kind: ImageKind) -> bytes | None:
        """Return an image, or `None`."""
        content = self._database.value(
            "SELECT content FROM operator_images WHERE operator_id = ? AND kind = ?", (operator_id, kind.value)
        )
        return None if content is None else bytes(content)

    def remove(self, operator_id: int, kind: ImageKind) -> None:
        """Take an image away; where there is none nothing happens."""
        self._database.execute(
            "DELETE FROM operator_images WHERE operator_id = ? AND kind = ?", (operator_id, kind.value)
        )


class Enclosures:
    """What is enclosed in letters; it can change while the letter is a draft."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("enclosures", Enclosure)

    def replace(self, letter_id: int, enclosures: tuple[Enclosure, ...]) -> tuple[Enclosure, ...]:
        """Enclose exactly these in a draft, in this order, and return them with their ids."""
        with self._database.atomic():
            self._database.execute("DELETE FROM enclosures WHERE letter_id = ?", (letter_id,))
            stored = []
            for position, given in enumerate(enclosures):
                added = self._table.add(self._database, replace(given, id=0, letter_id=letter_id))
                self._database.execute("UPDATE enclosures SET position = ? WHERE id = ?", (position, added.id))
                stored.append(added)
        return tuple(stored)

    def of_letter(self, letter_id: int) -> tuple[Enclosure, ...]:
        """Return what is enclosed in a letter, in order."""
        return self._table.where(self._database, "letter_id = ? ORDER BY position, id", (letter_id,))


class Papers:
    """Papers that are kept as they were made: acts of destruction, sheets of the journal."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._table = Table("papers", Paper)

    def next_number(self, operator_id: int, kind: PaperKind) -> int:
        """Return the number the operator's next paper of a kind gets. Ask inside the transaction that makes it."""
        last = self._database.value(
            "SELECT max(number) FROM papers WHERE operator_id = ? AND kind = ?", (operator_id, kind.value)
        )
        return int(last or 0) + 1

    def add(self, paper: Paper, content: bytes) -> Paper:
        """Store a paper with its PDF and return it with its id.

        Args:
            paper: with its number from `next_number`.
            content: the PDF.
        """
        made = replace(paper, sha256=hashlib.sha256(content).hexdigest())
        values = self._table.values(made)
        names = ", ".join(f'"{column}"' for column in self._table.columns[1:])
        marks = ", ".join("?" * (len(values) + 1))
        row_id = self._database.execute(
            f"INSERT INTO papers ({names}, content) VALUES ({marks})",  # noqa: S608 - our own column names
            (*values, content),
        ).lastrowid
        return replace(made, id=row_id)

    def get(self, paper_id: int) -> Paper:
        """Return a paper.

        Raises:
            LookupError: there is none of this id.
        """
        return self._table.get(self._database, paper_id)

    def of_case(self, case_id: int) -> tuple[Paper, ...]:
        """Return the papers of a case, in the order they were made."""
        return self._table.where(self._database, "case_id = ? ORDER BY id", (case_id,))

    def of_operator(self, operator_id: int, kind: PaperKind) -> tuple[Paper, ...]:
        """Return the papers of a kind of an operator, by number."""
        return self._table.where(
            self._database, "operator_id = ? AND kind = ? ORDER BY number", (operator_id, kind.value)
        )

    def content(self, paper_id: int) -> bytes:
        """Return the PDF of a paper.

        Raises:
            LookupError: there is none of this id.
            UserError: it was erased with its case.
        """
        return paper_of(
            self._database.one("SELECT content, expired_on FROM papers WHERE id = ?", (paper_id,)), f"papers {paper_id}"
        )

    def changed_title(self) -> str | None:
        """Return title and number of the first paper whose PDF is not the one that was made, or `None`.

        One that was erased with its case is none of them; one that is gone without that is.
        """
        kept = "TRUE"
        if self._database.has_column("papers", "expired_on"):
            kept = "p.expired_on IS NULL OR (p.case_id IS NOT NULL AND c.anonymised_on IS NULL)"
        rows = self._database.each(
            "SELECT p.title, p.number, p.sha256, p.content FROM papers AS p "  # noqa: S608 - our own words
            f"LEFT JOIN cases AS c ON c.id = p.case_id WHERE {kept} ORDER BY p.id"
        )
        for title, number, sha256, content in rows:
            if hashlib.sha256(content).hexdigest() != sha256:
                return f"{title} № {number}"
        return None

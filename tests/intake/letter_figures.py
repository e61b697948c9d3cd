"""How well the demands of the sample letters are recognised: `python -m tests.intake.letter_figures` shows it."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from otklik.intake.letter import IncomingLetter
from otklik.intake.reading import read_letter

LETTERS = Path(__file__).parents[1] / "data" / "letters"

MISSING = {
    "номер документа, удостоверяющего личность": "document",
    "кем и когда выдан документ": "issued",
    "сведения, подтверждающие отношения с оператором": "relation",
    "подпись": "signature",
    "документ о полномочиях представителя": "authority",
}


@dataclass
class Figures:
    """Right, wrong and missed guesses by kind, and the letters in which something went wrong."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def precision(self, kind: str = "") -> float:
        """Return which part of what was guessed is right, of one kind or of all; 1 where nothing was guessed."""
        right, wrong = self._of(self.right, kind), self._of(self.wrong, kind)
        return right / (right + wrong) if right + wrong else 1.0

    def recall(self, kind: str = "") -> float:
        """Return which part of what is demanded was guessed, of one kind or of all; 1 where nothing is demanded."""
        right, missed = self._of(self.right, kind), self._of(self.missed, kind)
        return right / (right + missed) if right + missed else 1.0

    @staticmethod
    def _of(counted: Counter[str], kind: str) -> int:
        return counted[kind] if kind else counted.total()

    def count(self, name: str, guessed: set[str], expected: set[str], optional: set[str]) -> None:
        """Count one letter.

        Args:
            name: its file.
            guessed: what was found.
            expected: what is there.
            optional: what is neither right nor wrong.
        """
        self.right.update(guessed & expected)
        self.wrong.update(guessed - expected - optional)
        self.missed.update(expected - guessed)
        if wrong := guessed - expected - optional:
            self.failures.append(f"{name}: wrong {', '.join(sorted(wrong))}")
        if missed := expected - guessed:
            self.failures.append(f"{name}: missed {', '.join(sorted(missed))}")

    def table(self) -> str:
        """Return precision and recall by kind as lines of text."""
        kinds = sorted({*self.right, *self.wrong, *self.missed})
        lines = [f"{'':22}{'right':>6}{'wrong':>6}{'missed':>7}{'precision':>11}{'recall':>8}"]
        for kind in [*kinds, ""]:
            counted = [self._of(one, kind) for one in (self.right, self.wrong, self.missed)]
            figures = f"{counted[0]:6}{counted[1]:6}{counted[2]:7}{self.precision(kind):11.2f}{self.recall(kind):8.2f}"
            lines.append(f"{kind or 'all':22}{figures}")
        return "\n".join(lines)


@cache
def letters() -> dict[str, tuple[IncomingLetter, dict[str, Any]]]:
    """Return each sample letter as it is read, with what is expected of it, by its file's name."""
    expected = tomllib.loads((LETTERS / "expected.toml").read_text("utf-8"))
    return {name: (read_letter(name, (LETTERS / name).read_bytes()), said) for name, said in expected.items()}


def figures_of_kinds() -> Figures:
    """Return how well kinds are recognised."""
    figures = Figures()
    for name, (letter, said) in letters().items():
        guessed = {one.kind.value for one in letter.kinds}
        figures.count(name, guessed, set(said["kinds"]), set(said.get("optional", ())))
    return figures


def figures_of_lacks() -> Figures:
    """Return how well it is told what a request lacks."""
    figures = Figures()
    for name, (letter, said) in letters().items():
        guessed = {MISSING[label] for label in letter.missing}
        figures.count(name, guessed, set(said.get("missing", ())), set(said.get("missing_optional", ())))
    return figures


def figures_of_values() -> Figures:
    """Return how well names, sums and terms are read; a wrong value counts as wrong and as missed."""
    figures = Figures()
    for name, (letter, said) in letters().items():
        for field_name, (found, wanted) in _values(letter, said).items():
            guessed, expected = ({field_name} if value else set() for value in (found, wanted))
            if found and wanted and found != wanted:
                figures.wrong[field_name] += 1
                figures.missed[field_name] += 1
                figures.failures.append(f"{name}: {field_name} {found!r} and not {wanted!r}")
            else:
                figures.count(name, guessed, expected, set())
    return figures


def _values(letter: IncomingLetter, said: dict[str, Any]) -> dict[str, tuple[object, object]]:
    term = letter.named_term
    named = ""
    if term is not None:
        named = str(term.day) if term.day else f"{term.term.number} {term.term.unit.value}" if term.term else ""
        named = "at_once" if named.endswith("at_once") else named
    return {
        "subject_name": (_words(letter.subject_name), _words(said.get("subject_name", ""))),
        "representative_name": (_words(letter.writer.representative_name), _words(said.get("representative_name", ""))),
        "claim_amount": (letter.claim.amount if letter.claim else None, said.get("claim_amount")),
        "named_term": (named, str(said.get("named_term", ""))),
    }


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(name.replace("ё", "е").split()))


if __name__ == "__main__":
    for title, figures in (
        ("kinds", figures_of_kinds()),
        ("lacks", figures_of_lacks()),
        ("values", figures_of_values()),
    ):
        sys.stdout.write("\n".join((title, figures.table(), "", *figures.failures, "", "")))

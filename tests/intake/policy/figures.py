"""What a reader gets right in a set of policies, field by field: the figures tests hold it to."""

from __future__ import annotations

import io
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from otklik.intake.policy.facts import FIELDS, PolicyFacts, PromisedTerm, Shape
from otklik.intake.policy.phrases import lowered
from otklik.intake.policy.reader import read_policy
from otklik.system.paths import resource

FORMS = {"ИП", "ООО"}
"""Forms an operator's profile knows; any other stays open, as the policy's name of it says enough."""


@dataclass
class Figures:
    """How often a field was read right, wrong, and not at all."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    missed: dict[str, list[str]] = field(default_factory=dict)

    def precision(self, name: str) -> float:
        """Return the share of what was read that is right."""
        read = self.right[name] + len(self.wrong.get(name, ()))
        return self.right[name] / read if read else 1.0

    def recall(self, name: str) -> float:
        """Return the share of what is stated that was read."""
        stated = self.right[name] + len(self.missed.get(name, ()))
        return self.right[name] / stated if stated else 1.0

    def table(self) -> str:
        """Return the figures as lines to read."""
        names = sorted({*self.right, *self.wrong, *self.missed})
        return "\n".join(f"{name:24}{self.precision(name):6.2f}{self.recall(name):6.2f}" for name in names)


def expected(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what a careful person reads from each policy of a folder."""
    facts = json.loads((folder / "facts.json").read_text("utf-8"))
    return {name: values for name, values in facts.items() if isinstance(values, dict)}


def read(path: Path, render: str | None = None) -> PolicyFacts:
    """Return what the reader reads, of the file itself or of the same text as another kind of document."""
    if render == "docx":
        return read_policy(f"{path.stem}.docx", as_docx(path.read_text("utf-8")))
    if render == "pdf":
        return read_policy(f"{path.stem}.pdf", as_pdf(path.read_text("utf-8")))
    return read_policy(path.name, path.read_bytes())


def as_docx(text: str) -> bytes:
    """Return a text as a Word document, one paragraph for each line."""
    from docx import Document

    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def as_pdf(text: str) -> bytes:
    """Return a text as a PDF with numbered pages, lines broken where the paper ends."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(TTFont("Text", str(resource("fonts/PTSerif-Regular.ttf"))))
    style = ParagraphStyle("text", fontName="Text", fontSize=11, leading=14, spaceAfter=4)
    target = io.BytesIO()
    lines = [Paragraph(escape(line), style) for line in text.split("\n") if line.strip()]
    document = SimpleDocTemplate(target)
    document.build(lines, onLaterPages=lambda canvas, page: canvas.drawCentredString(300, 30, str(page.page)))
    return target.getvalue()


def value_of(facts: PolicyFacts, name: str) -> Any:
    """Return a value in the spelling of facts.json."""
    found = facts.values.get(name)
    if found is None:
        return [] if FIELDS[name] is Shape.LIST else None
    if isinstance(found.value, PromisedTerm):
        return {"number": found.value.number, "unit": found.value.unit.value, "clause": found.value.clause or None}
    return list(found.value) if isinstance(found.value, tuple) else found.value


def compare(figures: Figures, policy: str, facts: PolicyFacts, stated: dict[str, Any]) -> None:
    """Count one policy into the figures."""
    for name, want in stated.items():
        if name not in FIELDS or name in stated.get("_soft", ()):
            continue
        if name == "operator_form" and want not in FORMS:
            want = None  # noqa: PLW2901 - the profile has no such form
        got = value_of(facts, name)
        if name == "data_categories":
            # Whether an item begins with a capital letter is the text's own affair.
            got = [lowered(item) for item in got]
            want = [lowered(item) for item in want]  # noqa: PLW2901 - compared as the reader spells it
        if isinstance(want, list):
            figures.right[name] += len(set(got) & set(want))
            _note(figures.wrong, name, [f"{policy}: {item}" for item in got if item not in want])
            _note(figures.missed, name, [f"{policy}: {item}" for item in want if item not in got])
        elif got == want:
            figures.right[name] += want is not None
        else:
            _note(figures.wrong, name, [f"{policy}: {got}, not {want}"] if got is not None else [])
            _note(figures.missed, name, [f"{policy}: {want}"] if want is not None else [])


def _note(notes: dict[str, list[str]], name: str, lines: list[str]) -> None:
    if lines:
        notes.setdefault(name, []).extend(lines)

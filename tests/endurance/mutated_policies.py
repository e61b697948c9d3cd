"""Policies for `mutated_input`: the invented ones as text, Markdown, HTML, Word documents and PDF."""

from __future__ import annotations

from pathlib import Path

from otklik.intake.policy.reader import read_policy
from tests.intake.policy.figures import as_docx, as_pdf

POLICIES = Path(__file__).parents[1] / "data/policies"
_RENDERED = 6


def corpus() -> list[tuple[str, bytes]]:
    """Return the policies as they lie there, and some as documents."""
    files = sorted(path for path in POLICIES.iterdir() if path.suffix in {".txt", ".md", ".html"})
    texts = [path for path in files if path.suffix == ".txt"][:_RENDERED]
    return [
        *((path.name, path.read_bytes()) for path in files),
        *((f"{path.stem}.txt", path.read_text("utf-8").encode("cp1251", "replace")) for path in texts[:2]),
        *((f"{path.stem}.docx", as_docx(path.read_text("utf-8"))) for path in texts),
        *((f"{path.stem}.pdf", as_pdf(path.read_text("utf-8"))) for path in texts),
    ]


def read(name: str, content: bytes) -> str:
    """Read a policy and see that every value stands on words of its text."""
    facts = read_policy(name, content)
    found = [*facts.values.values(), *(one for conflict in facts.conflicts for one in conflict.candidates)]
    assert all(one.quotes for one in found)
    quotes = [quote for one in (*found, *facts.contradictions) for quote in one.quotes]
    assert all(facts.text[quote.start : quote.end] == quote.text and quote.text.strip() for quote in quotes), quotes
    assert all(isinstance(problem, str) and problem for problem in facts.problems)
    return "read with an operator" if "operator_name" in facts.values else "read"

"""`otklik policy`: look into a privacy policy without storing it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from otklik.cli.frame import Command, Options, show
from otklik.system.files import read_file
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.intake.policy.facts import Found, PolicyFacts, Quote

_LONGEST_SHOWN = 100


@click.command(cls=Command, short_help="Look into a privacy policy without storing it.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.pass_obj
def policy(options: Options, file: Path) -> None:
    """Read the operator's privacy policy FILE (.txt, .md, .html, .docx, .pdf): what it says, in which words."""
    from otklik.intake.documents.reading import MAX_BYTES  # noqa: PLC0415 - document readers are loaded when one comes
    from otklik.intake.policy.reader import read_policy  # noqa: PLC0415 - rules are loaded when a policy comes

    # One byte more than is read, so that the reader says in its own words that a file is too large.
    facts = read_policy(file.name, read_file(file, MAX_BYTES + 1))
    show(options, as_row(facts), lambda: as_text(facts))


def as_row(facts: PolicyFacts) -> dict[str, object]:
    """Return the facts as values of JSON.

    Args:
        facts: what was read from a policy.

    Returns:
        Each field of `facts.FIELDS`, null or [] where the policy does not state it; `evidence` and `conflicts` with
        `value`, `quote` and `offset` (characters from the start of the text), by field; `contradictions`; `problems`;
        `text`, which the offsets count in.
    """
    from otklik.intake.policy.facts import FIELDS, Shape  # noqa: PLC0415 - as above

    row: dict[str, object] = {}
    for field, shape in FIELDS.items():
        found = facts.values.get(field)
        row[field] = _value(found.value) if found else [] if shape is Shape.LIST else None
    row["evidence"] = {field: list(_evidence(found)) for field, found in facts.values.items()}
    row["conflicts"] = {
        conflict.field: [entry for found in conflict.candidates for entry in _evidence(found)]
        for conflict in facts.conflicts
    }
    row["contradictions"] = [
        {"id": one.id, "sentence": one.sentence, "basis": one.basis} | _place(one.quotes[0] if one.quotes else None)
        for one in facts.contradictions
    ]
    row["problems"] = _problems(facts)
    row["text"] = facts.text
    return row


def as_text(facts: PolicyFacts) -> str:
    """Return the facts as lines to read: field, value, the words it was read from."""
    lines = [facts.name]
    for field, found in facts.values.items():
        lines += [f"  {field}: {_shown(entry['value'])}  ← «{_short(entry['quote'])}»" for entry in _evidence(found)]
    for conflict in facts.conflicts:
        lines.append("  " + say("{field}: stated differently, nothing is taken over:", field=conflict.field))
        lines += [
            f"    {_shown(entry['value'])}  ← «{_short(entry['quote'])}»"
            for found in conflict.candidates
            for entry in _evidence(found)
        ]
    for one in facts.contradictions:
        lines.append(f"  {one.sentence} ({one.basis})")
        lines += [f"    «{_short(quote.text)}»" for quote in one.quotes]
    lines += [f"  {problem}" for problem in _problems(facts)]
    return "\n".join(lines if len(lines) > 1 else [*lines, "  " + say("Nothing of an operator could be read from it.")])


def _problems(facts: PolicyFacts) -> list[str]:
    doubt = [say("This reads like somebody's letter, not like a policy.")] if facts.seems_letter else []
    return [*doubt, *facts.problems]


def _evidence(found: Found[Any]) -> Iterable[dict[str, Any]]:
    """Yield each value with the words it stands on: of a list each item, else the value with each of its places."""
    values = found.value if isinstance(found.value, tuple) else (found.value,) * len(found.quotes)
    for value, quote in zip(values, found.quotes, strict=True):
        yield {"value": _value(value)} | _place(quote)


def _place(quote: Quote | None) -> dict[str, Any]:
    return {"quote": quote.text, "offset": quote.start} if quote else {"quote": None, "offset": None}


def _value(value: Any) -> Any:
    """Return a value for JSON; a clause that is not there is null."""
    if isinstance(value, tuple):
        return [_value(item) for item in value]
    if hasattr(value, "unit"):
        return {"number": value.number, "unit": value.unit, "clause": value.clause or None}
    return value


def _shown(value: Any) -> str:
    """Return a value in a line of text."""
    if isinstance(value, dict):
        clause = say(", clause {clause}", clause=value["clause"]) if value["clause"] else ""
        return f"{value['number']} {value['unit']}{clause}"
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return str(value)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"

"""Letter templates: Markdown with merge fields, one file a letter, a TOML head between `+++` lines."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from otklik.law.kinds import Kind
from otklik.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

ORDER = (
    *("access_answer", "no_processing", "refusal", "extension_notice"),
    *("withdrawal_done", "erasure_done", "claim_reply"),
)
_FENCE = "+++\n"


@dataclass(frozen=True, slots=True)
class Template:
    """A letter that can be drafted.

    Attributes:
        id: name of the file, e.g. `access_answer`.
        title: what the list of templates calls it.
        heading: heading of the letter («О …»).
        kinds: demands it answers, the most fitting first.
        outcome: how the case ends with it: `satisfied`, `refused`, `answered`; empty where it does not end.
        closes: ids of the acts it fulfils: `answer`, `refusal`, `stop`, `destroy`, `notify`.
        body: Markdown with Jinja2 fields.
    """

    id: str
    title: str
    heading: str
    kinds: tuple[Kind, ...]
    outcome: str
    closes: tuple[str, ...]
    body: str


@cache
def load_templates() -> dict[str, Template]:
    """Return the shipped templates by id, in the order the list shows them."""
    return {name: read_template(resource(f"letters/ru/{name}.md")) for name in ORDER}


def read_template(path: Path) -> Template:
    """Read one template file; its name is the id.

    Raises:
        ValueError: the head between the `+++` lines is missing or incomplete.
    """
    _, head, body = path.read_text("utf-8").split(_FENCE, 2)
    facts: dict[str, Any] = tomllib.loads(head)
    return Template(
        id=path.stem,
        title=facts["title"],
        heading=facts["heading"],
        kinds=tuple(Kind(kind) for kind in facts["kinds"]),
        outcome=facts["outcome"],
        closes=tuple(facts["closes"]),
        body=body.strip() + "\n",
    )


def suited(kinds: Sequence[Kind]) -> tuple[Template, ...]:
    """Return the templates that answer these demands, best first; all of them where none fits.

    Args:
        kinds: what is demanded, in the order of the letter: the first weighs most.
    """
    fitting = [
        (index, template.kinds.index(kind), place, template)
        for place, template in enumerate(load_templates().values())
        for index, kind in enumerate(kinds)
        if kind in template.kinds
    ]
    ordered = dict.fromkeys(entry[3] for entry in sorted(fitting, key=lambda entry: entry[:3]))
    return tuple(ordered) or tuple(load_templates().values())

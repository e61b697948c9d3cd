"""What was typed into a template and not saved yet: kept beside the templates, so that no closed window loses it.

Letters are never drafted from it, so it may be broken, and it is no act of the journal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.desk import Changes

if TYPE_CHECKING:
    from otklik.casework.desk import Desk

_TYPED = "templates_typed"
"""Setting: heading and body by template."""


def keep(desk: Desk, template_id: str, heading: str, body: str) -> Changes:
    """Keep what was typed, whatever it is."""
    with desk.register.atomic():
        typed = all_typed(desk)
        typed[template_id] = (heading, body)
        desk.register.settings.set(_TYPED, typed)
    return Changes()


def forget(desk: Desk, template_id: str) -> Changes:
    """Forget what was typed: it is saved now, or no longer wanted."""
    with desk.register.atomic():
        typed = all_typed(desk)
        if typed.pop(template_id, None) is not None:
            desk.register.settings.set(_TYPED, typed)
    return Changes()


def all_typed(desk: Desk) -> dict[str, tuple[str, str]]:
    """Return heading and body of what was typed and not saved, by template."""
    kept: dict[str, list[str]] = desk.register.settings.get(_TYPED, {})
    return {template: (heading, body) for template, (heading, body) in kept.items()}

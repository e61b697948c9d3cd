"""May the user's own text be a template: known fields, no errors, and never more letter than a letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otklik.letters import fields as known
from otklik.letters.merge import OPEN_FIELD, PLACEHOLDER, draft, fill, fill_line
from otklik.letters.template_language import LONGEST, check_language, too_deep, too_long, unknown_field
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from otklik.letters.merge import Missing
    from otklik.letters.templates import Template

__all__ = ["LONGEST", "check_template", "remark"]

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?=[\s/>])")


def check_template(template: Template) -> None:
    """Check a template the user wrote: read it, weigh it, and merge it with all fields empty and all filled.

    Raises:
        UserError: it is empty or too long, has an error, an unknown field or something that is not allowed; its values
            carry `field` («heading» or «body»), and `line` where there is one.
    """
    _check_heading(template.heading)
    if not template.body.strip():
        raise UserError("The template has no text.", field="body")
    check_language(template.body)
    try:
        for value in ("", "слово"):
            fields: known.Fields = dict.fromkeys(known.labels(), value)
            _check_known(fill(draft(template, fields), fields).missing, template.body)
    except (RecursionError, SyntaxError, MemoryError) as error:  # Python's own bounds on what Jinja2 makes of it
        raise too_deep() from error


def remark(body: str) -> str:
    """Return what is allowed in a template and still hardly meant, as one sentence; empty where there is nothing."""
    found = _TAG.search(body)
    if found is None:
        return ""
    line = body.count("\n", 0, found.start()) + 1
    return say("Line {line}: {tag}> is printed as it stands, letters know no HTML.", line=line, tag=found[0])


def _check_heading(heading: str) -> None:
    """Check the heading: one line with plain fields, no conditions."""
    if not heading.strip():
        raise UserError("The template has no heading.", field="heading")
    if len(heading) > LONGEST:
        raise too_long()
    filled = fill_line(heading, dict.fromkeys(known.labels(), "слово"))
    for name in OPEN_FIELD.findall(filled):
        raise unknown_field(name, 1, "heading")
    if "письмо." in heading:
        raise UserError(
            "A field of one letter alone (письмо.…) stands in the text, not in the heading.", field="heading"
        )
    if any(mark in PLACEHOLDER.sub("", heading) for mark in ("{{", "{%", "{#")):
        raise UserError("The heading takes plain fields only, no conditions.", field="heading")


def _check_known(missing: tuple[Missing, ...], body: str) -> None:
    """Refuse a field that only shows once the template has run, from a text put together."""
    for one in missing:
        if one.name not in known.labels():
            line = body.count("\n", 0, max(0, body.find(one.name))) + 1
            raise unknown_field(one.name, line, "body")

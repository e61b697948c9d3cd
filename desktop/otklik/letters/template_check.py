"""May the user's own text be a template: known fields, no errors, and never more letter than a letter.

Jinja2 is a language; a letter needs little of it. Allowed are fields, texts, conditions, `set`, `лицо(…, …)` and what
else the shipped templates are written with. Loops, calculations, macros and other files are refused, `{{ 7 * 7 }}` as
well: what is left runs once from top to bottom, so no template can hang the program. What could still swell, a text put
together from itself again and again, is weighed before it is run.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from otklik.letters import fields as known
from otklik.letters.merge import OPEN_FIELD, PLACEHOLDER, draft, fill, fill_line
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from jinja2 import nodes

    from otklik.letters.merge import Missing
    from otklik.letters.templates import Template

LONGEST = 60_000
"""Characters of a template, and of the texts a template puts together while it runs: about twenty sheets."""
_DEEPEST = 60
_ALLOWED = frozenset(
    {
        *("Template", "Output", "TemplateData", "If", "CondExpr", "Assign", "Name", "Getattr", "Getitem", "Const"),
        *("Compare", "Operand", "And", "Or", "Not", "Concat", "List", "Tuple", "Dict", "Pair", "Call", "Filter"),
    }
)
_FUNCTION = "лицо"
_FILTERS = frozenset({"first"})


def check_template(template: Template) -> None:
    """Check a template the user wrote: read it, weigh it, and merge it with all fields empty and all filled.

    Raises:
        UserError: it is empty or too long, has an error, an unknown field or something that is not allowed.
    """
    _check_heading(template.heading)
    if not template.body.strip():
        raise UserError("The template has no text.", field="body")
    if len(template.body) > LONGEST:
        raise _too_long()
    try:
        reader = _Reader()
        weight = reader.read(_parsed(template))
        if weight > LONGEST:
            raise _too_long()
        for value in ("", "слово"):
            fields: known.Fields = dict.fromkeys(known.labels(), value)
            _check_known(fill(draft(template, fields), fields).missing, "body")
    except (RecursionError, SyntaxError, MemoryError) as error:  # Python's own bounds on what Jinja2 makes of it
        raise UserError("The conditions of the template are nested too deeply.", field="body") from error


def _too_long() -> UserError:
    return UserError("The template is too long: a letter has at most {most} characters.", most=LONGEST, field="body")


def _check_heading(heading: str) -> None:
    """Check the heading: one line with plain fields, no conditions."""
    if not heading.strip():
        raise UserError("The template has no heading.", field="heading")
    if len(heading) > LONGEST:
        raise _too_long()
    filled = fill_line(heading, dict.fromkeys(known.labels(), "слово"))
    for name in OPEN_FIELD.findall(filled):
        raise _unknown(name, 1, "heading")
    if "письмо." in heading:
        raise UserError(
            "A field of one letter alone (письмо.…) stands in the text, not in the heading.", field="heading"
        )
    if any(mark in PLACEHOLDER.sub("", heading) for mark in ("{{", "{%", "{#")):
        raise UserError("The heading takes plain fields only, no conditions.", field="heading")


def _check_known(missing: tuple[Missing, ...], place: str) -> None:
    """Refuse a field that only shows once the template has run, from a text put together."""
    for one in missing:
        if one.name not in known.labels():
            raise _unknown(one.name, 1, place)


def _unknown(name: str, line: int, place: str) -> UserError:
    near = get_close_matches(name, known.labels(), n=1)
    if near:
        return UserError(
            "Line {line}: there is no field “{name}”. Perhaps “{near}” is meant.",
            line=line,
            name=name,
            near=near[0],
            field=place,
        )
    return UserError("Line {line}: there is no field “{name}”.", line=line, name=name, field=place)


def _parsed(template: Template) -> nodes.Template:
    from jinja2 import Environment, TemplateSyntaxError  # noqa: PLC0415 - start-up counts

    try:
        return Environment(autoescape=True).parse(template.body)  # only read, never run
    except TemplateSyntaxError as error:
        raise UserError(
            "The template «{title}» has an error in line {line}. Mend it or take the shipped one.",
            title=template.title,
            line=error.lineno,
            field="body",
        ) from error


class _Reader:
    """Walks a template in the order it runs, refuses what is not allowed and adds up the texts it can make."""

    def __init__(self) -> None:
        self._weights: dict[str, int] = {}  # of the names given by `set`, in characters

    def read(self, node: nodes.Node, depth: int = 0) -> int:
        """Return how many characters a part can make at most; every branch counts, fields count nothing."""
        from jinja2 import nodes as kinds  # noqa: PLC0415 - start-up counts

        if type(node).__name__ not in _ALLOWED:
            raise _not_allowed(node)
        if depth > _DEEPEST:
            raise RecursionError
        match node:
            case kinds.TemplateData():
                return len(node.data)
            case kinds.Const():
                return len(str(node.value))
            case kinds.Name():
                return self._named(node.name, node)
            case kinds.Getattr():
                return self._named(_path(node), node)
            case kinds.Assign():
                return self._set(node, depth)
            case kinds.Call():
                self._check_call(node)
                return sum(self.read(child, depth + 1) for child in node.args)
            case kinds.Filter() if node.name not in _FILTERS or node.args or node.kwargs:
                raise _not_allowed(node)
        return sum(self.read(child, depth + 1) for child in node.iter_child_nodes())

    def _named(self, name: str, node: nodes.Node) -> int:
        if name in self._weights:
            return self._weights[name]
        if name not in known.labels():
            raise _unknown(name, node.lineno, "body")
        return 0

    def _set(self, node: nodes.Assign, depth: int) -> int:
        from jinja2 import nodes as kinds  # noqa: PLC0415 - start-up counts

        groups = {name.partition(".")[0] for name in known.labels()}
        if not isinstance(node.target, kinds.Name) or node.target.name in groups | {_FUNCTION}:
            raise _not_allowed(node)
        weight = self.read(node.node, depth + 1)
        self._weights[node.target.name] = max(weight, self._weights.get(node.target.name, 0))
        return weight

    @staticmethod
    def _check_call(node: nodes.Call) -> None:
        from jinja2 import nodes as kinds  # noqa: PLC0415 - start-up counts

        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs) and len(node.args) == 2
        if not plain or not isinstance(node.node, kinds.Name) or node.node.name != _FUNCTION:
            raise _not_allowed(node)


def _path(node: nodes.Getattr) -> str:
    """Return the dotted name of a field."""
    from jinja2 import nodes as kinds  # noqa: PLC0415 - start-up counts

    parts: list[str] = []
    part: nodes.Node = node
    while isinstance(part, kinds.Getattr):
        parts.append(part.attr)
        part = part.node
    if not isinstance(part, kinds.Name):
        raise _not_allowed(node)
    return ".".join([part.name, *reversed(parts)])


def _not_allowed(node: nodes.Node) -> UserError:
    return UserError(
        "Line {line}: a template takes fields, texts, conditions and лицо(…, …); no calculations, no repetitions.",
        line=node.lineno,
        field="body",
    )

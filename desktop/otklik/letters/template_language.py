"""What a template may be written with: read before it is ever run, so that none can hang the program.

Jinja2 is a language; a letter needs little of it. Allowed are fields, texts, conditions, `set`, `лицо(…, …)` and what
else the shipped templates are written with. Loops, calculations, macros and other files are refused, `{{ 7 * 7 }}` as
well: what is left runs once from top to bottom. What could still swell, a text put together from itself again and
again, is weighed.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from otklik.letters import fields as known
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from jinja2 import TemplateSyntaxError, nodes

LONGEST = 60_000
"""Characters of a template, and of the texts a template puts together while it runs: about twenty sheets."""
_MOST_BREAKS = 1000  # forced ends of lines, as many as twenty sheets have; a paragraph of more takes minutes to set
_FIELD = 100  # characters a field counts for, about what it brings into a letter
_DEEPEST = 60
_NEAR = 0.75  # how like a known field an unknown one is before it is taken for a slip, from 0 to 1
_ALLOWED = frozenset(
    {
        *("Template", "Output", "TemplateData", "If", "CondExpr", "Assign", "Name", "Getattr", "Getitem", "Const"),
        *("Compare", "Operand", "And", "Or", "Not", "Concat", "List", "Tuple", "Dict", "Pair", "Call", "Filter"),
    }
)
_FUNCTION = "лицо"
_FILTERS = frozenset({"first"})
_TAG = re.compile(r"\{%[-+]?\s*(\w+)")
_WITHIN = frozenset({"elif", "else", "endif"})
_BREAK = re.compile(r"(?:\\|  )\n")
_UNKNOWN_TAG = re.compile(r"unknown tag '(\w+)'")


def check_language(body: str, *, any_field: bool = False) -> None:
    """Read a template without running it, and refuse what a letter does not need.

    Args:
        body: Markdown with fields and conditions.
        any_field: whether a field nobody knows may stand in it; then it stays open in the letter under its name.

    Raises:
        UserError: an error, something that is not allowed, an unknown field, or more text than a letter has; the
            values of the error carry `field` («body»), and `line` where there is one.
    """
    if len(body) > LONGEST or len(_BREAK.findall(body)) > _MOST_BREAKS:
        raise too_long()
    try:
        if _Reader(any_field=any_field).read(_parsed(body)) > LONGEST:
            raise too_long()
    except (RecursionError, SyntaxError, MemoryError) as error:  # Python's own bounds on what Jinja2 makes of it
        raise too_deep() from error


def too_long() -> UserError:
    """Return the refusal of a template that is longer than a letter."""
    return UserError("The template is too long: a letter has at most {most} characters.", most=LONGEST, field="body")


def too_deep() -> UserError:
    """Return the refusal of conditions within conditions without end."""
    return UserError("The conditions of the template are nested too deeply.", field="body")


def unknown_field(name: str, line: int, place: str) -> UserError:
    """Return the refusal of a field nobody knows, with the one that is perhaps meant."""
    near = get_close_matches(name, known.labels(), n=1, cutoff=_NEAR)
    if near:
        return UserError(
            "Line {line}: there is no field “{name}”. Perhaps “{near}” is meant.",
            line=line,
            name=name,
            near=near[0],
            field=place,
        )
    return UserError("Line {line}: there is no field “{name}”.", line=line, name=name, field=place)


def _parsed(body: str) -> nodes.Template:
    from jinja2 import Environment, TemplateSyntaxError  # noqa: PLC0415 - start-up counts

    try:
        return Environment(autoescape=True).parse(body)  # only read, never run
    except TemplateSyntaxError as error:
        raise _no_template(body, error) from error


def _no_template(body: str, error: TemplateSyntaxError) -> UserError:
    """Return what is wrong with the marks of a template, where a person who never saw one can find it."""
    line = error.lineno
    open_lines: list[int] = []
    for match in _TAG.finditer(body):
        here = body.count("\n", 0, match.start()) + 1
        if match[1] == "if":
            open_lines.append(here)
        elif match[1] in _WITHIN and not open_lines:
            tag = f"{{% {match[1]} %}}"
            return UserError("Line {line}: {tag} stands without {begin}.", line=here, tag=tag, begin="{% if … %}",
                             field="body")  # fmt: skip
        elif match[1] == "endif":
            open_lines.pop()
    if open_lines and "Unexpected end of template" in str(error):
        return UserError(
            "Line {line}: the condition begun here is not closed, {tag} is missing.",
            line=open_lines[-1],
            tag="{% endif %}",
            field="body",
        )
    if found := _UNKNOWN_TAG.search(str(error)):
        return UserError("Line {line}: a template has no instruction {name}.", line=line, name=found[1], field="body")
    return UserError(
        "Line {line}: what stands between the braces cannot be read. Each {begin} needs its {end}.",
        line=line,
        begin="{{",
        end="}}",
        field="body",
    )


class _Reader:
    """Walks a template in the order it runs, refuses what is not allowed and adds up the texts it can make."""

    def __init__(self, *, any_field: bool) -> None:
        self._any_field = any_field
        self._weights: dict[str, int] = {}  # of the names given by `set`, in characters

    def read(self, node: nodes.Node, depth: int = 0) -> int:
        """Return how many characters a part can make at most; every branch counts, a field as a line."""
        from jinja2 import nodes as kinds  # noqa: PLC0415 - start-up counts

        if type(node).__name__ not in _ALLOWED:
            raise _not_allowed(node)
        if depth > _DEEPEST:
            raise too_deep()
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
        if any(part.startswith("_") for part in name.split(".")):  # Python's own, no field is called so
            raise unknown_field(name, node.lineno, "body")
        if name not in known.labels() and not self._any_field:
            raise unknown_field(name, node.lineno, "body")
        return _FIELD

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

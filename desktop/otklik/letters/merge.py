"""Merge fields into letters, in two passes that do not mix.

`draft` runs a template (Jinja2, sandboxed) once, when the letter is begun: conditions and choices are made there.
`fill` is the light pass over what the clerk keeps and edits: it replaces `{{ известное.имя }}` by its value and nothing
else; it executes nothing. In both every value is escaped, so that whatever a person wrote into his name or address
comes out in the letter as he wrote it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from otklik.letters import fields as known
from otklik.letters.fields import FieldValue, label, letter_fields
from otklik.letters.inventory_table import inventory_table
from otklik.letters.negation import says_nobody
from otklik.letters.template_language import check_language
from otklik.letters.wording import sentence
from otklik.system.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from jinja2 import Environment
    from jinja2 import Template as JinjaTemplate

    from otklik.letters.templates import Template

__all__ = [
    "OPEN_FIELD",
    "PLACEHOLDER",
    "Filled",
    "Missing",
    "as_line",
    "draft",
    "escape",
    "fill",
    "fill_line",
    "letter_fields",
    "open_field",
    "settle",
]

# A field standing open in a letter. Editors of Markdown put a backslash before «_».
PLACEHOLDER = re.compile(r"(?<!\\)\{\{\s*([^\W\d_](?:\w|\\_|\.(?=\w))*)\s*\}\}")
# The same in a line that is not Markdown: two signs of the private use area, which no value can bring along.
OPEN, CLOSE = "\ue000", "\ue001"
OPEN_FIELD = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_ALONE = re.compile(rf"^[ \t]*{PLACEHOLDER.pattern}[ \t]*$", re.MULTILINE)
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~&]")
_LEADING = re.compile(r"^(?:(\d{1,9})(?=[.)](?:\s|$))|(?=[-+=#:]))")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
# Where a sentence begins: a paragraph, a heading or an item of a list, the line under a heading, or after a full stop.
_BEGINNING = re.compile(
    r"""(?: (?:\A|\n[ \t]*\n)\s*
          | (?:\A|\n)[ \t]*\#[^\n]*\n\s*
          | [.!?…][»")]?\s+
        )
        (?:(?:\#+|[-*+>]|\d+[.)])[ \t]+)? [*_«"(]* \Z""",
    re.VERBOSE,
)
_LOOK_BACK = 1000
"""Characters before a field in which the beginning of its sentence is looked for: bounds the work in any text."""
_OPERATOR = frozenset({"оператор.наименование", "оператор.должность"})
_BREAKS = re.compile(r"[ \t\r\n\v\f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Missing:
    """An empty field: its name in the letter and what the screen calls it."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter's text after merging.

    Attributes:
        markdown: the text; empty fields still stand in it as `{{ имя }}`.
        missing: those empty fields, each once, in the order of the text.
    """

    markdown: str
    missing: tuple[Missing, ...]


def draft(template: Template, fields: Mapping[str, FieldValue]) -> str:
    """Return the text of a new letter: the template run once, values escaped, empty fields left as `{{ имя }}`.

    Before it runs it is read (`template_language`): whatever wrote it into the register, it cannot hang the program.

    Raises:
        UserError: the template has an error; the sentence names it and the line.
    """
    from jinja2 import TemplateError  # noqa: PLC0415 - start-up counts

    try:
        text = _compiled(template.body).render(_context(fields))
    except (UserError, TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise UserError(
            "The template «{title}» cannot be filled in: {reason}. Mend it or take the shipped one.",
            title=template.title,
            reason=str(error).rstrip("."),
        ) from error
    return re.sub(r"\n{3,}", "\n\n", fill(text, fields).markdown).strip() + "\n"


def fill(body: str, fields: Mapping[str, FieldValue]) -> Filled:
    """Replace the open fields of a text whose values are known, and name the others.

    A list standing alone on its line becomes a list, within a sentence it is joined by commas. A text that is a
    sentence of its own gets its capital and its full stop where it stands alone, and «Индивидуальный предприниматель»
    its small letter within a sentence. Anything in braces that is no plain field name is text.

    Args:
        body: Markdown of a letter, as stored or as being edited.
        fields: values by name, as `letter_fields` gives them.
    """
    missing: dict[str, Missing] = {}

    def value_of(match: re.Match[str], write: Callable[[str, FieldValue], str]) -> str:
        name = match[1].replace("\\", "")
        if value := _placed(name, fields.get(name, ""), match):
            return _fitted(write(name, value), match)
        missing.setdefault(name, Missing(name, label(name)))
        return f"{{{{ {name} }}}}"

    text = _ALONE.sub(lambda match: value_of(match, _block), body)
    text = PLACEHOLDER.sub(lambda match: value_of(match, _inline), text)
    order = [match[1] for match in PLACEHOLDER.finditer(text)]
    return Filled(text, tuple(sorted(missing.values(), key=lambda one: order.index(one.name))))


def settle(body: str, fields: Mapping[str, FieldValue], drafted: str | None = None) -> str:
    """Leave out the paragraphs of optional fields that nobody filled in: what a letter is before it is printed.

    Args:
        body: Markdown of a letter.
        fields: values by name, as `letter_fields` gives them.
        drafted: the text the template makes. A paragraph that is none of its own holds typed words and is never left
            out. `None` where nobody can have typed: then all such paragraphs are the template's.
    """
    untouched = None if drafted is None else frozenset(map(_said, _PARAGRAPHS.split(drafted)))

    def waits(paragraph: str) -> bool:
        if untouched is not None and _said(paragraph) not in untouched:
            return False
        names = {match[1].replace("\\", "") for match in PLACEHOLDER.finditer(paragraph)}
        return any(not fields.get(name, "") for name in names & known.optional())

    paragraphs = _PARAGRAPHS.split(body)
    kept = [paragraph for paragraph in paragraphs if not waits(paragraph)]
    return body if len(kept) == len(paragraphs) else "\n\n".join(kept)


def _said(paragraph: str) -> str:
    """Return a paragraph without what an editor of Markdown may write otherwise: ends of lines, backslashes."""
    return " ".join(paragraph.replace("\\", "").split())


def _placed(name: str, value: FieldValue, match: re.Match[str]) -> FieldValue:
    """Return a value as its place asks: a sentence of its own, or a part of one."""
    if not isinstance(value, str) or name not in _OPERATOR | known.sentences():
        return value
    begins = bool(_BEGINNING.search(match.string, max(0, match.start() - _LOOK_BACK), match.start()))
    if name in _OPERATOR:
        return value[0].lower() + value[1:] if value.startswith(known.SOLE_PROPRIETOR) and not begins else value
    ends = not match.string[match.end() :].partition("\n\n")[0].strip()
    return sentence(value) if begins and ends else value


def _fitted(written: str, match: re.Match[str]) -> str:
    """Fit a value to what follows its field: no second full stop, and no number that would begin a list."""
    following = match.string[match.end() : match.end() + 1]
    if following == "." and written.endswith("."):  # «2026 г..»
        return written[:-1]
    if (
        following in {".", ")"}
        and written.isdigit()
        and match.string[: match.start()].rpartition("\n")[2].strip() == ""
    ):
        return f"&#{ord(written[0])};{written[1:]}"
    return written


def fill_line(line: str, fields: Mapping[str, FieldValue]) -> str:
    """Replace the open fields of a line that is not Markdown (the heading of a letter); the empty ones are marked."""

    def value_of(match: re.Match[str]) -> str:
        name = match[1].replace("\\", "")
        value = _placed(name, fields.get(name, ""), match)
        return as_line(value if isinstance(value, str) else ", ".join(value)) or open_field(name)

    return PLACEHOLDER.sub(value_of, as_line(line))


def as_line(value: str) -> str:
    """Return a value as one line in which nothing is taken for an open field."""
    return " ".join(value.replace(OPEN, "\ufffd").replace(CLOSE, "\ufffd").split())


def open_field(name: str) -> str:
    """Return the mark of an empty field in a line that is not Markdown."""
    return f"{OPEN}{name}{CLOSE}"


def escape(value: str) -> str:
    """Return a value as Markdown that prints exactly that value, on one line."""
    line = _SPECIAL.sub(r"\\\g<0>", _BREAKS.sub(" ", value).strip())
    return _LEADING.sub(r"\1\\", line, count=1)


def _inline(_name: str, value: FieldValue) -> str:
    return escape(value) if isinstance(value, str) else ", ".join(escape(phrase) for phrase in value)


def _block(name: str, value: FieldValue) -> str:
    """Return a list as a Markdown list with Russian punctuation and what leads into it, a text as it is inline.

    An inventory of documents becomes a table.
    """
    if isinstance(value, str):
        return escape(value)
    if name in known.inventories():
        return inventory_table(value, escape)
    lead = ""
    if introduction := known.introduction(name):
        lead, nobody = introduction
        if said := says_nobody(value, nobody):
            return escape(said)
        lead = f"{lead}\n\n"
    ends = [";"] * (len(value) - 1) + ["."]
    phrases = [escape(phrase.rstrip(" ;,.") + end) for phrase, end in zip(value, ends, strict=True)]
    return f"\n{lead}" + "\n".join(f"- {phrase}" for phrase in phrases) + "\n"


class _Text(str):
    """A text field inside a template: tested and compared as its value, printed as its own open field."""

    __slots__ = ("name",)
    name: str


class _List(tuple[str, ...]):
    """A list field inside a template."""

    name: str


class _Group(dict[str, Any]):
    """The fields with a common first name: `заявитель`."""

    name: str


def _context(fields: Mapping[str, FieldValue]) -> dict[str, Any]:
    """Return the fields as a template sees them, and the two functions it may call."""
    context: dict[str, Any] = {}
    for name, value in fields.items():
        field: Any = _Text(value) if isinstance(value, str) else _List(value)
        field.name = name
        group, _, rest = name.partition(".")
        if not rest:
            context[name] = field
            continue
        place = context.setdefault(group, _Group())
        place.name = group
        place[rest] = field
    speaks_alone = fields.get("оператор.лицо") == "я"
    context["лицо"] = lambda alone, together: alone if speaks_alone else together
    return context


@lru_cache(maxsize=32)
def _compiled(body: str) -> JinjaTemplate:
    check_language(body, any_field=True)
    return _environment().from_string(body)


@cache
def _environment() -> Environment:
    from jinja2 import ChainableUndefined  # noqa: PLC0415 - start-up counts
    from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415 - start-up counts

    class Open(ChainableUndefined):
        """A field nobody knows: stays in the letter under its name, where `fill` will name it."""

        @property
        def name(self) -> str:
            group = getattr(self._undefined_obj, "name", "")
            return f"{group}.{self._undefined_name}" if group else str(self._undefined_name)

        def __getattr__(self, attribute: str) -> Open:
            if attribute.startswith("_"):
                raise AttributeError(attribute)
            return Open(name=f"{self.name}.{attribute}")

    def finalize(value: object) -> str:
        if isinstance(value, _Text | _List | Open):
            return f"{{{{ {value.name} }}}}"
        return escape(str(value))

    return ImmutableSandboxedEnvironment(
        undefined=Open, finalize=finalize, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )

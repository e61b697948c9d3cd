"""The user's own texts of templates: look, keep, go back to ours. A new version of the program never touches his.

What a letter fulfils, for which demands it is offered and what it is called stay ours; his are heading and text.
"""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from otklik.casework import journal, templates_typed
from otklik.casework.desk import Changes
from otklik.register.paper_records import TemplateCopy
from otklik.register.records import Change
from otklik.system.errors import UserError
from otklik.system.words import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.casework.desk import Desk
    from otklik.letters.templates import Template

_STARTED = "templates_started"
"""Setting: our texts his are begun from, heading and body by template; tells what a new version changed in ours."""

_PROGRAM_FILLS = {
    "extension_notice": ("письмо.новый_срок", "письмо.причина_продления"),
    "extension_notice_rkn": ("письмо.новый_срок", "письмо.причина_продления"),
}


@dataclass(frozen=True, slots=True)
class TemplateText:
    """What of a template the user can change."""

    heading: str
    body: str

    @property
    def as_file(self) -> str:
        """The text as a file: «# heading», an empty line, the body."""
        return f"# {self.heading}\n\n{self.body}"

    @property
    def sha256(self) -> str:
        """Hex digest of the text as a file."""
        return hashlib.sha256(self.as_file.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template with the user's own text, if he has one.

    Attributes:
        id, title: which template, and what the list calls it.
        ours: the text this version of the program ships.
        own: his text; `None` where he uses ours.
        diff: from ours to his, as lines of a unified diff without the lines that name files; empty where he uses ours.
        ours_changed: whether ours is another text than the one he started from.
        started: that text; `None` where it is ours still, or was not kept by the version he started with.
    """

    id: str
    title: str
    ours: TemplateText
    own: TemplateText | None
    diff: tuple[str, ...]
    ours_changed: bool
    started: TemplateText | None = None

    @property
    def used(self) -> TemplateText:
        """The text letters are drafted from."""
        return self.own or self.ours


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A template in the list.

    Attributes:
        id, title: which, and what the list calls it.
        group: what it answers, a `letters.template_groups.TemplateGroup`.
        own: whether letters are drafted from the user's own text.
        ours_changed: whether ours changed since he began his.
        typed: whether there is text for it that was typed and not saved.
    """

    id: str
    title: str
    group: str
    own: bool
    ours_changed: bool
    typed: bool


def own_template(desk: Desk, template_id: str) -> OwnTemplate:
    """Return a template as shipped and as the user has it.

    Raises:
        UserError: there is no such template.
    """
    template = shipped(template_id)
    ours = _text(template)
    copy = desk.register.template_copies.of(template_id)
    if copy is None:
        return OwnTemplate(template_id, template.title, ours, None, (), ours_changed=False)
    own = _text(copy)
    lines = difflib.unified_diff(ours.as_file.splitlines(), own.as_file.splitlines(), lineterm="")
    changed = copy.original_sha256 != ours.sha256
    started = _started(desk, template_id, copy.original_sha256) if changed else None
    return OwnTemplate(template_id, template.title, ours, own, tuple(lines)[2:], ours_changed=changed, started=started)


def own_templates(desk: Desk) -> tuple[OwnTemplate, ...]:
    """Return the templates the user has a text of his own for, in the order of the list."""
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - letters are loaded when one is written

    his = {copy.template for copy in desk.register.template_copies.all()}
    return tuple(own_template(desk, template_id) for template_id in load_templates() if template_id in his)


def template_rows(desk: Desk) -> tuple[TemplateRow, ...]:
    """Return all templates as the list shows them: by group, in each in the order of the templates."""
    from otklik.letters.template_groups import TemplateGroup, group_of  # noqa: PLC0415 - letters are loaded when needed
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - the same

    his = {copy.template: copy for copy in desk.register.template_copies.all()}
    typed = templates_typed.all_typed(desk)
    groups = list(TemplateGroup)
    rows = []
    for template in load_templates().values():
        copy = his.get(template.id)
        rows.append(
            TemplateRow(
                id=template.id,
                title=template.title,
                group=group_of(template),
                own=copy is not None,
                ours_changed=copy is not None and copy.original_sha256 != _text(template).sha256,
                typed=template.id in typed,
            )
        )
    return tuple(sorted(rows, key=lambda row: groups.index(TemplateGroup(row.group))))


def waiting(desk: Desk) -> int:
    """Return how many of his texts stand beside a newer one of ours that he has not looked through yet."""
    if not desk.register.template_copies.all():
        return 0
    return sum(one.ours_changed for one in own_templates(desk))


def used_template(desk: Desk, template_id: str) -> Template:
    """Return the template letters are drafted from: ours, with the user's heading and text where he has some.

    Raises:
        UserError: there is no such template.
    """
    template = shipped(template_id)
    copy = desk.register.template_copies.of(template_id)
    return replace(template, heading=copy.heading, body=copy.body) if copy else template


def shipped(template_id: str) -> Template:
    """Return a template as this version of the program ships it.

    Raises:
        UserError: there is no such template.
    """
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - letters are loaded when one is written

    templates = load_templates()
    if template_id not in templates:
        raise UserError("There is no template “{id}”. Templates: {ids}.", id=template_id, ids=", ".join(templates))
    return templates[template_id]


def save_own(desk: Desk, template_id: str, heading: str, body: str, *, ours_seen: bool = False) -> Changes:
    """Keep the user's text of a template; letters begun from now on are drafted from it. The same text as ours is ours.

    Args:
        desk: the desk.
        template_id: which template.
        heading: one line, plain fields allowed.
        body: Markdown with fields and conditions.
        ours_seen: whether he has looked through what changed in ours since he started; then `ours_changed` is quiet
            until ours changes again.

    Raises:
        UserError: there is no such template, or the text cannot be one (an unknown field, an error, something that is
            not allowed, too long); nothing is stored.
    """
    template = shipped(template_id)
    text = _text(check_own(template_id, heading, body))
    ours = _text(template)
    if text == ours:
        return return_to_ours(desk, template_id)
    register = desk.register
    with register.atomic():
        templates_typed.forget(desk, template_id)
        known = register.template_copies.of(template_id)
        started = known.original_sha256 if known and not ours_seen else ours.sha256
        if known and _text(known) == text and known.original_sha256 == started:
            return Changes()
        if started == ours.sha256:
            _keep_started(desk, template_id, ours)
        register.template_copies.save(
            TemplateCopy(
                template=template_id,
                heading=text.heading,
                body=text.body,
                original_sha256=started,
                changed_at=desk.clock.now(),
            )
        )
        _tell(desk, "template_changed", template, known, text.sha256)
    return Changes(settings=True)


def return_to_ours(desk: Desk, template_id: str) -> Changes:
    """Go back to our text; where he has none of his own nothing happens.

    Raises:
        UserError: there is no such template.
    """
    template = shipped(template_id)
    register = desk.register
    with register.atomic():
        templates_typed.forget(desk, template_id)
        known = register.template_copies.of(template_id)
        if known is None:
            return Changes()
        register.template_copies.remove(template_id)
        _keep_started(desk, template_id, None)
        _tell(desk, "template_returned", template, known, _text(template).sha256)
    return Changes(settings=True)


def _keep_started(desk: Desk, template_id: str, ours: TemplateText | None) -> None:
    """Keep the text of ours his is begun from, or forget it."""
    kept: dict[str, list[str]] = desk.register.settings.get(_STARTED, {})
    kept.pop(template_id, None)
    if ours is not None:
        kept[template_id] = [ours.heading, ours.body]
    desk.register.settings.set(_STARTED, kept)


def _started(desk: Desk, template_id: str, sha256: str) -> TemplateText | None:
    """Return the text of ours his is begun from, where it was kept."""
    kept: dict[str, list[str]] = desk.register.settings.get(_STARTED, {})
    found = TemplateText(*kept[template_id]) if template_id in kept else None
    return found if found is not None and found.sha256 == sha256 else None


def check_own(template_id: str, heading: str, body: str) -> Template:
    """Return a template with the user's text, once it can be one; needs no register and runs on any thread.

    Raises:
        UserError: as of `save_own`.
    """
    from otklik.letters.template_check import check_template  # noqa: PLC0415 - letters are loaded when one is written

    template = shipped(template_id)
    text = TemplateText(" ".join(heading.split()), _tidy(body))
    made = replace(template, heading=text.heading, body=text.body)
    check_template(made)
    _check_filled(template, text)
    return made


def remark(heading: str, body: str, signs: Iterable[str] = ()) -> str:
    """Return what is allowed in the text of a template and still hardly meant, as sentences; empty where nothing is.

    Signs no paper can show are looked for in all of it: what stands under a condition is in no preview of another case.
    Needs no register.

    Args:
        heading: of a text that can be a template.
        body: of the same.
        signs: what cannot be printed in a letter drafted from it, as people call it.
    """
    from otklik.letters import fonts, template_check  # noqa: PLC0415 - brings reportlab, and start-up counts

    lacking = ", ".join(dict.fromkeys((*fonts.unprintable(f"{heading}\n{body}"), *signs)))
    about = say("The letter's type has no such characters: {signs}. Replace or remove them.", signs=lacking)
    return " ".join(filter(None, (template_check.remark(body), about if lacking else "")))


def _tell(desk: Desk, act: str, template: Template, known: TemplateCopy | None, sha256: str) -> None:
    """Write the journal line: which template, and the digest of the text before and after."""
    before = _text(known or template).sha256
    facts = journal.facts(title=template.title, template=template.id)
    journal.write(desk, act, changes=(*facts, Change("text_sha256", before, sha256)))


def _text(source: Template | TemplateCopy) -> TemplateText:
    """Return what of a template the user can change."""
    return TemplateText(source.heading, source.body)


def _tidy(body: str) -> str:
    """Return a text with plain ends of lines, and without the backslash editors of Markdown put before «_»."""
    from otklik.letters.merge import PLACEHOLDER  # noqa: PLC0415 - letters are loaded when one is written

    text = body.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip() + "\n"
    return PLACEHOLDER.sub(lambda match: match[0].replace("\\_", "_"), text)


def _check_filled(template: Template, text: TemplateText) -> None:
    """Keep the fields the program itself fills, without which the notice says less than 152-ФЗ ст. 14 ч. 3 asks."""
    from otklik.letters.fields import label  # noqa: PLC0415 - letters are loaded when one is written

    lost = [name for name in _PROGRAM_FILLS.get(template.id, ()) if name not in text.body]
    if lost:
        names = ", ".join(f"{name} ({label(name)})" for name in lost)
        raise UserError("The notice of extension cannot do without: {fields}.", fields=names, field="body")

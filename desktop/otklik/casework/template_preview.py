"""How a letter would look from the text of a template as it is being written: the true page with invented values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.casework.images import images_of
from otklik.casework.templates_own import check_own, remark, shipped
from otklik.register.paper_records import ImageKind
from otklik.register.records import Operator

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.desk import Desk
    from otklik.law.kinds import Kind


@dataclass(frozen=True, slots=True)
class Sender:
    """Who the letter of a preview is from: an operator of the register and his images."""

    operator: Operator
    images: dict[ImageKind, bytes]
    today: date


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """A drawn preview.

    Attributes:
        pdf: the page.
        remark: what is allowed and hardly meant, as of `templates_own.remark`; may be empty.
    """

    pdf: bytes
    remark: str


@dataclass(frozen=True, slots=True)
class FieldExample:
    """A field a template can have.

    Attributes:
        name: as it stands in the text: «оператор.адрес».
        label: what the screen calls it.
        example: a value, as one line; empty where there is none yet.
    """

    name: str
    label: str
    example: str


def sender(desk: Desk) -> Sender:
    """Return whose letter the preview shows: the first operator of the register, a blank one where there is none."""
    operators = desk.register.operators.all()
    operator = operators[0] if operators else Operator()
    return Sender(operator, images_of(desk, operator.id) if operators else {}, desk.clock.today())


def kinds_of(template_id: str) -> tuple[Kind, ...]:
    """Return the demands a template answers: its conditions read otherwise for each.

    Raises:
        UserError: there is no such template.
    """
    return shipped(template_id).kinds


def field_examples(template_id: str, whose: Sender) -> tuple[FieldExample, ...]:
    """Return all fields a template can have, with examples; needs no register.

    Raises:
        UserError: there is no such template.
    """
    from otklik.letters.examples import example_values  # noqa: PLC0415 - letters are loaded when one is written
    from otklik.letters.fields import labels  # noqa: PLC0415 - the same

    values = example_values(shipped(template_id), whose.operator, whose.today)
    return tuple(FieldExample(name, label, values.get(name, "")) for name, label in labels().items())


def draw(whose: Sender, template_id: str, heading: str, body: str, kind: Kind | None = None) -> TemplatePage:
    """Check the text of a template and draw the letter it would make; needs no register and runs beside its thread.

    Args:
        whose: whose letter it would be.
        template_id: which template.
        heading: one line, plain fields allowed.
        body: Markdown with fields and conditions.
        kind: what would be demanded; by default what the template answers first.

    Raises:
        UserError: the text cannot be a template; its values carry `field` and, where there is one, `line`.
    """
    from otklik.letters.examples import example_letter  # noqa: PLC0415 - letters are loaded when one is written
    from otklik.letters.render import render, unprintable  # noqa: PLC0415 - reportlab is loaded when a page is drawn

    template = check_own(template_id, heading, body)
    model = example_letter(template, whose.operator, kind or template.kinds[0], whose.today, whose.images)
    return TemplatePage(render(model), remark(template.heading, template.body, unprintable(model)))

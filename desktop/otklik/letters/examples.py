"""Invented values for a letter that answers nobody: how the page of a template looks while it is being written."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind
from otklik.letters import fields as known
from otklik.letters.addressing import readdress
from otklik.letters.merge import draft, fill_line
from otklik.letters.model import compose
from otklik.letters.template_language import LONGEST, too_long
from otklik.register.records import Case, Channel, Letter, Subject
from otklik.system.paths import resource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from otklik.letters.model import LetterModel
    from otklik.letters.templates import Template
    from otklik.register.paper_records import ImageKind
    from otklik.register.records import Operator

_CAME_BEFORE = timedelta(days=9)
_GROUNDS = {Kind.CONSENT_WITHDRAWAL: ErasureGround.WITHDRAWAL, Kind.BLOCKING: ErasureGround.UNLAWFUL}


def example_letter(
    template: Template, operator: Operator, kind: Kind, today: date, images: Mapping[ImageKind, bytes] | None = None
) -> LetterModel:
    """Return a letter drafted from a template, of this operator to an invented person.

    Args:
        template: heading and text as they are being written; checked before (`template_check`).
        operator: whose letter it would be.
        kind: what is demanded.
        today: the date where the operator is.
        images: the operator's logo, signature and seal.

    Raises:
        UserError: with the values of this operator the letter is longer than any letter.
    """
    subject, case, values = _example(template, operator, kind, today)
    letter = Letter(heading=template.heading, body=draft(template, values))
    if len(letter.body) > LONGEST:
        raise too_long()
    return readdress(compose(operator, subject, None, case, letter, values, images=images), case)


def example_values(template: Template, operator: Operator, today: date) -> dict[str, str]:
    """Return an example of each field by its name, as one line; empty where the profile has nothing for it yet."""
    _subject, _case, values = _example(template, operator, template.kinds[0], today)
    return {name: fill_line(f"{{{{ {name} }}}}", {name: value}) if value else "" for name, value in values.items()}


def _example(template: Template, operator: Operator, kind: Kind, today: date) -> tuple[Subject, Case, known.Fields]:
    came = today - _CAME_BEFORE
    case = Case(
        number=31,
        kinds=(kind,),
        channel=Channel.LETTER,
        received_on=came,
        noticed_on=came,
        registered_on=came,
        incoming_number="15-А",
        incoming_date=came - timedelta(days=2),
        detected_on=came if "обращение.выявлено" in template.body else None,
        regime=template.regimes[0],
        erasure_ground=_GROUNDS.get(kind, ErasureGround.NEEDLESS),
        claimant=Claimant.CONSUMER if kind is Kind.CLAIM else None,
        claim_matter=ClaimMatter.MONEY if kind is Kind.CLAIM else None,
        policy_due_on=today + 2 * _CAME_BEFORE,
    )
    subject = Subject(**_examples()["authority" if kind is Kind.RKN_INQUIRY else "person"])
    return subject, case, known.letter_fields(operator, subject, None, case, today=today, own=_own())


def _own() -> dict[str, str]:
    """Return what the clerk would fill in by hand: the first usual value, or an invented one."""
    usual = {name: said[0] for name in known.labels() if (said := known.choices(name))}
    return usual | _examples()["fields"]


@cache
def _examples() -> dict[str, dict[str, Any]]:
    return tomllib.loads(resource("letters/examples.toml").read_text("utf-8"))

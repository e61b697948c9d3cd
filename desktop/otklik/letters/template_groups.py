"""What a template answers, in one word: the groups of the list of templates."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from otklik.law.kinds import Kind, Regime

if TYPE_CHECKING:
    from otklik.letters.templates import Template


class TemplateGroup(StrEnum):
    """The groups, in the order of the list."""

    REQUESTS = "requests"
    RECTIFICATION = "rectification"
    BLOCKING = "blocking"
    STOPPING = "stopping"
    DESTRUCTION = "destruction"
    CLAIMS = "claims"
    AUTHORITY = "authority"
    INCIDENTS = "incidents"
    EVERY = "every"
    OTHER = "other"
    EUROPEAN = "european"


_MANY = 9
"""Kinds from which a letter belongs to none of them in particular."""

_BY_KIND = {
    Kind.ACCESS: TemplateGroup.REQUESTS,
    Kind.PORTABILITY: TemplateGroup.REQUESTS,
    Kind.NOT_OUR_DATA: TemplateGroup.REQUESTS,
    Kind.RECTIFICATION: TemplateGroup.RECTIFICATION,
    Kind.BLOCKING: TemplateGroup.BLOCKING,
    Kind.RESTRICTION: TemplateGroup.BLOCKING,
    Kind.CONSENT_WITHDRAWAL: TemplateGroup.STOPPING,
    Kind.STOP_PROCESSING: TemplateGroup.STOPPING,
    Kind.MARKETING_OPT_OUT: TemplateGroup.STOPPING,
    Kind.DISSEMINATION_STOP: TemplateGroup.STOPPING,
    Kind.ERASURE: TemplateGroup.DESTRUCTION,
    Kind.PURPOSE_ACHIEVED: TemplateGroup.DESTRUCTION,
    Kind.CLAIM: TemplateGroup.CLAIMS,
    Kind.RKN_INQUIRY: TemplateGroup.AUTHORITY,
    Kind.INCIDENT: TemplateGroup.INCIDENTS,
}


def group_of(template: Template) -> TemplateGroup:
    """Return the group of a template: by the demand it answers first, or as one that serves many."""
    if template.regimes == (Regime.GDPR,):
        return TemplateGroup.EUROPEAN
    if len(template.kinds) >= _MANY:
        return TemplateGroup.EVERY
    return _BY_KIND.get(template.kinds[0], TemplateGroup.OTHER)

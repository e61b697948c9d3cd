"""Others a policy names by what they do and a name in quotes («туроператор «…»», «сервис «…»») but by no legal form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from otklik.intake.policy.party_shapes import Party
from otklik.intake.policy.places import somebody_else
from otklik.intake.policy.structure import Policy

_ALWAYS = (
    "туроператор|турагент|агентств|служб|регистратор|провайдер|перевозчик|конструктор|партнер|дилер|франчайзи"
    "|типографи|лаборатори|страховщик|оператор|бюро|реестр|министерств|журнал|газет|групп|ателье|тема|движк|движок"
    "|плагин|маркетплейс|франшиз|хостинг|адвокат"
)
_MAY_BE_OURS = "сервис|платформ|студи|салон|систем|программ|компани|фирм|приложени|магазин|школ|клуб"
_NAMED = re.compile(
    rf"(?<![\w])(?:(?P<always>{_ALWAYS})|(?:{_MAY_BE_OURS}))\w{{0,6}}[ \n]{{1,3}}(?:[\w\-]+[ \n]{{1,3}}){{0,2}}"
    r"\"(?P<name>[^\"\n]{2,60})\""
)
_QUOTED = re.compile(r"(?<![\w])\"(?P<name>[^\"\n]{2,60})\"")
_INTRODUCES = re.compile(r"[\s,]*\(?\s*(?:далее|в дальнейшем|он же|она же)")
_MADE_BY = re.compile(
    r"\b(?:согласован|составлен|подготовлен|разработан|предоставлен|написан|выполнен)\w{0,3}\s?[:\-]?\s[^.;\n]{0,60}?"
    r"\b(?:адвокат|юрист|юридическ|бюро|студи|агентств|консульт)\w*"
)
_OURS = re.compile(r"\b(?:наш\w*|мы|нас|нам|я|мой|моя|моей|моего|оператор\w{0,2}|принадлеж\w+|владел\w+)\b")
_BY_MEANS_OF = re.compile(
    r"\b(?:через|посредством|помощ\w+|использ\w+|пользу\w+|сдела\w+|созда\w+|разработ\w+|разрабатыва\w+"
    r"|дизайн|верстк\w+|продвижени\w+|передаем|передает)[\s:\-]{1,3}(?:\w+\s+)?$"
)
_HEAD_LINES = 6


def others_by_role(policy: Policy, named: Sequence[Party], own: Sequence[Party]) -> Iterator[tuple[int, int]]:
    """Yield the places of others named so, and where their names alone come again; the policy's own are left out.

    Args:
        policy: the policy.
        named: everybody it names by a legal form.
        own: its operator under each of its names.
    """
    keys = {key for party in own if len(key := _key(policy.plain[party.start : party.end])) > 3}
    theirs = {_key(party.name.partition(" ")[2]) for party in named if party.form and party not in own}
    theirs = {name for name in theirs if len(name) > 3 and not any(name in key for key in keys)}
    for found in _NAMED.finditer(policy.plain):
        name = _key(found.group("name"))
        if not name or any(name in key for key in keys):
            continue
        if not found.group("always") and _is_introduced(policy, found):
            keys.add(name)
            theirs.discard(name)
            continue
        theirs.add(name)
        yield found.span()
    for found in _MADE_BY.finditer(policy.plain):
        if not _OURS.search(policy.plain, found.start(), found.end()):
            yield found.span()
    for found in _QUOTED.finditer(policy.plain):
        if _key(found.group("name")) in theirs:
            yield found.span()


def _is_introduced(policy: Policy, found: re.Match[str]) -> bool:
    """Return whether a name is the operator's own for a shop or a service: at the head, or said to be his."""
    if _BY_MEANS_OF.search(policy.plain, max(0, found.start() - 40), found.start()):
        return False
    if somebody_else().search(policy.plain, max(0, found.start() - 24), found.start("name")):
        return False
    if policy.paragraph_index(found.start()) < _HEAD_LINES:
        return True
    sentence = policy.sentence_at(found.start())
    return (
        _INTRODUCES.match(policy.plain, found.end()) is not None
        or _OURS.search(policy.plain, max(sentence.start, found.start() - 60), found.start()) is not None
    )


def _key(name: str) -> str:
    return re.sub(r"[^\w]+", "", name)

"""Whom the operator hands data to: named firms and sorts of recipients, in the words of the policy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from otklik.intake.policy.facts import Found
from otklik.intake.policy.phrases import lowered, trimmed
from otklik.intake.policy.places import stems
from otklik.intake.policy.statements import Statement, statements
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.wording import Span, overlap, rules

FIELD = "third_parties"
_LONGEST = 420
_DATA = re.compile(r"персональн|данн|информаци|сведени|фамили|телефон|копи")
_ACT = re.compile(
    r"\b(?:переда(?:ет|ем|ют|ются|ется|ю|вать|ваться|ть|ны|на|но|ны)|раскрыва(?:ет|ем|ются|ть|ться)|раскрыт[аоы]?|раскрыть"
    r"|поруча(?:ет|ем|ю|ется)|поручен[аоы]|поручить)\b"
)
_LEAD = re.compile(
    r"(?:переда|раскры|предоставл|сообща|поруча|получател)\w*[^:]{0,200}(?:лицам|получател\w+|организациям|компаниям|партнерам"
    r"|данные|информацию|сведения|передаются|передавать|обработку)\s*:\s*$|третьим лицам (?:могут )?относ\w+\s*:\s*$"
)
_FIRM = (
    r"(?:ооо|ао|пао|оао|зао|нко|ано)\s+\"[^\"\n]{2,60}\""
    r"|ип\s+[а-я]{2,20}\s+(?:[а-я]\.\s?[а-я]\.|[а-я]{2,20}\s+[а-я]{4,20})"
)
_ENDS = re.compile(
    r";(?:\s|$)|\s+(?:для|с\s+целью|в\s+целях|при|чтобы|если|когда|в\s+(?:тех\s+)?случа\w+|на\s+основании|в\s+соответствии"
    r"|только|исключительно|за\s+исключением|в\s+объеме|в\s+течение)\b|,\s+(?:если|когда|для|а\s+также|чтобы|в\s+том\s+случае|но"
    r"|за\s+исключением|за\s+что|так\s+как|поскольку)\b|\s-\s|\s\("
)
_JOINED = re.compile(r"(?:,|,?\s+и|,?\s+или|,?\s+либо|,?\s+а\s+также)(?:\s+в)?\s*$")
_GOT = re.compile(r"данн\w+[^.;,]{0,40}\sполуча(?:ет|ют)\s+")
_INSTEAD = re.compile(r"кому\s+(?:мы\s+|я\s+)?(?:переда|сообща)\w+[.:?]?\s*$")


@cache
def _shape(name: str) -> re.Pattern[str]:
    listed = stems(rules("uses")["recipients"][name]).pattern
    return re.compile(rf"(?<!\w)в\s+(?={listed})" if name == "into" else rf"{listed}|(?<!\w)(?:{_FIRM})")


@cache
def _not_ours() -> re.Pattern[str]:
    return stems(rules("uses")["recipients"]["not_ours"])


def find_recipients(policy: Policy) -> Iterable[tuple[str, Found[str]]]:
    """Find whom the operator hands data to; third parties nobody says more of are none.

    Args:
        policy: the policy with its clauses.
    """
    own = [(party.start, party.end) for group in policy.parties.operators for party in group]
    seen: set[str] = set()
    for statement in statements(policy):
        found = [] if statement.is_definition else list(_recipients(policy, statement))
        if found and (_not_ours().search(statement.text) or _not_ours().search(statement.lead)):
            continue
        for span in found:
            kept = trimmed(statement.text, *span, _LONGEST)
            if kept is None:
                continue
            start, end = statement.start + kept[0], statement.start + kept[1]
            name = lowered(policy.words[start:end])
            is_own = any(overlap((start, end), party) for party in own)
            if name.lower() not in seen and not is_own and policy.is_stated(start, end):
                seen.add(name.lower())
                yield FIELD, Found(name, (policy.quote(start, end),))


def _recipients(policy: Policy, statement: Statement) -> Iterator[Span]:
    """Yield whom one statement hands data to."""
    text = statement.text
    if statement.lead:
        is_item = policy.paragraph_at(statement.start).body == statement.start
        if is_item and _LEAD.search(statement.lead) and _shape("to").match(text):
            yield 0, _end_of_item(text)
        return
    if _INSTEAD.search(statement.before or statement.heading) and _shape("to").match(text):
        yield 0, _end(text, 0)
    elif got := _GOT.match(text):
        if _shape("getting").match(text, got.end()):
            yield got.end(), _end(text, got.end())
    elif (act := _ACT.search(text)) and (data := _DATA.search(text)):
        yield from _row(text, max(act.end(), data.end()))


def _row(text: str, behind: int) -> Iterator[Span]:
    """Yield the recipients behind an act and its data, and one the sentence begins with."""
    begun = _shape("to").match(text)
    if begun and _DATA.match(text, begun.end() + 1):
        yield begun.span()
    stop = text.find("; ", behind)
    yield from _joined(text, behind, stop if stop > 0 else len(text))


def _joined(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield recipients in a row: «банку, страховой организации и органам власти по их запросам»."""
    starts = [found.start() for found in _shape("to").finditer(text, start, end)]
    starts += [found.end() for found in _shape("into").finditer(text, start, end)]
    heads: list[int] = []
    for place in sorted(starts):
        if not heads or (place >= heads[-1] and _is_beside(text, heads[-1], place)):
            heads.append(place)
    for place, following in zip(heads, [*heads[1:], end], strict=False):
        stop = _end(text, place, following)
        joint = _JOINED.search(text, place, stop)
        yield place, joint.start() if joint else stop


def _is_beside(text: str, last: int, place: int) -> bool:
    """Tell whether a recipient is one more of a row, not a word within the last one or of another part."""
    return _JOINED.search(text, last, place) is not None


def _end(text: str, start: int, stop: int | None = None) -> int:
    """Return where the name of a recipient ends; brackets right behind it that tell more of him belong to it."""
    stop = len(text) if stop is None else stop
    found = _ENDS.search(text, start, stop)
    return found.start() if found else stop


def _end_of_item(text: str) -> int:
    found = re.search(r"\s-\s|,\s+(?:если|в случае если|в случаях)\b", text)
    return found.start() if found else len(text)

"""Everybody a policy names, which of them is its operator, and whose what stands beside a name is."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from otklik.intake.policy.party_shapes import Party, parties_in
from otklik.intake.policy.places import Spans, somebody_else, stems
from otklik.intake.policy.structure import Policy
from otklik.intake.policy.third_parties import others_by_role
from otklik.system.paths import resource

_NEAR = 320
"""Characters within which a name owns what follows it in the same paragraph."""
_BLOCK_LINES = 14
_GOES_ON = re.compile(r"(?:инн|огрн(?:ип)?|кпп)[\s:№]{0,4}\d")
"""How a line begins that goes on with the requisites of whoever is named above it."""
"""Lines of requisites a name above them owns."""
_SHORT_LINE = 220
_APPOSITION = 30
"""Characters between a name and «(далее – …)»: «ООО «Ландыш», веб-студия (далее – Студия)»."""
_STEM = 6
_HEAD_LINES = 6
"""Lines at the head of a policy, where its operator stands alone on one."""
_OPERATOR_NOUN = (
    r"(?:(?:оператор|контролер)(?:ом)?(?:\s+(?:ваших\s+)?персональных данных|\s+пдн|\s+(?:ваших\s+)?данных|\s+сайта)?"
    r"|владел(?:ец|ьцем)(?:\s+\w+){0,2}"
    r"|администраци(?:я|ей)(?:\s+\w+){0,2}|компани(?:я|ей)|организаци(?:я|ей)|общество(?:м)?|исполнител(?:ь|ем)"
    r"|продав(?:ец|цом)|мы|правообладател(?:ь|ем)(?:\s+\w+)?|лицензиар(?:ом)?"
    r"|(?:(?:полное|сокращенное|фирменное)\s+)?наименование(?:\s+\w+){0,2}|название(?:\s+организации)?"
    r"|юридическое лицо|фио оператора|меня зовут|контактн\w+\s+(?:информация|данные)|контакты|реквизиты(?:\s+\w+){0,2})"
)
_HEREAFTER = re.compile(
    r"\(\s*(?:именуем\w+\s+|здесь и\s+)?(?:далее|в дальнейшем)[^()\n]{0,140}\)"
    r"|,\s*(?:именуем\w+\s+)?(?:далее|в дальнейшем)[^\n.;]{0,80}"
)
_SAYS_OPERATOR = re.compile(
    rf"(?<!\w){_OPERATOR_NOUN}\"?\s*(?:\([^()\n]{{0,100}}\)\s*)?"
    r"(?:\s*[-:=]\s*|\t\s*|(?:\s+(?!не\b|связи|лицо)[а-я]+){0,3}\s+(?:является|выступает)\s+"
    r"|,?\s+то есть\s+|\s+это\s+|\s+)"
    r"(?:это\s+|является\s+|\"|:|-|\s)*$"
)
_OF_A_PERSON = re.compile(r"оператор|контролер|владел|администраци|мы\b|меня|фио|правообладател|продав")
_LEADS = re.compile(
    r"(?:сайт|сервис|магазин|портал|платформ|приложени|проект|услуг|мастерск|студи|салон|кафе|клуб|школ|ремонт)\w*[^.;\n]{0,90}\s"
    r"(?:ведет|владеет|управляет|предоставляет|предоставляются|администрирует|эксплуатирует|оказывает)\s+$"
    r"|\"\s-\sэто\s$"
)
_TRADES_AS = re.compile(r"(?:[а-я\-]+\s){1,2}\"[^\"\n]{2,60}\"\s*\(\s*")
_CONTROLLER = re.compile(
    r"(?<!\w)(?:контролер|оператор)(?:ом)?(?!\w)[^;]{0,100}(?:\bявляется|\bвыступает|:|\s-)[\s:]*$"
)
_ASIDE = re.compile(r"\b(?:реестр|р/с|к/с|бик|р/сч|банк:|инн банка|(?:расчетн|корр\w*)\w*\s+счет)")
_BELONGS = re.compile(
    r"(?:принадлежи\w+|управляется|администрируе\w+|под управлением|от имени|поддерживается"
    r"|владельцем\s+(?:\w+\s+){0,3}является)\s+(?:\w+\s+)?$"
    r"|(?:даю|дает|даете|выражаю|предоставляю)\s+(?:\w+\s+){0,3}согласие\s+(?:оператору\s+)?$"
)
_TITLE = re.compile(
    r"(?:политик\w*|положени\w*|соглашени\w*)[^.;\n]{0,200}\n?[^.;\n]{0,80}$|утверждаю\W[^.;]{0,80}$"
    r"|утвержден[аоы]?\W[^.;]{0,60}$|предпринимаем\w+\s+$"
    r"|персональных данных\s+(?:в|у|пользователей|клиентов|посетителей)?\s*$"
)
_IS_OPERATOR = re.compile(
    r"[\s,\-]*(?:\([^()\n]{0,200}\)[\s,\-]*)?(?:как\s+|в лице[^.\n]{0,120},?\s+|\w+ющ\w+\s+)?"
    r"(?:является|выступает|признается|зарегистрирован\w*|включен\w*)?[\s\-]*"
    r"(?:в реестр\w*\s+|в качестве\s+|как\s+)?(?:зарегистрированн\w+\s+)?оператор(?:ом|а|ов)?\b"
    r"(?!\s+(?:связи|сотов|платеж|рекламн|информационн))"
)
_WAS = re.compile(
    r"\b(?:не является|не являет|являл\w+|был[аио]?\b|ранее|прежде|до \d{1,2}[. ]|до \d{4}|правопреемник|бывш\w+)"
)
_OPERATOR_CELL = re.compile(r"\t\s*(?:наш\s+)?оператор(?!\w|\s+(?:связи|сотов|платеж))[^\t\n]{0,40}(?=\t|\n|$)")
_JOINTLY = re.compile(r"совместно\s+(?:\w+\s+){0,3}(?:осуществляют|обрабатывают|определяют|являются)[^.\n]{0,80}:")
_TABLE_ROWS = 12
_CELL_MARGIN = 4
_BANK = re.compile(r"\bбанк(?:а|е)?\b[^.;]{0,30}$")
_BANK_LINE = re.compile(
    r"[\s\t]*(?:наш\s+|обслуживающий\s+)?банк\w{0,2}(?:\s+получателя)?[\s:\t]*|банковские реквизиты[\s:\t]*"
)
_ASKED_BY_US = re.compile(r"(?<=на )наш\w{0,3}\s+(?:запрос|вопрос|обращени|требовани)")
_ACTS_HIMSELF = re.compile(
    r"\b(?:мы|я|(?<!ный )(?<!ным )оператор|администрация|исполнитель|продавец|предприниматель|компания|общество"
    r"|отвеча(?:ем|ю)|ответ(?:им|чу)|рассм\w+(?:им|ем|ю)|да(?:дим|ем)|сообщ(?:им|аем|у)|пришл(?:ем|ю))\b"
)
_ACTS = re.compile(
    r"[\s,]*(?:\([^()\n]{0,160}\)\s*)?(?:обрабатывает|собирает|осуществляет|обязуется|принимает|гарантирует|уважает"
    r"|заботится|соблюдает|ведет|стремится|со всей серьезностью|хранит|использует|вправе|не передает|защищает"
    r"|обеспечивает|может)\b"
)


class Owner(Enum):
    """Whose something is."""

    OPERATOR = "operator"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class _Event:
    start: int
    end: int
    owner: Owner
    is_name: bool


@cache
def rules() -> dict[str, Any]:
    """Return the lists of `resources/intake/policy_operator.toml`."""
    return tomllib.loads(resource("intake/policy_operator.toml").read_text("utf-8"))


@cache
def words_of(name: str) -> re.Pattern[str]:
    """Return the expression of one of these lists."""
    return stems(rules()[name])


class Parties:
    """Everybody a policy names.

    Attributes:
        operators: the operator under each of its names in the text, a group for each operator: one where all is well,
            several where the policy names several, none where it names nobody as its operator.

    Args:
        policy: the policy.
    """

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        named = [party for party in parties_in(policy.words, policy.plain) if policy.is_stated(party.start, party.end)]
        self._others = [found.span() for found in somebody_else().finditer(policy.plain)]
        self._other_starts = [start for start, _end in self._others]
        self.operators = () if policy.is_template else self._choose(named)
        own = {id(party) for group in self.operators for party in group}
        everyone = [party for group in self.operators for party in group]
        by_role = list(others_by_role(policy, named, everyone))
        strangers = ((one.start, one.end) for one in named if id(one) not in own and (one.form or one.is_foreign))
        self._named_others = sorted([*by_role, *strangers])
        self._others = sorted([*self._without_own_roles(everyone), *by_role])
        self._other_starts = [start for start, _end in self._others]
        self._events = sorted(self._all_events(named, own), key=lambda event: event.start)
        self._event_starts = [event.start for event in self._events]

    def owner_at(self, start: int, end: int) -> Owner:
        """Return whose something is: by its sentence, its paragraph, the lines above it, its heading."""
        paragraph = self._policy.paragraph_at(start)
        sentence = self._policy.sentence_at(start)
        before = self._last_event(max(paragraph.start, sentence.start), start, named_only=False)
        before = before or self._last_event(max(paragraph.start, start - _NEAR), start, named_only=True)
        before = before or self._last_event(max(paragraph.start, start - _NEAR // 2), start, named_only=False)
        if before is not None:
            return before.owner
        if self._other_follows(end, min(paragraph.end, sentence.end, end + 40)):
            return Owner.OTHER
        return self._owner_of_lines(start)

    def speaks_of_another(self, start: int, end: int) -> bool:
        """Return whether the last one named in a place, by a form, a role or a name in quotes, is somebody else.

        Where the policy names no operator nobody is somebody else.
        """
        if not self.operators:
            return False
        last = bisect_left(self._named_others, (end, end)) - 1
        if last < 0 or self._named_others[last][0] < start:
            return False
        theirs = self._named_others[last][1]
        own = (event for event in self._events_in(theirs, end) if event.is_name and event.owner is Owner.OPERATOR)
        return next(own, None) is None and _ACTS_HIMSELF.search(self._policy.plain, theirs, end) is None

    def _events_in(self, start: int, end: int) -> Sequence[_Event]:
        return self._events[bisect_left(self._event_starts, start) : bisect_left(self._event_starts, end)]

    def last_named(self, start: int) -> Owner:
        """Return whose name stands last before a place in its paragraph."""
        named = self._last_event(self._policy.paragraph_at(start).start, start, named_only=True)
        return named.owner if named else Owner.UNKNOWN

    def _owner_of_lines(self, start: int) -> Owner:
        """Return whose a line of requisites is: the name above it, else what its heading says."""
        policy = self._policy
        paragraphs = policy.paragraphs
        place = policy.paragraph_index(start)
        heading = paragraphs[place].heading
        lowest = place if paragraphs[place].number else max(0, place - _BLOCK_LINES)
        for above in paragraphs[lowest:place][::-1]:
            if above.heading != heading or above.end - above.start > _SHORT_LINE:
                break
            if _ASIDE.search(policy.plain, above.start, above.end):
                continue
            is_title = not above.is_item and above.end - above.start < 90 and policy.plain[above.end - 1] not in ".;"
            goes_on = _GOES_ON.match(policy.plain, above.start) is not None
            end = policy.sentence_at(above.start).end if goes_on else above.end
            event = self._last_event(above.start, end, named_only=not is_title)
            if event is not None and (event.is_name or event.owner is Owner.OTHER):
                return event.owner
            if above.number:
                break
        if words_of("own_headings").search(heading):
            return Owner.OPERATOR
        return Owner.OTHER if words_of("other_headings").search(heading) else Owner.UNKNOWN

    def _last_event(self, start: int, end: int, *, named_only: bool) -> _Event | None:
        place = bisect_left(self._event_starts, end) - 1
        while place >= 0 and self._events[place].start >= start:
            if self._events[place].is_name or not named_only:
                return self._events[place]
            place -= 1
        return None

    def _other_follows(self, start: int, end: int) -> bool:
        """Return whether somebody else is named there before any word of the operator."""
        for event in self._events_in(start, end):
            if event.is_name or event.owner is Owner.OPERATOR:
                return event.owner is Owner.OTHER
        return False

    def _without_own_roles(self, own: Sequence[Party]) -> Iterator[tuple[int, int]]:
        """Yield the words for others but those the operator calls himself by: «(далее – Туроператор)»."""
        plain = self._policy.plain
        roles = set()
        beside: list[tuple[int, int]] = []
        for party in own:
            if found := _HEREAFTER.search(plain, party.end, party.end + _NEAR):
                roles |= {word[:_STEM] for word in re.findall(r"\w{4,}", found.group())}
                beside += [(party.end, found.end())] if found.start() - party.end < _APPOSITION else []
        said = Spans(beside)
        for start, end in self._others:
            if plain[start : start + _STEM] not in roles and not said.meets(start, end):
                yield start, end

    def _all_events(self, named: Sequence[Party], own: set[int]) -> Iterator[_Event]:
        """Yield names and words that say whose something is."""
        for party in named:
            if party.form or party.is_foreign or id(party) in own:
                owner = Owner.OPERATOR if id(party) in own else Owner.OTHER
                yield _Event(party.start, party.end, owner, is_name=True)
        for start, end in self._others:
            if not self._is_in_name(start, named):
                yield _Event(start, end, Owner.OTHER, is_name=False)
        for found in words_of("owner_words").finditer(self._policy.plain):
            start, end = found.span()
            place = bisect_right(self._other_starts, start) - 1
            if _ASKED_BY_US.match(self._policy.plain, start):
                continue
            if not (place >= 0 and self._others[place][1] > start) and not self._is_in_name(start, named):
                yield _Event(start, end, Owner.OPERATOR, is_name=False)

    @staticmethod
    def _is_in_name(start: int, named: Sequence[Party]) -> bool:
        place = bisect_right(named, start, key=lambda party: party.start) - 1
        return place >= 0 and start < named[place].end

    def _choose(self, named: Sequence[Party]) -> tuple[tuple[Party, ...], ...]:
        """Return the operators: whoever is said to be one, else the only one who acts as one."""
        groups = _groups(named)
        sure = [group for group in groups if any(self._is_operator(party, named) for party in group)]
        if sure:
            return tuple(tuple(group) for group in sure)
        abroad = [group for group in groups if any(party.is_foreign and self._controls(party) for party in group)]
        if len(abroad) == 1:
            return (tuple(abroad[0]),)
        acting = [group for group in groups if any(map(self._acts, group))]
        acting = [group for group in acting if not all(map(self._is_other, group))]
        return (tuple(acting[0]),) if len(acting) == 1 else ()

    def _is_operator(self, party: Party, named: Sequence[Party]) -> bool:
        """Return whether the words around a name say that it is the operator's."""
        role = self._role_after(party, named)
        if role is not Owner.UNKNOWN:
            return role is Owner.OPERATOR and not self._was(party)
        if self._was(party) or party.is_foreign or self._is_bank(party):
            return False
        plain = self._policy.plain
        is_at_head = self._policy.paragraph_index(party.start) < _HEAD_LINES
        floor = 0 if is_at_head else self._policy.paragraph_at(party.start).start
        begin = self._alias_before(party, named)
        before = plain[max(floor, begin - 240) : begin]
        if _IS_OPERATOR.match(plain, party.end):
            return True
        told = self._role_in_row(party, named)
        if told is not Owner.UNKNOWN:
            return told is Owner.OPERATOR
        if self._acts_jointly(party):
            return True
        if self._is_other(party):
            return False
        if not party.form:
            # Directors, staff and whoever signs are named too; only words that call them so make one the operator.
            said = _SAYS_OPERATOR.search(before)
            return said is not None and _OF_A_PERSON.match(said.group()) is not None
        if any(said.search(before) for said in (_SAYS_OPERATOR, _BELONGS, _LEADS, _TITLE)):
            return True
        sentence = self._policy.sentence_at(party.start)
        if is_at_head and _TRADES_AS.fullmatch(plain, sentence.start, party.start):
            return True
        return self._heads_requisites(party)

    def _alias_before(self, party: Party, named: Sequence[Party]) -> int:
        """Return where a name begins with its foreign spelling: «Meridian LLC - ООО «Меридиан»»."""
        place = bisect_left(named, party.start, key=lambda other: other.start) - 1
        if place >= 0 and named[place].is_foreign:
            between = self._policy.plain[named[place].end : party.start]
            if re.fullmatch(r"[\s\-,(/]{1,5}", between):
                return named[place].start
        return party.start

    def _role_after(self, party: Party, named: Sequence[Party]) -> Owner:
        """Return whom «(далее – …)» after a name makes of it."""
        paragraph = self._policy.paragraph_at(party.start)
        following = bisect_right(named, party.start, key=lambda other: other.start)
        stop = min(
            paragraph.end, party.end + _NEAR, named[following].start if following < len(named) else paragraph.end
        )
        found = _HEREAFTER.search(self._policy.plain, party.end, max(stop, party.end))
        if (
            found is None
            or "." in self._policy.plain[party.end : found.start()].replace("г.", "").replace("д.", "")[:0]
        ):
            return Owner.UNKNOWN
        if words_of("other_roles").search(found.group()):
            return Owner.OTHER
        return Owner.OPERATOR if words_of("operator_words").search(found.group()) else Owner.UNKNOWN

    def _controls(self, party: Party) -> bool:
        """Return whether a foreign firm is said to be the controller."""
        return _CONTROLLER.search(self._policy.plain, max(0, party.start - 160), party.start) is not None

    def _role_in_row(self, party: Party, named: Sequence[Party]) -> Owner:
        """Return whom a table makes of a name: one with a row of the operator, or with a list of firms, of no other."""
        plain = self._policy.plain
        paragraph = self._policy.paragraph_at(party.start)
        start, end = max(paragraph.start, party.start - _NEAR), min(paragraph.end, party.end + _NEAR)
        if "\t" not in plain[start:end]:
            return Owner.UNKNOWN
        if _OPERATOR_CELL.search(plain, start, end):
            return Owner.OPERATOR
        place = self._policy.paragraph_index(party.start)
        near = self._policy.paragraphs[max(0, place - _TABLE_ROWS) : place + _TABLE_ROWS]
        told = any(
            "\t" in plain[row.start : row.end] and _OPERATOR_CELL.search(plain, row.start, row.end) for row in near
        )
        return Owner.OTHER if told or self._is_one_of_rows(party, place, named) else Owner.UNKNOWN

    def _is_one_of_rows(self, party: Party, place: int, named: Sequence[Party]) -> bool:
        """Return whether a row begins with a name and so does the one above or below, with another."""
        rows = self._policy.paragraphs[max(0, place - 1) : place + 2]
        heads = set()
        for row in rows:
            first = bisect_left(named, row.body, key=lambda other: other.start)
            if first < len(named) and named[first].start - row.body < _CELL_MARGIN:
                heads.add(named[first].key)
        return party.key in heads and len(heads) > 1

    def _is_bank(self, party: Party) -> bool:
        """Return whether a name stands in a row or below a line that says «Банк»."""
        paragraph = self._policy.paragraph_at(party.start)
        place = self._policy.paragraph_index(party.start)
        above = self._policy.paragraphs[max(0, place - 1)]
        plain = self._policy.plain
        return (
            _BANK.search(plain, max(paragraph.body, party.start - 60), party.start) is not None
            or _BANK_LINE.fullmatch(plain, above.body, above.end) is not None
        )

    def _acts_jointly(self, party: Party) -> bool:
        """Return whether a name stands in «совместно осуществляют: а) …; б) …»."""
        plain, floor = self._policy.plain, max(0, party.start - 2 * _NEAR)
        said = list(_JOINTLY.finditer(plain, floor, party.start))
        if not said or not party.form:
            return False
        last = said[-1]
        here, there = self._policy.paragraph_index(last.start()), self._policy.paragraph_index(party.start)
        between = self._policy.paragraphs[here + 1 : there + 1]
        return all(one.is_item for one in between) and not re.search(r"[.!?]\s+\w{4}", plain[last.end() : party.start])

    def _was(self, party: Party) -> bool:
        """Return whether the sentence says that somebody was, or is not, the operator."""
        sentence = self._policy.sentence_at(party.start)
        return (
            _WAS.search(self._policy.plain, max(sentence.start, party.start - 120), min(sentence.end, party.end + 60))
            is not None
        )

    def _is_other(self, party: Party) -> bool:
        """Return whether words before or right after a name, or its heading, make it somebody else's."""
        sentence = self._policy.sentence_at(party.start)
        place = bisect_left(self._other_starts, max(sentence.start, party.start - 160))
        if place < len(self._others) and self._others[place][0] < party.start:
            return True
        after = bisect_left(self._other_starts, party.end)
        if after < len(self._others) and self._others[after][0] < min(sentence.end, party.end + 40):
            return True
        heading = self._policy.heading_at(party.start)
        return words_of("other_headings").search(heading) is not None and not words_of("own_headings").search(heading)

    def _acts(self, party: Party) -> bool:
        return _ACTS.match(self._policy.plain, party.end) is not None

    def _heads_requisites(self, party: Party) -> bool:
        """Return whether a name stands alone on its line, above requisites or under a heading for them."""
        paragraph = self._policy.paragraph_at(party.start)
        plain = self._policy.plain
        before, after = plain[paragraph.body : party.start], plain[party.end : paragraph.end]
        has_requisites = re.search(r"инн|огрн|адрес|\d{6}", after[:80]) is not None
        if not has_requisites and len((before + after).strip(" .,;:-|")) > 24:
            return False
        if before.strip(' "-:') and not re.fullmatch(r"[^.]{0,60}[:\t]\s*", before):
            return False
        if words_of("own_headings").search(paragraph.heading):
            return True
        place = self._policy.paragraph_index(party.start)
        if place < _HEAD_LINES and not before.strip():
            return True
        below = " ".join(plain[one.start : one.end][:120] for one in self._policy.paragraphs[place : place + 4])
        return re.search(r"\b(?:инн|огрн|огрнип)\b", below) is not None


def _groups(named: Sequence[Party]) -> list[list[Party]]:
    """Return the names, those of one party together: initials with the full name, the short form with the long."""
    groups: list[list[Party]] = []
    by_key: dict[str, list[Party]] = {}
    for party in sorted(named, key=lambda one: "." in one.name):
        key = party.key
        if key not in by_key:
            short = next((group for group in groups if party.is_short_of(group[0])), None)
            if short is None:
                short = []
                groups.append(short)
            by_key[key] = short
        by_key[key].append(party)
    return [sorted(group, key=lambda party: party.start) for group in groups]

"""What a query for cases is in SQL. Each condition is a set of row ids, read from an index and never from the letters.

The plus before `c.id` keeps SQLite from looking up the members of a set one by one: with many of them it is faster to
walk the index the list is in order by already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from otklik.law.kinds import Kind
from otklik.law.naming import kind_title
from otklik.register.case_query import CaseQuery, Column, Sort
from otklik.register.letter_numbers import cases_of, is_of_a_letter, words_of
from otklik.register.records import CaseStatus, Channel
from otklik.register.search import SHORTEST, digits, fold, like, match, phone_piece, verbatim
from otklik.system.words import language

if TYPE_CHECKING:
    from datetime import date

    from otklik.register.database import Database

LAST_LETTER = chr(0x10FFFF)
"""Sorts after every letter: closes the range of names that begin alike."""

FEW = 2000
"""Up to so many hits a search is sorted; with more of them the register is walked in order."""

# The order of the register as its index says it; the generated columns of the same meaning no index covers.
_SHELF = "(CASE c.status WHEN 'open' THEN '0' || coalesce(c.due_on, '~') ELSE '1' END)"
_TURN = "(CASE c.status WHEN 'open' THEN c.number ELSE -c.number END)"
_LAW_DAY = "(CASE c.due_by_law WHEN 1 THEN c.due_on END)"

# Along the shelves the walk stops where the open cases end, or begins there.
_ON_SHELVES = {
    CaseStatus.OPEN: f"{_SHELF} < '1'",
    CaseStatus.CLOSED: f"{_SHELF} >= '1' AND +c.status = 'closed'",
    CaseStatus.ANNULLED: f"{_SHELF} >= '1' AND +c.status = 'annulled'",
}

_BACKWARDS = f"{_SHELF} >= '1', {_SHELF} >= '0~', {_SHELF} DESC, abs({_TURN}) DESC"
"""The order of the register from its last open case; what has no day, and then the closed ones, stay at the end."""

_INDEXED = {
    Column.LEFT: (f"{_SHELF}, {_TURN}", _BACKWARDS),
    Column.NUMBER: ("c.number", "c.number DESC"),
    Column.RECEIVED: ("c.received_on, c.id", "c.received_on DESC, c.id DESC"),
    Column.LAW: (f"{_LAW_DAY} NULLS LAST, c.id", f"{_LAW_DAY} DESC NULLS LAST, c.id DESC"),
    Column.POLICY: ("c.policy_due_on NULLS LAST, c.id", "c.policy_due_on DESC NULLS LAST, c.id DESC"),
}

_JOINED = {
    Column.WHO: "JOIN subjects AS s ON s.id = c.subject_id",
    Column.OPERATOR: "JOIN operators AS o ON o.id = c.operator_id",
    Column.KIND: "LEFT JOIN case_kinds AS k ON k.case_id = c.id AND k.position = 0",
}

_OF_PEOPLE = (
    "SELECT id FROM cases WHERE subject_id IN (SELECT id FROM subjects WHERE {subject}) "
    "UNION ALL SELECT id FROM cases WHERE representative_id IN (SELECT id FROM representatives WHERE {writer})"
)

_STARTING = "SELECT id FROM cases WHERE subject_id IN (SELECT id FROM subjects WHERE name_key >= ? AND name_key < ?)"

_NAMED = r"SELECT id FROM subjects WHERE name_key LIKE ? ESCAPE '\'"

_SHOWN_DAY = "CASE WHEN due_on >= ? THEN due_on ELSE coalesce(due_latest, due_on) END"

_SENT = "SELECT case_id FROM letters WHERE number <> '' AND state = 'issued' AND dispatched_on IS NOT NULL"
_DRAFTED = "SELECT case_id FROM letters WHERE state = 'draft'"

Condition = tuple[str, tuple[object, ...]]

_ALL = "(TRUE)"


@dataclass(frozen=True, slots=True)
class Selection:
    """A query as SQL.

    Attributes:
        source: all from FROM to the last condition.
        values: what fills its places.
        order: what follows ORDER BY.
        walks: whether an index has the cases in this order, so that the first page costs no more than its rows.
    """

    source: str
    values: tuple[object, ...]
    order: str
    walks: bool


def selection(database: Database, query: CaseQuery) -> Selection:
    """Return a query as SQL.

    Args:
        database: where it is asked: a search is weighed before it is written.
        query: what is wanted; its page is left out.
    """
    column = query.sort.column
    conditions = [*_standing(query), *_sets(database, query)]
    values = tuple(value for _, filling in conditions for value in filling)
    where = " AND ".join(text for text, _ in conditions) or "TRUE"
    walks = order_of(query.sort) in {order for orders in _INDEXED.values() for order in orders} - {_BACKWARDS}
    return Selection(
        f"FROM cases AS c {_JOINED.get(column, '')} WHERE {where}",
        values,
        order_of(query.sort),
        walks=walks and is_plain(query),
    )


def is_plain(query: CaseQuery) -> bool:
    """Tell whether a query asks for no more than how cases stand and whose they are: their number is kept."""
    asked = (query.status, query.operator_id, query.sort, query.offset, query.limit)
    status, operator_id, sort, offset, limit = asked
    return query == CaseQuery(status=status, operator_id=operator_id, sort=sort, offset=offset, limit=limit)


def order_of(sort: Sort) -> str:
    """Return what follows ORDER BY."""
    indexed = _INDEXED.get(sort.column)
    if indexed is not None:
        return indexed[sort.descending]
    down = " DESC" if sort.descending else ""
    match sort.column:
        case Column.WHO:
            return f"s.name_key = '', s.name_key{down}, c.number"
        case Column.OPERATOR:
            return f"o.name{down}, c.number"
        case Column.KIND:
            kinds = sorted(Kind, key=lambda kind: kind_title(kind, language()))
            return f"{_rank('k.kind', [kind.value for kind in kinds])}{down}, c.number"
        case Column.CHANNEL:
            return f"{_rank('c.channel', [channel.value for channel in Channel])}{down}, c.number"
    return f"{_rank('c.status', [status.value for status in CaseStatus])}{down}, c.number DESC"


def _rank(column: str, values: list[str]) -> str:
    """Return the place of a value in a list of our own words."""
    places = " ".join(f"WHEN '{value}' THEN {place}" for place, value in enumerate(values))
    return f"CASE {column} {places} END"


def _standing(query: CaseQuery) -> Iterator[Condition]:
    """Yield how cases stand and whose they are, by what the index of the order holds."""
    on_shelves = query.sort.column is Column.LEFT
    if query.operator_id is not None:
        yield "+c.operator_id = ?", (query.operator_id,)
    if query.status is not None and on_shelves:
        yield _ON_SHELVES[query.status], ()
    elif query.status is not None:
        yield "+c.status = ?", (query.status.value,)
    if query.due_until is not None and on_shelves:
        yield f"{_SHELF} <= ?", (f"0{query.due_until.isoformat()}",)
    elif query.due_until is not None:
        yield _within(f"SELECT c.id FROM cases AS c WHERE {_SHELF} <= ?", (f"0{query.due_until.isoformat()}",))  # noqa: S608 - our own words


def _sets(database: Database, query: CaseQuery) -> Iterator[Condition]:
    """Yield everything else a query says."""
    if query.text.strip():
        yield from _words(database, query.text)
    if query.phrase.strip():
        yield _text(database, query.phrase, verbatim(query.phrase))
    yield from _lists(query)
    yield from _days(query)
    yield from _people(database, query)
    yield from _truths(query)
    for other in query.also:
        yield from _whole(database, other)
    either = [_together(list(_whole(database, other))) for other in query.either]
    if either:
        yield f"({' OR '.join(text for text, _ in either)})", tuple(value for _, filling in either for value in filling)
    for other in query.without:
        text, values = _together(list(_whole(database, other)))
        if text != _ALL:
            yield f"NOT {text}", values


def _together(conditions: list[Condition]) -> Condition:
    """Return conditions that must all hold as one."""
    text = " AND ".join(text for text, _ in conditions)
    return f"({text or 'TRUE'})", tuple(value for _, filling in conditions for value in filling)


def _whole(database: Database, query: CaseQuery) -> Iterator[Condition]:
    """Yield all that a part of a query says; nothing in it may hang on the order of the list."""
    if query.status is not None:
        yield _within(f"SELECT c.id FROM cases AS c WHERE {_ON_SHELVES[query.status]}", ())  # noqa: S608 - our own words
    if query.operator_id is not None:
        yield _within("SELECT id FROM cases WHERE operator_id = ?", (query.operator_id,))
    if query.due_until is not None:
        yield _within(f"SELECT c.id FROM cases AS c WHERE {_SHELF} <= ?", (f"0{query.due_until.isoformat()}",))  # noqa: S608 - our own words
    yield from _sets(database, query)


def _lists(query: CaseQuery) -> Iterator[Condition]:
    lists: tuple[tuple[str, tuple[object, ...]], ...] = (
        ("SELECT case_id FROM case_kinds WHERE kind IN ({})", tuple(kind.value for kind in query.kinds)),
        ("SELECT id FROM cases WHERE channel IN ({})", tuple(channel.value for channel in query.channels)),
        ("SELECT id FROM cases WHERE operator_id IN ({})", query.operators),
        ("SELECT id FROM cases WHERE number IN ({})", query.numbers),
    )
    for chosen, values in lists:
        if values:
            yield _within(chosen.format(", ".join("?" * len(values))), values)


def _days(query: CaseQuery) -> Iterator[Condition]:
    if query.received is not None:
        condition, values = _between("received_on", query.received.first, query.received.last)
        yield _within(f"SELECT id FROM cases WHERE {condition}", values)  # noqa: S608 - our own words
    if query.due is not None:
        seen_on = query.seen_on or query.due.first or query.due.last
        condition, values = _between(f"({_SHOWN_DAY})", query.due.first, query.due.last)
        shown = (seen_on.isoformat() if seen_on else "",) * len(values)
        filling = tuple(value for pair in zip(shown, values, strict=True) for value in pair)
        yield _within(f"SELECT id FROM cases WHERE status = 'open' AND due_on NOT NULL AND {condition}", filling)  # noqa: S608 - as above
    if query.overdue_at is not None:
        day, hour = query.overdue_at.date().isoformat(), query.overdue_at.time().isoformat()
        over = "status = 'open' AND due_latest <= ? AND (due_latest < ? OR due_at < ?)"
        yield _within(f"SELECT id FROM cases WHERE {over}", (day, day, hour))  # noqa: S608 - as above
    if query.no_date:
        yield _within(f"SELECT c.id FROM cases AS c WHERE {_SHELF} >= '0~' AND {_SHELF} < '1'", ())  # noqa: S608 - our own words


def _between(what: str, first: date | None, last: date | None) -> Condition:
    """Return the condition of a span of days; an open end asks nothing."""
    ends = ((">=", first), ("<=", last))
    said = [(f"{what} {sign} ?", day.isoformat()) for sign, day in ends if day is not None]
    return " AND ".join(text for text, _ in said) or "TRUE", tuple(value for _, value in said)


def _people(database: Database, query: CaseQuery) -> Iterator[Condition]:
    if query.person.strip():
        wanted = match(query.person)
        yield _named(query.person) if wanted is None else _hits(database, f"people : ({wanted})")
    if query.email.strip():
        wanted = like(query.email)
        chosen = _OF_PEOPLE.format(
            subject=r"email_key <> '' AND email_key LIKE ? ESCAPE '\'", writer=r"email LIKE ? ESCAPE '\'"
        )
        yield _within(chosen, (wanted, wanted))
    figures = digits(query.phone)
    if len(figures) >= SHORTEST:
        # What begins with 8 inside Russia begins with 7 from abroad, and may have been stored with neither.
        other = {"8": "7", "7": "8"}.get(figures[0], figures[0]) + figures[1:]
        spelled = {phone_piece(figures)} if phone_piece(figures) != figures else {figures, other}
        yield _hits(database, "people : (" + " OR ".join(f'"{one}"' for one in sorted(spelled)) + ")")
    elif figures:
        chosen = "SELECT id FROM subjects WHERE phone_key <> '' AND phone_key LIKE ?"
        yield _within(f"SELECT id FROM cases WHERE subject_id IN ({chosen})", (f"%{figures}%",))  # noqa: S608 - as above


def _truths(query: CaseQuery) -> Iterator[Condition]:
    checked = "SELECT id FROM cases WHERE identity_confirmed_on IS NOT NULL"
    for wanted, chosen in ((query.sent, _SENT), (query.drafted, _DRAFTED), (query.identity, checked)):
        if wanted is not None:
            yield f"+c.id {'' if wanted else 'NOT '}IN ({chosen})", ()


def _within(chosen: str, values: tuple[object, ...]) -> Condition:
    return f"+c.id IN ({chosen})", values


def _text(database: Database, text: str, wanted: str | None) -> Condition:
    """Return the condition that finds what the user typed: in the index, or a number or the beginning of a name."""
    if wanted is not None:
        return _hits(database, wanted)
    start = fold(text)
    chosen = f"SELECT id FROM cases WHERE number = ? UNION ALL {_STARTING}"  # noqa: S608 - our own words
    return _within(chosen, (int(digits(text) or 0), start, start + LAST_LETTER))


def _words(database: Database, text: str) -> Iterator[Condition]:
    """Yield what finds words: those that may be numbers of letters are looked for among these as well."""
    words = words_of(text)
    numbers = [word for word in words if is_of_a_letter(word)]
    rest = " ".join(word for word in words if word not in numbers) if numbers else text
    if rest.strip(" №"):
        yield _text(database, rest, match(rest))
    for number in numbers:
        in_text, values = _text(database, number, match(number))
        cases = cases_of(database, number)
        yield f"({in_text} OR c.id IN ({', '.join('?' * len(cases))}))" if cases else in_text, (*values, *cases)


def _named(text: str) -> Condition:
    """Return the condition that finds two letters anywhere in a name; one letter begins it."""
    if len(fold(text)) < SHORTEST - 1:
        return _starting(text)
    return _within(f"SELECT id FROM cases WHERE subject_id IN ({_NAMED})", (like(text),))  # noqa: S608 - our own words


def _starting(text: str) -> Condition:
    start = fold(text)
    return _within(_STARTING, (start, start + LAST_LETTER))


def _hits(database: Database, wanted: str) -> Condition:
    """Return the condition of a search in the index; few hits are looked up by id, many are not."""
    hits = database.value(
        "SELECT count(*) FROM (SELECT 1 FROM case_search WHERE case_search MATCH ? LIMIT ?)", (wanted, FEW)
    )
    found = "c.id IN (SELECT rowid FROM case_search WHERE case_search MATCH ?)"
    return (found if hits < FEW else f"+{found}"), (wanted,)

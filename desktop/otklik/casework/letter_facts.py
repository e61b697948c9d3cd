"""What the register knows for the fields of one letter: an earlier request, acts, what is lacking, where was looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework import places
from otklik.casework.destroying import acts_of_case
from otklik.casework.repeats import repeat_of
from otklik.register.records import LetterState

if TYPE_CHECKING:
    from collections.abc import Iterable

    from otklik.casework.desk import Desk
    from otklik.letters.fields import Fields
    from otklik.register.records import Case


def known(desk: Desk, case: Case) -> dict[str, str]:
    """Return the values of fields the clerk need not fill in, as texts; he may write something else."""
    return _before(desk, case) | _destroyed(desk, case) | _lacking(case) | _searched(desk, case)


def unlooked(desk: Desk, letter_id: int) -> tuple[str, ...]:
    """Return the places nobody has looked in yet, of a draft that tells of the search; none of any other letter."""
    from otklik.letters.data_fields import SEARCH_FIELDS  # noqa: PLC0415 - letters are loaded when one is written

    register = desk.register
    if not register.letters.known(letter_id):
        return ()
    letter = register.letters.get(letter_id)
    body = letter.body.replace("\\", "")  # editors of Markdown put one before «_»
    if letter.state is not LetterState.DRAFT or not any(name in body for name in SEARCH_FIELDS):
        return ()
    return places.unlooked(desk, register.cases.get(letter.case_id))


def _before(desk: Desk, case: Case) -> dict[str, str]:
    """Return the fields on the person's first request of the same and its answer, where he asks again too soon."""
    from otklik.letters.data_fields import earlier  # noqa: PLC0415 - letters are loaded when one is written

    repeat = repeat_of(desk, case.subject_id, case.operator_id, case.kinds, case.received_on, case.id)
    if repeat is None:
        return {}
    has_left = repeat.answer is not None and repeat.answer.dispatched_on is not None
    return earlier(repeat.first, repeat.answer if has_left else None, repeat.allowed_from)


def _destroyed(desk: Desk, case: Case) -> dict[str, str]:
    """Return the fields on the acts of destruction of the case that stand; the clerk may write something else."""
    from otklik.letters.data_fields import destruction  # noqa: PLC0415 - letters are loaded when one is written

    acts = [act for act in acts_of_case(desk, case.id) if act.void_on is None]
    return destruction([(act.number, act.made_on, act.destroyed_on, act.categories) for act in acts])


def _searched(desk: Desk, case: Case) -> dict[str, str]:
    """Return the fields on where the person's data were looked for."""
    from otklik.letters.data_fields import searched  # noqa: PLC0415 - letters are loaded when one is written

    return searched(places.of_case(desk, case))


def at_first(fields: Fields, given: Iterable[str] = ()) -> Fields:
    """Return the fields as a draft begins with them: where data are looked for is filled in as long as it is one."""
    from otklik.letters.data_fields import SEARCH_FIELDS  # noqa: PLC0415 - letters are loaded when one is written

    named = {name.removeprefix("письмо.") for name in given}
    return fields | {name: "" for name in SEARCH_FIELDS if name.removeprefix("письмо.") not in named}


def _lacking(case: Case) -> dict[str, str]:
    """Return the field on what the request lacks, as it was found when the request was registered."""
    return {"письмо.недостающие_сведения": "; ".join(case.lacks)} if case.lacks else {}

"""What letters on personal data say again and again: whose they are, how the letter came, what came before, the act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.letters.negation import says_nobody
from otklik.letters.wording import long_date
from otklik.register.paper_records import SearchOutcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from otklik.register.paper_records import CasePlace
    from otklik.register.records import Case, Letter, Operator

_DENIAL = "не передавались"

SEARCH_FIELDS = ("поиск.найдено", "поиск.проверено", "поиск.дата", "письмо.где_искали")
"""Fields on where the data were looked for: they stay open in a draft, so that what is looked in later flows in."""


def whose_data(genitive: str, *, represented: bool) -> dict[str, str]:
    """Return the fields that say whose data they are: the writer's own, or those of a person by name.

    Args:
        genitive: full name of the subject in the genitive; empty while unknown.
        represented: whether somebody else writes for him.
    """
    if not represented:
        return {"чьи_данные": "Ваши персональные данные", "чьих_данных": "Ваших персональных данных"}
    return {
        "чьи_данные": f"персональные данные {genitive}" if genitive else "",
        "чьих_данных": f"персональных данных {genitive}" if genitive else "",
    }


def arrival(case: Case) -> dict[str, str]:
    """Return the fields on how the letter came and by which law it is answered."""
    dated = f"от {long_date(case.incoming_date)} " if case.incoming_date else ""
    numbered = f", зарегистрировано под № {case.number}" if case.number else ""
    return {
        "обращение.поступило": f"{dated}получено {long_date(case.received_on)}{numbered}",
        "обращение.режим": case.regime.value,
        "обращение.выявлено": long_date(case.detected_on) if case.detected_on else "",
        "обращение.нарушение_подтверждено": "да" if case.detected_on else "",
    }


def earlier(first: Case, answer: Letter | None, again_from: date) -> dict[str, str]:
    """Return the fields on the first request, where the same person asked again too soon.

    Args:
        first: his first request of the same.
        answer: the letter that answered it; `None` if none has left.
        again_from: the first day on which he may ask again.
    """
    sent = f"от {long_date(answer.issued_on)} № {answer.number}" if answer and answer.issued_on else ""
    return {
        "прежнее.получено": long_date(first.received_on),
        "прежнее.ответ": sent,
        "прежнее.повтор_с": long_date(again_from),
    }


def third_parties(operator: Operator, usual: tuple[str, ...]) -> tuple[str, ...]:
    """Return what may be said of whom the data were handed to, so that no letter denies what the profile says.

    Args:
        operator: whose letter it is.
        usual: what is said by anybody; that they were handed to nobody is left out where the profile names somebody.
    """
    named = [
        phrase
        for phrases in (operator.recipients, operator.processors)
        if not says_nobody(phrases, "—")
        for phrase in phrases
    ]
    if not named:
        return usual
    told = "Уведомлены об уничтожении данных те, кому они были переданы: {}."
    return (told.format("; ".join(named)), *(words for words in usual if _DENIAL not in words))


def destruction(acts: Sequence[tuple[int, date, date, tuple[str, ...]]]) -> dict[str, str]:
    """Return the fields on acts of destruction; none where there is no act.

    Args:
        acts: number, day it was made, day of destruction and categories of data of each act that stands.
    """
    if not acts:
        return {}
    named = " и ".join(f"№ {number} от {long_date(made_on)}" for number, made_on, _day, _categories in acts)
    days = dict.fromkeys(long_date(day) for _number, _made_on, day, _categories in acts)
    categories = dict.fromkeys(one for *_rest, phrases in acts for one in phrases)
    return {
        "письмо.акт": named,
        "письмо.акт_если_уничтожены": named,
        "письмо.дата_уничтожения": ", ".join(days),
        "письмо.уничтоженные_данные": "; ".join(categories),
    }


def searched(places: Sequence[CasePlace]) -> dict[str, str]:
    """Return the fields on where the data were looked for; none where nobody has looked yet.

    Names of places stand as they are, behind a colon: none has to be declined. Where something was found, nothing is
    said of records that are not there.

    Args:
        places: the checklist of the case, in its order.
    """
    looked = [place for place in places if place.outcome is not None]
    if not looked:
        return {}
    names = [place.name for place in looked]
    told = ("; " if any("," in name for name in names) else ", ").join(names)
    days = sorted({place.checked_on for place in looked if place.checked_on})
    when = long_date(days[0]) if len(days) == 1 else f"с {long_date(days[0])} по {long_date(days[-1])}"
    found = "; ".join(_found(place) for place in looked if place.outcome is SearchOutcome.FOUND)
    fields = {"поиск.проверено": told, "поиск.дата": when}
    if found:
        return fields | {"поиск.найдено": found}
    return fields | {"письмо.где_искали": f"Поиск проведён {when} Проверено: {told}. Записей не найдено."}


def _found(place: CasePlace) -> str:
    note = " ".join(place.note.split()).rstrip(" ;.")
    return f"{place.name} — {note}" if note else place.name

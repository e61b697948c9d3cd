"""Words for what was counted: «осталось 4 рабочих дня», «просрочено»; names of channels, states and answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from otklik.casework.views import Remaining, Urgency
from otklik.law.kinds import Claimant, ClaimMatter, ErasureGround, Kind, Reading
from otklik.law.terms import Term, Unit
from otklik.register.records import AttachmentRole, CaseStatus, Channel, DutyRecord, Letter, LetterState
from otklik.system.words import language
from otklik.ui import provisional
from otklik.ui.dates import NBSP, near, time_at
from otklik.ui.translation import translated

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

ROLE_OF = {
    Urgency.OVERDUE: "overdue",
    Urgency.SOON: "soon",
    Urgency.LATER: "quiet",
    Urgency.DONE: "done",
    Urgency.NONE: "quiet",
}
"""The token of the theme that goes with an urgency."""


_PLAIN = {
    "политика оператора": "the operator's policy",
    "политика; в 152-ФЗ такого права нет": "the policy; 152-ФЗ knows no such right",
    "хорошая практика; срока в законе нет": "good practice; the law sets no term",
}
"""What duties rest on where it is no article, with the English for it; the register keeps the Russian words only."""

_CLAUSE = "политика, п. "


_EDITION = re.compile(r"(?P<law>.+) в ред\. (?P<day>[\d.]+), правила (?P<rules>.+)")

_NO_BREAK = re.compile(r"(?<=[\d№]) |(?<=\bст\.) |(?<=\b[чп]\.) ")


def firm(text: str) -> str:
    """Return the text with no-break spaces where a line must not end: after a number, «№», «ст.», «ч.» and «п.»."""
    return _NO_BREAK.sub(NBSP, text)


def number(case_number: int) -> str:
    """Return «№ 31»."""
    return f"№{NBSP}{case_number}"


def case_name(case_number: int, kinds: Iterable[Kind]) -> str:
    """Return «Обращение № 31», or «Претензия № 38» where the first kind is a claim: the title is of that kind too."""
    is_claim = next(iter(kinds), None) is Kind.CLAIM
    text = translated("Claim № {number}") if is_claim else translated("Request № {number}")
    return firm(text.format(number=case_number))


def case_title(title: str, kinds: tuple[Kind, ...]) -> str:
    """Return the title of a case: its own, or the heading of its first kind where it bears the heading of a kind."""
    from otklik.law.naming import kind_heading  # noqa: PLC0415 - as in `kind_word`

    given_by_kind = title in {kind_heading(kind, "ru") for kind in Kind}
    return kind_heading(kinds[0], language()) if given_by_kind and kinds else title


def working_days(days: int) -> str:
    """Return «4 рабочих дня»."""
    return translated("%n working day(s)", days).replace(" ", NBSP)


def hours(number_of_hours: int) -> str:
    """Return «5 часов», «меньше часа»."""
    if number_of_hours == 0:
        return translated("less than an hour")
    return firm(translated("%n hour(s)", number_of_hours))


def is_last_day(remaining: Remaining) -> bool:
    """Return whether today is the last day: the one thing that has to be loud."""
    return (
        remaining.urgency is Urgency.SOON
        and remaining.days == 0
        and remaining.hours is None
        and not remaining.on_day_off
    )


def left_chip(remaining: Remaining) -> str:
    """Return the word of the chip: «4 рабочих дня», «5 часов», «сегодня», «просрочено», «в срок»."""
    match remaining.urgency:
        case Urgency.DONE:
            return translated("done")
        case Urgency.NONE:
            return translated("no date")
        case Urgency.OVERDUE:
            return translated("overdue")
        case _ if remaining.hours is not None:
            return hours(remaining.hours)
        case _ if remaining.on_day_off:
            return translated("on a day off")
        case _ if remaining.days == 0:
            return translated("today")
        case _:
            return working_days(remaining.days)


def left_chip_short(remaining: Remaining) -> str:
    """Return the same for a narrow column: «4 р. д.», «5 ч»."""
    if remaining.urgency is Urgency.SOON and remaining.hours:
        return translated("%n h.", remaining.hours).replace(" ", NBSP)
    if remaining.hours is None and remaining.urgency in {Urgency.SOON, Urgency.LATER} and remaining.days > 0:
        return translated("%n w. d.", remaining.days).replace(" ", NBSP)
    return left_chip(remaining)


def left_sentence(remaining: Remaining) -> str:
    """Return «осталось 4 рабочих дня», «осталось 5 часов», «сегодня последний день», «просрочено на 2 рабочих дня»."""
    match remaining.urgency:
        case Urgency.DONE:
            return translated("done")
        case Urgency.NONE:
            return ""
        case Urgency.OVERDUE if remaining.hours is not None:
            return firm(translated("overdue by %n hour(s)", -remaining.hours))
        case _ if remaining.hours == 0:
            return translated("less than an hour left")
        case _ if remaining.hours is not None:
            return firm(translated("%n hour(s) left", remaining.hours))
        case Urgency.OVERDUE if remaining.days < 0:
            return firm(translated("overdue by %n working day(s)", -remaining.days))
        case Urgency.OVERDUE:
            return translated("overdue")
        case _ if remaining.on_day_off:
            return translated("no working day is left before it")
        case _ if remaining.days == 0:
            return translated("the last day is today")
        case _:
            return firm(translated("%n working day(s) left", remaining.days))


def term(value: Term | None) -> str:
    """Return «10 рабочих дней», «30 дней», «сразу»."""
    if value is None:
        return ""
    forms = {
        Unit.WORKING_DAYS: "%n working day(s)",
        Unit.CALENDAR_DAYS: "%n calendar day(s)",
        Unit.MONTHS: "%n month(s)",
        Unit.HOURS: "%n hour(s)",
    }
    if value.unit is Unit.AT_ONCE:
        return translated("at once")
    if value.unit is Unit.NAMED_DAY:
        return translated("the day named in the letter")
    if value.unit is Unit.DAY_OF_NEXT_MONTH:
        return firm(translated("by day {number} of the next month").format(number=value.number))
    return firm(translated(forms[value.unit], value.number))


def duty_title(duty: DutyRecord) -> str:
    """Return what to do, in the language in use."""
    return duty.title if language() == "ru" else duty.title_en or duty.title


def by_policy(day: date, today: date, *, unsure: bool) -> str:
    """Return «закрыть по политике — до 24 декабря», and that it may still move where it may."""
    words = translated("to be closed by the policy until {date}")
    return words.format(date=provisional.marked(near(day, today), unsure))


def due_moment(day: str, at: time | None) -> str:
    """Return a last day with the time of day at which its hours are over: «17:40, 21 ноября»; else the day alone."""
    return f"{time_at(at)}, {day}" if at is not None else day


def duty_condition(duty: DutyRecord) -> str:
    """Return when the duty is owed at all, where that hangs on a question; else nothing."""
    return (duty.condition if language() == "ru" else duty.condition_en) or ""


def basis(duty: DutyRecord) -> str:
    """Return what a duty rests on: articles as they are cited, what is no article in the language in use."""
    text = duty.basis
    if language() == "ru" or not _is_plain(text):
        return text
    return _PLAIN[text] if text in _PLAIN else f"the policy, cl.{NBSP}{text.removeprefix(_CLAUSE)}"


def grounds(duty: DutyRecord) -> str:
    """Return what a duty rests on, and how firmly it stands where that is neither plain nor said already."""
    firmness = {
        Reading.ANALOGY: translated("by analogy"),
        Reading.PRACTICE: translated("good practice, not a term of the law"),
    }
    how = "" if _is_plain(duty.basis) else firmness.get(duty.reading, "")
    return firm(" · ".join(part for part in (basis(duty), how) if part))


def edition(text: str) -> str:
    """Return the edition of the rules as it is kept with a case, its words in the language in use."""
    found = _EDITION.fullmatch(text)
    if language() == "ru" or found is None:
        return firm(text)
    return firm(f"{found['law']} as amended on {found['day']}, rules {found['rules']}")


def is_answered(duty: DutyRecord) -> bool:
    """Return whether an answer to the person ends the duty, or something else has to be done (block, stop, change)."""
    return "answer" in duty.closed_by


def _is_plain(text: str) -> bool:
    return text in _PLAIN or text.startswith(_CLAUSE)


def kind_word(kind: Kind) -> str:
    """Return the short word for a chip: «доступ»."""
    from otklik.law.naming import kind_title  # noqa: PLC0415 - reads its words from a file; not before they are shown

    return kind_title(kind, language())


def kind_words(kinds: Iterable[Kind]) -> str:
    """Return «доступ, уточнение»."""
    return ", ".join(kind_word(kind) for kind in kinds)


def channel(value: Channel) -> str:
    """Return «электронная почта»."""
    return {
        Channel.EMAIL: translated("e-mail"),
        Channel.LETTER: translated("letter by post"),
        Channel.IN_PERSON: translated("in person"),
        Channel.PHONE: translated("by telephone"),
        Channel.ACCOUNT: translated("through the account"),
        Channel.OWN: translated("found by the operator"),
    }[value]


def case_status(value: CaseStatus) -> str:
    """Return «открыто», «закрыто», «аннулировано»."""
    return {
        CaseStatus.OPEN: translated("open"),
        CaseStatus.CLOSED: translated("closed"),
        CaseStatus.ANNULLED: translated("annulled"),
    }[value]


def case_status_short(value: CaseStatus) -> str:
    """Return the same for a narrow column: «аннул.»."""
    return translated("ann.") if value is CaseStatus.ANNULLED else case_status(value)


def letter_state(value: LetterState) -> str:
    """Return «черновик», «выпущено», «аннулировано»."""
    return {
        LetterState.DRAFT: translated("draft"),
        LetterState.ISSUED: translated("issued"),
        LetterState.ANNULLED: translated("annulled"),
    }[value]


def letter_fate(letter: Letter) -> str:
    """Return the same for a letter, «отправлено» once it left."""
    sent = letter.state is LetterState.ISSUED and letter.dispatched_on is not None
    return translated("sent") if sent else letter_state(letter.state)


def dispatch_ways() -> tuple[str, ...]:
    """Return the ways letters leave: e-mail, registered letter, with a list of contents, by hand, the account."""
    return (
        translated("by e-mail"),
        translated("by registered letter"),
        translated("by registered letter with a list of contents"),
        translated("handed over against receipt"),
        translated("through the account"),
    )


def file_role(value: AttachmentRole) -> str:
    """Return what a file is to its case: «само письмо», «вложение», «доказательство»."""
    return {
        AttachmentRole.ORIGINAL: translated("the letter itself"),
        AttachmentRole.ATTACHMENT: translated("attachment"),
        AttachmentRole.PROOF: translated("proof"),
        AttachmentRole.IDENTITY_PAPER: translated("copy of an identity paper"),
    }[value]


def file_size(size: int) -> str:
    """Return «12 КБ»."""
    if size < 1024:
        return translated("{size} B").format(size=size).replace(" ", NBSP)
    if size < 1024 * 1024:
        return translated("{size} KB").format(size=round(size / 1024)).replace(" ", NBSP)
    return translated("{size} MB").format(size=f"{size / 1024 / 1024:.1f}".replace(".", ",")).replace(" ", NBSP)


def question(name: str) -> str:
    """Return the question of `CaseView.questions` as a sentence."""
    return {
        "erasure_ground": translated("On what ground is deletion demanded?"),
        "claimant": translated("Who makes the claim?"),
        "claim_matter": translated("What is the claim about?"),
        "dispatched_on": translated("On which day was the claim sent?"),
        "alleges_unlawful": translated("Does the letter allege unlawful processing?"),
        "detected_on": translated("If the check confirmed a violation: on which day?"),
        "received_at": translated("At what time was the incident found? The hours run from it."),
        "late_reason": translated("Why was it registered later than on the next working day?"),
    }[name]


def common_reasons() -> tuple[str, ...]:
    """Return why letters are registered late, as offices know it."""
    return (
        translated("the letter lay among the spam"),
        translated("the one who answers was on leave"),
        translated("it came to somebody who does not answer them"),
    )


def answers(name: str) -> tuple[tuple[object, str], ...]:
    """Return the possible answers to a question with their words; none where a date is asked."""
    return {
        "erasure_ground": (
            (ErasureGround.NEEDLESS, translated("no longer needed")),
            (ErasureGround.UNLAWFUL, translated("obtained unlawfully")),
            (ErasureGround.WITHDRAWAL, translated("consent is withdrawn")),
            (ErasureGround.NONE, translated("no ground named")),
        ),
        "claimant": (
            (Claimant.CONSUMER, translated("a consumer")),
            (Claimant.BUSINESS, translated("a business")),
        ),
        "claim_matter": (
            (ClaimMatter.MONEY, translated("money")),
            (ClaimMatter.OTHER, translated("something else")),
        ),
        "alleges_unlawful": ((True, translated("yes")), (False, translated("no"))),
    }.get(name, ())

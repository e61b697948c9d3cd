"""What the «Справка о расчёте срока» says in words: the answer, why there may be two days, and how it was counted."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from otklik.law.daysoff import SATURDAY
from otklik.law.kinds import Reading, Regime
from otklik.law.terms import Unit
from otklik.letters.wording import NBSP, join_words, long_date, short_date
from otklik.system.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from otklik.law.explanation import CountedDay
    from otklik.law.terms import Term
    from otklik.letters.count_sheet import CountSheet

_DAY = timedelta(days=1)
_WEEKDAYS = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"]
_ON_WEEKDAYS = ["в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье"]
_LABOUR = f"ТК{NBSP}РФ ст. 112"
_START = {Regime.RUSSIAN: "ГК РФ ст. 191", Regime.GDPR: "Регламент (ЕЭС, Евратом) № 1182/71 ст. 3(1)"}
_SHIFT = {Regime.RUSSIAN: "ГК РФ ст. 193", Regime.GDPR: "Регламент (ЕЭС, Евратом) № 1182/71 ст. 3(4)"}
_EXPLAINED = {
    "Сб": "суббота и воскресенье (ТК РФ ст. 111)",
    "Вс": "суббота и воскресенье (ТК РФ ст. 111)",
    _LABOUR: "праздничные дни и перенос с них (ТК РФ ст. 112)",
}
_LAWFUL = {Reading.TEXT, Reading.ANALOGY}

Row = tuple[str, str]
"""A label and what stands beside it."""


def weekday_and_date(day: date) -> str:
    """Return «среда, 13 января 2027 г.»."""
    return f"{_WEEKDAYS[day.weekday()]}, {long_date(day)}"


def on_weekday_and_date(day: date) -> str:
    """Return «в среду, 13 января 2027 г.»."""
    return f"{_ON_WEEKDAYS[day.weekday()]}, {long_date(day)}"


def answer(sheet: CountSheet) -> str:
    """Return the one line the paper is made for."""
    if sheet.unit is Unit.AT_ONCE:
        return f"Немедленно — {weekday_and_date(sheet.latest)}"
    if sheet.at is not None:
        return f"Не позднее {sheet.at:%H:%M} — {weekday_and_date(sheet.latest)}"
    return f"Последний день — {weekday_and_date(sheet.latest)}"


def safe_answer(sheet: CountSheet) -> str:
    """Return the line of the safe day; empty where it is the last day as well."""
    if sheet.safe == sheet.latest:
        return ""
    return f"Безопасно — до {long_date(sheet.safe)} ({_WEEKDAYS[sheet.safe.weekday()]})"


def why_two_days(sheet: CountSheet) -> str:
    """Return the sentence on why there is a safe day beside the last one; empty where there is one day."""
    if sheet.safe == sheet.latest:
        return ""
    if sheet.unit is Unit.HOURS:
        return "Час события не записан: безопасный день посчитан от начала его суток, последний — от их конца."
    if sheet.unit is Unit.WORKING_DAYS:
        return (
            "Последний день посчитан с выходными региона, безопасный — без них: "
            "закон прямо не говорит, что они удлиняют и этот срок."
        )
    end = f"Срок оканчивается {short_date(sheet.raw_end)}, в нерабочий день."
    if sheet.counting is Regime.GDPR:
        return f"{end} До рабочего дня перед ним спора нет; перенос — только по правилам {_SHIFT[Regime.GDPR]}."
    if "152-ФЗ" in sheet.basis:
        return (
            f"{end} ГК РФ ст. 193 переносит его на ближайший рабочий день, но к срокам 152-ФЗ применяется по аналогии. "
            "О безопасном дне спора нет."
        )
    return f"{end} ГК РФ ст. 193 переносит его на ближайший рабочий день; безопаснее успеть до выходных."


def instead_of_days(sheet: CountSheet) -> str:
    """Return what stands in the place of the calendar where no day is counted; empty where days are."""
    if sheet.unit is Unit.AT_ONCE:
        return "Этот срок не считают в днях: сделать нужно сразу, и выходные с праздниками его не отодвигают."
    if sheet.unit is Unit.HOURS:
        return "Этот срок считают в часах: он идёт круглосуточно, и выходные с праздниками его не останавливают."
    if sheet.unit is Unit.NAMED_DAY:
        return "Этот день назван в самом письме: его не считают, и сроки закона он не меняет."
    return ""


def provisional_reason(sheet: CountSheet) -> str:
    """Return why the count is provisional; empty where it is not."""
    if not sheet.provisional:
        return ""
    unknown = [f"{year.year}{NBSP}г." for year in sheet.years if year.decree is None]
    years = f" на {_listed(unknown)}" if unknown else ""
    return (
        f"Постановление о переносе выходных{years} ещё не известно. Когда оно выйдет, последний день может измениться."
    )


def rows(sheet: CountSheet) -> tuple[Row, ...]:
    """Return how it was counted, step by step; a step that says nothing is left out."""
    steps = [
        ("Кому", _sentence(_capital(sheet.to))),
        ("Чем подтвердить", _sentence(_capital(sheet.proof))),
        ("Событие", _event(sheet)),
        ("Срок", _term(sheet)),
        ("Начало", _start(sheet)),
        ("Не считаются", _left_out(sheet)),
        ("Считаются", _counted_though(sheet)),
        ("Окончание", _end(sheet)),
        ("Продление", _extension(sheet)),
        ("Оговорки", " ".join(map(_sentence, sheet.readings))),
        ("Календарь", _calendar(sheet)),
        ("Правила", _sentence(sheet.edition)),
        ("Журнал", _journal(sheet)),
    ]
    return tuple((label, join_words(text)) for label, text in steps if text)


def term_words(term: Term) -> str:
    """Return a term in words: «10 рабочих дней», «24 часа», «немедленно»."""
    if term.unit is Unit.AT_ONCE:
        return "немедленно"
    if term.unit is Unit.NAMED_DAY:
        return "день назван в письме"
    forms = {
        Unit.WORKING_DAYS: ("рабочий день", "рабочих дня", "рабочих дней"),
        Unit.CALENDAR_DAYS: ("календарный день", "календарных дня", "календарных дней"),
        Unit.MONTHS: ("месяц", "месяца", "месяцев"),
        Unit.HOURS: ("час", "часа", "часов"),
    }
    if term.unit not in forms:
        return f"до {term.number}-го{NBSP}числа следующего месяца"
    return f"{term.number}{NBSP}{plural(term.number, *forms[term.unit])}"


def in_full(ground: str) -> str:
    """Return a ground as a paper for others names it: «ПП РФ от …», «ТК РФ ст. 112», «ГК РФ ст. 193»."""
    code, _, rest = ground.partition(" ")
    if code not in {"ПП", "ТК", "ГК"}:
        return ground
    return f"{code}{NBSP}РФ {rest}" if code != "ПП" else f"{code}{NBSP}РФ{NBSP}{rest.replace(' ', NBSP)}"


def spans_of_days(days: Iterable[date]) -> str:
    """Return days as «26–27.12.2026, 31.12.2026, 01–08.01.2027»."""
    ordered = sorted(days)
    runs = groupby(enumerate(ordered), key=lambda place: place[1] - _DAY * place[0])
    return ", ".join(_run([day for _, day in run]) for _, run in runs)


def _run(days: Sequence[date]) -> str:
    first, last = days[0], days[-1]
    if first == last:
        return short_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%d}–{short_date(last)}"
    return f"{first:%d.%m}–{short_date(last)}" if first.year == last.year else f"{short_date(first)}–{short_date(last)}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "?", ":", "…")) else f"{text}."


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} и {parts[-1]}"


def _days(number: int) -> str:
    return f"{number}{NBSP}{plural(number, 'день', 'дня', 'дней')}"


def _event(sheet: CountSheet) -> str:
    # Terms in hours are whole days long, so the hour of the event is that of the end.
    hour = f", в {sheet.at:%H:%M}" if sheet.at is not None else ""
    text = _sentence(f"{_capital(sheet.trigger)} {on_weekday_and_date(sheet.trigger_on)}{hour}")
    known = {"получено": sheet.received_on, "замечено": sheet.noticed_on, "зарегистрировано": sheet.registered_on}
    dates = {word: day for word, day in known.items() if day is not None}
    if len(dates) < len(known):
        return text
    if set(dates.values()) == {sheet.trigger_on}:
        return f"{text} Замечено и зарегистрировано в тот же день."
    listed = ", ".join(f"{word} {short_date(day)}" for word, day in dates.items())
    from_receipt = sheet.received_on == sheet.trigger_on
    rest = ": срок идёт со дня получения, а не со дня регистрации." if from_receipt else "."
    return f"{text} В реестре: {listed}{rest}"


def _term(sheet: CountSheet) -> str:
    return f"{_capital(sheet.term)} — {_sentence(sheet.basis)}"


def _start(sheet: CountSheet) -> str:
    if sheet.unit is Unit.AT_ONCE:
        return "В день события: отсрочки в днях нет."
    if sheet.unit is Unit.HOURS:
        return "С часа события."
    counted = [day for day in sheet.days if day.number]
    if not counted:
        return ""
    following = sheet.trigger_on + _DAY
    text = f"Со следующего дня, {long_date(following)}: день события не считается ({_START[sheet.counting]})."
    first = counted[0].day
    if first != following:
        text += f" Первый день, который считается, — {weekday_and_date(first)}"
    return _sentence(text)


def _left_out(sheet: CountSheet) -> str:
    if sheet.unit is Unit.WORKING_DAYS:
        skipped = [day for day in sheet.days if not day.extension and day.number is None and day.day > sheet.trigger_on]
        if not skipped:
            return "Ни один: все дни срока рабочие."
        return f"{_days(len(skipped))}: {_sentence('; '.join(_by_ground(skipped, sheet)))}"
    if any(day.number for day in sheet.days):
        return "Внутри срока — ни один: он не в рабочих днях, выходные и праздники считаются наравне с другими."
    return ""


def _by_ground(skipped: Sequence[CountedDay], sheet: CountSheet) -> Iterator[str]:
    """Yield each ground with its days: «ПП РФ от 24.09.2025 № 1466 — 31.12.2026 (перенос с 04.01.2026)»."""
    grounds: dict[str, list[date]] = {}
    for day in skipped:
        ground = in_full(day.ground)
        grounds.setdefault(_EXPLAINED.get(ground, ground), []).append(day.day)
    sources = {target: source for year in sheet.years if year.decree for source, target in year.decree.transfers}
    for ground, days in grounds.items():
        moved = [short_date(sources[day]) for day in days if day in sources]
        whence = f" (перенос с {_listed(moved)})" if moved and ground.startswith("ПП") else ""
        yield f"{ground} — {spans_of_days(days)}{whence}"


def _counted_though(sheet: CountSheet) -> str:
    """Say of working Saturdays and of the «non-working» days of 2020–2021 why they are counted."""
    counted = [day for day in sheet.days if day.number]
    parts = []
    if sheet.unit is Unit.WORKING_DAYS:
        decrees = [year.decree for year in sheet.years if year.decree]
        moved = {source: (target, decree) for decree in decrees for source, target in decree.transfers}
        for day in counted:
            if day.day.weekday() >= SATURDAY and day.day in moved:
                target, decree = moved[day.day]
                parts.append(
                    f"{short_date(day.day)} ({_WEEKDAYS[day.day.weekday()]}) — рабочий день: выходной перенесён на "
                    f"{short_date(target)} ({in_full(decree.ground)})."
                )
    for remark, days in groupby((day for day in counted if day.remark), key=lambda day: day.remark):
        named = spans_of_days(day.day for day in days)
        parts.append(f"{named} — {remark}: такие «нерабочие дни» не выходные по ТК РФ и срока не сдвигают.")
    return " ".join(parts)


def _end(sheet: CountSheet) -> str:
    raw, last = sheet.raw_end, sheet.first_latest
    if sheet.unit in {Unit.AT_ONCE, Unit.NAMED_DAY}:
        return ""
    if sheet.unit is Unit.HOURS:
        if sheet.at is not None:
            return f"{_capital(weekday_and_date(sheet.latest))}, {sheet.at:%H:%M}. Переноса на рабочий день нет."
        return f"Не позднее конца суток {short_date(sheet.latest)}. Переноса на рабочий день нет."
    number = max((day.number or 0 for day in sheet.days if not day.extension), default=0)
    if sheet.unit is Unit.WORKING_DAYS:
        end = f"{number}-й рабочий день — {_sentence(weekday_and_date(last))}"
        return f"{end} Он рабочий: перенос по {_SHIFT[Regime.RUSSIAN]} не нужен."
    counted = f"{number}-й день" if sheet.unit is Unit.CALENDAR_DAYS else _by_month(sheet)
    if raw == last:
        return _sentence(f"{counted} — {weekday_and_date(raw)}")
    off = f"нерабочий ({in_full(sheet.end_ground)})" if sheet.end_ground else "нерабочий"
    between = [day for day in sheet.days if raw < day.day < last]
    listed = f" Дни между ними тоже нерабочие: {'; '.join(_by_ground(between, sheet))}." if between else ""
    return (
        f"{counted} — {weekday_and_date(raw)}, {off}. Срок оканчивается в ближайший следующий рабочий день "
        f"({_SHIFT[sheet.counting]}): {_sentence(weekday_and_date(last))}{listed}"
    )


def _by_month(sheet: CountSheet) -> str:
    """Return how a term ends that is no number of days."""
    if sheet.unit is not Unit.MONTHS:
        return "Названный нормой день месяца"
    ground = {Regime.RUSSIAN: "ГК РФ ст. 192 п. 3", Regime.GDPR: "Регламент (ЕЭС, Евратом) № 1182/71 ст. 3(2)(c)"}
    return f"То же число последнего месяца срока, а где его нет — последний день месяца ({ground[sheet.counting]})"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _extension(sheet: CountSheet) -> str:
    skipped = [day for day in sheet.days if day.extension and day.number is None]
    plain = sheet.unit is not Unit.WORKING_DAYS or not skipped
    without = "" if plain else f" Не считаются: {'; '.join(_by_ground(skipped, sheet))}."
    if sheet.extended_to is not None and sheet.extended_on is not None:
        if sheet.is_extended:
            first = _sentence(weekday_and_date(sheet.first_latest))
            sent = f", отправленным {short_date(sheet.notice_sent_on)}" if sheet.notice_sent_on else ""
            notice = f"уведомлением от {short_date(sheet.extended_on)}{sent}"
            return f"Срок продлён {notice} ({sheet.basis}). Первоначальный последний день — {first}{without}"
        promised = f"Уведомление от {short_date(sheet.extended_on)} продлевает срок до {long_date(sheet.extended_to)}"
        if sheet.notice_sent_on is None:
            return f"{promised} Оно ещё не отправлено: пока действует первоначальный последний день.{without}"
        sent = f"Оно отправлено {short_date(sheet.notice_sent_on)} и срока не продлило"
        return f"{promised} {sent}: действует первоначальный последний день.{without}"
    if sheet.extended_latest is None:
        return "Норма его не даёт." if sheet.reading in _LAWFUL and sheet.unit is not Unit.AT_ONCE else ""
    return (
        f"Возможно один раз, не более чем на {sheet.extension}, если до конца срока отправить уведомление с причинами "
        f"({sheet.basis}). Тогда последний день — {_sentence(weekday_and_date(sheet.extended_latest))}{without}"
    )


def _calendar(sheet: CountSheet) -> str:
    if sheet.unit in {Unit.AT_ONCE, Unit.HOURS, Unit.NAMED_DAY} or sheet.counting is Regime.GDPR:
        return ""
    parts = []
    for year in sheet.years:
        decree = in_full(year.decree.ground) if year.decree else "предварительно: постановление ещё не известно"
        days = plural(year.working_days, "рабочий день", "рабочих дня", "рабочих дней")
        parts.append(f"{year.year}{NBSP}г. — {year.working_days}{NBSP}{days} ({decree})")
    return f"Пятидневная неделя, ТК РФ ст. 111–112: {_sentence('; '.join(parts))}" if parts else ""


def _journal(sheet: CountSheet) -> str:
    if not sheet.chain_head:
        return ""
    digits = sheet.chain_head[:16]
    head = NBSP.join(digits[start : start + 4] for start in range(0, len(digits), 4))
    return f"{head} — начало отпечатка SHA-256 последней записи журнала на день составления справки."

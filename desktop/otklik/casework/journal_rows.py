"""What the «Журнал учёта обращений» says of a case: its columns, always in Russian, from what is known now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from otklik.casework.kept_papers import papers_of_case
from otklik.law.kinds import LAWFUL, OCCASIONS, Kind
from otklik.law.naming import kind_heading
from otklik.law.terms import Unit
from otklik.register.paper_records import PaperKind
from otklik.register.records import CaseStatus, Channel, DutyRecord, Letter, LetterState

if TYPE_CHECKING:
    from datetime import date

    from otklik.casework.desk import Desk
    from otklik.casework.kept_papers import KeptPaper
    from otklik.register.records import Case

_CHANNELS = {
    Channel.EMAIL: "электронная почта",
    Channel.LETTER: "письмо",
    Channel.IN_PERSON: "лично",
    Channel.PHONE: "телефон",
    Channel.ACCOUNT: "личный кабинет",
    Channel.OWN: "выявлено оператором",
}
_PURPOSES = {Kind.RKN_INQUIRY: "надзор Роскомнадзора", Kind.CLAIM: "досудебное урегулирование"}
_RIGHTS = "защита прав субъекта"
_NO_REQUESTS = OCCASIONS | {Kind.CLAIM}


def belongs(case: Case) -> bool:
    """Return whether a case is a request about personal data: no claim alone, and no occasion nobody wrote about."""
    return not _NO_REQUESTS.issuperset(case.kinds)


def cells_of(desk: Desk, case: Case) -> tuple[str, ...]:
    """Return what the columns between № п/п and the signature say of a case, in their order."""
    register = desk.register
    records = register.duties.of_case(case.id)
    letters = tuple(one for one in register.letters.of_case(case.id) if one.state is not LetterState.DRAFT)
    acts = tuple(one for one in papers_of_case(desk, case.id) if one.paper.kind is PaperKind.ACT)
    return (
        f"№ {case.number}\n{_day(case.received_on)}\n{_CHANNELS[case.channel]}",
        _who(desk, case),
        _what(case),
        _purpose(case, records),
        _term(records),
        _mark(case, letters, acts),
        "\n".join(_sent(letter) for letter in letters if letter.dispatched_on),
        _requisites(case),
    )


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def _who(desk: Desk, case: Case) -> str:
    subject = desk.register.subjects.get(case.subject_id)
    lines = [subject.full_name]
    writer = None
    if case.representative_id is not None:
        writer = desk.register.representatives.get(case.representative_id)
        lines.append(f"представитель: {', '.join(filter(None, (writer.full_name, writer.authority)))}")
    source = writer or subject
    lines.append(source.address or source.email or source.phone)
    return "\n".join(filter(None, lines))


def _what(case: Case) -> str:
    headings = [kind_heading(kind, "ru") for kind in case.kinds]
    demands = "; ".join(headings)
    return demands if case.title in {"", *headings} else f"{case.title}\n({demands})"


def _purpose(case: Case, records: tuple[DutyRecord, ...]) -> str:
    norms: dict[Kind, str] = {}
    for record in _main(records):
        norms.setdefault(record.kind, record.basis)
    purposes = dict.fromkeys(_PURPOSES.get(kind, _RIGHTS) for kind in case.kinds)
    return "\n".join((", ".join(purposes), *dict.fromkeys(norms.values())))


def _term(records: tuple[DutyRecord, ...]) -> str:
    """Return the last day of the answer by law, or of what the law wants first, or by the policy alone."""
    lawful = _main(records)
    wanted = [record for record in lawful if "answer" in record.closed_by] or lawful or records
    if not wanted:
        return ""
    first = min(wanted, key=lambda record: (record.latest, record.id))
    return f"{_day(first.latest)}\n{'по закону' if lawful else 'по политике'}"


def _main(records: tuple[DutyRecord, ...]) -> tuple[DutyRecord, ...]:
    """Return what the law asks for; what it wants at once, as blocking, only where it asks for nothing else."""
    lawful = tuple(record for record in records if record.reading in LAWFUL)
    later = tuple(record for record in lawful if record.term and record.term.unit is not Unit.AT_ONCE)
    return later or lawful


def _mark(case: Case, letters: tuple[Letter, ...], acts: tuple[KeptPaper, ...]) -> str:
    from otklik.letters.templates import load_templates  # noqa: PLC0415 - letters are loaded when a paper is made

    templates, lines = load_templates(), []
    for letter in letters:
        template = templates.get(letter.template)
        refused = "отказ" if template is not None and template.outcome == "refused" else ""
        void = f"аннулировано: {letter.reason}" if letter.state is LetterState.ANNULLED else ""
        words = ", ".join(filter(None, (letter.heading, refused, void)))
        lines.append(f"исх. № {letter.number}: {words}")
    for act in acts:
        void = f", аннулирован: {act.void_reason}" if act.void_on else ""
        lines.append(f"данные уничтожены, акт № {act.paper.number} от {_day(act.paper.made_on)}{void}")
    if case.closed_on is not None:
        how = {CaseStatus.CLOSED: ("закрыто", case.outcome), CaseStatus.ANNULLED: ("аннулировано", case.reason)}
        word, why = how.get(case.status, ("", ""))
        lines.append(f"{word} {_day(case.closed_on)}: {why}" if why else f"{word} {_day(case.closed_on)}")
    return "\n".join(lines)


def _sent(letter: Letter) -> str:
    tracking = f"ШПИ {letter.tracking}" if letter.tracking else ""
    day = _day(letter.dispatched_on) if letter.dispatched_on else ""
    return ", ".join(filter(None, (day, f"исх. № {letter.number}", letter.dispatch_way, tracking)))


def _requisites(case: Case) -> str:
    """Return number and date the writer gave his letter; empty where he stands here and signs."""
    number = f"№ {case.incoming_number}" if case.incoming_number else ""
    dated = f"от {_day(case.incoming_date)}" if case.incoming_date else ""
    return " ".join(filter(None, (number, dated)))

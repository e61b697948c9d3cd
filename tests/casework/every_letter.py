"""Every shipped letter, issued by the acts of the clerk on a real register, in each voice and to him and to her."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from otklik.casework import answering, dispatching, profiles, registering
from otklik.casework.registering import NewCase
from otklik.law.kinds import OCCASIONS, Claimant, ClaimMatter, Kind
from otklik.letters.templates import load_templates
from otklik.register.records import Channel, LetterheadForm, OperatorForm, Subject
from otklik.system.clock import FixedClock
from tests.invented import SOLE_PROPRIETOR
from tests.letter_words import FACTS, KINDS, OWN

if TYPE_CHECKING:
    from collections.abc import Iterator

    from otklik.casework.desk import Desk
    from otklik.letters.model import LetterModel

RECEIVED = date(2026, 11, 12)
HE = replace(
    SOLE_PROPRIETOR,
    **FACTS,
    first_person="я",
    letterhead=LetterheadForm.LONGITUDINAL,
    executor="Ветров Арсений Павлович, +7 900 000-00-01",
)
SHE_AND_OTHERS = replace(HE, name="Волкова Ольга Игоревна", first_person="мы", letterhead=LetterheadForm.CORNER)
COMPANY = replace(
    HE,
    form=OperatorForm.COMPANY,
    name="ООО «Северо-Западная торгово-посредническая компания»",
    inn="9900000003",
    kpp="990001001",
    ogrn="1999900002023",
    address="190000, г. Санкт-Петербург, наб. Выдуманная, д. 14, корп. 2, помещение 5-Н, офис 117",
    emails=("pd@severo-zapad.example",),
    first_person="мы",
    letterhead=LetterheadForm.CORNER,
    signer_position="Заместитель генерального директора по административно-хозяйственным вопросам",
    signer_name="Преображенский-Крестовоздвиженский Александр Константинович",
    executor="",
)
OPERATORS = {"he": HE, "she_and_others": SHE_AND_OTHERS, "company": COMPANY}
PEOPLE = {
    "her": Subject(full_name="Калинина Анна Сергеевна", address="ул. Садовая, д. 5, кв. 12, г. Тверь, 170000"),
    "him": Subject(
        full_name="Заозёрный Пётр Ильич",
        address="проспект Дальневосточный, дом 144, корпус 3, квартира 1218, р. п. Верхние Осельки, 188650",
    ),
}
AUTHORITY = Subject(
    full_name="Управление Роскомнадзора по Тихореченской области",
    organisation=True,
    address="г. Тихореченск",
)
CASES = [(template, voice, person) for template in load_templates() for voice in OPERATORS for person in PEOPLE]


@dataclass(frozen=True)
class IssuedLetter:
    """An issued letter: which one, who speaks, to whom; what was to be said, and the file."""

    template: str
    voice: str
    person: str
    model: LetterModel
    pdf: bytes

    @property
    def name(self) -> str:
        """What a failing test calls it."""
        return f"{self.template}, {self.voice} to {self.person}"


def issue_every_letter(desk: Desk, clock: FixedClock) -> Iterator[IssuedLetter]:
    """Issue the letters; of those to an authority «him» and «her» stand for nothing."""
    operators = {voice: profiles.save_operator(desk, operator).operator_id for voice, operator in OPERATORS.items()}
    for template, voice, person in CASES:
        case_id = _case(desk, clock, template, operators[voice], PEOPLE[person])
        taken = {name for name, _label in answering.own_fields(template)}
        own = {name: text for name, text in OWN.items() if name.removeprefix("письмо.") in taken}
        letter_id = answering.draft_letter(desk, case_id, template, own).letter_id
        answering.issue(desk, letter_id)
        model = replace(answering.letter_model(desk, letter_id), chain_head="")  # the journal has gone on since
        yield IssuedLetter(template, voice, person, model, answering.letter_pdf(desk, letter_id))


def _case(desk: Desk, clock: FixedClock, template: str, operator_id: int, person: Subject) -> int:
    shipped = load_templates()[template]
    kinds = KINDS.get(template, shipped.kinds[:1])
    if template == "repeat_refusal":
        person = _answer_first_request(desk, clock, operator_id, person)
    authority = Kind.RKN_INQUIRY in kinds
    new = NewCase(
        operator_id=operator_id,
        kinds=kinds,
        channel=Channel.OWN if OCCASIONS.issuperset(kinds) else Channel.LETTER,
        received_on=RECEIVED,
        subject=AUTHORITY if authority else person,
        incoming_number="99-3/0417" if authority else "",
        incoming_date=RECEIVED - timedelta(days=1),
        regime=shipped.regimes[0],
        detected_on=date(2026, 11, 16) if template == "violations_mended" else None,
        claimant=Claimant.CONSUMER if Kind.CLAIM in kinds else None,
        claim_matter=ClaimMatter.MONEY if Kind.CLAIM in kinds else None,
    )
    return registering.register_case(desk, new).case_id


def _answer_first_request(desk: Desk, clock: FixedClock, operator_id: int, person: Subject) -> Subject:
    """Answer, nine days before, the request the person now makes again, and return him as the register knows him."""
    now = clock.moment
    clock.moment = now - timedelta(days=12)
    new = NewCase(
        operator_id=operator_id,
        kinds=(Kind.ACCESS,),
        channel=Channel.LETTER,
        received_on=date(2026, 11, 3),
        subject=person,
    )
    case_id = registering.register_case(desk, new).case_id
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.issue(desk, letter_id)
    dispatching.dispatch(desk, letter_id, "заказным письмом")
    clock.moment = now
    return desk.register.subjects.get(desk.register.cases.get(case_id).subject_id)

"""Whatever the order of acts, a case stands at the dates one count of its final facts gives (peers.md §1G no. 13)."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from otklik.casework import answering, dispatching, duties, extending, identity, registering
from otklik.casework.counting import facts_of
from otklik.casework.desk import Desk
from otklik.law.duties import POLICY_TERM, count_duties
from otklik.law.kinds import LAWFUL, ErasureGround, Kind, Regime
from otklik.register.records import DutyRecord, LetterState
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError
from tests.invented import NOON

from .test_acts import new_case

REASON = "сведения собираются из трёх баз"
FIRST_RECEIPT = date(2026, 11, 12)
RECEIPTS = (2, 5, 9, 11, 12, 13, 15, 20, 23)
"""Days of November: few, so that acts meet each other."""


def stand_on(clock: FixedClock, day: date) -> None:
    clock.moment = datetime.combine(day, NOON.timetz())


def duty_of(desk: Desk, case_id: int, duty: str) -> DutyRecord:
    return next(record for record in desk.register.duties.of_case(case_id) if record.duty == duty)


@dataclass
class Story:
    """A case and what the test itself remembers of its notices; dates are never remembered."""

    desk: Desk
    clock: FixedClock
    case_id: int
    promised: dict[str, tuple[date, int]] = field(default_factory=dict)

    @property
    def records(self) -> tuple[DutyRecord, ...]:
        return self.desk.register.duties.of_case(self.case_id)

    def from_final_facts(self) -> dict[str, tuple[date, date, date | None]]:
        """Count once: the duties of the facts as they stand, then the extension whose notice left in time."""
        register = self.desk.register
        case = register.cases.get(self.case_id)
        counted = {}
        for duty in count_duties(facts_of(case, register.operators.get(case.operator_id)), self.desk.calendar):
            safe, latest, longest = duty.deadline.safe, duty.deadline.latest, duty.deadline.extended_latest
            if duty.duty in self.promised and longest is not None:
                named, notice_id = self.promised[duty.duty]
                notice = register.letters.get(notice_id)
                sent = notice.dispatched_on if notice.state is LetterState.ISSUED else None
                if sent is not None and sent <= latest < min(named, longest):
                    safe = latest = min(named, longest)
            counted[duty.duty] = (safe, latest, longest)
        return counted

    def act(self, data: st.DataObject) -> None:
        """Do something a clerk may do; what the program refuses changes nothing."""
        acts = sorted(name for name in dir(self) if name.startswith("do_"))
        name = data.draw(st.sampled_from([*acts, *["do_amend_receipt"] * 4]), label="act")  # what moves dates most
        with contextlib.suppress(UserError):
            getattr(self, name)(data)
            event(name)

    def do_amend_receipt(self, data: st.DataObject) -> None:
        day = date(2026, 11, data.draw(st.sampled_from(RECEIPTS), label="received in November"))
        registering.answer_question(self.desk, self.case_id, received_on=day)

    def do_answer_a_question(self, data: st.DataObject) -> None:
        days = st.none() | st.dates(date(2026, 11, 2), date(2026, 11, 27))
        answer = data.draw(
            st.fixed_dictionaries({"proof_on": days})
            | st.fixed_dictionaries({"detected_on": days})
            | st.fixed_dictionaries({"alleges_unlawful": st.none() | st.booleans()})
            | st.fixed_dictionaries({"erasure_ground": st.none() | st.sampled_from(ErasureGround)}),
            label="answer",
        )
        registering.answer_question(self.desk, self.case_id, **answer)

    def do_confirm_identity(self, _data: st.DataObject) -> None:
        identity.confirm_identity(self.desk, self.case_id, "предъявлен паспорт")

    def do_let_days_pass(self, data: st.DataObject) -> None:
        stand_on(self.clock, self.clock.today() + timedelta(data.draw(st.integers(1, 6), label="days")))

    def do_extend(self, data: st.DataObject) -> None:
        done = extending.extend(
            self.desk, self.case_id, REASON, data.draw(st.none() | st.integers(1, 5), label="by days")
        )
        for record in self.records:
            if record.extended_to is not None and record.letter_id == done.letter_id:
                self.promised[record.duty] = (record.extended_to, done.letter_id)
        if data.draw(st.booleans(), label="sent at once"):
            dispatching.dispatch(self.desk, done.letter_id, "электронной почтой")

    def do_send_a_letter(self, data: st.DataObject) -> None:
        letters = [letter for letter in self.desk.register.letters.of_case(self.case_id) if not letter.dispatched_on]
        if letters:
            dispatching.dispatch(self.desk, data.draw(st.sampled_from(letters)).id, "электронной почтой")

    def do_issue_the_answer(self, _data: st.DataObject) -> None:
        answering.issue(self.desk, answering.draft_letter(self.desk, self.case_id, "access_answer").letter_id)

    def do_annul_a_letter(self, data: st.DataObject) -> None:
        letters = [
            letter for letter in self.desk.register.letters.of_case(self.case_id) if letter.state is LetterState.ISSUED
        ]
        if letters:
            answering.annul_letter(self.desk, data.draw(st.sampled_from(letters)).id, "опечатка")

    def do_tick(self, data: st.DataObject) -> None:
        duties.fulfil(self.desk, self.case_id, data.draw(st.sampled_from(self.records)).id)

    def do_open_again(self, data: st.DataObject) -> None:
        done = [record for record in self.records if record.done_on is not None]
        if done:
            duties.reopen(self.desk, self.case_id, data.draw(st.sampled_from(done)).id, "ошибка")


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    data=st.data(),
    kinds=st.sampled_from([(Kind.ACCESS, Kind.RECTIFICATION, Kind.COMPLAINT), (Kind.ERASURE, Kind.RECTIFICATION)]),
    regime=st.sampled_from(Regime),
)
def test_any_order_of_acts_gives_the_replayed_date(
    desk: Desk, operator_id: int, clock: FixedClock, data: st.DataObject, kinds: tuple[Kind, ...], regime: Regime
) -> None:
    stand_on(clock, NOON.date())
    new = new_case(operator_id, *kinds, regime=regime)
    story = Story(desk, clock, registering.register_case(desk, new).case_id)
    if data.draw(st.booleans(), label="extended from the start"):
        story.do_extend(data)
    for _ in range(data.draw(st.integers(1, 12), label="acts")):
        story.act(data)
        counted = story.from_final_facts()
        still_open = {record.duty: record for record in story.records if record.done_on is None}
        done = {record.duty for record in story.records if record.done_on is not None}
        assert still_open.keys() | done == counted.keys() | done, "nothing open that is not owed, nothing owed missing"
        assert {name: (record.safe, record.latest, record.extended_latest) for name, record in still_open.items()} == {
            name: counted[name] for name in still_open
        }
        lawful = [record.safe for record in still_open.values() if record.reading in LAWFUL]
        sure = [record.safe for record in still_open.values() if record.reading in LAWFUL and record.condition is None]
        nearest = min(sure or lawful or [record.safe for record in still_open.values()], default=None)
        assert desk.register.cases.get(story.case_id).due_on == nearest


# --- The weak spots one by one: 10 working days from 12 November are 26 November, five more 3 December ---


@pytest.fixture
def extended_case(desk: Desk, operator_id: int) -> tuple[int, int]:
    """A request of 12 November, extended to 3 December by a notice that was not sent yet: case and letter."""
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    return case_id, extending.extend(desk, case_id, REASON).letter_id


def due(desk: Desk, case_id: int) -> date:
    return duty_of(desk, case_id, "answer_access").latest


def test_an_extension_never_reaches_past_five_days_beyond_the_first_term(
    desk: Desk, extended_case: tuple[int, int]
) -> None:
    case_id, notice = extended_case
    dispatching.dispatch(desk, notice, "электронной почтой")
    assert due(desk, case_id) == date(2026, 12, 3)
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 10))
    assert due(desk, case_id) == date(2026, 12, 1)
    registering.answer_question(desk, case_id, received_on=FIRST_RECEIPT)
    assert due(desk, case_id) == date(2026, 12, 3), "what was put right twice stands where it stood"


def test_a_later_receipt_does_not_move_the_day_named_in_the_notice(desk: Desk, extended_case: tuple[int, int]) -> None:
    case_id, notice = extended_case
    dispatching.dispatch(desk, notice, "электронной почтой")
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 13))
    assert due(desk, case_id) == date(2026, 12, 3)
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 20))
    assert due(desk, case_id) == date(2026, 12, 4), "an extension never shortens: the first term ends later by now"


def test_a_notice_sent_after_the_term_put_right_extends_nothing(desk: Desk, extended_case: tuple[int, int]) -> None:
    """The notice left on 21 November; received on 5 November, the first term had ended on the 19th."""
    case_id, notice = extended_case
    dispatching.dispatch(desk, notice, "электронной почтой")
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 5))
    assert due(desk, case_id) == date(2026, 11, 19)
    registering.answer_question(desk, case_id, received_on=FIRST_RECEIPT)
    assert due(desk, case_id) == date(2026, 12, 3)


def test_a_notice_that_was_not_sent_rules_by_no_coincidence(desk: Desk, extended_case: tuple[int, int]) -> None:
    """Received on 19 November the first term ends on 3 December by itself, the very day the notice names."""
    case_id, _notice = extended_case
    registering.answer_question(desk, case_id, received_on=date(2026, 11, 19))
    assert due(desk, case_id) == date(2026, 12, 3)
    registering.answer_question(desk, case_id, received_on=FIRST_RECEIPT)
    assert due(desk, case_id) == date(2026, 11, 26)


def test_a_void_answer_leaves_the_extension_as_it_was(desk: Desk, extended_case: tuple[int, int]) -> None:
    case_id, notice = extended_case
    dispatching.dispatch(desk, notice, "электронной почтой")
    answer = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.issue(desk, answer)
    dispatching.dispatch(desk, answer, "электронной почтой")
    assert duty_of(desk, case_id, "answer_access").done_on is not None
    answering.annul_letter(desk, answer, "опечатка")
    assert duty_of(desk, case_id, "answer_access").done_on is None
    assert due(desk, case_id) == date(2026, 12, 3)
    answering.annul_letter(desk, notice, "передумали")
    assert due(desk, case_id) == date(2026, 11, 26)


def test_two_notices_of_one_day_are_told_apart(desk: Desk, operator_id: int) -> None:
    made = registering.register_case(desk, new_case(operator_id, Kind.ACCESS, Kind.STOP_PROCESSING))
    case_id, answer = made.case_id, duty_of(desk, made.case_id, "answer_access")
    duties.fulfil(desk, case_id, answer.id)
    of_the_stop = extending.extend(desk, case_id, REASON).letter_id
    duties.reopen(desk, case_id, answer.id, "ошибка")
    of_the_answer = extending.extend(desk, case_id, REASON, 2).letter_id
    dispatching.dispatch(desk, of_the_stop, "электронной почтой")
    assert due(desk, case_id) == date(2026, 11, 26)
    dispatching.dispatch(desk, of_the_answer, "электронной почтой")
    assert due(desk, case_id) == date(2026, 11, 30)
    answering.annul_letter(desk, of_the_answer, "передумали")
    assert due(desk, case_id) == date(2026, 11, 26)
    assert duty_of(desk, case_id, "stop_processing").latest == date(2026, 12, 3)


@pytest.mark.parametrize("sent_first", [True, False])
def test_a_duty_opened_again_keeps_its_notice(desk: Desk, extended_case: tuple[int, int], *, sent_first: bool) -> None:
    case_id, notice = extended_case
    record_id = duty_of(desk, case_id, "answer_access").id
    if sent_first:
        dispatching.dispatch(desk, notice, "электронной почтой")
    duties.fulfil(desk, case_id, record_id)
    duties.reopen(desk, case_id, record_id, "ошибка")
    if not sent_first:
        dispatching.dispatch(desk, notice, "электронной почтой")
    assert due(desk, case_id) == date(2026, 12, 3)
    answering.annul_letter(desk, notice, "передумали")
    assert due(desk, case_id) == date(2026, 11, 26)


def test_a_notice_sent_while_the_duty_was_ticked_rules_when_it_is_opened_again(
    desk: Desk, extended_case: tuple[int, int]
) -> None:
    case_id, notice = extended_case
    record_id = duty_of(desk, case_id, "answer_access").id
    duties.fulfil(desk, case_id, record_id)
    dispatching.dispatch(desk, notice, "электронной почтой")
    duties.reopen(desk, case_id, record_id, "ошибка")
    assert due(desk, case_id) == date(2026, 12, 3)


def test_a_duty_that_comes_back_into_the_list_comes_with_its_extension(desk: Desk, operator_id: int) -> None:
    """The ground was answered wrongly and put right: the notice that was sent meanwhile stands."""
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ERASURE)).case_id
    notice = extending.extend(desk, case_id, REASON, 3).letter_id
    dispatching.dispatch(desk, notice, "электронной почтой")
    registering.answer_question(desk, case_id, erasure_ground=ErasureGround.WITHDRAWAL)
    assert "stop_processing" not in {record.duty for record in desk.register.duties.of_case(case_id)}
    registering.answer_question(desk, case_id, erasure_ground=ErasureGround.NONE)
    assert duty_of(desk, case_id, "stop_processing").latest == date(2026, 12, 1)
    with pytest.raises(UserError, match="один раз"):
        extending.extend(desk, case_id, REASON)
    registering.answer_question(desk, case_id, erasure_ground=ErasureGround.WITHDRAWAL)
    answering.annul_letter(desk, notice, "передумали")
    registering.answer_question(desk, case_id, erasure_ground=ErasureGround.NONE)
    assert duty_of(desk, case_id, "stop_processing").latest == date(2026, 11, 26)


def test_a_duty_that_is_owed_no_more_is_gone_when_it_is_opened_again(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.COMPLAINT, alleges_unlawful=True)).case_id
    block = duty_of(desk, case_id, "block")
    duties.fulfil(desk, case_id, block.id)
    registering.answer_question(desk, case_id, alleges_unlawful=False)
    assert duty_of(desk, case_id, "block").done_on is not None, "done is done"
    duties.reopen(desk, case_id, block.id, "ошибка")
    assert {record.duty for record in desk.register.duties.of_case(case_id)} == {POLICY_TERM}

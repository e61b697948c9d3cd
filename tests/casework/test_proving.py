"""What proves that a letter left and arrived: receipts, tracking number, what it closed in time, delivery."""

from __future__ import annotations

from datetime import date

import pytest

from otklik.casework import answering, closing, dispatching, lists, proving, registering
from otklik.casework.desk import Desk
from otklik.casework.proving import Delivery, Outcome
from otklik.casework.registering import NewFile
from otklik.law.kinds import Kind
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError
from tests.invented import NOON

from .test_acts import new_case
from .test_mailing import JPEG, PDF, PNG

WAY = "заказным письмом"
NUMBER = "80083740712514"


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    return registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id


@pytest.fixture
def letter_id(desk: Desk, case_id: int) -> int:
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.issue(desk, letter_id)
    return letter_id


def journal_of(desk: Desk, case_id: int) -> list[str]:
    return [line.sentence.replace("\u00a0", " ") for line in lists.case_view(desk, case_id).journal]


def test_receipts_are_kept_together_with_the_dispatch(desk: Desk, letter_id: int) -> None:
    receipts = (NewFile("чек.jpg", "", JPEG), NewFile("квитанция.pdf", "", PDF))
    dispatching.dispatch(desk, letter_id, WAY, tracking=NUMBER, receipts=receipts)
    proof = proving.proof_of(desk, letter_id)
    assert [(file.name, file.media_type) for file in proof.receipts] == [
        ("чек.jpg", "image/jpeg"),
        ("квитанция.pdf", "application/pdf"),
    ]
    assert proof.by_post


def test_a_bad_receipt_leaves_the_letter_unsent(desk: Desk, letter_id: int) -> None:
    head = desk.register.journal.head()
    with pytest.raises(UserError, match="не снимок и не PDF"):
        dispatching.dispatch(desk, letter_id, WAY, receipts=(NewFile("чек.txt", "", b"text"),))
    assert desk.register.letters.get(letter_id).dispatched_on is None
    assert desk.register.journal.head() == head


def test_what_the_letter_closed_is_told(desk: Desk, case_id: int, letter_id: int) -> None:
    assert proving.proof_of(desk, letter_id).fulfilled == ()
    dispatching.dispatch(desk, letter_id, WAY)
    closed = proving.proof_of(desk, letter_id).fulfilled
    assert closed
    assert set(closed) <= set(desk.register.duties.of_case(case_id))
    assert all(duty.done_on == date(2026, 11, 21) for duty in closed)


def test_other_letters_of_the_case_keep_their_own_proof(desk: Desk, case_id: int, letter_id: int) -> None:
    dispatching.dispatch(desk, letter_id, WAY, receipts=(NewFile("чек.jpg", "", JPEG),))
    second = answering.draft_letter(desk, case_id, "access_answer").letter_id
    answering.issue(desk, second)
    proof = proving.proof_of(desk, second)
    assert (proof.receipts, proof.fulfilled, proof.by_post, proof.delivery) == ((), (), False, None)


@pytest.mark.parametrize(
    ("way", "by_post"),
    [
        ("заказным письмом", True),
        ("Почтой России", True),
        ("by registered letter", True),
        ("электронным письмом", False),
        ("by e-mail", False),
        ("handed over against receipt", False),
        ("через личный кабинет", False),
    ],
)
def test_only_what_the_post_took_is_by_post(desk: Desk, letter_id: int, way: str, by_post: bool) -> None:
    dispatching.dispatch(desk, letter_id, way)
    assert proving.proof_of(desk, letter_id).by_post is by_post


def test_a_tracking_number_may_come_late_and_be_put_right(desk: Desk, case_id: int, letter_id: int) -> None:
    with pytest.raises(UserError, match="ещё не отмечена"):
        proving.note_tracking(desk, letter_id, NUMBER)
    dispatching.dispatch(desk, letter_id, WAY)
    closing.close_case(desk, case_id, "satisfied")
    changes = proving.note_tracking(desk, letter_id, "8008 3740 7125 13")
    assert changes.letters == {letter_id}
    assert desk.register.letters.get(letter_id).tracking == "80083740712513"
    proving.note_tracking(desk, letter_id, NUMBER)
    assert desk.register.letters.get(letter_id).tracking == NUMBER
    assert journal_of(desk, case_id)[:2] == [
        f"Записан трек-номер письма № 1/ПДн: {NUMBER}",
        "Записан трек-номер письма № 1/ПДн: 80083740712513",
    ]
    head = desk.register.journal.head()
    proving.note_tracking(desk, letter_id, NUMBER)
    assert desk.register.journal.head() == head
    with pytest.raises(UserError, match="как он стоит в чеке"):
        proving.note_tracking(desk, letter_id, " - ")
    assert desk.register.letters.get(letter_id).tracking == NUMBER


def test_the_delivery_noted_last_rules(desk: Desk, case_id: int, letter_id: int, clock: FixedClock) -> None:
    dispatching.dispatch(desk, letter_id, WAY)
    clock.moment = NOON.replace(month=12, day=21)
    proving.note_delivery(desk, letter_id, Outcome.RETURNED, date(2026, 12, 1))
    proof = NewFile("уведомление.png", "", PNG)
    proving.note_delivery(desk, letter_id, Outcome.DELIVERED, date(2026, 12, 3), proof)
    found = proving.proof_of(desk, letter_id)
    assert found.delivery == Delivery(Outcome.DELIVERED, date(2026, 12, 3))
    assert [file.name for file in found.receipts] == ["уведомление.png"]
    assert "Письмо № 1/ПДн вручено 03.12.2026" in journal_of(desk, case_id)
    assert "Письмо № 1/ПДн вернулось невручённым 01.12.2026" in journal_of(desk, case_id)
    assert desk.register.journal.verify().whole


@pytest.mark.parametrize("day", [date(2026, 11, 20), date(2026, 11, 22)])
def test_nothing_is_delivered_before_it_left_or_in_the_future(desk: Desk, letter_id: int, day: date) -> None:
    dispatching.dispatch(desk, letter_id, WAY)
    with pytest.raises(UserError, match="раньше отправки письма или в будущем"):
        proving.note_delivery(desk, letter_id, Outcome.DELIVERED, day)
    assert proving.proof_of(desk, letter_id).delivery is None


def test_what_did_not_leave_is_not_delivered(desk: Desk, letter_id: int) -> None:
    with pytest.raises(UserError, match="ещё не отмечена"):
        proving.note_delivery(desk, letter_id, Outcome.DELIVERED, date(2026, 11, 21))


def test_a_bad_proof_of_delivery_leaves_nothing_behind(desk: Desk, letter_id: int) -> None:
    dispatching.dispatch(desk, letter_id, WAY)
    head = desk.register.journal.head()
    with pytest.raises(UserError, match="не снимок и не PDF"):
        proving.note_delivery(desk, letter_id, Outcome.DELIVERED, date(2026, 11, 21), NewFile("а.txt", "", b"-"))
    assert desk.register.journal.head() == head

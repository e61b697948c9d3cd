"""Many letters at once: each by itself, in order, to be stopped between two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from threading import Event

import pytest

from otklik.casework import answering, batch, identity, lists, mailing, registering
from otklik.casework.batch import Leaving, Outcome
from otklik.casework.desk import Desk
from otklik.casework.mailing import Gap, Mend
from otklik.law.kinds import Kind
from otklik.letters.post.forms import LabelFormat
from otklik.register.records import LetterState
from otklik.system.errors import EnvironmentProblem, UserError

from .test_acts import new_case


@pytest.fixture
def drafts(desk: Desk, operator_id: int) -> list[int]:
    """Four drafts, each of a case of its own; the second lacks a field."""
    made = []
    for number in range(4):
        new = new_case(operator_id, Kind.ACCESS)
        case_id = registering.register_case(desk, new).case_id
        identity.confirm_identity(desk, case_id, "предъявлен паспорт")
        template = "refusal" if number == 1 else "access_answer"
        made.append(answering.draft_letter(desk, case_id, template).letter_id)
    return made


def states(desk: Desk, letter_ids: list[int]) -> list[LetterState]:
    return [desk.register.letters.get(letter_id).state for letter_id in letter_ids]


def test_what_can_leave_leaves_and_the_rest_is_told(desk: Desk, drafts: list[int]) -> None:
    told: list[tuple[int, int]] = []
    done = batch.issue_letters(desk, drafts, lambda *counts: told.append(counts))
    assert [one.number for one in done.outcomes] == ["1/ПДн", "", "2/ПДн", "3/ПДн"]
    assert "основание отказа" in done.outcomes[1].problem
    assert not any(one.problem for one in done.outcomes if one.number)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert not done.stopped
    assert done.changes.letters == {drafts[0], drafts[2], drafts[3]}
    assert states(desk, drafts)[1] is LetterState.DRAFT
    assert desk.register.journal.verify().whole
    again = batch.issue_letters(desk, drafts[:1])
    assert again.outcomes == (Outcome(drafts[0], "", again.outcomes[0].problem),)
    assert "больше не меняется" in again.outcomes[0].problem


def test_it_stops_between_two_letters(desk: Desk, drafts: list[int]) -> None:
    stop = Event()
    done = batch.issue_letters(desk, [drafts[0], drafts[2], drafts[3]], lambda *_counts: stop.set(), stop)
    assert (done.stopped, [one.number for one in done.outcomes]) == (True, ["1/ПДн"])
    assert states(desk, drafts) == [LetterState.ISSUED, *[LetterState.DRAFT] * 3]
    rest = batch.issue_letters(desk, drafts[2:])
    assert [one.number for one in rest.outcomes] == ["2/ПДн", "3/ПДн"]


def test_issued_and_sent_is_one_act_for_each_letter(desk: Desk, drafts: list[int]) -> None:
    refused = batch.issue_letters(desk, drafts[2:], leaving=Leaving("лично", date(2026, 11, 22)))
    assert all("Проверьте дату" in one.problem for one in refused.outcomes)
    assert states(desk, drafts) == [LetterState.DRAFT] * 4
    done = batch.issue_letters(desk, drafts[2:], leaving=Leaving("заказным письмом"))
    assert [one.number for one in done.outcomes] == ["1/ПДн", "2/ПДн"], "a refused letter uses no number"
    for letter_id in drafts[2:]:
        letter = desk.register.letters.get(letter_id)
        assert (letter.dispatched_on, letter.dispatch_way) == (date(2026, 11, 21), "заказным письмом")
        assert lists.case_view(desk, letter.case_id).main_duty is None


def test_issued_letters_leave_together(desk: Desk, drafts: list[int]) -> None:
    batch.issue_letters(desk, drafts)
    done = batch.dispatch_letters(desk, drafts, Leaving("лично"))
    assert [one.number for one in done.outcomes] == ["1/ПДн", "", "2/ПДн", "3/ПДн"]
    assert "выпущенное" in done.outcomes[1].problem
    assert done.changes.cases == {desk.register.letters.get(one).case_id for one in (drafts[0], *drafts[2:])}
    twice = batch.dispatch_letters(desk, drafts[:1], Leaving("лично"))
    assert "уже отправлено" in twice.outcomes[0].problem


def test_where_the_machine_stands_in_the_way_it_ends(
    desk: Desk, drafts: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = answering.issue

    def full(desk: Desk, letter_id: int) -> answering.Issued:
        if letter_id == drafts[2]:
            raise EnvironmentProblem("The letter is a draft. Issue it first.")
        return whole(desk, letter_id)

    monkeypatch.setattr(answering, "issue", full)
    done = batch.issue_letters(desk, [drafts[0], drafts[2], drafts[3]])
    assert (done.stopped, len(done.outcomes)) == (True, 2)
    assert done.outcomes[1].problem
    assert states(desk, drafts)[3] is LetterState.DRAFT


def test_no_letters_are_no_act(desk: Desk) -> None:
    before = desk.register.journal.count()
    assert batch.issue_letters(desk, []).outcomes == ()
    assert desk.register.journal.count() == before


def test_a_draft_discarded_meanwhile_holds_no_other_back(desk: Desk, drafts: list[int]) -> None:
    answering.discard_draft(desk, drafts[0])
    done = batch.issue_letters(desk, [drafts[0], drafts[2]])
    assert [one.number for one in done.outcomes] == ["", "1/ПДн"]
    assert "удалили" in done.outcomes[0].problem


def test_one_letter_at_a_time_comes_to_the_same(desk: Desk, drafts: list[int]) -> None:
    parts = [batch.issue_letters(desk, [draft]) for draft in drafts[:3]]
    whole = batch.joined(parts, stopped=True)
    assert [one.number for one in whole.outcomes] == ["1/ПДн", "", "2/ПДн"]
    assert whole.changes.letters == {drafts[0], drafts[2]}
    assert whole.stopped
    assert not batch.joined(parts).stopped


def test_papers_of_many_letters_are_those_of_each(desk: Desk, operator_id: int, drafts: list[int]) -> None:
    batch.issue_letters(desk, drafts)
    issued = [drafts[0], *drafts[2:]]
    labels = batch.joined_labels([mailing.labels_of(desk, [one], LabelFormat.SHEET_3X8) for one in issued])
    assert labels == mailing.labels_of(desk, issued, LabelFormat.SHEET_3X8)
    posted = batch.joined_list_103([mailing.list_103_of(desk, [one]) for one in issued])
    assert posted == mailing.list_103_of(desk, issued)
    other = replace(posted, sender=replace(posted.sender, name="ООО «Другое»"))
    with pytest.raises(UserError, match="разных операторов"):
        batch.joined_list_103([posted, other])


def test_what_is_missing_is_said_once_with_the_letters_it_is_missing_for() -> None:
    sender, addressee = Gap("Нет адреса оператора.", Mend.SENDER), Gap("Нет адреса получателя.", Mend.ADDRESSEE)
    letters = [(f"{number}/ПДн", [sender, addressee] if number > 2 else [sender]) for number in range(1, 4)]
    assert batch.gaps_in_words(letters) == ("Нет адреса оператора.", "Письмо № 3/ПДн: Нет адреса получателя.")
    two = [(str(number), [addressee]) for number in (1, 2)]
    assert batch.gaps_in_words(two) == ("Письма № 1, 2: Нет адреса получателя.",)
    many = [(str(number), [addressee]) for number in range(1, 10)]
    assert batch.gaps_in_words(many) == ("Письма № 1, 2, 3, 4, 5, 6 и ещё 3: Нет адреса получателя.",)
    assert batch.gaps_in_words([]) == ()


def test_what_hands_out_data_to_nobody_knows_whom_is_held_back(desk: Desk, operator_id: int) -> None:
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    giving = answering.draft_letter(desk, case_id, "access_answer").letter_id
    asking = answering.draft_letter(desk, case_id, "details_request", {"недостающие_сведения": "подпись"}).letter_id
    done = batch.issue_letters(desk, [giving, asking])
    assert [bool(one.number) for one in done.outcomes] == [False, True]
    assert "Подтвердите личность" in done.outcomes[0].problem
    assert states(desk, [giving]) == [LetterState.DRAFT]
    assert batch.issue_letters(desk, [giving], identity_unconfirmed=True).outcomes[0].number

"""A paragraph that need not be filled in is left out while it is the template's; typed words are never lost."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest

from otklik.casework import answering, copying, profiles, registering, templates_own
from otklik.casework.desk import Desk
from otklik.law.kinds import Claimant, ClaimMatter, Kind
from otklik.system.errors import UserError
from tests.finished_pdf import text_of

from .test_acts import new_case

FIELD = "{{ письмо.надлежащий_адресат }}"
TYPED = "Платёж по чеку принят другим продавцом."


@pytest.fixture
def letter_id(desk: Desk, operator_id: int) -> int:
    """A reply to a claim in which everything is filled in but whom to turn to."""
    new = new_case(operator_id, Kind.CLAIM)
    claim = replace(new, claimant=Claimant.CONSUMER, claim_matter=ClaimMatter.MONEY)
    case_id = registering.register_case(desk, claim).case_id
    names = [name for name, _label in answering.own_fields("claim_not_ours")]
    given = {name: "сказано" for name in names if name != "надлежащий_адресат"}
    return answering.draft_letter(desk, case_id, "claim_not_ours", given).letter_id


def body_of(desk: Desk, letter_id: int) -> str:
    return answering.open_letter(desk, letter_id).letter.body


def retype(desk: Desk, letter_id: int, old: str, new: str) -> None:
    letter = answering.open_letter(desk, letter_id).letter
    assert old in letter.body
    answering.save_draft(desk, letter_id, letter.heading, letter.body.replace(old, new))


def test_the_untouched_paragraph_is_left_out(desk: Desk, letter_id: int) -> None:
    assert FIELD in body_of(desk, letter_id)
    retype(desk, letter_id, "## Причина", f"{TYPED}\n\n## Причина")
    view = answering.open_letter(desk, letter_id)
    assert view.missing == ()
    answering.issue(desk, letter_id)
    said = text_of(answering.letter_pdf(desk, letter_id))
    assert TYPED in said
    assert "другому лицу" not in said
    assert "другому лицу" not in words_of_copy(desk, letter_id)


@pytest.mark.parametrize(
    ("old", "new"), [(FIELD + ".", f"{FIELD}. {TYPED}"), ("По имеющимся", f"{TYPED} По имеющимся")]
)
def test_typed_words_stay_and_the_field_is_asked_for(desk: Desk, letter_id: int, old: str, new: str) -> None:
    retype(desk, letter_id, old, new)
    view = answering.open_letter(desk, letter_id)
    assert [name for name, _label in view.missing] == ["письмо.надлежащий_адресат"]
    assert "абзац изменён" in view.missing[0][1]
    assert "можно не заполнять" not in view.missing[0][1]
    prepared = answering.prepare(desk, letter_id, view.letter.heading, view.letter.body)
    assert TYPED in text_of(answering.render_preview(prepared))
    assert TYPED in words_of_copy(desk, letter_id)
    with pytest.raises(UserError, match="к кому обратиться"):
        answering.issue(desk, letter_id)
    retype(desk, letter_id, f": {FIELD}", "")
    answering.issue(desk, letter_id)
    assert TYPED in text_of(answering.letter_pdf(desk, letter_id))
    assert TYPED in words_of_copy(desk, letter_id)


def test_what_an_editor_of_markdown_writes_otherwise_is_no_typing(desk: Desk, letter_id: int) -> None:
    retype(desk, letter_id, FIELD, FIELD.replace("_", "\\_"))
    retype(desk, letter_id, "эти требования", "эти\nтребования")
    assert answering.open_letter(desk, letter_id).missing == ()


def test_his_own_template_is_what_counts(desk: Desk, operator_id: int) -> None:
    profiles.save_operator(desk, replace(profiles.operators(desk)[0], name="ООО «Приморье»"))
    body = "Ответ дан.\n\n{{ оператор.наименование }} предлагает: {{ письмо.предложение }}.\n"
    templates_own.save_own(desk, "access_answer", "Об ответе", body)
    case_id = registering.register_case(desk, new_case(operator_id, Kind.ACCESS)).case_id
    letter_id = answering.draft_letter(desk, case_id, "access_answer").letter_id
    assert answering.open_letter(desk, letter_id).missing == ()
    retype(desk, letter_id, "предлагает", "снова предлагает")
    assert [name for name, _label in answering.open_letter(desk, letter_id).missing] == ["письмо.предложение"]


def test_an_issued_letter_keeps_what_it_said_when_its_template_changes(desk: Desk, letter_id: int) -> None:
    answering.issue(desk, letter_id)
    templates_own.save_own(desk, "claim_not_ours", "О претензии", "Иначе.\n")
    assert "другому лицу" not in words_of_copy(desk, letter_id)


def words_of_copy(desk: Desk, letter_id: int) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(copying.letter_docx(desk, letter_id))).paragraphs)

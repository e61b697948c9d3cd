"""A policy is told from a letter by what most of them say; where both may be meant, nothing is guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from otklik.intake.documents.reading import read_document
from otklik.intake.looks_like import seems_letter, seems_policy
from otklik.intake.policy.reader import read_policy, read_policy_text
from otklik.intake.reading import read_letter
from otklik.system.errors import UserError

DATA = Path(__file__).parents[1] / "data"
POLICIES = [
    read_document(path.name, path.read_bytes()).text
    for path in sorted((DATA / "policies").iterdir())
    if path.suffix in {".txt", ".md", ".html"}
]
LETTERS = [read_letter(path.name, path.read_bytes()).text for path in sorted((DATA / "letters").glob("*.txt"))]

LETTER = "Здравствуйте. Прошу удалить мои персональные данные и больше мне не звонить. С уважением, Ольга"


def test_no_policy_is_taken_for_a_letter_and_most_are_known() -> None:
    assert len(POLICIES) > 40
    assert not [text[:60] for text in POLICIES if seems_letter(text)]
    assert sum(map(seems_policy, POLICIES)) > 0.8 * len(POLICIES)


def test_no_letter_is_taken_for_a_policy_and_most_are_known() -> None:
    assert len(LETTERS) > 30
    assert not [text[:60] for text in LETTERS if seems_policy(text)]
    assert sum(map(seems_letter, LETTERS)) > 0.8 * len(LETTERS)


@pytest.mark.parametrize("text", ["", "Список покупок: хлеб, молоко.", "Положение о премировании работников цеха"])
def test_what_is_neither_is_neither(text: str) -> None:
    assert not seems_policy(text)
    assert not seems_letter(text)


@given(st.text())
def test_nothing_is_both(text: str) -> None:
    assert not (seems_policy(text) and seems_letter(text))


def test_a_mail_is_no_policy_and_a_letter_is_told() -> None:
    with pytest.raises(UserError, match="письмо, а не политика"):
        read_policy("Жалоба.EML", LETTER.encode())
    assert read_policy_text("письмо.txt", LETTER).seems_letter
    assert not read_policy_text("policy.txt", POLICIES[0]).seems_letter

"""What ст. 14 ч. 3 asks of a request, and of no other letter."""

from __future__ import annotations

import pytest

from otklik.intake.letter import IncomingFile
from tests.intake.told_letters import told

REQUEST = "Прошу предоставить сведения об обработке моих персональных данных. "


def test_what_a_request_lacks_is_named() -> None:
    assert told(REQUEST).missing == (
        "номер документа, удостоверяющего личность",
        "кем и когда выдан документ",
        "сведения, подтверждающие отношения с оператором",
        "подпись",
    )


@pytest.mark.parametrize(
    ("addition", "label"),
    [
        ("Паспорт 99 01 000111.", "номер документа, удостоверяющего личность"),
        ("Паспорт серии 9901 номер 000111.", "номер документа, удостоверяющего личность"),
        ("Паспорт выдан 12.04.2021.", "кем и когда выдан документ"),
        ("Договор № 5.", "сведения, подтверждающие отношения с оператором"),
        ("Вы мне звонили: звонили на мой номер дважды.", "сведения, подтверждающие отношения с оператором"),
        ("Я оставлял на сайте заявку.", "сведения, подтверждающие отношения с оператором"),
    ],
)
def test_what_is_there_is_not_missed(addition: str, label: str) -> None:
    assert label in told(REQUEST).missing
    assert label not in told(REQUEST + addition).missing


def test_blanks_nobody_filled_in_tell_nothing() -> None:
    form = "Паспорт: серия ____ номер ________ выдан ____________. Договор № ____."
    assert told(REQUEST + form).missing == told(REQUEST).missing


def test_a_copy_of_a_passport_is_neither_signed_nor_a_warrant() -> None:
    copy = IncomingFile("паспорт.pdf", "application/pdf", b"%PDF")
    missing = told("Пишу за отца. " + REQUEST, attachments=(copy,)).missing
    assert {"подпись", "документ о полномочиях представителя"} <= set(missing)


def test_a_scan_may_hold_the_signature() -> None:
    scan = IncomingFile("заявление.PDF", "application/pdf", b"%PDF")
    assert "подпись" not in told(REQUEST, attachments=(scan,)).missing


def test_a_representative_without_papers_lacks_his_authority() -> None:
    label = "документ о полномочиях представителя"
    assert label in told(REQUEST + "Действую по доверенности.").missing
    assert label not in told(REQUEST).missing
    scan = IncomingFile("доверенность.jpg", "image/jpeg", b"")
    assert label not in told(REQUEST + "Действую по доверенности.", attachments=(scan,)).missing


@pytest.mark.parametrize(
    "text",
    [
        "Больше не звоните мне.",
        "Верните деньги.",
        "Отзываю согласие на обработку персональных данных.",
        "Прекратите обработку моих персональных данных.",
    ],
)
def test_other_letters_lack_nothing(text: str) -> None:
    assert told(text).missing == ()


def test_a_paper_that_says_it_is_signed_is_signed_and_a_mail_is_not() -> None:
    text = REQUEST + "\nИванов П. С. (подпись)"
    assert "подпись" not in told(text).missing
    assert "подпись" in told(text, sender_address="anna@example.com").missing

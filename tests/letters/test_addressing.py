"""Letters to somebody else than who wrote: the first lines of the text become the addressee."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from otklik.letters.addressing import split
from otklik.letters.render import render
from otklik.register.records import Channel, Subject

if TYPE_CHECKING:
    from collections.abc import Callable

    from otklik.letters.model import LetterModel
    from otklik.register.records import Operator

    Compose = Callable[..., LetterModel]


@pytest.mark.parametrize(
    ("body", "lines", "rest"),
    [
        ("Кому: ООО «А»\n\nКуда: г. Тверь\n\nТекст.\n", ("ООО «А»", "г. Тверь"), "Текст.\n"),
        ("Кому: ООО «А»\nКуда: г. Тверь\nТекст.\n", ("ООО «А»", "г. Тверь"), "Текст.\n"),
        ("\n\nКому:   ООО «А»   \n\nТекст. Кому: никому.\n", ("ООО «А»",), "Текст. Кому: никому.\n"),
        ("Текст.\n\nКому: ООО «А»\n", (), "Текст.\n\nКому: ООО «А»\n"),
        ("Кому: ООО «А»", ("ООО «А»",), ""),
    ],
)
def test_first_lines_are_taken_off_the_text(body: str, lines: tuple[str, ...], rest: str) -> None:
    assert split(body) == (lines, rest)


def test_letter_goes_where_its_first_lines_say(composed: Compose, company: Operator, woman: Subject) -> None:
    model = composed("processor_order", company, woman)
    assert model.addressee == (
        "Общество с ограниченной ответственностью «Облако-Пример»",
        "ул. Серверная, д. 1, г. Москва, 101000",
    )
    assert model.body.startswith("ООО «Северо-Западная")
    assert "Калининой Анны Сергеевны" in model.body


def test_signs_of_markdown_are_printed_as_typed(
    composed: Compose, company: Operator, woman: Subject, read_pdf: Callable[[bytes], str]
) -> None:
    names = r"ООО \«A\_B\» \& \<Партнёр\> \*"
    model = composed("refusal", company, woman, body=f"Кому: {names}\n\nТекст письма.\n")
    assert model.addressee == ("ООО \\«A_B\\» & <Партнёр> *",)
    assert "A_B" in read_pdf(render(model))


def test_empty_addressee_is_named_and_the_persons_address_is_not_asked_for(
    composed: Compose, company: Operator
) -> None:
    model = composed("processor_order", company, Subject(full_name="Калинина Анна Сергеевна"), own={}, issued=False)
    names = [one.name for one in model.missing]
    assert "письмо.адресат" in names
    assert "письмо.адрес_адресата" in names
    assert "заявитель.адрес" not in names
    assert render(model)


def test_case_nobody_wrote_about_refers_to_no_paper(composed: Compose, company: Operator, woman: Subject) -> None:
    model = composed("indirect_notice", company, woman, channel=Channel.OWN)
    assert model.reference == ""
    assert model.salutation == "Уважаемая Анна Сергеевна!"
    assert model.addressee[0] == "Калининой А. С."

"""Rows of an old journal: names, demands, ways in and answers as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from otklik.intake.old_journal.cells import channel, contacts, is_done, kinds, person
from otklik.intake.old_journal.columns import Column, propose
from otklik.intake.old_journal.rows import JournalRow, read_rows
from otklik.intake.old_journal.sheets import read_sheet
from otklik.law.kinds import Kind
from otklik.register.records import Channel

from .tables import delimited

TODAY = dt.date(2026, 11, 21)


def rows(*table: tuple[object, ...]) -> list[JournalRow]:
    sheet = read_sheet("журнал.csv", delimited(list(table)))
    return list(read_rows(sheet, propose(sheet), TODAY))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ветров И.И.", "Ветров И. И."),
        ("И.И. Ветров", "Ветров И. И."),
        ("ВЕТРОВ ИВАН", "Ветров Иван"),
        ("гр. Петрова-Лескова А. А.", "Петрова-Лескова А. А."),
        ("Ветров Иван Ильич, г. Москва, тел. +7 495 000-00-13", "Ветров Иван Ильич"),
        ("ООО «Ромашка»", "ООО «Ромашка»"),
        ("-", ""),
        ("15", ""),
    ],
)
def test_names(text: str, name: str) -> None:
    assert person(text).name == name


def test_contacts_in_any_order() -> None:
    found = contacts("тел. +7 495 000-00-13, 101000, г. Москва, ул. Придуманная, д. 1; vetrov@example.ru")
    assert (found.email, found.phone) == ("vetrov@example.ru", "+7 495 000-00-13")
    assert "Придуманная" in found.address


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Доступ", (Kind.ACCESS,)),
        ("отзыв согласия и удаление данных", (Kind.CONSENT_WITHDRAWAL, Kind.ERASURE)),
        ("жалоба РКН", (Kind.RKN_INQUIRY,)),
        ("претензия", (Kind.CLAIM,)),
        ("уточнить телефон", (Kind.RECTIFICATION,)),
        ("Прошу предоставить сведения", (Kind.ACCESS,)),
        ("просит исправить адрес, удалить телефон", (Kind.RECTIFICATION, Kind.ERASURE)),
        ("что-то странное", ()),
    ],
)
def test_short_words_for_demands(text: str, meant: tuple[Kind, ...]) -> None:
    assert kinds(text)[0] == meant


def test_ways_in_and_marks() -> None:
    assert [channel(text) for text in ("Эл. почта", "Почта России", "нарочно", "с сайта", "голубем")] == [
        *(Channel.EMAIL, Channel.LETTER, Channel.IN_PERSON, Channel.ACCOUNT),
        None,
    ]
    assert [is_done(text) for text in ("Исполнено", "не исполнено", "в работе", "ну")] == [True, False, False, None]


def test_a_row_with_everything_in_few_columns() -> None:
    (row,) = rows(
        ("Вх. № и дата", "ФИО, адрес, телефон заявителя", "Суть обращения", "Исх. № и дата ответа"),
        (
            "15/ПД от 01.02.2026",
            "Ветров И.И., 101000, г. Москва, ул. Придуманная, д. 1, +7 495 000-00-13",
            "Прошу удалить мои персональные данные",
            "7-И от 05.02.2026",
        ),
    )
    assert not row.problems
    assert (row.received_on, row.own_number) == (dt.date(2026, 2, 1), "15/ПД")
    assert (row.name, row.phone) == ("Ветров И. И.", "+7 495 000-00-13")
    assert row.kinds == (Kind.ERASURE,)
    assert (row.answered_on, row.outgoing_number) == (dt.date(2026, 2, 5), "7-И")
    assert "Суть обращения: Прошу удалить" in row.text


def test_what_cannot_come_in_and_what_is_doubtful_is_told_by_column() -> None:
    titles = ("Дата поступления", "ФИО", "Вид обращения", "Дата ответа")
    found = rows(
        titles,
        ("31.02.2026", "Ветров И.И.", "доступ", ""),
        ("01.02.2027", "Ветров И.И.", "доступ", ""),
        ("01.02.2026", "", "доступ", ""),
        ("01.02.2026", "Ветров И.И.", "доступ", "01.01.2026"),
        ("01.02.2026", "Ветров", "нечто", "устно"),
    )
    assert [set(row.problems) for row in found] == [
        {Column.RECEIVED_ON},
        {Column.RECEIVED_ON},
        {Column.NAME},
        {Column.ANSWERED_ON},
        set(),
    ]
    assert set(found[4].doubts) == {Column.NAME, Column.KIND, Column.ANSWERED_ON}
    assert found[4].kinds == (Kind.OTHER,)

"""The act of destruction by order № 179: what it says, what it refuses, what it closes and keeps."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from otklik.casework import destroying, lists, postponing, profiles, registering
from otklik.casework.destroying import Destroyer, DestructionForm, Medium, Party
from otklik.law.kinds import ErasureGround, Kind
from otklik.letters.act import render_act
from otklik.register.paper_records import PaperKind
from otklik.register.records import Channel, Subject
from otklik.system import words
from otklik.system.clock import FixedClock
from otklik.system.errors import UserError
from tests.finished_pdf import expect_archive, text_of
from tests.invented import NOON, SOLE_PROPRIETOR

from .paper_cases import PERSON, open_case

if TYPE_CHECKING:
    from pathlib import Path

    from otklik.casework.desk import Desk

SYSTEM = "«1С:Управление нашей фирмой»"


@pytest.fixture
def case_id(desk: Desk, operator_id: int) -> int:
    return open_case(desk, operator_id, Kind.CONSENT_WITHDRAWAL, Kind.STOP_PROCESSING)


def whole(desk: Desk, case_id: int, **facts: object) -> DestructionForm:
    """Return a form nothing is missing in: system and paper, a processor, two people."""
    form = replace(
        destroying.destruction_form(desk, case_id),
        systems=(SYSTEM,),
        media=(Medium("Анкета покупателя", 2), Medium("Договор № 114", 11)),
        processors=(Party("ООО «Облако-Пример»", "г. Москва, ул. Серверная, д. 1"),),
        way="удалены без возможности восстановления, бумаги измельчены",
    )
    form = replace(form, destroyers=(*form.destroyers, Destroyer("Петрова Мария Сергеевна", "администратор")))
    return replace(form, **facts)  # type: ignore[arg-type]  # fields of DestructionForm


def test_the_form_knows_what_profile_case_and_calendar_know(desk: Desk, case_id: int) -> None:
    form = destroying.destruction_form(desk, case_id)
    assert form.operator == Party("Индивидуальный предприниматель Ветров Арсений Павлович", SOLE_PROPRIETOR.address)
    assert form.subjects == (PERSON.full_name,)
    assert form.destroyers == (Destroyer("Ветров Арсений Павлович", "Индивидуальный предприниматель"),)
    assert form.categories == SOLE_PROPRIETOR.data_categories
    assert form.processors == ()
    assert form.destroyed_on == date(2026, 11, 21)
    assert "отзыв согласия" in form.reason
    assert "ст. 21 ч. 5.1" in form.reason


def test_the_profile_names_the_processor_with_his_address(desk: Desk, operator_id: int, case_id: int) -> None:
    operator = desk.register.operators.get(operator_id)
    profiles.save_operator(desk, replace(operator, processors=("ООО «Облако-Пример», г. Москва, ул. Серверная, д. 1",)))
    form = destroying.destruction_form(desk, case_id)
    assert form.processors == (Party("ООО «Облако-Пример»", "г. Москва, ул. Серверная, д. 1"),)


def test_the_address_of_a_processor_begins_at_its_index(desk: Desk, operator_id: int, case_id: int) -> None:
    operator = desk.register.operators.get(operator_id)
    phrase = "ООО «Тихая гавань», размещение серверов, 394000, г. Псков, ул. Полевая, д. 5"
    profiles.save_operator(desk, replace(operator, processors=(phrase, "ИП Сидоров")))
    hosting, other = destroying.destruction_form(desk, case_id).processors
    assert hosting == Party("ООО «Тихая гавань», размещение серверов", "394000, г. Псков, ул. Полевая, д. 5")
    assert other == Party("ИП Сидоров", "")


def test_the_system_is_that_of_the_last_act(desk: Desk, operator_id: int, case_id: int) -> None:
    destroying.destroy(desk, case_id, whole(desk, case_id))
    other = open_case(desk, operator_id, Kind.CONSENT_WITHDRAWAL)
    assert destroying.destruction_form(desk, other).systems == (SYSTEM,)


def test_a_reason_owed_on_a_condition_is_not_claimed(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.ERASURE)
    assert destroying.destruction_form(desk, case_id).reason.startswith("требование субъекта уничтожить")
    registering.answer_question(desk, case_id, erasure_ground=ErasureGround.WITHDRAWAL)
    assert "ст. 21 ч. 5" in destroying.destruction_form(desk, case_id).reason


def test_why_it_was_put_off_goes_into_the_act(desk: Desk, operator_id: int) -> None:
    case_id = open_case(desk, operator_id, Kind.CONSENT_WITHDRAWAL)
    postponing.postpone_destruction(desk, case_id, "данные в резервных копиях до конца квартала")
    assert "данные в резервных копиях" in destroying.destruction_form(desk, case_id).reason


def test_an_occasion_nobody_wrote_about_names_nobody(desk: Desk, operator_id: int) -> None:
    new = registering.NewCase(
        operator_id,
        (Kind.PURPOSE_ACHIEVED,),
        Channel.OWN,
        date(2026, 11, 20),
        Subject(),
        detected_on=date(2026, 11, 20),
    )
    case_id = registering.register_case(desk, new).case_id
    form = whole(desk, case_id)
    assert form.subjects == ()
    assert "достигнута цель" in form.reason
    with pytest.raises(UserError, match="чьи это данные"):
        destroying.destroy(desk, case_id, form)


def test_the_act_says_everything_and_is_kept_three_years(desk: Desk, case_id: int, tmp_path: Path) -> None:
    form = whole(desk, case_id, destroyed_on=date(2026, 11, 20), log_lacks="имя того, кто удалял")
    made = destroying.destroy(desk, case_id, form)
    paper = desk.register.papers.get(made.paper_id)
    assert (paper.kind, paper.number, paper.case_id) == (PaperKind.ACT, 1, case_id)
    assert paper.keep_until == made.keep_until == date(2029, 11, 20)
    assert json.loads(paper.facts)["form"]["systems"] == [SYSTEM]
    pdf = desk.register.papers.content(made.paper_id)
    act, export = text_of(pdf, "-l", "1"), text_of(pdf, "-f", "2")
    for said in (
        *(form.operator.name, form.operator.address, "ООО «Облако-Пример»", "г. Москва, ул. Серверная, д. 1"),
        *(PERSON.full_name, "фамилия, имя, отчество; номер телефона", SYSTEM, form.way, "отзыв согласия"),
        *("20 ноября 2026 г.", "АКТ № 1", "Анкета покупателя", "Договор № 114", "Всего 13", "имя того, кто удалял"),
        *("Петрова Мария Сергеевна", "Администратор", "подпись", "приказом Роскомнадзора от 28 октября 2022 г. № 179"),
    ):
        assert said in act.replace("\u00a0", " "), said
    for said in (
        PERSON.full_name,
        "номер телефона",
        SYSTEM,
        "отзыв согласия",
        "20 ноября 2026 г.",
        "Данные уничтожены",
    ):
        assert said in export.replace("\u00a0", " "), said
    expect_archive(tmp_path, pdf)


def test_paper_alone_needs_no_export_and_a_system_no_media(desk: Desk, operator_id: int, case_id: int) -> None:
    paper = destroying.destroy(desk, case_id, whole(desk, case_id, systems=()))
    assert "Выгрузка" not in text_of(desk.register.papers.content(paper.paper_id))
    other = open_case(desk, operator_id)
    system = destroying.destroy(desk, other, whole(desk, other, media=()))
    text = text_of(desk.register.papers.content(system.paper_id))
    assert "Выгрузка" in text
    assert "материальные носители" not in text
    assert (paper.number, system.number) == (1, 2)


@pytest.mark.parametrize(
    ("gap", "label"),
    [
        ({"operator": Party("", "адрес")}, "наименование оператора"),
        ({"operator": Party("ИП", " ")}, "адрес оператора"),
        ({"processors": (Party("", "г. Москва"),)}, "кто обрабатывал данные"),
        ({"processors": (Party("ООО", ""),)}, "адрес того, кто обрабатывал"),
        ({"subjects": ()}, "чьи это данные"),
        ({"subjects": ("  ",)}, "чьи это данные"),
        ({"destroyers": ()}, "кто уничтожил данные"),
        ({"destroyers": (Destroyer("", "директор"),)}, "кто уничтожил данные"),
        ({"destroyers": (Destroyer("Петрова", ""),)}, "должность того, кто уничтожил"),
        ({"categories": ()}, "категории уничтоженных"),
        ({"media": (Medium("", 1),)}, "название каждого носителя"),
        ({"media": (Medium("Анкета", None),)}, "сколько листов"),
        ({"media": (Medium("Анкета", 0),)}, "сколько листов"),
        ({"media": (), "systems": ()}, "информационная система или бумажные носители"),
        ({"way": ""}, "способ уничтожения"),
        ({"reason": " "}, "причина уничтожения"),
        ({"destroyed_on": None}, "дата уничтожения"),
    ],
)
def test_each_missing_field_is_named_and_nothing_is_stored(
    desk: Desk, case_id: int, gap: dict[str, object], label: str
) -> None:
    before = desk.register.journal.count()
    with pytest.raises(UserError, match="Не заполнено") as refused:
        destroying.destroy(desk, case_id, whole(desk, case_id, **gap))
    assert str(refused.value) == f"Акт не составлен. Не заполнено: {refused.value.values['fields']}."
    assert label in str(refused.value)
    assert len(destroying.missing(whole(desk, case_id, **gap))) == 1
    assert desk.register.journal.count() == before
    assert desk.register.papers.of_case(case_id) == ()
    assert all(row.duty.done_on is None for row in lists.case_view(desk, case_id).duties)


def test_all_that_is_missing_is_named_at_once(desk: Desk, case_id: int) -> None:
    with pytest.raises(UserError) as refused:
        destroying.destroy(desk, case_id, DestructionForm())
    named = {field for field, _label in destroying.missing(DestructionForm())}
    assert named == {
        *("operator", "subjects", "destroyers", "categories", "systems", "way", "reason", "destroyed_on"),
    }
    assert all(label in str(refused.value) for _field, label in destroying.missing(DestructionForm()))


@pytest.mark.parametrize("day", [date(2026, 11, 15), date(2026, 11, 22)])
def test_a_day_before_the_receipt_or_ahead_is_refused(desk: Desk, case_id: int, day: date) -> None:
    with pytest.raises(UserError, match="раньше дня получения или ещё не наступило"):
        destroying.destroy(desk, case_id, whole(desk, case_id, destroyed_on=day))
    assert desk.register.papers.of_case(case_id) == ()


def test_it_closes_what_destruction_fulfils_and_nothing_else(desk: Desk, case_id: int) -> None:
    destroying.destroy(desk, case_id, whole(desk, case_id, destroyed_on=date(2026, 11, 18)))
    rows = {row.duty.duty: row.duty for row in lists.case_view(desk, case_id).duties}
    assert rows["destroy_withdrawn"].done_on == rows["stop_processing"].done_on == date(2026, 11, 18)
    assert rows["prove_destruction"].done_on == date(2026, 11, 21)
    assert rows["tell_withdrawal"].done_on is None
    assert rows["policy_term"].done_on is None
    sentences = [line.sentence for line in lists.case_view(desk, case_id).journal]
    assert "Составлен акт об уничтожении № 1" in sentences
    assert any(sentence.startswith("Данные уничтожены 18.11.2026") for sentence in sentences)
    assert desk.register.journal.verify().whole


def test_numbers_have_no_gaps_and_a_refused_act_takes_none(desk: Desk, operator_id: int) -> None:
    numbers = []
    for turn in range(3):
        case_id = open_case(desk, operator_id)
        with pytest.raises(UserError):
            destroying.destroy(desk, case_id, whole(desk, case_id, way=""))
        numbers.append(destroying.destroy(desk, case_id, whole(desk, case_id)).number)
        assert numbers[-1] == turn + 1
    assert [one.number for one in desk.register.papers.of_operator(operator_id, PaperKind.ACT)] == [1, 2, 3]


def test_a_closed_case_takes_no_act(desk: Desk, operator_id: int) -> None:
    from otklik.casework import closing

    case_id = open_case(desk, operator_id)
    closing.annul_case(desk, case_id, "введено по ошибке")
    with pytest.raises(UserError):
        destroying.destroy(desk, case_id, whole(desk, case_id))


def test_three_years_from_a_leap_day_end_on_the_last_of_february() -> None:
    assert destroying.keep_until(date(2028, 2, 29)) == date(2031, 2, 28)
    assert destroying.keep_until(date(2026, 11, 21)) == date(2029, 11, 21)


def test_the_act_is_russian_whatever_the_window_speaks(desk: Desk, case_id: int) -> None:
    words.set_language("en")
    made = destroying.destroy(desk, case_id, whole(desk, case_id))
    text = text_of(desk.register.papers.content(made.paper_id))
    assert "Зарегистрировано" in text
    assert "Registered" not in text


@pytest.mark.parametrize(
    ("gap", "field", "label"),
    [
        ({"operator": Party("ООО «😀»", "101000, г. Москва")}, "operator", "Наименование оператора"),
        ({"operator": Party("ООО «Линия»", "101000 😀")}, "address", "Адрес оператора"),
        ({"processors": (Party("ООО «Гавань»", "😀"),)}, "processors", "Обработчики"),
        ({"subjects": ("Зуева Раиса 😀",)}, "subjects", "Чьи это данные"),
        ({"destroyers": (Destroyer("Петрова", "администратор 😀"),)}, "destroyers", "Кто уничтожил данные"),
        ({"categories": ("телефон", "почта 😀")}, "categories", "Категории уничтоженных данных"),
        ({"media": (Medium("Анкета 😀", 1),)}, "media", "Название каждого носителя"),
        ({"systems": ("1С 😀",)}, "systems", "Название информационной системы"),
        ({"way": "стёрто 😀"}, "way", "Способ уничтожения"),
        ({"reason": "отзыв 😀"}, "reason", "Причина уничтожения"),
        ({"log_lacks": "кто стёр 😀"}, "log_lacks", "Чего нет в журнале системы"),
    ],
)
def test_signs_nobody_prints_are_refused_and_named_with_their_field(
    desk: Desk, case_id: int, gap: dict[str, object], field: str, label: str
) -> None:
    before, form = desk.register.journal.count(), whole(desk, case_id, **gap)
    with pytest.raises(UserError, match=f"^{label}: есть знаки, которые нельзя напечатать: 😀 ") as refused:
        destroying.destroy(desk, case_id, form)
    assert "(U+1F600)" in str(refused.value)
    assert [str(one.values["field"]) for one in destroying.unprintable(form)] == [field]
    assert desk.register.journal.count() == before
    assert desk.register.papers.of_case(case_id) == ()


def test_signs_of_markup_and_words_of_any_length_stay_readable(desk: Desk, operator_id: int) -> None:
    person = Subject(full_name="Ы" * 299)
    case_id = open_case(desk, operator_id, person=person)
    media = tuple(Medium(f"Лист учёта {place} <b>&amp;", place) for place in range(1, 120))
    form = whole(desk, case_id, media=media, way="{{ 7*7 }} <script> " * 60)
    made = destroying.destroy(desk, case_id, form)
    text = text_of(desk.register.papers.content(made.paper_id)).replace("\u00a0", " ")
    assert "Лист учёта 119 <b>&amp;" in text
    assert text.count("{{ 7*7 }} <script>") == 60
    assert text.replace(" ", "").count("Ы") >= 2 * 299


def test_a_preview_stores_nothing(desk: Desk, case_id: int) -> None:
    before = desk.register.journal.count()
    pdf = render_act(destroying.draft_act(desk, case_id, DestructionForm())).pdf
    assert "АКТ № 1" in text_of(pdf).replace("\u00a0", " ")
    assert desk.register.journal.count() == before


def test_an_act_of_another_day_bears_that_day(desk: Desk, case_id: int, clock: FixedClock) -> None:
    clock.moment = NOON + timedelta(days=5)
    made = destroying.destroy(desk, case_id, whole(desk, case_id))
    assert desk.register.papers.get(made.paper_id).made_on == date(2026, 11, 26)


def test_acts_are_listed_and_the_end_of_their_three_years_shows(
    desk: Desk, operator_id: int, case_id: int, clock: FixedClock
) -> None:
    made = destroying.destroy(desk, case_id, whole(desk, case_id, destroyed_on=date(2026, 11, 19)))
    (row,) = destroying.acts_of_case(desk, case_id)
    assert destroying.acts_of_operator(desk, operator_id) == (row,)
    assert (row.paper_id, row.number, row.case_id) == (made.paper_id, 1, case_id)
    assert (row.destroyed_on, row.made_on) == (date(2026, 11, 19), date(2026, 11, 21))
    for day, over in ((date(2029, 11, 19), False), (date(2029, 11, 20), True)):
        clock.moment = NOON.replace(year=day.year, month=day.month, day=day.day)
        assert destroying.acts_of_case(desk, case_id)[0].kept_long_enough is over


def test_an_act_that_was_exchanged_in_the_file_is_found(desk: Desk, case_id: int) -> None:
    from otklik.safety.backup import verify

    destroying.destroy(desk, case_id, whole(desk, case_id))
    assert verify(desk.register.path, desk.register.key).whole
    desk.register.database.execute("DROP TRIGGER papers_no_update")
    desk.register.database.execute("UPDATE papers SET content = ?", (b"forged",))
    found = verify(desk.register.path, desk.register.key)
    assert not found.whole
    assert "Акт об уничтожении персональных данных № 1" in found.sentence

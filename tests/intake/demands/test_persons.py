"""Who writes and for whom: names in the nominative or not at all, authority, and how to reach him."""

from __future__ import annotations

import pytest

from tests.intake.told_letters import told

NAMES = (
    ("Я, Иванов Пётр Сергеевич, прошу ответить.", "", "Иванов Пётр Сергеевич"),
    ("Я, Джон Смит, прошу ответить.", "", "Джон Смит"),
    ("Прошу ответить.\n\nС уважением,\nПетрова Анна Ильинична", "Anna", "Петрова Анна Ильинична"),
    ("Прошу ответить.\nС уважением, Анна Сергеевна Петрова", "", "Петрова Анна Сергеевна"),
    ("Прошу ответить.\nС уважением,\nАнна Петрова", "", "Петрова Анна"),
    ("От: Сидоров Павел Кузьмич\n\nЗапрос", "", "Сидоров Павел Кузьмич"),
    ("от Ивановой-Бельской Софьи Львовны\n\nЗапрос", "", "Иванова-Бельская Софья Львовна"),
    ("от Достоевского Льва Ильича\n\nЗапрос", "", "Достоевский Лев Ильич"),
    ("от Шевченко Павла Андреевича\n\nЗапрос", "", "Шевченко Павел Андреевич"),
    ("ЗАЯВЛЕНИЕ\nОТ: КУЗНЕЦОВА МАРИЯ ПАВЛОВНА\nтекст", "", "Кузнецова Мария Павловна"),
    ("Текст.\n\nМамедов Рашид Али оглы", "", "Мамедов Рашид Али оглы"),
    ("Просто текст.", "Ирина Соколова", "Соколова Ирина"),
    ("Ответьте.\n\nС уважением,\nИрина", "Ирина Соколова", "Соколова Ирина"),
    (
        "Прошу в интересах моего сына Котова Захара Ильича удалить данные.\nКотова Полина Вадимовна",
        "",
        "Котов Захар Ильич",
    ),
    ("от хозяйки кота Барсика Незабудкиной Аглаи Сергеевны\n\nЗапрос", "", "Незабудкина Аглая Сергеевна"),
    ("Снесите аккаунт.\nПожалуйста.\nваня", "", "Ваня"),
    ("Не пишите мне.\nкристина ш. +7 495 000-00-15", "", "Кристина Ш."),
    ("Прошу удалить данные.\nс уважением, лена соколова", "", "Лена Соколова"),
    ("Это Светлана Дроздова, прошу ответить.", "", "Дроздова Светлана"),
    ("Я мама Арсения Кузовкова (11 лет), удалите профиль.\nПолина Кузовкова, мать", "", "Кузовков Арсений"),
    ("Пишу за отца: Кремнёв Авдей Макарович, 1948 года.\nСын, Кремнёв Всеволод", "", "Кремнёв Авдей Макарович"),
    ("Please delete the data of my son, Leo Hartfield.\nKate Hartfield", "", "Leo Hartfield"),
    # In doubt there is no name.
    ("Снесите аккаунт.\nспасибо", "", ""),
    ("Снесите аккаунт.\nвсё, точка", "", ""),
    ("Действую по доверенности.\nЛаптева Снежана Борисовна", "Лаптева Снежана", ""),
    ("С уважением, отдел продаж", "Отдел Продаж", ""),
    ("Московский Проспект", "Support Team", ""),
    ("С уважением, Анна Сергеевна", "", ""),
    ("от Коваля Игната Олеговича", "", ""),
    ("", "", ""),
)


@pytest.mark.parametrize(("text", "sender", "name"), NAMES)
def test_the_person_is_named_in_the_nominative_or_not_at_all(text: str, sender: str, name: str) -> None:
    assert told(text, sender_name=sender).subject_name == name


@pytest.mark.parametrize(
    ("text", "subject", "representative", "authority"),
    [
        (
            "Я, Котова Полина Вадимовна, действуя в интересах моего сына Котова Захара Ильича, прошу удалить данные.",
            "Котов Захар Ильич",
            "Котова Полина Вадимовна",
            "мать",
        ),
        (
            "Моя дочь Лебедева Ульяна, 11 лет, оставила у вас номер. Удалите.\n\nЛебедев Григорий Антонович",
            "Лебедева Ульяна",
            "Лебедев Григорий Антонович",
            "отец",
        ),
        (
            "Действую по доверенности от 02.11.2026 № 77/1 от имени Ивановой Анны Петровны.\n\nСоколов Игорь Львович",
            "Иванова Анна Петровна",
            "Соколов Игорь Львович",
            "доверенность от 02.11.2026 № 77/1",
        ),
        (
            "Адвокат Лаптева Снежана Борисовна, ордер № 12 от 03.11.2026, в интересах Мирзоева Рашида Андреевича.",
            "Мирзоев Рашид Андреевич",
            "Лаптева Снежана Борисовна",
            "адвокат, ордер № 12 от 03.11.2026",
        ),
    ],
)
def test_who_writes_for_another(text: str, subject: str, representative: str, authority: str) -> None:
    writer = told(text).writer
    assert (writer.subject_name, writer.representative_name) == (subject, representative)
    assert writer.authority == authority


def test_how_to_reach_the_writer_is_taken_from_his_own_words() -> None:
    text = (
        "Прошу удалить данные. Звонили с номера +7 495 000-00-11. Пишите на anna@example.com,\n"
        "мой телефон +7 495 000-00-22, я проживаю по адресу: 190000, г. Небывалый, ул. Тихая, д. 1, кв. 2, паспорт"
    )
    writer = told(text, sender_address="other@example.com", to="pd@example.ru").writer
    assert (writer.email, writer.phone) == ("anna@example.com", "+7 495 000-00-22")
    assert writer.address == "190000, г. Небывалый, ул. Тихая, д. 1, кв. 2"


def test_the_operators_addresses_are_not_the_writers() -> None:
    text = "Я писала на pd@example.ru и на info@example.ru. Удалите данные."
    assert told(text, sender_address="anna@example.com", to="Отклик <pd@example.ru>").writer.email == "anna@example.com"
    assert told(text, to="pd@example.ru").writer.email == ""


def test_a_firm_and_an_authority_are_no_persons() -> None:
    claim = "ПРЕТЕНЗИЯ\nТребуем вернуть аванс.\n\nДиректор ООО «Мост»    Р. Р. Гайнутдинов"
    assert told(claim).writer.is_organisation
    assert told(claim).subject_name == ""
    assert told("Прошу удалить данные.", sender_address="rkn@77.rkn.gov.ru").writer.is_organisation
    assert not told("Прошу удалить данные.\nПетрова Анна Ильинична").writer.is_organisation


def test_number_and_date_of_an_office_are_read() -> None:
    text = "РОСКОМНАДЗОР\n13.11.2026 № 07/99\nУправление Роскомнадзора просит представить сведения о мерах."
    found = told(text)
    assert (found.number, str(found.numbered_on)) == ("07/99", "2026-11-13")
